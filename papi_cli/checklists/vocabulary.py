"""What officers write for done, begun, not yet and not arisen: marks and words, and what counts.

What the words of a result plainly say counts, as a person would count it; where they do not say
it plainly, the mark does. The table of `docs/van_ban.md` holds each kind with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import lru_cache
from unicodedata import normalize

from papi_cli.checklists.format import Entry
from papi_cli.checklists.openings import without_opening
from papi_cli.vietnamese.words import words


class Status(StrEnum):
    """How far a task is."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"
    """Nothing was to be done in the period: it counts among no tasks that are to be done."""

    @property
    def word(self) -> str:
        """The status as users read it."""
        return _WORDS[self]

    @classmethod
    def of(cls, word: str) -> Status | None:
        """Return the status that a word names, None for none."""
        return next((each for each in cls if each.word == word), None)


_WORDS = {
    Status.DONE: "Hoàn thành",
    Status.IN_PROGRESS: "Đang thực hiện",
    Status.NOT_STARTED: "Chưa thực hiện",
    Status.NOT_APPLICABLE: "Không phát sinh",
}


def joint_status(statuses: Sequence[Status]) -> Status:
    """Return how far a task is whose parts are so far, at least one: done when all of them are.

    A part in which nothing was to be done does not count.
    """
    counted = {each for each in statuses if each is not Status.NOT_APPLICABLE}
    if not counted:
        return Status.NOT_APPLICABLE
    return counted.pop() if len(counted) == 1 else Status.IN_PROGRESS


TICKS = frozenset((*"xv✓✔☑☒✅√×х", "xx"))
"""Signs for done; `v` is the tick of a Vietnamese form, the last of the letters the Cyrillic х."""


class Says(Enum):
    """What a mark or the words of a result say of a task."""

    NOTHING = auto()
    DONE = auto()
    NEARLY = auto()
    """Done but for something: not plain enough to count without a tick, or against one."""
    PARTLY = auto()
    NOT_YET = auto()
    NOT_OURS = auto()
    """Not done, for an agency that takes the task for another's."""
    NONE = auto()
    """“Không có … nào”: there was none, of what should have been done or of what might happen."""
    NOT_ARISEN = auto()
    REACHED = auto()
    """What was done, and that it is all of what was planned: done, where no mark says so."""
    SOMETHING = auto()
    """Words that say what was done, not how far it is."""


_UNSEEN = re.compile(
    r"<!--.*?-->|</?\w{1,10}\s*/?>|&nbsp;|&#\d+;|\[!\w+\][+-]?|\[\^?\d+\]|\\?\[ ?\\?\]"
    r"|[\u00ad\u200b-\u200f\u2060\ufeff]",
    re.DOTALL,
)
"""What a viewer does not show, and what is no word of anybody's: callouts, footnotes, boxes."""
_BULLET = re.compile(r"^\s*(?:\d{1,9}[.)]|\w[.)]|o)\s*$", re.MULTILINE)
_DASHES = frozenset(" \t\n\xa0.…-–—_*:;,/\\|·•[]()>=")
"""What forms are filled in with where there is nothing to say, and bare bullets."""


def is_filled(result: str) -> bool:
    """Whether a result has more than dots, dashes, bullets and what no viewer shows."""
    return bool(result) and not _DASHES.issuperset(_BULLET.sub("", _UNSEEN.sub(" ", result)))


_WRAPPED = re.compile(r"(?<!\n)\n(?!\s*(?:\n|[-*+•]\s|\d+[.)]\s))")
"""Where an editor wrapped a line."""
_CLAUSE = re.compile(
    r"[;:(\n–—]|,(?!\s*(?:tố cáo|kiến nghị|phản ánh)|(?<=\d,)\d)|\.(?:\s|$)| - |!", re.IGNORECASE
)
"""What ends the first clause of a result; “khiếu nại, tố cáo” is one thing, “98,5 %” a number."""
_VERB = (
    r"(?:lam|thuc hien|trien khai|to chuc|tien hanh|hoan thanh|hoan tat|giai quyet|xu ly"
    r"|trien khai thuc hien|to chuc thuc hien|th|ht)"
)
_FINISHED = r"(?:xong|hoan thanh|hoan tat|ht)"
_PERCENT = r"phan tram"
_EXTENT = (
    r"(?: (?:tot|roi|xuat sac|dung han|truoc han|day du|toan bo|het|nhiem vu|viec nay|noi dung nay"
    r"|theo ke hoach|theo quy dinh))*"
)
_WHOLE = r"(?: (?:ke hoach|khoi luong|chi tieu|tien do_?|cong viec))?"
_SOME = rf"(?:\d|[1-9]\d)(?: \d+)? {_PERCENT}"
_STILL = r"(?:van |tam thoi |hien |hien nay |den nay |nam nay |con )*"
_DAY = r"(?: (?:vao |tu )?ngay \d+(?: /)? \d+(?:(?: /)? \d+)?)?"
_MONTH = r"(?: (?:vao |tu |trong )*(?:thang|quy) (?:\d+|[iv]+)(?:(?: /)? \d+)?)?"
_IN_TIME = (
    r"(?: (?:dung|vuot|truoc) (?:tien do_?|ke hoach|thoi han|thoi gian)(?: quy dinh)?"
    r"(?: (?:da )?(?:de ra|duoc giao))?)?"
)
_OBJECT = r"(?!chua|khong|con|tru|nhung|dot|buoc|giai doan|\d)\w+"
_BY_DOCUMENT = (
    r"(?: (?:theo|tai|bang) (?:ke hoach|quyet dinh|cong van|van ban|bao cao|chi thi|chuong trinh"
    r"|nghi quyet|huong dan|thong bao|to trinh|bien ban)(?: so)? \d+(?: / \d+)?"
    rf"(?: (?!cua\b|ngay\b){_OBJECT}){{0,4}}{_DAY}(?: cua(?: {_OBJECT}){{1,6}})?)?"
)
"""The document by which something was done: “theo Kế hoạch số 12/KH-UBND ngày 5/3/2021”."""
_GLORY = r"(?: (?:tot dep|ruc ro|dung luat|an toan|tiet kiem|dung tien do_?|dung quy dinh))*"
_HELD = r"(?:dien ra |duoc )?(?:(?:to chuc|tien hanh|thuc hien|trien khai) )?"
_SUBJECT = (
    r"(?:(?!chua|khong|gan |sap |co ban|dang|se |de |nham|neu|phan dau|buoc|dot|giai doan|mot |vai"
    r"|nhieu|chuan bi|da )[^\W\d]+ )"
)
_SUCCESS = (
    rf"{_SUBJECT}{{0,8}}da {_HELD}thanh cong{_GLORY}{_DAY}"
    r"|(?:cuoc |ngay )?(?:bau cu|dai hoi|hoi nghi|ngay hoi|le hoi)"
    rf" {_HELD}thanh cong{_GLORY}{_DAY}"
    rf"|da (?:to chuc|tien hanh|thuc hien) thanh cong(?: {_OBJECT}){{1,8}}"
)
"""“Cuộc bầu cử đã thành công tốt đẹp”, “Đã tổ chức thành công cuộc bầu cử”."""
_DOING = (
    r"(?:duoc )?(?:thuc hien|trien khai|to chuc|tien hanh|hoan thien|giai quyet|xu ly|xay dung"
    r"|soan|chuan bi|ra soat|tong hop|lay y kien|dau thau|xac minh|tham dinh|thi cong|binh xet"
    r"|trinh|cho)"
)
# All below are matched with the first clause of a text, as `_bare` leaves it.
_DONE = re.compile(
    rf"(?:ok|(?:da |duoc |da duoc )?(?:{_VERB} )?{_FINISHED}{_EXTENT}{_IN_TIME}{_BY_DOCUMENT}{_DAY}"
    rf"|da (?:{_VERB} )?{_FINISHED}{_EXTENT}{_IN_TIME}{_MONTH}|{_SUCCESS}"
    r"|da (?:(?!chua|khong|gan |sap |co ban|dang)\w+ ){1,3}xong"
    rf"|da {_VERB}{_EXTENT}{_BY_DOCUMENT}{_DAY}"
    rf"|da {_FINISHED} (?:viec|cong tac) "
    rf"(?!chuan bi|lap (?:ke|danh|du)|xay dung|soan|du thao|khao sat){_OBJECT}(?: {_OBJECT}){{0,5}}"
    rf"|(?:da )?(?:{_VERB} )?(?:dat |duoc )?100(?: {_PERCENT})?{_WHOLE})"
)
_SHARE = re.compile(
    r"(?:da |duoc |da duoc )?"
    rf"(?:{_FINISHED}|(?:(?!chua|khong|gan |sap |co ban|dang)\w+ ){{1,3}}{_FINISHED})"
    r" (\d+) / (\d+) [^\W\d].*"
)
"""Finished, so many of so many: “Đã giải quyết xong 9/9 vụ”, “Hoàn thành 8/10 xã”."""
_SHARE_FIRST = re.compile(
    rf"(\d+) / (\d+) (?:(?!chua|khong|gan|sap|co|dang)[^\W\d]+ ){{1,5}}?(?:da )?(?:duoc )?"
    rf"(?:{_VERB} )?{_FINISHED}{_EXTENT}{_DAY}"
)
"""“12/12 thôn đã hoàn thành”."""
_NEARLY = re.compile(
    rf"(?:da )?(?:co ban|gan nhu|gan|sap|phan lon) (?:da )?(?:{_VERB} )?(?:{_FINISHED}|het).*"
    rf"|(?:khoang |tren |hon )*{_SOME} .*"
)
_PARTLY = re.compile(
    rf"dth|(?:da )?dang(?: {_VERB}.*| xay dung.*| soan.*| chuan bi.*)?"
    rf"|(?:da )?(?:{_VERB} |dat |duoc )(?:dat |duoc |khoang |tren |hon )*{_SOME}(?: .*)?"
    rf"|(?:khoang |tren |hon )*{_SOME}{_WHOLE}"
    rf"|(?:da )?(?:{_VERB} )?(?:duoc )?mot phan.*"
    rf"|{_STILL}(?:chua|khong) (?:{_VERB} )?(?:duoc )?"
    rf"(?:het|{_FINISHED}|day du|dong bo|kip thoi|dat|triet de)(?: .*)?"
)
_UNDER_WAY = re.compile(
    r"\W*(?:đã )?đang (?!(?:được )?"
    r"(?:duy trì|hoạt động|vận hành|sử dụng|áp dụng|phát huy|quản lý|có\b))\w"
)
"""What is being done, of text that has its tone marks; what is being kept up may be all there is
to do."""
_PERIOD = r"(?:trong ky |trong nam |tren dia ban |den nay |hien )*"
_CASE = (
    r"(?:truong hop|vu viec|vu|don thu|don|ho so|cong viec|viec|nhiem vu|noi dung|nhu cau"
    r"|khieu nai|khieu kien|to cao|kien nghi|phan anh)"
)
_CASES = rf"{_CASE}(?: (?:va |hay |hoac )?{_CASE}){{0,3}}"
_NOT_ARISEN = re.compile(
    rf"kps|{_PERIOD}(?:khong|chua) (?:co )?(?:{_CASES} )?(?:nao )?phat sinh(?: nao)?"
    rf"(?: (?:{_CASE}|trong|tai|o|tren|nam|quy|ky|den|tu)(?: .*)?)?"
    rf"|{_PERIOD}khong co {_CASES} nao(?: (?:phat sinh|xay ra|trong|tren)(?: .*)?)?"
    rf"|{_PERIOD}khong (?:tiep nhan|nhan)(?: duoc)? {_CASES}(?: nao)?"
    r"(?: (?:trong|tren|tu|cua)(?: .*)?)?"
    rf"|{_PERIOD}chua (?:co|xay ra|nhan duoc|tiep nhan)"
    r" (?:don thu|don|vu viec|vu|truong hop)(?: (?:khieu nai|to cao|phan anh))?(?: nao)?"
    rf"|{_PERIOD}khong xay ra {_CASES}(?: \w+){{0,3}} nao(?: (?:trong|tren)(?: .*)?)?"
    rf"|{_PERIOD}khong (?:co )?tuyen dung"
    r"(?: (?:moi|them|cong chuc|vien chuc|can bo|lao dong|ai)){0,4}"
    r"(?: (?:nao|trong|nam|quy|ky|do|vi)(?: .*)?)?"
)
_NO_CASE = re.compile(rf"{_PERIOD}khong co {_CASES}(?: nay)?")
"""As plain only where nothing follows: “Không có hồ sơ, thủ tục nào quá hạn” is a result."""
_NONE = re.compile(
    rf"{_PERIOD}khong co (?:\w+ ){{1,4}}nao(?: (?:trong|nam|quy|ky|den|tu)(?: .*)?)?"
    rf"|{_PERIOD}khong co (?:doi tuong|chi tieu|bien che|cong trinh|du an|khu cong nghiep)(?: nay)?"
)
_WHO = r"(?:(?:ubnd )?(?:xa|phuong|thi tran|huyen|don vi|co quan|dia phuong) |so |chung toi )?"
_NOT_YET = re.compile(
    rf"0|cth|khong(?: co)?(?: gi)?|{_STILL}chua(?: .*)?|{_STILL}(?:se|du kien) .*"
    r"|(?:da |tam |phai |xin |bi |de nghi ){0,3}(?:hoan_(?: .*)?|(?:hoan|de) sang .*"
    r"|(?:lui|doi_|chuyen)(?: (?!tiep\b|\d)\w+){0,5} sang (?:nam|quy|thang|ky|dau|cuoi)\b.*)"
    rf"|(?:cuoi (?:nam|quy|thang)|nam sau) (?:moi |se )?{_VERB}(?! (?:duoc|xong|\d))(?: .*)?"
    rf"|sang (?:nam|quy|thang) (?:\w+ )?(?:/ )?(?:\d+ )?(?:moi |se )?{_VERB}(?: .*)?"
    rf"|(?:co |len )?ke hoach (?:se )?{_VERB}(?: (?!da\b)\w+){{0,8}} (?:vao|trong)"
    r" (?:ngay|tuan|thang|quy|cuoi|dau)\b(?!.*\bda\b).*"
)
"""What was not begun, was put off, or is planned for a time."""
_REASON = re.compile(rf"^(?:do|vi) .*?\bnen {_WHO}(?=chua|khong)")
"""A reason that goes before what it is the reason of: “Do dịch nên chưa tổ chức được”."""
_CONSEQUENCE = re.compile(rf"(?:nen )?{_WHO}(?=chua|khong)")
_NOT_OURS = re.compile(rf"{_STILL}khong (?:phai )?thuoc(?: .*)?")
_REFUSED = re.compile(
    rf"{_STILL}khong (?:the )?(?:{_VERB}|ap dung"
    r"|du dieu kien|co (?:dieu kien|kinh phi|nguon luc|nhan luc))(?: (?!sai |trai ).*)?"
)
"""What says that nothing was done, and nothing will be."""
_KINDS = (
    (_NOT_ARISEN, Says.NOT_ARISEN),
    (_DONE, Says.DONE),
    (_PARTLY, Says.PARTLY),
    (_NEARLY, Says.NEARLY),
    (_NONE, Says.NONE),
    (_NOT_YET, Says.NOT_YET),
    (_REFUSED, Says.NOT_YET),
    (_NOT_OURS, Says.NOT_OURS),
)
_DENIALS = {
    Says.NOT_ARISEN: Says.SOMETHING,
    Says.NOT_YET: Says.PARTLY,
    Says.NOT_OURS: Says.PARTLY,
}
"""What words say that deny something and then tell what was done."""
_BUT = re.compile(
    r"\b(?:nhung|tuy nhien|song|ngoai tru|tru|con lai|con \d+|chua|rieng)\b"
    rf"|\bdang {_DOING}\b"
)
_LEFT = re.compile(
    r"(?:moi|de nghi|(?:moi |dang )?du thao"
    r"|cho (?:huong dan|y kien|chi dao|kinh phi|phe duyet|cap tren|huyen|tinh))\b.*"
    r"|.*\b(?:(?:nhung|tuy nhien|song)\b|con lai|con \d+"
    r"|chua (?!co\b|phat sinh|xay ra|phat hien)).*"
)
"""What tells that something is left to do, in words that say what was done."""
_STOPPED = r"(?:da |phai |xin |de nghi ){0,2}(?:tam (?:dung_?|ngung)|dung_|ngung)\b.*"
_DENIED = re.compile(
    r"khong (?!(?:de|co|con|bi|xay ra|phat|qua|vuot|ngung|ngoai|chi|nhung|thu|nhan|tiep nhan"
    rf"|gay|lam|tuyen|tang|giam)\b)\w+.*|{_STOPPED}"
)
"""What denies something, be it work or a fault, or stops it."""
_UNSETTLED = re.compile(
    rf"\b(?:dang {_DOING}\b|khong (?:the |duoc )?(?:thuc hien|trien khai|to chuc|hoan thanh)\b"
    r"|(?:hoan thanh|xong) (?:viec |cong tac |buoc )?chuan bi\b|lui (?:thoi gian|thoi han|lich)\b"
    r"|hoan_|(?:chuyen|lui) (?:sang|den) (?:nam|quy|thang)\b)"
)
"""What tells that something is under way, denied or put off, wherever it stands."""
_REACHED = re.compile(
    rf"\b(?:dat|hoan thanh|duoc) (?:dat |duoc )?100 {_PERCENT} (?:so )?"
    r"(?:ke hoach|khoi luong|chi tieu|nhiem vu|cong viec)\b(?! (?:quy|thang|tuan|dot|giai doan))"
)
"""That all of what was planned was reached, wherever it stands, but for a plan of a time."""
_OTHER_SHARE = re.compile(rf"\b(?!100 )\d+(?: \d+)? {_PERCENT}\b")
_PART = re.compile(r"(?<!ngay )(?<!quy )\b(\d+) / (\d{1,3}) [^\W\d]")
"""So many of so many: “Đã niêm yết tại 7/12 thôn”."""
_DID = re.compile(r"\b(?:da (?!nang)\w+|dang (?!cho|doi|de nghi|trinh|xin|cho phe)\w+)")
_SPELT = {
    "chua": "chưa",
    "con": "còn",
    "da": "đã",
    "dang": "đang",
    "do": "do",
    "gan": "gần",
    "khong": "không",
    "nen": "nên",
    "nhung": "nhưng",
    "rieng": "riêng",
    "sap": "sắp",
    "se": "sẽ",
    "song": "song",
    "tru": "trừ",
    "vi": "vì",
}
"""The words that decide, without and with their marks: «trụ sở» excepts nothing, «chữa» denies
nothing, and «Đảng» does nothing at the moment."""
_TOKEN = re.compile(r"[^\W_]+|(?<=\d)/(?=\d)")
_TYPED = {"hoãn": "hoan_", "hõan": "hoan_", "dời": "doi_", "dừng": "dung_", "ko": "khong"}
"""Words to be told from those that are alike without marks, and a short form."""
_SHORT = re.compile(r"\b(k|khong)(?= (?:co|phat sinh|ps|p s)\b)(?: (?:ps|p s)\b)?")
"""“K phát sinh”, “không p/s”."""
_STROKES = str.maketrans("ÐðƉ", "ĐđĐ")
"""Letters that some keyboards give for đ."""


def _bare(text: str) -> str:
    """Return words without marks, with the strokes between numbers.

    A word that would then pass for one that decides gets a `_`; what was typed without marks is
    taken for the one that decides.
    """
    found = []
    for token in _TOKEN.findall(text.casefold()):
        word = words(token) or token
        other = word in _SPELT and token not in {word, _SPELT[word]}
        found.append(_TYPED.get(token) or (f"{word}_" if other else word))
    bare = " ".join(found)
    return _SHORT.sub(_in_full, bare) if "k" in bare else bare


def _in_full(found: re.Match[str]) -> str:
    return "khong phat sinh" if found[0].endswith("s") else "khong"


@lru_cache(maxsize=20_000)
def says(text: str) -> Says:
    """Return what the words of a result, or in a box, plainly say.

    Number, label, subject and time in front of them do not count.
    """
    if not is_filled(text):
        return Says.NOTHING
    if _only_ticks(text):
        return Says.DONE
    shown = _shown(text)
    opened = without_opening(shown)
    found = _shown_says(opened) if is_filled(opened) else Says.SOMETHING
    if found in {Says.SOMETHING, Says.NEARLY} and opened != shown:
        whole = _shown_says(shown)
        found = whole if found is Says.SOMETHING or whole in _PLAIN else found
    if found is not Says.SOMETHING:
        return found
    if _is_unsettled(opened):
        return Says.NEARLY
    bare = _bare(opened)
    reached = _REACHED.search(bare) and not (_OTHER_SHARE.search(bare) or _BUT.search(bare))
    return Says.REACHED if reached else Says.SOMETHING


def _is_unsettled(text: str) -> bool:
    """Whether words that say nothing plainly tell that something is not done."""
    first = _bare(_CLAUSE.split(text, maxsplit=1)[0])
    return bool(_DENIED.fullmatch(first) or _UNSETTLED.search(_bare(text)))


def _shown(text: str) -> str:
    """Return what a viewer shows of a text, each paragraph in one line."""
    shown = _UNSEEN.sub(" ", text).strip(" \t\n.…-–—_*•>")
    if shown.startswith("(") and shown.endswith(")"):
        shown = shown.strip("() ")
    shown = normalize("NFC", _WRAPPED.sub(" ", shown)).translate(_STROKES)
    return re.sub(r"(\d)\s*%", r"\1 phan tram", shown)


def _shown_says(shown: str) -> Says:
    """Return what a text says, without looking behind its opening."""
    parts = _CLAUSE.split(shown, maxsplit=1)
    first, rest = _REASON.sub("", _bare(parts[0])), _bare(" ".join(parts[1:]))
    if re.match(r"(?:do|vi) ", first) and (begun := _CONSEQUENCE.match(rest)):
        first, rest = rest[begun.end() :], ""
    if _UNDER_WAY.match(parts[0].casefold()):
        return Says.PARTLY
    return _clause_says(first, rest)


def _leaves_something(text: str) -> bool:
    """Whether words that say what was done tell that it is not all."""
    part = _PART.search(text)
    return bool(_LEFT.fullmatch(text)) or bool(part and int(part[1]) < int(part[2]))


def _clause_says(first: str, rest: str) -> Says:
    """Return what the first clause plainly says, in the light of what follows it."""
    if not rest and _NO_CASE.fullmatch(first):
        return Says.NOT_ARISEN
    share = _SHARE.fullmatch(first) or _SHARE_FIRST.fullmatch(first)
    if share:
        found = Says.DONE if share[1] == share[2] else Says.PARTLY
    else:
        found = next((kind for pattern, kind in _KINDS if pattern.fullmatch(first)), Says.SOMETHING)
    if found is Says.SOMETHING and _leaves_something(f"{first} {rest}"):
        return Says.NEARLY
    if found is Says.DONE and _BUT.search(rest):
        return Says.NEARLY
    if found in _DENIALS and _DID.search(rest):
        return _DENIALS[found]
    return found


def _only_ticks(text: str) -> bool:
    """Whether a text is a sign for done and nothing else."""
    return normalize("NFKC", text).replace("\ufe0f", "").strip(" .*_~,").casefold() in TICKS


@lru_cache(maxsize=1_000)
def mark_says(mark: str) -> Says:
    """Return what stands in the box of a task says."""
    if _only_ticks(mark):
        return Says.DONE
    bare = mark.strip(" .*_~,")
    if not bare or not is_filled(mark.strip()):
        return Says.PARTLY if mark.strip() else Says.NOTHING
    found = says(mark)
    return Says.PARTLY if found in {Says.SOMETHING, Says.REACHED} else found


def is_tick(mark: str) -> bool:
    """Whether what stands in the box of a task says that it is done."""
    return mark_says(mark) is Says.DONE


def is_mark(text: str) -> bool:
    """Whether words or a sign that stand in no box may be what belongs in one."""
    if not is_filled(text):
        return False
    return _only_ticks(text) or _shown_says(_shown(text)) is not Says.SOMETHING


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a task counts; `doubt` says why a person should look at it again, empty for no reason.

    `by_words` tells that the words of the result decided against the mark.
    """

    status: Status
    doubt: str = ""
    by_words: bool = field(default=False, compare=False)


_BY_MARK = {
    Says.DONE: Status.DONE,
    Says.NEARLY: Status.IN_PROGRESS,
    Says.PARTLY: Status.IN_PROGRESS,
    Says.NOT_YET: Status.NOT_STARTED,
    Says.NOT_OURS: Status.NOT_STARTED,
    Says.NONE: Status.NOT_STARTED,
    Says.NOT_ARISEN: Status.NOT_APPLICABLE,
    Says.NOTHING: Status.NOT_STARTED,
    Says.REACHED: Status.DONE,
    Says.SOMETHING: Status.IN_PROGRESS,
}
_PLAIN = frozenset({Says.DONE, Says.PARTLY, Says.NOT_YET, Says.NOT_OURS, Says.NOT_ARISEN})

_DOUBTS = {
    Says.NOT_OURS: "cơ quan ghi là không phải việc của mình",
    Says.NONE: "lời ghi chưa rõ là chưa làm hay không phát sinh",
    Says.REACHED: "lời ghi nêu đạt 100% mà không đánh dấu, tính là hoàn thành",
}
"""Why words are in doubt that no mark contradicts."""


_DAY_ALONE = re.compile(r"\W*(?:ngày\s+|tháng\s+)?\d{1,4}(?:\s*[/.-]\s*\d{1,4}){1,2}\W*", re.I)
"""When a task was done: a day or month, and nothing else."""


def judge(entry: Entry | None) -> Judgement:
    """Return how a task counts by what an agency says of it; None where it says nothing.

    A level is the mark where it is filled; of a box, level and words that disagree each is named.
    """
    if entry is None:
        return Judgement(Status.NOT_STARTED)
    box = mark_says(entry.mark)
    found = _judge_level(entry, box) if is_filled(entry.level) else _judge(entry, box, _BOX)
    ambiguous = any(_bare(each) == "dth" for each in (entry.mark, entry.level, entry.result))
    return _with(found, "«ĐTH» chưa rõ là đã hay đang thực hiện") if ambiguous else found


def _judge_level(entry: Entry, box: Says) -> Judgement:
    """Return how a task counts whose level is filled; one that says nothing known counts last."""
    level = mark_says(entry.level)
    if says(entry.level) is Says.SOMETHING:
        if box is Says.NOTHING:
            return _with(_judge(entry, level, _LEVEL), "mức độ ghi chữ lạ")
        return _with(_judge(entry, box, _BOX), "mức độ ghi chữ lạ, xét theo dấu trong ô")
    if box is Says.NOTHING:
        return _judge(entry, level, _LEVEL)
    if _BY_MARK[box] is _BY_MARK[level]:
        return _judge(entry, level, _BOTH)
    found = _judge(entry, level, _LEVEL)
    counted = "" if found.by_words else ", xét theo mức độ"
    return _with(found, f"dấu trong ô và mức độ không khớp{counted}")


@dataclass(frozen=True, slots=True)
class _Marks:
    """What sentences call marks: as signs, and as places."""

    signs: str
    places: str


_BOX, _LEVEL = _Marks("dấu", "ô"), _Marks("mức độ", "mức độ")
_BOTH = _Marks("dấu, mức độ", "ô, mức độ")


def _with(found: Judgement, doubt: str) -> Judgement:
    """Return a judgement with one more reason to look at it again, before its own."""
    doubts = "; ".join(filter(None, (doubt, found.doubt)))
    return Judgement(found.status, doubts, by_words=found.by_words)


_DENIALS_OF_EVIDENCE = frozenset(
    {Says.NOTHING, Says.NOT_YET, Says.NONE, Says.NOT_ARISEN, Says.NOT_OURS}
)


def _shows_something(entry: Entry) -> bool:
    """Whether a document or a day tells that something was done; “Không có”, “Dự kiến …” do not."""
    return any(says(each) not in _DENIALS_OF_EVIDENCE for each in (entry.number, entry.completed))


def _judge(entry: Entry, mark: Says, names: _Marks) -> Judgement:
    """Return how a task counts by one mark and all else that an agency says of it."""
    said = says(entry.result)
    if said is Says.NOTHING and _shows_something(entry):
        said = Says.SOMETHING
    if said in _PLAIN:
        status = _BY_MARK[said]
        if mark is not Says.NOTHING and _BY_MARK[mark] is not status:
            doubt = f"{names.signs} và lời ghi không khớp, tính theo lời ghi"
            return Judgement(status, doubt, by_words=True)
        return _dated(entry, Judgement(status, _DOUBTS.get(said, "")))
    if mark is Says.NOTHING and said is Says.SOMETHING and _DAY_ALONE.fullmatch(entry.completed):
        doubt = "có ngày hoàn thành mà không đánh dấu, tính là hoàn thành"
        return Judgement(Status.DONE, doubt)
    if said is Says.NOTHING:
        odd = mark is Says.PARTLY and names is _BOX and not is_mark(entry.mark)
        return Judgement(_BY_MARK[mark], "dấu lạ trong ô" if odd else "")
    return _dated(entry, _by_mark(mark, said, names))


def _dated(entry: Entry, found: Judgement) -> Judgement:
    """Return a judgement in doubt where a task that is not done has a day on which it was."""
    if found.doubt or found.status is Status.DONE or not _DAY_ALONE.fullmatch(entry.completed):
        return found
    doubt = f"có ngày hoàn thành mà tính là {found.status.word.lower()}"
    return Judgement(found.status, doubt)


def _by_mark(mark: Says, said: Says, names: _Marks) -> Judgement:
    """Return how a task counts whose result says something that is not plain."""
    if mark is Says.DONE:
        doubt = f"lời ghi chưa nói rõ đã xong, tính theo {names.signs}"
        return Judgement(Status.DONE, doubt if said is Says.NEARLY else "")
    if said is Says.REACHED and mark is not Says.NOTHING:
        said = Says.SOMETHING
    if mark is Says.NOT_YET and said is not Says.NONE:
        doubt = f"{names.places} ghi chưa làm mà có kết quả, tính theo kết quả"
        return Judgement(Status.IN_PROGRESS, doubt, by_words=True)
    if mark is Says.NOT_ARISEN:
        doubt = f"{names.places} ghi không phát sinh mà có kết quả, tính theo {names.places}"
        return Judgement(Status.NOT_APPLICABLE, "" if said is Says.NONE else doubt)
    return Judgement(_BY_MARK[said], _DOUBTS.get(said, ""))


def says_anything(entry: Entry) -> bool:
    """Whether an agency says anything of how far a task is, be it that nothing was done."""
    return mark_says(entry.mark) is not Says.NOTHING or any(
        map(is_filled, (entry.result, entry.level, entry.number, entry.completed))
    )


_NOTHING_STATED = re.compile(
    r"(?:(?:hien|hien nay|hien tai|den nay|den thoi diem nay|nhin chung|co ban|tinh hinh|ve"
    r"|kho khan|vuong mac|ton tai|han che|bat cap|tro ngai|de xuat|kien nghi|va|trong ky"
    r"|trong ky bao cao|trong nam|don vi_?|co quan|dia phuong|nganh) ){0,8}"
    r"(?:khong|ko|k|kps|chua|0)"
    r"(?: (?:co|gap|phat sinh|thay|neu|gi|nao|khac|them|lon|nho|dang ke|can|phai|a|va|hay|hoac"
    r"|kho khan|vuong mac|ton tai|han che|bat cap|tro ngai|de xuat|kien nghi|de nghi|y kien"
    r"|noi dung|van de|thao go|bao cao|trong (?:ky|nam|quy|thang)(?: nay| bao cao)?"
    r"|trong (?:qua trinh )?(?:thuc hien|trien khai)(?: nhiem vu(?: nay)?)?"
    r"|(?:doi voi|ve|o) (?:nhiem vu|noi dung|viec) nay|(?:voi|den) (?:cap tren|tinh|huyen)"
    r")){0,16}"
)
"""What denies that anything stands in the way or is proposed, as `_bare` leaves it."""
_ENDS_SENTENCE = re.compile(r"[;\n]|(?<!\d)\.(?:\s|$)")
_LONGEST_DENIAL = 400
"""Characters in which it may be said, over and over, that there is nothing."""


def denies_note(text: str) -> bool:
    """Whether words on what stands in the way, or is proposed, plainly say that there is nothing.

    “Không có khó khăn, vướng mắc” does; “Không có kinh phí” names what is lacking.
    """
    if not is_filled(text) or len(text) > _LONGEST_DENIAL:
        return False
    said = [each for each in _ENDS_SENTENCE.split(_shown(text)) if is_filled(each)]
    return bool(said) and all(map(_denies, said))


def _denies(sentence: str) -> bool:
    return any(
        _NOTHING_STATED.fullmatch(_bare(each)) for each in (sentence, without_opening(sentence))
    )


def stated(text: str) -> str:
    """Return what stands in the way of a task, or is proposed; empty where that is nothing."""
    return "" if not is_filled(text) or denies_note(text) else text


def is_noted(entry: Entry) -> bool:
    """Whether an agency says what stands in the way of a task, or what it proposes."""
    return bool(stated(entry.difficulty) or stated(entry.proposal))


def status_of(entry: Entry | None) -> Status:
    """Return how far a task is by what an agency says of it."""
    return judge(entry).status


def join_entries(entries: Sequence[Entry]) -> Entry:
    """Return as one entry what several say of the same task: a tick counts, all words are kept.

    So it is with levels: one that says done counts before others.
    """
    if len(entries) == 1:
        return entries[0]
    return Entry(
        _first_tick(each.mark for each in entries),
        _joined(each.result for each in entries),
        _first_tick(each.level for each in entries),
        _joined(each.number for each in entries),
        _joined(each.completed for each in entries),
        _joined(each.difficulty for each in entries),
        _joined(each.proposal for each in entries),
    )


def _first_tick(marks: Iterable[str]) -> str:
    """Return the first mark that says done, else the first of all."""
    found = [each for each in marks if each]
    return next((each for each in found if is_tick(each)), next(iter(found), ""))


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, texts))

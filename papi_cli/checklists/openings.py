"""What a result begins with before it says how far a task is: number, label, subject and time."""

from __future__ import annotations

import re
from itertools import pairwise

from papi_cli.vietnamese.words import words

_HEAD = 300
"""Characters in which what opens a sentence is looked for."""
_SENTENCE = re.compile(r"[;(!?\n]|(?<!tp)(?<!tx)(?<!tt)\.\s", re.IGNORECASE)
_PAUSE = re.compile("[,:–—]")
_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(
    r"\W{0,5}(?:(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\s?[.)/](?!\d)|\d\.\d\.[a-zđ]\s?[.:)])\s*",
    re.IGNORECASE,
)
"""“1.”, “(1)”, “a)”, “I/”."""
# All below are matched with words in lower case, without marks, each with a space behind it.
_LABEL = re.compile(
    r"(?:ket qua (?:thuc hien |trien khai |dat duoc )?|kq |tinh trang |trang thai "
    r"|tien do (?:thuc hien )?|muc do (?:hoan thanh )?|(?:tu )?danh gia |ghi chu )"
)
_YEAR = r"(?:nam )?(?:\d{4} )?"
_DATE = r"(?:ngay )?\d{1,2} \d{1,2} (?:\d{4} )?"
_NOW = r"(?:nay|hien nay|hien tai|thoi diem (?:nay|hien tai|bao cao)) "
_PLACE = r"(?:cap )?(?:xa|phuong|thi tran|huyen|thanh pho|thi xa|tinh|tp|tt) "
_TIME = re.compile(
    r"(?:trong |vao |den |tu |tinh den |cho den |den het |tinh den het ){0,1}"
    rf"(?:nam \d{{4}} |(?:nam|ky|quy|thang|tuan|thoi gian) (?:nay|qua|vua qua|bao cao) |{_NOW}"
    rf"|(?:\d{{1,2}}|ba|sau|chin) thang (?:(?:dau|cuoi|qua) )?{_YEAR}"
    rf"|quy (?:[iv]{{1,3}}|\d) (?:(?:[iv]{{1,3}}|\d) )?{_YEAR}|thang \d{{1,2}} {_YEAR}|hien )"
    rf"|trong (?:nam|ky|quy|thang|tuan) |tu dau nam (?:\d{{4}} )?(?:(?:den|toi) {_NOW})?"
    rf"|(?:tinh |cho |tu )?den (?:het )?{_DATE}|(?:tu )?ngay \d{{1,2}} \d{{1,2}} (?:\d{{4}} )?"
    rf"|tren dia ban (?:{_PLACE})?"
)
_OFFICE = (
    r"(?:ubnd|uy ban nhan dan|uy ban|hdnd|hoi dong nhan dan|cong an|dang uy|tram y te|so|phong|ban"
    r"|van phong|trung tam|hoi|doan thanh nien|mttq|mat tran to quoc|don vi|co quan|dia phuong"
    r"|nganh) "
)
_SUBJECT = re.compile(
    rf"(?:{_OFFICE}(?:{_PLACE})?|{_PLACE}|chung toi )(?:(?:nha|minh|ta|chuyen mon|chuc nang) )?"
)
_TASK = re.compile(r"(?:nhiem vu|cong viec|viec|noi dung|cong tac|chi tieu|hang muc) (?:nay|tren) ")
_TOPIC = re.compile(
    r"(?:nhiem vu|cong viec|viec|noi dung|cong tac) (?!chuan bi)(?:(?!nhung )[^\W\d]+ ){1,7}?"
    r"(?=(?:da|dang|chua|khong) (?:duoc )?(?:thuc hien|trien khai|to chuc|hoan thanh"
    r"|hoan tat|xong|lam|ra soat) )"
)
"""What is spoken of, before what plainly says how far it is: “Công tác kiểm kê đã xong”."""
_NAME = re.compile(
    r"va|vu|chinh|te|phap|dung|thuong|duc|dao|tao|nguyen|moi|truong|nghiep|phat|trien|nong|thon"
    r"|dong|binh|hoi|tin|truyen|thong|hoa|thao|lich|hoach|tu|van|tai|hoc|nghe|toc|uy|xa|phuong"
    r"|huyen|tinh|tran|pho|dan"
)
"""Words of names of offices that have no capital: “Sở Nội vụ”."""
_DECISIVE = re.compile(r"da|dang|chua|khong|se|du|hoan|thuc|trien|xong|kps|ht")
"""Words that say how far a task is, and begin no name."""


def without_opening(text: str) -> str:
    """Return a text without number, label, subject and time in front; empty if that is all of it.

    Names count as subjects where they stand with a kind of office: “UBND xã Yến Dương”.
    """
    found = _NUMBER.match(text)
    text = text[found.end() :] if found else text
    head = _SENTENCE.split(text[:_HEAD], maxsplit=1)[0]
    tokens = list(_TOKEN.finditer(head))
    bare = [words(token[0]) for token in tokens]
    start = 0
    while taken := _opening(head, tokens, bare, start):
        start += taken
    if not start:
        return text
    return text[tokens[start].start() :] if start < len(tokens) else text[len(head) :].lstrip(" .;")


def _opening(head: str, tokens: list[re.Match[str]], bare: list[str], start: int) -> int:
    """Return how many words from `start` on are a label, a time or a subject."""
    ahead = "".join(f"{word} " for word in bare[start : start + 12])
    label = _LABEL.match(ahead)
    if label:
        end = start + label[0].count(" ")
        return end - start if head[tokens[end - 1].end() :].lstrip().startswith(":") else 0
    plain = _TIME.match(ahead) or _TASK.match(ahead)
    if plain:
        return plain[0].count(" ")
    topic = _TOPIC.match(ahead)
    if topic:
        end = start + topic[0].count(" ")
        said = head[tokens[start].start() : tokens[end].start()]
        return 0 if _PAUSE.search(said) else end - start
    subject = _SUBJECT.match(ahead)
    if not subject:
        return 0
    end = start + subject[0].count(" ")
    if head.isupper():
        return end - start + _name_in_capitals(bare[end:])
    return end - start + _name(head, tokens[end - 1 :], bare[end:])


_LONGEST_NAME = 4
"""Words of a name that are looked at where capitals tell nothing."""


def _name_in_capitals(bare: list[str]) -> int:
    """Return how many words are a name where all is in capitals: those before a decisive one."""
    for at, word in enumerate(bare[: _LONGEST_NAME + 1]):
        if _DECISIVE.fullmatch(word):
            return at
        if _VERB.fullmatch(word):
            return 0
    return 0


_VERB = re.compile(r"\d+|co|con|van|moi|bi|duoc")
"""What stands in no name, where capitals do not tell."""


def _name(head: str, tokens: list[re.Match[str]], bare: list[str]) -> int:
    """Return how many words behind the first token are the name of an office."""
    taken = 0
    for (before, token), word in zip(pairwise(tokens), bare, strict=True):
        joined = not head[before.end() : token.start()].strip(" -–&.")
        capital = token[0][0].isupper() and not _DECISIVE.fullmatch(word)
        if not joined or not (capital or (taken and _NAME.fullmatch(word))):
            break
        taken += 1
    return taken

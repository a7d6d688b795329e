"""Checklists as people edit them, with an oracle that knows where each of their words belongs.

Nothing here asks how papi reads. A fresh checklist is cut into headings, paragraphs and tasks by
the form in which papi writes them, the tasks checked against the plan; then edits are made, each
with what it means. Every word that is written in is unique, so that it can be found again.
"""

from __future__ import annotations

import json
import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

import yaml

from papi_cli.checking.runner import load_valid
from papi_cli.checklists import markdown, merge
from papi_cli.checklists.format import Entry
from papi_cli.checklists.items import PlanItem, plan_items
from papi_cli.checklists.vocabulary import Status, join_entries, status_of
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped
from papi_cli.documents.work import Scope
from tests.conftest import PLAN, small_plan

# Plans

_ODD_AGENCIES = """\
  - name: Sở A
  - name: Sở B
  - name: UBND xã D
  - name: UBND xã E
  - name: Các xã
    members: [UBND xã D, UBND xã E]
"""
ROMAN = small_plan(
    _ODD_AGENCIES,
    """\
  - id: I
    name: Công khai và tham gia của người dân
    subdimensions:
      - id: I.1
        name: Công khai ngân sách ở thôn, tổ dân phố
        lead: [Các xã]
        deadline: Thường xuyên
        tasks:
          - {id: a, text: Nâng cao năng lực và kỹ năng ứng xử của đội ngũ công chức khi giải quyết hồ sơ, coordinating: [Sở A]}
          - {id: b, text: "Niêm yết *công khai* danh sách [mẫu 01] tại trụ sở, nhà văn hóa thôn", coordinating: [Sở A]}
          - {id: c, text: "03 lần mỗi năm họp dân, lấy ý kiến <i>bằng phiếu</i> về mức thu - chi", coordinating: [Sở A]}
      - id: I.2
        name: Cơ hội tham gia bầu cử ở cơ sở
        lead: [Các xã]
        deadline: Quý I-II/2021
        tasks:
          - {id: a, text: Nâng cao năng lực và kỹ năng ứng xử của đội ngũ công chức khi giải quyết hồ sơ}
          - {id: d, text: Tổ chức bầu Trưởng thôn đúng quy định và báo cáo kết quả về huyện, coordinating: [Sở A]}
          - {id: đ, text: "Tổ chức tập huấn (ít nhất 02 lớp) cho cán bộ thôn; kết quả: gửi Sở A", coordinating: [Sở A]}
  - id: II
    name: Dịch vụ hành chính công của xã
    subdimensions:
      - id: II.1
        name: Giải quyết hồ sơ đúng hạn cho người dân
        lead: [Các xã, Sở B]
        deadline: trước ngày 01/7/2021
        tasks:
          - {id: a, text: Nâng cao năng lực và kỹ năng ứng xử của đội ngũ công chức khi giải quyết hồ sơ}
          - {id: b, text: Rà soát thủ tục - cắt giảm thời gian 1.5 lần so với năm trước - đăng trên trang tin}
""",
)
STRAIGHT = small_plan(
    _ODD_AGENCIES,
    """\
  - id: "1"
    name: Tham gia
    tasks:
      - {id: a, text: Tuyên truyền pháp luật về dân chủ ở cơ sở trên loa truyền thanh xã, lead: [Các xã], coordinating: [Sở A], deadline: Thường xuyên}
      - {id: b, text: Họp dân, lead: [Các xã], coordinating: [Sở A], deadline: Quý I/2021}
      - {id: c, text: Họp dân và niêm yết, lead: [Các xã], deadline: Quý I/2021}
      - {id: d, text: "2.a là việc phải làm trước khi công khai danh sách hộ nghèo của xã", lead: [Các xã], deadline: Quý I/2021}
  - id: "2"
    name: Minh bạch trong thu chi ngân sách
    tasks:
      - {id: a, text: Niêm yết danh sách hộ nghèo, lead: [Các xã], deadline: Năm 2021}
      - {id: b, text: Niêm yết danh sách hộ cận nghèo, lead: [Các xã], deadline: Năm 2021}
      - {id: c, text: Họp dân, lead: [Các xã], coordinating: [Sở A], deadline: Quý IV/2021}
      - {id: "10", text: "Việc cần làm ngay: [ ] rà soát, [x] công khai, **không** để quá hạn", lead: [Các xã, Sở B]}
""",
)
_TEXTS = {"shipped": PLAN.read_text(encoding="utf-8"), "roman": ROMAN, "straight": STRAIGHT}


@dataclass(frozen=True)
class Scene:
    """Whose checklist of which plan, narrowed to a dimension or whole."""

    plan: str
    agency: str
    dimension: str = ""


SCENES = (
    Scene("roman", "UBND xã D"),
    Scene("straight", "UBND xã D"),
    Scene("roman", "Sở A"),
    Scene("shipped", "Đài Phát thanh và Truyền hình tỉnh"),
    Scene("shipped", "Sở Nội vụ", "5"),
    Scene("shipped", "Sở Nội vụ", "4"),
    Scene("shipped", "UBND xã Yến Dương", "4"),
    Scene("shipped", "UBND xã Yến Dương", "5"),
    Scene("shipped", "UBND huyện Ba Bể", "8"),
    Scene("shipped", "Sở Nội vụ"),
)
WEIGHTS = (12, 12, 10, 9, 3, 4, 6, 3, 4, 1)
"""How often each is drawn: what a large one costs is the time of ten small ones."""

CHANGES = ("insert", "reword", "remove", "rename", "lead")
"""What happens to a plan while its checklists are away."""
_LETTERS = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q")


class Plan:
    """A plan as papi loads it, and what became of the tasks of the one it was made from."""

    def __init__(self, text: str, moves: Mapping[str, str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.yaml"
            path.write_text(text, encoding="utf-8")
            loaded = load_valid(path, "plan.yaml")
        self.text = text
        self.moves = moves
        """From a label there to the label here, of tasks that are in both."""
        self.items = plan_items(loaded)
        self._documents = Documents(loaded, shipped())
        self._loaded = loaded

    @cache  # noqa: B019 - plans are kept for good
    def fresh(self, scene: Scene) -> str:
        agency = self._loaded.registry.find(scene.agency)
        scope = Scope(dimensions=(scene.dimension,)) if scene.dimension else Scope()
        return self._documents.checklist(agency, scope)


def _sections(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what holds tasks, with the number that the labels of its tasks begin with."""
    for dimension in data["dimensions"]:
        if "tasks" in dimension:
            yield dimension["id"], dimension
        for each in dimension.get("subdimensions", ()):
            yield each["id"], each


def _labels(data: dict[str, Any]) -> dict[int, str]:
    return {
        task["uid"]: f"{number}.{task['id']}" if "id" in task else number
        for number, section in _sections(data)
        for task in section["tasks"]
    }


def _renumber(section: dict[str, Any], ids: Sequence[str]) -> None:
    for task, each in zip(section["tasks"], ids, strict=True):
        task["id"] = each


def _insert(section: dict[str, Any], random: Random) -> None:
    ids = [task["id"] for task in section["tasks"]]
    behind = _LETTERS.index(ids[-1]) + 1 if ids[-1] in _LETTERS else 0
    section["tasks"].insert(
        random.randrange(len(ids)),
        section["tasks"][0]
        | {
            "uid": -1,
            "text": "Lập sổ theo dõi việc trả lời kiến nghị của cử tri hằng tháng",
            "corrections": [],
        },
    )
    _renumber(section, [*ids, _LETTERS[behind]])


def _reword(section: dict[str, Any], random: Random) -> None:
    for task in section["tasks"]:
        words = task["text"].split()
        if len(words) >= 10:
            for at in random.sample(range(2, len(words) - 1), 2):
                words[at] = random.choice(("kịp thời", "rộng rãi", "triệt để", "ngay"))
            task["text"] = " ".join(words)
            task.pop("corrections", None)
            return


def _remove(section: dict[str, Any], random: Random) -> None:
    ids = [task["id"] for task in section["tasks"]]
    del section["tasks"][random.randrange(len(ids))]
    _renumber(section, ids[:-1])


def _rename(section: dict[str, Any], random: Random) -> None:
    section["name"] = f"{section['name']} năm 2021"


def _lead(section: dict[str, Any], random: Random) -> None:
    task = random.choice(section["tasks"])
    shipped_plan = section["id"] in _CHANGED_SECTIONS["shipped"]
    task["lead"] = ["Sở Tư pháp" if shipped_plan else "Sở B"]
    task["coordinating"] = ["Sở Nội vụ"] if shipped_plan else []


_CHANGING: dict[str, Callable[[dict[str, Any], Random], None]] = {
    "insert": _insert,
    "reword": _reword,
    "remove": _remove,
    "rename": _rename,
    "lead": _lead,
}
_CHANGED_SECTIONS = {
    "shipped": ("7.1", "5.1", "5.3", "8.2", "4.4"),
    "roman": ("I.1", "I.2"),
    "straight": ("1",),
}
"""The sections that are changed: those of the scenes, with tasks that bear letters."""


@cache
def plan_of(name: str, change: str = "", number: int = 0) -> Plan:
    """Return a plan, or what a change made of it; `number` tells the changes of a kind apart."""
    if not change:
        return Plan(_TEXTS[name], {})
    data = yaml.load(_TEXTS[name], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    data["document"].pop("source", None)
    data.pop("expect", None)
    uid = 0
    for _, section in _sections(data):
        for task in section["tasks"]:
            task["uid"] = (uid := uid + 1)
    before = _labels(data)
    random = Random(f"{name} {change} {number}")
    for section_number, section in _sections(data):
        if section_number in _CHANGED_SECTIONS[name]:
            _CHANGING[change](section, random)
    after = _labels(data)
    moves = {label: after[each] for each, label in before.items() if each in after}
    for _, section in _sections(data):
        for task in section["tasks"]:
            del task["uid"]
            task.pop("doubts", None)
    # JSON is YAML without anchors and with all texts in quotes.
    return Plan(json.dumps(data, ensure_ascii=False, indent=1, default=str), moves)


# A fresh checklist taken apart


@dataclass(frozen=True)
class Block:
    """A piece of a fresh checklist: `kind` is front, heading, paragraph, task or comment.

    `key` is the label of a task, the number of any other piece.
    """

    kind: str
    key: str
    lines: tuple[str, ...]


DUTY = "Điểm "
"""What the label of a duty begins with."""
_FIRST = re.compile(r"- \[ \] \*\*(.+?)\*\* (.+)")


def cut(fresh: str, items: Mapping[str, PlanItem]) -> tuple[Block, ...]:
    """Return a fresh checklist in pieces, as papi writes them: blank lines between, none lost."""
    body, mark, comment = fresh.partition("\n<!-- papi:")
    front, _, body = body.partition("\n---\n")
    blocks = [Block("front", "", (*front.split("\n"), "---"))]
    for number, piece in enumerate(body.strip("\n").split("\n\n")):
        lines = tuple(piece.split("\n"))
        if lines in {("  Khó khăn, đề xuất:",), ("  Kết quả:",)}:
            blocks[-1] = replace(blocks[-1], lines=(*blocks[-1].lines, "", *lines))
        elif found := _FIRST.fullmatch(lines[0]):
            label = found[1].replace("\\", "")
            assert label in items
            blocks.append(Block("task", label, lines))
        else:
            kind = "heading" if piece.startswith("#") else "paragraph"
            blocks.append(Block(kind, str(number), lines))
    return (*blocks, Block("comment", "", tuple((mark[1:] + comment).rstrip("\n").split("\n"))))


# Edits


@dataclass(frozen=True, order=True)
class Edit:
    """One thing that somebody did: a kind and its variant, to what, with a seed for the rest."""

    at: str
    kind: str
    variant: str
    seed: int = 0

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.variant}"


DONE_MARKS = {
    "x": "[x] ", "X": "[X] ", "v": "[v] ", "tick": "[✓] ", "x-dot": "[x.] ", "blank-x": "[ x ] ",
    "wide": "［x］ ", "escaped": r"\[x\] ", "đã xong": "[đã xong] ", "hoàn thành": "[hoàn thành] ",
    "đã hoàn thành": "[đã hoàn thành] ", "round": "(x) ", "sign": "☑ ", "glued": "[x] ",
    "bare-x": "x ", "bare-xong": "xong ", "bold": "**[x]** ", "no-blank": "[x]",
}  # fmt: skip
BEGUN_MARKS = {"dash": "[-] ", "slash": "[/] ", "tilde": "[~] "}
BLANK_MARKS = {"empty": "[] ", "box": "☐ ", "none": ""}
_MARKS = DONE_MARKS | BEGUN_MARKS | BLANK_MARKS

_LABELS: dict[str, Callable[[str], str]] = {
    "escaped": lambda label: label.replace(".", r"\."),
    "blanks": lambda label: label.replace(".", ". "),
    "commas": lambda label: label.replace(".", ","),
    "capitals": str.upper,
    "unseen-inside": lambda label: label[:-1] + "\u200b" + label[-1],
    "unseen-around": lambda label: f"\u200b{label}\ufeff",
    "soft-hyphen": lambda label: label[:-1] + "\u00ad" + label[-1],
    "dot": lambda label: f"{label}.",
}
_DRESS: dict[str, Callable[[str], str]] = {
    "bare": lambda label: label,
    "italic": lambda label: f"*{label}*",
    "underscores": lambda label: f"__{label}__",
    "bold-italic": lambda label: f"***{label}***",
    "html": lambda label: f"<b>{label}</b>",
    "link": lambda label: f"[**{label}**](#muc)",
    "bare-link": lambda label: f"[{label}](https://vi.du/muc)",
    "link-in-bold": lambda label: f"**[{label}](ke-hoach.md)**",
    "brackets": lambda label: f"[{label}]",
    "round-brackets": lambda label: f"({label})",
    "called": lambda label: f"Nhiệm vụ **{label}**",
    "called-bold": lambda label: f"**Nhiệm vụ {label}**",
    "called-bare": lambda label: f"Nhiệm vụ {label}:",
    "colon": lambda label: f"**{label}:**",
}
BULLETS = {
    "star": "* ", "plus": "+ ", "dot": "• ", "dash": "– ", "middle-dot": "· ", "one": "1. ",
    "number": "21) ", "letter": "a) ", "none": "", "tab": "-\t", "number-tab": "21.\t",
}  # fmt: skip
INDENTS = {
    f"{what}-{columns}": (what, columns) for what in ("first", "whole") for columns in (1, 2, 4, 6)
}
QUOTES = ("block", "lines", "callout")
TAILS = {
    "blank": " {}", "round": " ({})", "dash": " – {}", "colon": ": {}", "stop": ". {}",
    "bold": " **{}**", "arrow": " => {}", "square": " [{}]",
}  # fmt: skip
BEHIND_FACTS = {"blank": " {}", "round": " ({})", "semicolon": "; {}", "dash": " – {}"}
SLIPS = ("letter", "swap", "lost")

RESULTS: dict[str, str] = {
    "behind": "  Kết quả: {0}",
    "behind-and-below": "  Kết quả: {0}\n  {1}",
    "behind-and-margin": "  Kết quả: {0}\n{1}\n\n{2}",
    "below": "  Kết quả:\n  {0}",
    "below-gap": "  Kết quả:\n\n  {0}\n\n  {1}",
    "below-deep": "  Kết quả:\n\n      {0}",
    "margin": "  Kết quả:\n\n{0}",
    "margin-tight": "  Kết quả:\n{0}\n{1}",
    "list": "  Kết quả:\n  - {0}\n    - {1}\n  - {2}",
    "list-gap": "  Kết quả:\n\n  - {0}\n  - {1}",
    "list-margin": "  Kết quả:\n- {0}\n- {1}",
    "list-stars": "  Kết quả:\n\n* {0}\n* {1}",
    "list-numbers": "  Kết quả:\n\n1. {0}\n2. {1}",
    "list-dots": "  Kết quả:\n• {0}\n• {1}",
    "list-boxes": "  Kết quả:\n  - [x] {0}\n  - [ ] {1}",
    "table": "  Kết quả:\n\n  | việc | số |\n  | --- | ---: |\n  | {0} | 3 |\n  | {1} | 4 |",
    "table-margin": "  Kết quả:\n\n| việc | số |\n|---|---|\n| {0} | 3 |\n| {1} | 4 |",
    "dashes": "  Kết quả:\n\n  {0}\n  -----------\n  {1}",
    "dashes-margin": "  Kết quả:\n\n{0}\n-----------------\n{1}",
    "dashes-behind": "  Kết quả: {0}\n---\n{1}",
    "equals-margin": "  Kết quả:\n\n{0}\n================",
    "equals": "  Kết quả: {0}\n  {1}\n  =====\n  {2}",
    "bold-label": "  **Kết quả:** {0}",
    "bold-label-margin": "**Kết quả:** {0}\n\n{1}",
    "bold-label-colon": "  **Kết quả**: {0}",
    "heading-label": "#### Kết quả:\n\n{0}\n\n{1}",
    "heading-label-behind": "#### Kết quả: {0}",
    "label-margin": "Kết quả: {0}",
    "label-capitals": "  KẾT QUẢ: {0}",
    "label-bullet": "  - Kết quả: {0}",
    "label-bullet-margin": "- Kết quả: {0}",
    "label-wide-colon": "  Kết quả：{0}",
    "label-blank-colon": "  Kết quả : {0}",
    "no-label": "  {0}",
    "no-label-margin": "{0}\n\n{1}",
    "no-label-list": "  - {0}\n  - {1}",
    "quoted": "  Kết quả:\n\n> {0}\n> {1}",
    "paragraphs": "  Kết quả: {0}\n\n{1}\n\n{2}",
    "code": "  Kết quả:\n\n  ```\n  {0}\n\n  {1}\n  ```",
    "html": "  Kết quả: <p>{0}</p>\n  <p>{1}</p>",
}
"""What stands below the lines of a task; `{0}` and so on are the agency's words."""
TIGHT = {"no-label-list"}
"""Of these, what follows the line above without a blank one."""
PLACES = {
    "behind": "  Kết quả: {}", "below": "  Kết quả:\n  {}", "margin": "  Kết quả:\n\n{}",
    "bold-label": "  **Kết quả:** {}", "no-label": "  {}", "tail": " – {}", "tail-round": " ({})",
    "tail-stop": ". {}", "fact": " ({})", "fact-dash": " – {}",
}  # fmt: skip
PLAIN = {
    "Đã xong": Status.DONE, "đã hoàn thành.": Status.DONE, "Hoàn thành": Status.DONE,
    "Chưa thực hiện": Status.NOT_STARTED, "Chưa triển khai.": Status.NOT_STARTED,
    "Không phát sinh": Status.NOT_APPLICABLE,
    "Đang thực hiện": Status.IN_PROGRESS, "hoàn thành 60 %": Status.IN_PROGRESS,
    "Đạt 60%": Status.IN_PROGRESS,
}  # fmt: skip
NOTHING = {
    "dots": "………………", "stops": "..........", "dash": "-", "underscores": "______", "br": "<br>",
    "nbsp": "&nbsp;", "comment": "<!-- -->", "p": "<p></p>", "zero-width": "\u200b",
    "bom": "\ufeff", "bullet": "- ", "star": "*", "number": "1.", "blank": "   ",
}  # fmt: skip
NOTHING_PLACES = {
    "behind": "  Kết quả: {}", "below": "  Kết quả:\n  {}", "margin": "  Kết quả:\n{}",
}  # fmt: skip
NOTED: dict[str, str] = {
    "behind": "  Khó khăn, đề xuất: {d}",
    "behind-and-below": "  Khó khăn, đề xuất: {d}\n  {d}",
    "below": "  Khó khăn, đề xuất:\n  {d}",
    "below-gap": "  Khó khăn, đề xuất:\n\n  {d}\n\n  {d}",
    "margin": "  Khó khăn, đề xuất:\n\n{d}",
    "margin-tight": "  Khó khăn, đề xuất: {d}\n{d}",
    "list": "  Khó khăn, đề xuất:\n  - {d}\n    - {d}\n  - {d}",
    "list-gap": "  Khó khăn, đề xuất:\n\n  - {d}\n  - {d}",
    "list-numbers": "  Khó khăn, đề xuất:\n\n1. {d}\n2. {d}",
    "table": "  Khó khăn, đề xuất:\n\n  | việc | số |\n  | --- | ---: |\n  | {d} | 3 |",
    "code": "  Khó khăn, đề xuất:\n\n  ```\n  {d}\n\n  {d}\n  ```",
    "code-open": "  Khó khăn, đề xuất:\n  ```\n  {d}",
    "proposal-line": "  Khó khăn, đề xuất: {d}\n  Đề xuất: {p}",
    "proposal-gap": "  Khó khăn, đề xuất: {d}\n\n  Kiến nghị: {p}\n  {p}\n\n  {p}",
    "proposal-bold": "  Khó khăn, đề xuất: {d}\n\n  **Đề xuất, kiến nghị:** {p}",
    "proposal-inside": "  Khó khăn, đề xuất: {d}. Đề xuất: {p}",
    "proposal-alone": "  Khó khăn, đề xuất:\n  - Đề xuất: {p}\n  - {p}",
    "proposal-behind": "  Khó khăn, đề xuất: Đề xuất: {p}",
    "both-bullets": "  Khó khăn, đề xuất:\n  - Khó khăn: {d}\n  - Đề xuất: {p}",
    "proposal-first": "  Khó khăn, đề xuất:\n  Đề xuất: {p}\n\n  Khó khăn: {d}\n  {d}",
    "bold-label": "  **Khó khăn, đề xuất:** {d}",
    "heading-label": "#### Khó khăn, đề xuất:\n\n{d}",
    "label-margin": "Khó khăn, đề xuất: {d}",
    "label-capitals": "  KHÓ KHĂN, ĐỀ XUẤT: {d}",
    "label-bullet": "  - Khó khăn, đề xuất: {d}",
    "label-wide-colon": "  Khó khăn, đề xuất：{d}",
    "label-unseen": "  Khó\u200b khăn, đề xuất:\ufeff {d}",
    "label-wrapped": "  Khó khăn, đề\n  xuất: {d}",
    "label-longer": "  Tồn tại, khó khăn, vướng mắc, đề xuất: {d}",
    "own-labels": "  Khó khăn: {d}\n  Đề xuất: {p}",
    "own-labels-gap": "  Vướng mắc: {d}\n\n  {d}\n\n  Kiến nghị: {p}",
    "own-above": "  Đề xuất: {p}\n\n  Khó khăn, đề xuất: {d}",
    "twice": "  Khó khăn, đề xuất: {d}\n\n  Khó khăn, đề xuất: {d}",
    "dots": "  Khó khăn, đề xuất: ………",
    "below-result": "  Khó khăn, đề xuất: {d}\n  {d}",
    "deleted": "",
}
"""What stands above `Kết quả:`: `{d}` are words on difficulties, `{p}` on proposals."""
LEVELS = {
    "Hoàn thành": Status.DONE, "Đã hoàn thành": Status.DONE, "Đang thực hiện": Status.IN_PROGRESS,
    "Chưa thực hiện": Status.NOT_STARTED, "Không phát sinh": Status.NOT_APPLICABLE,
}  # fmt: skip
LABELLED = {
    **{f"level/{each}": f"  Mức độ: {each}" for each in LEVELS},
    "level-bold/Hoàn thành": "  - **Mức độ:** Hoàn thành",
    "level-below/Chưa thực hiện": "  Mức độ:\n  Chưa thực hiện",
    "level-margin/Hoàn thành": "Mức độ hoàn thành: Hoàn thành",
    "level-dots/": "  Mức độ: …",
    "number": "  Số văn bản: {n}", "number-list": "  - Số văn bản:\n    - {n}\n    - {n}",
    "number-wrapped": "  Số, ký hiệu văn bản: {n},\n  {n}",
    "date": "  Ngày hoàn thành: 20/5/2021", "date-bullet": "  - Ngày hoàn thành: ngày 20/5/2021",
    "both": "  Số văn bản: {n}\n  Ngày hoàn thành: 20/5/2021",
    "all": "  Mức độ: Hoàn thành\n  Số văn bản: {n}\n  Ngày hoàn thành: 5/2021",
}  # fmt: skip
"""Lines with labels of their own, above that for difficulties or, for an odd seed, below it."""
COPIES = ("below-task", "end", "behind-comment", "top", "below-heading")
HEADINGS: dict[str, Callable[[str, str], str]] = {
    "bold": lambda _, words: f"**{words}**",
    "bare": lambda _, words: words,
    "equals": lambda _, words: f"{words}\n==========",
    "dashes": lambda _, words: f"{words}\n---",
    "p": lambda _, words: f"<p>{words}</p>",
    "deleted": lambda _hashes, _words: "",
    "nbsp": lambda hashes, words: f"{hashes}\u00a0{words.replace(' ', chr(0xA0), 1)}",
    "level": lambda hashes, words: f"{hashes}# {words}",
    "bold-inside": lambda hashes, words: f"{hashes} **{words}**",
    "closed": lambda hashes, words: f"{hashes} {words} {hashes}",
    "glued": lambda hashes, words: f"{hashes}{words}",
}
HEADING_WORDS = {"round": " ({})", "dash": " – {}", "blank": " {}"}
NOTES = ("## {}\n\n{}", "# {}\n\n{}\n\n- {}", "### {}\n{}", "## {}\n\n{}\n---\n{}", "#### {}\n\n{}")
WIDTHS = (30, 40, 60, 72, 80, 100, 120, 200)
FILE_EDITS = (
    *(f"wrap-{how}-{width}" for width in WIDTHS for how in ("hanging", "margin")),
    "windows", "trailing", "nbsp", "nfd", "quotes", "bom", "bullets", "no-bold", "escaped",
    "comment-deleted", "comment-wrapped", "blank-lines", "no-blank-lines",
)  # fmt: skip


def _kinds() -> dict[str, tuple[str, ...]]:
    """Return all variants of what is done to a task, by kind."""
    return {
        "mark": tuple(_MARKS),
        "label": tuple(_LABELS),
        "dress": (*_DRESS, "bold-all"),
        "bullet": tuple(BULLETS),
        "indent": tuple(INDENTS),
        "quote": QUOTES,
        "tail": tuple(TAILS),
        "fact": tuple(BEHIND_FACTS),
        "slip": SLIPS,
        "result": tuple(RESULTS),
        "plain": tuple(f"{place}/{words}" for place in PLACES for words in PLAIN),
        "nothing": tuple(f"{place}/{what}" for place in NOTHING_PLACES for what in NOTHING),
        "noted": tuple(NOTED),
        "labelled": tuple(LABELLED),
        "copy": COPIES,
    }


KINDS = _kinds()

LEFT_OUT: tuple[frozenset[str], ...] = (
    # Nothing marks such a line as a heading: it may as well be any sentence of a result.
    frozenset({"heading:bare", "heading-words:blank"}),
    # The plan no longer has the words that tell what was mistyped and what was added; of two such
    # tasks the whole one is the program's. All words are kept.
    frozenset({"slip", "tail", "change:remove"}),
    frozenset({"slip", "copy", "change:remove"}),
    # Without `Kết quả:` nobody can tell where difficulties end and a result begins.
    *(
        frozenset({result, kind})
        for result in ("result:no-label", "result:no-label-margin", "result:no-label-list")
        for kind in ("noted", "labelled")
    ),
    *(frozenset({"plain:no-label/", kind}) for kind in ("noted", "labelled")),
)
"""What is not drawn: edits, or some that do not go together, by their names or kinds."""


@dataclass(frozen=True)
class Case:
    """A checklist, what was done to it, and what became of its plan meanwhile."""

    scene: Scene
    edits: tuple[Edit, ...]
    change: str = ""
    number: int = 0

    @property
    def after(self) -> Plan:
        return plan_of(self.scene.plan, self.change, self.number)


@lru_cache(maxsize=64)
def blocks_of(scene: Scene) -> tuple[Block, ...]:
    plan = plan_of(scene.plan)
    fresh = plan.fresh(scene)
    blocks = cut(fresh, plan.items)
    assert _text([list(each.lines) for each in blocks]) == fresh
    return blocks


def _text(blocks: Sequence[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


# The oracle


@dataclass
class Right:
    """What a careful person reads in a file.

    `places` is where each word belongs: the label of a task, empty for none; `fields` which field
    of its entry, where that is not the result. `marks` and `plain` are what is in the boxes and
    what is plainly said, `levels` and `dated` what stands behind such labels. `wrote` is all that
    was written, by task.
    """

    places: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    levels: dict[str, Status] = field(default_factory=dict)
    dated: set[str] = field(default_factory=set)
    marks: dict[str, list[str]] = field(default_factory=dict)
    plain: dict[str, Status] = field(default_factory=dict)
    wrote: dict[str, list[str]] = field(default_factory=dict)

    def word(self, label: str, where: str = "result") -> str:
        """Return a new word of the agency's about a task, or none, in a field of its entry."""
        name = label.replace(" ", "") or "ghi"
        token = f"kq{name}-{len(self.places) + 1:03}"
        self.places[token] = label
        if where != "result":
            self.fields[token] = where
        return token

    def status(self, label: str) -> Status:
        """Return how a task counts."""
        if label in self.plain:
            return self.plain[label]
        told = {token for token, place in self.places.items() if place == label}
        said = label in self.dated or any(
            self.fields.get(each, "number") == "number" for each in told
        )
        level = self.levels.get(label)
        if level:
            return Status.IN_PROGRESS if level is Status.NOT_STARTED and said else level
        marks = [each for each in self.marks.get(label, ()) if each not in BLANK_MARKS]
        if any(each in DONE_MARKS for each in marks) or (label in self.dated and not marks):
            return Status.DONE
        return Status.IN_PROGRESS if marks or said else Status.NOT_STARTED


_PHRASES = (
    "{}", "{}: 4 cuộc, 120 lượt người", "Ban hành văn bản {} ngày 3/5/2021", "Đã họp 3 lần ({})",
    "Thực hiện cùng nhiệm vụ 1.1.a, {}", "Xem {}; đạt 97,5%", "Kế hoạch số 12/KH-UBND, {}",
)  # fmt: skip


class _Writer:
    """Makes the file of a case and notes what is right."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._blocks = blocks_of(case.scene)
        self.right = Right()
        self._by_place: dict[str, list[Edit]] = {}
        for each in sorted(case.edits):
            self._by_place.setdefault(each.at, []).append(each)
        self._file = {each.variant for each in self._by_place.get("", ())}

    def text(self) -> str:
        out: list[list[str]] = []
        end: list[list[str]] = []
        copies: dict[str, list[list[str]]] = {}
        pieces = [(each, self._piece(each)) for each in self._blocks]
        for block in self._blocks:
            for edit in self._by_place.get(block.key, ()) if block.kind == "task" else ():
                if edit.kind == "copy":
                    copies.setdefault(self._target(edit), []).append(self._copy(block, edit))
        for block, lines in pieces:
            if block.kind == "comment":
                out += copies.get("end", [])
                end = [lines, *copies.get("behind-comment", [])]
                continue
            out.append(lines)
            if block.kind != "front":
                out += copies.get(block.key, [])
            out += self._notes(block)
        return self._whole(_text([*out, *end]))

    def _target(self, edit: Edit) -> str:
        if edit.variant in {"end", "behind-comment"}:
            return edit.variant
        kind = "task" if edit.variant == "below-task" else "heading"
        keys = [each.key for each in self._blocks if each.kind == kind and each.key != edit.at]
        return keys[0] if edit.variant == "top" else keys[edit.seed % len(keys)]

    def _piece(self, block: Block) -> list[str]:
        if block.kind == "task":
            done = {e.kind: e for e in self._by_place.get(block.key, ()) if e.kind != "copy"}
            return self._task(block, done)
        if block.kind == "heading":
            return self._heading(block)
        if block.kind == "paragraph":
            return self._wrapped(block.lines[0])
        if block.kind == "comment":
            return self._comment(block)
        return list(block.lines)

    def _comment(self, block: Block) -> list[str]:
        if "comment-deleted" in self._file:
            return []
        if "comment-wrapped" in self._file:
            rows = " ".join(block.lines[1:-1])
            return [
                *textwrap.wrap(block.lines[0], 70),
                *textwrap.wrap(rows, 70),
                block.lines[-1],
            ]
        return list(block.lines)

    # Headings and notes

    def _heading(self, block: Block) -> list[str]:
        hashes, _, words = block.lines[0].partition(" ")
        form = next((e.variant for e in self._of(block, "heading")), "")
        for edit in self._of(block, "heading-words") if form != "deleted" else ():
            token = self.right.word("")
            self.right.wrote.setdefault("", []).extend((words, token))
            words += HEADING_WORDS[edit.variant].format(token)
        line = HEADINGS[form](hashes, words) if form else f"{hashes} {words}"
        return line.split("\n") if line else []

    def _of(self, block: Block, kind: str) -> list[Edit]:
        return [each for each in self._by_place.get(block.key, ()) if each.kind == kind]

    def _notes(self, block: Block) -> Iterator[list[str]]:
        for edit in self._of(block, "note"):
            form = NOTES[int(edit.variant)]
            title = f"Ghi chú của cơ quan {self.right.word('')}"
            words = [self.right.word("") for _ in range(form.count("{}") - 1)]
            note = form.format(title, *words)
            self.right.wrote.setdefault("", []).append(note)
            yield note.split("\n")

    # Tasks

    def _copy(self, block: Block, edit: Edit) -> list[str]:
        random = Random(f"copy {edit.seed}")
        edits = {"mark": random.choice(("", "x", "X", "dash", "sign", "bare-x"))}
        edits["result"] = random.choice(("", "behind", "margin", "list", "no-label"))
        edits["dress"] = random.choice(("", "", "bare", "called"))
        if edits["result"] != "no-label":
            edits["noted"] = random.choice(("", "", "behind", "own-labels", "list"))
        made = {k: Edit(edit.at, k, v, edit.seed) for k, v in edits.items() if v}
        return self._task(block, made)

    def _task(self, block: Block, edits: Mapping[str, Edit]) -> list[str]:
        label = block.key
        wrote = self.right.wrote.setdefault(label, [])
        random = Random(f"{label} {sorted(each.seed for each in edits.values())}")
        found = _FIRST.fullmatch(block.lines[0])
        assert found
        words, printed = found[2], found[1]
        if slip := edits.get("slip"):
            words = _slipped(words, slip.variant, random, self._changed_words(label))
        tail, fact = self._behind(label, edits, random)
        indent = 0
        whole = False
        if moved := edits.get("indent"):
            what, indent = INDENTS[moved.variant]
            whole = what == "whole"
        lines = self._wrapped(" " * indent + self._first(printed, words, edits) + tail)
        facts = [each for each in block.lines[1:-3] if each]
        at = next((n for n, each in enumerate(facts) if each.startswith("  - Thời gian:")), -1)
        pad = " " * indent if whole else ""
        for number, each in enumerate(facts):
            behind = fact if number == at else ""
            lines += self._wrapped(pad + each + behind)
        if fact and at < 0:
            wrote.append(fact)
            lines += ["", f"  {fact}"]
        notes = self._notes_of(label, edits, random)
        result = self._result(label, edits, random)
        if "noted" in edits and edits["noted"].variant == "below-result":
            result, notes = [*result, "", *notes[-2:]], notes[:-2]
        lines += ["", *(pad + each if each else each for each in notes)] if notes else []
        lines += [] if result[:1] == ["\0"] else [""]
        lines += [pad + each if each and whole else each for each in result if each != "\0"]
        while not lines[-1]:
            lines.pop()
        return self._quoted(lines, edits)

    def _changed_words(self, label: str) -> set[str]:
        """Return the words of a task that the plan no longer has, or not as often."""
        if self._case.change != "reword":
            return set()
        was = plan_of(self._case.scene.plan).items[label]
        item = self._case.after.items[self._case.after.moves.get(label, label)]
        return set(Counter(was.text.split()) - Counter(item.text.split()))

    def _behind(self, label: str, edits: Mapping[str, Edit], random: Random) -> tuple[str, str]:
        """Return what is written behind the words of a task, and behind its time."""
        tail = fact = ""
        if each := edits.get("tail"):
            tail = TAILS[each.variant].format(self._phrase(label, random))
        if each := edits.get("fact"):
            fact = BEHIND_FACTS[each.variant].format(self._phrase(label, random))
        if each := edits.get("plain"):
            place, _, words = each.variant.partition("/")
            self.right.plain[label] = PLAIN[words]
            self.right.wrote[label].append(words)
            if place.startswith("tail"):
                tail = PLACES[place].format(words)
            elif place.startswith("fact"):
                fact = PLACES[place].format(words)
        return tail, fact

    def _phrase(self, label: str, random: Random, where: str = "result") -> str:
        phrase = random.choice(_PHRASES).format(self.right.word(label, where))
        self.right.wrote[label].append(phrase)
        return phrase

    def _first(self, label: str, words: str, edits: Mapping[str, Edit]) -> str:
        mark = edits["mark"].variant if "mark" in edits else ""
        self.right.marks.setdefault(label.replace("\\", ""), []).append(mark or "none")
        box = _MARKS[mark] if mark else "[ ] "
        bullet = BULLETS[edits["bullet"].variant] if "bullet" in edits else "- "
        if "bullets" in self._file and bullet == "- ":
            bullet = "• "
        if mark == "glued":
            bullet = bullet.rstrip()
        if "label" in edits:
            label = _LABELS[edits["label"].variant](label)
        elif "escaped" in self._file:
            label = label.replace(".", r"\.")
        dress = edits["dress"].variant if "dress" in edits else ""
        if dress == "bold-all":
            return f"{bullet}{box}**{label} {words}**"
        if dress or "no-bold" in self._file:
            return f"{bullet}{box}{_DRESS[dress or 'bare'](label)} {words}"
        return f"{bullet}{box}**{label}** {words}"

    def _notes_of(self, label: str, edits: Mapping[str, Edit], random: Random) -> list[str]:
        """Return the lines above the result: those with labels, difficulties and proposals."""
        noted, labelled = edits.get("noted"), edits.get("labelled")
        form = NOTED[noted.variant] if noted else "  Khó khăn, đề xuất:"
        if "result" in edits and _is_tight(edits["result"]):
            form = ""  # what stood right below it would be a difficulty
        if labelled:
            name, _, level = labelled.variant.partition("/")
            more = LABELLED[labelled.variant]
            if level or name == "all":
                self.right.levels[label] = LEVELS[level or "Hoàn thành"]
            if name.startswith(("date", "both", "all")):
                self.right.dated.add(label)
            below = labelled.seed % 2 and form and noted and noted.variant != "below-result"
            form = "\n\n".join(filter(None, (form, more) if below else (more, form)))
        self.right.wrote[label].append(form)
        fields = {"d": "difficulty", "p": "proposal", "n": "number"}
        made = re.sub(r"{([dpn])}", lambda it: self._phrase(label, random, fields[it[1]]), form)
        return made.split("\n") if made else []

    def _result(self, label: str, edits: Mapping[str, Edit], random: Random) -> list[str]:
        """Return the lines from `Kết quả:` on; the first is a NUL where no blank line is above."""
        if each := edits.get("result"):
            form = RESULTS[each.variant]
            said = [self._phrase(label, random) for _ in range(len(set(re.findall(r"{\d}", form))))]
            self.right.wrote[label].append(form)
            lines = form.format(*said).split("\n")
            return ["\0", *lines] if _is_tight(each) else lines
        if each := edits.get("nothing"):
            place, _, what = each.variant.partition("/")
            self.right.wrote[label].append(NOTHING[what])
            return NOTHING_PLACES[place].format(NOTHING[what]).split("\n")
        if each := edits.get("plain"):
            place, _, words = each.variant.partition("/")
            if not place.startswith(("tail", "fact")):
                return PLACES[place].format(words).split("\n")
        return ["  Kết quả:"]

    @staticmethod
    def _quoted(lines: list[str], edits: Mapping[str, Edit]) -> list[str]:
        if "quote" not in edits:
            return lines
        how = edits["quote"].variant
        if how == "lines":
            return [f"> {each}" if each else each for each in lines]
        quoted = [f"> {each}".rstrip() for each in lines]
        return ["> [!todo]", *quoted] if how == "callout" else quoted

    # The whole file

    def _wrapped(self, line: str) -> list[str]:
        """Return a line of the program's as an editor wraps it."""
        wrap = next((each for each in self._file if each.startswith("wrap-")), "")
        if not wrap:
            return [line]
        _, how, width = wrap.split("-")
        blank = len(line) - len(line.lstrip())
        bullet = re.match(r"\s*(?:[-*+•–·]|\w{1,2}[.)])\s", line)
        hanging = " " * (blank + 2 if bullet else blank) if how == "hanging" else ""
        return textwrap.wrap(
            line,
            int(width),
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [line]

    def _whole(self, text: str) -> str:
        """Return the file after what was done to all of it but its front matter and comment."""
        front, dashes, body = text.partition("\n---\n")
        body, mark, comment = body.partition("\n<!-- papi:")
        random = Random(str(sorted(self._file)))
        if "trailing" in self._file:
            body = re.sub(r"(?m)$", lambda _: " " * random.choice((0, 1, 2)), body)
        if "nbsp" in self._file:
            body = re.sub(r"(?<=\w) (?=\w)", lambda _: random.choice(" \u00a0"), body)
        if "quotes" in self._file:
            body = re.sub(r'"([^"\n]*)"', r"“\1”", body).replace("...", "…")
            body = re.sub(r"(?<=\w) - (?=\w)", " – ", body)
        if "blank-lines" in self._file:
            body = re.sub(r"\n\n", "\n\n\n", body)
        if "no-blank-lines" in self._file:
            body = re.sub(r"\n\n(?=  (?:Kết quả|Khó khăn, đề xuất):)", "\n", body)
        text = front + dashes + body + mark + comment
        if "nfd" in self._file:
            text = normalize("NFD", text)
        if "windows" in self._file:
            text = text.replace("\n", "\r\n")
        return "\ufeff" + text if "bom" in self._file else text


def _is_tight(result: Edit) -> bool:
    """Whether a result follows the line above it without a blank one."""
    return result.variant in TIGHT or (result.variant == "no-label" and result.seed % 2 == 1)


def _slipped(words: str, how: str, random: Random, changed: set[str]) -> str:
    """Return a text with one slip of the finger.

    It is in no word that was `changed` in the plan: nobody could tell which of the two it was.
    """
    parts = words.split(" ")
    long = [
        n
        for n, each in enumerate(parts)
        if len(each) > 3 and each.isalpha() and each not in changed
    ]
    if len(long) < 2:
        return words  # too short for a slip: what is left would be another text
    at = random.choice(long)
    word = parts[at]
    if how == "lost" and len(parts) > 6:
        del parts[at]
    elif how == "swap":
        place = next((n for n in range(1, len(word) - 1) if word[n] != word[n + 1]), 1)
        parts[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    else:
        place = random.randrange(1, len(word))
        parts[at] = word[:place] + ("k" if word[place] != "k" else "m") + word[place + 1 :]
    return " ".join(parts)


def make(case: Case) -> tuple[str, Right]:
    """Return the file of a case, and what is right."""
    writer = _Writer(case)
    return writer.text(), writer.right


# Drawing cases


def draw(
    random: Random, left_out: Sequence[frozenset[str]] | None = None, changes: int = 1
) -> Case:
    """Return a case that papi is to read; each plan is changed in so many ways of a kind."""
    scene = random.choices(SCENES, WEIGHTS)[0]
    blocks = blocks_of(scene)
    edits: list[Edit] = []
    share = random.choice((0.3, 0.6, 1.0))
    for block in blocks:
        if block.kind == "task" and random.random() < share:
            edits += _draw_task(block.key, random)
        elif block.kind == "heading":
            edits += _draw_heading(block.key, random)
        if block.kind in {"task", "heading"} and random.random() < 0.05:
            edits.append(Edit(block.key, "note", str(random.randrange(len(NOTES)))))
    wrapping = [each for each in FILE_EDITS if each.startswith("wrap-")]
    others = [each for each in FILE_EDITS if each not in wrapping]
    if random.random() < 0.3:
        edits.append(Edit("", "file", random.choice(wrapping)))
    if random.random() < 0.4:
        edits += [Edit("", "file", each) for each in random.sample(others, random.choice((1, 2)))]
    change, number = "", 0
    if random.random() < 0.4 and Edit("", "file", "comment-deleted") not in edits:
        change, number = random.choice(CHANGES), random.randrange(changes)
    if change in {"insert", "remove"}:
        # Nothing but its words tells such a task: it has no box, and its number is another's now.
        label = random.choice([each.key for each in blocks if each.kind == "task"])
        edits = [each for each in edits if (each.at, each.kind) != (label, "mark")]
        edits += [Edit(label, "mark", "none"), Edit(label, "slip", "swap", random.randrange(1000))]
    case = Case(scene, tuple(edits), change, number)
    return allowed(case, LEFT_OUT if left_out is None else left_out)


def _draw_task(label: str, random: Random) -> Iterator[Edit]:
    kinds: list[str] = random.sample(
        ["mark", "label", "dress", "bullet", "indent", "quote", "tail", "fact", "slip"],
        random.choice((0, 1, 1, 2, 3, 4)),
    )
    if "mark" not in kinds and random.random() < 0.5:
        kinds.append("mark")
    said = random.choice(("result", "result", "result", "plain", "nothing", ""))
    if said == "plain":
        kinds = [each for each in kinds if each not in {"tail", "fact"}]
    if said:
        kinds.append(said)
    kinds += [each for each in ("noted", "labelled") if random.random() < 0.25]
    if said != "plain" and random.random() < 0.06:
        kinds.append("copy")
    for kind in kinds:
        yield Edit(label, kind, random.choice(KINDS[kind]), random.randrange(1000))


def _draw_heading(key: str, random: Random) -> Iterator[Edit]:
    if random.random() < 0.25:
        yield Edit(key, "heading", random.choice(tuple(HEADINGS)))
    if random.random() < 0.08:
        yield Edit(key, "heading-words", random.choice(tuple(HEADING_WORDS)))


def names_of(case: Case, at: str) -> set[str]:
    """Return what was done at a place and to the whole file, by names and kinds."""
    here = [each for each in case.edits if each.at in {at, ""}]
    names = {each.name for each in here} | {each.kind for each in here if each.kind != "file"}
    names |= {f"{each.kind}:{each.variant.partition('/')[0]}/" for each in here}
    if case.change:
        names |= {"change", f"change:{case.change}"}
    if any(each.variant.startswith("wrap-") for each in here):
        names.add("file:wrap")
    marks = [each.variant for each in here if each.kind == "mark"]
    if any(each == "none" or each.startswith("bare-") for each in marks):
        names.add("no-box")
    return names | {f"plan:{case.scene.plan}"}


def allowed(case: Case, left_out: Sequence[frozenset[str]]) -> Case:
    """Return a case without the edits that are left out."""
    edits: list[Edit] = []
    for each in sorted(case.edits):
        tried = replace(case, edits=(*edits, each))
        if not any(names <= names_of(tried, each.at) for names in left_out):
            edits.append(each)
    return replace(case, edits=tuple(edits))


# Judging


_TOKEN = re.compile(r"kq\S*?-\d{3}")
_UNSEEN = re.compile(r"<!--.*?-->|</?\w{1,10}\s*/?>|&nbsp;|\[!\w+\]|\\|[\u00ad\u200b-\u200f\ufeff]")


def _bag(text: str) -> Counter[str]:
    shown = _UNSEEN.sub("", normalize("NFC", text)).replace("{", " ").replace("}", " ")
    return Counter(re.findall(r"\w+", shown.casefold()))


def judge(case: Case) -> list[str]:
    """Return what papi does otherwise than a careful person, a sentence each."""
    written, right = make(case)
    text = written.removeprefix("\ufeff").replace("\r\n", "\n")
    after = case.after
    fresh = after.fresh(case.scene)
    held = {each.key for each in cut(fresh, after.items) if each.kind == "task"}
    intact = Edit("", "file", "comment-deleted") not in case.edits
    wrong: list[str] = []
    if intact:
        wrong += [f"đọc: {each}" for each in _compared(text, case, right, held)]
    elif markdown.read(text, after.items).intact:
        wrong.append("đọc: chú thích cuối đã bị xóa mà tệp vẫn được coi là nguyên vẹn")
    anew = merge.regenerate(fresh, text, after.items).text
    wrong += [f"viết lại: {each}" for each in _compared(anew, case, right, held)]
    found = Counter(_TOKEN.findall(normalize("NFC", anew)))
    wrong += [
        f"viết lại: {token} có {found[token]} lần trong tệp"
        for token in right.places
        if found[token] != 1
    ]
    if merge.regenerate(fresh, anew, after.items).text != anew:
        wrong.append("viết lại lần nữa: tệp lại đổi")
    return wrong


def _compared(text: str, case: Case, right: Right, held: set[str]) -> Iterator[str]:
    """Yield what is read in a text otherwise than is right."""
    found = markdown.read(text, case.after.items)
    said = {label: "\n".join(map(_all_of, entries)) for label, entries in found.entries.items()}
    gone: dict[str, str] = {}
    for each in found.orphaned:
        gone[each.label] = f"{gone.get(each.label, '')}\n{_all_of(each.entry)}"
    entries = [*found.entries.values(), [each.entry for each in found.orphaned]]
    for entry in (each for several in entries for each in several):
        yield from _misfiled(right, entry)
    others = "\n".join(found.others)
    homes = _homes(case)
    yield from _misplaced(right, homes, held, [*said.items(), *_marked(gone), ("", others)])
    moved = {home: label for label, home in homes.items() if home}
    for label in case.after.items:
        was = moved.get(label, "")
        wrote = "\n".join(right.wrote.get(was, ())) if was else ""
        if extra := _bag(said.get(label, "")) - _bag(wrote):
            yield f"{label} có chữ không ai ghi: {' '.join(extra)}"
        status = status_of(join_entries(found.entries.get(label, (NO_ENTRY,))))
        wanted = right.status(was) if was else Status.NOT_STARTED
        if label in held and status is not wanted:
            yield f"{label} đếm là {status.value}, đúng là {wanted.value}"
    if extra := _bag(others) - _bag("\n".join(right.wrote.get("", ()))):
        yield f"chữ ngoài nhiệm vụ không ai ghi: {' '.join(extra)}"
    for label, words in gone.items():
        if homes.get(label) in held and not _TOKEN.search(words):
            yield f"{label} còn trong kế hoạch mà bị coi là không còn"


NO_ENTRY = Entry("", "")


def _all_of(entry: Entry) -> str:
    """Return all that is written in an entry."""
    written = asdict(entry)
    return "\n".join(written[each] for each in written if each != "mark")


def _misfiled(right: Right, entry: Entry) -> Iterator[str]:
    """Yield which words of an entry are not in the field where they belong."""
    for where, text in asdict(entry).items():
        for token in _TOKEN.findall(normalize("NFC", text)):
            if right.fields.get(token, "result") != where:
                yield f"{token} đọc là {where}, đúng là {right.fields.get(token, 'result')}"


def _marked(gone: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is orphaned under labels that no task of the plan has."""
    for label, words in gone.items():
        yield f"†{label}", words


def _homes(case: Case) -> dict[str, str]:
    """Return where tasks went when the plan was changed, by their labels; empty where nowhere."""
    labels = [each.key for each in blocks_of(case.scene) if each.kind == "task"]
    if not case.change:
        return {label: label for label in labels}
    moves = case.after.moves
    return {label: label if label.startswith(DUTY) else moves.get(label, "") for label in labels}


def _misplaced(
    right: Right, homes: Mapping[str, str], held: set[str], found: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """Yield which words of the agency's are not read, or not where they belong."""
    places: dict[str, list[str]] = {}
    for where, words in found:
        for token in _TOKEN.findall(normalize("NFC", words)):
            places.setdefault(token, []).append(where)
    for token, label in right.places.items():
        home = homes.get(label, "")
        fitting = {""}
        if label:
            # A task that is still the plan's but no longer the agency's is orphaned or under it.
            fitting = {home} if home in held else {f"†{label}", *([home] if home else [])}
        read = places.get(token, [])
        if len(read) != 1 or read[0] not in fitting:
            yield f"{token} đọc ở {read}, đúng là {sorted(fitting)}"


def shrunk(case: Case, wrong: Callable[[Case], bool] = lambda case: bool(judge(case))) -> Case:
    """Return the smallest case that is still wrong, by leaving out one thing after another."""
    if case.change and wrong(replace(case, change="", number=0)):
        case = replace(case, change="", number=0)
    again = True
    while again:
        again = False
        for each in case.edits:
            fewer = replace(case, edits=tuple(e for e in case.edits if e != each))
            if wrong(fewer):
                case, again = fewer, True
                break
    return case


def described(case: Case) -> str:
    """Return a case and its file for a person who is to judge it."""
    text, _ = make(case)
    edits = "\n".join(f"  {each.at or '(tệp)'}: {each.name} {each.seed}" for each in case.edits)
    body = text.partition("<!-- papi:")[0]
    wrong = "\n".join(f"  {each}" for each in judge(case))
    change = f", kế hoạch đổi: {case.change} {case.number}" if case.change else ""
    return f"{case.scene}{change}\n{edits}\n{wrong}\n{body}"


__all__ = ["Case", "Edit", "Scene", "described", "draw", "judge", "make", "shrunk"]

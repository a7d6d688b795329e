"""A small checklist: made, edited as officers do, merged and read back."""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial

from papi_cli.checklists import markdown
from papi_cli.checklists import merge as merging
from papi_cli.checklists.form import Form, FormRow, FormSection
from papi_cli.checklists.format import (
    Checklist,
    Entry,
    Head,
    OrphanedEntry,
)
from papi_cli.checklists.fresh import FreshChecklist
from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.labels import DIFFICULTIES, RESULT
from papi_cli.checklists.markdown import assemble
from papi_cli.checklists.vocabulary import Status, is_filled, is_tick, join_entries, status_of

HEAD = Head("1/KH-UBND", "UBND xã Mẫu")


DIMENSIONS = {
    "1": {
        "1.1": {"1.1.a": "Tuyên truyền pháp luật", "1.1.b": "Họp dân"},
        "1.2": {"1.2.a": "Bầu trưởng thôn"},
    },
    "2": {"2.1": {"2.1.a": "Niêm yết danh sách", "2.1.đ": "Công khai ngân sách"}},
}


CHANGED = {
    "1": {
        "1.1": {"1.1.a": "Tuyên truyền pháp luật mới", "1.1.c": "Việc mới"},
        "1.2": {"1.2.a": "Bầu trưởng thôn"},
    },
    "3": {"3.1": {"3.1.a": "Giải trình"}},
    "2": {"2.1": {"2.1.a": "Niêm yết danh sách"}},
}


def checklist(
    dimensions: dict[str, dict[str, dict[str, str]]] = DIMENSIONS, *, noted: bool = True
) -> str:
    """Return a small checklist as the program makes it, with `Khó khăn, đề xuất:` or without."""
    count = sum(len(tasks) for subs in dimensions.values() for tasks in subs.values())
    lines = ["# Danh mục nhiệm vụ của UBND xã Mẫu", "", f"Số nhiệm vụ: {count}.", ""]
    for dimension, subs in dimensions.items():
        lines += [f"## {dimension}. Chỉ số {dimension}", ""]
        for sub, tasks in subs.items():
            lines += [f"### {sub}. Nội dung {sub}", ""]
            for label, text in tasks.items():
                lines += [f"- [ ] **{label}** {text}", "  - Vai trò: Chủ trì", ""]
                lines += [f"  {DIFFICULTIES}", ""] * noted + [f"  {RESULT}", ""]
    return assemble(HEAD, "\n".join(lines))


FRESH = checklist()


def form(dimensions: dict[str, dict[str, dict[str, str]]] = DIMENSIONS) -> Form:
    """Return the same checklist as Word and Excel print it."""
    sections = [
        FormSection(
            f"{dimension}. Chỉ số {dimension}",
            tuple(
                FormRow(label, text, f"{sub}. Nội dung {sub}", "Chủ trì", "Quý I")
                for sub, tasks in subs.items()
                for label, text in tasks.items()
            ),
        )
        for dimension, subs in dimensions.items()
    ]
    opening = "Thực hiện Kế hoạch số 1/KH-UBND ngày 10/5/2021 của UBND tỉnh về việc mẫu."
    title = f"Danh mục nhiệm vụ của {HEAD.agency}"
    return Form(HEAD, title, (opening,), tuple(sections), date(2021, 5, 10))


def fresh(dimensions: dict[str, dict[str, dict[str, str]]] = DIMENSIONS) -> FreshChecklist:
    """Return the same checklist in any format."""
    return FreshChecklist(HEAD, partial(checklist, dimensions), partial(form, dimensions))


def merge(fresh: str, old: str) -> str:
    return merging.regenerate(fresh, old).text


def tasks_of(text: str) -> dict[str, tuple[str, str]]:
    tasks, section = {}, ""
    for line in text.split("\n"):
        if line.startswith("### "):
            section = line.split(" ", 2)[2]
        elif found := re.match(r"- \[ \] \*\*(.+?)\*\* (.+)$", line):
            tasks[found[1]] = (found[2], section)
    return tasks


TASKS = tasks_of(FRESH)
ITEMS = {label: PlanItem(*item) for label, item in TASKS.items()}

LABELS = list(TASKS)


def edited(old: str, new: str, text: str = FRESH) -> str:
    """Return a checklist with one edit, which must be possible."""
    assert old in text
    return text.replace(old, new, 1)


def with_result(label: str, result: str, text: str = FRESH) -> str:
    """Return a checklist with `result` written behind the colon of a task."""
    at = text.index(RESULT, text.index(f"**{label}**")) + len(RESULT)
    return text[:at] + result + text[at:]


def with_note(label: str, note: str, text: str = FRESH) -> str:
    """Return a checklist with `note` written behind `Khó khăn, đề xuất:` of a task."""
    at = text.index(DIFFICULTIES, text.index(f"**{label}**")) + len(DIFFICULTIES)
    return text[:at] + note + text[at:]


def result(text: str, label: str) -> str:
    """Return what is read back of a task."""
    return read(text, TASKS).entries[label].result


@dataclass(frozen=True)
class Said:
    """What a checklist says of a task, all its entries together."""

    entry: Entry

    @property
    def result(self) -> str:
        return self.entry.result

    @property
    def mark(self) -> str:
        return self.entry.mark

    @property
    def ticked(self) -> bool:
        return is_tick(self.entry.mark)

    @property
    def written(self) -> bool:
        return is_filled(self.entry.result)

    @property
    def begun(self) -> bool:
        return status_of(self.entry) is not Status.NOT_STARTED


@dataclass(frozen=True)
class Read:
    """A checklist as read, with what it says of each task."""

    checklist: Checklist
    entries: dict[str, Said]

    @property
    def orphaned(self) -> tuple[OrphanedEntry, ...]:
        return self.checklist.orphaned

    @property
    def others(self) -> tuple[str, ...]:
        return self.checklist.others


def read(text: str, tasks: dict[str, tuple[str, str]]) -> Read:
    found = markdown.read(text, {label: PlanItem(*item) for label, item in tasks.items()})
    entries = {label: Said(join_entries(each)) for label, each in found.entries.items()}
    return Read(found, entries)


ITEM = "- [ ] **1.1.b** Họp dân"


DONE = with_result("1.1.b", " Họp 2 lần.", with_result("1.1.a", " Phát 3 buổi."))


RENUMBERED = {
    "1": {"1.1": {"1.1.a": "Họp dân", "1.1.b": "Niêm yết công khai các khoản thu"}},
    "2": {"2.1": {"2.1.a": "Niêm yết danh sách", "2.1.đ": "Mua sắm máy tính cho bộ phận một cửa"}},
}


LONG = {
    "1": {
        "1.1": {
            "1.1.a": "Tuyên truyền pháp luật đến các tầng lớp nhân dân ở mọi thôn xóm trên địa bàn",
            "1.1.b": "Họp dân bàn việc thôn, lấy ý kiến công khai về các khoản đóng góp tự nguyện",
            "1.1.c": "Niêm yết danh sách hộ nghèo tại trụ sở, nhà văn hóa và trên loa truyền thanh",
        }
    }
}


SHIFTED = {"1": {"1.1": {"1.1.a": LONG["1"]["1.1"]["1.1.b"], "1.1.b": LONG["1"]["1.1"]["1.1.c"]}}}


SAME = "Cập nhật đầy đủ, kịp thời và niêm yết công khai các thủ tục hành chính"


def sections(*names: str) -> str:
    """Return a checklist of sections with the same task each, numbered from 5.1."""
    lines = ["# Danh mục", "", "## 5. Thủ tục", ""]
    for at, name in enumerate(names, start=1):
        lines += [f"### 5.{at}. {name}", "", f"- [ ] **5.{at}.a** {SAME}", "", f"  {RESULT}", ""]
    return assemble(HEAD, "\n".join(lines))


THREE = {"1": {"1.1": {"1.1.a": "Tuyên truyền pháp luật", "1.1.b": "Họp dân bàn việc thôn", "1.1.c": "Niêm yết danh sách hộ nghèo"}}}  # fmt: skip


ONE = {"1": {"1.1": {"1.1.a": "Tuyên truyền pháp luật"}}}

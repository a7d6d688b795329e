"""Rules on ids, their order and number, and the period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from papi_cli.checking.rules.rule import Finding, RuleSet
from papi_cli.checking.rules.walk import Holder, holders
from papi_cli.errors import Level
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Dimension, Row, Subdimension
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.words import small_start

RULES = RuleSet()


@RULES.add("duplicate-id", Level.ERROR, "Không có hai mục cùng mã số.")
def _duplicate_id(loaded: LoadedPlan) -> Iterator[Finding]:
    plan = loaded.plan
    rows = [*plan.tasks, *(part for task in plan.tasks for part in task.parts)]
    kinds: tuple[tuple[str, list[tuple[KeyPath, str]]], ...] = (
        (
            plan.document.dimension_word,
            [(h.path, h.value.id) for h in holders(plan) if isinstance(h.value, Dimension)],
        ),
        (
            plan.document.subdimension_word,
            [(h.path, h.value.id) for h in holders(plan) if isinstance(h.value, Subdimension)],
        ),
        (_TASK, [(row.path, row.id) for row in rows]),
        ("Điểm của Phần III", [(("duties", at), duty.id) for at, duty in enumerate(plan.duties)]),
    )
    for what, ids in kinds:
        first: dict[str, tuple[KeyPath, str]] = {}
        for path, written in ids:
            before, earlier = first.setdefault(written.casefold(), (path, written))
            if before != path:
                line = loaded.line((*before, "id"))
                yield Finding(
                    (*path, "id"), _twice(loaded, what, (path, written), (before, earlier), line)
                )


def _twice(
    loaded: LoadedPlan,
    what: str,
    now: tuple[KeyPath, str],
    before: tuple[KeyPath, str],
    line: int,
) -> str:
    """Say that two parts have one id, and what to do, which hangs on what the file has there."""
    (path, written), (earlier_path, earlier) = now, before
    label = written.rpartition(".")[2]
    unnumbered = [each for each in (path, earlier_path) if (*each, "id") not in loaded.locations]
    if unnumbered and what == _TASK:
        return (
            f"Có nhiều nhiệm vụ không ghi id ở cùng một mục (hàng trước ở dòng {line}); hàng nào"
            ' cũng ghi id theo thứ tự của nó: "1", "2" …'
        )
    if not any(map(str.isalnum, label)) and what == _TASK:
        return (
            f"{quoted(label)} là dấu đầu dòng, đã có ở dòng {line}, nên không phân biệt được các"
            ' hàng; ghi id theo thứ tự: "1", "2" …'
        )
    if written != earlier:
        return (
            f"{what} {visible(written)} chỉ khác {visible(earlier)} ở dòng {line} ở chữ hoa, chữ"
            " thường; sửa mã số."
        )
    return f"{what} {visible(written)} đã có ở dòng {line}; sửa mã số."


_TASK = "Nhiệm vụ"
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_DIGITS = 9
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _label_key(label: str, *, letters: bool = False) -> tuple[str, int] | None:
    """Return the kind and the place of a label in its row; None for a label that is free text.

    Letters follow the Vietnamese order (Nghị định 30/2020/NĐ-CP, Phụ lục I): c, d, đ, e. Capitals
    are Roman numerals but where `letters` are meant.
    """
    if label.isdecimal() and len(label) <= _DIGITS:
        return "number", int(label)
    if len(label) == 1 and label.casefold() in _LETTERS and (letters or label.islower()):
        return "letter", _LETTERS.index(label.casefold())
    if _ROMAN.fullmatch(label):
        values = [_ROMAN_VALUES[char] for char in label]
        total = sum(
            -value if value < max(values[at:], default=0) else value
            for at, value in enumerate(values)
        )
        return "roman", total
    return None


def _id_key(written: str, *, letters: bool) -> tuple[tuple[str, int], ...] | None:
    keys = [_label_key(part, letters=letters) for part in written.split(".")]
    return tuple(key for key in keys if key) if all(keys) else None


@RULES.add("id-order", Level.ERROR, "Mã số tăng dần và nằm dưới đúng mục của nó.")
def _id_order(loaded: LoadedPlan) -> Iterator[Finding]:
    plan = loaded.plan
    siblings: list[tuple[KeyPath, Sequence[Any]]] = [(("dimensions",), plan.dimensions)]
    siblings.append((("duties",), plan.duties))
    for at, dimension in enumerate(plan.dimensions):
        siblings.append((("dimensions", at, "tasks"), dimension.tasks))
        siblings.append((("dimensions", at, "subdimensions"), dimension.subdimensions))
        for sub_at, subdimension in enumerate(dimension.subdimensions):
            path: KeyPath = ("dimensions", at, "subdimensions", sub_at, "id")
            above, dot, _ = subdimension.id.rpartition(".")
            if dot and above != dimension.id:
                yield Finding(
                    path,
                    f"{plan.document.subdimension_word} {visible(subdimension.id)} nằm dưới"
                    f" {small_start(plan.document.dimension_word)} {visible(dimension.id)}; chuyển"
                    " về đúng chỗ hoặc sửa mã số.",
                )
            siblings.append(((*path[:-1], "tasks"), subdimension.tasks))
    for above_path, items in siblings:
        rows = [((*above_path, at), item.id) for at, item in enumerate(items)]
        if plan.document.numbering != "running" or above_path[-1] != "tasks":
            yield from _falling(rows)
    if plan.document.numbering == "running":
        yield from _falling([(each.path, each.value.id) for each in holders(plan) if _is_row(each)])
    ids = {task.id for task in plan.tasks}
    for task in plan.tasks:
        above = (task.subdimension or task.dimension).id
        label = task.id.removeprefix(f"{above}.")
        bare = _bare_label(label, above)
        below = f"{above}.{label.rpartition('.')[0]}" in ids  # «1.1» under the row «1»
        if bare != label != task.id and not below:
            yield Finding(
                (*task.path, "id"),
                f"Mã số hàng {quoted(label)} có cả dấu hay mã số của mục trên; chỉ ghi"
                f" {quoted(bare or 'a')}.",
            )


def _bare_label(label: str, above: str) -> str:
    """Return a label without the brackets and dots around it, and the number of what is above."""
    bare = label
    if bare.startswith("(") and ")" not in bare[1:-1]:
        bare = bare[1:]
    bare = bare.rstrip(".)/")
    return bare.removeprefix(f"{above}.")


def _is_row(holder: Holder) -> bool:
    return isinstance(holder.value, Row)


def _falling(rows: Sequence[tuple[KeyPath, str | None]]) -> Iterator[Finding]:
    # A B C … are letters, I II III … numerals; C and I alone would be either.
    labels = [written for _, written in rows if written]
    letters = not (all(map(_ROMAN.fullmatch, labels)) and set("".join(labels)) & set("IVX"))
    previous: tuple[str, tuple[tuple[str, int], ...]] | None = None
    for path, written in rows:
        key = _id_key(written, letters=letters) if written else None
        if not written or not key:
            continue
        alike = previous and [kind for kind, _ in previous[1]] == [kind for kind, _ in key]
        if previous and alike and key < previous[1]:
            yield Finding(
                (*path, "id"),
                f"Mã số {visible(written)} đứng sau {visible(previous[0])};"
                " xếp lại theo thứ tự hoặc sửa mã số.",
            )
        previous = (written, key)


@RULES.add("expect", Level.ERROR, "Số mục đúng như expect đã ghi.", needs=("dimensions", "expect"))
def _expect(loaded: LoadedPlan) -> Iterator[Finding]:
    plan = loaded.plan
    if plan.expect is None:
        return
    found = {
        "dimensions": (small_start(plan.document.dimension_word), len(plan.dimensions)),
        "subdimensions": (
            small_start(plan.document.subdimension_word),
            sum(len(d.subdimensions) for d in plan.dimensions),
        ),
        "tasks": ("nhiệm vụ", len(plan.tasks)),
    }
    for key, (what, count) in found.items():
        wanted = getattr(plan.expect, key)
        if wanted is not None and wanted != count:
            yield Finding(
                ("expect", key),
                f"Phải có {wanted} {what} nhưng tệp có {count};"
                " tìm dòng bị mất hay thừa, hoặc sửa expect.",
            )


@RULES.add(
    "cut-off",
    Level.WARNING,
    "Tệp không mất phần cuối: dòng cuối có dấu xuống dòng, expect có số nhiệm vụ.",
)
def _cut_off(loaded: LoadedPlan) -> Iterator[Finding]:
    plan = loaded.plan
    wanted = plan.expect.tasks if plan.expect else None
    if plan.expect and wanted is None and "expect" not in loaded.lacking:
        yield Finding(
            ("expect",),
            "Mục expect không có số nhiệm vụ nên tệp mất phần cuối cũng không lộ ra",
            "; đếm nhiệm vụ trên văn bản rồi ghi thêm tasks.",
        )
    if loaded.open_line is None:
        return
    # Editors leave such ends too: where the tasks are all there, at most the last of them is cut.
    whole = wanted == len(plan.tasks) and "dimensions" not in loaded.lacking
    advice = (
        "; đủ số nhiệm vụ như expect nên chỉ cần xem dòng cuối còn trọn chữ không rồi xuống dòng."
        if whole
        else "; xem phần cuối còn đủ không, xuống dòng ở cuối tệp và ghi số nhiệm vụ vào expect."
    )
    yield Finding(
        loaded.locations.last(),
        f"Dòng cuối của tệp (dòng {loaded.open_line}) không có dấu xuống dòng nên tệp có thể bị cắt"
        " ngang",
        advice,
        note=whole,
    )


@RULES.add(
    "period", Level.ERROR, "Thời kỳ của kế hoạch bắt đầu trước khi kết thúc.", needs=["document"]
)
def _period(loaded: LoadedPlan) -> Iterator[Finding]:
    period = loaded.plan.document.period
    if period.end and period.start > period.end:
        yield Finding(
            ("document", "period", "to"),
            f"Ngày cuối {period.end} đứng trước ngày đầu {period.start}; sửa from hoặc to.",
        )


@RULES.add(
    "nothing-above",
    Level.ERROR,
    "Hàng ghi as_above có hàng trên, và không tự ghi khóa ấy.",
    needs=["dimensions"],
)
def _nothing_above(loaded: LoadedPlan) -> Iterator[Finding]:
    for path, row in ((each.path, each.value) for each in holders(loaded.plan) if _is_row(each)):
        for at, name in enumerate(row.as_above):
            place = (*path, "as_above", at)
            if path[-1] == 0:
                yield Finding(
                    place,
                    f"Hàng đầu của một mục không có hàng trên để gộp {quoted(name)}; ghi ô ấy ở"
                    " chính hàng này.",
                )
            elif (value := getattr(row, name)) is not None and (value or name != "targets"):
                yield Finding(
                    place,
                    f"Hàng này vừa ghi {quoted(name)} vừa nói là gộp với hàng trên; bỏ một trong"
                    " hai.",
                )

"""Two plans compared, task by task."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.generate import plan_text
from papi_cli.checking.compare import Change, FieldChange, compare
from papi_cli.checking.runner import load_valid
from papi_cli.plan.loader import LoadedPlan
from tests.conftest import PLANS

PLAIN = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
ROW_B = "          - id: b\n            text: Tập huấn\n            deadline: Quý II/2021\n"
ROW_A = PLAIN[PLAIN.index("          - id: a\n") : PLAIN.index("          - id: b\n")]
Compared = Callable[..., list[str]]


@pytest.fixture
def compared(write: Callable[..., Path]) -> Compared:
    """Compare the plain plan with a changed one; return what changed in a line each."""

    def run(*changes: tuple[str, str], base: str = PLAIN) -> list[str]:
        text = base
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        before = load_valid(write(base, "old.yaml"), "old.yaml")
        now = load_valid(write(text, "new.yaml"), "new.yaml")
        found = compare(before, now)
        lines = []
        for task in found.tasks:
            ids = [each.id for each in (task.old, task.new) if each]
            lines.append(said(" ".join([task.change.value, *dict.fromkeys(ids)]), task.fields))
        for part in found.parts:
            name = f"{part.change.value} {part.holder.__name__} {part.name}".strip()
            lines.append(said(name, part.fields))
        assert bool(found) == bool(lines)
        return lines

    def said(what: str, fields: tuple[FieldChange, ...]) -> str:
        told = [f"{'?' * each.doubt}{each.field} {each.old} > {each.new}" for each in fields]
        return f"{what}: {', '.join(told)}" if told else what

    return run


def test_a_plan_is_like_itself(shipped: LoadedPlan) -> None:
    assert not compare(shipped, shipped)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("text: Tập huấn", "text: Tập huấn cho cán bộ",
         "changed 1.1.b: text Tập huấn > Tập huấn cho cán bộ"),
        ("text: Tập huấn", "text: Tập huấn\n            lead: [Sở Tư pháp, UBND cấp xã]",
         "changed 1.1.b: lead ('UBND cấp xã',) > ('Sở Tư pháp', 'UBND cấp xã')"),
        ("text: Tập huấn", "text: Tập huấn\n            coordinating: [Sở Tư pháp]",
         "changed 1.1.b: coordinating () > ('Sở Tư pháp',)"),
        ("Quý II/2021", "Quý III/2021",
         "changed 1.1.b: deadline Quý II/2021 > Quý III/2021"),
        ("text: Tập huấn", "text: Tập huấn\n            product: Một lớp",
         "changed 1.1.b: product  > Một lớp"),
        ("text: Tập huấn", "text: Tập huấn\n            note: Ghi thêm",
         "changed 1.1.b: note  > Ghi thêm"),
        ("text: Tập huấn", "text: Tập huấn\n            targets: [{name: Số lớp, value: một}]",
         "changed 1.1.b: targets () > ('Số lớp: một',)"),
        ("text: Tập huấn",
         "text: Tập huấn\n            corrections: [{source: Tập hấn, reading: Tập huấn}]",
         "changed 1.1.b: corrections () > ('Tập hấn → Tập huấn',)"),
        ("text: Tập huấn", "text: Tập huấn\n            doubts: {lead: Chưa rõ.}",
         "changed 1.1.b: ?lead  > Chưa rõ."),
        ("text: Tập huấn", "text: Một việc khác hẳn, không còn chữ nào chung",
         "changed 1.1.b: text Tập huấn > Một việc khác hẳn, không còn chữ nào chung"),
        (ROW_B, "", "gone 1.1.b"),
        ("id: b", "id: c", "moved 1.1.b 1.1.c"),
    ],
)  # fmt: skip
def test_what_became_of_a_task_is_told_field_by_field(
    compared: Compared, old: str, new: str, line: str
) -> None:
    assert compared((old, new)) == [line]


def test_a_settled_doubt_is_one_that_is_no_longer_there(compared: Compared) -> None:
    base = PLAIN.replace("text: Tập huấn", "text: Tập huấn\n            doubts: {lead: Chưa rõ.}")
    assert compared(("\n            doubts: {lead: Chưa rõ.}", ""), base=base) == [
        "changed 1.1.b: ?lead Chưa rõ. > "
    ]


def test_a_row_put_in_before_others_is_one_that_came_and_the_others_moved(
    compared: Compared,
) -> None:
    new = ROW_B.replace("Tập huấn", "Thi tìm hiểu").replace("id: b", "id: a")
    lines = compared(
        (ROW_A, new + ROW_A.replace("id: a", "id: b")), (ROW_B, ROW_B.replace("id: b", "id: c"))
    )
    assert lines == ["added 1.1.a", "moved 1.1.a 1.1.b", "moved 1.1.b 1.1.c"]


def test_a_task_that_moved_and_was_reworded_a_little_is_still_known(compared: Compared) -> None:
    long = "Tập huấn nghiệp vụ cho cán bộ thôn, tổ dân phố mỗi năm một lần"
    base = PLAIN.replace("text: Tập huấn", f"text: {long}")
    new = ROW_B.replace("Tập huấn", "Thi tìm hiểu")
    row = ROW_B.replace("Tập huấn", long)
    lines = compared(
        (row, new + row.replace("id: b", "id: c").replace("một lần", "hai lần")), base=base
    )
    assert lines == [
        "added 1.1.b",
        f"moved 1.1.b 1.1.c: text {long} > {long.replace('một lần', 'hai lần')}",
    ]


def test_what_went_stands_where_it_was(compared: Compared) -> None:
    row = ROW_B.replace("Tập huấn", "Kiểm tra").replace("id: b", "id: c")
    base = PLAIN.replace(ROW_B, ROW_B + row)
    lines = compared((ROW_B, ""), ("Kiểm tra\n", "Kiểm tra việc này\n"), base=base)
    assert [line.split(":")[0] for line in lines] == ["gone 1.1.b", "changed 1.1.c"]


def test_equal_texts_of_two_sections_are_kept_apart(compared: Compared) -> None:
    second = (
        '      - id: "1.2"\n        name: Cơ hội tham gia\n        lead:\n          - Sở Tư pháp\n'
        "        deadline: Thường xuyên\n        tasks:\n          - id: a\n            text: Tập huấn\n"
    )
    base = f"{PLAIN.rstrip()}\n{second}"
    lines = compared(("        tasks:\n          - id: a\n            text: Tập huấn",
                      "        tasks:\n          - id: b\n            text: Tập huấn"),
                     ("          - id: b\n            text: Tập huấn\n            deadline",
                      "          - id: c\n            text: Tập huấn\n            deadline"),
                     base=base)  # fmt: skip
    assert lines == ["moved 1.1.b 1.1.c", "moved 1.2.a 1.2.b"]


def test_a_merged_cell_is_told_with_its_section_and_with_each_task(compared: Compared) -> None:
    lines = compared(("          - UBND cấp xã\n", "          - Sở Tư pháp\n"))
    assert [line.split(":")[0] for line in lines] == [
        "changed 1.1.a", "changed 1.1.b", "changed Subdimension 1.1",
    ]  # fmt: skip


def test_a_list_is_not_the_same_as_its_items_in_one(compared: Compared) -> None:
    base = PLAIN.replace("place: Mẫu", "place: Mẫu\n  recipients: {to: [A, B]}")
    (line,) = compared(("{to: [A, B]}", '{to: ["A; B"]}'), base=base)
    assert line.startswith("changed Document: recipients")


def test_a_section_put_in_before_others_moves_them_with_their_equal_texts(
    compared: Compared,
) -> None:
    def section(number: int, name: str, lead: str) -> str:
        return (
            f'      - id: "1.{number}"\n        name: {name}\n        lead: [{lead}]\n'
            "        deadline: Thường xuyên\n        tasks:\n"
            "          - id: a\n            text: Niêm yết công khai\n"
        )

    base = PLAIN[: PLAIN.index('      - id: "1.1"')]
    olds = section(1, "Một", "Sở Nội vụ") + section(2, "Hai", "UBND cấp xã")
    news = section(1, "Không", "Sở Tư pháp") + section(2, "Một", "Sở Nội vụ")
    lines = compared((olds, news + section(3, "Hai", "UBND cấp xã")), base=base + olds)
    assert [line.split(":")[0] for line in lines] == [
        "added 1.1.a", "moved 1.1.a 1.2.a", "moved 1.2.a 1.3.a",
        "added Subdimension 1.1", "moved Subdimension 1.2", "moved Subdimension 1.3",
    ]  # fmt: skip


def test_a_duty_put_in_before_others_moves_them(compared: Compared) -> None:
    lines = compared(
        ("  - id: III.1\n", "  - {id: III.1, text: Việc mới, role: lead}\n  - id: III.2\n")
    )
    assert [line.split(":")[0] for line in lines] == ["added Duty III.1", "moved Duty III.2"]


def test_the_same_words_for_another_agency_are_a_change_of_the_task(compared: Compared) -> None:
    base = PLAIN.replace("          - UBND cấp xã\n", "          - cơ quan thường trực\n")
    base = base.replace("  - {name: UBND cấp xã, reports: never}\n", "")
    base = base.replace("    symbol: SNV", "    symbol: SNV\n    aliases: [cơ quan thường trực]")
    lines = compared(
        ("    aliases: [cơ quan thường trực]\n", ""),
        ("  - name: Sở Tư pháp\n", "  - name: Sở Tư pháp\n    aliases: [cơ quan thường trực]\n"),
        base=base,
    )
    told = "lead ('cơ quan thường trực (Sở Nội vụ)',) > ('cơ quan thường trực (Sở Tư pháp)',)"
    assert lines[:2] == [f"changed 1.1.a: {told}", f"changed 1.1.b: {told}"]
    assert [line.split(":")[0] for line in lines[2:]] == [
        "changed Agency Sở Nội vụ", "changed Agency Sở Tư pháp",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("place: Mẫu", "place: Khác", "changed Document: place Mẫu > Khác"),
        ("to: 2021-12-31", "to: 2022-12-31",
         "changed Document: period 2021-01-01 – 2021-12-31 > 2021-01-01 – 2022-12-31"),
        ("place: Mẫu", "place: Mẫu\n  recipients: {to: [Lưu]}",
         "changed Document: recipients  > Các nơi nhận: Lưu"),
        ("agencies:\n  - name", "expect: {tasks: 2}\nagencies:\n  - name",
         "changed Plan: expect  > Số nhiệm vụ: 2"),
        ("agencies:\n  - name", "targets: [{name: Điểm, value: năm}]\nagencies:\n  - name",
         "changed Plan: targets () > ('Điểm: năm',)"),
        ("symbol: SNV", "symbol: SN", "changed Agency Sở Nội vụ: symbol SNV > SN"),
        ("      - Sở Tư pháp\n", "",
         "changed Agency Các sở, ban, ngành: members ('Sở Nội vụ', 'Sở Tư pháp') > ('Sở Nội vụ',)"),
        ("  - {name: UBND cấp xã, reports: never}\n", "  - {name: UBND cấp xã, reports: never}\n  - name: Sở Y tế\n",
         "added Agency Sở Y tế: name  > Sở Y tế"),
        ("  - id: III.1\n", "  - {id: III.0, text: Việc mới, role: lead}\n  - id: III.1\n",
         "added Duty III.0: id  > III.0, role  > lead, text  > Việc mới"),
        ("        name: Tri thức", "        doubts: {tasks: Mờ.}\n        name: Tri thức",
         "changed Subdimension 1.1: ?tasks  > Mờ."),
        ("text: Theo dõi", "text: Không theo dõi",
         "changed Duty III.1: text Theo dõi, đôn đốc > Không theo dõi, đôn đốc"),
        ("id: III.1", "id: III.2", "moved Duty III.2: id III.1 > III.2"),
        ("name: Tham gia", "name: Sự tham gia",
         "changed Dimension 1: name Tham gia của người dân > Sự tham gia của người dân"),
        ("        name: Tri thức", "        doubts: {name: Mờ.}\n        name: Tri thức",
         "changed Subdimension 1.1: ?name  > Mờ."),
    ],
)  # fmt: skip
def test_what_is_not_in_a_row_is_compared_too(
    compared: Compared, old: str, new: str, line: str
) -> None:
    assert compared((old, new)) == [line]


def test_an_agency_that_kept_its_old_name_as_an_alias_was_renamed(compared: Compared) -> None:
    lines = compared(
        ("  - name: Sở Tư pháp\n", "  - name: Sở Pháp luật\n    aliases: [Sở Tư pháp]\n")
    )
    assert lines == [
        "moved Agency Sở Pháp luật: name Sở Tư pháp > Sở Pháp luật, aliases () > ('Sở Tư pháp',)"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Tập huấn", "text:\n              Tập\n              huấn  # một ghi chú"),
        ("text: Tập huấn", "text: Tập huấn\n            lead: [UBND cấp xã]"),
    ],
)
def test_what_means_the_same_is_no_difference(compared: Compared, old: str, new: str) -> None:
    assert compared((old, new)) == []


def test_plans_of_nothing_in_common_are_soon_compared(write: Callable[..., Path]) -> None:
    text = plan_text(1000)
    old = load_valid(write(text, "old.yaml"), "old.yaml")
    other = text.replace("Đẩy mạnh công tác thông tin", "Nâng cao chất lượng mọi hoạt động")
    new = load_valid(write(other.replace('id: "1"\n            text', 'id: "0"\n            text'),
                           "new.yaml"), "new.yaml")  # fmt: skip
    assert {each.change for each in compare(old, new).tasks} == {
        Change.CHANGED, Change.ADDED, Change.GONE,
    }  # fmt: skip

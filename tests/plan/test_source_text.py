"""Where the texts of a plan stand in the act."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from papi_cli.checking.runner import check_file
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan, load
from papi_cli.plan.source_claims import undo_corrections
from papi_cli.plan.source_text import SourceText
from tests.conftest import PLAN, small_plan

TEXT = (PLAN.parent / "source" / "ke_hoach_263_2021.txt").read_text(encoding="utf-8")
YAML = PLAN.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Lost:
    """A text or cell of a plan that its act has otherwise."""

    path: KeyPath
    as_printed: str
    agreed: int = 0


def lost(plan: str, act: str, tmp_path: Path) -> list[Lost]:
    path = tmp_path / "plan.yaml"
    path.write_text(plan, encoding="utf-8")
    loaded = load(path)
    assert isinstance(loaded, LoadedPlan)
    source = SourceText(act, loaded.plan)
    texts = (each for each in source.locate() if each.line is None)
    cells = (each for each in source.departures() if each.wrong)
    return [
        *(Lost(each.claim.path, each.as_printed, each.agreed) for each in texts),
        *(Lost(each.path, each.printed) for each in cells),
    ]


def test_every_text_of_the_shipped_plan_stands_in_its_act(tmp_path: Path) -> None:
    assert lost(YAML, TEXT, tmp_path) == []


def test_lines_are_those_of_the_acts_file(shipped: LoadedPlan) -> None:
    lines = TEXT.splitlines()
    for finding in SourceText(TEXT, shipped.plan).locate():
        assert finding.line is not None
        first = finding.as_printed.split()[0]
        assert first in lines[finding.line - 1]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("Tăng cường công tác tiếp xúc cử tri", "Tăng cường công tác tiếp súc cử tri", "text"),
        ("              - Thanh tra tỉnh\n", "              - Sở Y tế\n", "lead"),
        (
            "              - Công ty Điện lực Bắc Kạn\n",
            "              - Báo Bắc Kạn\n",
            "coordinating",
        ),
        ("deadline: Quý I-II/2021", "deadline: Quý I-III/2021", "deadline"),
        ("name: Tri thức công dân", "name: Tri thức cộng dân", "name"),
        ("    name: Phạm Duy Hưng", "    name: Phạm Duy Hùng", "name"),
        ("reading: Chú trọng}", "reading: Chú  trọng}", "text"),
    ],
)
def test_a_slip_of_the_transcriber_is_found_where_it_is_and_nowhere_else(
    tmp_path: Path, old: str, new: str, name: str
) -> None:
    assert old in YAML
    (found,) = lost(YAML.replace(old, new, 1), TEXT, tmp_path)
    assert found.path[-1] == name


def test_what_the_act_agrees_with_is_measured(tmp_path: Path) -> None:
    (found,) = lost(YAML.replace("tiếp xúc cử tri", "tiếp xúc cử chi", 1), TEXT, tmp_path)
    assert found.as_printed[: found.agreed] == "Tăng cường công tác tiếp xúc cử "


def test_a_task_in_another_place_is_not_found(tmp_path: Path) -> None:
    act = TEXT.replace("c) Tăng cường công tác tiếp xúc cử tri", "").replace(
        "Quản trị môi trường", "Quản trị môi trường\nc) Tăng cường công tác tiếp xúc cử tri"
    )
    (found,) = lost(YAML, act, tmp_path)
    assert found.as_printed == "Tăng cường công tác tiếp xúc cử tri"


def test_tasks_stand_in_the_order_of_the_act(tmp_path: Path) -> None:
    first, second = (
        "Tương tác với người dân qua INTERNET, mạng xã hội",
        "Tăng cường công tác tiếp xúc cử tri",
    )
    swapped = YAML.replace(first, "{1}").replace(second, first).replace("{1}", second)
    found = lost(swapped, TEXT, tmp_path)
    assert second in {each.as_printed for each in found}


def test_a_missing_name_does_not_mislead_what_follows(tmp_path: Path) -> None:
    found = lost(YAML, TEXT.replace("Cơ hội tham gia", "Cơ hội"), tmp_path)
    assert [each.as_printed for each in found] == ["Cơ hội tham gia"]


def test_tags_and_white_space_do_not_count(tmp_path: Path) -> None:
    act = TEXT.replace("Tăng cường công tác tiếp", "<b>Tăng   cường</b>\ncông\ttác  tiếp")
    assert lost(YAML, act, tmp_path) == []


def test_agencies_of_a_cell_stand_in_the_order_of_the_act(tmp_path: Path) -> None:
    old = "              - Sở Y tế\n              - Sở Giáo dục và Đào tạo\n"
    new = "              - Sở Giáo dục và Đào tạo\n              - Sở Y tế\n"
    assert old in YAML
    (found,) = lost(YAML.replace(old, new, 1), TEXT, tmp_path)
    assert found.path[-1] == "lead"


def test_part_of_a_cell_is_not_the_cell(tmp_path: Path) -> None:
    old = "              - Thanh tra tỉnh\n              - Thanh tra cấp huyện\n"
    assert old in YAML
    for part in ("Thanh tra tỉnh", "Thanh tra cấp huyện"):
        found = lost(YAML.replace(old, f"              - {part}\n", 1), TEXT, tmp_path)
        assert [each.path[-1] for each in found] == ["lead"]


def test_part_of_a_name_is_not_the_name(tmp_path: Path) -> None:
    old = "              - Thanh tra tỉnh\n              - Thanh tra cấp huyện\n"
    assert old in YAML
    (found,) = lost(YAML.replace(old, "              - Thanh tra\n", 1), TEXT, tmp_path)
    assert found.path[-1] == "lead"


def test_corrections_are_undone_last_first() -> None:
    made = load(PLAN)
    assert isinstance(made, LoadedPlan)
    task = next(task for task in made.plan.tasks if task.id == "5.2.d")
    undone = undo_corrections(task.text, task.corrections)
    assert undone.startswith("Chủ trọng nâng cao")
    assert "Bộ phận một cửa các trong giải quyết" in undone


def left(plan: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "plan.yaml"
    path.write_text(plan, encoding="utf-8")
    loaded = load(path)
    assert isinstance(loaded, LoadedPlan)
    return [each.text for each in SourceText(TEXT, loaded.plan).leftovers()]


def without(start: str, *lines: str) -> str:
    """Return the shipped plan without `lines`, looked for behind `start`."""
    at = YAML.index(start)
    text = "".join(f"{line}\n" for line in lines)
    assert text in YAML[at:]
    return YAML[:at] + YAML[at:].replace(text, "", 1)


def test_the_shipped_plan_leaves_nothing_of_its_act_out(tmp_path: Path) -> None:
    assert left(YAML, tmp_path) == []


def test_a_lost_deadline_is_told_though_another_is_inherited(tmp_path: Path) -> None:
    plan = without("đến các thôn, tổ dân phố", "            deadline: Quý I-II/2021")
    (found,) = lost(plan, TEXT, tmp_path)
    assert (found.path[-1], found.as_printed) == ("deadline", "Thường xuyên")


def test_a_lost_lead_is_told_though_another_is_inherited(tmp_path: Path) -> None:
    plan = without(
        "Kiểm tra, giám sát việc thực hiện", "            lead:", "              - Sở Nội vụ"
    )
    (found,) = lost(plan, TEXT, tmp_path)
    assert (found.path[-1], found.as_printed) == ("lead", "UBND cấp xã")


def test_a_lost_item_of_a_cell_makes_the_cell_another(tmp_path: Path) -> None:
    plan = without('id: "1.2"', "              - UBND cấp xã")
    (found,) = lost(plan, TEXT, tmp_path)
    assert found.path[-1] == "lead"


def test_a_lost_duty_is_left_over(tmp_path: Path) -> None:
    start, end = YAML.index("  - id: III.5"), YAML.index("  - id: III.6")
    (found,) = left(YAML[:start] + YAML[end:], tmp_path)
    assert found.startswith("5. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh chỉ đạo")


def test_a_lost_task_is_left_over_with_its_letter(tmp_path: Path) -> None:
    start, end = YAML.index("          - id: c\n"), YAML.index("          - id: d\n")
    (found,) = left(YAML[:start] + YAML[end:], tmp_path)
    assert found.startswith("c) Triển khai các quy định về bầu Trưởng thôn")


def test_the_letter_before_a_text_is_known(shipped: LoadedPlan) -> None:
    for finding in SourceText(TEXT, shipped.plan).locate():
        if finding.claim.label:
            assert finding.label == finding.claim.label


def test_cells_that_changed_places_in_a_row_are_found_by_their_columns(tmp_path: Path) -> None:
    at = YAML.index("Tạo mọi điều kiện để người dân tiếp xúc")
    ours = "            lead:\n              - UBND cấp xã\n            coordinating:\n              - UBND cấp huyện\n"
    theirs = ours.replace("xã", "?").replace("huyện", "xã").replace("?", "huyện")
    assert ours in YAML[at:]
    found = lost(YAML[:at] + YAML[at:].replace(ours, theirs, 1), TEXT, tmp_path)
    assert "lead" in {each.path[-1] for each in found}


def test_a_single_lost_word_is_left_over(tmp_path: Path) -> None:
    plan = YAML.replace("Tăng cường công tác tiếp xúc cử tri", "Tăng cường công tác tiếp xúc cử")
    assert left(plan, tmp_path) == ["tri"]


WIDE_ACT = """\
KẾ HOẠCH
Thử một quy tắc
Phấn đấu tổng điểm PAPI đạt từ 40 điểm trở lên.
1. Theo dõi,
đôn đốc
PHỤ LỤC
Nội dung\tChỉ tiêu\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\tGhi chú
1\tTham gia của người dân
1.1\tTri thức công dân
a) Tuyên truyền\tTỷ lệ người biết: 90%\tUBND cấp xã\tCác sở, ban, ngành\tThường xuyên\tKế hoạch, báo cáo\t
b) Tập huấn\t\tUBND cấp xã\t\tQuý II/2021\tMột lớp mỗi xã\tKinh phí của xã
"""
WIDE_PLAN = (
    (PLAN.parent.parent / "tests" / "plans" / "good" / "doubt.yaml")
    .read_text(encoding="utf-8")
    .replace(
        "agencies:\n  - name",
        "targets: [{name: tổng điểm PAPI, value: từ 40 điểm trở lên}]\nagencies:\n  - name",
    )
    .replace(
        "text: Tuyên truyền\n",
        "text: Tuyên truyền\n            targets: [{name: Tỷ lệ người biết, value: 90%}]\n"
        "            product: Kế hoạch, báo cáo\n",
    )
    .replace(
        "text: Tập huấn\n",
        "text: Tập huấn\n            product: Một lớp mỗi xã\n            note: Kinh phí của xã\n",
    )
)


def test_targets_products_and_notes_stand_in_the_act_too(tmp_path: Path) -> None:
    assert lost(WIDE_PLAN, WIDE_ACT, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("value: 90%", "value: 95%", ("targets", 0, "value")),
        ("name: Tỷ lệ người biết", "name: Số người biết", ("targets", 0, "name")),
        ("product: Một lớp mỗi xã", "product: Hai lớp mỗi xã", ("product",)),
        ("note: Kinh phí của xã", "note: Kinh phí của tỉnh", ("note",)),
        ("value: từ 40 điểm", "value: từ 41 điểm", ("targets", 0, "value")),
    ],
)
def test_a_slip_in_a_target_a_product_or_a_note_is_found(
    tmp_path: Path, old: str, new: str, where: tuple[str | int, ...]
) -> None:
    assert old in WIDE_PLAN
    (found,) = lost(WIDE_PLAN.replace(old, new, 1), WIDE_ACT, tmp_path)
    assert found.path[-len(where) :] == where


def test_a_product_that_the_plan_lost_is_told(tmp_path: Path) -> None:
    plan = WIDE_PLAN.replace("            product: Một lớp mỗi xã\n", "")
    (found,) = lost(plan, WIDE_ACT, tmp_path)
    assert (found.path[-1], found.as_printed) == ("product", "")


def test_a_correction_may_be_about_a_target(tmp_path: Path) -> None:
    act = WIDE_ACT.replace("Tỷ lệ người biết", "Tỉ nệ người biết")
    mended = WIDE_PLAN.replace(
        "            product: Kế hoạch, báo cáo\n",
        "            product: Kế hoạch, báo cáo\n"
        "            corrections: [{source: Tỉ nệ, reading: Tỷ lệ}]\n",
    )
    assert lost(mended, act, tmp_path) == []
    (tmp_path / "act.txt").write_text(act, encoding="utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text(mended, encoding="utf-8")
    assert "unused-correction" not in {each.rule for each in check_file(path, "plan.yaml")}


def test_the_head_of_an_act_and_the_numerals_of_its_groups_are_not_left_over(
    write: Callable[..., Path],
) -> None:
    dimensions = "  - id: I\n    name: Kiểm tra\n    tasks:\n      - {id: '1', text: Một, lead: [Sở A], deadline: Quý I}\n"
    appendix = "\n  appendix: {title: BẢNG NHIỆM VỤ}\n  date:"
    text = small_plan("  - name: Sở A\n", dimensions).replace("\n  date:", appendix, 1)
    loaded = load(write(text))
    assert isinstance(loaded, LoadedPlan)
    head = [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH MẪU\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 1/KH-UBND\tMẫu, ngày 02 tháng 01 năm 2021", "KẾ HOẠCH", "Một kế hoạch nhỏ", "BẢNG NHIỆM VỤ",
    ]  # fmt: skip
    table = ["TT\tNhiệm vụ\tChủ trì\tThời gian", "I\tKiểm tra\t\t", "1\tMột\tSở A\tQuý I"]
    act = SourceText("\n".join([*head, *table]), loaded.plan)
    assert [each.text for each in act.leftovers()] == []
    more = SourceText("\n".join([*head, *table, "II\tThanh tra\t\t"]), loaded.plan)
    assert [each.text for each in more.leftovers()] == ["II Thanh tra"]


def test_the_lines_of_tasks_are_those_that_are_located(shipped: LoadedPlan) -> None:
    lines = SourceText(TEXT, shipped.plan).task_lines()
    texts = {(*task.path, "text") for task in shipped.plan.tasks}
    assert lines.keys() == texts
    located = {each.claim.path: each.line for each in SourceText(TEXT, shipped.plan).locate()}
    assert lines == {path: located[path] for path in texts}


def test_a_text_that_the_act_has_not_has_no_line(shipped: LoadedPlan) -> None:
    first, second = shipped.plan.tasks[:2]
    act = TEXT.replace(first.text[:30], "Một việc khác")
    lines = SourceText(act, shipped.plan).task_lines()
    assert (*first.path, "text") not in lines
    assert (*second.path, "text") in lines

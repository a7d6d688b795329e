"""The baseline: nobody changes what was signed off unseen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.baseline import is_baseline, read, render_baseline
from papi_cli.checking.rules import RULES
from papi_cli.checking.runner import check, check_file, load_valid
from papi_cli.errors import FileError, Level
from papi_cli.plan.loader import LoadedPlan
from tests.conftest import PLAN, PLANS

PLAIN = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
Write = Callable[..., Path]


@pytest.fixture
def since(write: Write) -> Callable[[str, str], list[str]]:
    """Sign off the plain plan, change it, and return what is said: the rule's line and sentence."""

    def said_of(old: str, new: str) -> list[str]:
        signed = write(render_baseline(load_valid(write(PLAIN), "plan.yaml")), "signed.yaml")
        assert PLAIN.count(old) >= 1
        path = write(PLAIN.replace(old, new, 1))
        found = check_file(path, "plan.yaml", baseline=read(signed, "signed.yaml"))
        said = [each for each in found if each.rule == "baseline"]
        return [f"{each.file}:{each.line}: {each.message.split('; ')[0]}" for each in said]

    return said_of


Since = Callable[[str, str], list[str]]


def test_a_plan_that_is_as_it_was_signed_off_has_no_problem(
    shipped: LoadedPlan, write: Write
) -> None:
    signed = read(write(render_baseline(shipped), "signed.yaml"), "signed.yaml")
    assert not [each for each in check_file(PLAN, "x", baseline=signed) if each.rule == "baseline"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text: Tập huấn", "text: Tập huấn cho cán bộ",
         "plan.yaml:40: Nhiệm vụ 1.1.b: nội dung khác bản đã duyệt"),
        ("text: Tập huấn", "text: Tập huấn\n            lead: [Sở Tư pháp]",
         "plan.yaml:41: Nhiệm vụ 1.1.b: cơ quan chủ trì khác bản đã duyệt"),
        ("text: Tập huấn", "text: Tập huấn\n            coordinating: [Sở Tư pháp]",
         "plan.yaml:41: Nhiệm vụ 1.1.b: cơ quan phối hợp khác bản đã duyệt"),
        ("Quý II/2021", "Quý III/2021",
         "plan.yaml:41: Nhiệm vụ 1.1.b: thời gian thực hiện khác bản đã duyệt"),
        ("text: Tập huấn", "text: Tập huấn\n            product: Một lớp",
         "plan.yaml:41: Nhiệm vụ 1.1.b: sản phẩm khác bản đã duyệt"),
        ("text: Tập huấn", "text: Tập huấn\n            targets: [{name: Số lớp, value: một}]",
         "plan.yaml:41: Nhiệm vụ 1.1.b: chỉ tiêu khác bản đã duyệt"),
        ("text: Tập huấn", "text: Tập huấn\n            note: Ghi thêm",
         "plan.yaml:41: Nhiệm vụ 1.1.b: ghi chú khác bản đã duyệt"),
        ("text: Theo dõi", "text: Không theo dõi",
         "plan.yaml:24: Điểm III.1: nội dung khác bản đã duyệt"),
        ("    agencies:\n      - Sở Nội vụ", "    agencies:\n      - Sở Tư pháp",
         "plan.yaml:23: Điểm III.1: cơ quan được giao khác bản đã duyệt"),
        ("      - Sở Tư pháp\n", "",
         "plan.yaml:17: Cơ quan «Các sở, ban, ngành»: thành viên khác bản đã duyệt"),
        ("    symbol: SNV", "    part_of: UBND cấp xã",
         "plan.yaml:13: Cơ quan «Sở Nội vụ»: cơ quan mà nó trực thuộc khác bản đã duyệt"),
    ],
)  # fmt: skip
def test_a_part_that_changed_is_named_where_it_stands(
    since: Since, old: str, new: str, said: str
) -> None:
    assert since(old, new) == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: 2021-12-31", "to: 2022-12-31", "Văn bản: thời kỳ"),
        ("date: 2021-01-02", "date: 2021-01-03", "Văn bản: ngày ban hành"),
        ("subject: Thử một quy tắc", "subject: Thử", "Văn bản: trích yếu"),
        ("place: Mẫu", "place: Mẫu\n  follow_up: Sở Nội vụ", "Văn bản: cơ quan theo dõi"),
        ("agencies:\n  - name", "targets: [{name: Điểm, value: năm}]\nagencies:\n  - name",
         "Kế hoạch: chỉ tiêu"),
        ("name: Tham gia của", "name: Sự tham gia của", "Chỉ số nội dung 1: tên"),
        ("name: Tri thức công dân", "name: Tri thức công dân\n        targets: [{name: a, value: b}]",
         "Nội dung thành phần 1.1: chỉ tiêu"),
    ],
)  # fmt: skip
def test_what_holds_for_all_tasks_was_signed_off_too(
    since: Since, old: str, new: str, said: str
) -> None:
    (found,) = since(old, new)
    assert found.split(": ", 1)[1] == f"{said} khác bản đã duyệt"


def test_a_merged_cell_that_changed_is_a_change_of_each_task_that_inherits_it(since: Since) -> None:
    found = since("          - UBND cấp xã\n", "          - Sở Tư pháp\n")
    assert [each.split(": ", 1)[1] for each in found] == [
        "Nhiệm vụ 1.1.a: cơ quan chủ trì khác bản đã duyệt",
        "Nhiệm vụ 1.1.b: cơ quan chủ trì khác bản đã duyệt",
    ]


def test_a_merged_cell_is_named_where_it_stands(since: Since) -> None:
    assert {each.split(":")[1] for each in since("Thường xuyên", "Năm 2021")} == {"33"}


def test_ties_that_came_or_went_are_a_change_of_their_agency(since: Since) -> None:
    members = "    members:\n      - Sở Nội vụ\n      - Sở Tư pháp\n"
    (found,) = since(members, "")
    assert found.endswith("Cơ quan «Các sở, ban, ngành»: thành viên khác bản đã duyệt")
    (found,) = since(
        "  - {name: UBND cấp xã, reports: never}\n",
        f"  - name: UBND cấp xã\n    reports: never\n{members}",
    )
    assert found.endswith("Cơ quan «UBND cấp xã»: thành viên khác bản đã duyệt")


@pytest.mark.parametrize(
    ("old", "new"),
    [("text: Tập huấn", "text: [x]"), ("  number: 1/KH-UBND\n", ""), ("symbol: SNV", "aliases: x")],
)
def test_a_slip_of_form_is_mended_before_anything_is_compared(
    since: Since, old: str, new: str
) -> None:
    (found,) = since(old, new)
    assert "Chưa đối chiếu được với bản đã duyệt" in found


def test_the_same_words_for_another_agency_are_a_change(write: Write) -> None:
    aliased = PLAIN.replace(
        "    symbol: SNV", "    symbol: SNV\n    aliases: [cơ quan thường trực]"
    )
    aliased = aliased.replace("          - UBND cấp xã\n", "          - cơ quan thường trực\n")
    aliased = aliased.replace("  - {name: UBND cấp xã, reports: never}\n", "")
    signed = write(render_baseline(load_valid(write(aliased), "plan.yaml")), "signed.yaml")
    other = aliased.replace("    aliases: [cơ quan thường trực]\n", "").replace(
        "  - name: Sở Tư pháp\n", "  - name: Sở Tư pháp\n    aliases: [cơ quan thường trực]\n"
    )
    found = check_file(write(other), "plan.yaml", baseline=read(signed, "signed.yaml"))
    assert {each.message.split(";")[0] for each in found if each.rule == "baseline"} == {
        "Nhiệm vụ 1.1.a: cơ quan chủ trì khác bản đã duyệt",
        "Nhiệm vụ 1.1.b: cơ quan chủ trì khác bản đã duyệt",
    }


def test_a_task_that_came_and_one_that_went_are_named(since: Since) -> None:
    row = "          - id: b\n            text: Tập huấn\n            deadline: Quý II/2021\n"
    assert since(row, row + row.replace("id: b", "id: c").replace("Tập huấn", "Thi đua")) == [
        "plan.yaml:42: Nhiệm vụ 1.1.c không có trong bản đã duyệt"
    ]
    (gone,) = since(row, "")
    assert gone == "signed.yaml:13: Nhiệm vụ 1.1.b của bản đã duyệt không còn trong kế hoạch"


def test_a_task_whose_number_moved_is_known_by_its_words(since: Since) -> None:
    assert since("id: b", "id: c") == ["plan.yaml:39: Nhiệm vụ 1.1.c là 1.1.b của bản đã duyệt"]


def test_tasks_that_changed_places_are_known_by_their_words(since: Since) -> None:
    first = "          - id: a\n            text: Tuyên truyền\n"
    found = since(
        PLAIN[PLAIN.index(first) :].rstrip("\n"),
        "          - id: a\n            text: Tập huấn\n            deadline: Quý II/2021\n"
        "          - id: b\n            text: Tuyên truyền\n            coordinating:\n"
        "              - Các sở, ban, ngành",
    )
    assert [each.split(": ", 1)[1] for each in found] == [
        "Nhiệm vụ 1.1.a là 1.1.b của bản đã duyệt",
        "Nhiệm vụ 1.1.b là 1.1.a của bản đã duyệt",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Tập huấn", "text: Tập huấn\n            doubts: {text: Chữ mờ.}"),
        (
            "text: Tập huấn",
            "# một lời ghi chú\n            text:\n              Tập\n              huấn",
        ),
        ("    symbol: SNV", "    symbol: SNOIVU"),
    ],
)
def test_what_was_not_signed_off_may_change(since: Since, old: str, new: str) -> None:
    assert since(old, new) == []


def test_the_baseline_of_another_plan_says_so_and_nothing_else(since: Since) -> None:
    assert since("number: 1/KH-UBND", "number: 2/KH-UBND") == [
        "signed.yaml:4: Bản đã duyệt là của kế hoạch khác («1/KH-UBND»)"
    ]


def test_a_plan_with_other_errors_is_still_compared(since: Since) -> None:
    found = since("          - UBND cấp xã\n", "          - UBND cấp xóm\n")
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "schema: 1\n", "- a\n", "baseline: 2\nplan: x\ntasks: {}\nduties: {}\nagencies: {}\n",
        "baseline: 1\nplan: x\ntasks: []\nduties: {}\nagencies: {}\ndocument: {}\nsections: {}\n",
        "baseline: 1\nplan: x\ntasks: {a: {text: 1}}\nduties: {}\nagencies: {}\n",
        "baseline: 1\nplan: x\ntasks: {a: 1}\nduties: {}\nagencies: {}\n",
        "baseline: 1\nplan: x\n", "a: [", "baseline: 1\nbaseline: 1\n",
    ],
)  # fmt: skip
def test_a_file_that_is_no_baseline_is_refused(write: Write, text: str) -> None:
    with pytest.raises(FileError, match="không phải là bản đã duyệt"):
        read(write(text), "x.yaml")


def test_names_that_yaml_would_misread_stand_in_quotes(write: Write) -> None:
    odd = PLAIN.replace("Các sở, ban, ngành", '"no: #1 \\"x\\""').replace("id: b", 'id: "1.0"')
    loaded = load_valid(write(odd), "plan.yaml")
    again = read(write(render_baseline(loaded), "signed.yaml"), "signed.yaml")
    assert 'no: #1 "x"' in again.parts["agencies"]
    assert set(again.parts["tasks"]) == {"1.1.a", "1.1.1.0"}


def test_only_a_baseline_is_written_anew(shipped: LoadedPlan) -> None:
    assert is_baseline(render_baseline(shipped), "263/KH-UBND")
    assert not is_baseline(render_baseline(shipped), "1/KH-UBND")
    assert not is_baseline(PLAIN, "1/KH-UBND")


def test_a_baseline_of_an_older_version_is_compared_in_what_it_holds(write: Write) -> None:
    old = PLANS / "signed_off_version_1.yaml"
    plan = (PLANS / "good" / "baseline.yaml").read_text(encoding="utf-8")
    for text, said in [
        (plan, []),
        (plan.replace("text: Tập huấn", "text: Tập huấn\n            note: Mới"), []),
        (plan.replace("text: Tập huấn", "text: Đào tạo"), ["Nhiệm vụ 1.1.b: nội dung khác bản"]),
    ]:
        found = check_file(write(text), "plan.yaml", baseline=read(old, "old.yaml"))
        problems = [each for each in found if each.rule == "baseline"]
        errors = [each for each in problems if each.level is Level.ERROR]
        (note,) = [each for each in problems if each.level is Level.NOTE]
        assert (note.file, note.line) == ("old.yaml", 3)
        assert note.message.startswith(
            "Bản đã duyệt do phiên bản cũ viết nên chưa giữ phấn đấu về chỉ số, tệp văn bản nguồn,"
            " cơ quan theo dõi, mã số trong chỉ số PAPI, ghi chú, cột khác, phần việc, thời hạn;"
        )
        assert [each.message[: len(part)] for each, part in zip(errors, said, strict=True)] == said


def test_a_baseline_knows_that_there_was_an_act(write: Write) -> None:
    act = "place: Mẫu\n  source: act.txt"
    signed = load_valid(write(PLAIN.replace("place: Mẫu", act)), "plan.yaml")
    baseline = read(write(render_baseline(signed), "signed.yaml"), "signed.yaml")
    said = [each.message for each in check_file(write(PLAIN), "x", baseline=baseline)]
    assert any("Văn bản: tệp văn bản nguồn khác bản đã duyệt" in each for each in said)


def test_a_baseline_of_a_former_number_is_the_plans(write: Write) -> None:
    signed = load_valid(write(PLAIN.replace("number: 1/KH", "number: /KH")), "plan.yaml")
    baseline = read(write(render_baseline(signed), "signed.yaml"), "signed.yaml")
    now = PLAIN.replace("  date:", "  former_numbers: [/KH-UBND]\n  date:")
    found = check_file(write(now), "x", baseline=baseline)
    assert [each for each in found if each.level is Level.ERROR] == []


def test_a_baseline_settles_what_the_act_leaves_open() -> None:
    plan = PLANS / "bad" / "unsettled.yaml"
    loaded = load_valid(plan, "x")
    assert [each.level for each in check(loaded, [RULES["unsettled"]])] == [Level.WARNING]
    assert [each.level for each in check(loaded, [RULES["unsettled"]], signed=True)] == [Level.NOTE]

"""The rule that compares a plan with its act."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import check_file
from tests.checking.small import PLAIN, problems
from tests.conftest import PLAN, PLANS, Result


def test_an_act_that_cannot_be_read_is_a_problem_at_its_name(write: Callable[[str], Path]) -> None:
    text = PLAIN.replace("place: Mẫu", "place: Mẫu\n  source: không_có.txt")
    (found,) = check_file(write(text), "x")
    assert (found.rule, found.line) == ("source", 9)
    assert "Không có tệp" in found.message


@pytest.mark.parametrize(
    ("source", "what"), [("a/b.txt", "thư mục «a»"), ("b.txt", "tệp ấy")], ids=["folder", "file"]
)
def test_of_an_act_that_was_left_behind_it_is_said_what_to_copy(
    write: Callable[..., Path], source: str, what: str
) -> None:
    text = PLAIN.replace("place: Mẫu", f"place: Mẫu\n  source: {source}")
    (found,) = problems(write, text)
    said = f"Không có tệp «{source}» là văn bản nguồn; chép cả {what} để cạnh tệp kế hoạch."
    assert said in found


def test_a_row_under_another_letter_than_the_acts_is_found(
    write: Callable[[str], Path], tmp_path: Path
) -> None:
    act = (PLANS / "good" / "act.txt").read_text(encoding="utf-8")
    (tmp_path / "act.txt").write_text(act, encoding="utf-8")
    text = PLAIN.replace("Một kế hoạch", "x").replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    (found,) = problems(write, text.replace("id: b", "id: c"))
    assert "ghi «b» trước câu này, không phải «c»" in found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Tập huấn cho cán bộ, công chức cấp thôn",
            ": 1.1.b, nội dung: khác văn bản nguồn từ chữ «thôn»",
        ),
        ("Một câu khác hẳn", "không có trong văn bản nguồn ở chỗ này"),
    ],
)
def test_a_departure_from_the_act_says_from_which_word(
    write: Callable[[str], Path], tmp_path: Path, typed: str, said: str
) -> None:
    act = (PLANS / "good" / "act.txt").read_text(encoding="utf-8")
    act = act.replace("Tập huấn", "Tập huấn cho cán bộ, công chức cấp xã")
    (tmp_path / "act.txt").write_text(act, encoding="utf-8")
    text = PLAIN.replace("Tập huấn", typed).replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    (found,) = problems(write, text)
    assert said in found


@pytest.mark.parametrize("outside", ["/etc/hostname", "../act.txt", "x/../../act.txt"])
def test_no_file_outside_the_plans_folder_is_read(
    write: Callable[[str], Path], outside: str
) -> None:
    text = PLAIN.replace("place: Mẫu", f"place: Mẫu\n  source: {outside}")
    (found,) = problems(write, text)
    assert "phải nằm trong thư mục của kế hoạch" in found


def test_corrections_that_feed_each_other_end(write: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text("x", encoding="utf-8")
    bomb = "\n              - {source: aa, reading: a}" * 60
    text = PLAIN.replace("text: Tập huấn", f"text: aaaa\n            corrections:{bomb}")
    text = text.replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    assert any("source" in each for each in problems(write, text))


def test_separators_without_agencies_end(write: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text("; " * 200, encoding="utf-8")
    text = PLAIN.replace("Quý II/2021", '"' + ";" * 40 + 'x"')
    text = text.replace("place: Mẫu", "place: Mẫu\n  source: act.txt")
    assert any("source" in each for each in problems(write, text))


def test_the_deadline_of_a_duty_is_in_the_acts_own_words(
    papi: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    act = "source/ke_hoach_263_2021.txt"
    (tmp_path / act).write_bytes((PLAN.parent / act).read_bytes())
    text = PLAN.read_text(encoding="utf-8")
    path = tmp_path / "plan.yaml"
    for deadline, code in (("cuối NĂM", 0), ("Quý I-II/2021", 1), ("Trước 15/12", 1)):
        path.write_text(text.replace("deadline: Cuối năm", f"deadline: {deadline}"), "utf-8")
        told = papi("check", "--no-notes", str(path))
        assert told.code == code
        assert (f"Thời hạn «{deadline}» của điểm III.1" in told.out) is bool(code)

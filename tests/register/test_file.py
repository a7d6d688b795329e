"""The register's file: written as YAML, read fast, and never otherwise than as YAML."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.errors import FileError
from papi_cli.plan import yaml_reader
from papi_cli.plan.list_file import load_list
from papi_cli.register import file
from papi_cli.register.file import REGISTER, read_register, register_problems, render, rows_of
from papi_cli.register.rows import COUNT_KEYS, DocumentRef, PlanRef, Row
from tests.conftest import examples
from tests.register.small import YEN_DUONG, a_return, filed

AS_WRITTEN = """\
- no: 12
  kind: return
  received: 2021-12-16
  arrival_number: "1187"
  agency: UBND xã Yến Dương
  period: Năm 2021
  document: {number: 45/BC-UBND, date: 2021-12-15}
  via: email
  name: BC PAPI xã Yến Dương (sửa lần 2).docx
  stored: goc/0012-ubnd-xa-yen-duong.docx
  sha256: 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
  plan: {number: 263/KH-UBND, date: 2021-05-10, fingerprint: k3v9}
  counts: {done: 40, in_progress: 3, not_started: 12, not_applicable: 3}
  verdict: accepted
  supersedes: 7
"""


def as_yaml(text: str) -> Any:
    return yaml_reader.parse(text).value


# Written


def test_a_row_is_written_as_the_guide_shows_it() -> None:
    assert render(YEN_DUONG) == AS_WRITTEN


def test_what_is_not_there_is_left_out_and_counts_of_nothing_are_kept() -> None:
    row = Row(no=1, kind="return", received=date(2021, 12, 16), reason="", counts={})
    assert render(row) == "- no: 1\n  kind: return\n  received: 2021-12-16\n  counts: {}\n"


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "null", "1.10", "01834", "1e3", "0x1F", "2021-12-16", "12:30", "a: b", "a #b",
     "- a", "a, b", "{a}", "[a]", '"a"', "'a'", "a\\b", " a", "a ", "a  b", "a\tb", "a\nb", "*a",
     "&a", "!a", "%a", "@a", "`a`", "|", ">", "?", "-", "~", "=", "a\u00a0b", "a\u200bb",
     "a\u2028b", "a\x85b", "a\x00b", "a\x7fb", "🙂", "Yến"],
)  # fmt: skip
def test_a_text_comes_back_as_it_was_whatever_yaml_would_make_of_it(text: str) -> None:
    row = replace(YEN_DUONG, name=text, document=DocumentRef(number=text))
    (read,) = as_yaml(render(row))
    assert (read["name"], read["document"]["number"]) == (text, text)
    assert file._written_by_papi(render(row)) == [read]


def test_bytes_of_a_name_that_are_no_text_are_replaced() -> None:
    assert as_yaml(render(replace(YEN_DUONG, name="b\udc8ao.docx")))[0]["name"] == "b\ufffdo.docx"


# Read

TEXTS = st.text(min_size=1, max_size=20)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
ROWS = st.builds(
    Row,
    no=st.integers(0, 10**8),
    kind=st.sampled_from(["return", "sent_back", "correction", "extension", "closing"]),
    received=DAYS,
    agency=st.none() | TEXTS,
    name=st.none() | TEXTS,
    document=st.none() | st.builds(DocumentRef, number=st.none() | TEXTS, date=st.none() | DAYS),
    plan=st.none() | st.builds(PlanRef, number=TEXTS, date=st.none() | DAYS),
    counts=st.none() | st.dictionaries(st.sampled_from(COUNT_KEYS), st.integers(0, 200)),
    verdict=st.none() | st.sampled_from(["accepted", "with_remarks", "unreadable"]),
    reason=st.none() | TEXTS,
)


@examples(60, 1000)
@given(st.lists(ROWS, max_size=3))
def test_any_row_is_read_as_it_was_written_both_ways(rows: list[Row]) -> None:
    text = "".join(map(render, rows))
    slow = load_list(text.encode(), "x", Row, 20_000)
    assert slow.problems == ()
    assert "".join(map(render, slow.items)) == text
    fast = file._written_by_papi(text)
    assert fast == (as_yaml(text) or [])


EDITED = st.tuples(
    st.integers(0, len(AS_WRITTEN)),
    st.integers(0, 12),
    st.text(alphabet="\n\r\t -:#,{}[]\"'\\&*!|>%@`~au0189ộ\x85\u2028\ufeff\x7f.?", max_size=4),
)


@examples(300, 5000)
@given(st.lists(EDITED, min_size=1, max_size=3))
def test_a_text_that_was_edited_is_read_as_yaml_reads_it_or_left_to_yaml(
    edits: list[tuple[int, int, str]],
) -> None:
    text = f"{file.HEAD}{AS_WRITTEN}- no: 13\n  kind: closing\n"
    for at, length, new in edits:
        text = text[:at] + new + text[at + length :]
    fast = file._written_by_papi(text)
    if fast is not None:
        tree = yaml_reader.parse(text)
        assert (fast, ()) == (tree.value or [], tree.errors)


def test_a_folder_without_a_register_has_none(tmp_path: Path) -> None:
    assert read_register(tmp_path) is None
    assert read_register(tmp_path / "nơi khác") is None


def test_a_register_is_read_whatever_its_line_ends_and_comments(tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế", "Sở Nội vụ")
    register = read_register(tmp_path)
    assert register is not None
    rows = register.rows
    assert [each.agency for each in rows] == ["Sở Y tế", "Sở Nội vụ"]
    text = path.read_text(encoding="utf-8")
    for other in (
        text.replace("\n", "\r\n"),
        "\ufeff" + text,
        text.removesuffix("\n"),
        text.replace("- no: 2", "# ghi chú\n\n- no: 2"),
        text.replace("kind: return", "kind: 'return'"),
        text + "\n\n",
    ):
        path.write_bytes(other.encode())
        assert read_register(tmp_path) == register


def test_a_register_of_comments_alone_has_no_rows() -> None:
    assert rows_of(file.HEAD.encode(), "x") == ((), [])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "trống"),
        (AS_WRITTEN.encode("utf-16"), "UTF-16"),
        (b"- no: 1\n", "chưa hợp lệ; chạy «papi check "),
        (b"- no: [\n", "chưa hợp lệ; chạy «papi check "),
        (b"rows: []\n", "chưa hợp lệ; chạy «papi check "),
        (AS_WRITTEN.encode(), "chưa hợp lệ; chạy «papi check "),
    ],
)
def test_what_is_no_register_is_refused_with_a_sentence(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    (tmp_path / REGISTER).write_bytes(data)
    with pytest.raises(FileError, match=sentence) as caught:
        read_register(tmp_path)
    assert str(caught.value).count("\n") == 0


def test_what_is_wrong_is_shown_above_the_sentence(tmp_path: Path) -> None:
    path = filed(tmp_path, "Sở Y tế")
    path.write_text(path.read_text(encoding="utf-8").replace("no: 1", "no: 2"), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_register(tmp_path)
    assert caught.value.details == (
        f"{path}:2:7: lỗi row-number: Dòng thứ 1 của sổ mang số 2; số thứ tự chạy 1, 2, 3 …, dòng"
        " này phải là 1: tìm lại dòng đã mất, hoặc sửa số.\n"
    )


def closings(count: int) -> bytes:
    row = Row(no=1, kind="closing", received=date(2021, 12, 20), period="Năm 2021")
    return "".join(render(replace(row, no=no + 1)) for no in range(count)).encode()


def test_a_register_has_twenty_thousand_rows_and_not_one_more() -> None:
    assert len(rows_of(closings(20_000), "x")[0]) == 20_000
    rows, (problem,) = rows_of(closings(20_001), "x")
    assert (rows, problem.message) == (
        (), "Cả tệp có quá 20000 mục; kiểm tra lại có chép nhầm không."
    )  # fmt: skip


def test_line_ends_that_editors_do_not_count_are_refused() -> None:
    rows, (problem,) = rows_of(closings(2).replace(b"\n  kind", b"\r  kind", 1), "x")
    assert (rows, problem.rule) == ((), "yaml-syntax")


def seconds(do: Callable[[], object]) -> float:
    """Return the processor's time of the fastest of five runs."""
    times = []
    for _ in range(5):
        start = time.process_time()
        do()
        times.append(time.process_time() - start)
    return min(times)


def test_a_thousand_rows_are_read_in_less_than_the_time_of_yaml() -> None:
    rows = [
        replace(
            a_return(no=no + 1, name=f"BC {no}.docx"),
            stored=f"goc/{no}.docx",
            sha256=f"{no:064x}",
            document=DocumentRef(number=f"{no}/BC-UBND"),
        )
        for no in range(1000)
    ]
    data = "".join(map(render, rows)).encode()
    assert rows_of(data, "x") == (tuple(rows), [])
    yaml = seconds(lambda: load_list(data, "x", Row, 20_000))
    assert seconds(lambda: rows_of(data, "x")) < 0.7 * yaml  # a third, where nothing else runs


# Judged


def test_a_register_that_papi_wrote_has_no_problem(tmp_path: Path) -> None:
    assert register_problems(filed(tmp_path, "Sở Y tế", "Sở Nội vụ")) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: return", "kind: returned", "3:9 schema Khóa «kind» phải là return, sent_back, correction, extension hoặc closing, không phải «returned»."),
        ("  via: email\n", "  via: email\n  vía: x\n", "10:3 schema Không có khóa «vía»; có phải «via»?"),
        ("received: 2021-12-16", "received: 2021-02-30", "4:13 schema Khóa «received» là «2021-02-30», không phải một ngày có trên lịch viết theo NĂM-THÁNG-NGÀY; tháng và ngày đủ hai chữ số, như 2021-05-10."),
        ('arrival_number: "1187"', "arrival_number: 1187", '5:19 schema Khóa «arrival_number» là 1187 không có ngoặc kép; viết "1187".'),
        ("  kind: return\n", "", "2:3 schema Mục thứ 1 thiếu khóa «kind»."),
        ("done: 40", "done: nhiều", "14:18 schema Khóa «done» phải là một số đếm, không phải «nhiều»."),
        ("period: Năm 2021", "period:", "7:10 schema Khóa «period» để trống; ghi giá trị hoặc bỏ cả dòng."),
        ("number: 263/KH-UBND, ", "", "13:9 schema Mục «plan» thiếu khóa «number»."),
        ("  via: email\n", "  via: email\n  via: usb\n", "10:3 duplicate-key Khóa «via» viết hai lần trong cùng một mục (lần đầu ở dòng 9); chỉ giữ một."),
        ("via: email", "via: [email", "9:8 yaml-syntax Ngoặc vuông «[» mở ra ở đây mà không đóng, hoặc thiếu dấu phẩy."),
    ],
)  # fmt: skip
def test_a_slip_of_form_has_its_place_and_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = filed(tmp_path, "Sở Y tế")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (problem,) = register_problems(path, "so_nhan.yaml")
    assert f"{problem.line}:{problem.column} {problem.rule} {problem.message}" == said


def test_of_very_many_problems_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / REGISTER
    path.write_text("- {no: 1, kind: x, received: y}\n" * 2000, encoding="utf-8")
    problems = register_problems(path)
    assert 1 < len(problems) < 1100
    path.write_bytes(closings(1500).replace(b"  period: N\xc4\x83m 2021\n", b""))
    problems = register_problems(path)
    assert len(problems) == 1001
    assert problems[-1].message.startswith("Còn nhiều")

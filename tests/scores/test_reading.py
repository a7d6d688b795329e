"""Files of scores, as people, spreadsheets and strangers write them."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from papi_cli.errors import FileError
from papi_cli.scores.reading import ScoreFile, cell_column, read_scores

Write = Callable[[str | bytes], Path]
PLAIN = "province,number,2020,2021\nBắc Kạn,total,42.7229,42.1530\nBắc Kạn,1,5.2225,\n"


def read(write: Write, content: str | bytes) -> ScoreFile:
    return read_scores(write(content), "so.csv")


def said(found: ScoreFile) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule}: {each.message}" for each in found.problems]


def value(found: ScoreFile, number: str = "total", year: int = 2021) -> Decimal | None:
    return found.scores.published([number], year).get("Bắc Kạn")


def test_a_plain_file_is_read(write: Write) -> None:
    found = read(write, PLAIN)
    assert said(found) == []
    assert (value(found), value(found, "1", 2020)) == (Decimal("42.1530"), Decimal("5.2225"))
    assert (found.scores.years, found.scores.provinces) == ((2020, 2021), ("Bắc Kạn",))
    assert found.scores.numbers == ("total", "1")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace(",", ";").replace(".", ","),
        PLAIN.replace(",", "\t").replace(".", ","),
        PLAIN.replace("42.1530", '"42,1530"').replace("Bắc Kạn", '"Bắc Kạn"'),
        "# nguồn: báo cáo, 2021; \n\n" + PLAIN + ",,,\n\n",
        '"# Excel đặt ngoặc kép, vì có dấu phẩy",,,\n' + PLAIN,
        PLAIN.replace(",", " , "),
        PLAIN.replace("province,number", "Tỉnh,Mã số").replace("total", "Tổng điểm"),
        PLAIN.replace("2021\n", "2021,,\n"),
        PLAIN.replace("\n", ",,\n"),
        PLAIN.rstrip("\n"),
        PLAIN.replace("Bắc Kạn,1", "BẮC KẠN,1"),
    ],
)
def test_a_file_is_read_however_a_spreadsheet_saved_it(write: Write, text: str) -> None:
    found = read(write, text)
    assert said(found) == []
    assert (value(found), value(found, "1", 2020)) == (Decimal("42.153"), Decimal("5.2225"))
    assert value(found, "1") is None


def test_a_year_is_added_by_pasting_a_column(write: Write) -> None:
    lines = [
        f"{line},{cell}"
        for line, cell in zip(PLAIN.splitlines(), ("2022", "42.4369", "5.3885"), strict=True)
    ]
    found = read(write, "\n".join(lines))
    assert (said(found), value(found, "total", 2022)) == ([], Decimal("42.4369"))


def test_comments_are_kept(write: Write) -> None:
    assert read(write, f"# Nguồn: báo cáo PAPI\n{PLAIN}").scores.notes == ("Nguồn: báo cáo PAPI",)


@pytest.mark.parametrize(
    ("old", "new", "place", "rule", "words"),
    [
        ("42.1530", "NaN", "2:23", "scores-value", "«NaN» không phải một giá trị"),
        ("42.1530", "1e999", "2:23", "scores-value", "«1e999» không phải"),
        ("42.1530", "inf", "2:23", "scores-value", "không phải"),
        ("42.1530", "-1", "2:23", "scores-value", "không phải"),
        ("42.1530", "٤٢", "2:23", "scores-value", "không phải"),
        ("42.1530", "=1+1", "2:23", "scores-value", "không phải"),
        ("42.1530", "4" * 500, "2:23", "scores-value", "không phải"),
        ("42.1530", "0", "2:23", "scores-value", "ngoài thang điểm"),
        ("42.1530", "421", "2:23", "scores-value", "không quá 100"),
        ("5.2225", "52.225", "3:11", "scores-value", "không quá 10"),
        ("42.1530", "42,153", "2:26", "scores-form", "để trong ngoặc kép"),
        ("2021", "2020", "1:22", "scores-twice", "Năm 2020 có hai cột"),
        ("2021", "21", "1:22", "scores-form", "không phải một năm"),
        ("2021", "1821", "1:22", "scores-form", "từ 2009 đến 2100"),
        ("province,", "tinh_thanh,", "1:1", "scores-form", "Hai cột đầu"),
        (",2020,2021\n", "\n", "1:10", "scores-form", "không có cột năm nào"),
        ("Bắc Kạn,1", "bac kan,total", "3:1", "scores-twice", "đã có ở dòng 2"),
        ("Bắc Kạn,1", "Bắc Kạn,1.1.1", "3:9", "scores-form", "«1.1.1» không phải mã số"),
        ("Bắc Kạn,1", "Bắc Kạn,", "3:9", "scores-form", "không phải mã số"),
        ("Bắc Kạn,1", ",1", "3:1", "scores-form", "không phải tên một tỉnh"),
        ("Bắc Kạn,1", "B" * 80 + ",1", "3:1", "scores-form", "không phải tên một tỉnh"),
        ("Bắc Kạn,1", '"Bắc Kạn,1', "3:1", "scores-form", "ngoặc kép"),
        ("Bắc Kạn,1", "x" * 20_000, "3:1", "scores-form", "dài hơn 10000 chữ"),
    ],
)
def test_a_slip_is_one_sentence_at_its_line_and_column(
    write: Write, old: str, new: str, place: str, rule: str, words: str
) -> None:
    assert PLAIN.count(old) >= 1
    (problem,) = said(read(write, PLAIN.replace(old, new, 1)))
    assert problem.startswith(f"{place} {rule}: ")
    assert words in problem
    assert len(problem) < 400


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        (b"", "trống"), (b"\xff\xfe\x00", "UTF-16"), (b"a\x80b", "không dùng mã UTF-8"),
        (b"\x80\x00", "không phải là tệp văn bản"),
    ],
)  # fmt: skip
def test_what_is_no_text_cannot_be_read(write: Write, content: bytes, said_of_it: str) -> None:
    with pytest.raises(FileError, match=said_of_it):
        read(write, content)


def test_a_file_of_comments_has_no_head(write: Write) -> None:
    assert "không có hàng tiêu đề" in said(read(write, "# không có gì\n"))[0]


def test_control_characters_do_not_reach_a_sentence(write: Write) -> None:
    (problem,) = said(read(write, PLAIN.replace("Bắc Kạn,1", "Bắc\x1b[31m Kạn,x")))
    assert "\x1b" not in problem


def test_too_many_rows_years_or_problems_end_the_reading(write: Write) -> None:
    many = "province,number,2021\n" + "".join(f"Tỉnh {at},1,5\n" for at in range(20_001))
    assert "hơn 20000 hàng" in said(read(write, many))[-1]
    wide = "province,number," + ",".join(str(2009 + at) for at in range(101))
    assert "hơn 100 năm" in said(read(write, wide))[0]
    wrong = "province,number,2021\n" + "".join(f"Tỉnh {at},1,x\n" for at in range(3000))
    found = said(read(write, wrong))
    assert len(found) == 1001
    assert "Còn nhiều vấn đề" in found[-1]


def test_a_hostile_megabyte_is_read_in_bounded_time(write: Write) -> None:
    for text in ('"' * 1_000_000, "province,number,2021\n" + '"a"",' * 200_000, "#\n" * 500_000):
        begun = time.process_time()
        read(write, text)
        assert time.process_time() - begun < 5


@pytest.mark.parametrize(("at", "column"), [(0, 1), (1, 9), (2, 11), (3, 18)])
def test_the_column_of_a_cell_minds_quotes(at: int, column: int) -> None:
    assert cell_column('"B, ắc",1,"42,1",x', ",", at) == column

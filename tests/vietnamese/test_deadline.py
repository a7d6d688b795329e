"""Vietnamese time phrases."""

import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.vietnamese.deadline import (
    Kind,
    Obstacle,
    day,
    is_present,
    names_other_year,
    obstacle,
    parse,
    present,
)

TIMES = Path(__file__).with_name("times.txt")
ISSUED = date(2026, 1, 20)
YEARS = st.integers(2000, 2100)


def span(text: str, year: int | None = 2021) -> tuple[str, str | None, str | None]:
    found = parse(text, year)
    return (
        found.kind.value,
        found.start.isoformat() if found.start else None,
        found.end.isoformat() if found.end else None,
    )


def rows() -> list[list[str]]:
    """Return the rows of the table: phrase, kind, dates, how often, plan."""
    lines = TIMES.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return [([cell.strip() for cell in line.split("|")] + [""] * 4)[:5] for line in kept]


def read(phrase: str, plan: str) -> list[str]:
    """Return what papi reads in a phrase of the table: kind, dates, how often."""
    year = None if plan == "2026-2030" else 2026
    found = parse(phrase.replace("\\n", "\n"), year, ISSUED, counted=plan == "days")
    dates = [f"{each.start or ''}..{each.end or ''}" for each in found.dates]
    if found.recurrence:
        last = min(found.end or date.max, date(year or 2030, 12, 31))
        days = [str(end) for _, end in found.recurrence.times(date(2026, 1, 1), last)]
        dates = [days[0], days[-1]]
    return [found.kind.value, " ".join(dates), found.every or ""]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} {row[4]}".strip())
def test_a_time_is_read_as_a_person_reads_it(row: list[str]) -> None:
    phrase, *expected, plan = row
    assert read(phrase, plan) == expected


def test_the_table_is_of_hundreds_of_phrases_each_once() -> None:
    told = [(row[0], row[4]) for row in rows()]
    assert len(told) >= 400
    assert len(told) == len(set(told))


def test_accents_tell_june_from_the_next_month() -> None:
    assert parse("trước ngày 05 tháng sau", 2026).kind is Kind.RECURRING
    assert parse("trước ngày 05 tháng sáu", 2026).kind is Kind.OTHER


def test_each_milestone_keeps_its_own_words() -> None:
    found = parse("Dự thảo trước ngày 15/3/2026;\ntrình ký (lần 2) trước ngày 30/4/2026", 2026)
    assert [each.text for each in found.dates] == [
        "Dự thảo trước ngày 15/3/2026",
        "trình ký (lần 2) trước ngày 30/4/2026",
    ]


@pytest.mark.parametrize(
    ("phrase", "year", "why"),
    [
        ("Quý III", None, Obstacle.YEAR),
        ("Trước ngày 30/6", None, Obstacle.YEAR),
        ("6/30/2025", 2025, Obstacle.MONTH_FIRST),
        ("100 ngày", 2025, Obstacle.DAYS),
        ("Theo tiến độ", 2025, None),
        ("31/6/2025", 2025, None),
    ],
)
def test_it_is_told_why_a_time_is_not_understood(
    phrase: str, year: int | None, why: Obstacle | None
) -> None:
    assert parse(phrase, year, ISSUED).kind is Kind.OTHER
    assert obstacle(phrase, year, ISSUED) is why


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("quý này", date(2026, 10, 1), date(2026, 12, 31)),
        ("THANG NAY", date(2026, 11, 1), date(2026, 11, 30)),
        ("tuần này", date(2026, 11, 23), date(2026, 11, 29)),
        ("năm nay", date(2026, 1, 1), date(2026, 12, 31)),
        ("hôm nay", date(2026, 11, 27), date(2026, 11, 27)),
    ],
)
def test_the_present_is_of_the_day_that_is_given(phrase: str, first: date, last: date) -> None:
    assert is_present(phrase)
    assert present(phrase, date(2026, 11, 27)) == (first, last)


def test_other_times_are_not_the_present() -> None:
    assert present("Quý II/2026", ISSUED) is None
    assert not is_present("quý sau")


def test_a_phrase_tells_that_it_is_of_another_year() -> None:
    assert names_other_year("Trước ngày 31/01 năm liền kề")
    assert not names_other_year("Trước ngày 31/01/2027")


@pytest.mark.parametrize(
    "part", ["đến ", "hạn hoàn thành ", "a, ", "3/2026 và ", "tháng 3, ", "thường xuyên ", ") ("]
)
def test_no_phrase_takes_long(part: str) -> None:
    begun = perf_counter()
    parse((part * 300)[:300], 2026)
    assert perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Quý I-II/2021", "2021-01-01", "2021-06-30"),
        ("Quý III/2021", "2021-07-01", "2021-09-30"),
        ("quý 2 năm 2022", "2022-04-01", "2022-06-30"),
        ("Quý I, II/2021", "2021-01-01", "2021-06-30"),
        ("Quý I và Quý II", "2021-01-01", "2021-06-30"),
        ("Quý IV/2021 - Quý I/2022", "2021-10-01", "2022-03-31"),
        ("Tháng 6/2022", "2022-06-01", "2022-06-30"),
        ("Quý II-2021", "2021-04-01", "2021-06-30"),
        ("tháng 6 - 2021", "2021-06-01", "2021-06-30"),
        ("tháng 12-2021 đến tháng 2-2022", "2021-12-01", "2022-02-28"),
        ("Tháng 2/2024", "2024-02-01", "2024-02-29"),
        ("tháng 6-9/2021", "2021-06-01", "2021-09-30"),
        ("Năm 2021", "2021-01-01", "2021-12-31"),
        ("Trong năm 2026", "2026-01-01", "2026-12-31"),
        ("Trong năm", "2021-01-01", "2021-12-31"),
        ("từ tháng 9/2026 đến tháng 3/2029", "2026-09-01", "2029-03-31"),
        ("từ 01/3 đến hết ngày 30/6/2022", "2022-03-01", "2022-06-30"),
        ("giai đoạn 2017-2020", "2017-01-01", "2020-12-31"),
        ("6 tháng đầu năm 2025", "2025-01-01", "2025-06-30"),
        ("6 tháng cuối năm", "2021-07-01", "2021-12-31"),
        ("9 tháng đầu năm 2023", "2023-01-01", "2023-09-30"),
        ("3 tháng cuối năm 2023", "2023-10-01", "2023-12-31"),
    ],
)
def test_a_window_has_a_first_and_a_last_day(text: str, start: str, end: str) -> None:
    assert span(text) == ("window", start, end)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("trước ngày 30/6/2021", "2021-06-29"),
        ("trước 01/01/2022", "2021-12-31"),
        ("xong trước ngày 01/01/2030", "2029-12-31"),
        ("Xong trong tháng 5/2026", "2026-05-31"),
        ("Hoàn thành trong quý II", "2021-06-30"),
        ("chậm nhất ngày 15/5/2021", "2021-05-15"),
        ("Đến hết năm 2025", "2025-12-31"),
        ("trước tháng 6/2021", "2021-05-31"),
        ("30/6-2021", "2021-06-30"),
        ("ngày 15 tháng 5 năm 2021", "2021-05-15"),
        ("30-6-2021", "2021-06-30"),
        ("2021-06-30", "2021-06-30"),
    ],
)
def test_an_end_is_the_last_day_on_which_it_may_be_done(text: str, end: str) -> None:
    assert span(text) == ("by", None, end)


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("hằng tháng", "P1M"),
        ("Hàng quý", "P3M"),
        ("hằng năm", "P1Y"),
        ("hằng tuần", "P1W"),
        ("Định kỳ hằng quý", "P3M"),
        ("Định kỳ 6 tháng", "P6M"),
        ("6 tháng một lần", "P6M"),
    ],
)
def test_what_recurs_says_how_often(text: str, every: str) -> None:
    found = parse(text, 2021)
    assert (found.kind, found.every) == (Kind.RECURRING, every)


def test_all_the_time_is_ongoing() -> None:
    assert parse("Thường xuyên") == parse("Thường xuyên", None)
    assert parse("Thường xuyên").kind is Kind.ONGOING


@pytest.mark.parametrize(
    "text",
    [
        "",
        "trước ngày 31/2/2021",
        "Tháng 13/2021",
        "Quý V/2021",
        "từ tháng 9/2021 đến tháng 3/2021",
        "giai đoạn 2020-2017",
        "x" * 1000,
        "trước ngày 01/01/0001",
        "đến " * 45,
    ],
)
def test_what_is_not_understood_is_kept_word_for_word(text: str) -> None:
    found = parse(text, 2021)
    assert (found.kind, found.text) == (Kind.OTHER, text)
    assert (found.start, found.end, found.every, found.dates) == (None, None, None, ())


def test_a_phrase_without_year_means_nothing_without_a_year_of_the_plan() -> None:
    assert parse("Quý II", None).kind is Kind.OTHER
    assert parse("Quý II/2021", None).kind is Kind.WINDOW


@given(st.integers(1, 4), st.integers(1, 4), YEARS)
def test_quarters_are_whole_and_in_order(first: int, last: int, year: int) -> None:
    roman = ["I", "II", "III", "IV"]
    found = parse(f"Quý {roman[first - 1]}-{roman[last - 1]}/{year}", 1999)
    if first > last:
        assert found.kind is Kind.OTHER
    else:
        assert found.start == date(year, first * 3 - 2, 1)
        assert found.end == date(year, last * 3, monthrange(year, last * 3)[1])


@given(st.dates(date(2000, 1, 2), date(2100, 1, 1)))
def test_before_a_day_ends_the_day_before(when: date) -> None:
    found = parse(f"trước ngày {when.day}/{when.month}/{when.year}")
    assert found.end == when - timedelta(days=1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_as_users_and_as_machines_write_it(when: date) -> None:
    assert day(f"{when.day}/{when.month}/{when.year}") == when
    assert day(when.isoformat()) == when


def test_a_day_without_year_is_of_the_year_that_is_given() -> None:
    assert day("30/6", 2021) == date(2021, 6, 30)
    assert day("30/6") is None


@pytest.mark.parametrize("text", ["2021-13-45", "31/2/2021", "hôm nay", "30/6", ""])
def test_a_day_that_is_not_on_the_calendar_is_none(text: str) -> None:
    assert day(text) is None


@given(
    st.sampled_from(
        ["Quý II/2021", "trước ngày 30/6/2021", "hằng quý", "Thường xuyên", "Năm 2021"]
    ),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.booleans(),
)
def test_case_and_accents_do_not_count(text: str, change: object, bare: bool) -> None:
    assert callable(change)
    typed = change(text)
    if bare:
        letters = unicodedata.normalize("NFD", typed.replace("đ", "d").replace("Đ", "D"))
        typed = "".join(char for char in letters if not unicodedata.combining(char))
    found, known = parse(typed, 2021), parse(text, 2021)
    assert (found.kind, found.start, found.end, found.every) == (
        known.kind,
        known.start,
        known.end,
        known.every,
    )


@given(st.text(max_size=80), st.one_of(st.none(), YEARS))
def test_no_words_are_refused(text: str, year: int | None) -> None:
    found = parse(text, year)
    assert found.text == text
    assert found.start is None or found.end is None or found.start <= found.end
    assert (found.kind is Kind.RECURRING) == (found.every is not None)
    for each in found.dates:
        assert each.start or each.end
        assert each.text


def test_a_day_before_the_first_day_of_all_is_none() -> None:
    assert parse("trước ngày 1/1", 1).kind is Kind.OTHER


@pytest.mark.parametrize(
    "words",
    ["đến ", "phải hoàn thành ", "hạn ", "thường xuyên , ", "từ ngày ban hành ", "cuối năm "],
)
def test_words_that_come_again_and_again_are_read_at_once(words: str) -> None:
    started = process_time()
    assert parse(f"{words * 40}và kỳ 5", 2026).kind is Kind.OTHER
    assert process_time() - started < 1

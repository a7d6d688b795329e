"""What is wrong with the content of a file of scores: sums, provinces, numbers no plan knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from papi_cli.errors import MOST_PROBLEMS, FileError, Level, PapiError, Problem
from papi_cli.plan.index_numbers import (
    TOTAL,
    indexed_sections,
    is_sub_index,
    is_touched,
    number_order,
)
from papi_cli.plan.loader import LoadedPlan
from papi_cli.resources import SHIPPED_SCORES, data_dir
from papi_cli.safe_text import quoted, visible
from papi_cli.scores.provinces import nearest, province_key
from papi_cli.scores.reading import ScoreFile, read_scores
from papi_cli.scores.rules import NUMBER, PROVINCE, SUM
from papi_cli.scores.values import Row, Scores

TOLERANCE = Decimal("0.01")
"""What sums of rounded values may differ by; newspapers print sums of values rounded to 0,01."""


class InvalidScoresError(PapiError):
    """A file of scores that was read and has errors; `details` are the first, a line each."""

    exit_code = FileError.exit_code
    shown = 5

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.problems = problems
        self.details = "".join(f"{problem}\n" for problem in problems[: self.shown])
        if len(problems) > self.shown:
            self.details += f"… và {len(problems) - self.shown} lỗi nữa\n"
        super().__init__(
            f"Tệp giá trị chỉ số chưa hợp lệ; chạy «papi check {file}» để xem mọi vấn đề rồi sửa."
        )


def shipped_scores() -> Path:
    """Return the file of scores that comes with the program."""
    return data_dir() / SHIPPED_SCORES


def load_scores(path: Path, shown: str) -> Scores:
    """Return scores that can be asked.

    Raises `FileError` where the file cannot be read, `InvalidScoresError` where it has an error.
    """
    read = read_scores(path, shown)
    problems = [*read.problems, *_sum_problems(read)]
    if problems:
        raise InvalidScoresError(read.scores.file, _in_order(problems))
    return read.scores


def check_scores(path: Path, shown: str, loaded: LoadedPlan) -> list[Problem]:
    """Return all problems of a file of scores in its order; a plan tells which numbers are known.

    Raises `FileError` where the file cannot be read.
    """
    read = read_scores(path, shown)
    return _in_order(
        [
            *read.problems,
            *_sum_problems(read),
            *_province_problems(read),
            *_number_problems(read, loaded),
        ]
    )


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.line, each.column))


def _sum_problems(read: ScoreFile) -> list[Problem]:
    """Return where a total or dimension is not the sum of its parts, all of which are there.

    Which those are the shipped file knows: another may hold some of the numbers alone.
    """
    scores = read.scores
    found: list[tuple[str, int, Row, str]] = []
    for number in (each for each in scores.numbers if not is_sub_index(each)):
        for year in scores.years:
            parts = sorted(scores.measured_parts(number, year), key=number_order)
            sums = scores.published(parts, year) if parts else {}
            for province, value in scores.published([number], year).items():
                total = sums.get(province)
                if total is not None and abs(total - value) > TOLERANCE:
                    sentence = (
                        f"{province}, {_called(number)} năm {year} ghi {_text(value)} nhưng các"
                        f" phần của nó ({', '.join(parts)}) cộng lại là {_text(total)}; sửa chỗ gõ"
                        " nhầm, hoặc để trống phần không công bố."
                    )
                    found.append((number, year, (province, number), sentence))
    known = read_scores(shipped_scores(), SHIPPED_SCORES).scores if found else None
    return [
        read.problem(SUM, row, sentence, at=read.places[year])
        for number, year, row, sentence in found[:MOST_PROBLEMS]
        if known and _is_whole(scores, known, number, year)
    ]


def _is_whole(scores: Scores, known: Scores, number: str, year: int) -> bool:
    """Whether a file has all parts of a total or dimension that are measured in a year.

    Of a year that the shipped file does not know: a row for each that there ever was.
    """
    measured = known.measured_parts(number, year)
    if measured:
        return scores.measured_parts(number, year) >= measured
    return scores.parts(number) >= known.parts(number)


def _called(number: str) -> str:
    return "tổng điểm" if number == TOTAL else f"chỉ số nội dung {number}"


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _province_problems(read: ScoreFile) -> Iterator[Problem]:
    """Yield the first row of each province that the shipped file does not know."""
    known = read_scores(shipped_scores(), SHIPPED_SCORES).scores.provinces
    keys = set(map(province_key, known))
    first: dict[str, Row] = {}
    for row in read.scores.lines:
        first.setdefault(row[0], row)
    for province, row in first.items():
        if province_key(province) not in keys:
            near = nearest(province, known)
            advice = f"; gần nhất là {', '.join(map(quoted, near))}" if near else ""
            yield read.problem(
                PROVINCE,
                row,
                f"{quoted(province)} không phải tên nào trong {len(known)} tỉnh của tệp giá trị kèm"
                f" chương trình{advice}; sửa tên, tỉnh mới lập thì để nguyên.",
            )


def _number_problems(read: ScoreFile, loaded: LoadedPlan) -> Iterator[Problem]:
    """Yield the first row of each number that no part of the plan is about.

    Of a plan that is about no number at all that is said once.
    """
    sections = list(indexed_sections(loaded.plan))
    known = {number for each in sections for number in each.numbers} | {TOTAL}
    plan = f"{visible(loaded.plan.document.type)} {visible(loaded.plan.document.number)}"
    first: dict[str, Row] = {}
    for row in read.scores.lines:
        first.setdefault(row[1], row)
    if first and not sections:
        yield replace(
            read.problem(
                NUMBER,
                next(iter(first.values())),
                f"{plan} không chia theo chỉ số và không mục nào ghi indices nên không mã số nào"
                " được đối chiếu.",
            ),
            level=Level.NOTE,
        )
        return
    for number, row in first.items():
        if number not in known and not is_touched(number, sections):
            yield read.problem(
                NUMBER,
                row,
                f"Không mục nào của {plan} có mã số {number} hay ghi nó ở indices; kế hoạch gộp nó"
                " vào mục khác thì ghi indices ở mục ấy.",
                at=1,
            )

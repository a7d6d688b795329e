"""A file of scores read: CSV as people and spreadsheets write it, every slip with line and column.

`province,number,2020,2021`: a row for each province and number, a column for each year. What a
file may hold is bounded; whatever it holds is a problem with a sentence, never a traceback.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from papi_cli.errors import MANY_MORE, MOST_PROBLEMS, Problem
from papi_cli.files import plain_lines, read_text
from papi_cli.plan.index_numbers import TOTAL, is_index_number
from papi_cli.safe_text import quoted, visible
from papi_cli.scores.rules import FORM, TWICE, VALUE, ScoreRule
from papi_cli.scores.values import Row, Scores
from papi_cli.vietnamese.words import fold

FIRST_YEAR, LAST_YEAR = 2009, 2100
"""The index was first tried out in 2009."""
_MOST_ROWS, _MOST_YEARS, _MOST_CHARACTERS = 20_000, 100, 60
"""Of a file, of a row, of a cell: 63 provinces × 38 numbers are 2,394 rows."""
_MOST_LINE = 10_000
"""Characters of a row: a hundred years are some thousand."""
_VALUE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?")
_DELIMITERS = ",;\t"
_PROVINCE, _NUMBER = {"province", "tinh", "tinhthanhpho"}, {"number", "maso", "chiso"}
_TOTALS = {"total", "tongdiem", "tongso", "tong"}
_AS_WRITTEN = "viết như «province,number,2020,2021»"


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """A file of scores as read: what can be used of it, and what is wrong with its form.

    `lines` are its own, `delimiter` is what stands between cells, `places` leads from years to
    the places of their cells in a row, from 0.
    """

    scores: Scores
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = field(repr=False)
    delimiter: str
    places: Mapping[int, int]

    def problem(self, rule: ScoreRule, row: Row, sentence: str, *, at: int = 0) -> Problem:
        """Return a problem of a row, at its cell `at`, from 0."""
        line = self.scores.lines[row]
        column = cell_column(self.lines[line - 1], self.delimiter, at)
        return Problem(self.scores.file, line, column, rule.level, rule.name, sentence)


def read_scores(path: Path, shown: str) -> ScoreFile:
    """Return a file of scores; `shown` is its path as the user knows it.

    Raises `FileError` where it cannot be read as text.
    """
    file = visible(shown)
    lines = plain_lines(read_text(path, file)).split("\n")
    reader = _Reader(file, lines)
    reader.read()
    return reader.result()


@dataclass(slots=True)
class _Reader:
    """A file under way."""

    file: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    delimiter: str = ","
    years: list[tuple[int, int]] = field(default_factory=list)
    """Places of columns, from 0, and their years."""
    provinces: dict[str, str] = field(default_factory=dict)
    """From folded names to how they are first written."""
    written: dict[str, str] = field(default_factory=dict)
    """From cells to the provinces that they name."""
    width: int = 0
    """Cells that a row may have."""
    values: dict[str, dict[int, dict[str, Decimal]]] = field(default_factory=dict)
    rows: dict[Row, int] = field(default_factory=dict)
    parsed: dict[str, Decimal | None] = field(default_factory=dict)

    def result(self) -> ScoreFile:
        years = tuple(sorted(year for _, year in self.years))
        provinces = tuple(self.provinces.values())
        scores = Scores(self.file, years, provinces, self.values, self.rows, tuple(self.notes))
        places = {year: at for at, year in self.years}
        return ScoreFile(scores, tuple(self.problems), tuple(self.lines), self.delimiter, places)

    def read(self) -> None:
        """Read the head, then the rows until there are too many of them, or of problems."""
        rows = self._rows()
        head = next(rows, None)
        if head is None:
            self._problem(FORM, 1, 0, f"Tệp không có hàng tiêu đề; {_AS_WRITTEN}.")
            return
        if not self._read_head(*head):
            return
        for count, (line, cells) in enumerate(rows, start=1):
            if count > _MOST_ROWS:
                self._problem(
                    FORM, line, 0, f"Tệp có hơn {_MOST_ROWS} hàng nên không được đọc tiếp."
                )
                return
            self._read_row(line, cells)
            if len(self.problems) >= MOST_PROBLEMS:
                self._problem(FORM, line, 0, MANY_MORE)
                return

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are no comment and not empty, with their line numbers from 1."""
        for line, text in enumerate(self.lines, start=1):
            bare = text.strip()
            if bare.startswith(("#", '"#')):
                self.notes.append(bare.strip('"#,;\t ')[:1000])
                continue
            if not bare.strip(_DELIMITERS + " "):
                continue
            if len(text) > _MOST_LINE:
                self._problem(
                    FORM,
                    line,
                    0,
                    f"Hàng dài hơn {_MOST_LINE} chữ; một hàng là một tỉnh, một mã số.",
                )
                return
            if not self.years:
                self.delimiter = max(_DELIMITERS, key=text.count)
            cells = self._cells(line, text)
            if cells is not None:
                yield line, cells

    def _cells(self, line: int, text: str) -> list[str] | None:
        """Return the cells of a row, None where its quotes are not in pairs."""
        if '"' not in text:
            return text.split(self.delimiter)
        try:
            (cells,) = csv.reader([text], delimiter=self.delimiter, strict=True)
        except (csv.Error, ValueError):
            self._problem(
                FORM,
                line,
                0,
                "Dấu ngoặc kép không mở, đóng đúng chỗ; bỏ đi hoặc viết đủ cặp trong một hàng.",
                column=text.find('"') + 1,
            )
            return None
        return cells

    def _read_head(self, line: int, cells: Sequence[str]) -> bool:
        cells = [cell.strip() for cell in cells]
        names = [fold(cell) for cell in cells[:2]]
        if len(names) < 2 or names[0] not in _PROVINCE or names[1] not in _NUMBER:  # noqa: PLR2004
            self._problem(FORM, line, 0, f"Hai cột đầu phải là province và number; {_AS_WRITTEN}.")
            return False
        while len(cells) > 2 and not cells[-1]:  # noqa: PLR2004 - what spreadsheets leave behind
            cells = cells[:-1]
        if len(cells) > _MOST_YEARS + 2:
            self._problem(FORM, line, _MOST_YEARS + 2, f"Tệp có hơn {_MOST_YEARS} năm; bỏ bớt cột.")
            return False
        seen: dict[int, int] = {}
        for at, cell in enumerate(cells[2:], start=2):
            year = int(cell) if re.fullmatch("[0-9]{4}", cell) else 0
            if not FIRST_YEAR <= year <= LAST_YEAR:
                self._problem(
                    FORM,
                    line,
                    at,
                    f"Tiêu đề cột {quoted(cell)} không phải một năm từ {FIRST_YEAR} đến"
                    f" {LAST_YEAR}; {_AS_WRITTEN}.",
                )
            elif year in seen:
                self._problem(TWICE, line, at, f"Năm {year} có hai cột; giữ một cột.")
            else:
                seen[year] = at
        self.years = [(at, year) for year, at in seen.items()]
        self.width = len(cells)
        if not self.years and not self.problems:
            self._problem(FORM, line, 1, f"Tệp không có cột năm nào; {_AS_WRITTEN}.")
        return bool(self.years)

    def _read_row(self, line: int, cells: Sequence[str]) -> None:
        row = self._row(line, cells)
        if row is None:
            return
        province, number = row
        by_year = self.values.get(number)
        if by_year is None:
            by_year = self.values[number] = {year: {} for _, year in self.years}
        most, parsed = _most(number), self.parsed
        for at, year in self.years:
            if at >= len(cells):
                break
            text = cells[at]
            if not text:
                continue
            try:
                value = parsed[text]
            except KeyError:
                value = parsed[text] = _value(text)
            if value is not None and 0 < value <= most:
                by_year[year][province] = value
            else:
                self._odd_value(line, at, row, text.strip(), value)

    def _odd_value(self, line: int, at: int, row: Row, text: str, value: Decimal | None) -> None:
        """Say what is wrong with a value that is none, or is out of range; blanks are no value."""
        if value is not None:
            self._problem(
                VALUE,
                line,
                at,
                f"Giá trị {quoted(text)} của {row[0]}, {row[1]} nằm ngoài thang điểm (lớn hơn 0,"
                f" không quá {_most(row[1])}); xem lại dấu phẩy.",
            )
        elif text:
            self._problem(
                VALUE,
                line,
                at,
                f"{quoted(text)} không phải một giá trị; viết như «42,153» hay «42.153», không công"
                " bố thì để trống.",
            )

    def _row(self, line: int, cells: Sequence[str]) -> Row | None:
        """Return what a row is about, None where that is not known or it was there before."""
        extra = next((at for at in range(self.width, len(cells)) if cells[at].strip()), None)
        if extra is not None:
            self._problem(
                FORM,
                line,
                extra,
                "Hàng có nhiều ô hơn hàng tiêu đề; số có dấu phẩy thì để trong ngoặc kép, hoặc phân"
                " cách bằng dấu chấm phẩy.",
            )
            return None
        province, number = self._province(line, cells[0]), self._number(line, cells)
        if not province or not number:
            return None
        row = (province, number)
        if row in self.rows:
            self._problem(
                TWICE,
                line,
                0,
                f"{province}, {number} đã có ở dòng {self.rows[row]}; giữ một hàng.",
            )
            return None
        self.rows[row] = line
        return row

    def _province(self, line: int, cell: str) -> str:
        """Return how a province is first written in the file, empty where a cell names none."""
        if cell in self.written:
            return self.written[cell]
        name = normalize("NFC", cell.strip())
        if not fold(name) or len(name) > _MOST_CHARACTERS:
            self._problem(FORM, line, 0, f"{quoted(name)} không phải tên một tỉnh; ghi tên tỉnh.")
            return ""
        province = self.provinces.setdefault(fold(name), visible(name))
        self.written[cell] = province
        return province

    def _number(self, line: int, cells: Sequence[str]) -> str:
        """Return the number that a row is about, empty where it names none."""
        cell = cells[1].strip() if len(cells) > 1 else ""
        if cell in self.values or is_index_number(cell):
            return cell
        if fold(cell) in _TOTALS:
            return TOTAL
        self._problem(
            FORM,
            line,
            1,
            f"{quoted(cell)} không phải mã số của một chỉ số; viết total, «3» hay «1.1».",
        )
        return ""

    def _problem(
        self, rule: ScoreRule, line: int, at: int, sentence: str, *, column: int = 0
    ) -> None:
        column = column or cell_column(self.lines[line - 1], self.delimiter, at)
        self.problems.append(Problem(self.file, line, column, rule.level, rule.name, sentence))


def _value(text: str) -> Decimal | None:
    bare = text.strip()
    return Decimal(bare.replace(",", ".")) if _VALUE.fullmatch(bare) else None


def _most(number: str) -> int:
    """Return the highest value of a number: 10 of a dimension, of which a part has no more."""
    return _MOST_TOTAL if number == TOTAL else 10


_MOST_TOTAL = 100
"""Ten dimensions would reach it; there were six, and there are eight."""


def cell_column(text: str, delimiter: str, at: int) -> int:
    """Return the column, from 1, at which cell `at` of a row begins."""
    column, quotes = 0, False
    for place, char in enumerate(text):
        if at <= 0:
            break
        if char == '"':
            quotes = not quotes
        elif char == delimiter and not quotes:
            at -= 1
            column = place + 1
    return column + 1

"""The register's file, `so_nhan.yaml`: read, judged, and what is appended to it.

`papi progress` reads it each time. So what papi wrote is read line by line, in a tenth of the time
that YAML takes; of any other line nothing is guessed: then the whole file is read as YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from papi_cli.checking.rules.rule import Finding, Rule
from papi_cli.errors import MANY_MORE, MOST_PROBLEMS, FileError, Problem
from papi_cli.files import Found, decoded, find, read_bytes
from papi_cli.plan.keys import MANY, keys_of
from papi_cli.plan.list_file import items_of, load_list
from papi_cli.plan.yaml_reader import stands_plain
from papi_cli.register.rows import Row
from papi_cli.register.rules import ORIGINALS, folder_findings, row_findings
from papi_cli.safe_text import json_string, quoted, visible

__all__ = ["ORIGINALS", "REGISTER", "Register", "read_register", "register_problems", "render"]

REGISTER = "so_nhan.yaml"
MOST_ROWS = MANY
HEAD = "# Sổ nhận: do papi ghi, không ai sửa tay; điều gì sai thì thêm dòng đính chính bằng papi.\n"
"""What stands at the top of a register, for who opens it."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it was read: its folder, its rows in order."""

    folder: Path
    rows: tuple[Row, ...] = ()


def read_register(folder: Path) -> Register | None:
    """Return the register of a folder, None where it has none.

    Raises `FileError` where it cannot be read or is not valid, with what to do.
    """
    found = find(folder / REGISTER, str(folder / REGISTER))
    return None if found is None else Register(folder, valid_rows(folder, found))


def valid_rows(folder: Path, found: Found) -> tuple[Row, ...]:
    """Return the rows of a register that was found in a folder; raises as `read_register`."""
    shown = str(folder / REGISTER)
    rows, problems = rows_of(found.data, shown)
    if problems:
        file = visible(shown)
        error = FileError(
            f"Sổ nhận {quoted(shown, 200)} chưa hợp lệ; chạy «papi check {file}» để xem mọi vấn đề"
            " rồi sửa."
        )
        error.details = "".join(f"{each}\n" for each in problems[:5])
        raise error
    return rows


def rows_of(data: bytes, shown: str) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows of a register's bytes, and what is wrong with them, in the file's order.

    Whether the originals are there is not asked. Raises `FileError` where it is no text.
    """
    text = decoded(data, shown).plain
    if data.count(b"\r") == data.count(b"\r\n"):
        value = _written_by_papi(text)
        rows = None if value is None else items_of(value, Row, MOST_ROWS)
        if rows is not None and next(row_findings(rows), None) is None:
            return rows, []
    file = visible(shown)
    loaded = load_list(data.removeprefix(b"\xef\xbb\xbf"), file, Row, MOST_ROWS)
    if loaded.problems:
        return (), _in_order(loaded.problems)
    found = row_findings(loaded.items)
    return loaded.items, _in_order(_as_problems(file, loaded.locations, found))


def register_problems(path: Path, shown: str | None = None) -> list[Problem]:
    """Return all that is wrong with the register at `path`, in its order, originals included.

    `shown` is the path as the user knows it. Raises `FileError` where it cannot be read.
    """
    shown = str(path) if shown is None else shown
    file = visible(shown)
    loaded = load_list(read_bytes(path, shown), file, Row, MOST_ROWS)
    if loaded.problems:
        return _in_order(loaded.problems)
    found = [*row_findings(loaded.items), *folder_findings(loaded.items, path.parent)]
    return _in_order(_as_problems(file, loaded.locations, found))


def _as_problems(
    file: str, locations: Any, found: Iterable[tuple[Rule, Finding]]
) -> Iterator[Problem]:
    """Yield findings as problems, of each rule no more than anybody would read."""
    counted: dict[str, int] = {}
    for rule, finding in found:
        counted[rule.name] = count = counted.get(rule.name, 0) + 1
        if count > MOST_PROBLEMS + 1:
            continue
        line, column = locations.location(finding.path, key=finding.key)
        sentence = f"{finding.sentence}{finding.advice}"
        message = MANY_MORE if count > MOST_PROBLEMS else sentence
        yield Problem(file, line, column, rule.level, rule.name, message)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.line, each.column))


# Written


def render(row: Row) -> str:
    """Return a row as it stands in the file; what is None or an empty text is left out."""
    lines = [f"{key}: {_rendered(value)}\n" for key, value in _held(row)]
    return "- " + "  ".join(lines)


_UNWRITABLE = re.compile("[\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]")
"""Of bytes in a name that are no text, and what JSON and YAML escape each in its own way."""


def _held(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of a row, or of a part of one, that are there."""
    for each in fields(part):
        value = getattr(part, each.name)
        if value is not None and value != "":
            yield each.name, value


def _rendered(value: Any) -> str:
    if isinstance(value, str):
        text = _UNWRITABLE.sub("\ufffd", value)
        return text if stands_plain(text) else json_string(text)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _flow(value.items())
    return _flow(_held(value)) if is_dataclass(value) else str(value)


def _flow(items: Iterable[tuple[str, Any]]) -> str:
    return "{" + ", ".join(f"{key}: {_rendered(value)}" for key, value in items) + "}"


# Read as papi wrote it

_ODD = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What papi writes as an escape, or never."""
_STRING = r'"(?:[^"\\]|\\["\\bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"'
_QUOTED = re.compile(_STRING)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEYS = frozenset(keys_of(Row))
_PAIR = re.compile(rf"([a-z_0-9]+): ({_STRING}|[^\"{{}},]+)")


class _OtherwiseWrittenError(Exception):
    """A value does not stand as `render` writes it."""


class _Values(dict[str, Any]):
    """Values by how they stand in the file; most do many times."""

    def __missing__(self, raw: str) -> Any:
        self[raw] = value = _value(raw)
        return value


def _written_by_papi(text: str) -> list[dict[str, Any]] | None:
    """Return the rows of a text as plain data, as YAML gives them.

    None where anything but the comments at its head is not as `render` writes it.
    """
    if not text.replace("\n", "").isprintable() and _ODD.search(text):  # the first is faster
        return None
    head, *parts = ("\n" + text.removesuffix("\n")).split("\n- ")
    if any(line and line[0] != "#" for line in head.split("\n")):
        return None
    rows: list[dict[str, Any]] = []
    values = _Values()
    try:
        for part in parts:
            pairs = [line.split(": ", 1) for line in part.split("\n  ")]
            row = {key: values[raw] for key, raw in pairs}
            if len(row) != len(pairs) or not row.keys() <= _KEYS:
                return None
            rows.append(row)
    except (ValueError, _OtherwiseWrittenError):
        return None
    return rows


def _value(raw: str) -> Any:
    """Return the value of what stands behind a key.

    Raises `_OtherwiseWrittenError` where papi does not write so.
    """
    first = raw[:1]
    if first == "{" and raw[-1] == "}":
        return _mapping(raw[1:-1])
    if first == '"' and _QUOTED.fullmatch(raw):
        return json.loads(raw)
    if first.isdigit() and _NUMBER.fullmatch(raw):
        return int(raw)
    if stands_plain(raw) or (first.isdigit() and _DAY.fullmatch(raw)):
        return raw
    raise _OtherwiseWrittenError


def _mapping(inner: str) -> dict[str, Any]:
    pairs = _PAIR.findall(inner)
    held = {key: _value(raw) for key, raw in pairs}
    whole = ", ".join(f"{key}: {raw}" for key, raw in pairs) == inner
    if not whole or len(held) != len(pairs):
        raise _OtherwiseWrittenError
    return held

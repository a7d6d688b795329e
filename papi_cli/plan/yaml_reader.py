"""YAML bytes to plain values with the location of each: the only importer of yaml.

One pass over the parser's events builds both. That needs no recursion and no node for each
value, and leaves out what a plan has no use for and an attacker has: tags, anchors, several
documents, any depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from papi_cli.plan.keys import KeyPath
from papi_cli.plan.locations import Locations
from papi_cli.safe_text import quoted

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML without its C part, a platform without a wheel
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


MAX_DEPTH = 32
"""A plan is some ten levels deep."""
_SHARED = 60
"""Texts of up to so many characters, as names of agencies are, are kept once for all."""
MAX_ERRORS = 1000
"""Keys written twice that are told; who has more mends those and looks again."""
_INT = re.compile(r"0|[1-9][0-9]{0,8}")
_NOT_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE"
    r"|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
    r"|[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"
    r"|0[xob][0-9a-fA-F_]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
)
"""Plain scalars that YAML 1.1 or 1.2 reads as a number, a truth value or nothing.

A date is left as text: the field that wants one parses it, with a message if it fails. So are
`y` and `n`, which parsers have come to agree on: rows of a table are lettered with them.
"""
_FORBIDDEN = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Characters that YAML does not allow (section 5.1 of its specification)."""


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A plain scalar that YAML does not read as text, with what stands in the file."""

    raw: str


@dataclass(frozen=True, slots=True)
class YamlError:
    """What is wrong in the YAML itself; line and column count from 1."""

    line: int
    column: int
    rule: str
    message: str


_PLAIN = re.compile(r"\w[\w/.()+-]*(?: [\w/.()+-]+)*")
"""Words that no character of YAML's own stands in, whoever reads them, in brackets too."""
_LONGEST_WORD = 5
"""Letters of the longest word that is no text: false."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def stands_plain(text: str) -> bool:
    """Whether any reader of YAML takes `text`, written without quotes, for just this text.

    No for some that it would take so; yes for none that it would not.
    """
    if _PLAIN.fullmatch(text) is None:
        return False
    if text[0].isalpha() and len(text) > _LONGEST_WORD:
        return True
    return _NOT_TEXT.fullmatch(text) is None and _DATE.fullmatch(text) is None


class YamlSyntaxError(Exception):
    """The text is not YAML of the kind a plan may be; `error` says where and why."""

    def __init__(self, error: YamlError) -> None:
        self.error = error
        super().__init__(error.message)


class Tree:
    """A parsed file: `value` is its content, `errors` what is wrong that parsing survives.

    Values are dict, list, str, int, and `Unquoted` for other plain scalars that are not text.
    """

    def __init__(self, value: Any, locations: Locations, errors: Sequence[YamlError]) -> None:
        self.value = value
        self.locations = locations
        self.errors = tuple(errors)

    def remove(self, path: KeyPath) -> None:
        """Take the value at `path` out of the tree; the locations of all others stay right."""
        del self.at(path[:-1])[path[-1]]
        self.locations.remove(path)

    def replace(self, path: KeyPath, value: Any) -> None:
        """Put another value at `path`, in the place of the one there."""
        self.at(path[:-1])[path[-1]] = value

    def put(self, path: KeyPath, value: Any) -> None:
        """Put a value at the keys of `path`, making or overwriting what is on the way."""
        holder = self.value
        for step in path[:-1]:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        if path:
            holder[path[-1]] = value
        else:
            self.value = value

    def at(self, path: KeyPath) -> Any:
        """Return the value at `path`, or None where the path leads further than the file."""
        value = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


_BREAKS = {"\x85": "\uf8f0", "\u2028": "\uf8f1", "\u2029": "\uf8f2"}
"""What ends a line for libyaml and for no editor, with what stands in for it while it reads."""
_HIDDEN = str.maketrans(_BREAKS)
_STAND_INS = {ord(other): char for char, other in _BREAKS.items()}
_LONE_RETURN = re.compile(r"\r(?!\n)")


def parse(data: str | bytes) -> Tree:
    """Return the tree of a YAML text; bytes are UTF-8, and spare its second copy in memory.

    Lines are those of editors: LF and CRLF alone end one. Raises `YamlSyntaxError` where the text
    cannot be read.
    """
    whole = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    odd = any(char.encode() in whole for char in _BREAKS)
    if odd:
        data = _text(data).translate(_HIDDEN)
    if whole.count(b"\r") != whole.count(b"\r\n"):
        text = _text(data)
        line, column = _line_and_column(text, len(_LONE_RETURN.split(text, 1)[0]))
        message = (
            "Có dấu xuống dòng kiểu cũ (CR không kèm LF) mà trình soạn thảo không kể là hết dòng;"
            " lưu lại tệp với dấu xuống dòng LF hay CRLF."
        )
        raise YamlSyntaxError(YamlError(line, column, "yaml-syntax", message))
    return _parse(data, _STAND_INS if odd else {})


def _parse(data: str | bytes, back: dict[int, str]) -> Tree:
    try:
        return _build(data, back)
    except yaml.MarkedYAMLError as error:
        text = _text(data)
        if (bracket := _one_too_deep(error)) is not None:
            return _parse(text[:bracket], back)
        raise YamlSyntaxError(_open_quote(error, text) or _syntax_error(error, text)) from None
    except yaml.reader.ReaderError:
        text = _text(data)
        found = re.search(_FORBIDDEN, text)
        line, column = _line_and_column(text, found.start() if found else 0)
        char = f"U+{ord(found[0]):04X}" if found else "lạ"
        message = f"Có ký tự điều khiển {char} mà YAML không cho phép; xóa nó đi."
        raise YamlSyntaxError(YamlError(line, column, "yaml-syntax", message)) from None


def _text(data: str | bytes) -> str:
    """Return the text as libyaml counts it: without the mark that Windows puts before it."""
    text = data if isinstance(data, str) else data.decode("utf-8")
    return text.removeprefix("\ufeff")


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _build(data: str | bytes, back: dict[int, str]) -> Tree:  # noqa: C901, PLR0912, PLR0915 - one loop, flat for speed
    """Build values and locations in one pass, with a stack of its own instead of recursion."""
    locations = Locations()
    lines, columns, sizes, keys = (
        locations.lines,
        locations.columns,
        locations.sizes,
        locations.keys,
    )
    errors: list[YamlError] = []
    shared: dict[str, str] = {}
    holder: Any = []
    key: str | None = None
    stack: list[tuple[Any, int, str | None, dict[str, int]]] = []
    row = 0
    known: dict[str, int] = {}  # keys of the open mapping, with their lines
    documents = 0
    loader = _Loader(data)
    events: Iterator[Any] = iter(loader.get_event, None)

    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _refused(event)
            at = len(keys)
            value: Any = event.value.translate(back) if back else event.value
            if len(value) <= _SHARED:
                value = shared.setdefault(value, value)
            mark = event.start_mark
            lines.append(mark.line)
            columns.append(mark.column)
            sizes.append(1)
            if key is None and type(holder) is dict:
                key = value
                keys.append(key)
                continue
            keys.append(None)
            if not event.style:
                value = _plain(value)
            elif event.style in "|>":
                value = value.rstrip("\n")
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise _refused(event)
            if key is None and type(holder) is dict:
                raise _error_at(event, "Khóa phải là một từ, không phải danh sách hay bảng.")
            if len(stack) >= MAX_DEPTH:
                raise _error_at(event, f"Lồng nhau quá {MAX_DEPTH} tầng; kế hoạch không sâu thế.")
            stack.append((holder, row, key, known))
            row = len(keys)
            mark = event.start_mark
            lines.append(mark.line)
            columns.append(mark.column)
            sizes.append(1)
            keys.append(None)
            key, known = None, {}
            holder = {} if kind is yaml.MappingStartEvent else []
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            value, at = holder, row
            sizes[row] = len(keys) - row
            holder, row, key, known = stack.pop()
        elif kind is yaml.AliasEvent:
            raise _refused(event)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _error_at(event, "Tệp có nhiều tài liệu (dòng «---»); chỉ để một tài liệu.")
            continue
        else:
            continue

        if key is None:
            holder.append(value)
        elif key in known:
            if len(errors) < MAX_ERRORS:
                errors.append(_duplicate(key, known[key], lines[at - 1], columns[at - 1]))
            for column in (lines, columns, sizes, keys):
                del column[at - 1 :]
            key = None
        else:
            holder[key], known[key] = value, lines[at - 1]
            key = None
    if not holder:
        for column in (lines, columns, sizes):
            column.append(0)
        return Tree(None, locations, ())
    return Tree(holder[0], locations, errors)


def _plain(value: str) -> Any:
    """Return a plain scalar: text, a whole number, or what must not stand without quotes."""
    if _INT.fullmatch(value):
        return int(value)
    if not value or _NOT_TEXT.fullmatch(value):
        return Unquoted(value)
    return value


def _error_at(event: Any, message: str) -> YamlSyntaxError:
    mark = event.start_mark
    return YamlSyntaxError(YamlError(mark.line + 1, mark.column + 1, "yaml-syntax", message))


def _refused(event: Any) -> YamlSyntaxError:
    if getattr(event, "tag", None) is not None:
        what = "Không dùng thẻ kiểu «!…»; nếu là chữ thì để giá trị trong ngoặc kép."
    else:
        what = (
            "Không dùng neo «&» và bí danh «*»; viết lại giá trị,"
            " hoặc để trong ngoặc kép nếu dấu ấy là chữ."
        )
    return _error_at(event, what)


def _duplicate(key: str, first: int, line: int, column: int) -> YamlError:
    """Return the error of a key that stood at the line `first` before; all count from 0."""
    new_item = ", hoặc thêm dấu «- » nếu là mục mới" if key in {"id", "name"} else ""
    message = (
        f"Khóa {quoted(key)} viết hai lần trong cùng một mục"
        f" (lần đầu ở dòng {first + 1}); chỉ giữ một{new_item}."
    )
    return YamlError(line + 1, column + 1, "duplicate-key", message)


_SENTENCES = (
    (
        "mapping values are not allowed",
        "Có dấu hai chấm kèm dấu cách ở giữa giá trị, hoặc dòng này thụt sai;"
        " để cả giá trị trong ngoặc kép hoặc sửa thụt dòng.",
    ),
    (
        "block sequence entries are not allowed",
        "Dấu «- » đặt sai chỗ; mỗi mục của danh sách đứng đầu một dòng, thụt vào như nhau.",
    ),
    (
        "did not find expected '-' indicator",
        "Thụt dòng sai: các khóa của một mục phải thẳng cột, các dấu «- » của một danh sách cũng"
        " vậy.",
    ),
    (
        "could not find expected ':'",
        "Dòng này thiếu dấu hai chấm sau khóa; viết «khóa: giá trị».",
    ),
    (
        "did not find expected key",
        "Thụt dòng không khớp với dòng trên, hoặc có chữ thừa sau dấu ngoặc;"
        " các khóa của một mục phải thẳng cột.",
    ),
    ("expected ',' or ']'", "Ngoặc vuông «[» mở ra ở đây mà không đóng, hoặc thiếu dấu phẩy."),
    ("expected ',' or '}'", "Ngoặc nhọn «{» mở ra ở đây mà không đóng, hoặc thiếu dấu phẩy."),
    ("unknown escape", "Sau dấu «\\» trong ngoặc kép có ký tự lạ; dùng ngoặc đơn thay ngoặc kép."),
    (
        "cannot start any token",
        "Giá trị bắt đầu bằng một ký tự đặc biệt (% @ `); để giá trị trong ngoặc kép.",
    ),
)
"""Parts of what libyaml says, and what a keeper of a plan can do about it."""

_SEEN_LATE = ("could not find expected ':'", "expected ',' or")
"""What the parser notices long after the place where it went wrong."""
_START = yaml.Mark("", 0, 0, 0, None, 0)
"""Where an error is placed that the parser places nowhere."""

_OWN_LINE = re.compile(
    r"""(?P<indent>[ ]*+) (?: -(?=\s|$) | \# | ["']?\w[\w ]*+["']?:(?=\s|$) )""", re.VERBOSE
)
"""How a line begins that is an item, a comment or a key, and no part of a text."""

_CLOSED = re.compile(r"[ \t\r]*(?:[,\]}:#]|$)", re.MULTILINE)
"""What stands on a line behind a quotation mark that closes."""

_NEVER_CLOSED = ("unexpected end of stream", "unexpected document")
"""What libyaml says of a quotation mark that no other follows."""


def _one_too_deep(error: yaml.MarkedYAMLError) -> int | None:
    """Return where the bracket stands that was one too many for libyaml, if that is the error.

    Since PyYAML 6.0.4 it reads no more than 1,000 levels, and it reads so far ahead within a line
    that it says so before our own count has seen the first of them. What stands before that
    bracket is enough for our count to find where the levels became too many.
    """
    if "nesting depth" in (error.problem or "") and error.problem_mark:
        return error.problem_mark.index
    return None


def _open_quote(error: yaml.MarkedYAMLError, text: str) -> YamlError | None:
    """Return the error of a quotation mark that is not closed, if that is behind the error.

    YAML takes the next mark of its kind for the closing one, however many keys and items lie
    between, and fails at what follows that.
    """
    failed, began = error.problem_mark or _START, error.context_mark
    loader = _Loader(text)
    try:
        for token in iter(loader.get_token, None):
            start, end = token.start_mark, token.end_mark
            if start.index > failed.index:
                break
            if (
                type(token) is yaml.ScalarToken
                and token.style in {"'", '"'}
                and not _CLOSED.match(text, end.index)
                and _swallows(text, start.index, end.index)
            ):
                return _not_closed(start, text)
    except yaml.MarkedYAMLError:
        pass  # the same error, said by the scanner
    if began is None or "quoted scalar" not in (error.context or ""):
        return None
    never = any(part in (error.problem or "") for part in _NEVER_CLOSED)
    if never or _swallows(text, began.index, failed.index):
        return _not_closed(began, text)
    return None


def _swallows(text: str, start: int, end: int) -> bool:
    """Say whether a line behind `start`, up to that of `end`, is one beside or above the first."""
    after = text.find("\n", end)
    lines = text[text.rfind("\n", 0, start) + 1 : len(text) if after < 0 else after].split("\n")
    column = len(lines[0]) - len(lines[0].lstrip(" -"))
    found = (_OWN_LINE.match(line) for line in lines[1:])
    return any(each is not None and len(each["indent"]) <= column for each in found)


def _not_closed(mark: yaml.Mark, text: str) -> YamlError:
    kind = "đơn" if text[mark.index] == "'" else "kép"
    message = f"Ngoặc {kind} mở ra ở đây mà không đóng; thêm dấu ấy vào cuối giá trị."
    return YamlError(mark.line + 1, mark.column + 1, "yaml-syntax", message)


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    """Say in Vietnamese what the parser met, where it began, and what to do."""
    said = error.problem or ""
    late = any(part in said for part in _SEEN_LATE)
    mark = (error.context_mark if late else None) or error.problem_mark or _START
    sentence = "Không đúng cú pháp YAML; xem lại thụt dòng, dấu hai chấm và ngoặc ở quanh dòng này."
    for part, known in _SENTENCES:
        if part in said:
            sentence = known
            break
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1]:
        sentence = "Có phím Tab ở đầu dòng hay sau dấu «-»; thay bằng dấu cách."
    elif late and re.match(r"\s*(?:- )?\w+:\S", line):
        sentence = "Sau dấu hai chấm của khóa thiếu một dấu cách; viết «khóa: giá trị»."
    return YamlError(mark.line + 1, mark.column + 1, "yaml-syntax", sentence)

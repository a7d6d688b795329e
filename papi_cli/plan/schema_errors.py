"""What is wrong with the form of a plan: pydantic's errors as problems, and what is left over.

A file with errors of form is still checked for everything else: `drop_invalid` repairs or takes
out what pydantic refused, as little as possible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, get_origin

from pydantic_core import ErrorDetails

from papi_cli.errors import Level, Problem
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.model import Plan
from papi_cli.plan.shape import field_at, keys_at, non_optional, placeholder
from papi_cli.plan.yaml_reader import Tree, Unquoted
from papi_cli.safe_text import quoted, visible


def schema_problems(
    file: str, tree: Tree, details: list[ErrorDetails], top: Any = Plan
) -> list[Problem]:
    """Turn pydantic's errors into problems with places, rules and Vietnamese sentences.

    `top` is the type of the whole file.
    """
    problems = []
    for detail in details:
        path = _path(detail, top)
        unknown = detail["type"] == "unexpected_keyword_argument"
        line, column = tree.locations.location(path, key=unknown)
        rule = "quoted-id" if _unquoted(path, detail, top) and path[-1] in _NUMBERS else "schema"
        sentence = _sentence(path, detail, top)
        problems.append(Problem(file, line, column, Level.ERROR, rule, sentence))
    return problems


_NUMBERS = frozenset({"id", "code", "number", "symbol"})
"""Keys whose values look like numbers and are not."""


def _path(detail: ErrorDetails, top: Any = Plan) -> KeyPath:
    """Return where an error is; pydantic puts a step behind the key of a table that is wrong."""
    path: KeyPath = tuple(detail["loc"])
    if path[-1:] == ("[key]",) and get_origin(field_at(path[:-1], top)[0]) is not dict:
        return path[:-1]
    return path


def _unquoted(path: KeyPath, detail: ErrorDetails, top: Any = Plan) -> str:
    """Return what stands without quotes where text is wanted; nothing for any other error."""
    value = detail["input"]
    if detail["type"] != "string_type" or field_at(path, top)[0] not in {str, str | None}:
        return ""
    if isinstance(value, Unquoted):
        return value.raw
    return str(value) if isinstance(value, int) else ""


def _sentence(path: KeyPath, detail: ErrorDetails, top: Any) -> str:
    """Say in Vietnamese what pydantic found at `path`."""
    if isinstance(detail["input"], Unquoted) and not detail["input"].raw:
        if path[-2:-1] == ("columns",):
            return _empty_column(path)
        return _cut_by_comma(path) if _is_no_key(path, detail) else _empty(path, detail, top)
    if raw := _unquoted(path, detail, top):
        return f'{_field_name(path)} là {visible(raw)} không có ngoặc kép; viết "{visible(raw)}".'
    return _MESSAGES.get(detail["type"], _other)(path, detail, top)


def _is_no_key(path: KeyPath, detail: ErrorDetails) -> bool:
    """Whether the last step is no key that may stand there: part of a value, cut by a comma."""
    if path[-2:-1] == ("doubts",):
        return path[-1] not in keys_at(path[:-2])
    return detail["type"] == "unexpected_keyword_argument"


def _cut_by_comma(path: KeyPath) -> str:
    cut = visible(str(path[-1]))
    return (
        f"Giá trị đứng trước {quoted(cut)} bị dấu phẩy cắt; trong ngoặc nhọn, để cả giá trị có dấu"
        f' phẩy trong ngoặc kép, như "…, {cut}".'
    )


def _empty_column(path: KeyPath) -> str:
    return (
        f"Cột {quoted(str(path[-1]))} để trống: ô trống thì bỏ cả khóa; nếu đó là chữ đứng sau một"
        " dấu phẩy thì để cả giá trị có dấu phẩy trong ngoặc kép."
    )


def _field_name(path: KeyPath) -> str:
    if not path:
        return "Cả tệp"
    if isinstance(path[-1], int):
        holder = _last_word(path)
        return f"Mục thứ {path[-1] + 1}" + (f" của {quoted(holder)}" if holder else "")
    return f"Khóa {quoted(path[-1])}"


def _shown(value: Any) -> str:
    if value is None:
        return "tệp không có dữ liệu"
    if isinstance(value, dict):
        return "một bảng «khóa: giá trị»"
    if isinstance(value, list):
        return "một danh sách"
    return quoted(value.raw if isinstance(value, Unquoted) else str(value))


def _missing(path: KeyPath, _detail: ErrorDetails, _top: Any) -> str:
    holder = _last_word(path[:-1])
    where = f"Mục {quoted(holder)}" if holder else _field_name(path[:-1]) if path[:-1] else "Tệp"
    return f"{where} thiếu khóa {quoted(str(path[-1]))}."


def _last_word(path: KeyPath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _unknown_key(path: KeyPath, _detail: ErrorDetails, top: Any) -> str:
    if beside := _belongs_beside(path, top):
        return (
            f"Không có khóa {quoted(str(path[-1]))} ở đây; ghi nó ra ngoài {quoted(beside)}, thẳng"
            f" cột với {quoted(beside)}."
        )
    keys = keys_at(path[:-1], top)
    near = get_close_matches(str(path[-1]), keys, n=1)
    advice = f"có phải {quoted(near[0])}?" if near else f"các khóa được dùng: {', '.join(keys)}."
    return f"Không có khóa {quoted(str(path[-1]))}; {advice}"


def _belongs_beside(path: KeyPath, top: Any) -> str:
    """Return the key further out beside which an unknown one has its place, empty for none."""
    for at in range(len(path) - 2, -1, -1):
        beside = path[at]
        if isinstance(beside, str) and path[-1] in keys_at(path[:at], top):
            return beside
    return ""


def _other(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    return f"{_field_name(path)} có giá trị không hợp lệ: {_shown(detail['input'])}."


def _not_text(path: KeyPath, detail: ErrorDetails, top: Any) -> str:
    if non_optional(field_at(path, top)[0]) is date:
        return _not_date(path, detail, top)
    return f"{_field_name(path)} phải là chữ, không phải {_shown(detail['input'])}."


def _not_list(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    return (
        f"{_field_name(path)} phải là một danh sách, mỗi mục một dòng bắt đầu bằng «- »,"
        f" không phải {_shown(detail['input'])}."
    )


def _not_table(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    return (
        f"{_field_name(path)} phải gồm các dòng «khóa: giá trị»,"
        f" không phải {_shown(detail['input'])}."
    )


def _not_date(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    return (
        f"{_field_name(path)} là {_shown(detail['input'])}, không phải một ngày có trên"
        " lịch viết theo NĂM-THÁNG-NGÀY; tháng và ngày đủ hai chữ số, như 2021-05-10."
    )


def _not_number(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    return f"{_field_name(path)} phải là một số đếm, không phải {_shown(detail['input'])}."


def _not_choice(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    allowed = detail.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", " hoặc ")
    return f"{_field_name(path)} phải là {allowed}, không phải {_shown(detail['input'])}."


def _empty(path: KeyPath, _detail: ErrorDetails, top: Any) -> str:
    try:
        required = field_at(path, top)[1]
    except KeyError:  # a key that no such file has
        required = False
    return f"{_field_name(path)} để trống; ghi giá trị{'' if required else ' hoặc bỏ cả dòng'}."


def _too_long(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    most = detail.get("ctx", {}).get("max_length")
    return f"{_field_name(path)} dài quá {most} chữ; kiểm tra lại có chép nhầm không."


def _too_many(path: KeyPath, detail: ErrorDetails, _top: Any) -> str:
    most = detail.get("ctx", {}).get("max_length")
    return f"{_field_name(path)} có quá {most} mục; kiểm tra lại có chép nhầm không."


_MESSAGES: Mapping[str, Callable[[KeyPath, ErrorDetails, Any], str]] = {
    "missing": _missing,
    "unexpected_keyword_argument": _unknown_key,
    "string_type": _not_text,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "too_long": _too_many,
    "tuple_type": _not_list,
    "dataclass_type": _not_table,
    "dict_type": _not_table,
    "string_pattern_mismatch": _not_date,
    "date_from_datetime_parsing": _not_date,
    "date_parsing": _not_date,
    "int_type": _not_number,
    "literal_error": _not_choice,
}
"""From pydantic's types of error to what is said; see `pydantic_core.list_all_errors`."""
_HARMLESS = frozenset({"symbol", "code", "district", "doubts", "corrections"})
"""Keys whose absence makes nothing else look wrong."""
_HARMLESS_TABLES = frozenset({"doubts", "columns"})
"""Keys whose values are tables of texts, of which any may be taken out."""


def drop_invalid(tree: Tree, details: list[ErrorDetails]) -> frozenset[str]:
    """Repair the tree, or take out of it what pydantic refused, so that the rest can be checked.

    A number without quotes is read as it stands. A key that does not belong, or that nothing
    depends on, is dropped; else the smallest item of a list around the fault; else the key, or
    a placeholder is put in its place. Returns the keys at the top of the file under which
    something is missing now that other parts may refer to.
    """
    faults: set[KeyPath] = set()
    lacking: set[str] = set()
    for detail in details:
        path = _path(detail)
        if raw := _unquoted(path, detail):
            tree.replace(path, raw)
        elif detail["type"] == "unexpected_keyword_argument":
            faults.add(path)
        else:
            hint, required = field_at(path)
            if path[:1] == ("dimensions",) and path[-1] == "name" and isinstance(hint, type):
                tree.at(path[:-1])["name"] = placeholder(hint)
                lacking.add("dimensions")
                continue
            harmless = bool(path) and (
                path[-1] in _HARMLESS or not _HARMLESS_TABLES.isdisjoint(path)
            )
            item = path if harmless else _item_around(path)
            if item or not required:
                faults.add(item or path)
            else:
                tree.put(path, placeholder(hint))
                lacking.update(str(step) for step in path[:1])
    for path in sorted(faults, key=_later_first):
        if not any(path[:length] in faults for length in range(1, len(path))):
            tree.remove(path)
    return frozenset(lacking | {str(path[0]) for path in faults if path[-1] not in _HARMLESS})


def _item_around(path: KeyPath) -> KeyPath:
    """Return the path of the innermost item of a list on `path`, or nothing."""
    for length in range(len(path), 0, -1):
        if isinstance(path[length - 1], int):
            return path[:length]
    return ()


def _later_first(path: KeyPath) -> tuple[tuple[int, str], ...]:
    """Sort so that of two items of one list the later is removed first."""
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)

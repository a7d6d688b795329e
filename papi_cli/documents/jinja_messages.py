"""What Jinja says of a template, in Vietnamese: its own words, which are English, never show."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable

from papi_cli.safe_text import quoted

_TOKENS = {
    "begin of comment": "{#",
    "end of comment": "#}",
    "begin of statement block": "{%",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "end of print statement": "}}",
}
"""Tokens that Jinja describes, as they are written."""
_KINDS = {
    "end of template": "hết tệp",
    "template data / text": "chữ thường",
    "comment": "chú thích",
    "name": "một tên",
    "string": "chữ trong ngoặc kép",
    "integer": "một số",
    "float": "một số",
}
"""Tokens that are of a kind, in words."""
_PYTHON = {
    "ZeroDivisionError": "chia cho 0",
    "OverflowError": "số hay dãy số quá lớn",
    "MemoryError": "hết bộ nhớ",
}


def _bare(shown: str) -> str:
    """Return the text that Python shows in quotes."""
    try:
        return str(literal_eval(shown))
    except (SyntaxError, ValueError):
        return shown.strip("'\"")


def _name(shown: str) -> str:
    return quoted(_bare(shown))


def _token(shown: str) -> str:
    token = _bare(shown)
    return _KINDS.get(token) or quoted(_TOKENS.get(token, token))


def _closing(tag: str) -> str:
    return quoted(f"{{% end{_bare(tag)} %}}")


Sentence = Callable[[re.Match[str]], str]

_SYNTAX: tuple[tuple[str, Sentence], ...] = (
    (r"unexpected char (.+) at \d+", lambda m: f"có ký tự lạ {_name(m[1])}"),
    (
        r"unexpected end of template, expected (.+?)\.?",
        lambda m: f"hết tệp mà chưa có {_token(m[1])}",
    ),
    (
        r"unexpected (.+), expected (.+)",
        lambda m: f"có {_token(m[1])} ở chỗ phải là {_token(m[2])}",
    ),
    (r"unexpected (.+)", lambda m: f"{_token(m[1])} đặt sai chỗ"),
    (
        r"expected token (.+), got (.+)",
        lambda m: f"cần {_token(m[1])} nhưng gặp {_token(m[2])}",
    ),
    (
        r"Encountered unknown tag (\S+)\. You probably .* closed is (\S+)\.",
        lambda m: f"thẻ {_name(m[1])} đặt sai chỗ: phải có {_closing(m[2])} trước",
    ),
    (r"Encountered unknown tag (\S+)\..*", lambda m: f"không có thẻ {_name(m[1])}"),
    (
        r"Unexpected end of template\. .* closed is (\S+)\.",
        lambda m: f"thẻ {_name(m[1])} mở ra mà không có {_closing(m[1])}",
    ),
    (
        r"Expected an expression, got (.+)",
        lambda m: f"thiếu giá trị ở trước {_token(m[1])}",
    ),
    (r"expected name or number", lambda _: "sau dấu chấm thiếu tên"),
    (r"tag name expected", lambda _: "sau «{%» thiếu tên thẻ"),
    (r"Missing end of comment tag", lambda _: "chú thích «{#» không có «#}»"),
    (r"Missing end of raw directive", lambda _: "thẻ «raw» mở ra mà không có «{% endraw %}»"),
    (r"No filter named (.+?)( found)?\.", lambda m: f"không có bộ lọc {_name(m[1])}"),
    (r"No test named (.+?)( found)?\.", lambda m: f"không có phép thử {_name(m[1])}"),
    (r"block (.+) defined twice", lambda m: f"khối {_name(m[1])} viết hai lần"),
)
_UNDEFINED: tuple[tuple[str, Sentence], ...] = (
    (r"(.+) is undefined", lambda m: _name(m[1])),
    (r".+ has no (?:attribute|element) (.+)", lambda m: _name(m[1])),
    (r"parameter (.+) was not provided", lambda m: _name(m[1])),
    (r".* does not export the requested name (.+)", lambda m: _name(m[1])),
)
_SECURITY: tuple[tuple[str, Sentence], ...] = (
    (r"access to attribute (.+) of .+ object is unsafe\.", lambda m: _name(m[1])),
)
_RUNTIME = tuple(each for each in _SYNTAX if each[0].startswith("No "))


def syntax(said: str) -> str:
    """Return the sentence on a template that is written wrongly, of which Jinja `said` so."""
    known = _translated(_SYNTAX, said)
    if known:
        return f"viết sai cú pháp của mẫu ({known}); sửa dòng này."
    return "viết sai cú pháp của mẫu; xem lại thẻ, ngoặc và dấu phẩy ở dòng này."


def undefined(said: str) -> str:
    """Return the sentence on a template that uses what is not there."""
    known = _translated(_UNDEFINED, said)
    named = f" {known}" if known else ""
    return f"dùng tên không có{named}; đầu tệp mẫu kèm chương trình ghi những tên dùng được."


def forbidden(said: str) -> str:
    """Return the sentence on a template that does what the sandbox refuses."""
    known = _translated(_SECURITY, said)
    named = f" ({known})" if known else ""
    return f"làm điều mà mẫu không được phép{named}; bỏ chỗ này."


def other(error: Exception) -> str:
    """Return the sentence on any other error within a template."""
    known = _translated(_RUNTIME, str(error)) or _PYTHON.get(type(error).__name__)
    named = f" ({known})" if known else ""
    return f"không tính được{named}; xem lại tên, phép tính và bộ lọc ở dòng này."


def _translated(known: tuple[tuple[str, Sentence], ...], said: str) -> str:
    """Return what the first pattern that fits makes of what was said, empty where none does."""
    for pattern, sentence in known:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return sentence(found)
    return ""

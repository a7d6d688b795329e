"""Text that is safe to show: nothing that a terminal obeys, quoted for a sentence, as JSON."""

from __future__ import annotations

import re

INVISIBLE = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
"""Control characters above ASCII, invisible and direction-changing ones, for a class of `re`."""
_UNSAFE = re.compile(f"[\x00-\x1f{INVISIBLE}\ud800-\udfff]")
_UNSAFE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{INVISIBLE}\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return `text` with every character that a terminal could obey written out (`\x1b`).

    A line feed or a tab becomes a space: what is shown stands in a cell or on a line.
    """
    return _UNSAFE.sub(_written_out, text)


def visible_lines(text: str) -> str:
    """Return `text` like `visible`, but with its line feeds and tabs: several lines to show."""
    return _UNSAFE_IN_LINES.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    char = match[0]
    if char in "\n\r\t":
        return " "
    return char.encode("unicode_escape").decode("ascii")


def quoted(text: str, length: int = 60) -> str:
    """Return `text` in «…» for a message, made visible, cut at a word where it is longer."""
    shown = visible(text.strip()[: length + 1])
    if len(shown) > length:
        cut = shown[:length].rsplit(" ", 1)[0] if " " in shown[:length] else shown[:length]
        shown = f"{cut} …"
    return f"«{shown}»"


_SPECIAL = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)")
"""What Markdown takes for markup within a line."""


def markdown_text(text: str) -> str:
    """Return a text as it stands within a line of Markdown, never as markup."""
    return _SPECIAL.sub(r"\\\g<0>", text)


_RAW_IN_JSON = re.compile(f"[{INVISIBLE}]")


def json_string(value: str) -> str:
    """Return `value` as a JSON string, which YAML reads too, invisible characters written out."""
    import json  # noqa: PLC0415 - most commands write none

    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(text: str) -> str:
    r"""Return JSON text with its invisible characters written as `\u…`."""
    return _RAW_IN_JSON.sub(_json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

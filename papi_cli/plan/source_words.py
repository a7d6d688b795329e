"""What a reader of the act sees: its words, however the file that holds them was made.

Two texts that a reader would not tell apart are the same here: decomposed letters, tags and
entities, marks of emphasis, kinds of quotation marks, dashes and spaces.
"""

from __future__ import annotations

import re
from html import unescape
from unicodedata import is_normalized, normalize

from papi_cli.safe_text import INVISIBLE

_BREAK = re.compile(r"<(?:br|/p|/li|/div|/td|/tr)\b[^<>]*>", re.IGNORECASE)
"""Tags that part words as a space does."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_SPACE = re.compile(r"\s{2,}|[^\S ]")
"""What is not a single plain space, and is to be one."""
_UNSEEN = re.compile(rf"[*`{INVISIBLE}]|(?<!\w)_+|_+(?!\w)")
"""Marks of emphasis, and what has no width; both are of the file, not of the act."""
_SAME = {'"': "“”„«»", "'": "‘’", "-": "‐‑–—−", " ": "\x0b\x0c\x85\u2028\u2029"}
_ALIKE = {ord(char): plain for plain, chars in _SAME.items() for char in chars}
"""Kinds of quotation marks, dashes and line ends within a line, as one of each."""
_RULE = re.compile(r"[\s|:+-]*-{3}[\s|:+-]*")
"""The line under the headings of a table in Markdown."""
_PIPE = re.compile(r"\s*\|\s*")


def as_seen(text: str) -> str:
    """Return a text of the plan as a reader sees it: words with single spaces between them."""
    return _SPACE.sub(" ", _bare(text)).strip()


def line_as_seen(line: str) -> str:
    """Return a line of the act as a reader sees it, the tabs between cells kept.

    The cells of a table in Markdown are parted by tabs too.
    """
    if "<" in line:
        line = _TAG.sub("", _BREAK.sub(" ", line))
    if "&" in line:
        line = _ENTITY.sub(lambda match: unescape(match[0]), line)
    line = _bare(line)
    if line.lstrip().startswith("|"):
        inner = line.strip().removeprefix("|").removesuffix("|")
        line = "" if _RULE.fullmatch(line) else _PIPE.sub("\t", inner)
    return _SPACE.sub(_one_space, line).strip(" ")


def _bare(text: str) -> str:
    if not text.isascii():
        text = (text if is_normalized("NFC", text) else normalize("NFC", text)).translate(_ALIKE)
    return _UNSEEN.sub("", text)


def _one_space(run: re.Match[str]) -> str:
    return "\t" * run[0].count("\t") or " "

"""A document before it is put into a file: its Markdown, and the pictures that this shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DocumentFormat(StrEnum):
    """In which format a document is written; the values are those of `--format`."""

    MARKDOWN = "md"
    WORD = "docx"

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return f".{self.value}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document: Markdown as its template gives it.

    `created` is the day that its file bears, never today: the same plan gives the same bytes.
    `pictures` are SVG by the names by which the Markdown shows them (`![words](name.svg)`).
    """

    text: str
    created: date
    pictures: Mapping[str, str] = field(default_factory=dict)

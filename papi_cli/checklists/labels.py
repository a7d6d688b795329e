"""The labels behind which an agency writes, such as `Kết quả:`, however they are dressed.

Labels are known by their words. Bullets, quotation, emphasis, case, composition of letters and
what no viewer shows do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from papi_cli.checklists.fingerprints import UNSEEN

RESULT = "Kết quả:"
"""The line behind which an agency writes what it did, the last of a task."""
DIFFICULTIES = "Khó khăn, đề xuất:"
"""The line above it, for what stands in the way and what is proposed."""


class Field(StrEnum):
    """What stands behind a label."""

    LEVEL = "level"
    NUMBER = "number"
    COMPLETED = "completed"
    DIFFICULTIES = "difficulties"
    """Difficulties and proposals in one."""
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"
    RESULT = "result"

    @property
    def short(self) -> bool:
        """Whether it is a few words on one line."""
        return self in {Field.LEVEL, Field.COMPLETED}

    @property
    def wide(self) -> bool:
        """Whether it goes on over paragraphs, to the next label."""
        return self in {Field.DIFFICULTIES, Field.DIFFICULTY, Field.PROPOSAL}


@dataclass(frozen=True, slots=True)
class Label:
    """A label on a line: of what, in which words, and what stands behind it."""

    field: Field
    words: str
    behind: str


_AND = r"(?:\s*[,;/&–-]\s*|\s+và\s+|\s+)"
_OBSTACLE = r"(?:tồn\s+tại|hạn\s+chế|khó\s+khăn|vướng\s+mắc)"
_WISH = r"(?:đề\s+xuất|kiến\s+nghị)"
_OBSTACLES, _WISHES = (rf"{each}(?:{_AND}{each})*" for each in (_OBSTACLE, _WISH))
_WORDS = {
    Field.RESULT: r"kết\s+quả(?:\s+thực\s+hiện)?",
    Field.DIFFICULTIES: rf"{_OBSTACLES}{_AND}{_WISHES}",
    Field.DIFFICULTY: _OBSTACLES,
    Field.PROPOSAL: _WISHES,
    Field.LEVEL: r"mức\s+độ(?:\s+(?:hoàn\s+thành|thực\s+hiện))?",
    Field.NUMBER: r"số(?:\s+hiệu|,?\s+ký\s+hiệu)?\s+văn\s+bản|số,?\s+ký\s+hiệu",
    Field.COMPLETED: r"ngày\s+hoàn\s+thành",
}
"""The words of labels; those of difficulties and proposals as forms in use name their columns."""
_LABEL = re.compile(
    r"[\s>#]*(?:[-*+•–]\s+)?(?:<\w+>)?[*_]*(?:"
    + "|".join(f"(?P<{field.value}>{words})" for field, words in _WORDS.items())
    + r")[*_]*\s*(?:(?P<colon>[:：])[*_]*|[*_]*(?:</\w+>)?\s*\Z)",
    re.IGNORECASE,
)
_PRINTED = frozenset({Field.RESULT, Field.DIFFICULTIES})
"""Those that the program prints: they are known without their colon, too."""
_FAR = 160
"""Columns within which a label ends."""


@lru_cache(maxsize=20_000)
def label_of(line: str) -> Label | None:
    """Return the label that a line begins with, None for none.

    A line that is nothing but `Kết quả` or `Khó khăn, đề xuất` is a label without its colon.
    """
    begun = normalize("NFC", line if len(line) <= _FAR else f"{line[:_FAR]}…")
    found = _LABEL.match(begun.translate(UNSEEN))
    if found is None:
        return None
    field = next(each for each in _WORDS if found[each.value] is not None)
    if not found["colon"] and field not in _PRINTED:
        return None
    return Label(field, " ".join(found[field.value].split()), _behind(line))


def _behind(line: str) -> str:
    """Return what stands behind the colon of a line."""
    behind = line.replace("：", ":", 1).partition(":")[2]
    return behind.lstrip("*_") if line.lstrip(" >-+#•–").startswith(("*", "_", "<")) else behind


@dataclass(frozen=True, slots=True)
class Section:
    """What an agency wrote behind a label, more than blanks: its lines, the first on its own."""

    field: Field
    words: str
    lines: tuple[str, ...]

    def block(self, label: str = "") -> list[str]:
        """Return it as it stands in a task, behind `label` or one of its own."""
        own = DIFFICULTIES if self.field is Field.DIFFICULTIES else f"{self.words}:"
        first, *rest = self.lines
        line = f"{label.rstrip() or f'  {own}'} {first.strip()}".rstrip()
        return [line, *(f"  {each}" if each.strip() else "" for each in rest)]


_INSIDE = re.compile(
    rf"(?:^|(?<=[.;!?])[ \t])[ \t>]*(?:[-*+•–][ \t]+)?[*_]*"
    rf"(?:(?P<difficulty>{_OBSTACLES})|(?P<proposal>{_WISHES}))[*_]*[ \t]*[:：][*_]*",
    re.IGNORECASE | re.MULTILINE,
)


def parted(text: str, field: Field = Field.DIFFICULTIES) -> tuple[str, str]:
    """Return the difficulties and the proposals in a text, as labels inside tell them apart.

    What stands before the first label is a proposal only where the text's own label, whose field
    is `field`, says so.
    """
    composed = normalize("NFC", text)
    text = composed if _INSIDE.search(composed) else text
    parts: dict[bool, list[str]] = {False: [], True: []}
    proposed, start = field is Field.PROPOSAL, 0
    for found in _INSIDE.finditer(text):
        parts[proposed].append(text[start : found.start()])
        proposed, start = found["proposal"] is not None, found.end()
    parts[proposed].append(text[start:])
    return _joined(parts[False]), _joined(parts[True])


def _joined(texts: Iterable[str]) -> str:
    behind = (each.lstrip(" \t").strip("\n").rstrip() for each in texts)
    return "\n\n".join(filter(None, behind))

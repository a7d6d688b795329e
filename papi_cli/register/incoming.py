"""What an office received: files, folders, archives and mails taken apart, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that came in: its bytes, the name that its sender gave it, and where it lay.

    `origin` is the path as the user knows it, through archives and mails («thu.zip › a.docx»).
    `received` and `via` are what a mail says, None elsewhere. `problem` is a sentence where it is
    nothing that papi reads, which says what to ask for; `data` is then what came all the same.
    """

    name: str
    data: bytes
    origin: str
    received: date | None = None
    via: str | None = None
    problem: str = ""


def unpack(paths: Iterable[str]) -> Iterator[Incoming]:
    """Yield all that lies at paths, in the order of their names; raises `FileError`."""
    raise NotImplementedError

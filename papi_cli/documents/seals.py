"""Documents that tell whether anybody edited them: what papi alone wrote may be written anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from papi_cli.checklists.format import DOCUMENT_MARK
from papi_cli.checklists.fresh import Regenerated
from papi_cli.documents.output import Renew
from papi_cli.files import plain_lines
from papi_cli.office import package

_MARKDOWN = ".md"
_LINE = re.compile(r"^<!-- papi: mã ([0-9a-f]{16}) -->\n", re.MULTILINE)


def sealed(data: bytes, suffix: str) -> bytes:
    """Return a Markdown document, a Word file or a workbook of papi's so that an edit is seen."""
    if suffix != _MARKDOWN:
        return package.sealed(data)
    text = data.decode()
    head, mark, end = text.rpartition(DOCUMENT_MARK)
    return f"{head}<!-- papi: mã {_digest(text)} -->\n{mark}{end}".encode()


def is_unedited(data: bytes, suffix: str) -> bool:
    """Whether a file is as it was sealed; in Markdown line ends do not count."""
    if suffix != _MARKDOWN:
        return package.is_sealed(data)
    text = plain_lines(data.decode("utf-8", "replace"))
    found = _LINE.search(text)
    return bool(found and found[1] == _digest(text[: found.start()] + text[found.end() :]))


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def renew_sealed(make: Callable[[], bytes], *, force: bool = False) -> Renew:
    """Return what writes a document anew where nobody edited the one that is there.

    `make` gives it, not yet sealed. One that somebody edited stays as it is; with `force` it is
    replaced, and kept beside.
    """

    def renew(old: bytes | None, path: Path) -> Regenerated | None:
        edited = old is not None and not is_unedited(old, path.suffix)
        if edited and not force:
            return None
        return Regenerated(sealed(make(), path.suffix), beside=edited)

    return renew

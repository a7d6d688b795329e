"""Documents as Word files.

The libraries are loaded where one is made: most commands write none.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from papi_cli.documents.document import Document


def word_file(document: Document, letterhead: bytes | None = None) -> bytes:
    """Return a document as the bytes of a Word file.

    `letterhead` are those of an office's own Word file, which lends page, styles and head. Raises
    `FileError` where it cannot be used, or is another agency's.
    """
    from papi_cli.documents.word_translation import translated

    return translated(document, letterhead)


def check_letterhead(letterhead: bytes) -> None:
    """Raise `FileError` where an office's own Word file cannot lend page, styles and head."""
    from papi_cli.documents.word_translation import lent_by

    lent_by(letterhead)

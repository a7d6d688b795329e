"""Documents as Word files: Markdown translated by the layout of administrative documents.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from papi_cli.documents.document import Document


def word_file(document: Document, letterhead: bytes | None = None) -> bytes:
    """Return a document as the bytes of a Word file.

    `letterhead` are those of an office's own Word file, which lends page, styles and head.
    """
    raise NotImplementedError

"""A checklist as a form in Word: written, read, edited where it stands.

The libraries are loaded where a file of Word's is touched: most commands touch none.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping

from papi_cli.checklists.form import Form
from papi_cli.checklists.form_file import FormFile
from papi_cli.checklists.fresh import Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.office.content import OfficeFile


def _render(form: Form) -> bytes:
    from papi_cli.checklists.word_form import word_document

    return word_document(form)


def _open(data: bytes) -> OfficeFile:
    from papi_cli.office.word import read_word

    return read_word(data)


def _renew(
    form: Form, data: bytes, file: OfficeFile, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    from papi_cli.checklists.word_merge import regenerated

    return regenerated(form, data, file, shown, items)


_FILE = FormFile(_render, _open, _renew)
write, read_head = _FILE.write, _FILE.read_head
read, regenerate = _FILE.read, _FILE.regenerate

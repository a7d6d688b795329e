"""A checklist as a form in Excel: written, read, written afresh with what was entered.

The libraries are loaded where a file of Excel's is touched: most commands touch none.
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
    from papi_cli.checklists.excel_form import excel_form

    return excel_form(form)


def _open(data: bytes) -> OfficeFile:
    from papi_cli.office.excel import read_excel

    return read_excel(data)


def _renew(
    form: Form, data: bytes, file: OfficeFile, shown: str, items: Mapping[str, PlanItem]
) -> Regenerated:
    from papi_cli.checklists.excel_merge import regenerated

    return regenerated(form, data, file, shown, items)


_FILE = FormFile(_render, _open, _renew)
write, read_head = _FILE.write, _FILE.read_head
read, regenerate = _FILE.read, _FILE.regenerate

"""A checklist as a form in a file: what Word and Excel have in common as carriers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from papi_cli.checklists.form import Form
from papi_cli.checklists.form_reading import checklist_of, head_of, read_form, unreadable
from papi_cli.checklists.format import Checklist, Head, NotAChecklistError
from papi_cli.checklists.fresh import Fresh, FreshChecklist, Regenerated
from papi_cli.checklists.items import PlanItem
from papi_cli.office.content import OTHER_DOCUMENT, OfficeFile, UnreadableFileError


@dataclass(frozen=True, slots=True)
class FormFile:
    """Forms in one format, by what only it knows.

    `render` gives a fresh form as a file, `open` what a file holds (raises `UnreadableFileError`),
    `renew` an old form with what a fresh one prints: given that, the old bytes, what they hold,
    their path as the user knows it, and the plan's items.
    """

    render: Callable[[Form], bytes]
    open: Callable[[bytes], OfficeFile]
    renew: Callable[[Form, bytes, OfficeFile, str, Mapping[str, PlanItem]], Regenerated]

    def write(self, fresh: FreshChecklist) -> bytes:
        """Return a fresh checklist as the bytes of a file."""
        return self.render(fresh.form)

    def read_head(self, data: bytes, shown: str) -> Head:
        """Return whose a checklist is; raises `NotAChecklistError`, `FileError`."""
        opened = self._opened(data, shown)
        if OTHER_DOCUMENT in opened.properties:
            raise NotAChecklistError("không phải danh mục mà là văn bản khác do papi lập")
        return head_of(opened)

    def read(
        self,
        data: bytes,
        shown: str,
        items: Mapping[str, PlanItem],
        fresh: Fresh | None = None,  # noqa: ARG002 - a form says itself what the program's is
    ) -> Checklist | None:
        """Return what an agency wrote, None where the file is another document of papi's.

        Raises `NotAChecklistError`, `FileError`.
        """
        opened = self._opened(data, shown)
        if OTHER_DOCUMENT in opened.properties:
            return None
        return checklist_of(read_form(opened, items), items)

    def regenerate(
        self, fresh: FreshChecklist, data: bytes, shown: str, items: Mapping[str, PlanItem]
    ) -> Regenerated:
        """Return an old form so that it prints what a fresh one would.

        Raises `NotAChecklistError`, and `FileError` also where something could not be kept.
        """
        if data == self.write(fresh):  # nobody touched it: there is nothing to look for
            return Regenerated(data)
        return self.renew(fresh.form, data, self._opened(data, shown), shown, items)

    def _opened(self, data: bytes, shown: str) -> OfficeFile:
        try:
            return self.open(data)
        except UnreadableFileError as error:
            raise unreadable(shown, error) from None

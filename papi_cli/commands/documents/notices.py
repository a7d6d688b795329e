"""Notices that go with checklists written anew: which agencies get one, and where it is put."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from papi_cli.commands.console import print_error
from papi_cli.commands.documents.shared import (
    DocumentTarget,
    follow_up_of,
    fresh_of,
    write_documents,
)
from papi_cli.commands.options import choice
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.files import file_names
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.checking.baseline import Departures
    from papi_cli.checklists.items import Printed
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.document import Document, DocumentFormat
    from papi_cli.documents.notices import NoticeRow
    from papi_cli.documents.work import Scope
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency


@dataclass(frozen=True)
class NoticesAsked:
    """What was typed of notices: into which folder, in which format, what they compare with."""

    folder: str | None
    format: str | None
    was: str | None
    baseline: str | None
    force: bool
    dry: bool

    def check(self, *, placed: bool) -> None:
        """Raise `PapiError` where options do not go together.

        `placed` tells that checklists are written anew into a folder of their own.
        """
        with_notice = {
            "--notice-format": self.format is not None,
            "--was": self.was is not None,
            "--baseline": self.baseline is not None,
            "--force": self.force,
        }
        alone = next((name for name, typed in with_notice.items() if typed), None)
        if self.folder is None and alone:
            raise PapiError(f"{alone} đi với --notice THƯ MỤC là nơi để thông báo.")
        if self.folder is not None and not placed:
            raise PapiError(
                "--notice cần -o là nơi có danh mục để viết lại, không đi với --from; ghi -o THƯ"
                " MỤC."
            )
        if self.was is not None and self.baseline is not None:
            raise PapiError("--was và --baseline không đi cùng nhau; bỏ một trong hai.")


@dataclass(frozen=True)
class Due:
    """What a notice is to tell: its rows, whether the old wording is known, whether anything is."""

    rows: "list[NoticeRow]"
    worded: bool
    known: bool


@dataclass
class Notices:
    """The notices of a run that writes checklists anew; gathered first, written in the end."""

    loaded: "LoadedPlan"
    documents: "Documents"
    scope: "Scope"
    asked: NoticesAsked
    _rows: "dict[str, tuple[Agency, list[NoticeRow], bool]]" = field(default_factory=dict)
    _unknown: list[str] = field(default_factory=list)
    _compared: bool = False
    _to_itself: bool = False

    def __post_init__(self) -> None:
        self._author = follow_up_of(self.loaded)
        self._target = DocumentTarget(self._format, folder=self.asked.folder)
        # What cannot be read is told before any checklist is written.
        _ = self._old, self._departures
        if self.asked.folder and os.path.lexists(self.asked.folder):
            self._check_folder(Path(self.asked.folder))

    @staticmethod
    def _check_folder(folder: Path) -> None:
        from papi_cli.documents.output import make_folder

        make_folder(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise FileError(
                f"Không được phép ghi vào thư mục {quoted(str(folder), 200)} của --notice nên chưa"
                " ghi gì; xin quyền ghi hoặc chọn thư mục khác."
            )

    @property
    def _format(self) -> "DocumentFormat":
        from papi_cli.documents.document import DocumentFormat

        kind, typed = DocumentFormat, self.asked.format
        return choice("--notice-format", kind, typed, kind) if typed else kind.MARKDOWN

    @cached_property
    def _old(self) -> "tuple[Documents, LoadedPlan] | None":
        """The earlier plan with its documents, None where none was named."""
        if self.asked.was is None:
            return None
        from papi_cli.checking.runner import load_valid
        from papi_cli.documents.builder import Documents
        from papi_cli.documents.templates import shipped

        old = load_valid(Path(self.asked.was), self.asked.was)
        return Documents(old, shipped()), old

    @cached_property
    def _departures(self) -> "Departures | None":
        """What is not as it was signed off, None where no baseline was named."""
        if self.asked.baseline is None:
            return None
        from papi_cli.checking.baseline import departures, read

        found = departures(self.loaded, read(Path(self.asked.baseline), self.asked.baseline))
        if found.note:
            print_error(f"{found.note}; thay đổi ở đó không có trong thông báo.")
        if found.gone:
            listed = ", ".join(found.gone[:_NAMED]) + " …" * (len(found.gone) > _NAMED)
            print_error(
                f"{len(found.gone)} mục của bản đã duyệt không còn trong kế hoạch ({listed}); bản"
                " đã duyệt không giữ là của cơ quan nào nên thông báo không nêu, dùng --was để nêu."
            )
        return found

    def before(self, path: Path, agency: "Agency") -> "Printed | None":
        """Return what the checklist printed that is about to be written anew, None for none."""
        from papi_cli.documents.notices import of_old_plan

        if self._old is not None:
            documents, old = self._old
            return of_old_plan(documents, (old, self.loaded), agency, self.scope)
        return self._printed(path)

    def _printed(self, path: Path) -> "Printed | None":
        from papi_cli.checklists.carriers import DEFAULT, carrier_of
        from papi_cli.checklists.format import NotAChecklistError
        from papi_cli.checklists.items import plan_items
        from papi_cli.files import find

        try:
            found = find(path, str(path))
            if found is None:
                return None
            carrier = carrier_of(path) or DEFAULT
            whole = carrier.read(
                found.data, str(path), plan_items(self.loaded), fresh_of(self.loaded)
            )
        except (NotAChecklistError, FileError):
            return None  # it is left as it is, and writing it anew says why
        return whole.shown if whole and whole.intact else None

    def due(self, path: Path, agency: "Agency") -> "Due":
        """Return what to tell of a checklist at `path` that is about to be written anew.

        Raises `FileError` where the notice could not be written afterwards: the checklist must stay
        then, as it alone has the old wording.
        """
        from papi_cli.documents.notices import changes, exact, since_baseline

        before = self.before(path, agency)
        now = self.documents.form(agency, self.scope).rows
        rows: list[NoticeRow] = []
        worded = before is not None
        if before is not None:
            rows = changes(before, now, exact) if self._old else changes(before, now)
        if rows and not self._old and agency.name != self._author.name:
            self._refuse_to_lose(path, agency)
        if not rows and self._departures is not None:
            # The checklist may have been written anew already, since the baseline.
            rows, worded = since_baseline(self.loaded, self._departures, now), False
        return Due(rows, worded, known=before is not None or self._departures is not None)

    def _refuse_to_lose(self, path: Path, agency: "Agency") -> None:
        from papi_cli.documents.output import make_folder

        folder = Path(self.asked.folder or "")
        if not self.asked.dry:
            make_folder(folder)
        place = folder / f"thong-bao-{self._stems[agency.name]}{self._target.format.suffix}"
        if os.path.lexists(place) and not self.asked.force:
            raise FileError(
                f"Thông báo {quoted(str(place), 200)} đã có nên danh mục {quoted(str(path), 200)}"
                " có nhiệm vụ thay đổi được để nguyên; ghi --notice một thư mục khác, hoặc thêm"
                " --force để thay thông báo (bản cũ giữ lại với đuôi .bak)."
            )

    @cached_property
    def _stems(self) -> dict[str, str]:
        return file_names(each.name for each in self.loaded.registry.agencies)

    def add(self, agency: "Agency", due: "Due") -> None:
        """Note what changed of the tasks of an agency whose checklist was written anew."""
        if due.rows and agency.name == self._author.name:
            self._to_itself = True
        elif due.rows:
            self._rows[agency.name] = agency, due.rows, due.worded
        elif not due.known:
            self._unknown.append(agency.name)
            return
        self._compared = True

    def write(self) -> int:
        """Write the notices; return the exit code, 1 where some would be written and only looked.

        Raises `PapiError`.
        """
        if self._unknown:
            lacking = "chưa có danh mục cũ còn nguyên để so"
            advice = "; so với kế hoạch cũ thì ghi --was"
            if self._old:
                lacking, advice = "không có nhiệm vụ trong kế hoạch cũ", ""
            print_error(f"{len(self._unknown)} cơ quan {lacking} nên không có thông báo{advice}.")
        if self._to_itself:
            name = visible(self._author.name)
            print_error(f"{name} là cơ quan ra thông báo nên không có thông báo gửi chính mình.")
        if not self._rows:
            if self._compared and not self._to_itself:
                print_error(self._nothing())
            return ExitCode.DONE
        return write_documents(
            self.loaded,
            [agency for agency, _, _ in self._rows.values()],
            "thong-bao-{}",
            self._target,
            self._document,
            force=self.asked.force,
            dry=self.asked.dry,
        )

    def _nothing(self) -> str:
        """Return that nothing changed, and what that was compared with."""
        if self._old or self._departures:
            return "Không cơ quan nào có nhiệm vụ thay đổi: không có thông báo nào."
        return (
            "Danh mục đang có giống kế hoạch hiện nay nên không có thông báo nào; nếu danh mục đã"
            " được viết lại rồi thì ghi --was KẾ HOẠCH CŨ để so với kế hoạch trước khi đổi."
        )

    def _document(self, agency: "Agency") -> "Document":
        from papi_cli.documents.document import Document
        from papi_cli.documents.notices import notice_data

        _, rows, worded = self._rows[agency.name]
        data = notice_data(self.loaded, agency, rows, worded=worded)
        text = self.documents.notice(self._author, data)
        return Document(text, self.loaded.plan.document.date)


_NAMED = 8
"""How many tasks a sentence names."""

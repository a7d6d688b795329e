"""`papi bundle`: a package for each agency, and the list of what goes to whom.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import say
from papi_cli.commands.documents.calendar import RevisedOption, Unraised, edition_of
from papi_cli.commands.documents.checklist import other_owner
from papi_cli.commands.documents.shared import (
    AllOption,
    CheckOption,
    EachMemberOption,
    Outcomes,
    OwnerOption,
    TemplatesOption,
    choose_agencies,
    writers,
)
from papi_cli.commands.options import ForceOption, PlanOption, choice, fixed, load_plan
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.checklists.carriers import ChecklistFormat
    from papi_cli.checklists.fresh import FreshChecklist
    from papi_cli.documents.bundles import Packages, Place
    from papi_cli.documents.output import Renew
    from papi_cli.documents.work import Work
    from papi_cli.plan.loader import LoadedPlan

_BUNDLE_HELP = """\
Lập gói gửi từng cơ quan: hướng dẫn, danh mục, khung kế hoạch, khung báo cáo, lịch; kèm
danh-sach-gui.xlsx kể gói nào gửi nơi nào.

Gói đã có được viết lại theo kế hoạch hiện nay: dấu và chữ cơ quan đã ghi trong danh mục được giữ
nguyên, tệp ai đã sửa thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""


def bundle(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="THƯ MỤC", help="Ghi các gói vào thư mục này."),
    ] = None,
    zipped: Annotated[
        bool, typer.Option("--zip", help="Mỗi gói là một tệp .zip thay cho một thư mục.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="docx|xlsx|md",
            autocompletion=fixed("docx", "xlsx", "md"),
            help="Dạng của danh mục trong gói mới: docx (mặc định), xlsx, md, hay vài dạng cách"
            " nhau dấu phẩy để nơi nhận chọn một. Văn bản khác là Word, trừ khi chỉ ghi md.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="district",
            autocompletion=fixed("district"),
            help="district: gói của huyện và các xã của huyện vào chung một thư mục.",
        ),
    ] = None,
    revised: RevisedOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Write a package for each agency."""
    from papi_cli.checklists.items import plan_items
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.bundles import Packages, lying, of_other_shape, places
    from papi_cli.documents.output import renew_checklist
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import EVERYTHING

    if output is None:
        raise PapiError("Gói gửi cần -o THƯ MỤC để ghi.")
    if by not in {None, "district"}:
        raise PapiError("--by chỉ nhận district; bỏ --by thì mọi gói nằm cạnh nhau.")
    formats = _formats(format_)
    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    chosen = choose_agencies(loaded, documents.work, EVERYTHING, agency, members, all_=all_)
    if all_:
        chosen = writers(chosen)
    edition = edition_of(loaded, revised)
    unraised = Unraised(edition)
    items = plan_items(loaded)

    def renew(fresh: "FreshChecklist", path: Path) -> "Renew":
        return renew_checklist(fresh, other_owner(loaded, fresh.head, items, path), items)

    packages = Packages(
        loaded, documents, edition, formats, renew, force=force, watch=unraised.watch
    )
    folder = Path(output)
    where = places(loaded, folder, zipped=zipped, by_district=by is not None)
    wanted = [where[each.name] for each in chosen]
    there = lying(loaded, folder)
    if found := of_other_shape(folder, wanted, there):
        raise PapiError(_refused(folder, found, zipped=zipped))
    run = _Run(packages, folder, dry=check)
    run.write(wanted)
    all_places = {each.path: each for name in where for each in (where[name], *there[name])}
    run.write_list(loaded, documents.work, list(all_places.values()), force=force)
    say("", "\n".join(filter(None, (f"{folder}: {run.sentence()}", unraised.sentence()))))
    return run.code


_NAMED = 8
"""How many packages a sentence names."""


def _refused(folder: Path, found: "Sequence[Place]", *, zipped: bool) -> str:
    """Return why packages that are there in the other shape are not written in this one."""
    names = ", ".join(visible(each.path.as_posix()) for each in found[:_NAMED])
    shape, advice = ("thư mục", "bỏ --zip") if zipped else ("tệp .zip", "thêm --zip")
    return (
        f"Trong {quoted(str(folder), 200)} đã có gói dạng {shape} của {len(found)} cơ quan"
        f" ({names}{' …' * (len(found) > _NAMED)}) nên không lập gói thứ hai với danh mục trống;"
        f" {advice} để viết lại gói đã có, hoặc chọn -o thư mục khác."
    )


def _formats(typed: str | None) -> "Sequence[ChecklistFormat]":
    """Return the formats of checklists that were typed, each once; raises `PapiError`."""
    from papi_cli.checklists.carriers import ChecklistFormat

    if typed is None:
        return [ChecklistFormat.WORD]
    names = [each.strip() for each in typed.split(",")]
    found = [choice("--format", ChecklistFormat, each, ChecklistFormat) for each in names]
    return list(dict.fromkeys(found))


class _Run:
    """Packages written one after another, and what became of their files."""

    def __init__(self, packages: "Packages", folder: Path, *, dry: bool) -> None:
        self._packages, self._folder, self._dry = packages, folder, dry
        self._outcomes = Outcomes(dry=dry)
        self._files: dict[Path, list[str]] = {}

    def write(self, places: "Sequence[Place]") -> None:
        """Write packages; go on where one, or a file of one, cannot be written.

        Raises `FileError` where none can.
        """
        from papi_cli.documents.bundles import write_package
        from papi_cli.documents.output import make_folder
        from papi_cli.views.progress_bar import with_progress

        if not self._dry:
            make_folder(self._folder)
        for place in with_progress(places, len(places), "Ghi gói"):
            try:
                written = write_package(self._packages, place, self._folder, dry=self._dry)
            except FileError as error:
                self._outcomes.refuse(error)
                continue
            self._files[place.path] = [each.name for each in written]
            for each in written:
                if each.result:
                    self._outcomes.add(each.path, each.result)
                if each.error:
                    self._outcomes.refuse(each.error)

    def write_list(
        self,
        loaded: "LoadedPlan",
        work: "Work",
        places: "Sequence[Place]",
        *,
        force: bool,
    ) -> None:
        """Write the list of all packages that are in the folder, whoever was chosen today.

        `places` are those where an agency has, or may have, a package. A list that somebody wrote
        into stays, and the list of today is written beside it.
        """
        from papi_cli.documents.bundles import LIST, NEW_LIST, mailing_list
        from papi_cli.documents.output import Outcome, write_renewed
        from papi_cli.documents.seals import renew_sealed

        packages = [(each, self._names(each)) for each in places]
        packages = [each for each in packages if each[1]]
        renew = renew_sealed(partial(mailing_list, loaded, work, packages), force=force)
        try:
            for name in (LIST, NEW_LIST):
                path = self._folder / name
                result = write_renewed(path, renew, dry=self._dry)
                self._outcomes.add(path, result)
                if result.outcome is not Outcome.KEPT:
                    break
        except FileError as error:
            self._outcomes.refuse(error)

    def _names(self, place: "Place") -> list[str]:
        """Return the files that a package holds, or would hold."""
        from papi_cli.documents.bundles import held

        names = set(self._files.get(place.path, ()))
        with suppress(FileError):  # told where it was to be written
            names |= set(held(place, self._folder))
        return sorted(names)

    @property
    def code(self) -> ExitCode:
        """The exit code that all came to."""
        return self._outcomes.code

    def sentence(self) -> str:
        """Return how many packages there were, and what became of their files."""
        return f"{len(self._files)} gói; tệp: {self._outcomes.tally}"


COMMAND = Entry("bundle", bundle, "Lập gói gửi từng cơ quan, danh sách gửi.", _BUNDLE_HELP)

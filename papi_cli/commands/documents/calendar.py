"""`papi calendar`: the dates of each agency, for a calendar program.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import say, say_document
from papi_cli.commands.documents.shared import (
    AllOption,
    CheckOption,
    EachMemberOption,
    OwnerOption,
    choose_agencies,
    named_file,
    refuse_one_file,
    refuse_several,
    write_all,
    writers,
)
from papi_cli.commands.options import ForceOption, PlanOption, day_of, load_plan
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, PapiError
from papi_cli.vietnamese.deadline import day_text

if TYPE_CHECKING:
    from papi_cli.checklists.fresh import Regenerated
    from papi_cli.documents.agenda import Agenda
    from papi_cli.documents.calendars import Edition
    from papi_cli.documents.output import Renew, WriteResult
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency

_CALENDAR_HELP = """\
Lập lịch (.ics) cho từng cơ quan: hạn gửi báo cáo, nhiệm vụ có thời hạn hay định kỳ; nhắc
trước bảy ngày.

Lịch đã có được viết lại theo kế hoạch hiện nay, việc không còn thì ghi là đã bỏ. Tệp ai đã sửa
thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""

CalendarOutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="THƯ MỤC|TỆP",
        help="Ghi vào thư mục này, mỗi cơ quan một tệp, hay vào một tệp .ics; không có thì in ra"
        " màn hình.",
    ),
]
RevisedOption = Annotated[
    str | None,
    typer.Option(
        "--revised",
        metavar="NGÀY",
        help="Ngày kế hoạch được sửa, để lịch đã nhập vào máy nhận bản mới. Mặc định: ngày ban"
        " hành; lịch đã có thì không lùi về trước ngày nó đang mang.",
    ),
]


NAME = "lich-{}.ics"


def calendar(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
    revised: RevisedOption = None,
    output: CalendarOutputOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> int:
    """Print an agency's calendar, or write several into a folder."""
    from papi_cli.documents.agenda import Agendas
    from papi_cli.documents.calendars import calendar_bytes, renew_calendar
    from papi_cli.documents.output import write_renewed
    from papi_cli.documents.work import EVERYTHING, Work

    loaded = load_plan(ctx, plan)
    work = Work(loaded)
    chosen = choose_agencies(loaded, work, EVERYTHING, agency, members, all_=all_)
    if all_:
        chosen = writers(chosen)
    edition = edition_of(loaded, revised)
    agendas = Agendas(loaded, work)
    if output is None:
        refuse_several(chosen, check)
        agenda = agendas.of(chosen[0])
        if agenda.events:
            say_document(calendar_bytes(edition, agenda).decode())
        say("", _told([agenda]))
        return ExitCode.DONE
    folder, name = _target(output, len(chosen))
    made = {each.name: agendas.of(each) for each in chosen}
    unraised = Unraised(edition)

    def write(path: Path, each: "Agency") -> "WriteResult":
        renew = renew_calendar(edition, made[each.name], force=force)
        return write_renewed(path, unraised.watch(renew), dry=check)

    code = ExitCode.DONE
    if dated := _with_days(loaded, made, Path(folder, name)):
        code = ExitCode(write_all(loaded, dated, name, folder, write, dry=check))
    say("", "\n".join(filter(None, (_told(list(made.values())), unraised.sentence()))))
    return code


def edition_of(loaded: "LoadedPlan", revised: str | None) -> "Edition":
    """Return the state of the plan that calendars are of; raises `PapiError`."""
    from papi_cli.documents.calendars import Edition

    document = loaded.plan.document
    day = day_of("--revised", revised, loaded) or document.date
    if day < document.date:
        raise PapiError(
            f"--revised là ngày {day_text(day)}, trước ngày ban hành kế hoạch"
            f" ({day_text(document.date)}); ghi ngày kế hoạch được sửa."
        )
    return Edition(document, day)


class Unraised:
    """Tells of calendars that change and bear no later day, or a later one than the plan's."""

    def __init__(self, edition: "Edition") -> None:
        self._edition = edition
        self._paths: dict[Path, date] = {}

    def watch(self, renew: "Renew") -> "Renew":
        """Return what makes the same as `renew`, and is watched."""
        from papi_cli.documents.calendars import is_later

        def watched(old: bytes | None, path: Path) -> "Regenerated | None":
            made = renew(old, path)
            if old and made and made.data != old and not is_later(self._edition, old):
                self._paths[path] = self._edition.not_before(old).revised
            return made

        return watched

    def sentence(self) -> str:
        """Return what to do so that programs take over what changed, nothing where they do."""
        if not self._paths:
            return ""
        latest = max(self._paths.values())
        later = latest > self._edition.revised
        kept = f", không lùi về {day_text(self._edition.revised)}," if later else ""
        return (
            f"{len(self._paths)} lịch đổi mà vẫn mang ngày {day_text(latest)}{kept} nên máy đã nhập"
            " lịch cũ có thể không nhận bản mới; chạy lại với --revised NGÀY là ngày kế hoạch được"
            f" sửa{', sau ngày ấy' if later else ''}."
        )


def _target(output: str, agencies: int) -> tuple[str, str]:
    """Return the folder and the file's name that `-o` names; raises `PapiError`."""
    from papi_cli.documents.calendars import SUFFIX

    file = named_file(output, {SUFFIX})
    if file is None:
        return output, NAME
    refuse_one_file(agencies, " để mỗi cơ quan một tệp")
    return str(file.parent), file.name


def _with_days(loaded: "LoadedPlan", made: Mapping[str, "Agenda"], path: Path) -> list["Agency"]:
    """Return the agencies that get a calendar: they have a day, or had one in the file there."""
    from papi_cli.files import file_names

    stems = file_names(each.name for each in loaded.registry.agencies)
    return [
        agenda.agency
        for name, agenda in made.items()
        if agenda.events or os.path.lexists(str(path).replace("{}", stems[name]))
    ]


def _told(agendas: Sequence["Agenda"]) -> str:
    """Return what the calendars hold, and what they cannot."""
    days = sum(len(each.events) for each in agendas)
    undated = sum(each.undated for each in agendas)
    empty = sum(not each.events for each in agendas)
    said = [f"{days} việc có ngày"]
    if undated:
        said.append(
            f"{undated} lượt nhiệm vụ thường xuyên hay không có ngày thì không có trong lịch"
        )
    if empty:
        said.append(f"{empty} cơ quan không có ngày nào nên không có lịch")
    return f"{'; '.join(said)}."


COMMAND = Entry("calendar", calendar, "Lập lịch các ngày đến hạn của từng cơ quan.", _CALENDAR_HELP)

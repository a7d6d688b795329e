"""Checklists that came back, read for a command that shows or reports what they say."""

import os
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from papi_cli.commands.console import print_error
from papi_cli.commands.documents.shared import exit_code, fresh_of, print_intake
from papi_cli.errors import ExitCode, FileError, PapiError
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.intake import AgencyReturn, Intake
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received


def read_returns(
    loaded: "LoadedPlan",
    source: str | None,
    whose: Collection[str] | None,
    received: "Received | None" = None,
    period: str | None = None,
    about: Collection[str] | None = None,
) -> tuple[Mapping[str, "AgencyReturn"], ExitCode]:
    """Return what agencies sent, by name; say which files cannot be used.

    Of a folder with a register only what counts is read, of a period where one is named.
    What is said of files, and how much is to be looked at again in them, is of those of the
    agencies `whose` alone, None for all; so is the exit code. What is to be looked at is of the
    tasks with the labels `about` alone, None for all.
    """
    if source is None:
        return {}, ExitCode.DONE
    returned, intake = read_intake(loaded, source, whose, received, period, about)
    return returned, exit_code(intake)


def read_intake(
    loaded: "LoadedPlan",
    source: str,
    whose: Collection[str] | None,
    received: "Received | None" = None,
    period: str | None = None,
    about: Collection[str] | None = None,
) -> "tuple[Mapping[str, AgencyReturn], Intake]":
    """Return what agencies sent as `read_returns` does, and what came in to be counted."""
    from papi_cli.checklists.collect import FoundFiles, collect_returns, find_files
    from papi_cli.views.progress_bar import with_progress

    if not os.path.lexists(source):
        raise FileError(f"Không có {quoted(source, 200)}; kiểm tra lại đường dẫn của --from.")
    owners: Mapping[str, Agency] = {}
    if received is None:
        found = find_files([source])
    else:
        counted = received.counted(period)
        owners = counted.owners
        uncounted = [*received.uncounted(), *counted.uncounted]
        found = FoundFiles(list(counted.paths), uncounted, list(received.notes(period)))
    paths = with_progress(found.paths, len(found.paths), "Đọc danh mục")
    returned, intake = collect_returns(loaded, paths, fresh_of(loaded), owners)
    intake = found.told_in(intake if whose is None else _of(intake, whose))
    print_intake(intake)
    reviews = sum(
        about is None or each.label in {"", *about}
        for sent in intake.returned.values()
        for _, each in sent.reviews
    )
    if reviews:
        print_error(
            f"{reviews} chỗ ghi cần xem lại (dấu và lời ghi không khớp …);"
            f" «papi progress {source} --review» liệt kê."
        )
    return returned, intake


def known_period(received: "Received", period: str | None) -> None:
    """Raise `PapiError` for a period that neither the plan nor the register names."""
    standings = received.standings
    if period is None or standings.name_of(period) in standings.periods:
        return
    known = ", ".join(map(quoted, standings.periods))
    raise PapiError(f"--period không nhận {quoted(period)}; kế hoạch và sổ nhận có: {known}.")


def _of(intake: "Intake", whose: Collection[str]) -> "Intake":
    """Return what came in of some agencies; what is of nobody's known stays."""
    from dataclasses import replace

    returned = {name: sent for name, sent in intake.returned.items() if name in whose}
    others = (sent for name, sent in intake.returned.items() if name not in whose)
    foreign = {quoted(each.path, 200) for sent in others for each in sent.readings}
    notes = (note for note in intake.notes if not any(path in note for path in foreign))
    return replace(intake, returned=returned, notes=tuple(notes))

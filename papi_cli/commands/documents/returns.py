"""Checklists that came back, read for a command that shows or reports what they say."""

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from papi_cli.commands.console import print_error
from papi_cli.commands.documents.shared import exit_code, fresh_of, print_intake
from papi_cli.errors import ExitCode, FileError
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.intake import AgencyReturn
    from papi_cli.plan.loader import LoadedPlan


def read_returns(
    loaded: "LoadedPlan", source: str | None, whose: Collection[str] | None
) -> tuple[Mapping[str, "AgencyReturn"], ExitCode]:
    """Return what agencies sent, by name; say which files cannot be used.

    It is said how much is to be looked at again in what the agencies `whose` wrote, None for all.
    """
    from papi_cli.checklists.collect import collect_returns, find_files
    from papi_cli.views.progress_bar import with_progress

    if source is None:
        return {}, ExitCode.DONE
    if not os.path.lexists(source):
        raise FileError(f"Không có {quoted(source, 200)}; kiểm tra lại đường dẫn của --from.")
    found, uncounted = find_files([source])
    paths = with_progress(found, len(found), "Đọc danh mục")
    returned, intake = collect_returns(loaded, paths, fresh_of(loaded))
    intake = replace(intake, uncounted=(*uncounted, *intake.uncounted))
    print_intake(intake)
    reviews = sum(
        1
        for name, sent in intake.returned.items()
        for _ in (sent.reviews if whose is None or name in whose else ())
    )
    if reviews:
        print_error(
            f"{reviews} chỗ ghi cần xem lại (dấu và lời ghi không khớp …);"
            f" «papi progress {source} --review» liệt kê."
        )
    return returned, exit_code(intake)

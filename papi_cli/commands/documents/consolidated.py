"""`papi report --consolidated`: one report on what all agencies sent, and its annex of results."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from papi_cli.commands.documents.returns import read_returns
from papi_cli.commands.documents.shared import DocumentTarget, received_of, write_documents
from papi_cli.commands.options import load_scores
from papi_cli.errors import FileError, PapiError
from papi_cli.files import file_names
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.intake import AgencyReturn
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.document import Document
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received
    from papi_cli.register.standing import Standing

_STEM = "bao-cao-tong-hop"
_RESULTS = "phu-luc-ket-qua"
"""What follows the name of the report in that of the annex with all results."""


@dataclass(frozen=True)
class Asked:
    """What was typed: where returns are, and those of an earlier round; of which period, which day.

    `scores` is the file of published values, None for those that are shipped; `dated` the day that
    the report bears, None where it is not known.
    """

    source: str
    previous: str | None = None
    period: str | None = None
    on: date | None = None
    scores: str | None = None
    dated: date | None = None


def consolidator(loaded: "LoadedPlan", names: Sequence[str] | None) -> "Agency":
    """Return who writes the consolidated report: who was asked for, else who follows up."""
    if names and len(names) > 1:
        raise PapiError("--consolidated chỉ nhận một --agency.")
    name = names[0] if names else loaded.plan.document.follow_up
    if name is None:
        raise PapiError("Kế hoạch không nêu cơ quan theo dõi (follow_up); ghi --agency TÊN.")
    author = loaded.registry.find(name)
    from papi_cli.documents.coverage import puts_together

    if not puts_together(loaded, author):
        raise PapiError(
            f"{quoted(author.name)} không có xã, thành viên hay lĩnh vực nào để tổng hợp; bỏ"
            " --consolidated để lập báo cáo của chính cơ quan ấy."
        )
    return author


def write_consolidated(
    loaded: "LoadedPlan",
    documents: "Documents",
    author: "Agency",
    asked: Asked,
    target: DocumentTarget,
    *,
    force: bool,
    dry: bool,
) -> int:
    """Write the consolidated report of an agency and its annex, or print both."""
    from papi_cli.documents.consolidated import Beside
    from papi_cli.documents.coverage import ALL, coverage
    from papi_cli.documents.index_work import index_annex

    received = received_of(loaded, [asked.source])
    period = period_of(received, asked.period)
    covered = coverage(loaded, author)
    about = None
    if covered.tasks is not None:
        tasks = filter(covered.holds, loaded.plan.tasks)
        about = {item.id for task in tasks for item in task.items}
    returned, code = read_returns(loaded, asked.source, covered.agencies, received, period, about)
    index = None
    if covered == ALL:
        scores = load_scores(asked.scores)
        index = index_annex(loaded, scores, returned, asked.on, asked.dated or asked.on)
    previous, earlier = _previous(loaded, asked, received, period)
    beside = Beside(
        period=asked.period or "",
        on=asked.on,
        previous=previous,
        earlier=earlier,
        index=index,
        standings=_standings(received, period) if received else None,
        pictures=_pictures(target),
    )
    made = documents.consolidated(author, returned, beside)

    def write(stem: str, place: DocumentTarget, document: "Document") -> int:
        return write_documents(
            loaded, [author], stem, place, lambda _: document, force=force, dry=dry
        )

    first = write(_STEM, target, made.report)
    return max(code, first, write(f"{_STEM}-{_RESULTS}", _beside(target), made.results))


def _beside(target: DocumentTarget) -> DocumentTarget:
    """Return where the annex goes: where the report does, beside a file that is named."""
    if target.file is None:
        return target
    name = f"{target.file.stem}-{_RESULTS}{target.file.suffix}"
    return replace(target, file=target.file.with_name(name))


def _pictures(target: DocumentTarget) -> str:
    """Return how the names of pictures begin, empty where the report goes to stdout.

    They stand in the text, and lie beside that of the report whose name they bear.
    """
    if target.folder is None and target.file is None:
        return ""
    stem = target.file.stem if target.file else _STEM
    return f"{file_names([stem])[stem]}-bieu-do"


def _previous(
    loaded: "LoadedPlan", asked: Asked, received: "Received | None", period: str | None
) -> "tuple[Mapping[str, AgencyReturn] | None, str]":
    """Return what agencies sent in an earlier round, and its name; None where none was asked for.

    Of the register that is reported on it is the period before.
    """
    if asked.previous is None:
        return None, ""
    if not os.path.lexists(asked.previous):
        raise FileError(
            f"Không có {quoted(asked.previous, 200)}; kiểm tra lại đường dẫn của --previous."
        )
    earlier = received_of(loaded, [asked.previous])
    before = None
    if earlier and received and Path(asked.previous).samefile(asked.source):
        before = received.standings.previous(period)
        if before is None:
            name = quoted(received.standings.name_of(period))
            raise PapiError(
                f"Sổ nhận không có kỳ nào trước {name}; --previous cần thư mục của kỳ trước."
            )
    returned = read_returns(loaded, asked.previous, frozenset(), earlier, before)[0]
    if not returned:
        raise PapiError(
            f"Trong {quoted(asked.previous, 200)} không có danh mục nào đọc được; --previous cần"
            " nơi để các danh mục đã gửi về ở kỳ trước."
        )
    return returned, before or (_only_period(earlier) if earlier else "")


def _only_period(earlier: "Received") -> str:
    """Return the only period of a register's returns, nothing where they are of several."""
    periods = {each.period for each in earlier.standings.receipts if each.own}
    return periods.pop() if len(periods) == 1 else ""


def period_of(received: "Received | None", period: str | None) -> str | None:
    """Return the period whose returns alone count: the report's, if any return is of one so named.

    A report may name its period in other words.
    """
    if received is None or period is None:
        return None
    name = received.standings.name_of(period)
    return name if name in received.standings.periods else None


def _standings(received: "Received", period: str | None) -> "Mapping[str, Standing]":
    """Return how all agencies stand in the register, by their names."""
    standings = received.standings
    return {each.name: standings.of(each, period) for each in received.loaded.registry.agencies}

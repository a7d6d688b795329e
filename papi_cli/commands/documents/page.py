"""`papi page`: the plan, and what was sent, as one HTML file.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import say
from papi_cli.commands.documents.shared import (
    CheckOption,
    Outcomes,
    TemplatesOption,
    exit_code,
    received_of,
)
from papi_cli.commands.options import ForceOption, PlanOption, day_of, load_plan
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, PapiError
from papi_cli.files import is_folder
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.count import Survey
    from papi_cli.documents.page_progress import Returns
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received

_PAGE_HELP = """\
Lập trang HTML của kế hoạch: một tệp, mở bằng trình duyệt, không cần mạng, lọc và tìm được.

Trang dùng nội bộ: có điểm cần xác minh; có --from thì thêm tiến độ, nơi chưa gửi, có cả --on thì
thêm việc quá hạn. Bản đăng cổng thông tin thì ghi --public. Kế hoạch hay danh mục đổi thì chạy lại:
trang do papi lập được viết đè, trang đã có người sửa thì để nguyên."""
_SUFFIXES = (".html", ".htm")


def page(
    ctx: typer.Context,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="TỆP.html", help="Ghi vào tệp này, đuôi là .html."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="TỆP|THƯ MỤC",
            help="Danh mục đã gửi về: thêm tiến độ theo chỉ số, theo cơ quan; nơi chưa gửi.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Cùng --from: thêm việc quá hạn tính đến ngày này, như 31/12/2021 (today: hôm"
            " nay).",
        ),
    ] = None,
    results: Annotated[
        bool, typer.Option("--results", help="Cùng --from: thêm lời ghi của các cơ quan.")
    ] = False,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="Bản cho mọi người xem: không có điểm cần xác minh, việc quá hạn, nơi chưa gửi,"
            " lời ghi của cơ quan.",
        ),
    ] = False,
    check: CheckOption = False,
    force: ForceOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Write the page."""
    from papi_cli.documents.output import write_generated
    from papi_cli.documents.page import PageOptions, is_untouched_page, page_text
    from papi_cli.documents.templates import Templates

    path = _path(output)
    _refuse(from_, on, results=results, public=public)
    loaded = load_plan(ctx, plan)
    returns, code = None, ExitCode.DONE
    if from_ is not None:
        returns, code = _returns(loaded, from_, day_of("--on", on, loaded))
    text = page_text(
        loaded, Templates(templates), returns, PageOptions(public=public, results=results)
    )
    result = write_generated(
        path,
        text,
        is_untouched_page,
        "trang do papi lập, hay đã có người sửa,",
        advice="chọn tên khác, hoặc ghi thêm --force để thay (bản cũ giữ lại với đuôi .bak)",
        force=force,
        dry=check,
    )
    outcomes = Outcomes(dry=check)
    outcomes.add(path, result)
    say("", f"{path}: {result.outcome.value}.")
    return max(code, outcomes.code)


def _path(output: str | None) -> Path:
    """Return the file that was named for the page; raises `PapiError`."""
    if output is None:
        raise PapiError("Trang được ghi vào một tệp; ghi thêm -o TỆP.html.")
    if is_folder(output) or not output.lower().endswith(_SUFFIXES):
        raise PapiError(
            f"-o cần một tệp có đuôi .html, không phải {quoted(output)}; ghi như -o trang.html."
        )
    return Path(output)


def _refuse(source: str | None, on: str | None, *, results: bool, public: bool) -> None:
    """Raise `PapiError` for options that do not go together."""
    for option, asked, what in (
        ("--on", on is not None, "việc quá hạn"),
        ("--results", results, "lời ghi của cơ quan"),
    ):
        if asked and source is None:
            raise PapiError(
                f"{option} chỉ dùng cùng --from; ghi thêm --from THƯ MỤC hoặc bỏ {option}."
            )
        if asked and public:
            raise PapiError(
                f"Bản --public không có {what} nên không đi cùng {option}; bỏ một trong hai."
            )


def _returns(loaded: "LoadedPlan", source: str, on: date | None) -> "tuple[Returns, ExitCode]":
    """Return what was sent, counted, and the exit code that it comes to."""
    from papi_cli.checklists.count import ProgressOptions, Survey
    from papi_cli.commands.documents.returns import read_intake
    from papi_cli.documents.page_progress import Returns
    from papi_cli.plan.parts import Role
    from papi_cli.plan.query import Workload, reporting_agencies
    from papi_cli.register.sentences import figures_line

    received = received_of(loaded, [source])
    returned, intake = read_intake(loaded, source, None, received)
    expected = (
        received.standings.expected()
        if received
        else reporting_agencies(loaded, Workload(loaded), Role)
    )
    survey = Survey(loaded, ProgressOptions(on=on))
    survey.count(intake, expected)
    standing = figures_line(received.standings, None) if received else ""
    missing = _missing(survey, received)
    return Returns(survey, returned, missing, standing), exit_code(intake)


_BLANK, _NOTHING, _PAPER, _UNCOUNTED = (
    "Gửi nhưng trống",
    "Chưa gửi",
    "Chỉ gửi bản giấy, không có số liệu nhiệm vụ",
    "Đã gửi, chưa có số liệu nhiệm vụ",
)


def _missing(survey: "Survey", received: "Received | None") -> Mapping[str, Sequence[str]]:
    """Return those of whom nothing is counted, under what is said of them."""
    found: dict[str, list[str]] = {_NOTHING: []}
    for each in survey.missing:
        found.setdefault(_missing_word(each, survey, received), []).append(each.name)
    return {word: names for word, names in found.items() if names}


def _missing_word(agency: "Agency", survey: "Survey", received: "Received | None") -> str:
    if received is None:
        return _BLANK if agency in survey.blank else _NOTHING
    standing = received.standings.of(agency)
    if standing.paper:
        return _PAPER
    return _UNCOUNTED if standing.state.sent else standing.state.word


COMMAND = Entry("page", page, "Lập trang HTML của kế hoạch, lọc và tìm được.", _PAGE_HELP)

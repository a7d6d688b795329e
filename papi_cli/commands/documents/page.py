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
    from papi_cli.checklists.intake import Intake
    from papi_cli.documents.page_progress import Returns
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received
    from papi_cli.register.grid import Place

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
            " nay), theo những gì đã nhận đến hết ngày ấy.",
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
    """Return what was sent, counted, and the exit code that it comes to.

    Of a folder with a register that is what had been received by the day.
    """
    from dataclasses import replace

    from papi_cli.checklists.count import ProgressOptions, Survey
    from papi_cli.commands.documents.returns import read_intake
    from papi_cli.documents.page_progress import Returns
    from papi_cli.plan.parts import Role
    from papi_cli.plan.query import Workload, reporting_agencies

    received = received_of(loaded, [source])
    if received and on:
        received = received.until(on)
    returned, intake = read_intake(loaded, source, None, received)
    expected = (
        received.standings.expected()
        if received
        else reporting_agencies(loaded, Workload(loaded), Role)
    )
    written = {name: each for name, each in intake.returned.items() if not each.blank}
    survey = Survey(loaded, ProgressOptions(on=on))
    survey.count(replace(intake, returned=written), expected)
    blank = [each.owner.name for each in intake.returned.values() if each.blank]
    return Returns(
        survey,
        returned,
        _missing(survey, blank, received),
        _late(loaded, intake, received, on) if on else None,
        _about(received, on),
    ), exit_code(intake)


def _late(
    loaded: "LoadedPlan", intake: "Intake", received: "Received | None", on: date
) -> "list[Place]":
    """Return the tasks past their time on a day, as the letter that urges has them."""
    from papi_cli.documents.letters import late_places, of_files, of_register

    if received is None:
        return late_places(loaded, of_files(loaded, intake.returned, on, None), on)
    told = {name: [(on, each.readings[-1])] for name, each in intake.returned.items()}
    return late_places(loaded, of_register(received, told, None), on)


def _about(received: "Received | None", on: date | None) -> str:
    """Return of when and of what the figures are, as far as anything says so."""
    from papi_cli.vietnamese.deadline import day_text
    from papi_cli.vietnamese.words import small_start

    until = f" tính đến {day_text(on)}" if on else ""
    if received is None:
        return f"Số liệu{until}, theo các danh mục gửi về." if on else ""
    standings = received.standings
    period = small_start(standings.name_of(None))
    last = max((each.row.received for each in standings.receipts if each.own), default=None)
    newest = f"; bản nhận sau cùng ngày {day_text(last)}" if last else ""
    comma = "," if on else ""
    return f"Số liệu{until}{comma} theo sổ nhận, báo cáo {period}{newest}."


_BLANK, _NOTHING, _PAPER, _UNCOUNTED = (
    "Gửi trống",
    "Chưa gửi",
    "Chỉ gửi bản giấy, không có số liệu nhiệm vụ",
    "Gửi bản không nhận ra nhiệm vụ nào",
)


def _missing(
    survey: "Survey", blank: Sequence[str], received: "Received | None"
) -> "Mapping[str, Sequence[Agency]]":
    """Return those of whom nothing is counted, under what is said of them."""
    found: dict[str, list[Agency]] = {_NOTHING: [], _BLANK: []}
    for each in survey.missing:
        found.setdefault(_missing_word(each, blank, received), []).append(each)
    return found


def _missing_word(agency: "Agency", blank: Sequence[str], received: "Received | None") -> str:
    from papi_cli.register.standing import State

    if received is None:
        return _BLANK if agency.name in blank else _NOTHING
    standing = received.standings.of(agency)
    if standing.paper:
        return _PAPER
    if standing.state.sent:
        return _UNCOUNTED
    words = {
        State.BLANK: _BLANK,
        State.UNREADABLE: "Gửi bản không đọc được",
        State.SENT_BACK: "Gửi bản đã bị trả lại",
    }
    return words.get(standing.state, _NOTHING)


COMMAND = Entry("page", page, "Lập trang HTML của kế hoạch, lọc và tìm được.", _PAGE_HELP)

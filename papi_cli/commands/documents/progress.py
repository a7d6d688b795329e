"""`papi progress`: what the checklists that came back say.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.completion import Offer, completer
from papi_cli.commands.console import print_error, show
from papi_cli.commands.documents.returns import known_period
from papi_cli.commands.documents.shared import (
    exit_code,
    fresh_of,
    print_intake,
    received_of,
)
from papi_cli.commands.options import (
    AnswerFileOption,
    ForceOption,
    FormatOption,
    PlanOption,
    RoleOption,
    agency_names,
    answer_target,
    choice,
    day_of,
    fixed,
    load_plan,
    role_of,
    today,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import fold, small_start

if TYPE_CHECKING:
    from papi_cli.checklists.count import ProgressOptions, Survey
    from papi_cli.errors import ExitCode
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency, Role
    from papi_cli.register.counting import Received
    from papi_cli.views.formats import View

_PROGRESS_HELP = """\
Đọc lại các danh mục cơ quan đã ghi, đếm nhiệm vụ hoàn thành, đang và chưa thực hiện.

Hoàn thành là đã đánh dấu [x], hay dòng, cột Mức độ ghi vậy; đang thực hiện là chưa đánh dấu nhưng
có ghi kết quả; lời ghi nói rõ mức độ thì tính theo lời. Một nhiệm vụ của nhiều cơ quan được đếm
cho từng cơ quan; quá hạn chỉ tính cơ quan chủ trì. Tệp không đọc được thì báo, tệp khác vẫn đếm,
mã thoát là 1."""


def _expected_names(ctx: typer.Context) -> Iterable[Offer]:
    """Return what `--expect` takes: `all`, agencies."""
    return [Offer("all", "mọi cơ quan có nhiệm vụ"), *agency_names(ctx)]


def progress(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THƯ MỤC|TỆP...",
            help="Thư mục (tìm mọi tệp .md, .docx, .xlsx ở mọi cấp) hay tệp danh mục đã gửi về.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="agency|dimension|task|district",
            autocompletion=fixed(
                "agency", "dimension", "task", "district", "tier", "group", "period"
            ),
            help="Đếm theo cơ quan (mặc định), chỉ số nội dung, nhiệm vụ hay huyện; với --returns:"
            " tier (cấp, mặc định), district, group (nhóm cơ quan), period (kỳ), agency.",
        ),
    ] = None,
    role: RoleOption = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Thêm số nhiệm vụ quá hạn tính đến ngày này, như 30/6/2021 (today: hôm nay); với"
            " --grid: bảng tính đến hết ngày này, theo những gì đã nhận đến lúc ấy.",
        ),
    ] = None,
    expect: Annotated[
        list[str] | None,
        typer.Option(
            "--expect",
            metavar="all|TÊN",
            autocompletion=completer(_expected_names),
            help="Nêu cơ quan chưa gửi: all là mọi cơ quan có nhiệm vụ, hay một cơ quan, thành viên"
            " một nhóm, các xã của một huyện. Ghi nhiều lần được.",
        ),
    ] = None,
    review: Annotated[
        bool,
        typer.Option(
            "--review",
            help="Liệt kê chỗ cần xem lại: dấu và lời ghi không khớp, tính thế nào và vì sao.",
        ),
    ] = False,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="KỲ",
            help="Chỉ tính bản gửi của kỳ này, như «Năm 2021»; cần sổ nhận.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="NGÀY",
            help="Tính theo những gì đã nhận đến hết ngày này; cần sổ nhận.",
        ),
    ] = None,
    returns: Annotated[
        bool,
        typer.Option(
            "--returns",
            help="Số liệu gửi báo cáo: phải gửi, đã gửi, đúng hạn, muộn mấy ngày, gửi nhưng trống,"
            " chưa gửi; cần sổ nhận.",
        ),
    ] = False,
    grid: Annotated[
        bool,
        typer.Option(
            "--grid",
            help="Bảng nhiệm vụ: hoàn thành đúng hạn, quá hạn; chưa hoàn thành trong hạn, quá hạn"
            " bao lâu, không có thời hạn; không có tin; cần sổ nhận.",
        ),
    ] = False,
    silent_after: Annotated[
        str | None,
        typer.Option(
            "--silent-after",
            metavar="SỐ THÁNG",
            help="Với --grid: sau mấy tháng không có tin thì kể là không có tin (mặc định 3).",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="NGÀY",
            help="Thay đổi so với hết ngày này, theo chỉ số nội dung và cơ quan; cần sổ nhận.",
        ),
    ] = None,
    previous: Annotated[
        bool,
        typer.Option("--previous-period", help="Thay đổi so với kỳ báo cáo trước; cần sổ nhận."),
    ] = False,
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> int:
    """Count what checklists say."""
    if not paths:
        raise PapiError("Ghi thư mục hay tệp danh mục cần đọc, ví dụ «papi progress danh_muc».")
    views = {
        "--review": review,
        "--returns": returns,
        "--grid": grid,
        "--since": since is not None,
        "--previous-period": previous,
    }
    _refuse_several([name for name, asked in views.items() if asked])
    if silent_after is not None and not grid:
        raise PapiError("--silent-after đi với --grid.")
    if by and (since is not None or previous):
        raise PapiError("Thay đổi luôn được kể theo chỉ số nội dung và cơ quan; bỏ --by.")
    target = answer_target(format_, output, force=force)
    loaded = load_plan(ctx, plan)
    asked = _Asked(
        by=by,
        role=role_of(role),
        on=day_of("--on", on, loaded),
        expected=_expected(loaded, expect or ()),
        review=review,
        period=period,
        returns=returns,
        grid=grid,
        months=_months(silent_after),
        since=day_of("--since", since, loaded),
        previous=previous,
    )
    received = received_of(loaded, paths, day_of("--as-of", as_of, loaded))
    if received is None:
        needing = {**views, "--period": period is not None, "--as-of": as_of is not None}
        needing.pop("--review")
        _refuse_without_register([name for name, is_asked in needing.items() if is_asked])
        view, code = _of_files(loaded, paths, asked)
    else:
        view, code = _of_register(received, asked)
    show(view, target)
    return code


_MONTHS, _MOST_MONTHS = 3, 120
"""After so many months without news a task is silent; no plan goes on for so many more."""


def _months(typed: str | None) -> int:
    """Return how many months were typed; raises `PapiError`."""
    if typed is None:
        return _MONTHS
    if re.fullmatch("[0-9]{1,3}", typed) and 0 < int(typed) <= _MOST_MONTHS:
        return int(typed)
    raise PapiError(
        f"--silent-after không nhận {quoted(typed)}; ghi số tháng từ 1 đến {_MOST_MONTHS}."
    )


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What was asked for, made values of."""

    by: str | None
    role: "Role | None"
    on: date | None
    expected: "list[Agency]"
    review: bool
    period: str | None
    returns: bool
    grid: bool
    months: int
    since: date | None
    previous: bool

    def options(self, default: str = "agency") -> "ProgressOptions":
        from papi_cli.checklists.count import By, ProgressOptions

        how = choice("--by", By, self.by or default, By)
        return ProgressOptions(by=how, role=self.role, on=self.on)


def _refuse_several(asked: list[str]) -> None:
    if len(asked) > 1:
        raise PapiError(f"{' và '.join(asked[:2])} không đi cùng nhau; bỏ một trong hai.")


def _refuse_without_register(asked: list[str]) -> None:
    if asked:
        raise PapiError(
            f"{asked[0]} cần một thư mục có sổ nhận (so_nhan.yaml); lập sổ bằng «papi receive»."
        )


def _of_files(loaded: "LoadedPlan", paths: Iterable[str], asked: _Asked) -> "tuple[View, ExitCode]":
    """Return what is shown of files and folders without a register."""
    from papi_cli.checklists.count import survey
    from papi_cli.views.progress import progress_view, review_view
    from papi_cli.views.progress_bar import with_progress

    result = survey(
        loaded,
        paths,
        asked.options(),
        asked.expected,
        fresh=fresh_of(loaded),
        watch=partial(with_progress, what="Đọc danh mục"),
    )
    if not (result.counts or result.uncounted):
        print_error("Không có danh mục nào trong các tệp, thư mục ấy.")
    print_intake(result.intake)
    view = review_view(loaded, result) if asked.review else progress_view(loaded, result)
    return view, exit_code(result.intake)


def _of_register(received: "Received", asked: _Asked) -> "tuple[View, ExitCode]":
    """Return what is shown of a folder with a register."""
    known_period(received, asked.period)
    if asked.grid and asked.on:
        # What stands on a day is what was known by then: later returns tell of later work.
        received = received.until(asked.on)
    for note in received.notes(asked.period, content=not asked.returns):
        print_error(note)
    if asked.returns:
        return _returns(received, asked)
    if asked.grid:
        return _grid(received, asked)
    if asked.since or asked.previous:
        return _changes(received, asked)
    from papi_cli.register.sentences import figures_line
    from papi_cli.views.progress import progress_view, review_view

    result = received.survey(asked.options(), asked.expected, asked.period, lost=asked.review)
    print_intake(result.intake)
    line = figures_line(received.standings, asked.period, asked.expected or None)
    view = (
        review_view(received.loaded, result, line)
        if asked.review
        else progress_view(received.loaded, result, line, partial(_by_period, received, asked))
    )
    return view, exit_code(result.intake)


def _by_period(received: "Received", asked: _Asked) -> "dict[str, Survey]":
    """Return what was counted in each period, by its name."""
    periods = received.standings.periods
    if len(periods) == 1:
        return {}
    return {each: received.survey(asked.options(), (), each) for each in periods}


def _returns(received: "Received", asked: _Asked) -> "tuple[View, ExitCode]":
    from papi_cli.checklists.intake import Intake
    from papi_cli.register.figures import FiguresBy, ReturnsAnswer
    from papi_cli.views.returns import returns_view

    by = choice("--by", FiguresBy, asked.by or FiguresBy.TIER, FiguresBy)
    intake = Intake({}, tuple(received.uncounted()), ())
    print_intake(intake)
    view = returns_view(ReturnsAnswer(received.standings, by, asked.period))
    return view, exit_code(intake)


def _grid(received: "Received", asked: _Asked) -> "tuple[View, ExitCode]":
    from papi_cli.plan.parts import Role
    from papi_cli.register.grid import Grid
    from papi_cli.views.task_grid import grid_view

    told, intake = received.told(asked.period)
    print_intake(intake)
    on = asked.on or received.standings.as_of or today()
    role = asked.role or Role.LEAD
    grid = Grid(received.loaded, told, on, role=role, months=asked.months)
    return grid_view(received.loaded, grid, asked.options("dimension").by), exit_code(intake)


def _changes(received: "Received", asked: _Asked) -> "tuple[View, ExitCode]":
    from papi_cli.register.sentences import figures_line
    from papi_cli.vietnamese.deadline import day_text
    from papi_cli.views.progress_changes import changes_view

    standings = received.standings
    if asked.since:
        name, period = f"ngày {day_text(asked.since)}", asked.period
        before = received.until(asked.since).survey(asked.options(), (), period)
    else:
        period = standings.name_of(asked.period)
        earlier = standings.previous(period)
        if earlier is None:
            raise PapiError(f"Trước kỳ {quoted(period)} không có kỳ nào; dùng --since NGÀY.")
        name = small_start(earlier)
        before = received.survey(asked.options(), (), earlier)
    now = received.survey(asked.options(), (), period)
    print_intake(now.intake)
    line = figures_line(standings, period)
    return changes_view(received.loaded, before, now, name, line), exit_code(now.intake)


def _expected(loaded: "LoadedPlan", names: Iterable[str]) -> list["Agency"]:
    """Return the agencies that are expected to send a checklist, each once."""
    from papi_cli.plan.parts import Role
    from papi_cli.plan.query import Workload, reporting_agencies

    found: dict[str, Agency] = {}
    for name in names:
        if fold(name) == "all":
            asked = reporting_agencies(loaded, Workload(loaded), Role)
        else:
            asked = list(loaded.registry.each_of(loaded.registry.find(name)))
        found |= {each.name: each for each in asked}
    return list(found.values())


COMMAND = Entry(
    "progress", progress, "Đọc lại các danh mục đã ghi: ai làm đến đâu.", _PROGRESS_HELP
)

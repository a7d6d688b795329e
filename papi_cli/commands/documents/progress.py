"""`papi progress`: what the checklists that came back say.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.completion import Offer, completer
from papi_cli.commands.console import print_error, show
from papi_cli.commands.documents.shared import exit_code, fresh_of, print_intake
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
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import PapiError
from papi_cli.vietnamese.words import fold

if TYPE_CHECKING:
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency

_PROGRESS_HELP = """\
Đọc lại các danh mục cơ quan đã ghi, đếm nhiệm vụ hoàn thành, đang và chưa thực hiện.

Hoàn thành là đã đánh dấu [x]; đang thực hiện là chưa đánh dấu nhưng có ghi kết quả; lời ghi nói rõ
mức độ thì tính theo lời. Một nhiệm vụ của nhiều cơ quan được đếm cho từng cơ quan; quá hạn chỉ tính
cơ quan chủ trì. Tệp không đọc được thì báo, tệp khác vẫn đếm, mã thoát là 1."""


def _expected_names(ctx: typer.Context) -> Iterable[Offer]:
    """Return what `--expect` takes: `all`, agencies."""
    return [Offer("all", "mọi cơ quan có nhiệm vụ"), *agency_names(ctx)]


def progress(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THƯ MỤC|TỆP...",
            help="Thư mục (tìm mọi tệp .md ở mọi cấp) hay tệp danh mục đã gửi về.",
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="agency|dimension|task|district",
            autocompletion=fixed("agency", "dimension", "task", "district"),
            show_default=False,
            help="Đếm theo cơ quan (mặc định), chỉ số nội dung, nhiệm vụ hay huyện.",
        ),
    ] = "agency",
    role: RoleOption = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Thêm số nhiệm vụ quá hạn tính đến ngày này, như 30/6/2021 (today: hôm nay).",
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
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> int:
    """Count what checklists say."""
    from papi_cli.checklists.count import By, ProgressOptions, survey
    from papi_cli.views.progress import progress_view, review_view
    from papi_cli.views.progress_bar import with_progress

    if not paths:
        raise PapiError("Ghi thư mục hay tệp danh mục cần đọc, ví dụ «papi progress danh_muc».")
    target = answer_target(format_, output, force=force)
    loaded = load_plan(ctx, plan)
    options = ProgressOptions(
        by=choice("--by", By, by, By), role=role_of(role), on=day_of("--on", on, loaded)
    )
    expected = _expected(loaded, expect or ())
    result = survey(
        loaded,
        paths,
        options,
        expected,
        fresh=fresh_of(loaded),
        watch=partial(with_progress, what="Đọc danh mục"),
    )
    if not (result.counts or result.uncounted):
        print_error("Không có danh mục nào trong các tệp, thư mục ấy.")
    print_intake(result.intake)
    view = review_view(loaded, result) if review else progress_view(loaded, result)
    show(view, target)
    return exit_code(result.intake)


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

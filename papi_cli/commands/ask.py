"""Commands that ask a plan: tasks, one task, agencies, the matrix.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from enum import StrEnum
from typing import Annotated

import typer

from papi_cli.commands.completion import completer
from papi_cli.commands.console import show as show_view
from papi_cli.commands.options import (
    AgencyOption,
    AnswerFileOption,
    AnyRoleOption,
    DimensionOption,
    DirectOption,
    ForceOption,
    FormatOption,
    MembersOption,
    PlanOption,
    answer_target,
    any_role_of,
    choice,
    day_of,
    deadline_of,
    fixed,
    last_day_of,
    load_plan,
    search_of,
    subdimension_ids,
    target_of,
    task_ids,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import PapiError

_TASKS_HELP = """\
Liệt kê nhiệm vụ theo cơ quan, chỉ số, thời gian.

Các tùy chọn khác nhau thu hẹp dần. Cơ quan có nhiệm vụ khi văn bản nêu tên nó, nêu nhóm mà
nó là thành viên, hoặc nêu đơn vị trực thuộc của nó; cột «Qua» nói rõ qua đâu."""
_SHOW_HELP = """\
Hiện một nhiệm vụ đầy đủ: nội dung, cơ quan, thời gian, điểm cần xác minh, đính chính."""
_AGENCIES_HELP = """\
Liệt kê cơ quan, đơn vị: tên, ký hiệu, tên gọi khác, số nhiệm vụ chủ trì và phối hợp.

Số đếm là số nhiệm vụ mà «papi tasks --agency» trả lời, kể cả qua nhóm và đơn vị trực thuộc.
Nhiệm vụ mà cơ quan vừa chủ trì vừa phối hợp được tính ở cả hai cột, một lần ở tổng số."""
_MATRIX_HELP = """\
Đếm nhiệm vụ của từng cơ quan theo chỉ số nội dung, hay phần của bảng mà kế hoạch gọi khác.

Mặc định gồm các cơ quan mà bảng nhiệm vụ nêu tên; --members chọn các thành viên của một nhóm."""


def tasks(
    ctx: typer.Context,
    agency: AgencyOption = None,
    role: AnyRoleOption = None,
    direct: DirectOption = False,
    dimension: DimensionOption = None,
    subdimension: Annotated[
        list[str] | None,
        typer.Option(
            "--subdimension",
            metavar="SỐ",
            autocompletion=completer(subdimension_ids),
            help="Nội dung thành phần (hay phần nhỏ hơn của bảng), ví dụ 1.1. Ghi nhiều lần được.",
        ),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline",
            metavar="THỜI GIAN",
            help="Thời gian thực hiện chạm vào «Quý II/2021», «Tháng 6/2021», «quý này» …;"
            " «Thường xuyên» là các nhiệm vụ thường xuyên.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Nhiệm vụ phải làm vào ngày này, như 30/6/2021 (today: hôm nay).",
        ),
    ] = None,
    due_by: Annotated[
        str | None,
        typer.Option(
            "--due-by",
            metavar="NGÀY",
            help="Nhiệm vụ có việc phải xong chậm nhất ngày này, như 30/6/2021 (today: hôm nay;"
            " «quý này»: ngày cuối quý).",
        ),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", metavar="CHỮ", help="Chữ có trong nội dung nhiệm vụ, có dấu hay không."
        ),
    ] = None,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Chỉ nhiệm vụ có điểm cần xác minh.")
    ] = False,
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> None:
    """List the tasks that were asked for."""
    from papi_cli.plan import query
    from papi_cli.views.tasks import tasks_view

    target = answer_target(format_, output, force=force)
    loaded = load_plan(ctx, plan)
    question = query.Question(
        agencies=tuple(loaded.registry.find(name) for name in agency or ()),
        role=any_role_of(role),
        direct=direct,
        dimensions=tuple(query.find_dimension(loaded, each).id for each in dimension or ()),
        subdimensions=tuple(
            query.find_subdimension(loaded, each).id for each in subdimension or ()
        ),
        deadline=deadline_of(deadline, loaded),
        on=day_of("--on", on, loaded),
        due_by=last_day_of("--due-by", due_by, loaded),
        search=search_of(search),
        doubtful=doubtful,
    )
    if direct and not agency:
        raise PapiError("--direct chỉ dùng cùng --agency; ghi thêm --agency TÊN hoặc bỏ --direct.")
    show_view(tasks_view(loaded, query.answer_question(loaded, question)), target)


def show(
    ctx: typer.Context,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="MÃ SỐ",
            autocompletion=completer(task_ids),
            help="Mã số nhiệm vụ, ví dụ 6.3.d, hay điểm của Phần III, ví dụ III.4.",
        ),
    ],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|tsv|json",
            autocompletion=fixed("table", "tsv", "json"),
            help="Cách trình bày. Mặc định: table trên màn hình, tsv khi chuyển đi nơi khác.",
        ),
    ] = None,
    plan: PlanOption = None,
) -> None:
    """Show one task or duty whole."""
    from papi_cli.plan import query
    from papi_cli.views.formats import Format
    from papi_cli.views.task_page import duty_view, task_view

    loaded = load_plan(ctx, plan)
    target = target_of(format_, Format.TABLE, Format.TSV, Format.JSON)
    duty = query.find_duty(loaded, wanted)
    view = duty_view(loaded, duty) if duty else task_view(loaded, query.find_task(loaded, wanted))
    show_view(view, target)


class Order(StrEnum):
    """How agencies are sorted."""

    FILE = "file"
    NAME = "name"


def agencies(
    ctx: typer.Context,
    members: MembersOption = None,
    direct: DirectOption = False,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="file|name",
            autocompletion=fixed("file", "name"),
            show_default=False,
            help="Thứ tự: theo tệp (mặc định) hay theo tên.",
        ),
    ] = "file",
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> None:
    """List agencies with their names and counts."""
    from papi_cli.plan import query
    from papi_cli.vietnamese.words import vietnamese_key
    from papi_cli.views.agencies import agencies_view

    target = answer_target(format_, output, force=force)
    loaded = load_plan(ctx, plan)
    order = choice("--sort", Order, sort, Order)
    registry = loaded.registry
    group = None if members is None else registry.find(members)
    chosen = registry.members_of(group) if group else registry.agencies
    workload = query.Workload(loaded, direct=direct)
    counts = [workload.load(each) for each in chosen]
    if order is Order.NAME:
        counts.sort(key=lambda load: vietnamese_key(load.agency.name))
    show_view(agencies_view(loaded, counts, group), target)


def matrix(
    ctx: typer.Context,
    members: MembersOption = None,
    role: AnyRoleOption = None,
    direct: DirectOption = False,
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> None:
    """Count tasks: agencies by dimensions."""
    from papi_cli.plan import query
    from papi_cli.views.agencies import matrix_view

    target = answer_target(format_, output, force=force)
    loaded = load_plan(ctx, plan)
    chosen_role = any_role_of(role)
    workload = query.Workload(loaded, direct=direct)
    if members is None:
        chosen = workload.with_tasks(chosen_role)
    else:
        chosen = list(loaded.registry.members_of(loaded.registry.find(members)))
    counts = [(each, workload.by_dimension(each, chosen_role)) for each in chosen]
    show_view(matrix_view(loaded, counts, chosen_role), target)


COMMANDS = (
    Entry("tasks", tasks, "Liệt kê nhiệm vụ theo cơ quan, chỉ số, thời gian.", _TASKS_HELP),
    Entry("show", show, "Hiện một nhiệm vụ đầy đủ.", _SHOW_HELP),
    Entry("agencies", agencies, "Liệt kê cơ quan và số nhiệm vụ của từng cơ quan.", _AGENCIES_HELP),
    Entry("matrix", matrix, "Đếm nhiệm vụ: cơ quan theo chỉ số nội dung.", _MATRIX_HELP),
)

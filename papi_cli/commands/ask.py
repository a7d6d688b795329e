"""Commands that ask a plan: tasks, one task, agencies, the matrix.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

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
    ScoresOption,
    answer_target,
    any_role_of,
    choice,
    day_of,
    deadline_of,
    fixed,
    last_day_of,
    load_plan,
    load_scores,
    search_of,
    subdimension_ids,
    target_of,
    task_ids,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, PapiError

if TYPE_CHECKING:
    from datetime import date

    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.model import Task
    from papi_cli.plan.parts import Dimension, Subdimension
    from papi_cli.views.formats import View

_TASKS_HELP = """\
Liệt kê nhiệm vụ theo cơ quan, chỉ số, thời gian.

Các tùy chọn khác nhau thu hẹp dần. Cơ quan có nhiệm vụ khi văn bản nêu tên nó, nêu nhóm mà
nó là thành viên, hoặc nêu đơn vị trực thuộc của nó; cột «Qua» nói rõ qua đâu."""
_SHOW_HELP = """\
Hiện một nhiệm vụ đầy đủ: nội dung, cơ quan, thời gian, điểm cần xác minh, đính chính.

Với một nội dung thành phần hay chỉ số nội dung: các nhiệm vụ của nó, cạnh giá trị chỉ số đã công
bố của năm trước và năm của kế hoạch; có --from thì thêm từng nhiệm vụ đã làm đến đâu."""
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
            help="Mã số nhiệm vụ, ví dụ 6.3.d, nội dung thành phần, ví dụ 1.1, chỉ số nội dung, ví"
            " dụ 1, hay điểm của Phần III, ví dụ III.4.",
        ),
    ],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="TỆP|THƯ MỤC",
            help="Với một nội dung thành phần hay chỉ số: danh mục đã gửi về, để biết từng nhiệm vụ"
            " làm đến đâu.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Cùng --from: tính quá hạn đến ngày này, như 31/12/2021 (today: hôm nay).",
        ),
    ] = None,
    scores: ScoresOption = None,
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
) -> int:
    """Show one task or duty whole, or a part of the table with the index beside it."""
    from papi_cli.plan import query
    from papi_cli.views.formats import Format
    from papi_cli.views.task_page import duty_view

    loaded = load_plan(ctx, plan)
    target = target_of(format_, Format.TABLE, Format.TSV, Format.JSON)
    duty = query.find_duty(loaded, wanted)
    section = None if duty else query.find_section(loaded, wanted)
    task = None if duty or section else query.find_task(loaded, wanted)
    if task and task.id == task.section.id and (from_ or on):
        section = task.section  # one row without a letter: it bears the section's number
    if section:
        view, code = _section(loaded, section, from_, day_of("--on", on, loaded), scores)
        show_view(view, target)
        return code
    for option, value in (("--from", from_), ("--on", on)):
        if value is not None:
            raise PapiError(
                f"{option} chỉ dùng với một nội dung thành phần hay chỉ số, như «papi show 1.1»;"
                f" bỏ {option}."
            )
    if duty:
        show_view(duty_view(loaded, duty), target)
    elif task:
        show_view(_task(loaded, task, scores), target)
    return ExitCode.DONE


def _task(loaded: "LoadedPlan", task: "Task", scores: str | None) -> "View":
    """Return the page of a task, the index on it where it alone stands for its section."""
    from papi_cli.views.task_page import task_view

    if task.id != task.section.id:
        return task_view(loaded, task)
    from papi_cli.documents.index_work import section_index

    return task_view(loaded, task, section_index(loaded, load_scores(scores), task.section))


def _section(
    loaded: "LoadedPlan",
    section: "Dimension | Subdimension",
    source: str | None,
    on: "date | None",
    scores: str | None,
) -> "tuple[View, int]":
    """Return the page of a part of the table, and the exit code that what was read comes to."""
    from papi_cli.commands.documents.returns import read_returns
    from papi_cli.commands.documents.shared import received_of
    from papi_cli.documents.index_work import section_index, task_work, tasks_of
    from papi_cli.views.section_page import section_view

    if on is not None and source is None:
        raise PapiError("--on chỉ dùng cùng --from; ghi thêm --from THƯ MỤC hoặc bỏ --on.")
    received = received_of(loaded, [source]) if source is not None else None
    returned, code = read_returns(loaded, source, None, received)
    index = section_index(loaded, load_scores(scores), section)
    works = [task_work(loaded, task, returned, on) for task in tasks_of(loaded, section)]
    view = section_view(loaded, section, index, works, returned=source is not None)
    return view, code


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
    group = None if members is None else registry.find_group(members)
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
        chosen = list(loaded.registry.members_of(loaded.registry.find_group(members)))
    counts = [(each, workload.by_dimension(each, chosen_role)) for each in chosen]
    show_view(matrix_view(loaded, counts, chosen_role), target)


COMMANDS = (
    Entry("tasks", tasks, "Liệt kê nhiệm vụ theo cơ quan, chỉ số, thời gian.", _TASKS_HELP),
    Entry("show", show, "Hiện một nhiệm vụ, hay một chỉ số cùng các nhiệm vụ.", _SHOW_HELP),
    Entry("agencies", agencies, "Liệt kê cơ quan và số nhiệm vụ của từng cơ quan.", _AGENCIES_HELP),
    Entry("matrix", matrix, "Đếm nhiệm vụ: cơ quan theo chỉ số nội dung.", _MATRIX_HELP),
)

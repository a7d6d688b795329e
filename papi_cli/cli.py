"""The command line: what is asked of the plan, and how a run of papi begins and ends.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from papi_cli import data_commands, document_commands
from papi_cli.command_line import Command, Group, sentence
from papi_cli.completion import ASKED, SCRIPTS, SHELLS, answer, completer
from papi_cli.console import complain, say, show_rows
from papi_cli.errors import ExitCode, PapiError, reason
from papi_cli.options import (
    AgencyOption,
    DimensionOption,
    DirectOption,
    FormatOption,
    MembersOption,
    PlanOption,
    RoleOption,
    day_of,
    fixed,
    format_of,
    load_plan,
    role_of,
    search_of,
    subdimension_ids,
    task_ids,
)
from papi_cli.text import quoted

app = typer.Typer(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Kế hoạch nâng cao Chỉ số PAPI của tỉnh: hỏi theo cơ quan, chỉ số, thời gian; danh mục"
    " nhiệm vụ, tiến độ, báo cáo của từng cơ quan; kiểm tra dữ liệu.",
)


@app.callback(invoke_without_command=True)
def _global(
    ctx: typer.Context,
    plan: PlanOption = None,
    version: Annotated[bool, typer.Option("--version", help="Hiện phiên bản rồi thoát.")] = False,
) -> None:
    if version:
        from papi_cli import __version__

        print(f"papi {__version__}")
        raise typer.Exit
    del plan  # read from the context by `plan_file`
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


# Commands

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
Đếm nhiệm vụ của từng cơ quan theo chỉ số nội dung.

Mặc định gồm các cơ quan mà bảng nhiệm vụ nêu tên; --members chọn các thành viên của một nhóm."""
_COMPLETION_HELP = """\
In đoạn mã để phím Tab gõ tiếp tên cơ quan, mã số và tùy chọn; không ghi vào tệp nào.

Gõ có dấu hay không cũng được, gõ ký hiệu cũng được. Dòng đầu của đoạn mã nói thêm nó vào đâu; với
bash: thêm dòng «source <(papi completion bash)» vào ~/.bashrc."""


@app.command(
    "tasks",
    cls=Command,
    short_help="Liệt kê nhiệm vụ theo cơ quan, chỉ số, thời gian.",
    help=_TASKS_HELP,
)
def tasks(
    ctx: typer.Context,
    agency: AgencyOption = None,
    role: RoleOption = None,
    direct: DirectOption = False,
    dimension: DimensionOption = None,
    subdimension: Annotated[
        list[str] | None,
        typer.Option(
            "--subdimension",
            metavar="SỐ",
            autocompletion=completer(subdimension_ids),
            help="Nội dung thành phần, ví dụ 1.1. Ghi nhiều lần được.",
        ),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline",
            metavar="THỜI GIAN",
            help="Thời gian thực hiện chạm vào «Quý II/2021», «Tháng 6/2021» …; «Thường xuyên»"
            " là các nhiệm vụ thường xuyên.",
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
            help="Nhiệm vụ phải xong chậm nhất ngày này, như 30/6/2021 (today: hôm nay).",
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
    output: FormatOption = None,
    plan: PlanOption = None,
) -> None:
    """List the tasks that were asked for."""
    from papi_cli import query, views

    loaded = load_plan(ctx, plan)
    how = format_of(output)
    question = query.Question(
        agencies=tuple(loaded.registry.find(name) for name in agency or ()),
        role=role_of(role),
        direct=direct,
        dimensions=tuple(query.find_dimension(loaded, each).id for each in dimension or ()),
        subdimensions=tuple(
            query.find_subdimension(loaded, each).id for each in subdimension or ()
        ),
        deadline=query.deadline_asked(loaded, deadline) if deadline is not None else None,
        on=day_of("--on", on, loaded),
        due_by=day_of("--due-by", due_by, loaded),
        search=search_of(search),
        doubtful=doubtful,
    )
    if direct and not agency:
        raise PapiError("--direct chỉ dùng cùng --agency; ghi thêm --agency TÊN hoặc bỏ --direct.")
    answers = query.ask(loaded, question)
    closing = views.task_closing(
        question,
        answers,
        duties=query.Workload(loaded).duties(question.agencies) if question.agencies else (),
        kept_out=query.kept_out(loaded, question, answers),
    )
    closing = views.of_plan(loaded, closing)
    if how is views.Format.JSON:
        data = [views.task_data(loaded, each, asked=bool(agency)) for each in answers]
        say(views.as_json(loaded, tasks=data), closing)
    elif how is views.Format.TABLE:
        say(views.task_table(answers, closing))
    else:
        show_rows(views.task_rows(loaded, answers, closing), how)


@app.command("show", cls=Command, short_help="Hiện một nhiệm vụ đầy đủ.", help=_SHOW_HELP)
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
    output: Annotated[
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
    from papi_cli import query, views
    from papi_cli.check import source_line

    loaded = load_plan(ctx, plan)
    how = format_of(output, views.Format.TABLE, views.Format.TSV, views.Format.JSON)
    duty = query.find_duty(loaded, wanted)
    if duty:
        if how is views.Format.JSON:
            say(views.as_json(loaded, duties=[views.duty_data(loaded, duty)]))
            return
        fields = views.duty_fields(loaded, duty)
    else:
        task = query.find_task(loaded, wanted)
        line = source_line(loaded, task)
        if how is views.Format.JSON:
            data = views.task_data(loaded, query.Answer(task), asked=False)
            say(views.as_json(loaded, tasks=[data | {"source_line": line}]))
            return
        fields = views.task_fields(loaded, task, line)
    draw = views.fields_table if how is views.Format.TABLE else views.fields_lines
    say(draw(fields))


@app.command(
    "agencies",
    cls=Command,
    short_help="Liệt kê cơ quan và số nhiệm vụ của từng cơ quan.",
    help=_AGENCIES_HELP,
)
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
    output: FormatOption = None,
    plan: PlanOption = None,
) -> None:
    """List agencies with their names and counts."""
    from papi_cli import query, views
    from papi_cli.text import vietnamese_key

    loaded = load_plan(ctx, plan)
    how = format_of(output)
    if sort not in {"file", "name"}:
        raise PapiError(f"--sort không nhận {quoted(sort)}; dùng file hoặc name.")
    registry = loaded.registry
    chosen = registry.agencies if members is None else registry.members_of(registry.find(members))
    of_group = "" if members is None else f" của {registry.find(members).name}"
    workload = query.Workload(loaded, direct=direct)
    counts = [workload.load(each) for each in chosen]
    if sort == "name":
        counts.sort(key=lambda load: vietnamese_key(load.agency.name))
    closing = views.of_plan(loaded, f"{len(counts)} cơ quan, đơn vị{of_group}.")
    if how is views.Format.JSON:
        index = {each.name: at for at, each in enumerate(registry.agencies)}
        data = [views.agency_data(loaded, load, index[load.agency.name]) for load in counts]
        say(views.as_json(loaded, agencies=data), closing)
    else:
        rows = views.agency_rows(f"Cơ quan, đơn vị{of_group}", counts, closing)
        show_rows(rows, how, numbers=3)


@app.command(
    "matrix",
    cls=Command,
    short_help="Đếm nhiệm vụ: cơ quan theo chỉ số nội dung.",
    help=_MATRIX_HELP,
)
def matrix(
    ctx: typer.Context,
    members: MembersOption = None,
    role: RoleOption = None,
    direct: DirectOption = False,
    output: FormatOption = None,
    plan: PlanOption = None,
) -> None:
    """Count tasks: agencies by dimensions."""
    from papi_cli import query, views

    loaded = load_plan(ctx, plan)
    how = format_of(output)
    chosen_role = role_of(role)
    workload = query.Workload(loaded, direct=direct)
    if members is None:
        chosen = workload.named()
    else:
        chosen = list(loaded.registry.members_of(loaded.registry.find(members)))
    counts = [(each, workload.by_dimension(each, chosen_role)) for each in chosen]
    what = f" {chosen_role.word.lower()}" if chosen_role else ""
    said = f"{len(counts)} cơ quan, đơn vị; mỗi ô là số nhiệm vụ{what}."
    closing = views.of_plan(loaded, said)
    if how is views.Format.JSON:
        data = views.matrix_data(loaded, counts)
        say(views.as_json(loaded, **data), closing)
    else:
        numbers = len(loaded.plan.dimensions) + 1
        show_rows(views.matrix_rows(loaded, counts, closing), how, numbers=numbers)


document_commands.register(app)


data_commands.register(app)


@app.command(
    "completion",
    cls=Command,
    short_help="In đoạn mã để phím Tab gõ tiếp giúp.",
    help=_COMPLETION_HELP,
)
def completion(
    shell: Annotated[
        str,
        typer.Argument(
            metavar="bash|zsh|fish|powershell",
            autocompletion=fixed(*SHELLS),
            help="Loại dòng lệnh.",
        ),
    ],
) -> None:
    """Print the script that makes a shell complete command lines."""
    if shell not in SHELLS:
        raise PapiError(f"Chưa hỗ trợ {quoted(shell)}; dùng một trong: {', '.join(SHELLS)}.")
    print(SCRIPTS[shell], end="")


def main() -> int:
    """Run papi on the process's arguments and return its exit code."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese cannot be written in the code pages of a Windows console.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    try:
        if ASKED in os.environ:
            return answer(app)
        code = app(standalone_mode=False, prog_name="papi")
        sys.stdout.flush()
    except PapiError as error:
        complain(str(error), error.details)
        return error.exit_code
    except typer.TyperException as error:
        complain(sentence(error))
        return ExitCode.USAGE
    except OSError as error:
        return _lost_output(error)
    return int(code or ExitCode.DONE)


def _lost_output(error: OSError) -> int:
    """End a command whose stdout is full or closed: reading never comes here."""
    # What is left in the buffer would fail once more when Python closes the stream.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return ExitCode.PROBLEMS
    print(f"papi: Không ghi được kết quả ({reason(error)}).", file=sys.stderr)
    return ExitCode.FILE

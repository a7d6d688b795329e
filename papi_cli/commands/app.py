"""The command line: all commands, and how a run of papi begins and ends.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from papi_cli.commands import ask, data, scores
from papi_cli.commands.completion import ASKED, SCRIPTS, SHELLS, answer
from papi_cli.commands.console import print_error
from papi_cli.commands.documents import (
    action_plan,
    bundle,
    calendar,
    checklist,
    letter,
    page,
    progress,
    receive,
    report,
    templates,
)
from papi_cli.commands.documents import register as returns
from papi_cli.commands.options import PlanOption, fixed
from papi_cli.commands.typer_vi import Entry, Group, register, sentence
from papi_cli.errors import ExitCode, PapiError, reason
from papi_cli.safe_text import quoted

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


_COMPLETION_HELP = """\
In đoạn mã để phím Tab gõ tiếp tên cơ quan, mã số và tùy chọn; không ghi vào tệp nào.

Gõ có dấu hay không cũng được, gõ ký hiệu cũng được. Dòng đầu của đoạn mã nói thêm nó vào đâu; với
bash: thêm dòng «source <(papi completion bash)» vào ~/.bashrc."""


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


register(
    app,
    [
        *ask.COMMANDS,
        scores.COMMAND,
        checklist.COMMAND,
        action_plan.COMMAND,
        calendar.COMMAND,
        bundle.COMMAND,
        receive.COMMAND,
        returns.COMMAND,
        progress.COMMAND,
        letter.COMMAND,
        report.COMMAND,
        page.COMMAND,
        templates.COMMAND,
        *data.COMMANDS,
        Entry("completion", completion, "In đoạn mã để phím Tab gõ tiếp giúp.", _COMPLETION_HELP),
    ],
)


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
        print_error(str(error), error.details)
        return error.exit_code
    except typer.TyperException as error:
        print_error(sentence(error))
        return ExitCode.USAGE
    except OSError as error:
        return _lost_output(error)
    return int(code or ExitCode.DONE)


def _lost_output(error: OSError) -> int:
    """End a command whose stdout is full or closed: reading never comes here."""
    _discard_rest(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return ExitCode.PROBLEMS
    try:
        print(f"papi: Không ghi được kết quả ({reason(error)}).", file=sys.stderr, flush=True)
    except OSError:  # where stderr goes there is no room either
        _discard_rest(sys.stderr)
    return ExitCode.FILE


def _discard_rest(stream: TextIO) -> None:
    """Let go of what a stream could not write: it would fail once more when Python closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

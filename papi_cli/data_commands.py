"""Commands for those who keep the data: checking a plan, comparing, signing off, starting one.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.command_line import Command
from papi_cli.completion import Offer, completer
from papi_cli.console import complain, say, show_rows
from papi_cli.errors import ExitCode, FileError, Level, PapiError
from papi_cli.options import (
    FormatOption,
    PlanOption,
    choice,
    fixed,
    format_of,
    own_plan_file,
    plan_file,
)
from papi_cli.text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.baseline import Baseline
    from papi_cli.check_views import CheckFormat

_CHECK_HELP = """\
Kiểm tra tệp kế hoạch, báo mọi vấn đề một lượt.

Mỗi vấn đề một dòng: tệp:dòng:cột: mức quy tắc: câu giải thích. Mã thoát: 0 không có lỗi, 1
có lỗi, 3 có tệp không đọc được."""
_DIFF_HELP = """\
So sánh hai kế hoạch: nhiệm vụ thêm, bỏ, đổi mã số, đổi nội dung, cơ quan, thời gian; điểm nào
đã xác minh; điều gì khác ngoài bảng nhiệm vụ.

Nhiệm vụ được nhận ra theo mã số và câu chữ; mã số đã đổi thì theo câu chữ. Mã thoát: 0 giống
nhau, 1 khác nhau, 3 có tệp không đọc được hay kế hoạch chưa hợp lệ."""
_BASELINE_HELP = """\
Ghi lại kế hoạch vừa được duyệt: một tệp nhỏ giữ dấu của từng nhiệm vụ.

Sau đó «papi check --baseline TỆP» báo mọi nhiệm vụ có câu chữ, cơ quan hay thời gian khác bản đã
duyệt. Tệp đã có thì được viết lại, nếu đúng là tệp do lệnh này viết."""
_SCHEMA_HELP = """\
In lược đồ JSON Schema của tệp kế hoạch, để trình soạn thảo gợi ý khóa và gạch chân chỗ sai.

Ghi vào tệp bằng -o plan.schema.json, rồi ở đầu tệp kế hoạch viết dòng

# yaml-language-server: $schema=plan.schema.json"""
_NEW_HELP = """\
Viết một kế hoạch mới để bắt đầu: đủ các phần, có chú thích, qua được «papi check».

Kèm theo là plan.schema.json cùng thư mục, cho trình soạn thảo. Tệp đã có thì để nguyên."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for name, function, short, page in (
        ("check", check, "Kiểm tra tệp kế hoạch, báo mọi vấn đề một lượt.", _CHECK_HELP),
        ("diff", diff, "So sánh hai kế hoạch, từng nhiệm vụ.", _DIFF_HELP),
        ("baseline", baseline, "Ghi lại kế hoạch vừa được duyệt để đối chiếu.", _BASELINE_HELP),
        ("schema", schema, "In lược đồ JSON Schema cho trình soạn thảo.", _SCHEMA_HELP),
        ("new", new, "Viết một kế hoạch mới để bắt đầu.", _NEW_HELP),
    ):
        app.command(name, cls=Command, short_help=short, help=page)(function)


def _rule_names(_ctx: typer.Context) -> list[Offer]:
    """Return what `--explain` takes: `all`, rules with what they want."""
    from papi_cli.rules import RULES

    every = Offer("all", "liệt kê các quy tắc")
    return [every, *(Offer(rule.name, rule.wants) for rule in RULES.values())]


def check(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TỆP]...", help="Các tệp cần kiểm tra; mặc định là tệp của --plan."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo là lỗi.")] = False,
    no_notes: Annotated[
        bool, typer.Option("--no-notes", help="Không liệt kê lưu ý, chỉ đếm ở dòng kết.")
    ] = False,
    signed: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="TỆP",
            help="Báo cả mọi chỗ khác bản đã duyệt, là tệp do «papi baseline» viết.",
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="all|QUY TẮC",
            autocompletion=completer(_rule_names),
            help="Giải thích một quy tắc, kèm ví dụ sai và ví dụ đúng; all liệt kê các quy tắc."
            " Không kiểm tra gì.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="text|json|github|sarif",
            autocompletion=fixed("text", "json", "github", "sarif"),
            help="Cách trình bày. Mặc định: github khi chạy trong GitHub Actions, còn lại là text.",
        ),
    ] = None,
    plan: PlanOption = None,
) -> int:
    """Report every problem of plans at once; see `check.py`."""
    if explain is not None:
        say(_explained(explain))
        return ExitCode.DONE

    from papi_cli import check_views
    from papi_cli.check import check_file, counted
    from papi_cli.check_views import CheckFormat

    how = _check_format(output)
    default = plan_file if signed is None else own_plan_file
    chosen = [(Path(name), name) for name in files or ()] or [default(ctx, plan)]
    if signed is not None and len(chosen) > 1:
        raise PapiError("--baseline chỉ đi với một tệp kế hoạch; kiểm tra từng tệp một.")
    known = _read_baseline(signed) if signed is not None else None
    found: list[check_views.Checked] = []
    for path, shown in chosen:
        try:
            problems = check_file(path, shown, strict=strict, baseline=known)
        except FileError as error:
            complain(str(error))
            found.append(check_views.Checked(shown, unread=str(error)))
            continue
        found.append(check_views.Checked(shown, problems, notes=not no_notes))
        lines = check_views.written(found[-1:], how) if how is CheckFormat.TEXT else ""
        say(lines, f"{shown}: {counted(problems)}")
    if how is not CheckFormat.TEXT:
        say(check_views.written(found, how))
    if any(each.unread for each in found):
        return ExitCode.FILE
    errors = any(each.level is Level.ERROR for checked in found for each in checked.problems)
    return ExitCode.PROBLEMS if errors else ExitCode.DONE


def _read_baseline(name: str) -> "Baseline":
    from papi_cli.baseline import read

    return read(Path(name), name)


def _check_format(typed: str | None) -> "CheckFormat":
    from papi_cli.check_views import CheckFormat

    if typed is not None:
        return choice("--format", CheckFormat, typed, CheckFormat)
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    return CheckFormat.GITHUB if in_workflow else CheckFormat.TEXT


def _explained(name: str) -> str:
    """Return the page of a rule, for `all` a line of each.

    Raises `PapiError` with what is near, or what lists the rules, where there is none.
    """
    from difflib import get_close_matches

    from papi_cli.explanations import page
    from papi_cli.rules import RULES

    if name == "all":
        lines = (f"{each.name} ({each.level.word}): {each.wants}\n" for each in RULES.values())
        return "".join(lines)
    rule = RULES.get(name)
    if rule is None:
        near = get_close_matches(name, RULES, n=1)
        every = "«papi check --explain all» liệt kê các quy tắc."
        advice = f"có phải «{near[0]}»?" if near else every
        raise PapiError(f"Không có quy tắc {quoted(name)}; {advice}")
    return page(rule.name, rule.level.word)


def diff(
    old: Annotated[str, typer.Argument(metavar="CŨ", help="Kế hoạch trước.")],
    new_plan: Annotated[str, typer.Argument(metavar="MỚI", help="Kế hoạch sau.")],
    output: FormatOption = None,
) -> int:
    """Show what differs between two plans."""
    from papi_cli import diff_views, views
    from papi_cli.check import load_valid
    from papi_cli.compare import compare

    how = format_of(output)
    before, now = load_valid(Path(old), old), load_valid(Path(new_plan), new_plan)
    differences = compare(before, now)
    if how is views.Format.JSON:
        data = diff_views.diff_data(differences, before, now)
        say(views.as_json(now, **data), diff_views.closing(differences))
    else:
        show_rows(diff_views.diff_rows(differences, before, now), how)
    return ExitCode.PROBLEMS if differences else ExitCode.DONE


def baseline(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Tệp để ghi bản đã duyệt.")],
    plan: PlanOption = None,
) -> None:
    """Write the fingerprints of a plan that was signed off."""
    from papi_cli import baseline as baselines
    from papi_cli.check import load_valid
    from papi_cli.writing import write_again

    loaded = load_valid(*own_plan_file(ctx, plan))
    text = baselines.written(loaded)
    number = loaded.plan.document.number

    def own(found: str) -> bool:
        return baselines.is_baseline(found, number)

    written = write_again(Path(file), text, own, f"bản đã duyệt của kế hoạch {visible(number)}")
    say("", f"{file}: {written.outcome.value}, theo {loaded.file}.")


def schema(
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="TỆP", help="Ghi vào tệp này; không có thì in ra màn hình."
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a plan's file, or write it into one."""
    from papi_cli import json_schema
    from papi_cli.writing import write_again

    if output is None:
        say(json_schema.written())
        return
    written = write_again(
        Path(output), json_schema.written(), json_schema.is_schema, "lược đồ của kế hoạch"
    )
    say("", f"{output}: {written.outcome.value}.")


def new(
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Tệp kế hoạch mới, như plan.yaml.")],
) -> int:
    """Write a commented plan to start from, and the schema for editors beside it."""
    from papi_cli import json_schema
    from papi_cli.resources import PLAN_SCHEMA, STARTING_PLAN, data_dir
    from papi_cli.writing import Outcome, write_once

    path = Path(file)
    text = (data_dir() / STARTING_PLAN).read_text(encoding="utf-8")
    if write_once(path, text).outcome is not Outcome.NEW:
        raise FileError(f"Đã có {quoted(file, 200)} nên để nguyên; chọn tên khác.")
    say("", f"{file}: mới; sửa theo chú thích trong tệp rồi chạy «papi check {file}».")
    beside = path.with_name(PLAN_SCHEMA)
    written = write_once(beside, json_schema.written())
    say("", f"{beside}: {written.outcome.value}.")
    return ExitCode.DONE

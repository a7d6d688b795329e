"""Commands for those who keep the data: checking a plan, comparing, signing off, starting one.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.completion import Offer, completer
from papi_cli.commands.console import print_error, say, show
from papi_cli.commands.options import (
    AnswerFileOption,
    ForceOption,
    FormatOption,
    OwnPlanOption,
    PlanOption,
    answer_target,
    checked_plan_file,
    choice,
    fixed,
    load_plan,
    own_plan_file,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, FileError, Level, PapiError
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.checking.baseline import Baseline
    from papi_cli.checking.runner import Inspection
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.views.problems import CheckFormat


_REGISTER = "so_nhan.yaml"
"""What `register.file` calls it, which loads only where there is one."""
_CHECK_HELP = """\
Kiểm tra tệp kế hoạch, báo mọi vấn đề một lượt; tệp .csv là tệp giá trị chỉ số.

Sổ nhận (so_nhan.yaml, hay thư mục có sổ) thì kiểm tra các dòng và mọi bản gốc.

Mỗi vấn đề một dòng: tệp:dòng:cột: mức quy tắc: câu giải thích. Mã thoát: 0 không có lỗi, 1
có lỗi, 3 có tệp không đọc được."""
_DIFF_HELP = """\
So sánh hai kế hoạch: nhiệm vụ thêm, bỏ, đổi mã số, đổi nội dung, cơ quan, thời gian; điểm nào
đã xác minh; điều gì khác ngoài bảng nhiệm vụ.

Nhiệm vụ được nhận ra theo mã số và câu chữ; mã số đã đổi thì theo câu chữ. Mã thoát: 0 giống
nhau, 1 khác nhau, 3 có tệp không đọc được hay kế hoạch chưa hợp lệ."""
_BASELINE_HELP = """\
Ghi lại kế hoạch vừa được duyệt: một tệp nhỏ giữ dấu của từng nhiệm vụ.

Sau đó «papi check --baseline TỆP KẾ-HOẠCH» báo mọi nhiệm vụ có câu chữ, cơ quan hay thời gian
khác bản đã duyệt. Tệp đã có thì được viết lại, nếu đúng là tệp do lệnh này viết."""
_SCHEMA_HELP = """\
In lược đồ JSON Schema của tệp kế hoạch, để trình soạn thảo gợi ý khóa và gạch chân chỗ sai; với
--register là của sổ nhận.

Ghi vào tệp bằng -o plan.schema.json, rồi ở đầu tệp kế hoạch viết dòng

# yaml-language-server: $schema=plan.schema.json"""
_NEW_HELP = """\
Viết một kế hoạch mới để bắt đầu: đủ các phần, có chú thích, qua được «papi check».

Kèm theo là plan.schema.json cùng thư mục, cho trình soạn thảo. Tệp đã có thì để nguyên."""


def _rule_names(_ctx: typer.Context) -> list[Offer]:
    """Return what `--explain` takes: `all`, rules with what they want."""
    from papi_cli.register.rules import ALL_RULES

    every = Offer("all", "liệt kê các quy tắc")
    return [every, *(Offer(rule.name, rule.summary) for rule in ALL_RULES.values())]


def check(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TỆP]...",
            help="Các kế hoạch, sổ nhận cần kiểm tra; mặc định là tệp của --plan. Tệp .csv là giá"
            " trị chỉ số, mã số của nó đối chiếu với kế hoạch của --plan.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo là lỗi.")] = False,
    no_notes: Annotated[
        bool, typer.Option("--no-notes", help="Không liệt kê lưu ý, chỉ đếm ở dòng kết.")
    ] = False,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="TỆP",
            help="Báo cả mọi chỗ khác bản đã duyệt, là tệp do «papi baseline» viết; khi ấy phải"
            " nêu tệp kế hoạch.",
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
    format_: Annotated[
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

    from papi_cli.checking.runner import count_summary
    from papi_cli.views.problems import REPORTERS, Checked, CheckFormat

    how = _check_format(format_)
    default = checked_plan_file if baseline is None else own_plan_file
    chosen = [(Path(name), name) for name in files or ()] or [default(ctx, plan)]
    if baseline is not None and any(path.suffix.lower() == _SCORES for path, _ in chosen):
        raise PapiError("--baseline là của một kế hoạch, không đi với tệp giá trị chỉ số.")
    if baseline is not None and len(chosen) > 1:
        raise PapiError("--baseline chỉ đi với một tệp kế hoạch; kiểm tra từng tệp một.")
    signed = _read_baseline(baseline) if baseline is not None else None
    checked: list[Checked] = []
    for path, shown in chosen:
        try:
            if path.suffix.lower() == _SCORES:
                found = _inspect_scores(path, shown, load_plan(ctx, plan), strict=strict)
            else:
                found = _inspect(path, shown, strict=strict, signed=signed)
        except FileError as error:
            print_error(str(error))
            checked.append(Checked(shown, unread=str(error)))
            continue
        notes = not no_notes
        checked.append(Checked(shown, found.problems, notes=notes, compared=found.compared))
        lines = REPORTERS[how](checked[-1:]) if how is CheckFormat.TEXT else ""
        say(lines, f"{shown}: {count_summary(found)}")
    if how is not CheckFormat.TEXT:
        say(REPORTERS[how](checked))
    if any(each.unread for each in checked):
        return ExitCode.FILE
    errors = any(each.level is Level.ERROR for file in checked for each in file.problems)
    return ExitCode.PROBLEMS if errors else ExitCode.DONE


_SCORES = ".csv"
"""What names of files of scores end in."""


def _inspect_scores(path: Path, shown: str, loaded: "LoadedPlan", *, strict: bool) -> "Inspection":
    """Return all problems of a file of scores; a plan tells which numbers are known."""
    from papi_cli.checking.runner import Inspection, stricter
    from papi_cli.scores.checking import check_scores

    problems = check_scores(path, shown, loaded)
    return Inspection(stricter(problems) if strict else problems, compared=True)


def _inspect(path: Path, shown: str, *, strict: bool, signed: "Baseline | None") -> "Inspection":
    """Return what is found in a plan, or in a register, known by its name or by its folder.

    Raises `FileError` where it cannot be read.
    """
    from papi_cli.checking.runner import Inspection, inspect_file, stricter
    from papi_cli.files import is_folder

    if is_folder(path) and (path / _REGISTER).exists():
        path, shown = path / _REGISTER, str(Path(shown) / _REGISTER)
    if path.name != _REGISTER:
        return inspect_file(path, shown, strict=strict, baseline=signed)
    if signed is not None:
        raise PapiError("--baseline chỉ đi với tệp kế hoạch, không đi với sổ nhận; bỏ --baseline.")
    from papi_cli.register.file import register_problems

    problems = register_problems(path, shown)
    return Inspection(stricter(problems) if strict else problems, compared=True)


def _read_baseline(name: str) -> "Baseline":
    from papi_cli.checking.baseline import read

    return read(Path(name), name)


def _check_format(typed: str | None) -> "CheckFormat":
    from papi_cli.views.problems import CheckFormat

    if typed is not None:
        return choice("--format", CheckFormat, typed, CheckFormat)
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    return CheckFormat.GITHUB if in_workflow else CheckFormat.TEXT


def _explained(name: str) -> str:
    """Return the page of a rule, for `all` a line of each.

    Raises `PapiError` with what is near, or what lists the rules, where there is none.
    """
    from difflib import get_close_matches

    from papi_cli.checking.rule_pages import page
    from papi_cli.register.rules import ALL_RULES

    if name == "all":
        rules = ALL_RULES.values()
        return "".join(f"{each.name} ({each.level.word}): {each.summary}\n" for each in rules)
    rule = ALL_RULES.get(name)
    if rule is None:
        near = get_close_matches(name, ALL_RULES, n=1)
        every = "«papi check --explain all» liệt kê các quy tắc."
        advice = f"có phải «{near[0]}»?" if near else every
        raise PapiError(f"Không có quy tắc {quoted(name)}; {advice}")
    return page(rule.name, rule.level.word)


def diff(
    old: Annotated[str, typer.Argument(metavar="CŨ", help="Kế hoạch trước.")],
    new_plan: Annotated[str, typer.Argument(metavar="MỚI", help="Kế hoạch sau.")],
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
) -> int:
    """Show what differs between two plans."""
    from papi_cli.checking.compare import compare
    from papi_cli.checking.runner import load_valid
    from papi_cli.views.diff import diff_view

    target = answer_target(format_, output, force=force)
    before, now = load_valid(Path(old), old), load_valid(Path(new_plan), new_plan)
    differences = compare(before, now)
    show(diff_view(differences, before, now), target)
    return ExitCode.PROBLEMS if differences else ExitCode.DONE


def baseline(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Tệp để ghi bản đã duyệt.")],
    plan: OwnPlanOption = None,
) -> None:
    """Write the fingerprints of a plan that was signed off."""
    from papi_cli.checking.baseline import is_baseline, render_baseline
    from papi_cli.checking.runner import load_valid
    from papi_cli.documents.output import write_generated

    loaded = load_valid(*own_plan_file(ctx, plan))
    number = loaded.plan.document.number
    result = write_generated(
        Path(file),
        render_baseline(loaded),
        lambda text: is_baseline(text, number),
        f"bản đã duyệt của kế hoạch {visible(number)}",
    )
    say("", f"{file}: {result.outcome.value}, theo {loaded.file}.")


def schema(
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="TỆP", help="Ghi vào tệp này; không có thì in ra màn hình."
        ),
    ] = None,
    register: Annotated[
        bool, typer.Option("--register", help="Lược đồ của sổ nhận (so_nhan.yaml).")
    ] = False,
) -> None:
    """Print the JSON Schema of a plan's file, or of a register's, or write it into one."""
    from papi_cli.documents.output import write_generated

    if register:
        from papi_cli.register.json_schema import is_schema, render_schema
    else:
        from papi_cli.plan.json_schema import is_schema, render_schema

    if output is None:
        say(render_schema())
        return
    what = "lược đồ của sổ nhận" if register else "lược đồ của kế hoạch"
    result = write_generated(Path(output), render_schema(), is_schema, what)
    say("", f"{output}: {result.outcome.value}.")


def new(
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Tệp kế hoạch mới, như plan.yaml.")],
) -> int:
    """Write a commented plan to start from, and the schema for editors beside it."""
    from papi_cli.documents.output import Outcome, write_once
    from papi_cli.plan.json_schema import render_schema
    from papi_cli.resources import PLAN_SCHEMA, STARTING_PLAN, data_dir

    path = Path(file)
    text = (data_dir() / STARTING_PLAN).read_text(encoding="utf-8")
    if write_once(path, text).outcome is not Outcome.NEW:
        raise FileError(f"Đã có {quoted(file, 200)} nên để nguyên; chọn tên khác.")
    say("", f"{file}: mới; sửa theo chú thích trong tệp rồi chạy «papi check {file}».")
    beside = path.with_name(PLAN_SCHEMA)
    result = write_once(beside, render_schema())
    say("", f"{beside}: {result.outcome.value}.")
    return ExitCode.DONE


COMMANDS = (
    Entry("check", check, "Kiểm tra tệp kế hoạch, báo mọi vấn đề một lượt.", _CHECK_HELP),
    Entry("diff", diff, "So sánh hai kế hoạch, từng nhiệm vụ.", _DIFF_HELP),
    Entry("baseline", baseline, "Ghi lại kế hoạch vừa được duyệt để đối chiếu.", _BASELINE_HELP),
    Entry("schema", schema, "In lược đồ JSON Schema cho trình soạn thảo.", _SCHEMA_HELP),
    Entry("new", new, "Viết một kế hoạch mới để bắt đầu.", _NEW_HELP),
)

"""Options that commands share, and what their values mean.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from papi_cli.commands.completion import Offer, completer
from papi_cli.commands.console import Target, show_path
from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import fold

if TYPE_CHECKING:
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency, Role
    from papi_cli.scores.values import Scores
    from papi_cli.vietnamese.deadline import Deadline
    from papi_cli.views.formats import Format


Choice = TypeVar("Choice", bound=StrEnum)


def agency_names(ctx: typer.Context) -> Iterable[Offer]:
    """Return agencies to complete: names with symbols, by whichever of their names."""
    return [
        Offer(each.name, each.symbol or "", _other_names(each))
        for each in load_plan(ctx).registry.agencies
    ]


def group_names(ctx: typer.Context) -> Iterable[Offer]:
    """Return groups to complete: names with the number of members."""
    groups = (each for each in load_plan(ctx).registry.agencies if each.members)
    return [Offer(each.name, f"{len(each.members)} cơ quan", _other_names(each)) for each in groups]


def _other_names(agency: "Agency") -> tuple[str, ...]:
    return (*((agency.symbol,) if agency.symbol else ()), *agency.aliases)


def _dimension_ids(ctx: typer.Context) -> Iterable[Offer]:
    """Return dimensions to complete: ids with names."""
    return [Offer(each.id, each.name) for each in load_plan(ctx).plan.dimensions]


def subdimension_ids(ctx: typer.Context) -> Iterable[Offer]:
    """Return subdimensions to complete: ids with names."""
    dimensions = load_plan(ctx).plan.dimensions
    return [Offer(sub.id, sub.name) for dimension in dimensions for sub in dimension.subdimensions]


def task_ids(ctx: typer.Context) -> Iterable[Offer]:
    """Return tasks and duties to complete: ids with the start of their texts."""
    plan = load_plan(ctx).plan
    rows = (each for task in plan.tasks for each in (task, *task.parts))
    tasks = [Offer(each.id, each.text[:60]) for each in rows]
    return tasks + [Offer(each.id, each.text[:60]) for each in plan.duties]


def fixed(*values: str) -> Callable[..., list[Any]]:
    """Return a completion function that offers `values`."""
    return completer(lambda _ctx: [Offer(value) for value in values])


PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="TỆP",
        show_default=False,
        help="Tệp kế hoạch. Mặc định: biến môi trường PAPI_PLAN, rồi kế hoạch kèm theo chương"
        " trình.",
    ),
]
OwnPlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="TỆP",
        help="Tệp kế hoạch; phải ghi ở đây hay ở PAPI_PLAN, không lấy kế hoạch kèm chương trình.",
    ),
]
AgencyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--agency",
        metavar="TÊN",
        autocompletion=completer(agency_names),
        help="Cơ quan: tên, tên gọi khác hoặc ký hiệu, có dấu hay không. Ghi nhiều lần để hỏi"
        " nhiều cơ quan; vai trò khi ấy là của cơ quan được nêu gần nhất.",
    ),
]
RoleOption = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="lead|coordinating",
        autocompletion=fixed("lead", "coordinating"),
        help="Vai trò: lead là chủ trì, coordinating là phối hợp.",
    ),
]
AnyRoleOption = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="lead|coordinating|follow-up",
        autocompletion=fixed("lead", "coordinating", "follow-up"),
        help="Vai trò: lead là chủ trì, coordinating là phối hợp, follow-up là theo dõi, đôn đốc."
        " Mặc định: chủ trì và phối hợp.",
    ),
]
DirectOption = Annotated[
    bool,
    typer.Option(
        "--direct", help="Chỉ tính khi nêu đúng tên cơ quan, không qua nhóm hay đơn vị trực thuộc."
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|tsv|json|csv|md|xlsx",
        autocompletion=fixed("table", "tsv", "json", "csv", "md", "xlsx"),
        help="Cách trình bày. Mặc định: theo đuôi của tệp ở -o; không có -o thì table trên màn"
        " hình, tsv khi chuyển đi nơi khác. xlsx (Excel) cần -o.",
    ),
]
AnswerFileOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="TỆP",
        help="Ghi vào tệp này, đuôi là .xlsx, .csv, .tsv, .json hay .md; không có thì in ra màn"
        " hình.",
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Thay tệp đã có; bản cũ giữ lại bên cạnh với đuôi .bak."),
]
ScoresOption = Annotated[
    str | None,
    typer.Option(
        "--scores",
        metavar="TỆP",
        show_default=False,
        help="Tệp giá trị chỉ số (CSV). Mặc định: biến môi trường PAPI_SCORES, rồi tệp kèm theo"
        " chương trình.",
    ),
]
MembersOption = Annotated[
    str | None,
    typer.Option(
        "--members",
        metavar="NHÓM",
        autocompletion=completer(group_names),
        help="Chỉ các thành viên của nhóm này, hay các xã của huyện này.",
    ),
]
DimensionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--dimension",
        metavar="SỐ",
        autocompletion=completer(_dimension_ids),
        help="Chỉ số nội dung (hay phần của bảng, kế hoạch gọi là gì cũng được), ví dụ 1. Ghi nhiều"
        " lần được.",
    ),
]


def plan_file(ctx: typer.Context, own: str | None = None) -> tuple[Path, str]:
    """Return the plan's file and how to name it: the option, PAPI_PLAN, the shipped plan."""
    from papi_cli.resources import SHIPPED_PLAN, data_dir

    given = _given_plan(ctx, own)
    if given is not None:
        return Path(given), given
    path = data_dir() / SHIPPED_PLAN
    return path, show_path(path)


def _given_plan(ctx: typer.Context, own: str | None) -> str | None:
    # While completing, a command's own option is in its context alone.
    own = own if own is not None else ctx.params.get("plan")
    asked = own if own is not None else ctx.find_root().params.get("plan")
    return asked if asked is not None else os.environ.get("PAPI_PLAN") or None


def own_plan_file(ctx: typer.Context, own: str | None) -> tuple[Path, str]:
    """Return the plan's file as `plan_file` does; raises `PapiError` where none was named.

    What is signed off, and compared with that, must not be the shipped plan by oversight.
    """
    if _given_plan(ctx, own) is None:
        raise PapiError("Bản đã duyệt là của một tệp kế hoạch; ghi thêm tên tệp ấy: --plan TỆP.")
    return plan_file(ctx, own)


def checked_plan_file(ctx: typer.Context, own: str | None) -> tuple[Path, str]:
    """Return the plan's file to check as `plan_file` does.

    Raises `PapiError` where none was named and a machine asks, in CI or as a hook: a list of files
    that came out empty must not pass because the shipped plan is in order.
    """
    path, shown = plan_file(ctx, own)
    machine = next((name for name in _MACHINES if _is_set(name)), None)
    if machine is not None and _given_plan(ctx, own) is None:
        raise PapiError(
            f"Không có tệp nào được nêu nên chưa kiểm tra gì; khi chạy tự động ({machine}) papi"
            f" không tự lấy kế hoạch kèm chương trình ({shown}): ghi tên tệp, hoặc --plan TỆP."
        )
    return path, shown


_MACHINES = ("CI", "PRE_COMMIT")
"""Set where no person is typing: by services that build, by pre-commit."""


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").casefold() not in {"", "0", "false"}


def load_plan(ctx: typer.Context, own: str | None = None) -> "LoadedPlan":
    """Return the plan that the command is about; `own` is its own option `--plan`."""
    from papi_cli.checking.runner import load_valid

    return load_valid(*plan_file(ctx, own))


def scores_file(own: str | None) -> tuple[Path, str]:
    """Return the file of scores and how to name it: the option, PAPI_SCORES, the shipped one."""
    from papi_cli.resources import SHIPPED_SCORES, data_dir

    given = own if own is not None else os.environ.get("PAPI_SCORES") or None
    if given is not None:
        return Path(given), given
    path = data_dir() / SHIPPED_SCORES
    return path, show_path(path)


def load_scores(own: str | None = None) -> "Scores":
    """Return the scores that a command is about; `own` is its own option `--scores`."""
    from papi_cli.scores.checking import load_scores as load

    return load(*scores_file(own))


def choice(option: str, kind: type[Choice], typed: str, allowed: Iterable[Choice]) -> Choice:
    """Return one of the values that an option takes; raises `PapiError` with all of them."""
    names = [each.value for each in allowed]
    if typed not in names:
        raise PapiError(f"{option} không nhận {quoted(typed)}; dùng một trong: {', '.join(names)}.")
    return kind(typed)


def target_of(typed: str | None, *allowed: "Format") -> Target:
    """Return stdout in a format, of those `allowed`; by default by where stdout leads."""
    from papi_cli.views.formats import Format

    if typed is None:
        return Target(Format.TABLE if sys.stdout.isatty() else Format.TSV)
    return Target(choice("--format", Format, typed, allowed))


def answer_target(
    typed: str | None, output: str | None, *, force: bool, picture: bool = False
) -> Target:
    """Return where an answer goes, in any format: to stdout, or into the file of `-o`.

    With `picture` the answer can be drawn too. A file's format is the one that was typed, else that
    of its suffix. Raises `PapiError` where the two contradict each other, and where a format and
    its place do not fit.
    """
    from papi_cli.views.formats import REPORTERS, TABLES, FileFormat, Format

    allowed = tuple(Format) if picture else TABLES
    how = choice("--format", Format, typed, allowed) if typed is not None else None
    if output is None:
        if force:
            raise PapiError("--force chỉ dùng cùng -o TỆP; ghi thêm -o TỆP hoặc bỏ --force.")
        if how and isinstance(REPORTERS[how], FileFormat):
            suffix = REPORTERS[how].suffix
            raise PapiError(
                f"--format {how.value} không in ra màn hình được; ghi thêm -o TỆP{suffix}."
            )
        return target_of(typed, *allowed)
    return Target(_file_format(how, output, allowed), Path(output), force)


def _file_format(how: "Format | None", output: str, allowed: "Sequence[Format]") -> "Format":
    from papi_cli.views.formats import REPORTERS, FileFormat

    formats = {suffix: key for key in allowed if (suffix := REPORTERS[key].suffix)}
    suffix = Path(output).suffix.lower()
    by_suffix = formats.get(suffix)
    if how is None:
        if by_suffix is None:
            known = ", ".join(formats)
            raise PapiError(
                f"-o cần một tệp có đuôi là một trong: {known}; {quoted(output)} không có đuôi nào"
                " như thế."
            )
        return by_suffix
    reporter = REPORTERS[how]
    if reporter.suffix is None:
        every = ", ".join(formats.values())
        raise PapiError(
            f"--format {how.value} chỉ để đọc trên màn hình; ghi vào tệp thì dùng một trong:"
            f" {every}."
        )
    misnamed = suffix != reporter.suffix if isinstance(reporter, FileFormat) else by_suffix != how
    if misnamed and (by_suffix or isinstance(reporter, FileFormat)):
        raise PapiError(
            f"--format {how.value} ghi tệp có đuôi {reporter.suffix}, không phải {quoted(output)};"
            " đổi tên tệp hoặc bỏ --format."
        )
    return how


def any_role_of(typed: str | None) -> "Role | None":
    """Return a role, typed in English or Vietnamese."""
    from papi_cli.plan.parts import Role

    return _role_of(typed, tuple(Role))


def role_of(typed: str | None) -> "Role | None":
    """Return a role of those who do a task, typed in English or Vietnamese."""
    from papi_cli.plan.parts import WORK

    return _role_of(typed, WORK)


def _role_of(typed: str | None, allowed: "Sequence[Role]") -> "Role | None":
    if typed is None:
        return None
    for role in allowed:
        if fold(typed) in {fold(role.word), fold(role.value)}:
            return role
    names = ", ".join(role.value.replace("_", "-") for role in allowed)
    raise PapiError(f"--role không nhận {quoted(typed)}; dùng một trong: {names}.")


def search_of(typed: str | None) -> str:
    """Return the words to search for, empty for none."""
    if typed is not None and not fold(typed):
        raise PapiError("--search cần ít nhất một chữ cái hay chữ số; ghi chữ cần tìm.")
    return typed or ""


def today() -> date:
    """Return what day it is: asked only where `today`, «quý này» and the like were typed."""
    return date.today()


def last_day_of(option: str, typed: str | None, loaded: "LoadedPlan") -> date | None:
    """Return the day that was typed as `day_of` does, or the last one of «quý này» and the like."""
    from papi_cli.vietnamese.deadline import is_present, present

    if typed is not None and is_present(typed) and (span := present(typed, today())):
        return span[1]
    return day_of(option, typed, loaded)


def deadline_of(typed: str | None, loaded: "LoadedPlan") -> "Deadline | None":
    """Return the time that was typed in words; raises `PapiError` where they mean none."""
    from papi_cli.plan.query import parse_deadline_query
    from papi_cli.vietnamese.deadline import day_text, is_present, present, window

    if typed is None:
        return None
    if is_present(typed) and (span := present(typed, today())):
        days = " đến ".join(dict.fromkeys(map(day_text, span)))
        return window(f"{typed} ({days})", *span)
    return parse_deadline_query(loaded, typed)


def day_of(option: str, typed: str | None, loaded: "LoadedPlan") -> date | None:
    """Return the day that was typed: `2021-06-30`, `30/6/2021`, `30/6` or `today`."""
    if typed is None:
        return None
    if fold(typed) in {"today", "homnay"}:
        return today()
    from papi_cli.vietnamese.deadline import day, day_text

    found = day(typed, loaded.plan.document.year)
    if found is None and (end := loaded.meaning(typed).end):
        raise PapiError(
            f"{option} cần một ngày, còn {quoted(typed)} là một khoảng thời gian; ghi ngày cuối của"
            f" nó ({day_text(end)}), hoặc hỏi bằng --deadline."
        )
    if found is None:
        raise PapiError(
            f"{option} không nhận {quoted(typed)}: không phải một ngày có trên lịch;"
            " viết như 2021-06-30, 30/6/2021 hoặc today."
        )
    return found

"""`papi scores`: the published index beside the plan, and what there is to gain.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.completion import Offer, completer
from papi_cli.commands.console import show
from papi_cli.commands.options import (
    ForceOption,
    PlanOption,
    ScoresOption,
    answer_target,
    fixed,
    load_plan,
    load_scores,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.scores.comparison import Years
    from papi_cli.scores.focus import Yardstick
    from papi_cli.scores.values import Scores

_HELP = """\
So giá trị Chỉ số PAPI đã công bố của một tỉnh với năm trước và với các tỉnh khác.

Mặc định là tỉnh và năm của kế hoạch. Giá trị là điều người dân gặp và trả lời khi được hỏi, không
phải việc cơ quan đã làm. --focus xếp các mục của kế hoạch theo chỗ còn tăng được, cạnh số nhiệm vụ
và cơ quan chủ trì."""


def _provinces(ctx: typer.Context) -> Iterable[Offer]:
    """Return provinces to complete."""
    return [Offer(each) for each in load_scores(ctx.params.get("scores")).provinces]


def _against(ctx: typer.Context) -> Iterable[Offer]:
    """Return what a province can be set beside, to complete."""
    return [Offer("median", "trung vị"), Offer("best", "cao nhất"), *_provinces(ctx)]


def scores(
    ctx: typer.Context,
    province: Annotated[
        str | None,
        typer.Option(
            "--province",
            metavar="TỈNH",
            autocompletion=completer(_provinces),
            show_default=False,
            help="Tỉnh, có dấu hay không. Mặc định: tỉnh của kế hoạch.",
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="NĂM",
            show_default=False,
            help="Năm cần xem, so với năm liền trước. Mặc định: năm của kế hoạch.",
        ),
    ] = None,
    dimension: Annotated[
        list[str] | None,
        typer.Option(
            "--dimension",
            metavar="SỐ",
            help="Chỉ số nội dung, ví dụ 1. Ghi nhiều lần được.",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="TỈNH|median|best",
            autocompletion=completer(_against),
            help="Đặt cạnh một tỉnh khác, trung vị (median) hay giá trị cao nhất (best). Cùng"
            " --focus: xếp theo khoảng cách tới đó, thêm before là tới năm trước.",
        ),
    ] = None,
    focus: Annotated[
        bool,
        typer.Option(
            "--focus",
            help="Xếp các mục của kế hoạch theo chỗ còn tăng được (tới trung vị, tới cao nhất, tới"
            " năm trước), cạnh số nhiệm vụ và cơ quan chủ trì.",
        ),
    ] = False,
    scores_: ScoresOption = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|tsv|json|csv|md|xlsx|svg",
            autocompletion=fixed("table", "tsv", "json", "csv", "md", "xlsx", "svg"),
            help="Cách trình bày, như các lệnh khác; svg là biểu đồ (không đi với --focus).",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="TỆP",
            help="Ghi vào tệp này, đuôi là .xlsx, .csv, .tsv, .json, .md hay .svg; không có thì in"
            " ra màn hình.",
        ),
    ] = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> None:
    """Show the published index beside the plan."""
    from papi_cli.views import scores as views

    target = answer_target(format_, output, force=force, picture=not focus)
    loaded = load_plan(ctx, plan)
    values = load_scores(scores_)
    other, yardstick = _set_beside(values, against, focus=focus)
    asked = views.Asked(
        _province(loaded, values, province),
        _years(loaded, values, year),
        other,
        yardstick,
        _dimensions(values, dimension),
    )
    if focus:
        from papi_cli.scores.focus import focus as rows_of

        rows = rows_of(loaded, values, asked.province, asked.years, yardstick, other)
        show(views.focus_view(loaded, values, asked, rows), target)
        return
    answer = views.answer_scores(loaded, values, asked)

    def picture() -> str:
        from papi_cli.views.score_chart import scores_chart

        return scores_chart(values, answer)

    show(views.scores_view(loaded, values, answer, picture), target)


def _province(loaded: "LoadedPlan", values: "Scores", typed: str | None) -> str:
    from papi_cli.scores.provinces import find_province, province_of

    if typed is not None:
        return find_province(values, typed)
    found = province_of(loaded.plan.document, values)
    if found is None:
        place = quoted(loaded.plan.document.place)
        raise PapiError(
            f"Không có giá trị nào của {place}, địa danh của kế hoạch, trong {values.file}; ghi"
            " thêm --province TỈNH."
        )
    return found


def _years(loaded: "LoadedPlan", values: "Scores", typed: str | None) -> "Years":
    from papi_cli.scores.comparison import Years, latest_years

    if typed is None:
        return latest_years(loaded.plan.document, values)
    known = [each for each in values.years if values.measured(each)]
    if typed.strip() not in map(str, known):
        told = f"{known[0]} đến {known[-1]}" if known else "không năm nào"
        raise PapiError(
            f"--year không nhận {quoted(typed)}; {values.file} có giá trị của các năm {told}."
        )
    return Years(int(typed) - 1, int(typed))


def _dimensions(values: "Scores", typed: list[str] | None) -> tuple[str, ...]:
    from papi_cli.plan.index_numbers import TOTAL, dimension_of

    known = list(dict.fromkeys(dimension_of(each) for each in values.numbers if each != TOTAL))
    wanted = tuple(each.strip() for each in typed or ())
    for each in wanted:
        if each not in known:
            raise PapiError(
                f"Không có chỉ số nội dung {quoted(each)}; {values.file} có: {', '.join(known)}."
            )
    return wanted


def _set_beside(
    values: "Scores", typed: str | None, *, focus: bool
) -> "tuple[str | None, Yardstick | None]":
    """Return the other province or the yardstick that was typed."""
    from papi_cli.scores.focus import Yardstick
    from papi_cli.scores.provinces import find_province

    if typed is None:
        return None, None
    if typed not in set(Yardstick):
        return find_province(values, typed), None
    if typed == Yardstick.BEFORE and not focus:
        raise PapiError("--against before chỉ dùng cùng --focus; bảng đã có cột của năm trước.")
    return None, Yardstick(typed)


COMMAND = Entry(
    "scores", scores, "So giá trị chỉ số đã công bố với năm trước, với tỉnh khác.", _HELP
)

"""`papi report`: the skeleton of an agency's report, and the consolidated one.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import print_error
from papi_cli.commands.documents.returns import read_returns
from papi_cli.commands.documents.shared import (
    AllOption,
    CheckOption,
    DocumentFormatOption,
    DocumentOutputOption,
    EachMemberOption,
    LetterheadOption,
    OwnerOption,
    TemplatesOption,
    choose_agencies,
    document_target,
    received_of,
    write_documents,
    writers,
)
from papi_cli.commands.documents.signing import (
    DatedOption,
    NumberOption,
    PositionOption,
    SignAsOption,
    SignerOption,
    refuse_one_for_several,
    signing_of,
)
from papi_cli.commands.options import (
    ForceOption,
    PlanOption,
    ScoresOption,
    day_of,
    load_plan,
    load_scores,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.intake import AgencyReturn
    from papi_cli.documents.consolidated import Unread
    from papi_cli.documents.index_work import IndexAnnex
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency
    from papi_cli.register.counting import Received


_REPORT_HELP = """\
Lập khung báo cáo kết quả của từng cơ quan, hay báo cáo tổng hợp; chỗ trống ghi là […].

Có --from thì kết quả cơ quan đã ghi trong danh mục được chép nguyên văn, số liệu đếm từ đó. Tệp
đã có thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""


def report(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
    consolidated: Annotated[
        bool,
        typer.Option(
            "--consolidated",
            help="Báo cáo tổng hợp của cơ quan theo dõi (hay của --agency), cần --from.",
        ),
    ] = False,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="TỆP|THƯ MỤC",
            help="Danh mục đã ghi, hay thư mục các danh mục đã gửi về.",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="KỲ",
            help="Kỳ báo cáo, như «6 tháng đầu năm 2021». Mặc định: cả kỳ của kế hoạch.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Ngày tính đến, như 31/12/2021: việc của một cơ quan chưa đến hạn ngày ấy thì"
            " không phải là tồn tại (mặc định: ngày cuối kỳ); của báo cáo tổng hợp là ngày tính quá"
            " hạn.",
        ),
    ] = None,
    scores: ScoresOption = None,
    sign_as: SignAsOption = None,
    position: PositionOption = None,
    signer: SignerOption = None,
    number: NumberOption = None,
    dated: DatedOption = None,
    format_: DocumentFormatOption = None,
    output: DocumentOutputOption = None,
    letterhead: LetterheadOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print the skeleton of a report, or write several into a folder."""
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.document import Document
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import EVERYTHING

    loaded = load_plan(ctx, plan)
    target = document_target(format_, output, letterhead)
    signing = signing_of(loaded, sign_as, position, signer, number, dated)
    documents = Documents(loaded, Templates(templates), signing)
    if consolidated:
        if from_ is None:
            raise PapiError("--consolidated cần --from THƯ MỤC là nơi để các danh mục đã gửi về.")
        if members is not None or all_:
            raise PapiError("--consolidated chỉ đi với --agency, không với --members hay --all.")
        chosen = [_consolidator(loaded, agency)]
    else:
        chosen = choose_agencies(loaded, documents.work, EVERYTHING, agency, members, all_=all_)
        if all_:
            chosen = writers(chosen)
    refuse_one_for_several(signing, chosen)
    day = day_of("--on", on, loaded)
    index = _index(loaded, scores, day, consolidated=consolidated)
    whose = None if consolidated else {each.name for each in chosen}
    received = received_of(loaded, [from_]) if from_ is not None else None
    asked = _period_of(received, period)
    returned, code = read_returns(loaded, from_, whose, received, asked)

    def document(each: "Agency") -> Document:
        if consolidated:
            figures = _figures(received, asked, each) if received else ""
            unread = _unread(received, asked) if received else None
            text = documents.consolidated(
                each, returned, period or "", index(returned), figures, unread
            )
        else:
            text = documents.report(each, period or "", returned.get(each.name), day)
        return Document(text, loaded.plan.document.date)

    if from_ is not None and not consolidated:
        _print_missing(chosen, returned, from_)
    stem = "bao-cao-tong-hop" if consolidated else "bao-cao-{}"
    written = write_documents(loaded, chosen, stem, target, document, force=force, dry=check)
    return max(code, written)


def _index(
    loaded: "LoadedPlan", scores: str | None, on: "date | None", *, consolidated: bool
) -> "Callable[[Mapping[str, AgencyReturn]], IndexAnnex | None]":
    """Return what makes the annex on the index; raises `PapiError` where no such is written."""
    if not consolidated:
        if scores is not None:
            raise PapiError("--scores chỉ đi với --consolidated; bỏ --scores hoặc ghi thêm.")
        return lambda _returned: None
    from papi_cli.documents.index_work import index_annex

    values = load_scores(scores)
    return lambda returned: index_annex(loaded, values, returned, on)


def _consolidator(loaded: "LoadedPlan", names: Sequence[str] | None) -> "Agency":
    """Return who writes the consolidated report: who was asked for, else who follows up."""
    if names and len(names) > 1:
        raise PapiError("--consolidated chỉ nhận một --agency.")
    name = names[0] if names else loaded.plan.document.follow_up
    if name is None:
        raise PapiError("Kế hoạch không nêu cơ quan theo dõi (follow_up); ghi --agency TÊN.")
    return loaded.registry.find(name)


def _period_of(received: "Received | None", period: str | None) -> str | None:
    """Return the period whose returns alone count: the report's, if any return is of one so named.

    A report may name its period in other words.
    """
    if received is None or period is None:
        return None
    name = received.standings.name_of(period)
    return name if name in received.standings.periods else None


def _figures(received: "Received", period: str | None, author: "Agency") -> str:
    """Return the five figures in a sentence; who writes the report owes none to itself."""
    from papi_cli.register.sentences import figures_line

    standings = received.standings
    expected = standings.expected(period)
    if author not in expected or standings.of(author, period).state.sent:
        return figures_line(standings, period, expected)
    due = [each for each in expected if each is not author]
    return figures_line(standings, period, due, "cơ quan tổng hợp")


def _unread(received: "Received", period: str | None) -> "Unread":
    """Return how those stand whose returns there is nothing to count of."""
    from papi_cli.documents.consolidated import Unread
    from papi_cli.register.standing import State

    words = {
        State.BLANK: "Gửi nhưng trống",
        State.UNREADABLE: "Gửi tệp không đọc được",
        State.SENT_BACK: "Đã trả lại",
    }
    found = [received.standings.of(each, period) for each in received.loaded.registry.agencies]
    on_paper = [each.agency.name for each in found if each.paper]
    states = {each.agency.name: words[each.state] for each in found if each.state in words}
    states |= dict.fromkeys(on_paper, "Đã gửi bản giấy")
    return Unread(states, frozenset(on_paper))


def _print_missing(
    chosen: Sequence["Agency"], returned: Mapping[str, "AgencyReturn"], source: str
) -> None:
    """Say of whom there is no checklist, so that its report stays without results."""
    missing = [each.name for each in chosen if each.name not in returned]
    if missing:
        names = ", ".join(quoted(name) for name in missing[:_NAMED])
        more = f" và {len(missing) - _NAMED} cơ quan khác" if len(missing) > _NAMED else ""
        print_error(
            f"Không có danh mục nào của {names}{more} trong {quoted(source, 200)};"
            " báo cáo để trống kết quả."
        )


_NAMED = 3
"""How many agencies a sentence names."""


COMMAND = Entry(
    "report", report, "Lập khung báo cáo của từng cơ quan, báo cáo tổng hợp.", _REPORT_HELP
)

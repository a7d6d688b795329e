"""`papi report`: the skeleton of an agency's report, and the consolidated one.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import print_error
from papi_cli.commands.documents.consolidated import (
    Asked,
    consolidator,
    period_of,
    write_consolidated,
)
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
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.intake import AgencyReturn
    from papi_cli.plan.parts import Agency


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
            help="Ngày tính đến, như 31/12/2021 (today: hôm nay): việc của một cơ quan chưa đến hạn"
            " ngày ấy thì không phải là tồn tại (mặc định: ngày cuối kỳ); của báo cáo tổng hợp là"
            " ngày tính quá hạn.",
        ),
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            "--previous",
            metavar="THƯ MỤC",
            help="Danh mục gửi về ở kỳ trước: báo cáo tổng hợp nêu tăng, giảm so với kỳ ấy. Cùng sổ"
            " nhận với --from thì là kỳ liền trước trong sổ.",
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
    day = day_of("--on", on, loaded)
    if consolidated:
        if from_ is None:
            raise PapiError("--consolidated cần --from THƯ MỤC là nơi để các danh mục đã gửi về.")
        if members is not None or all_:
            raise PapiError("--consolidated chỉ đi với --agency, không với --members hay --all.")
        author = consolidator(loaded, agency)
        refuse_one_for_several(signing, [author])
        asked = Asked(from_, previous, period, day, scores, signing.day)
        return write_consolidated(loaded, documents, author, asked, target, force=force, dry=check)
    _refuse_for_one({"--scores": scores, "--previous": previous})
    chosen = choose_agencies(loaded, documents.work, EVERYTHING, agency, members, all_=all_)
    if all_:
        chosen = writers(chosen)
    refuse_one_for_several(signing, chosen)
    received = received_of(loaded, [from_]) if from_ is not None else None
    whose = {each.name for each in chosen}
    returned, code = read_returns(loaded, from_, whose, received, period_of(received, period))

    def document(each: "Agency") -> Document:
        text = documents.report(each, period or "", returned.get(each.name), day)
        return Document(text, loaded.plan.document.date)

    if from_ is not None:
        _print_missing(chosen, returned, from_)
    written = write_documents(
        loaded, chosen, "bao-cao-{}", target, document, force=force, dry=check
    )
    return max(code, written)


def _refuse_for_one(given: Mapping[str, object]) -> None:
    """Raise `PapiError` where an option was given that the consolidated report alone has."""
    for option, value in given.items():
        if value is not None:
            raise PapiError(f"{option} chỉ đi với --consolidated; bỏ {option} hoặc ghi thêm.")


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

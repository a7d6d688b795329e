"""`papi action-plan`: the skeleton of an agency's own plan.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from papi_cli.commands.console import print_error
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
from papi_cli.commands.options import ForceOption, PlanOption, load_plan
from papi_cli.commands.typer_vi import Entry
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.documents.document import Document
    from papi_cli.plan.parts import Agency

_ACTION_PLAN_HELP = """\
Lập khung kế hoạch triển khai thực hiện của từng cơ quan; chỗ trống ghi là […].

Tệp đã có thì để nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""


def action_plan(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
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
    """Print the skeleton of an agency's plan, or write several into a folder."""
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.document import Document
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import EVERYTHING

    target = document_target(format_, output, letterhead)
    loaded = load_plan(ctx, plan)
    signing = signing_of(loaded, sign_as, position, signer, number, dated)
    documents = Documents(loaded, Templates(templates), signing)
    chosen = choose_agencies(loaded, documents.work, EVERYTHING, agency, members, all_=all_)
    if all_:
        chosen = writers(chosen)
    refuse_one_for_several(signing, chosen)

    def document(each: "Agency") -> "Document":
        return Document(documents.action_plan(each), loaded.plan.document.date)

    code = write_documents(loaded, chosen, "ke-hoach-{}", target, document, force=force, dry=check)
    _tell_doubts({each.name: documents.doubts(each) for each in chosen})
    return code


def _tell_doubts(doubts: Mapping[str, int]) -> None:
    """Say how much of what agencies are to do is to be verified first, which is in no document."""
    having = [name for name, number in doubts.items() if number]
    if not having:
        return
    if len(doubts) == 1:
        (name,) = having
        who, more = f"{doubts[name]} điểm cần xác minh ở nhiệm vụ của {quoted(name)}", name
    else:
        # An agency's points are mostly those of others too: their sum would be of nothing.
        who, more = f"điểm cần xác minh ở nhiệm vụ của {len(having)} cơ quan", ""
    ask = f' --agency "{visible(more)}"' if more else ""
    print_error(
        f"Có {who}, không ghi trong văn bản; «papi tasks{ask} --doubtful» liệt kê, «papi show MÃ»"
        " nêu lý do."
    )


COMMAND = Entry(
    "action-plan",
    action_plan,
    "Lập khung kế hoạch triển khai của từng cơ quan.",
    _ACTION_PLAN_HELP,
)

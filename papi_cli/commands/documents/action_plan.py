"""`papi action-plan`: the skeleton of an agency's own plan.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from typing import TYPE_CHECKING

import typer

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

    return write_documents(loaded, chosen, "ke-hoach-{}", target, document, force=force, dry=check)


COMMAND = Entry(
    "action-plan",
    action_plan,
    "Lập khung kế hoạch triển khai của từng cơ quan.",
    _ACTION_PLAN_HELP,
)

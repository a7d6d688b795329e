"""`papi action-plan`: the skeleton of an agency's own plan.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from typing import TYPE_CHECKING

import typer

from papi_cli.commands.console import say_document
from papi_cli.commands.documents.shared import (
    AllOption,
    CheckOption,
    EachMemberOption,
    FolderOption,
    OwnerOption,
    TemplatesOption,
    choose_agencies,
    refuse_several,
    write_all,
    write_each_once,
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
from papi_cli.errors import ExitCode

if TYPE_CHECKING:
    pass


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
    output: FolderOption = None,
    check: CheckOption = False,
    force: ForceOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print the skeleton of an agency's plan, or write several into a folder."""
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import EVERYTHING

    loaded = load_plan(ctx, plan)
    signing = signing_of(loaded, sign_as, position, signer, number, dated)
    documents = Documents(loaded, Templates(templates), signing)
    chosen = choose_agencies(loaded, documents.work, EVERYTHING, agency, members, all_=all_)
    if all_:
        chosen = writers(chosen)
    refuse_one_for_several(signing, chosen)
    if output is None:
        refuse_several(chosen, check)
        say_document(documents.action_plan(chosen[0]))
        return ExitCode.DONE
    write = write_each_once(documents.action_plan, force=force, dry=check)
    return write_all(loaded, chosen, "ke-hoach-{}.md", output, write, dry=check)


COMMAND = Entry(
    "action-plan",
    action_plan,
    "Lập khung kế hoạch triển khai của từng cơ quan.",
    _ACTION_PLAN_HELP,
)

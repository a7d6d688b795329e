"""`papi checklist`: what agencies tick and write into.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import os
from collections.abc import Callable
from pathlib import Path
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
)
from papi_cli.commands.options import DimensionOption, PlanOption, RoleOption, load_plan, role_of
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode
from papi_cli.safe_text import quoted

if TYPE_CHECKING:
    from papi_cli.checklists.format import Head
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.output import WriteResult
    from papi_cli.documents.work import Scope
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency

_CHECKLIST_HELP = """\
Lập danh mục nhiệm vụ cho từng cơ quan đánh dấu và ghi kết quả.

Tệp đã có thì được viết lại theo kế hoạch hiện nay: dấu và chữ cơ quan đã ghi được giữ
nguyên. Tệp không phải danh mục, hay của cơ quan khác, kế hoạch khác thì để nguyên."""


def checklist(
    ctx: typer.Context,
    agency: OwnerOption = None,
    members: EachMemberOption = None,
    all_: AllOption = False,
    role: RoleOption = None,
    dimension: DimensionOption = None,
    output: FolderOption = None,
    check: CheckOption = False,
    templates: TemplatesOption = None,
    plan: PlanOption = None,
) -> int:
    """Print a checklist, or write several into a folder."""
    from papi_cli.checklists.carriers import DEFAULT
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.output import write_checklist
    from papi_cli.documents.templates import Templates
    from papi_cli.documents.work import Scope
    from papi_cli.plan.query import find_dimension

    loaded = load_plan(ctx, plan)
    documents = Documents(loaded, Templates(templates))
    ids = {find_dimension(loaded, each).id for each in dimension or ()}
    scope = Scope(
        role_of(role), tuple(each.id for each in loaded.plan.dimensions if each.id in ids)
    )
    chosen = choose_agencies(loaded, documents.work, scope, agency, members, all_=all_)
    if output is None:
        refuse_several(chosen, check)
        say_document(documents.checklist(chosen[0], scope))
        return ExitCode.DONE

    def write(path: Path, each: "Agency") -> "WriteResult":
        other = _other_owner(loaded, documents, each, scope)
        return write_checklist(path, documents.checklist(each, scope), other, dry=check)

    known = _former_files(loaded, output)
    return write_all(loaded, chosen, f"{{}}{DEFAULT.suffix}", output, write, dry=check, known=known)


def _former_files(loaded: "LoadedPlan", output: str) -> Callable[[Path, "Agency"], Path]:
    """Return what finds an agency's checklist under the name of the file it used to have."""
    from papi_cli.documents.output import owners
    from papi_cli.files import file_names

    used = set(file_names(each.name for each in loaded.registry.agencies).values())
    others: dict[str, Path] = {}
    for path, head in owners(Path(output), lambda stem: stem not in used):
        named = loaded.registry.lookup(head.agency)
        if head.plan == loaded.plan.document.number and len(named) == 1:
            others.setdefault(named[0].name, path)
    return lambda path, each: path if os.path.lexists(path) else others.get(each.name, path)


def _other_owner(
    loaded: "LoadedPlan", documents: "Documents", agency: "Agency", scope: "Scope"
) -> Callable[..., str]:
    """Return what tells why a checklist's front matter is not that of this agency's."""
    wanted = documents.head(agency, scope)

    def other(found: "Head") -> str:
        if found.plan != wanted.plan:
            return f"là danh mục theo kế hoạch khác ({quoted(found.plan)})"
        if loaded.registry.lookup(found.agency) != (agency,):
            return f"là danh mục của cơ quan khác ({quoted(found.agency)})"
        if (found.role, found.dimensions) != (wanted.role, wanted.dimensions):
            return "là danh mục với phạm vi khác (--role, --dimension)"
        return ""

    return other


COMMAND = Entry("checklist", checklist, "Lập danh mục nhiệm vụ của từng cơ quan.", _CHECKLIST_HELP)

"""`papi register`: what came in, as a register of incoming documents has it.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.console import show
from papi_cli.commands.options import (
    AnswerFileOption,
    ForceOption,
    FormatOption,
    PlanOption,
    answer_target,
    load_plan,
)
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import FileError, PapiError
from papi_cli.safe_text import quoted, visible

if TYPE_CHECKING:
    from papi_cli.plan.parts import Document
    from papi_cli.register.file import Register

_REGISTER_HELP = """\
In sổ nhận của một thư mục: bản gửi nào đến, ngày nào, của ai; bản nào bị trả lại, được thay.

Mười cột là của sổ đăng ký văn bản đến (Nghị định 30/2020/NĐ-CP, Phụ lục IV); ba cột người nhận,
ngày chuyển, ký nhận để trống cho văn thư ghi tay. Ngày và cơ quan là sau khi đính chính."""


def register(
    ctx: typer.Context,
    folder: Annotated[
        str, typer.Argument(metavar="THƯ MỤC", help="Thư mục có sổ nhận (so_nhan.yaml).")
    ],
    format_: FormatOption = None,
    output: AnswerFileOption = None,
    force: ForceOption = False,
    plan: PlanOption = None,
) -> None:
    """Show the register of a folder."""
    from papi_cli.register.file import REGISTER, read_register
    from papi_cli.views.register import register_view

    target = answer_target(format_, output, force=force)
    path = Path(folder)
    found = read_register(path.parent if path.name == REGISTER else path)
    if found is None:
        raise FileError(
            f"{quoted(folder, 200)} không có sổ nhận ({REGISTER}); «papi receive TỆP --into"
            f" {visible(folder)} --on NGÀY --write» nhận bản gửi đầu tiên vào sổ."
        )
    show(register_view(found, _document(ctx, plan, found)), target)


def _document(ctx: typer.Context, plan: str | None, found: "Register") -> "Document | None":
    """Return the plan's document where a row is shown with it, None where none is at hand."""
    from papi_cli.register.rows import EXTENSION

    if plan is None and not any(each.kind == EXTENSION for each in found.rows):
        return None
    try:
        return load_plan(ctx, plan).plan.document
    except PapiError:
        if plan is not None:
            raise
        return None


COMMAND = Entry(
    "register", register, "In sổ nhận: bản gửi nào đến, ngày nào, của ai.", _REGISTER_HELP
)

"""`papi templates`: lists the templates of documents, copies them out.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from papi_cli.commands.console import say, show, show_path
from papi_cli.commands.options import target_of
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode

_TEMPLATES_HELP = """\
Liệt kê các mẫu văn bản: tên và tệp. Với --copy, chép mẫu ra thư mục để sửa.

Mẫu đã sửa được dùng khi ghi --templates THƯ MỤC. Đầu mỗi mẫu ghi những gì dùng được trong mẫu."""


def templates(
    templates_: Annotated[
        str | None,
        typer.Option(
            "--templates",
            metavar="THƯ MỤC",
            help="Thư mục mẫu của mình: cho biết mẫu nào sẽ lấy từ đó.",
        ),
    ] = None,
    copy: Annotated[
        str | None,
        typer.Option(
            "--copy",
            metavar="THƯ MỤC",
            help="Chép mọi mẫu vào thư mục này; tệp đã có thì để nguyên.",
        ),
    ] = None,
) -> int:
    """List the templates, or copy them out."""
    from papi_cli.documents.output import Outcome, make_folder, write_once
    from papi_cli.documents.templates import Templates
    from papi_cli.files import read_text
    from papi_cli.views.formats import View
    from papi_cli.views.tables import Rows

    sources = list(Templates(templates_).sources())
    if copy is None:
        listed = [
            (
                each.name,
                "thư mục mẫu" if each.own else "kèm chương trình",
                show_path(each.path),
            )
            for each in sources
        ]
        rows = Rows("Mẫu văn bản", ("Mẫu", "Nguồn", "Tệp"), listed)
        view = View(rows=lambda: rows, data=dict, closing=f"{len(listed)} mẫu.")
        show(view, target_of(None))
        return ExitCode.DONE
    outcomes: Counter[Outcome] = Counter()
    for each in sources:
        path = Path(copy, each.name)
        make_folder(path.parent)
        outcomes[write_once(path, read_text(each.path, str(each.path))).outcome] += 1
    new, kept = outcomes[Outcome.NEW], outcomes[Outcome.KEPT]
    say("", f"{copy}: {new} mẫu mới, {kept} đã có, để nguyên.")
    return ExitCode.DONE


COMMAND = Entry("templates", templates, "Liệt kê, chép ra các mẫu văn bản.", _TEMPLATES_HELP)

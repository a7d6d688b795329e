"""`papi letter`: the letters that urge who has sent nothing, or lets tasks pass their time.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.completion import completer
from papi_cli.commands.console import print_error
from papi_cli.commands.documents.returns import known_period
from papi_cli.commands.documents.shared import (
    CheckOption,
    DocumentFormatOption,
    DocumentOutputOption,
    EachMemberOption,
    LetterheadOption,
    TemplatesOption,
    document_target,
    exit_code,
    follow_up_of,
    fresh_of,
    print_intake,
    received_of,
    write_documents,
)
from papi_cli.commands.documents.signing import (
    DatedOption,
    NumberOption,
    PositionOption,
    SignAsOption,
    SignerOption,
    signing_of,
)
from papi_cli.commands.options import ForceOption, PlanOption, agency_names, day_of, load_plan
from papi_cli.commands.typer_vi import Entry
from papi_cli.errors import ExitCode, PapiError

if TYPE_CHECKING:
    from datetime import date

    from papi_cli.documents.document import Document
    from papi_cli.documents.letters import CameIn
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency

_LETTER_HELP = """\
Lập công văn đôn đốc của cơ quan theo dõi: ai chưa gửi báo cáo, nhiệm vụ nào đã quá hạn.

Đọc thư mục có sổ nhận, hay các danh mục đã gửi về. Một công văn kèm danh sách ở phụ lục; --each thì
mỗi nơi một công văn. Nơi đã gửi, không có nhiệm vụ quá hạn thì không có tên. Tệp đã có thì để
nguyên; --force mới thay, bản cũ giữ lại với đuôi .bak."""


def letter(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THƯ MỤC|TỆP...",
            help="Thư mục có sổ nhận, hay thư mục, tệp danh mục đã gửi về.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="NGÀY",
            help="Ngày tính quá hạn, như 16/12/2021 (today: hôm nay); tính theo những gì đã nhận"
            " đến hết ngày ấy.",
        ),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="NGÀY", help="Ngày phải gửi, ghi trong công văn."),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help="Mỗi cơ quan một công văn, chỉ nêu việc của nơi ấy.")
    ] = False,
    agency: Annotated[
        list[str] | None,
        typer.Option(
            "--agency",
            metavar="TÊN",
            autocompletion=completer(agency_names),
            help="Chỉ đôn đốc cơ quan này, hay thành viên của nhóm này. Ghi nhiều lần được.",
        ),
    ] = None,
    members: EachMemberOption = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="KỲ",
            help="Kỳ báo cáo, như «Năm 2021». Mặc định: kỳ của kế hoạch.",
        ),
    ] = None,
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
    """Print the letter that urges, or write it, or one to each, into a folder."""
    from papi_cli.documents.builder import Documents
    from papi_cli.documents.document import Document
    from papi_cli.documents.letters import letter_data, letter_of_one, urged
    from papi_cli.documents.templates import Templates

    if not paths:
        raise PapiError("Ghi thư mục có sổ nhận hay các danh mục, ví dụ «papi letter nhan».")
    target = document_target(format_, output, letterhead)
    loaded = load_plan(ctx, plan)
    day, answer_by = _days(loaded, on, due)
    author = follow_up_of(loaded)
    signing = signing_of(loaded, sign_as, position, signer, number, dated)
    _check_dated(loaded, signing.day, day, answer_by)
    signing = replace(signing, year=day.year)  # it may be written when the plan's year is over
    documents = Documents(loaded, Templates(templates), signing)
    names = _asked(loaded, author, agency, members)
    came_in, code = _came_in(loaded, paths, day, period)
    whom = urged(loaded, came_in, day, names)
    if not whom:
        print_error("Không có cơ quan nào cần đôn đốc: không có công văn nào được lập.")
        return code
    if each and signing.number and len(whom) > 1:
        raise PapiError(
            f"--number là của một công văn mà ở đây có {len(whom)}; bỏ --number, hoặc lập từng nơi"
            " một bằng --agency."
        )
    write = partial(write_documents, loaded, target=target, force=force, dry=check)
    if not each:
        if len(whom) == 1:
            data = letter_of_one(loaded, came_in, whom[0], day, answer_by, alone=True)
        else:
            data = letter_data(loaded, came_in, whom, day, answer_by, names)
        text = documents.letter(author, data, each=len(whom) == 1)
        made = Document(text, loaded.plan.document.date)
        return max(code, write([author], "cong-van-don-doc", document=lambda _: made))
    mine = {one.agency.name: one for one in whom}

    def of_one(one: "Agency") -> "Document":
        data = letter_of_one(loaded, came_in, mine[one.name], day, answer_by)
        return Document(documents.letter(author, data, each=True), loaded.plan.document.date)

    agencies = [one.agency for one in whom]
    return max(code, write(agencies, "cong-van-don-doc-{}", document=of_one))


def _days(loaded: "LoadedPlan", on: str | None, due: str | None) -> "tuple[date, date]":
    """Return the day on which lateness is counted, and that of the answer."""
    day, answer_by = day_of("--on", on, loaded), day_of("--due", due, loaded)
    if day is None or answer_by is None:
        missing = "--on NGÀY (ngày tính quá hạn)" if day is None else "--due NGÀY (ngày phải gửi)"
        raise PapiError(f"Ghi thêm {missing}.")
    if answer_by < day:
        raise PapiError("--due sớm hơn --on: ngày phải gửi đã qua; ghi lại một trong hai.")
    return day, answer_by


def _check_dated(loaded: "LoadedPlan", dated: "date | None", on: "date", answer_by: "date") -> None:
    """Raise `PapiError` where a letter would bear a day on which it could not be written."""
    if dated is None:
        return
    if dated < loaded.plan.document.date:
        raise PapiError("--dated sớm hơn ngày ban hành kế hoạch; ghi lại --dated.")
    if dated < on:
        raise PapiError(
            "--dated sớm hơn --on: công văn không nói được tình hình của ngày chưa đến; ghi lại một"
            " trong hai."
        )
    if dated > answer_by:
        raise PapiError("--dated muộn hơn --due: ngày phải gửi đã qua; ghi lại một trong hai.")


def _asked(
    loaded: "LoadedPlan", author: "Agency", names: Sequence[str] | None, members: str | None
) -> set[str]:
    """Return the names of those who may be urged: a group stands for its members.

    Who urges owes nothing to itself.
    """
    registry = loaded.registry
    found = [registry.find(name) for name in names or ()]
    found = [one for each in found for one in (registry.each_of(each) if each.members else (each,))]
    if members is not None:
        found += registry.members_of(registry.find_group(members))
    if not names and members is None:
        found = list(registry.agencies)
    return {each.name for each in found} - {author.name}


def _came_in(
    loaded: "LoadedPlan", paths: Sequence[str], on: "date", period: str | None
) -> "tuple[CameIn, ExitCode]":
    """Return what had come in by a day; say which files cannot be used."""
    from papi_cli.documents.letters import of_files, of_register

    received = received_of(loaded, paths)
    if received is not None:
        known_period(received, period)
        received = received.until(on)
        for note in received.notes(period):
            print_error(note)
        told, intake = received.told(period)
        print_intake(intake)
        return of_register(received, told, period), exit_code(intake)
    from papi_cli.checklists.collect import find_files, read_all
    from papi_cli.checklists.intake import take_in
    from papi_cli.checklists.items import plan_items
    from papi_cli.views.progress_bar import with_progress

    found = find_files(paths)
    readings = read_all(found.paths, plan_items(loaded), fresh_of(loaded))
    intake = take_in(loaded, with_progress(readings, len(found.paths), "Đọc danh mục"))
    intake = found.told_in(intake)
    print_intake(intake)
    return of_files(loaded, intake.returned, on, period), exit_code(intake)


COMMAND = Entry("letter", letter, "Lập công văn đôn đốc nơi chưa gửi, việc quá hạn.", _LETTER_HELP)

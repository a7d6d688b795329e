"""Options on how a document is signed, numbered and dated.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.options import choice, day_of, fixed
from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted
from papi_cli.vietnamese.words import fold

if TYPE_CHECKING:
    from datetime import date

    from papi_cli.documents.letterhead import Signing
    from papi_cli.plan.loader import LoadedPlan
    from papi_cli.plan.parts import Agency

SignAsOption = Annotated[
    str | None,
    typer.Option(
        "--sign-as",
        metavar="KT|TL|TUQ|Q|TM",
        autocompletion=fixed("KT", "TL", "TUQ", "Q", "TM"),
        help="Ký thay (KT.), thừa lệnh (TL.), thừa ủy quyền (TUQ.), quyền (Q.), thay mặt (TM.).",
    ),
]
PositionOption = Annotated[
    str | None,
    typer.Option("--position", metavar="CHỨC VỤ", help="Chức vụ người ký, như «Phó Giám đốc»."),
]
SignerOption = Annotated[
    str | None, typer.Option("--signer", metavar="HỌ TÊN", help="Họ và tên người ký.")
]
NumberOption = Annotated[
    str | None,
    typer.Option("--number", metavar="SỐ", help="Số của văn bản, không kèm ký hiệu, như 12."),
]
DatedOption = Annotated[
    str | None,
    typer.Option("--dated", metavar="NGÀY", help="Ngày của văn bản, như 15/12/2021."),
]


def signing_of(
    loaded: "LoadedPlan",
    sign_as: str | None,
    position: str | None,
    signer: str | None,
    number: str | None,
    dated: str | None,
) -> "Signing":
    """Return what is known of how a document is signed; raises `PapiError`.

    A deputy signs for the head, which the document must say; none is older than the plan.
    """
    from papi_cli.documents.letterhead import SignAs, Signing

    how = choice("--sign-as", SignAs, sign_as, SignAs) if sign_as else None
    place = _line("--position", position)
    if how is None and fold(place).startswith("pho"):
        raise PapiError(f"{quoted(place)} ký thay người đứng đầu; ghi thêm --sign-as KT.")
    return Signing(how, place, _line("--signer", signer), _number(number), _day(loaded, dated))


def _day(loaded: "LoadedPlan", dated: str | None) -> "date | None":
    from papi_cli.vietnamese.deadline import day_text

    day, first = day_of("--dated", dated, loaded), loaded.plan.document.date
    if day and day < first:
        raise PapiError(
            f"--dated {day_text(day)} trước ngày ban hành của kế hoạch ({day_text(first)}); sửa lại"
            " ngày của văn bản."
        )
    return day


_LONGEST = 120
"""Letters of a name or a position that a line of a document holds."""


def _line(option: str, typed: str | None) -> str:
    words = " ".join((typed or "").split())
    if typed is not None and not words:
        raise PapiError(f"{option} không được để trống; ghi chữ hoặc bỏ {option}.")
    if len(words) > _LONGEST:
        raise PapiError(f"{option} dài quá {_LONGEST} chữ; ghi ngắn lại.")
    return words


def _number(typed: str | None) -> str:
    number = _line("--number", typed)
    if number and not re.fullmatch(r"(?!0+\D?$)[0-9]{1,6}[a-zđ]?", number, re.IGNORECASE):
        raise PapiError(
            f"--number không nhận {quoted(number)}; chỉ ghi số, không kèm ký hiệu: --number 12."
        )
    return number


def refuse_one_for_several(signing: "Signing", agencies: "Sequence[Agency]") -> None:
    """Raise `PapiError` where one number or one signer would stand in documents of several.

    Also where the only agency has no place for them, as it writes by another form.
    """
    from papi_cli.documents.letterhead import UNSIGNED

    given = "--number" if signing.number else "--signer" if signing.signer else ""
    if given and len(agencies) > 1:
        raise PapiError(
            f"{given} là của một văn bản mà ở đây có {len(agencies)} cơ quan; bỏ {given}, hoặc lập"
            " từng cơ quan một."
        )
    if signing != UNSIGNED and len(agencies) == 1 and agencies[0].letterhead == "none":
        raise PapiError(
            f"{quoted(agencies[0].name)} không viết theo thể thức văn bản hành chính nên không có"
            " chỗ cho số, ngày, chữ ký; bỏ --sign-as, --position, --signer, --number, --dated."
        )

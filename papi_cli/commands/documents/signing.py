"""Options on how a document is signed, numbered and dated.

Annotations here are objects, not text: Typer would have to evaluate each at every start.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from papi_cli.commands.options import choice, day_of, fixed

if TYPE_CHECKING:
    from papi_cli.documents.letterhead import Signing
    from papi_cli.plan.loader import LoadedPlan

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
    """Return what is known of how a document is signed; raises `PapiError`."""
    from papi_cli.documents.letterhead import SignAs, Signing

    return Signing(
        choice("--sign-as", SignAs, sign_as, SignAs) if sign_as else None,
        position or "",
        signer or "",
        number or "",
        day_of("--dated", dated, loaded),
    )

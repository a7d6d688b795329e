"""How a document is signed, numbered and dated, as it is typed."""

from collections.abc import Callable

import pytest

from tests.commands.documents.at_hand import XA
from tests.conftest import Result

Papi = Callable[..., Result]

KINDS = ("report", "action-plan")


@pytest.mark.parametrize("command", KINDS)
def test_what_is_known_of_number_day_and_signer_stands_in_the_document(
    papi: Papi, command: str
) -> None:
    said = papi(
        command, "--agency", XA, "--number", "5", "--dated", "9/12/2021", "--signer", "Đỗ Văn B"
    ).out  # fmt: skip
    kind = "BC" if command == "report" else "KH"
    assert f"| Số: 05/{kind}-UBND | *Yến Dương, ngày 09 tháng 12 năm 2021* |" in said
    assert "| **Đỗ Văn B** |" in said


def test_a_deputy_signs_for_the_head(papi: Papi) -> None:
    said = papi("report", "--agency", "SNV", "--sign-as", "KT").out
    assert "**KT. GIÁM ĐỐC** |" in said
    assert "**PHÓ GIÁM ĐỐC** |" in said


def test_a_deputy_without_such_authority_is_told_to_name_it(papi: Papi) -> None:
    found = papi("report", "--agency", "SNV", "--position", "phó giám đốc")
    assert (found.code, found.out) == (2, "")
    assert "«phó giám đốc» ký thay người đứng đầu; ghi thêm --sign-as KT." in found.err


@pytest.mark.parametrize("command", KINDS)
@pytest.mark.parametrize(("option", "value"), [("--number", "5"), ("--signer", "Đỗ Văn B")])
def test_one_number_or_signer_for_several_agencies_is_refused(
    papi: Papi, command: str, option: str, value: str
) -> None:
    found = papi(command, "--members", "UBND huyện Ba Bể", option, value, "-o", "out")
    assert (found.code, found.out) == (2, "")
    assert f"{option} là của một văn bản mà ở đây có 15 cơ quan; bỏ {option}" in found.err


def test_who_writes_by_another_form_has_no_place_for_a_signer(papi: Papi) -> None:
    found = papi("report", "--agency", "Ban Dân vận Tỉnh ủy", "--sign-as", "KT")
    assert (found.code, found.out) == (2, "")
    assert "không viết theo thể thức văn bản hành chính" in found.err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--number", "12/BC-SNV", "chỉ ghi số, không kèm ký hiệu"),
        ("--number", "٣", "chỉ ghi số, không kèm ký hiệu"),
        ("--number", "00", "chỉ ghi số, không kèm ký hiệu"),
        ("--number", "", "--number không được để trống"),
        ("--signer", " ", "--signer không được để trống"),
        ("--position", "x" * 500, "--position dài quá 120 chữ"),
        ("--sign-as", "kt.", "dùng một trong: KT, TL, TUQ, Q, TM"),
        ("--dated", "mai", "--dated"),
    ],
)
def test_what_cannot_stand_there_is_said(papi: Papi, option: str, value: str, said: str) -> None:
    found = papi("report", "--agency", "SNV", option, value)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_markup_in_a_name_is_no_markup(papi: Papi) -> None:
    assert "**A \\| \\*B\\*** |" in papi("report", "--agency", "SNV", "--signer", "A | *B*").out


@pytest.mark.parametrize("command", KINDS)
def test_a_document_on_a_plan_is_not_older_than_the_plan(papi: Papi, command: str) -> None:
    found = papi(command, "--agency", XA, "--dated", "9/5/2021")
    assert (found.code, found.out) == (2, "")
    assert (
        "--dated 9/5/2021 trước ngày ban hành của kế hoạch (10/5/2021); sửa lại ngày của văn bản."
        in found.err
    )
    assert papi(command, "--agency", XA, "--dated", "10/5/2021").code == 0

"""Typer in Vietnamese."""

from collections.abc import Iterable

import pytest
import typer

from papi_cli.commands.typer_vi import completer, sentence
from papi_cli.errors import PapiError


def test_what_typer_says_that_nobody_foresaw_is_still_said_in_a_vietnamese_sentence() -> None:
    said = sentence(typer.TyperException("Something odd\x1b"))
    assert said == "Câu lệnh viết chưa đúng (Something odd\\x1b); xem «papi --help»."


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ubnd", ["UBND xã A", "UBND xã B"]),
        ("UBND xã b", ["UBND xã B"]),
        ("xa b", ["UBND xã B", "Sở Xa Bờ"]),
        ("", ["UBND xã A", "UBND xã B", "Sở Xa Bờ"]),
        ("xabo", ["Sở Xa Bờ"]),
    ],
)
def test_completions_are_found_without_accents_first_by_their_beginning(
    typed: str, offered: list[str]
) -> None:
    names = [("UBND xã A", ""), ("UBND xã B", ""), ("Sở Xa Bờ", "")]
    complete = completer(lambda _ctx: names)
    found = [str(value) for value, _ in complete(None, typed)]
    assert found == offered


def test_a_completion_that_fails_offers_nothing() -> None:
    def names(_ctx: object) -> Iterable[tuple[str, str]]:
        raise PapiError("không đọc được")

    assert completer(names)(None, "x") == []

"""Typer in Vietnamese."""

import typer

from papi_cli.commands.typer_vi import sentence


def test_what_typer_says_that_nobody_foresaw_is_still_said_in_a_vietnamese_sentence() -> None:
    said = sentence(typer.TyperException("Something odd\x1b"))
    assert said == "Câu lệnh viết chưa đúng (Something odd\\x1b); xem «papi --help»."

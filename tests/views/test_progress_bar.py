"""A bar on stderr while work takes long."""

import io
import sys

import pytest

from papi_cli.views import progress_bar
from papi_cli.views.progress_bar import with_progress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_what_goes_to_no_terminal_gets_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress_bar, "_PATIENCE", -1.0)
    assert list(with_progress("abc", 3, "Ghi")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("patience", "drawn"), [(-1.0, True), (1000.0, False)])
def test_a_terminal_gets_a_bar_once_it_takes_long_and_every_item_once(
    monkeypatch: pytest.MonkeyPatch, patience: float, drawn: bool
) -> None:
    monkeypatch.setattr(progress_bar, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert list(with_progress(iter("abcd"), 4, "Ghi văn bản")) == ["a", "b", "c", "d"]
    assert ("Ghi văn bản" in terminal.getvalue()) is drawn

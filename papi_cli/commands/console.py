"""Writing out: data to stdout, talk to stderr."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from papi_cli.safe_text import visible_lines

if TYPE_CHECKING:
    from papi_cli.views.formats import Format, View


def say(text: str | Iterable[str], talk: str | None = None) -> None:
    """Write data, whole or in pieces, to stdout, and talk to stderr behind it.

    On a terminal `text` must be safe to show.
    """
    sys.stdout.writelines([text] if isinstance(text, str) else text)
    if talk:
        sys.stdout.flush()
        print(visible_lines(talk), file=sys.stderr)


def say_document(text: str) -> None:
    """Write a document to stdout: word for word, but a terminal gets nothing that it would obey."""
    say(visible_lines(text) if sys.stdout.isatty() else text)


def show(view: "View", how: "Format") -> None:
    """Show an answer in a format: data on stdout, talk on stderr."""
    from papi_cli.views.formats import REPORTERS

    say(*REPORTERS[how](view))


def print_error(text: str, details: str = "") -> None:
    """Say on stderr what is wrong, one sentence; above it `details`, whole lines."""
    sys.stdout.flush()
    print(visible_lines(f"{details}papi: {text}"), file=sys.stderr)


def show_path(path: Path) -> str:
    """Return how to name a file of the program's: from the current folder where it is below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):  # elsewhere, or the current folder is gone
        return str(path)

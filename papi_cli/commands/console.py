"""Writing out: data to stdout, talk to stderr."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: in which format, to stdout or into the file `path`.

    With `force` a file that is there is replaced.
    """

    format: "Format"
    path: Path | None = None
    force: bool = False


def show(view: "View", target: Target) -> None:
    """Show an answer: data on stdout or in a file, talk on stderr."""
    from papi_cli.views.formats import REPORTERS, TextFormat

    reporter = REPORTERS[target.format]
    if target.path is not None:
        from papi_cli.documents.output import write_answer

        result = write_answer(target.path, reporter.content(view), force=target.force)
        say("", f"{view.closing}\n{target.path}: {result.outcome.value}.")
    elif isinstance(reporter, TextFormat):
        say(*reporter.show(view))


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

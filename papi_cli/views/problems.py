"""What `papi check` found: lines for people and editors, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from papi_cli import __version__
from papi_cli.checking.rule_pages import sections
from papi_cli.checking.runner import UNCOMPARED
from papi_cli.errors import Level, Problem
from papi_cli.safe_text import visible
from papi_cli.views.formats import envelope, json_text


class CheckFormat(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its problems, or why it could not be read.

    `notes` says whether notes are listed; they are counted in any case. `compared` says whether the
    plan was compared with the act.
    """

    file: str
    problems: Sequence[Problem] = ()
    unread: str = ""
    notes: bool = True
    compared: bool = True

    @property
    def listed(self) -> list[Problem]:
        """The problems that are to be shown one by one."""
        return [each for each in self.problems if self.notes or each.level is not Level.NOTE]


def _file_data(checked: Checked) -> dict[str, Any]:
    levels = Counter(problem.level for problem in checked.problems)
    return {
        "file": checked.file,
        "unread": checked.unread or None,
        "compared": checked.compared and not checked.unread,
        "errors": levels[Level.ERROR],
        "warnings": levels[Level.WARNING],
        "notes": levels[Level.NOTE],
        "problems": [
            {
                "file": each.file,
                "line": each.line,
                "column": each.column,
                "level": each.level.value,
                "rule": each.rule,
                "message": each.message,
            }
            for each in checked.listed
        ],
    }


_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def _annotations(checked: Checked) -> list[str]:
    """Return the commands by which a workflow marks lines of the files that it changes."""
    if checked.unread:
        return [f"::error file={_property(_in_repository(checked.file))}::{_data(checked.unread)}"]
    return [
        f"::{_COMMANDS[each.level]} file={_property(_in_repository(each.file))},line={each.line},"
        f"col={each.column},title={_property(each.rule)}::{_data(each.message)}"
        for each in checked.listed
    ]


def _in_repository(file: str) -> str:
    """Return a path from the top of the repository, where a workflow tells where that is."""
    top = os.environ.get("GITHUB_WORKSPACE")
    try:
        path = Path(file).resolve()
        return path.relative_to(Path(top).resolve()).as_posix() if top else file
    except (ValueError, OSError):  # elsewhere
        return file


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(files: Sequence[Checked]) -> dict[str, Any]:
    from papi_cli.register.rules import ALL_RULES

    ids = list(ALL_RULES)
    explained = sections()
    unread = [each for each in files if each.unread]
    return {
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "papi",
                        "version": __version__,
                        "language": "vi",
                        "rules": [
                            {
                                "id": rule.name,
                                "shortDescription": {"text": rule.summary},
                                "help": {
                                    "text": explained[rule.name],
                                    "markdown": explained[rule.name],
                                },
                                "defaultConfiguration": {"level": rule.level.value},
                            }
                            for rule in ALL_RULES.values()
                        ],
                    }
                },
                "language": "vi",
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not unread,
                        "toolExecutionNotifications": [
                            {
                                "level": "error" if each.unread else "note",
                                "message": {"text": each.unread or UNCOMPARED},
                                "locations": [_location(each.file)],
                            }
                            for each in files
                            if each.unread or not each.compared
                        ],
                    }
                ],
                "results": [
                    {
                        "ruleId": each.rule,
                        "ruleIndex": ids.index(each.rule),
                        "level": each.level.value,
                        "message": {"text": each.message},
                        "locations": [_location(each.file, each.line, each.column)],
                    }
                    for checked in files
                    for each in checked.listed
                ],
            }
        ],
    }


def _location(file: str, line: int | None = None, column: int | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if line is not None:
        place["region"] = {"startLine": line, "startColumn": column}
    return {"physicalLocation": place}


def _uri(file: str) -> str:
    """Return a path as a URI: from the top of the repository, or from the current folder."""
    from urllib.parse import quote

    path = Path(_in_repository(file))
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


REPORTERS: dict[CheckFormat, Callable[[Sequence[Checked]], str]] = {
    CheckFormat.TEXT: lambda files: "".join(
        f"{problem}\n" for each in files for problem in each.listed
    ),
    CheckFormat.JSON: lambda files: json_text(
        envelope({"files": [_file_data(each) for each in files]})
    ),
    CheckFormat.GITHUB: lambda files: "".join(
        f"{line}\n" for each in files for line in _annotations(each)
    ),
    CheckFormat.SARIF: lambda files: json_text(_sarif(files)),
}
"""What makes of the files that were checked what each format shows."""

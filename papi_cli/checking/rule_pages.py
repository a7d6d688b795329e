"""What each rule wants, at length: the sections of `docs/quy_tac.md`, which comes with the program.

One text serves the page, `papi check --explain` and SARIF.
"""

from __future__ import annotations

import re

from papi_cli.resources import docs_dir

_SECTION = re.compile(
    r"^### `([a-z-]+)` \(([^)\n]+)\)\n\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL
)
_FENCED = re.compile(r"```\w*\n(.*?)```\n?", re.DOTALL)


def sections() -> dict[str, str]:
    """Return what is said of every rule, as Markdown, by the rule's name."""
    text = (docs_dir() / "quy_tac.md").read_text(encoding="utf-8")
    return {found[1]: found[3].strip() for found in _SECTION.finditer(text)}


def page(name: str, level: str) -> str:
    """Return what is said of a rule for a terminal: examples are moved in, not fenced."""
    plain = _FENCED.sub(_moved_in, sections()[name])
    return f"{name} ({level})\n\n{plain.rstrip()}\n"


def _moved_in(fenced: re.Match[str]) -> str:
    return "".join(f"    {line}\n" for line in fenced[1].splitlines())

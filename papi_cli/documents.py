"""Documents from templates: the only importer of jinja2."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from papi_cli import resources
from papi_cli.text import visible

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~]")


def cell(value: object) -> str:
    """Return a value as text that stands in one cell of a Markdown table, never as markup."""
    return _MARKDOWN.sub(r"\\\g<0>", visible(str(value)))


def render(name: str, **data: Any) -> str:
    """Return the shipped template `name` filled with `data`."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(resources.templates_dir()),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, not HTML: `cell` escapes
    )
    environment.filters["cell"] = cell
    return environment.get_template(name).render(**data)

"""The register's shape as JSON Schema, for editors and for other programs that read it."""

from __future__ import annotations

from papi_cli.plan.json_schema import Schema, is_about, list_schema, rendered
from papi_cli.register.file import MOST_ROWS
from papi_cli.register.rows import COUNT_KEYS, DocumentRef, PlanRef, Row

_ABOUT = "Sổ nhận các bản gửi về: tệp so_nhan.yaml của chương trình papi."


def register_schema() -> Schema:
    """Return the JSON Schema of a register's file."""
    schema = list_schema(_ABOUT, (Row, DocumentRef, PlanRef), MOST_ROWS)
    schema["$defs"]["Row"]["properties"]["counts"]["propertyNames"] = {"enum": list(COUNT_KEYS)}
    return schema


def render_schema() -> str:
    """Return the schema as a file has it."""
    return rendered(register_schema())


def is_schema(text: str) -> bool:
    """Whether a file's text is a register's schema, of this version or another."""
    return is_about(text, _ABOUT)

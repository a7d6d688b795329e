"""The shape of a file as JSON Schema (2020-12), for editors, off the same classes as `shape.py`.

An editor shows the titles and descriptions beside the keys, completes them, and marks what the
schema refuses. What it cannot refuse (references, order, counts) is `papi check`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, get_args, get_origin

from papi_cli.plan.keys import NUMBER, About, keys_of, title_of
from papi_cli.plan.model import PARTS, Plan
from papi_cli.plan.shape import UNDOUBTED, fields, non_optional

Schema = dict[str, Any]
_INVISIBLE = (
    r"\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
_TEXT = {
    "type": "string",
    "minLength": 1,
    "pattern": rf"^(?![\s\S]*(?:[^\S\n]{{2}}|[^\S\n ]|[{_INVISIBLE}]))\S(?:[\s\S]*\S)?\n*$",
    "patternErrorMessage": "Có dấu cách thừa, dấu cách lạ hoặc ký tự không nhìn thấy.",
}
"""The line ends that close a block of text (`|`, `>`) are not part of it."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = "Kế hoạch nâng cao Chỉ số PAPI: tệp YAML của chương trình papi."


def json_schema() -> Schema:
    """Return the JSON Schema of a plan's file."""
    return {
        "$schema": _DIALECT,
        "description": _ABOUT,
        **_object(Plan),
        "$defs": {
            "text": _TEXT,
            **{part.__name__: _object(part) for part in PARTS if part is not Plan},
        },
    }


def list_schema(about: str, parts: Sequence[type], most: int) -> Schema:
    """Return the JSON Schema of a file that is a list of at most `most` items.

    `parts` are the classes of its parts, that of an item first. Its texts may be anything.
    """
    return {
        "$schema": _DIALECT,
        "description": about,
        "type": "array",
        "maxItems": most,
        "items": {"$ref": f"#/$defs/{parts[0].__name__}"},
        "$defs": {
            "text": {"type": "string", "minLength": 1},
            **{part.__name__: _object(part) for part in parts},
        },
    }


def _object(part: type) -> Schema:
    known, abouts = fields(part), keys_of(part)
    properties = {}
    for key, (hint, _) in known.items():
        about = abouts[key]
        value = _doubts(known, about) if key == "doubts" else _value(hint, about)
        properties[key] = {"title": about.title, "description": about.description, **value}
    return {
        "title": title_of(part),
        "type": "object",
        "properties": properties,
        "required": [key for key, (_, required) in known.items() if required],
        "additionalProperties": False,
    }


def _value(  # noqa: PLR0911 - one for each kind of type
    hint: Any, about: About
) -> Schema:
    """Return the schema of a value of type `hint`, with the limits of its key."""
    hint = non_optional(hint)
    if hint is str:
        return {"$ref": "#/$defs/text", "maxLength": about.longest}
    if hint is int:
        return {"type": "integer", "minimum": 0}
    if hint is date:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is dict:
        values = _value(get_args(hint)[1], about)
        names = {"minLength": 1, "maxLength": NUMBER}
        return {"type": "object", "propertyNames": names, "additionalProperties": values}
    if get_origin(hint) is tuple:
        items = _value(get_args(hint)[0], about)
        return {"type": "array", "maxItems": about.most, "items": items}
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _doubts(keys: Iterable[str], about: About) -> Schema:
    """Return the schema of doubts about the fields of one part: they bear the names of its keys."""
    doubted = [key for key in keys if key not in UNDOUBTED]
    return {
        "type": "object",
        "propertyNames": {"enum": doubted},
        "additionalProperties": {"$ref": "#/$defs/text", "maxLength": about.longest},
    }


def render_schema() -> str:
    """Return the schema of a plan as a file has it."""
    return rendered(json_schema())


def is_schema(text: str) -> bool:
    """Whether a file's text is a plan's schema, of this version or another."""
    return is_about(text, _ABOUT)


def rendered(schema: Schema) -> str:
    """Return a schema as a file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def is_about(text: str, about: str) -> bool:
    """Whether a file's text is a schema that describes itself so."""
    return text.startswith(f'{{\n  "$schema": "{_DIALECT}",\n  "description": "{about}"')

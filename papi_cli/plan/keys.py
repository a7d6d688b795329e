"""What the program knows of a key of the file, declared with the field that holds it.

The schema, the editors' schema, headings of tables, comparisons and baselines read it there.
"""

from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

KeyPath = tuple[str | int, ...]
"""Where a value stands in the file: keys and list indexes (from 0) from the top."""
NUMBER, NAME, PHRASE, TEXT = 60, 300, 2_000, 20_000
"""Characters that a text may have; some texts are repeated in every answer."""
FEW, SOME, MANY = 100, 200, 20_000
"""Items that a list may have; `ITEMS` where nothing is said. Ten thousand tasks are far below."""
ITEMS = 500


@dataclass(frozen=True, slots=True)
class About:
    """What the program knows of a key of the file.

    `title` and `description` are for editors, `heading` stands over a column of tables (the title
    where it is empty), `word` is the key within a sentence. A text has at most `longest`
    characters, a list at most `most` items. `column` are words, as `words` leaves them, by which
    the act's table tells that a column holds it. `signed` is the version of baselines from which
    on they hold it, 0 where they do not.
    """

    title: str
    description: str = ""
    heading: str = ""
    word: str = ""
    longest: int = TEXT
    most: int = ITEMS
    column: str = ""
    signed: int = 0


_REQUIRED: Any = object()


def key(about: About, *, default: Any = _REQUIRED, yaml: str = "") -> Any:
    """Return the field of a key; `yaml` is its name in the file where Python has another.

    A `default` that is a dict is made anew for each holder.
    """
    metadata = {"about": about, **({"key": yaml} if yaml else {})}
    if default is _REQUIRED:
        return field(metadata=metadata)
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@lru_cache(maxsize=64)
def keys_of(holder: type) -> dict[str, About]:
    """Return what is known of each key of a class of the file, by its name in the file."""
    return {
        str(each.metadata.get("key", each.name)): each.metadata["about"] for each in fields(holder)
    }


def signed_keys(holder: type, version: int) -> list[str]:
    """Return the keys of a class that baselines of a version hold."""
    return [name for name, about in keys_of(holder).items() if 0 < about.signed <= version]


def title_of(holder: type) -> str:
    """Return what a class of the file is called."""
    return str(getattr(holder, "TITLE"))  # noqa: B009 - no protocol for one word

"""A checklist as it would be written today, in the shape that a carrier needs, and written anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from papi_cli.checklists.form import Form
from papi_cli.checklists.format import Head


class FreshChecklist:
    """A checklist with nothing ticked: as Markdown or as a form, made when a carrier asks."""

    def __init__(self, head: Head, markdown: Callable[[], str], form: Callable[[], Form]) -> None:
        self.head = head
        self._markdown, self._form = markdown, form

    @cached_property
    def markdown(self) -> str:
        """The text of a Markdown file."""
        return self._markdown()

    @cached_property
    def form(self) -> Form:
        """What Word and Excel print."""
        return self._form()


Fresh = Callable[[Head], FreshChecklist | None]
"""What gives a checklist by its head as it would be written today; None where the plan knows of
no such agency."""


@dataclass(frozen=True, slots=True)
class Regenerated:
    """A file written anew: its bytes, and what its agency should be told.

    `orphaned` are the labels of tasks that the plan no longer has and that bear something,
    `changed` those of tasks that bear something, each with what of it has changed: `text` or a
    word before the colon of a line (`Vai trò`). `repeated` and `slips` are as `Checklist` has them,
    `remarks` too. `beside` tells that the old file is to be kept beside: the new one is not it,
    edited.
    """

    data: bytes
    orphaned: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    repeated: Mapping[str, Sequence[int]] = field(default_factory=dict)
    slips: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    beside: bool = False

"""Who issued a plan of its own, by what it says of the duty to do so (III.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import duty_label
from papi_cli.checklists.vocabulary import Status, is_filled, status_of
from papi_cli.documents.work import Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, DutyItem
from papi_cli.vietnamese.words import words

_TO_ISSUE_A_PLAN = re.compile(r"(?:xay dung|ban hanh|lap)(?: va (?:xay dung|ban hanh))? ke hoach\b")
"""How a duty begins, as `words` leaves it, whose answer is whether a plan was issued."""
DOCUMENT_NUMBER = re.compile(r"\b[0-9]{1,6}(?:/[0-9]{4})?/[A-ZĐ]{2,12}(?:-[\w&]{1,20}){0,3}\b")
"""The number of an administrative document, as `40/KH-UBND`."""


@dataclass(frozen=True, slots=True)
class IssuedPlans:
    """What the answers to a duty say: who issued a plan, with its number where one is named.

    `charged` are those whose duty it is, in the order in which they were given; `numbers` has
    those that say they did, with what they name, else nothing.
    """

    duty: DutyItem
    charged: tuple[str, ...]
    numbers: Mapping[str, str]

    @property
    def named(self) -> int:
        """How many name the number of their plan."""
        return sum(bool(each) for each in self.numbers.values())


def issued_plans(
    loaded: LoadedPlan,
    work: Work,
    returned: Mapping[str, AgencyReturn],
    agencies: Iterable[Agency],
) -> IssuedPlans | None:
    """Return who of some agencies issued a plan, None where no duty asks for that alone."""
    items = [item for each in loaded.plan.duties for item in each.items]
    asking = [
        item
        for item in items
        if _TO_ISSUE_A_PLAN.match(words(item.text)) and "bao cao" not in words(item.text)
    ]
    if not asking:
        return None
    duty = asking[0]
    charged = [each for each in agencies if duty in work.duties(each)]
    numbers = {
        each.name: number
        for each in charged
        if each.name in returned
        if (number := _number(returned[each.name], duty_label(duty))) is not None
    }
    return IssuedPlans(duty, tuple(each.name for each in charged), numbers)


def _number(sent: AgencyReturn, label: str) -> str | None:
    """Return the number of the plan that an agency issued, None where it does not say it did."""
    entry = sent.entries.get(label)
    if entry is None or label in sent.disputed or status_of(entry) is not Status.DONE:
        return None
    if is_filled(entry.number):
        return " ".join(entry.number.split())
    found = DOCUMENT_NUMBER.search(entry.result)
    return found[0] if found else ""

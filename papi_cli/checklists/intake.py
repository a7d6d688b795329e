"""Whose a checklist is, and that no task of an agency counts twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from papi_cli.checklists.format import Head
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.plan.query import Answer, Workload
from papi_cli.safe_text import quoted


@dataclass(frozen=True, slots=True)
class UncountedFile:
    """A file that is not counted: its path as the user knows it, and a sentence why."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A checklist that counts: whose, the tasks it holds, whether it is the agency's first."""

    owner: Agency
    answers: Sequence[Answer]
    first: bool


class Intake:
    """Tells whose checklists are, and keeps any task of an agency from counting twice."""

    def __init__(self, loaded: LoadedPlan) -> None:
        self._loaded = loaded
        self._workload = Workload(loaded)
        self._taken: dict[str, tuple[str, frozenset[str]]] = {}

    def accept(self, path: str, head: Head, held: Collection[str]) -> Accepted | UncountedFile:
        """Return what a checklist is, or why it does not count.

        `held` are the labels of the tasks that it holds; one that is not narrowed answers for all
        tasks of its agency.
        """
        if head.plan != self._loaded.plan.document.number:
            return _uncounted(path, f"là danh mục theo kế hoạch khác ({quoted(head.plan)})")
        named = self._loaded.registry.lookup(head.agency)
        if len(named) != 1:
            return _uncounted(path, f"là của {quoted(head.agency)}, cơ quan kế hoạch không có,")
        owner = named[0]
        answers = self._workload.answers((owner,))
        if head.narrowed:
            answers = [each for each in answers if each.task.id in held]
        ids = frozenset(answer.task.id for answer in answers)
        earlier, taken = self._taken.get(owner.name, ("", frozenset()))
        if earlier and (ids & taken or not ids):
            return _uncounted(
                path, f"là danh mục thứ hai của {quoted(owner.name)}, sau {quoted(earlier, 200)},"
            )
        self._taken[owner.name] = (earlier or path, taken | ids)
        return Accepted(owner, answers, first=not earlier)


def _uncounted(path: str, why: str) -> UncountedFile:
    return UncountedFile(path, f"Tệp {quoted(path, 200)} {why} nên không được tính.")

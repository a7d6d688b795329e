"""What an agency has to do: its tasks and duties, within a scope."""

from __future__ import annotations

from dataclasses import dataclass

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import WORK, Agency, Document, DutyItem, Role
from papi_cli.plan.query import Answer, Workload
from papi_cli.vietnamese.words import small_start


@dataclass(frozen=True, slots=True)
class Scope:
    """What documents are narrowed to: a role, dimensions by their ids; nothing for all."""

    role: Role | None = None
    dimensions: tuple[str, ...] = ()

    def in_words(self, document: Document) -> str:
        """Return the scope in the words of a plan, empty for all."""
        parts = [f"vai trò {self.role.word.lower()}"] if self.role else []
        if self.dimensions:
            parts.append(f"{small_start(document.dimension_word)} {', '.join(self.dimensions)}")
        return "; ".join(parts)


EVERYTHING = Scope()


class Work:
    """The tasks and duties of any agency of a plan."""

    def __init__(self, loaded: LoadedPlan) -> None:
        self._workload = Workload(loaded)

    def answers(self, agency: Agency, scope: Scope = EVERYTHING) -> list[Answer]:
        """Return an agency's tasks within a scope, in the order of the plan."""
        roles = (scope.role,) if scope.role else WORK
        answers = self._workload.answers((agency,), roles)
        if scope.dimensions:
            answers = [each for each in answers if each.task.dimension.id in scope.dimensions]
        return answers

    def duties(self, agency: Agency, scope: Scope = EVERYTHING) -> list[DutyItem]:
        """Return what an agency ticks of its duties; none where dimensions narrow the scope."""
        duties = [] if scope.dimensions else self._workload.duties((agency,))
        return [item for duty in duties for item in duty.items]

    def has_any(self, agency: Agency, scope: Scope = EVERYTHING) -> bool:
        """Whether the agency has a task in the scope, or a duty where it is not narrowed."""
        return bool(self.answers(agency, scope) or (scope == EVERYTHING and self.duties(agency)))

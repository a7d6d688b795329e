"""What a rule is and what it yields: findings, which the runner turns into problems.

How a rule is added stands in `docs/architecture.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from papi_cli.errors import Level
from papi_cli.plan.keys import KeyPath
from papi_cli.plan.loader import LoadedPlan


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at `path`; `key` where the key itself is meant, not its value.

    `doubted` says that the plan notes a doubt on it; then `advice` is not needed. `note` says that
    here it weighs no more than a note; `signed` that a baseline settles it. All three make notes of
    warnings alone.
    """

    path: KeyPath
    sentence: str
    advice: str = ""
    key: bool = False
    doubted: bool = False
    note: bool = False
    signed: bool = False


Find = Callable[[LoadedPlan], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name; `summary` is what it asks for, in Vietnamese, one sentence.

    `needs` names the parts of the file without which it cannot judge. `queries` says whether
    other commands stop at its errors too. Rules of form have no `find`: reading the file is
    what finds their problems; nor has `baseline`, which wants another file.
    """

    name: str
    level: Level
    summary: str
    find: Find | None = None
    needs: frozenset[str] = frozenset()
    queries: bool = True


class RuleSet(list[Rule]):
    """The rules of one module, in the order in which they are documented."""

    def add(
        self,
        name: str,
        level: Level,
        summary: str,
        *,
        needs: Iterable[str] = (),
        queries: bool = True,
    ) -> Callable[[Find], Find]:
        """Return a decorator that makes a rule of a generator of findings; see `Rule`."""

        def keep(find: Find) -> Find:
            self.append(Rule(name, level, summary, find, frozenset(needs), queries))
            return find

        return keep

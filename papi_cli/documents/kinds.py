"""Of which kind agencies are, by the groups of a plan: never by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.register.figures import NO_GROUP, group_of

OTHER_KIND = "Cơ quan, đơn vị khác"
_FEWEST = 2
"""Of so many agencies a kind is at least; whoever is alone in a group is among the others."""


def kinds_of(loaded: LoadedPlan, agencies: Iterable[Agency]) -> Mapping[str, str]:
    """Return the kind of each agency by its name, kinds in the order of the plan, others last."""
    groups = {each.name: group_of(loaded, each) for each in agencies}
    sizes = Counter(groups.values())
    order = [
        each.name
        for each in loaded.registry.agencies
        if each.name != NO_GROUP and sizes[each.name] >= _FEWEST
    ]
    return {
        **{name: group for kind in order for name, group in groups.items() if group == kind},
        **{name: OTHER_KIND for name, group in groups.items() if group not in order},
    }

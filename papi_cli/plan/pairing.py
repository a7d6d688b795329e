"""Which task is which: items of an earlier state paired with those of the plan as it is.

One rule for two plans that are compared, for a baseline, and for the tasks of a checklist. What
an item says tells more than its number: where a task was taken out and the ones below it were
numbered anew, each is found by its words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import islice

from papi_cli.vietnamese.words import alike

ALIKE = 0.6
"""How much a reworded text must have in common with what it was; 1 is all."""
_MOST_COMPARED = 20_000
"""How many pairs of texts are compared word by word: more than that are not reworded."""
_MOST_EQUAL = 50
"""Of how many equal items the nearest is looked for."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an item is known by: its label, its text, the name of its section, empty for none.

    `text` and `section` need only be equal where the item says the same: they may be
    fingerprints, which have no `words` in common. Of two items with equal texts the one with the
    same `lead` is the likelier.
    """

    label: str
    text: str
    section: str = ""
    lead: Hashable = ()
    words: bool = True


def pair(olds: Sequence[Item], news: Sequence[Item], *, complete: bool = True) -> dict[int, int]:
    """Return from places in `olds` to places in `news`, the surest pairs first.

    First those with the same label, text and section; then those whose text the section has under
    another label; then those reworded, of one label before the likest. Where `olds` are
    `complete`, nothing else can have been meant: a text is also found in another section, and at
    last a label alone. Where they are only some of what there was (the tasks of one agency), the
    item of another section may be one that is not among them.

    Several of `olds` that say the same under one label are the same item.
    """
    places: defaultdict[Item, list[int]] = defaultdict(list)
    for at, item in enumerate(olds):
        places[item].append(at)
    pairing = _Pairing(list(places), news, complete)
    pairing.run()
    alike_places = list(places.values())
    return {at: new for found, new in pairing.pairs.items() for at in alike_places[found]}


class _Pairing:
    def __init__(self, olds: Sequence[Item], news: Sequence[Item], complete: bool) -> None:
        self._olds, self._news, self._complete = olds, news, complete
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        self._new_sections = {each.section for each in news}
        self._old_sections = {each.section for each in olds}

    def run(self) -> None:
        self._same()
        self._by(lambda item: (item.text, item.section, item.lead))
        self._by(lambda item: (item.text, item.section))
        if self._complete:
            self._by(lambda item: (item.label, item.text))
            self._by(lambda item: item.text)
        else:
            self._by(lambda item: item.text, self._fit)
        self._reworded()
        if self._complete:
            self._by(lambda item: item.label)

    def _same(self) -> None:
        known = {(each.label, each.text): at for at, each in enumerate(self._news)}
        for at, item in enumerate(self._olds):
            found = known.get((item.label, item.text))
            if found is not None and self._same_section(item, self._news[found]):
                self.pairs[at] = found
        self._taken = set(self.pairs.values())

    def _same_section(self, old: Item, new: Item) -> bool:
        return old.section == new.section or (not self._complete and self._fit(old, new))

    def _fit(self, old: Item, new: Item) -> bool:
        """Whether an item may have come from another section.

        Yes where a section is not known, or was renamed: a name that is gone and one that is new,
        where they are alike.
        """
        if old.section == new.section or not old.section or not new.section:
            return True
        return (
            old.section not in self._new_sections
            and new.section not in self._old_sections
            and alike(old.section, new.section) >= ALIKE
        )

    def _by(
        self,
        key: Callable[[Item], Hashable],
        fit: Callable[[Item, Item], bool] = lambda _old, _new: True,
    ) -> None:
        """Pair what is equal by `key`; of several the one whose label has most in common."""
        free: defaultdict[Hashable, dict[int, None]] = defaultdict(dict)
        for at, item in enumerate(self._news):
            if at not in self._taken:
                free[key(item)][at] = None
        for at, item in enumerate(self._olds):
            if at in self.pairs:
                continue
            fitting = (each for each in free[key(item)] if fit(item, self._news[each]))
            found = self._nearest(item.label, list(islice(fitting, _MOST_EQUAL)))
            if found is not None:
                del free[key(item)][found]
                self._take(at, found)

    def _nearest(self, label: str, places: list[int]) -> int | None:
        """Return the place whose label has most in common with one at its start.

        Where two have, the first of them if `olds` are complete: the order tells; else none.
        """
        if not places:
            return None
        shares = [_shared_start(label, self._news[each].label) for each in places]
        best = max(shares)
        if shares.count(best) > 1 and not self._complete:
            return None
        return places[shares.index(best)]

    def _take(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self._taken.add(new)

    def _reworded(self) -> None:
        """Pair texts that changed but little: those of one label first, then the likest."""
        olds = [at for at, each in enumerate(self._olds) if at not in self.pairs and each.words]
        news = [at for at, each in enumerate(self._news) if at not in self._taken]
        if len(olds) * len(news) > _MOST_COMPARED:
            return
        counts = {at: Counter(self._news[at].text.casefold().split()) for at in news}
        found = []
        for at in olds:
            item = self._olds[at]
            own = Counter(item.text.casefold().split())
            for new_at in news:
                new = self._news[new_at]
                if not (self._complete or self._fit(item, new)):
                    continue
                if item.text == new.text:  # not reworded: it was left, as several are as near
                    continue
                total = own.total() + counts[new_at].total()
                if 2 * (own & counts[new_at]).total() < ALIKE * total:
                    continue
                share = alike(item.text, new.text)
                if share >= ALIKE or not own:
                    found.append((item.label != new.label, -share, new_at, at))
        for _, _, new_at, at in sorted(found):
            if at not in self.pairs and new_at not in self._taken:
                self._take(at, new_at)


def _shared_start(one: str, other: str) -> int:
    """Return how many characters two labels have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))

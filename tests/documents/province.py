"""The small province of `consolidated_by_hand.yaml`: its plan, what its agencies sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.collect import collect_returns
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.builder import Documents
from papi_cli.documents.consolidated import Beside, ConsolidatedData, Consolidation
from papi_cli.documents.templates import shipped as templates
from papi_cli.files import file_names
from papi_cli.plan.loader import LoadedPlan

HAND: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "consolidated_by_hand.yaml").read_text(encoding="utf-8"),
    yaml.CSafeLoader,
)


def province(folder: Path) -> LoadedPlan:
    """Write the plan into a folder, and return it."""
    path = folder / "plan.yaml"
    path.write_text(HAND["plan"], encoding="utf-8")
    return load_valid(path, str(path))


def fill(text: str, said: Mapping[str, Sequence[str]]) -> str:
    """Return a fresh checklist with marks, results, difficulties and proposals written into it."""
    for label, (mark, result, *noted) in said.items():
        before, found, rest = text.partition(f"- [ ] **{label}**")
        assert found, label
        printed, _, after = rest.partition("\n  Khó khăn, đề xuất:\n\n  Kết quả:")
        titles = ("Khó khăn", "Đề xuất")
        more = "".join(f"  {a}: {b}\n\n" for a, b in zip(titles, noted, strict=False))
        text = (
            f"{before}- [{mark or ' '}] **{label}**{printed}\n  Khó khăn, đề xuất:\n\n{more}"
            f"  Kết quả: {result}".rstrip()
            + after
        )
    return text


def send(loaded: LoadedPlan, folder: Path, said: Mapping[str, Any]) -> Path:
    """Write what agencies sent into a folder, a checklist each."""
    documents = Documents(loaded, templates())
    folder.mkdir(parents=True)
    stems = file_names(said)
    for name, entries in said.items():
        text = fill(documents.checklist(loaded.registry.find(name)), entries)
        (folder / f"{stems[name]}.md").write_text(text, encoding="utf-8")
    return folder


def returns(loaded: LoadedPlan, folder: Path) -> dict[str, AgencyReturn]:
    """Return what agencies sent into a folder, by their names."""
    found, intake = collect_returns(loaded, [str(each) for each in sorted(folder.glob("*.md"))])
    assert not intake.uncounted
    return dict(found)


@dataclass
class Province:
    """The plan, and the folders of its two rounds."""

    loaded: LoadedPlan
    now: Path
    before: Path
    documents: Documents = field(init=False)

    def __post_init__(self) -> None:
        self.documents = Documents(self.loaded, templates())
        self.sent = returns(self.loaded, self.now)
        self.earlier = returns(self.loaded, self.before)

    def consolidation(self, author: str = "Sở A", **beside: Any) -> Consolidation:
        """Return what was sent, put together by an agency."""
        agency = self.loaded.registry.find(author)
        return Consolidation(self.loaded, self.documents.work, agency, self.sent, Beside(**beside))

    def data(self, author: str = "Sở A", **beside: Any) -> ConsolidatedData:
        """Return what the template of a report gets."""
        return self.consolidation(author, **beside).data()


ON: date = HAND["overdue"]["day"]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """Return the small province that was counted by hand, with both of its rounds."""
    folder = tmp_path_factory.mktemp("province")
    loaded = province(folder)
    now, before = (send(loaded, folder / each, HAND["rounds"][each]) for each in ("now", "before"))
    return Province(loaded, now, before)

"""The scenario of `scenario.yaml` made files, rows and a plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.carriers import CARRIERS
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped
from papi_cli.documents.work import EVERYTHING
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency, Role
from papi_cli.plan.query import Workload, reporting_agencies
from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import ACCEPTED, UNREADABLE, PlanRef, Row
from papi_cli.register.standing import plan_fingerprint
from tests.conftest import PLAN
from tests.forms import fill

SCENARIO: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "scenario.yaml").read_text(encoding="utf-8")
)
FORMATS = (".md", ".docx", ".md", ".md", ".xlsx", ".md")
"""The formats in which agencies send, in turn."""
_PERIOD = "    periods:\n      - {{name: {period}, due: {due}}}\n"


def plan_text(period: str = SCENARIO["period"], due: object = SCENARIO["due"]) -> str:
    """Return the shipped plan with a period that III.1 reports on, without its act."""
    text = PLAN.read_text(encoding="utf-8")
    text = text.replace("  source: source/ke_hoach_263_2021.txt\n", "")
    mark = "    deadline: Cuối năm                 # của báo cáo\n"
    assert text.count(mark) == 1
    return text.replace(mark, mark + _PERIOD.format(period=period, due=due))


@dataclass(frozen=True)
class Sent:
    """A file that came in: whose, when, how it reads; `again` tells that it has come before."""

    agency: str
    received: date
    verdict: str = ACCEPTED
    status: str = "done"
    plan: str = "263/KH-UBND"
    again: bool = False


def sent(loaded: LoadedPlan) -> Iterator[Sent]:
    """Yield all files of the scenario, each agency's in the order in which they came."""
    told = SCENARIO
    twice = {name: day for day, names in told["twice"].items() for name in names}
    for agency in reporting_agencies(loaded, Workload(loaded), (Role.LEAD,)):
        name, day = agency.name, told["received"]
        if name in told["silent"]:
            continue
        if name in told["late"]:
            yield Sent(name, told["late"][name]["received"])
        elif name in told["unreadable"]:
            yield Sent(name, day, UNREADABLE)
        elif name in told["other_plan"]:
            yield Sent(name, day, plan="9/KH-UBND")
        elif name in told["blank"]:
            yield Sent(name, day, status="")
        elif name in twice:
            yield Sent(name, day, status="in_progress")
            yield Sent(name, twice[name])
        else:
            yield Sent(name, day)
            if name in told["again"]:
                yield Sent(name, day, again=True)


def row_of(each: Sent, loaded: LoadedPlan) -> Row:
    """Return the row of a file, yet without what filing gives it."""
    return Row(
        no=0,
        kind="return",
        received=each.received,
        agency=each.agency,
        period=SCENARIO["period"],
        via="email",
        name="bao cao.md",
        plan=PlanRef(
            number=each.plan, date=date(2021, 5, 10), fingerprint=plan_fingerprint(loaded)
        ),
        counts={each.status: 1} if each.status and each.verdict == ACCEPTED else {},
        verdict=each.verdict,  # type: ignore[arg-type]
    )


def led_task(loaded: LoadedPlan, agency: Agency) -> str:
    """Return the label of the first task that an agency leads."""
    answers = Workload(loaded).answers((agency,), (Role.LEAD,))
    return answers[0].labels[0]


def file_scenario(loaded: LoadedPlan, folder: Path) -> tuple[Row, ...]:
    """Put the scenario's returns into a folder with its register; return the rows."""
    documents = Documents(loaded, shipped())
    workload = Workload(loaded)
    pending = []
    for at, each in enumerate(file for file in sent(loaded) if not file.again):
        agency = loaded.registry.find(each.agency)
        suffix = FORMATS[at % len(FORMATS)] if each.plan == "263/KH-UBND" else ".md"
        label = workload.answers((agency,), (Role.LEAD,))[0].labels[0]
        data = b"\x00"
        if each.verdict != UNREADABLE:
            data = CARRIERS[suffix].write(documents.fresh_checklist(agency, EVERYTHING))
            if each.status:
                done = each.status == "done"
                data = fill(suffix, data, label, "Xong." if done else "Đang làm.", done=done)
            data = data.replace(b"263/KH-UBND", each.plan.encode()) if suffix == ".md" else data
        pending.append(Pending(row_of(each, loaded), data, each.agency, suffix))
    folder.mkdir(exist_ok=True)
    return file_rows(folder, sorted(pending, key=lambda each: each.row.received))


def load_scenario(path: Path) -> LoadedPlan:
    """Write the scenario's plan and load it."""
    path.write_text(plan_text(), encoding="utf-8")
    return load_valid(path, "plan.yaml")

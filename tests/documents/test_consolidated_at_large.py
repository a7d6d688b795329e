"""The consolidated report on 150 returns: how long it is, and its figures counted another way."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.returns import entries, senders, write_plan
from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import duty_label
from papi_cli.checklists.vocabulary import Status, status_of
from papi_cli.documents.builder import Documents
from papi_cli.documents.consolidated import Beside, Consolidated, ConsolidatedData, Consolidation
from papi_cli.documents.document import Document
from papi_cli.documents.templates import shipped as templates
from papi_cli.documents.word import word_file
from papi_cli.plan.loader import LoadedPlan
from tests.documents.province import ON
from tests.libreoffice import converted, need_office, page_count

"""Whether it is a failure that LibreOffice is not installed."""
STATUSES = ("done", "in_progress", "not_started", "not_applicable")


@dataclass
class Large:
    """A plan, and what 150 of its agencies say in two rounds: entries by agency and label."""

    path: Path
    loaded: LoadedPlan
    now: dict[str, AgencyReturn]
    data: ConsolidatedData
    made: Consolidated


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    path = tmp_path_factory.mktemp("large") / "plan.yaml"
    loaded = write_plan(path)
    documents = Documents(loaded, templates())
    now, before = _round(loaded, documents, 0.55, 150), _round(loaded, documents, 0.4, 40)
    author = loaded.registry.find("Sở Nội vụ")
    beside = Beside(on=ON, previous=before, pictures="bieu-do")
    data = Consolidation(loaded, documents.work, author, now, beside).data()
    return Large(path, loaded, now, data, documents.consolidated(author, now, beside))


def _round(
    loaded: LoadedPlan, documents: Documents, zeal: float, returns: int
) -> dict[str, AgencyReturn]:
    chosen, blank = senders(loaded, 1, returns)
    sent = {}
    for each in chosen:
        labels = [label for answer in documents.work.answers(each) for label in answer.labels]
        duties = map(duty_label, documents.work.duties(each))
        empty = each.name in blank
        said = {} if empty else entries(each, [*labels, *duties], 1, zeal)
        sent[each.name] = AgencyReturn(said, tasks=set(labels), blank=empty)
    return sent


def leads(path: Path) -> dict[str, list[str]]:
    """Return who leads each task, read off the file alone: names, those of groups by members."""
    plan = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    known = {}
    for each in plan["agencies"]:
        for name in (each["name"], *each.get("aliases", ())):
            known[name.casefold()] = each
    found = {}
    for dimension in plan["dimensions"]:
        for section in dimension.get("subdimensions", [dimension]):
            above: dict[str, list[str]] = {}
            for row in section["tasks"]:
                cells = {**dimension, **section, **row}
                if "lead" in row.get("as_above", ()):
                    cells["lead"] = above["lead"]
                above = {"lead": cells.get("lead", [])}
                label = f"{section['id']}.{row['id']}" if "id" in row else section["id"]
                names: list[str] = []
                for name in cells.get("lead", []):
                    holder = known[name.casefold()]
                    names += holder.get("members", [holder["name"]])
                    if holder.get("reports") == "never":
                        names[-1:] = [holder["part_of"]] if "part_of" in holder else []
                found[label] = list(dict.fromkeys(known[each.casefold()]["name"] for each in names))
    return found


def numbers(row: Any, *more: str) -> list[int]:
    """Return the numbers of a row."""
    return [row[each] for each in (*STATUSES, *more)]


def word_of(entry: Entry | None) -> str:
    """Return how far an entry says a task is."""
    return status_of(entry or Entry("", "")).value


def test_every_figure_equals_one_that_is_counted_another_way(large: Large) -> None:
    """By the file of the plan and what was entered, in loops of their own."""
    by_task: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_agency: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label, names in leads(large.path).items():
        for name in names:
            sent = large.now.get(name)
            if sent is None and name == "Sở Nội vụ":
                continue
            known = sent is not None and bool(sent.entries)
            word = word_of(sent.entries.get(label)) if sent and known else "silent"
            by_task[label][word] += 1
            by_agency[name][word] += 1
    rows = {row["id"]: row for group in large.data["tasks"] for row in group["rows"]}
    for label, row in rows.items():
        if not row["unled"]:
            assert numbers(row, "silent") == numbers(by_task[label], "silent"), label
    for dimension in large.data["dimensions"]:
        own = [by_task[label] for label in by_task if label.startswith(f"{dimension['id']}.")]
        assert numbers(dimension) == numbers(sum(own, Counter()))
    for group in large.data["agencies"]:
        for line in group["rows"]:
            assert numbers(line) == numbers(by_agency[line["text"]])
    assert numbers(large.data["total"]) == numbers(sum(by_task.values(), Counter()))


def test_kinds_add_up_to_the_total(large: Large) -> None:
    for parts in (large.data["kinds"], large.data["dimensions"]):
        columns = zip(*(numbers(row, "silent", "counted") for row in parts), strict=True)
        assert list(map(sum, columns)) == numbers(large.data["total"], "silent", "counted")


def test_of_two_tasks_the_one_ranked_higher_is_done_as_much_or_more(large: Large) -> None:
    ranked = large.data["ranked"]
    least, most = (
        [row["done"] / row["counted"] for row in ranked[each]] for each in ("least", "most")
    )
    assert (len(least), len(most)) == (10, 10)
    assert least == sorted(least)
    assert most == sorted(most, reverse=True)
    assert least[-1] <= most[-1]


def test_difficulties_are_counted_another_way(large: Large) -> None:
    naming = {
        (name, label)
        for name, sent in large.now.items()
        for label, entry in sent.entries.items()
        if entry.difficulty
    }
    told = large.data["difficulties"]
    assert told["agencies"] == len({name for name, _ in naming})
    assert told["ids"] == len({label for _, label in naming})
    by_label = Counter(label for _, label in naming)
    assert [each["number"] for each in told["tasks"]] == [
        number for _, number in by_label.most_common(len(told["tasks"]))
    ]


def test_every_result_stands_in_the_annex_once(large: Large) -> None:
    said = [entry.result for sent in large.now.values() for entry in sent.entries.values()]
    idle = Status.NOT_APPLICABLE.word  # who says no more is told of by name
    plain = Counter(each for each in said if each not in {"", idle} and "\n" not in each)
    points = Counter(line for each in said for line in each.split("\n") if line.startswith("- "))
    lines = large.made.results.text.splitlines()
    told = re.compile(r"- \*\*[^*]+\*\* \([^)]+\): (?:Số văn bản \S+(?:\.|:|$) ?)?(.*)")
    found = Counter(match[1] for line in lines if (match := told.match(line)) and match[1])
    assert found == plain
    assert Counter(line[2:] for line in lines if line.startswith("  - ")) == points


def test_the_body_on_150_returns_is_at_most_fifteen_pages(large: Large, tmp_path: Path) -> None:
    need_office("pdfinfo")
    report = large.made.report
    body = report.text.partition("## Phụ lục I\n")[0]
    path = tmp_path / "body.docx"
    path.write_bytes(word_file(Document(body, report.created, report.pictures)))
    pages = page_count(*converted(tmp_path, "pdf", path))
    assert 5 <= pages <= 15


def test_nothing_is_said_that_nobody_told(large: Large) -> None:
    """The sentences that judge are the office's: nine of them, and one of each dimension."""
    assert large.made.report.text.count("[…]") == 8 + len(large.loaded.plan.dimensions)
    assert Status.DONE.value == STATUSES[0]

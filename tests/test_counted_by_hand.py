"""What 22 agencies sent back counts as a person counts it who reads it without papi.

`counted_by_hand.yaml` holds what they wrote and the person's figures.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.data import DISPUTED
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import WORK
from papi_cli.vietnamese.words import words
from tests.conftest import ROOT, Result

Papi = Callable[..., Result]
HAND = yaml.load(
    (ROOT / "tests" / "counted_by_hand.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
AGENCIES = {each["agency"]: each for each in HAND["agencies"]}
TOTALS = HAND["totals"]
ROLES = [role.value for role in WORK]
Entries = Mapping[str, tuple[str, str]]
each_agency = pytest.mark.parametrize("agency", AGENCIES)


class Sent(NamedTuple):
    """The folder of what was sent, and the names of the files of each agency."""

    folder: Path
    files: Mapping[str, list[str]]

    def progress(self, papi: Papi, *options: str) -> dict[str, Any]:
        done = papi("progress", str(self.folder), "--format", "json", *options)
        found: dict[str, Any] = json.loads(done.out)
        return found

    def review(self, papi: Papi) -> list[list[str]]:
        done = papi("progress", str(self.folder), "--review", "--format", "csv")
        return list(csv.reader(io.StringIO(done.out)))[1:]


def fill(text: str, entries: Entries) -> str:
    """Return a fresh checklist with marks and results written into it."""
    for label, (mark, result) in entries.items():
        before, found, rest = text.partition(f"- [ ] **{label}**")
        assert found, label
        printed, blank, after = rest.partition("\n  Kết quả:\n")
        gap = "" if not result or result.startswith("\n") else " "
        text = f"{before}- [{mark}] **{label}**{printed}{blank[:-1]}{gap}{result}\n{after}"
    return text


def copy(text: str, entries: Entries) -> str:
    """Return a filled checklist with tasks written once more below themselves."""
    for label, (mark, result) in entries.items():
        found = re.search(
            rf"^- \[.\] (\*\*{re.escape(label)}\*\* .*)\n(?:.+\n|\n(?=  ))*", text, re.M
        )
        assert found, label
        once_more = f"\n- [{mark}] {found[1]}\n\n  Kết quả: {result}".rstrip() + "\n"
        text = text[: found.end()] + once_more + text[found.end() :]
    return text


def as_sent(text: str, said: Mapping[str, Any]) -> str:
    """Return a fresh checklist as its agency sent it."""
    text = copy(fill(text, said["filled"]), said.get("copies", {}))
    for label in said.get("deleted", "").split():
        text, gone = re.subn(
            rf"^- \[ \] \*\*{re.escape(label)}\*\* .*\n(?:.+\n|\n(?=  ))*\n?", "", text, flags=re.M
        )
        assert gone == 1, label
    for line in said.get("retyped", ()):
        assert text.count(line["from"]) == 1, line["from"]
        text = text.replace(line["from"], line["to"])
    if said.get("version") == "1":
        text = text.replace("version: 2\n", "version: 1\n", 1)
        text = re.sub(r"^(?:date|issuer): .*\n", "", text, count=2, flags=re.M)
    if said.get("closing_comment") == "lost":
        text = text[: text.index("<!-- papi:")]
    return text


@pytest.fixture(scope="module")
def sent(papi: Papi, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("sent")
    files = {}
    for number, (agency, said) in enumerate(AGENCIES.items()):
        fresh = papi("checklist", "--agency", agency).out
        texts = [as_sent(fresh, said)]
        if "second" in said:
            texts.append(fill(fresh, said["second"]))
        files[agency] = [f"{number:02}-{at}.md" for at in range(len(texts))]
        for name, text in zip(files[agency], texts, strict=True):
            (folder / name).write_text(text, encoding="utf-8")
    return Sent(folder, files)


@pytest.fixture(scope="module")
def rows(papi: Papi, sent: Sent) -> dict[str, dict[str, Any]]:
    """Return the rows of `papi progress` by agency."""
    return {row["agency"]: row for row in sent.progress(papi, "--on", "1/7/2021")["rows"]}


@pytest.fixture(scope="module")
def reports(papi: Papi, sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the reports of the agencies."""
    folder = tmp_path_factory.mktemp("reports")
    named = [option for agency in AGENCIES for option in ("--agency", agency)]
    papi("report", *named, "--from", str(sent.folder), "-o", str(folder))
    written = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    return {agency: written[f"bao-cao-{'-'.join(words(agency).split())}"] for agency in AGENCIES}


@pytest.fixture(scope="module")
def consolidated(papi: Papi, sent: Sent) -> str:
    """Return the consolidated report."""
    return papi("report", "--consolidated", "--from", str(sent.folder)).out


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of the lines of all tables of a document."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip(" *") for cell in line.strip("|").split(" | ")] for line in lines]


def counted(agency: str, role: str) -> dict[str, int]:
    """Return the person's figures of an agency in a role."""
    by_hand = AGENCIES[agency]["counted"][role]
    return {
        status.value: int(by_hand.get(status.value, 0))
        if status is Status.NOT_STARTED
        else len(by_hand.get(status.value, "").split())
        for status in Status
    }


def disputed(agency: str) -> set[str]:
    return set(" ".join(AGENCIES[agency].get("disputed", {}).values()).split())


def added(*figures: Mapping[str, int]) -> dict[str, int]:
    return {each.value: sum(one[each.value] for one in figures) for each in Status}


@each_agency
def test_the_person_has_counted_every_task_of_an_agency_once(
    shipped: LoadedPlan, papi: Papi, agency: str
) -> None:
    tasks = json.loads(papi("tasks", "--agency", agency, "--format", "json").out)["tasks"]
    for role in ROLES:
        own = {task["id"] for task in tasks if task["role"] == role}
        by_hand = AGENCIES[agency]["counted"][role]
        named = " ".join(by_hand.get(each.value, "") for each in Status if each != "not_started")
        argued = AGENCIES[agency].get("disputed", {}).get(role, "").split()
        assert own.issuperset([*named.split(), *argued])
        assert sum(counted(agency, role).values()) + len(argued) == len(own)


def test_the_person_has_added_up_right() -> None:
    for role in ROLES:
        total = added(*(counted(agency, role) for agency in AGENCIES))
        assert total == {status: int(number) for status, number in TOTALS[role].items()}
    assert sum(len(disputed(agency)) for agency in AGENCIES) == int(TOTALS["disputed"])


@each_agency
def test_progress_counts_an_agency_as_the_person_did(
    rows: dict[str, dict[str, Any]], agency: str
) -> None:
    assert {role: rows[agency][role] for role in ROLES} == {
        role: counted(agency, role) for role in ROLES
    }


@each_agency
def test_a_report_says_of_each_task_what_the_person_read(
    reports: dict[str, str], agency: str
) -> None:
    right = dict.fromkeys(disputed(agency), DISPUTED)
    for by_hand in AGENCIES[agency]["counted"].values():
        for status, labels in by_hand.items():
            if status != "not_started":
                right |= dict.fromkeys(labels.split(), Status(status).word)
    said = told(reports[agency])
    assert said == dict.fromkeys(said, Status.NOT_STARTED.word) | right


LISTS = {
    "Nhiệm vụ đã hoàn thành": Status.DONE.word,
    "Nhiệm vụ đang thực hiện": Status.IN_PROGRESS.word,
    "Nhiệm vụ chưa thực hiện": Status.NOT_STARTED.word,
    "Nhiệm vụ chưa phân định": DISPUTED,
}
SENTENCES = {
    "Nhiệm vụ thực hiện thường xuyên, chưa có kết quả": Status.NOT_STARTED.word,
    "Nhiệm vụ chưa thực hiện, chưa đến hạn": Status.NOT_STARTED.word,
    "Nhiệm vụ không phát sinh trong kỳ": Status.NOT_APPLICABLE.word,
}
NOTED = {
    "Nhiệm vụ chưa thực hiện, chưa đến hạn": Status.NOT_STARTED.word,
    "Nhiệm vụ không phát sinh trong kỳ": Status.NOT_APPLICABLE.word,
}


def told(report: str) -> dict[str, str]:
    """Return what a report says of each task, by the list or the sentence that names it."""
    said: dict[str, str] = {}
    status = ""
    for line in report.partition("\n## II. ")[2].partition("\n## III. ")[0].split("\n"):
        if title := re.match(r"### \d+\. (.*)", line):
            status = next((each for start, each in LISTS.items() if title[1].startswith(start)), "")
        status = next((each for start, each in NOTED.items() if line.startswith(start)), status)
        named = re.match(r"- \*\*(\S+)\*\* ", line)
        if named and status:
            assert named[1] not in said
            said[named[1]] = status
        for start, each in SENTENCES.items():
            if line.startswith(f"- {start}"):
                labels = re.findall(r"\d\.\d(?:\.\w)?", line.partition("): ")[2])
                assert not said.keys() & set(labels)
                said |= dict.fromkeys(labels, each)
    return said


@each_agency
def test_the_sentences_and_the_table_of_a_report_give_the_same_figures(
    reports: dict[str, str], agency: str
) -> None:
    lead, coordinating = (counted(agency, role) for role in ROLES)
    total = sum(lead.values()) + sum(coordinating.values()) + len(disputed(agency))
    text = reports[agency]
    assert f" giao {agency} {total} nhiệm vụ, gồm chủ trì " in text
    said = ", ".join(
        f"{status.word.lower()} {lead[status] + coordinating[status]}" for status in Status
    )
    if disputed(agency):
        said += f", chưa phân định {len(disputed(agency))}"
    assert f" Trong năm 2021: {said}.\n" in re.sub(
        r" \((?:gồm|trong đó) [^)]*\)", "", text, count=1
    )
    first, second = (lead, coordinating) if sum(lead.values()) else (coordinating, lead)
    numbers = " | ".join(f"**{first[status]}**" for status in Status)
    assert re.search(rf"^\| \*\*Tổng số\*\* \| \*\*\d+\*\* \| {re.escape(numbers)} \| ", text, re.M)
    if sum(second.values()):
        said = ", ".join(f"{status.word.lower()} {second[status]}" for status in Status)
        assert f"): {said}; tỷ lệ hoàn thành " in text


@each_agency
def test_what_a_report_leaves_out_of_its_shortcomings_and_what_it_lists_is_all_not_begun(
    reports: dict[str, str], agency: str
) -> None:
    text = reports[agency]
    total, aside = re.findall(r", chưa thực hiện (\d+)(?: \(([^)]*)\))?, không", text)[0]
    left_out = sum(map(int, re.findall(r"\d+", aside)))
    listed = re.search(r"còn (\d+) nhiệm vụ chưa thực hiện nêu tại khoản", text, re.IGNORECASE)
    assert left_out + int(listed[1] if listed else 0) == int(total)


def test_review_lists_what_the_person_would_look_at_again(papi: Papi, sent: Sent) -> None:
    right = {
        (agency, "" if label == "all" else label)
        for agency, said in AGENCIES.items()
        for label in said.get("review", "").split()
    }
    assert {(row[0], row[1]) for row in sent.review(papi)} == right


def test_only_who_leads_is_late_and_only_where_it_is_neither_done_nor_nothing_to_do(
    papi: Papi, sent: Sent
) -> None:
    right = {agency: said.get("late", "").split() for agency, said in AGENCIES.items()}
    found = sent.progress(papi, "--on", "1/7/2021")["rows"]
    assert {row["agency"]: row["late_tasks"] for row in found} == right


@pytest.mark.parametrize("day", TOTALS["late"])
def test_as_many_are_late_on_a_day_as_the_person_found(papi: Papi, sent: Sent, day: str) -> None:
    assert sent.progress(papi, "--on", day)["total"]["late"] == int(TOTALS["late"][day])


@pytest.mark.parametrize("day", TOTALS["late_coordinating"])
def test_who_coordinates_is_late_only_where_it_is_asked_for(
    papi: Papi, sent: Sent, day: str
) -> None:
    found = sent.progress(papi, "--on", day, "--role", "coordinating")
    assert found["total"]["late"] == int(TOTALS["late_coordinating"][day])


@pytest.mark.parametrize("by", ["agency", "dimension", "district", "task"])
def test_however_it_is_divided_all_adds_up_to_the_same(papi: Papi, sent: Sent, by: str) -> None:
    found = sent.progress(papi, "--by", by)
    for role in ROLES:
        right = {status: int(number) for status, number in TOTALS[role].items()}
        assert added(*(row[role] for row in found["rows"])) == right == found["total"][role]


def test_one_role_alone_counts_as_it_does_beside_the_other(papi: Papi, sent: Sent) -> None:
    found = sent.progress(papi, "--role", "lead")
    assert [row["lead"] for row in found["rows"]] == [
        counted(row["agency"], "lead") for row in found["rows"]
    ]


def test_the_annex_of_the_consolidated_report_gives_the_person_s_figures(
    consolidated: str,
) -> None:
    said = {row[1]: row[2:] for row in table_rows(consolidated) if len(row) == 10}
    for agency in AGENCIES:
        lead, coordinating = (counted(agency, role) for role in ROLES)
        state = "Đã báo cáo" + (
            f"; chưa phân định {len(disputed(agency))}" if disputed(agency) else ""
        )
        known = sum(coordinating.values()) - coordinating[Status.NOT_APPLICABLE]
        right = [state, *(str(lead[status]) for status in Status)]
        found = [said[agency][0], *said[agency][2:6]]
        if agency in TOTALS["blank"]:
            assert said[agency] == ["Gửi nhưng trống", *[""] * 7]
        elif sum(lead.values()):
            assert found == right
        if known and agency not in TOTALS["blank"]:
            assert said[agency][-1] == f"{coordinating[Status.DONE]}/{known}"


def test_the_total_of_the_consolidated_report_is_the_person_s(consolidated: str) -> None:
    lead = {status: int(number) for status, number in TOTALS["lead"].items()}
    for agency in TOTALS["blank"]:
        lead[Status.NOT_STARTED] -= counted(agency, "lead")[Status.NOT_STARTED]
    known = sum(lead.values()) - lead[Status.NOT_APPLICABLE]
    assert f": hoàn thành {lead[Status.DONE]}/{known} lượt (" in consolidated
    assert (
        f" đang thực hiện {lead[Status.IN_PROGRESS]}, chưa thực hiện {lead[Status.NOT_STARTED]},"
        f" không phát sinh {lead[Status.NOT_APPLICABLE]}, chưa phân định " in consolidated
    )


def test_the_table_of_the_consolidated_report_counts_by_dimension_who_reported(
    papi: Papi, sent: Sent, consolidated: str
) -> None:
    found = sent.progress(papi, "--by", "dimension")
    blank = Path(sent.folder, sent.files[TOTALS["blank"][0]][0])
    untouched = json.loads(
        papi("progress", str(blank), "--by", "dimension", "--format", "json").out
    )
    pairs = zip(
        (*found["rows"], found["total"]), (*untouched["rows"], untouched["total"]), strict=True
    )
    right = []
    for row, less in pairs:
        figures = dict(row["lead"])
        figures[Status.NOT_STARTED] -= less["lead"][Status.NOT_STARTED]
        right.append([str(figures[status]) for status in Status])
    table = consolidated.partition("### 1. Theo ")[2].partition("### 2. ")[0]
    rows = [[*row[1:4], row[5]] for row in table_rows(table) if len(row) == 7]
    assert rows[2:] == right


def test_what_is_not_counted_is_named(papi: Papi, sent: Sent, consolidated: str) -> None:
    found = sent.progress(papi)
    assert found["blank"] == TOTALS["blank"]
    assert {each["agency"]: set(each["tasks"]) for each in found["disputed"]} == {
        agency: disputed(agency) for agency in AGENCIES if disputed(agency)
    }
    assert {each["agency"]: each["tasks"] for each in found["outdated"]} == {
        agency: said["outdated"].split() for agency, said in AGENCIES.items() if "outdated" in said
    }
    assert "ghi trái nhau): UBND xã Bằng Thành 3 nhiệm vụ." in consolidated
    assert "Lắp đặt mạng không dây miễn phí tại bến xe huyện" in consolidated
    assert "Đã hoàn thành việc bàn giao nhà văn hóa." in consolidated


def test_files_that_need_a_second_look_are_named(papi: Papi, sent: Sent) -> None:
    done = papi("progress", str(sent.folder))
    assert done.code == 1
    told = [line for line in done.err.splitlines() if line.startswith("papi: ")]
    odd = {
        agency
        for agency, said in AGENCIES.items()
        if "second" in said or "copies" in said or said.get("closing_comment") == "lost"
    }
    assert len(told) == len(odd), told
    for agency in odd:
        assert any(all(name in line for name in sent.files[agency]) for line in told)


def test_the_count_is_the_same_after_the_files_are_written_anew(
    papi: Papi, sent: Sent, rows: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    for path in sent.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    named = [option for agency in AGENCIES for option in ("--agency", agency)]
    assert "thay đổi" in papi("checklist", *named, "-o", str(tmp_path)).err
    again = sent._replace(folder=tmp_path).progress(papi, "--on", "1/7/2021")["rows"]
    assert {row["agency"]: row for row in again} == rows

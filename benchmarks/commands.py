"""Time papi's commands against what they cannot do without; prints ratios of medians.

Runs of the two sides of a ratio are interleaved, so that a machine that slows down slows both.
"""

import argparse
import os
import pty
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl

from benchmarks.generate import plan_text, with_communes
from benchmarks.returns import write_plan, write_round
from papi_cli.resources import SHIPPED_PLAN, data_dir

PAPI = [sys.executable, "-m", "papi_cli"]
LIBRARIES = "import typer, yaml; from pydantic import BaseModel"
"""What a command cannot do without."""
IMPORTS = [sys.executable, "-c", LIBRARIES]
# As for users: modules are compiled once, not at every start.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
TASKS = [*PAPI, "tasks", "--agency", "UBND cấp xã"]


@dataclass(frozen=True)
class Race:
    """A command against a yardstick; `target` is the greatest ratio wanted, None for no promise."""

    name: str
    command: Sequence[str]
    yardstick: Sequence[str]
    target: float | None
    terminal: bool = False
    without: Path | None = None
    """A folder that is to be gone before each run of the command."""
    yardstick_without: Path | None = None
    codes: tuple[int, ...] = (0,)
    """Exit codes of the command that are right."""


def _seconds(
    command: Sequence[str],
    *,
    terminal: bool = False,
    without: Path | None = None,
    codes: Sequence[int] = (0,),
) -> float:
    if without is not None:
        shutil.rmtree(without, ignore_errors=True)
    start = time.perf_counter()
    if terminal:
        _on_terminal(command)
    else:
        code = subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT).returncode
        if code not in codes:
            raise SystemExit(f"{shlex.join(command)}: {code}")
    return time.perf_counter() - start


def _on_terminal(command: Sequence[str]) -> None:
    """Run a command whose stdout is a terminal, reading all that it writes."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        command, stdout=child, stderr=child, env={**ENVIRONMENT, "COLUMNS": "80"}
    )
    os.close(child)
    try:
        while os.read(parent, 65536):
            pass
    except OSError:
        pass  # Linux reports the end of a terminal as an error.
    process.wait()
    os.close(parent)


def _medians(race: Race, runs: int) -> tuple[float, float, list[float]]:
    """Return both medians in seconds, and the ratio of each pair of runs."""
    ours, theirs = [], []
    _seconds(race.command, codes=race.codes)
    _seconds(race.yardstick)
    for _ in range(runs):
        ours.append(
            _seconds(race.command, terminal=race.terminal, without=race.without, codes=race.codes)
        )
        theirs.append(_seconds(race.yardstick, without=race.yardstick_without))
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return statistics.median(ours), statistics.median(theirs), ratios


def compose(path: Path) -> list[str]:
    """Return the command that lets PyYAML compose a file."""
    code = "import sys, yaml; yaml.compose(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"
    return [sys.executable, "-c", code, str(path)]


def _checklists(folder: Path) -> tuple[Path, Path, Path]:
    """Return a plan with 158 communes, one reworded since, and a folder of their checklists.

    Of these 96 are filled in.
    """
    plan, sent = folder / "communes.yaml", folder / "sent"
    shipped = (data_dir() / SHIPPED_PLAN).read_text(encoding="utf-8")
    shipped = shipped.replace("  source: source/", "  # source: source/")
    plan.write_text(with_communes(shipped, 158), encoding="utf-8")
    changed = folder / "changed.yaml"
    text = plan.read_text(encoding="utf-8")
    changed.write_text(text.replace("Tăng cường công tác", "Đẩy mạnh công tác"), "utf-8")
    write = ["checklist", "--plan", str(plan), "--members", "UBND cấp xã", "-o", str(sent)]
    subprocess.run([*PAPI, *write], capture_output=True, check=True, env=ENVIRONMENT)
    for path in sorted(sent.glob("*.md"))[:96]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("  Kết quả:", "  Kết quả: Đã họp, có biên bản.", 20), "utf-8")
    return plan, changed, sent


def _forms(plan: Path, folder: Path) -> dict[str, Path]:
    """Return folders of the 158 communes' forms in Word and in Excel, twenty results in each."""
    folders = {}
    for suffix, fill in (("docx", _fill_word), ("xlsx", _fill_excel)):
        folders[suffix] = sent = folder / f"sent_{suffix}"
        write = ["checklist", "--plan", str(plan), "--members", "UBND cấp xã", "--format", suffix]
        command = [*PAPI, *write, "-o", str(sent)]
        subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)
        for path in sent.iterdir():
            fill(path)
    return folders


_FILLED = 20
_RESULT_IN_WORD, _RESULT_IN_EXCEL = 6, 7
"""Columns, from 0 in Word and from 1 in Excel."""


def _fill_word(path: Path) -> None:
    document = docx.Document(str(path))
    for row in [row for table in document.tables for row in table.rows][:_FILLED]:
        cells = row.cells
        if "." in cells[0].text:
            cells[_RESULT_IN_WORD].paragraphs[0].add_run("Đã họp, có biên bản.")
    document.save(str(path))


def _fill_excel(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Mã số")
    for row in range(head + 1, head + 1 + _FILLED):
        sheet.cell(row, _RESULT_IN_EXCEL).value = "Đã họp, có biên bản."
    book.save(path)


def _races_of_forms(plan: Path, forms: dict[str, Path], out: Path) -> list[Race]:
    """Return the races of Word and Excel against the first writing of Markdown checklists."""
    writing = [*PAPI, "checklist", "--members", "UBND cấp xã", "--plan", str(plan), "-o", str(out)]
    every = [*PAPI, "checklist", "--all", "-o", str(out)]
    return [
        race
        for suffix, called, written, read in (
            ("docx", "Word", 12.0, 10.0),
            ("xlsx", "Excel", 6.0, 6.0),
        )
        for race in (
            Race(
                f"papi checklist --all in {called} / in Markdown",
                [*every, "--format", suffix],
                every,
                written,
                without=out,
                yardstick_without=out,
            ),
            Race(
                f"papi progress, 158 in {called} / writing them first in Markdown",
                [*PAPI, "progress", "--plan", str(plan), str(forms[suffix])],
                writing,
                read,
                yardstick_without=out,
            ),
        )
    ]


def _races_of_packages(plan: Path, out: Path) -> list[Race]:
    """Return the race of 158 packages against the first writing of Markdown checklists."""
    of_communes = ["--members", "UBND cấp xã", "--plan", str(plan)]
    packages = out.with_name("packages")
    return [
        Race(
            f"papi bundle{option and f' {option}'}, 158 packages / writing 158 checklists first",
            [*PAPI, "bundle", *of_communes, "-o", str(packages), *([option] if option else [])],
            [*PAPI, "checklist", *of_communes, "-o", str(out)],
            25.0,
            without=packages,
            yardstick_without=out,
        )
        for option in ("", "--zip")
    ]


def _races_of_reports(folder: Path, out: Path) -> list[Race]:
    """Return the races of reports on 150 returns of 0 to 200 words a task."""
    plan, sent = folder / "returns.yaml", folder / "returns"
    write_round(sent, write_plan(plan))
    report = [*PAPI, "report", "--plan", str(plan), "--from", str(sent), "-o", str(out)]
    whole = [*report, "--consolidated"]
    writing = [*PAPI, "checklist", "--all", "--plan", str(plan), "-o", str(out)]
    word = ["--format", "docx"]
    return [
        Race(name, command, yardstick, target, without=out, yardstick_without=out)
        for name, command, yardstick, target in (
            ("papi report --all, 150 returns / checklist --all", [*report, "--all"], writing, None),
            ("papi report --consolidated, 150 returns / checklist --all", whole, writing, None),
            (
                "papi report --all in Word / in Markdown",
                [*report, "--all", *word],
                [*report, "--all"],
                10.0,
            ),
            ("papi report --consolidated in Word / in Markdown", [*whole, *word], whole, 10.0),
        )
    ]


def main() -> None:
    """Run all races and print a table of Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=21)
    options.add_argument("--only", default="", help="races whose names hold this")
    chosen = options.parse_args()
    runs = chosen.runs
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "1000.yaml"), Path(folder, "10000.yaml")
        small.write_text(plan_text(1_000), encoding="utf-8")
        large.write_text(plan_text(10_000), encoding="utf-8")
        check = [*PAPI, "check"]
        out = Path(folder, "out")
        plan, changed, sent = _checklists(Path(folder))
        of_communes = [*PAPI, "checklist", "--members", "UBND cấp xã"]
        writing = [*of_communes, "--plan", str(plan), "-o", str(out)]
        races = (
            Race("papi tasks / imports", TASKS, IMPORTS, 1.2),
            Race("papi tasks on a terminal / imports", TASKS, IMPORTS, None, terminal=True),
            Race(
                "papi tasks --format xlsx / papi tasks",
                [*TASKS, "-o", str(Path(folder, "tasks.xlsx"))],
                TASKS,
                None,
            ),
            Race(
                "papi page / papi tasks",
                [*PAPI, "page", "-o", str(Path(folder, "page.html"))],
                [*PAPI, "tasks"],
                2.0,
            ),
            Race("papi scores / papi tasks", [*PAPI, "scores"], [*PAPI, "tasks"], 1.5),
            Race(
                "papi checklist --all / papi tasks",
                [*PAPI, "checklist", "--all", "-o", str(out)],
                TASKS,
                3.0,
                without=out,
            ),
            Race(
                "papi checklist --members (108 communes) / papi tasks",
                [*PAPI, "checklist", "--members", "UBND cấp xã", "-o", str(out)],
                TASKS,
                3.0,
                without=out,
            ),
            Race(
                "papi progress, 158 checklists / writing them first",
                [*PAPI, "progress", "--plan", str(plan), str(sent)],
                writing,
                4.0,
                yardstick_without=out,
            ),
            Race(
                "papi checklist, 158 again / first",
                [*of_communes, "--plan", str(plan), "-o", str(sent)],
                writing,
                3.0,
                yardstick_without=out,
            ),
            Race(
                "papi checklist --check, 158 after a change / first",
                [*of_communes, "--plan", str(changed), "-o", str(sent), "--check"],
                writing,
                6.0,
                yardstick_without=out,
                codes=(0, 1),
            ),
            *_races_of_forms(plan, _forms(plan, Path(folder)), out),
            *_races_of_packages(plan, out),
            *_races_of_reports(Path(folder), out),
            Race("papi --help / imports", [*PAPI, "--help"], IMPORTS, 0.7),
            Race(
                "papi check, 10,000 tasks / yaml.compose",
                [*check, str(large)],
                compose(large),
                3.0,
            ),
            Race(
                "papi check, 10,000 tasks / 1,000 tasks",
                [*check, str(large)],
                [*check, str(small)],
                10.0,
            ),
        )
        print("| race | median ms | yardstick ms | ratio | pairs, lowest to highest | target |")
        print("| --- | ---: | ---: | ---: | --- | ---: |")
        for race in (race for race in races if chosen.only in race.name):
            ours, theirs, ratios = _medians(race, runs)
            print(
                f"| {race.name} | {ours * 1000:.0f} | {theirs * 1000:.0f} | {ours / theirs:.2f}"
                f" | {min(ratios):.2f} to {max(ratios):.2f} | {race.target or '-'} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

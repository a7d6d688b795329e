"""Compare papi with its peers on the like job, and show it: a table and a chart.

`python -m benchmarks.peers` writes `docs/performance.md` and `docs/performance.svg`. The peers are
those of the optional dependencies `bench`. Runs of all programs are interleaved, so that a machine
that slows down slows all; a program that takes long runs less often.
"""

import argparse
import json
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import yaml

from benchmarks.chart import chart
from benchmarks.commands import ENVIRONMENT, LIBRARIES, PAPI, compose
from benchmarks.generate import plan_text
from papi_cli.resources import PLAN_SCHEMA, data_dir

SIZES = (76, 1_000, 10_000)
DOCS = Path(__file__).resolve().parent.parent / "docs"
LONG, MOST = 4.0, 300.0
"""Seconds from which on a program runs only `--long` times, and after which it is stopped."""

# Starts another process and says what it took: seconds of the clock, bytes of memory. It is small
# itself, for a process begins with the memory of what starts it.
_MEASURE = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
try:
    code = subprocess.run(
        sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=float(sys.argv[1])
    ).returncode
except subprocess.TimeoutExpired:
    code = None
seconds = time.perf_counter() - start
size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([code, seconds, size * (1 if sys.platform == "darwin" else 1024)]))
"""

_DOCUMENT_LIBRARIES = f"{LIBRARIES}; import jinja2"
_SHIPPED = {
    'tasks --agency "UBND cấp xã"': LIBRARIES,
    "show 6.3.d": LIBRARIES,
    "agencies": LIBRARIES,
    "matrix": LIBRARIES,
    "check": LIBRARIES,
    'checklist --agency "UBND cấp xã"': _DOCUMENT_LIBRARIES,
    'action-plan --agency "UBND cấp xã"': _DOCUMENT_LIBRARIES,
    'report --agency "Sở Y tế"': _DOCUMENT_LIBRARIES,
}
"""Commands on the shipped plan, and the import of the libraries that they need."""


@dataclass
class Program:
    """A program on one plan: how it is started, and what its runs took."""

    job: str
    name: str
    tasks: int
    command: Sequence[str]
    folder: Path
    fresh: Path | None = None
    """A folder that is to be gone before each run."""
    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    stopped: bool = False
    """Whether it took longer than `MOST`."""

    def run(self) -> None:
        """Run once and keep what it took; raises `RuntimeError` where it fails."""
        if self.fresh:
            shutil.rmtree(self.fresh, ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(MOST), *self.command],
            cwd=self.folder, capture_output=True, encoding="utf-8", check=True, env=ENVIRONMENT,
        )  # fmt: skip
        code, seconds, memory = json.loads(done.stdout)
        self.stopped = code is None
        if code:
            raise RuntimeError(f"{self.name} on {self.tasks} tasks ended with {code}")
        self.seconds.append(seconds)
        self.memory = max(self.memory, memory)

    @property
    def median(self) -> float:
        """The median of its runs, in seconds."""
        return statistics.median(self.seconds)


def _programs(tasks: int, folder: Path) -> Iterator[Program]:
    """Yield the programs of one size, their input written below `folder`."""
    plan = folder / "plan.yaml"
    plan.write_text(plan_text(tasks), encoding="utf-8")
    rows = list(_rows(plan))
    requirements, ledger = folder / "requirements", folder / "plan.bean"
    _write_requirements(requirements, rows)
    _write_ledger(ledger, rows)
    out, published = folder / "out", folder / "published"
    off = ("line-length", "document-start", "braces")
    loose = f"{{extends: default, rules: {{{', '.join(f'{rule}: disable' for rule in off)}}}}}"

    def program(job: str, name: str, command: Sequence[str], fresh: Path | None = None) -> Program:
        inside = requirements if name == "doorstop" else folder
        return Program(job, name, tasks, command, inside, fresh)

    yield program("check", "papi", [*PAPI, "check", str(plan)])
    yield program("check", "bean-check", [_script("bean-check"), "--no-cache", str(ledger)])
    yield program("check", "yamllint", [_script("yamllint"), "-d", loose, str(plan)])
    schema = str(data_dir() / PLAN_SCHEMA)
    yield program(
        "check",
        "check-jsonschema",
        [_script("check-jsonschema"), "--schemafile", schema, str(plan)],
    )
    yield program("check", "doorstop", [_script("doorstop"), "--no-reformat"])
    ask = ["--plan", str(plan), "tasks", "--agency", "UBND cấp xã"]
    yield program("tasks", "papi", [*PAPI, *ask])
    yield program("tasks", "yaml.compose", compose(plan))
    write = ["--plan", str(plan), "checklist", "--all", "-o", str(out)]
    yield program("documents", "papi", [*PAPI, *write], out)
    publish = ["publish", "all", str(published), "--markdown"]
    yield program("documents", "doorstop", [_script("doorstop"), *publish], published)


def _shipped(folder: Path) -> Iterator[Program]:
    """Yield the commands on the shipped plan, and the bare imports."""
    python = [sys.executable, "-c"]
    for command in _SHIPPED:
        yield Program("shipped", command, 76, [*PAPI, *shlex.split(command)], folder)
    for libraries in dict.fromkeys(_SHIPPED.values()):
        yield Program("imports", libraries, 0, [*python, libraries], folder)


def _script(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _rows(plan: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield id, text and cells of every task of a generated plan."""
    data = yaml.load(plan.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for dimension in data["dimensions"]:
        for sub in dimension["subdimensions"]:
            for row in sub["tasks"]:
                cells = {
                    "lead": "; ".join(sub["lead"]),
                    "coordinating": "; ".join(row["coordinating"]),
                    "deadline": row["deadline"],
                }
                yield f"{sub['id']}.{row['id']}", row["text"], cells


def _write_requirements(folder: Path, rows: Sequence[tuple[str, str, dict[str, str]]]) -> None:
    """Write the tasks as doorstop has requirements: a file each, in a repository."""
    items = folder / "reqs"
    items.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    settings = {"settings": {"digits": 5, "itemformat": "yaml", "prefix": "REQ", "sep": ""}}
    (items / ".doorstop.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for number, (label, text, cells) in enumerate(rows, start=1):
        item: dict[str, object] = {
            "active": True, "derived": False, "header": label, "level": f"1.{number}", "links": [],
            "normative": True, "ref": "", "reviewed": None, "text": text, **cells,
        }  # fmt: skip
        path = items / f"REQ{number:05}.yml"
        path.write_text(yaml.safe_dump(item, allow_unicode=True), encoding="utf-8")


def _write_ledger(path: Path, rows: Sequence[tuple[str, str, dict[str, str]]]) -> None:
    """Write the tasks as beancount has entries: a transaction each, the cells as metadata."""
    lines = ["2021-01-01 open Assets:Done", "2021-01-01 open Equity:Asked"]
    for label, text, cells in rows:
        lines.append(f'2021-06-30 * "{label}" "{text}"')
        lines += [f'  {name}: "{value}"' for name, value in cells.items()]
        lines += ["  Assets:Done   1 TASK", "  Equity:Asked  -1 TASK"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _measure(programs: Sequence[Program], runs: int, long: int) -> None:
    """Run all programs in turn, again and again; those that take long less often.

    A first run of each is not counted: files are read into memory then, and doorstop writes into
    its items.
    """
    for each in programs:
        each.run()
        if not each.stopped:
            each.seconds.clear()
    for number in range(runs):
        for each in programs:
            if each.stopped or (number >= long and each.median >= LONG):
                continue
            each.run()
            took = (
                f"{number + 1}/{runs} {each.job} {each.name} {each.tasks}: {each.seconds[-1]:.2f} s"
            )
            print(took, file=sys.stderr)


# What is written

_JOBS = {
    "check": "`papi check`, and what checks the same data",
    "tasks": '`papi tasks --agency "UBND cấp xã"`, and PyYAML alone composing the file',
    "documents": "`papi checklist --all`, and documents of the same data",
}


def _table(programs: Sequence[Program]) -> Iterator[str]:
    for job, title in _JOBS.items():
        yield f"## {title}\n"
        yield "| tasks | program | median, s | spread, s | papi takes | memory, MB | runs |"
        yield "| ---: | --- | ---: | --- | ---: | ---: | ---: |"
        for size in SIZES:
            among = [each for each in programs if (each.job, each.tasks) == (job, size)]
            ours = next(each for each in among if each.name == "papi")
            for each in among:
                ratio = "" if each is ours else _ratio(ours, each)
                yield (
                    f"| {size} | {each.name} | {'over ' * each.stopped}{each.median:.2f} |"
                    f" {min(each.seconds):.2f}-{max(each.seconds):.2f} | {ratio} |"
                    f" {each.memory / 1_000_000:.0f} | {len(each.seconds)} |"
                )
        yield ""


def _shipped_table(programs: Sequence[Program]) -> Iterator[str]:
    """Yield the table of the shipped plan's commands."""
    known = {each.name: each for each in programs}
    yield "## Commands on the shipped plan, and the bare import of the libraries that they need\n"
    yield "| command | median, ms | imports, ms | ratio | memory, MB | runs |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for command, libraries in _SHIPPED.items():
        ours, bare = known[command], known[libraries]
        yield (
            f"| `papi {command}` | {ours.median * 1000:.0f} | {bare.median * 1000:.0f} |"
            f" {_ratio(ours, bare)} | {ours.memory / 1_000_000:.0f} | {len(ours.seconds)} |"
        )
    yield ""
    for libraries in dict.fromkeys(_SHIPPED.values()):
        yield f"- `{libraries}`: {known[libraries].memory / 1_000_000:.0f} MB"
    yield ""


def _promises(programs: Sequence[Program], sizes: Mapping[int, float]) -> Iterator[str]:
    """Yield the table of what is promised of the numbers, and what was measured."""
    largest = max(sizes)

    def one(job: str, name: str, size: int) -> Program:
        return next(
            each for each in programs if (each.job, each.name, each.tasks) == (job, name, size)
        )

    def ratio(job: str, peer: str, size: int) -> float:
        return _pairs(one(job, "papi", size), one(job, peer, size))[1]

    memory = max(one(job, "papi", largest).memory for job in ("check", "tasks"))
    slowest = max(
        _pairs(one("shipped", command, 76), one("imports", libraries, 0))[1]
        for command, libraries in _SHIPPED.items()
    )
    yield "| promised | at most | measured |"
    yield "| --- | ---: | ---: |"
    for peer in ("yamllint", "check-jsonschema", "doorstop"):
        worst = max(ratio("check", peer, size) for size in sizes)
        yield f"| `papi check` / {peer}, at every size | 1 | {worst:.2f} |"
    yield (
        f"| `papi check` / bean-check, {largest:,} tasks | 2 |"
        f" {ratio('check', 'bean-check', largest):.2f} |"
    )
    yield (
        f"| `papi tasks` / yaml.compose, {largest:,} tasks | 1.5 |"
        f" {ratio('tasks', 'yaml.compose', largest):.2f} |"
    )
    yield (
        f"| memory of `papi check` and `papi tasks` / the file, {largest:,} tasks | 12 |"
        f" {memory / 1_000_000 / sizes[largest]:.1f} |"
    )
    yield f"| any command on the shipped plan / bare imports | 1.2 | {slowest:.2f} |"
    yield ""


def _pairs(ours: Program, theirs: Program) -> tuple[float, float, float]:
    """Return the lowest, the median and the highest ratio of runs that took turns."""
    pairs = [mine / other for mine, other in zip(ours.seconds, theirs.seconds, strict=False)]
    return min(pairs), statistics.median(pairs), max(pairs)


def _ratio(ours: Program, theirs: Program) -> str:
    """Return how much of the other's time papi takes: the median of pairs, and their spread."""
    least, middle, most = _pairs(ours, theirs)
    return f"{middle:.2f} ({least:.2f}-{most:.2f})"


def _page(programs: Sequence[Program]) -> str:
    peers = ("yamllint", "check-jsonschema", "doorstop", "beancount", "PyYAML")
    versions = ", ".join(f"{name} {version(name)}" for name in peers)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    sizes = {
        each.tasks: (each.folder / "plan.yaml").stat().st_size / 1_000_000
        for each in programs
        if each.name == "papi"
    }
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `make bench`; every number is of whole commands, start-up and all, on"
            " generated plans of 76, 1,000 and 10,000 tasks"
            f" ({', '.join(f'{size:.2f} MB' for size in sizes.values())}).",
            "A first run of each is not counted, runs of all programs take turns; what takes over"
            f" {LONG:.0f} s runs less often.",
            f"The machine: {machine}, Python {platform.python_version()}; {versions}.",
            "The peers judge less: yamllint the layout, check-jsonschema the shape by papi's own"
            " schema, doorstop links and levels of the tasks as requirements, bean-check the tasks"
            " as transactions; none of them knows agencies, groups or deadlines.",
            "A ratio is the median of those of runs that took turns, with the lowest and the"
            " highest in brackets; memory is the most that a process held.",
            "",
            *_promises(programs, sizes),
            "![Seconds by number of tasks](performance.svg)",
            "",
            *_table(programs),
            *_shipped_table(programs),
        ]
    )


def main() -> None:
    """Measure, then write the page and the chart."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument(
        "--long", type=int, default=3, help=f"runs of what takes over {LONG:.0f} s"
    )
    options.add_argument("--docs", type=Path, default=DOCS, help="where the page is written")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        programs: list[Program] = []
        for size in SIZES:
            inside = Path(folder, str(size))
            inside.mkdir()
            programs += _programs(size, inside)
        programs += _shipped(Path(folder))
        _measure(programs, chosen.runs, chosen.long)
        page = _page(programs)
    points = {
        name: [
            (each.tasks, each.median)
            for each in programs
            if (each.job, each.name) == ("check", name)
        ]
        for name in dict.fromkeys(each.name for each in programs if each.job == "check")
    }
    (chosen.docs / "performance.md").write_text(page, encoding="utf-8", newline="\n")
    svg = chart("Checking a plan", "tasks", "seconds", points)
    (chosen.docs / "performance.svg").write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

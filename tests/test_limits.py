"""A megabyte of anything: judged within two seconds of the processor and 500 MB."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PLAN, ROOT, Result
from tests.inside import MOST_SECONDS

MEGABYTE = 1_000_000
MOST_BYTES = 500_000_000
HEAD = (
    'schema: 1\ndocument: {type: K, number: "1", date: 2021-01-01, issuer: I, place: P, subject: S,'
    " period: {from: 2021-01-01, to: 2021-12-31}%s}\n"
)
TASK = "{text: t, lead: [A], coordinating: [], deadline: Thường xuyên}"


def plan(agencies: str = "{name: A}", dimensions: str = "", *, more: str = "") -> str:
    """Return a plan in flow style, its parts as given."""
    dimensions = dimensions or f'{{id: "1", name: D, tasks: [{TASK}]}}'
    return f"{HEAD % more}agencies: [{agencies}]\ndimensions: [{dimensions}]\n"


def filled(piece: Callable[[int], str], size: int) -> str:
    """Return as many pieces as fit into `size` bytes."""
    pieces, length, number = [], 0, 0
    while length + len(following := piece(number).encode()) <= size:
        pieces.append(following.decode())
        length += len(following)
        number += 1
    return "".join(pieces)


def diamond() -> str:
    """Return groups of which each holds all former ones."""
    agencies, length, names = [], 0, [""]
    while length < MEGABYTE - 50_000:
        members = ", ".join(names[1:])
        agencies.append(f"{{name: a{len(names)}, members: [{members}]}},")
        names.append(f"a{len(names)}")
        length += len(agencies[-1])
    return "{name: A}," + "".join(agencies[:-1])


def dimension(tasks: str, more: str = "lead: [A], deadline: x", number: str = "1") -> str:
    """Return a dimension with its tasks straight below it."""
    return f'{{id: "{number}", name: D0, {more}, tasks: [{tasks}]}}'


MANY = 2000
FED = f"{{source: {'a' * 50}, reading: a}},"
WITH_ACT = ", source: act.txt"
PLANS: dict[str, tuple[str, str]] = {
    # A plan, and the act beside it.
    "an id as long as a book": (
        plan(
            dimensions=dimension(
                filled(lambda n: f'{{id: "{n}", text: t}},', 580_000), number="1" * 400_000
            )
        ),
        "",
    ),
    "as many errors of form as fit": (plan(dimensions="{}," * 200_000), ""),
    "as many unknown keys as fit": (
        HEAD % "" + filled(lambda n: f"k{n}: 1\n", 900_000) + "agencies: []\ndimensions: []\n",
        "",
    ),
    "as many unknown agencies as fit": (
        plan(dimensions=dimension(filled(lambda n: f"{{text: t{n}, lead: [B{n}]}},", 950_000))),
        "",
    ),
    "groups in groups in groups": (
        plan(filled(lambda n: f"{{name: a{n}, members: [a{n + 1}]}},", 900_000)),
        "",
    ),
    "groups that hold all others": (plan(diamond()), ""),
    "the longest names, nearly alike": (
        plan(f"{{name: {'a' * 400_000}}},{{name: {'a' * 400_001}}}"),
        "",
    ),
    "corrections that feed each other": (
        plan(
            dimensions=dimension(
                f"{{text: {'a' * 900}}}," * 900,
                f"corrections: [{FED * 60}]",
            ),
            more=WITH_ACT,
        ),
        "x\n",
    ),
    "phrases of time without end": (
        plan(
            dimensions=dimension(
                filled(lambda n: f"{{text: t, deadline: {n:05}{' đến a' * 25}}},", 950_000),
                "lead: [A]",
            )
        ),
        "",
    ),
    "an act of nothing that the plan says": (
        plan(
            dimensions=dimension(filled(lambda n: f"{{text: việc này {n}}},", 950_000)),
            more=WITH_ACT,
        ),
        "việc này chỉ " * 60_000,
    ),
    "an act in one line of one table": (
        plan(
            dimensions=dimension("{text: y, deadline: x}", "lead: []"),
            more=f"{WITH_ACT}, appendix: {{title: T, columns: [a, b, Thời gian]}}",
        ),
        "D0 " + "x y " * 240_000 + "\t\tz\n",
    ),
    "an act with a time of its own for each of many tasks": (
        plan(
            dimensions=dimension(
                "".join(f"{{text: Nội dung {n}, deadline: Đợt {n}}}," for n in range(MANY)),
                "lead: [A]",
            ),
            more=WITH_ACT,
        ),
        "D0 A\n" + "".join(f"Nội dung {n}\tĐợt {n}\n" for n in range(MANY)),
    ),
}


MEASURE = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w", encoding="utf-8") as stream:
    json.dump([code, used.ru_utime + used.ru_stime, used.ru_maxrss], stream)
"""
"""A process between, which is small: what is started begins with the memory of what starts it."""


@pytest.fixture
def measured(tmp_path: Path) -> Callable[..., Result]:
    """Run papi and look at what it took of the processor and of memory."""
    pytest.importorskip("resource", reason="this system does not say what a process took")
    # Measuring what is covered takes longer than the work.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

    def run(*args: str) -> Result:
        took = tmp_path / "took.json"
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(took), sys.executable, "-m", "papi_cli", *args],
            cwd=tmp_path, env=plain | {"PYTHONPATH": str(ROOT)}, capture_output=True,
            encoding="utf-8", check=True,
        )  # fmt: skip
        code, seconds, size = json.loads(took.read_text(encoding="utf-8"))
        assert "Traceback" not in done.stderr
        assert seconds < MOST_SECONDS
        assert size * (1 if sys.platform == "darwin" else 1024) < MOST_BYTES
        return Result(code, done.stdout, done.stderr)

    return run


@pytest.mark.parametrize("case", PLANS)
def test_a_megabyte_of_a_plan_is_checked(
    measured: Callable[..., Result], tmp_path: Path, case: str
) -> None:
    text, act = PLANS[case]
    assert max(len(text.encode()), len(act.encode())) > 60_000
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "act.txt").write_text(act or "x", encoding="utf-8")
    assert measured("check", "plan.yaml").code in {0, 1}


@pytest.mark.parametrize(
    "args", [["tasks"], ["agencies"], ["matrix"], ["tasks", "--agency", "a1"]], ids="-".join
)
def test_a_megabyte_of_agencies_is_asked(
    measured: Callable[..., Result], tmp_path: Path, args: list[str]
) -> None:
    number = 10_000
    agencies = "".join(f"{{name: a{n}}}," for n in range(number))
    groups = "".join(
        f"{{name: g{n}, members: [{', '.join(f'a{(7 * n + m) % number}' for m in range(10))}]}},"
        for n in range(8_000)
    )
    (tmp_path / "plan.yaml").write_text(plan("{name: A}," + agencies + groups), encoding="utf-8")
    assert measured("--plan", "plan.yaml", *args).code == 0


@pytest.fixture(scope="module")
def checklist(papi: Callable[..., Result]) -> str:
    return papi("checklist", "--agency", "UBND xã Yến Dương").out


FIRST = "- [ ] **1.1.d** Triển khai đầy đủ"
CHECKLISTS: dict[str, tuple[str, str]] = {
    # Each as what is put behind a place, and that place.
    "words without end behind a task": ("đến các thôn, tổ dân phố", " xin" * 250_000),
    "lines without end behind a task": (FIRST, "\n  x" * 5_000),
    "paragraphs": ("", "đã làm\n\n" * 4_000),
    "lines": ("", "đã làm\n" * 4_000),
    "labels of tasks": ("", "".join(f"1.1.d {'x ' * 15}{n}\n" for n in range(3_000))),
    "words that may be labels": ("", "".join(f"a{n} b{n} c d e f g h\n" for n in range(3_000))),
    "fences": ("", "```\n- [ ] **1.1.a** x\n~~~\n" * 2_600),
    "comments": ("", "<!-- x\n- [ ] **1.1.a** x\n\n" * 2_600),
    "items": ("", "- a\n" * 5_000),
    "tasks twice": ("", "- [x] **1.1.d** x\n\n  Kết quả: xong\n\n" * 2_000),
    "tasks that are gone": ("", "".join(f"- [x] **9.{n}** x\n" for n in range(5_000))),
    "headings": ("", "# a\n" * 5_000),
    "quotations": ("", f"{'>' * 30}a\n" * 5_000),
    "tables": ("", "|a\n|-\n\n" * 2_600),
    "a megabyte of items": ("", "- a\n" * 250_000),
    "a megabyte of one line": ("", "[" * MEGABYTE),
    "a megabyte of a seal": ("<!-- papi: ", "\nabcdefgh ijklmnop" * 55_000),
}


@pytest.mark.parametrize("case", CHECKLISTS)
def test_a_megabyte_of_a_checklist_is_read_and_written_anew(
    measured: Callable[..., Result], tmp_path: Path, checklist: str, case: str
) -> None:
    place, more = CHECKLISTS[case]
    at = checklist.index(place) + len(place) if place else checklist.index("<!-- papi:")
    text = f"{checklist[:at]}{more}{checklist[at:]}"
    path = tmp_path / "in" / "ubnd-xa-yen-duong.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert measured("progress", "in", "--plan", str(PLAN)).code in {0, 1}
    done = measured("checklist", "--agency", "UBND xã Yến Dương", "-o", "in", "--plan", str(PLAN))
    assert done.code in {0, 3}
    if done.code == 3:
        assert path.read_text(encoding="utf-8") == text


def test_a_checklist_that_is_too_long_is_said_to_be(
    papi: Callable[..., Result], tmp_path: Path, checklist: str
) -> None:
    path = tmp_path / "x.md"
    path.write_text(checklist + "a\n" * 20_000, encoding="utf-8")
    result = papi("progress", str(path))
    assert result.code == 1
    assert "dài quá 6660 dòng hoặc 366000 chữ nên không được tính" in result.err

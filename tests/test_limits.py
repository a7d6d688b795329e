"""A megabyte of anything: judged within two seconds of the processor and 500 MB.

That is looked at by `make thorough`; every test run takes a tenth of each. A bound on time is five
times what was measured, so that no other work on the machine turns a test red.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.office.package import OfficeKind
from tests.conftest import PLAN, ROOT, Result
from tests.inside import MOST_BYTES, MOST_SECONDS, run
from tests.office import packages

MEGABYTE = 1_000_000
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


def diamond(size: int) -> str:
    """Return groups of which each holds all former ones."""
    agencies, length, names = [], 0, [""]
    while length < 0.95 * size:
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
PLANS: dict[str, Callable[[int], tuple[str, str]]] = {
    # A plan of so many bytes, and the act beside it.
    "an id as long as a book": lambda size: (
        plan(
            dimensions=dimension(
                filled(lambda n: f'{{id: "{n}", text: t}},', 58 * size // 100),
                number="1" * (40 * size // 100),
            )
        ),
        "",
    ),
    "as many errors of form as fit": lambda size: (plan(dimensions="{}," * (size // 5)), ""),
    "as many unknown keys as fit": lambda size: (
        HEAD % ""
        + filled(lambda n: f"k{n}: 1\n", 90 * size // 100)
        + "agencies: []\ndimensions: []\n",
        "",
    ),
    "as many unknown agencies as fit": lambda size: (
        plan(
            dimensions=dimension(
                filled(lambda n: f"{{text: t{n}, lead: [B{n}]}},", 95 * size // 100)
            )
        ),
        "",
    ),
    "groups in groups in groups": lambda size: (
        plan(filled(lambda n: f"{{name: a{n}, members: [a{n + 1}]}},", 90 * size // 100)),
        "",
    ),
    "groups that hold all others": lambda size: (plan(diamond(size)), ""),
    "the longest names, nearly alike": lambda size: (
        plan(f"{{name: {'a' * (40 * size // 100)}}},{{name: {'a' * (40 * size // 100 + 1)}}}"),
        "",
    ),
    "corrections that feed each other": lambda size: (
        plan(
            dimensions=dimension(
                f"{{text: {'a' * 900}}}," * (9 * size // 10_000),
                f"corrections: [{FED * 60}]",
            ),
            more=WITH_ACT,
        ),
        "x\n",
    ),
    "phrases of time without end": lambda size: (
        plan(
            dimensions=dimension(
                filled(
                    lambda n: f"{{text: t, deadline: {n:05}{' đến a' * 25}}},", 95 * size // 100
                ),
                "lead: [A]",
            )
        ),
        "",
    ),
    "an act of nothing that the plan says": lambda size: (
        plan(
            dimensions=dimension(filled(lambda n: f"{{text: việc này {n}}},", 95 * size // 100)),
            more=WITH_ACT,
        ),
        "việc này chỉ " * (6 * size // 100),
    ),
    "an act in one line of one table": lambda size: (
        plan(
            dimensions=dimension("{text: y, deadline: x}", "lead: []"),
            more=f"{WITH_ACT}, appendix: {{title: T, columns: [a, b, Thời gian]}}",
        ),
        "D0 " + "x y " * (24 * size // 100) + "\t\tz\n",
    ),
    "an act with a time of its own for each of many tasks": lambda size: (
        plan(
            dimensions=dimension(
                "".join(
                    f"{{text: Nội dung {n}, deadline: Đợt {n}}},"
                    for n in range(MANY * size // MEGABYTE)
                ),
                "lead: [A]",
            ),
            more=WITH_ACT,
        ),
        "D0 A\n" + "".join(f"Nội dung {n}\tĐợt {n}\n" for n in range(MANY * size // MEGABYTE)),
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
        assert seconds < 5 * MOST_SECONDS  # two on an idle machine
        assert size * (1 if sys.platform == "darwin" else 1024) < MOST_BYTES
        return Result(code, done.stdout, done.stderr)

    return run


SMALL = MEGABYTE // 10


def put(folder: Path, case: str, size: int) -> None:
    text, act = PLANS[case](size)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    (folder / "act.txt").write_text(act or "x", encoding="utf-8")


@pytest.mark.parametrize("case", PLANS)
def test_a_tenth_of_a_megabyte_of_a_plan_is_checked(tmp_path: Path, case: str) -> None:
    put(tmp_path, case, SMALL)
    done = run(["check", "plan.yaml"], tmp_path, bounded=True)
    assert done.code in {0, 1}
    assert done.seconds < MOST_SECONDS


@pytest.mark.thorough
@pytest.mark.parametrize("case", PLANS)
def test_a_megabyte_of_a_plan_is_checked(
    measured: Callable[..., Result], tmp_path: Path, case: str
) -> None:
    text, act = PLANS[case](MEGABYTE)
    assert max(len(text.encode()), len(act.encode())) > 60_000
    put(tmp_path, case, MEGABYTE)
    assert measured("check", "plan.yaml").code in {0, 1}


QUESTIONS = [["tasks"], ["agencies"], ["matrix"], ["tasks", "--agency", "a1"]]


@pytest.mark.parametrize("args", QUESTIONS, ids="-".join)
def test_a_tenth_of_a_megabyte_of_agencies_is_asked(tmp_path: Path, args: list[str]) -> None:
    put_agencies(tmp_path, 1_000)
    done = run(["--plan", "plan.yaml", *args], tmp_path, bounded=True)
    assert done.code == 0
    assert done.seconds < MOST_SECONDS


@pytest.mark.thorough
@pytest.mark.parametrize("args", QUESTIONS, ids="-".join)
def test_a_megabyte_of_agencies_is_asked(
    measured: Callable[..., Result], tmp_path: Path, args: list[str]
) -> None:
    put_agencies(tmp_path, 10_000)
    assert measured("--plan", "plan.yaml", *args).code == 0


def put_agencies(folder: Path, number: int) -> None:
    agencies = "".join(f"{{name: a{n}}}," for n in range(number))
    groups = "".join(
        f"{{name: g{n}, members: [{', '.join(f'a{(7 * n + m) % number}' for m in range(10))}]}},"
        for n in range(8 * number // 10)
    )
    (folder / "plan.yaml").write_text(plan("{name: A}," + agencies + groups), encoding="utf-8")


@pytest.fixture(scope="module")
def checklist(papi: Callable[..., Result]) -> str:
    return papi("checklist", "--agency", "UBND xã Yến Dương").out


FIRST = "- [ ] **1.1.d** Triển khai đầy đủ"
CHECKLISTS: dict[str, tuple[str, Callable[[int], str]]] = {
    # Each as a place, and what is put behind it: all, a tenth part of it.
    "words without end behind a task": (
        "đến các thôn, tổ dân phố",
        lambda part: " xin" * (250_000 // part),
    ),
    "lines without end behind a task": (FIRST, lambda part: "\n  x" * (5_000 // part)),
    "paragraphs": ("", lambda part: "đã làm\n\n" * (4_000 // part)),
    "lines": ("", lambda part: "đã làm\n" * (4_000 // part)),
    "labels of tasks": (
        "",
        lambda part: "".join(f"1.1.d {'x ' * 15}{n}\n" for n in range(3_000 // part)),
    ),
    "words that may be labels": (
        "",
        lambda part: "".join(f"a{n} b{n} c d e f g h\n" for n in range(3_000 // part)),
    ),
    "fences": ("", lambda part: "```\n- [ ] **1.1.a** x\n~~~\n" * (2_600 // part)),
    "comments": ("", lambda part: "<!-- x\n- [ ] **1.1.a** x\n\n" * (2_600 // part)),
    "items": ("", lambda part: "- a\n" * (5_000 // part)),
    "tasks twice": ("", lambda part: "- [x] **1.1.d** x\n\n  Kết quả: xong\n\n" * (2_000 // part)),
    "tasks that are gone": (
        "",
        lambda part: "".join(f"- [x] **9.{n}** x\n" for n in range(5_000 // part)),
    ),
    "headings": ("", lambda part: "# a\n" * (5_000 // part)),
    "quotations": ("", lambda part: f"{'>' * 30}a\n" * (5_000 // part)),
    "tables": ("", lambda part: "|a\n|-\n\n" * (2_600 // part)),
    "a megabyte of items": ("", lambda part: "- a\n" * (250_000 // part)),
    "a megabyte of one line": ("", lambda part: "[" * (MEGABYTE // part)),
    "a megabyte of fingerprints": (
        "<!-- papi: ",
        lambda part: "\nabcdefgh ijklmnop" * (55_000 // part),
    ),
}


def put_checklist(folder: Path, checklist: str, case: str, part: int) -> Path:
    place, more = CHECKLISTS[case]
    at = checklist.index(place) + len(place) if place else checklist.index("<!-- papi:")
    path = folder / "in" / "ubnd-xa-yen-duong.md"
    path.parent.mkdir()
    path.write_text(f"{checklist[:at]}{more(part)}{checklist[at:]}", encoding="utf-8")
    return path


COUNT = ["progress", "in", "--plan", str(PLAN)]
WRITE = ["checklist", "--agency", "UBND xã Yến Dương", "-o", "in", "--plan", str(PLAN)]


@pytest.mark.parametrize("case", CHECKLISTS)
def test_a_tenth_of_a_megabyte_of_a_checklist_is_read_and_written_anew(
    tmp_path: Path, checklist: str, case: str
) -> None:
    path = put_checklist(tmp_path, checklist, case, 10)
    text = path.read_text(encoding="utf-8")
    counted = run(COUNT, tmp_path, bounded=True)
    assert counted.code in {0, 1}
    written = run(WRITE, tmp_path, bounded=True)
    assert written.code in {0, 3}
    assert max(counted.seconds, written.seconds) < 2 * MOST_SECONDS
    if written.code == 3:
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.thorough
@pytest.mark.parametrize("case", CHECKLISTS)
def test_a_megabyte_of_a_checklist_is_read_and_written_anew(
    measured: Callable[..., Result], tmp_path: Path, checklist: str, case: str
) -> None:
    path = put_checklist(tmp_path, checklist, case, 1)
    text = path.read_text(encoding="utf-8")
    assert measured(*COUNT).code in {0, 1}
    done = measured(*WRITE)
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
    assert "dài quá 6680 dòng hoặc 368000 chữ nên không được tính" in result.err


REFUSED = [
    "200 megabytes of zeros", "a part that is longer than it says", "a million elements",
    "entities in entities", "a cell over five million columns", "a cell in the last corner",
    "a whole sheet merged", "a program in Word",
]  # fmt: skip
"""Of each reason why a Word file or a workbook is not opened one."""


def put_office(folder: Path, kind: OfficeKind, data: bytes) -> Path:
    path = folder / "in" / f"ubnd-xa-yen-duong.{kind}"
    path.parent.mkdir()
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_office_file_is_said_to_be_and_left_alone(tmp_path: Path, case: str) -> None:
    kind, make, said = packages.HOSTILE[case]
    data = make()
    path = put_office(tmp_path, kind, data)
    counted = run(COUNT, tmp_path, bounded=True)
    assert counted.code == 1
    assert len([line for line in counted.err.splitlines() if said in line]) == 1
    written = run([*WRITE, "--format", kind], tmp_path, bounded=True)
    assert written.code == 3
    assert said in written.err
    assert path.read_bytes() == data
    assert max(counted.seconds, written.seconds) < MOST_SECONDS


def _word_row(*cells: str) -> str:
    paragraphs = (f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in cells)
    return f"<w:tr>{''.join(paragraphs)}</w:tr>"


def _word_table(*rows: str) -> bytes:
    return packages.word(
        f"<w:tbl>{_word_row('Mã số', 'Nội dung', 'Kết quả')}{''.join(rows)}</w:tbl>"
    )


def _sheet_row(number: int, *cells: str) -> str:
    texts = "".join(
        f'<c r="{column}{number}" t="inlineStr"><is><t>{each}</t></is></c>'
        for column, each in zip("ABC", cells, strict=True)
    )
    return f'<row r="{number}">{texts}</row>'


def _sheet(*rows: tuple[str, str, str]) -> bytes:
    whole = [("Mã số", "Nội dung", "Kết quả"), *rows]
    return packages.excel("".join(_sheet_row(at, *each) for at, each in enumerate(whole, start=1)))


_STRANGE = "việc lạ tuyên truyền phổ biến pháp luật"
LARGE: dict[str, tuple[OfficeKind, Callable[[int], bytes]]] = {
    # As much as is opened: all, a tenth part of it.
    "empty paragraphs": (OfficeKind.WORD, lambda part: packages.word("<w:p/>" * (29_000 // part))),
    "a paragraph of letters each in a run": (
        OfficeKind.WORD,
        lambda part: packages.word(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * (149_000 // part)}</w:p>"),
    ),
    "fields that do not end": (
        OfficeKind.WORD,
        lambda part: packages.word(
            "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * (99_000 // part) + "</w:p>"
        ),
    ),
    "one task in all rows": (
        OfficeKind.WORD,
        lambda part: _word_table(_word_row("1.1.a", "Triển khai", "xong") * (9_000 // part)),
    ),
    "tasks that nobody knows": (
        OfficeKind.WORD,
        lambda part: _word_table(
            *(_word_row(f"9.{n}", f"{_STRANGE} {n}", "xong") for n in range(9_000 // part))
        ),
    ),
    "a result as long as books": (
        OfficeKind.WORD,
        lambda part: _word_table(_word_row("1.1.a", "Triển khai", "việc " * (1_000_000 // part))),
    ),
    "numbers": (
        OfficeKind.EXCEL,
        lambda part: packages.excel(
            "".join(
                f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="G{n}"><v>1</v></c></row>'
                for n in range(1, 19_000 // part)
            )
        ),
    ),
    "rows of a task that nobody knows": (
        OfficeKind.EXCEL,
        lambda part: _sheet(*((f"9.{n}", f"{_STRANGE} {n}", "xong") for n in range(9_000 // part))),
    ),
    "styles": (
        OfficeKind.EXCEL,
        lambda part: packages.excel(styles='<xf numFmtId="0"/>' * (29_000 // part)),
    ),
}


@pytest.mark.parametrize("case", LARGE)
def test_a_tenth_of_what_is_opened_of_office_files_is_read(tmp_path: Path, case: str) -> None:
    kind, make = LARGE[case]
    put_office(tmp_path, kind, make(10))
    counted = run(COUNT, tmp_path, bounded=True)
    assert counted.code in {0, 1}
    assert counted.seconds < MOST_SECONDS


@pytest.mark.thorough
@pytest.mark.parametrize("case", LARGE)
def test_all_that_is_opened_of_office_files_is_read(
    measured: Callable[..., Result], tmp_path: Path, case: str
) -> None:
    kind, make = LARGE[case]
    put_office(tmp_path, kind, make(1))
    assert measured(*COUNT).code in {0, 1}
    assert measured(*WRITE, "--format", kind).code in {0, 3}

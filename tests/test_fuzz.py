"""Input that nobody would write by hand: never a traceback, a wrong exit code, or a long wait."""

import copy
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checking.rules import RULES
from papi_cli.safe_text import INVISIBLE
from tests import fuzz, inside
from tests.conftest import PLANS, ROOT, examples
from tests.inside import MOST_SECONDS, Run, StuckError, run
from tests.office.broken import broken_bytes, broken_members, broken_trees
from tests.plan.test_shape import plain_data
from tests.test_docs import EXAMPLE

SMALL = PLANS / "good" / "doubt.yaml"
SMALL_TEXT = SMALL.read_text(encoding="utf-8")
PLAIN = [plain_data(SMALL), yaml.safe_load(re.sub(r"(\d{4}-\d\d-\d\d)", r'"\1"', EXAMPLE))]
RAW = re.compile(f"[\x00-\x08\x0b-\x1f{INVISIBLE}]")
"""What a terminal would obey."""

ODD = st.sampled_from(
    [
        "", " ", "a", "đ", "1", "1.10", "../../x", "..", "/", "C:\\x", "CON", "nul", "[/red]", "[x]",
        "{{ 1 }}", "{% raw %}", "a: b", "# x", "- a", "Sở Nội vụ", "so noi vu", "UBND cấp xã",
        "Các sở, ban, ngành", "III.1", "1.1", "1.1.a", "Quý II/2021", "trước ngày 30/2/2021",
        "hằng quý", "\x1b[31mđỏ", "\u202etrái", "\u2066x", "\x85", "\ufeff", "\u200b", "dòng\nhai",
        "\x00", "\ud800", "a\u0302", "|", "`", "**x**", "<!-- x", "=1+1", "9" * 400, "x" * 5000,
    ]
)  # fmt: skip
TEXT = st.one_of(ODD, st.text(max_size=20))
SCALAR = st.one_of(TEXT, st.none(), st.booleans(), st.integers(), st.floats(), st.dates())
TREE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(TEXT, SCALAR), inner, max_size=4),
        st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(
                ("schema", "document", "agencies", "dimensions", "tasks", "id", "name", "text",
                 "lead", "members", "doubts", "targets", "deadline", "corrections"), inner,
            ),
        ),
    ),
    max_leaves=20,
)  # fmt: skip


def held(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values in plain data."""
    paths = [path] if path else []
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        paths += [each for key, part in inner for each in held(part, (*path, key))]
    return paths


PATHS = [held(each) for each in PLAIN]


@st.composite
def broken_plans(draw: st.DrawFn) -> str:
    """Make a valid plan with a thing or two broken."""
    which = draw(st.integers(0, len(PLAIN) - 1))
    data = copy.deepcopy(PLAIN[which])
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(PATHS[which]))
        holder = data
        try:
            for step in path[:-1]:
                holder = holder[step]
            old = holder[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        match draw(st.sampled_from(["odd", "tree", "drop", "twice", "change"])):
            case "odd":
                holder[path[-1]] = draw(ODD)
            case "tree":
                holder[path[-1]] = draw(TREE)
            case "drop":
                del holder[path[-1]]
            case "twice" if isinstance(holder, list):
                holder.append(copy.deepcopy(old))
            case "change" if isinstance(old, str):
                holder[path[-1]] = old + draw(TEXT)
    return dumped(data)


def dumped(data: Any) -> str:
    try:
        return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    except (yaml.YAMLError, UnicodeError):
        return "schema: 1\n"


@st.composite
def cut_up(draw: st.DrawFn, texts: list[str], bits: list[str]) -> bytes:
    """Make a text with bytes or lines of it put in, taken out, doubled or swapped."""
    data = draw(st.sampled_from(texts)).encode()
    for _ in range(draw(st.integers(1, 5))):
        at, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        end = min(end, at + draw(st.sampled_from([0, 1, 5, 80, 2000])))
        match draw(st.sampled_from(["in", "out", "twice", "line", "raw"])):
            case "in":
                data = data[:at] + draw(st.sampled_from(bits)).encode() + data[at:]
            case "out":
                data = data[:at] + data[end:]
            case "twice":
                data = data[:end] + data[at:end] * draw(st.integers(1, 3)) + data[end:]
            case "line":
                lines = data.split(b"\n")
                first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
                lines[first], lines[second] = lines[second], lines[first]
                data = b"\n".join(lines)
            case "raw":
                data = data[:at] + draw(st.binary(max_size=8)) + data[end:]
    return data


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder, alone in another one, that is gone afterwards."""
    around = Path(tempfile.mkdtemp())
    path = around / "in"
    path.mkdir()
    try:
        yield path
    except StuckError as error:
        # Nothing makes its example smaller: each try would take as long.
        for each in sorted(path.rglob("*")):
            if each.is_file():
                error.add_note(f"{each.name}: {each.read_bytes()[:5000]!r}")
        raise
    finally:
        shutil.rmtree(around)


def judged(args: list[str], where: Path, codes: set[int], *, data: bool = True) -> Run:
    """Run a command and look at all that holds of every run; `data` where stdout is no document."""
    done = run(args, where, bounded=True)
    assert done.code in codes, (args, done.code, done.err)
    assert done.seconds < MOST_SECONDS, args
    assert not RAW.search(done.err), args
    if data:
        assert not RAW.search(done.out.removeprefix("\ufeff")), args  # a spreadsheet's mark
    if done.code in {2, 3}:
        assert re.search(r"^papi: .+\.$|^papi: .+[;:] .+$", done.err, re.MULTILINE), done.err
    return done


NOBODY = re.compile("Không có cơ quan nào tên|hợp với nhiều cơ quan|không có nhiệm vụ nào")
"""What is said where the agency that was asked for is none of the plan's, or has no work."""
QUESTIONS: dict[str, tuple[list[str], re.Pattern[str]]] = {
    # A question to a valid plan, and what is said of it where it cannot be answered.
    "tasks": (["tasks"], re.compile("(?!)")),
    "of an agency": (["tasks", "--agency", "Sở Nội vụ", "--format", "json"], NOBODY),
    "of a time": (["tasks", "--deadline", "Quý II/2021", "--format", "csv"], re.compile("(?!)")),
    "of a day": (["tasks", "--on", "2021-06-01", "--format", "md"], re.compile("(?!)")),
    "a task": (["show", "1.1.a"], re.compile("Không có nhiệm vụ")),
    "agencies": (["agencies", "--format", "md"], re.compile("(?!)")),
    "the matrix": (["matrix", "--format", "json"], re.compile("(?!)")),
}
"""Each is answered where the plan is valid, or else with 2 and that sentence: never with 3."""
DOCUMENTS: list[list[str]] = [
    ["checklist", "--all", "-o", "out"],
    ["action-plan", "--all", "-o", "out"],
    ["report", "--all", "--from", "out", "-o", "out"],
    ["report", "--consolidated", "--from", "out", "--agency", "Sở Nội vụ"],
    ["progress", "out", "--expect", "all", "--format", "json"],
    ["letter", "out", "--on", "2021-12-16", "--due", "2021-12-20", "--each", "-o", "out"],
    ["checklist", "--all", "-o", "out", "--notice", "out", "--was", "plan.yaml"],
    ["action-plan", "--all", "-o", "word", "--format", "docx"],
    ["calendar", "--all", "-o", "out"],
]
NO_WORK = re.compile("Không cơ quan nào có nhiệm vụ|Không có cơ quan nào|Ghi |nào có nhiệm vụ")


def ask_everything(where: Path) -> None:
    """Run every command on `plan.yaml` in a folder: each has the exit code that fits the plan."""
    checked = judged(["check", "plan.yaml", "--format", "json"], where, {0, 1, 3})
    (file,) = json.loads(checked.out)["files"]
    assert checked.code == (3 if file["unread"] else 1 if file["errors"] else 0)
    faulty = 3 if file["unread"] else 1 if file["errors"] + file["warnings"] else 0
    judged(["check", "plan.yaml"], where, {checked.code})
    judged(["check", "--strict", "plan.yaml", "--format", "github"], where, {faulty})
    json.loads(judged(["check", "plan.yaml", "--format", "sarif"], where, {checked.code}).out)
    # What is wrong with the act alone stops no question.
    stops = file["unread"] or any(
        each["level"] == "error" and RULES[each["rule"]].queries for each in file["problems"]
    )
    plan = ["--plan", "plan.yaml"]
    if stops:
        for args, _ in QUESTIONS.values():
            assert judged([*args, *plan], where, {3}).out == ""
        for args in (*DOCUMENTS, ["baseline", "signed.yaml"]):
            assert judged([*args, *plan], where, {3}).out == ""
        judged(["diff", "plan.yaml", str(SMALL)], where, {3})
        assert [each.name for each in where.iterdir()] == ["plan.yaml"]
        return
    for args, why in QUESTIONS.values():
        done = judged([*args, *plan], where, {0, 2})
        assert done.code == 0 or why.search(done.err), (args, done.err)
        if done.code == 0 and "json" in args:
            json.loads(done.out)
    written = judged([*DOCUMENTS[0], *plan], where, {0, 2})
    for args in DOCUMENTS[1:]:
        done = judged([*args, *plan], where, {0, 2} if written.code == 0 else {2, 3}, data=False)
        if args[0] == "progress" and done.code == 0:
            json.loads(done.out)
    judged(["page", "-o", "page.html", *plan], where, {0}, data=False)
    judged(["baseline", "signed.yaml", *plan], where, {0})
    judged(["check", "plan.yaml", "--baseline", "signed.yaml"], where, {checked.code})
    judged(["diff", "plan.yaml", str(SMALL)], where, {0, 1})
    names = {path.relative_to(where).as_posix() for path in where.rglob("*") if path.is_file()}
    for name in names - {"plan.yaml", "page.html", "signed.yaml"}:
        assert re.fullmatch(r"out/[a-z0-9-]+\.(md|ics)|word/[a-z0-9-]+\.docx", name), name
    assert [each.name for each in where.parent.iterdir()] == ["in"]


def test_a_valid_plan_is_asked_everything() -> None:
    for content in (SMALL_TEXT, EXAMPLE):
        with folder() as where:
            (where / "plan.yaml").write_text(content, encoding="utf-8")
            ask_everything(where)


def test_what_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "HANG_SECONDS", 0.2)
    monkeypatch.setattr("papi_cli.commands.app.main", lambda: [None for _ in iter(int, 1)])
    with folder() as where, pytest.raises(StuckError):
        run(["tasks"], where, bounded=True)


def test_what_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not say how much memory a process has")
    monkeypatch.setattr("papi_cli.commands.app.main", lambda: len(bytearray(2 * inside.MOST_BYTES)))
    with folder() as where, pytest.raises(MemoryError):
        run(["tasks"], where, bounded=True)


@examples(4, 40)
@given(st.one_of(st.binary(max_size=300), cut_up([SMALL_TEXT], ["\t", "&a", "*a", "!x ", "- ", "{", "\x00", "\r", "\ufeff", "---\n", "? ", "|\n"])))  # fmt: skip
def test_any_bytes_for_a_plan(content: bytes) -> None:
    with folder() as where:
        (where / "plan.yaml").write_bytes(content)
        ask_everything(where)


@examples(4, 40)
@given(TREE)
def test_any_tree_for_a_plan(data: Any) -> None:
    with folder() as where:
        (where / "plan.yaml").write_text(dumped(data), encoding="utf-8")
        ask_everything(where)


@examples(4, 40)
@given(broken_plans())
def test_a_valid_plan_with_a_thing_broken(content: str) -> None:
    with folder() as where:
        (where / "plan.yaml").write_text(content, encoding="utf-8")
        ask_everything(where)


def checklist_of(agency: str) -> str:
    with folder() as where:
        line = ["checklist", "--agency", agency, "--plan", str(SMALL)]
        return run(line, where, bounded=True).out


@cache
def checklists() -> list[str]:
    return [checklist_of("UBND cấp xã"), checklist_of("Sở Nội vụ")]


MARKDOWN = [
    "- [x] ", "- [ ] **1.1.a** ", "**1.1.b**", "\n```\n", "<!-- ", "-->", "\n# A\n", "\n> ", "\t",
    "  Kết quả: xong\n", "\n---\n", "agency: x\n", "papi: checklist\n", "|a|b|\n|-|-|\n", "\\", "`",
    "\n\n- a\n  - b\n    - c\n", "[a]: b\n", "\x1b[31m", "\u202e", "\x00", "é", "1. ", "* * *", "&#0;",
]  # fmt: skip


@examples(5, 50)
@given(st.deferred(lambda: cut_up(checklists(), MARKDOWN)))
def test_any_edit_of_a_checklist(content: bytes) -> None:
    with folder() as where:
        path = where / "in" / "ubnd-cap-xa.md"
        path.parent.mkdir()
        path.write_bytes(content)
        plan = ["--plan", str(SMALL)]
        counted = judged(["progress", "in", "--format", "json", *plan], where, {0, 1})
        assert counted.code == bool(json.loads(counted.out)["unread"])
        judged(["progress", "in", "--by", "task", *plan], where, {counted.code})
        report = ["report", "--agency", "UBND cấp xã", "--from", "in", *plan]
        judged(report, where, {counted.code}, data=False)
        judged(["report", "--consolidated", "--from", "in", "--agency", "so noi vu", *plan],
               where, {counted.code}, data=False)  # fmt: skip
        write = ["checklist", "--agency", "UBND cấp xã", "-o", "in", *plan]
        done = judged(write, where, {0, 3})
        if done.code == 3:
            assert path.read_bytes() == content
        else:
            once = path.read_bytes()
            assert judged(write, where, {0}).code == 0
            assert path.read_bytes() == once
        assert [each.name for each in (where / "in").iterdir()] == ["ubnd-cap-xa.md"]


@cache
def office_files(suffix: str) -> list[bytes]:
    """Return checklists as Word or Excel files: a fresh one, and one of another agency."""
    files = []
    for agency in ("UBND cấp xã", "Sở Nội vụ"):
        with folder() as where:
            line = ["checklist", "--agency", agency, "--format", suffix, "-o", "in"]
            assert run([*line, "--plan", str(SMALL)], where, bounded=True).code == 0
            (path,) = (where / "in").iterdir()
            files.append(path.read_bytes())
    return files


def read_and_write(content: bytes, suffix: str) -> None:
    """Count what a Word or Excel file says, and write it anew: nothing of it may be lost."""
    with folder() as where:
        path = where / "in" / f"ubnd-cap-xa.{suffix}"
        path.parent.mkdir()
        path.write_bytes(content)
        plan = ["--plan", str(SMALL)]
        counted = judged(["progress", "in", "--format", "json", *plan], where, {0, 1})
        unread = json.loads(counted.out)["unread"]
        assert len(unread) <= 1
        assert counted.code == 1 or not unread
        assert all(re.search(r"[^.]\.$", each["problem"]) for each in unread), unread
        report = ["report", "--agency", "UBND cấp xã", "--from", "in", *plan]
        judged(report, where, {counted.code}, data=False)
        write = ["checklist", "--agency", "UBND cấp xã", "-o", "in", "--format", suffix, *plan]
        done = judged(write, where, {0, 3})
        if done.code == 3:
            assert path.read_bytes() == content
        else:
            once = path.read_bytes()
            assert judged(write, where, {0}).code == 0
            assert path.read_bytes() == once


OFFICE = ["docx", "xlsx"]


@pytest.mark.parametrize("suffix", OFFICE)
@examples(3, 60)
@given(data=st.data())
def test_any_bytes_of_an_office_file(suffix: str, data: st.DataObject) -> None:
    read_and_write(data.draw(broken_bytes(partial(office_files, suffix))), suffix)


@pytest.mark.parametrize("suffix", OFFICE)
@examples(3, 60)
@given(data=st.data())
def test_any_members_of_an_office_file(suffix: str, data: st.DataObject) -> None:
    read_and_write(data.draw(broken_members(partial(office_files, suffix))), suffix)


@pytest.mark.parametrize("suffix", OFFICE)
@examples(5, 120)
@given(data=st.data())
def test_any_tree_in_an_office_file(suffix: str, data: st.DataObject) -> None:
    read_and_write(data.draw(broken_trees(partial(office_files, suffix))), suffix)


TEMPLATES = [
    path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("checklist.md.j2")
]
JINJA = [
    "{{ plan }}", "{{ agency.__class__ }}", "{{ x }}", "{% for a in b %}", "{% endfor %}", "{{ 1/0 }}",
    "{% include 'x' %}", "{% include '../../etc/passwd' %}", "{% extends 'papi/checklist.md.j2' %}",
    "{{ ''.__class__.__mro__ }}", "{{ plan.items() }}", "{% set a = 1 %}", "{{", "}}", "{#", "{% raw %}",
    "{{ [] | part('parts/targets.md.j2') }}", "{{ 'a' | indented('b') }}", "{{ letter }}", "- [ ] **1** x",
    "{{ agency | attr('__init__') }}", "{{ dimensions | tojson }}", "{{ dimensions.pop() }}",
    "{{ cycler.__init__.__globals__ }}", "{{ '%s' % plan }}", "{{ '{0.__class__}'.format(1) }}",
]  # fmt: skip


@examples(5, 50)
@given(cut_up(TEMPLATES, JINJA))
def test_any_edit_of_a_template(content: bytes) -> None:
    with folder() as where:
        own = where / "mau"
        own.mkdir()
        (own / "checklist.md.j2").write_bytes(content)
        args = ["--agency", "UBND cấp xã", "--templates", "mau", "--plan", str(SMALL)]
        done = judged(["checklist", *args], where, {0, 3}, data=False)
        if done.code == 3:
            assert "checklist.md.j2" in done.err
            assert done.out == ""
        else:
            assert {"**1.1.a**", "**1.1.b**"} <= set(done.out.split())
        assert "root:" not in done.out


# The runner of `make fuzz`


@pytest.mark.parametrize(
    ("does", "code", "said"),
    [
        ("pass", 0, "1 rounds: nothing found."),
        ("raise SystemExit('it fell')", 1, "it fell"),
        ("while True: pass", 1, "something hangs"),
    ],
)
def test_a_round_that_fails_or_hangs_is_no_clean_round(
    capsys: pytest.CaptureFixture[str], does: str, code: int, said: str
) -> None:
    longest = 1.0 if "while" in does else 300.0
    assert fuzz.run_rounds([sys.executable, "-c", does], 0, longest) == code
    assert said in capsys.readouterr().out

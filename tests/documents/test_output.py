"""Documents put into a folder: whole at every moment, and nobody's words lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

import pytest

from papi_cli import files
from papi_cli.checklists.items import plan_items
from papi_cli.documents import output
from papi_cli.documents.builder import Documents
from papi_cli.documents.document import Document
from papi_cli.documents.output import (
    Outcome,
    Tally,
    WriteResult,
    write_answer,
    write_document,
    write_generated,
    write_once,
    write_onward,
)
from papi_cli.documents.templates import shipped as templates
from papi_cli.errors import FileError
from papi_cli.plan.loader import LoadedPlan
from tests import inside
from tests.conftest import PROFILE, ROOT, Result, filled, small_plan

Papi = Callable[..., Result]
NAMES = ("Xã A", "Xã B")
WRITE = ("checklist", "--all", "-o", "out")


def plan(deadline: str) -> str:
    """Return the plan of two communes with a task each."""
    agencies = "".join(f"  - name: {name}\n" for name in NAMES)
    task = f"{{id: a, text: Họp dân, lead: [{', '.join(NAMES)}], deadline: {deadline}}}"
    return small_plan(agencies, f"  - {{id: '1', name: Một, tasks: [{task}]}}\n")


def contents(folder: Path) -> dict[str, bytes]:
    """Return what a reader finds in a folder: hidden files are none of his."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
    }


@pytest.fixture
def filled_in(papi: Papi, tmp_path: Path) -> Path:
    """Return a folder of checklists that were filled in, after which the plan changed."""
    folder = tmp_path / "filled"
    folder.mkdir()
    (folder / "plan.yaml").write_text(plan("Quý I/2021"), encoding="utf-8")
    assert papi(*WRITE, "--plan", "plan.yaml", cwd=folder).code == 0
    for path in (folder / "out").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(filled(text, "1.a", " Đã họp thôn.", tick=True), encoding="utf-8")
    (folder / "plan.yaml").write_text(plan("Quý III/2021"), encoding="utf-8")
    return folder


# A writer that is killed

KILLED_AT_EVERY_CALL = """
import os, signal, sys

from papi_cli.commands import app
from papi_cli.checklists.items import plan_items
from papi_cli.documents import output
from papi_cli.documents.builder import Documents

CALLS = {"open", "write", "flush", "close", "truncate", "fsync", "stat", "fchmod", "link",
         "rename", "replace", "unlink", "remove"}
left = 0
put = output._put

def kill(frame, event, function):
    global left
    if event in {"c_call", "c_return"} and function.__name__ in CALLS:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

def watched(*args, **options):
    sys.setprofile(kill)
    try:
        return put(*args, **options)
    finally:
        sys.setprofile(None)

output._put = watched
sys.argv = ["papi", "checklist", "--all", "-o", "out", "--plan", "plan.yaml"]
for number, folder in enumerate(sys.stdin.read().splitlines()):
    left = number + 1
    child = os.fork()
    if not child:
        code = 99
        try:
            os.chdir(folder)
            sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")
            code = app.main()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        print(number, os.waitstatus_to_exitcode(status))
        break
"""
"""Runs papi in one folder after another, killed before and after each call that touches a file: in
the first folder at the first of them, in the second at the next, and so on to its end."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
@pytest.mark.parametrize("there", [True, False], ids=["written anew", "written first"])
def test_whenever_a_writer_is_killed_a_reader_finds_each_file_old_or_new(
    papi: Papi, filled_in: Path, tmp_path: Path, there: bool
) -> None:
    if not there:
        shutil.rmtree(filled_in / "out")
        (filled_in / "out").mkdir()
    old = contents(filled_in / "out")
    done = tmp_path / "done"
    shutil.copytree(filled_in, done)
    papi(*WRITE, "--plan", "plan.yaml", cwd=done)
    new = contents(done / "out")
    assert old != new
    folders = [tmp_path / str(number) for number in range(100)]
    for folder in folders:
        shutil.copytree(filled_in, folder)
    run = subprocess.run(
        [sys.executable, "-c", KILLED_AT_EVERY_CALL],
        input="\n".join(map(str, folders)), cwd=ROOT, env=inside.environment(PYTHONPATH=str(ROOT)),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    kills, code = map(int, run.stdout.split())
    assert code == 0
    assert contents(folders[kills] / "out") == new
    states = []
    for folder in folders[:kills]:
        found = contents(folder / "out")
        assert old.keys() <= found.keys() <= new.keys()
        assert all(data in {old.get(name), new[name]} for name, data in found.items())
        states.append(found)
    for folder in folders[: kills + 1 : EVERY]:
        again = papi(*WRITE, "--plan", "plan.yaml", cwd=folder)
        assert again.code == 0, again.err
        assert contents(folder / "out") == new
    assert papi("progress", "out", "--plan", "plan.yaml", cwd=folder).code == 0
    # It was killed before all files, and between two of them.
    assert old in states
    assert any(each not in (old, new) for each in states)


# An officer who writes meanwhile


AFTER_WHICH = {"open", "read", "write", "flush", "fsync", "close"}
"""The calls at which somebody else may come in between. Behind the last look at the file stands
only the call that replaces it: what is saved between these two, no program without locks sees."""


@contextmanager
def at_call(number: int, do: Callable[[], None]) -> Iterator[list[str]]:
    """Do something at the call so numbered of those that read or write a file.

    Yields the list of these calls, which fills.
    """
    calls: list[str] = []
    put, find = output._put, files.find

    def watch(_frame: FrameType, event: str, function: Any) -> None:
        if event in {"c_call", "c_return"} and function.__name__ in AFTER_WHICH:
            calls.append(function.__name__)
            if len(calls) == number:
                sys.setprofile(None)
                do()

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            if len(calls) < number:
                sys.setprofile(watch)
            try:
                return function(*args, **options)
            finally:
                sys.setprofile(None)

        return run

    with (
        mock.patch.object(output, "_put", watched(put)),
        mock.patch.object(files, "find", watched(find)),
    ):
        yield calls


EVERY = 3 if PROFILE == "steady" else 1
"""At which calls of files something happens: at every one in `make thorough`."""


@pytest.mark.parametrize("by_another_name", [False, True], ids=["in place", "as editors do"])
def test_what_an_officer_saves_while_two_runs_write_survives_both(
    papi: Papi, filled_in: Path, tmp_path: Path, by_another_name: bool
) -> None:
    for number in range(1, 200, EVERY):
        folder = tmp_path / str(number)
        shutil.copytree(filled_in, folder)
        (folder / "other.yaml").write_text(plan("Quý IV/2021"), encoding="utf-8")
        path = folder / "out" / "xa-b.md"

        def save(path: Path = path) -> None:
            text = path.read_text(encoding="utf-8")
            text = text.replace("Đã họp thôn.", "Đã họp thôn. Vừa họp xã.")
            to = path.with_name("~tạm") if by_another_name else path
            to.write_text(text, encoding="utf-8")
            to.replace(path)

        def meanwhile(save: Callable[[], None] = save, folder: Path = folder) -> None:
            save()
            other = papi(*WRITE, "--plan", "other.yaml", cwd=folder)
            assert other.code == 0, other.err

        with at_call(number, meanwhile) as calls:
            assert papi(*WRITE, "--plan", "plan.yaml", cwd=folder).code == 0
        if len(calls) < number:
            break
        text = path.read_text(encoding="utf-8")
        assert "Đã họp thôn. Vừa họp xã." in text, f"lost at call {number}: {calls[number - 1]}"
        assert "- [x] **1.a**" in text
        assert len(contents(folder / "out")) == 2
    assert 20 < number < 199


@pytest.mark.skipif(os.name == "nt", reason="files in use cannot be replaced there")
def test_processes_that_write_at_once_lose_nothing_and_leave_nothing(filled_in: Path) -> None:
    (filled_in / "other.yaml").write_text(plan("Quý IV/2021"), encoding="utf-8")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "papi_cli", *WRITE, "--plan", name], cwd=filled_in,
            env=inside.environment(PYTHONPATH=str(ROOT)), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in ("plan.yaml", "other.yaml") * 2
    ]  # fmt: skip
    for run in runs:
        run.communicate()
        assert run.returncode == 0
    out = filled_in / "out"
    assert {path.name for path in out.iterdir()} == {"xa-a.md", "xa-b.md"}
    for data in contents(out).values():
        assert "- [x] **1.a**" in data.decode()
        assert data.decode().count(" Đã họp thôn.") == 1


# Other documents


def test_a_document_is_written_once_and_with_force_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert write_once(path, "một", dry=True).outcome is Outcome.NEW
    assert not path.exists()
    assert write_once(path, "một").outcome is Outcome.NEW
    assert write_once(path, "hai").outcome is Outcome.KEPT
    assert write_once(path, "một", force=True).outcome is Outcome.SAME
    assert write_once(path, "hai", force=True).outcome is Outcome.CHANGED
    assert path.read_text(encoding="utf-8") == "hai"
    assert (tmp_path / "a.md.bak").read_text(encoding="utf-8") == "một"


def test_an_answer_takes_the_place_of_another_with_force_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    one, two = b"\xff\x00\r\n", b"\xfe"
    assert write_answer(path, one).outcome is Outcome.NEW
    assert write_answer(path, one).outcome is Outcome.SAME
    with pytest.raises(FileError, match="đã có với nội dung khác nên được để nguyên"):
        write_answer(path, two)
    assert path.read_bytes() == one
    assert write_answer(path, two, force=True).outcome is Outcome.CHANGED
    assert path.read_bytes() == two
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.xlsx", "a.xlsx.bak"]
    assert (tmp_path / "a.xlsx.bak").read_bytes() == one


def test_an_answer_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Không có thư mục"):
        write_answer(tmp_path / "none" / "a.csv", b"x")
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(FileError, match="là một thư mục"):
        write_answer(tmp_path / "a.csv", b"x", force=True)
    assert [each.name for each in tmp_path.rglob("*")] == ["a.csv"]


def test_a_file_of_another_kind_is_no_files_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert write_generated(path, "1", str.isdigit, "số").outcome is Outcome.NEW
    assert write_generated(path, "2", str.isdigit, "số").outcome is Outcome.CHANGED
    path.write_text("x", encoding="utf-8")
    with pytest.raises(FileError, match="không phải là số"):
        write_generated(path, "3", str.isdigit, "số")
    assert path.read_text(encoding="utf-8") == "x"


def test_a_file_of_another_kind_is_replaced_where_that_is_asked_and_kept_beside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.json"
    path.write_text("x", encoding="utf-8")
    dry = write_generated(path, "3", str.isdigit, "số", force=True, dry=True)
    assert (dry.outcome, path.read_text(encoding="utf-8")) == (Outcome.CHANGED, "x")
    write_generated(path, "3", str.isdigit, "số", force=True)
    write_generated(path, "4", str.isdigit, "số", force=True)
    assert {each.name: each.read_text("utf-8") for each in tmp_path.iterdir()} == {
        "a.json": "4", "a.json.bak": "x",
    }  # fmt: skip


def test_a_tally_names_the_tasks_to_look_at_again() -> None:
    tally = Tally()
    assert not tally.changing
    tally.add(WriteResult(Outcome.CHANGED, ("1.a",), (("1.b", "text"),)), Path("d/x.md"))
    tally.add(WriteResult(Outcome.CHANGED, ("1.a",)), Path("d/y.md"))
    tally.refused = 1
    first, orphaned, reworded = str(tally).splitlines()
    assert first == "0 mới, 2 thay đổi, 0 giữ nguyên, 1 không ghi được."
    assert orphaned.startswith("1.a không còn trong kế hoạch")
    assert "2 tệp có ghi" in orphaned
    assert "(x.md, y.md)" in orphaned
    assert reworded.startswith("1.b đổi nội dung")
    assert reworded.endswith("(x.md).")
    assert tally.changing


def test_a_tally_names_the_files_that_stay_up_to_eight() -> None:
    tally = Tally()
    for number in range(10):
        tally.add(WriteResult(Outcome.KEPT), Path(f"d/{number}.md"))
    counts, kept = str(tally).splitlines()
    assert "10 đã có, để nguyên" in counts
    assert kept.startswith("Để nguyên: d/0.md, d/1.md, ")
    assert kept.endswith("d/7.md và 2 tệp khác.")


def test_a_checklist_for_the_next_round_takes_what_was_sent_and_leaves_it_as_it_was(
    loaded: LoadedPlan, folder: Path, tmp_path: Path
) -> None:
    source, path = folder / "2.md", tmp_path / "moi.md"
    old = source.read_bytes()
    fresh = Documents(loaded, templates()).fresh_checklist(loaded.registry.find("UBND xã D"))
    items = plan_items(loaded)
    dry = write_onward(path, fresh, old, source, items, dry=True)
    assert (dry.outcome, path.exists()) == (Outcome.NEW, False)
    assert write_onward(path, fresh, old, source, items).outcome is Outcome.NEW
    assert b"Xong." in path.read_bytes()
    assert source.read_bytes() == old
    assert write_onward(path, fresh, old, source, items).outcome is Outcome.SAME
    with pytest.raises(FileError, match="đã có với nội dung khác"):
        write_onward(path, fresh, None, path, items)
    assert b"Xong." in path.read_bytes()


def test_without_a_return_the_next_round_begins_with_a_fresh_checklist(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    fresh = Documents(loaded, templates()).fresh_checklist(loaded.registry.find("UBND xã E"))
    path = tmp_path / "moi.md"
    assert write_onward(path, fresh, None, path, plan_items(loaded)).outcome is Outcome.NEW
    assert path.read_text(encoding="utf-8") == fresh.markdown


def test_the_pictures_of_a_report_that_stays_as_it_is_stay_too(tmp_path: Path) -> None:
    path, day = tmp_path / "a.md", date(2021, 1, 1)
    write_document(path, Document("![một](một.svg)", day, {"một.svg": "<svg/>"}))
    write_document(path, Document("![hai](hai.svg)", day, {"hai.svg": "<svg/>"}))
    assert {each.name for each in tmp_path.iterdir()} == {"a.md", "một.svg"}
    write_document(path, Document("![hai](hai.svg)", day, {"hai.svg": "<svg/>"}), force=True)
    assert (tmp_path / "hai.svg").read_text(encoding="utf-8") == "<svg/>"

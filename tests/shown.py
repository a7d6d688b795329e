"""What a page of the documentation shows, done in a folder: files, edits, commands and outputs."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Result

_ROWS = re.compile(r"# (\d+) (?:dòng ở stdout, rồi|lines on stdout, then)\n")
_CODE = re.compile(r"# (?:mã thoát|exit code) (\d)\n+\Z")
_BLOCK = re.compile(r"```(console|diff)\n(.*?)```", re.DOTALL)


def do(papi: Callable[..., Result], page: str, folder: Path) -> list[str]:
    """Do what `page` shows, block by block, and compare what each command prints.

    A `console` block holds lines `$ papi …` and `$ export NAME=VALUE`, each command with what it
    writes to stdout, then to stderr, or `# N dòng ở stdout, rồi` in place of the first, and last
    `# mã thoát N` where it does not end with 0; either may be said in English. A `diff` block
    changes a file. Returns the commands that were run.
    """
    environment: dict[str, str] = {}
    done = []
    for kind, block in _BLOCK.findall(page):
        if kind == "diff":
            _edit(folder, block)
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, expected = part.split("\n", 1)
            program, *args = shlex.split(line)
            if program == "export":
                name, _, value = args[0].partition("=")
                environment[name] = value
                continue
            assert program == "papi", line
            result = papi(*args, cwd=folder, **environment)
            done.append(line)
            said = result.out + result.err
            code = 0
            if ends := _CODE.search(expected):
                code, expected = int(ends[1]), expected[: ends.start()]
            if rows := _ROWS.match(expected):
                assert len(result.out.splitlines()) == int(rows[1]), line
                said, expected = result.err, expected[rows.end() :]
            assert (said, result.code) == (expected, code), line
    return done


def _edit(folder: Path, diff: str) -> None:
    """Apply a change: lines taken out and put in, at the one place that there is for them."""
    first, *lines = diff.removesuffix("\n").split("\n")
    path = folder / first.removeprefix("--- ")
    text = path.read_text(encoding="utf-8")
    old = "\n".join(line[1:] for line in lines if line[0] in " -")
    new = "\n".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(old) == 1, diff
    path.write_text(text.replace(old, new), encoding="utf-8")

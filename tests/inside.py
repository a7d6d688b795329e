"""papi run inside the tests' own process, for thousands of runs with made-up input."""

import contextlib
import gc
import io
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from papi_cli.commands import app
from papi_cli.vietnamese.words import words

MOST_SECONDS = 2.0
"""No input of a megabyte takes longer, and those made up here are smaller."""


@dataclass(frozen=True)
class Run:
    """What a command line came to, and the seconds of the processor that it took."""

    code: int
    out: str
    err: str
    seconds: float


class _Pipe(io.TextIOWrapper):
    """A stream that keeps what is written, as the process's own streams would."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def text(self) -> str:
        data: bytes = self.buffer.getvalue()  # type: ignore[attr-defined]
        return data.decode("utf-8")


def run(args: Sequence[str], folder: Path) -> Run:
    """Run papi in `folder`; what it raises is a traceback that a user would see."""
    out, err = _Pipe(), _Pipe()
    argv, streams = sys.argv, (sys.stdout, sys.stderr)
    sys.argv = ["papi", *args]
    sys.stdout, sys.stderr = out, err
    begun = time.process_time()
    try:
        with contextlib.chdir(folder):
            code = app.main()
    finally:
        sys.argv, (sys.stdout, sys.stderr) = argv, streams
        gc.unfreeze()
        gc.enable()
        words.cache_clear()  # a process of papi's own would be over
    return Run(code, out.text(), err.text(), time.process_time() - begun)

"""papi run inside the tests' own process: all that a process of its own would have, but it.

A start of Python takes eight times as long as a command. Whatever a process is needed for (its
streams' descriptors, its end, its memory) is tested with one.
"""

import contextlib
import faulthandler
import gc
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from papi_cli.commands import app

MOST_SECONDS = 2.0
"""No input of a megabyte takes longer of the processor, and those made up here are smaller."""
MOST_BYTES = 500_000_000
"""No input takes more memory than that."""
HANG_SECONDS = 15 * MOST_SECONDS
"""Of the processor: after that a command with a small input is stopped."""
DEAD_SECONDS = 600
"""By the clock: after that even what only waits is stopped, and all tests with it."""


class StuckError(BaseException):
    """A command that does not end; no handler of the program's, nor of a test's, may stop it."""


@dataclass(frozen=True)
class Run:
    """What a command line came to, and the seconds of the processor that it took."""

    code: int
    out: str
    err: str
    seconds: float


class _Pipe(io.TextIOWrapper):
    """A stream that keeps what is written, as the process's own streams would."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="\n", write_through=True)

    def text(self) -> str:
        data: bytes = self.buffer.getvalue()  # type: ignore[attr-defined]
        return data.decode("utf-8")


def environment(**more: str) -> dict[str, str]:
    """Return the tests' own environment without what papi obeys, and with `more`."""
    ours = {"PAPI_PLAN", "PAPI_SCORES", "COLUMNS", "_PAPI_COMPLETE", "CI", "PRE_COMMIT"}
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("GITHUB_")
    }
    return inherited | more


def run(
    args: Sequence[str],
    folder: Path,
    *,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    bounded: bool = False,
) -> Run:
    """Run papi in `folder`; what it raises is a traceback that a user would see.

    What waits for ever ends the tests. Where the input is small and so `bounded`, raises
    `StuckError` where papi does not end, `MemoryError` where it takes more than `MOST_BYTES`.
    """
    out, err = _Pipe(), _Pipe()
    begun = time.process_time()
    with contextlib.ExitStack() as stack:
        stack.callback(_forget)
        stack.enter_context(contextlib.chdir(folder))
        stack.enter_context(mock.patch.dict(os.environ, env or environment(), clear=True))
        for name, value in (
            ("argv", ["papi", *args]),
            ("stdin", _Pipe(stdin.encode())),
            ("stdout", out),
            ("stderr", err),
        ):
            stack.enter_context(mock.patch.object(sys, name, value))
        # Many files are read by processes that are forked: not from a process of many threads.
        stack.enter_context(mock.patch.object(os, "cpu_count", return_value=1))
        faulthandler.dump_traceback_later(DEAD_SECONDS, exit=True, file=2)
        stack.callback(faulthandler.cancel_dump_traceback_later)
        if bounded:
            stack.enter_context(_with_little_time(args))
            stack.enter_context(memory_bounded())
        try:
            code = int(app.main())
        except SystemExit as end:  # as the answer to a shell that asks for completions ends
            code = int(end.code or 0)
    return Run(code, out.text(), err.text(), time.process_time() - begun)


@contextlib.contextmanager
def _with_little_time(args: Sequence[str]) -> Iterator[None]:
    """Stop what goes on for ever, by the time that it takes of the processor."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise StuckError(f"papi {' '.join(args)[:500]}: does not end")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, HANG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def memory_bounded() -> Iterator[None]:
    """Let the process have no more memory than it has and `MOST_BYTES`, where that can be set."""
    size = Path("/proc/self/statm")
    if not size.exists():
        yield
        return
    import resource

    used = int(size.read_text("ascii").split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + MOST_BYTES, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


_caches: list[Any] = []


def _forget() -> None:
    """Forget what papi remembers of the plans that it read: its own process would be over."""
    gc.unfreeze()
    gc.enable()
    if not _caches:
        from papi_cli.checking.rules import agencies
        from papi_cli.checklists import fingerprints
        from papi_cli.vietnamese import deadline, words

        modules = (agencies, fingerprints, deadline, words)
        _caches[:] = [
            each
            for module in modules
            for each in vars(module).values()
            if hasattr(each, "cache_clear") and hasattr(each, "cache_info")
        ]
    for each in _caches:
        each.cache_clear()

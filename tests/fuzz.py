"""Made-up input for as long as it is given: `python -m tests.fuzz SECONDS`.

The tests that draw their input run again and again with new examples until the time is over; the
first failure ends the run with 1 and says how to repeat it. A round that does not end is one.
"""

import os
import subprocess
import sys
import time

from tests.conftest import ROOT

ROUND = 3600.0
"""Seconds that no round of all tests that draw their input takes."""
_COMMAND = [
    sys.executable, "-m", "pytest", "-q", "-x", "--numprocesses", "auto", "-p", "no:cacheprovider",
    "-m", "hypothesis",
]  # fmt: skip


def run_rounds(command: list[str], seconds: float, longest: float) -> int:
    """Run rounds of a command until `seconds` are over; the last one to its end.

    Return 0 where nothing was found, 1 where a round failed or took more than `longest` seconds.
    """
    end = time.monotonic() + seconds
    rounds = 0
    while not rounds or time.monotonic() < end:
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=os.environ | {"PAPI_EXAMPLES": "fuzz"}, timeout=longest,
                check=False, capture_output=True, encoding="utf-8",
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            print((error.stdout or b"").decode("utf-8", "replace"))
            print(f"Round {rounds + 1} did not end within {longest} seconds: something hangs.")
            return 1
        if done.returncode:
            print(done.stdout, done.stderr)
            return 1
        rounds += 1
    print(f"{rounds} rounds: nothing found.")
    return 0


if __name__ == "__main__":
    sys.exit(run_rounds(_COMMAND, float(sys.argv[1]), ROUND))

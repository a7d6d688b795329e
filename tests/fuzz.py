"""Made-up input for as long as it is given: `python -m tests.fuzz SECONDS`.

The tests that draw their input run again and again with new examples until the time is over; the
first failure ends the run with 1 and says how to repeat it.
"""

import os
import subprocess
import sys
import time

from tests.conftest import ROOT

_TESTS = [
    "tests/test_fuzz.py",
    "tests/test_checklist.py::test_writing_anew_keeps_every_word",
    "tests/test_json_schema.py::test_it_judges_values_as_the_program_does",
    "tests/test_templates.py",
    "tests/test_files.py",
    "tests/test_form.py",
    "tests/test_deadline.py",
]


def main() -> int:
    """Return 0 where nothing was found until the time was over, 1 otherwise."""
    end = time.monotonic() + float(sys.argv[1])
    command = [
        sys.executable, "-m", "pytest", "-q", "-x", "--numprocesses", "auto",
        "-p", "no:cacheprovider", *_TESTS,
    ]  # fmt: skip
    rounds = 0
    while (left := end - time.monotonic()) > 0:
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=os.environ | {"PAPI_FUZZ": "1"}, timeout=left, check=False,
                capture_output=True, encoding="utf-8",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            break
        if done.returncode:
            print(done.stdout, done.stderr)
            return 1
        rounds += 1
    print(f"{rounds} whole rounds and a part of one: nothing found.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Where a run of papi starts: `papi`, or `python -m papi_cli`."""

import gc
import sys


def main() -> int:
    """Run papi on the process's arguments and return its exit code."""
    # A command is over before its garbage matters: not to collect it, nor to look for it while
    # modules are imported or at the end, saves a fifth of the time.
    gc.disable()
    from papi_cli.commands.app import main as run  # noqa: PLC0415 - what it imports is most of that

    try:
        return run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())

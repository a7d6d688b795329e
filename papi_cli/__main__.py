"""Where a run of papi starts: `papi`, or `python -m papi_cli`.

Ctrl+C ends a run quietly with the exit code 130, which is what shells give to a program that was
interrupted. Before `main` is called, only Python itself and the script that pip made are running:
what they say then is not ours.
"""

import gc
import os
import sys

_INTERRUPTED = 130


def main() -> int:
    """Run papi on the process's arguments and return its exit code."""
    interrupted = False

    def interrupt(*_: object) -> None:
        nonlocal interrupted
        interrupted = True
        # A library may be at a place where an exception is only told of, not passed on.
        sys.unraisablehook = lambda _: None
        raise KeyboardInterrupt

    try:
        import signal  # noqa: PLC0415 - what is interrupted here is caught, above it is not

        heeded = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
        if heeded:
            # While modules are imported, nothing is begun that has to be put in order.
            signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    except KeyboardInterrupt:
        return _INTERRUPTED
    # A command is over before its garbage matters: not to collect it, nor to look for it while
    # modules are imported or at the end, saves a fifth of the time.
    gc.disable()
    from papi_cli.commands.app import main as run  # noqa: PLC0415 - what it imports is most of that

    try:
        try:
            if heeded:
                # A file half written is put away before the run ends.
                signal.signal(signal.SIGINT, interrupt)
            return run()
        finally:
            if heeded:
                # All is done, Python tidies up; what came with the last thing is heard here.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BaseException:
        # Whatever a library made of it: what failed is what was interrupted.
        if interrupted:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return _INTERRUPTED
        raise
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())

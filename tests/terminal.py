"""A terminal for papi: what it draws there, and a picture of it as SVG."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT


def drawn(args: Sequence[str], folder: Path, columns: int, **environment: str) -> str:
    """Run papi with a terminal for all its streams; return what it wrote, styles and all."""
    import pty

    main, end = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    settings = {"PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "papi_cli", *args], cwd=folder, stdin=end, stdout=end, stderr=end,
        env=plain | settings | environment,
    ):  # fmt: skip
        os.close(end)
        got = b""
        until = time.monotonic() + 60
        while time.monotonic() < until and select.select([main], [], [], 60)[0]:
            try:
                more = os.read(main, 65536)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            got += more
    os.close(main)
    return got.decode("utf-8")


def picture(line: str, output: str, columns: int, most: int | None = None) -> str:
    """Return an SVG of a command line and what it drew, on a light background, whole lines.

    Of an output of more than `most` lines the rest is three dots.
    """
    import rich.terminal_theme as themes
    from rich.console import Console
    from rich.text import Text

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=columns, file=nowhere, force_terminal=True)
        console.print(Text(f"$ {line}", style="bold"))
        lines = output.replace("\r\n", "\n").rstrip("\n").split("\n")
        rest = ["⋮"] if most and len(lines) > most else []
        console.print(Text.from_ansi("\n".join([*lines[:most], *rest])))
        svg = console.export_svg(
            title="papi", theme=themes.DEFAULT_TERMINAL_THEME, unique_id="papi"
        )
    # Fonts are the reader's own: a picture fetches nothing. Not all programs keep blanks at the
    # start of a text, however they are written, unless told so.
    svg = re.sub(r"<!--.*?-->\s*|@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")

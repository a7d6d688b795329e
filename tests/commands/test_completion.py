"""Completion: what is offered, and what the Tab key does in shells on a real terminal."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from papi_cli.commands.completion import SCRIPTS, Offer, completer
from papi_cli.errors import PapiError
from tests.conftest import PLAN, PLANS, ROOT, Result

Papi = Callable[..., Result]
GOOD = PLANS / "good" / "doubt.yaml"

# What fits


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ubnd", ["UBND xã A", "UBND xã B"]),
        ("UBND xã b", ["UBND xã B"]),
        ("xa b", ["UBND xã B", "Sở Xa Bờ"]),
        ("", ["UBND xã A", "UBND xã B", "Sở Xa Bờ"]),
        ("xabo", ["Sở Xa Bờ"]),
        ("sxb", ["Sở Xa Bờ"]),
        ("so ngoai", ["Sở Xa Bờ"]),
        ("!?", []),
    ],
)
def test_completions_are_found_without_accents_first_by_their_beginning(
    typed: str, offered: list[str]
) -> None:
    names = [Offer("UBND xã A"), Offer("UBND xã B"), Offer("Sở Xa Bờ", "", ("SXB", "Sở Ngoài"))]
    complete = completer(lambda _ctx: names)
    assert [str(value) for value, _ in complete(None, typed)] == offered


def test_a_completion_that_fails_offers_nothing() -> None:
    def names(_ctx: object) -> Iterable[Offer]:
        raise PapiError("không đọc được")

    assert completer(names)(None, "x") == []


# What shells are answered


def ask(papi: Papi, shell: str, line: str, **env: str) -> list[str]:
    """Ask as a shell's script does; `line` holds the words behind `papi` with bars between."""
    result = papi(_PAPI_COMPLETE=shell, _PAPI_WORDS=line.replace("|", "\x1f"), **env)
    assert (result.code, result.err) == (0, "")
    return result.out.splitlines()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tasks|--agency|'ubnd xa yen d", ["UBND xã Yến Dương"]),
        ("tasks|--agency|'UBND xã Yến D", ["UBND xã Yến Dương"]),
        ("tasks|--agency|tuphap", ["Sở Tư pháp"]),
        ("tasks|--agency|snv", ["Sở Nội vụ"]),
        ("tasks|--agency|'Sở Nội vụ'|--agency|sct", ["Sở Công Thương"]),
        ("progress|--expect|al", ["all"]),
        ("agencies|--members|cac s", ["Các sở, ban, ngành"]),
        ("tasks|--dimension|", list("12345678")),
        ("tasks|--subdimension|7", ["7.1", "7.2"]),
        ("show|8.3", ["8.3.a", "8.3.b"]),
        ("ag", ["agencies"]),
        ("tasks|--role|", ["lead", "coordinating", "follow-up"]),
        ("progress|--role|", ["lead", "coordinating"]),
        ("show|III.4", ["III.4"]),
        ("check|--explain|al", ["all"]),
        ("check|--explain|quoted", ["quoted-id"]),
        ("tasks|--agency|không có ai", []),
        ("tasks|--doub", ["--doubtful"]),
        ("nosuch|x", []),
        (f"tasks|--plan|{GOOD}|--agency|so", ["Sở Nội vụ", "Sở Tư pháp"]),
    ],
)
def test_completion_offers_what_can_stand_there(papi: Papi, line: str, offered: list[str]) -> None:
    assert [each.split("\t")[0] for each in ask(papi, "zsh", line)[1:]] == offered


@pytest.mark.parametrize(
    ("shell", "line", "answer"),
    [
        ("bash", "tasks|--agency|tuphap", ["Sở\\ Tư\\ pháp"]),
        ("bash", "tasks|--agency|'tuphap", ["Sở Tư pháp"]),
        ("bash", "tasks|--agency|=|'tuphap", ["Sở Tư pháp"]),
        ("bash", "tasks|--agency|=", None),
        ("bash", "tasks|--agency|so t", ["Sở Tư pháp", "Sở Tài chính", "Sở Tài nguyên và Môi trường", "Sở Thông tin và Truyền thông", " "]),
        ("bash", "show|8.3", ["8.3.a", "8.3.b"]),
        ("zsh", "tasks|--agency|tuphap", ["insert", "Sở Tư pháp\tSTP"]),
        ("zsh", "tasks|--agency=tuphap", ["insert", "Sở Tư pháp\tSTP"]),
        ("zsh", "tasks|--dimension|\"", None),
        ("fish", "tasks|--agency|tuphap", ["replace", "Sở Tư pháp\tSTP"]),
        ("fish", "tasks|--agency=tuphap", ["replace", "--agency=Sở Tư pháp\tSTP"]),
        ("fish", "tasks|--agency|Sở\\ Tư", ["insert", "Sở Tư pháp\tSTP"]),
        (
            "fish",
            "progress|--by|",
            ["insert", "agency", "dimension", "task", "district", "tier", "group", "period"],
        ),
        ("powershell", "tasks|--agency|\"tuphap", ["'Sở Tư pháp'\tSở Tư pháp\tSTP"]),
        ("powershell", "tasks|--agency|so` tu", ["'Sở Tư pháp'\tSở Tư pháp\tSTP"]),
        ("powershell", "tasks|--agency=tuphap", ["--agency='Sở Tư pháp'\tSở Tư pháp\tSTP"]),
        ("powershell", "progress|--expect|al", ["all\tall\tmọi cơ quan có nhiệm vụ"]),
    ],
)  # fmt: skip
def test_each_shell_is_told_what_to_put_in(
    papi: Papi, shell: str, line: str, answer: list[str] | None
) -> None:
    told = ask(papi, shell, line)
    assert told == answer if answer is not None else len(told) > 8


def test_what_has_quotation_marks_is_quoted(papi: Papi, tmp_path: Path) -> None:
    text = GOOD.read_text(encoding="utf-8").replace("Sở Nội vụ", "Sở $N'V")
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    for shell, typed, answer in (
        ("bash", "so nv", "Sở\\ \\$N\\'V"),
        ("bash", '"so nv', "Sở \\$N'V"),
        ("bash", "'so nv", "Sở $N'\\''V"),
        ("powershell", "so` nv", "'Sở $N''V'\tSở $N'V\tSNV"),
    ):
        assert ask(papi, shell, f"tasks|--agency|{typed}", PAPI_PLAN=str(path)) == [answer]


def test_a_plan_in_the_home_folder_is_found(papi: Papi, tmp_path: Path) -> None:
    shutil.copy(GOOD, tmp_path / "x.yaml")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    told = ask(papi, "zsh", "tasks|--plan|~/x.yaml|--agency|so n", **home)
    assert [each.split("\t")[0] for each in told[1:]] == ["Sở Nội vụ"]


def test_completion_of_a_broken_plan_is_silent(papi: Papi) -> None:
    assert ask(papi, "bash", "show|x", PAPI_PLAN="không có") == []


def test_a_shell_that_asks_wrongly_gets_no_traceback(papi: Papi) -> None:
    assert papi(_PAPI_COMPLETE="tcsh") == Result(2, "", "")
    assert papi(_PAPI_COMPLETE="zsh").code == 0


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_for_every_shell_says_where_it_goes(papi: Papi, shell: str) -> None:
    out = papi("completion", shell).out
    assert out == SCRIPTS[shell]
    assert (
        f"thêm dòng  {'source <(' if shell in {'bash', 'zsh'} else ''}papi completion {shell}"
        in out
    )
    assert f"_PAPI_COMPLETE={shell}" in out.replace(" = '", "=")


# On a terminal

PROMPT = "?>"
REQUIRED = os.environ.get("PAPI_REQUIRE_SHELLS", "") not in {"", "0"}
"""Whether a shell that is not installed is a failure."""
MOST_SECONDS = 60.0


class Terminal:
    """A shell in a window of tmux."""

    def __init__(self, shell: str, folder: Path, env: dict[str, str]) -> None:
        start = {
            "bash": ["bash", "--noprofile", "--rcfile", str(folder / "rc")],
            "zsh": ["zsh", "-d"],
            "fish": ["fish", "--no-config", "-C", f"source {shlex.quote(str(folder / 'rc'))}"],
        }[shell]
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull]
        self.do(
            "new-session",
            "-c",
            str(ROOT),
            "-d",
            "-x",
            "150",
            "-y",
            "50",
            shlex.join(start),
            env=env,
        )
        self.wait(lambda lines: lines == [PROMPT])

    def do(self, *args: str, env: dict[str, str] | None = None) -> str:
        """Run a command of tmux and return what it says."""
        return subprocess.run(
            [*self._tmux, *args], env=env, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    def type(self, text: str) -> None:
        """Type `text` behind the prompt, and wait until it stands there."""
        self.do("send-keys", "-l", text)
        self.wait(lambda lines: lines[-1:] == [f"{PROMPT} {text}".rstrip()])

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self.do("send-keys", *keys)

    def wait(self, seen: Callable[[list[str]], bool]) -> list[str]:
        """Wait until the screen is as wanted and return its lines without those that are empty."""
        until = time.monotonic() + MOST_SECONDS
        while True:
            lines = [line.rstrip() for line in self.do("capture-pane", "-p").splitlines()]
            lines = [line for line in lines if line]
            if seen(lines):
                return lines
            assert time.monotonic() < until, "\n".join(["not what was waited for:", *lines])
            time.sleep(0.05)


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest) -> str:
    """Return each shell that is installed."""
    name = str(request.param)
    missing = [each for each in (name, "tmux") if os.name == "nt" or not shutil.which(each)]
    if missing and REQUIRED:
        pytest.fail(f"PAPI_REQUIRE_SHELLS is set, and there is no {' and no '.join(missing)}")
    if missing:
        pytest.skip("completion on a terminal: bash, zsh, fish or tmux is not installed")
    return name


@pytest.fixture
def terminal(shell: str) -> Iterator[Terminal]:
    """Start a shell that knows papi and its completion, with no other settings."""
    # A short name, as it holds a socket; a shell may still write into it while it ends.
    with tempfile.TemporaryDirectory(prefix="papi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        program = folder / "papi"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m papi_cli "$@"\n')
        program.chmod(0o755)
        prompt = (
            f"function fish_prompt; echo -n '{PROMPT} '; end; set -g fish_greeting"
            if shell == "fish"
            else f"PS1='{PROMPT} '"
        )
        rc = f"{prompt}\n{SCRIPTS[shell]}"
        (folder / "rc").write_text(rc, encoding="utf-8")
        (folder / ".zshrc").write_text(rc, encoding="utf-8")
        env = {key: value for key, value in os.environ.items() if not key.startswith("TMUX")}
        env |= {
            "PATH": f"{folder}{os.pathsep}{env['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PAPI_PLAN": str(PLAN),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "INPUTRC": os.devnull,
            **dict.fromkeys(("HOME", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), name),
        }
        window = None
        try:
            window = Terminal(shell, folder, env)
            yield window
        finally:
            tmux = ["tmux", "-S", str(folder / "tmux"), "kill-server"]
            subprocess.run(tmux, check=False, capture_output=True)


Check = Callable[[Terminal, str, str], None]


def put_in(completed: str, fish: str | None = None) -> Check:
    """Return the check that Tab makes the line `completed`, in fish perhaps quoted otherwise."""

    def check(terminal: Terminal, shell: str, typed: str) -> None:
        terminal.press("Tab")
        line = f"{PROMPT} {fish if fish and shell == 'fish' else completed}"
        terminal.wait(lambda lines: any(each.startswith(line) for each in lines))

    return check


def listed(*offers: str) -> Check:
    """Return the check that Tab shows the offers, and that what was typed stays."""

    def check(terminal: Terminal, shell: str, typed: str) -> None:
        terminal.press(*["Tab"] * (2 if shell == "bash" else 1))  # bash lists at the second
        # Bash, and fish where the script lists, repeat the line below the list.
        below = shell == "bash" or (shell == "fish" and "UBND" not in typed)
        prompts = [f"{PROMPT} {typed}"] * (2 if below else 1)
        terminal.wait(
            lambda lines: (
                all(any(each in line for line in lines) for each in offers)
                and [line for line in lines if line.startswith(PROMPT)] == prompts
            )
        )

    return check


def answered(told: str) -> Check:
    """Return the check that the line that Tab makes is understood when it is run."""

    def check(terminal: Terminal, shell: str, typed: str) -> None:
        terminal.press("Tab")
        terminal.wait(lambda lines: "Yến" in lines[-1])
        terminal.press("Enter")
        terminal.wait(lambda lines: any(told in line for line in lines))

    return check


@pytest.mark.parametrize(
    ("typed", "check"),
    [
        ('papi tasks --agency "ubnd xa yen d',
         put_in('papi tasks --agency "UBND xã Yến Dương"', "papi tasks --agency UBND\\ xã\\ Yến\\ Dương")),
        ("papi tasks --agency 'UBND xã Yến", put_in("papi tasks --agency 'UBND xã Yến Dương'")),
        ("papi tasks --agency ubnd\\ xa\\ yen\\ d", put_in("papi tasks --agency UBND\\ xã\\ Yến\\ Dương")),
        ("papi tasks --agency snv", put_in("papi tasks --agency Sở\\ Nội\\ vụ")),
        ("papi tasks --agency=snv", put_in("papi tasks --agency=Sở\\ Nội\\ vụ")),
        ("papi progress --expect al", put_in("papi progress --expect all")),
        ("papi show 8", put_in("papi show 8.")),
        ("papi ag", put_in("papi agencies")),
        ("papi tasks --plan pyproj", put_in("papi tasks --plan pyproject.toml")),
        ('papi tasks --agency "ubnd xa ban', listed("UBND xã Bằng Thành", "UBND xã Bản Thi")),
        ("papi tasks --agency ubnd-xa-ban", listed("UBND xã Bằng Thành", "UBND xã Bản Thi")),
        ("papi tasks --agency st", listed("Sở Tư pháp", "Sở Tài chính")),
        ("papi tasks --agency 'UBND xã Y", listed("UBND xã Yến Dương", "UBND xã Yên Cư")),
        ('papi tasks --dimension 4 --agency "ubnd xa yen d',
         answered("nhiệm vụ (cơ quan UBND xã Yến Dương; chỉ số nội dung 4)")),
    ],
)  # fmt: skip
def test_tab_on_a_terminal(terminal: Terminal, shell: str, typed: str, check: Check) -> None:
    terminal.type(typed)
    check(terminal, shell, typed)

"""Completion by the Tab key: which names fit what was typed, and how each shell is told.

A shell's script runs papi with the words of its command line in the environment; what papi then
prints is what that script needs. Whatever goes wrong, nothing is offered: a completion has
nowhere to say it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from os.path import commonprefix
from typing import Any, NamedTuple

import typer

from papi_cli.errors import ExitCode, PapiError
from papi_cli.vietnamese.words import fold

ASKED = "_PAPI_COMPLETE"
"""The environment variable with the name of the shell that asks."""
_WORDS = "_PAPI_WORDS"
"""That with the words behind `papi`, as typed, up to the one to complete."""
_BETWEEN = "\x1f"
"""What stands between those words: the one separator that no shell splits or trims by itself."""


# What fits


class Offer(NamedTuple):
    """A value that can be completed, a short help, and what else it may be asked by."""

    value: str
    help: str = ""
    also: tuple[str, ...] = ()


class _Kept(str):
    """A completion that stays one whatever was typed.

    Typer drops those that do not begin with what was typed, letter by letter; ours are found
    without accents and case.
    """

    __slots__ = ()

    def startswith(self, *_typed: Any) -> bool:
        return True


def completer(offers: Callable[[typer.Context], Iterable[Offer]]) -> Callable[..., list[Any]]:
    """Return a completion function for Typer from one that gives all that can be completed.

    Offered are the values that begin with what was typed; else those that do so but for
    accents, case and spaces; else those whose other names do; else those that hold it anywhere.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Any]:
        try:
            return [(_Kept(each.value), each.help) for each in _fitting(offers(ctx), incomplete)]
        except PapiError:
            return []

    return complete


def _fitting(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    typed = fold(incomplete)
    if not typed:
        return [] if incomplete.strip() else list(offers)
    known = [(fold(each.value), each) for each in offers]
    return (
        [each for _, each in known if each.value.startswith(incomplete)]
        or [each for folded, each in known if folded.startswith(typed)]
        or [each for _, each in known if any(fold(name).startswith(typed) for name in each.also)]
        or [each for folded, each in known if typed in folded]
    )


# What a shell asks, and what it is answered


class _Found(NamedTuple):
    """What fits the word to complete.

    `typed` is that word without its quotation marks, `mark` the one that it leaves open, `head`
    an option and its `=` at its beginning.
    """

    typed: str
    mark: str
    head: str
    offers: Sequence[tuple[str, str]]

    @property
    def values(self) -> list[str]:
        return [value for value, _ in self.offers]

    @property
    def begun(self) -> bool:
        """Whether all values begin with what was typed."""
        return all(value.startswith(self.typed) for value in self.values)

    @property
    def settled(self) -> bool:
        """Whether there is something to put in: the one value, or more of what all begin with."""
        longer = len(commonprefix(self.values)) > len(self.typed)  # noqa: RUF071
        return len(self.offers) == 1 or (self.begun and longer)


def answer(app: typer.Typer) -> int:
    """Print what the shell that asks needs to complete a command line; return the exit code."""
    shell = os.environ[ASKED]
    if shell not in SHELLS:
        return ExitCode.USAGE
    raw = os.environ.get(_WORDS, "").split(_BETWEEN)
    lines = _ANSWERS[shell](_find(app, raw, "`" if shell == "powershell" else "\\"))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return ExitCode.DONE


def _find(app: typer.Typer, raw: Sequence[str], escape: str) -> _Found:
    """Return what fits the last of the words `raw`; `escape` is the shell's escape character."""
    from typer._completion_classes import BashComplete
    from typer.main import get_command

    # Bash makes three words of `--agency=x`.
    words = [word for at, word in enumerate(raw) if word != "=" or at == len(raw) - 1]
    *before, last = words
    head, equals, rest = last.partition("=")
    if last == "=":
        head, rest = "", ""
    elif equals and head.startswith("--"):
        before.append(head)
        head += equals
    else:
        head, rest = "", last
    typed, mark = _unquoted(rest, escape)
    args = [_unquoted(word, escape)[0] for word in before]
    try:
        completing = BashComplete(get_command(app), {}, "papi", ASKED)
        items = completing.get_completions(args, typed)
    except PapiError:
        items = []
    offers = [(str(each.value), " ".join((each.help or "").split())) for each in items]
    return _Found(typed, mark, head, offers)


def _unquoted(raw: str, escape: str) -> tuple[str, str]:
    """Return what a word of a command line stands for, and the quotation mark left open."""
    import shlex

    if raw.startswith("~/"):
        return os.path.expanduser(raw), ""  # noqa: PTH111 - a text, in and out
    for mark in ("", '"', "'"):
        lexer = shlex.shlex(raw.removesuffix(escape) + mark, posix=True)
        lexer.whitespace_split = True
        lexer.commenters = ""
        lexer.escape = escape
        try:
            return " ".join(lexer), mark
        except ValueError:  # a quotation mark is open
            continue
    return raw, ""


def _for_bash(found: _Found) -> list[str]:
    """Return the array COMPREPLY.

    Bash puts in what all entries begin with. Where that must not be, there is a blank entry
    among them: then they begin with nothing, and what was typed stays.
    """
    if found.offers and not found.settled:
        return [*found.values, " "]
    return [_quoted_for_bash(value, found.mark) for value in found.values]


def _quoted_for_bash(value: str, mark: str) -> str:
    if mark == "'":
        return value.replace("'", "'\\''")
    return re.sub(r'[\\"$`]' if mark else r"[^\w@%+=:,./-]", r"\\\g<0>", value)


def _for_zsh(found: _Found) -> list[str]:
    """Return whether to put in or to list, then each value and its help."""
    return ["insert" if found.settled else "list", *_with_help(found.offers)]


def _for_fish(found: _Found) -> list[str]:
    """Return what to do, then each value and its help.

    Fish itself offers what begins with what was typed (`insert`), and drops all else: that the
    script puts in (`replace`) or lists.
    """
    offers = [(f"{found.head}{value}", text) for value, text in found.offers]
    other = "replace" if len(offers) == 1 else "list"
    return ["insert" if found.begun else other, *_with_help(offers)]


def _for_powershell(found: _Found) -> list[str]:
    """Return the text to put in for each value, the value, its help."""
    lines = []
    for value, text in found.offers:
        word = value if re.fullmatch(r"[\w./-]+", value) else "'" + value.replace("'", "''") + "'"
        lines.append(f"{found.head}{word}\t{value}\t{text or value}")
    return lines


def _with_help(offers: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{value}\t{text}" if text else value for value, text in offers]


_ANSWERS = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
    "powershell": _for_powershell,
}


# Scripts

_BASH = """\
# papi: thêm dòng  source <(papi completion bash)  vào ~/.bashrc
_papi_completion() {
    local IFS=$'\\x1f'
    mapfile -t COMPREPLY < <(_PAPI_COMPLETE=bash \\
        _PAPI_WORDS="${COMP_WORDS[*]:1:COMP_CWORD}" "$1" 2>/dev/null)
}
complete -o default -o nosort -F _papi_completion papi
"""

_ZSH = """\
#compdef papi
# papi: thêm dòng  source <(papi completion zsh)  vào cuối ~/.zshrc
_papi_completion() {
    local -a lines names shown
    local head=
    [[ $PREFIX == --*=* ]] && head=${PREFIX%%=*}=
    lines=("${(@f)$(_PAPI_COMPLETE=zsh _PAPI_WORDS="${(pj:\\x1f:)words[2,CURRENT]}" \\
        "${(Q)words[1]}" 2>/dev/null)}")
    names=("${(@)lines[2,-1]%%$'\\t'*}")
    shown=("${(@)lines[2,-1]/$'\\t'/  -- }")
    if (( $#lines < 2 )); then
        _files
        return
    fi
    compadd -U -P "$head" -l -V papi -d shown -a names
    if [[ $lines[1] == list ]]; then
        compstate[insert]=
        compstate[list]='list force'
    fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _papi_completion papi
"""

_FISH = """\
# papi: thêm dòng  papi completion fish | source  vào ~/.config/fish/config.fish
function _papi_completion
    set -l typed (commandline -ct)
    if set -q _papi_found
        set -l found $_papi_found
        set -e _papi_found
        if test -z "$typed"
            printf '%s\\n' $found
            return
        end
    end
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l lines (_PAPI_COMPLETE=fish \\
        _PAPI_WORDS=(string join \\x1f -- (string escape -- $words) "$typed") $program 2>/dev/null)
    set -l todo $lines[1]
    set -e lines[1]
    if not set -q lines[1]
        __fish_complete_path "$typed"
    else if test "$todo" = insert
        printf '%s\\n' $lines
    else if test "$todo" = replace
        # Fish would drop it: take away what was typed, then complete once more.
        set -g _papi_found $lines
        for each in (seq (string length -V -- $typed))
            commandline -f backward-delete-char
        end
        commandline -f complete
    else
        # Fish would drop them: show them above a new prompt.
        printf '\\n%s' (string replace \\t '  -- ' -- $lines) >/dev/tty
        printf '\\n' >/dev/tty
        commandline -f repaint
    end
end
complete -c papi -f -a '(_papi_completion)'
"""

_POWERSHELL = """\
# papi: thêm dòng  papi completion powershell | Out-String | Invoke-Expression  vào tệp $PROFILE
Register-ArgumentCompleter -Native -CommandName papi -ScriptBlock {
    param($typed, $line, $at)
    $words = @()
    $last = ''
    foreach ($each in @($line.CommandElements | Select-Object -Skip 1)) {
        if ($each.Extent.EndOffset -lt $at) { $words += $each.Extent.Text }
        elseif ($each.Extent.StartOffset -lt $at) { $last = $each.Extent.Text }
    }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
        $Env:_PAPI_COMPLETE = 'powershell'
        $Env:_PAPI_WORDS = ($words + $last) -join [char]31
        foreach ($offer in @(& $line.GetCommandName())) {
            $text, $shown, $tip = $offer -split "`t"
            [System.Management.Automation.CompletionResult]::new(
                $text, $shown, 'ParameterValue', $tip)
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:_PAPI_COMPLETE, Env:_PAPI_WORDS
    }
}
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
"""The script for each shell, which makes it complete papi's command lines."""
SHELLS = tuple(SCRIPTS)

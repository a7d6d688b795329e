"""Typer in Vietnamese: help pages, sentences for wrong use, completion, plain-text options.

What is overridden here is what Typer lets its command classes override, but for two things that
are said where they stand.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import typer.completion
from typer.core import TyperCommand, TyperGroup

from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted, visible
from papi_cli.vietnamese.words import fold


class _AsTyped:
    """A parameter's value as it was typed.

    Typer builds a validator of pydantic's for every option of a command, which takes longer
    than all the rest of a start. Our options are text, and are read by the commands, which say
    in Vietnamese what is wrong with them.
    """

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return `value`: text, a list of texts, a truth value, or nothing."""
        del ctx
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        return list(value) if isinstance(value, tuple) else value


def _take_as_typed(param: Any) -> None:
    """Spare a parameter Typer's own coercion.

    Typer fills this attribute in when it first needs it; were it to rename it, papi would start
    more slowly and nothing else.
    """
    param._runtime_param = _AsTyped()


class _Vietnamese:
    """What commands and groups share: a help page in Vietnamese."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option `--help`."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Hiện hướng dẫn này rồi thoát."
            _take_as_typed(option)
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the command is used."""
        arguments = (each for each in self.params if each.param_type_name == "argument")  # type: ignore[attr-defined]
        words = [self.options_metavar, *(each.metavar for each in arguments)]  # type: ignore[attr-defined]
        pieces = " ".join([*words, getattr(self, "subcommand_metavar", "")]).strip()
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then the options."""
        arguments, options = [], []
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            if param.param_type_name == "argument":
                arguments.append((param.metavar, param.help))
            elif record := param.get_help_record(ctx):
                options.append(record)
        for heading, records in (("Tham số", arguments), ("Tùy chọn", options)):
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


class Command(_Vietnamese, TyperCommand):
    """A command of papi."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[TÙY CHỌN]"
        for param in self.params:
            _take_as_typed(param)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command as it is registered: its name, what runs, a line of help, and the page."""

    name: str
    run: Callable[..., Any]
    short: str
    page: str


def register(app: typer.Typer, entries: Iterable[Entry]) -> None:
    """Add commands to `app`, in the order in which its help page lists them."""
    for each in entries:
        app.command(each.name, cls=Command, short_help=each.short, help=each.page)(each.run)


class Group(_Vietnamese, TyperGroup):
    """All commands of papi."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[TÙY CHỌN]"
        self.subcommand_metavar = "LỆNH …"
        for param in self.params:
            _take_as_typed(param)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, then the commands with their short help."""
        super().format_options(ctx, formatter)
        names = self.list_commands(ctx)
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str()) for name in names])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that `args` begin with; raises `PapiError` where there is none."""
        if args[0] not in self.commands and (args[0] == "-" or not args[0].startswith("-")):
            near = get_close_matches(args[0], self.commands, n=1)
            advice = f"có phải «{near[0]}»?" if near else "«papi --help» liệt kê các lệnh."
            raise PapiError(f"Không có lệnh {quoted(args[0])}; {advice}")
        return super().resolve_command(ctx, args)


def sentence(error: typer.TyperException) -> str:
    """Return in Vietnamese what Typer found wrong with a command line."""
    said = error.format_message()
    context = getattr(error, "ctx", None)
    page = f"{context.command_path} --help" if context else "papi --help"
    see = f"xem «{page}»."
    if option := getattr(error, "option_name", None):
        name = quoted(option)
        if "requires" in said:
            return f"Tùy chọn {name} thiếu giá trị; {see}"
        if "does not take" in said:
            return f"Tùy chọn {name} không nhận giá trị; {see}"
        near = getattr(error, "possibilities", None)
        return f"Không có tùy chọn {name}; {f'có phải «{min(near)}»?' if near else see}"
    param = getattr(error, "param", None)
    if param is not None and said.startswith("Missing"):
        return f"Thiếu {quoted(param.metavar)}; {see}"
    if extra := re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", said, re.DOTALL):
        return f"Thừa {quoted(extra[1])}; một tên có dấu cách phải để trong ngoặc kép, {see}"
    return f"Câu lệnh viết chưa đúng ({visible(said)}); {see}"


class _Offer(str):
    """A completion that stays one whatever was typed.

    Typer drops those that do not begin with what was typed, letter by letter; ours are found
    without accents and case.
    """

    __slots__ = ()

    def startswith(self, *_typed: Any) -> bool:
        return True


def completer(names: Callable[[Any], Iterable[tuple[str, str]]]) -> Callable[..., list[Any]]:
    """Return a completion function for Typer from one that gives values with a help text.

    `names` gets Typer's context. Offered are the values that begin with what was typed; else
    those that do so but for accents, case and spaces; else those that hold it anywhere.
    Whatever goes wrong, nothing is offered: a completion has nowhere to say it.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Any]:
        typed = fold(incomplete)
        try:
            known = [(fold(value), value, text) for value, text in names(ctx)]
        except PapiError:
            return []
        fitting = [each for each in known if incomplete and each[1].startswith(incomplete)]
        fitting = fitting or [each for each in known if each[0].startswith(typed)]
        fitting = fitting or [each for each in known if typed in each[0]]
        return [(_Offer(value), text) for _, value, text in fitting]

    return complete


SHELLS = ("bash", "zsh", "fish", "powershell")
_BASH = """\
# papi: chạy  source <(papi completion bash)  hoặc chép vào ~/.bashrc
_papi_completion() {
    local IFS=$'\\n' typed="${COMP_WORDS[COMP_CWORD]}" line
    COMPREPLY=()
    for line in $(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _PAPI_COMPLETE=complete_bash "$1"); do
        case $typed in
            [\\"\\']*) COMPREPLY+=("$line") ;;
            *) COMPREPLY+=("$(printf %q "$line")") ;;
        esac
    done
}
complete -o default -o nosort -F _papi_completion papi"""


def completion_script(shell: str) -> str:
    """Return the script that makes a shell complete papi's command lines.

    Typer's own for bash does not quote, and names of agencies hold spaces.
    """
    if shell == "bash":
        return _BASH
    get_completion_script: Callable[..., str] = typer.completion.get_completion_script  # type: ignore[attr-defined]
    return get_completion_script(prog_name="papi", complete_var="_PAPI_COMPLETE", shell=shell)


def prepare_completion() -> None:
    """Tell Typer of the shells that it can complete for."""
    typer.completion.completion_init()  # type: ignore[attr-defined]

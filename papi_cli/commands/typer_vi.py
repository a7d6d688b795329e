"""Typer in Vietnamese: help pages, sentences for wrong use, plain-text options.

What is overridden here is what Typer lets its command classes override, but for one attribute,
which is said where it stands. Typer's errors have no public names but that of their base: they
are told apart by the classes of its own module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import typer
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer.core import TyperCommand, TyperGroup

from papi_cli.errors import PapiError
from papi_cli.safe_text import quoted, visible


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

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the words that are no parameters' values, having taken the others from `args`.

        Raises `PapiError` where an option that takes one value is there twice: whichever were
        taken, the other would be lost without a word.
        """
        typed = list(args)
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except UsageError as error:
            error.ctx = error.ctx or ctx  # Typer's parser does not tell where it was
            raise
        if not ctx.resilient_parsing:
            _, _, order = self.make_parser(ctx).parse_args(typed)  # type: ignore[attr-defined]
            for param, times in Counter(order).items():
                if times > 1 and not (param.multiple or param.is_flag):
                    raise PapiError(
                        f"Tùy chọn {quoted(_name(param))} chỉ ghi được một lần;"
                        f" xem «{ctx.command_path} --help»."
                    )
        return rest

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

    allow_extra_args = True
    """Typer leaves them to us, and we refuse them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[TÙY CHỌN]"
        for param in self.params:
            _take_as_typed(param)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse like all; raises `PapiError` also where words are left that nothing takes."""
        typed = list(args)
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise PapiError(f"Thừa {quoted(' '.join(rest))}; {self._advice(ctx, typed, rest[0])}")
        return rest

    def _advice(self, ctx: Any, typed: list[str], extra: str) -> str:
        """Return what to do about words too many: `typed` are all words, `extra` is the first."""
        page = f"xem «{ctx.command_path} --help»."
        before = typed[: typed.index(extra)]
        takes_value = {name for each in self.params if _takes_value(each) for name in each.opts}
        if before[-2:-1] and before[-2] in takes_value:
            return f"một tên có dấu cách phải để trong ngoặc kép, {page}"
        if before and before[-1].partition("=")[0] in takes_value:
            return f"một tên có dấu cách phải để trong ngoặc kép, {page}"
        words = [each.metavar for each in self.params if each.param_type_name == "argument"]
        taken = " và ".join(f"một {quoted(str(each))}" for each in words) or "tùy chọn"
        return f"«{ctx.command_path}» chỉ nhận {taken}, {page}"


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
    context = error.ctx if isinstance(error, UsageError) else None
    see = f"xem «{context.command_path if context else 'papi'} --help»."
    if isinstance(error, NoSuchOption):
        near = f"có phải «{min(error.possibilities)}»?" if error.possibilities else see
        return f"Không có tùy chọn {quoted(error.option_name)}; {near}"
    if isinstance(error, BadOptionUsage):
        params = context.command.params if context else []
        known = (each for each in params if error.option_name in each.opts)
        wrong = "thiếu giá trị" if any(map(_takes_value, known)) else "không nhận giá trị"
        return f"Tùy chọn {quoted(error.option_name)} {wrong}; {see}"
    if isinstance(error, MissingParameter) and error.param is not None:
        return f"Thiếu {quoted(str(error.param.metavar))}; {see}"
    return f"Câu lệnh viết chưa đúng ({visible(error.format_message())}); {see}"


def _takes_value(param: Any) -> bool:
    """Return whether a parameter is an option that takes a value, and no flag."""
    return param.param_type_name == "option" and not param.is_flag


def _name(option: Any) -> str:
    """Return the long name of an option."""
    return str(max(option.opts, key=len))

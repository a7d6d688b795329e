"""Templates: Jinja2's environment, its filters, its errors in Vietnamese. Its only importer.

A template gets plain data alone (text, numbers, lists, tables of them), in Jinja's sandbox: it
cannot reach files, the network or the program. It can still take long: the sandbox bounds a
`range`, not loops in loops.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from papi_cli import resources
from papi_cli.documents import jinja_messages
from papi_cli.errors import ExitCode, FileError, PapiError, reason
from papi_cli.files import is_folder
from papi_cli.safe_text import markdown_text, quoted, visible

_MARKDOWN, _HTML = ".md.j2", ".html.j2"
SUFFIXES = (_MARKDOWN, _HTML, ".css", ".js")
"""How the names of templates end; of a style sheet or a script nothing is filled in."""
_SPECIAL_IN_CELL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters that number points in an administrative document."""


class TemplateError(PapiError):
    """A template that cannot be used; `details` is `file:line: sentence`, a line."""

    exit_code = ExitCode.FILE

    def __init__(self, file: str, line: int, problem: str) -> None:
        self.details = f"{visible(file)}:{line}: {problem}\n"
        super().__init__("Mẫu văn bản có lỗi nên chưa làm được văn bản; sửa chỗ nêu trên.")


def inline(value: object) -> str:
    """Return a value as text within a line of Markdown, never as markup."""
    return markdown_text(visible(str(value)))


def cell(value: object) -> str:
    """Return a value as text that stands in one cell of a Markdown table, never as markup."""
    return _SPECIAL_IN_CELL.sub(r"\\\g<0>", visible(str(value)))


def letter(number: int) -> str:
    """Return the letter of a point: 1 gives a, 5 đ (Nghị định 30/2020/NĐ-CP); 24 gives aa."""
    letters = ""
    while number > 0:
        number, at = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[at] + letters
    return letters


def grouped(number: int) -> str:
    """Return a number with its thousands apart: `5.222`."""
    return f"{number:,}".replace(",", ".")


def indented(text: str, columns: int) -> str:
    """Return Markdown moved right by `columns` so that it belongs to the item of a list above."""
    return "\n".join(" " * columns + line if line.strip() else "" for line in text.split("\n"))


_MOST_PARTS = 5_000
"""Filled parts that are kept to be used again."""


def _is_html(name: str | None) -> bool:
    """Whether text that a template puts out is to be escaped for HTML."""
    return name is not None and name.endswith(_HTML)


class _Loader(FileSystemLoader):
    """Loads templates from a folder, never through a link that leads out of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8-sig")
        self._folder = folder.resolve()

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return a template's text, file and freshness; see Jinja's loaders.

        Raises `TemplateError` where it cannot be read: Jinja tells only who asked for it.
        """
        path = str(Path(self.searchpath[0], template))
        try:
            source = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            problem = "không dùng mã UTF-8; mở ra và lưu lại bằng mã UTF-8."
            raise TemplateError(path, line, problem) from None
        except TemplateNotFound:  # an OSError too
            raise
        except OSError:
            raise TemplateError(path, 1, "không đọc được; xin quyền đọc tệp.") from None
        if not Path(str(source[1])).resolve().is_relative_to(self._folder):
            raise TemplateNotFound(template)
        return source


@dataclass(frozen=True, slots=True)
class Source:
    """A template and where it comes from: `own` where the user's folder has it."""

    name: str
    path: Path
    own: bool


class Templates:
    """The shipped templates, and before them those of a folder of the user's."""

    def __init__(self, folder: str | None = None) -> None:
        """Put the templates of `folder` first.

        Raises `FileError` where it is not a folder, or has no template that would be used.
        """
        if folder is not None and not is_folder(folder):
            raise FileError(
                f"Không có thư mục mẫu {quoted(folder, 200)}; «papi templates --copy» tạo ra một"
                " bản để sửa."
            )
        self._own = Path(folder) if folder is not None else None
        if self._own is not None:
            _want_a_template(self._own)
        shipped = _Loader(resources.templates_dir())
        loaders: list[BaseLoader] = [shipped, PrefixLoader({"papi": shipped})]
        if self._own is not None:
            loaders.insert(0, _Loader(self._own))
        self._loader = ChoiceLoader(loaders)
        self._environment = ImmutableSandboxedEnvironment(
            loader=self._loader,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=_is_html,  # in Markdown `cell` and `inline` escape
            cache_size=-1,
        )
        self._environment.filters |= {
            "cell": cell,
            "inline": inline,
            "letter": letter,
            "number": grouped,
            "indented": indented,
            "part": self._part,
        }
        self._templates: dict[str, Template] = {}
        self._parts: dict[tuple[str, int], tuple[object, str]] = {}

    @property
    def own(self) -> bool:
        """Whether templates of a user's come before the shipped ones."""
        return self._own is not None

    def render(self, name: str, **data: Any) -> str:
        """Return the template `name` filled with `data`; raises `TemplateError`."""
        try:
            return self._template(name).render(data)
        except PapiError:
            raise
        except Exception as error:  # noqa: BLE001 - a template can raise whatever Python can
            raise self._error(name, error) from None

    def source(self, name: str) -> str:
        """Return a style sheet or a script word for word; raises `TemplateError`."""
        try:
            return self._loader.get_source(self._environment, name)[0]
        except TemplateNotFound as error:
            raise self._error(name, error) from None

    def fault(self, names: Sequence[str], problem: str) -> TemplateError:
        """Return the error that templates together make something that cannot be used.

        It is said of the first of `names` that the user has changed, and names the others: the
        shipped ones are right.
        """
        known = {each.name: each for each in self.sources() if each.name in names}
        changed = [known[name] for name in names if known[name].own and _is_changed(known[name])]
        first, *others = changed or [known[name] for name in names[:1]]
        if others:
            listed = ", ".join(quoted(each.name) for each in others)
            problem = f"{problem.removesuffix('.')}; nếu tệp này đúng thì xem {listed}."
        return TemplateError(str(first.path), 1, problem)

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(name)
        return self._templates[name]

    def _part(self, value: object, name: str) -> str:
        """Return the template `name` with `value` as `it`; for the same object, the same text.

        Agencies share most of their tasks: filling a part once for all saves most of the time.
        """
        key = (name, id(value))
        known = self._parts.get(key)
        if known is None:
            if len(self._parts) > _MOST_PARTS:
                self._parts.clear()
            known = self._parts[key] = (value, self._template(name).render(it=value))
        return known[1]

    def _error(self, name: str, error: Exception) -> TemplateError:
        file, line = self._place(name, error)
        if isinstance(error, TemplateNotFound):
            problem = (
                f"không có mẫu {quoted(str(error.name or name))}; «papi templates» liệt kê các mẫu."
            )
        elif isinstance(error, TemplateSyntaxError):
            problem = jinja_messages.syntax(error.message or "")
        elif isinstance(error, SecurityError):
            problem = jinja_messages.forbidden(str(error))
        elif isinstance(error, UndefinedError):
            problem = jinja_messages.undefined(str(error))
        elif isinstance(error, RecursionError):
            problem = "gọi lại chính nó mãi không dừng; bỏ vòng lặp."
        else:
            problem = jinja_messages.other(error)
        return TemplateError(file, line, problem)

    def _place(self, name: str, error: Exception) -> tuple[str, int]:
        """Return the template and the line where it went wrong."""
        if isinstance(error, TemplateSyntaxError) and error.filename:
            return error.filename, error.lineno
        folders = [resources.templates_dir(), *([self._own] if self._own else [])]
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.endswith(".j2") and any(
                Path(frame.filename).is_relative_to(folder) for folder in folders
            ):
                return frame.filename, frame.lineno or 1
        found = next((source.path for source in self.sources() if source.name == name), name)
        return str(found), 1

    def sources(self) -> Iterator[Source]:
        """Yield every template by its name, the user's own in place of the shipped one."""
        shipped = _names(resources.templates_dir())
        own = _names(self._own) if self._own else set()
        for name in sorted(shipped | own):
            folder = self._own if self._own and name in own else resources.templates_dir()
            yield Source(name, folder / name, own=name in own)


def _names(folder: Path) -> set[str]:
    """Return the templates in a folder; a link that leads out of it is none."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.name.endswith(SUFFIXES)
        and path.is_file()
        and path.resolve().is_relative_to(folder.resolve())
    }


def _is_changed(own: Source) -> bool:
    """Whether a template of the user's is another than the shipped one of its name."""
    return (resources.templates_dir() / own.name).read_bytes() != own.path.read_bytes()


def _want_a_template(folder: Path) -> None:
    """Raise `FileError` where no template of a folder would be used."""
    known = sorted(_names(resources.templates_dir()))

    def has_any(place: Path) -> bool:
        return any(
            (place / name).is_file() and (place / name).resolve().is_relative_to(place.resolve())
            for name in known
        )

    shown = quoted(str(folder), 200)
    try:
        if has_any(folder):
            return
        below = next((each for each in sorted(folder.iterdir()) if has_any(each)), None)
    except OSError as error:
        raise FileError(
            f"Không đọc được thư mục mẫu {shown} ({reason(error)}); xin quyền đọc thư mục."
        ) from None
    if below:
        raise FileError(
            f"Thư mục {shown} không có mẫu nào dùng được, mẫu nằm ở {quoted(str(below), 200)}; chỉ"
            " đúng thư mục ấy."
        )
    raise FileError(
        f"Thư mục {shown} không có mẫu nào dùng được; các tệp được dùng là: {', '.join(known)}."
    )


_SHIPPED: list[Templates] = []


def shipped() -> Templates:
    """Return the shipped templates, prepared once."""
    if not _SHIPPED:
        _SHIPPED.append(Templates())
    return _SHIPPED[0]

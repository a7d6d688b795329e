"""What can go wrong, said once: a problem in a plan, and the errors that end a command."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    PROBLEMS = 1
    """Problems were found by a command that looks for them."""
    USAGE = 2
    """Wrong use, an unknown agency, an unknown id."""
    FILE = 3
    """A file that cannot be read, is not valid, or cannot be written."""


class Level(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def word(self) -> str:
        """The level as users read it."""
        return {Level.ERROR: "lỗi", Level.WARNING: "cảnh báo", Level.NOTE: "lưu ý"}[self]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place of a file; `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    level: Level
    rule: str
    message: str

    def __str__(self) -> str:
        """`file:line:column: level rule: sentence`, the form that editors can jump to."""
        return (
            f"{self.file}:{self.line}:{self.column}: {self.level.word} {self.rule}: {self.message}"
        )


MOST_PROBLEMS = 1000
"""Of one kind; who has more mends the first ones and looks again."""
MANY_MORE = "Còn nhiều vấn đề như thế nữa; sửa các chỗ đã nêu rồi kiểm tra lại."


class PapiError(Exception):
    """An error that a user can cause: a Vietnamese sentence and the exit code it ends with."""

    exit_code = ExitCode.USAGE
    details = ""


_REASONS = {
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.ENOENT: "không có thư mục ấy",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.ENOTDIR: "đường dẫn đi qua một tệp chứ không phải thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng tròn",
    errno.EIO: "lỗi đọc ghi",
    errno.EACCES: "không được phép",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EDQUOT: "hết phần đĩa được dùng",
    errno.EFBIG: "tệp vượt cỡ được phép",
    errno.EISDIR: "đó là một thư mục",
}


def reason(error: Exception) -> str:
    """Return in Vietnamese why the system refused."""
    code = getattr(error, "errno", None)
    if code is None:
        return "đường dẫn không hợp lệ"
    return _REASONS.get(code, f"mã lỗi hệ thống {code}")


class FileError(PapiError):
    """A file that cannot be read or written."""

    exit_code = ExitCode.FILE


class InvalidPlanError(PapiError):
    """A plan that was read and is not valid.

    `problems` are those found, in the order of the file; at least one is an error. `details`
    are the first errors, a line each, to be shown above the sentence.
    """

    exit_code = ExitCode.FILE
    shown = 5

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        errors = [problem for problem in problems if problem.level is Level.ERROR]
        self.details = "".join(f"{problem}\n" for problem in errors[: self.shown])
        if len(errors) > self.shown:
            self.details += f"… và {len(errors) - self.shown} lỗi nữa\n"
        super().__init__(
            f"Kế hoạch chưa hợp lệ; chạy «papi check {problems[0].file}» để xem mọi vấn đề rồi sửa."
        )

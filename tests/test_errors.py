"""Problems and errors."""

from papi_cli.errors import ExitCode, FileError, InvalidPlanError, Level, PapiError, Problem


def test_a_problem_is_a_line_that_editors_can_jump_to() -> None:
    problem = Problem("a.yaml", 3, 5, Level.WARNING, "no-lead", "Không có cơ quan chủ trì.")
    assert str(problem) == "a.yaml:3:5: cảnh báo no-lead: Không có cơ quan chủ trì."


def test_every_level_has_a_word() -> None:
    assert [level.word for level in Level] == ["lỗi", "cảnh báo", "lưu ý"]


def test_exit_codes_are_those_of_the_readme() -> None:
    problem = Problem("a", 1, 1, Level.ERROR, "r", "m")
    assert [code.value for code in ExitCode] == [0, 1, 2, 3]
    assert PapiError("x").exit_code == 2
    assert FileError("x").exit_code == InvalidPlanError([problem]).exit_code == 3

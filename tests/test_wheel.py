"""The built package."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (found,) = folder.glob("*.whl")
    return found


def shipped_files() -> set[str]:
    package = ROOT / "papi_cli"
    modules = {path.relative_to(ROOT).as_posix() for path in package.rglob("*.py")}
    beside = {
        f"papi_cli/{path.relative_to(ROOT).as_posix()}"
        for folder in ("data", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    return modules | beside | {"papi_cli/py.typed", "papi_cli/docs/quy_tac.md"}


def test_the_wheel_holds_the_package_its_data_and_templates_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == shipped_files()
    assert "papi_cli/data/plan_2021.yaml" in names
    assert "papi_cli/data/source/ke_hoach_263_2021.txt" in names


def test_papi_works_from_the_wheel_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(installed)
    # A plain interpreter without this checkout's editable install, with its libraries behind.
    code = (
        "import sys; sys.path[1:1] = sys.argv.pop(1).split(chr(10));"
        "import papi_cli.__main__; sys.exit(papi_cli.__main__.main())"
    )
    paths = "\n".join(
        [str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    )
    for args, said in (
        (["tasks", "--agency", "UBND cấp xã"], "1.1.a\t"),
        (["tasks", "--dimension", "1", "--format", "md"], "## Nhiệm vụ"),
        (["check", "--explain", "expect"], "expect (lỗi)"),
        (["new", "plan.yaml"], ""),
        (["check", "--strict", "--format", "text"], "lưu ý doubt"),
    ):
        done = subprocess.run(
            [sys.executable, "-S", "-c", code, paths, *args],
            cwd=empty, capture_output=True, encoding="utf-8", check=False,
            env={
                name: value
                for name, value in os.environ.items()
                if name not in {"PYTHONPATH", "CI", "PRE_COMMIT"}
            },
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
    shown = done.stdout.splitlines()[0]
    assert str(installed) in shown

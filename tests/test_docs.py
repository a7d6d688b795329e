"""The pages under docs/ show what the program does."""

import html
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from papi_cli.check import load_valid
from papi_cli.deadline import Kind
from tests.conftest import ROOT, Result
from tests.shown import do
from tests.terminal import drawn, picture

Papi = Callable[..., Result]
DOCS = ROOT / "docs"
OTHER = (DOCS / "ke_hoach_khac.md").read_text(encoding="utf-8")
KEEPING = (DOCS / "giu_du_lieu.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", OTHER, re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Save the plan of the guide as the guide says."""
    path = tmp_path / "ke_hoach_2017.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_guide_to_another_plan_goes_as_it_says(papi: Papi, example: Path) -> None:
    assert len(do(papi, OTHER, example.parent)) == 8
    text = (example.parent / "danh_muc" / "ubnd-xa-ba.md").read_text(encoding="utf-8")
    assert "Chỉ tiêu của Kế hoạch: Tổng điểm PAPI năm 2018: từ 36 điểm trở lên; " in text
    assert "## 2. Công khai, minh bạch\n\nChỉ tiêu: Xã niêm yết danh sách hộ nghèo: 100%.\n" in text
    assert "  - Chỉ tiêu: Trưởng thôn được tập huấn: 90% trở lên\n" in text
    assert "  - Sản phẩm: Mỗi năm ít nhất một lớp\n" in text
    report = (example.parent / "bao_cao" / "bao-cao-tong-hop.md").read_text(encoding="utf-8")
    assert "Chỉ tiêu (Xã niêm yết danh sách hộ nghèo: 100%): kết quả […]" in report


def test_the_plan_of_the_guide_has_all_that_the_shipped_one_has_not(example: Path) -> None:
    plan = load_valid(example, "x").plan
    deadlines = {load_valid(example, "x").deadline(task).kind for task in plan.tasks}
    assert (len(plan.dimensions), plan.document.year) == (6, None)
    assert any(dimension.tasks and not dimension.subdimensions for dimension in plan.dimensions)
    assert {task.id for task in plan.tasks} >= {"1.1.2", "2.1", "3"}
    assert deadlines == set(Kind)
    assert plan.targets
    assert any(dimension.targets for dimension in plan.dimensions)
    assert any(task.targets and task.product for task in plan.tasks)
    assert any(task.note for task in plan.tasks)


def test_documents_of_the_guides_plan_hold_products_and_targets(papi: Papi, example: Path) -> None:
    plan = papi("action-plan", "--agency", "UBND xã Ba", "--plan", str(example)).out
    assert "  - Sản phẩm: Mỗi năm ít nhất một lớp\n" in plan
    assert "- Góp phần đạt chỉ tiêu: Tổng điểm PAPI năm 2018: từ 36 điểm trở lên; " in plan
    unit = papi("action-plan", "--agency", "Trung tâm Hành chính công", "--plan", str(example)).out
    assert "  - Ghi chú: Kinh phí trong dự toán của Văn phòng UBND tỉnh\n" in unit
    report = papi("report", "--agency", "UBND xã Ba", "--plan", str(example)).out
    assert "  - Chỉ tiêu: Trưởng thôn được tập huấn: 90% trở lên\n" in report
    task = papi("show", "1.1.2", "--plan", str(example)).out
    assert "Chỉ tiêu\tTrưởng thôn được tập huấn: 90% trở lên\n" in task


def test_the_guide_to_keeping_goes_as_it_says(papi: Papi, tmp_path: Path) -> None:
    assert len(do(papi, KEEPING, tmp_path)) == 4


def test_the_workflow_and_the_hook_in_the_guide_are_yaml_that_checks_a_plan(
    papi: Papi, tmp_path: Path
) -> None:
    blocks = [yaml.safe_load(each) for each in re.findall(r"```yaml\n(.*?)```", KEEPING, re.DOTALL)]
    _, hooks, workflow = blocks
    (hook,) = hooks["repos"][0]["hooks"]
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == ours["id"]
    assert re.search(hook["files"], "ke_hoach.yaml")
    steps: list[dict[str, Any]] = workflow["jobs"]["check"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("papi check")]
    papi("new", "ke_hoach.yaml", cwd=tmp_path)
    assert papi(*command.split()[1:], cwd=tmp_path).code == 0
    assert papi(*ours["entry"].split()[1:], "ke_hoach.yaml", cwd=tmp_path).code == 0


def test_our_own_workflow_runs_on_every_system_and_python_that_we_name() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    matrix = jobs["tests"]["strategy"]["matrix"]
    pythons = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert matrix["python"] == pythons
    assert [each.split("-")[0] for each in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert {"data", "wheel", "audit", "lowest"} <= set(jobs)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (DOCS / target).exists(), target


OFFICERS = (DOCS / "huong_dan.md").read_text(encoding="utf-8")
PICTURES = {
    "tasks": 'papi tasks --agency "UBND xã Yến Dương" --deadline "Quý II/2021"',
    "show": "papi show 6.3.d",
    "progress": "papi progress danh_muc --by dimension --on 1/7/2021",
}
COLUMNS = 100


def test_the_guide_for_officers_goes_as_it_says_and_shows_what_they_see(
    papi: Papi, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    assert len(do(papi, OFFICERS, tmp_path)) == 4
    pytest.importorskip("pty", reason="no terminals can be made here")
    for name, line in PICTURES.items():
        assert f"](hinh/{name}.svg)" in OFFICERS
        args = shlex.split(line)[1:]
        output = drawn(args, tmp_path, COLUMNS, PAPI_PLAN="data/plan_2021.yaml")
        path = DOCS / "hinh" / f"{name}.svg"
        if request.config.getoption("--renew"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(picture(line, output, COLUMNS), encoding="utf-8", newline="\n")
        shown = path.read_text(encoding="utf-8")
        assert "http" not in shown.replace("http://www.w3.org/", "")
        assert words_of(shown) == words_of(picture(line, output, COLUMNS)), "make renew"


def words_of(svg: str) -> list[str]:
    """Return the words that a picture shows."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape(text).replace("\xa0", " ") for text in texts).split()


REFERENCE = """\
# Các lệnh

Trang này chép lại `papi --help` và `papi LỆNH --help` (viết bằng `make renew`). Cách dùng theo việc thì xem
[README](../README.md), [Văn bản](van_ban.md), [Giữ dữ liệu](giu_du_lieu.md).
"""


def test_the_reference_is_what_the_help_says(papi: Papi, request: pytest.FixtureRequest) -> None:
    main = papi("--help").out
    names = re.findall(r"^  ([a-z-]+) ", main.split("Lệnh:\n")[1], re.MULTILINE)
    pages = {"papi": main} | {f"papi {name}": papi(name, "--help").out for name in names}
    text = REFERENCE + "".join(
        f"\n## `{name}`\n\n```text\n{page.rstrip()}\n```\n" for name, page in pages.items()
    )
    path = DOCS / "lenh.md"
    if request.config.getoption("--renew"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text, "make renew"

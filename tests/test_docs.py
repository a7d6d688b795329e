"""The pages under docs/ show what the program does."""

import ast
import html
import json
import re
import shlex
import shutil
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import parse as parse_xml

import pytest
import yaml

from papi_cli.checking.rules.rule import RuleSet
from papi_cli.checking.runner import check, load_valid
from papi_cli.register.filing import Pending, file_rows
from papi_cli.register.rows import PlanRef, Row
from papi_cli.vietnamese.deadline import Kind
from tests.conftest import PLANS, ROOT, Result
from tests.drawing import drawing, layers
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
    assert " | Mỗi năm ít nhất một lớp | […] |\n" in plan
    assert "- Góp phần đạt chỉ tiêu: Tổng điểm PAPI năm 2018: từ 36 điểm trở lên; " in plan
    unit = papi("action-plan", "--agency", "Trung tâm Hành chính công", "--plan", str(example)).out
    assert "(ghi chú: Kinh phí trong dự toán của Văn phòng UBND tỉnh)" in unit
    report = papi("report", "--agency", "UBND xã Ba", "--plan", str(example)).out
    assert "  - Chỉ tiêu: Trưởng thôn được tập huấn: 90% trở lên\n" in report
    task = papi("show", "1.1.2", "--plan", str(example)).out
    assert "Chỉ tiêu\tTrưởng thôn được tập huấn: 90% trở lên\n" in task


PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted(DOCS.glob("*.md"))]
SHOWING = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", SHOWING, ids=lambda path: path.stem)
def test_what_a_page_shows_is_what_happens(
    papi: Papi, example: Path, page: Path, request: pytest.FixtureRequest
) -> None:
    _do_page(papi, example, page, request)


@pytest.mark.thorough
@pytest.mark.parametrize("page", SHOWING, ids=lambda path: path.stem)
def test_what_a_page_shows_is_what_happens_in_processes_of_their_own(
    papi_process: Papi, example: Path, page: Path, request: pytest.FixtureRequest
) -> None:
    _do_page(papi_process, example, page, request)


def _do_page(papi: Papi, example: Path, page: Path, request: pytest.FixtureRequest) -> None:
    folder = example.parent
    shutil.copytree(ROOT / "data", folder / "data")
    text = page.read_text(encoding="utf-8")
    assert len(do(papi, text, folder)) == len(re.findall(r"^\$ papi ", text, re.MULTILINE))
    if page.stem in AFTERWARDS:
        AFTERWARDS[page.stem](folder, request)


def the_year(folder: Path, _request: pytest.FixtureRequest) -> None:
    """Look at a report of the year."""
    report = (folder / "bao_cao" / "bao-cao-ubnd-xa-yen-duong.md").read_text(encoding="utf-8")
    assert "  Đã triển khai đến 10/12 thôn, còn:\n  - thôn Loỏng Lứng\n" in report
    assert "chưa thực hiện 56" in report


def another_plan(folder: Path, _request: pytest.FixtureRequest) -> None:
    """Look at documents of the other plan."""
    text = (folder / "danh_muc" / "ubnd-xa-ba.md").read_text(encoding="utf-8")
    assert "Chỉ tiêu của Kế hoạch: Tổng điểm PAPI năm 2018: từ 36 điểm trở lên; " in text
    assert "## 2. Công khai, minh bạch\n\nChỉ tiêu: Xã niêm yết danh sách hộ nghèo: 100%.\n" in text
    assert "  - Chỉ tiêu: Trưởng thôn được tập huấn: 90% trở lên\n" in text
    assert "  - Sản phẩm: Mỗi năm ít nhất một lớp\n" in text
    report = (folder / "bao_cao" / "bao-cao-tong-hop.md").read_text(encoding="utf-8")
    assert "Chỉ tiêu (Xã niêm yết danh sách hộ nghèo: 100%): kết quả […]" in report


def pictures(folder: Path, request: pytest.FixtureRequest) -> None:
    """Compare the officers' pictures with what a terminal gets; write them where that is asked."""
    page = (DOCS / "huong_dan.md").read_text(encoding="utf-8")
    pytest.importorskip("pty", reason="no terminals can be made here")
    assert re.findall(r"\]\(hinh/(\w+)\.svg\)", page) == list(PICTURES)
    for name, line in PICTURES.items():
        args = shlex.split(line)[1:]
        output = drawn(args, folder, COLUMNS, PAPI_PLAN="data/plan_2021.yaml")
        drawing = picture(line, output, COLUMNS, LINES)
        path = DOCS / "hinh" / f"{name}.svg"
        if request.config.getoption("--renew"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawing, encoding="utf-8", newline="\n")
        shown = path.read_text(encoding="utf-8")
        assert "http" not in shown.replace("http://www.w3.org/", "")
        assert words_of(shown) == words_of(drawing), "make renew"


PICTURES = {
    "tasks": 'papi tasks --agency "UBND xã Yến Dương" --deadline "Quý II/2021"',
    "show": "papi show 6.3.d",
    "checklist": 'papi checklist --agency "UBND xã Yến Dương" --dimension 4 --role lead',
    "progress": "papi progress ghi --by dimension --on 1/7/2021",
    "report": 'papi report --agency "UBND xã Yến Dương" --from ghi',
}
COLUMNS, LINES = 100, 52
AFTERWARDS = {"mot_nam": the_year, "ke_hoach_khac": another_plan, "huong_dan": pictures}


def words_of(svg: str) -> list[str]:
    """Return the words that a picture shows, sorted: releases of rich wrap cells differently."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return sorted(" ".join(html.unescape(text).replace("\xa0", " ") for text in texts).split())


def test_pages_show_commands_nowhere_but_where_they_are_run() -> None:
    assert {page.stem for page in SHOWING} > set(AFTERWARDS)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"```(?!console\n|diff\n)[a-z]*\n(?:(?!```).*\n)*papi ", text), page


@pytest.fixture(scope="module")
def options() -> dict[str, set[str]]:
    """From each command to the options that its page in the reference names."""
    reference = (DOCS / "lenh.md").read_text(encoding="utf-8")
    pages = re.findall(r"^## `papi ?([a-z-]*)`\n\n```text\n(.*?)```", reference, re.M | re.DOTALL)
    return {name: set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", page, re.M)) for name, page in pages}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_commands_and_options_that_a_page_speaks_of_are_there(
    page: Path, options: dict[str, set[str]]
) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for line in re.findall(r"[`«]papi ([^`»\n]+)[`»]", text):
        command, *rest = line.split()
        if command.isupper():  # LỆNH, COMMAND
            continue
        known = options[""] if command.startswith("-") else options[command]
        typed = {each for each in [command, *rest] if each.startswith("--")}
        assert typed <= known | {"--help"}, line
    everything = set().union(*options.values())
    for option in re.findall(r"`(--[a-z][a-z-]*)[ `]", text):
        assert option in everything, option


CONTRACTS = {
    "`papi tasks`, `papi show`": [
        ["tasks", "--agency", "Sở Nội vụ"], ["show", "6.3.d"], ["show", "III.1"],
        ["show", "1.1", "--from", "sent"], ["show", "4.2"],
    ],
    "`papi agencies`": [["agencies"]],
    "`papi matrix`": [["matrix"]],
    "`papi scores`": [["scores", "--against", "Thái Nguyên"], ["scores", "--focus"]],
    "`papi progress`": [
        ["progress", "sent", "--on", "1/7/2021", "--expect", "UBND xã Yến Dương"],
        ["progress", "received", "--returns"],
        ["progress", "received", "--grid", "--on", "1/7/2021"],
        ["progress", "received", "--since", "1/1/2021"],
    ],
    "`papi receive`": [["receive", "sent", "--into", "received", "--on", "1/6/2021"]],
    "`papi register`": [["register", "received"]],
    "`papi check`": [["check", "data/plan_2021.yaml"]],
    "`papi diff`": [["diff", "before.yaml", "data/plan_2021.yaml"]],
}  # fmt: skip


def _keys(value: Any) -> set[str]:
    """Return the keys of some JSON, but for those that are data: ids, names of fields."""
    if isinstance(value, list):
        return set().union(*map(_keys, value))
    if not isinstance(value, dict):
        return set()
    inner = (each for key, each in value.items() if key not in {"counts", "doubts"})
    return set(value) | set().union(*map(_keys, inner))


def test_every_contract_is_looked_at() -> None:
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(CONTRACTS)


@pytest.mark.parametrize("section", CONTRACTS)
def test_the_contract_names_the_keys_that_json_has_and_no_others(
    papi: Papi, tmp_path: Path, section: str
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    plan = tmp_path / "data" / "plan_2021.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        "deadline: Quý I-II/2021", "deadline: Quý I/2021"
    )
    (tmp_path / "before.yaml").write_text(
        text.replace("source: source/", "# source: source/").replace("place: Bắc Kạn", "place: B"),
        encoding="utf-8",
    )
    papi("checklist", "--agency", "UBND xã Yến Dương", "-o", "sent", cwd=tmp_path)
    (tmp_path / "sent" / "khac.md").write_text("Không phải danh mục.\n", encoding="utf-8")
    row = Row(
        no=1, kind="return", received=date(2021, 6, 1), agency="Sở Y tế", period="Năm 2021",
        plan=PlanRef(number="263/KH-UBND"), verdict="accepted", name="x.md",
    )  # fmt: skip
    file_rows(tmp_path / "received", [Pending(row, b"x")])
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    head, *rest = page.split("\n## ")
    about = next(each for each in rest if each.startswith(f"{section}\n"))
    about = re.sub(r"```.*?```", "", about.split("\n", 1)[1], flags=re.DOTALL)
    named = set(re.findall(r"`([a-z_0-9]+)`", about)) | set(re.findall(r'"([a-z_0-9]+)"', about))
    common = set(re.findall(r"^\| `(\w+)` \|", head, re.MULTILINE))
    keys: set[str] = set()
    for command in CONTRACTS[section]:
        out = papi(*command, "--format", "json", PAPI_PLAN=str(plan), cwd=tmp_path).out
        keys |= _keys(json.loads(out))
    assert keys <= named | common
    first_column = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", about, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(first_column))) <= keys


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
    assert {
        "checks", "coverage", "data", "wheel", "newest", "lowest", "audit", "fuzz", "thorough",
    } == set(jobs) - {"tests"}  # fmt: skip


def test_our_own_workflow_runs_what_it_names_and_waits_for_nothing_new() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    actions = re.findall(r"^ *- uses: (.*)$", text, re.MULTILINE)
    pinned = r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert [each for each in actions if not re.fullmatch(pinned, each)] == []
    jobs = yaml.safe_load(text)["jobs"]
    assert sum(len(jobs[job]["steps"]) for job in jobs) > len(actions) > 0
    assert jobs["newest"]["continue-on-error"] is True
    weekly = {jobs[job]["if"] for job in ("newest", "fuzz", "thorough")}
    assert weekly == {"github.event_name == 'schedule'"}
    for job in jobs.keys() - {"newest"}:
        assert "continue-on-error" not in jobs[job]
        for step in jobs[job]["steps"]:
            for command in re.findall(r"pip install .*", step.get("run", "")):
                known = ("--constraint constraints.txt ", "--requirement lowest.txt", "pip-audit")
                assert any(each in command for each in known), command
    made = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"run: make ([\w-]+)", text)) <= set(made)


def has_code(path: Path) -> bool:
    """Whether a module holds more than what it says of itself."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return any(not (isinstance(each, ast.Expr) and each is body[0]) for each in body)


def dotted(path: Path) -> str:
    """Return a module's name below the package; a room that holds code itself bears its own."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


PACKAGE = ROOT / "papi_cli"
MODULES = {
    dotted(path.relative_to(PACKAGE)): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if has_code(path) and path != PACKAGE / "__init__.py"  # the version alone
}
ARCHITECTURE = DOCS / "architecture.md"
DRAWING = DOCS / "architecture.svg"


def listed_modules() -> list[str]:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    _, _, table = page.partition("\n## Modules, as imports go down\n")
    paths = re.findall(r"^\| `([\w/]+\.py)` \| \S", table, re.MULTILINE)
    assert [each for each in paths if not (PACKAGE / each).is_file()] == []
    return [dotted(Path(each)) for each in paths]


def drawn_modules(room: Element, name: str = "") -> Iterator[str]:
    for each in room:
        if (inner := each.get("data-room")) is not None:
            yield from drawn_modules(each, inner)
        elif each.get("class") == "m":
            for module in (each.text or "").split(" · "):
                yield f"{name}.{module}".lstrip(".")


def imports_of(path: Path) -> Iterator[str]:
    """Yield the modules that a module imports, wherever in it, for types alone too."""
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.Import):
            names = [alias.name for alias in each.names]
        elif isinstance(each, ast.ImportFrom):
            assert each.level == 0, f"{path}: a relative import"
            module = each.module or ""
            names = [module, *(f"{module}.{alias.name}" for alias in each.names)]
        else:
            continue
        for name in names:
            if (inner := name.removeprefix("papi_cli.")) in MODULES and inner != name:
                yield inner


def test_every_module_is_in_the_architecture() -> None:
    assert sorted(listed_modules()) == sorted(MODULES)


def test_the_drawing_shows_every_module_in_its_layer(request: pytest.FixtureRequest) -> None:
    drawn = drawing(PACKAGE, sorted(MODULES), layers(ROOT / "pyproject.toml"))
    if request.config.getoption("--renew"):
        DRAWING.write_text(drawn, encoding="utf-8", newline="\n")
    assert DRAWING.read_text(encoding="utf-8") == drawn, "make renew"
    assert sorted(drawn_modules(parse_xml(DRAWING).getroot())) == sorted(MODULES)


def test_modules_are_listed_as_their_imports_go_down() -> None:
    listed = listed_modules()
    up = {
        (name, imported)
        for at, name in enumerate(listed)
        for imported in imports_of(MODULES[name])
        if imported in listed[:at]
    }
    assert up == set()


def test_the_architecture_names_files_and_names_that_are_there() -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8").partition("## Modules, as imports")[0]
    everywhere = [path.name for path in MODULES.values()] + ["__init__.py"]
    for name in re.findall(r"`([\w/]+\.(?:py|md))`", page):
        known = any((folder / name).is_file() for folder in (PACKAGE, ROOT))
        assert known or name in everywhere, name
    sources = "\n".join(path.read_text(encoding="utf-8") for path in MODULES.values())
    for name in re.findall(r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)`", page):
        *_, last = name.split(".")
        assert last in {"md", "py", "tasks"} or re.search(rf"\b{last}\b", sources), name


def test_the_rule_that_the_architecture_adds_finds_what_it_says(
    write: Callable[[str], Path],
) -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (module,) = re.findall(r"In the module of `checking/rules/` .*, here `(\w+)\.py`", page)
    names = {**vars(import_module(f"papi_cli.checking.rules.{module}")), "RULES": RuleSet()}
    exec(textwrap.dedent(code), names)
    (rule,) = names["RULES"]
    assert rule.name == "trailing-comma"
    text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
    loaded = load_valid(write(text), "x")
    assert check(loaded, [rule]) == check(loaded, [])
    broken = text.replace("text: Tập huấn\n", "text: Tập huấn,\n")
    (problem,) = check(load_valid(write(broken), "x"), [rule])
    assert (problem.rule, problem.level) == (rule.name, rule.level)
    assert problem.message.endswith("kết thúc bằng dấu phẩy; bỏ dấu phẩy hoặc chép nốt câu.")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_reference_is_what_the_help_says(papi: Papi, request: pytest.FixtureRequest) -> None:
    main = papi("--help").out
    names = re.findall(r"^  ([a-z-]+) ", main.split("Lệnh:\n")[1], re.MULTILINE)
    pages = {"papi": main} | {f"papi {name}": papi(name, "--help").out for name in names}
    path = DOCS / "lenh.md"
    by_hand = path.read_text(encoding="utf-8").split("\n## `papi`\n")[0]
    text = by_hand + "".join(
        f"\n## `{name}`\n\n```text\n{page.rstrip()}\n```\n" for name, page in pages.items()
    )
    if request.config.getoption("--renew"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text, "make renew"

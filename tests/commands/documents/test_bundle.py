"""`papi bundle`: a package for each agency, written anew without losing what was filled in."""

import io
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pytest
import vobject

from tests.commands.documents.at_hand import XA
from tests.conftest import HEAD, Result, filled, small_plan

Papi = Callable[..., Result]
STEM = "ubnd-xa-yen-duong"
FILES = {
    f"bao-cao-{STEM}.md", f"danh-muc-{STEM}.md", f"0-huong-dan-{STEM}.md", f"ke-hoach-{STEM}.md",
    f"lich-{STEM}.ics",
}  # fmt: skip
ONE = ("bundle", "--agency", XA, "--format", "md")
TWO = (*ONE, "--agency", "Sở Nội vụ")
SMALL = small_plan(
    """\
  - {name: Sở Nội vụ, symbol: SNV, parent: UBND tỉnh Mẫu, position: Giám đốc}
  - {name: UBND huyện Ba Bể, symbol: UBND}
  - {name: UBND xã Hà Hiệu, symbol: UBND, district: UBND huyện Ba Bể}
  - {name: UBND xã Yến Dương, symbol: UBND, district: UBND huyện Ba Bể}
  - name: UBND cấp xã
    members: [UBND xã Hà Hiệu, UBND xã Yến Dương]
""",
    """\
  - id: "1"
    name: Tham gia của người dân
    tasks:
      - {id: a, text: Họp dân, lead: [UBND cấp xã], coordinating: [Sở Nội vụ], deadline: hằng quý}
      - {id: b, text: Bầu cử, lead: [UBND cấp xã, Sở Nội vụ], deadline: Quý I-II/2021}
      - {id: c, text: Tập huấn, lead: [Sở Nội vụ, UBND huyện Ba Bể], deadline: Thường xuyên}
""",
    HEAD
    + """\
  follow_up: Sở Nội vụ
duties:
  - id: III.1
    role: lead
    text: Cuối năm báo cáo kết quả.
    deadline: Cuối năm
""",
)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, members: dict[str, bytes]) -> None:
    """Write a zip as an office's own program does: in another order, with times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in reversed(members):
            archive.writestr(name, members[name])
    path.write_bytes(stream.getvalue())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a small plan."""
    path = tmp_path_factory.mktemp("small") / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def run(papi: Papi, small: str) -> Papi:
    """Run papi on the small plan."""
    return partial(papi, PAPI_PLAN=small)


@pytest.fixture
def changed(tmp_path: Path) -> tuple[str, str]:
    """Return the option that names the plan in which the election has another time."""
    path = tmp_path / "changed.yaml"
    path.write_text(SMALL.replace("Quý I-II/2021", "Quý III/2021"), encoding="utf-8")
    return ("--plan", str(path))


@pytest.fixture(scope="module")
def both(run: Papi, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two packages."""
    folder = tmp_path_factory.mktemp("both") / "goi"
    assert run(*TWO, "-o", str(folder)).code == 0
    return folder


@pytest.fixture
def folder(both: Path, tmp_path: Path) -> Path:
    """Return a folder of two packages that a test may change."""
    for name, data in contents(both).items():
        path = tmp_path / "goi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "goi"


def rows(path: Path) -> list[list[object]]:
    """Return the rows of the list below its headings."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values: list[list[object]] = [[*row] for row in sheet.iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(values) if row[0] == "TT")
    return [row for row in values[head + 1 :] if row[0] is not None]


def test_each_agency_gets_a_folder_with_all_that_is_its_own(both: Path) -> None:
    names = set(contents(both))
    assert {name for name in names if name.startswith(STEM)} == {f"{STEM}/{name}" for name in FILES}
    assert {"so-noi-vu/danh-muc-so-noi-vu.md", "danh-sach-gui.xlsx"} <= names
    assert all(name.isascii() for name in names)


def test_each_file_of_a_package_is_what_its_own_command_writes(both: Path, run: Papi) -> None:
    package = both / STEM
    plan = run("action-plan", "--agency", XA).out
    assert run("checklist", "--agency", XA).out == (package / f"danh-muc-{STEM}.md").read_text(
        encoding="utf-8"
    )
    body = plan.rsplit("<!--", 1)[0]
    assert (package / f"ke-hoach-{STEM}.md").read_text(encoding="utf-8").startswith(body)
    calendar = vobject.readOne((package / f"lich-{STEM}.ics").read_text(encoding="utf-8"))
    assert len(calendar.contents["vevent"]) == 3


def test_the_list_says_what_goes_to_whom_and_counts_as_papi_tasks_does(both: Path) -> None:
    first, second = rows(both / "danh-sach-gui.xlsx")
    assert first[1:4] == ["Sở Nội vụ", None, "so-noi-vu"]
    assert second[1:4] == [XA, "UBND huyện Ba Bể", STEM]
    short = {name.replace(f"-{STEM}", "") for name in FILES}
    assert set(str(second[4]).split(", ")) == short
    assert second[5:10] == [5, 2, 0, 2, 1]
    assert first[5:10] == [5, 2, 1, 3, 1]


def test_the_same_plan_gives_the_same_packages(both: Path, run: Papi, tmp_path: Path) -> None:
    assert run(*TWO, "-o", str(tmp_path / "again")).code == 0
    assert contents(tmp_path / "again") == contents(both)


def test_nothing_changes_when_nothing_changed(folder: Path, run: Papi) -> None:
    before = contents(folder)
    assert "0 mới, 0 thay đổi, 11 giữ nguyên." in run(*TWO, "-o", str(folder)).err
    assert contents(folder) == before


def test_a_checklist_that_was_filled_in_is_written_anew_with_all_that_it_says(
    folder: Path, run: Papi, changed: tuple[str, str]
) -> None:
    path = folder / STEM / f"danh-muc-{STEM}.md"
    text = filled(path.read_text(encoding="utf-8"), "1.a", " Đã họp 12 thôn.", tick=True)
    path.write_text(text, encoding="utf-8")
    done = run(*TWO, "-o", str(folder), *changed)
    assert done.code == 0
    now = path.read_text(encoding="utf-8")
    assert "- [x] **1.a**" in now
    assert "Kết quả: Đã họp 12 thôn." in now
    assert "Thời gian: Quý III/2021" in now


def test_papers_nobody_edited_follow_the_plan_and_edited_ones_stay(
    folder: Path, run: Papi, changed: tuple[str, str]
) -> None:
    edited = folder / STEM / f"ke-hoach-{STEM}.md"
    edited.write_text("# Kế hoạch của xã\n", encoding="utf-8")
    done = run(*TWO, "-o", str(folder), *changed, "--revised", "1/7/2021")
    assert "1 đã có, để nguyên (--force thay, bản cũ giữ với đuôi .bak)" in done.err
    assert edited.read_text(encoding="utf-8") == "# Kế hoạch của xã\n"
    instructions = (folder / STEM / f"0-huong-dan-{STEM}.md").read_text(encoding="utf-8")
    assert "| 30/9/2021 | Đến hạn nhiệm vụ 1.b" in instructions
    assert "sửa ngày 01/7/2021, thay gói đã gửi" in instructions
    run(*TWO, "-o", str(folder), *changed)
    again = (folder / STEM / f"0-huong-dan-{STEM}.md").read_text(encoding="utf-8")
    assert again == instructions


def test_force_replaces_an_edited_paper_and_keeps_it_beside(folder: Path, run: Papi) -> None:
    edited = folder / STEM / f"ke-hoach-{STEM}.md"
    edited.write_text("# Kế hoạch của xã\n", encoding="utf-8")
    run(*ONE, "-o", str(folder), "--force")
    assert edited.with_name(f"{edited.name}.bak").read_text(encoding="utf-8").startswith("# Kế")
    assert "Đơn vị" in edited.read_text(encoding="utf-8")


def test_a_package_keeps_its_formats_whatever_is_asked_for(folder: Path, run: Papi) -> None:
    before = contents(folder)
    run("bundle", "--agency", XA, "-o", str(folder))
    assert contents(folder) == before


def test_a_checklist_of_another_name_gets_no_second_beside_it(folder: Path, run: Papi) -> None:
    path = folder / STEM / f"danh-muc-{STEM}.md"
    other = path.rename(path.with_name("xa gui lai.md"))
    run(*ONE, "-o", str(folder))
    assert other.exists()
    assert not path.exists()


def test_two_checklists_of_one_agency_are_both_left_alone(folder: Path, run: Papi) -> None:
    path = folder / STEM / f"danh-muc-{STEM}.md"
    path.with_name("b.md").write_bytes(path.read_bytes())
    path.rename(path.with_name("a.md"))
    before = contents(folder / STEM)
    done = run(*ONE, "-o", str(folder))
    assert done.code == 1
    assert "«UBND xã Yến Dương» có 2 danh mục" in done.err
    assert contents(folder / STEM) == before


def test_another_agencys_checklist_in_the_place_is_left_alone(folder: Path, run: Papi) -> None:
    path = folder / STEM / f"danh-muc-{STEM}.md"
    other = (folder / "so-noi-vu" / "danh-muc-so-noi-vu.md").read_bytes()
    path.write_bytes(other)
    done = run(*ONE, "-o", str(folder))
    assert "là danh mục của cơ quan khác («Sở Nội vụ»)" in done.err
    assert path.read_bytes() == other


def test_the_list_has_the_packages_that_were_there(folder: Path, run: Papi) -> None:
    run("bundle", "--agency", "UBND xã Hà Hiệu", "--format", "md", "-o", str(folder))
    assert [row[1] for row in rows(folder / "danh-sach-gui.xlsx")] == [
        "Sở Nội vụ",
        "UBND xã Hà Hiệu",
        XA,
    ]


def test_a_list_that_somebody_edited_stays(folder: Path, run: Papi) -> None:
    path = folder / "danh-sach-gui.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["L5"] = "Đã gửi 12/5"
    book.save(path)
    edited = path.read_bytes()
    run("bundle", "--agency", "UBND xã Hà Hiệu", "--format", "md", "-o", str(folder))
    assert path.read_bytes() == edited
    done = run(*ONE, "-o", str(folder))
    assert f"Để nguyên: {path}" in done.err
    beside = rows(path.with_name("danh-sach-gui-moi.xlsx"))
    assert [row[1] for row in beside] == ["Sở Nội vụ", "UBND xã Hà Hiệu", XA]


@pytest.mark.parametrize("shapes", [((), ("--zip",)), (("--zip",), ())])
def test_an_agency_with_a_package_of_the_other_shape_gets_no_second_one(
    run: Papi, tmp_path: Path, shapes: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    first, second = shapes
    run(*ONE, *first, "-o", str(tmp_path))
    before = contents(tmp_path)
    done = run(*TWO, *second, "-o", str(tmp_path))
    assert done.code == 2
    assert f"của 1 cơ quan ({STEM}" in done.err
    assert "nên không lập gói thứ hai với danh mục trống" in done.err
    assert contents(tmp_path) == before


def test_the_list_has_the_packages_of_both_shapes(folder: Path, run: Papi) -> None:
    new = ("--agency", "UBND xã Hà Hiệu", "--zip", "--by", "district")
    assert run("bundle", "--format", "md", *new, "-o", str(folder)).code == 0
    assert [row[3] for row in rows(folder / "danh-sach-gui.xlsx")] == [
        "so-noi-vu",
        "ubnd-huyen-ba-be/ubnd-xa-ha-hieu.zip",
        STEM,
    ]


def test_instructions_of_an_earlier_edition_are_renewed_under_their_name(
    folder: Path, run: Papi, changed: tuple[str, str]
) -> None:
    path = folder / STEM / f"0-huong-dan-{STEM}.md"
    before = path.rename(path.with_name(f"huong-dan-{STEM}.md"))
    run(*ONE, "-o", str(folder), *changed)
    assert not path.exists()
    assert "30/9/2021" in before.read_text(encoding="utf-8")


def test_a_check_writes_nothing_and_lists_what_would_be(run: Papi, tmp_path: Path) -> None:
    done = run(*TWO, "-o", str(tmp_path / "goi"), "--check")
    assert (done.code, done.out.count("mới\t")) == (1, 11)
    assert not (tmp_path / "goi").exists()


def test_by_district_a_communes_package_lies_below_its_district(run: Papi, tmp_path: Path) -> None:
    by = (*TWO, "--agency", "UBND huyện Ba Bể", "-o", str(tmp_path), "--by", "district")
    assert run(*by).code == 0
    folders = {path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("lich-*")}
    assert folders == {
        "so-noi-vu",
        "ubnd-huyen-ba-be/ubnd-huyen-ba-be",
        f"ubnd-huyen-ba-be/{STEM}",
    }
    assert "0 mới, 0 thay đổi" in run(*by[:-2]).err  # it stays where it is


# Word


@pytest.fixture(scope="module")
def in_word(run: Papi, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package as most agencies get it."""
    folder = tmp_path_factory.mktemp("word")
    assert run("bundle", "--agency", XA, "--format", "docx,xlsx", "-o", str(folder)).code == 0
    return folder / STEM


def test_each_file_of_a_package_opens(in_word: Path) -> None:
    assert sorted(path.name for path in in_word.iterdir()) == [
        f"0-huong-dan-{STEM}.docx",
        f"bao-cao-{STEM}.docx",
        f"danh-muc-{STEM}.docx",
        f"danh-muc-{STEM}.xlsx",
        f"ke-hoach-{STEM}.docx",
        f"lich-{STEM}.ics",
    ]
    for name in ("bao-cao", "danh-muc", "0-huong-dan", "ke-hoach"):
        document = docx.Document(str(in_word / f"{name}-{STEM}.docx"))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "\n".join([*(each.text for each in document.paragraphs), *cells])
        assert "Yến Dương" in words or "YẾN DƯƠNG" in words, name
    book = openpyxl.load_workbook(in_word / f"danh-muc-{STEM}.xlsx")
    assert "UBND xã Yến Dương" in str(book.worksheets[0]["A1"].value)


def test_of_a_package_that_comes_back_the_checklist_alone_is_read(
    in_word: Path, run: Papi, tmp_path: Path
) -> None:
    shutil.copytree(in_word, tmp_path / "back", ignore=shutil.ignore_patterns("danh-muc-*.xlsx"))
    shutil.copy(in_word.parent / "danh-sach-gui.xlsx", tmp_path / "back")
    done = run("progress", str(tmp_path / "back"))
    assert (done.code, done.out.count(XA)) == (0, 1)
    assert "Không tính được" not in done.err


def test_a_form_that_was_filled_in_is_kept_when_the_package_is_written_anew(
    in_word: Path, run: Papi, changed: tuple[str, str], tmp_path: Path
) -> None:
    package = tmp_path / STEM
    shutil.copytree(in_word, package)
    path = package / f"danh-muc-{STEM}.docx"
    form = docx.Document(str(path))
    every = [row for table in form.tables for row in table.rows]
    row = next(row for row in every if row.cells[0].text == "1.a")
    row.cells[6].paragraphs[0].add_run("Đã họp 12 thôn.")
    form.save(str(path))
    assert run("bundle", "--agency", XA, "-o", str(tmp_path), *changed).code == 0
    rows = [row for table in docx.Document(str(path)).tables for row in table.rows]
    now = {row.cells[0].text: [cell.text for cell in row.cells] for row in rows}
    assert "Đã họp 12 thôn." in now["1.a"][6]
    assert any("Quý III/2021" in cell for cell in now["1.b"])


# Zips


@pytest.fixture
def archive(run: Papi, tmp_path: Path) -> Path:
    """Return the zip of a package."""
    assert run(*ONE, "--zip", "-o", str(tmp_path / "zip")).code == 0
    return tmp_path / "zip" / f"{STEM}.zip"


def test_a_zip_holds_what_the_folder_does(archive: Path, both: Path) -> None:
    found = {name.partition("/")[2]: data for name, data in contents(both / "..").items()}
    inside = {f"{STEM}/{name}": data for name, data in unzipped(archive).items()}
    assert {name: found[name] for name in inside} == inside
    assert len(inside) == len(FILES)


def test_a_zip_is_the_same_at_any_time(archive: Path, run: Papi, tmp_path: Path) -> None:
    run(*ONE, "--zip", "-o", str(tmp_path / "again"))
    assert (tmp_path / "again" / archive.name).read_bytes() == archive.read_bytes()
    with zipfile.ZipFile(archive) as package:
        assert package.namelist() == sorted(FILES)
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_was_filled_in_or_put_into_a_zip_is_in_the_next_one(archive: Path, run: Papi) -> None:
    members = unzipped(archive)
    name = f"danh-muc-{STEM}.md"
    text = filled(members[name].decode(), "1.a", " Đã họp 12 thôn.", tick=True)
    members[name] = text.encode()
    members["minh chứng.pdf"] = b"%PDF-1.7"
    members[f"ke-hoach-{STEM}.md"] = "# Kế hoạch của xã\n".encode()
    del members[f"0-huong-dan-{STEM}.md"]
    zipped(archive, members)
    done = run(*ONE, "--zip", "-o", str(archive.parent))
    assert done.code == 0
    now = unzipped(archive)
    assert now[name].decode() == text
    assert now["minh chứng.pdf"] == b"%PDF-1.7"
    assert now[f"ke-hoach-{STEM}.md"] == members[f"ke-hoach-{STEM}.md"]
    assert f"0-huong-dan-{STEM}.md" in now


def test_a_zip_with_the_same_files_stays_byte_for_byte(archive: Path, run: Papi) -> None:
    zipped(archive, unzipped(archive))
    before = archive.read_bytes()
    run(*ONE, "--zip", "-o", str(archive.parent))
    assert archive.read_bytes() == before


def test_a_file_in_a_zip_that_is_left_alone_is_named_with_its_zip(archive: Path, run: Papi) -> None:
    members = unzipped(archive)
    members[f"danh-muc-{STEM}.md"] = b"# Ghi"
    zipped(archive, members)
    done = run(*ONE, "--zip", "-o", str(archive.parent))
    assert f"{STEM}.zip › danh-muc-{STEM}.md»" in done.err
    assert unzipped(archive)[f"danh-muc-{STEM}.md"] == b"# Ghi"


def test_what_is_no_zip_is_left_alone(archive: Path, run: Papi) -> None:
    archive.write_bytes(b"PK\x03\x04 hong")
    done = run(*ONE, "--zip", "-o", str(archive.parent))
    assert done.code == 3
    assert "bị cắt cụt hoặc hỏng nên được để nguyên" in done.err
    assert archive.read_bytes() == b"PK\x03\x04 hong"


def test_force_keeps_a_zip_beside_in_which_an_edited_paper_is_replaced(
    archive: Path, run: Papi
) -> None:
    members = unzipped(archive)
    members[f"ke-hoach-{STEM}.md"] = "# Kế hoạch của xã\n".encode()
    zipped(archive, members)
    before = archive.read_bytes()
    run(*ONE, "--zip", "--force", "-o", str(archive.parent))
    assert archive.with_name(f"{archive.name}.bak").read_bytes() == before
    assert len(unzipped(archive)[f"ke-hoach-{STEM}.md"]) > 1000


# Wrong use, hostile names


def test_a_folder_that_cannot_be_made_is_told_once(run: Papi, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("Thư riêng", encoding="utf-8")
    result = run(*TWO, "-o", str(tmp_path / "tep"))
    assert (result.code, result.err.count("Không tạo được thư mục")) == (3, 1)


def test_names_that_lead_out_of_the_folder_stay_within_it(run: Papi, tmp_path: Path) -> None:
    agencies = "  - name: '../../x'\n  - name: 'C:\\con'\n"
    task = "{id: a, text: Họp, lead: ['../../x', 'C:\\con'], deadline: Quý I/2021}"
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        small_plan(agencies, f"  - {{id: '1', name: Một, tasks: [{task}]}}\n"), encoding="utf-8"
    )
    out = tmp_path / "in" / "goi"
    done = run("bundle", "--all", "--format", "md", "-o", str(out), "--plan", str(plan))
    assert done.code == 0
    assert {path.parent for path in tmp_path.rglob("lich-*")} == {out / "x", out / "c-con"}
    assert len(rows(out / "danh-sach-gui.xlsx")) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ((), "Gói gửi cần -o THƯ MỤC để ghi."),
        (("-o", "x", "--by", "xa"), "--by chỉ nhận district"),
        (("-o", "x", "--format", "pdf"), "--format"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(run: Papi, wrong: tuple[str, ...], said: str) -> None:
    done = run("bundle", "--agency", XA, *wrong)
    assert done.code == 2
    assert said in done.err

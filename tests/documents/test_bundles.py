"""Where packages lie, and what they hold by their places."""

import io
from pathlib import Path

import openpyxl
import pytest

from papi_cli.documents.bundles import held, lying, mailing_list, of_other_shape, places
from papi_cli.documents.work import Work
from papi_cli.errors import FileError
from papi_cli.office.package import archive
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from papi_cli.plan.query import Question, ask

XA = "UBND xã Yến Dương"


def place(shipped: LoadedPlan, folder: Path, *, zipped: bool = False, by: bool = False) -> str:
    found = places(shipped, folder, zipped=zipped, by_district=by)
    return found[XA].path.as_posix()


def test_packages_lie_side_by_side_or_by_their_districts(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    assert place(shipped, tmp_path) == "ubnd-xa-yen-duong"
    assert place(shipped, tmp_path, by=True) == "ubnd-huyen-ba-be/ubnd-xa-yen-duong"
    assert place(shipped, tmp_path, zipped=True) == "ubnd-xa-yen-duong.zip"


def test_a_package_that_is_there_stays_in_its_place(shipped: LoadedPlan, tmp_path: Path) -> None:
    there = tmp_path / "ubnd-huyen-ba-be" / "ubnd-xa-yen-duong"
    there.mkdir(parents=True)
    assert place(shipped, tmp_path) == "ubnd-xa-yen-duong"
    (there / "danh-muc.md").write_text("x", encoding="utf-8")
    assert place(shipped, tmp_path) == "ubnd-huyen-ba-be/ubnd-xa-yen-duong"


def test_a_districts_folder_of_zips_is_not_the_districts_own_package(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    folder = tmp_path / "ubnd-huyen-ba-be"
    folder.mkdir()
    (folder / "ubnd-xa-yen-duong.zip").write_bytes(archive({}))
    found = places(shipped, tmp_path, zipped=False, by_district=True)["UBND huyện Ba Bể"]
    assert found.path.as_posix() == "ubnd-huyen-ba-be/ubnd-huyen-ba-be"


def test_a_package_of_the_other_shape_is_found_where_none_of_the_wanted_one_is(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    wanted = places(shipped, tmp_path, zipped=True, by_district=False)[XA]
    assert of_other_shape(tmp_path, [wanted], lying(shipped, tmp_path)) == []
    there = tmp_path / "ubnd-huyen-ba-be" / "ubnd-xa-yen-duong"
    there.mkdir(parents=True)
    (there / "a.md").write_text("x", encoding="utf-8")
    found = of_other_shape(tmp_path, [wanted], lying(shipped, tmp_path))
    assert [each.path.as_posix() for each in found] == ["ubnd-huyen-ba-be/ubnd-xa-yen-duong"]
    (tmp_path / wanted.path).write_bytes(archive({}))
    both = lying(shipped, tmp_path)
    assert of_other_shape(tmp_path, [wanted], both) == []
    assert len(both[XA]) == 2


def test_the_list_has_short_names_the_districts_own_district_and_columns_for_the_clerk(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    found = places(shipped, tmp_path, zipped=False, by_district=True)["UBND huyện Ba Bể"]
    names = ["0-huong-dan-ubnd-huyen-ba-be.docx", "lich-ubnd-huyen-ba-be.ics"]
    data = mailing_list(shipped, Work(shipped), [(found, names)])
    head, row = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)[2:4]
    assert row[2] == "UBND huyện Ba Bể"
    assert row[4] == "0-huong-dan.docx, lich.ics"
    assert head[-3:] == ("Ngày gửi", "Số công văn", "Ký nhận")
    assert not any(row[-3:])


def test_what_a_package_holds_is_told_without_what_was_kept_beside(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    found = places(shipped, tmp_path, zipped=False, by_district=False)[XA]
    assert held(found, tmp_path) == []
    (tmp_path / found.path).mkdir()
    for name in ("b.md", "a.md", "a.md.bak", ".DS_Store"):
        (tmp_path / found.path / name).write_text("x", encoding="utf-8")
    assert held(found, tmp_path) == ["a.md", "b.md"]


def test_what_a_zip_holds_is_told_and_a_broken_one_is_an_error(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    found = places(shipped, tmp_path, zipped=True, by_district=False)[XA]
    (tmp_path / found.path).write_bytes(archive({"b.md": b"x", "a.md": b"y"}))
    assert held(found, tmp_path) == ["a.md", "b.md"]
    (tmp_path / found.path).write_bytes(b"PK")
    with pytest.raises(FileError, match="nên được để nguyên"):
        held(found, tmp_path)


def test_the_list_counts_the_tasks_that_papi_tasks_lists(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    wanted = places(shipped, tmp_path, zipped=False, by_district=True)
    chosen = [(place, ["a.md"]) for place in list(wanted.values())[::12]]
    data = mailing_list(shipped, Work(shipped), chosen)
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)[3:]
    assert len(rows) == len(chosen) > 10
    for row in rows:
        agency = shipped.registry.find(str(row[1]))
        roles = [each.role for each in ask(shipped, Question(agencies=(agency,)))]
        lead, coordinating = roles.count(Role.LEAD), roles.count(Role.COORDINATING)
        assert row[6:9] == (lead, coordinating, len(roles)), agency.name
        assert row[2] in {agency.district, agency.name}

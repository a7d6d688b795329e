"""A dimension or subdimension with its tasks, and the index beside them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result, filled

Papi = Callable[..., Result]


@pytest.fixture(scope="module")
def returned(papi: Papi, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent")
    papi("checklist", "--agency", "UBND xã Yến Dương", "-o", str(folder))
    path = folder / "ubnd-xa-yen-duong.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(filled(text, "1.1.a", " Thông báo số 12/TB-UBND", tick=True), encoding="utf-8")
    return folder


def test_a_subdimension_has_its_index_and_tasks(papi: Papi) -> None:
    shown = papi("show", "1.1")
    assert (shown.code, shown.err) == (0, "")
    assert (
        "Chỉ số đã công bố\t1.1 của Bắc Kạn: năm 2020 0,795 điểm, thứ 28/63; năm 2021 0,657 điểm,"
        " thứ 44/60\n"
        "Chỉ số đã công bố\tthay đổi: -0,138\n"
    ) in shown.out
    assert "Nhiệm vụ 1.1.d\tTriển khai đầy đủ" in shown.out
    assert "không phải việc cơ quan đã làm" in shown.out
    assert "Đã báo cáo" not in shown.out


def test_a_dimension_has_all_its_tasks(papi: Papi) -> None:
    shown = papi("show", "1").out
    assert shown.count("\nNhiệm vụ 1.") == 12
    assert "1 của Bắc Kạn: năm 2020 5,223 điểm" in shown


def test_a_part_about_two_numbers_has_their_sum(papi: Papi) -> None:
    assert "7.2 + 7.3 của Bắc Kạn: năm 2020 2,716 điểm" in papi("show", "7.2").out


def test_what_is_no_longer_measured_is_said(papi: Papi) -> None:
    shown = papi("show", "5.2").out
    assert "năm 2021 chưa công bố" in shown
    assert "không so sánh được: 5.2 không còn đo từ năm 2021" in shown


def test_returns_stand_beside_the_tasks(papi: Papi, returned: Path) -> None:
    shown = papi("show", "1.1", "--from", str(returned), "--on", "1/7/2021")
    assert shown.code == 0
    lines = [line for line in shown.out.splitlines() if line.startswith("  Đã báo cáo")]
    assert lines[0] == (
        "  Đã báo cáo\t108 cơ quan chủ trì: hoàn thành 1, chưa báo cáo 107, quá hạn 0, có số văn bản"
        " hay ngày 1"
    )
    assert lines[3].endswith(
        "hoàn thành 0, chưa thực hiện 1, chưa báo cáo 107, quá hạn 1, có số văn bản hay ngày 0"
    )


def test_json_has_the_index_and_the_returns(papi: Papi, returned: Path) -> None:
    data = json.loads(papi("show", "1.1", "--from", str(returned), "--format", "json").out)
    (section,) = data["sections"]
    assert section["index"]["change"] == -0.1376
    assert [each["id"] for each in section["tasks"]] == ["1.1.a", "1.1.b", "1.1.c", "1.1.d"]
    assert section["tasks"][0]["returns"] == {
        "due": 108, "done": 1, "in_progress": 0, "not_started": 0, "not_applicable": 0,
        "disputed": 0, "silent": 107, "late": None, "proven": 1, "by_coordinators": False,
    }  # fmt: skip
    plain = json.loads(papi("show", "1.1", "--format", "json").out)["sections"][0]
    assert plain["tasks"][0]["returns"] is None

"""`papi calendar`: the dates of agencies, for calendar programs."""

from collections.abc import Callable
from pathlib import Path

import vobject

from papi_cli.documents.calendars import is_unedited
from tests.conftest import PLAN, Result

Papi = Callable[..., Result]
FEW = ("calendar", "--agency", "Sở Nội vụ", "--agency", "UBND xã Yến Dương")
LATER = ("--revised", "1/7/2021")


def changed(folder: Path) -> str:
    """Return the path of a plan in which the communes' task with a time goes on instead."""
    text = PLAN.read_text(encoding="utf-8")
    text = text.replace("deadline: Quý I-II/2021", "deadline: Thường xuyên")
    text = text.replace("  source: source/", "  # source: source/")
    path = folder / "changed.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_each_agency_gets_a_calendar_and_the_closing_line_says_what_has_no_day(
    papi: Papi, tmp_path: Path
) -> None:
    done = papi(*FEW, "-o", str(tmp_path / "lich"))
    assert sorted(each.name for each in (tmp_path / "lich").iterdir()) == [
        "lich-so-noi-vu.ics",
        "lich-ubnd-xa-yen-duong.ics",
    ]
    assert done.err.endswith(
        "lich: 2 mới, 0 thay đổi, 0 giữ nguyên.\n6 việc có ngày; 87 lượt nhiệm vụ thường xuyên hay"
        " không có ngày thì không có trong lịch.\n"
    )


def test_one_calendar_is_printed(papi: Papi) -> None:
    done = papi("calendar", "--agency", "UBND xã Yến Dương")
    assert len(vobject.readOne(done.out).contents["vevent"]) == 2
    assert is_unedited(done.out.encode())


def test_an_agency_without_a_day_gets_no_file(papi: Papi, tmp_path: Path) -> None:
    done = papi("calendar", "--agency", "Ban Dân vận Tỉnh ủy", "-o", str(tmp_path / "lich"))
    assert done.code == 0
    assert not (tmp_path / "lich").exists()
    assert "1 cơ quan không có ngày nào nên không có lịch.\n" in done.err


def test_a_file_may_be_named_for_one_agency_alone(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "xa.ics"
    assert papi("calendar", "--agency", "UBND xã Yến Dương", "-o", str(path)).code == 0
    assert is_unedited(path.read_bytes())
    assert "Có 2 cơ quan mà -o chỉ ghi tên một tệp" in papi(*FEW, "-o", str(path)).err


def test_what_is_no_more_is_cancelled_in_the_file_that_is_there(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "xa.ics"
    write = ("calendar", "--agency", "UBND xã Yến Dương", "-o", str(path))
    papi(*write)
    plan = changed(tmp_path)
    done = papi(*write, "--plan", plan)
    assert "1 lịch đổi mà vẫn mang ngày 10/5/2021" in done.err
    done = papi(*write, "--plan", plan, *LATER)
    assert "vẫn mang ngày" not in done.err
    found = vobject.readOne(path.read_text(encoding="utf-8")).contents["vevent"]
    assert [each.status.value for each in found] == ["CONFIRMED", "CANCELLED"]
    assert "1 giữ nguyên" in papi(*write, "--plan", plan, *LATER).err


def test_a_calendar_keeps_its_later_day_where_none_is_typed_and_that_is_said(
    papi: Papi, tmp_path: Path
) -> None:
    path = tmp_path / "xa.ics"
    write = ("calendar", "--agency", "UBND xã Yến Dương", "-o", str(path))
    papi(*write, *LATER)
    assert "1 giữ nguyên" in papi(*write).err
    done = papi(*write, "--plan", changed(tmp_path))
    assert "1 lịch đổi mà vẫn mang ngày 1/7/2021, không lùi về 10/5/2021, nên" in done.err
    assert "DTSTAMP:20210701" in path.read_text(encoding="utf-8")


def test_an_edited_calendar_is_kept_and_force_keeps_it_beside(papi: Papi, tmp_path: Path) -> None:
    path = tmp_path / "xa.ics"
    write = ("calendar", "--agency", "UBND xã Yến Dương", "-o", str(path))
    papi(*write)
    edited = path.read_bytes().replace(b"TRANSPARENT", b"OPAQUE", 1)
    path.write_bytes(edited)
    assert "1 đã có, để nguyên (--force thay" in papi(*write).err
    assert path.read_bytes() == edited
    assert "1 thay đổi" in papi(*write, "--force").err
    assert path.with_name("xa.ics.bak").read_bytes() == edited


def test_a_check_writes_nothing_and_tells_what_would_be(papi: Papi, tmp_path: Path) -> None:
    done = papi(*FEW, "-o", str(tmp_path / "lich"), "--check")
    assert (done.code, done.out.count("mới\t")) == (1, 2)
    assert not (tmp_path / "lich").exists()


def test_a_plan_is_not_revised_before_its_own_day(papi: Papi) -> None:
    done = papi(*FEW, "-o", "x", "--revised", "1/1/2021")
    assert done.code == 2
    assert "trước ngày ban hành kế hoạch (10/5/2021)" in done.err

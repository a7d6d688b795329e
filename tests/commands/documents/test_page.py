"""`papi page`: what it is asked for, what it writes over and what it leaves alone."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.documents.page_filters import WHOLE
from tests.commands.documents.at_hand import XA
from tests.conftest import Result

Papi = Callable[..., Result]


@pytest.fixture
def trang(papi: Papi, tmp_path: Path) -> Path:
    """Return the page of the shipped plan."""
    path = tmp_path / "trang.html"
    assert papi("page", "-o", str(path)).err == f"{path}: mới.\n"
    return path


def test_a_page_of_papis_is_written_anew_and_an_edited_one_left_alone(
    papi: Papi, trang: Path, plan: Path
) -> None:
    fresh = trang.read_bytes()
    assert papi("page", "-o", str(trang)).err == f"{trang}: giữ nguyên.\n"
    assert papi("page", "--plan", str(plan), "-o", str(trang)).err == f"{trang}: thay đổi.\n"
    assert trang.read_bytes() != fresh
    edited = trang.read_bytes().replace(b"Ph\xe1\xba\xa7n", b"phan").replace(b"</h1>", b"!</h1>")
    trang.write_bytes(edited)
    left = papi("page", "-o", str(trang))
    assert (left.code, trang.read_bytes()) == (3, edited)
    assert left.err == (
        f"papi: Tệp «{trang}» không phải là trang do papi lập, hay đã có người sửa, nên được để"
        " nguyên; chọn tên khác, hoặc ghi thêm --force để thay (bản cũ giữ lại với đuôi .bak).\n"
    )
    assert papi("page", "-o", str(trang), "--force").code == 0
    assert trang.read_bytes() == fresh
    assert trang.with_name("trang.html.bak").read_bytes() == edited


def test_checking_writes_nothing_and_tells_by_the_exit_code(
    papi: Papi, trang: Path, plan: Path
) -> None:
    other = trang.with_name("khac.html")
    assert papi("page", "-o", str(trang), "--check").code == 0
    new = papi("page", "-o", str(other), "--check")
    assert (new.code, new.out) == (1, f"mới\t{other}\n")
    before = trang.read_bytes()
    changed = papi("page", "--plan", str(plan), "-o", str(trang), "--check")
    assert (changed.code, changed.out) == (1, f"thay đổi\t{trang}\n")
    assert trang.read_bytes() == before
    assert not other.exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Trang được ghi vào một tệp; ghi thêm -o TỆP.html."),
        (("-o", "trang.md"), "-o cần một tệp có đuôi .html, không phải «trang.md»; ghi như -o trang.html."),
        (("-o", "x.html", "--on", "1/7/2021"), "--on chỉ dùng cùng --from; ghi thêm --from THƯ MỤC hoặc bỏ --on."),
        (("-o", "x.html", "--results"), "--results chỉ dùng cùng --from; ghi thêm --from THƯ MỤC hoặc bỏ --results."),
        (
            ("-o", "x.html", "--public", "--from", ".", "--results"),
            "Bản --public không có lời ghi của cơ quan nên không đi cùng --results; bỏ một trong hai.",
        ),
        (
            ("-o", "x.html", "--public", "--from", ".", "--on", "1/7/2021"),
            "Bản --public không có việc quá hạn nên không đi cùng --on; bỏ một trong hai.",
        ),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_said(
    papi: Papi, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    result = papi("page", *args, cwd=tmp_path)
    assert (result.code, result.err) == (2, f"papi: {said}\n")
    assert list(tmp_path.iterdir()) == []


def written(papi: Papi, path: Path, *args: str) -> str:
    result = papi("page", *args, "-o", str(path))
    assert result.code == 0, result.err
    return path.read_text(encoding="utf-8")


def test_progress_and_who_sent_nothing_are_on_the_page_of_what_was_sent(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    page = written(papi, tmp_path / "a.html", "--from", str(sent), "--on", "1/7/2021")
    assert "lượt của 1 cơ quan đã ghi)" in page
    assert "<summary>Chưa gửi: 130/145 cơ quan</summary>" in page
    assert "<summary>Gửi trống: 14/145 cơ quan</summary>" in page
    assert "Số liệu tính đến 1/7/2021, theo các danh mục gửi về." in page
    assert "Đã họp 12 cuộc." not in page


def test_overdue_is_counted_as_the_letter_that_urges_counts_it(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    page = written(papi, tmp_path / "a.html", "--from", str(den), "--on", "28/12/2021")
    letter = papi("letter", str(den), "--on", "28/12/2021", "--due", "31/12/2021").out
    (others,) = re.findall(r"còn (\d+) lượt nhiệm vụ", letter)
    found = re.search(r"<b>(\d+)</b> lượt quá hạn, trong đó (\d+) của nơi chưa gửi", page)
    assert found
    assert int(found[1]) == int(others) + 1  # who urges is not urged
    assert int(found[2]) > 100


def test_what_was_received_after_the_day_does_not_count(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    page = written(papi, tmp_path / "a.html", "--from", str(den), "--on", "9/6/2021")
    assert "của 0 cơ quan đã ghi)" in page
    assert "<summary>Chưa gửi: 145/145 cơ quan</summary>" in page


def test_the_words_of_agencies_are_there_only_where_they_are_asked_for(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    page = written(papi, tmp_path / "a.html", "--from", str(sent), "--results")
    assert f'<b>{XA}</b> (hoàn thành): <span class="words">Đã họp 12 cuộc.</span>' in page
    page = written(papi, tmp_path / "b.html", "--from", str(sent), "--public")
    body = page.partition("<script>")[0]
    assert "Theo cơ quan: 1 cơ quan đã ghi" in body
    assert "/145" not in body
    assert "Đính chính" not in body
    data = json.loads(body.rpartition('id="data">')[2].removesuffix("</script>\n"))
    assert {each[-1] for each in data["agencies"]} == {WHOLE}
    for word in (
        "Đã họp",
        "Chưa gửi",
        "Chưa ghi gì",
        "Quá hạn",
        "Gửi trống",
        "phải gửi",
        "nội bộ",
        "hưa có tin",
    ):
        assert word not in body


def test_of_a_register_only_what_counts_is_counted_and_paper_is_not_nothing(
    papi: Papi, den: Path, tmp_path: Path
) -> None:
    paper = ("--paper", "--agency", "UBND xã Bành Trạch", "--document", "45/BC-UBND")
    period = ("--on", "10/12/2021", "--period", "Năm 2021", "--write")
    done = papi("receive", "--into", str(den), *paper, *period)
    assert done.code == 0, done.err
    page = written(papi, tmp_path / "a.html", "--from", str(den))
    assert "lượt của 2 cơ quan đã ghi)" in page
    assert "<summary>Chỉ gửi bản giấy, không có số liệu nhiệm vụ: 1/145 cơ quan</summary>" in page
    assert "<summary>Chưa gửi: 142/145 cơ quan</summary>" in page
    assert "Số liệu theo sổ nhận, báo cáo năm 2021; bản nhận sau cùng ngày " in page


def test_a_file_that_cannot_be_read_is_named_and_the_page_written(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    (sent / "x.pdf").write_bytes(b"%PDF-1.4")
    result = papi("page", "--from", str(sent), "-o", str(tmp_path / "a.html"))
    assert result.code == 1
    assert "x.pdf" in result.err
    assert (tmp_path / "a.html").exists()

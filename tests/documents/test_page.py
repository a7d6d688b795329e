"""The page as text: what it holds, for whom, that it is text and stays papi's."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.documents.page import PageOptions, is_untouched_page, page_text
from papi_cli.documents.templates import TemplateError, Templates
from papi_cli.documents.templates import shipped as templates
from papi_cli.plan.loader import LoadedPlan, load
from tests.page_plans import hostile_plan, office_plan


@pytest.fixture(scope="module")
def plain(shipped: LoadedPlan) -> str:
    """Return the page of the shipped plan."""
    return page_text(shipped, templates())


def data_of(plain: str) -> dict[str, Any]:
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', plain)
    data: dict[str, Any] = json.loads(block)
    return data


def test_the_page_of_the_shipped_plan_is_one_small_file(plain: str) -> None:
    assert len(plain.encode()) < 300_000
    assert not re.search(
        r"<(?:link|img|iframe|object|base)\b|\bsrc=|@import|url\(|https?://", plain
    )
    assert plain.startswith('<!DOCTYPE html>\n<html lang="vi">\n')


def test_the_policy_names_the_script_and_the_style_that_are_there_and_forbids_all_else(
    plain: str,
) -> None:
    def digest(text: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', plain)
    (style,) = re.findall(r"<style>(.*?)</style>", plain, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", plain, re.DOTALL)
    assert unescape(policy) == (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}';"
        " base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"\sstyle=|\son\w+=", plain.replace(script, ""))


def test_every_task_is_there_whole(plain: str, shipped: LoadedPlan) -> None:
    shown = unescape(re.sub(r"<[^>]*>", "\0", plain))
    for task in shipped.plan.tasks:
        assert f"\0{task.text}\0" in shown
        assert f"\0{task.id}\0" in shown
        for why in task.doubts.values():
            assert why in shown
        for each in task.corrections:
            assert f"văn bản in «{each.source}», đọc là «{each.reading}»" in shown
    assert shown.count(" của tệp source/ke_hoach_263_2021.txt") == 76


def test_the_same_plan_gives_the_same_page_wherever_it_lies(
    plain: str, shipped: LoadedPlan, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    name = shipped.plan.document.source or ""
    for each in ("plan_2021.yaml", name):
        (tmp_path / each).write_bytes((shipped.path.parent / each).read_bytes())
    moved = load_valid(tmp_path / "plan_2021.yaml", str(tmp_path / "plan_2021.yaml"))
    assert page_text(moved, templates()) == plain


def test_the_page_for_everybody_has_no_doubts(shipped: LoadedPlan) -> None:
    page = page_text(shipped, templates(), options=PageOptions(public=True))
    assert not re.search("cần xác minh|nội bộ", page.partition("<script>")[0], re.IGNORECASE)
    for task in shipped.plan.tasks:
        for why in task.doubts.values():
            assert why not in unescape(page)
    assert "doubts" not in data_of(page)


def test_texts_are_never_markup_nor_the_end_of_the_data(write: Callable[[str], Path]) -> None:
    loaded = load(write(hostile_plan()))
    assert isinstance(loaded, LoadedPlan)
    page = page_text(loaded, templates())
    assert len(re.findall("<script", page)) == len(re.findall("</script>", page)) == 2
    assert not re.search(
        r"<(?:img|svg|b)\b(?! class)", page.partition("<main>")[2].partition("<footer>")[0]
    )
    assert not re.search("[\u2028\u202a-\u202e]", page)
    names = [each[0] for each in data_of(page)["agencies"]]
    assert names[:2] == ["</script><script>alert(1)</script>", '<img src=x onerror="alert(2)">']


def test_parts_columns_targets_and_duties_are_shown(write: Callable[[str], Path]) -> None:
    page = page_text(load_valid(write(office_plan()), "x"), templates())
    for said in (
        "<dt>Phần việc 2.1.b.2</dt>\n<dd>phần sau</dd>", "<dt>Kinh phí</dt>\n<dd>20 triệu đồng</dd>",
        "Chỉ tiêu: Điểm: từ 5", "<dt>Theo dõi</dt>\n<dd>Sở Hai (tức Sở B)</dd>",
        "<dd>mọi cơ quan chủ trì ít nhất một nhiệm vụ</dd>", "hằng quý (lặp lại mỗi 3 tháng",
    ):  # fmt: skip
        assert said in page, said
    assert "Trong văn bản" not in page


def test_a_page_is_known_as_untouched_until_anything_of_it_is_changed(plain: str) -> None:
    assert is_untouched_page(plain)
    assert not is_untouched_page(plain.replace("Kế hoạch", "Kế  hoạch", 1))
    assert not is_untouched_page(f"{plain}\n")
    assert not is_untouched_page(re.sub('(papi-page" content=")[0-9a-f]+', r"\1", plain))
    assert not is_untouched_page("<html></html>")


def test_a_template_of_ones_own_is_used_with_its_own_style_and_must_keep_the_mark(
    shipped: LoadedPlan, tmp_path: Path
) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "style.css").write_text("body { color: #123456 }\r\n", encoding="utf-8")
    own = '{% extends "papi/page.html.j2" %}'
    (tmp_path / "page.html.j2").write_text(own, encoding="utf-8")
    page = page_text(shipped, Templates(str(tmp_path)))
    assert "<style>body { color: #123456 }\n</style>" in page
    assert is_untouched_page(page)
    (tmp_path / "page.html.j2").write_text("<p>{{ plan.number }}</p>", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        page_text(shipped, Templates(str(tmp_path)))
    assert "page.html.j2:1: thiếu dòng <meta" in caught.value.details

"""Templates: their filters, overriding them, what they may not do."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papi_cli.documents.templates import (
    TemplateError,
    Templates,
    cell,
    indented,
    inline,
    letter,
    shipped,
)
from papi_cli.errors import FileError


def rendered(folder: Path, content: str | bytes, **data: object) -> str:
    (folder / "t.md.j2").write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "report.md.j2").touch()  # a folder without any that is used is refused
    return Templates(str(folder)).render("t.md.j2", **data)


def said(folder: Path, content: str | bytes, **data: object) -> str:
    """Return what is said of a template that cannot be used."""
    with pytest.raises(TemplateError) as caught:
        rendered(folder, content, **data)
    assert caught.value.exit_code == 3
    return caught.value.details


def test_a_missing_value_is_an_error_and_no_blank() -> None:
    with pytest.raises(TemplateError):
        shipped().render("table.md.j2", title="t", columns=["a"], rows=[])


def test_a_table_is_a_heading_a_table_and_a_closing_line() -> None:
    text = shipped().render(
        "table.md.j2", title="Tên", columns=["a", "b"], rows=[("1", "2")], closing="hết"
    )
    assert text == "## Tên\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nhết\n"


@given(st.text("ab|*_`[]<>~\\!\n\t&;#1", max_size=30))
def test_markup_in_a_cell_stays_text(text: str) -> None:
    source = f"| h |\n| --- |\n| x{cell(text)}x |\n"
    html = MarkdownIt("commonmark").enable("table").render(source)
    body = html.split("<td>")[1].split("</td>")[0]
    assert "<" not in body


@given(st.text("ab*_`[]<>~\\!\n\t&;#1()", max_size=30))
def test_markup_in_a_line_stays_text(text: str) -> None:
    html = MarkdownIt("commonmark").render(f"x{inline(text)}x")
    assert "<" not in html.removeprefix("<p>").removesuffix("</p>\n")


def test_points_are_lettered_as_in_documents() -> None:
    assert [letter(n) for n in (1, 4, 5, 6, 7, 22, 23, 24)] == [
        "a",
        "d",
        "đ",
        "e",
        "g",
        "x",
        "y",
        "aa",
    ]


def test_indented_markdown_keeps_blank_lines_blank() -> None:
    assert indented("a\n\n  b", 2) == "  a\n\n    b"


def test_a_users_template_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "table.md.j2").write_text('{% extends "papi/table.md.j2" %}', encoding="utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "head.md.j2").write_text("ĐẦU RIÊNG", encoding="utf-8")
    (tmp_path / "own.md.j2").write_text('{% include "parts/head.md.j2" %}', encoding="utf-8")
    own = Templates(str(tmp_path))
    assert own.render("own.md.j2") == "ĐẦU RIÊNG"
    data = {"title": "T", "columns": ["a"], "rows": [], "closing": "hết"}
    assert own.render("table.md.j2", **data) == shipped().render("table.md.j2", **data)
    listed = {each.name: each.own for each in own.sources()}
    assert listed["table.md.j2"]
    assert listed["own.md.j2"]
    assert not listed["report.md.j2"]


def test_a_folder_that_is_not_there_is_said() -> None:
    with pytest.raises(FileError, match="Không có thư mục mẫu"):
        Templates("no such folder")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("a\n{{ b }}", 2, "dùng tên không có «b»; đầu tệp mẫu kèm chương trình"),
        ("a\n\n{{ it.b }}", 3, "dùng tên không có «b»"),
        ("{{ it['b'] }}", 1, "dùng tên không có «b»"),
        ("{{ [][3] }}", 1, "dùng tên không có «3»"),
        ("{{ [] | first }}", 1, "dùng tên không có; đầu tệp"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", 1, "dùng tên không có «a»"),
        ("{% for a in %}", 1, "(thiếu giá trị ở trước «%}»)"),
        ("{% for a of it %}", 1, "(cần «in» nhưng gặp «of»)"),
        ("{{ it ] }}", 1, "(«]» đặt sai chỗ)"),
        ("{{ (it] }}", 1, "(có «]» ở chỗ phải là «)»)"),
        ("{{ it.text }", 1, "(«}» đặt sai chỗ)"),
        ("{{ it", 1, "(hết tệp mà chưa có «}}»)"),
        ("{{ it it }}", 1, "(cần «}}» nhưng gặp «it»)"),
        ("{{ it. }}", 1, "(sau dấu chấm thiếu tên)"),
        ("{{ 'a\\' }}", 1, "(có ký tự lạ «'»)"),
        ("{{ it ? }}", 1, "(có ký tự lạ «?»)"),
        ("{# it", 1, "(chú thích «{#» không có «#}»)"),
        ("{% raw %}a", 1, "(thẻ «raw» mở ra mà không có «{% endraw %}»)"),
        ("{% 1 %}", 1, "(sau «{%» thiếu tên thẻ)"),
        ("a\n{% if it %}", 2, "(thẻ «if» mở ra mà không có «{% endif %}»)"),
        ("{% block a %}x", 1, "(thẻ «block» mở ra mà không có «{% endblock %}»)"),
        ("{% nothing %}", 1, "(không có thẻ «nothing»)"),
        ("{% if it %}{% nothing %}{% endif %}", 1, "(không có thẻ «nothing»)"),
        ("{% if it %}{% for a in it %}{% endif %}", 1, "(thẻ «endif» đặt sai chỗ: phải có «{% endfor %}» trước)"),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", 1, "(khối «a» viết hai lần)"),
        ("{% block a-b %}{% endblock %}", 1, "viết sai cú pháp của mẫu; xem lại"),
        ("a\n{{ 1 / 0 }}", 2, "không tính được (chia cho 0)"),
        ("{{ 1 + 'a' }}", 1, "không tính được; xem lại tên, phép tính và bộ lọc"),
        ("{{ it.text | nofilter }}", 1, "(không có bộ lọc «nofilter»)"),
        ("{{ it is notest }}", 1, "(không có phép thử «notest»)"),
        ("{{ it.text | map('nofilter') | list }}", 1, "không tính được (không có bộ lọc «nofilter»)"),
        ('a\n{% include "none.md.j2" %}', 2, "không có mẫu «none.md.j2»"),
        ('{% include "../../pyproject.toml" %}', 1, "không có mẫu"),
        ('{% include "/etc/hosts" %}', 1, "không có mẫu"),
        ('{% include "t.md.j2" %}', 1, "gọi lại chính nó"),
        ("{{ it.__class__ }}", 1, "không được phép"),
        ("{{ it.text.__class__.__mro__ }}", 1, "không được phép"),
        ("{{ ''.__class__ }}", 1, "không được phép"),
        ("{{ cell.__globals__ }}", 1, "không có"),
        ("{{ self.__init__.__globals__ }}", 1, "không được phép"),
        ("{{ it.update({'a': 1}) }}", 1, "không được phép"),
        ("{{ range(10 ** 9) | list }}", 1, "không tính được"),
        (b"a\n\xff", 2, "UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_line(
    tmp_path: Path, content: str | bytes, line: int, words: str
) -> None:
    details = said(tmp_path, content, it={"text": "chữ"})
    assert details.startswith(f"{tmp_path / 't.md.j2'}:{line}: ")
    assert words in details
    assert details.count("\n") == 1
    own_words = re.sub("«[^»]*»", "", details.split(f":{line}: ")[1])
    assert not re.search(r"\b(the|is|of|not|unexpected|expected|object|error)\b", own_words, re.I)


def test_a_byte_order_mark_is_no_part_of_a_template(tmp_path: Path) -> None:
    assert rendered(tmp_path, "\ufeff# A") == "# A"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("mật", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "p.md.j2").symlink_to(tmp_path / "secret")
    assert "không có mẫu «p.md.j2»" in said(own, '{% include "p.md.j2" %}')


def test_an_error_within_a_part_is_said_of_the_part(tmp_path: Path) -> None:
    (tmp_path / "p.md.j2").write_text("\n\n{{ it.nothing }}", encoding="utf-8")
    details = said(tmp_path, '{{ it | part("p.md.j2") }}', it={"a": 1})
    assert details.startswith(f"{tmp_path / 'p.md.j2'}:3: ")


@pytest.mark.parametrize("name", ["checklist_task", "targets"])
@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a\n\n\xff", 3, "UTF-8"),
        (b"a\n{{ nothing }}", 2, "dùng tên không có «nothing»"),
        (b"a\n{% if it %}", 2, "sai cú pháp"),
        (b"{% include 'none' %}", 1, "không có mẫu «none»"),
        (b"\n{{ 1 / 0 }}", 2, "chia cho 0"),
    ],
)
def test_a_fault_in_a_part_of_ones_own_is_not_the_shipped_templates(
    tmp_path: Path, name: str, content: bytes, line: int, words: str
) -> None:
    part = tmp_path / "parts" / f"{name}.md.j2"
    part.parent.mkdir()
    part.write_bytes(content)
    it = {"id": "1", "text": "x", "targets": [{"name": "a", "value": "b"}]}
    with pytest.raises(TemplateError) as caught:
        Templates(str(tmp_path)).render("parts/checklist_task.md.j2", it=it | TASK)
    assert caught.value.details.startswith(f"{part}:{line}: ")
    assert words in caught.value.details


TASK: dict[str, object] = {
    "doubts": [], "lead": "", "coordinating": "", "deadline": "", "product": "", "note": "",
    "role": "", "via": "",
}  # fmt: skip


def test_a_folder_without_a_template_that_is_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mau.md.j2").write_text("x", encoding="utf-8")
    (tmp_path / "report.md").write_text("x", encoding="utf-8")
    (tmp_path / "table.md.j2").mkdir()
    with pytest.raises(FileError) as caught:
        Templates(str(tmp_path))
    listed = ", ".join(each.name for each in shipped().sources())
    assert str(caught.value) == (
        f"Thư mục «{tmp_path}» không có mẫu nào dùng được; các tệp được dùng là: {listed}."
    )
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "head.md.j2").touch()
    assert Templates(str(tmp_path)).own


def test_a_folder_above_the_templates_is_told_which_is_meant(tmp_path: Path) -> None:
    below = tmp_path / "mau"
    below.mkdir()
    (below / "report.md.j2").touch()
    with pytest.raises(FileError, match="mẫu nằm ở") as caught:
        Templates(str(tmp_path))
    assert f"«{below}»; chỉ đúng thư mục ấy." in str(caught.value)


def test_a_part_is_filled_anew_for_another_value(tmp_path: Path) -> None:
    (tmp_path / "p.md.j2").write_text("{{ it.a }}", encoding="utf-8")
    text = rendered(
        tmp_path,
        '{% for it in all %}{{ it | part("p.md.j2") }}{% endfor %}',
        all=[{"a": 1}, {"a": 2}],
    )
    assert text == "12"


def test_every_shipped_template_says_what_it_may_use() -> None:
    for each in shipped().sources():
        text = each.path.read_text(encoding="utf-8")
        if not each.name.endswith(".j2"):
            assert text.startswith(("/*", '"use strict";\n//')), each.name
            continue
        assert text.startswith("{#-"), each.name
        assert "ùng được" in text.split("#}")[0], each.name


def test_what_an_html_template_puts_out_is_escaped_and_markdown_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("<p>{{ it }}</p>", encoding="utf-8")
    (tmp_path / "report.md.j2").write_text("{{ it }}", encoding="utf-8")
    own = Templates(str(tmp_path))
    assert own.render("page.html.j2", it='<b>&"') == "<p>&lt;b&gt;&amp;&#34;</p>"
    assert own.render("report.md.j2", it='<b>&"') == '<b>&"'


def test_a_style_sheet_is_given_word_for_word(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").touch()
    (tmp_path / "own.css").write_text("a { b: {{ c }} }", encoding="utf-8")
    assert Templates(str(tmp_path)).source("own.css") == "a { b: {{ c }} }"
    with pytest.raises(TemplateError) as caught:
        Templates(str(tmp_path)).source("none.css")
    assert "không có mẫu «none.css»" in caught.value.details

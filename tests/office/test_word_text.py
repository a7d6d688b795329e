"""The text of a cell as a person reads it."""

from __future__ import annotations

import pytest

from tests.office.word_parts import (
    FOOTNOTES,
    NOTE,
    PICTURE,
    TRACKED,
    box,
    cell,
    checkbox,
    control,
    line,
    read,
    read_cell,
    run,
    table,
    texts,
)


def test_a_paragraph_is_a_line() -> None:
    assert read_cell(line("một") + line("hai")).text == "một\nhai"


def test_split_runs_are_one_text() -> None:
    assert read_cell(f"<w:p>{run('Đã ban ')}{run('hành')}</w:p>").text == "Đã ban hành"


@pytest.mark.parametrize("tag", ["br", "cr"])
def test_a_break_is_a_line(tag: str) -> None:
    text = f"<w:p>{run('một')}<w:r><w:{tag}/></w:r>{run('hai')}</w:p>"
    assert read_cell(text).text == "một\nhai"


@pytest.mark.parametrize("tag", ["tab", "ptab"])
def test_a_tab_is_a_space(tag: str) -> None:
    assert read_cell(f"<w:p>{run('một')}<w:r><w:{tag}/></w:r>{run('hai')}</w:p>").text == "một hai"


def test_a_hyphen_that_does_not_break_is_one() -> None:
    text = f"<w:p>{run('2020')}<w:r><w:noBreakHyphen/></w:r>{run('2025')}</w:p>"
    assert read_cell(text).text == "2020-2025"


def test_a_soft_hyphen_is_nothing() -> None:
    text = f"<w:p>{run('kế')}<w:r><w:softHyphen/></w:r>{run(' hoạch')}</w:p>"
    assert read_cell(text).text == "kế hoạch"


def test_empty_paragraphs_are_no_lines() -> None:
    assert read_cell(f"<w:p/>{line('một')}<w:p/>{line('hai')}<w:p/>").text == "một\nhai"


def test_a_line_feed_in_the_xml_is_a_space() -> None:
    assert read_cell(line("một\nhai")).text == "một hai"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:fldSimple w:instr='DATE'>{}</w:fldSimple>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        "<w:ins w:id='1' w:author='a'>{}</w:ins>",
        "<w:moveTo w:id='1' w:author='a'>{}</w:moveTo>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    ],
)
def test_text_is_read_through_what_wraps_it(wrapped: str) -> None:
    text = f"<w:p>{run('a ')}{wrapped.format(run('b'))}{run(' c')}</w:p>"
    assert read_cell(text).text == "a b c"


def test_of_a_field_its_result_is_read() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1/6/2021")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert read_cell(f"<w:p>{field}</w:p>").text == "1/6/2021"


def test_hidden_text_is_not_read_but_told() -> None:
    read_back = read_cell(f"<w:p>{run('thấy')}{run('ẩn', '<w:vanish/>')}</w:p>")
    assert (read_back.text, read_back.remarks) == ("thấy", ("có chữ ẩn, không tính",))


def test_text_whose_hiding_is_switched_off_is_read() -> None:
    assert read_cell(line("thấy", '<w:vanish w:val="0"/>')).text == "thấy"


def test_text_hidden_by_its_style_is_not_read() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert not read_cell(line("ẩn", '<w:rStyle w:val="H"/>'), {"styles": styles}).text


def test_struck_text_is_read_and_told() -> None:
    read_back = read_cell(line("đã xong", "<w:strike/>"))
    assert read_back.text == "đã xong"
    assert read_back.remarks == ("có chữ gạch ngang, vẫn đọc như chữ thường",)


def test_a_nested_table_has_a_line_for_each_row() -> None:
    inner = table(cell(line("a")) + cell(line("b")), cell(line("c")) + cell(line("d")))
    assert read_cell(line("trên") + inner + line("dưới")).text == "trên\na | b\nc | d\ndưới"


@pytest.mark.parametrize("tag", ["ins", "moveTo"])
def test_inserted_text_counts_and_is_told(tag: str) -> None:
    read_back = read_cell(f"<w:p><w:{tag} w:id='1'>{run('mới')}</w:{tag}></w:p>")
    assert (read_back.text, read_back.remarks) == ("mới", (TRACKED,))


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_deleted_text_does_not_count(tag: str) -> None:
    deleted = f"<w:{tag} w:id='1'><w:r><w:delText>cũ</w:delText></w:r>{run('cũ')}</w:{tag}>"
    read_back = read_cell(f"<w:p>{deleted}{run('còn')}</w:p>")
    assert (read_back.text, read_back.remarks) == ("còn", (TRACKED,))


def test_a_deleted_end_of_a_paragraph_joins_two_lines() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('một ')}</w:p>"
    assert read_cell(first + line("hai")).text == "một hai"


def test_a_deleted_row_is_left_out_and_told() -> None:
    deleted = f"<w:trPr><w:del w:id='1'/></w:trPr>{cell(line('cũ'))}"
    file = read(table(cell(line("một")), deleted, cell(line("hai"))))
    assert texts(file) == [["một"], ["hai"]]
    assert file.remarks == ("có 1 dòng bị xóa theo dõi (Track Changes), không tính",)


def test_a_deleted_cell_is_empty() -> None:
    deleted = cell(f"<w:tcPr><w:cellDel w:id='1'/></w:tcPr>{line('cũ')}")
    assert texts(read(table(deleted + cell(line("hai"))))) == [["", "hai"]]


@pytest.mark.parametrize(("checked", "sign"), [(1, "☒"), (0, "☐")])
def test_a_box_has_its_flag_and_its_sign(checked: int, sign: str) -> None:
    read_back = read_cell(f"<w:p>{control(run(sign), checkbox(checked))}</w:p>")
    assert (read_back.text, read_back.ticked) == (sign, bool(checked))


def test_a_box_around_a_whole_cell_has_its_flag() -> None:
    file = read(table(control(cell(line("☒")), checkbox(1))))
    assert file.tables[0].rows[0].cells[0].ticked is True


def test_two_boxes_that_differ_say_nothing() -> None:
    boxes = control(run("☒ có"), checkbox(1)) + control(run(" ☐ không"), checkbox(0))
    read_back = read_cell(f"<w:p>{boxes}</w:p>")
    assert (read_back.text, read_back.ticked) == ("☒ có ☐ không", None)


def test_a_cell_without_a_box_has_no_flag() -> None:
    assert read_cell(line("x")).ticked is None


@pytest.mark.parametrize(("value", "sign"), [("1", "☒"), ("0", "☐")])
def test_an_old_form_box_has_its_flag_and_a_sign(value: str, sign: str) -> None:
    flag = f'<w:checkBox><w:checked w:val="{value}"/></w:checkBox>'
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData>{flag}</w:ffData></w:fldChar>'
    read_back = read_cell(f"<w:p><w:r>{field}</w:r></w:p>")
    assert (read_back.text, read_back.ticked) == (sign, value == "1")


def test_of_an_old_form_list_what_was_chosen_is_read() -> None:
    choices = (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList>'
    )
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData>{choices}</w:ffData></w:fldChar>'
    assert read_cell(f"<w:p><w:r>{field}</w:r></w:p>").text == "b"


@pytest.mark.parametrize(
    "shown",
    [
        "Click or tap here to enter text.",
        "Chọn một mục.",
        "Bấm hoặc gõ nhẹ vào đây để nhập văn bản.",
    ],
)
def test_a_placeholder_is_nothing(shown: str) -> None:
    assert not read_cell(f"<w:p>{control(run(shown), '<w:showingPlcHdr/>')}</w:p>").text


def test_a_placeholder_around_a_whole_cell_is_nothing() -> None:
    shown = control(cell(line("Choose an item.")), "<w:showingPlcHdr/>")
    assert texts(read(table(shown))) == [[""]]


def test_text_that_was_typed_over_a_placeholder_counts() -> None:
    typed = control(run("Đã xong"), "<w:showingPlcHdr/>")
    assert read_cell(f"<w:p>{typed}</w:p>").text == "Đã xong"


def test_a_placeholder_is_nothing_where_a_program_dropped_its_flag() -> None:
    assert not read_cell(f"<w:p>{control(run('Chọn một mục.'), '')}</w:p>").text


def test_the_words_of_a_placeholder_outside_of_a_control_count() -> None:
    assert read_cell(line("Chọn một mục.")).text == "Chọn một mục."


def test_a_picture_that_a_control_asks_for_is_none() -> None:
    asked = control(PICTURE, "<w:showingPlcHdr/><w:picture/>")
    assert not read_cell(f"<w:p>{run('a')}{asked}</w:p>").remarks


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert read_cell(f"<w:p>{run('trong ')}{box('bên')}{run('ô')}</w:p>").text == "trong ô\nbên"


def test_a_text_box_is_no_picture() -> None:
    assert not read_cell(f"<w:p>{box('bên')}</w:p>").remarks


def test_a_picture_is_named() -> None:
    read_back = read_cell(f"<w:p>{run('ảnh:')}{PICTURE}{PICTURE}</w:p>")
    assert read_back.remarks == ("có 2 hình ảnh không đọc được",)


@pytest.mark.parametrize(
    "drawn",
    [
        "<w:drawing><pic:pic/><w:txbxContent>{}</w:txbxContent></w:drawing>",
        "<w:pict><v:imagedata/><w:txbxContent>{}</w:txbxContent></w:pict>",
    ],
)
def test_a_picture_with_a_text_box_is_named_and_its_text_read(drawn: str) -> None:
    read_back = read_cell(f"<w:p><w:r>{drawn.format(line('bên'))}</w:r></w:p>")
    assert (read_back.text, read_back.remarks) == ("bên", ("có 1 hình ảnh không đọc được",))


@pytest.mark.parametrize(
    "drawn", ["<w:drawing><wps:wsp/></w:drawing>", "<w:pict><v:oval/></w:pict>"]
)
def test_a_shape_without_text_is_named(drawn: str) -> None:
    shape = f"<w:r>{drawn}</w:r>"
    assert read_cell(f"<w:p>{run('đây:')}{shape}</w:p>").remarks == (
        "có 1 hình ảnh không đọc được",
    )


def test_words_drawn_as_a_shape_are_read() -> None:
    drawn = '<w:p><w:r><w:pict><v:shape><v:textpath string="MẬT"/></v:shape></w:pict></w:r></w:p>'
    assert read_cell(drawn).text == "MẬT"


def test_an_embedded_file_is_named_once() -> None:
    embedded = "<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>"
    assert read_cell(f"<w:p><w:r>{embedded}</w:r></w:p>").remarks == (
        "có tệp nhúng không đọc được",
    )


def test_a_diagram_is_named() -> None:
    diagram = "<w:p><w:r><w:drawing><dgm:relIds/></w:drawing></w:r></w:p>"
    assert read_cell(diagram).remarks == ("có sơ đồ (SmartArt) không đọc được",)


def test_a_line_across_the_page_is_no_picture() -> None:
    across = '<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'
    assert not read_cell(f"<w:p>{run('a')}{across}</w:p>").remarks


def test_a_nested_row_that_was_deleted_is_left_out() -> None:
    deleted = f"<w:trPr><w:del w:id='1'/></w:trPr>{cell(line('cũ'))}"
    read_back = read_cell(table(cell(line("a")), deleted) + line("b"))
    assert (read_back.text, read_back.remarks) == ("a\nb", (TRACKED,))


def test_without_a_new_way_to_show_a_thing_the_old_one_is_read() -> None:
    old = f"<mc:AlternateContent><mc:Fallback>{run('cũ')}</mc:Fallback></mc:AlternateContent>"
    assert read_cell(f"<w:p>{old}</w:p>").text == "cũ"


def test_a_chart_is_named() -> None:
    chart = "<w:p><w:r><w:drawing><c:chart/></w:drawing></w:r></w:p>"
    assert read_cell(chart).remarks == ("có biểu đồ không đọc được",)


def test_an_equation_is_read_by_its_letters_and_told() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    read_back = read_cell(f"<w:p><m:oMath>{half}</m:oMath></w:p>")
    assert read_back.text == "1/2"
    assert read_back.remarks == ("có công thức toán, đọc theo chữ trong đó",)


def test_a_power_is_told_from_a_number() -> None:
    power = (
        "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    )
    assert read_cell(f"<w:p><m:oMath>{power}</m:oMath></w:p>").text == "m^2"


def test_of_several_ways_to_show_a_thing_one_is_read() -> None:
    ways = "".join(f"<mc:Choice>{run(each)}</mc:Choice>" for each in ("một", "hai"))
    text = f"<w:p><mc:AlternateContent>{ways}</mc:AlternateContent></w:p>"
    assert read_cell(text).text == "một"


def test_a_footnote_stands_behind_its_paragraph() -> None:
    text = f"<w:p>{run('Đã xong')}{NOTE}{run('.')}</w:p>"
    assert read_cell(text, FOOTNOTES).text == "Đã xong. (chú thích: xem công văn)"


def test_an_endnote_is_read_like_a_footnote() -> None:
    notes = {"endnotes": f'<w:endnote w:id="1">{line("xem công văn")}</w:endnote>'}
    text = '<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
    assert read_cell(text, notes).text == "(chú thích: xem công văn)"


def test_a_footnote_that_many_refer_to_is_read_once() -> None:
    assert read_cell(f"<w:p>{NOTE * 3}</w:p>", FOOTNOTES).text == "(chú thích: xem công văn)"


def test_a_footnote_that_refers_to_itself_ends() -> None:
    notes = {"footnotes": f'<w:footnote w:id="1"><w:p>{run("a")}{NOTE}</w:p></w:footnote>'}
    assert read_cell(f"<w:p>{NOTE}</w:p>", notes).text == "(chú thích: a)"


def test_a_comment_is_told_and_not_read() -> None:
    text = f'<w:p>{run("xong")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    read_back = read_cell(text)
    assert read_back.text == "xong"
    assert read_back.remarks == ("có nhận xét (comment) không tính",)

"""Word files read as a person reads them."""

from __future__ import annotations

import io
import time

import docx
import pytest

from papi_cli.office.content import Paragraph, UnreadableFileError
from papi_cli.office.word import read_word
from tests.office.word_parts import (
    cell,
    document,
    line,
    read,
    read_cell,
    run,
    table,
    texts,
)

TRACKED = "có chữ sửa theo dõi (Track Changes), đọc như đã chấp nhận mọi sửa đổi"
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
FOOTNOTES = {"footnotes": f'<w:footnote w:id="1">{line("xem công văn")}</w:footnote>'}
LISTS = {
    "numbering": '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    '<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'
}


def point(text: str, number: int, level: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr>{run(text)}</w:p>"


def control(inside: str, properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def checkbox(checked: int) -> str:
    return f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'


def box(text: str) -> str:
    """Return a text box as Word writes it: a shape, and the same again for older programs."""
    content = f"<w:txbxContent>{line(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"


class TestLines:
    def test_a_paragraph_is_a_line(self):
        assert read_cell(line("một") + line("hai")).text == "một\nhai"

    def test_split_runs_are_one_text(self):
        assert read_cell(f"<w:p>{run('Đã ban ')}{run('hành')}</w:p>").text == "Đã ban hành"

    @pytest.mark.parametrize("tag", ["br", "cr"])
    def test_a_break_is_a_line(self, tag):
        text = f"<w:p>{run('một')}<w:r><w:{tag}/></w:r>{run('hai')}</w:p>"
        assert read_cell(text).text == "một\nhai"

    def test_a_tab_is_a_space(self):
        assert (
            read_cell(f"<w:p>{run('một')}<w:r><w:tab/></w:r>{run('hai')}</w:p>").text == "một hai"
        )

    def test_a_hyphen_that_does_not_break_is_one(self):
        text = f"<w:p>{run('2020')}<w:r><w:noBreakHyphen/></w:r>{run('2025')}</w:p>"
        assert read_cell(text).text == "2020-2025"

    def test_a_soft_hyphen_is_nothing(self):
        text = f"<w:p>{run('kế')}<w:r><w:softHyphen/></w:r>{run(' hoạch')}</w:p>"
        assert read_cell(text).text == "kế hoạch"

    def test_empty_paragraphs_are_no_lines(self):
        assert read_cell(f"<w:p/>{line('một')}<w:p/>{line('hai')}<w:p/>").text == "một\nhai"

    def test_a_line_feed_in_the_xml_is_a_space(self):
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
    def test_text_is_read_through_what_wraps_it(self, wrapped):
        text = f"<w:p>{run('a ')}{wrapped.format(run('b'))}{run(' c')}</w:p>"
        assert read_cell(text).text == "a b c"

    def test_of_a_field_its_result_is_read(self):
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1/6/2021")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        assert read_cell(f"<w:p>{field}</w:p>").text == "1/6/2021"

    def test_hidden_text_is_not_read_but_told(self):
        read_back = read_cell(f"<w:p>{run('thấy')}{run('ẩn', '<w:vanish/>')}</w:p>")
        assert (read_back.text, read_back.remarks) == ("thấy", ("có chữ ẩn, không tính",))

    def test_text_whose_hiding_is_switched_off_is_read(self):
        assert read_cell(line("thấy", '<w:vanish w:val="0"/>')).text == "thấy"

    def test_text_hidden_by_its_style_is_not_read(self):
        styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        assert not read_cell(line("ẩn", '<w:rStyle w:val="H"/>'), {"styles": styles}).text

    def test_struck_text_is_read_and_told(self):
        read_back = read_cell(line("đã xong", "<w:strike/>"))
        assert read_back.text == "đã xong"
        assert read_back.remarks == ("có chữ gạch ngang, vẫn đọc như chữ thường",)

    def test_a_nested_table_has_a_line_for_each_row(self):
        inner = table(cell(line("a")) + cell(line("b")), cell(line("c")) + cell(line("d")))
        assert read_cell(line("trên") + inner + line("dưới")).text == "trên\na | b\nc | d\ndưới"


class TestLists:
    def test_points_have_a_dash(self):
        assert read_cell(point("một", 91) + point("hai", 91), LISTS).text == "- một\n- hai"

    def test_numbered_points_are_counted(self):
        assert read_cell(point("một", 90) + point("hai", 90), LISTS).text == "1. một\n2. hai"

    def test_counting_begins_anew_in_each_cell(self):
        rows = [cell(point("một", 90)), cell(point("một", 90))]
        assert texts(read(table(*rows), LISTS)) == [["1. một"], ["1. một"]]

    def test_a_deeper_level_begins_anew_below_each_point(self):
        points = [("a", 0), ("b", 1), ("c", 0), ("d", 1)]
        told = read_cell("".join(point(text, 90, level) for text, level in points), LISTS).text
        assert told == "1. a\n1. b\n2. c\n1. d"

    def test_an_empty_point_is_no_line(self):
        assert read_cell(point("", 90) + point("hai", 90), LISTS).text == "1. hai"

    def test_a_style_can_make_a_list(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="91"/>'
            '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="M">'
            '<w:basedOn w:val="L"/></w:style>'
        )
        text = f'<w:p><w:pPr><w:pStyle w:val="M"/></w:pPr>{run("một")}</w:p>'
        assert read_cell(text, LISTS | {"styles": styles}).text == "- một"

    def test_styles_based_on_each_other_in_a_ring_end(self):
        styles = '<w:style w:type="paragraph" w:styleId="R"><w:basedOn w:val="R"/></w:style>'
        text = f'<w:p><w:pPr><w:pStyle w:val="R"/></w:pPr>{run("một")}</w:p>'
        assert read_cell(text, {"styles": styles}).text == "một"

    def test_a_paragraph_taken_out_of_a_list_has_no_dash(self):
        assert read_cell(point("một", 0), LISTS).text == "một"


class TestTracked:
    def test_inserted_text_counts_and_is_told(self):
        read_back = read_cell(f"<w:p><w:ins w:id='1'>{run('mới')}</w:ins></w:p>")
        assert (read_back.text, read_back.remarks) == ("mới", (TRACKED,))

    @pytest.mark.parametrize("tag", ["del", "moveFrom"])
    def test_deleted_text_does_not_count(self, tag):
        deleted = f"<w:{tag} w:id='1'><w:r><w:delText>cũ</w:delText></w:r>{run('cũ')}</w:{tag}>"
        read_back = read_cell(f"<w:p>{deleted}{run('còn')}</w:p>")
        assert (read_back.text, read_back.remarks) == ("còn", (TRACKED,))

    def test_a_deleted_end_of_a_paragraph_joins_two_lines(self):
        first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('một ')}</w:p>"
        assert read_cell(first + line("hai")).text == "một hai"

    def test_a_deleted_row_is_left_out_and_told(self):
        deleted = f"<w:trPr><w:del w:id='1'/></w:trPr>{cell(line('cũ'))}"
        file = read(table(cell(line("một")), deleted, cell(line("hai"))))
        assert texts(file) == [["một"], ["hai"]]
        assert file.remarks == ("có 1 dòng bị xóa theo dõi (Track Changes), không tính",)

    def test_a_deleted_cell_is_empty(self):
        deleted = cell(f"<w:tcPr><w:cellDel w:id='1'/></w:tcPr>{line('cũ')}")
        assert texts(read(table(deleted + cell(line("hai"))))) == [["", "hai"]]


class TestControls:
    @pytest.mark.parametrize(("checked", "sign"), [(1, "☒"), (0, "☐")])
    def test_a_box_has_its_flag_and_its_sign(self, checked, sign):
        read_back = read_cell(f"<w:p>{control(run(sign), checkbox(checked))}</w:p>")
        assert (read_back.text, read_back.ticked) == (sign, bool(checked))

    def test_a_box_around_a_whole_cell_has_its_flag(self):
        file = read(table(control(cell(line("☒")), checkbox(1))))
        assert file.tables[0].rows[0].cells[0].ticked is True

    def test_two_boxes_that_differ_say_nothing(self):
        boxes = control(run("☒ có"), checkbox(1)) + control(run(" ☐ không"), checkbox(0))
        read_back = read_cell(f"<w:p>{boxes}</w:p>")
        assert (read_back.text, read_back.ticked) == ("☒ có ☐ không", None)

    def test_a_cell_without_a_box_has_no_flag(self):
        assert read_cell(line("x")).ticked is None

    @pytest.mark.parametrize(("value", "sign"), [("1", "☒"), ("0", "☐")])
    def test_an_old_form_box_has_its_flag_and_a_sign(self, value, sign):
        box = f'<w:checkBox><w:checked w:val="{value}"/></w:checkBox>'
        field = f'<w:fldChar w:fldCharType="begin"><w:ffData>{box}</w:ffData></w:fldChar>'
        read_back = read_cell(f"<w:p><w:r>{field}</w:r></w:p>")
        assert (read_back.text, read_back.ticked) == (sign, value == "1")

    def test_of_an_old_form_list_what_was_chosen_is_read(self):
        choices = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList>'
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
    def test_a_placeholder_is_nothing(self, shown):
        assert not read_cell(f"<w:p>{control(run(shown), '<w:showingPlcHdr/>')}</w:p>").text

    def test_a_placeholder_around_a_whole_cell_is_nothing(self):
        shown = control(cell(line("Choose an item.")), "<w:showingPlcHdr/>")
        assert texts(read(table(shown))) == [[""]]

    def test_text_that_was_typed_over_a_placeholder_counts(self):
        typed = control(run("Đã xong"), "<w:showingPlcHdr/>")
        assert read_cell(f"<w:p>{typed}</w:p>").text == "Đã xong"

    def test_the_words_of_a_placeholder_count_where_somebody_typed_them(self):
        assert read_cell(f"<w:p>{control(run('Chọn một mục.'), '')}</w:p>").text == "Chọn một mục."


class TestSigns:
    @pytest.mark.parametrize(
        ("font", "code", "sign"),
        [
            ("Wingdings", "F0FC", "✓"),
            ("Wingdings", "F0FE", "☑"),
            ("Wingdings", "00A8", "☐"),
            ("Wingdings 2", "F050", "✓"),
            ("Wingdings 2", "F054", "☒"),
            ("Webdings", "F061", "✓"),
            ("Symbol", "F0B3", "≥"),
        ],
    )
    def test_a_sign_of_a_font_is_known(self, font, code, sign):
        assert (
            read_cell(f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>').text
            == sign
        )

    def test_an_unknown_sign_is_named(self):
        sign = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'
        assert read_cell(sign).text == "[ký hiệu Wingdings 4A]"

    @pytest.mark.parametrize(
        ("typed", "shown"), [("þ", "☑"), ("ü", "✓"), ("û", "✗"), ("o", "☐"), ("¨", "☐"), ("x", "☒")]
    )
    def test_letters_typed_in_a_font_of_signs_are_what_they_show(self, typed, shown):
        assert read_cell(line(typed, '<w:rFonts w:ascii="Wingdings"/>')).text == shown

    def test_a_sign_of_unicode_in_such_a_font_stays(self):
        assert read_cell(line("✓", '<w:rFonts w:ascii="Wingdings"/>')).text == "✓"


OLD = "gõ bằng phông chữ cũ (.VnTime, TCVN3) nên không đọc được; xin đổi sang Unicode rồi gửi lại"


class TestOldFonts:
    @pytest.mark.parametrize(
        ("font", "typed"), [(".VnTime", "§· hoµn thµnh"), ("VNI-Times", "Ñaõ hoaøn thaønh")]
    )
    def test_letters_of_an_old_font_are_not_read_but_told(self, font, typed):
        read_back = read_cell(line(typed, f'<w:rFonts w:ascii="{font}"/>'))
        assert (read_back.text, read_back.remarks) == ("", (OLD,))

    def test_plain_letters_in_an_old_font_are_read(self):
        read_back = read_cell(line("123/KH-UBND", '<w:rFonts w:ascii=".VnTime"/>'))
        assert (read_back.text, read_back.remarks) == ("123/KH-UBND", ())

    def test_unicode_in_an_old_font_is_read(self):
        runs = "".join(run(each, '<w:rFonts w:ascii=".VnTime"/>') for each in ("và ", "được"))
        assert read_cell(f"<w:p>{runs}</w:p>").text == "và được"

    def test_the_font_of_the_style_counts(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="V"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
            "</w:style>"
        )
        text = f'<w:p><w:pPr><w:pStyle w:val="V"/></w:pPr>{run("hoµn thµnh")}</w:p>'
        assert read_cell(text, {"styles": styles}).remarks == (OLD,)

    def test_the_font_of_the_file_counts(self):
        made = docx.Document()
        made.styles["Normal"].font.name = ".VnTime"
        made.add_table(1, 1).cell(0, 0).text = "hoµn thµnh"
        stream = io.BytesIO()
        made.save(stream)
        assert read_word(stream.getvalue()).tables[0].rows[0].cells[0].remarks == (OLD,)

    def test_a_run_of_its_own_font_in_such_a_file_is_read(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="V"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
            "</w:style>"
        )
        own = run("à", '<w:rFonts w:ascii="Arial"/>')
        text = f'<w:p><w:pPr><w:pStyle w:val="V"/></w:pPr>{own}</w:p>'
        assert read_cell(text, {"styles": styles}).text == "à"


class TestBeside:
    def test_a_text_box_is_read_once_after_its_paragraph(self):
        assert read_cell(f"<w:p>{run('trong ')}{box('bên')}{run('ô')}</w:p>").text == "trong ô\nbên"

    def test_a_text_box_is_no_picture(self):
        assert not read_cell(f"<w:p>{box('bên')}</w:p>").remarks

    def test_a_picture_is_named(self):
        read_back = read_cell(f"<w:p>{run('ảnh:')}{PICTURE}{PICTURE}</w:p>")
        assert read_back.remarks == ("có 2 hình ảnh không đọc được",)

    def test_a_shape_without_text_is_named(self):
        shape = "<w:r><w:drawing><wps:wsp/></w:drawing></w:r>"
        assert read_cell(f"<w:p>{run('đây:')}{shape}</w:p>").remarks == (
            "có 1 hình ảnh không đọc được",
        )

    def test_words_drawn_as_a_shape_are_read(self):
        drawn = (
            '<w:p><w:r><w:pict><v:shape><v:textpath string="MẬT"/></v:shape></w:pict></w:r></w:p>'
        )
        assert read_cell(drawn).text == "MẬT"

    def test_an_embedded_file_is_named_once(self):
        embedded = "<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>"
        assert read_cell(f"<w:p><w:r>{embedded}</w:r></w:p>").remarks == (
            "có tệp nhúng không đọc được",
        )

    def test_a_chart_is_named(self):
        chart = "<w:p><w:r><w:drawing><c:chart/></w:drawing></w:r></w:p>"
        assert read_cell(chart).remarks == ("có biểu đồ không đọc được",)

    def test_an_equation_is_read_by_its_letters_and_told(self):
        half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
        read_back = read_cell(f"<w:p><m:oMath>{half}</m:oMath></w:p>")
        assert read_back.text == "1/2"
        assert read_back.remarks == ("có công thức toán, đọc theo chữ trong đó",)

    def test_a_footnote_stands_behind_its_paragraph(self):
        text = f"<w:p>{run('Đã xong')}{NOTE}{run('.')}</w:p>"
        assert read_cell(text, FOOTNOTES).text == "Đã xong. (chú thích: xem công văn)"

    def test_a_footnote_that_many_refer_to_is_read_once(self):
        assert read_cell(f"<w:p>{NOTE * 3}</w:p>", FOOTNOTES).text == "(chú thích: xem công văn)"

    def test_a_footnote_that_refers_to_itself_ends(self):
        notes = {"footnotes": f'<w:footnote w:id="1"><w:p>{run("a")}{NOTE}</w:p></w:footnote>'}
        assert read_cell(f"<w:p>{NOTE}</w:p>", notes).text == "(chú thích: a)"

    def test_a_comment_is_told_and_not_read(self):
        text = f'<w:p>{run("xong")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
        read_back = read_cell(text)
        assert read_back.text == "xong"
        assert read_back.remarks == ("có nhận xét (comment) không tính",)


def span(columns: int, text: str) -> str:
    return cell(f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{line(text)}')


def merged(text: str, value: str = "") -> str:
    how = f' w:val="{value}"' if value else ""
    return cell(f"<w:tcPr><w:vMerge{how}/></w:tcPr>{line(text) if text else '<w:p/>'}")


class TestGrid:
    def test_a_cell_over_columns_stands_in_the_first(self):
        assert texts(read(table(span(3, "a") + cell(line("b"))))) == [["a", "", "", "b"]]

    def test_a_row_may_leave_out_the_columns_before_and_after(self):
        left = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr>'
        assert texts(read(table(left + cell(line("a"))))) == [["", "a", "", ""]]

    def test_a_span_of_millions_is_bounded(self):
        assert (
            len(read(table(span(5_000_000, "a") + cell(line("b")))).tables[0].rows[0].cells) == 65
        )

    def test_a_cell_over_rows_stands_in_the_first_and_tells_so(self):
        file = read(table(merged("a", "restart"), merged("")))
        first, second = (row.cells[0] for row in file.tables[0].rows)
        assert (first.text, second.text) == ("a", "")
        assert first.remarks == ("là ô gộp của 2 dòng, chỉ tính cho dòng đầu",)

    def test_an_empty_cell_over_rows_tells_nothing(self):
        file = read(table(merged("", "restart"), merged("")))
        assert not file.tables[0].rows[0].cells[0].remarks

    def test_text_that_a_merged_cell_hides_is_told(self):
        file = read(table(merged("a", "restart"), merged("b")))
        second = file.tables[0].rows[1].cells[0]
        assert second.text == ""
        assert second.remarks == ("có chữ trong ô gộp không hiện ra, không tính",)

    def test_a_cell_merged_with_none_keeps_its_text(self):
        assert texts(read(table(merged("a")))) == [["a"]]

    def test_two_cells_over_rows_one_below_the_other_count_apart(self):
        rows = [merged("a", "restart"), merged(""), merged("b", "restart"), merged(""), merged("")]
        file = read(table(*rows))
        told = [row.cells[0].remarks for row in file.tables[0].rows]
        assert told[0] == ("là ô gộp của 2 dòng, chỉ tính cho dòng đầu",)
        assert told[2] == ("là ô gộp của 3 dòng, chỉ tính cho dòng đầu",)

    @pytest.mark.parametrize(
        "wrapped",
        [
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            "<w:customXml>{}</w:customXml>",
            "<w:ins>{}</w:ins>",
        ],
    )
    def test_rows_are_found_through_what_wraps_them(self, wrapped):
        row = wrapped.format(f"<w:tr>{cell(line('a'))}</w:tr>")
        assert texts(read(f"<w:tbl>{row}</w:tbl>")) == [["a"]]

    def test_cells_are_found_through_what_wraps_them(self):
        wrapped = f"<w:customXml>{control(cell(line('a')), '')}</w:customXml>"
        assert texts(read(table(wrapped + cell(line("b"))))) == [["a", "b"]]

    def test_rows_are_numbered_from_one(self):
        file = read(table(cell(line("a")), cell(line("b"))))
        assert [row.number for row in file.tables[0].rows] == [1, 2]

    def test_sources_are_the_elements_of_the_file(self):
        file = read(table(cell(line("a"))))
        found = file.tables[0]
        names = [
            each.source.tag.split("}")[1] for each in (found, found.rows[0], found.rows[0].cells[0])
        ]
        assert names == ["tbl", "tr", "tc"]
        assert found.source.getparent() is file.source.element.body


class TestFile:
    def test_blocks_stand_in_their_order(self):
        file = read(line("trên") + table(cell(line("a"))) + line("dưới"))
        assert [type(each).__name__ for each in file.blocks] == ["Paragraph", "Table", "Paragraph"]

    def test_a_paragraph_has_its_style(self):
        file = read(f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run("a")}</w:p>')
        assert file.blocks == (Paragraph("a", "Title"),)

    def test_paragraphs_and_tables_in_a_control_are_read(self):
        file = read(control(line("a") + table(cell(line("b"))), ""))
        assert file.blocks[0] == Paragraph("a")
        assert texts(file) == [["b"]]

    def test_a_text_box_outside_of_tables_is_a_paragraph(self):
        file = read(f"<w:p>{run('a')}{box('b')}</w:p>")
        assert file.blocks == (Paragraph("a"), Paragraph("b"))

    def test_custom_properties_are_read_as_text(self):
        xml = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
            'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
            'name="papi"><vt:lpwstr>của ai</vt:lpwstr></property></Properties>'
        )
        assert read_word(document(line("a"), properties=xml)).properties == {"papi": "của ai"}

    def test_a_part_from_another_file_is_told(self):
        assert read(line("a") + '<w:altChunk r:id="rId1"/>').remarks == (
            "có phần chèn từ tệp khác (altChunk) không đọc được",
        )


class TestUnreadable:
    def test_a_scan_without_text_is_named(self):
        with pytest.raises(UnreadableFileError) as raised:
            read(f"<w:p>{PICTURE}</w:p>")
        assert raised.value.problem == "chỉ có hình ảnh (bản chụp), không có chữ"
        assert raised.value.advice == "xin lại bản Word"

    @pytest.mark.parametrize("share", [0.3, 0.9])
    def test_a_truncated_file_is_named(self, share):
        data = document(line("a"))
        with pytest.raises(UnreadableFileError):
            read_word(data[: int(len(data) * share)])

    def test_deep_nesting_is_named(self):
        deep = 400
        data = document(f"{'<w:customXml>' * deep}{line('a')}{'</w:customXml>' * deep}")
        with pytest.raises(UnreadableFileError):
            read_word(data)

    def test_nesting_as_deep_as_the_library_reads_is_read(self):
        deep = 200
        body = f"{'<w:customXml>' * deep}{line('a')}{'</w:customXml>' * deep}"
        assert read(body).blocks == (Paragraph("a"),)


class TestSize:
    def test_a_hundred_thousand_rows_are_named(self):
        with pytest.raises(UnreadableFileError) as raised:
            read(table(*[cell(line("a"))] * 100_000))
        assert raised.value.problem.startswith("quá lớn")

    def test_twenty_thousand_rows_take_no_more_than_seconds(self):
        data = document(table(*[cell(line("a"))] * 20_000))
        begun = time.process_time()
        assert len(read_word(data).tables[0].rows) == 20_000
        assert time.process_time() - begun < 5

    def test_tens_of_thousands_of_runs_in_a_cell_take_no_more_than_seconds(self):
        data = document(table(cell(f"<w:p>{run('chữ ', '<w:strike/>') * 40_000}</w:p>")))
        begun = time.process_time()
        assert len(read_word(data).tables[0].rows[0].cells[0].text) == 159_999
        assert time.process_time() - begun < 5

    def test_a_megabyte_in_a_run_is_read(self):
        assert len(read_cell(line("chữ " * 250_000)).text) == 999_999

"""A checklist as the bytes of a Markdown file."""

from papi_cli.checklists import markdown_file
from papi_cli.checklists.format import DOCUMENT_MARK
from tests.checklists.small import CHANGED, FRESH, HEAD, ITEMS, fresh, with_result


def test_line_ends_and_byte_order_mark_stay_when_a_file_is_written_anew() -> None:
    old = "\ufeff" + with_result("1.1.a", " Đã họp").replace("\n", "\r\n")
    anew = markdown_file.regenerate(fresh(CHANGED), old.encode(), "a", ITEMS).data.decode()
    assert anew.startswith("\ufeff---\r\n")
    assert "Kết quả: Đã họp\r\n" in anew
    assert anew.count("\n") == anew.count("\r\n")


def test_a_file_with_mixed_line_ends_that_says_what_it_should_is_left_as_it_is() -> None:
    old = FRESH.replace("\n", "\r\n", 3).encode()
    assert markdown_file.regenerate(fresh(), old, "a", ITEMS).data == old


def test_a_file_without_its_closing_comment_is_read_with_todays_words() -> None:
    bare = with_result("1.1.a", " Đã họp").split("<!-- papi:")[0].encode()
    alone = markdown_file.read(bare, "a", ITEMS)
    found = markdown_file.read(bare, "a", ITEMS, lambda head: fresh() if head == HEAD else None)
    assert alone is not None
    assert found is not None
    assert alone.others
    assert not found.others
    assert found.entries["1.1.a"][0].result == "Đã họp"


def test_another_document_of_papis_is_no_checklist_and_no_fault() -> None:
    assert markdown_file.read(f"# Báo cáo\n\n{DOCUMENT_MARK}\n".encode(), "a", ITEMS) is None

"""What Word and Excel have in common as carriers, by a format that only stands for one."""

import pytest

from papi_cli.checklists.form import Form
from papi_cli.checklists.form_file import FormFile
from papi_cli.checklists.format import NotAChecklistError
from papi_cli.checklists.fresh import Regenerated
from papi_cli.errors import FileError
from papi_cli.office.content import OTHER_DOCUMENT, OfficeFile, UnreadableFileError
from tests.checklists.small import ITEMS, fresh


def refuse(_data: bytes) -> OfficeFile:
    raise UnreadableFileError("có đặt mật khẩu", "bỏ mật khẩu rồi gửi lại")


def renew(_form: Form, *_rest: object) -> Regenerated:
    raise AssertionError


LOCKED = FormFile(lambda form: form.title.encode(), refuse, renew)


def test_what_cannot_be_opened_is_told_in_a_sentence_with_its_path() -> None:
    said = r"^Tệp «a\.docx» có đặt mật khẩu; bỏ mật khẩu rồi gửi lại\.$"
    with pytest.raises(FileError, match=said):
        LOCKED.read_head(b"x", "a.docx")
    with pytest.raises(FileError, match=said):
        LOCKED.read(b"x", "a.docx", ITEMS)
    with pytest.raises(FileError, match=said):
        LOCKED.regenerate(fresh(), b"x", "a.docx", ITEMS)


def test_another_document_of_papis_is_no_checklist() -> None:
    paper = OfficeFile((), {OTHER_DOCUMENT: "1"})
    found = FormFile(lambda form: form.title.encode(), lambda _: paper, renew)
    assert found.read(b"x", "a.docx", ITEMS) is None
    with pytest.raises(NotAChecklistError, match="văn bản khác do papi lập"):
        found.read_head(b"x", "a.docx")


def test_a_file_that_nobody_touched_is_not_even_opened() -> None:
    data = LOCKED.write(fresh())
    assert LOCKED.regenerate(fresh(), data, "a.docx", ITEMS) == Regenerated(data)

"""Documents in Word made for tests, and what is asked of them."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import docx
from docx.oxml.ns import qn

from papi_cli.documents.document import Document
from papi_cli.documents.word import word_file

HEAD = (
    "|   |   |\n| :---: | :---: |\n"
    "| UBND TỈNH BẮC KẠN | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |\n"
    "| **SỞ Y TẾ** | **Độc lập - Tự do - Hạnh phúc** |\n"
    "| Số: …/BC-SYT | *Bắc Kạn, ngày … tháng … năm 2021* |\n"
)
TITLES = "**BÁO CÁO**\n\n**Kết quả thực hiện Kế hoạch**\n"
FOOT = (
    "|   |   |\n| :--- | :---: |\n"
    "| ***Nơi nhận:*** | **GIÁM ĐỐC** |\n"
    "| - Như trên; |  |\n"
    "| - Lưu: VT, NV. | **[Họ và tên]** |\n"
)
WIDE = (
    "## Phụ lục\n\n**KẾT QUẢ TỪNG NHIỆM VỤ**\n\n*(Kèm theo Báo cáo số …/BC-SYT)*\n\n"
    "| TT | Nhiệm vụ | Vai trò | Kết quả | Đề xuất |\n| ---: | --- | --- | --- | --- |\n"
    "| **A** |  |  |  |  |\n| 1 | Họp thôn | Chủ trì | […] | […] |\n"
)
REPORT = f"{HEAD}\n{TITLES}\nSở Y tế báo cáo như sau:\n\n## I. KẾT QUẢ\n\n- Một\n\n{FOOT}\n{WIDE}"


def written(text: str, pictures: Mapping[str, str] | None = None, **more: Any) -> bytes:
    return word_file(Document(text, date(2021, 5, 10), pictures or {}), **more)


def opened(text: str, **more: Any) -> Any:
    """Return a document made of Markdown as python-docx opens it."""
    return docx.Document(io.BytesIO(written(text, **more)))


_MARKS = {qn("w:br"): " ", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}


def words_of(tree: Any) -> str:
    """Return what stands in an element, a line for each paragraph."""
    return "\n".join(
        "".join(
            (each.text.replace("\u00a0", " ") if each.tag == qn("w:t") else _MARKS[each.tag])
            for each in paragraph.iter(qn("w:t"), *_MARKS)
        )
        for paragraph in tree.iter(qn("w:p"))
    )


def paragraph_with(document: Any, words: str) -> Any:
    """Return the first paragraph that holds words, wherever it stands."""
    return next(each for each in document.element.body.iter(qn("w:p")) if words in words_of(each))


def style_of(paragraph: Any) -> str:
    """Return the id of a paragraph's style."""
    return str(next(paragraph.iter(qn("w:pStyle"))).get(qn("w:val")))

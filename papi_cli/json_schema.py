"""A plan's shape as JSON Schema (2020-12), for editors: read off the same classes as `schema.py`.

An editor shows the titles and descriptions beside the keys, completes them, and marks what the
schema refuses. What it cannot refuse (references, order, counts) is `papi check`'s.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal, get_args, get_origin

from papi_cli.plan import (
    Agency,
    Appendix,
    Correction,
    Dimension,
    Document,
    Duty,
    Expect,
    Period,
    Plan,
    Recipients,
    Row,
    Signer,
    Subdimension,
    Target,
)
from papi_cli.schema import UNDOUBTED, fields, longest, most, wanted

Schema = dict[str, Any]

_CELLS = {
    "lead": (
        "Cơ quan chủ trì",
        "Chữ của văn bản, mỗi cơ quan một dòng «- ». Ghi ở chỉ số hay nội dung thành phần là ô gộp,"
        " có hiệu lực cho mọi nhiệm vụ bên dưới không ghi riêng. [] là không có cơ quan chủ trì.",
    ),
    "coordinating": (
        "Cơ quan phối hợp",
        "Chữ của văn bản, mỗi cơ quan một dòng «- »; ô gộp như ở lead.",
    ),
    "deadline": (
        "Thời gian thực hiện",
        "Chữ của văn bản: Thường xuyên, Quý II/2021, trước ngày 30/6/2021, hằng quý … Viết khác thì"
        " vẫn giữ nguyên chữ nhưng không tính được ngày.",
    ),
}
_CORRECTIONS = (
    "Đính chính",
    "Chỗ in sai rõ ràng của văn bản; các khóa khác chỉ viết cách đọc đúng.",
)
_DOUBTS = (
    "Điểm cần xác minh",
    "Tên khóa chưa chắc chắn và lý do trong một câu; bỏ dòng khi đã xác minh.",
)
_COMMON = {"corrections": _CORRECTIONS, "doubts": _DOUBTS}
_TARGETS = ("Chỉ tiêu", "Mỗi chỉ tiêu gồm tên (name) và giá trị phải đạt (value).")

DESCRIPTIONS: dict[type, tuple[str, dict[str, tuple[str, str]]]] = {
    Plan: (
        "Kế hoạch",
        {
            "schema": ("Phiên bản của cách viết tệp", "Luôn là 1."),
            "document": (
                "Văn bản",
                "Phần thân của kế hoạch: số hiệu, ngày, nơi ban hành, nội dung.",
            ),
            "expect": ("Số mục phải có", "Một dòng bị xóa nhầm là biết ngay."),
            "targets": _TARGETS,
            "agencies": (
                "Cơ quan, đơn vị",
                "Mọi cơ quan, nhóm cơ quan, đơn vị trực thuộc mà kế hoạch nhắc tới.",
            ),
            "duties": (
                "Tổ chức thực hiện",
                "Việc giao cho cơ quan ngoài bảng nhiệm vụ, như Phần III.",
            ),
            "dimensions": ("Chỉ số nội dung", "Bảng nhiệm vụ, theo thứ tự của văn bản."),
        },
    ),
    Document: (
        "Văn bản",
        {
            "type": ("Tên loại văn bản", "Kế hoạch, Quyết định, Chương trình …"),
            "number": ("Số, ký hiệu", "Như 263/KH-UBND."),
            "date": ("Ngày ban hành", "NĂM-THÁNG-NGÀY, như 2021-05-10."),
            "issuer": ("Cơ quan ban hành", "Như Ủy ban nhân dân tỉnh Bắc Kạn."),
            "place": ("Địa danh", "Như trên dòng ngày tháng: Bắc Kạn."),
            "subject": ("Trích yếu", "Nội dung tóm tắt, đứng sau tên loại văn bản."),
            "period": ("Thời kỳ", "Kế hoạch thực hiện từ ngày nào đến ngày nào."),
            "follow_up": ("Cơ quan theo dõi", "Cơ quan theo dõi, đôn đốc, tổng hợp báo cáo."),
            "source": (
                "Tệp văn bản nguồn",
                "Đường dẫn tệp chữ của văn bản đã ký, tính từ thư mục của kế hoạch; papi check đối"
                " chiếu từng câu.",
            ),
            "basis": ("Căn cứ", "Đoạn mở đầu."),
            "purposes": ("Mục đích", "Mỗi ý một dòng «- »."),
            "requirements": ("Yêu cầu", "Mỗi ý một dòng «- »."),
            "content": ("Nội dung thực hiện", "Phần dẫn tới phụ lục, nếu có."),
            "funding": ("Kinh phí", "Kinh phí thực hiện."),
            "closing": ("Câu kết", "Đoạn cuối trước nơi nhận."),
            "recipients": ("Nơi nhận", "Phần nơi nhận của văn bản."),
            "signer": ("Người ký", "Phần chữ ký của văn bản."),
            "appendix": ("Phụ lục", "Đầu phụ lục: tên và tiêu đề các cột của bảng."),
            **_COMMON,
        },
    ),
    Period: (
        "Thời kỳ",
        {
            "from": ("Ngày đầu", "NĂM-THÁNG-NGÀY; ngày này thuộc thời kỳ."),
            "to": ("Ngày cuối", "NĂM-THÁNG-NGÀY; ngày này thuộc thời kỳ."),
        },
    ),
    Recipients: (
        "Nơi nhận",
        {
            "heading": ("Tiêu đề", "Như «Nơi nhận:»."),
            "delivery": ("Cách gửi", "Như «Gửi bản điện tử:»."),
            "to": ("Các nơi nhận", "Mỗi nơi một dòng «- »."),
            "corrections": _CORRECTIONS,
        },
    ),
    Signer: (
        "Người ký",
        {
            "authority": ("Thẩm quyền ký", "Như TM. ỦY BAN NHÂN DÂN."),
            "position": ("Chức vụ", "Mỗi dòng của văn bản một dòng «- »."),
            "name": ("Họ và tên", "Họ và tên người ký."),
        },
    ),
    Appendix: (
        "Phụ lục",
        {
            "heading": ("Tiêu đề", "Như PHỤ LỤC."),
            "title": ("Tên phụ lục", "Tên của bảng nhiệm vụ."),
            "note": ("Ghi chú", "Dòng trong ngoặc dưới tên phụ lục."),
            "columns": ("Tiêu đề các cột", "Theo thứ tự của bảng, mỗi cột một dòng «- »."),
            "corrections": _CORRECTIONS,
        },
    ),
    Expect: (
        "Số mục phải có",
        {
            "dimensions": ("Số chỉ số nội dung", "Số đếm trong văn bản."),
            "subdimensions": ("Số nội dung thành phần", "Số đếm trong văn bản."),
            "tasks": ("Số nhiệm vụ", "Số đếm trong văn bản."),
        },
    ),
    Agency: (
        "Cơ quan, đơn vị",
        {
            "name": (
                "Tên",
                "Tên chính; tên có dấu phẩy viết một dòng riêng hoặc để trong ngoặc kép.",
            ),
            "symbol": ("Ký hiệu", "Như trong số văn bản của cơ quan: SNV của …/BC-SNV."),
            "aliases": ("Tên gọi khác", "Mọi cách viết khác trong văn bản, tên cũ, tên tắt."),
            "part_of": ("Trực thuộc", "Tên cơ quan mà đơn vị này là một phần."),
            "members": ("Thành viên", "Cơ quan này là một nhóm gồm các cơ quan sau."),
            "district": ("Huyện", "Huyện của một xã, phường, thị trấn."),
            "code": ("Mã đơn vị hành chính", 'Chữ số trong ngoặc kép, như "01834".'),
            "parent": ("Cơ quan chủ quản", "Như ở đầu văn bản của cơ quan."),
            "position": ("Chức danh người đứng đầu", "Như Giám đốc, Chủ tịch."),
            "reports": ("Báo cáo", "never: không chờ báo cáo của cơ quan này."),
            "letterhead": (
                "Thể thức đầu văn bản",
                "none: không viết theo thể thức văn bản hành chính (cơ quan Đảng).",
            ),
            "doubts": _DOUBTS,
        },
    ),
    Duty: (
        "Điểm",
        {
            "id": ("Mã số", "Như III.1."),
            "agencies": ("Cơ quan được giao", "Mỗi cơ quan một dòng «- »."),
            "role": (
                "Giao theo vai trò",
                "lead: mọi cơ quan chủ trì; coordinating: mọi cơ quan phối hợp.",
            ),
            "text": ("Nội dung", "Câu chữ của văn bản."),
            **_COMMON,
        },
    ),
    Dimension: (
        "Chỉ số nội dung",
        {
            "id": ("Số", 'Trong ngoặc kép: "1".'),
            "name": ("Tên", "Tên chỉ số nội dung."),
            "targets": _TARGETS,
            "tasks": ("Nhiệm vụ", "Nhiệm vụ đứng thẳng dưới chỉ số nội dung."),
            "subdimensions": ("Nội dung thành phần", "Theo thứ tự của văn bản."),
            **_CELLS,
            **_COMMON,
        },
    ),
    Subdimension: (
        "Nội dung thành phần",
        {
            "id": ("Số", 'Trong ngoặc kép: "1.1".'),
            "name": ("Tên", "Tên nội dung thành phần."),
            "targets": _TARGETS,
            "tasks": ("Nhiệm vụ", "Mỗi dòng của bảng là một nhiệm vụ."),
            **_CELLS,
            **_COMMON,
        },
    ),
    Row: (
        "Nhiệm vụ, giải pháp",
        {
            "id": (
                "Mã số của dòng",
                'a, b, c, d, đ … hay "1", "2" …; dòng không có thì bỏ khóa này.',
            ),
            "text": ("Nội dung nhiệm vụ", "Câu chữ của văn bản; chỗ in sai viết cách đọc đúng."),
            "targets": _TARGETS,
            "product": ("Sản phẩm", "Cột sản phẩm, kết quả của bảng, nếu có."),
            "note": ("Ghi chú", "Cột ghi chú của bảng, nếu có."),
            **_CELLS,
            **_COMMON,
        },
    ),
    Target: (
        "Chỉ tiêu",
        {
            "name": ("Tên chỉ tiêu", "Điều được đo, như Tổng điểm PAPI."),
            "value": ("Giá trị phải đạt", "Chữ của văn bản; chỉ là số thì để trong ngoặc kép."),
        },
    ),
    Correction: (
        "Đính chính",
        {
            "source": ("Văn bản in", "Đúng chữ in trong văn bản."),
            "reading": ("Đọc là", "Cách đọc đúng, có trong chính mục này."),
        },
    ),
}
"""Of each part of a plan its title, and of each of its keys title and description, for editors."""

_INVISIBLE = (
    r"\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
_TEXT = {
    "type": "string",
    "minLength": 1,
    "pattern": rf"^(?![\s\S]*(?:[^\S\n]{{2}}|[^\S\n ]|[{_INVISIBLE}]))\S(?:[\s\S]*\S)?\n*$",
    "patternErrorMessage": "Có dấu cách thừa, dấu cách lạ hoặc ký tự không nhìn thấy.",
}
"""The line ends that close a block of text (`|`, `>`) are not part of it."""


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = "Kế hoạch nâng cao Chỉ số PAPI: tệp YAML của chương trình papi."


def json_schema() -> Schema:
    """Return the JSON Schema of a plan's file."""
    return {
        "$schema": _DIALECT,
        "description": _ABOUT,
        **_object(Plan),
        "$defs": {
            "text": _TEXT,
            **{holder.__name__: _object(holder) for holder in DESCRIPTIONS if holder is not Plan},
        },
    }


def _object(holder: type) -> Schema:
    title, described = DESCRIPTIONS[holder]
    known = fields(holder)
    properties = {}
    for key, (hint, _) in known.items():
        name, description = described[key]
        value = _doubts(known) if key == "doubts" else _value(hint, key)
        properties[key] = {"title": name, "description": description, **value}
    return {
        "title": title,
        "type": "object",
        "properties": properties,
        "required": [key for key, (_, required) in known.items() if required],
        "additionalProperties": False,
    }


def _value(hint: Any, key: str) -> Schema:
    """Return the schema of a value of type `hint` at `key`."""
    hint = wanted(hint)
    if hint is str:
        return {"$ref": "#/$defs/text", "maxLength": longest(key)}
    if hint is int:
        return {"type": "integer", "minimum": 0}
    if hint is date:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "maxItems": most(key), "items": _value(get_args(hint)[0], key)}
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _doubts(keys: Any) -> Schema:
    """Return the schema of doubts about the fields of one part: they bear the names of its keys."""
    about = [key for key in keys if key not in UNDOUBTED]
    return {
        "type": "object",
        "propertyNames": {"enum": about},
        "additionalProperties": {"$ref": "#/$defs/text", "maxLength": longest("doubts")},
    }


def written() -> str:
    """Return the schema as a file has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def is_schema(text: str) -> bool:
    """Whether a file's text is a plan's schema, of this version or another."""
    return text.startswith(f'{{\n  "$schema": "{_DIALECT}",\n  "description": "{_ABOUT}"')

"""The rules of a plan, in modules by what they judge."""

from itertools import chain

from papi_cli.checking.rules import (
    addressees,
    agencies,
    annotations,
    index,
    numbering,
    source,
    tasks,
    texts,
)
from papi_cli.checking.rules.rule import Rule
from papi_cli.errors import Level

_FORM = (
    Rule("yaml-syntax", Level.ERROR, "Tệp đúng cú pháp YAML, chỉ gồm dữ liệu thường."),
    Rule("duplicate-key", Level.ERROR, "Một khóa chỉ viết một lần trong một mục."),
    Rule("schema", Level.ERROR, "Đủ khóa bắt buộc, không khóa lạ, giá trị đúng kiểu."),
    Rule("quoted-id", Level.ERROR, "Số hiệu và mã số để trong ngoặc kép."),
)
_SIGNED = (Rule("baseline", Level.ERROR, "Kế hoạch còn đúng như bản đã duyệt."),)

RULES = {
    rule.name: rule
    for rule in chain(
        _FORM,
        numbering.RULES,
        agencies.RULES,
        addressees.RULES,
        tasks.RULES,
        texts.RULES,
        source.RULES,
        annotations.RULES,
        index.RULES,
        _SIGNED,
    )
}
"""All rules by name, in the order in which they are documented."""

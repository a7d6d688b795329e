"""The front matter of a checklist."""

import pytest

from papi_cli.checklists.format import (
    Head,
    NotAChecklistError,
    read_head,
)
from papi_cli.checklists.markdown import assemble
from tests.checklists.small import FRESH, TASKS, read


@pytest.mark.parametrize(
    "text",
    [
        "# Danh mục\n\n- [ ] **1.1.a** việc\n",
        "---\ntitle: x\n---\n\nchữ\n",
        FRESH.replace("papi: checklist", "papi: report"),
        FRESH.replace("version: 2", "version: 7"),
        FRESH.replace('agency: "UBND xã Mẫu"', "agency: [a]"),
        FRESH.replace('plan: "1/KH-UBND"', 'plan: "1'),
        "Thêm ở đầu tệp\n" + FRESH,
    ],
)
def test_what_is_no_checklist_is_not_read(text: str) -> None:
    with pytest.raises(NotAChecklistError):
        read_head(text)
    with pytest.raises(NotAChecklistError):
        read(text, TASKS)


def test_front_matter_keeps_any_name() -> None:
    odd = Head('1"/KH: #', "Sở «A\u2028\x7f» \\ '", "lead", ("1", "1: a"))
    assert read_head(assemble(odd, "# a")) == odd

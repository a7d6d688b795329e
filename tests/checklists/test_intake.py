"""Whose a checklist is, and that no task counts twice."""

from pathlib import Path

from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.documents.work import Scope
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from tests.checklists.sent import numbers, survey, unread


def test_a_second_checklist_of_an_agency_does_not_count(loaded: LoadedPlan, folder: Path) -> None:
    (folder / "9.md").write_bytes((folder / "2.md").read_bytes())
    assert len(unread(loaded, folder)) == 1
    assert "là danh mục thứ hai của «UBND xã D»" in unread(loaded, folder)[0]
    assert numbers(survey(loaded, folder), "UBND xã D", Role.LEAD) == (1, 0, 1)


def test_two_narrowed_checklists_of_an_agency_complete_each_other(
    loaded: LoadedPlan, tmp_path: Path
) -> None:
    documents = Documents(loaded, templates())
    commune = loaded.registry.find("UBND xã D")
    for at, role in enumerate(Role):
        text = documents.checklist(commune, Scope(role))
        text = text.replace("- [ ] **2.a**", "- [x] **2.a**")
        (tmp_path / f"{at}.md").write_text(text, encoding="utf-8")
    found = survey(loaded, tmp_path)
    assert not found.uncounted
    assert numbers(found, "UBND xã D", Role.LEAD) == (0, 0, 2)
    assert numbers(found, "UBND xã D", Role.COORDINATING) == (1, 0, 0)
    assert (found.total.sent, found.total.blank) == (0, 1)  # the first one says nothing


def test_checklists_of_another_plan_or_of_nobody_do_not_count(
    loaded: LoadedPlan, folder: Path
) -> None:
    text = (folder / "2.md").read_text(encoding="utf-8")
    (folder / "2.md").write_text(text.replace("1/KH-UBND", "2/KH-UBND"), encoding="utf-8")
    (folder / "7.md").write_text(text.replace("UBND xã D", "UBND xã X"), encoding="utf-8")
    said = unread(loaded, folder)
    assert "theo kế hoạch khác («2/KH-UBND»)" in said[0]
    assert "của «UBND xã X», cơ quan kế hoạch không có" in said[1]

"""Documents: what they hold, and the whole of each against tests/expected (`make renew`)."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists.format import Entry, OrphanedEntry, read_head
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.checklists.items import duty_label, plan_items
from papi_cli.checklists.markdown import first_missing, read
from papi_cli.documents.builder import Documents
from papi_cli.documents.consolidated import Beside
from papi_cli.documents.templates import TemplateError, Templates, shipped
from papi_cli.documents.work import Scope
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from tests.conftest import ROOT, small_plan
from tests.documents.at_hand import SENDERS, agency

EXPECTED = ROOT / "tests" / "expected"


def test_documents_are_as_they_were_read_by_eye(
    documents: Documents, sent: dict[str, AgencyReturn], request: pytest.FixtureRequest
) -> None:
    xa, snv = (agency(documents, name) for name in ("UBND xã Yến Dương", "Sở Nội vụ"))
    half = "6 tháng đầu năm 2021"
    consolidated = documents.consolidated(snv, sent, Beside(period=half))
    made = {
        "danh-muc-xa.md": documents.checklist(xa),
        "danh-muc-so-chu-tri.md": documents.checklist(snv, Scope(Role.LEAD, ("1", "5"))),
        "danh-muc-toa-an.md": documents.checklist(agency(documents, "Tòa án nhân dân tỉnh")),
        "ke-hoach-so.md": documents.action_plan(snv),
        "ke-hoach-co-quan-dang.md": documents.action_plan(agency(documents, "Ban Dân vận Tỉnh ủy")),
        "bao-cao-trong.md": documents.report(snv),
        "bao-cao-xa.md": documents.report(xa, half, sent[xa.name]),
        "bao-cao-tong-hop.md": consolidated.report.text,
        "bao-cao-tong-hop-phu-luc-ket-qua.md": consolidated.results.text,
    }
    if request.config.getoption("--renew"):
        EXPECTED.mkdir(exist_ok=True)
        for name, text in made.items():
            (EXPECTED / name).write_text(text, encoding="utf-8", newline="\n")
    assert {path.name for path in EXPECTED.iterdir()} == made.keys()
    for name, text in made.items():
        assert text == (EXPECTED / name).read_text(encoding="utf-8"), f"{name}: make renew"


# Checklists


def test_every_agency_gets_just_the_tasks_that_papi_tasks_answers(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    seen = set()
    for each in documents._loaded.registry.agencies:
        if not documents.work.has_any(each):
            continue
        answers, duties = documents.work.answers(each), documents.work.duties(each)
        same = (
            *((answer.task.id, answer.role) for answer in answers),
            *(duty.id for duty in duties),
        )
        if same in seen:  # a hundred communes have the same tasks
            continue
        seen.add(same)
        text = documents.checklist(each)
        found = read(text, plan_items(shipped_plan))
        labels = [answer.task.id for answer in answers] + [duty_label(duty) for duty in duties]
        assert list(found.entries) == labels, each.name
        assert first_missing(text, labels) == ""
        lead = sum(answer.role is Role.LEAD for answer in answers)
        counts = f"{len(answers)}, gồm chủ trì {lead}, phối hợp {len(answers) - lead}."
        assert f"Số nhiệm vụ: {counts}" in text


def test_members_differ_from_each_other_only_in_name_and_district(documents: Documents) -> None:
    group = agency(documents, "UBND cấp xã")
    bodies = set()
    for each in documents._loaded.registry.members_of(group):
        text = documents.checklist(each)
        assert f"# Danh mục nhiệm vụ của {each.name}\n" in text
        district = (each.district or "").removeprefix("UBND ")
        assert f"Địa bàn: {district}." in text
        bodies.add(text.split("\n## 1. ")[1].split("<!--")[0])
    assert len(bodies) == 1


def test_the_same_plan_gives_the_same_bytes(documents: Documents, shipped_plan: LoadedPlan) -> None:
    again = Documents(shipped_plan, Templates())
    for name in SENDERS:
        one = agency(documents, name)
        assert again.checklist(one) == documents.checklist(one)
        assert again.action_plan(one) == documents.action_plan(one)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("checklist.md.j2", "# Danh mục\n"),
        ("parts/checklist_task.md.j2", "- [ ] **{{ it.id }}** {{ it.text }}\n"),
        (
            "parts/checklist_task.md.j2",
            "- [ ] **{{ it.id }}** a\n\n  Kết quả:\n\n  (Ghi ngắn gọn)\n",
        ),
        ("parts/checklist_task.md.j2", "{{ it.id }}. {{ it.text }}\n\n  Kết quả:\n"),
    ],
)
def test_a_template_that_drops_tasks_makes_no_checklist(
    shipped_plan: LoadedPlan, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / name).write_text(content, encoding="utf-8")
    documents = Documents(shipped_plan, Templates(str(tmp_path)))
    with pytest.raises(TemplateError) as caught:
        documents.checklist(agency(documents, "UBND cấp xã"))
    assert caught.value.details.startswith(f"{tmp_path / name}:1: làm mất «1.1.a»: ")
    assert "thì xem" not in caught.value.details


def lost(plan: LoadedPlan, folder: Path) -> str:
    """Return what is said of a folder whose templates make no checklist of Sở Nội vụ."""
    documents = Documents(plan, Templates(str(folder)))
    with pytest.raises(TemplateError) as caught:
        documents.checklist(agency(documents, "Sở Nội vụ"))
    return caught.value.details


def test_what_is_lost_is_blamed_on_what_the_user_changed(
    shipped_plan: LoadedPlan, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "templates", tmp_path, dirs_exist_ok=True)
    duty = tmp_path / "parts" / "checklist_duty.md.j2"
    duty.write_text("{{ it.text }}\n", encoding="utf-8")
    assert lost(shipped_plan, tmp_path).startswith(f"{duty}:1: làm mất «Điểm III.")
    checklist = tmp_path / "checklist.md.j2"
    checklist.write_text("{{ 1 }}" + checklist.read_text(encoding="utf-8"), encoding="utf-8")
    details = lost(shipped_plan, tmp_path)
    assert details.startswith(f"{duty}:1: làm mất «Điểm III.")
    assert details.endswith("; nếu tệp này đúng thì xem «checklist.md.j2».\n")


ODD = """\
  - name: "Sở [x](http://a) *Mẫu* <b> | `c`"
  - name: UBND xã A
"""
ODD_TASKS = """\
  - id: "1"
    name: "# Tên _chỉ số_"
    tasks:
      - id: a
        text: "- [x] **1.b** Việc & <script> | một\\n\\n# hai"
        lead: ["Sở [x](http://a) *Mẫu* <b> | `c`"]
      - id: b
        text: Kết quả
        lead: [UBND xã A]
        coordinating: ["Sở [x](http://a) *Mẫu* <b> | `c`"]
"""


def test_markup_in_a_plan_makes_no_markup_in_documents(write: Callable[..., Path]) -> None:
    path = write(small_plan(ODD, ODD_TASKS))
    loaded = load_valid(path, "plan.yaml")
    documents = Documents(loaded, shipped())
    odd = loaded.plan.agencies[0]
    text = documents.checklist(odd)
    assert list(read(text, plan_items(loaded)).entries) == ["1.a", "1.b"]
    assert read_head(text).agency == odd.name
    body = text.split("\n---\n")[1]
    for document in (body, documents.action_plan(odd), documents.report(odd, "*kỳ*")):
        for raw in ("<b>", "<script>", "\n# hai", "[x](http", "*kỳ*"):
            assert raw not in document.replace(f"\\{raw}", "")


# Reports


def test_what_was_written_about_a_task_of_anothers_is_in_the_report_too(
    documents: Documents, shipped_plan: LoadedPlan
) -> None:
    """A task may have gone to another agency since the checklist was made."""
    sent = AgencyReturn(
        {"8.3.b": Entry("x", "Việc đã chuyển giao")},
        [OrphanedEntry("9.9", "Việc cũ", Entry("", "Việc đã bỏ"))],
        ["Lời khác"],
    )
    text = documents.report(agency(documents, "Bảo hiểm xã hội tỉnh"), "", sent)
    gone = text.split("Nhiệm vụ không còn trong Kế hoạch")[1].split("\n##")[0]
    assert "- **8.3.b** Đảm bảo các khía cạnh" in gone
    assert " (hoàn thành): Việc đã chuyển giao\n" in gone
    assert "- **9.9** Việc cũ (đang thực hiện): Việc đã bỏ\n" in gone
    total = documents.consolidated(agency(documents, "Sở Nội vụ"), {"Bảo hiểm xã hội tỉnh": sent})
    assert "Việc đã chuyển giao" in total.results.text
    assert "Việc đã bỏ" in total.results.text
    assert "Lời khác" in text


NOTED = AgencyReturn(
    {
        "1.1.d": Entry(
            "",
            "Đã họp",
            number="12/QĐ-UBND",
            completed="5/5/2021",
            difficulty="- Thiếu | người\n- Thiếu *tiền*",
            proposal="Thêm người",
        ),
        "3.1.b": Entry("", "", difficulty="Đường xa"),
        "1.2.a": Entry("x", "", number="9/TB-UBND", difficulty="…"),
        "8.3.b": Entry("", "", difficulty="Việc của nơi khác"),
        "Điểm III.4": Entry("", "", proposal="Gia hạn"),
    },
    [OrphanedEntry("9.9", "Việc cũ", Entry("", "", difficulty="Đã bỏ việc"))],
    tasks={"1.1.d", "3.1.b", "1.2.a"},
)


def test_difficulties_and_proposals_stand_in_a_report_with_their_tasks(
    documents: Documents,
) -> None:
    """Once each: a difficulty on a line below its task, a proposal in the part for them."""
    text = documents.report(agency(documents, "UBND xã Yến Dương"), "", NOTED)
    said = "  - Khó khăn, vướng mắc: Thiếu | người; Thiếu \\*tiền\\*\n"
    assert f": Đã họp (số văn bản 12/QĐ-UBND; ngày hoàn thành 5/5/2021)\n{said}" in text
    for words in ("Đường xa", "Đã bỏ việc", "Việc của nơi khác"):
        assert text.count(f"\n  - Khó khăn, vướng mắc: {words}\n") == text.count(words) == 1
    weak = text.split("### 2. Tồn tại, hạn chế")[1].split("### 3. ")[0]
    names = re.escape(r" (") + r"[^)]*\)"
    assert re.search(rf"tại mục II: 1\.1\.d{names}; 3\.1\.b{names}; 8\.3\.b{names}; 9\.9", weak)
    asked = text.split("## V. ĐỀ XUẤT, KIẾN NGHỊ")[1]
    assert "- Thêm người (1.1.d);\n- Gia hạn (III.4).\n" in asked
    assert text.count("Thêm người") == text.count("Gia hạn") == 1


def test_the_consolidated_report_groups_difficulties_by_task(documents: Documents) -> None:
    """With the agencies that name them, those that say the same on one line."""
    made = documents.consolidated(
        agency(documents, "Sở Nội vụ"), {"UBND xã Yến Dương": NOTED, "UBND xã Quảng Chu": NOTED}
    )
    text = made.report.text
    weak = text.split("### 2. Mặt hạn chế")[1].split("### 3. ")[0]
    both = "(2 cơ quan: UBND xã Yến Dương; UBND xã Quảng Chu)"
    assert f" (2 cơ quan):\n  - Thiếu | người; Thiếu \\*tiền\\* {both}.\n" in weak
    assert f"  - Đường xa {both}.\n" in weak
    wishes = text.split("## V. ĐỀ XUẤT, KIẾN NGHỊ")[1]
    assert re.search(
        rf"- \*\*Điểm III\.4\*\* .* \(2 cơ quan\):\n  - Gia hạn {re.escape(both)}", wishes
    )
    assert ": Số văn bản 12/QĐ-UBND; ngày hoàn thành 5/5/2021. Đã họp\n" in made.results.text


def rows(text: str) -> list[list[str]]:
    """Return the cells of the annex of an action plan, each row with its number in front."""
    lines = re.findall(r"^\| (.*) \|$", text.partition("\n## Phụ lục\n")[2], re.MULTILINE)[2:]
    cells = [line.split(" | ") for line in lines]
    return [each for each in cells if len(each) == 6 and each[1].strip()]


def test_an_action_plan_has_each_task_once_as_a_row_of_its_annex(documents: Documents) -> None:
    found = agency(documents, "UBND xã Yến Dương")
    labels = [each.task.id for each in documents.work.answers(found)]
    told = [each[0].split("**")[1] for each in rows(documents.action_plan(found))]
    assert sorted(told) == sorted([*labels, "III.1.b", "III.4"])


def test_the_text_of_an_action_plan_refers_to_its_annex_and_ends_with_its_mark(
    documents: Documents,
) -> None:
    body, _, annex = documents.action_plan(agency(documents, "Sở Nội vụ")).partition("## Phụ lục")
    assert "nêu tại Phụ lục kèm theo Kế hoạch này.\n" in body
    assert "Trên đây là Kế hoạch của Sở Nội vụ triển khai thực hiện Kế hoạch số 263/KH-UBND" in body
    assert "để xem xét, giải quyết./.\n\n|   |   |\n| :--- " in body
    assert "*(Kèm theo Kế hoạch số …/KH-SNV ngày … tháng … năm 2021 của Sở Nội vụ)*\n" in annex


def test_who_leads_and_coordinates_is_the_agency_by_its_own_name_with_the_others(
    documents: Documents,
) -> None:
    told = {
        each[0].split("**")[1]: each
        for each in rows(documents.action_plan(agency(documents, "Sở Nội vụ")))
    }
    assert told["4.4.a"][1] == "Sở Nội vụ; Thanh tra tỉnh"  # printed the other way round
    assert told["1.1.c"][1:3] == ["UBND cấp xã", "Sở Nội vụ; UBND cấp huyện"]
    commune = rows(documents.action_plan(agency(documents, "UBND xã Yến Dương")))
    assert commune[0][1] == "UBND xã Yến Dương"


def test_the_title_of_an_action_plan_says_what_the_plan_is_about(documents: Documents) -> None:
    assert (
        "**Triển khai thực hiện Kế hoạch số 263/KH-UBND ngày 10 tháng 5 năm 2021 của Ủy ban nhân dân"
        " tỉnh Bắc Kạn về nâng cao Chỉ số Hiệu quả Quản trị và Hành chính công tỉnh Bắc Kạn năm"
        " 2021**\n" in documents.action_plan(agency(documents, "Sở Nội vụ"))
    )


def test_a_task_that_nobody_leads_says_so_in_an_action_plan(documents: Documents) -> None:
    held = rows(documents.action_plan(agency(documents, "UBND xã Yến Dương")))
    led = {each[0].split("**")[1]: each[1] for each in held}
    assert led["6.3.d"] == "(kế hoạch không giao)"


def test_the_district_of_a_commune_gets_its_action_plan(documents: Documents) -> None:
    assert "| - UBND huyện Ba Bể; |" in documents.action_plan(
        agency(documents, "UBND xã Yến Dương")
    )


def test_an_office_is_not_named_as_its_own_partner(documents: Documents) -> None:
    for row in rows(documents.action_plan(agency(documents, "Sở Nội vụ"))):
        assert not ("Sở Nội vụ" in row[1] and "Sở Nội vụ" in row[2]), row


def test_a_plan_that_is_signed_has_no_doubts_in_it(documents: Documents) -> None:
    found = agency(documents, "Sở Nội vụ")
    assert "ác minh" not in documents.action_plan(found)
    assert documents.doubts(found) == 17
    assert documents.doubts(agency(documents, "Công ty Điện lực Bắc Kạn")) == 0

"""Two plans that are unlike the shipped one, run through every command.

One has 14 tasks that are numbered through three groups (I, II, III), goes on without an end, says
who follows up, has further columns, a product for two rows, and a task in two parts. The other
has 33 tasks in chapters and sections, numbered anew in each, and a task in three parts.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PLANS, Result, filled

Papi = Callable[..., Result]
FEW = PLANS / "other" / "fourteen.yaml"
MANY = PLANS / "other" / "thirty_three.yaml"
BOTH = pytest.mark.parametrize("plan", [FEW, MANY], ids=["fourteen", "thirty-three"])


def rows(text: str) -> list[dict[str, str]]:
    """Return tab-separated rows by their headings."""
    head, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]


def tasks(papi: Papi, plan: Path, *args: str) -> list[str]:
    """Return the ids of the tasks that a question is answered with."""
    return [row["Mã số"] for row in rows(papi("tasks", *args, PAPI_PLAN=str(plan)).out)]


def changed(tmp_path: Path, plan: Path, *pairs: tuple[str, str]) -> Path:
    """Return a copy of a plan with words replaced, each where it stands once."""
    text = plan.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "changed.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def sent(papi: Papi, tmp_path: Path) -> Path:
    """Return a folder of the checklists of the plan of 14 tasks, three of them filled in."""
    folder = tmp_path / "sent"
    papi("checklist", "--all", "-o", str(folder), "--plan", str(FEW))
    for name, label, result, tick in (
        ("so-tu-phap.md", "9.1", " Kế hoạch số 12/KH-STP.", True),
        ("thanh-tra-tinh.md", "9.2", " Đang thu thập.", False),
        ("thanh-tra-tinh.md", "7", " Đã giám sát:\n\n  - [x] 7 cuộc làm việc", True),
        ("so-noi-vu.md", "9.1", " Đã góp ý.", True),
    ):
        path = folder / name
        text = filled(path.read_text(encoding="utf-8"), label, result, tick=tick)
        path.write_text(text, encoding="utf-8")
    return folder


# Checking, and what keepers of the data use


@BOTH
def test_nothing_but_noted_doubts_is_found_by_the_strict_check(papi: Papi, plan: Path) -> None:
    found = json.loads(papi("check", "--strict", "--format", "json", str(plan)).out)
    problems = found["files"][0]["problems"]
    assert {each["level"] for each in problems} <= {"note"}
    assert {each["rule"] for each in problems} == (
        {"doubt", "no-members"} if plan == FEW else set()
    )


@pytest.mark.parametrize(
    ("plan", "label", "kind", "start", "end"),
    [
        (FEW, "1", "by", None, "2026-04-30"),  # 30/4/2026
        (FEW, "5", "by", None, "2026-03-27"),  # 45 days from 10/2/2026 on
        (MANY, "I.1.3", "window", "2025-06-01", "2025-06-30"),  # 6/2025
        (MANY, "II.3", "by", None, "2025-04-21"),  # 60 days from 20/2/2025 on
    ],
)
def test_their_times_are_read_as_a_person_reads_them(
    papi: Papi, plan: Path, label: str, kind: str, start: str | None, end: str
) -> None:
    shown = json.loads(papi("show", "--plan", str(plan), label, "--format", "json").out)
    deadline = shown["tasks"][0]["deadline"]
    assert (deadline["kind"], deadline["start"], deadline["end"]) == (kind, start, end)


ACT = """\
Thử bảng có nhiều cột
KẾ HOẠCH
TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\tTheo dõi\tKinh phí
I\tMột phần
1\tViệc có hai hàng.\tSở A\tSở B\tQuý I/2026\tKế hoạch\tSở C\t20 triệu đồng
\t\tSở B\tSở C\tQuý II/2026\tBáo cáo\t\t
2\tViệc có sản phẩm gạch đầu dòng\tSở A\t\tQuý III/2026\t- Biểu mẫu - Danh sách\tSở C\tXã hội hóa
3\tViệc chung ô với hàng trên\tSở B\t\tQuý IV/2026\t\tSở C\t
"""
ACT_PLAN = """\
schema: 1
document:
  type: Kế hoạch
  number: 1/KH-UBND
  date: 2026-01-02
  issuer: Ủy ban nhân dân tỉnh Mẫu
  place: Mẫu
  subject: Thử bảng có nhiều cột
  period: {from: 2026-01-01, to: 2026-12-31}
  source: act.txt
  numbering: running
  appendix:
    title: KẾ HOẠCH
    columns: [TT, Nội dung, Chủ trì, Phối hợp, Thời gian, Sản phẩm, Theo dõi, Kinh phí]
agencies: [{name: Sở A}, {name: Sở B}, {name: Sở C}]
dimensions:
  - id: I
    name: Một phần
    tasks:
      - id: "1"
        text: Việc có hai hàng.
        parts:
          - {lead: [Sở A], coordinating: [Sở B], deadline: Quý I/2026, product: Kế hoạch, follow_up: [Sở C], columns: {Kinh phí: 20 triệu đồng}}
          - {lead: [Sở B], coordinating: [Sở C], deadline: Quý II/2026, product: Báo cáo, follow_up: []}
      - id: "2"
        text: Việc có sản phẩm gạch đầu dòng
        lead: [Sở A]
        coordinating: []
        deadline: Quý III/2026
        follow_up: [Sở C]
        columns: {Kinh phí: Xã hội hóa}
        product: |
          - Biểu mẫu
          - Danh sách
      - {id: "3", text: Việc chung ô với hàng trên, lead: [Sở B], coordinating: [], deadline: Quý IV/2026, follow_up: [Sở C], as_above: [product]}
"""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("", "", ""),
        ("product: Báo cáo", "product: Bản tin", "source"),
        (", product: Báo cáo", "", "source"),
        ("Kinh phí: 20 triệu đồng", "Kinh phí: 30 triệu đồng", "source"),
        ("        columns: {Kinh phí: Xã hội hóa}\n", "", "lost-text"),
        ("lead: [Sở B], coordinating: [Sở C]", "lead: [Sở C], coordinating: [Sở C]", "source"),
        ("deadline: Quý II/2026", "deadline: Quý I/2026", "source"),
        ("          - Danh sách\n", "", "source"),
        ("as_above: [product]", "product: Kế hoạch", "source"),
    ],
)
def test_parts_further_columns_and_merged_cells_are_compared_with_the_act(
    papi: Papi, tmp_path: Path, old: str, new: str, rule: str
) -> None:
    assert ACT_PLAN.count(old) == 1 or not old
    (tmp_path / "act.txt").write_text(ACT, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(ACT_PLAN.replace(old, new, 1), encoding="utf-8")
    found = papi("check", "plan.yaml", cwd=tmp_path).out
    told = {line.split(" ")[-1] for line in re.findall(r"(?:lỗi|cảnh báo) [a-z-]+", found)}
    assert rule in told if rule else not told, found


@BOTH
def test_a_baseline_tells_what_changed_in_a_part_a_column_and_who_follows_up(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.yaml"
    assert papi("baseline", "--plan", str(plan), str(signed)).code == 0
    check = ("check", "--no-notes", "--baseline", str(signed))
    assert "baseline" not in papi(*check, str(plan)).out
    if plan == FEW:
        new = changed(
            tmp_path,
            plan,
            ("Kế hoạch khắc phục", "Phương án khắc phục"),
            ("20 triệu đồng", "30 triệu đồng"),
            ("follow_up: [Văn phòng UBND tỉnh]", "follow_up: [Thanh tra tỉnh]"),
        )
        said = papi(*check, str(new)).out
        assert "Nhiệm vụ 9: phần việc khác bản đã duyệt" in said
        assert "Nhiệm vụ 1: cột khác khác bản đã duyệt" in said
        assert "Nhiệm vụ 5: cơ quan theo dõi khác bản đã duyệt" in said


def test_a_comparison_tells_what_changed_in_a_part_and_of_a_group(
    papi: Papi, tmp_path: Path
) -> None:
    new = changed(
        tmp_path,
        FEW,
        ("deadline: 31/3/2026", "deadline: 30/4/2026"),
        ("name: Thông tin đến người dân", "name: Thông tin tới người dân"),
        ("period: {from: 2026-01-01}", "period: {from: 2026-01-01, to: 2030-12-31}"),
    )
    result = papi("diff", str(FEW), str(new))
    assert result.code == 1
    lines = {(row["Mục"], row["Thay đổi"]): row["Kế hoạch mới"] for row in rows(result.out)}
    about = "9 Khắc phục hạn chế sau kiểm tra."
    assert lines[about, "Thời gian thực hiện"] == "30/4/2026; 15/12/2026"
    assert "9.1 Kế hoạch khắc phục (Chủ trì: Sở Tư pháp." in lines[about, "Phần việc"]
    assert lines["Nhóm nhiệm vụ I", "Tên"] == "Thông tin tới người dân"
    assert lines["Văn bản", "Thời kỳ"] == "2026-01-01 – 2030-12-31"
    assert papi("diff", str(FEW), str(FEW)).code == 0


@BOTH
def test_names_and_numbers_are_completed(papi: Papi, plan: Path) -> None:
    answer = papi(
        _PAPI_COMPLETE="bash", _PAPI_WORDS="\x1f".join(["show", "9." if plan == FEW else "II.6."]),
        PAPI_PLAN=str(plan),
    )  # fmt: skip
    assert ("9.1" if plan == FEW else "II.6.3") in answer.out


# Questions


@pytest.mark.parametrize(
    ("plan", "agency", "lead", "coordinating", "total"),
    [
        (FEW, "Sở Tư pháp", 2, 1, 3),
        (FEW, "Thanh tra tỉnh", 4, 1, 5),
        (FEW, "Sở Y tế", 3, 3, 6),
        (FEW, "UBND các xã, phường", 5, 1, 6),
        (MANY, "Sở Nội vụ", 10, 5, 13),
        (MANY, "UBND xã Đồi Chè", 17, 7, 24),
    ],
)
def test_a_task_in_parts_counts_as_one_task_of_an_agency(
    papi: Papi, plan: Path, agency: str, lead: int, coordinating: int, total: int
) -> None:
    env = {"PAPI_PLAN": str(plan)}
    listed = json.loads(papi("agencies", "--format", "json", **env).out)["agencies"]
    (found,) = (each for each in listed if each["name"] == agency)
    assert (found["lead"], found["coordinating"], found["total"]) == (lead, coordinating, total)
    assert len(tasks(papi, plan, "--agency", agency)) == total
    (row,) = (row for row in rows(papi("matrix", **env).out) if row["Cơ quan, đơn vị"] == agency or (
        agency == "UBND xã Đồi Chè" and row["Cơ quan, đơn vị"] == "UBND cấp xã"
    ))  # fmt: skip
    assert row["Tổng số"] == str(total)


def test_running_numbers_are_the_ids_of_tasks(papi: Papi) -> None:
    assert tasks(papi, FEW) == [str(number) for number in range(1, 15)]
    assert tasks(papi, FEW, "--dimension", "II") == ["6", "7", "8", "9", "10"]
    assert tasks(papi, FEW, "--dimension", "ii", "--agency", "Sở Y tế") == ["6", "8", "9"]


def test_numbers_that_begin_anew_stand_behind_that_of_their_section(papi: Papi) -> None:
    ids = tasks(papi, MANY)
    assert len(ids) == 33
    assert ids[:7] == ["I.1.1", "I.1.2", "I.1.3", "I.1.4", "I.1.5", "I.1.6", "I.2.1"]
    assert tasks(papi, MANY, "--subdimension", "III.2")[0] == "III.2.1"


def test_a_question_of_time_asks_the_parts_of_a_task(papi: Papi) -> None:
    assert "9" in tasks(papi, FEW, "--agency", "Sở Tư pháp", "--due-by", "31/3/2026")
    assert "9" not in tasks(papi, FEW, "--agency", "Thanh tra tỉnh", "--due-by", "31/3/2026")
    assert tasks(papi, MANY, "--agency", "UBND xã Đồi Chè", "--deadline", "Quý II/2025", "--search", "phiếu") == ["II.6"]  # fmt: skip
    assert tasks(papi, MANY, "--agency", "Sở Nội vụ", "--deadline", "Quý II/2025", "--search", "phiếu") == []  # fmt: skip


def test_any_part_of_a_task_may_be_the_one_that_is_asked_for(papi: Papi) -> None:
    third = ("--deadline", "Quý III/2025", "--search", "khảo sát")
    assert tasks(papi, MANY, "--agency", "Sở Nội vụ", *third) == ["II.6"]
    assert tasks(papi, MANY, *third) == ["II.6"]
    assert tasks(papi, MANY, "--deadline", "Quý III/2025", "--search", "thu phiếu") == []


def test_the_parts_of_a_task_are_data_each_with_its_own_cells(papi: Papi) -> None:
    env = {"PAPI_PLAN": str(FEW)}
    shown = json.loads(papi("show", "9", "--format", "json", **env).out)["tasks"][0]
    assert [each["text"] for each in shown["lead"]] == ["Sở Tư pháp", "Thanh tra tỉnh", "Sở Y tế"]
    assert shown["deadline"]["end"] == "2026-12-15"
    first, second = shown["parts"]
    assert (first["id"], first["deadline"]["end"]) == ("9.1", "2026-03-31")
    assert (second["id"], second["deadline"]["text"]) == ("9.2", "15/12/2026")
    assert second["inherited"] == ["coordinating", "deadline", "follow_up"]
    asked = papi("tasks", "--agency", "TTT", "--search", "khắc phục", "--format", "json", **env)
    (task,) = json.loads(asked.out)["tasks"]
    assert [each["role"] for each in task["parts"]] == [None, "lead"]
    assert papi("show", "9.2", **env) == papi("show", "9", **env)


def test_a_page_shows_the_plans_own_words_columns_products_and_followers(papi: Papi) -> None:
    lines = papi("show", "1", PAPI_PLAN=str(FEW)).out.splitlines()
    assert "Nhóm nhiệm vụ\tI. Thông tin đến người dân" in lines
    assert "Theo dõi (ô gộp)\tVăn phòng UBND tỉnh" in lines
    assert "Đầu mối\tPhòng Bưu chính, ông Mẫu, 0900 000 000" in lines
    bullets = papi("show", "4", PAPI_PLAN=str(FEW)).out
    assert "Sản phẩm (ô gộp)\tDanh sách niêm yết tại trụ sở\n" in bullets
    assert "Sản phẩm (ô gộp)\tBiên bản niêm yết.\n" in bullets
    third = papi("show", "III.1.2", PAPI_PLAN=str(MANY)).out
    assert "Mục\tIII.1. Thủ tục hành chính\n" in third
    assert "Phối hợp (ô gộp)\tUBND cấp xã (gồm 2 cơ quan)\n" in third
    assert "Thời gian (ô gộp)\t30/4/2025" in third


def test_a_duty_with_the_number_of_a_task_is_asked_for_as_such(papi: Papi) -> None:
    asked = papi("tasks", "--agency", "Sở Tư pháp", PAPI_PLAN=str(FEW))
    assert 'Ngoài bảng còn điểm 1 («papi show "điểm MÃ SỐ"»).' in asked.err
    assert papi("show", "điểm 1", PAPI_PLAN=str(FEW)).out.startswith("Điểm\t1\n")
    assert papi("show", "1", PAPI_PLAN=str(FEW)).out.startswith("Nhiệm vụ\t1\n")


def test_who_follows_a_task_up_is_a_role_of_its_own(papi: Papi) -> None:
    assert tasks(papi, FEW, "--agency", "VP", "--role", "follow-up") == ["1", "2", "3", "4", "5"]
    assert tasks(papi, FEW, "--agency", "VP") == ["11", "12"]
    asked = papi("tasks", "--agency", "VP", PAPI_PLAN=str(FEW))
    assert "Còn theo dõi, đôn đốc 5 nhiệm vụ («--role follow-up»)." in asked.err
    assert tasks(papi, FEW, "--agency", "SNV", "--role", "theo dõi")[0] == "7"
    matrix = rows(papi("matrix", "--role", "follow-up", PAPI_PLAN=str(FEW)).out)
    assert [row["Tổng số"] for row in matrix] == ["5", "4", "5"]
    refused = papi("progress", ".", "--role", "follow-up", PAPI_PLAN=str(FEW))
    assert "--role không nhận «follow-up»; dùng một trong: lead, coordinating." in refused.err


def test_further_columns_never_name_agencies(papi: Papi, tmp_path: Path) -> None:
    named = changed(tmp_path, FEW, ("{Kinh phí: 20 triệu đồng,", "{Cơ quan chủ trì: Sở Lạ,"))
    assert papi("check", str(named)).out.count("unknown-agency") == 0
    assert "Sở Lạ" not in papi("agencies", "--plan", str(named)).out
    assert "Sở Lạ" in papi("show", "1", "--plan", str(named)).out
    listed = papi("checklist", "--agency", "SKHCN", "--plan", str(named)).out
    assert "Sở Lạ" not in listed
    assert "0900 000 000" not in listed


def test_further_columns_stand_in_documents_where_a_template_wants_them(
    papi: Papi, tmp_path: Path
) -> None:
    papi("templates", "--copy", str(tmp_path))
    part = tmp_path / "parts" / "checklist_task.md.j2"
    line = "{% for each in it.columns %}\n  - {{ each.heading | inline }}: {{ each.text | inline }}\n{% endfor %}\n"
    text = part.read_text(encoding="utf-8").replace("\n  Kết quả:", f"{line}\n  Kết quả:")
    part.write_text(text, encoding="utf-8")
    args = ("checklist", "--agency", "SKHCN", "--templates", str(tmp_path))
    assert "  - Kinh phí: 20 triệu đồng\n" in papi(*args, PAPI_PLAN=str(FEW)).out


def test_a_plan_without_an_end_goes_on(papi: Papi) -> None:
    assert "6" in tasks(papi, FEW, "--on", "1/6/2031")
    assert tasks(papi, FEW, "--on", "1/6/2025") == []
    report = papi("report", "--agency", "Sở Tư pháp", PAPI_PLAN=str(FEW)).out
    assert "báo cáo kết quả thực hiện năm 2026 và những năm tiếp theo như sau:" in report


def test_a_group_that_does_not_name_its_members_is_asked_for_them(
    papi: Papi, tmp_path: Path
) -> None:
    env = {"PAPI_PLAN": str(FEW)}
    known = papi("tasks", "--agency", "xã Bến Đò", **env)
    assert known.out.count("\n") == 2
    assert "không kể thành viên của «UBND các xã, phường» nên chưa biết" in known.err
    unknown = papi("tasks", "--agency", "UBND xã Lạ", **env)
    assert unknown.code == 2
    assert "giao việc cho «UBND các xã, phường» mà không kể thành viên" in unknown.err
    assert "không kể thành viên" not in papi("tasks", "--agency", "Sở Y tế", **env).err
    assert "chưa biết gồm những ai: «UBND các xã, phường»" in papi("agencies", **env).err
    refused = papi("agencies", "--members", "UBND các xã, phường", **env)
    assert "kể ở khóa members của nhóm này" in refused.err
    written = papi("checklist", "--all", "-o", str(tmp_path), **env)
    assert "«UBND các xã, phường» đứng cho nhiều cơ quan" in written.err
    assert (tmp_path / "ubnd-cac-xa-phuong.md").exists()
    assert "đứng cho nhiều" not in papi("checklist", "--all", "-o", str(tmp_path / "b"), PAPI_PLAN=str(MANY)).err  # fmt: skip


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("tasks", "--dimension", "V"), "Không có nhóm nhiệm vụ «V»; kế hoạch này có: I, II, III."),
        (("tasks", "--dimension", "II"), "5 nhiệm vụ (nhóm nhiệm vụ II)."),
        (("checklist", "--agency", "VP", "--dimension", "II"), "trong phạm vi nhóm nhiệm vụ II."),
    ],
)  # fmt: skip
def test_sentences_call_the_parts_of_the_table_as_the_plan_does(
    papi: Papi, args: tuple[str, ...], said: str
) -> None:
    assert said in papi(*args, PAPI_PLAN=str(FEW)).err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("tasks", "--format", "md"), "| Mã số | Nhóm nhiệm vụ | Nội dung thành phần |"),
        (("matrix", "--format", "md"), "## Cơ quan theo nhóm nhiệm vụ"),
        (("checklist", "--agency", "SNV", "--dimension", "II"), "Phạm vi: nhóm nhiệm vụ II."),
        (("action-plan", "--agency", "VP"), "dịch vụ công** |  |  |"),
        (("report", "--agency", "VP"), "dịch vụ công (nhóm nhiệm vụ III)"),
    ],
)
def test_documents_call_the_parts_of_the_table_as_the_plan_does(
    papi: Papi, args: tuple[str, ...], said: str
) -> None:
    text = papi(*args, PAPI_PLAN=str(FEW)).out
    assert said in text
    assert "hỉ số nội dung" not in text


def test_a_wrong_number_is_told_in_the_plans_own_words(papi: Papi, tmp_path: Path) -> None:
    few = changed(tmp_path, FEW, ("dimensions: 3, subdimensions", "dimensions: 4, subdimensions"))
    assert "Phải có 4 nhóm nhiệm vụ nhưng tệp có 3" in papi("check", str(few)).out
    twice = changed(tmp_path, FEW, ("  - id: III\n", "  - id: II\n"))
    assert "Nhóm nhiệm vụ II đã có ở dòng" in papi("check", str(twice)).out
    falling = changed(tmp_path, FEW, ('id: "12"', 'id: "3a"'), ('id: "13"', 'id: "5"'))
    assert "đã có ở dòng" in papi("check", str(falling)).out
    order = changed(tmp_path, FEW, ('- id: "5"\n', '- id: "15"\n'))
    assert "Mã số 6 đứng sau 15" in papi("check", str(order)).out


# Checklists


def test_each_lead_ticks_its_own_part_and_sees_the_others(papi: Papi) -> None:
    text = papi("checklist", "--agency", "Sở Tư pháp", PAPI_PLAN=str(FEW)).out
    assert "Số nhiệm vụ: 3, gồm chủ trì 2, phối hợp 1." in text
    assert "- [ ] **9.1** Khắc phục hạn chế sau kiểm tra – Kế hoạch khắc phục\n" in text
    assert "**9.2**" not in text
    assert (
        "  - Phần việc khác của nhiệm vụ, 9.2: Báo cáo kết quả khắc phục (chủ trì: Thanh tra tỉnh;"
        " Sở Y tế; phối hợp: Sở Nội vụ; thời gian: 15/12/2026)\n" in text
    )
    many = papi("checklist", "--agency", "Sở Nội vụ", PAPI_PLAN=str(MANY)).out
    assert "Số nhiệm vụ: 13, gồm chủ trì 10, phối hợp 3." in many
    assert many.count("Khảo sát chi phí không chính thức – ") == 2
    assert "**II.6.2**" not in many
    commune = papi("checklist", "--agency", "UBND xã Đồi Chè", PAPI_PLAN=str(MANY)).out
    assert "**II.6.2** Khảo sát chi phí không chính thức – Thu phiếu tại cơ sở\n" in commune
    assert commune.count("\n- [ ] **") == 24 + 1


def test_products_columns_and_followers_stand_in_a_checklist_as_lines(papi: Papi) -> None:
    text = papi("checklist", "--agency", "UBND các xã, phường", PAPI_PLAN=str(FEW)).out
    assert text.count("  - Sản phẩm: Danh sách niêm yết tại trụ sở; Biên bản niêm yết.\n") == 2
    assert "## I. Thông tin đến người dân\n" in text
    assert "  - Theo dõi, đôn đốc: Văn phòng UBND tỉnh\n" in text
    targets = papi("checklist", "--agency", "TTT", PAPI_PLAN=str(FEW)).out
    assert "Chỉ tiêu: Đơn thư giải quyết đúng hạn: trên 95%." in targets


@pytest.mark.parametrize("word", ["", "  dimension_word: Kết quả\n", "  dimension_word: Chương\n"])
def test_a_file_with_the_plans_own_word_is_read_as_one_with_any_other(
    papi: Papi, sent: Path, tmp_path: Path, word: str
) -> None:
    other = changed(tmp_path, FEW, ("  dimension_word: Nhóm nhiệm vụ\n", word))
    shown = [
        json.loads(papi("progress", str(sent), "--by", by, "--format", "json", "--plan", str(plan)).out)
        for plan in (FEW, other)
        for by in ("dimension", "task", "agency")
    ]  # fmt: skip
    assert shown[:3] == shown[3:]
    again = papi("checklist", "--all", "-o", str(sent), "--plan", str(other))
    assert again.err.endswith(": 0 mới, 0 thay đổi, 9 giữ nguyên.\n")


@pytest.mark.parametrize("word", ["", "  dimension_word: Kết quả\n", "  dimension_word: Chương\n"])
def test_a_narrowed_file_keeps_what_was_written_when_the_word_changes(
    papi: Papi, tmp_path: Path, word: str
) -> None:
    out = tmp_path / "out"
    write = ("checklist", "--agency", "TTT", "--dimension", "II", "-o", str(out))
    papi(*write, "--plan", str(FEW))
    path = out / "thanh-tra-tinh.md"
    path.write_text(filled(path.read_text(encoding="utf-8"), "9.2", " Xong.", tick=True), encoding="utf-8")  # fmt: skip
    other = changed(tmp_path, FEW, ("  dimension_word: Nhóm nhiệm vụ\n", word))
    assert papi(*write, "--plan", str(other)).err.endswith("1 thay đổi, 0 giữ nguyên.\n")
    text = path.read_text(encoding="utf-8")
    assert "nhóm nhiệm vụ" not in text
    assert "- [x] **9.2**" in text
    assert text.count("Kết quả: Xong.") == 1


def test_results_follow_their_tasks_when_running_numbers_move(
    papi: Papi, sent: Path, tmp_path: Path
) -> None:
    text = FEW.read_text(encoding="utf-8").replace("tasks: 14", "tasks: 13")
    start, end = text.index('      - id: "5"'), text.index("  - id: II\n")
    text = text[:start] + text[end:]
    text = re.sub(
        r'      - id: "(\d+)"',
        lambda match: f'      - id: "{int(match[1]) - (int(match[1]) > 5)}"',
        text,
    )
    plan = tmp_path / "moved.yaml"
    plan.write_text(text, encoding="utf-8")
    written = papi("checklist", "--all", "-o", str(sent), "--plan", str(plan))
    assert "không còn trong kế hoạch" not in written.err
    audit = (sent / "thanh-tra-tinh.md").read_text(encoding="utf-8")
    assert "- [x] **6** Giám sát việc tuyển dụng công chức\n" in audit
    assert "- [x] 7 cuộc làm việc" in audit
    assert audit.count("Đang thu thập.") == 1
    assert "- [ ] **8.2** Khắc phục hạn chế sau kiểm tra – Báo cáo kết quả" in audit
    assert "Nội dung không còn trong kế hoạch" not in audit
    counted = json.loads(
        papi("progress", str(sent), "--by", "task", "--format", "json", "--plan", str(plan)).out
    )
    (row,) = (row for row in counted["rows"] if row["task"] == "8")
    assert (row["lead"]["done"], row["lead"]["in_progress"], row["coordinating"]["in_progress"]) == (1, 1, 1)  # fmt: skip


def test_what_is_gone_keeps_the_title_of_its_group(papi: Papi, sent: Path, tmp_path: Path) -> None:
    text = FEW.read_text(encoding="utf-8").replace("tasks: 14", "tasks: 13")
    start, end = text.index('      - id: "7"'), text.index('      - id: "8"')
    plan = tmp_path / "less.yaml"
    plan.write_text(text[:start] + text[end:], encoding="utf-8")
    written = papi("checklist", "--agency", "TTT", "-o", str(sent), "--plan", str(plan))
    assert "7 không còn trong kế hoạch" in written.err
    audit = (sent / "thanh-tra-tinh.md").read_text(encoding="utf-8")
    _, _, gone = audit.partition("## Nội dung không còn trong kế hoạch\n")
    assert gone.startswith("\n### II. Trách nhiệm của cơ quan nhà nước\n\n- [x] **7** Giám sát")


# Progress and reports


def test_a_task_is_done_when_all_of_its_parts_are(papi: Papi, sent: Path) -> None:
    ask = ("progress", str(sent), "--by", "task", "--plan", str(FEW))
    whole = {row["Nhiệm vụ, giải pháp"]: row["Cả nhiệm vụ"] for row in rows(papi(*ask).out)}
    assert whole["9 Khắc phục hạn chế sau kiểm tra."] == "Đang thực hiện"
    assert whole["7 Giám sát việc tuyển dụng công chức"] == ""
    for name in ("thanh-tra-tinh.md", "so-y-te.md"):
        path = sent / name
        text = path.read_text(encoding="utf-8").replace("- [ ] **9.2**", "- [x] **9.2**")
        path.write_text(text.replace("Kết quả: Đang thu thập.", "Kết quả:"), encoding="utf-8")
    data = json.loads(papi(*ask, "--format", "json").out)
    (row,) = (row for row in data["rows"] if row["task"] == "9")
    assert (row["whole"], row["lead"]["done"]) == ("done", 3)
    (sent / "so-y-te.md").unlink()
    data = json.loads(papi(*ask, "--format", "json").out)
    (row,) = (row for row in data["rows"] if row["task"] == "9")
    assert row["whole"] == "in_progress"


def test_an_agency_with_two_parts_has_done_its_task_when_both_are(
    papi: Papi, tmp_path: Path
) -> None:
    papi("checklist", "--agency", "SNV", "-o", str(tmp_path), "--plan", str(MANY))
    path = tmp_path / "so-noi-vu.md"
    ask = ("progress", str(tmp_path), "--on", "1/12/2025", "--plan", str(MANY))

    def row() -> dict[str, str]:
        return rows(papi(*ask).out)[0]

    assert row()["Tổng số"] == "13"
    assert "II.6" in row()["Nhiệm vụ quá hạn"]
    path.write_text(path.read_text(encoding="utf-8").replace("- [ ] **II.6.1**", "- [x] **II.6.1**"), encoding="utf-8")  # fmt: skip
    assert (row()["Chủ trì: hoàn thành"], row()["Chủ trì: đang thực hiện"]) == ("0", "1")
    assert row()["Nhiệm vụ quá hạn"].split("; ").count("II.6.3") == 1
    path.write_text(path.read_text(encoding="utf-8").replace("- [ ] **II.6.3**", "- [x] **II.6.3**"), encoding="utf-8")  # fmt: skip
    assert (row()["Chủ trì: hoàn thành"], row()["Chủ trì: đang thực hiện"]) == ("1", "0")
    assert "II.6" not in row()["Nhiệm vụ quá hạn"].split("; ")
    report = papi("report", "--agency", "SNV", "--from", str(tmp_path), "--plan", str(MANY)).out
    assert "giao Sở Nội vụ 13 nhiệm vụ, gồm chủ trì 10, phối hợp 3." in report
    assert "| **Tổng số** | **10** | **1** | **0** | **9** | **0** | **10 %** |" in report


def test_a_part_that_a_narrowed_checklist_asks_for_counts_though_its_agency_leads_another(
    papi: Papi, tmp_path: Path
) -> None:
    plan = changed(tmp_path, FEW, ("lead: [Thanh tra tỉnh, Sở Y tế]\n", "lead: [Thanh tra tỉnh]\n            coordinating: [Sở Tư pháp]\n"))  # fmt: skip
    out = tmp_path / "out"
    papi("checklist", "--agency", "STP", "--role", "coordinating", "-o", str(out), "--plan", str(plan))  # fmt: skip
    path = out / "so-tu-phap.md"
    path.write_text(filled(path.read_text(encoding="utf-8"), "9.2", " Xong.", tick=True), encoding="utf-8")  # fmt: skip
    data = json.loads(papi("progress", str(out), "--format", "json", "--plan", str(plan)).out)
    assert data["total"]["coordinating"]["done"] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{Kinh phí: 20 triệu đồng,", "{Kinh phí: 20, triệu,", "Cột «triệu» để trống: ô trống thì"),
        ("{Kinh phí: 20 triệu đồng,", "{Kinh phí: 20,", "Khóa «Kinh phí» là 20 không có ngoặc"),
        ("numbering: running", "numbering: roman", "«numbering» phải là running, không phải"),
        ("period: {from: 2026-01-01}", "period: {to: 2026-01-01}", "thiếu khóa «from»"),
    ],
)
def test_a_slip_in_the_new_keys_is_told_with_its_remedy(
    papi: Papi, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert said in papi("check", str(changed(tmp_path, FEW, (old, new)))).out


def test_late_tasks_are_listed_in_the_order_of_the_plan(papi: Papi, sent: Path) -> None:
    ask = ("progress", str(sent), "--by", "dimension", "--on", "31/12/2026", "--plan", str(FEW))
    listed = rows(papi(*ask).out)
    assert [row["Nhóm nhiệm vụ"][:3] for row in listed] == ["I. ", "II.", "III"]
    assert listed[1]["Nhiệm vụ quá hạn"] == "8; 9.2; 10"
    data = json.loads(papi(*ask, "--format", "json").out)
    assert data["rows"][1]["late_tasks"] == ["8", "9.2", "10"]
    assert data["total"]["late_tasks"][-3:] == ["9.2", "10", "11"]


def test_a_report_has_each_part_with_its_own_time_and_result(papi: Papi, sent: Path) -> None:
    text = papi("report", "--agency", "TTT", "--from", str(sent), "--plan", str(FEW)).out
    doing = text.split(". Nhiệm vụ đang thực hiện\n")[1].split("\n### ")[0]
    named = "Khắc phục hạn chế sau kiểm tra – Báo cáo kết quả khắc phục"
    assert f"- **9.2** {named} (thời gian: 15/12/2026)" in doing
    assert "giao Thanh tra tỉnh 5 nhiệm vụ, gồm chủ trì 4, phối hợp 1." in text
    assert "quá hạn" not in text  # the plan's period has no end


def test_the_consolidated_report_puts_the_parts_of_a_task_together(papi: Papi, sent: Path) -> None:
    text = papi("report", "--consolidated", "--from", str(sent), "--plan", str(FEW)).out
    assert "| Nhóm nhiệm vụ | Hoàn thành |" in text
    assert "| II. Trách nhiệm của cơ quan nhà nước | 2 | 1 | 5 | 25 % | 0 | 5 |" in text
    assert "#### 9 Khắc phục hạn chế sau kiểm tra. (cả nhiệm vụ: đang thực hiện)\n" in text
    said = (
        "- **Sở Tư pháp** (phần việc 9.1 Kế hoạch khắc phục; chủ trì; hoàn thành):"
        " Kế hoạch số 12/KH-STP.\n"
    )
    assert said in text
    assert "**Thanh tra tỉnh** (phần việc 9.2 Báo cáo kết quả khắc phục; chủ trì; đang" in text


@BOTH
def test_every_document_of_every_agency_is_written_and_comes_back_whole(
    papi: Papi, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for command in ("checklist", "action-plan", "report"):
        assert papi(command, "--all", "-o", str(out), "--plan", str(plan)).code == 0
    assert len(list(out.glob("*.md"))) == 3 * 9
    again = papi("checklist", "--all", "-o", str(out), "--plan", str(plan))
    assert again.err.endswith(": 0 mới, 0 thay đổi, 9 giữ nguyên.\n")
    counted = papi("progress", str(out), "--expect", "all", "--plan", str(plan))
    assert (counted.code, counted.err.count("Không tính được")) == (0, 0)
    whole = json.loads(papi("progress", str(out), "--format", "json", "--plan", str(plan)).out)
    loads = json.loads(papi("agencies", "--format", "json", "--plan", str(plan)).out)["agencies"]
    expected = sum(each["total"] for each in loads if each["reports"])
    statuses = [whole["total"][role]["not_started"] for role in ("lead", "coordinating")]
    assert sum(statuses) == expected

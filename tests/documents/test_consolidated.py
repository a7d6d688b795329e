"""The report that puts all reports together."""

import re
from typing import Any

import pytest

from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.builder import Documents
from papi_cli.documents.consolidated import Beside, Consolidation
from papi_cli.register.standing import Receipt, Standing, State
from tests.documents.at_hand import SENDERS, agency
from tests.documents.province import HAND, ON, Province
from tests.register.periods import row

FIGURES = ("done", "in_progress", "not_started", "not_applicable", "silent")


def numbers(row: Any) -> list[int]:
    """Return the numbers of a row in the order in which the person has them."""
    return [row[each] for each in FIGURES]


def test_who_reported_and_who_did_not_is_counted_as_by_hand(small: Province) -> None:
    data = small.data()
    right = HAND["reports"]
    assert data["expected"] == right["expected"]
    assert data["reported"]["number"] == right["reported"]
    assert data["missing"] == {
        "number": right["missing"],
        "names": ["UBND huyện L", "UBND xã X6"],
    }
    assert data["beside"]["names"] == ["Báo M"]
    assert data["plans"] == {"duty": "III.1.a", **HAND["plans"]}


def test_the_tables_add_up_as_by_hand(small: Province) -> None:
    data = small.data()
    assert {row["id"]: numbers(row) for row in data["dimensions"]} == HAND["dimensions"]
    assert {row["text"]: numbers(row) for row in data["kinds"]} == HAND["kinds"]
    assert numbers(data["total"]) == HAND["total"]
    assert {row["id"]: numbers(row) for row in data["without_lead"]} == HAND["without_lead"]
    tasks = {row["id"]: numbers(row) for group in data["tasks"] for row in group["rows"]}
    assert tasks == HAND["tasks"] | HAND["without_lead"]
    found = {
        row["text"]: [*numbers(row), row["coordinating"]]
        for group in data["agencies"]
        for row in group["rows"]
    }
    assert found == HAND["agencies"]
    assert data["absent"] == [{"title": "UBND cấp huyện", "names": ["UBND huyện L"]}]


def test_rates_and_their_changes_are_as_by_hand(small: Province) -> None:
    data = small.data(previous=small.earlier)
    rows = {row["id"]: row for row in data["dimensions"]} | {"total": data["total"]}
    assert {key: row["rate"] for key, row in rows.items()} == HAND["rates"]
    rows |= {row["text"]: row for row in data["kinds"]}
    assert {key: rows[key]["change"] for key in HAND["changes"]} == HAND["changes"]
    assert data["rounds"] == HAND["in_both"]


def test_changes_are_of_those_alone_that_reported_in_both_rounds(small: Province) -> None:
    """Who reports for the first time moves no rate."""
    earlier = {"UBND huyện K": small.earlier["UBND huyện K"]}
    data = small.data(previous=earlier)
    assert data["rounds"] is not None
    assert (data["rounds"]["both"], data["total"]["change"]) == (1, "+100")
    assert {row["id"]: row["change"] for row in data["dimensions"]} == {"1": "–", "2": "+100"}


def test_where_nobody_reported_in_both_rounds_nothing_is_compared(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, small.sent, Beside(previous={})).report.text
    assert "không cơ quan, đơn vị nào báo cáo ở cả hai kỳ nên không so sánh.\n" in text
    assert "So với kỳ trước |" not in text


def test_the_round_that_is_compared_with_is_named(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    beside = Beside(previous=small.earlier, earlier="6 tháng đầu năm 2021")
    text = small.documents.consolidated(author, small.sent, beside).report.text
    assert "So với kỳ trước (6 tháng đầu năm 2021)\n\nKỳ trước có 3 cơ quan, đơn vị" in text
    assert "chỉ tính trên 3 cơ quan, đơn vị này" in text
    assert "so với kỳ trước chỉ tính trên 3 cơ quan, đơn vị báo cáo ở cả hai kỳ. Kết quả" in text


def test_without_an_earlier_round_nothing_is_compared(small: Province) -> None:
    data = small.data()
    assert (data["compared"], data["rounds"], data["moved"]) == (False, None, None)


def test_overdue_tasks_are_told_with_their_days(small: Province) -> None:
    data = small.data(on=ON)
    right = {key: value for key, value in HAND["overdue"].items() if key != "day"}
    (found,) = data["overdue"]
    assert {key: found[key] for key in right} == right  # type: ignore[literal-required]
    late = {row["text"]: row["late"] for group in data["agencies"] for row in group["rows"]}
    assert {name: each for name, each in late.items() if each} == {
        "UBND xã X3": ["1.a (10 ngày)"],
        "UBND xã X4": ["1.a (10 ngày)"],
    }


def test_difficulties_and_proposals_are_grouped_and_counted_as_by_hand(small: Province) -> None:
    data = small.data()
    for kind in ("difficulties", "proposals"):
        found = {
            each["id"]: [each["number"], *([s["line"], s["number"]] for s in each["statements"])]
            for each in data[kind]["tasks"]
        }
        assert list(found.items()) == list(HAND[kind].items())
        said = [[s["line"], s["number"], s["ids"]] for s in data[kind]["statements"]]
        assert said == HAND["statements"][kind]


def test_a_district_puts_together_its_communes_alone(small: Province) -> None:
    data = small.data("UBND huyện K")
    assert data["expected"] == HAND["district"]["expected"]
    assert numbers(data["total"]) == HAND["district"]["total"]
    assert data["kinds"] == []
    assert (
        data["covered"]
        == "kết quả của 3 xã thuộc huyện K (không kể nhiệm vụ của chính UBND huyện K)"
    )
    names = {row["text"] for group in data["agencies"] for row in group["rows"]}
    assert names == {"UBND xã X1", "UBND xã X2", "UBND xã X3"}


@pytest.mark.parametrize("author", HAND["fields"])
def test_a_department_puts_together_the_tasks_of_its_field(small: Province, author: str) -> None:
    data = small.data(author)
    assert [row["id"] for group in data["tasks"] for row in group["rows"]] == HAND["fields"][author]
    assert data["plans"] is None


def test_who_writes_the_report_owes_none_but_counts_where_it_sent_one(small: Province) -> None:
    assert small.data()["expected"] == 11
    sent = {**small.sent, "Sở A": small.sent["Sở B"]}
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, sent).report.text
    assert "10/12 cơ quan, đơn vị được giao chủ trì đã báo cáo" in text


def test_what_became_of_returns_that_nothing_can_be_counted_of_is_told(small: Province) -> None:
    data = small.data(standings=standings(small, on_paper="UBND huyện L"))
    states = {row["text"]: row["state"] for group in data["agencies"] for row in group["rows"]}
    assert states["UBND huyện L"] == "Đã gửi bản giấy"
    assert states["UBND xã X6"] == "Gửi nhưng trống"
    assert data["on_paper"]["names"] == ["UBND huyện L"]
    assert data["missing"]["names"] == ["UBND xã X6"]
    assert data["sent"] == 10


def standings(small: Province, on_paper: str = "", **late: int) -> dict[str, Standing]:
    """Return how agencies stand that had to send by a day; `late` has the days of communes."""
    due, found = ON, {}
    for each in small.loaded.registry.agencies:
        sent = small.sent.get(each.name)
        state = State.BLANK if sent and sent.blank else State.ON_TIME if sent else State.NOTHING
        days = late.get(each.name.rpartition(" ")[2], 0)
        receipts: tuple[Receipt, ...] = ()
        if each.name == on_paper:
            paper = row(0, "2021-06-01", each.name, via="paper", stored=None, counts=None)
            receipts, state = (Receipt(paper, each, "", True),), State.ON_TIME
        state = State.LATE if days else state
        found[each.name] = Standing(
            agency=each, period="", state=state, receipts=receipts, due=due, days=days
        )
    return found


def test_who_sent_in_time_late_blank_and_nothing_is_told_of_a_register(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    beside = Beside(standings=standings(small, X1=3, X2=1))
    text = small.documents.consolidated(author, small.sent, beside).report.text
    assert (
        "- Báo cáo kết quả: 9/11 cơ quan, đơn vị được giao chủ trì đã báo cáo (81,8 %; không kể cơ"
        " quan tổng hợp): đúng hạn 7, muộn 2 (UBND xã X1 3 ngày; UBND xã X2 1 ngày); 2/11 cơ quan,"
        " đơn vị được giao chủ trì chưa báo cáo: gửi nhưng trống 1 (UBND xã X6), chưa gửi 1 (UBND"
        " huyện L). Ngoài ra có 1 cơ quan, đơn vị chỉ phối hợp gửi báo cáo.\n"
    ) in text
    assert "| UBND xã X1 | Đã báo cáo, muộn 3 ngày |" in text
    assert "| UBND xã X6 | Gửi nhưng trống |" in text


def test_without_a_register_nothing_is_said_of_time(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, small.sent).report.text
    assert "đúng hạn" not in text
    assert "gửi nhưng trống 1 (UBND xã X6), chưa gửi 1 (UBND huyện L)" in text


def test_more_than_eight_that_are_late_are_named_in_the_annex_alone(documents: Documents) -> None:
    late = {"number": 9, "names": ["Sở X 3 ngày"] * 9}
    filing = {"timed": True, "in_time": 1, "undated": 0, "late": late}
    filing["other"] = {"number": 1, "names": ["Sở Y"]}
    text = _rendered(documents, filing=filing, sent=10)
    assert ": đúng hạn 1, muộn 9 (danh sách tại Phụ lục II), bản của kỳ khác 1 (Sở Y);" in text


def test_the_charts_show_the_rates_of_the_tables(small: Province) -> None:
    consolidation = small.consolidation(pictures="bao-cao-bieu-do")
    first, second = consolidation.pictures.values()
    assert list(consolidation.pictures) == [
        "bao-cao-bieu-do-chi-so.svg",
        "bao-cao-bieu-do-loai-co-quan.svg",
    ]
    assert first.words.endswith("chỉ số nội dung: 1. Một 55,6 % (5/9); 2. Hai 44,4 % (4/9)")
    assert "UBND cấp xã 57,1 % (8/14); Cơ quan, đơn vị khác 0 % (0/1)" in second.words
    assert small.consolidation().pictures == {}


def test_the_report_refers_to_all_of_its_annexes(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, small.sent).report.text
    body, *annexes = text.split("## Phụ lục ")
    assert [each.split("\n")[0] for each in annexes] == ["I", "II"]
    for each in ("Phụ lục I,", "Phụ lục II", "Phụ lục III"):
        assert each in body
    for each in annexes:
        assert "*(Kèm theo Báo cáo số …/BC-SA ngày … tháng … năm 2021 của Sở A)*" in each


def test_a_sentence_that_judges_is_left_to_the_office(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, small.sent).report.text
    for title in ("### 1. Mặt làm được", "## IV. GIẢI PHÁP KHẮC PHỤC"):
        assert text.split(f"{title}\n\n")[1].startswith("[…]\n")
    assert "### 2. Mặt hạn chế\n\nĐánh giá chung: […]\n" in text


def test_what_most_agencies_say_stands_first_with_its_tasks(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, small.sent).report.text
    line = "- Kinh phí hạn hẹp: 2 cơ quan (UBND xã X2; UBND xã X1), ở 1.a, 1.b;\n"
    weak = text.partition("### 2. Mặt hạn chế")[2]
    assert 0 < weak.index(line) < weak.index("\nNhiệm vụ, nội dung nhiều cơ quan nêu nhất:\n")
    assert "\n\nKiến nghị của Sở A: […]\n" in text


def test_tasks_that_cannot_be_ranked_have_no_section(small: Province) -> None:
    district = small.loaded.registry.find("UBND huyện K")
    text = small.documents.consolidated(district, small.sent).report.text
    assert "Nhiệm vụ hoàn thành nhiều nhất" not in text
    assert "không xếp" not in text


def test_that_nobody_issued_a_plan_is_said_in_words(small: Province) -> None:
    author = small.loaded.registry.find("Sở A")
    text = small.documents.consolidated(author, {}).report.text
    assert "chưa cơ quan, đơn vị nào trong số 11 được giao báo cáo đã ban hành.\n" in text


def test_thousands_stand_apart(documents: Documents) -> None:
    made = documents.consolidated(agency(documents, "Sở Nội vụ"), {}).report.text
    assert re.search(r"\nTổng số 5\.\d{3} lượt: hoàn thành 0/0 lượt", made)
    assert re.search(r"\n\| \*\*Tổng số\*\* .* \*\*5\.\d{3}\*\* \|\n", made)


def test_a_period_stands_behind_the_whole_name_of_the_plan(documents: Documents) -> None:
    told = Beside(period="6 tháng đầu năm 2021")
    text = documents.consolidated(agency(documents, "Sở Nội vụ"), {}, told).report.text
    assert "tỉnh Bắc Kạn năm 2021, 6 tháng đầu năm 2021**\n" in text
    assert "tổng hợp kết quả thực hiện trong 6 tháng đầu năm 2021 như sau:\n" in text
    assert "của Ủy ban nhân dân tỉnh Bắc Kạn trong 6 tháng đầu năm 2021, trân trọng" in text
    whole = documents.consolidated(
        agency(documents, "Sở Nội vụ"), {}, Beside(period="Năm 2021")
    ).report.text
    assert "tỉnh Bắc Kạn năm 2021**\n" in whole


def test_the_addressee_of_who_follows_up_stands_on_one_line(small: Province) -> None:
    author, district = map(small.loaded.registry.find, ("Sở A", "UBND huyện K"))
    text = small.documents.consolidated(author, small.sent).report.text
    assert "\nKính gửi: Ủy ban nhân dân tỉnh Mẫu.\n" in text
    text = small.documents.consolidated(district, small.sent).report.text
    assert "\nKính gửi:\n\n- Ủy ban nhân dân tỉnh Mẫu;\n- Sở A.\n" in text


def test_many_overdue_tasks_are_told_in_the_body_by_their_numbers(documents: Documents) -> None:
    """What a plan with many dates has overdue does not fill its pages."""
    row = {
        "id": "9.9", "text": "Việc", "deadline": "Quý I", "number": 1, "counted": 1, "days": 3,
        "agencies": [],
    }  # fmt: skip
    made = documents.consolidated(agency(documents, "Sở Nội vụ"), {}, Beside(on=ON))
    assert "Không có nhiệm vụ nào của các cơ quan, đơn vị đã báo cáo quá hạn." in made.report.text
    many = [{**row, "id": f"9.{at}"} for at in range(12)]
    text = _rendered(documents, overdue=many)
    assert text.count("| Quý I |") == 10
    assert "\n2 nhiệm vụ quá hạn khác (Phụ lục I): 9.10, 9.11.\n" in text


def _rendered(documents: Documents, **changed: Any) -> str:
    """Return the report of nobody's returns with some of its data in place of its own."""
    author, told = agency(documents, "Sở Nội vụ"), Beside(on=ON)
    made = Consolidation(documents._loaded, documents.work, author, {}, told)
    data = {**made.data(), **changed, "period": "", "index": None}
    return documents._document(
        "consolidated.md.j2", author, "BC", receivers=[], addressees=["Ủy ban"], **data
    )


def test_words_of_no_task_are_reported_and_leave_its_tasks_uncounted(documents: Documents) -> None:
    owner = agency(documents, "UBND xã Hà Hiệu")
    labels = {label for each in documents.work.answers(owner) for label in each.labels}
    words = AgencyReturn(others=["Xã đã họp hai lần."], tasks=labels)
    made = documents.consolidated(agency(documents, "Sở Nội vụ"), {owner.name: words})
    assert f"| {owner.name} | Đã báo cáo; không nhận ra nhiệm vụ nào |  |" in made.report.text
    assert "Xã đã họp hai lần." in made.results.text
    assert "hoàn thành 0/0 lượt (–)" in made.report.text


def test_every_agency_that_is_to_report_stands_in_the_annex_once(
    documents: Documents, sent: dict[str, AgencyReturn]
) -> None:
    told = Beside(period="6 tháng đầu năm 2021")
    text = documents.consolidated(agency(documents, "Sở Nội vụ"), sent, told).report.text
    annex = text.split("## Phụ lục II\n")[1].split("## Phụ lục IV")[0]
    rows = [line.split(" | ") for line in annex.splitlines() if line.startswith("| ")]
    states = {row[1]: row[2] for row in rows if row[0].strip("| ").isdigit()}
    assert len(states) == 4  # one of them blank
    absent = annex.partition("Chưa báo cáo (138 cơ quan, đơn vị):\n")[2]
    groups = dict(re.findall(r"^- (.+) \(\d+\): (.*)[.;]$", absent, re.MULTILINE))
    others = [name for each in groups.values() for name in each.split("; ")]
    assert len(others) == len({*others, *states}) - 4 == 138
    assert "UBND xã Quảng Khê" in groups["UBND cấp xã, huyện Ba Bể"]
    assert [name for name, state in states.items() if state == "Đã báo cáo"] == [
        "Sở Nội vụ", "UBND thị trấn Chợ Rã", "UBND xã Yến Dương",
    ]  # fmt: skip
    assert not states.keys() & {"Ban thanh tra nhân dân cấp xã", "UBND cấp xã", SENDERS[3] + "?"}
    assert (
        "139/142 cơ quan, đơn vị được giao chủ trì chưa báo cáo: gửi nhưng trống 1 (UBND xã Hà Hiệu),"
        " chưa gửi 138 (danh sách tại Phụ lục II)." in text
    )

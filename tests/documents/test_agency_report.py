"""What an agency's report holds."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from papi_cli.checklists.format import Entry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.agency_report import LONG_LINES, LONG_WORDS, named_shortly, placed
from papi_cli.documents.builder import Documents
from papi_cli.documents.document import Document
from papi_cli.documents.word import word_file
from papi_cli.plan.loader import LoadedPlan
from tests.documents.at_hand import agency
from tests.libreoffice import converted, need_office, page_count

XA = "UBND xã Yến Dương"


def labels(documents: Documents, name: str) -> list[str]:
    answers = documents.work.answers(agency(documents, name))
    return [label for answer in answers for label in answer.labels]


def sent(
    documents: Documents, entries: Mapping[str, Entry], name: str = XA, **more: object
) -> AgencyReturn:
    """Return what an agency sent of all its tasks, with these entries."""
    return AgencyReturn(dict(entries), tasks=set(labels(documents, name)), **more)  # type: ignore[arg-type]


def report(
    documents: Documents,
    entries: Mapping[str, Entry],
    name: str = XA,
    period: str = "",
    on: date | None = None,
) -> str:
    found = agency(documents, name)
    return documents.report(found, period, sent(documents, entries, name), on)


def section(text: str, title: str) -> str:
    """Return what stands below a heading, until the next as high."""
    found = re.search(rf"^(#+) (?:\d+\. )?{re.escape(title)}.*\n", text, re.MULTILINE)
    assert found, title
    return re.split(rf"^#{{1,{len(found[1])}}} ", text[found.end() :], flags=re.MULTILINE)[0]


# Where what an agency wrote stands


def test_a_short_result_goes_on_behind_the_name_of_its_task(documents: Documents) -> None:
    text = report(documents, {"3.1.c": Entry("x", "Tiếp xúc 4 lần.")})
    assert "- **3.1.c** Tăng cường công tác tiếp xúc cử tri: Tiếp xúc 4 lần.\n" in text


def test_a_result_with_a_table_of_its_own_stands_below_the_name(documents: Documents) -> None:
    table = "Số liệu:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
    text = report(documents, {"3.1.c": Entry("x", table)})
    below = "\n".join(f"  {line}" if line else "" for line in table.split("\n"))
    assert f"- **3.1.c** Tăng cường công tác tiếp xúc cử tri\n\n{below}\n" in text


def test_a_long_result_stands_in_the_annex_and_the_text_refers_to_it(documents: Documents) -> None:
    long = "từ " * LONG_WORDS + "cuối"
    text = report(documents, {"3.1.c": Entry("x", long)})
    body, _, annex = text.partition("\n## Phụ lục\n")
    assert "- **3.1.c** Tăng cường công tác tiếp xúc cử tri: chi tiết tại Phụ lục.\n" in body
    assert f"- **3.1.c** Tăng cường công tác tiếp xúc cử tri:\n\n  {long}\n" in annex


def test_the_annex_says_which_report_it_is_of(documents: Documents) -> None:
    annex = report(documents, {"3.1.c": Entry("x", "a\n" * 20)}).partition("\n## Phụ lục\n")[2]
    assert annex.startswith(
        "\n**KẾT QUẢ CHI TIẾT MỘT SỐ NHIỆM VỤ**\n\n*(Kèm theo Báo cáo số …/BC-UBND ngày … tháng …"
        " năm 2021 của UBND xã Yến Dương)*\n"
    )


def test_a_report_without_long_results_has_no_annex(documents: Documents) -> None:
    assert "PHỤ LỤC" not in report(documents, {"3.1.c": Entry("x", "Xong.")})


@pytest.mark.parametrize(
    ("result", "place"),
    [
        ("", ""),
        ("Đã xong.", "line"),
        ("- một", "block"),
        ("1. một", "block"),
        ("| a |", "block"),
        ("> a", "block"),
        ("# a", "block"),
        ("a\nb", "block"),
        ("2021 là năm đầu.", "line"),
        ("từ " * LONG_WORDS, "line"),
        ("từ " * (LONG_WORDS + 1), "annex"),
        ("a\n" * LONG_LINES, "annex"),
    ],
)
def test_what_is_more_than_words_on_a_line_has_room_of_its_own(result: str, place: str) -> None:
    assert placed("a", result)["place"] == place


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Tuyên truyền.", "Tuyên truyền"),
        ("a" * 45 + "; " + "b" * 60, "a" * 45 + "…"),
        ("một hai " * 20, ("một hai " * 20).strip()),
        ("x" * 200, "x" * 200),
        (f"{'a' * 60} y, {'b' * 60}", f"{'a' * 60} y…"),
        (f"{'a' * 50} y, {'b' * 60}", f"{'a' * 50} y, {'b' * 60}"),
        (f"{'a' * 50} ({'b' * 10}, c; {'d' * 60}) e", f"{'a' * 50}…"),
        (f"({'b' * 50}; {'d' * 40}) để e", f"({'b' * 50}; {'d' * 40})…"),
        (f"Nâng cao {'a' * 50} nhằm {'b' * 60}", f"Nâng cao {'a' * 50}…"),
        (f"Phát huy {'a' * 50} trong đó {'b' * 60}", f"Phát huy {'a' * 50}…"),
        (f"{'a' * 80} x, {'b' * 60}", f"{'a' * 80} x…"),
        (f"{'a' * 60} xanh, sạch, đẹp {'d' * 60}", f"{'a' * 60} xanh…"),
        (f"{'a' * 50} b c phòng, chống {'d' * 60}", f"{'a' * 50} b c phòng, chống {'d' * 60}"),
    ],
)
def test_a_task_is_named_by_its_first_phrases_or_as_a_whole(text: str, short: str) -> None:
    assert named_shortly(text) == short


@pytest.mark.parametrize("seed", range(8))
def test_every_result_stands_exactly_once_in_a_report(documents: Documents, seed: int) -> None:
    """So do each difficulty, each proposal, and what shows for it; whatever the marks are."""
    dice = random.Random(seed)
    name = dice.choice([XA, "Sở Nội vụ", "Ban Dân vận Tỉnh ủy", "UBND huyện Ba Bể"])
    written: list[str] = []

    def words(kind: str, most: int) -> str:
        if dice.random() < 0.5:
            return ""
        lines = [
            " ".join(f"{kind}{len(written)}r{row}w{at}" for at in range(dice.randint(1, most)))
            for row in range(dice.choice([1, 1, 1, 3, 12]) if kind == "kq" else 1)
        ]
        written.extend(lines)
        return "\n".join(lines[:1] + [f"- {each}" for each in lines[1:]])

    duties = [f"Điểm {each.id}" for each in documents.work.duties(agency(documents, name))]
    entries = {
        label: Entry(
            dice.choice(["", "x"]),
            words("kq", 120),
            dice.choice(["", "", "Không phát sinh", "Chưa thực hiện", "Hoàn thành"]),
            words("vb", 1),
            "",
            words("kk", 9),
            words("dx", 9),
        )
        for label in [*labels(documents, name), *duties, "9.9.z"]
        if dice.random() < 0.7
    }
    text = report(documents, entries, name, on=date(2021, dice.randint(1, 12), 15))
    bare = f" {re.sub(r'[^a-z0-9]+', ' ', text)} "
    for each in written:
        assert bare.count(f" {each} ") == 1, each


@pytest.mark.parametrize("seed", range(4))
def test_every_task_stands_exactly_once_among_the_results(documents: Documents, seed: int) -> None:
    dice = random.Random(seed)
    entries = {
        label: Entry(dice.choice(["", "x"]), dice.choice(["", "Đang làm", "Không phát sinh"]))
        for label in labels(documents, XA)
        if dice.random() < 0.6
    }
    text = report(documents, entries)
    told = text.partition("## II. ")[2].partition("## III. ")[0].partition("\n### 2. ")[2]
    found = Counter(re.findall(r"(?<![\w.])\d\.\d(?:\.[a-zđ])?(?![\w.]?\w)", told))
    assert found == Counter(labels(documents, XA))


# Figures


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_another_count(
    documents: Documents, shipped_plan: LoadedPlan, seed: int
) -> None:
    """Counted by hand here: from the marks, and roles and dimensions from the raw cells."""
    dice = random.Random(seed)
    found = agency(documents, XA)
    levels = {"Hoàn thành": 1, "Đang thực hiện": 2, "Chưa thực hiện": 3, "Không phát sinh": 4}
    said = {label: dice.choice(list(levels)) for label in labels(documents, XA)}
    text = report(documents, {label: Entry("", "", level) for label, level in said.items()})
    names = {found.name, "UBND cấp xã"}
    table: dict[str, Counter[int]] = {}
    helps: Counter[int] = Counter()
    for task in shipped_plan.plan.tasks:
        if names & {shipped_plan.registry.resolve(each).name for each in task.lead}:
            table.setdefault(task.id[0], Counter())[levels[said[task.id]]] += 1
        elif task.id in said:
            helps[levels[said[task.id]]] += 1
    shown = re.findall(r"^\| (\d)\. [^|]+\|(.*)\|$", text, re.MULTILINE)
    assert [each for each, _ in shown] == sorted(table)
    for number, cells in shown:
        given, *counts, rate = [each.strip() for each in cells.split("|")]
        own = table[number]
        assert [int(each) for each in counts] == [own[at] for at in (1, 2, 3, 4)]
        assert int(given) == own.total()
        to_do = own.total() - own[4]
        share = f"{own[1] / to_do * 100:.1f}".replace(".0", "").replace(".", ",") if to_do else ""
        assert rate == (f"{share} %" if share else "–")
    assert (
        f"Nhiệm vụ phối hợp ({helps.total()}): hoàn thành {helps[1]}, đang thực hiện {helps[2]}, chưa"
        f" thực hiện {helps[3]}, không phát sinh {helps[4]};"
    ) in text
    total = sum(table.values(), helps)
    assert re.search(
        f" hoàn thành {total[1]}, đang thực hiện {total[2]}, chưa thực hiện {total[3]}(?: [(].+[)])?,"
        f" không phát sinh {total[4]}[.]\n",
        text,
    )


def test_nothing_is_said_of_results_where_nothing_was_sent(documents: Documents) -> None:
    text = documents.report(agency(documents, "Sở Nội vụ"))
    assert "Hoàn thành […], đang thực hiện […], chưa thực hiện […], không phát sinh […]." in text
    for words in ("không có đề xuất", "Còn ", "Các nhiệm vụ khác"):
        assert words not in text


def test_an_empty_report_has_each_task_once_with_one_blank(documents: Documents) -> None:
    text = documents.report(agency(documents, XA))
    for label in labels(documents, XA):
        at = text.index(f"- **{label}** ")
        assert text.count(f"**{label}**") == 1
        assert text[at:].split("\n- ")[0].count("[…]") == 1


# What is a shortcoming


def test_ongoing_tasks_of_which_nothing_is_said_are_one_sentence(documents: Documents) -> None:
    text = report(documents, {"1.1.a": Entry("x", "Xong.")})
    line = next(each for each in text.splitlines() if "thường xuyên, chưa có kết quả" in each)
    assert "trong kỳ (56): 1.1.b, 1.1.c, 1.2.a, " in line  # 58, but for 1.1.a and 1.1.d
    assert "; phối hợp: " in line
    assert "1.1.b" not in section(text, "Tồn tại, hạn chế")


def test_an_ongoing_task_of_which_a_difficulty_is_told_is_listed_with_it(
    documents: Documents,
) -> None:
    text = report(documents, {"3.1.c": Entry("", "", difficulty="Đường xa")})
    assert "**3.1.c**" in section(text, "Nhiệm vụ chưa thực hiện")


def test_a_task_not_begun_is_a_shortcoming_once_its_time_is_over(documents: Documents) -> None:
    entries = {"1.1.a": Entry("x", "Xong.")}
    due = section(report(documents, entries), "Tồn tại, hạn chế")
    assert (
        "- Tính đến ngày 31 tháng 12 năm 2021, còn 1 nhiệm vụ chưa thực hiện nêu tại khoản 3 mục II:"
        " 1.1.d (quá hạn 184 ngày).\n" in due
    )


def test_a_task_under_way_past_its_time_is_told_to_be_late(documents: Documents) -> None:
    entries = {"1.1.d": Entry("", "Đang làm.")}
    text = report(documents, entries, on=date(2021, 7, 10))
    assert "(thời gian: Quý I-II/2021; quá hạn 10 ngày): Đang làm." in section(
        text, "Nhiệm vụ đang thực hiện"
    )
    assert (
        "- Tính đến ngày 10 tháng 7 năm 2021, 1 nhiệm vụ đang thực hiện đã quá hạn: 1.1.d (quá hạn 10"
        " ngày).\n" in section(text, "Tồn tại, hạn chế")
    )


@pytest.mark.parametrize(
    ("entry", "on"),
    [
        (Entry("", "Đang làm."), date(2021, 6, 30)),
        (Entry("x", "Xong."), date(2021, 9, 1)),
        (Entry("", "Không phát sinh."), date(2021, 9, 1)),
    ],
)
def test_what_is_in_time_or_done_is_not_late(documents: Documents, entry: Entry, on: date) -> None:
    assert "quá hạn" not in report(documents, {"1.1.d": entry}, on=on)


def test_without_a_day_the_end_of_the_period_tells_what_is_late(documents: Documents) -> None:
    entries = {"1.1.d": Entry("", "Đang làm.")}
    assert "quá hạn" not in report(documents, entries, period="6 tháng đầu năm 2021")
    assert "quá hạn 92 ngày" in report(documents, entries, period="9 tháng đầu năm 2021")


def test_what_not_begun_means_is_the_same_wherever_it_is_said(documents: Documents) -> None:
    """The sum, the list, and the shortcomings tell which tasks they leave out."""
    entries = {"1.1.a": Entry("", "Chưa triển khai."), "1.1.b": Entry("x", "Xong.")}
    text = report(documents, entries, on=date(2021, 3, 31))
    aside = "55 nhiệm vụ thường xuyên chưa có kết quả cụ thể, 1 nhiệm vụ chưa đến hạn"
    assert f"chưa thực hiện 57 (trong đó {aside}), không phát sinh 0" in text
    assert f"### 3. Nhiệm vụ chưa thực hiện (không kể {aside} nêu tại khoản 4)\n" in text
    assert "### 4. Các nhiệm vụ khác\n" in text
    assert "- Còn 1 nhiệm vụ chưa thực hiện nêu tại khoản 3 mục II: 1.1.a.\n" in text


def test_where_all_that_is_not_begun_is_amiss_nothing_is_left_out(documents: Documents) -> None:
    entries = {each: Entry("", "Chưa triển khai.") for each in labels(documents, XA)}
    text = report(documents, entries)
    assert "chưa thực hiện 58, không phát sinh 0" in text
    assert "### 2. Nhiệm vụ chưa thực hiện\n" in text


def test_what_is_not_due_on_the_day_is_no_shortcoming(documents: Documents) -> None:
    text = report(documents, {"1.1.a": Entry("x", "Xong.")}, on=date(2021, 3, 31))
    assert "chưa đến hạn (1): 1.1.d (Quý I-II/2021).\n" in text
    assert "1.1.d" not in section(text, "Tồn tại, hạn chế")


def test_what_is_told_of_a_task_that_is_not_due_stands_with_it(documents: Documents) -> None:
    text = report(documents, {"1.1.d": Entry("", "", difficulty="Xa")}, on=date(2021, 3, 31))
    listed = section(text, "Các nhiệm vụ khác").partition(
        "\nNhiệm vụ chưa thực hiện, chưa đến hạn (1):\n\n- **1.1.d** "
    )[2]
    assert listed.endswith("(thời gian: Quý I-II/2021)\n  - Khó khăn, vướng mắc: Xa\n\n")
    assert "Còn 1 nhiệm vụ" not in section(text, "Tồn tại, hạn chế")


def test_without_a_day_the_end_of_the_period_decides(documents: Documents) -> None:
    quarter = report(documents, {"1.1.a": Entry("x", "Xong.")}, period="quý I năm 2021")
    assert "chưa đến hạn (1): 1.1.d" in quarter
    half = report(documents, {"1.1.a": Entry("x", "Xong.")}, period="6 tháng đầu năm 2021")
    assert "chưa đến hạn" not in half


def test_tasks_in_which_nothing_was_to_be_done_are_one_sentence(documents: Documents) -> None:
    entries = {each: Entry("", "Không phát sinh.") for each in ("1.4.a", "1.4.b")}
    text = report(documents, entries | {"2.1.a": Entry("", "", "Không phát sinh")})
    assert "- Nhiệm vụ không phát sinh trong kỳ (3): 1.4.a, 1.4.b, 2.1.a.\n" in text


def test_all_tasks_in_which_nothing_was_to_be_done_are_one_number(documents: Documents) -> None:
    entries = {
        "1.4.a": Entry("", "Không phát sinh."),
        "1.4.b": Entry("", "Không phát sinh.", difficulty="Khó phân định"),
    }
    text = report(documents, entries)
    assert "không phát sinh 2.\n" in text
    assert (
        "- Nhiệm vụ không phát sinh trong kỳ (2): 1.4.a và 1 nhiệm vụ có ghi thêm, nêu bên dưới.\n"
        in text
    )
    below = text.partition("\nNhiệm vụ không phát sinh trong kỳ, có ghi thêm:\n\n")[2]
    assert below.startswith("- **1.4.b** ")


def test_no_blank_stands_where_the_form_had_a_field(documents: Documents) -> None:
    """Difficulties and levels were asked for: what is empty there says nothing."""
    text = report(documents, {"1.1.a": Entry("x", "Xong.")})
    assert "[…]" not in text.partition("## II. ")[2].partition("## III. ")[0]


# What it proposes


def proposed(text: str) -> str:
    """Return the section of proposals."""
    return section(text, "V. ĐỀ XUẤT, KIẾN NGHỊ").partition("\nTrên đây")[0]


@pytest.mark.parametrize(
    "entry",
    [
        Entry("x", "Xong.", proposal="Không"),
        Entry("x", "Xong.", proposal="Không có đề xuất, kiến nghị."),
        Entry("x", "Xong.", difficulty="Không có khó khăn, đề xuất"),
    ],
)
def test_that_nothing_is_proposed_is_said_where_the_agency_says_so(
    documents: Documents, entry: Entry
) -> None:
    assert proposed(report(documents, {"1.1.a": entry})) == (
        "\nUBND xã Yến Dương không có đề xuất, kiến nghị.\n"
    )


@pytest.mark.parametrize(
    "entries",
    [
        {"1.1.a": Entry("x", "Xong.")},
        {"1.1.a": Entry("x", "Xong.", proposal="Không"), "1.1.b": Entry("x", "Xong.")},
        {"1.1.a": Entry("x", "Xong.", difficulty="Không có khó khăn")},
    ],
)
def test_cells_left_empty_say_nothing_of_proposals(
    documents: Documents, entries: Mapping[str, Entry]
) -> None:
    assert proposed(report(documents, entries)) == "\n[…]\n"


def test_proposals_stand_in_words_with_their_tasks_the_same_words_once(
    documents: Documents,
) -> None:
    entries = {
        "1.1.a": Entry("x", "Xong.", proposal="Cấp loa."),
        "1.1.b": Entry("", "", proposal="cấp loa"),
        "1.1.c": Entry("", "", proposal="Tập huấn"),
    }
    text = report(documents, entries)
    assert proposed(text) == (
        "\nĐề nghị Ủy ban nhân dân tỉnh Bắc Kạn, Sở Nội vụ xem xét:\n\n"
        "- Cấp loa (1.1.a, 1.1.b);\n- Tập huấn (1.1.c).\n"
    )
    assert text.casefold().count("cấp loa") == 1
    assert "(đề xuất nêu tại mục V)\n" in section(text, "Nhiệm vụ chưa thực hiện")


def test_few_difficulties_are_named_by_their_tasks_many_by_their_numbers(
    documents: Documents,
) -> None:
    hard = {each: Entry("", "", difficulty="Xa") for each in labels(documents, XA)[:6]}
    few = section(report(documents, {"3.1.c": Entry("", "", difficulty="Xa")}), "Tồn tại")
    assert "tại mục II: 3.1.c (Tăng cường công tác tiếp xúc cử tri).\n" in few
    many = section(report(documents, hard), "Tồn tại, hạn chế")
    assert f"tại mục II: {'; '.join(hard)}.\n" in many


def test_a_denied_difficulty_stands_nowhere(documents: Documents) -> None:
    text = report(
        documents, {"1.1.a": Entry("x", "Xong.", difficulty="Không có", proposal="Không")}
    )
    assert "vướng mắc" not in text


# How what shows for a result is added


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        (Entry("x", "Xong.", number="5/BC"), ": Xong (số văn bản 5/BC).\n"),
        (Entry("x", "Xong", number="5/BC"), ": Xong (số văn bản 5/BC)\n"),
        (Entry("x", "Xong...", number="5/BC"), ": Xong... (số văn bản 5/BC)\n"),
        (
            Entry("x", "Xong.", number="Quyết định số 88/QĐ-UBND", completed="1/6/2021"),
            ": Xong (Quyết định số 88/QĐ-UBND; ngày hoàn thành 1/6/2021).\n",
        ),
        (
            Entry("x", "từ " * 90, number="5/BC"),
            ": chi tiết tại Phụ lục (số văn bản 5/BC).\n",
        ),
        (Entry("x", "", number="5/BC"), " (số văn bản 5/BC)\n"),
    ],
)
def test_a_full_stop_stands_behind_the_bracket(
    documents: Documents, entry: Entry, shown: str
) -> None:
    text = report(documents, {"3.1.c": entry})
    assert f"- **3.1.c** Tăng cường công tác tiếp xúc cử tri{shown}" in text


# The plan of its own


def test_a_sentence_on_its_own_plan_ends_with_a_stop(documents: Documents) -> None:
    entry = Entry("x", "Kế hoạch số 45/KH-UBND ngày 20/5/2021")
    text = report(documents, {"Điểm III.1.a": entry})
    assert "thực hiện: Kế hoạch số 45/KH-UBND ngày 20/5/2021.\n" in text


def test_its_own_plan_is_told_as_the_agency_answered(documents: Documents) -> None:
    text = report(documents, {"Điểm III.1.a": Entry("x", "Kế hoạch số 40/KH-UBND ngày 01/6/2021.")})
    assert (
        "- Ban hành kế hoạch triển khai thực hiện: Kế hoạch số 40/KH-UBND ngày 01/6/2021.\n" in text
    )
    assert "III.1.a" not in text


def test_the_number_of_its_own_plan_may_stand_in_the_field_for_it(documents: Documents) -> None:
    text = report(documents, {"Điểm III.1.a": Entry("x", "", number="40/KH-UBND")})
    assert "- Ban hành kế hoạch triển khai thực hiện: số văn bản 40/KH-UBND.\n" in text


def test_a_plan_of_its_own_is_not_asked_for_where_the_plan_does_not(documents: Documents) -> None:
    """III.1 is the duty of those that lead."""
    assert "Ban hành kế hoạch" not in documents.report(agency(documents, "Ban Dân vận Tỉnh ủy"))


def test_the_duty_to_report_is_not_reported_on_but_what_was_written_of_it_is(
    documents: Documents,
) -> None:
    assert "III.1.b" not in report(documents, {"1.1.a": Entry("x", "Xong.")})
    assert ": Gửi chậm.\n" in report(documents, {"Điểm III.1.b": Entry("x", "Gửi chậm.")})


def test_other_duties_are_reported_on(documents: Documents) -> None:
    text = report(documents, {"Điểm III.4": Entry("x", "Phát thanh 30 buổi.")})
    assert " (hoàn thành): Phát thanh 30 buổi.\n" in section(
        text, "Nội dung được giao tại Phần III"
    )


# Its wording


def test_one_addressee_stands_on_the_line_and_several_in_a_list(documents: Documents) -> None:
    assert "\nKính gửi: Ủy ban nhân dân tỉnh Bắc Kạn.\n" in documents.report(
        agency(documents, "Sở Nội vụ")
    )
    assert "\nKính gửi:\n\n- Ủy ban nhân dân tỉnh Bắc Kạn;\n- Sở Nội vụ.\n" in documents.report(
        agency(documents, XA)
    )


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("", "tỉnh Bắc Kạn năm 2021"),
        ("năm 2021", "tỉnh Bắc Kạn năm 2021"),
        ("6 tháng đầu năm 2021", "tỉnh Bắc Kạn năm 2021, 6 tháng đầu năm 2021"),
    ],
)
def test_the_title_has_the_plan_s_whole_name_and_the_period(
    documents: Documents, period: str, title: str
) -> None:
    text = documents.report(agency(documents, XA), period)
    assert (
        "**Kết quả thực hiện Kế hoạch nâng cao Chỉ số Hiệu quả Quản trị và Hành chính công"
        f" {title}**\n" in text
    )


def test_the_closing_sentence_names_whose_report_it_is_and_whose_plan(documents: Documents) -> None:
    assert (
        "Trên đây là báo cáo của UBND xã Yến Dương về kết quả thực hiện Kế hoạch số 263/KH-UBND của"
        " Ủy ban nhân dân tỉnh Bắc Kạn trong năm 2021./.\n"
        in documents.report(agency(documents, XA))
    )


def test_the_district_of_a_commune_gets_its_report(documents: Documents) -> None:
    assert "| - Như trên; | **CHỦ TỊCH** |\n| - UBND huyện Ba Bể; |  |\n" in documents.report(
        agency(documents, XA)
    )
    assert "| - UBND huyện" not in documents.report(agency(documents, "UBND huyện Ba Bể"))


# How long it is


def test_reports_with_forty_results_of_two_lines_have_few_pages(
    documents: Documents, tmp_path: Path
) -> None:
    need_office("pdfinfo")
    two_lines = (
        "Đã tổ chức 12 hội nghị ở thôn với 340 lượt người dự, niêm yết công khai tại trụ sở, nhà"
        " văn hóa các thôn; đã giải quyết 9/9 kiến nghị của người dân đúng hạn."
    )
    made = []
    for name in ("Sở Tài nguyên và Môi trường", XA):
        entries = {each: Entry("x", two_lines) for each in labels(documents, name)[:40]}
        document = Document(report(documents, entries, name), date(2021, 5, 10))
        made.append(tmp_path / f"{name}.docx")
        made[-1].write_bytes(word_file(document))
    department, commune = map(page_count, converted(tmp_path, "pdf", *made))
    assert department <= 6
    assert commune <= 8

"""The annex with all results: whatever an agency wrote stands in it once, under its task."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from papi_cli.checklists.format import Entry, OrphanedEntry
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.consolidated_results import results_of
from papi_cli.documents.coverage import ALL, coverage
from papi_cli.documents.work import Work
from tests.conftest import examples
from tests.documents.province import Province

LABELS = ("1.a", "1.b", "2.a", "2.b", "2.c", "2.d", "Điểm III.1.a", "Điểm III.1.b")
WORDS = ("", "Đã xong", "…", "- a\n- b", "Không phát sinh")
ENTRIES = st.builds(
    Entry,
    st.sampled_from(("", "x", "không phát sinh")),
    st.sampled_from(WORDS),
    number=st.sampled_from(("", "1/KH-UBND")),
    difficulty=st.sampled_from(("", "Thiếu người")),
    proposal=st.sampled_from(("", "Thêm người")),
)


def texts(small: Province, sent: dict[str, AgencyReturn], author: str = "Sở A") -> str:
    agency = small.loaded.registry.find(author)
    return small.documents.consolidated(agency, sent).results.text


@given(said=st.dictionaries(st.sampled_from(LABELS), ENTRIES))
@examples(20, 200)
def test_what_any_agency_says_of_any_task_stands_in_the_annex_once(
    small: Province, said: dict[str, Entry]
) -> None:
    """Also of a task that is not its own."""
    sent = {"UBND xã X1": AgencyReturn(said, tasks=set(said))}
    data = results_of(small.loaded, Work(small.loaded), sent, ALL).data()
    held = [*(task for each in data["dimensions"] for task in each["tasks"]), *data["duties"]]
    replies = [(each["id"], reply) for each in held for reply in each["replies"]]
    found = Counter(reply["result"] for _, reply in replies)
    found += Counter(each["result"] for each in data["gone"])
    own = {"1.a", "1.b", "2.d", "Điểm III.1.a", "Điểm III.1.b"}
    right = Counter(
        each.result
        for label, each in said.items()
        if each.result not in {"", "…"} and not (label in own and _is_idle(each))
    )
    assert Counter({words: number for words, number in found.items() if words}) == right
    for field in ("difficulty", "proposal"):
        told = Counter(str(reply[field]) for _, reply in replies)
        told += Counter(str(each[field]) for each in data["gone"])
        assert told.total() - told[""] == sum(bool(getattr(e, field)) for e in said.values())
    ticks = sum(len(one["agencies"]) for each in held for one in each["ticked"])
    assert ticks == sum(
        ((entry.mark != "" and entry.result in {"", "…"}) or _is_idle(entry))
        and not (entry.number or entry.difficulty or entry.proposal)
        for label, entry in said.items()
        if label in own
    )


def _is_idle(entry: Entry) -> bool:
    """Whether an entry says that there was nothing to do, and nothing else."""
    more = entry.number or entry.difficulty or entry.proposal
    return entry.result == "Không phát sinh" and entry.mark != "x" and not more


def test_results_stand_under_their_tasks_with_whose_they_are(small: Province) -> None:
    text = texts(small, small.sent)
    first = text.split("#### 1.a Việc một a\n")[1].split("#### ")[0]
    assert "- **UBND xã X1** (chủ trì; hoàn thành): Đã họp thôn 12 cuộc.\n" in first
    assert (
        "  Khó khăn, vướng mắc: Kinh phí hạn hẹp\n\n  Đề xuất: Đề nghị bố trí kinh phí\n" in first
    )
    duty = text.split("#### III.1.a ")[1]
    assert "- **UBND xã X1** (hoàn thành): Kế hoạch số 40/KH-UBND ngày 01/6/2021.\n" in duty
    assert "- Hoàn thành, chỉ đánh dấu (1 cơ quan): UBND huyện K.\n" in duty


def test_who_only_had_nothing_to_do_is_named_on_one_line(small: Province) -> None:
    idle = AgencyReturn({"1.b": Entry("", "Không phát sinh.")}, tasks={"1.a", "1.b", "2.d"})
    text = texts(small, {"UBND xã X4": idle, "UBND xã X5": idle})
    assert "- Không phát sinh (2 cơ quan): UBND xã X4; UBND xã X5.\n" in text
    assert "**UBND xã X4**" not in text


def test_who_leads_stands_before_who_coordinates(small: Province) -> None:
    # Sở B coordinates, and stands before Công an in the plan.
    said = AgencyReturn({"2.b": Entry("x", "Đã làm")}, tasks={"2.b"})
    text = texts(small, {"Sở B": said, "Công an": said})
    assert text.index("**Công an** (chủ trì") < text.index("**Sở B** (phối hợp; hoàn thành)")


def test_results_of_several_paragraphs_keep_their_shape(small: Province) -> None:
    sent = {"UBND xã X1": AgencyReturn({"1.a": Entry("x", "Đã làm:\n- a\n- b")}, tasks={"1.a"})}
    assert "- **UBND xã X1** (chủ trì; hoàn thành):\n\n  Đã làm:\n  - a\n  - b\n" in texts(
        small, sent
    )


def test_what_is_of_no_task_of_the_agency_stands_at_the_end(small: Province) -> None:
    gone = OrphanedEntry("9.9", "Việc cũ", Entry("x", "Đã bỏ"))
    sent = {"UBND xã X1": AgencyReturn({}, [gone], ["Lời khác"])}
    text = texts(small, sent)
    assert "- **UBND xã X1**, **9.9** Việc cũ (hoàn thành)\n\n  Đã bỏ\n" in text
    assert "- **UBND xã X1**:\n\n  Lời khác\n" in text


def test_a_district_s_annex_has_its_communes_alone(small: Province) -> None:
    text = texts(small, small.sent, "UBND huyện K")
    assert "**UBND xã X1**" in text
    assert "**UBND xã X5**" not in text
    assert "**Báo M**" not in text


def test_a_department_s_annex_has_its_field_alone(small: Province) -> None:
    covered = coverage(small.loaded, small.loaded.registry.find("Sở B"))
    data = results_of(small.loaded, Work(small.loaded), small.sent, covered).data()
    assert [task["id"] for each in data["dimensions"] for task in each["tasks"]] == ["2.b"]
    assert (data["duties"], data["gone"], data["others"]) == ([], [], [])


def test_an_annex_of_nothing_says_so(small: Province) -> None:
    assert "\nChưa có kết quả nào.\n" in texts(small, {})


def test_an_agency_that_denies_a_difficulty_counts_among_none_that_have_one(
    small: Province,
) -> None:
    said = {"1.a": Entry("x", "", difficulty="Không", proposal="Không có đề xuất, kiến nghị")}
    sent = {name: AgencyReturn(said, tasks={"1.a"}) for name in ("UBND xã X1", "UBND xã X2")}
    held = results_of(small.loaded, Work(small.loaded), sent, ALL)
    assert (held.difficulties, held.proposals) == ([], [])

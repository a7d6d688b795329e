"""What an agency has to do, within a scope."""

import pytest

from papi_cli.documents.work import EVERYTHING, Scope, Work
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role


@pytest.fixture
def work(shipped: LoadedPlan) -> Work:
    return Work(shipped)


def test_a_scope_is_said_in_the_words_of_the_plan(shipped: LoadedPlan) -> None:
    document = shipped.plan.document
    assert EVERYTHING.in_words(document) == ""
    said = Scope(Role.LEAD, ("1", "5")).in_words(document)
    assert said == "vai trò chủ trì; chỉ số nội dung 1, 5"


def test_a_scope_narrows_by_role_and_dimension(shipped: LoadedPlan, work: Work) -> None:
    agency = shipped.registry.find("Sở Nội vụ")
    whole = work.answers(agency)
    lead = work.answers(agency, Scope(Role.LEAD))
    assert 0 < len(lead) < len(whole)
    assert {each.role for each in lead} == {Role.LEAD}
    some = work.answers(agency, Scope(None, ("1", "5")))
    assert {each.task.dimension.id for each in some} == {"1", "5"}
    assert [each.task.id for each in whole if each.task.dimension.id in "15"] == [
        each.task.id for each in some
    ]


def test_duties_are_of_no_dimension(shipped: LoadedPlan, work: Work) -> None:
    agency = shipped.registry.find("Báo Bắc Kạn")
    assert [each.id for each in work.duties(agency)] == ["III.1.a", "III.1.b", "III.3"]
    assert work.duties(agency, Scope(None, ("1",))) == []


def test_who_has_only_a_duty_has_work_where_nothing_is_narrowed(
    shipped: LoadedPlan, work: Work
) -> None:
    agency = shipped.registry.find("Báo Bắc Kạn")
    assert work.has_any(agency)
    assert not work.has_any(agency, Scope(None, ("1",)))

"""Options that commands share, and what their values mean."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from papi_cli.commands import options
from tests.conftest import PLAN, PLANS, Result

Papi = Callable[..., Result]


GOOD = PLANS / "good" / "doubt.yaml"


def ids(result: Result) -> list[str]:
    assert result.code == 0, result.err
    return [line.split("\t")[0] for line in result.out.splitlines()[1:]]


def test_today_is_a_day(papi: Papi) -> None:
    assert papi("tasks", "--on", "today").code == 0
    assert papi("tasks", "--due-by", "today").code == 0


def test_the_plan_is_chosen_by_option_then_environment_then_the_shipped_one(
    papi: Papi, tmp_path: Path
) -> None:
    for decoy in ("plan_2021.yaml", "plan.yaml", "data"):
        (tmp_path / decoy).mkdir()
    assert len(ids(papi("tasks", cwd=tmp_path))) == 76
    assert ids(papi("tasks", PAPI_PLAN=str(GOOD))) == ["1.1.a", "1.1.b"]
    assert len(ids(papi("--plan", str(PLAN), "tasks", PAPI_PLAN=str(GOOD)))) == 76
    assert len(ids(papi("tasks", "--plan", str(PLAN), PAPI_PLAN="x"))) == 76
    assert len(ids(papi("--plan", "x", "tasks", "--plan", str(PLAN)))) == 76


def test_roles_and_today_are_understood_in_vietnamese(papi: Papi) -> None:
    assert ids(papi("tasks", "--agency", "BHXH", "--role", "chủ trì")) == ["6.1.a"]
    assert papi("tasks", "--on", "hôm nay").code == 0


def test_an_empty_name_of_a_plan_is_not_the_shipped_one(papi: Papi) -> None:
    assert papi("tasks", "--plan", "").code == 3
    assert papi("--plan=", "tasks").code == 3
    assert papi("tasks", PAPI_PLAN="").code == 0


def test_the_present_is_asked_by_its_words(papi: Papi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2021, 5, 20))
    found = papi("tasks", "--deadline", "quý này")
    assert ids(found) == ids(papi("tasks", "--deadline", "Quý II/2021")) != []
    assert "thời gian «quý này (1/4/2021 đến 30/6/2021)»" in found.err
    assert ids(papi("tasks", "--due-by", "quý này")) == ids(papi("tasks", "--due-by", "30/6/2021"))


def test_the_clock_is_asked_only_where_the_present_is(
    papi: Papi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: pytest.fail("the clock was asked"))
    assert papi("tasks", "--deadline", "Quý II/2021", "--due-by", "30/6", "--on", "1/5").code == 0


def test_it_is_said_that_the_period_of_the_plan_is_over(
    papi: Papi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 11, 27))
    told = "Thời kỳ của kế hoạch đã hết ngày 31/12/2021."
    for asked in (("--due-by", "today"), ("--on", "hôm nay"), ("--deadline", "tháng này")):
        assert told in papi("tasks", *asked).err
    assert told not in papi("tasks", "--due-by", "31/12/2021").err
    assert "từ ngày 1/1/2021 mới bắt đầu" in papi("tasks", "--on", "31/12/2020").err

"""Checklists of a small plan, as four agencies sent them."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from papi_cli.checking.runner import load_valid
from papi_cli.checklists import count
from papi_cli.checklists.count import ProgressOptions, Survey
from papi_cli.checklists.vocabulary import Status
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped as templates
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Role
from tests.conftest import filled, small_plan

AGENCIES = """\
  - name: Sở A
  - name: Sở B
  - name: Thanh tra
    reports: never
  - name: UBND huyện C
  - name: UBND xã D
    district: UBND huyện C
  - name: UBND xã E
    district: UBND huyện C
  - name: Các xã
    members: [UBND xã D, UBND xã E]
"""


TASKS = """\
  - id: "1"
    name: Một
    tasks:
      - {id: a, text: Việc a, lead: [Các xã], coordinating: [Sở A], deadline: Quý I/2021}
      - {id: b, text: Việc b, lead: [Các xã], coordinating: [Thanh tra], deadline: Thường xuyên}
  - id: "2"
    name: Hai
    tasks:
      - {id: a, text: Việc c, lead: [Sở A], coordinating: [Các xã], deadline: trước ngày 01/7/2021}
      - {id: b, text: Việc d, lead: [Sở B, UBND huyện C]}
"""


@pytest.fixture
def loaded(write: Callable[..., Path]) -> LoadedPlan:
    return load_valid(write(small_plan(AGENCIES, TASKS)), "plan.yaml")


@pytest.fixture
def folder(loaded: LoadedPlan, tmp_path: Path) -> Path:
    """Return a folder with the checklists of four agencies, two of them filled in."""
    documents = Documents(loaded, templates())
    folder = tmp_path / "sent"
    folder.mkdir()
    texts = {name: documents.checklist(loaded.registry.find(name)) for name in SENT}
    texts["UBND xã D"] = filled(texts["UBND xã D"], "1.a", " Xong.", tick=True)
    texts["UBND xã D"] = filled(texts["UBND xã D"], "2.a", " Đang làm.")
    texts["Sở A"] = filled(texts["Sở A"], "1.a", " Đang giúp.")
    for at, name in enumerate(SENT):
        (folder / f"{at}.md").write_text(texts[name], encoding="utf-8")
    return folder


SENT = ("Các xã", "Sở A", "UBND xã D", "UBND huyện C")


def survey(
    loaded: LoadedPlan, folder: Path, expect: Iterable[str] = (), **options: object
) -> Survey:
    return count.survey(
        loaded,
        [str(folder)],
        ProgressOptions(**options),  # type: ignore[arg-type]
        [loaded.registry.find(name) for name in expect],
        fresh=Documents(loaded, templates()).fresh,
    )


WORKED = (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED)


def numbers(found: Survey, key: str, role: Role) -> tuple[int, ...]:
    return tuple(found.counts[key].total_of(role, status) for status in WORKED)


def unread(loaded: LoadedPlan, folder: Path) -> list[str]:
    return [each.problem for each in survey(loaded, folder).uncounted]

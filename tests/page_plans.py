"""Plans that the page is tested with, and what agencies sent of them."""

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Result, filled, small_plan

Papi = Callable[..., Result]

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(2)">'
PROTO = "__proto__"
_AGENCIES = f"""\
  - name: "{SCRIPT}"
  - name: '{IMAGE}'
  - name: "Sở \\u202Eđảo ngược\\u202C"
  - name: "{PROTO}"
  - name: constructor
  - name: 'Nhóm "trích dẫn" & ''nháy'' `${{1}}`'
    members: ["{PROTO}", constructor]
"""
_DIMENSIONS = f"""\
  - id: "1"
    name: "<b>Một</b> --><!-- {{{{ 7*7 }}}}"
    tasks:
      - id: a
        text: "Việc <script>alert(3)</script> &lt; \\u2028 ]]> </textarea>"
        lead: ["{SCRIPT}"]
        coordinating: ["{PROTO}", 'Nhóm "trích dẫn" & ''nháy'' `${{1}}`']
        deadline: Quý I/2021
        doubts: {{lead: "<svg onload=alert(4)>"}}
      - id: b
        text: "javascript:alert(5)"
        lead: ["Sở \\u202Eđảo ngược\\u202C", constructor, '{IMAGE}']
        deadline: "<i>khi có</i>"
"""


def hostile_plan() -> str:
    """Return a plan whose every text would do something, were it taken for more than text."""
    return small_plan(_AGENCIES, _DIMENSIONS)


_OFFICES = """\
  - {name: Sở A, symbol: SA}
  - {name: Sở B, aliases: [Sở Hai]}
  - {name: Thanh tra, reports: never, part_of: Sở B}
  - name: UBND huyện C
  - {name: UBND xã D, district: UBND huyện C}
  - {name: UBND xã Đ, district: UBND huyện C}
  - {name: Các xã, members: [UBND xã D, UBND xã Đ]}
"""
_TABLE = """\
  - id: "1"
    name: Một
    targets: [{name: Điểm, value: từ 5}]
    tasks:
      - {id: a, text: Việc a, lead: [Các xã], coordinating: [Sở A], deadline: Quý I/2021}
      - id: b
        text: Việc b của xã
        lead: [Các xã]
        coordinating: [Thanh tra]
        follow_up: [Sở Hai]
        deadline: Thường xuyên
        product: Báo cáo
        note: Theo mẫu
        columns: {Kinh phí: 20 triệu đồng}
        doubts: {lead: Chưa rõ xã nào.}
        corrections: [{source: cuả, reading: của}]
  - id: "2"
    name: Hai
    subdimensions:
      - id: "2.1"
        name: Hai một
        tasks:
          - {id: a, text: Việc c, lead: [Sở A], coordinating: [Các xã], deadline: hằng quý}
          - id: b
            text: Việc d
            parts:
              - {text: phần đầu, lead: [Sở B], coordinating: [Sở A], deadline: Quý II/2021}
              - {text: phần sau, lead: [Sở A], coordinating: [Sở B], deadline: Quý IV/2021}
duties:
  - {id: III.1, role: lead, text: Báo cáo kết quả, deadline: trước ngày 15/12/2021}
  - {id: III.2, agencies: [Sở B], text: Đôn đốc}
"""


def office_plan() -> str:
    """Return a small plan that has all that the page shows."""
    return small_plan(_OFFICES, _TABLE)


def sent_checklists(papi: Papi, plan: Path, folder: Path) -> Path:
    """Write what three of four agencies sent of the small plan: done, begun, nothing."""
    names = ("Sở A", "UBND xã D", "UBND xã Đ")
    asked = [part for name in names for part in ("--agency", name)]
    assert papi("checklist", *asked, "--plan", str(plan), "-o", str(folder)).code == 0
    for name, label, result, tick in (
        ("so-a.md", "1.a", " Đã giúp <b>hai</b> xã.", True),
        ("so-a.md", "2.1.a", " Đang làm.", False),
        ("so-a.md", "2.1.b.2", " Không phát sinh", False),
        ("ubnd-xa-d.md", "1.a", " Đã xong.", True),
    ):
        path = folder / name
        text = filled(path.read_text(encoding="utf-8"), label, result, tick=tick)
        path.write_text(text, encoding="utf-8")
    return folder

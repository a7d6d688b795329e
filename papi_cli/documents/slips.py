"""What the slip of a return holds: it goes back to who sent the return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.vocabulary import Status
from papi_cli.register.recognition import Recognized
from papi_cli.register.rows import (
    ACCEPTED,
    OTHER_PLAN,
    UNCOUNTED,
    VIAS,
    DocumentRef,
    Row,
    verdict_text,
)
from papi_cli.vietnamese.deadline import day_text

_LONGEST = 300
"""Characters of a result that a slip repeats."""


def slip_data(
    found: Recognized,
    number: int,
    supersedes: int | None,
    items: Mapping[str, PlanItem],
    mend_by: date | None = None,
) -> dict[str, Any]:
    """Return a return that was filed under a number as its slip has it.

    `items` are the plan's by their labels; `supersedes` is the number of what it replaces.
    """
    told = found.particulars
    counts = found.counts or {}
    return {
        "slip": {
            "number": number,
            "received": day_text(found.received) if found.received else "",
            "agency": found.agency,
            "name": found.incoming.name,
            "period": found.period,
            "document": _document(told.document),
            "via": VIAS.get(told.via or found.incoming.via or "", ""),
            "verdict": verdict_text(found.verdict, found.plan),
            "accepted": found.verdict == ACCEPTED,
            "unreadable": found.verdict in UNCOUNTED,
            "other_plan": found.verdict == OTHER_PLAN,
            "counts": [
                {"word": each.word, "number": counts[each]} for each in Status if each in counts
            ],
            "blanks": found.blanks or 0,
            "duties": found.duties,
            "supersedes": supersedes or 0,
            "remarks": list(found.remarks),
            "hints": list(found.hints),
            "mend_by": day_text(mend_by) if mend_by else "",
            "sent_back": "",
            "reason": "",
        },
        "reviews": [
            {
                "id": each.label,
                "text": items[each.label].text if each.label in items else "",
                "mark": each.entry.mark,
                "words": " ".join(f"{each.entry.level} {each.entry.result}".split())[:_LONGEST],
                "status": each.status.word,
                "why": each.doubt,
            }
            for each in found.reviews
        ],
        "lost": list(found.changes.lost),
        "added": list(found.changes.added),
        "changed": [
            {"id": label, "before": before.word, "now": now.word}
            for label, (before, now) in found.changes.changed.items()
        ],
    }


def sent_back_slip(sent: Row, back: Row, mend_by: date | None = None) -> dict[str, Any]:
    """Return a return that was sent back as its slip has it: its row, and the one that says so."""
    counts = sent.counts or {}
    uncounted = sent.verdict in UNCOUNTED or sent.stored is None
    return {
        "slip": {
            "number": sent.no,
            "received": day_text(sent.received),
            "agency": sent.agency or "",
            "name": sent.name or "",
            "period": sent.period or "",
            "document": _document(sent.document),
            "via": VIAS.get(sent.via or "", ""),
            "verdict": verdict_text(sent.verdict, sent.plan) if sent.verdict else "",
            "accepted": False,
            "unreadable": uncounted,
            "other_plan": sent.verdict == OTHER_PLAN,
            "counts": [
                {"word": each.word, "number": counts[each.value]}
                for each in Status
                if each.value in counts
            ],
            "blanks": 0,
            "duties": sent.duties or 0,
            "supersedes": sent.supersedes or 0,
            "remarks": [],
            "hints": [],
            "mend_by": day_text(mend_by) if mend_by else "",
            "sent_back": day_text(back.received),
            "reason": back.reason or "",
        },
        "reviews": [],
        "lost": [],
        "added": [],
        "changed": [],
    }


def _document(document: DocumentRef | None) -> str:
    if document is None:
        return ""
    dated = f"ngày {day_text(document.date)}" if document.date else ""
    numbered = f"số {document.number}" if document.number else ""
    return " ".join(filter(None, (numbered, dated)))

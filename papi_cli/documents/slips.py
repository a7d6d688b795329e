"""What the slip of a return holds: it goes back to who sent the return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from papi_cli.checklists.items import PlanItem
from papi_cli.checklists.vocabulary import Status
from papi_cli.register.recognition import Recognized
from papi_cli.register.rows import ACCEPTED, UNREADABLE, VERDICTS, VIAS, DocumentRef
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
            "verdict": VERDICTS[found.verdict],
            "accepted": found.verdict == ACCEPTED,
            "unreadable": found.verdict == UNREADABLE,
            "counts": [
                {"word": each.word, "number": counts[each]} for each in Status if each in counts
            ],
            "supersedes": supersedes or 0,
            "remarks": list(found.remarks),
            "mend_by": day_text(mend_by) if mend_by else "",
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


def _document(document: DocumentRef | None) -> str:
    if document is None:
        return ""
    dated = f"ngày {day_text(document.date)}" if document.date else ""
    numbered = f"số {document.number}" if document.number else ""
    return " ".join(filter(None, (numbered, dated)))

"""The mark of a doubt."""

from __future__ import annotations

from papi_cli.plan.model import Task

DOUBT = "(?)"
"""The mark of a doubt, behind the value that is not settled."""


def mark_of(task: Task, name: str) -> str:
    """Return what stands behind a field of a task: the mark where it is in doubt, or nothing."""
    return f" {DOUBT}" if name in task.doubts else ""

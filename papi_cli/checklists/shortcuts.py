"""What need not be taken apart to be written anew: checklists that were hardly edited.

All answers are on the safe side: a file of which they say no is read in full, to the same end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from papi_cli.checklists.fingerprints import (
    ITEM,
    bare_words,
    fingerprints_of,
    split_fingerprints,
)
from papi_cli.checklists.format import added_front_lines
from papi_cli.checklists.labels import DIFFICULTIES, RESULT, label_of

_LABEL = f"  {RESULT}"
_LABELS = (_LABEL, f"  {DIFFICULTIES}")
_NAMED = RESULT.rstrip(":").casefold()
_BLANK_BOX, _TICKED = "- [ ] ", ("- [x] ", "- [X] ")
_PLAIN = re.compile(r" \S(?:.*\S)?")
"""What stands behind a label and is kept as it is."""
_MAY_OPEN = re.compile(r"[\s>*+-]*[`~<]")
"""How a line begins that may open a fence, a comment or a block of HTML."""

_PRINTS = re.compile(r"[a-z2-7 ]+")
"""A line of fingerprints."""


def is_settled(fresh: str, old: str) -> bool:
    """Whether `old` is the fresh checklist but for ticks and plain words behind its labels.

    Such a file stands as it would be written anew, and nothing in it is to be told.
    """
    ours, theirs = fresh.split("\n"), old.split("\n")
    if len(ours) != len(theirs):
        return False
    results = []
    for mine, its in zip(ours, theirs, strict=True):
        if mine == its:
            continue
        if mine in _LABELS and its.startswith(mine) and _PLAIN.fullmatch(its, len(mine)):
            results.append(bare_words(its[len(mine) :]))
        elif not (
            mine.startswith(_BLANK_BOX)
            and its.startswith(_TICKED)
            and mine[len(_BLANK_BOX) :] == its[len(_BLANK_BOX) :]
        ):
            return False
    return is_canonical(fresh) and not _names_a_task(results, ours)


def is_untouched(old: str) -> bool:
    """Whether nobody has written anything in a checklist since the program wrote it.

    The program's lines are known by their fingerprints, whatever plan they are of.
    """
    if not is_canonical(old):
        return False
    lines, _, prints = split_fingerprints(old)
    end = lines.index("---", 1)
    return not added_front_lines(lines[1:end]) and list(prints) == fingerprints_of(
        "\n".join(lines[end + 1 :])
    )


def is_canonical(text: str) -> bool:
    """Whether a checklist stands as the program sets it, with nothing in it that needs care.

    That is: one blank line between blocks; indented lines in tasks alone; tasks with an empty box,
    which an empty `Kết quả:` ends and no other line there names, with no other label but that for
    difficulties right above; no fence and no HTML.
    """
    lines = text.split("\n")
    comment = next((at for at, line in enumerate(lines) if line.startswith("<!-- papi:")), 0)
    framed = (
        lines[0] == "---"
        and "---" in lines[1:comment]
        and lines[-2:] == ["-->", ""]
        and all(map(_PRINTS.fullmatch, lines[comment + 1 : -2]))
    )
    return framed and _is_plainly_set(lines[lines.index("---", 1) + 1 : comment])


def _is_plainly_set(body: Sequence[str]) -> bool:
    before, in_task, ending = "---", False, False
    for line in body:
        if not line:
            plain = bool(before)
        elif line in _LABELS:
            plain = in_task and (line == _LABEL or not ending)
            in_task, ending = line != _LABEL, line != _LABEL
        elif line.startswith(" "):
            plain = in_task and not ending and _NAMED not in line.casefold()
            plain = plain and label_of(line) is None
        else:
            plain = not (in_task or before or _MAY_OPEN.match(line))
            in_task = bool(ITEM.match(line))
            plain = plain and (not in_task or line.startswith(_BLANK_BOX))
        if not plain:
            return False
        before = line
    return not in_task


def _names_a_task(results: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether one of the results has the words of a task among its own: it may be read as one."""
    texts = [bare_words(line[item.end() :]) for line in lines if (item := ITEM.match(line))]
    return any(text in result for result in results for text in texts)

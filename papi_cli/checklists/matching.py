"""Which task of the plan each item of a checklist is, by the one rule that pairs items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from papi_cli.checklists.block import Block
from papi_cli.checklists.blocks import Blocks
from papi_cli.checklists.fingerprints import ProgramLines, plain_words
from papi_cli.checklists.items import PlanItem
from papi_cli.plan.pairing import Item, pair


def assign(document: Blocks, items: Mapping[str, PlanItem]) -> Blocks:
    """Return a document whose blocks know which of the plan's `items` they are.

    A result must never come to stand under another task: an item that is none of the plan's, but
    was the program's once, is orphaned. What was neither and has no box is no task but words of
    the agency's, and loses its label.
    """
    labelled = [at for at, each in enumerate(document.blocks) if document.program.label(each.label)]
    blocks = [document.blocks[at] for at in labelled]
    assigned = dict(zip(labelled, _assigned(blocks, items, document.own_program), strict=True))
    return replace(
        document, blocks=[assigned.get(at, each) for at, each in enumerate(document.blocks)]
    )


def _assigned(
    blocks: Sequence[Block], items: Mapping[str, PlanItem], own_program: ProgramLines
) -> list[Block]:
    labels = list(items)
    printed = {block.label for block in blocks if block.printed}
    olds = [_old_item(block, items, printed, own_program) for block in blocks]
    news = [
        Item(label, plain_words(each.text), plain_words(each.section))
        for label, each in items.items()
    ]
    found = {at: labels[to] for at, to in pair(olds, news, complete=False).items()}
    tasks = [found.get(at, "") for at in range(len(blocks))]
    there = printed | {block.label for block, task in zip(blocks, tasks, strict=True) if task}
    return [
        _named(block, task, there, own_program) for block, task in zip(blocks, tasks, strict=True)
    ]


def _old_item(
    block: Block, items: Mapping[str, PlanItem], printed: set[str], own_program: ProgramLines
) -> Item:
    """Return what a block says of itself.

    Where the agency's words stand in a task's place, it is what the program printed there, if
    that is what the plan still says.
    """
    words = plain_words(block.words)
    known = items.get(block.label)
    if known and block.boxed and not block.printed and block.label not in printed:
        text = plain_words(known.text)
        words = text if own_program.task(f"{block.label} {text}") else words
    return Item(block.label, words, block.section)


def _named(block: Block, task: str, there: set[str], own_program: ProgramLines) -> Block:
    if task or block.below_orphaned:
        return replace(block, task=task)
    rewritten = block.boxed and block.label not in there and own_program.label(block.label)
    if block.printed or rewritten:
        return replace(block, orphaned=True)
    return block if block.boxed else replace(block, label="")

"""How deep headings of one look stand where some open the sections of several banks and the others the
points learned there: 学在石桥 / 春贷早 / 结对 / 学在青枫 / 三张表. An editor who knows one kind of heading
uses it for both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from kb.readers import Block
from kb.structure.bank_names import BankNames
from kb.structure.days import is_day_line
from kb.structure.groups import is_group_line
from kb.structure.heading_bank import bank_of_heading
from kb.structure.looks import Look, look_of
from kb.structure.roles import is_learners
from kb.structure.section_closing import is_of_all
from kb.text import numbering, without_numbering

# A heading with a text of its own opens a section only if it says little more than the bank.
_BARE = 12
# No more headings than these are looked at, so that the cost stays linear in the text.
_MOST = 200


def levels_by_bank(
    blocks: Sequence[Block], headings: Sequence[int], closing: Collection[int] = ()
) -> dict[int, int]:
    """The headings of such a run by number: 0 for one that opens the section of a bank and for what
    closes the run, 1 for a point in it. `headings` are the numbers of all, in order, and `closing`
    those that close a text by their words."""
    looks: dict[tuple[Look, str], list[int]] = {}
    for n in headings[:_MOST]:
        found = numbering(blocks[n].text)
        style = found.style if found and found.style != "ordinal" else ""
        looks.setdefault((look_of(blocks[n]), style), []).append(n)
    if not any(len(alike) > 2 for alike in looks.values()):
        return {}
    names = BankNames("\n".join(block.text for block in blocks))
    result: dict[int, int] = {}
    for alike in looks.values():
        if len(alike) > 2:
            result |= _levels(blocks, headings, alike, names, closing)
    return result


def _levels(
    blocks: Sequence[Block],
    headings: Sequence[int],
    alike: Sequence[int],
    names: BankNames,
    closing: Collection[int],
) -> dict[int, int]:
    """The levels of some headings of one look; none where they are siblings."""
    heads = {n: bank for n in alike if (bank := _opens(blocks[n].text, names))}
    if len(set(heads.values())) < 2 or len(set(heads.values())) < len(heads):
        return {}
    among = set(headings)
    if not all(n + 1 in among or len(blocks[n].text) <= _BARE for n in heads):
        return {}
    first = min(heads)
    above = {look_of(blocks[n]) for n in headings if n < first} - {look_of(blocks[first])}
    levels: dict[int, int] = {}
    own = set(alike)
    for n in headings:
        ends = n in closing or is_learners(blocks[n].text) or is_of_all(blocks[n].text)
        if n in heads:
            levels[n] = 0
        elif n > first and (ends or look_of(blocks[n]) in above):
            if n < max(heads):
                return {}
            if n in own:
                levels[n] = 0
            break
        elif n > first and n in own:
            if is_group_line(blocks[n].text) or is_day_line(blocks[n].text):
                return {}
            levels[n] = 1
    if any(above + 1 == below for above, below in pairwise(_places(alike, heads))):
        return {}
    return levels


def _places(alike: Sequence[int], heads: Collection[int]) -> list[int]:
    """The places of the headings of banks among those of their look."""
    return [place for place, n in enumerate(alike) if n in heads]


def _opens(text: str, names: BankNames) -> str:
    """The bank of the section that a heading opens; "" when it opens none."""
    return bank_of_heading(without_numbering(text), names, frozenset())

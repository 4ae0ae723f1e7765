"""Sections of a paper in which two banks learn from each other, each headed by the one that learned:
一、甲学到了什么, 二、乙学到了什么; or 甲眼里的乙, 乙眼里的甲.

Each bank is host and learner at once. The heading tells whose practice its section describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
from kb.model import Bulletin, Entry, Heading
from kb.text import without_numbering

_LONGEST_HEADING = 40
_KIND = "(?:农商银?行|农村商业银行|联社|行)?"
# Behind the name of who learned, at the end of the heading.
_LEARNED = re.compile(
    rf"{_KIND}(?:向对方|从对方)?(?:的?(?:同[志事仁]们?|学员|骨干)们?)?"
    r"(?:学到?了?(?:些)?什么|学到的|学来的|看到了?什么|带回了?什么|(?:的)?(?:主要)?收获(?:了什么)?)\W*"
)
# Between the name of who learned and that of whose practice it is.
_BETWEEN = re.compile(
    rf"{_KIND}(?:学|看|向|从|在|眼[里中]的|的同[志事仁]看|对标|取经)(?:到了?)?[“「]?"
)
# What a sentence of such a section tells of those who learned.
_OURS = re.compile(
    "我|咱|拟|打算|准备|计划|下一?步|学员|差距|不足|反思|反观|回[来去]|今后|建议|双方|想不到"
)


class MutualLearning:
    """The sections of a bulletin that say which of two banks learned there; none where only one
    bank has such sections."""

    def __init__(self, bulletin: Bulletin, parties: Parties) -> None:
        self._banks: dict[str, tuple[str, str]] = {}
        if len(parties.banks) != 2:
            return
        found = {
            heading: pair for heading in _headings(bulletin) if (pair := _pair(heading, parties))
        }
        if len({learner for learner, _ in found.values()}) == 2:
            self._banks = found

    def in_entry(self, entry: Entry, contexts: Sequence[Context]) -> dict[int, str]:
        """The bank whose practice a sentence describes, by the beginnings of those of which the
        section says so."""
        pair = next((p for h in _above(entry) if (p := self._banks.get(h))), None)
        if pair is None:
            return {}
        learner, host = pair
        return {
            context.unit.start: host
            for context in contexts
            if _describes(context, learner) and context.unit.text not in self._banks
        }


def _describes(context: Context, learner: str) -> bool:
    """Does a sentence describe what the other bank does: is the learner not the first that it names,
    and are those who learned not its subject?"""
    text, mentions = context.unit.text, context.mentions
    if mentions and mentions[0].bank == learner:
        return False
    return (bool(mentions) and mentions[0].start == 0) or _OURS.search(text) is None


def _headings(bulletin: Bulletin) -> Iterator[str]:
    for item in bulletin.content:
        yield item.text if isinstance(item, Heading) else item.text.split("\n", 1)[0]


def _above(entry: Entry) -> tuple[str, ...]:
    return (entry.text.split("\n", 1)[0], *reversed(entry.heading_path))


def _pair(heading: str, parties: Parties) -> tuple[str, str] | None:
    """Who learned in a section, and whose practice it tells, by its heading."""
    if len(heading) > _LONGEST_HEADING:
        return None
    text = without_numbering(heading).strip("【】[]〔〕：: ")
    mentions = parties.mentions(text)
    if not mentions or mentions[0].start != 0:
        return None
    learner, others = mentions[0], [m for m in mentions[1:] if m.bank != mentions[0].bank]
    if not others and _LEARNED.fullmatch(text, learner.end):
        return learner.bank, next(bank for bank in parties.banks if bank != learner.bank)
    if len(others) == 1 and _BETWEEN.fullmatch(text, learner.end, others[0].start):
        return learner.bank, others[0].bank
    return None

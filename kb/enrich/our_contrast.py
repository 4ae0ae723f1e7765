"""The bank that a text tells of right before it turns to 我行 for contrast (甲农商银行先谈后诉。反观我行，……).

Whoever writes so is not of that bank, and learns from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kb.enrich.parties import Parties
from kb.enrich.subject_cues import STOPS
from kb.model import Bulletin
from kb.text import without_numbering

_TURNS = re.compile(
    r"[\s　]*(?:反观|反过来看|回头看|再看|对照(?:之下)?|相比之下|相形之下|对比之下|比起来)[，,]?(?:再看)?"
    r"(?:我[行社]|我们行|我县?联社|本[行社])"
)
# Points that tell of one bank after the other and at last of us: 先说甲农商银行, 最后说我行.
_NEXT = r"(?:第?[一二三四五]是|首先|先|其次|再|又|接着|然后|最后)[来]?(?:说说?|看看?|讲讲?|谈谈?)"
_TELLS_OF = re.compile(rf"{_NEXT}$")
_OF_US = re.compile(rf"{_NEXT}(?:我[行社]|我们|自己|咱们?)")
_LONG = 60


def set_against_us(bulletin: Bulletin, parties: Parties) -> Iterator[str]:
    """The banks after which a sentence or a point turns to 我行, unless the text says that they learn."""
    texts = [without_numbering(item.text) for item in bulletin.content]
    if any(map(_OF_US.match, texts)):
        for text in texts:
            first = next(iter(parties.mentions(text[:_LONG])), None)
            if first and _TELLS_OF.match(text, 0, first.start):
                yield first.bank
    for item in bulletin.content:
        for told, turn in pairwise(STOPS.split(item.text)):
            if not _TURNS.match(turn) or parties.mentions(turn):
                continue
            named = {mention.bank for mention in parties.mentions(told)}
            if len(named) == 1 and named.isdisjoint(parties.learners):
                yield named.pop()

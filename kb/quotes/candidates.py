"""The entries that a quotation may come from, and the form in which both are compared."""

from __future__ import annotations

import math
import re

from kb.index.engines import Candidate, Order, Partial, Request
from kb.knowledge_base import KnowledgeBase
from kb.query import Contains, Everything
from kb.text import matcher, normalize, pairs

ENDS = "。.,;:!?、…—- "
_CANDIDATES = 8
_TOKENS = 16
_WEIGHT = 1000
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_QUOTES = re.compile("[\"'「」『』]")


def bare(text: str) -> str:
    """The form in which a quotation and a source are compared."""
    return _THOUSANDS.sub("", _QUOTES.sub("", normalize(text)))


def candidates_of(kb: KnowledgeBase, text: str) -> list[Candidate]:
    """The entries that hold the text, else those that share its rarest pairs, most of them first."""
    normal = normalize(text).strip(ENDS)
    wanted = sorted(set(pairs(normal)))
    count, found = kb.engine.frequencies({"text": wanted})
    frequencies = found["text"]
    rare = sorted((f, token) for token, f in frequencies.items() if f)[:_TOKENS]
    weights = tuple((token, max(1, round(math.log(1 + count / f) * _WEIGHT))) for f, token in rare)
    response = kb.engine.search(
        Request(
            Contains("text", normal),
            order=Order.RELEVANCE,
            weights=weights,
            partial=Partial(Everything(), below=1, minimum=1, size=_CANDIDATES),
            size=_CANDIDATES,
        )
    )
    own = set(wanted)
    return sorted(
        response.candidates,
        key=lambda c: (-len(own.intersection(pairs(c.text))), c.place),
    )


def place_of(quoted: str, text: str) -> tuple[int, int]:
    """Where a text has what was quoted in other words."""
    longest = matcher(text, quoted).find_longest_match()
    low = max(0, longest.a - longest.b - len(quoted) // 2)
    high = min(len(text), longest.a - longest.b + len(quoted) + len(quoted) // 2)
    blocks = matcher(text[low:high], quoted).get_matching_blocks()
    shared = [block for block in blocks if block.size > 1]
    if not shared:
        return low, high
    start = max(low, low + shared[0].a - shared[0].b)
    end = min(high, low + shared[-1].a + len(quoted) - shared[-1].b)
    return start, end

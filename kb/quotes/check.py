"""Does the corpus have a quotation verbatim, in other words, or not at all?

A quotation and an entry agree when their normal forms do, without quotation marks and thousands
separators. A quotation that is not verbatim is compared with the entries that share its rarest
pairs of characters. A quotation that marks what it leaves out (……) is verbatim when one entry has
all it keeps, in order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.corpus import Piece, text_pieces
from kb.index import IndexDocument
from kb.index.engines import Candidate, Order, Partial, Request
from kb.knowledge_base import KnowledgeBase
from kb.query import Contains, Everything
from kb.quotes.extract import Quotation
from kb.text import matcher, normalize, pairs

# How many characters of a text are checked at once.
LONGEST = 50_000
# How much of a quotation must be in an entry for the entry to be the source of a changed one.
ALIKE = 0.6
_CANDIDATES = 8
_COMPARED = 3
_TOKENS = 16
_NUMBER = re.compile("[0-9]+(?:[,，][0-9]{3}(?![0-9]))*")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_QUOTES = re.compile("[\"'「」『』]")
_ENDS = "。.,;:!?、…—- "
_WEIGHT = 1000
# Where a quotation says that it leaves something out, and how long what it keeps must be at least.
_OMISSION = re.compile(r"[（(〔\[]?(?:…+|⋯+|\.{3,})[)）〕\]]?|[（(〔\[]略[)）〕\]]")
_SHORTEST_PART = 6


class Verdict(StrEnum):
    """The result for a quotation."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation with its verdict. `source` is the entry that has it, or nearly has it; `nearest`
    is the text there, and `pieces` the difference from the source's words to the quoted ones."""

    quotation: Quotation
    verdict: Verdict
    source: IndexDocument | None = None
    nearest: str = ""
    pieces: tuple[Piece, ...] = ()


def first_of(asked: Sequence[Quotation], most: int) -> tuple[Quotation, ...]:
    """At most `most` quotations, in reading order: those that are set as quotations before the
    sentences that may be the writer's own."""
    ranked = sorted(range(len(asked)), key=lambda n: (not asked[n].marked, n))
    return tuple(asked[n] for n in sorted(ranked[:most]))


def check_quotations(kb: KnowledgeBase, asked: Iterable[Quotation]) -> tuple[Found, ...]:
    """Check quotations one by one; EngineError when the index cannot serve."""
    seen: dict[str, Found] = {}
    found = []
    for quotation in asked:
        key = quotation.text
        if key not in seen:
            seen[key] = _checked(kb, quotation)
        one = seen[key]
        found.append(Found(quotation, one.verdict, one.source, one.nearest, one.pieces))
    return tuple(found)


def _checked(kb: KnowledgeBase, quotation: Quotation) -> Found:
    candidates = _candidates(kb, quotation.text)
    wanted = bare(quotation.text).strip(_ENDS)
    whole = bare(quotation.around).strip(_ENDS) if quotation.around else ""
    for candidate in candidates:
        text = bare(candidate.text)
        if (wanted and wanted in text) or (whole and whole in text):
            return Found(quotation, Verdict.VERBATIM, candidate.document())
    parts = _parts(quotation.text)
    for candidate in candidates[:_COMPARED] if len(parts) > 1 else ():
        if _in_order(parts, bare(candidate.text)):
            return Found(quotation, Verdict.VERBATIM, candidate.document())
    nearest = max(
        ((_share(wanted, bare(c.text)), c) for c in candidates[:_COMPARED]),
        key=lambda pair: pair[0],
        default=None,
    )
    if nearest is None or nearest[0] < ALIKE:
        return Found(quotation, Verdict.ABSENT)
    document = nearest[1].document()
    start, end = _place(quotation.text, document.text)
    piece = document.text[start:end]
    pieces = text_pieces(piece, regrouped(quotation.text, piece))
    return Found(quotation, Verdict.DIFFERS, document, piece, pieces)


def _parts(text: str) -> list[str]:
    """What a quotation keeps around its omissions, bare; [] when a part is too short to tell."""
    parts = [bare(part).strip(_ENDS) for part in _OMISSION.split(text)]
    kept = [part for part in parts if part]
    return kept if all(len(part) >= _SHORTEST_PART for part in kept) else []


def _in_order(parts: list[str], text: str) -> bool:
    """Whether a text holds all parts, one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def bare(text: str) -> str:
    """The form in which a quotation and a source are compared."""
    return _THOUSANDS.sub("", _QUOTES.sub("", normalize(text)))


def regrouped(text: str, source: str) -> str:
    """A text with its numbers grouped as in the source, so that grouping is not shown as a
    difference."""
    written = {_digits(number): number for number in _NUMBER.findall(source)}
    return _NUMBER.sub(lambda found: written.get(_digits(found[0]), found[0]), text)


def _digits(number: str) -> str:
    return number.replace(",", "").replace("，", "")


def _candidates(kb: KnowledgeBase, text: str) -> list[Candidate]:
    """The entries that hold the text, else those that share its rarest pairs, most of them first."""
    normal = normalize(text).strip(_ENDS)
    wanted = sorted(set(pairs(normal)))
    count, frequencies = kb.engine.frequencies("text", wanted)
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


def _share(quoted: str, text: str) -> float:
    """How much of a quotation stands in a text, in order, within twice its length around the
    longest stretch they share."""
    if not quoted:
        return 0.0
    longest = matcher(text, quoted).find_longest_match()
    low = max(0, longest.a - longest.b - len(quoted) // 2)
    high = longest.a - longest.b + len(quoted) + len(quoted) // 2
    blocks = matcher(text[low:high], quoted).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(quoted)


def _place(quoted: str, text: str) -> tuple[int, int]:
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

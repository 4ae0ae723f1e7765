"""Does the corpus have a quotation verbatim, in other words, or not at all?

A quotation and an entry agree when their normal forms do, without quotation marks and thousands
separators. A quotation that is not verbatim is compared with the entries that share its rarest
pairs of characters. A quotation that marks what it leaves out (……) is verbatim when one entry has
all it keeps, in order. One that is glued together from several places differs, and each of its
stretches is given with its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.corpus import Piece, text_pieces
from kb.index import IndexDocument
from kb.knowledge_base import KnowledgeBase
from kb.quotes.candidates import ENDS, bare, candidates_of, place_of
from kb.quotes.extract import Quotation
from kb.quotes.glued import Glued, glued
from kb.text import matcher

# How many characters of a text are checked at once.
LONGEST = 50_000
# How much of a quotation must be in an entry for the entry to be the source of a changed one.
ALIKE = 0.6
_COMPARED = 3
_NUMBER = re.compile("[0-9]+(?:[,，][0-9]{3}(?![0-9]))*")
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
    is the text there, and `pieces` the difference from the source's words to the quoted ones.
    `parts` are the stretches, each verbatim, of a quotation that is glued together from several
    places; `source` is then that of the first, and there is no `nearest`."""

    quotation: Quotation
    verdict: Verdict
    source: IndexDocument | None = None
    nearest: str = ""
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Glued, ...] = ()


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
        found.append(replace(seen[key], quotation=quotation))
    return tuple(found)


def _checked(kb: KnowledgeBase, quotation: Quotation) -> Found:
    candidates = candidates_of(kb, quotation.text)
    wanted = bare(quotation.text).strip(ENDS)
    whole = bare(quotation.around).strip(ENDS) if quotation.around else ""
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
    alike = nearest is not None and nearest[0] >= ALIKE
    # The writer's own sentences are many, and each further search takes time.
    search = (lambda text: candidates_of(kb, text)) if quotation.marked else None
    if stretches := glued(wanted, candidates, search, apart=alike):
        return Found(quotation, Verdict.DIFFERS, stretches[0].source, parts=stretches)
    if nearest is None or not alike:
        return Found(quotation, Verdict.ABSENT)
    document = nearest[1].document()
    start, end = place_of(quotation.text, document.text)
    piece = document.text[start:end]
    pieces = text_pieces(piece, regrouped(quotation.text, piece))
    return Found(quotation, Verdict.DIFFERS, document, piece, pieces)


def _parts(text: str) -> list[str]:
    """What a quotation keeps around its omissions, bare; [] when a part is too short to tell."""
    parts = [bare(part).strip(ENDS) for part in _OMISSION.split(text)]
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


def regrouped(text: str, source: str) -> str:
    """A text with its numbers grouped as in the source, so that grouping is not shown as a
    difference."""
    written = {_digits(number): number for number in _NUMBER.findall(source)}
    return _NUMBER.sub(lambda found: written.get(_digits(found[0]), found[0]), text)


def _digits(number: str) -> str:
    return number.replace(",", "").replace("，", "")


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

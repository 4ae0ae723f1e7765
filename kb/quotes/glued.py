"""Quotations that are glued together: each stretch is verbatim, but from another place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.index import IndexDocument
from kb.index.engines import Candidate
from kb.quotes.candidates import ENDS, bare, place_of

# Shorter stretches may be the same by chance.
SHORTEST_STRETCH = 8
_MOST_STRETCHES = 6
# How many characters may stand between two stretches: a word such as 并且 or 同时也.
_BETWEEN = 3

Search = Callable[[str], list[Candidate]]


@dataclass(frozen=True, slots=True)
class Glued:
    """A stretch of a quotation: `text` is verbatim in the entry `source`."""

    text: str
    source: IndexDocument


def glued(
    quoted: str, candidates: Sequence[Candidate], search: Search | None, *, apart: bool
) -> tuple[Glued, ...]:
    """The stretches of a quotation in its bare form, in order; () when they are not all verbatim,
    or there is only one. `search` finds further entries for a part of it. With `apart`, () also
    when one entry has all stretches: it is then one passage of that entry, changed."""
    texts = {c.id: (bare(c.text), c) for c in candidates}
    found: list[tuple[str, Candidate]] = []
    at = 0
    while at < len(quoted):
        taken = _stretch(quoted, at, texts)
        if taken is None and search is not None:
            for part in (quoted[at:], quoted[at : at + max(12, (len(quoted) - at) // 2)]):
                texts |= {c.id: (bare(c.text), c) for c in search(part) if c.id not in texts}
                if taken := _stretch(quoted, at, texts):
                    break
        if taken is None or len(found) == _MOST_STRETCHES:
            return ()
        end, candidate = taken
        start = next(n for n in range(at, end) if quoted[n:end] in texts[candidate.id][0])
        found.append((quoted[start:end], candidate))
        at = end
        while at < len(quoted) and quoted[at] in ENDS:
            at += 1
    whole = apart and any(all(p in text for p, _ in found) for text, _ in texts.values())
    if len(found) < 2 or whole:
        return ()
    return tuple(_glued(part, candidate.document()) for part, candidate in found)


def _stretch(
    quoted: str, at: int, texts: dict[str, tuple[str, Candidate]]
) -> tuple[int, Candidate] | None:
    """The end of the longest stretch that begins at `at`, or shortly after, and its entry."""
    for start in range(at, min(len(quoted), at + _BETWEEN + 1) if at else 1):
        ends = ((_end(quoted, start, text), candidate) for text, candidate in texts.values())
        end, candidate = max(ends, key=lambda pair: pair[0], default=(0, None))
        if candidate is not None and end - start >= SHORTEST_STRETCH:
            return end, candidate
    return None


def _end(quoted: str, start: int, text: str) -> int:
    """The last end for which a text has quoted[start:end]."""
    low, high = start, len(quoted)
    while low < high:
        middle = (low + high + 1) // 2
        if quoted[start:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def _glued(part: str, source: IndexDocument) -> Glued:
    start = source.text.find(part)
    if start >= 0:
        return Glued(part, source)
    start, end = place_of(part, source.text)
    return Glued(source.text[start:end].strip(), source)

"""The piece of an entry that a result shows: whole sentences around the best window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.text import CELLS, Span

# A sentence with the marks that close it; a line end closes one too.
_SENTENCE = re.compile(r"[^。！？；;!?\n]*(?:[。！？；;!?]+[”’」』）)】\"']*|\n|$)")
_MARKS = re.compile(r"[。！？；;!?]+[”’」』）)】\"']*")
LENGTH = 160


@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` is a piece of the entry; `cut_before` and `cut_after` say that the text continues
    there. `highlights` are spans of `text`."""

    text: str
    highlights: tuple[Span, ...]
    cut_before: bool
    cut_after: bool


def snippet(
    text: str, highlights: list[Span], length: int = LENGTH, around: Span | None = None
) -> Snippet:
    """The sentences with the most highlighted characters, up to about `length` characters, or those
    from the span `around` on.

    A single sentence longer than that is cut around its highlights.
    """
    if len(text) <= length:
        return Snippet(text, tuple(highlights), cut_before=False, cut_after=False)
    telling = highlights if around is None else [around]
    spans = _near(text, telling, length) or list(_sentences(text, 0, len(text)))
    if not spans:  # only white space
        return Snippet(text[:length], (), cut_before=False, cut_after=True)
    before_start = _highlighted_before([start for start, _ in spans], telling)
    before_end = _highlighted_before([end for _, end in spans], telling)
    best, best_value = spans[0], -1
    last = 0
    for first, (start, _) in enumerate(spans):
        last = max(first, last)
        while last + 1 < len(spans) and spans[last + 1][1] - start <= length:
            last += 1
        # Sentences behind the last highlight add nothing to the value; the start decides.
        value = before_end[last] - before_start[first]
        if value > best_value:
            best, best_value = (start, spans[last][1]), value
    start, end = best
    if end - start > length:
        start, end = _cut(start, end, telling, length)
    return _piece(text, *_whole_row(text, start, end, length), highlights)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences that are not blank, from the one that begins at `start` up to `end`."""
    for match in _SENTENCE.finditer(text, start):
        if match.start() > end:
            return
        if match.group().strip():
            yield match.span()


def _near(text: str, highlights: list[Span], length: int) -> list[Span]:
    """The sentences that a piece with highlights can be made of; empty when there are none."""
    if not highlights:
        return []
    first, last = highlights[0][0], highlights[-1][1]
    mark = text.rfind("。", 0, max(0, first - length))
    before = _MARKS.match(text, mark) if mark >= 0 else None
    return list(_sentences(text, before.end() if before else 0, last + length))


def _highlighted_before(places: Sequence[int], highlights: list[Span]) -> list[int]:
    """The number of highlighted characters before each place; both are in order."""
    counts = []
    done = at = 0
    for place in places:
        while at < len(highlights) and highlights[at][1] <= place:
            done += highlights[at][1] - highlights[at][0]
            at += 1
        inside = at < len(highlights) and highlights[at][0] < place
        counts.append(done + (place - highlights[at][0] if inside else 0))
    return counts


def _cut(start: int, end: int, highlights: list[Span], length: int) -> Span:
    """The part of one long sentence with most of its highlights."""
    inside = [span for span in highlights if start <= span[0] < end] or [(start, start + 1)]
    starts = [at for at, _ in inside]
    before = _highlighted_before(starts, inside)
    within = _highlighted_before([at + length for at in starts], inside)
    first = starts[max(range(len(starts)), key=lambda n: (within[n] - before[n], -n))]
    left = max(start, min(first - length // 4, end - length))
    return left, min(end, left + length)


def _whole_row(text: str, start: int, end: int, length: int) -> Span:
    """The piece with the rows of a table that it cuts, unless they are long."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if start - begin <= length and CELLS in text[begin:start] + text[start:end].partition("\n")[0]:
        start = begin
    if stop - end <= length and CELLS in text[start:end].rpartition("\n")[2] + text[end:stop]:
        end = stop
    return start, end


def _piece(text: str, start: int, end: int, highlights: list[Span]) -> Snippet:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    shown = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in highlights if a < end and b > start
    )
    return Snippet(text[start:end], shown, cut_before=start > 0, cut_after=end < len(text))

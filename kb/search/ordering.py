"""The order of hits: full matches first, then everything else by how well it answers.

The order of full matches is by words alone. Where there is a model, that of the others is by words
and meaning: `with_meaning` in semantic.py takes it from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from operator import eq, itemgetter
from typing import NamedTuple

from kb.index.engines import LOOSE, Candidate, Level
from kb.model import Kind

# Kinds of one line: who took part in what, who was honoured. They contain nothing that can be
# reused.
MENTIONS = frozenset({Kind.ACTIVITY, Kind.HONOUR})

# How a hit that is no full match is marked.
LEVEL_LABELS = {
    Level.FULL: "",
    Level.INSIDE: "数字的一部分",
    Level.SCATTERED: "词语不相连",
    Level.PARTIAL: "部分匹配",
    Level.NEAR: "意思相近",
}
# The heading above the first hits of a level.
LEVEL_HEADINGS = {
    Level.FULL: "",
    Level.INSIDE: "以下条目中，检索的数字只是更长数字的一部分",
    Level.SCATTERED: "以下条目含有其中的词语",
    Level.PARTIAL: "以下条目含有其中的词语",
    Level.NEAR: "以下条目意思相近",
}


def level_heading(level: Level, *, with_near: bool, with_meant: bool = False) -> str:
    """What stands above the first hits of a level; levels that compete share one heading, also
    with hits by meaning among them, or hits with the terms that everyday words mean."""
    if level not in LOOSE or not (with_near or with_meant):
        return LEVEL_HEADINGS[level]
    words = "其中的词语或扩展的词语" if with_meant else "其中的词语"
    return f"以下条目含有{words}，或者意思相近" if with_near else f"以下条目含有{words}"


class Scored(NamedTuple):
    """A candidate with its score; higher is better."""

    score: float
    candidate: Candidate


# A Scored of (score, candidate): half the time of the call, which a search makes a hundred times.
scored_of = partial(tuple.__new__, Scored)


# The group of loose levels, behind all others.
_LOOSE = 2 * len(Level)


def in_order(scored: Sequence[Scored]) -> list[Scored]:
    """All hits in the order they are shown in. FULL come first, then INSIDE; in each of these, what
    explains something comes before captions and honours, which only mention it. The looser levels
    follow together: most of the words near each other answer better than all of them by accident.
    """
    groups: dict[int, list[Scored]] = {}
    for hit in scored:
        _, candidate = hit
        level = candidate.level
        group = _LOOSE if level in LOOSE else 2 * level + (candidate.kind in MENTIONS)
        if group in groups:
            groups[group].append(hit)
        else:
            groups[group] = [hit]
    return [hit for group in sorted(groups) for hit in _by_score(groups[group])]


def _by_score(hits: Sequence[Scored]) -> list[Scored]:
    """By score, then newest first, then place in the corpus."""
    ordered = sorted(hits, key=_SCORE, reverse=True)
    if any(map(eq, map(_SCORE, ordered), map(_SCORE, islice(ordered, 1, None)))):
        ordered.sort(key=_exactly)  # equal scores are rare
    return ordered


def _exactly(hit: Scored) -> tuple[float, int, str]:
    end = hit.candidate.end
    return -hit.score, -end.toordinal() if end else 0, hit.candidate.place


_SCORE = itemgetter(0)

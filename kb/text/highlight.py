"""Where the strings that matched are in the original text."""

from __future__ import annotations

from collections.abc import Iterable

from kb.text.normalize import normalize_with_offsets

Span = tuple[int, int]


def merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with those that overlap or touch joined."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def highlights(text: str, literals: Iterable[str], normal: str | None = None) -> list[Span]:
    """The spans of `text` whose normal form is one of `literals` (given in normal form); `normal`
    is the normal form of the text, where it is known."""
    wanted = [literal for literal in dict.fromkeys(literals) if literal]
    if not wanted:
        return []
    normalized = normalize_with_offsets(text, normal)
    found, origins = normalized.text, normalized.origins
    spans = []
    for literal in wanted:
        length = len(literal)
        at = found.find(literal)
        while at >= 0:
            spans.append((origins[at], origins[at + length - 1] + 1))
            at = found.find(literal, at + 1)
    return merge(spans)

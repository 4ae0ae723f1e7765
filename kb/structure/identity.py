"""Ids that stay: of bulletins by date and title, of entries by their text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kb.model import Bulletin, Entry, Period
from kb.text.normalize import normalize

_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff]+")
ALIKE = 0.6


def bulletin_id(title: str, period: Period | None) -> str:
    """The id of a bulletin, also the name of its file: "2018-07-02-全市农商银行…"."""
    slug = _UNSAFE.sub("-", title).strip("-_")[:40].strip("-_") or "bulletin"
    return f"{period.start.isoformat() if period else 'undated'}-{slug}"


def with_anchors(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with anchors made from their text; a repeated text gets -2, -3, …"""
    seen: Counter[str] = Counter()
    anchored = []
    for entry in entries:
        digest = hashlib.sha256(normalize(entry.text).encode()).hexdigest()
        anchor = f"e{digest[:8]}"
        seen[anchor] += 1
        suffix = f"-{seen[anchor]}" if seen[anchor] > 1 else ""
        anchored.append(replace(entry, anchor=anchor + suffix))
    return anchored


def keep_anchors(new: Bulletin, old: Bulletin) -> Bulletin:
    """`new`, its entries carrying the anchors that `old` gave to them.

    An unchanged text has its anchor already, unless an earlier correction made it differ; a
    corrected one takes that of the entry of its kind it most resembles (difflib ratio ≥ 0.6).
    """
    by_text = {normalize(entry.text): entry.anchor for entry in reversed(old.entries)}
    kept = {
        e.anchor: by_text[normalize(e.text)] for e in new.entries if normalize(e.text) in by_text
    }
    free = [entry for entry in old.entries if entry.anchor not in kept.values()]
    for entry in new.entries:
        if entry.anchor in kept:
            continue
        likeness, like = max(
            ((_likeness(entry, other), other) for other in free),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        if like is not None and likeness >= ALIKE:
            kept[entry.anchor] = like.anchor
            free.remove(like)
    taken: set[str] = set()
    content = []
    for item in new.content:
        if isinstance(item, Entry):
            anchor = kept.get(item.anchor, item.anchor)
            while anchor in taken:
                anchor += "-2"
            taken.add(anchor)
            item = replace(item, anchor=anchor)
        content.append(item)
    return replace(new, content=tuple(content))


def _likeness(one: Entry, other: Entry) -> float:
    if one.kind is not other.kind:
        return 0.0
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0

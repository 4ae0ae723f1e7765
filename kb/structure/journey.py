"""Where one is on the days of a journey: 11月5日 转到石桥农商银行 holds for the next days, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import Entry, Kind, Side
from kb.structure.day_headings import is_day_heading
from kb.structure.frame import Frame
from kb.structure.visits import visits

# A diary has at least this many days.
_ENOUGH = 2


def with_stays(entries: Sequence[Entry], frame: Frame) -> list[Entry]:
    """The entries of a diary of several hosts. A lesson that names no bank belongs to the one that the
    writer last arrived at or named."""
    days = {
        e.heading_path[-1] for e in entries if e.heading_path and is_day_heading(e.heading_path[-1])
    }
    if len(days) < _ENOUGH:
        return list(entries)
    stay = ""
    found = []
    for entry in entries:
        named = {m.name for m in frame.names.mentions(entry.text)} - frame.parties.learners
        visited = {b for v in visits(entry.text, frame.names) for b in v.hosts} & named
        here = visited if len(visited) == 1 else named
        if len(here) == 1:
            stay = next(iter(here))
        elif here:
            stay = ""
        of_host = entry.kind is Kind.LESSON and entry.side is Side.HOST and not entry.bank
        found.append(replace(entry, bank=stay) if of_host and not named else entry)
    return found

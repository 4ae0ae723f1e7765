"""Runs of numbered points about one host: 1. 建档案…… 2. 定标准…… 3. 管还款……."""

from __future__ import annotations

from collections.abc import Sequence

from kb.enrich.sentence_subject import SentenceSubject
from kb.model import Entry, Kind, Side
from kb.text import numbering

# So many points before it say what a point of a run is about.
_ENOUGH = 2


class Runs:
    """Reads the entries of one bulletin in order, and remembers the run of points that is open."""

    def __init__(self) -> None:
        self._run: tuple[str, str, tuple[str, ...]] | None = None
        self._value = 0
        self._points = 0

    def goes_on(self, entry: Entry) -> bool:
        """Is an entry the next point of a run whose points are all about its bank?"""
        number = numbering(entry.text)
        return (
            number is not None
            and self._points >= _ENOUGH
            and self._run == (number.style, entry.bank, entry.heading_path)
            and entry.kind is Kind.LESSON
            and number.value == self._value + 1
        )

    def add(self, entry: Entry, subjects: Sequence[SentenceSubject]) -> None:
        """Go on behind an entry; what stands between two points ends their run."""
        number = numbering(entry.text)
        if number is None or entry.kind is not Kind.LESSON or not entry.bank:
            self._run, self._points = None, 0
            return
        run = (number.style, entry.bank, entry.heading_path)
        if self._run != run or number.value != self._value + 1:
            self._points = 0
        said = subjects[1:] or subjects
        alike = all((one.bank, one.side) == (entry.bank, Side.HOST) for one in said)
        self._points = self._points + 1 if alike else 0
        self._run, self._value = run, number.value

"""What a run of ingest knows about the corpus: enough to recognise a known text.

An entry's anchor is made from its text (kb/identity.py), so bulletins that share anchors
share texts. Anchors and front matter are read without parsing the bulletins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kb.corpus import Corpus
from kb.errors import CorpusError
from kb.model import Bulletin, Period
from kb.structure import Neighbours, issue_number
from kb.text import normalize

_ANCHOR = re.compile(r"^\{:\s*#([^\s\"{}]+)", re.MULTILINE)
_BANK = re.compile(r'^\{:[^\n]{0,200}?\sbank="?([^\s"{}]+)', re.MULTILINE)
# A text in this many bulletins is a fixed phrase of their form.
COMMON = 3
_BLANKS_AND_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class KnownBulletin:
    """A bulletin of the corpus in outline. `number` is that of its issue, None when it has none; `sha256`,
    `part` and `file` are digest, part and name of its source, `banks` those of its entries."""

    id: str
    title: str
    series: str
    number: int | None
    period: tuple[date, date] | None
    sha256: str
    file: str
    anchors: frozenset[str]
    banks: frozenset[str] = frozenset()
    part: int = 0

    def is_another_issue(self, other: KnownBulletin) -> bool:
        """Do the two state different issue numbers of one series?"""
        numbered = None not in (self.number, other.number)
        return numbered and self.series == other.series and self.number != other.number

    def is_alike(self, other: KnownBulletin) -> bool:
        """Do the two have a title, an issue of a series, or a period in common?"""
        same_issue = self.number is not None and (self.series, self.number) == (
            other.series,
            other.number,
        )
        same_period = self.period is not None and self.period == other.period
        return same_issue or same_period or _plain(self.title) == _plain(other.title)

    def is_same_issue(self, other: KnownBulletin) -> bool:
        """Are the two files of one name about the same days, and the same issue of a series?"""
        stated = self.number is not None and self.period is not None and self.file != ""
        return stated and (self.file, self.series, self.number, self.period) == (
            other.file,
            other.series,
            other.number,
            other.period,
        )


class Known:
    """The bulletins of a corpus, by source file, by entry and by series; a run adds its own."""

    def __init__(self, corpus: Corpus) -> None:
        self._bulletins: dict[str, KnownBulletin] = {}
        self._by_source: dict[tuple[str, int], str] = {}
        self._by_anchor: dict[str, set[str]] = {}
        self._by_series: dict[str, set[str]] = {}
        for bulletin_id in corpus.bulletin_ids():
            with suppress(CorpusError):  # a malformed one must not stop the others
                self._put(_read(corpus, bulletin_id))

    def with_source(self, sha256: str, part: int = 0) -> str | None:
        """The id of the bulletin that came from this very file, or from this part of it."""
        return self._by_source.get((sha256, part))

    def of_source(self, sha256: str) -> tuple[KnownBulletin, ...]:
        """The bulletins that came from this file, whole or in parts, in the order of the parts."""
        ids = sorted((part, id_) for (file, part), id_ in self._by_source.items() if file == sha256)
        return tuple(self._bulletins[id_] for _, id_ in ids)

    def sharing(self, anchors: Iterable[str]) -> list[tuple[KnownBulletin, int]]:
        """The bulletins that share entries, each with the number of shared ones, most first."""
        counts = Counter(id_ for anchor in anchors for id_ in self._by_anchor.get(anchor, ()))
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(self._bulletins[id_], count) for id_, count in ranked]

    def common(self, anchors: Iterable[str]) -> frozenset[str]:
        """Those of some entries that are in too many bulletins to identify one."""
        return frozenset(a for a in anchors if len(self._by_anchor.get(a, ())) >= COMMON)

    def banks(self, *, but: str = "") -> frozenset[str]:
        """The banks that bulletins are about, that of the id `but` left out."""
        return frozenset[str]().union(
            *(known.banks for id_, known in self._bulletins.items() if id_ != but)
        )

    def issues(self, series: str) -> Neighbours:
        """(number, period) of the known issues of a series."""
        if not series:
            return ()
        found = [self._bulletins[id_] for id_ in sorted(self._by_series.get(series, ()))]
        return [(b.number, Period(*b.period)) for b in found if b.number is not None and b.period]

    def same_issue(self, outline: KnownBulletin) -> list[str]:
        """The ids of the bulletins that state the same issue of one series and the same days."""
        if not outline.series or None in (outline.number, outline.period):
            return []
        stated = (outline.number, outline.period)
        ids = sorted(self._by_series.get(outline.series, ()))
        return [i for i in ids if (self._bulletins[i].number, self._bulletins[i].period) == stated]

    def put(self, bulletin: Bulletin) -> None:
        """Remember a bulletin that was stored."""
        self.drop(bulletin.id)
        self._put(in_outline(bulletin))

    def drop(self, bulletin_id: str) -> None:
        """Forget a bulletin that no longer exists."""
        gone = self._bulletins.pop(bulletin_id, None)
        if gone is not None:
            if self._by_source.get((gone.sha256, gone.part)) == gone.id:
                del self._by_source[gone.sha256, gone.part]
            self._by_series[gone.series].discard(gone.id)
            for anchor in gone.anchors:
                self._by_anchor[anchor].discard(gone.id)

    def _put(self, known: KnownBulletin) -> None:
        self._bulletins[known.id] = known
        self._by_source[known.sha256, known.part] = known.id
        self._by_series.setdefault(known.series, set()).add(known.id)
        for anchor in known.anchors:
            self._by_anchor.setdefault(anchor, set()).add(known.id)


def in_outline(bulletin: Bulletin) -> KnownBulletin:
    """The outline of a bulletin."""
    period = bulletin.period
    return KnownBulletin(
        id=bulletin.id,
        title=bulletin.title,
        series=bulletin.series,
        number=issue_number(bulletin.issue),
        period=(period.start, period.end) if period else None,
        sha256=bulletin.source.sha256,
        file=bulletin.source.name,
        anchors=frozenset(entry.anchor for entry in bulletin.entries),
        banks=frozenset(entry.bank for entry in bulletin.entries if entry.bank),
        part=bulletin.source.part,
    )


def _read(corpus: Corpus, bulletin_id: str) -> KnownBulletin:
    """The outline of a bulletin's file; CorpusError when its front matter is malformed."""
    data, body = corpus.read_outline(bulletin_id)
    period, source = data.get("period"), data.get("source")
    days = (period.get("start"), period.get("end")) if isinstance(period, dict) else (None, None)
    start, end = days
    return KnownBulletin(
        id=bulletin_id,
        title=str(data.get("title", "")),
        series=str(data.get("series", "")),
        number=issue_number(str(data.get("issue", ""))),
        period=(start, end) if isinstance(start, date) and isinstance(end, date) else None,
        sha256=str(source.get("sha256", "")) if isinstance(source, dict) else "",
        file=str(source.get("name", "")) if isinstance(source, dict) else "",
        anchors=frozenset(_ANCHOR.findall(body)),
        banks=frozenset(_BANK.findall(body)),
        part=_part(source.get("part")) if isinstance(source, dict) else 0,
    )


def _part(value: object) -> int:
    return value if isinstance(value, int) else 0


def _plain(title: str) -> str:
    return _BLANKS_AND_MARKS.sub("", normalize(title))

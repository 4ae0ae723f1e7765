"""The bulletins at a glance, for lists and neighbours."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kb.corpus import Corpus
from kb.errors import CorpusError
from kb.model import Bulletin, Kind, Period
from kb.text import normalize

# A text in the search box that may be part of a title.
_ASKED = re.compile(r"(?:标题:)?\s*[\"“”「」]?(.+?)[\"“”「」]?")
_LONGEST_ASKED, _MOST_TITLED = 40, 3


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a bulletin; `counts` are its entries by kind, without kinds of none;
    `ingested` is the day on which its file was last read, `normal_title` the title in normal form."""

    id: str
    title: str
    normal_title: str
    series: str
    issue: str
    period: Period | None
    banks: tuple[str, ...]
    sample: bool
    ingested: date
    counts: tuple[tuple[Kind, int], ...]

    @property
    def year(self) -> int | None:
        """The year in which its period begins."""
        return self.period.start.year if self.period else None


@dataclass(frozen=True, slots=True)
class Listing:
    """All bulletins, newest first, and in Chinese what could not be read."""

    summaries: tuple[Summary, ...]
    problems: tuple[str, ...]

    def titled(self, text: str) -> tuple[Summary, ...]:
        """The newest bulletins whose title contains what was typed, with or without 标题: and quotes;
        none for one character or for a long text."""
        asked = _ASKED.fullmatch(normalize(text).strip())
        wanted = asked[1] if asked else ""
        if not 2 <= len(wanted) <= _LONGEST_ASKED:
            return ()
        found = (summary for summary in self.summaries if wanted in summary.normal_title)
        return tuple(islice(found, _MOST_TITLED))


_State = tuple[int, int]
# Seconds between two looks at all files while their folders are the same.
LOOK_SECONDS = 2.0


class Catalogue:
    """Reads the bulletins of a corpus, each again only when its file has changed.

    A file that is written durably is a new one, which shows in the time of its folder: as long as
    the folders are the same, the files are looked at every `look_seconds` only, for those that are
    edited in place.
    """

    def __init__(self, corpus: Corpus, look_seconds: float = LOOK_SECONDS) -> None:
        self._corpus = corpus
        self._look_seconds = look_seconds
        self._read: dict[str, tuple[_State, Summary | str]] = {}
        self._listed: tuple[object, float, Listing] | None = None
        self._turn = threading.Lock()

    @property
    def is_at_hand(self) -> bool:
        """Were the bulletins listed before? The first time takes reading all of them."""
        return self._listed is not None

    def listing(self) -> Listing:
        """The bulletins as they are on the disk now."""
        folders, listed = self._corpus.folders_stamp(), self._listed
        same = listed is not None and listed[0] == folders
        if listed and same and time.monotonic() - listed[1] < self._look_seconds:
            return listed[2]
        # One thread looks. Others wait for it when there is something new, and not for a mere look.
        if not self._turn.acquire(blocking=not same):
            assert listed is not None
            return listed[2]
        try:
            if self._listed is not listed and self._listed and self._listed[0] == folders:
                return self._listed[2]
            now, found = time.monotonic(), self._look()
            self._listed = folders, now, found
            return found
        finally:
            self._turn.release()

    def _look(self) -> Listing:
        read: dict[str, tuple[_State, Summary | str]] = {}
        for bulletin_id in self._corpus.bulletin_ids():
            try:
                status = self._corpus.bulletin_path(bulletin_id).stat()
                state = (status.st_mtime_ns, status.st_size)
                known = self._read.get(bulletin_id)
                read[bulletin_id] = (
                    known
                    if known and known[0] == state
                    else (state, summary(self._corpus.load_bulletin(bulletin_id)))
                )
            except CorpusError as error:
                # One bad file must not hide all the others.
                read[bulletin_id] = ((0, 0), self._corpus.home.for_visitors(str(error)))
            except FileNotFoundError:
                continue  # removed just now
        self._read = read
        found = [what for _, what in read.values()]
        return Listing(
            tuple(sorted((s for s in found if isinstance(s, Summary)), key=_age, reverse=True)),
            tuple(problem for problem in found if isinstance(problem, str)),
        )


class SeenCatalogue:
    """The bulletins of a catalogue that some people may see. What cannot be read is the editors'
    business, and could name what is hidden."""

    def __init__(self, whole: Catalogue | SeenCatalogue, corpus: Corpus) -> None:
        self._whole = whole
        self._corpus = corpus

    @property
    def is_at_hand(self) -> bool:
        """See Catalogue."""
        return self._whole.is_at_hand

    def listing(self) -> Listing:
        """The bulletins as they are on the disk now."""
        found = self._whole.listing().summaries
        return Listing(tuple(s for s in found if self._corpus.may_see(s.id)), ())


def _age(summary: Summary) -> tuple[str, str]:
    return (summary.period.start.isoformat() if summary.period else "", summary.id)


def banks_of(bulletin: Bulletin) -> tuple[str, ...]:
    """The banks of its groups, or else of its entries, that of most entries first."""
    groups = tuple(dict.fromkeys(group.bank for group in bulletin.groups if group.bank))
    counts = Counter(entry.bank for entry in bulletin.entries if entry.bank)
    return groups or tuple(bank for bank, _ in counts.most_common())


def summary(bulletin: Bulletin) -> Summary:
    """A bulletin at a glance."""
    counts = Counter(entry.kind for entry in bulletin.entries)
    return Summary(
        id=bulletin.id,
        title=bulletin.title,
        normal_title=normalize(bulletin.title),
        series=bulletin.series,
        issue=bulletin.issue,
        period=bulletin.period,
        banks=banks_of(bulletin),
        sample=bulletin.sample,
        ingested=bulletin.source.ingested,
        counts=tuple((kind, counts[kind]) for kind in Kind if counts[kind]),
    )

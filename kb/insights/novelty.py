"""What a bulletin adds: practices, banks, terms and figures that no earlier bulletin has.

Earlier means a period that ends before, or the same period and an id that sorts before. Strings
decide, not words: a term is new when no earlier entry contains it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kb.errors import CorpusError
from kb.index import IndexDocument, documents, span_dates
from kb.index.engines import Request
from kb.insights.figure_table import FigureRow, figure_rows
from kb.insights.passages import Names, of_practice, units_of
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Kind
from kb.query import STOP_WORDS, Contains, Everything, HasValue, Match, NoneOf, all_of, any_of
from kb.text import is_bank_word, normalize

MOST_TERMS = 40
# A term in quotes was coined by the writer: “体验支用日”. Clauses and numbers do not count.
_QUOTED = re.compile(r"[“\"「]([^“”\"「」，。；、！？,;!?\s]{2,8})[”\"」]")
# Of the other words, those that are rare in general Chinese (次序 276, 公积金 556) and that are not
# a phrase (听得懂, 没人管) or a count (两间).
GENERAL = 600
_TERM = re.compile(
    r"(?![一二两三四五六七八九十几数各每第近另本该此])[^\W\d_得不没了着去来是有过]{2,8}"
)


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term that no earlier entry contains, with the entries of the bulletin that do. `quoted`:
    the writer set it in quotation marks."""

    term: str
    entries: tuple[str, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class EntryRef:
    """An entry as a link shows it; `bank` names the banks whose practice it describes, joined by 、."""

    id: str
    title: str
    bank: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class PracticeNews:
    """What is new about one practice: `entries` of the bulletin mention it, as do `before` earlier
    ones; `banks` had not mentioned it; `terms` and `figures` are from sentences about it."""

    practice: str
    entries: tuple[EntryRef, ...]
    before: int
    banks: tuple[str, ...]
    terms: tuple[str, ...]
    figures: tuple[FigureRow, ...]

    @property
    def first(self) -> bool:
        """Is it mentioned for the first time?"""
        return self.before == 0


@dataclass(frozen=True, slots=True)
class Novelty:
    """What a bulletin adds against the `earlier` bulletins. `practices` and `banks` are new as a
    whole; `per_practice` holds every practice of the bulletin, new ones first."""

    bulletin: str
    title: str
    start: date | None
    end: date | None
    earlier: int
    practices: tuple[str, ...]
    banks: tuple[str, ...]
    terms: tuple[NewTerm, ...]
    figures: tuple[FigureRow, ...]
    per_practice: tuple[PracticeNews, ...]


def novelty(kb: KnowledgeBase, bulletin_id: str, *, most_terms: int = MOST_TERMS) -> Novelty:
    """What a bulletin adds; NotFoundError when there is no such bulletin."""
    bulletin = kb.corpus.load_bulletin(bulletin_id)
    entries = [d for d in documents(bulletin, kb.vocabulary) if d.kind != Kind.HONOUR]
    earlier = _Earlier(kb, _before(kb, bulletin))
    had = earlier.counts("practice")
    here = list(dict.fromkeys(name for d in entries for name in d.practices))
    terms = _new_terms(kb, entries, earlier, bulletin, most_terms)
    figures = [
        row
        for row in figure_rows(kb.figure_reader, entries)
        if not earlier.holds(row.figure.sentence)
    ]
    news = [_of_practice(kb, name, entries, earlier, had, terms, figures) for name in here]
    return Novelty(
        bulletin=bulletin.id,
        title=bulletin.title,
        start=bulletin.period.start if bulletin.period else None,
        end=bulletin.period.end if bulletin.period else None,
        earlier=len(earlier.bulletins),
        practices=tuple(name for name in here if name not in had),
        banks=_not_in(earlier.counts("bank"), (bank for d in entries for bank in d.shown_banks)),
        terms=tuple(terms),
        figures=tuple(figures),
        per_practice=tuple(sorted(news, key=lambda n: (not n.first, -len(n.entries)))),
    )


def newest_bulletin(kb: KnowledgeBase) -> str:
    """The id of the readable bulletin of the index with the latest period, "" when there is none."""
    ends = _ends(kb)
    for last in sorted(set(ends.values()), reverse=True):
        spans = frozenset(span for span, end in ends.items() if end == last)
        if found := _newest_readable(kb, HasValue("span", spans)):
            return found
    return _newest_readable(kb, Everything())


def _newest_readable(kb: KnowledgeBase, match: Match) -> str:
    for bulletin_id in sorted(_bulletins(kb, match), reverse=True):
        with suppress(CorpusError):
            kb.corpus.load_bulletin(bulletin_id)
            return bulletin_id
    return ""


class _Earlier:
    """The entries of the earlier bulletins, queried through the index."""

    def __init__(self, kb: KnowledgeBase, ground: Match) -> None:
        self._kb = kb
        self._ground = ground
        self.bulletins = _bulletins(kb, ground)
        self._known: dict[str, bool] = {}

    def _ask(self, *matches: Match, facets: tuple[str, ...] = ()) -> tuple[int, dict[str, int]]:
        request = Request(match=all_of([self._ground, *matches]), facets=facets, size=0)
        response = self._kb.engine.search(request)
        return response.total, dict(response.facets[facets[0]]) if facets else {}

    def counts(self, field: str, *matches: Match) -> dict[str, int]:
        """How many entries have each value of a field."""
        return self._ask(*matches, facets=(field,))[1] if self.bulletins else {}

    def holds(self, text: str) -> bool:
        """Does an earlier entry contain this string?"""
        normal = normalize(text)
        if normal not in self._known:
            asked = bool(self.bulletins and normal)
            self._known[normal] = asked and self._ask(Contains("text", normal))[0] > 0
        return self._known[normal]


def _bulletins(kb: KnowledgeBase, match: Match) -> frozenset[str]:
    """The bulletins of the entries that match."""
    found = kb.engine.search(Request(match=match, facets=("bulletin",), size=0))
    return frozenset(bulletin for bulletin, _ in found.facets["bulletin"])


def _ends(kb: KnowledgeBase) -> dict[str, date]:
    """The indexed periods, each with its last day."""
    return {span: span_dates(span)[1] for span, _ in kb.engine.lexicon("span")}


def _before(kb: KnowledgeBase, bulletin: Bulletin) -> Match:
    """Matches the entries of bulletins whose period ends earlier, or on the same day with an id
    that sorts before. Compared by periods, because there are far fewer of them than bulletins;
    bulletins without a period come first."""
    end = bulletin.period.end if bulletin.period else None
    ends = _ends(kb)
    alike = [span for span, last in ends.items() if last == end]
    without = NoneOf(HasValue("span", frozenset(ends)))
    others = _bulletins(kb, HasValue("span", frozenset(alike)) if end else without)
    same = HasValue("bulletin", frozenset(other for other in others if other < bulletin.id))
    if end is None:
        return same
    not_earlier = HasValue("span", frozenset(span for span, last in ends.items() if last >= end))
    itself = HasValue("bulletin", frozenset({bulletin.id}))
    return all_of([any_of([NoneOf(not_earlier), same]), NoneOf(itself)])


def _not_in(had: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    known = set(had)
    return tuple(name for name in dict.fromkeys(names) if name and name not in known)


def _new_terms(
    kb: KnowledgeBase,
    entries: Sequence[IndexDocument],
    earlier: _Earlier,
    bulletin: Bulletin,
    most: int,
) -> list[NewTerm]:
    """Terms no earlier entry holds: what is quoted first, then by how many entries have them.

    Names of practices, banks and groups are said elsewhere; words with a number are figures.
    Without earlier bulletins every term would be new, so none is.
    """
    if not earlier.bulletins:
        return []
    known = set(map(normalize, kb.vocabulary.words())) | STOP_WORDS
    known |= {normalize(name) for group in bulletin.groups for name in (group.name, group.bank)}
    counts: Counter[str] = Counter()
    quoted: set[str] = set()
    holders: dict[str, list[str]] = {}
    for document in entries:
        coined = [normalize(term) for term in _QUOTED.findall(document.text)]
        quoted.update(coined)
        plain = [w for w in kb.segmenter.words(document.analysed_text) if _is_term(kb, w)]
        for word in dict.fromkeys([*coined, *plain]):
            if word not in known and not any(char.isdigit() for char in word):
                holders.setdefault(word, []).append(document.id)
                counts[word] += document.normal_text.count(word)
    order = sorted(
        holders, key=lambda w: (w not in quoted, -len(holders[w]), -counts[w], -len(w), w)
    )
    # A pair of characters in only one entry is too often accidental wording: 写法, 受邀.
    telling = (w for w in order if w in quoted or len(w) > 2 or len(holders[w]) > 1)
    new = (word for word in telling if not earlier.holds(word))
    return [NewTerm(word, tuple(holders[word]), word in quoted) for word in islice(new, most)]


def _is_term(kb: KnowledgeBase, word: str) -> bool:
    if is_bank_word(word) or not _TERM.fullmatch(word):
        return False
    return kb.segmenter.general_frequency(word) <= GENERAL


def _of_practice(
    kb: KnowledgeBase,
    practice: str,
    entries: Sequence[IndexDocument],
    earlier: _Earlier,
    had: dict[str, int],
    terms: Sequence[NewTerm],
    figures: Sequence[FigureRow],
) -> PracticeNews:
    about = [d for d in entries if practice in d.practices]
    known = kb.vocabulary.practice(practice)
    names = Names.of(kb.vocabulary, known) if known else None
    said = {
        (d.id, passage.sentence.start): normalize(passage.sentence.text)
        for d in about
        for passage in (of_practice(names, d, units_of(d, whole=True)) if names else ())
    }
    match = HasValue("practice", frozenset({practice}))
    return PracticeNews(
        practice=practice,
        entries=tuple(
            EntryRef(d.id, d.title, "、".join(d.shown_banks), Kind(d.kind)) for d in about
        ),
        before=had.get(practice, 0),
        banks=_not_in(
            earlier.counts("bank", match), (bank for d in about for bank in d.shown_banks)
        ),
        terms=tuple(t.term for t in terms if any(t.term in text for text in said.values())),
        figures=tuple(r for r in figures if (r.document.id, r.figure.sentence_span[0]) in said),
    )

"""Entries like an entry: those that share its rare terms, or mean something like it.

Without a model the worth of the shared terms decides. With one, the cosine of the whole texts does, the
worth of the shared terms adds to it, and entries that share no rare terms may be among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log

from kb.errors import no_entry
from kb.index import IndexDocument, documents
from kb.index.engines import Candidate, Near, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, split_entry_id
from kb.query import STOP_WORDS, Contains, HasValue, NoneOf, all_of, any_of
from kb.search.ranking import idf
from kb.search.semantic import KIND_PENALTY, like
from kb.text import is_bank_word, normalize, pairs

# Terms of an entry that are looked at: the rarest, none that every tenth entry has, and none that
# is common in general Chinese (不能 46,000, 推进 4,900, 客户 3,800, 走访 570, 驿站 270, 授信 15).
MOST_TERMS = 16
COMMON = 0.1
GENERAL = 3000
LOOKED_AT = 200
LEAST_SHARED = 2
# Entries about one subject have a cosine of .75 and more, those of one trade about .5 to .7. What
# the shared terms may add to it, for an entry that shares the most.
LEAST_COSINE = 0.75
SHARED = 0.15
LOOKED_AT_NEAR = 40
# 20户, 六周, 百分点, 本周, 月末: a shared measure or time does not make entries similar.
_COUNT = re.compile("[0-9一二两三四五六七八九十百第半本每今当]|[年月季][初中末底]")


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term two entries share, and how many entries have it at all."""

    term: str
    entries: int


@dataclass(frozen=True, slots=True)
class RelatedEntry:
    """An entry like another: the terms they share, the rarest first, none where only the meaning
    is alike, and common practices."""

    document: IndexDocument
    score: float
    terms: tuple[SharedTerm, ...]
    practices: tuple[str, ...]


def related(kb: KnowledgeBase, entry_id: str, *, limit: int = 5) -> tuple[RelatedEntry, ...]:
    """The entries most like one, honours left out; NotFoundError when there is no such entry."""
    document = _document(kb, entry_id)
    terms = _rare_terms(kb, document)
    cosines = like(kb, entry_id, LOOKED_AT)
    near = [id_ for id_, cosine in cosines.items() if cosine >= LEAST_COSINE][:LOOKED_AT_NEAR]
    if not terms and not near:
        return ()
    weights = {pair: worth for term, worth in terms.items() for pair in pairs(term)}
    no_honour = NoneOf(HasValue("kind", frozenset({Kind.HONOUR.value})))
    response = kb.engine.search(
        Request(
            match=all_of([any_of([Contains("text", term) for term in terms]), no_honour]),
            weights=tuple((pair, round(1000 * worth)) for pair, worth in weights.items()),
            size=LOOKED_AT,
        )
    )
    by_meaning = kb.engine.search(
        Request(match=any_of([]), near=Near(no_honour, 1, tuple(near)), size=len(near))
    )
    candidates = {c.id: c for c in (*response.candidates, *by_meaning.candidates)}
    frequencies = kb.engine.frequencies({"words": terms})[1]["words"]
    found = []
    for candidate in candidates.values():
        shared = _longest([term for term in terms if term in candidate.text])
        enough = len(shared) >= LEAST_SHARED or candidate.id in near
        if candidate.id != entry_id and enough:
            found.append((sum(terms[term] for term in shared), shared, candidate))
    most = max((worth for worth, _, _ in found), default=0.0) or 1.0

    def score(worth: float, candidate: Candidate) -> float:
        if not cosines:
            return worth
        penalty = KIND_PENALTY[candidate.kind]
        return cosines.get(candidate.id, 0.0) + SHARED * worth / most - penalty

    scored = [(score(worth, c), shared, c) for worth, shared, c in found]
    scored.sort(key=lambda item: (-item[0], item[2].place))
    return tuple(
        RelatedEntry(
            document=(other := candidate.document()),
            score=round(likeness, 2),
            terms=tuple(SharedTerm(term, frequencies[term]) for term in shared),
            practices=tuple(name for name in document.practices if name in other.practices),
        )
        for likeness, shared, candidate in scored[:limit]
    )


def _document(kb: KnowledgeBase, entry_id: str) -> IndexDocument:
    bulletin_id, _ = split_entry_id(entry_id)
    bulletin = kb.corpus.load_bulletin(bulletin_id)
    for document in documents(bulletin, kb.vocabulary):
        if document.id == entry_id:
            return document
    raise no_entry(entry_id)


def _longest(terms: list[str]) -> list[str]:
    """The terms that are not part of another of them."""
    return [t for t in terms if not any(t != other and t in other for other in terms)]


def _rare_terms(kb: KnowledgeBase, document: IndexDocument) -> dict[str, float]:
    """Terms of an entry that a few others have too, with their weights, the rarest first."""
    words = kb.segmenter.words(document.analysed_text)
    banks = {normalize(n) for o in kb.vocabulary.organisations for n in (o.name, *o.aliases)}
    terms = {
        word: words.count(word)
        for word in dict.fromkeys(words)
        if len(word) > 1
        and word not in STOP_WORDS
        and not _COUNT.match(word)
        and word not in banks
        and not is_bank_word(word)
        and kb.segmenter.general_frequency(word) <= GENERAL
    }
    count, found = kb.engine.frequencies({"words": terms})
    frequencies = found["words"]
    most = max(3, COMMON * count)
    worth = {
        term: idf(count, frequencies[term]) * (1 + log(times))
        for term, times in terms.items()
        if 1 < frequencies[term] <= most
    }
    rarest = sorted(worth, key=lambda term: (-worth[term], term))[:MOST_TERMS]
    return {term: worth[term] for term in rarest}

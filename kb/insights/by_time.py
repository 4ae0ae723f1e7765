"""The first or the newest that the bulletins tell of a subject, a sentence a bank.

The order is that of the bulletins: what they tell first need not be what was done first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.enrich import figures_of
from kb.index.engines import LOOSE
from kb.insights.bank_questions import BankQuestion, Wanted, bank_question, subject_of
from kb.insights.passages import Names, Passage, Relation, of_practice, of_search, units_of
from kb.insights.scope import Subject
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Side
from kb.search import Answer, Hit, Query, matching
from kb.text import normalize

MOST_BANKS = 5
# So many entries are read, in the order asked for.
MOST_ENTRIES = 300
# What may stand between what is measured and its figure.
_LEADS = (
    "(?:已|约|平均|达到?|为|是|的|在|稳定|保持|只有|仅|有|共|现有|年末|目前"
    "|由[^，。；]{1,12}?(?=[提上下降升增])|(?:提高|上升|下降|降低|升|增|降)[到至])*"
)
_STATED = (Relation.NAMED, Relation.WORDS, Relation.CHAIN)


@dataclass(frozen=True, slots=True)
class ByTime:
    """The sentences, oldest or newest first."""

    wanted: Wanted
    answers: tuple[Answer, ...]


def by_time(kb: KnowledgeBase, query: Query) -> ByTime | None:
    """The sentences that answer a question like 最早做整村授信的是哪家 or 最近一次听证会是什么时候; None
    for other texts, and where nothing is said of its subject."""
    asked = bank_question(query.text)
    if asked is None or asked.wanted is Wanted.WITHOUT:
        return None
    if asked.bank:
        named = kb.vocabulary.organisations_named(normalize(asked.bank))
        if not named:
            return None
        query = replace(query, filters={**query.filters, "bank": named})
    subject = subject_of(kb, query, asked.about)
    states = _stating(asked.about) if asked.figure and not subject.practice else None
    banks: dict[str, Answer] = {}
    for passage in _passages(kb, subject, asked):
        if states and not states.search(normalize(passage.sentence.text)):
            continue
        if passage.bank and passage.bank not in banks:
            whom = replace(passage.subject, bank=passage.bank)
            banks[passage.bank] = Answer(passage.document, whom, 1.0)
        if len(banks) == MOST_BANKS:
            break
    return ByTime(asked.wanted, tuple(banks.values())) if banks else None


def _stating(about: str) -> re.Pattern[str]:
    """A figure of something, not a limit, right behind its name."""
    return re.compile(
        rf"{re.escape(normalize(about))}{_LEADS}[0-9][0-9.,]*+[^，。；,;0-9以]{{0,3}}+(?!以[上下内])"
    )


def _passages(kb: KnowledgeBase, subject: Subject, asked: BankQuestion) -> Iterable[Passage]:
    """What banks do about a subject, in the order of the bulletins; of an entry the surest first."""
    query = replace(subject.query, page=1)
    if subject.practice:
        chosen = {**query.filters, "practice": (subject.practice.name,)}
        query = replace(query, text="", filters=chosen)
    found = matching(kb, query)
    ids = found.ids if asked.wanted is Wanted.NEWEST else tuple(reversed(found.ids))
    names = Names.of(kb.vocabulary, subject.practice) if subject.practice else None
    for id_ in ids[:MOST_ENTRIES]:
        (hit,) = found.hits((id_,))
        if hit.document.kind == Kind.HONOUR or hit.level in LOOSE:
            continue
        passages = [
            passage
            for passage in _of_entry(names, hit)
            if passage.side is Side.HOST
            and passage.relation in _STATED
            and not (passage.at_host and asked.wanted is Wanted.FIRST)
            and not passage.subject.doubtful
            and (not asked.figure or figures_of(passage.sentence))
        ]
        yield from sorted(passages, key=lambda passage: _STATED.index(passage.relation))


def _of_entry(names: Names | None, hit: Hit) -> Iterable[Passage]:
    units = units_of(hit.document, whole=False)
    if names is None:
        return of_search(hit.document, units, hit.highlights, ())
    return of_practice(names, hit.document, units)

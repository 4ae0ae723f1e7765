"""Which banks have nothing on a subject: what the matrix knows and no sentence says.

A bank that is not listed under a subject may still do it: the bulletins do not mention it. The page says
so.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.index.engines import Request
from kb.insights.bank_questions import Wanted, bank_question, subject_of
from kb.insights.scope import Subject, find, narrowed
from kb.knowledge_base import KnowledgeBase
from kb.model import Side
from kb.query import HasValue, all_of
from kb.search import Query, filters_of, period_of


@dataclass(frozen=True, slots=True)
class Absence:
    """The banks of which the bulletins tell practices, by whether they tell anything on the subject.

    `having` come with their number of entries, most first. `planned` are those of `without` that, as
    learners, plan it or try it.
    """

    subject: Subject
    without: tuple[str, ...]
    having: tuple[tuple[str, int], ...]
    planned: tuple[str, ...]


def banks_without(kb: KnowledgeBase, query: Query) -> Absence | None:
    """The banks without the subject of a question like 哪些行没有做整村授信; None for other texts, and
    where no bank has the subject as it was typed: then nothing is known about it."""
    asked = bank_question(query.text)
    if asked is None or asked.wanted is not Wanted.WITHOUT:
        return None
    subject = narrowed(subject_of(kb, query, asked.about), banks=())
    found = find(kb, subject)
    if found.relaxed:
        return None
    sides: dict[Side, set[str]] = {side: set() for side in Side}
    for _, passages in found.entries:
        for passage in passages:
            sides[passage.side].add(passage.bank)
    counts = _counts(kb, subject)
    # Of more entries than are read, the index says which banks have some.
    hosts = sides[Side.HOST] if found.total <= len(found.entries) or not counts else set(counts)
    everybody = _banks(kb, subject)
    having = [(bank, counts.get(bank, 1)) for bank in everybody if bank in hosts]
    without = tuple(bank for bank in everybody if bank not in hosts)
    if not having:
        return None
    planned = tuple(bank for bank in without if bank in sides[Side.LEARNER])
    having.sort(key=lambda pair: (-pair[1], pair[0]))
    return Absence(subject, without, tuple(having), planned)


def _banks(kb: KnowledgeBase, subject: Subject) -> dict[str, int]:
    """All banks within the filters and the period, by number of entries."""
    return _entries_of_banks(kb, subject.query, ())


def _counts(kb: KnowledgeBase, subject: Subject) -> dict[str, int]:
    """The banks with entries of a practice, by their number; none for a search."""
    if subject.practice is None:
        return {}
    practice = HasValue("practice", frozenset({subject.practice.name}))
    return _entries_of_banks(kb, subject.query, (practice,))


def _entries_of_banks(
    kb: KnowledgeBase, query: Query, match: tuple[HasValue, ...]
) -> dict[str, int]:
    """How many entries each bank has that match, within the filters and the period."""
    within = all_of([*match, *period_of(query)])
    request = Request(within, filters=filters_of(query), facets=("bank",), size=0)
    return {bank: count for bank, count in kb.engine.search(request).facets["bank"] if bank}

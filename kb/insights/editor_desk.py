"""What waits for the editor in the corpus: lessons without a practice, banks without recent news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, split_entry_id
from kb.query import Everything

# Days without a bulletin after which a bank is listed.
SILENT_DAYS = 90
LISTED = 30


@dataclass(frozen=True, slots=True)
class UntaggedLesson:
    """A lesson that mentions no practice of the vocabulary, and the banks named beside it, joined by 、."""

    bulletin: str
    anchor: str
    title: str
    banks: str


@dataclass(frozen=True, slots=True)
class SilentBank:
    """A bank without a recent bulletin about its practices, and the last day of the latest one."""

    name: str
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class CorpusGaps:
    """`untagged` counts the lessons without a practice, of which the newest are `lessons`; `silent`
    are banks without recent news, the longest silent first."""

    untagged: int
    lessons: tuple[UntaggedLesson, ...]
    silent: tuple[SilentBank, ...]


def corpus_gaps(kb: KnowledgeBase, today: date) -> CorpusGaps:
    """Read all lessons of the index once; EngineError when it cannot serve."""
    request = Request(
        match=Everything(),
        filters={"kind": frozenset([Kind.LESSON.value])},
        order=Order.DATE,
        size=kb.engine.status().documents,
    )
    untagged = 0
    lessons: list[UntaggedLesson] = []
    last: dict[str, date] = {}
    for candidate in kb.engine.search(request).candidates:
        document = candidate.document()
        if candidate.end:
            for bank in document.banks:
                last[bank] = max(last.get(bank, candidate.end), candidate.end)
        if document.practices:
            continue
        untagged += 1
        if len(lessons) < LISTED:
            bulletin, anchor = split_entry_id(document.id)
            banks = "、".join(document.shown_banks)
            lessons.append(UntaggedLesson(bulletin, anchor, document.title, banks))
    before = today - timedelta(days=SILENT_DAYS)
    silent = (SilentBank(b, day, (today - day).days) for b, day in last.items() if day < before)
    ordered = sorted(silent, key=lambda bank: (-bank.days, bank.name))
    return CorpusGaps(untagged, tuple(lessons), tuple(ordered[:LISTED]))

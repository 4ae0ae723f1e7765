"""What a change of the vocabulary does: which entries gain a practice, and which lose one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.enrich import Vocabulary
from kb.index import IndexDocument
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Practice, split_entry_id
from kb.query import Contains, any_of
from kb.text import nearby, normalize

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Retagged:
    """An entry that gains or loses a practice."""

    bulletin: str
    anchor: str
    title: str
    practice: str


@dataclass(frozen=True, slots=True)
class VocabularyEffect:
    """`gained` and `lost` count the entries, of which the newest are listed."""

    gained: int = 0
    lost: int = 0
    gaining: tuple[Retagged, ...] = ()
    losing: tuple[Retagged, ...] = ()


def vocabulary_effect(kb: KnowledgeBase, practices: Sequence[Practice]) -> VocabularyEffect:
    """What the entries of the index gain and lose with these practices.

    Entries whose practices an editor has set stay as they are. EngineError when the index cannot
    serve.
    """
    now, then = kb.vocabulary, Vocabulary(tuple(practices), kb.vocabulary.organisations)
    words = sorted(_changed_names(now, then) | _changed_patterns(now, then))
    if not words:
        return VocabularyEffect()
    request = Request(
        match=any_of([Contains("text", word) for word in words]),
        order=Order.DATE,
        size=kb.engine.status().documents,
    )
    gained: list[Retagged] = []
    lost: list[Retagged] = []
    for candidate in kb.engine.search(request).candidates:
        if candidate.kind is Kind.HONOUR:
            continue
        document = candidate.document()
        before = now.practices_in(document.text)
        if set(before) != set(document.practices):
            continue  # an editor has set them
        after = then.practices_in(document.text)
        gained += _retagged(document, set(after) - set(before))
        lost += _retagged(document, set(before) - set(after))
    return VocabularyEffect(len(gained), len(lost), tuple(gained[:SHOWN]), tuple(lost[:SHOWN]))


def _retagged(document: IndexDocument, practices: set[str]) -> Iterator[Retagged]:
    _, anchor = split_entry_id(document.id)
    return (
        Retagged(document.bulletin, anchor, document.title, practice)
        for practice in sorted(practices)
    )


def _changed_names(now: Vocabulary, then: Vocabulary) -> set[str]:
    """The names, in normal form, that mean another practice than before, or none."""
    return {
        name
        for name in now.by_name.keys() | then.by_name.keys()
        if _meant(now, name) != _meant(then, name)
    } - {normalize("")}


def _changed_patterns(now: Vocabulary, then: Vocabulary) -> set[str]:
    """Words one of which stands in every text that a changed pattern or exception is about."""
    before = {practice.name: practice for practice in now.practices}
    words: set[str] = set()
    for practice in then.practices:
        was = before.get(practice.name, Practice(practice.name))
        changed = {*was.patterns, *was.exceptions} ^ {*practice.patterns, *practice.exceptions}
        words.update(word for line in changed for word in nearby(line).parts[0])
    return words


def _meant(vocabulary: Vocabulary, name: str) -> str:
    practice = vocabulary.by_name.get(name)
    return practice.name if practice else ""

"""What a change of the lexicons does: which sentences move to other aspects, and which figures measure
something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kb.corpus import AspectLexicon, IndicatorLexicon
from kb.enrich import AspectClassifier, figures_of
from kb.index import IndexDocument
from kb.index.engines import Order, Request
from kb.insights.figure_table import figure_rows
from kb.insights.placing import entry_of, placed
from kb.knowledge_base import KnowledgeBase
from kb.model import split_entry_id
from kb.query import Contains, Everything, any_of
from kb.text import normalize

# Entries that are looked at, the newest first, and changes that are listed.
MOST, SHOWN = 400, 20


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence, or a figure with its sentence, that is understood differently: from `was` to `now`,
    "" for nothing."""

    bulletin: str
    anchor: str
    text: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LexiconEffect:
    """`moved` sentences or figures change among `seen` entries, of `total` that could be touched."""

    moved: int = 0
    seen: int = 0
    total: int = 0
    shown: tuple[Moved, ...] = ()


def aspects_effect(kb: KnowledgeBase, then: AspectLexicon) -> LexiconEffect:
    """Which sentences of the index change their aspects with another lexicon. EngineError when the
    index cannot serve."""
    now = kb.aspects
    after = replace(now, lexicon=then)
    words = _changed_words(now.lexicon, then)

    def moved(document: IndexDocument) -> Iterator[Moved]:
        pairs = zip(_aspects(now, document), _aspects(after, document), strict=True)
        for subject, (was, new) in zip(document.sentence_subjects, pairs, strict=True):
            if was != new:
                yield _moved(document, subject.sentence.text, was, new)

    return _effect(kb, words, moved)


def indicators_effect(kb: KnowledgeBase, then: IndicatorLexicon) -> LexiconEffect:
    """Which figures of the index measure something else with another lexicon. EngineError when the
    index cannot serve."""
    now = kb.figure_reader
    after = replace(now, lexicon=then)
    old, new = now.lexicon, then
    changed = set(old.indicators) ^ set(new.indicators)
    words = {word for one in changed for word in one.words}
    words |= set(old.things) ^ set(new.things)

    def moved(document: IndexDocument) -> Iterator[Moved]:
        if not any(figures_of(subject.sentence) for subject in document.sentence_subjects):
            return
        pairs = zip(figure_rows(now, [document]), figure_rows(after, [document]), strict=True)
        for row, changed_row in pairs:
            was, new = row.facts.indicator, changed_row.facts.indicator
            if was != new:
                text = f"{row.figure.text}（{row.figure.sentence}）"
                yield _moved(document, text, was, new)

    return _effect(kb, {normalize(word) for word in words}, moved)


def _effect(
    kb: KnowledgeBase,
    words: Iterable[str] | None,
    moved: Callable[[IndexDocument], Iterator[Moved]],
) -> LexiconEffect:
    """What changes in the newest entries that hold one of the words; in all when it is None."""
    names = sorted(filter(None, words)) if words is not None else None
    if names == []:
        return LexiconEffect()
    match = any_of([Contains("text", name) for name in names]) if names else Everything()
    found = kb.engine.search(Request(match=match, order=Order.DATE, size=MOST))
    changes = [change for candidate in found.candidates for change in moved(candidate.document())]
    return LexiconEffect(len(changes), len(found.candidates), found.total, tuple(changes[:SHOWN]))


def _aspects(classifier: AspectClassifier, document: IndexDocument) -> list[str]:
    """The names of the aspects of each sentence of an entry; the first is its column."""
    entry = entry_of(classifier, document)
    return [
        "、".join(score.aspect for score in placed(entry, document, subject.sentence))
        for subject in document.sentence_subjects
    ]


def _changed_words(old: AspectLexicon, new: AspectLexicon) -> set[str] | None:
    """The words whose weight differs; None when more differs than words."""
    before, after = ({a.name: a for a in lexicon.aspects} for lexicon in (old, new))
    words: set[str] = set()
    for name in before.keys() | after.keys():
        one, other = before.get(name), after.get(name)
        cues = set(one.cues if one else ()) ^ set(other.cues if other else ())
        scale = {(aspect.threshold, aspect.figure) for aspect in (one, other) if aspect}
        if len(scale) > 1 or any(cue.pattern for cue in cues):
            return None
        words |= {cue.text for cue in cues}
    return words


def _moved(document: IndexDocument, text: str, was: str, now: str) -> Moved:
    _, anchor = split_entry_id(document.id)
    return Moved(document.bulletin, anchor, text, was, now)

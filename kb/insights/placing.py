"""The aspects of a sentence of the index: those that the lexicon and the model give it, unless an
editor said otherwise."""

from __future__ import annotations

from collections.abc import Collection

from kb.enrich import AspectClassifier, AspectScore, EntryAspects, Evidence
from kb.index import IndexDocument
from kb.text import Sentence

# Aspects, by the names they began with, that the name of a practice by itself may speak for.
_THEMES = frozenset(("营销宣传", "科技支撑", "风险防控"))


def placed(
    entry: EntryAspects,
    document: IndexDocument,
    sentence: Sentence,
    names: Collection[str] = (),
    things: Collection[str] = (),
) -> tuple[AspectScore, ...]:
    """The aspects of a sentence, its column first; none where an editor said so. An aspect that got
    another name is followed under this; one that the lexicon no longer has is not followed. `entry`
    is that of the document. With the `names` of the practice, normalised, words of
    these names do not speak for a theme, nor against results; nor do the `things` it is about for a theme."""
    classifier, scores = entry.classifier, entry.scores(sentence)
    said = document.said_aspect(sentence.text)
    if said:
        said = classifier.renamed.get(said, said)
    if said is None or (said and said not in classifier.lexicon.names):
        return _without_names(classifier, scores, names, things)
    if not said:
        return ()
    threshold = next(a.threshold for a in classifier.lexicon.aspects if a.name == said)
    best = max((threshold, *(score.score for score in scores)))
    chosen = AspectScore(said, best, (Evidence("editor", "", best),))
    return (chosen, *(score for score in scores if score.aspect != said))


def _without_names(
    classifier: AspectClassifier,
    scores: tuple[AspectScore, ...],
    names: Collection[str],
    things: Collection[str],
) -> tuple[AspectScore, ...]:
    """The aspects of a sentence, without the practice's own words that of results first where it leads, or
    the one that leads before a theme: 免责 stands in every sentence about 尽职免责, 清收 in every one about
    不良贷款清收, and tells nothing of its side."""
    counting = {aspect.name for aspect in classifier.lexicon.aspects if aspect.figure > 0}
    themes = {classifier.renamed.get(theme, theme) for theme in _THEMES}
    own = (*names, *things)
    best = max(
        scores,
        key=lambda score: _without_own(score, own if score.aspect in themes else names),
        default=None,
    )
    if best is None or best is scores[0]:
        return scores
    if best.aspect not in counting and scores[0].aspect not in themes:
        return scores
    return (best, *(score for score in scores if score is not best))


def _without_own(score: AspectScore, names: Collection[str]) -> float:
    own = sum(
        part.weight
        for part in score.evidence
        if part.kind in ("word", "title")
        and part.weight > 0
        and any(part.text in name for name in names)
    )
    return score.score - own


def entry_of(classifier: AspectClassifier, document: IndexDocument) -> EntryAspects:
    """The sentences of a document with their title, as the classifier reads them."""
    units = [subject.sentence for subject in document.sentence_subjects]
    return EntryAspects(classifier, document.title, units)

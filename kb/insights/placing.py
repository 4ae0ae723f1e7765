"""The aspects of a sentence of the index: those that the lexicon and the model give it, unless an
editor said otherwise."""

from __future__ import annotations

from collections.abc import Collection

from kb.enrich import AspectClassifier, AspectScore, EntryAspects, Evidence
from kb.index import IndexDocument
from kb.text import Sentence


def placed(
    entry: EntryAspects,
    document: IndexDocument,
    sentence: Sentence,
    names: Collection[str] = (),
) -> tuple[AspectScore, ...]:
    """The aspects of a sentence, its column first; none where an editor said so. An aspect that got
    another name is followed under this; one that the lexicon no longer has is not followed. `entry`
    is that of the document. With the `names` of the practice, normalised, a sentence of
    results has the column of results where only words of these names speak more for another one."""
    classifier, scores = entry.classifier, entry.scores(sentence)
    said = document.said_aspect(sentence.text)
    if said:
        said = classifier.renamed.get(said, said)
    if said is None or (said and said not in classifier.lexicon.names):
        return _results_first(classifier, scores, names)
    if not said:
        return ()
    threshold = next(a.threshold for a in classifier.lexicon.aspects if a.name == said)
    best = max((threshold, *(score.score for score in scores)))
    chosen = AspectScore(said, best, (Evidence("editor", "", best),))
    return (chosen, *(score for score in scores if score.aspect != said))


def _results_first(
    classifier: AspectClassifier, scores: tuple[AspectScore, ...], names: Collection[str]
) -> tuple[AspectScore, ...]:
    """The aspects of a sentence, that of results first where it leads without the practice's own
    words: 免责 stands in every sentence about 尽职免责, and tells nothing of its side."""
    counting = {aspect.name for aspect in classifier.lexicon.aspects if aspect.figure > 0}
    best = max(scores, key=lambda score: _without_own(score, names), default=None)
    if best is None or best.aspect not in counting or best is scores[0]:
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

"""The aspects of a sentence of the index: those that the lexicon and the model give it, unless an
editor said otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from kb.enrich import AspectClassifier, AspectScore, Evidence
from kb.index import IndexDocument
from kb.text import Sentence


def placed(
    classifier: AspectClassifier,
    document: IndexDocument,
    sentence: Sentence,
    title: Mapping[str, tuple[Evidence, ...]],
) -> tuple[AspectScore, ...]:
    """The aspects of a sentence, its column first; none where an editor said so. An aspect that got
    another name is followed under this; one that the lexicon no longer has is not followed. `title`
    is what the title of the entry adds."""
    scores = classifier.scores(sentence, dict(title))
    said = document.said_aspect(sentence.text)
    if said:
        said = classifier.renamed.get(said, said)
    if said is None or (said and said not in classifier.lexicon.names):
        return scores
    if not said:
        return ()
    threshold = next(a.threshold for a in classifier.lexicon.aspects if a.name == said)
    best = max((threshold, *(score.score for score in scores)))
    chosen = AspectScore(said, best, (Evidence("editor", "", best),))
    return (chosen, *(score for score in scores if score.aspect != said))

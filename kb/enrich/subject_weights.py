"""The weights of the clues of a sentence, as they stand in the data file, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

WEIGHTS = "subject_weights.tsv"
# Weights stand in the file as hundredths.
UNIT = 100
# What stands before a clue that is two characters of the text, one about the sentence before, and
# one of a reading.
GRAM, TURN, READING = "字:", "转:", "读:"
Weights = tuple[float, float, float, float]
NOTHING: Weights = (0.0, 0.0, 0.0, 0.0)


def sum_of(weights: Mapping[str, Weights], clues: Iterable[str]) -> list[float]:
    """What clues weigh together for host, learner, third, nobody."""
    find = weights.get
    host = learner = third = nobody = 0.0
    for clue in clues:
        if found := find(clue):
            of_host, of_learner, of_third, of_nobody = found
            host += of_host
            learner += of_learner
            third += of_third
            nobody += of_nobody
    return [host, learner, third, nobody]

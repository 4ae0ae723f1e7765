"""The weights of the clues of a sentence, as they stand in the data files, and their sums.

`scripts/train_subjects.py` makes those of the chain, `scripts/train_wording.py` those of the wording of
a sentence alone. Learned together with all other clues, pairs of characters stay too small: the others
explain the learned texts well enough without them, and texts of other hands less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

WEIGHTS, WORDING = "subject_weights.tsv", "wording_weights.tsv"
# How much the wording alone counts beside the chain; chosen on texts that neither learned from.
WORDING_SHARE = 0.6
# Weights stand in the files as hundredths.
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


def delivered_weights() -> tuple[dict[str, Weights], dict[str, list[float]], dict[str, float]]:
    """The weights of the clues, of the turns and of the clues of readings.

    To what a pair of characters weighs in the chain comes what it says of the side alone, without the
    text around it.
    """
    weights: dict[str, Weights] = {}
    turns: dict[str, list[float]] = {}
    readings: dict[str, float] = {}
    for clue, numbers in _lines(WEIGHTS):
        if clue.startswith(TURN):
            turns[clue.removeprefix(TURN)] = numbers
        elif clue.startswith(READING):
            readings[clue.removeprefix(READING)] = numbers[0]
        else:
            weights[clue] = _weights(numbers)
    for pair, alone in _lines(WORDING):
        both = zip(weights.get(GRAM + pair, NOTHING), alone, strict=True)
        weights[GRAM + pair] = _weights([own + WORDING_SHARE * more for own, more in both])
    return weights, turns, readings


def _weights(numbers: Iterable[float]) -> Weights:
    host, learner, third, nobody = numbers
    return host, learner, third, nobody


def _lines(name: str) -> Iterator[tuple[str, list[float]]]:
    """The clues and numbers of a data file."""
    text = files("kb.enrich").joinpath("data", name).read_text("utf-8")
    for line in filter(None, text.split("\n")):
        clue, *values = line.split("\t")
        yield clue, [int(value) / UNIT for value in values]

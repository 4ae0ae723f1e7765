"""Whom the sentences of a bulletin are about, weighed together: a linear-chain conditional random field.

The candidates of a sentence are each bank on each side, learners without a name, and nobody. A
candidate has a weight by its clues (subject_features.py) and one by what it has in common with the
candidate of the sentence before. Forward and backward sums over the whole bulletin
(subject_chain.py) give the probability of each candidate (Lafferty, McCallum and Pereira 2001). The
roles of the banks are hidden: the sums run over the likely readings of the text (text_readings.py)
too. The weights are data files (subject_weights.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from math import exp

from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
from kb.enrich.subject_chain import NUMBERS, SIDES, Candidate, Scored, sums
from kb.enrich.subject_features import (
    CHANCE,
    CHANCE_NAMED,
    GRAMS,
    LogChances,
    bank_clues,
    common_clues,
    grams,
    log_chances,
    nameless_clues,
    nameless_core,
    nameless_pairs,
    pairs_of,
    pointers_in,
    word_pairs,
)
from kb.enrich.subject_weights import GRAM, NOTHING, Weights, delivered_weights, sum_of
from kb.enrich.text_readings import Reading
from kb.model import Side

# How much the sentences of a text count for a reading of it, together. More in short texts reads the
# labelled ones a little better, and is sure of who learns from whom where a text leaves it open.
EVIDENCE = 0.5
# No more readings than this are weighed, and none whose chance is less than a twentieth of the best.
MOST_READINGS, LEAST_SHARE = 4, -3.0

# The clues of a bank at a sentence and their sum, by what they follow from: neighbours have the same.
_Kept = dict[tuple[tuple[str, ...], str, tuple[str, ...]], tuple[list[str], list[float]]]
_MOST_CLUES = 12


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest candidate of a sentence, its probability, and the clues that tell most for it."""

    bank: str
    side: Side
    chance: float
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A reading of a text with the clues of its sentences as they are in that reading."""

    reading: Reading
    contexts: Sequence[Context]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The most telling reading of a text by its number, and the guess of each sentence, weighed over
    all readings."""

    best: int
    guesses: list[Guess]


@dataclass(frozen=True)
class SubjectModel:
    """`weights` by clue for host, learner, third, nobody; `turns` by clue for each pair of sides
    (side before × 8 + side × 2 + 1 when the bank is the same); `readings` by clue of a reading."""

    weights: Mapping[str, Weights]
    turns: Mapping[str, Sequence[float]]
    readings: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def _grams(self) -> dict[str, Weights]:
        """The weights of pairs of characters, without the sign before them."""
        start = len(GRAM)
        return {
            key[start:]: weights for key, weights in self.weights.items() if key.startswith(GRAM)
        }

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], dict[str, Weights]]:
        """What each clue weighs for a bank of a core and a role, found once: clues have few names."""
        return {}

    @cached_property
    def _nameless(self) -> dict[str, dict[str, Weights]]:
        """What each clue weighs for a subject without a name, by its main clue."""
        return {}

    def weigh(self, texts: Sequence[ReadText]) -> Weighed:
        """The likeliest subject of each sentence of a bulletin, over all of its readings.

        A reading counts by its own clues and by how well the sentences fit it. The sentences of a
        text are no independent witnesses, so what they say counts by a root (`EVIDENCE`).
        """
        of_words: dict[int, list[float]] = {}
        scored = [self._all_scored(text, of_words) for text in texts]
        steps = [self._steps(context) for context in texts[0].contexts]
        found = [sums(one, steps) for one in scored]
        totals = [
            EVIDENCE * one.total + self.of_reading(text.reading)
            for one, text in zip(found, texts, strict=True)
        ]
        top = max(totals)
        shares = [exp(one - top) for one in totals]
        whole = sum(shares)
        shares = [share / whole for share in shares]
        best = max(range(len(texts)), key=shares.__getitem__)
        context_of, parties = texts[best].contexts, texts[best].reading.parties
        guesses = []
        for at, context in enumerate(context_of):
            chances = _mixed(
                [one[at].candidates for one in scored], [one.chances[at] for one in found], shares
            )
            likeliest = max(chances, key=chances.__getitem__)
            clues = self._telling(context, scored[best][at], likeliest, parties)
            guesses.append(Guess(likeliest.bank, likeliest.side, chances[likeliest], clues))
        return Weighed(best, guesses)

    def likely(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings that are likely enough by their own clues to be weighed with the sentences."""
        weights = [self.of_reading(reading) for reading in readings]
        least = max(weights) + LEAST_SHARE
        order = sorted(range(len(readings)), key=lambda at: -weights[at])
        return [readings[at] for at in order[:MOST_READINGS] if weights[at] >= least]

    def of_reading(self, reading: Reading) -> float:
        """What the clues of a reading weigh."""
        return sum(
            count * self.readings[clue]
            for clue, count in reading.clues.items()
            if clue in self.readings
        )

    def _all_scored(self, text: ReadText, of_words: dict[int, list[float]]) -> list[Scored]:
        parties = text.reading.parties
        chances_of = {bank: log_chances(parties, bank) for bank in parties.banks}
        kept: _Kept = {}
        found = []
        for at, context in enumerate(text.contexts):
            if at not in of_words:
                of_words[at] = self._of_text(context)
            found.append(self._scored(context, parties, chances_of, kept, of_words[at]))
        return found

    def _of_text(self, context: Context) -> list[float]:
        """What the words of a sentence weigh, the same in all readings."""
        said = grams(context.unit.text, context.mentions)
        share = GRAMS / len(said) ** 0.5 if said else 0.0
        base = sum_of(self.weights, context.words)
        for total, one in enumerate(sum_of(self._grams, said)):
            base[total] += share * one
        return base

    def _scored(
        self,
        context: Context,
        parties: Parties,
        chances_of: Mapping[str, LogChances | None],
        kept: _Kept,
        words: list[float],
    ) -> Scored:
        of_place = sum_of(self.weights, context.place)
        base = [word + place for word, place in zip(words, of_place, strict=True)]
        pairs: dict[tuple[str, str], list[float]] = {}
        scores: list[float] = []
        clues: dict[str, Sequence[str]] = {}
        named = {mention.bank for mention in context.mentions}
        pointers = pointers_in(context)
        for bank in context.banks:
            kind = context.cores[bank], context.roles[bank][0]
            if kind not in pairs:
                pairs[kind] = self._of_words(context, *kind)
            same = context.banks[bank], context.cores[bank], pointers
            if same not in kept:
                found = bank_clues(context, bank)
                kept[same] = found, sum_of(self.weights, found)
            clues[bank], own = kept[same]
            sums = [b + p + o for b, p, o in zip(base, pairs[kind], own, strict=True)]
            if chances := chances_of[bank]:
                slopes = self.weights.get(CHANCE_NAMED if bank in named else CHANCE, NOTHING)
                for side, chance in enumerate(chances):
                    sums[side] += chance * slopes[side]
            scores += sums[:3]
        sums = [b + n for b, n in zip(base, self._of_nameless(context, parties), strict=True)]
        scores += (sums[1], sums[3])
        top = max(scores)
        factors = tuple([exp(score - top) for score in scores])
        return Scored(_candidates(tuple(context.banks)), factors, top, clues)

    def _of_words(self, context: Context, core: str, role: str) -> list[float]:
        """The sum of the `word_pairs` of a bank."""
        known = self._pairs.setdefault((core, role), {})
        for word in context.words:
            if word not in known:
                host, learner, third, nobody = sum_of(self.weights, pairs_of(core, role, word))
                known[word] = host, learner, third, nobody
        base = self.weights.get(f"{core}&{role}", NOTHING)
        return [
            weight + one for weight, one in zip(base, sum_of(known, context.words), strict=True)
        ]

    def _of_nameless(self, context: Context, parties: Parties) -> list[float]:
        """The sum of the `nameless_clues`."""
        core = nameless_core(parties)
        known = self._nameless.setdefault(core, {})
        for clue in (*context.words, *context.place):
            if clue not in known:
                host, learner, third, nobody = sum_of(self.weights, nameless_pairs(core, clue))
                known[clue] = host, learner, third, nobody
        base = self.weights.get(core, NOTHING)
        found = zip(sum_of(known, context.words), sum_of(known, context.place), base, strict=True)
        return [word + place + one for word, place, one in found]

    def _steps(self, context: Context) -> list[float]:
        """The factor of each pair of sides at a sentence."""
        found = [weights for turn in context.turns if (weights := self.turns.get(turn))]
        return [exp(sum(column)) for column in zip(*found, strict=True)] if found else [1.0] * 32

    def _telling(
        self, context: Context, scored: Scored, one: Candidate, parties: Parties
    ) -> tuple[str, ...]:
        """The clues that tell most for a candidate."""
        side = NUMBERS[one.side]
        clues = common_clues(context)
        if one.bank not in scored.clues:
            clues += nameless_clues(context, parties)
        else:
            clues += scored.clues[one.bank]
            clues += word_pairs(context, context.cores[one.bank], context.roles[one.bank][0])
        said: dict[str, float] = {}
        for clue in clues:
            if found := self.weights.get(clue):
                host, learner, third, nobody = found
                more = found[side] - (host + learner + third + nobody) / 4
                if more > 0:
                    said[clue] = more
        most = sorted(said, key=said.__getitem__, reverse=True)[:_MOST_CLUES]
        return tuple(most)


def _mixed(
    candidates: Sequence[tuple[Candidate, ...]],
    chances: Sequence[Sequence[float]],
    shares: Sequence[float],
) -> dict[Candidate, float]:
    """The chances of the candidates over all readings. Readings mostly have the same ones."""
    first = candidates[0]
    if all(one is first for one in candidates):
        columns = zip(*chances, strict=True)
        return {
            candidate: sum(share * chance for share, chance in zip(shares, column, strict=True))
            for candidate, column in zip(first, columns, strict=True)
        }
    found: dict[Candidate, float] = {}
    for one, row, share in zip(candidates, chances, shares, strict=True):
        for candidate, chance in zip(one, row, strict=True):
            found[candidate] = found.get(candidate, 0.0) + share * chance
    return found


@lru_cache(maxsize=64)
def _candidates(banks: tuple[str, ...]) -> tuple[Candidate, ...]:
    """What a sentence may be about: each bank on each side, learners without a name, nobody."""
    found = [Candidate(bank, side) for bank in banks for side in SIDES[:3]]
    return (*found, Candidate("", Side.LEARNER), Candidate("", Side.NONE))


@cache
def subject_model() -> SubjectModel:
    """The model that is delivered."""
    return SubjectModel(*delivered_weights())

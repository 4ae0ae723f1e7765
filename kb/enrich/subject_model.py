"""Whom the sentences of a bulletin are about, weighed together: a linear-chain conditional random field.

The candidates of a sentence are each bank on each side, learners without a name, and nobody. A
candidate has a weight by its clues (subject_features.py) and one by what it has in common with the
candidate of the sentence before. Forward and backward sums over the whole bulletin give the
probability of each candidate (Lafferty, McCallum and Pereira 2001). The weights are a data file that
`scripts/train_subjects.py` makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import exp

from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
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
from kb.model import Side

SIDES = (Side.HOST, Side.LEARNER, Side.THIRD, Side.NONE)
_NUMBERS = {side: number for number, side in enumerate(SIDES)}
# The pairs of sides that end in a side (side before × 8 + side × 2), and those that begin with it.
_FORTH = tuple(tuple(before * 8 + side * 2 for before in range(4)) for side in range(4))
_BACK = tuple(tuple(side * 8 + after * 2 for after in range(4)) for side in range(4))
_WEIGHTS = "subject_weights.tsv"
# Weights stand in the file as hundredths.
UNIT = 100
# Before a clue that is two characters of the text, and one about the sentence before.
GRAM, TURN = "字:", "转:"

Weights = tuple[float, float, float, float]
# The clues of a bank at a sentence and their sum, by what they follow from: neighbours have the same.
_Kept = dict[tuple[tuple[str, ...], str, tuple[str, ...]], tuple[list[str], list[float]]]
_MOST_CLUES = 12
_NOTHING: Weights = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a sentence may be about."""

    bank: str
    side: Side


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest candidate of a sentence, its probability, and the clues that tell most for it."""

    bank: str
    side: Side
    chance: float
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sentence with its candidates: the factor of each, and the clues behind it."""

    candidates: tuple[Candidate, ...]
    factors: tuple[float, ...]
    clues: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class SubjectModel:
    """`weights` by clue for host, learner, third, nobody; `turns` by clue for each pair of sides
    (side before × 8 + side × 2 + 1 when the bank is the same)."""

    weights: Mapping[str, Weights]
    turns: Mapping[str, Sequence[float]]

    @cached_property
    def _grams(self) -> dict[str, Weights]:
        """The weights of pairs of characters, without the sign before them."""
        start = len(GRAM)
        return {key[start:]: told for key, told in self.weights.items() if key.startswith(GRAM)}

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], dict[str, Weights]]:
        """What each clue weighs for a bank of a core and a role, found once: clues have few names."""
        return {}

    @cached_property
    def _nameless(self) -> dict[str, dict[str, Weights]]:
        """What each clue weighs for a subject without a name, by its main clue."""
        return {}

    def guesses(self, contexts: Sequence[Context], parties: Parties) -> Iterator[Guess]:
        """The likeliest subject of each sentence of a bulletin, in reading order."""
        chances_of = {bank: log_chances(parties, bank) for bank in parties.banks}
        kept: _Kept = {}
        scored = [self._scored(context, parties, chances_of, kept) for context in contexts]
        steps = [self._steps(context) for context in contexts]
        forward = [_scaled(one.factors) for one in scored[:1]]
        for at in range(1, len(scored)):
            carried = _carried(forward[-1], scored[at - 1], scored[at], steps[at], back=False)
            forward.append(
                _scaled([f * c for f, c in zip(scored[at].factors, carried, strict=True)])
            )
        after: Sequence[float] = [1.0] * len(scored[-1].candidates) if scored else []
        found: list[Guess] = []
        for at in reversed(range(len(scored))):
            chances = _scaled([f * b for f, b in zip(forward[at], after, strict=True)])
            found.append(self._guess(contexts[at], scored[at], chances, parties))
            if at:
                told = [f * b for f, b in zip(scored[at].factors, after, strict=True)]
                after = _scaled(_carried(told, scored[at], scored[at - 1], steps[at], back=True))
        yield from reversed(found)

    def _scored(
        self,
        context: Context,
        parties: Parties,
        chances_of: Mapping[str, LogChances | None],
        kept: _Kept,
    ) -> _Scored:
        said = grams(context)
        share = GRAMS / len(said) ** 0.5 if said else 0.0
        base = _sum(self.weights, common_clues(context))
        for total, one in enumerate(_sum(self._grams, said)):
            base[total] += share * one
        pairs: dict[tuple[str, str], list[float]] = {}
        candidates: list[Candidate] = []
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
                kept[same] = found, _sum(self.weights, found)
            clues[bank], own = kept[same]
            sums = [b + p + o for b, p, o in zip(base, pairs[kind], own, strict=True)]
            if chances := chances_of[bank]:
                slopes = self.weights.get(CHANCE_NAMED if bank in named else CHANCE, _NOTHING)
                for side, chance in enumerate(chances):
                    sums[side] += chance * slopes[side]
            candidates += (Candidate(bank, side) for side in SIDES[:3])
            scores += sums[:3]
        sums = [b + n for b, n in zip(base, self._of_nameless(context, parties), strict=True)]
        candidates += (Candidate("", Side.LEARNER), Candidate("", Side.NONE))
        scores += (sums[1], sums[3])
        top = max(scores)
        return _Scored(tuple(candidates), tuple(exp(score - top) for score in scores), clues)

    def _of_words(self, context: Context, core: str, role: str) -> list[float]:
        """The sum of the `word_pairs` of a bank."""
        known = self._pairs.setdefault((core, role), {})
        for word in context.words:
            if word not in known:
                host, learner, third, nobody = _sum(self.weights, pairs_of(core, role, word))
                known[word] = host, learner, third, nobody
        base = self.weights.get(f"{core}&{role}", _NOTHING)
        return [told + one for told, one in zip(base, _sum(known, context.words), strict=True)]

    def _of_nameless(self, context: Context, parties: Parties) -> list[float]:
        """The sum of the `nameless_clues`."""
        core = nameless_core(parties)
        known = self._nameless.setdefault(core, {})
        for clue in (*context.words, *context.place):
            if clue not in known:
                host, learner, third, nobody = _sum(self.weights, nameless_pairs(core, clue))
                known[clue] = host, learner, third, nobody
        base = self.weights.get(core, _NOTHING)
        found = zip(_sum(known, context.words), _sum(known, context.place), base, strict=True)
        return [word + place + one for word, place, one in found]

    def _steps(self, context: Context) -> list[float]:
        """The factor of each pair of sides at a sentence."""
        found = [told for turn in context.turns if (told := self.turns.get(turn))]
        return [exp(sum(column)) for column in zip(*found, strict=True)] if found else [1.0] * 32

    def _guess(
        self, context: Context, scored: _Scored, chances: Sequence[float], parties: Parties
    ) -> Guess:
        best = max(range(len(chances)), key=chances.__getitem__)
        one = scored.candidates[best]
        side = _NUMBERS[one.side]
        told = common_clues(context)
        if not one.bank:
            told += nameless_clues(context, parties)
        else:
            told += scored.clues[one.bank]
            told += word_pairs(context, context.cores[one.bank], context.roles[one.bank][0])
        said: dict[str, float] = {}
        for clue in told:
            if found := self.weights.get(clue):
                host, learner, third, nobody = found
                more = found[side] - (host + learner + third + nobody) / 4
                if more > 0:
                    said[clue] = more
        most = sorted(said, key=said.__getitem__, reverse=True)[:_MOST_CLUES]
        return Guess(one.bank, one.side, chances[best], tuple(most))


def _sum(weights: Mapping[str, Weights], clues: Iterable[str]) -> list[float]:
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


def _carried(
    told: Sequence[float], source: _Scored, target: _Scored, steps: Sequence[float], *, back: bool
) -> list[float]:
    """What the candidates of one sentence pass on to those of the next (or, `back`, of the one
    before). Sums by side first, so that the cost is linear in the number of banks."""
    by_side = [0.0] * 4
    of_bank: dict[str, list[float]] = {}
    for candidate, amount in zip(source.candidates, told, strict=True):
        side = _NUMBERS[candidate.side]
        by_side[side] += amount
        if candidate.bank not in of_bank:
            of_bank[candidate.bank] = [0.0] * 4
        of_bank[candidate.bank][side] = amount
    b0, b1, b2, b3 = by_side
    sums, more = [], []
    for number in range(4):
        p0, p1, p2, p3 = _BACK[number] if back else _FORTH[number]
        s0, s1, s2, s3 = steps[p0], steps[p1], steps[p2], steps[p3]
        sums.append(b0 * s0 + b1 * s1 + b2 * s2 + b3 * s3)
        more.append(
            (steps[p0 + 1] - s0, steps[p1 + 1] - s1, steps[p2 + 1] - s2, steps[p3 + 1] - s3)
        )
    found = []
    for candidate in target.candidates:
        side = _NUMBERS[candidate.side]
        total = sums[side]
        if own := of_bank.get(candidate.bank):
            m0, m1, m2, m3 = more[side]
            total += own[0] * m0 + own[1] * m1 + own[2] * m2 + own[3] * m3
        found.append(max(total, 1e-300))
    return found


def _scaled(amounts: Sequence[float]) -> list[float]:
    total = sum(amounts) or 1.0
    return [amount / total for amount in amounts]


@cache
def subject_model() -> SubjectModel:
    """The model that is delivered."""
    text = files("kb.enrich").joinpath("data", _WEIGHTS).read_text("utf-8")
    weights: dict[str, Weights] = {}
    turns: dict[str, list[float]] = {}
    for line in filter(None, text.split("\n")):
        clue, *values = line.split("\t")
        numbers = [int(value) / UNIT for value in values]
        if clue.startswith(TURN):
            turns[clue.removeprefix(TURN)] = numbers
        else:
            host, learner, third, nobody = numbers
            weights[clue] = (host, learner, third, nobody)
    return SubjectModel(weights, turns)

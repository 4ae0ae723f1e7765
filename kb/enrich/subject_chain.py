"""Sums over all readings of a chain of sentences, forward and backward.

A candidate of a sentence is a bank on a side, or a side without a bank. What two neighbours have in
common is only their sides and whether the bank is the same, so sums by side are enough: the cost is
linear in the number of banks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from kb.model import Side

SIDES = (Side.HOST, Side.LEARNER, Side.THIRD, Side.NONE)
NUMBERS = {side: number for number, side in enumerate(SIDES)}
# The pairs of sides that end in a side (side before × 8 + side × 2), and those that begin with it.
_FORTH = tuple(tuple(before * 8 + side * 2 for before in range(4)) for side in range(4))
_BACK = tuple(tuple(side * 8 + after * 2 for after in range(4)) for side in range(4))
_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a sentence may be about."""

    bank: str
    side: Side


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its candidates: the factor of each (the largest is 1), the logarithm of what
    the factors were divided by, and the clues behind each bank."""

    candidates: tuple[Candidate, ...]
    factors: tuple[float, ...]
    top: float
    clues: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sums:
    """The chance of each candidate of each sentence, and the logarithm of the sum over all."""

    chances: list[list[float]]
    total: float


def sums(scored: Sequence[Scored], steps: Sequence[Sequence[float]]) -> Sums:
    """The sums of a chain; `steps` are the factors of the pairs of sides at each sentence."""
    if not scored:
        return Sums([], 0.0)
    amount = sum(scored[0].factors) or 1.0
    total = log(amount) + scored[0].top
    forward = [[factor / amount for factor in scored[0].factors]]
    for at in range(1, len(scored)):
        one = scored[at]
        carried = _carried(forward[-1], scored[at - 1], one, steps[at], back=False)
        products = [f * c for f, c in zip(one.factors, carried, strict=True)]
        amount = sum(products) or 1.0
        total += log(amount) + one.top
        forward.append([part / amount for part in products])
    after: Sequence[float] = [1.0] * len(scored[-1].candidates)
    chances: list[list[float]] = []
    for at in reversed(range(len(scored))):
        chances.append(_scaled([f * b for f, b in zip(forward[at], after, strict=True)]))
        if at:
            products = [f * b for f, b in zip(scored[at].factors, after, strict=True)]
            after = _scaled(_carried(products, scored[at], scored[at - 1], steps[at], back=True))
    chances.reverse()
    return Sums(chances, total)


def _carried(
    amounts: Sequence[float], source: Scored, target: Scored, steps: Sequence[float], *, back: bool
) -> list[float]:
    """What the candidates of one sentence pass on to those of the next (or, `back`, of the one
    before). Sums by side first, so that the cost is linear in the number of banks."""
    by_side = [0.0] * 4
    of_bank: dict[str, list[float]] = {}
    for candidate, amount in zip(source.candidates, amounts, strict=True):
        side = NUMBERS[candidate.side]
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
        side = NUMBERS[candidate.side]
        total = sums[side]
        if own := of_bank.get(candidate.bank):
            m0, m1, m2, m3 = more[side]
            total += own[0] * m0 + own[1] * m1 + own[2] * m2 + own[3] * m3
        found.append(max(total, _LEAST))
    return found


def _scaled(amounts: Sequence[float]) -> list[float]:
    total = sum(amounts) or 1.0
    return [amount / total for amount in amounts]

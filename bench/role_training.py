"""How the model of roles (`kb/enrich/role_model.py`) is trained. Needs numpy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bench.role_examples import Example
from kb.enrich.role_model import BIAS, NEXT, STATED, TALLIES, RoleModel, of_number

# Chosen by leaving texts out.
PENALTY = 2.0
ROUNDS, RATE = 150, 0.04
# Clues of fewer banks are left out.
LEAST = 2
# Words of the clues that come from the rules for visits and from the structure.
BY_RULE = ("明说", "条目所属", "被访", "去访")


class _Batch:
    """Texts with the same number of banks as arrays: texts × banks × roles, texts × tallies."""

    def __init__(self, texts: Sequence[Example], rows: Sequence[int], kinds: np.ndarray) -> None:
        count = len(texts[0].clues)
        self.rows = np.array(rows)[:, None] + np.arange(count)[None, :]
        self.kinds = kinds
        self.weight = np.array([text.weight for text in texts])
        self.allowed = np.ones((len(texts), count, 3))
        for number, text in enumerate(texts):
            for at, bank in enumerate(text.clues):
                if bank in text.sides:
                    self.allowed[number, at] = np.eye(3)[text.sides[bank]]

    def chances(
        self, scores: np.ndarray, counts: np.ndarray, *, said: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """The chance of each role of each bank and of each tally of each text; `said` with the
        labels given."""
        own = scores[self.rows]
        roles = np.exp(own - own.max(2, keepdims=True)) * (self.allowed if said else 1.0)
        tallies = self.kinds @ counts
        after = np.exp(tallies - tallies.max(1, keepdims=True))
        before = [np.eye(len(TALLIES))[np.zeros(len(own), int)]]
        for at in range(own.shape[1]):
            moved = sum(roles[:, at, k, None] * (before[-1] @ _MOVES[k]) for k in range(3))
            before.append(moved / moved.sum(1, keepdims=True))
        ends = before[-1] * after
        found = np.zeros_like(roles)
        for at in range(own.shape[1] - 1, -1, -1):
            nexts = [roles[:, at, k, None] * after[:, NEXT[k]] for k in range(3)]
            for k in range(3):
                found[:, at, k] = (before[at] * nexts[k]).sum(1)
            after = sum(nexts)
            after = after / after.sum(1, keepdims=True)
        return found / found.sum(2, keepdims=True), ends / ends.sum(1, keepdims=True)


_MOVES = [np.eye(len(TALLIES))[NEXT[role]] for role in range(3)]


def train(known: Sequence[Example]) -> RoleModel:
    """A log-linear model of the roles of all banks of a text with a penalty on large weights, by
    Adam. A bank without a label may have any role.

    Each text is learned twice, once without what the rules state. They were written for some of
    these texts and are surer there than elsewhere, so they must not decide alone.
    """
    bare = [_without_rules(text) for text in known if text.whole]
    given = sorted([*known, *bare], key=lambda text: len(text.clues))
    counts = Counter(c for text in given for bank in text.sides for c in text.clues[bank])
    index = {clue: at for at, clue in enumerate(c for c, n in sorted(counts.items()) if n >= LEAST)}
    kinds_of = [(BIAS, *text.kinds, of_number(len(text.clues))) for text in given]
    kinds = {kind: at for at, kind in enumerate(dict.fromkeys(k for ks in kinds_of for k in ks))}
    rows, cols, values, starts, row = [], [], [], [], 0
    for text in given:
        starts.append(row)
        for clues in text.clues.values():
            weighed = [(index[c], w) for c, w in sorted(clues.items()) if c in index]
            weighed.append((len(index), 1.0))
            rows += [row] * len(weighed)
            cols += [at for at, _ in weighed]
            values += [w for _, w in weighed]
            row += 1
    at_row, at_col, value = np.array(rows), np.array(cols), np.array(values)
    batches = []
    by_number: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(given):
        by_number[len(text.clues)].append(number)
    for numbers in by_number.values():
        shown = np.zeros((len(numbers), len(kinds)))
        for line, number in enumerate(numbers):
            shown[line, [kinds[kind] for kind in kinds_of[number]]] = 1
        batches.append(_Batch([given[n] for n in numbers], [starts[n] for n in numbers], shown))
    sizes = (len(index) + 1, 3), (len(kinds), len(TALLIES))
    w = np.zeros(sizes[0][0] * 3 + sizes[1][0] * sizes[1][1])
    mean, square = np.zeros_like(w), np.zeros_like(w)
    cut = sizes[0][0] * 3
    total = sum(len(text.sides) for text in given)
    for step in range(1, ROUNDS + 1):
        of_clues, of_counts = w[:cut].reshape(sizes[0]), w[cut:].reshape(sizes[1])
        scores = np.stack(
            [np.bincount(at_row, value * of_clues[at_col, k], row) for k in range(3)], 1
        )
        amounts, by_count = np.zeros((row, 3)), np.zeros(sizes[1])
        for batch in batches:
            free, free_ends = batch.chances(scores, of_counts, said=False)
            said, said_ends = batch.chances(scores, of_counts, said=True)
            amounts[batch.rows] = (free - said) * batch.weight[:, None, None]
            by_count += batch.kinds.T @ ((free_ends - said_ends) * batch.weight[:, None])
        slopes = [np.bincount(at_col, value * amounts[at_row, k], sizes[0][0]) for k in range(3)]
        slope = (np.r_[np.stack(slopes, 1).ravel(), by_count.ravel()] + PENALTY * w) / total
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        w -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    of_clues, of_counts = w[:cut].reshape(sizes[0]), w[cut:].reshape(sizes[1])
    weights = {clue: _rounded(of_clues[at]) for clue, at in [*index.items(), (BIAS, len(index))]}
    return RoleModel(weights, {kind: _rounded(of_counts[at]) for kind, at in kinds.items()})


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), 4) for value in values]


def _without_rules(example: Example) -> Example:
    clues = {
        bank: {c: w for c, w in found.items() if not any(rule in c for rule in BY_RULE)}
        for bank, found in example.clues.items()
    }
    kinds = tuple(kind for kind in example.kinds if not kind.startswith(STATED))
    return replace(example, clues=clues, kinds=kinds)

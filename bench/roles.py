"""Which banks of a text are learned from and which learn: trains the model and cross-validates it.

    python -m bench.roles            # what is right on texts that were not learned from
    python -m bench.roles --train    # writes kb/enrich/data/role_weights.json from all open texts
    python -m bench.roles --errors   # shows the banks that are wrong

The texts are the open halves, the shapes and the open small texts of tests/data/gold; held halves
are never read. The side of a bank is the one that most of its labelled sentences have. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from bench.subjects import (
    ALL_SMALL,
    OPEN,
    Labelled,
    Reading,
    read_gold,
    read_shapes,
    same_bank,
    votes_of,
)
from kb.enrich.role_clues import kinds_of_text, role_clues
from kb.enrich.role_model import (
    BIAS,
    COUNT,
    NEXT,
    SIDES,
    STATED,
    TALLIES,
    RoleModel,
    as_stated,
    of_number,
    weighed_banks,
)
from kb.enrich.stated_parties import stated_parties
from kb.model import Bulletin, Side

WEIGHTS = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / "role_weights.json"
FOLDS = 5
# Chosen by leaving texts out.
PENALTY = 2.0
ROUNDS, RATE = 150, 0.04
# A text counts by how many labelled sentences its banks have, but no more than this each.
MOST_SENTENCES = 3
# How many short pieces of each text are learned too, of how many sentences at least (by chance), and
# how much one counts.
PIECES, SENTENCES, PIECE_WEIGHT = 4, (1, 2, 3, 4, 6), 0.4
# Texts of so few sentences are not cut.
LEAST_CUT = 6
# Clues of fewer banks are left out.
LEAST = 2
# Words of the clues that come from the rules for visits and from the structure.
BY_RULE = ("明说", "条目所属", "被访", "去访")


@dataclass(frozen=True, slots=True)
class Example:
    """The banks of a text with their clues, the number of the side of each that is labelled, how
    much the text counts, and what kinds of text it is."""

    file: str
    clues: dict[str, dict[str, float]]
    sides: dict[str, int]
    weight: float
    kinds: tuple[str, ...]
    whole: bool = True


def examples(gold: dict[str, list[Labelled]], reading: Reading) -> list[Example]:
    """The texts with a bank whose side is known from labelled sentences, each followed by short
    pieces of it: a bulletin may be short, and a bank may have another side in a part."""
    found = []
    chance = random.Random(11)
    for file, items in gold.items():
        whole = reading.bulletin(file)
        if example := _example(file, items, whole, reading):
            found.append(example)
        for _ in range(PIECES if has_pieces(whole) else 0):
            piece = short_piece(whole, chance)
            text = _plain("".join(item.text for item in piece.content))
            inside = [item for item in items if _plain(item.sentence) in text]
            if example := _example(file, inside, piece, reading):
                weight = example.weight * PIECE_WEIGHT
                found.append(replace(example, weight=weight, whole=False))
    return found


def has_pieces(bulletin: Bulletin) -> bool:
    """Is a bulletin long enough that pieces of it are other texts?"""
    return sum(item.text.count("。") for item in bulletin.content) > LEAST_CUT


def short_piece(bulletin: Bulletin, chance: random.Random) -> Bulletin:
    """A few neighbouring paragraphs of a bulletin under its title: texts may be short."""
    first = chance.randrange(len(bulletin.content))
    least = chance.choice(SENTENCES)
    length = 0
    for last in range(first, len(bulletin.content)):
        length += bulletin.content[last].text.count("。")
        if length >= least:
            break
    return replace(bulletin, content=bulletin.content[first : last + 1])


def _example(
    file: str, items: Sequence[Labelled], bulletin: Bulletin, reading: Reading
) -> Example | None:
    """A bulletin as an example, None when no side of a bank is known."""
    stated = stated_parties(bulletin, reading.organisations)
    stated = replace(stated, kinds=kinds_of_text(bulletin))
    clues = weighed_banks(role_clues(bulletin, stated))
    sides, weights = {}, []
    for labelled, counts in votes_of(items).items():
        bank = next((name for name in clues if same_bank(name, labelled)), "")
        if bank:
            sides[bank] = SIDES.index(Side(counts.most_common(1)[0][0]))
            weights.append(min(MOST_SENTENCES, counts.total()) / MOST_SENTENCES)
    if not sides:
        return None
    kinds = (*stated.kinds, as_stated(stated))
    return Example(file, clues, sides, sum(weights) / len(weights), kinds)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


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
        told = scores[self.rows]
        roles = np.exp(told - told.max(2, keepdims=True)) * (self.allowed if said else 1.0)
        tallies = self.kinds @ counts
        after = np.exp(tallies - tallies.max(1, keepdims=True))
        before = [np.eye(len(TALLIES))[np.zeros(len(told), int)]]
        for at in range(told.shape[1]):
            moved = sum(roles[:, at, k, None] * (before[-1] @ _MOVES[k]) for k in range(3))
            before.append(moved / moved.sum(1, keepdims=True))
        ends = before[-1] * after
        found = np.zeros_like(roles)
        for at in range(told.shape[1] - 1, -1, -1):
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
            told = [(index[c], w) for c, w in sorted(clues.items()) if c in index]
            told.append((len(index), 1.0))
            rows += [row] * len(told)
            cols += [at for at, _ in told]
            values += [w for _, w in told]
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


def gold_by_text() -> dict[str, list[Labelled]]:
    """The labelled sentences of the open halves, the shapes and the open small texts, by text."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for item in (*(i for name in OPEN for i in read_gold(name)), *read_shapes()):
        found[item.file].append(item)
    return found


@cache
def _hands() -> dict[str, str]:
    """The folder of the small texts by the character that their names begin with."""
    return {file.name[0]: folder.name for folder in ALL_SMALL for file in folder.glob("*/*.txt")}


def kind_of_text(file: str) -> str:
    """The set that a text belongs to, by its name."""
    return {
        "o": "open",
        "p": "open2",
        "r": "open3",
        "a": "open4",
        "c": "open5",
        "g": "open6",
        "u": "open7",
        "w": "open8",
        "y": "open9",
        "z": "open10",
        "v": "open11",
        "q": "open12",
        "s": "shapes",
        **_hands(),
    }.get(file[0], "samples")


def main() -> None:
    """Cross-validate, or train and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--train", action="store_true", help="write the weights")
    parser.add_argument("--errors", action="store_true", help="show what is wrong")
    options = parser.parse_args()
    gold, reading = gold_by_text(), Reading()
    known = examples(gold, reading)
    if options.train:
        model = train(known)
        counts = {COUNT + kind: told for kind, told in model.counts.items()}
        weights = dict(sorted({**model.weights, **counts}.items()))
        lines = (
            f"{json.dumps(c, ensure_ascii=False)}: {json.dumps(w)}" for c, w in weights.items()
        )
        WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
        print(f"{len(known)} 篇，{len(weights)} 条线索 → {WEIGHTS.name}")
        return
    right: dict[str, list[bool]] = defaultdict(list)
    files = sorted({example.file for example in known})
    for fold in range(FOLDS):
        left = set(files[fold::FOLDS])
        model = train([example for example in known if example.file not in left])
        for example in (e for e in known if e.file in left and e.whole):
            found = model.chances(example.clues, example.kinds)
            for bank, side in example.sides.items():
                chances = found[bank]
                likeliest = chances.index(max(chances))
                right[kind_of_text(example.file)].append(likeliest == side)
                if options.errors and likeliest != side:
                    shown = " ".join(f"{c:.2f}" for c in chances)
                    print(f"{example.file[:20]} {bank} 应 {SIDES[side].value}（{shown}）")
    right["all"] = [one for judged in right.values() for one in judged]
    for kind, told in right.items():
        print(f"{kind}：机构角色 {sum(told)}/{len(told)}")


if __name__ == "__main__":
    main()

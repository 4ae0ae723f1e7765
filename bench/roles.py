"""Which banks of a text are learned from and which learn: trains the model and cross-validates it.

    python -m bench.roles            # what is right on texts that were not learned from
    python -m bench.roles --train    # writes kb/enrich/data/role_weights.json from all open texts
    python -m bench.roles --errors   # shows the banks that are wrong

The texts are the open halves and the shapes of tests/data/gold; held halves are never read. The
side of a bank is the one that most of its labelled sentences have. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.subjects import OPEN, Labelled, Reading, read_gold, read_shapes, same_bank
from kb.enrich.role_clues import role_clues
from kb.enrich.role_model import BIAS, SIDES, RoleModel
from kb.enrich.stated_parties import stated_parties
from kb.model import Side

WEIGHTS = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / "role_weights.json"
FOLDS = 10
# Chosen by leaving texts out.
PENALTY = 2.0
ROUNDS = 200
# A bank counts as often as it has labelled sentences, but no more often than this.
MOST_SENTENCES = 3
# Clues of fewer banks are left out.
LEAST = 2
# Words of the clues that come from the rules for visits and from the structure.
BY_RULE = ("明说", "条目所属", "被访", "去访")


@dataclass(frozen=True, slots=True)
class Example:
    """A bank of a text with its clues, the number of its side, and how much it counts."""

    file: str
    bank: str
    clues: dict[str, float]
    side: int
    weight: float


def examples(gold: dict[str, list[Labelled]], reading: Reading) -> list[Example]:
    """The banks whose side is known from labelled sentences."""
    found = []
    for file, items in gold.items():
        bulletin = reading.bulletin(file)
        clues = role_clues(bulletin, stated_parties(bulletin, reading.organisations))
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for item in items:
            if item.bank and item.side != "none":
                votes[item.bank][item.side] += 1
        for labelled, sides in votes.items():
            bank = next((name for name in clues if same_bank(name, labelled)), "")
            if bank:
                side = SIDES.index(Side(sides.most_common(1)[0][0]))
                weight = min(MOST_SENTENCES, sides.total())
                found.append(Example(file, bank, clues[bank], side, weight))
    return found


def train(known: Sequence[Example]) -> RoleModel:
    """A multinomial logistic model with a penalty on large weights, by Adam.

    Each bank is learned twice, once without what the rules state. They were written for some of
    these texts and are surer there than elsewhere, so they must not decide alone.
    """
    given = [*known, *map(_without_rules, known)]
    counts = Counter(clue for example in given for clue in example.clues)
    index = {clue: at for at, clue in enumerate(c for c, n in counts.items() if n >= LEAST)}
    x = np.zeros((len(given), len(index) + 1))
    x[:, -1] = 1
    for row, example in enumerate(given):
        for clue, weight in example.clues.items():
            if clue in index:
                x[row, index[clue]] = weight
    y = np.eye(3)[[example.side for example in given]]
    amount = np.array([[example.weight / MOST_SENTENCES] for example in given])
    w = np.zeros((x.shape[1], 3))
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, ROUNDS + 1):
        scores = x @ w
        odds = np.exp(scores - scores.max(1, keepdims=True))
        error = (odds / odds.sum(1, keepdims=True) - y) * amount
        slope = (x.T @ error + PENALTY * w) / len(given)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        w -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    weights = {clue: [round(float(v), 4) for v in w[at]] for clue, at in index.items()}
    return RoleModel(weights | {BIAS: [round(float(v), 4) for v in w[-1]]})


def _without_rules(example: Example) -> Example:
    kept = {c: w for c, w in example.clues.items() if not any(rule in c for rule in BY_RULE)}
    return replace(example, clues=kept)


def gold_by_text() -> dict[str, list[Labelled]]:
    """The labelled sentences of the open halves and the shapes, by text."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for item in (*(i for name in OPEN for i in read_gold(name)), *read_shapes()):
        found[item.file].append(item)
    return found


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
        "s": "shapes",
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
        weights = dict(sorted(train(known).weights.items()))
        lines = (
            f"{json.dumps(c, ensure_ascii=False)}: {json.dumps(w)}" for c, w in weights.items()
        )
        WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
        print(f"{len(known)} 家机构，{len(weights)} 条线索 → {WEIGHTS.name}")
        return
    right: dict[str, list[bool]] = defaultdict(list)
    files = sorted({example.file for example in known})
    for fold in range(FOLDS):
        left = set(files[fold::FOLDS])
        model = train([example for example in known if example.file not in left])
        for example in (e for e in known if e.file in left):
            chances = model.chances(example.clues)
            likeliest = chances.index(max(chances))
            right[kind_of_text(example.file)].append(likeliest == example.side)
            if options.errors and likeliest != example.side:
                shown = " ".join(f"{c:.2f}" for c in chances)
                wanted = SIDES[example.side].value
                print(f"{example.file[:20]} {example.bank} 应 {wanted}（{shown}）")
    for kind, found in right.items():
        print(f"{kind}：机构角色 {sum(found)}/{len(found)}")


if __name__ == "__main__":
    main()

"""Which banks of a text are learned from and which learn: trains the model and cross-validates it.

    python -m bench.roles            # leaves each text out in turn and prints what is right
    python -m bench.roles --train    # writes kb/enrich/data/role_weights.json from all open texts
    python -m bench.roles --errors   # shows the banks and sentences that are wrong

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

from bench.subjects import OPEN, Labelled, Reading, nearest, read_gold, read_shapes
from kb.enrich import SentenceSubject, subjects_of
from kb.enrich.role_clues import role_clues
from kb.enrich.role_model import BIAS, SIDES, RoleModel
from kb.enrich.stated_parties import stated_parties
from kb.model import Side

WEIGHTS = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / "role_weights.json"
# Chosen by leaving texts out.
PENALTY = 0.3
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
        for bank, sides in votes.items():
            if bank in clues:
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


def _gold() -> dict[str, list[Labelled]]:
    found: dict[str, list[Labelled]] = defaultdict(list)
    for item in (*(i for name in OPEN for i in read_gold(name)), *read_shapes()):
        found[item.file].append(item)
    return found


def _kind(file: str) -> str:
    return {"o": "open", "p": "open2", "r": "open3", "s": "shapes"}.get(file[0], "samples")


@dataclass
class Count:
    """Banks and sentences that are right, and sentences that count for a wrong bank."""

    banks: int = 0
    banks_right: int = 0
    sentences: int = 0
    right: int = 0
    wrong_bank: int = 0
    doubtful: int = 0

    def line(self) -> str:
        """The counts as one line."""
        n = max(1, self.sentences)
        return (
            f"机构角色 {self.banks_right}/{self.banks}；句子 {self.sentences}，"
            f"对 {self.right / n:.3f}，误归某行 {self.wrong_bank / n:.3f}，存疑 {self.doubtful / n:.3f}"
        )


def main() -> None:
    """Cross-validate, or train and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--train", action="store_true", help="write the weights")
    parser.add_argument("--errors", action="store_true", help="show what is wrong")
    options = parser.parse_args()
    gold, reading = _gold(), Reading()
    known = examples(gold, reading)
    if options.train:
        weights = dict(sorted(train(known).weights.items()))
        lines = (
            f"{json.dumps(c, ensure_ascii=False)}: {json.dumps(w)}" for c, w in weights.items()
        )
        WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
        print(f"{len(known)} 家机构，{len(weights)} 条线索 → {WEIGHTS.name}")
        return
    counts: dict[str, Count] = defaultdict(Count)
    for file, items in gold.items():
        model = train([example for example in known if example.file != file])
        count = counts[_kind(file)]
        for example in (e for e in known if e.file == file):
            chances = model.chances(example.clues)
            right = max(range(3), key=lambda k: chances[k]) == example.side
            count.banks += 1
            count.banks_right += right
            if options.errors and not right:
                shown = " ".join(f"{c:.2f}" for c in chances)
                print(f"{file[:20]} {example.bank} 应 {SIDES[example.side].value}（{shown}）")
        found = subjects_of(reading.bulletin(file), reading.organisations, model)
        subjects = tuple(subject for _, told in found for subject in told)
        for item in items:
            _judge(item, nearest(item, subjects), count, show=options.errors)
    for kind, count in counts.items():
        print(f"{kind}：{count.line()}")


def _judge(item: Labelled, found: SentenceSubject | None, count: Count, *, show: bool) -> None:
    bank, side = (found.bank, found.side.value) if found else ("?", "?")
    right = (bank, side) == (item.bank, item.side)
    count.sentences += 1
    count.right += right
    count.wrong_bank += not right and side == "host"
    count.doubtful += found is not None and found.doubtful
    if show and not right:
        why = found.evidence if found else "没有这一句"
        print(f"　应 {item.bank or '-'} {item.side}；得 {bank or '-'} {side}（{why}）")
        print(f"　　{item.file[:14]}｜{item.sentence}")


if __name__ == "__main__":
    main()

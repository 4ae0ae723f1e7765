"""Which banks of a text are learned from and which learn: trains the model and cross-validates it.

    python -m bench.roles            # what is right on texts that were not learned from
    python -m bench.roles --train    # writes kb/enrich/data/role_weights.json from all open texts
    python -m bench.roles --errors   # shows the banks that are wrong

The texts are those of `bench/role_examples.py`, the training is in `bench/role_training.py`. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from bench.role_examples import examples, gold_by_text, kind_of_text
from bench.role_training import train
from bench.subjects import Reading
from kb.enrich.role_model import COUNT, SIDES

WEIGHTS = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / "role_weights.json"
FOLDS = 5


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
        counts = {COUNT + kind: verdicts for kind, verdicts in model.counts.items()}
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
    for kind, verdicts in right.items():
        print(f"{kind}：机构角色 {sum(verdicts)}/{len(verdicts)}")


if __name__ == "__main__":
    main()

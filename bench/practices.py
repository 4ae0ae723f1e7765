"""Precision and recall of the tags of practices on texts labelled by hand.

    python -m bench.practices [--errors]

The gold files are in tests/data/gold; aliases and patterns were tuned on `open`, `own`,
`fresh`, `own2`, `own3` and `many`; the `held` halves were not used, but 37 of the 120 sentences of
`many-held` were seen while patterns were written: a rise there proves nothing. `--errors` shows the mistakes of
the others. Practices that no text of a pair of halves has (the vocabulary has grown since) are not
counted in it. A practice behind a question mark in the gold (授信评议 ?整村授信) is allowed: neither
missed nor wrong.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kb.corpus import Corpus
from kb.enrich import Vocabulary
from kb.files import Home

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
HALVES = {
    "open": "开放半（调别名时看过）",
    "held": "保留半（没有看过）",
    "own": "自写（调句式时看过）",
    "own-held": "自写的另一半（没有看过）",
    "fresh": "六十句新写的（写句式时看过）",
    "own2": "换一种说法的短条目（自写，先标后跑）",
    "own2-held": "换一种说法的短条目的另一半（先标后跑；写句式的人写的，偏高）",
    "own3": "又一批短条目（自写，先标后跑）",
    "own3-held": "又一批短条目的另一半（自写，先标后跑）",
    "many": "许多短文里的单句（先标后跑，写句式时看过）",
    "many-held": "许多短文里的单句的另一半（后来写句式时看过近三分之一，偏高）",
}
PAIRS = (
    ("open", "held"),
    ("own", "own-held"),
    ("fresh", "fresh"),
    ("own2", "own2-held"),
    ("own3", "own3-held"),
    ("many", "many-held"),
)
NONE = "-"
# Halves whose mistakes are shown.
SHOWN = ("open", "own", "fresh", "own2", "own3", "many")


def read_gold(half: str) -> list[tuple[frozenset[str], frozenset[str], str]]:
    """(practices, practices that are only allowed, text) of each labelled text of one half."""
    lines = (GOLD / f"practices-{half}.tsv").read_text("utf-8").splitlines()[1:]
    fields = [line.split("\t") for line in lines]
    return [(*_names(names), text) for _, names, text in fields]


def _names(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    sure, _, allowed = cell.partition(" ?")
    return (
        frozenset() if sure == NONE else frozenset(sure.split("、")),
        frozenset(filter(None, allowed.split("、"))),
    )


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show mistakes of the open half")
    errors = parser.parse_args().errors
    corpus = Corpus(Home(ROOT))
    vocabulary = Vocabulary(corpus.practices(), corpus.organisations())
    labelled = {
        half: {name for one in pair for names, _, _ in read_gold(one) for name in names}
        for pair in PAIRS
        for half in pair
    }
    for half, title in HALVES.items():
        right = wrong = missed = 0
        for wanted, allowed, text in read_gold(half):
            found = labelled[half] & set(vocabulary.practices_in(text)) - allowed
            right += len(found & wanted)
            wrong += len(found - wanted)
            missed += len(wanted - found)
            if errors and half in SHOWN and found != wanted:
                print("漏", "、".join(sorted(wanted - found)) or NONE, end="；")
                print("误", "、".join(sorted(found - wanted)) or NONE, "|", text[:160])
        print(
            f"{title}：查准率 {right / (right + wrong):.3f}，查全率 {right / (right + missed):.3f}"
        )


if __name__ == "__main__":
    main()

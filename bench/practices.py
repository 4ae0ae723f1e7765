"""Precision and recall of the tags of practices on texts labelled by hand.

    python -m bench.practices [--errors]

The gold files are in tests/data/gold; aliases were tuned on `open`, and `held` was not used.
`--errors` shows the mistakes of the open half only. Practices that no gold text has (the vocabulary
has grown since) are not counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kb.corpus import Corpus
from kb.enrich import Vocabulary
from kb.files import Home

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
HALVES = {"open": "开放半（调别名时看过）", "held": "保留半（没有看过）"}
NONE = "-"


def read_gold(half: str) -> list[tuple[frozenset[str], str]]:
    """(practices, text) of each labelled text of one half."""
    lines = (GOLD / f"practices-{half}.tsv").read_text("utf-8").splitlines()[1:]
    fields = [line.split("\t") for line in lines]
    return [
        (frozenset() if names == NONE else frozenset(names.split("、")), text)
        for _, names, text in fields
    ]


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show mistakes of the open half")
    errors = parser.parse_args().errors
    corpus = Corpus(Home(ROOT))
    vocabulary = Vocabulary(corpus.practices(), corpus.organisations())
    labelled = {name for half in HALVES for names, _ in read_gold(half) for name in names}
    for half, title in HALVES.items():
        right = wrong = missed = 0
        for wanted, text in read_gold(half):
            found = labelled & set(vocabulary.practices_in(text))
            right += len(found & wanted)
            wrong += len(found - wanted)
            missed += len(wanted - found)
            if errors and half == "open" and found != wanted:
                print("漏", "、".join(sorted(wanted - found)) or NONE, end="；")
                print("误", "、".join(sorted(found - wanted)) or NONE, "|", text[:160])
        print(
            f"{title}：查准率 {right / (right + wrong):.3f}，查全率 {right / (right + missed):.3f}"
        )


if __name__ == "__main__":
    main()

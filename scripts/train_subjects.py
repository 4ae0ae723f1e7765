"""Learns the weights of the model of subjects from the labelled texts, and measures by cross-validation.

    python scripts/train_subjects.py            # what is right on texts that were not learned from
    python scripts/train_subjects.py --hands    # the same, each set of texts (by one hand) left out
    python scripts/train_subjects.py --write    # kb/enrich/data/subject_weights.tsv from all open texts

Needs numpy and scipy. Learns from the open gold files and the shapes, never from `held`. Run
`python -m bench.roles --train` as well when the texts change.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.role_examples import kind_of_text
from bench.subject_training.learning import Trained, learn, lines_of, named
from bench.subject_training.texts import Text, Vocabulary, fits, material
from kb.enrich.subject_features import CHANCE, CHANCE_NAMED
from kb.enrich.subject_weights import READING, TURN
from kb.model import Side

FILE = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / "subject_weights.tsv"
# Clues whose weights are all smaller than this are left out of the file.
LEAST_WEIGHT = 0.04
# Hands are put into this many parts for the roles that are learned from: one model of roles for each.
PARTS = 5

# Kind of text, right, side, chance of a labelled sentence.
Row = tuple[str, bool, Side, float]


def judged(trained: Trained, texts: Sequence[Text]) -> list[Row]:
    """How each labelled sentence is read."""
    found: list[Row] = []
    for text, chances in zip(texts, trained.chances(texts), strict=True):
        kind = kind_of_text(text.file)
        for item, at in zip(text.items, text.units, strict=True):
            if at is None:
                found.append((kind, False, Side.NONE, 1.0))
                continue
            best = int(chances[at].argmax())
            one = text.readings[0].candidates[at][best]
            found.append((kind, fits(one, item), one.side, float(chances[at][best])))
    return found


def show(rows: Sequence[Row]) -> None:
    """The share right and under a wrong bank, by the chance below which a host is in doubt."""
    kinds = {**dict.fromkeys(kind for kind, *_ in rows), "all": None}
    for sure in (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9):
        columns = []
        for kind in kinds:
            mine = [row for row in rows if kind in (row[0], "all")]
            kept = [row for row in mine if row[2] is not Side.HOST or row[3] >= sure]
            n = len(mine)
            right = sum(ok for _, ok, _, _ in kept) / n
            wrong = sum(side is Side.HOST and not ok for _, ok, side, _ in kept) / n
            columns.append(f"{kind} {right:.3f}/{wrong:.3f}/{1 - len(kept) / n:.3f}")
        print(f"{sure:.2f}  " + "  ".join(columns))


def write(trained: Trained, vocabulary: Vocabulary) -> None:
    """Write the weights as the data file of the model."""
    clues = named(trained, vocabulary)
    clues |= dict(zip((CHANCE, CHANCE_NAMED), trained.slopes, strict=True))
    rows = {clue: values for clue, values in clues.items() if abs(values).max() >= LEAST_WEIGHT}
    turns = {TURN + turn: trained.turns[at] for turn, at in trained.names.turns.items()}
    readings = {
        READING + clue: trained.readings[at : at + 1] for clue, at in trained.names.readings.items()
    }
    lines = [line for part in (rows, turns, readings) for line in lines_of(part)]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(rows)} clues → {FILE.name}")


def main() -> None:
    """Cross-validate, or train and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hands", action="store_true", help="leave out one set of texts each time")
    parser.add_argument("--write", action="store_true", help="write the weights of all open texts")
    options = parser.parse_args()
    parts = 0 if options.hands else PARTS
    found = material(by_hand=options.hands or options.write, parts=parts)
    if options.write:
        write(learn(found.texts + found.pieces), found.vocabulary)
        return
    rows = []
    for part in sorted(set(found.fold.values())):
        rows += judged(learn(found.without(part)), found.only(part))
    print("sure: right/wrong bank/doubt of each set")
    show(rows)


if __name__ == "__main__":
    main()

"""Learns what the wording of a sentence alone says of its side: kb/enrich/data/wording_weights.tsv.

    python scripts/train_wording.py

Needs numpy and scipy. Learns from the same sentences as `scripts/train_subjects.py`, never from `held`.
How much it counts (`WORDING_SHARE`) is chosen by `python -m bench.subjects` on the open texts that
were not learned from.
"""

from __future__ import annotations

from pathlib import Path

from bench.subject_training.learning import lines_of
from bench.subject_training.wording import learn_wording, worded
from kb.enrich.subject_weights import WORDING

FILE = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / WORDING
# Pairs whose weights are all smaller than this are left out of the file.
LEAST_WEIGHT = 0.1


def main() -> None:
    """Learn, and write the file."""
    learned = learn_wording(worded())
    lines = lines_of({pair: w for pair, w in learned.items() if abs(w).max() >= LEAST_WEIGHT})
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} pairs → {FILE.name}")


if __name__ == "__main__":
    main()

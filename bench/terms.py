"""How many of the first 50 new terms are terms or names to a banker.

    python -m bench.terms [CORPUS …]

Each word was judged by hand (tests/data/gold/terms.tsv: 1 a term or a name, 0 neither). Words that
nobody has judged yet are listed and count as wrong. Without arguments the sample corpus is read,
and the year of news if it is available.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from bench.corpora import SHARED
from kb.files import init_home
from kb.intake import IngestOptions, find_files, ingest, propose
from kb.knowledge_base import open_knowledge_base

ROOT = Path(__file__).resolve().parents[1]
FIRST = 50


def judged() -> dict[str, bool]:
    """The words that were judged."""
    lines = (ROOT / "tests/data/gold/terms.tsv").read_text("utf-8").splitlines()[1:]
    return {word: mark == "1" for word, mark in (line.split("\t") for line in lines)}


def main() -> None:
    """Print the precision for each corpus."""
    known = judged()
    given = [Path(argument) for argument in sys.argv[1:]]
    for corpus in given or [ROOT / "corpus" / "sources", SHARED / "corpora" / "news-2023"]:
        if not corpus.is_dir():
            print(f"{corpus} is not there: skipped")
            continue
        with tempfile.TemporaryDirectory() as folder:
            kb = open_knowledge_base(init_home(Path(folder) / "home"))
            ingest(kb, find_files([corpus]), IngestOptions(today=date(2026, 11, 26)))
            words = [term.word for term in propose(kb, FIRST)]
            kb.engine.close()
        right = sum(known.get(word, False) for word in words)
        print(f"{corpus.name}: {right} of {len(words)} right, {right / len(words):.2f}")
        print(f"  neither: {'、'.join(word for word in words if known.get(word) is False)}")
        if unknown := [word for word in words if word not in known]:
            print(f"  not judged: {'、'.join(unknown)}")


if __name__ == "__main__":
    main()

"""How often the subject of a sentence is right, on sentences labelled by hand.

    python -m bench.subjects [--errors]

The gold files lie in tests/data/gold; `open` was looked at while the rules were written, `held` was
not. `--errors` shows the mistakes of the open half only.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kb.corpus import Corpus
from kb.enrich import SentenceSubject, subjects_of
from kb.files import Home
from kb.model import Bulletin, Organisation, Source
from kb.readers import read
from kb.structure import structure

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
HALVES = {"open": "开放半（写规则时看过）", "held": "保留半（没有看过）"}
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the bank and side that a person gave to it."""

    file: str
    bank: str
    side: str
    sentence: str


def read_gold(half: str) -> Iterator[Labelled]:
    """The labelled sentences of one half."""
    lines = (GOLD / f"subjects-{half}.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        file, bank, side, sentence = line.split("\t")
        yield Labelled(file, "" if bank == NOBODY else bank, side, sentence)


class Reading:
    """The subjects of the sentences of gold bulletins and of the sample corpus."""

    def __init__(self) -> None:
        corpus = Corpus(Home(ROOT))
        self._bulletins = {b.id: b for b in corpus.bulletins()}
        self._organisations: tuple[Organisation, ...] = tuple(corpus.organisations())
        self.subjects = cache(self._subjects)

    def _subjects(self, file: str) -> tuple[SentenceSubject, ...]:
        found = subjects_of(self._bulletin(file), self._organisations)
        return tuple(subject for _, subjects in found for subject in subjects)

    def _bulletin(self, file: str) -> Bulletin:
        if known := self._bulletins.get(file.removesuffix(".md")):
            return known
        half = "open" if file.startswith("o") else "held"
        path = GOLD / "bulletins" / half / file
        source = Source(file, path.suffix[1:], "0" * 64, date(2026, 1, 1))
        draft = read(path.read_bytes(), file)
        return structure(
            draft, source, today=date(2026, 12, 1), organisations=self._organisations
        ).bulletin

    def of(self, item: Labelled) -> SentenceSubject | None:
        """The subject found for a labelled sentence: of the unit that shares most with it."""
        wanted = _plain(item.sentence)
        best, most = None, 0
        for subject in self.subjects(item.file):
            unit = _plain(subject.sentence.text)
            shared = min(len(unit), len(wanted)) if unit in wanted or wanted in unit else 0
            if shared > most:
                best, most = subject, shared
        return best


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show mistakes of the open half")
    errors = parser.parse_args().errors
    reading = Reading()
    for half, name in HALVES.items():
        gold = list(read_gold(half))
        right = side = hosts = wrong_row = 0
        for item in gold:
            found = reading.of(item)
            bank, got = (found.bank, found.side.value) if found else ("?", "?")
            right += (bank, got) == (item.bank, item.side)
            side += got == item.side
            hosts += got == "host"
            wrong_row += got == "host" and (bank, got) != (item.bank, item.side)
            if errors and half == "open" and (bank, got) != (item.bank, item.side):
                why = found.evidence if found else "没有这一句"
                print(f"应 {item.bank or NOBODY} {item.side}；得 {bank or NOBODY} {got}（{why}）")
                print(f"   {item.file[:14]}｜{item.sentence}")
        count = len(gold)
        print(f"{name}：{count} 句")
        print(f"  机构和立场都对 {right / count:.3f}，立场对 {side / count:.3f}")
        print(f"  归为某行做法的 {hosts} 句，其中归错 {wrong_row} 句")


if __name__ == "__main__":
    main()

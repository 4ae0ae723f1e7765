"""Entries to measure with: real passages, read by the product's own reader and structure.

`news` are the bulletins of ../shared/corpora/news-2023, `questions` a set of questions with the
passages that answer them. `extended` makes as many entries as asked for from them: it regroups
sentences and changes their figures, so that frequencies grow as in a larger collection of the same
kind. News have no banks, groups, practices, kinds and dates; these are assigned by number, so that
filters and facets have something to count.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import count, islice
from pathlib import Path

from kb.enrich import Vocabulary
from kb.evaluation import TestSet, load_test_set
from kb.index import IndexDocument, documents
from kb.model import Kind, Source, entry_id
from kb.readers import read
from kb.structure import structure

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
NEWS = SHARED / "corpora" / "news-2023"
QUESTIONS = SHARED / "eval" / "cmrc-trial"

BANKS = 24
GROUPS = 40
PRACTICES = 60
FIRST_DAY = date(2018, 7, 2)
WEEKS = 150
PASSAGE = 280  # characters, the mean of the measurements' passages

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_DIGIT = re.compile(r"[0-9]")


def news() -> Iterator[IndexDocument]:
    """The entries of the news bulletins, in order."""
    for path in sorted(_there(NEWS).glob("*.md")):
        source = Source(path.name, "markdown", "0" * 64, date(2024, 1, 1))
        draft = read(path.read_bytes(), path.name)
        bulletin = structure(draft, source, today=date(2024, 1, 1)).bulletin
        bulletin = replace(bulletin, id=f"{path.stem[:4]}-{path.stem[4:6]}-{path.stem[6:]}-news")
        yield from documents(bulletin, Vocabulary())


def questions() -> TestSet:
    """The development set of questions."""
    return load_test_set(_there(QUESTIONS))


def extended(size: int, *, seed: int = 1) -> Iterator[IndexDocument]:
    """`size` entries: the news, the passages of the questions, then variations of the news."""
    real = _news()
    everything = _chain(real, list(questions().documents), _variations(real, seed))
    for number, document in enumerate(islice(everything, size)):
        yield _dealt(document, number)


@cache
def _news() -> list[IndexDocument]:
    """The news, read once: to find out whom each sentence is about takes long."""
    return list(news())


def _chain(
    real: list[IndexDocument], passages: list[IndexDocument], more: Iterator[IndexDocument]
) -> Iterator[IndexDocument]:
    yield from passages
    yield from real
    yield from more


def _variations(real: list[IndexDocument], seed: int) -> Iterator[IndexDocument]:
    """Endless passages of about the usual length, made of random sentences."""
    sentences = [s for d in real if len(d.text) > 60 for s in _SENTENCE.findall(d.text)]
    chance = random.Random(seed)
    model = real[0]
    for number in count():
        parts: list[str] = []
        wanted = chance.randint(PASSAGE // 3, PASSAGE * 5 // 3)
        while sum(map(len, parts)) < wanted:
            parts += sentences[(at := chance.randrange(len(sentences))) : at + 2]
        text = _DIGIT.sub(lambda _: str(chance.randrange(10)), "".join(parts))
        bulletin = f"varied-{number // 40:05d}"
        yield replace(
            model,
            id=entry_id(bulletin, str(number % 40)),
            bulletin=bulletin,
            bulletin_title=f"第{number // 40}期",
            position=number % 40,
            title=parts[0][:40],
            headings=(),
            text=text,
        )


def _dealt(document: IndexDocument, number: int) -> IndexDocument:
    """A document with bank, group, practices, kind and dates of its own."""
    chance = random.Random(number)
    start = FIRST_DAY + timedelta(weeks=chance.randrange(WEEKS))
    bank = f"第{chance.randrange(BANKS)}农商银行"
    return replace(
        document,
        kind=chance.choice(list(Kind)).value,
        bank=bank,
        group=f"第{chance.randrange(GROUPS)}组",
        organisations=(bank,),
        practices=tuple(f"做法{chance.randrange(PRACTICES)}" for _ in range(chance.randrange(3))),
        start=start,
        end=start + timedelta(days=4),
        subjects=(),  # of another text, or of another bank
    )


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        sys.exit(f"{folder.resolve()} is not there: this needs the shared corpora")
    return folder

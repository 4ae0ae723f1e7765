"""How the cost of each public function of text grows with its input: processor time at n and at 2n.

The texts repeat what makes careless patterns slow; the bank names are all different. A linear
function has a ratio of about 2, a quadratic one of 4.
Run: python -m bench.growth_of_input [n] [the beginning of a function's name]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from kb.access import read_user_list
from kb.corpus import Corpus, bulletin_markdown, text_pieces, vocabulary_files
from kb.enrich import (
    AspectClassifier,
    EntryAspects,
    FigureReader,
    Vocabulary,
    cell_at,
    figures,
    figures_of,
    subjects_of,
)
from kb.errors import CorpusError, KbError
from kb.files import Home, front_matter
from kb.identity import with_anchors
from kb.model import Bulletin, Entry, Kind, Source
from kb.query import parse, spellings, without_question_words
from kb.quotes import paragraphs_of, quotations
from kb.readers import Block, Draft, read
from kb.saved import topics
from kb.search import snippet
from kb.structure import banks_in, issue_number, structure
from kb.text import (
    begins_tail,
    chains,
    find_new_words,
    highlights,
    is_imprint,
    is_site_furniture,
    nearby,
    normalize,
    numbering,
    parse_numeral,
    plain_address,
    quantities,
    sentences,
    syllables,
    title_of,
    tokens,
    without_numbering,
    without_page_numbers,
)
from webapp.parts.markdown import render

LINEAR = 2.6
# Below this many seconds a measurement says nothing.
LEAST = 0.02
REPEATS = 3
ATTEMPTS = 4
SHAPES: dict[str, str] = {
    "digits": "1",
    "numerals": "一",
    "blanks": " ",
    "brackets": "（",
    "quotes": "“",
    "round": "(",
    "commas": "1,",
    "points": "1.",
    "letters": "a",
    "text": "全年完成授信12个村，签约1,524户。",
    "banks": "柳湾农商银行",
    "sentences": "柳湾农商银行比去年好。",
    "cells": "甲 | ",
    "lines": "一、\n",
    "marks": "{: ",
    "stars": "*[`",
    "angles": "<a ",
    "attributes": '<a b="',
    "comments": "<!-- <p>",
    "sections": "<![CDATA[",
    "ends": "</a ",
    "nested cells": "<table><tr><td>",
    "names": "".join(
        f"{chr(0x5000 + at * 7 % 5003)}{chr(0x6000 + at * 13 % 5003)}农商银行、"
        for at in range(6_000)
    ),
}
TODAY = date(2026, 1, 1)
_CORPUS = Corpus(Home(Path(__file__).resolve().parents[1]))
_VOCABULARY = Vocabulary(_CORPUS.practices(), _CORPUS.organisations())
_CLASSIFIER = AspectClassifier(_CORPUS.aspects())
_FIGURES = FigureReader(_CORPUS.indicators())
_SOURCE: Source = Source("a.txt", "text", "0" * 64, TODAY)
_BANK = "柳湾农商银行"
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "normalize": normalize,
    "quantities": quantities,
    "sentences": sentences,
    "title_of": title_of,
    "numbering": numbering,
    "tokens": tokens,
    "syllables": syllables,
    "plain_address": plain_address,
    "highlights": lambda text: highlights(text, ["授信"]),
    "new words": lambda text: find_new_words([text] * 3, cut=list, is_known=lambda _: False),
    "subjects_of": lambda text: list(subjects_of(_bulletin(text), ())),
    "subjects within": lambda text: list(subjects_of(_bulletin(f"甲{text}乙。"), ())),
    "figures": figures,
    "facts": lambda text: _facts(text),
    "aspects": lambda text: _aspects(text),
    "practices_in": lambda text: _VOCABULARY.practices_in(text),
    "organisations_of": lambda text: _VOCABULARY.organisations_of(_entry(text)),
    "banks_in": lambda text: banks_in(text, _VOCABULARY.organisations),
    "issue_number": issue_number,
    "structure": lambda text: structure(Draft((Block(text),)), _SOURCE, today=TODAY),
    "structure titled": lambda text: structure(
        Draft((Block("学习简报第1期"), Block(f"甲{text}乙"))), _SOURCE, today=TODAY
    ),
    "structure lines": lambda text: structure(
        Draft(tuple(map(Block, text.split() or ["甲"]))), _SOURCE, today=TODAY
    ),
    "read text": lambda text: read(f"甲{text}乙".encode(), "a.txt"),
    "read markdown": lambda text: read(f"甲{text}乙".encode(), "a.md"),
    "read html": lambda text: _tried(read, f"<p>甲{text}乙".encode(), "a.html"),
    "parse": parse,
    "spellings": spellings,
    "corpus file": lambda text: _loaded(bulletin_markdown.dumps(_bulletin(text))),
    "corpus lines": lambda text: _loaded(text),
    "text_pieces": lambda text: text_pieces(text, f"甲{text[:-1]}乙"),
    "quotations": lambda text: quotations(paragraphs_of(text)),
    "subjects of entries": lambda text: list(subjects_of(_entries(text), ())),
    "entries of a file": lambda text: _loaded(bulletin_markdown.dumps(_entries(text))),
    "cells": lambda text: cell_at(f"甲 | 乙\n{text}", len(text)),
    "without_numbering": without_numbering,
    "page numbers": without_page_numbers,
    "imprint": lambda text: (is_imprint(text), is_site_furniture(text), begins_tail(text)),
    "parse_numeral": lambda text: _tried(lambda numeral, _: parse_numeral(numeral), text),
    "chains": chains,
    "nearby": lambda text: list(nearby("完成/aa…签约/11…一一").places(normalize(text))),
    "question words": without_question_words,
    "practice file": lambda text: _tried(
        vocabulary_files.load_practice, f"---\nname: 甲\n---\n{text}"
    ),
    "practice head": lambda text: _tried(
        vocabulary_files.load_practice, f"---\nname: {text}\n---\n"
    ),
    "organisations": lambda text: _tried(vocabulary_files.load_organisations, f"- name: {text}\n"),
    "patterns": lambda text: _tried(vocabulary_files.check_patterns, [text]),
    "yaml": lambda text: _tried(front_matter.load_yaml, text),
    "yaml list": lambda text: _tried(front_matter.load_yaml, f"a: [{text}"),
    "user list": lambda text: _tried(lambda data, _: read_user_list(data.encode()), text),
    "saved query": lambda text: _tried(lambda data, _: topics.load_query(data), text),
    "snippet": lambda text: snippet(text, highlights(text, ["授信"])),
    "markdown": render.__wrapped__,  # without its cache
}


def _entry(text: str) -> Entry:
    return Entry("", Kind.LESSON, text, "标题", "", _BANK)


def _entries(text: str) -> Bulletin:
    """A bulletin with an entry for every twenty characters."""
    pieces = [text[at : at + 20] for at in range(0, len(text), 20)]
    entries = [
        Entry("", Kind.LESSON, f"{at}{piece}", "标题", "", _BANK) for at, piece in enumerate(pieces)
    ]
    return Bulletin("x", "学习简报", tuple(with_anchors(entries)), _SOURCE)


def _tried(load: Callable[[Any, str], object], text: Any, name: str = "x") -> None:
    """Load what somebody wrote; that it is refused is fine, and what only this program writes (a
    saved query) may be anything else."""
    with suppress(KbError, ValueError, TypeError, LookupError):
        load(text, name)


def _bulletin(text: str) -> Bulletin:
    return Bulletin("x", "学习简报", tuple(with_anchors([_entry(text)])), _SOURCE)


def _loaded(text: str) -> None:
    with suppress(CorpusError):
        bulletin_markdown.loads(text, "x", "x.md")


def _facts(text: str) -> None:
    for _, subjects in subjects_of(_bulletin(text), ()):
        for subject in subjects:
            for figure in figures_of(subject.sentence):
                _FIGURES.facts(subject, figure)


def _aspects(text: str) -> None:
    units = sentences(text)
    entry = EntryAspects(_CLASSIFIER, text[:80], units)
    for sentence in units:
        entry.scores(sentence)


def cost(function: Callable[[str], object], text: str, repeats: int = REPEATS) -> float:
    """The least processor time of a few calls, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
        if times[-1] > 1:
            break
    return min(times)


def ratio(
    function: Callable[[str], object], unit: str, size: int, repeats: int = REPEATS
) -> tuple[float, float]:
    """(how many times longer twice the input takes, seconds for the longer); a ratio of 2 where
    both take too little to be measured."""
    text = unit * (2 * size // len(unit) + 1)
    two = cost(function, text[: 2 * size], repeats)
    if two <= LEAST:
        return 2.0, two
    one = cost(function, text[:size], repeats)
    return (two / one if one > 0 else 2.0), two


def is_linear(function: Callable[[str], object], unit: str, size: int) -> bool:
    """Does twice the input take about twice as long? A ratio is measured again, with more calls,
    before it counts: the machine may be shared."""
    ratios = (ratio(function, unit, size, repeats)[0] for repeats in range(1, ATTEMPTS + 1))
    return any(found <= LINEAR for found in ratios)


def main() -> None:
    """Print a line a function and shape that is slow or grows faster than its input."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chosen = sys.argv[2] if len(sys.argv) > 2 else ""
    for name, function in FUNCTIONS.items():
        if not name.startswith(chosen):
            continue
        for shape, unit in SHAPES.items():
            grown, seconds = ratio(function, unit, size)
            mark = "  ← grows faster than its input" if grown > LINEAR else ""
            print(f"{name:14} {shape:10} {grown:5.1f} {seconds:8.3f} s{mark}", flush=True)


if __name__ == "__main__":
    main()

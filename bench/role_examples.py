"""Texts with banks of known sides, from which the model of roles learns.

The texts are the open halves, the shapes and the open small texts of tests/data/gold; held halves
are never read. The side of a bank is the one that most of its labelled sentences have.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bench.subjects import (
    ALL_SMALL,
    OPEN,
    Labelled,
    Reading,
    read_gold,
    read_shapes,
    same_bank,
    votes_of,
)
from kb.enrich.role_clues import kinds_of_text, role_clues
from kb.enrich.role_model import SIDES, as_stated, weighed_banks
from kb.enrich.stated_parties import stated_parties
from kb.model import Bulletin, Side

# A text counts by how many labelled sentences its banks have, but no more than this each.
MOST_SENTENCES = 3
# How many short pieces of each text are learned too, of how many sentences at least (by chance), and
# how much one counts.
PIECES, SENTENCES, PIECE_WEIGHT = 4, (1, 2, 3, 4, 6), 0.4
# Texts of so few sentences are not cut.
LEAST_CUT = 6


@dataclass(frozen=True, slots=True)
class Example:
    """The banks of a text with their clues, the number of the side of each that is labelled, how
    much the text counts, and what kinds of text it is."""

    file: str
    clues: dict[str, dict[str, float]]
    sides: dict[str, int]
    weight: float
    kinds: tuple[str, ...]
    whole: bool = True


def examples(gold: dict[str, list[Labelled]], reading: Reading) -> list[Example]:
    """The texts with a bank whose side is known from labelled sentences, each followed by short
    pieces of it: a bulletin may be short, and a bank may have another side in a part."""
    found = []
    chance = random.Random(11)
    for file, items in gold.items():
        whole = reading.bulletin(file)
        if example := _example(file, items, whole, reading):
            found.append(example)
        for _ in range(PIECES if has_pieces(whole) else 0):
            piece = short_piece(whole, chance)
            text = _plain("".join(item.text for item in piece.content))
            inside = [item for item in items if _plain(item.sentence) in text]
            if example := _example(file, inside, piece, reading):
                weight = example.weight * PIECE_WEIGHT
                found.append(replace(example, weight=weight, whole=False))
    return found


def has_pieces(bulletin: Bulletin) -> bool:
    """Is a bulletin long enough that pieces of it are other texts?"""
    return sum(item.text.count("。") for item in bulletin.content) > LEAST_CUT


def short_piece(bulletin: Bulletin, chance: random.Random) -> Bulletin:
    """A few neighbouring paragraphs of a bulletin under its title: texts may be short."""
    first = chance.randrange(len(bulletin.content))
    least = chance.choice(SENTENCES)
    length = 0
    for last in range(first, len(bulletin.content)):
        length += bulletin.content[last].text.count("。")
        if length >= least:
            break
    return replace(bulletin, content=bulletin.content[first : last + 1])


def _example(
    file: str, items: Sequence[Labelled], bulletin: Bulletin, reading: Reading
) -> Example | None:
    """A bulletin as an example, None when no side of a bank is known."""
    stated = stated_parties(bulletin, reading.organisations)
    stated = replace(stated, kinds=kinds_of_text(bulletin))
    clues = weighed_banks(role_clues(bulletin, stated))
    sides, weights = {}, []
    for labelled, counts in votes_of(items).items():
        bank = next((name for name in clues if same_bank(name, labelled)), "")
        if bank:
            sides[bank] = SIDES.index(Side(counts.most_common(1)[0][0]))
            weights.append(min(MOST_SENTENCES, counts.total()) / MOST_SENTENCES)
    if not sides:
        return None
    kinds = (*stated.kinds, as_stated(stated))
    return Example(file, clues, sides, sum(weights) / len(weights), kinds)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def gold_by_text() -> dict[str, list[Labelled]]:
    """The labelled sentences of the open halves, the shapes and the open small texts, by text."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for item in (*(i for name in OPEN for i in read_gold(name)), *read_shapes()):
        found[item.file].append(item)
    return found


@cache
def _hands() -> dict[str, str]:
    """The folder of the small texts by the character that their names begin with."""
    return {file.name[0]: folder.name for folder in ALL_SMALL for file in folder.glob("*/*.txt")}


def kind_of_text(file: str) -> str:
    """The set that a text belongs to, by its name."""
    return {
        "o": "open",
        "p": "open2",
        "r": "open3",
        "a": "open4",
        "c": "open5",
        "g": "open6",
        "u": "open7",
        "w": "open8",
        "y": "open9",
        "z": "open10",
        "v": "open11",
        "q": "open12",
        "s": "shapes",
        **_hands(),
    }.get(file[0], "samples")

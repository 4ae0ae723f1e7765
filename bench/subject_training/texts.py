"""Labelled texts as the model of subjects sees them: candidates, clues, and what is right."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.roles import examples, gold_by_text, kind_of_text, short_piece
from bench.roles import train as train_roles
from bench.subjects import GOLD, Labelled, Reading, nearest, read_table, same_bank
from kb.enrich.parties import Parties
from kb.enrich.role_model import RoleModel, parties_of
from kb.enrich.sentence_context import Context, ContextReader
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.subject_features import (
    LogChances,
    bank_clues,
    common_clues,
    grams,
    log_chances,
    nameless_clues,
    word_pairs,
)
from kb.enrich.subject_model import GRAM, SIDES, Candidate
from kb.model import Bulletin, Side

# Further sentences of the sample bulletins whose labels are those of rules that were written for
# these bulletins (98 % of what people labelled there was right by them). Only learned from.
BY_RULES = GOLD.parent / "subjects-by-rules.tsv"
FOLDS = 8
# How many short pieces of each text are learned too.
PIECES = 2


@dataclass(frozen=True, slots=True)
class BankClues:
    """The clues of one bank at a sentence (of no bank under ""): named clues, pairs of characters,
    and how likely its sides are."""

    told: list[str]
    pairs: list[str]
    chances: LogChances | None


@dataclass
class Text:
    """A labelled text: its sentences with their candidates and clues, and the number of the
    candidate that is right (None without a label, or when none fits)."""

    file: str
    items: list[Labelled]
    parties: Parties
    contexts: list[Context]
    units: list[int | None]
    right: list[int | None] = field(default_factory=list)
    candidates: list[list[Candidate]] = field(default_factory=list)
    clues: list[dict[str, BankClues]] = field(default_factory=list)


@dataclass(frozen=True)
class Material:
    """All labelled texts, short pieces of them, and the part each file belongs to."""

    texts: list[Text]
    pieces: list[Text]
    fold: Mapping[str, int]

    def without(self, part: int) -> list[Text]:
        """What may be learned from when a part is left out."""
        return [text for text in self.texts + self.pieces if self.fold[text.file] != part]

    def only(self, part: int) -> list[Text]:
        """The whole texts of a part."""
        return [text for text in self.texts if self.fold[text.file] == part]


def material(*, by_hand: bool) -> Material:
    """All texts of `gold_by_text`. The roles of the banks of a text come from a model that did
    not learn from its part, so that the model of subjects learns how far to trust them."""
    gold, reading = gold_by_text(), Reading()
    fold = folds(list(gold), by_hand=by_hand)
    banks = examples(gold, reading)
    roles = [
        train_roles([bank for bank in banks if fold[bank.file] != part])
        for part in range(max(fold.values()) + 1)
    ]
    more = defaultdict(list)
    for item in read_table(BY_RULES):
        more[item.file].append(item)
    texts, pieces = [], []
    chance = random.Random(5)
    for file, items in gold.items():
        bulletin, own = reading.bulletin(file), roles[fold[file]]
        texts.append(read_text(items, bulletin, reading, own, more[file]))
        for _ in range(PIECES):
            piece = short_piece(bulletin, chance)
            pieces.append(read_text(items, piece, reading, own, more[file]))
    return Material(texts, pieces, fold)


def folds(files: Sequence[str], *, by_hand: bool) -> dict[str, int]:
    """The number of the part of each text: parts are left out in turn. Texts of one hand are alike,
    so parts `by_hand` say more about texts to come."""
    if by_hand:
        hands = sorted(set(map(kind_of_text, files)))
        return {file: hands.index(kind_of_text(file)) for file in files}
    shuffled = sorted(files)
    random.Random(3).shuffle(shuffled)
    return {file: at % FOLDS for at, file in enumerate(shuffled)}


def read_text(
    items: list[Labelled],
    bulletin: Bulletin,
    reading: Reading,
    roles: RoleModel,
    more: Sequence[Labelled] = (),
) -> Text:
    """A text with the clues of its sentences and what its labels say. `more` are labels that are
    learned from and not counted."""
    parties = parties_of(bulletin, reading.organisations, roles)
    reader = ContextReader(parties, bulletin)
    contexts = [context for entry in bulletin.entries for context in reader.read(entry)]
    units = [SentenceSubject(c.unit, "", Side.NONE, "") for c in contexts]
    number = {id(unit): at for at, unit in enumerate(units)}
    found = [nearest(item, units) for item in items]
    text = Text(
        items[0].file, items, parties, contexts, [number[id(u)] if u else None for u in found]
    )
    labels = {number[id(u)]: item for item in more if (u := nearest(item, units))}
    labels |= {at: item for at, item in zip(text.units, items, strict=True) if at is not None}
    for at, context in enumerate(contexts):
        candidates = [Candidate(bank, side) for bank in context.banks for side in SIDES[:3]]
        candidates += [Candidate("", Side.LEARNER), Candidate("", Side.NONE)]
        text.candidates.append(candidates)
        item = labels.get(at)
        text.right.append(
            next((n for n, c in enumerate(candidates) if item and fits(c, item)), None)
        )
        text.clues.append(_clues(context, parties))
    return text


def _clues(context: Context, parties: Parties) -> dict[str, BankClues]:
    pairs = [GRAM + gram for gram in grams(context)]
    common = common_clues(context)
    found = {"": BankClues([*common, *nameless_clues(context, parties)], pairs, None)}
    for bank in context.banks:
        kind = context.cores[bank], context.roles[bank][0]
        told = [*common, *bank_clues(context, bank), *word_pairs(context, *kind)]
        found[bank] = BankClues(told, pairs, log_chances(parties, bank))
    return found


def fits(candidate: Candidate, item: Labelled) -> bool:
    """Does a candidate agree with a label?"""
    return candidate.side.value == item.side and same_bank(candidate.bank, item.bank)

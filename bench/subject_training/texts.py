"""Labelled texts as the model of subjects sees them: candidates, clues, and what is right."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bench.role_examples import examples, gold_by_text, has_pieces, kind_of_text, short_piece
from bench.role_training import train as train_roles
from bench.subjects import GOLD, Labelled, nearest, read_table, same_bank, votes_of
from bench.subjects import Reading as GoldReading
from kb.enrich.parties import Parties
from kb.enrich.role_model import RoleModel
from kb.enrich.sentence_context import Context, ContextReader
from kb.enrich.sentence_signs import SentenceSigns
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.subject_chain import SIDES, Candidate
from kb.enrich.subject_features import (
    LogChances,
    bank_clues,
    common_clues,
    grams,
    log_chances,
    nameless_clues,
    word_pairs,
)
from kb.enrich.subject_weights import GRAM
from kb.enrich.text_readings import Reading, readings_of
from kb.model import Bulletin, Organisation, Side

Numbers = NDArray[np.int32]
# Further sentences of the sample bulletins whose labels are those of rules that were written for
# these bulletins (98 % of what people labelled there was right by them). Only learned from.
BY_RULES = GOLD.parent / "subjects-by-rules.tsv"
FOLDS = 8
# How many short pieces of each text are learned too.
PIECES = 2


class Vocabulary:
    """Numbers of clues: a number takes less memory than a name, and there are millions."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, clues: Iterable[str]) -> Numbers:
        """The numbers of clues."""
        found = self.numbers
        return np.array([found.setdefault(clue, len(found)) for clue in clues], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class SentenceClues:
    """The numbers of the clues of a sentence: those for every candidate, its pairs of characters,
    and those of each bank (of no bank under ""). `chances` are the logarithms of the chances of a
    bank's sides."""

    common: Numbers
    pairs: Numbers
    own: dict[str, Numbers]
    chances: dict[str, LogChances]
    named: frozenset[str]


@dataclass
class ReadingText:
    """A text in one of its readings: the candidates and clues of its sentences, and the number of
    the candidate that is right (None without a label, or when none fits). `agrees`: each bank has
    the role that most of its labels say."""

    reading: Reading
    agrees: bool
    turns: list[tuple[str, ...]]
    right: list[int | None] = field(default_factory=list)
    candidates: list[list[Candidate]] = field(default_factory=list)
    clues: list[SentenceClues] = field(default_factory=list)


@dataclass
class Text:
    """A labelled text in its readings; `units` are the numbers of the sentences that are labelled,
    None where no sentence is like the label."""

    file: str
    items: list[Labelled]
    units: list[int | None]
    readings: list[ReadingText]


@dataclass(frozen=True)
class Material:
    """All labelled texts, short pieces of them, and the part each file belongs to."""

    texts: list[Text]
    pieces: list[Text]
    fold: Mapping[str, int]
    vocabulary: Vocabulary

    def without(self, part: int) -> list[Text]:
        """What may be learned from when a part is left out."""
        return [text for text in self.texts + self.pieces if self.fold[text.file] != part]

    def only(self, part: int) -> list[Text]:
        """The whole texts of a part."""
        return [text for text in self.texts if self.fold[text.file] == part]


def material(*, by_hand: bool, parts: int = 0) -> Material:
    """All texts of `gold_by_text`. The roles of the banks of a text come from a model that did
    not learn from its part, so that the model of subjects learns how far to trust them."""
    gold, reading = gold_by_text(), GoldReading()
    fold = folds(list(gold), by_hand=by_hand, parts=parts)
    banks = examples(gold, reading)
    roles = {
        part: train_roles([bank for bank in banks if fold[bank.file] != part])
        for part in set(fold.values())
    }
    more = defaultdict(list)
    for item in read_table(BY_RULES):
        more[item.file].append(item)
    texts, pieces = [], []
    chance = random.Random(5)
    vocabulary = Vocabulary()
    for file, items in gold.items():
        bulletin = reading.bulletin(file)
        reader = TextReader(reading.organisations, roles[fold[file]], vocabulary)
        texts.append(reader.read(items, bulletin, more[file]))
        for _ in range(PIECES if has_pieces(bulletin) else 0):
            piece = short_piece(bulletin, chance)
            pieces.append(reader.read(items, piece, more[file]))
    return Material(texts, pieces, fold, vocabulary)


def folds(files: Sequence[str], *, by_hand: bool, parts: int = 0) -> dict[str, int]:
    """The number of the part of each text: parts are left out in turn. Texts of one hand are alike,
    so parts `by_hand` say more about texts to come; `parts` puts several hands into one."""
    if by_hand:
        hands = sorted(set(map(kind_of_text, files)))
        return {file: hands.index(kind_of_text(file)) % (parts or len(hands)) for file in files}
    shuffled = sorted(files)
    random.Random(3).shuffle(shuffled)
    return {file: at % FOLDS for at, file in enumerate(shuffled)}


@dataclass(frozen=True)
class TextReader:
    """Reads labelled texts; `roles` is the model that knows the roles of their banks."""

    organisations: Sequence[Organisation]
    roles: RoleModel
    vocabulary: Vocabulary

    def read(
        self, items: list[Labelled], bulletin: Bulletin, more: Sequence[Labelled] = ()
    ) -> Text:
        """A text with the clues of its sentences and what its labels say. `more` are labels that
        are learned from and not counted."""
        signs = SentenceSigns()
        sentences = [s for entry in bulletin.entries for s in signs.sentences(entry.text)]
        units = [SentenceSubject(sentence, "", Side.NONE, "") for sentence in sentences]
        number = {id(unit): at for at, unit in enumerate(units)}
        found = [nearest(item, units) for item in items]
        placed = [number[id(u)] if u else None for u in found]
        labels = {number[id(u)]: item for item in more if (u := nearest(item, units))}
        labels |= {at: item for at, item in zip(placed, items, strict=True) if at is not None}
        readings = []
        for reading in readings_of(bulletin, self.organisations, self.roles):
            reader = ContextReader(reading.parties, bulletin, signs)
            contexts = [context for entry in bulletin.entries for context in reader.read(entry)]
            readings.append(self._reading(reading, contexts, items, labels))
        return Text(items[0].file, items, placed, readings)

    def _reading(
        self,
        reading: Reading,
        contexts: Sequence[Context],
        items: Sequence[Labelled],
        labels: Mapping[int, Labelled],
    ) -> ReadingText:
        turns = [context.turns for context in contexts]
        text = ReadingText(reading, _agrees(reading.parties, items), turns)
        for at, context in enumerate(contexts):
            candidates = [Candidate(bank, side) for bank in context.banks for side in SIDES[:3]]
            candidates += [Candidate("", Side.LEARNER), Candidate("", Side.NONE)]
            text.candidates.append(candidates)
            item = labels.get(at)
            text.right.append(
                next((n for n, c in enumerate(candidates) if item and fits(c, item)), None)
            )
            text.clues.append(self._clues(context, reading.parties))
        return text

    def _clues(self, context: Context, parties: Parties) -> SentenceClues:
        of = self.vocabulary.of
        own = {"": of(nameless_clues(context, parties))}
        chances = {}
        for bank in context.banks:
            kind = context.cores[bank], context.roles[bank][0]
            own[bank] = of([*bank_clues(context, bank), *word_pairs(context, *kind)])
            if found := log_chances(parties, bank):
                chances[bank] = found
        pairs = of(GRAM + gram for gram in grams(context.unit.text, context.mentions))
        named = frozenset(mention.bank for mention in context.mentions)
        return SentenceClues(of(common_clues(context)), pairs, own, chances, named)


def _agrees(parties: Parties, items: Sequence[Labelled]) -> bool:
    """Does each bank have the role that most of its labels say?"""
    return all(
        parties.side_of(bank).value == counts.most_common(1)[0][0]
        for labelled, counts in votes_of(items).items()
        for bank in parties.banks
        if same_bank(bank, labelled)
    )


def fits(candidate: Candidate, item: Labelled) -> bool:
    """Does a candidate agree with a label?"""
    return candidate.side.value == item.side and same_bank(candidate.bank, item.bank)

"""Learns the weights of the model of subjects from the labelled texts, and measures by cross-validation.

    python scripts/train_subjects.py            # what is right on texts that were not learned from
    python scripts/train_subjects.py --hands    # the same, each set of texts (by one hand) left out
    python scripts/train_subjects.py --write    # kb/enrich/data/subject_weights.tsv from all open texts

Needs numpy. Learns from the open gold files and the shapes, never from `held`. The roles of the
banks of a text come from a model of roles that did not learn from this text, in training too, so that
the model of subjects learns how far to trust them. Run `python -m bench.roles --train` as well when
the texts change.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.roles import examples, gold_by_text, kind_of_text, short_piece
from bench.roles import train as train_roles
from bench.subjects import Labelled, Reading, nearest, read_table, same_bank
from kb.enrich.parties import Parties
from kb.enrich.role_model import RoleModel, parties_of
from kb.enrich.sentence_context import Context, ContextReader
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.subject_features import (
    CHANCE,
    CHANCE_NAMED,
    GRAMS,
    bank_clues,
    common_clues,
    grams,
    log_chances,
    nameless_clues,
    word_pairs,
)  # fmt: skip
from kb.enrich.subject_model import GRAM, SIDES, TURN, UNIT, Candidate
from kb.model import Bulletin, Side

FILE = Path(__file__).resolve().parents[1] / "kb" / "enrich" / "data" / "subject_weights.tsv"
# Further sentences of the sample bulletins whose labels are those of rules that were written for
# these bulletins (98 % of what people labelled there was right by them). Only learned from.
BY_RULES = FILE.parents[3] / "tests" / "data" / "subjects-by-rules.tsv"
FOLDS = 8
# How strongly weights are held near 0 (those of turns less), and how long the training is; chosen by
# cross-validation.
DECAY, TURN_DECAY = 4.0, 0.3
STEPS, RATE = 40, 0.05
BATCH = 24
# How many short pieces of each text are learned too.
PIECES = 2
# Clues of fewer sentences are left out, and weights that are all smaller than this.
LEAST_SENTENCES, LEAST_WEIGHT = 2, 0.04
PAIRS = 32
NEVER = -1e9


@dataclass
class Text:
    """A labelled text: its sentences with their candidates, which of them is right, their clues."""

    file: str
    items: list[Labelled]
    parties: Parties
    contexts: list[Context]
    units: list[int | None]
    right: list[int | None] = field(default_factory=list)
    candidates: list[list[Candidate]] = field(default_factory=list)
    clues: list[dict[str, tuple[list[str], list[str], tuple | None]]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def read_text(
    file: str,
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
    text = Text(file, items, parties, contexts, [number[id(u)] if u else None for u in found])
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
        pairs = [GRAM + gram for gram in grams(context)]
        common = common_clues(context)
        clues = {"": ([*common, *nameless_clues(context, parties)], pairs, None)}
        for bank in context.banks:
            kind = context.cores[bank], context.roles[bank][0]
            told = [*common, *bank_clues(context, bank), *word_pairs(context, *kind)]
            clues[bank] = (told, pairs, log_chances(parties, bank))
        text.clues.append(clues)
    return text


def fits(candidate: Candidate, item: Labelled) -> bool:
    return candidate.side.value == item.side and same_bank(candidate.bank, item.bank)


class Matrix:
    """The clues of all candidates of some texts as a sparse matrix; a column is a clue for a side."""

    def __init__(self, texts: list[Text], columns: dict[str, int] | None = None) -> None:
        self.columns = columns if columns is not None else _columns(texts)
        rows, cols, values, row = [], [], [], 0
        for text in texts:
            text.rows = []
            for context, candidates, clues in zip(
                text.contexts, text.candidates, text.clues, strict=True
            ):
                text.rows.append(row)
                named = {mention.bank for mention in context.mentions}
                known = {}
                for bank, (told, pairs, chances) in clues.items():
                    at = [self.columns[c] for c in told if c in self.columns]
                    by_gram = [self.columns[c] for c in pairs if c in self.columns]
                    share = GRAMS / len(pairs) ** 0.5 if pairs else 0
                    values_of = np.r_[np.ones(len(at)), np.full(len(by_gram), share)]
                    known[bank] = np.array(at + by_gram, dtype=np.int64), values_of, chances
                for candidate in candidates:
                    side = SIDES.index(candidate.side)
                    at, value, chances = known[candidate.bank]
                    rows.append(np.full(len(at), row)), cols.append(at * 4 + side)
                    values.append(value)
                    if chances and candidate.bank:
                        clue = CHANCE_NAMED if candidate.bank in named else CHANCE
                        rows.append([row]), cols.append([self.columns[clue] * 4 + side])
                        values.append([chances[side]])
                    row += 1
        self.height, self.width = row, len(self.columns) * 4
        self._rows, self._cols = np.concatenate(rows), np.concatenate(cols)
        self._rows, self._cols = self._rows.astype(np.int64), self._cols.astype(np.int64)
        self._values = np.concatenate(values)

    def times(self, weights: np.ndarray) -> np.ndarray:
        return np.bincount(self._rows, self._values * weights[self._cols], self.height)

    def turned(self, amounts: np.ndarray) -> np.ndarray:
        return np.bincount(self._cols, self._values * amounts[self._rows], self.width)


def _columns(texts: list[Text]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for text in texts:
        for right, clues in zip(text.right, text.clues, strict=True):
            if right is not None:
                counts.update({c for told, pairs, _ in clues.values() for c in (*told, *pairs)})
    kept = [clue for clue, count in counts.items() if count >= LEAST_SENTENCES]
    return {clue: at for at, clue in enumerate([CHANCE, CHANCE_NAMED, *kept])}


class Batch:
    """Texts of like size as arrays: texts × sentences × candidates."""

    def __init__(self, texts: list[Text], turns: dict[str, int]) -> None:
        self.lengths = np.array([len(text.contexts) for text in texts])
        length = max(self.lengths)
        width = max(len(c) for text in texts for c in text.candidates)
        shape = len(texts), length, width
        self.row, self.known = np.full(shape, -1), np.zeros(shape, bool)
        self.pair = np.zeros((*shape, width), np.int64)
        self.turns = np.zeros((len(texts), length, len(turns)))
        for k, text in enumerate(texts):
            for i, candidates in enumerate(text.candidates):
                count, right = len(candidates), text.right[i]
                self.row[k, i, :count] = text.rows[i] + np.arange(count)
                self.known[k, i, slice(count) if right is None else right] = True
                for turn in text.contexts[i].turns:
                    if turn in turns:
                        self.turns[k, i, turns[turn]] = 1
                for a, one in enumerate(text.candidates[i - 1] if i else ()):
                    for b, other in enumerate(candidates):
                        same = one.bank == other.bank
                        sides = SIDES.index(one.side) * 8 + SIDES.index(other.side) * 2
                        self.pair[k, i, a, b] = sides + same
        self.valid = self.row >= 0

    def sums(self, scores: np.ndarray, turns: np.ndarray, mask: np.ndarray):
        """(logarithm of the sum over all readings, chance of each candidate, of each pair)."""
        emitted = np.where(mask, scores[np.maximum(self.row, 0)], NEVER)
        texts, length, width = emitted.shape
        steps = self.turns.reshape(texts * length, -1) @ turns
        flat = self.pair.reshape(texts * length, -1)
        step = np.take_along_axis(steps, flat, 1).reshape(texts, length, width, width)
        forward, backward = np.full(emitted.shape, NEVER), np.zeros(emitted.shape)
        forward[:, 0] = emitted[:, 0]
        for i in range(1, length):
            one = _sum(forward[:, i - 1, :, None] + step[:, i], 1) + emitted[:, i]
            forward[:, i] = np.where((i < self.lengths)[:, None], one, forward[:, i - 1])
        total = _sum(forward[:, -1], 1)
        for i in range(length - 2, -1, -1):
            one = _sum(step[:, i + 1] + (emitted[:, i + 1] + backward[:, i + 1])[:, None, :], 2)
            backward[:, i] = np.where((i + 1 < self.lengths)[:, None], one, 0)
        live = np.arange(length)[None, :] < self.lengths[:, None]
        chances = _exp(forward + backward - total[:, None, None]) * live[:, :, None]
        pairs = np.zeros_like(step)
        after = (emitted[:, 1:] + backward[:, 1:])[:, :, None, :]
        joint = forward[:, :-1, :, None] + step[:, 1:] + after - total[:, None, None, None]
        pairs[:, 1:] = _exp(joint)
        return total, chances, pairs * live[:, :, None, None]

    def by_turn(self, pairs: np.ndarray) -> np.ndarray:
        count = self.turns.shape[0] * self.turns.shape[1]
        key = self.pair.reshape(count, -1) + PAIRS * np.arange(count)[:, None]
        told = np.bincount(key.ravel(), pairs.ravel(), PAIRS * count).reshape(count, PAIRS)
        return self.turns.reshape(count, -1).T @ told


def _sum(values: np.ndarray, axis: int) -> np.ndarray:
    top = values.max(axis, keepdims=True)
    return np.log(np.exp(values - top).sum(axis) + 1e-300) + top.squeeze(axis)


def _exp(values: np.ndarray) -> np.ndarray:
    return np.exp(np.clip(values, -700, 0))


@dataclass
class Trained:
    weights: np.ndarray
    turns: np.ndarray
    columns: dict[str, int]
    turn_columns: dict[str, int]


def learn(texts: list[Text]) -> Trained:
    """Adam on the likelihood of the labels with a penalty on large weights. Sentences without a
    label may have any subject."""
    matrix = Matrix(texts)
    named = sorted({turn for text in texts for c in text.contexts for turn in c.turns})
    turn_columns = {turn: at for at, turn in enumerate(named)}
    ordered = sorted(texts, key=lambda t: (max(map(len, t.candidates)), len(t.contexts)))
    batches = [Batch(ordered[k : k + BATCH], turn_columns) for k in range(0, len(ordered), BATCH)]
    told = sum(right is not None for text in texts for right in text.right)
    sizes = (matrix.width, len(turn_columns) * PAIRS)
    w = np.zeros(sum(sizes))
    decay = np.r_[np.full(sizes[0], DECAY), np.full(sizes[1], TURN_DECAY)]
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        turns = w[sizes[0] :].reshape(-1, PAIRS)
        scores = matrix.times(w[: sizes[0]])
        amounts, by_turn = np.zeros(matrix.height), np.zeros_like(turns)
        for batch in batches:
            _, free, free_pairs = batch.sums(scores, turns, batch.valid)
            _, said, said_pairs = batch.sums(scores, turns, batch.known)
            amounts[batch.row[batch.valid]] = (free - said)[batch.valid]
            by_turn += batch.by_turn(free_pairs - said_pairs)
        slope = (np.r_[matrix.turned(amounts), by_turn.ravel()] + decay * w) / told
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = RATE * (1 if step < STEPS * 0.6 else 0.3)
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-7)
    return Trained(w[: sizes[0]], w[sizes[0] :].reshape(-1, PAIRS), matrix.columns, turn_columns)


def judged(trained: Trained, texts: list[Text]) -> list[tuple[str, bool, Side, float]]:
    """(kind of text, right, side, chance) of each labelled sentence."""
    scores = Matrix(texts, trained.columns).times(trained.weights)
    found = []
    for text in texts:
        batch = Batch([text], trained.turn_columns)
        _, chances, _ = batch.sums(scores, trained.turns, batch.valid)
        for item, at in zip(text.items, text.units, strict=True):
            kind = kind_of_text(text.file)
            if at is None:
                found.append((kind, False, Side.NONE, 1.0))
                continue
            best = int(chances[0, at].argmax())
            one = text.candidates[at][best]
            found.append((kind, fits(one, item), one.side, float(chances[0, at, best])))
    return found


def show(rows: list[tuple[str, bool, Side, float]]) -> None:
    """The share right and under a wrong bank, by the chance below which a host is in doubt."""
    kinds = {**dict.fromkeys(kind for kind, *_ in rows), "all": None}
    for sure in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        told = []
        for kind in kinds:
            mine = [row for row in rows if kind in (row[0], "all")]
            kept = [s is not Side.HOST or chance >= sure for _, _, s, chance in mine]
            right = sum(ok and keep for (_, ok, *_), keep in zip(mine, kept, strict=True))
            wrong = sum(
                s is Side.HOST and not ok and k for (_, ok, s, _), k in zip(mine, kept, strict=True)
            )
            n = len(mine)
            told.append(f"{kind} {right / n:.3f}/{wrong / n:.3f}/{kept.count(False) / n:.3f}")
        print(f"{sure:.1f}  " + "  ".join(told))


def folds(files: list[str], *, by_hand: bool) -> dict[str, int]:
    """The number of the part of each text: parts are left out in turn. Texts of one hand are alike,
    so parts `by_hand` say more about texts to come."""
    if by_hand:
        hands = sorted(set(map(kind_of_text, files)))
        return {file: hands.index(kind_of_text(file)) for file in files}
    shuffled = sorted(files)
    random.Random(3).shuffle(shuffled)
    return {file: at % FOLDS for at, file in enumerate(shuffled)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hands", action="store_true", help="leave out one set of texts each time")
    parser.add_argument("--write", action="store_true", help="write the weights of all open texts")
    options = parser.parse_args()
    gold, reading = gold_by_text(), Reading()
    fold = folds(list(gold), by_hand=options.hands)
    parts = max(fold.values()) + 1
    banks = examples(gold, reading)
    roles = [train_roles([b for b in banks if fold[b.file] != k]) for k in range(parts)]
    more = defaultdict(list)
    for item in read_table(BY_RULES):
        more[item.file].append(item)
    texts, pieces = [], []
    chance = random.Random(5)
    for file, items in gold.items():
        bulletin, own = reading.bulletin(file), roles[fold[file]]
        texts.append(read_text(file, items, bulletin, reading, own, more[file]))
        for _ in range(PIECES):
            piece = short_piece(bulletin, chance)
            pieces.append(read_text(file, items, piece, reading, own, more[file]))
    if options.write:
        write(learn(texts + pieces))
        return
    rows = []
    for k in range(parts):
        trained = learn([text for text in texts + pieces if fold[text.file] != k])
        rows += judged(trained, [text for text in texts if fold[text.file] == k])
        print(f"fold {k + 1} of {parts}", flush=True)
    print("sure: right/wrong bank/doubt of each set")
    show(rows)


def write(trained: Trained) -> None:
    lines = defaultdict(list)
    for clue, at in trained.columns.items():
        values = trained.weights[at * 4 : at * 4 + 4]
        if max(map(abs, values)) >= LEAST_WEIGHT:
            lines["weights"].append("\t".join([clue, *(str(round(UNIT * v)) for v in values)]))
    for turn, at in trained.turn_columns.items():
        values = trained.turns[at]
        lines["turns"].append("\t".join([TURN + turn, *(str(round(UNIT * v)) for v in values)]))
    FILE.write_text("\n".join(sorted(lines["weights"]) + sorted(lines["turns"])) + "\n", "utf-8")
    print(f"{len(lines['weights'])} clues → {FILE.name}")


if __name__ == "__main__":
    main()

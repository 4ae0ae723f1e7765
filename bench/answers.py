"""How often a staff question is answered on the first screen, and by the card above it.

    python -m bench.answers [--model PATH] [--errors]

Over the sample corpus. The gold questions are in tests/data/gold with the sentences that answer
them; `open` was used while the rules were written, `held` was not. A question is answered on the
first screen when an entry that holds such a sentence is among the first ten hits, and by the card
when one of its sentences is (a part of) such a sentence. `--errors` shows the questions of the open
half whose card has none, or that have no card.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.files import Home
from kb.index import update_index, update_vectors
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.meaning import install_model, read_model
from kb.search import Query, answers, search

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
HALVES = {"open": "开放半（写规则时看过）", "held": "保留半（没有看过）"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with the ids of the entries and the sentences that answer it."""

    question: str
    entries: frozenset[str]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a question: `card` are the sentences shown; `right` of them answer."""

    gold: Gold
    on_first_screen: bool
    card: tuple[str, ...]
    right: int


def read_gold(half: str) -> Iterator[Gold]:
    """The questions of one half."""
    for line in (GOLD / f"questions-{half}.jsonl").read_text("utf-8").splitlines():
        data = json.loads(line)
        yield Gold(
            data["question"],
            frozenset(answer["entry"] for answer in data["answers"]),
            tuple(answer["sentence"].strip() for answer in data["answers"]),
        )


def ask(kb: KnowledgeBase, gold: Gold) -> Outcome:
    """Ask one question."""
    page = search(kb, Query(gold.question))
    card = tuple(answer.text for answer in answers(kb, page))
    right = sum(
        any(text in sentence or sentence in text for sentence in gold.sentences) for text in card
    )
    first_screen = any(hit.document.id in gold.entries for hit in page.hits)
    return Outcome(gold, first_screen, card, right)


def sample_home(folder: Path, model: Path | None, corpus: Path = ROOT / "corpus") -> KnowledgeBase:
    """A corpus, the sample one if no other is given, in a home of its own, indexed, with a model if
    one is given."""
    home = Home(folder)
    shutil.copytree(corpus, home.corpus)
    shutil.copy(ROOT / "kb.toml", home.config)
    if model:
        install_model(home, read_model(model))
    kb = open_knowledge_base(home)
    update_index(kb)
    if kb.encoder:
        update_vectors(kb.vectors, kb.engine, kb.encoder)
    return kb


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a folder, zip or jar with an embedding model")
    parser.add_argument("--errors", action="store_true", help="show the mistakes of the open half")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="kb-answers-") as folder:
        kb = sample_home(Path(folder), options.model)
        for half, label in HALVES.items():
            outcomes = [ask(kb, gold) for gold in read_gold(half)]
            cards = [outcome for outcome in outcomes if outcome.card]
            print(
                f"{label}：问题 {len(outcomes)} 个，首屏答到 {sum(o.on_first_screen for o in outcomes)}，"
                f"有答案卡 {len(cards)}，其中含正确原话 {sum(bool(o.right) for o in cards)}；"
                f"卡上的句子 {sum(len(o.card) for o in cards)} 句，正确 {sum(o.right for o in cards)} 句"
            )
            for outcome in outcomes if options.errors and half == "open" else ():
                if not outcome.right:
                    print(f"  {outcome.gold.question}", *outcome.card, sep="\n    ")
        kb.engine.close()


if __name__ == "__main__":
    main()

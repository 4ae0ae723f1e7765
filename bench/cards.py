"""Whether the answer cards say what was asked: of the right bank, scope and thing, and the newest.

    python -m bench.cards [--model PATH] [--errors]

The gold was written before the rules: questions over the sample corpus and over small corpora of
invented banks (tests/data/gold/cards), each with fragments of the sentences that answer (`right`;
none where no sentence does) and of those that may stand on the card but need not (`may`). `open`
was used while the rules were written, `held` was not. A sentence of a card is wrong when it
contains no such fragment; a question is missed when it has an answer and no right sentence is on a
card. `--errors` shows the wrong sentences and the missed questions of the open half.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.answers import HALVES, ROOT, sample_home
from kb.insights import banks_without, by_time
from kb.knowledge_base import KnowledgeBase
from kb.search import Query, answers, search

GOLD = ROOT / "tests" / "data" / "gold" / "cards"


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with fragments of the sentences that must and that may answer it."""

    question: str
    right: tuple[str, ...]
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentences of a card: those that answer, and those that neither do nor may stand there."""

    gold: Gold
    card: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def missed(self) -> bool:
        """Has the question an answer that is not on the card?"""
        return bool(self.gold.right) and not self.right


def read_gold(name: str) -> Iterator[Gold]:
    """The questions of one file: sample-open, own-held, …"""
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines():
        data = json.loads(line)
        yield Gold(data["question"], tuple(data["right"]), tuple(data["may"]))


def card(kb: KnowledgeBase, question: str) -> tuple[str, ...]:
    """The sentences above the results, as the site shows them."""
    page = search(kb, Query(question))
    if banks_without(kb, page.query):
        return ()
    in_time = by_time(kb, page.query)
    found = in_time.answers if in_time else answers(kb, page)
    return tuple(answer.text for answer in found)


def ask(kb: KnowledgeBase, gold: Gold) -> Outcome:
    """Ask one question."""
    shown = card(kb, gold.question)
    right = tuple(text for text in shown if any(part in text for part in gold.right))
    fit = (*gold.right, *gold.may)
    wrong = tuple(text for text in shown if not any(part in text for part in fit))
    return Outcome(gold, shown, right, wrong)


def own_corpus(folder: Path, half: str) -> Path:
    """A corpus with the lexicons of the sample and the bulletins and banks of one half."""
    corpus = folder / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("bulletins", "sources"))
    shutil.copytree(GOLD / f"corpus-{half}", corpus, dirs_exist_ok=True)
    return corpus


def main() -> None:
    """Print the figures of both halves, over the sample corpus and the corpora of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a folder, zip or jar with an embedding model")
    parser.add_argument("--errors", action="store_true", help="show the mistakes of the open half")
    options = parser.parse_args()
    for half, label in HALVES.items():
        for name in ("sample", "own"):
            with TemporaryDirectory(prefix="kb-cards-") as folder:
                corpus = own_corpus(Path(folder), half) if name == "own" else ROOT / "corpus"
                kb = sample_home(Path(folder) / "home", options.model, corpus)
                outcomes = [ask(kb, gold) for gold in read_gold(f"{name}-{half}")]
                kb.engine.close()
            print(f"{label}，{name}：{_summary(outcomes)}")
            if options.errors and half == "open":
                for outcome in outcomes:
                    _show(outcome)


def _summary(outcomes: list[Outcome]) -> str:
    cards = [outcome for outcome in outcomes if outcome.card]
    answered = [outcome for outcome in outcomes if outcome.gold.right]
    return (
        f"问题 {len(outcomes)} 个，有卡 {len(cards)}，有错句的卡 {sum(bool(o.wrong) for o in cards)}；"
        f"句子 {sum(len(o.card) for o in cards)}，错 {sum(len(o.wrong) for o in cards)}；"
        f"应有答案 {len(answered)}，答到 {sum(not o.missed for o in answered)}"
    )


def _show(outcome: Outcome) -> None:
    if outcome.missed:
        print(f"  无卡  {outcome.gold.question}  应为 {outcome.gold.right[0]}")
    for text in outcome.wrong:
        print(f"  错句  {outcome.gold.question}\n        {text}")


if __name__ == "__main__":
    main()

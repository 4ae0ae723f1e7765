"""Is every piece of a text found, and nothing else? Against a plain scan of all texts.

    python -m bench.substrings [--entries 20000] [--pieces 2000] [--engine whoosh]

Quoted, a piece must find exactly the entries whose text contains it; unquoted, at least these. The
right answer is computed twice: by the normal forms, in which the search compares, and by the texts
as written.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.corpora import extended
from bench.figures import p50_p95, table, temporary_kb
from bench.queries import pieces
from kb.evaluation import build_index
from kb.files import ENGINES
from kb.index import IndexDocument
from kb.index.engines import Level, Request
from kb.knowledge_base import KnowledgeBase
from kb.query import lower, parse
from kb.search import Query, search
from kb.text import normalize

LONGEST = 8
# Opening and closing quote, and what a piece between them must not contain.
QUOTES = (('"', '"', '"“”„＂'), ("「", "」", "「」"), ("『", "』", "『』"), ("«", "»", "«»"))


@dataclass
class Score:
    """Sums over the pieces that were asked for."""

    asked: int = 0
    due: int = 0  # entries that hold the piece in normal form
    found: int = 0  # of these
    written_due: int = 0  # entries that hold the piece as written
    written_found: int = 0
    extra: int = 0  # entries found that should not be
    wrong_counts: int = 0

    def row(self, name: str, times: Sequence[float]) -> tuple[Any, ...]:
        """A line of the table."""
        got = self.found + self.extra
        return (
            name,
            self.asked,
            f"{self.found / self.due:.4%}",
            f"{self.written_found / self.written_due:.4%}",
            f"{self.found / got:.4%}",
            self.wrong_counts,
            *p50_p95(times),
        )


def main() -> None:
    """Print recall, precision and wrong counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--pieces", type=int, default=2_000)
    parser.add_argument("--engine", choices=ENGINES, default="whoosh")
    given = parser.parse_args()
    documents = list(extended(given.entries))
    asked = pieces(documents, given.pieces, LONGEST)
    with temporary_kb(given.engine) as kb:
        build_index(kb, documents)
        print(f"{len(documents):,} entries, {len(asked):,} pieces, engine {given.engine}")
        sound = _compare(kb, documents, asked)
    sys.exit(0 if sound else 1)


def _compare(kb: KnowledgeBase, documents: Sequence[IndexDocument], asked: Sequence[str]) -> bool:
    normal = {document.id: document.normal_text for document in documents}
    written = {document.id: document.text for document in documents}
    quoted, plain = Score(), Score()
    quoted_times: list[float] = []
    plain_times: list[float] = []
    for piece in asked:
        literal = normalize(piece)
        if not literal:
            continue
        due = {id_ for id_, text in normal.items() if literal in text}
        written_due = {id_ for id_, text in written.items() if piece in text}
        for query, score, times in (
            (_quote(piece), quoted, quoted_times),
            (piece, plain, plain_times),
        ):
            found = _found(kb, query)
            began = time.perf_counter()
            page = search(kb, Query(query))
            times.append((time.perf_counter() - began) * 1000)
            _add(score, due, written_due, found)
            score.wrong_counts += page.complete + page.counts[Level.INSIDE] != len(found)
            score.wrong_counts += score is quoted and page.total != len(due)
    head = ("", "pieces", "recall", "as written", "precision", "wrong counts", "p50 ms", "p95 ms")
    table(head, [quoted.row("quoted", quoted_times), plain.row("unquoted", plain_times)])
    return (
        quoted.found == quoted.due == quoted.found + quoted.extra
        and plain.found == plain.due
        and quoted.written_found == quoted.written_due
        and plain.written_found == plain.written_due
        and not quoted.wrong_counts + plain.wrong_counts
    )


def _quote(piece: str) -> str:
    """The piece in quotes that do not occur in it."""
    return next(f"{a}{piece}{b}" for a, b, taken in QUOTES if not set(taken) & set(piece))


def _add(score: Score, due: set[str], written_due: set[str], found: set[str]) -> None:
    score.asked += 1
    score.due += len(due)
    score.found += len(due & found)
    score.written_due += len(written_due)
    score.written_found += len(written_due & found)
    score.extra += len(found - due)


def _found(kb: KnowledgeBase, text: str) -> set[str]:
    """The ids of all entries that a query finds, partial matches left out."""
    parsed = parse(text)
    lowered = lower(parsed.tree, parsed.text, kb.segmenter, kb.vocabulary, expand=True)
    request = Request(lowered.match, size=kb.engine.status().documents)
    return {candidate.id for candidate in kb.engine.search(request).candidates}


if __name__ == "__main__":
    main()

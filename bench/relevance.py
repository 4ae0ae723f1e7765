"""How well questions find the passage that answers them, and what each part of the ranker adds.

    python -m bench.relevance [--entries N] [--no-ablation]

On the development set ../shared/eval/cmrc-trial, among its own passages or, with --entries, among
that many. References: BM25 (k1 1.2, b 0.75) of our own over jieba words, over pairs of characters,
and the sum of both. Ablation: the ranker with one of its weights set to 0.
"""

from __future__ import annotations

import argparse
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import partial
from math import log
from unittest.mock import patch

from bench.corpora import extended, questions
from bench.figures import table, temporary_kb
from kb.evaluation import TestSet, build_index
from kb.index import IndexDocument
from kb.knowledge_base import KnowledgeBase
from kb.search import DEFAULT, Query, Ranker, search
from kb.text import normalize, pairs

DEPTH = 10
K1, B = 1.2, 0.75

Terms = Callable[[str], Iterable[str]]
# The best ids for a query.
Ranking = Callable[[str], Sequence[str]]


def main() -> None:
    """Print MRR@10 of each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, help="passages to search among")
    parser.add_argument("--no-ablation", action="store_true")
    given = parser.parse_args()
    asked = questions()
    passages = list(extended(given.entries)) if given.entries else list(asked.documents)
    with temporary_kb("whoosh") as kb:
        build_index(kb, passages)
        print(f"{len(passages):,} passages, {len(asked.queries):,} questions")
        rows = [("ours", mrr(asked, partial(_ours, kb)))]
        words = Bm25(passages, kb.segmenter.words)
        characters = Bm25(passages, pairs)
        rows += [
            ("BM25, words", mrr(asked, lambda text: _bm25(text, words))),
            ("BM25, pairs", mrr(asked, lambda text: _bm25(text, characters))),
            ("BM25, both", mrr(asked, lambda text: _bm25(text, words, characters))),
        ]
        table(("", "MRR@10"), [(name, f"{found:.4f}") for name, found in rows])
        if not given.no_ablation:
            table(("without", "MRR@10", "change"), _ablation(kb, asked, rows[0][1]))


def mrr(asked: TestSet, ranking: Ranking) -> float:
    """Mean reciprocal rank of the first passage that answers, 0 beyond the tenth."""
    total = 0.0
    for name, text in asked.queries.items():
        grades = asked.judgements[name]
        places = (n for n, id_ in enumerate(ranking(text)[:DEPTH], 1) if grades.get(id_))
        total += 1 / next(places, float("inf"))
    return total / len(asked.queries)


def _ours(kb: KnowledgeBase, text: str) -> list[str]:
    return [hit.document.id for hit in search(kb, Query(text, limit=DEPTH)).hits]


def _ablation(kb: KnowledgeBase, asked: TestSet, whole: float) -> Iterable[tuple[str, str, str]]:
    for part in fields(DEFAULT):
        lesser = partial(Ranker, weights=replace(DEFAULT, **{part.name: 0.0}))
        with patch("kb.search.results.Ranker", lesser):
            found = mrr(asked, partial(_ours, kb))
        yield part.name, f"{found:.4f}", f"{found - whole:+.4f}"


class Bm25:
    """Robertson's BM25 over the terms of title and text, by plain dictionaries."""

    def __init__(self, documents: Sequence[IndexDocument], terms: Terms) -> None:
        self._terms = terms
        self._postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._lengths: dict[str, int] = {}
        for document in documents:
            counts = Counter(terms(f"{document.normal_title}\n{document.normal_text}"))
            self._lengths[document.id] = counts.total()
            for term, times in counts.items():
                self._postings[term].append((document.id, times))
        self._mean = sum(self._lengths.values()) / len(self._lengths)

    def scores(self, text: str) -> dict[str, float]:
        """The score of each document that has a term of the text."""
        scores: dict[str, float] = defaultdict(float)
        for term in self._terms(normalize(text)):
            found = self._postings.get(term, ())
            worth = log(1 + (len(self._lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for id_, times in found:
                norm = K1 * (1 - B + B * self._lengths[id_] / self._mean)
                scores[id_] += worth * times * (K1 + 1) / (times + norm)
        return scores


def _bm25(text: str, *indexes: Bm25) -> list[str]:
    """The best by the sum of the scores of some indexes."""
    total: dict[str, float] = defaultdict(float)
    for index in indexes:
        for id_, score in index.scores(text).items():
            total[id_] += score
    return heapq.nlargest(DEPTH, total, key=lambda id_: (total[id_], id_))


if __name__ == "__main__":
    main()

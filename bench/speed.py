"""How fast a search is, compared with the usual ways to search, in one run.

    python -m bench.speed [--entries 47000] [--queries 400] [--stock-queries 60]
        [--no-stock] [--engines whoosh tantivy]

Ours: kb.search.search with facets and snippets, on each engine. Stock Whoosh: Or of the query's
jieba words, or of its words and pairs of characters, which are the terms that ours ranks by; BM25F,
top 10, on an index of its own. SQLite FTS5: the words, bm25, top 10. The last two return only ids.
Each query is asked once, after fifty others. Stock Whoosh takes up to half a second for each, so it is
asked fewer of them (`--stock-queries`), and after five others; the print says so. At the end, the
facets alone: what a search with them takes more than one without.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from whoosh import fields, index, scoring
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.query import Or, Term

from bench.corpora import extended, questions
from bench.figures import milliseconds, p50_p95, table, temporary_kb
from bench.queries import keywords, some
from kb.evaluation import build_index
from kb.files import ENGINES
from kb.index import FACETS, IndexDocument
from kb.index.engines import Request
from kb.knowledge_base import KnowledgeBase
from kb.query import Contains, all_of
from kb.search import Query, search
from kb.text import Segmenter, normalize, pairs

TOP = 10
WARM_UP = 50
FEW = 5

# Asks a query of some searcher.
Ask = Callable[[str], object]


def main() -> None:
    """Print median and 95th percentile of each, and how many times ours is as fast."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=47_000)
    parser.add_argument("--queries", type=int, default=400, help="of each kind")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=["whoosh", "tantivy"])
    parser.add_argument(
        "--stock-queries", type=int, default=60, help="of each kind, for stock Whoosh"
    )
    parser.add_argument("--no-stock", action="store_true", help="leave the slow builds out")
    given = parser.parse_args()
    documents = list(extended(given.entries))
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        segmenter = Segmenter((), Path(folder, "cache"))
        asked = {
            "questions": some(list(questions().queries.values()), given.queries),
            "keywords": keywords(documents, segmenter, given.queries),
        }
        print(f"{len(documents):,} entries, {given.queries} queries of each kind", flush=True)
        figures = {}
        facets = {}
        for engine in given.engines:
            with temporary_kb(engine) as kb:
                build_index(kb, documents)
                figures[f"ours on {engine}"] = _times(_ours(kb), asked)
                facets[engine] = _facets(kb, [text for texts in asked.values() for text in texts])
        if not given.no_stock:
            with stock_whoosh(Path(folder), documents, segmenter) as (by_words, by_both):
                fewer = {kind: texts[: given.stock_queries] for kind, texts in asked.items()}
                of_each = f"{given.stock_queries} queries of each kind"
                print(f"stock Whoosh: the first {of_each}", flush=True)
                named = f"stock Whoosh ({of_each})"
                figures[f"{named}, words"] = _times(by_words, fewer, warm_up=FEW)
                figures[f"{named}, words and pairs"] = _times(by_both, fewer, warm_up=FEW)
        with fts5(documents, segmenter) as ask:
            figures["SQLite FTS5, words"] = _times(ask, asked)
    _report(figures, f"ours on {given.engines[0]}")
    print("\nfacets")
    table(("", "p50 ms", "p95 ms"), [(engine, *times) for engine, times in facets.items()])


def _ours(kb: KnowledgeBase) -> Ask:
    """The product."""
    return lambda text: search(kb, Query(text, limit=TOP))


def _facets(kb: KnowledgeBase, texts: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile of the time that the facet counts of a query take."""

    def counted(text: str, facets: tuple[str, ...]) -> object:
        match = all_of([Contains("text", word) for word in kb.segmenter.words(normalize(text))])
        return kb.engine.search(Request(match=match, facets=facets, size=0))

    without = milliseconds(lambda text: counted(text, ()), texts)
    with_them = milliseconds(lambda text: counted(text, FACETS), texts)
    return p50_p95([more - less for more, less in zip(with_them, without, strict=True)])


@contextmanager
def stock_whoosh(
    folder: Path, documents: Sequence[IndexDocument], segmenter: Segmenter
) -> Iterator[tuple[Ask, Ask]]:
    """Stock Whoosh: asked for jieba's words, and for words and pairs of characters."""
    (folder / "stock").mkdir()
    tokens = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    schema = fields.Schema(id=fields.STORED, words=tokens, pairs=tokens)
    made = index.create_in(folder / "stock", schema)
    writer = made.writer(limitmb=512)
    for document in documents:
        normal = document.normal_text
        writer.add_document(
            id=document.id, words=" ".join(segmenter.words(normal)), pairs=" ".join(pairs(normal))
        )
    writer.commit()
    with made.searcher(weighting=scoring.BM25F()) as searcher:

        def ask(text: str, *, with_pairs: bool) -> object:
            normal = normalize(text)
            terms = [Term("words", word) for word in segmenter.words(normal)]
            if with_pairs:
                terms += [Term("pairs", pair) for pair in pairs(normal)]
            return [hit["id"] for hit in searcher.search(Or(terms), limit=TOP)]

        yield partial(ask, with_pairs=False), partial(ask, with_pairs=True)


@contextmanager
def fts5(documents: Sequence[IndexDocument], segmenter: Segmenter) -> Iterator[Ask]:
    """SQLite's full-text search over jieba's words, in memory."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table entry using fts5(text, content='')")
    database.executemany(
        "insert into entry(rowid, text) values (?, ?)",
        (
            (number, " ".join(segmenter.words(document.normal_text)))
            for number, document in enumerate(documents)
        ),
    )

    def ask(text: str) -> object:
        words = " OR ".join(f'"{word}"' for word in segmenter.words(normalize(text)))
        if not words:  # a question without words is a syntax error for it
            return []
        query = "select rowid from entry where entry match ? order by rank limit ?"
        return database.execute(query, (words, TOP)).fetchall()

    yield ask
    database.close()


def _times(
    ask: Ask, asked: dict[str, list[str]], *, warm_up: int = WARM_UP
) -> dict[str, tuple[float, float]]:
    for text in next(iter(asked.values()))[-warm_up:]:
        ask(text + " 热身")
    times = {kind: milliseconds(ask, texts) for kind, texts in asked.items()}
    times["both"] = [time for of_kind in times.values() for time in of_kind]
    return {kind: p50_p95(of_kind) for kind, of_kind in times.items()}


def _report(figures: dict[str, dict[str, tuple[float, float]]], first: str) -> None:
    for kind, (p50, p95) in figures[first].items():
        print(f"\n{kind}")
        rows = [
            (name, *times[kind], times[kind][0] / p50, times[kind][1] / p95)
            for name, times in figures.items()
        ]
        table(("", "p50 ms", "p95 ms", "p50 ×", "p95 ×"), rows)


if __name__ == "__main__":
    main()

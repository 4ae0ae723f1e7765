"""Do all engines give the same page? Ids in order, totals and facet counts of each query.

    python -m bench.agreement [--entries N] [--queries 1002] [--engines whoosh tantivy memory]

The questions of the development set and as many keyword queries, among its passages or, with
--entries, among that many. Exit code 1 when a page differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.corpora import extended, questions
from bench.figures import table, temporary_kb
from bench.queries import keywords, some
from kb.evaluation import build_index
from kb.index import IndexDocument
from kb.search import Query, ResultPage, search
from kb.text import Segmenter

TOP = 10
ENGINES = ("whoosh", "tantivy", "opensearch", "memory")

# What a person sees of a page of results.
Page = tuple[object, ...]


def main() -> int:
    """Print how many pages are the same."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, help="passages to search among")
    parser.add_argument("--queries", type=int, default=1002, help="of each kind")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    given = parser.parse_args()
    asked = questions()
    documents = list(extended(given.entries)) if given.entries else list(asked.documents)
    queries = {
        "questions": some(list(asked.queries.values()), given.queries),
        "keywords": keywords(documents, Segmenter(), given.queries),
    }
    first, *others = given.engines
    rows = []
    for kind, texts in queries.items():
        reference = _pages(first, documents, texts)
        for engine in others:
            pages = _pages(engine, documents, texts)
            same = sum(one == two for one, two in zip(reference, pages, strict=True))
            rows.append((f"{kind}, {engine} as {first}", len(texts), same))
    print(f"{len(documents):,} entries")
    table(("", "queries", "same top 10, total and facets"), rows)
    return 0 if all(count == same for _, count, same in rows) else 1


def _pages(engine: str, documents: Sequence[IndexDocument], texts: Sequence[str]) -> list[Page]:
    with temporary_kb(engine) as kb:
        build_index(kb, documents)
        return [_page(search(kb, Query(text, limit=TOP))) for text in texts]


def _page(page: ResultPage) -> Page:
    hits = [(hit.document.id, hit.score, hit.level) for hit in page.hits]
    return hits, page.total, page.complete, page.facets


if __name__ == "__main__":
    sys.exit(main())

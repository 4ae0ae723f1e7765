"""How well and how fast the search answers the questions of a test set.

The set is indexed in a temporary home and searched through kb.search.search: what is measured is
the product. The home's vocabulary is empty, so the figures are the same everywhere; a banking
vocabulary must not expand or cut the questions of another field.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb.errors import KbError
from kb.evaluation.beir import TestSet
from kb.files import Home, Settings
from kb.index import IndexDocument, packer_of, prepare_all, put, update_vectors
from kb.knowledge_base import KnowledgeBase
from kb.meaning import ModelFiles, install_model, open_encoder
from kb.search import Query, search

DEPTH = 10
SEED = 20180702
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over the queries, median and 95th percentile of the time a search takes, and what
    the index cost. With a model, `vector_seconds` is what its vectors took and
    `by_words` the same measures by words alone."""

    queries: int
    mrr: float
    recall: float
    ndcg: float
    p50_ms: float
    p95_ms: float
    index_seconds: float
    index_mb: float
    vector_seconds: float = 0.0
    by_words: Evaluation | None = None


def evaluate(
    test_set: TestSet, engine: str, sample: int | None = None, model: ModelFiles | None = None
) -> Evaluation:
    """Index a test set and ask its questions, `sample` of them (always the same) if given; with a
    model twice, by words alone and by words and meaning.

    KbError when the library for the measures, the engine or the library for the model is not
    installed.
    """
    measures = _measures()
    if model:
        open_encoder(model)
    queries = _sample(test_set.queries, sample)
    wanted = {name: test_set.judgements[name] for name in queries}
    with TemporaryDirectory(prefix="kb-evaluate-") as folder:
        kb = KnowledgeBase(Home(Path(folder)), Settings(engine=engine))
        try:
            index_seconds = build_index(kb, test_set.documents)

            def measured() -> Evaluation:
                ranked, times = _ask(kb, queries)
                mrr, recall, ndcg = measures(wanted, ranked)
                return Evaluation(
                    queries=len(queries),
                    mrr=mrr,
                    recall=recall,
                    ndcg=ndcg,
                    p50_ms=percentile(times, 0.5),
                    p95_ms=percentile(times, 0.95),
                    index_seconds=index_seconds,
                    index_mb=index_size(kb) / MEGABYTE,
                )

            found = measured()
            if model:
                vector_seconds = _build_vectors(kb, model)
                found = replace(measured(), vector_seconds=vector_seconds, by_words=found)
        finally:
            kb.engine.close()
    return found


def _build_vectors(kb: KnowledgeBase, model: ModelFiles) -> float:
    """Give a knowledge base a model and its vectors; return the seconds the vectors took."""
    install_model(kb.home, model)
    vars(kb).pop("encoder", None)  # opened again, now with the model
    if kb.encoder is None:
        raise KbError("语义模型用不了")
    began = time.perf_counter()
    update_vectors(kb.vectors, kb.engine, kb.encoder)
    return time.perf_counter() - began


def build_index(kb: KnowledgeBase, documents: Iterable[IndexDocument], processes: int = 1) -> float:
    """Rebuild the index of a knowledge base from documents; return the seconds it took."""
    began = time.perf_counter()
    with kb.engine.writer(kb.fingerprint, rebuild=True) as writer:
        for one in prepare_all(documents, kb.segmenter, processes, packer_of(writer)):
            put(writer, one)
    return time.perf_counter() - began


def index_size(kb: KnowledgeBase) -> int:
    """Bytes of the files of the index."""
    return sum(path.stat().st_size for path in kb.home.index.rglob("*") if path.is_file())


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def _sample(queries: Mapping[str, str], size: int | None) -> dict[str, str]:
    if size is None or size >= len(queries):
        return dict(queries)
    chosen = set(random.Random(SEED).sample(sorted(queries), size))
    return {name: text for name, text in queries.items() if name in chosen}


def _ask(
    kb: KnowledgeBase, queries: Mapping[str, str]
) -> tuple[dict[str, dict[str, float]], list[float]]:
    """(query id → passage id → score that falls with the rank, milliseconds of each search).

    The first search, which opens index and dictionary, is made once before and not timed.
    """
    search(kb, Query(next(iter(queries.values()))))
    ranked, times = {}, []
    for name, text in queries.items():
        began = time.perf_counter()
        page = search(kb, Query(text, limit=DEPTH))
        times.append((time.perf_counter() - began) * 1000)
        ranked[name] = {hit.document.id: float(DEPTH - n) for n, hit in enumerate(page.hits)}
    return ranked, times


def _measures() -> Any:
    """(judgements, run) → (MRR@10, recall@10, nDCG@10), by the library ir-measures."""
    try:
        import ir_measures
    except ImportError as error:
        raise KbError(
            "评测需要软件包 ir-measures，还没有安装",
            hint="执行 pip install 'lessons-kb[evaluate]'",
        ) from error
    wanted = [ir_measures.RR @ DEPTH, ir_measures.R @ DEPTH, ir_measures.nDCG @ DEPTH]

    def measure(
        judgements: dict[str, dict[str, int]], run: dict[str, dict[str, float]]
    ) -> tuple[float, ...]:
        found = ir_measures.calc_aggregate(wanted, judgements, run)
        return tuple(float(found[name]) for name in wanted)

    return measure

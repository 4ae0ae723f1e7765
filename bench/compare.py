"""How long the data of a practice page take, and what is new, related and in a topic.

    .venv/bin/python -m bench.compare [--practice NAME] [--engine whoosh]

Measured on the sample corpus, then with the entries of ../shared/corpora/news-2023 added to the
index, each call by itself after one warm-up call.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.corpora import NEWS, news
from kb.files import Home
from kb.index import IndexDocument, documents, prepare
from kb.insights import compare, figure_table, newest_bulletin, novelty, trends
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import entry_id
from kb.search import Query, matching, related

ROOT = Path(__file__).resolve().parents[1]
RUNS = 15


def _home(folder: Path, engine: str) -> KnowledgeBase:
    """A copy of the sample knowledge base, without its index."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "kb.toml").write_text(f'name = "bench"\nengine = "{engine}"\n', "utf-8")
    return open_knowledge_base(Home(folder))


def _index(kb: KnowledgeBase, found: Iterable[IndexDocument], *, rebuild: bool) -> int:
    with kb.engine.writer(kb.fingerprint, rebuild=rebuild) as writer:
        for document in found:
            writer.put(prepare(document, kb.segmenter))
    return kb.engine.status().documents


def _timed(call: Callable[[], object]) -> tuple[float, float, float]:
    """(median, slowest, median of processor time) of a call in milliseconds.

    Processor time is what the call costs when others use the machine too.
    """
    call()
    taken, worked = [], []
    for _ in range(RUNS):
        began, idle = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - idle) * 1000)
    return statistics.median(taken), max(taken), statistics.median(worked)


def _report(kb: KnowledgeBase, practice: str, entries: int) -> None:
    newest = newest_bulletin(kb)
    entry = entry_id(newest, kb.corpus.load_bulletin(newest).entries[-1].anchor)
    calls: dict[str, Callable[[], object]] = {
        f"compare {practice}": lambda: compare(kb, practice),
        "compare 贷款 风险 (search)": lambda: compare(kb, "贷款 风险"),
        f"figure_table {practice}": lambda: figure_table(kb, practice),
        f"trends {practice}": lambda: trends(kb, practice),
        "trends of all": lambda: trends(kb),
        "novelty of the newest": lambda: novelty(kb, newest),
        "related": lambda: related(kb, entry),
        f"topic {practice}": lambda: matching(kb, Query(practice)),
        "topic 的": lambda: matching(kb, Query("的")),
    }
    print(f"{f'{entries} entries':36s} median   slowest   processor (ms)")
    for name, call in calls.items():
        median, slowest, worked = _timed(call)
        print(f"  {name:32s} {median:8.1f} {slowest:9.1f} {worked:11.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--practice", default="整村授信")
    parser.add_argument("--engine", default="whoosh")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kb = _home(Path(folder) / "home", chosen.engine)
        sample = [d for b in kb.corpus.bulletins() for d in documents(b, kb.vocabulary)]
        _report(kb, chosen.practice, _index(kb, sample, rebuild=True))
        if NEWS.is_dir():
            _report(kb, chosen.practice, _index(kb, news(), rebuild=False))
        kb.engine.close()


if __name__ == "__main__":
    main()

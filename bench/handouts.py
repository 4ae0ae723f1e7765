"""How long a collection takes to export, and how much memory.

    python -m bench.handouts [--excerpts 60 600]

Excerpts are entries and sentences of the repository's own corpus, in chapters of seven or eight.
Each format is written in a process of its own, whose peak memory is given.
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import apart, peak_memory_mb, table
from kb.exports import FORMATS, Options, export_collection
from kb.files import Home, Settings
from kb.knowledge_base import KnowledgeBase
from kb.saved import Collection, Contents, Sources, take
from kb.saved.excerpts import with_chapter, with_excerpt
from kb.text import sentences

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PER_CHAPTER = 8


def main() -> None:
    """Print seconds, megabytes and size of each format."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--excerpts", type=int, nargs="+", default=[60, 600])
    given = parser.parse_args()
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        shutil.copytree(CORPUS, Home(Path(folder)).corpus)
        rows = []
        for count in given.excerpts:
            for form in FORMATS:
                rows.append((f"{count}", form, *apart(_export, folder, count, form)))
    table(("excerpts", "format", "seconds", "peak MB", "KB"), rows)


def _export(folder: str, count: int, form: str) -> tuple[float, float, float]:
    kb = KnowledgeBase(Home(Path(folder)), Settings())
    collection = _collection(kb, count)
    began = time.perf_counter()
    data = export_collection(kb, collection, form, Options(teacher=True), date(2026, 11, 26))
    return time.perf_counter() - began, peak_memory_mb(), len(data) / 1024


def _collection(kb: KnowledgeBase, count: int) -> Collection:
    chance = random.Random(5)
    sources = Sources(kb.corpus)
    entries = [(b.id, e) for b in kb.corpus.bulletins() for e in b.entries]
    contents = Contents()
    chapter = ""
    for number in range(count):
        if number % PER_CHAPTER == 0:
            contents, chapter = with_chapter(contents, f"第{number // PER_CHAPTER + 1}章")
        bulletin, entry = chance.choice(entries)
        unit = chance.choice(sentences(entry.text))
        span = (0, None) if number % 3 == 0 else (unit.start, unit.end)
        excerpt = take(sources, f"{bulletin}#{entry.anchor}", *span)
        contents = with_excerpt(contents, excerpt, chapter)
    now = datetime(2026, 11, 26, tzinfo=UTC)
    return Collection(1, "讲义", 1, False, "", now, "", contents)


if __name__ == "__main__":
    main()

"""Is an index after many updates the same as a rebuilt one?

    python -m bench.incremental [--changes 500] [--queries 200] [--seed 1]

Bulletins made of the entries of the sample corpus are added, edited and removed at random, and the
index follows each change. Five times, the last time in the end, a home with the same corpus is
indexed from scratch: both must hold the same documents, and answer each query with the same ids in the same
order, the same scores, totals and facets.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from bench.figures import opened
from bench.queries import keywords, pieces
from kb.corpus import Corpus
from kb.files import Home, init_home
from kb.identity import with_anchors
from kb.index import IndexDocument, documents, update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Kind, Period, Source
from kb.search import Query, ResultPage, search
from kb.state import writer_lock

ROOT = Path(__file__).resolve().parents[1]
FIRST = date(2018, 7, 2)
TOP = 50
CHECKS = 5
MOST_ENTRIES = 12
LONGEST_PIECE = 8


@dataclass(slots=True)
class Outcome:
    """How often each kind of change was made; what differed; and the seconds of an update and of a
    rebuild."""

    changes: Counter[str] = field(default_factory=Counter)
    queries: int = 0
    documents: int = 0
    problems: list[str] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    rebuilds: list[float] = field(default_factory=list)


def main() -> int:
    """Print the figures; exit code 1 when the two differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-incremental-") as folder:
        found = run(Path(folder), given.changes, given.queries, given.seed)
    made = ", ".join(f"{n} {kind}" for kind, n in found.changes.most_common())
    print(f"{made}; {found.documents} documents in the end")
    print(
        f"an update {1000 * sum(found.updates) / len(found.updates):.0f} ms,"
        f" a rebuild {1000 * sum(found.rebuilds) / len(found.rebuilds):.0f} ms"
    )
    print(f"{found.queries} queries compared, {len(found.problems)} differences")
    for problem in found.problems[:20]:
        print("DIFFERENCE", problem)
    return 1 if found.problems else 0


def run(folder: Path, changes: int, queries: int, seed: int) -> Outcome:
    """Change a corpus this often, and compare the index with rebuilds."""
    chance = random.Random(seed)
    outcome = Outcome()
    kb = opened(init_home(folder / "home"))
    entries = _sample_entries()
    checked_at = {round(changes * part / CHECKS) for part in range(1, CHECKS + 1)}
    for number in range(1, changes + 1):
        with writer_lock(kb.home, "测试"):
            outcome.changes[_change(kb, entries, chance, number)] += 1
            began = time.perf_counter()
            update_index(kb)
            outcome.updates.append(time.perf_counter() - began)
        if number in checked_at:
            _compare(kb, folder / "fresh", queries, outcome)
    kb.engine.close()
    return outcome


def _sample_entries() -> list[Entry]:
    bulletins = Corpus(Home(ROOT)).bulletins()
    return [replace(entry, pictures=()) for bulletin in bulletins for entry in bulletin.entries]


def _change(kb: KnowledgeBase, entries: Sequence[Entry], chance: random.Random, number: int) -> str:
    """Add, edit or remove a bulletin; returns what was done. Editing keeps some anchors, as people
    do."""
    ids = kb.corpus.bulletin_ids()
    kind = chance.choice(["added", "added", "edited", "edited", "removed"]) if ids else "added"
    if kind == "added":
        kb.corpus.save_bulletin(_bulletin(chance.sample(entries, _size(chance)), number))
        return kind
    chosen = kb.corpus.load_bulletin(chance.choice(ids))
    if kind == "removed":
        kb.corpus.bulletin_path(chosen.id).unlink()
    else:
        kb.corpus.save_bulletin(_edited(chosen, entries, chance))
    return kind


def _size(chance: random.Random) -> int:
    return chance.randint(1, MOST_ENTRIES)


def _bulletin(entries: Sequence[Entry], number: int) -> Bulletin:
    start = FIRST + timedelta(weeks=number)
    return Bulletin(
        id=f"{start.isoformat()}-第{number}期",
        title=f"第{number}期",
        content=tuple(with_anchors(entries)),
        source=Source(f"{number}.md", "markdown", f"{number:064x}", start),
        period=Period(start, start + timedelta(days=4)),
    )


def _edited(bulletin: Bulletin, entries: Sequence[Entry], chance: random.Random) -> Bulletin:
    content = list(bulletin.entries)
    at = chance.randrange(len(content))
    what = chance.choice(["text", "kind", "title", "insert", "delete", "order", "practices"])
    chosen = content[at]
    if what == "text":
        other = chance.choice(entries).text
        content[at] = replace(chosen, text=f"{chosen.text}\n{other[: chance.randint(1, 60)]}")
    elif what == "kind":
        content[at] = replace(chosen, kind=chance.choice(list(Kind)), bank="青枫农商银行")
    elif what == "title":
        bulletin = replace(bulletin, title=bulletin.title + chance.choice("甲乙丙丁"))
    elif what == "insert":
        added = with_anchors([chance.choice(entries)], taken=[e.anchor for e in content])
        content[at:at] = added
    elif what == "delete" and len(content) > 1:
        del content[at]
    elif what == "order":
        chance.shuffle(content)
    else:
        content[at] = replace(chosen, practices=("整村授信",))
    return replace(bulletin, content=tuple(content))


def _compare(kb: KnowledgeBase, folder: Path, queries: int, outcome: Outcome) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    home = init_home(folder)
    shutil.rmtree(home.corpus)
    shutil.copytree(kb.home.corpus, home.corpus)
    fresh = opened(home)
    began = time.perf_counter()
    with writer_lock(home, "测试"):
        update_index(fresh)
    outcome.rebuilds.append(time.perf_counter() - began)
    have = kb.engine.digests()
    outcome.documents = len(have)
    if have != fresh.engine.digests():
        outcome.problems.append("the documents")
    texts = [d for b in kb.corpus.bulletins() for d in documents(b, kb.vocabulary)]
    for text in _queries(kb, texts, queries):
        outcome.queries += 1
        query = Query(text, limit=TOP)
        if _shown(search(kb, query)) != _shown(search(fresh, query)):
            outcome.problems.append(text)
    fresh.engine.close()


def _queries(kb: KnowledgeBase, texts: Sequence[IndexDocument], size: int) -> list[str]:
    """Words, and pieces of text quoted and not."""
    words = keywords(texts, kb.segmenter, size // 2)
    found = pieces(texts, size - len(words), LONGEST_PIECE)
    half = len(found) // 2
    return [*words, *found[:half], *(f'"{piece}"' for piece in found[half:])]


def _shown(page: ResultPage) -> object:
    hits = [(hit.document.id, hit.score, hit.level) for hit in page.hits]
    return page.total, page.complete, hits, page.facets


if __name__ == "__main__":
    sys.exit(main())

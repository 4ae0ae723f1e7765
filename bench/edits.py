"""What editors and trainers do next to ingesting, while the disk fails or the process is killed.

    python -m bench.edits [--kills 100] [--step 5] [--seed 1]

One run changes the vocabulary (a new alias, another name, and its undoing) and the words of the
indicators, edits, removes and brings back a bulletin, makes a collection with an excerpt and a note,
saves a topic and adds an account. It is killed at random moments, and in other rounds one call of
the disk fails (bench/faults.py). Then: every file and row is readable, no bulletin is lost, the
vocabulary is that before or after a change, the index follows, and the next changes work.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from bench.faults import CAUSES, Disk, failing
from bench.figures import opened
from bench.weeks import write_weeks
from kb.corpus import (
    By,
    changes,
    lexicon_changes,
    vocabulary_changes,
    vocabulary_history,
    vocabulary_undo,
)
from kb.errors import KbError
from kb.files import Home, init_home
from kb.index import check_index, update_index
from kb.intake import IngestOptions, ingest
from kb.knowledge_base import KnowledgeBase
from kb.model import Practice, entry_id
from kb.readers import read
from kb.rights import Actor, Role
from kb.saved import Editor, Sources, collection_changes, collections, take, topics
from kb.search import Query
from kb.state import accounts, writer_lock

NOW = datetime(2026, 11, 23, 9, 30)
ADMIN = Actor("测试", Role.ADMIN)
NAMES = ({"整村授信"}, {"整村授信工作"}, {"整村授信", "整村授信工作"})


def main() -> int:
    """Print the figures; exit code 1 when something was harmed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("kills", 100), ("step", 5), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-edits-") as folder:
        template = prepare(Path(folder).resolve())
        good, tried = kills(template, given.kills, given.seed)
        print(f"{good} of {tried} kills without harm", flush=True)
        fine, failed = faults(template, given.step)
        print(f"{fine} of {failed} failures of the disk without harm")
    return 0 if (good, fine) == (tried, failed) else 1


def prepare(folder: Path) -> Home:
    """A home with two bulletins and one practice."""
    home = init_home(folder / "template")
    shutil.rmtree(home.corpus / "practices")
    kb = opened(home)
    kb.corpus.save_practice(Practice("整村授信", ("整村推进",)))
    kb = opened(home)
    with writer_lock(home, ADMIN.name):
        options = IngestOptions(date(2026, 11, 23), actor=ADMIN, read=read)
        ingest(kb, write_weeks(folder / "files", range(2)), options)
    kb.engine.close()
    return home


def work(home: Home) -> None:
    """The run; KbError when the disk refuses."""
    kb = opened(home)
    corpus, by, editor = kb.corpus, By(ADMIN, NOW), Editor(ADMIN, NOW)
    first = corpus.bulletin_ids()[0]
    with writer_lock(home, ADMIN.name):
        _change(kb, vocabulary_changes.plan_practice(corpus, _practice("整村授信"), was="整村授信"))
        renamed = _practice("整村授信工作")
        _change(kb, vocabulary_changes.plan_practice(corpus, renamed, was="整村授信"))
        last = vocabulary_history.history(corpus)[0].number
        _change(kb, vocabulary_undo.plan_undo(corpus, last))
        things = [*corpus.indicators().things, "夜校"]
        _change(kb, lexicon_changes.plan_things(corpus, things))
        changes.remove(corpus, first, by)
        update_index(opened(home))
        changes.undo_remove(corpus, first, by)
        update_index(opened(home))
    entry = corpus.load_bulletin(first).entries[0]
    number = collections.create(home, "一课", editor)
    taken = take(Sources(corpus), entry_id(first, entry.anchor))
    collection_changes.add(home, number, (taken,), editor)
    (excerpt,) = collections.collection(home, number, ADMIN).contents.excerpts
    collection_changes.note(home, number, excerpt.id, ("批注", "讨论"), editor)
    collections.undo(home, number, editor)
    topics.save_topic(kb, "走访", Query("走访"), NOW)
    accounts.add_account(home, accounts.NewAccount("甲", "jia", "editor"), 1.0)
    kb.engine.close()


def _practice(name: str) -> Practice:
    return Practice(name, ("整村推进", "整村评议"))


def _change(kb: KnowledgeBase, plan: vocabulary_history.Plan) -> None:
    vocabulary_history.make(kb.corpus, plan, By(ADMIN, NOW))
    fresh = opened(kb.home)
    update_index(fresh)
    fresh.engine.close()


def wrong(home: Home) -> str:
    """The harm that was done, "" for none."""
    try:
        kb = opened(home)
        names = {practice.name for practice in kb.corpus.practices()}
        if names not in NAMES:
            return f"词表里是 {names}"
        kb.corpus.indicators(), kb.corpus.aspects(), vocabulary_history.history(kb.corpus)
        kept = {b.id for b in kb.corpus.bulletins()} | {
            b.bulletin_id for b in kb.corpus.bin_items()
        }
        if len(kept) != 2:
            return f"有 {len(kept)} 期简报"
        for found in collections.collections(home, ADMIN):
            collections.collection(home, found.id, ADMIN)
        topics.topics(kb), accounts.all_accounts(home)
        with writer_lock(home, ADMIN.name):
            update_index(kb)
            left = check_index(kb)
            _change(kb, vocabulary_changes.plan_practice(kb.corpus, Practice("夜校")))
        collections.create(home, "下一课", Editor(ADMIN, NOW))
        kb.engine.close()
        return "；".join(left)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _fresh(template: Home) -> Home:
    home = Home(template.path.parent / "home")
    shutil.rmtree(home.path, ignore_errors=True)
    shutil.copytree(template.path, home.path)
    return home


def kills(template: Home, rounds: int, seed: int) -> tuple[int, int]:
    """(rounds without harm, rounds)."""
    chance = random.Random(seed)
    whole = max(_killed(_fresh(template), None) for _ in range(2))
    good = 0
    for number in range(rounds):
        home = _fresh(template)
        _killed(home, chance.uniform(0, whole))
        harm = wrong(home)
        good += not harm
        if harm:
            print(f"第 {number} 次：{harm}", flush=True)
    return good, rounds


def _killed(home: Home, after: float | None) -> float:
    """Run in a process of its own and kill it after some seconds; the seconds it ran."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(home)
            code = 0
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if after is None and status:
        raise SystemExit("不杀也不对")
    return time.monotonic() - began


def faults(template: Home, step: int) -> tuple[int, int]:
    """(failures without harm, failures)."""
    counted = Disk(template.path.parent / "home")
    home = _fresh(template)
    with failing(counted):
        work(home)
    good = tried = 0
    for cause in CAUSES:
        for at in range(1, counted.calls + 1, step):
            disk = Disk(counted.folder, at, cause)
            harm = _failed(_fresh(template), disk)
            tried += 1
            good += not harm
            if harm:
                print(f"{errno.errorcode[cause]} 第 {at} 次（{disk.failed}）：{harm}", flush=True)
    return good, tried


def _failed(home: Home, disk: Disk) -> str:
    try:
        with failing(disk):
            work(home)
    except KbError as error:
        if not error.message:
            return "没有说明原因"
    except BaseException as error:
        return f"不是 KbError：{type(error).__name__}: {error}"
    return wrong(home)


if __name__ == "__main__":
    sys.exit(main())

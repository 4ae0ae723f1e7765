"""A rebuild on a cluster that is killed is gone on with, and ends like one that was not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.files import Cluster, Home, Settings
from kb.index import rebuild
from kb.index.update import check_index, update_index
from kb.knowledge_base import KnowledgeBase
from tests.builders import bulletin, entry
from tests.index.engines.cluster import cluster_of, drop, why_none
from tests.index.test_rebuild import fill, image

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.schema import row_id

KILLED = """
import os, signal, sys
from pathlib import Path
from kb.files import Cluster, Home, Settings
from kb.index import update_index
from kb.index.engines.opensearch import draft
from kb.knowledge_base import KnowledgeBase
home, host, index, at = sys.argv[1:]
draft.CHECKPOINT = 10
cluster = Cluster((host,), index=index, replicas=0)
kb = KnowledgeBase(Home(Path(home)), Settings(engine="opensearch", opensearch=cluster))
def die(done, of):
    if done == int(at):
        kb.engine._reader.client.call("POST", f"/{index}-g*/_refresh")
        os.kill(os.getpid(), signal.SIGKILL)
update_index(kb, rebuild=True, progress=die)
"""
BULLETINS, EACH = 20, 3


@pytest.fixture
def on_cluster(home: Home, run_folder: Path, tmp_path: Path) -> Iterator[KnowledgeBase]:
    cluster = cluster_of(run_folder, str(tmp_path))
    kb = KnowledgeBase(home, Settings(engine="opensearch", opensearch=cluster))
    fill(kb, BULLETINS)
    yield kb
    kb.engine.close()
    drop(cluster)


def cluster(kb: KnowledgeBase) -> Cluster:
    assert kb.settings.opensearch is not None
    return kb.settings.opensearch


def kill(kb: KnowledgeBase, at: int) -> None:
    """Rebuild in another process, which is killed after so many bulletins."""
    command = [sys.executable, "-c", KILLED, str(kb.home.path), cluster(kb).hosts[0]]
    command += [cluster(kb).index, str(at)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": ":".join(sys.path)}, check=False)
    assert done.returncode == -signal.SIGKILL


def rows(kb: KnowledgeBase) -> int:
    """How many rows all generations hold, seen or not."""
    client = Client(cluster(kb), kb.home.path)
    return int(client.call("GET", f"/{cluster(kb).index}-g*/_count").data["count"])


def clean_build(kb: KnowledgeBase) -> tuple[object, ...]:
    """What an index holds that was built in one go."""
    other = replace(cluster(kb), index=f"{cluster(kb).index}c")
    clean = KnowledgeBase(kb.home, replace(kb.settings, opensearch=other))
    try:
        update_index(clean, rebuild=True)
        return image(clean)
    finally:
        clean.engine.close()
        drop(other)


def test_what_is_there_is_not_put_again(on_cluster: KnowledgeBase) -> None:
    kb = on_cluster
    kill(kb, 13)  # three checkpoints of 12, 24, 36 entries; one bulletin more was put
    seen: list[tuple[int, int]] = []
    change = update_index(kb, rebuild=True, progress=lambda *told: seen.append(told))
    assert change.documents == BULLETINS * EACH
    assert change.put == BULLETINS * EACH - 36
    assert seen[1] == (13, BULLETINS)
    assert rows(kb) == BULLETINS * EACH
    assert image(kb) == clean_build(kb)
    assert check_index(kb) == []


def test_what_changed_meanwhile_is_put_again_and_what_went_is_removed(
    on_cluster: KnowledgeBase,
) -> None:
    kb = on_cluster
    kill(kb, 13)
    ids = kb.corpus.bulletin_ids()
    kb.corpus.save_bulletin(bulletin(entry("只剩这一条。"), id_=ids[0]))
    kb.corpus.bulletin_path(ids[1]).unlink()
    # Half of a bulletin that was finished is gone, as after the death of a node.
    client = Client(cluster(kb), kb.home.path)
    (draft,) = client.call("GET", f"/{cluster(kb).index}-g*/_settings").data
    row = row_id(f"{ids[2]}#{kb.corpus.load_bulletin(ids[2]).entries[0].anchor}", since=1)
    client.call("DELETE", f"/{draft}/_doc/{row}?refresh=true")
    change = update_index(kb, rebuild=True)
    assert change.documents == 1 + (BULLETINS - 2) * EACH
    assert change.put == change.documents - 9 * EACH
    assert rows(kb) == change.documents
    assert image(kb) == clean_build(kb)


def test_with_another_dictionary_it_begins_again(on_cluster: KnowledgeBase) -> None:
    kb = on_cluster
    kill(kb, 13)
    words = kb.corpus.words()
    kb.corpus.save_words(replace(words, accepted=(*words.accepted, "公示天")))
    other = KnowledgeBase(kb.home, kb.settings)
    assert update_index(other, rebuild=True).put == BULLETINS * EACH
    assert rows(other) == BULLETINS * EACH
    other.engine.close()


def test_nothing_is_left_of_it_for_the_next_rebuild(on_cluster: KnowledgeBase) -> None:
    kb = on_cluster
    kill(kb, 13)
    update_index(kb, rebuild=True)
    assert update_index(kb, rebuild=True).put == BULLETINS * EACH


def test_the_index_that_serves_goes_on_meanwhile(on_cluster: KnowledgeBase) -> None:
    kb = on_cluster
    update_index(kb)
    kill(kb, 13)
    assert kb.engine.status().documents == BULLETINS * EACH
    # A small change leaves the interrupted rebuild as it is.
    ids = kb.corpus.bulletin_ids()
    kb.corpus.save_bulletin(bulletin(entry("只剩这一条。"), id_=ids[0]))
    assert update_index(kb).put == 1
    change = update_index(kb, rebuild=True)
    assert change.put == change.documents - 11 * EACH
    assert image(kb) == clean_build(kb)


def test_several_processes_pack_for_the_cluster(
    on_cluster: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = on_cluster
    monkeypatch.setattr(rebuild, "FEW", 0)
    assert update_index(kb, rebuild=True, processes=2).put == BULLETINS * EACH
    assert image(kb) == clean_build(kb)

"""Two knowledge bases with the same name of index on one cluster: the second neither reads nor writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import EngineError
from kb.files import OWNER, Cluster
from tests.chinese import is_chinese
from tests.index.engines.cluster import why_none
from tests.index.engines.opensearch.filled import CORPUS, LOOSE, NEW, requested
from tests.index.engines.samples import Preparer

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch.engine import OpenSearchEngine

pytestmark = pytest.mark.usefixtures("no_pauses")


def test_another_knowledge_base_is_refused_and_changes_nothing(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    other = OpenSearchEngine(cluster, tmp_path / "other")
    for ask in (
        other.status,
        other.digests,
        other.verify,
        lambda: other.search(LOOSE),
        lambda: preparer.fill(other, [NEW]),
        lambda: preparer.change(other, [NEW]),
    ):
        with pytest.raises(EngineError, match="是另一个知识库的") as caught:
            ask()
        assert type(caught.value) is EngineError  # none that has the site build an index
        assert is_chinese(caught.value)
        assert cluster.index in caught.value.message
    assert filled.status().documents == len(filled.digests()) == 9
    preparer.change(filled, [NEW])
    assert filled.status().documents == 10


def test_a_site_that_searched_before_another_took_the_place_finds_out(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    requested(cluster, "DELETE", f"/{cluster.index}-state")
    preparer.fill(OpenSearchEngine(cluster, tmp_path / "other"), [NEW])
    with pytest.raises(EngineError, match="是另一个知识库的"):
        filled.search(LOOSE)


def test_servers_of_one_home_and_homes_that_follow_one_repository_share_an_index(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    assert OpenSearchEngine(cluster, tmp_path).search(LOOSE).total == 9
    following = replace(cluster, corpus="ssh://git@10.1.0.9/srv/git/corpus.git main")
    # The home begins to follow a repository, and then others that do join.
    preparer.change(OpenSearchEngine(following, tmp_path), [NEW])
    for name in ("second", "third"):
        joined = OpenSearchEngine(following, tmp_path / name)
        assert joined.status().documents == 10
        preparer.change(joined, [NEW])
    elsewhere = replace(cluster, corpus="ssh://git@10.1.0.9/srv/git/corpus.git trial")
    with pytest.raises(EngineError, match="是另一个知识库的"):
        OpenSearchEngine(elsewhere, tmp_path / "fourth").status()
    # What it no longer follows does not shut a home out of its index.
    assert filled.status().documents == 10


def test_an_index_of_an_older_version_is_taken_over_with_the_next_commit(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    path = f"/{cluster.index}-state/_doc/state"
    state = requested(cluster, "GET", path)["_source"]
    old = {name: value for name, value in state.items() if name not in ("owners", "written_at")}
    requested(cluster, "PUT", f"{path}?refresh=true", old)
    (tmp_path / "state" / OWNER).unlink()
    other = OpenSearchEngine(cluster, tmp_path / "other")
    assert other.status().documents == filled.status().documents == 9
    preparer.change(filled, [NEW])
    with pytest.raises(EngineError, match="是另一个知识库的"):
        other.status()
    written = requested(cluster, "GET", path)["_source"]
    assert written["owners"] == [(tmp_path / "state" / OWNER).read_text("ascii")]
    assert written["written_at"].endswith(f":{tmp_path.resolve()}")


def test_what_is_no_mark_is_none(filled: OpenSearchEngine, tmp_path: Path) -> None:
    for wrong in (b"", b"\xff\xfe", b" \n"):
        (tmp_path / "state" / OWNER).write_bytes(wrong)
        with pytest.raises(EngineError, match="是另一个知识库的"):
            filled.status()


def test_a_knowledge_base_that_is_no_longer_used_gives_its_place_up(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    filled.close()
    requested(cluster, "DELETE", f"/{cluster.index}-state")
    other = OpenSearchEngine(cluster, tmp_path / "other")
    preparer.fill(other, CORPUS[:3])
    assert other.status().documents == 3

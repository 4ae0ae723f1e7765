"""Two sites that follow one git repository: what one publishes, the other finds; pages say what is wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from kb.corpus import bulletin_markdown
from kb.index import update_index
from kb.knowledge_base import open_knowledge_base
from kb.remote import Report, remember
from kb.state import someone_waits, writer_lock
from tests.remote.conftest import (
    Node,
    _a_git_of_our_own,
    git,
    made,
    node,
    one,
    repository,
    two,
)
from tests.webapp.services.test_index_updater import JULY as BULLETIN
from tests.webapp.services.test_index_updater import eventually, found
from webapp import create_app
from webapp.services import corpus_follower as following

__all__ = ["_a_git_of_our_own", "made", "one", "repository", "two"]


@pytest.fixture
def site(two: Node, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The site of the second node, whose services run."""
    for name in ("LOOK_SECONDS", "WHOLE_SECONDS"):
        monkeypatch.setattr(following, name, 0.05)
    kb = open_knowledge_base(two.home)
    update_index(kb)
    app = create_app(kb)
    follower, index = app.extensions["corpus_follower"], app.extensions["index_updater"]
    index.start()
    follower.start()
    yield app
    follower.stop()
    index.stop()


def test_what_is_published_on_one_node_is_found_on_the_other(one: Node, site: Flask) -> None:
    client = site.test_client()
    assert not found(client, "整村授信先评议")
    one.publish(f"bulletins/2018/{BULLETIN.id}.md", bulletin_markdown.dumps(BULLETIN))
    eventually(lambda: found(client, "整村授信先评议"))


def test_a_long_update_of_the_index_does_not_give_way_to_looks(two: Node, site: Flask) -> None:
    with writer_lock(two.home, "索引更新"):
        assert not any(someone_waits(two.home) for _ in pauses(0.5))


def pauses(seconds: float) -> Iterator[None]:
    """Short ones, for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.01)
        yield


def test_pages_say_what_stands_in_the_way(two: Node, site: Flask) -> None:
    client = site.test_client()
    assert "语料没有与远端同步" not in client.get("/").text
    # No command that would meet the follower at the index of the working copy.
    git(two.corpus, "symbolic-ref", "HEAD", "refs/heads/draft")
    eventually(lambda: "语料没有与远端同步：语料在分支“draft”上" in client.get("/").text)
    git(two.corpus, "symbolic-ref", "HEAD", "refs/heads/main")
    eventually(lambda: "语料没有与远端同步" not in client.get("/").text)


def test_pages_do_not_name_the_folder_of_the_home(two: Node) -> None:
    app = create_app(open_knowledge_base(two.home))
    remember(two.home, Report(f"{two.home.path}/corpus 出错"))
    said = app.test_client().get("/").text
    assert "语料没有与远端同步：corpus 出错" in said


def test_a_node_that_only_reads_offers_no_changes_and_refuses_them(
    made: Path, tmp_path: Path, repository: Path
) -> None:
    reader = node(tmp_path, "reader", repository, push=False)
    app = create_app(open_knowledge_base(reader.home))
    assert app.extensions["corpus_follower"].only_reads
    client = app.test_client()
    page = client.get("/")
    assert "/intake" not in page.text
    refused = client.post("/intake", data={}, headers={"Origin": "http://localhost"})
    assert refused.status_code == 503
    assert "这台服务器只读语料" in refused.text

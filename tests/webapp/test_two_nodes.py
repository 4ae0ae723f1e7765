"""Two web nodes: two processes that serve one home, with the state in PostgreSQL and an index each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kb.files.home import Home
from kb.state import UploadState, uploads
from kb.state.stores import close_store
from tests.deploy.nodes import Node, two_nodes
from tests.deploy.running import running, wait_until
from tests.postgresql import Postgres

TEXT = "7月9日至13日，临海组到甲农商银行跟班学习。\n一、建立客户回访台账，每旬由支行行长抽查一次鹭鸶名单。\n"


@pytest.fixture
def home(sample_home: Home, postgres: Postgres, tmp_path: Path) -> Iterator[Home]:
    """The sample home, with its state in PostgreSQL."""
    home = Home(tmp_path / "home")
    ignored = shutil.ignore_patterns("kb.sqlite3*", "index")
    shutil.copytree(sample_home.path, home.path, ignore=ignored)
    home.config.write_text(f'state = "{postgres.new_database()}"\n', "utf-8")
    yield home
    close_store(home)


@pytest.fixture
def nodes(home: Home, tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    """Both servers."""
    with ExitStack() as stack:
        for node in (both := two_nodes(home, tmp_path)):
            stack.enter_context(running(node.command, node.port, tmp_path / f"{node.name}.log"))
        yield both


def test_what_is_published_on_one_node_is_found_on_both(
    home: Home, nodes: tuple[Node, Node]
) -> None:
    one, two = nodes
    assert one.send("/intake", "/intake", text=TEXT, title="鹭鸶名单") == 303
    (upload,) = uploads.in_state(home, *UploadState)
    wait_until(
        lambda: uploads.find(home, upload.id).state is UploadState.WAITING, "the upload is read"
    )
    at = f"/intake/{upload.id}"
    assert one.send(at, f"{at}/publish") == 303
    for node in (one, two):
        wait_until(lambda node=node: node.finds("鹭鸶名单", "抽查一次鹭鸶名单"), "it is found")  # type: ignore[misc]
    for node in (one, two):
        assert (node.index / "whoosh").is_dir()
    assert not home.index.exists()

"""Two web nodes: two processes that serve one home, with the state in PostgreSQL and an index each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup

from kb.files.home import Home
from kb.state import UploadState, uploads
from kb.state.stores import close_store
from tests.deploy.running import KB, PATIENCE, free_port, running, wait_until
from tests.postgresql import Postgres

TEXT = "7月9日至13日，临海组到甲农商银行跟班学习。\n一、建立客户回访台账，每旬由支行行长抽查一次鹭鸶名单。\n"


@dataclass(frozen=True)
class Node:
    """A server, by its port, and its own index folder."""

    port: int
    index: Path

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status of the answer and its text."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Origin": f"http://127.0.0.1:{self.port}"} if form else {}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def page(self, path: str) -> BeautifulSoup:
        """A page, which must be there."""
        status, text = self.ask("GET", path)
        assert status == 200, text
        return BeautifulSoup(text, "html.parser")

    def send(self, at: str, to: str, **changed: str) -> None:
        """Send the form of the page `at` whose target is `to`, as a browser would."""
        form = next(
            found
            for found in self.page(at).select("form[method=post]")
            if to in (found.get("action"), *(b.get("formaction") for b in found.select("button")))
        )
        fields = {str(e["name"]): str(e.get("value", "")) for e in form.select("input[name]")}
        fields.pop("year-checked", None)
        fields.pop("files", None)
        fields |= {str(e["name"]): e.get_text() for e in form.select("textarea")}
        for select in form.select("select"):
            chosen = select.select_one("option[selected]") or select.select_one("option")
            fields[str(select["name"])] = str(chosen["value"]) if chosen else ""
        status, text = self.ask("POST", to, fields | changed)
        assert status == 303, text

    def finds(self, query: str, words: str) -> bool:
        """Are the words in the results of a search?"""
        status, text = self.ask("GET", f"/search?q={quote(query)}")
        return status == 200 and words in BeautifulSoup(text, "html.parser").get_text()


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
        made = []
        for name in ("one", "two"):
            node = Node(free_port(), tmp_path / name)
            own = ("env", f"KB_NODE={name}", f"KB_INDEX={node.index}")
            command = [*own, *KB, "--home", str(home.path), "serve", "--port", str(node.port)]
            stack.enter_context(running(command, node.port, tmp_path / f"{name}.log"))
            made.append(node)
        yield made[0], made[1]


def test_what_is_published_on_one_node_is_found_on_both(
    home: Home, nodes: tuple[Node, Node]
) -> None:
    one, two = nodes
    one.send("/intake", "/intake", text=TEXT, title="鹭鸶名单")
    (upload,) = uploads.in_state(home, *UploadState)
    wait_until(
        lambda: uploads.find(home, upload.id).state is UploadState.WAITING, "the upload is read"
    )
    at = f"/intake/{upload.id}"
    one.send(at, f"{at}/publish")
    for node in (one, two):
        wait_until(lambda node=node: node.finds("鹭鸶名单", "抽查一次鹭鸶名单"), "it is found")  # type: ignore[misc]
    for node in (one, two):
        assert (node.index / "whoosh").is_dir()
    assert not home.index.exists()

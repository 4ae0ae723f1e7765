"""Web servers of one home, each with an index of its own, and what a browser would ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

from bs4 import BeautifulSoup

from kb.files.home import Home
from tests.deploy.running import KB, PATIENCE
from tests.ports import free_ports

# What the program fills in by itself, or what the tests do not send.
_LEFT_OUT = ("year-checked", "files")


@dataclass(frozen=True)
class Node:
    """A server of a home: its name among the others, its port, its own index."""

    home: Home
    name: str
    port: int
    index: Path

    @property
    def command(self) -> list[str]:
        """What starts it."""
        own = ("env", f"KB_NODE={self.name}", f"KB_INDEX={self.index}")
        return [*own, *KB, "--home", str(self.home.path), "serve", "--port", str(self.port)]

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

    def send(self, at: str, to: str, **changed: str) -> int:
        """Send the form of the page `at` whose target is `to`, as a browser would; the status, of the
        page where that could not be had."""
        status, text = self.ask("GET", at)
        if status != 200:
            return status
        form = next(
            found
            for found in BeautifulSoup(text, "html.parser").select("form[method=post]")
            if to in (found.get("action"), *(b.get("formaction") for b in found.select("button")))
        )
        fields = {str(e["name"]): str(e.get("value", "")) for e in form.select("input[name]")}
        fields |= {str(e["name"]): e.get_text() for e in form.select("textarea")}
        for select in form.select("select"):
            chosen = select.select_one("option[selected]") or select.select_one("option")
            fields[str(select["name"])] = str(chosen["value"]) if chosen else ""
        for name in _LEFT_OUT:
            fields.pop(name, None)
        return self.ask("POST", to, fields | changed)[0]

    def finds(self, query: str, words: str) -> bool:
        """Are the words in the results of a search?"""
        status, text = self.ask("GET", f"/search?q={quote(query)}")
        return status == 200 and words in BeautifulSoup(text, "html.parser").get_text()


def two_nodes(home: Home, folder: Path) -> tuple[Node, Node]:
    """Two servers of a home, with their indexes in a folder; neither is started."""
    named = zip(("one", "two"), free_ports(2), strict=True)
    one, two = (Node(home, name, port, folder / name) for name, port in named)
    return one, two

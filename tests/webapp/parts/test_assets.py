"""Static files: kept by browsers as long as they are the same, and plain enough for old ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

import webapp
from webapp.parts.assets import versions

STATIC = Path(webapp.__file__).parent / "static"
STYLES = Path(webapp.__file__).parent / "styles"


def test_pages_name_files_by_their_content(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/help").text, "html.parser")
    addresses = [str(e.get("src") or e.get("href")) for e in page.select("[src], link[href]")]
    assert {Path(a.partition("?")[0]).name for a in addresses} == {
        "site.css",
        "site.js",
        "suggest.js",
        "excerpts.js",
        "drop.js",
        "icon.svg",
    }
    for address in addresses:
        response = client.get(address, buffered=True)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=0123456789ab"])
def test_another_content_is_not_kept(client: FlaskClient, query: str) -> None:
    response = client.get(f"/static/site.js{query}", buffered=True)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_pages_are_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/help").headers["Cache-Control"] == "no-cache"


def test_a_changed_file_has_another_version(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    file.write_text("a", "utf-8")
    before = versions(tmp_path)
    file.write_text("b", "utf-8")
    assert before.keys() == versions(tmp_path).keys() == {"a.css"}
    assert before != versions(tmp_path)


def test_nothing_is_fetched_from_elsewhere() -> None:
    for file in (*STATIC.rglob("*"), *STYLES.rglob("*")):
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", text), file.name

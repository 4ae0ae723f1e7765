"""Pictures next to the entries of a bulletin, and as files."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from tests.webapp.conftest import Search, words

TENTH = "2026-01-05-云州农商银行系统跟班学习活动第十周简报"


def test_kept_ones_are_shown_with_their_caption(get: Search, sample_kb: KnowledgeBase) -> None:
    page = get(f"/bulletins/{TENTH}")
    bulletin = sample_kb.corpus.load_bulletin(TENTH)
    shown = {
        (str(image["src"]), str(image["alt"]), str(image["loading"]))
        for image in page.select(".entry figure img")
    }
    assert shown == {
        (f"/pictures/{picture.file}", entry.text, "lazy")
        for entry in bulletin.entries
        for picture in entry.pictures
        if picture.file
    }
    assert len(shown) == 2


def test_remote_ones_are_text(get: Search) -> None:
    page = get(f"/bulletins/{TENTH}")
    assert words(page, ".elsewhere summary") == ["有 8 幅图片只在原网页"]
    assert words(page, ".elsewhere li span")[0] == "https://example.invalid/w10/qf01.jpg"
    assert all(str(a["href"]).startswith("#") for a in page.select(".elsewhere a"))
    assert not page.select(".elsewhere img")


def test_the_file(client: FlaskClient, sample_kb: KnowledgeBase) -> None:
    name = sorted(sample_kb.corpus.load_bulletin(TENTH).picture_files)[0]
    response = client.get(f"/pictures/{name}")
    assert response.status_code == 200
    assert response.data == sample_kb.corpus.picture_path(name).read_bytes()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        f"{'0' * 64}.png",
        f"{'0' * 64}.svg",
        f"{'0' * 64}.html",
        "x.png",
        "..%2Forganisations.yml",
        "%2e%2e/organisations.yml",
    ],
)
def test_no_other_file_is_given_away(client: FlaskClient, name: str) -> None:
    response = client.get(f"/pictures/{name}")
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-cache"

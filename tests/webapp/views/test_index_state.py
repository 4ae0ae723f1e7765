"""Whether the index has everything, for pages that wait for it."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_the_state_is_a_small_json(client: FlaskClient) -> None:
    assert client.get("/index-state").json == {"pending": False, "problem": ""}


def test_every_page_of_somebody_who_may_publish_takes_files(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'data-drop="/intake"' in page
    assert "drop.js" in page

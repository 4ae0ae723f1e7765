"""The sign of life."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_it_is_there(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "ok"}

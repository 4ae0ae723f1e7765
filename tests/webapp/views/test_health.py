"""The sign of life."""

from __future__ import annotations

from flask.testing import FlaskClient

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from webapp import create_app


def test_it_is_there(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "ok"}


def test_by_the_name_that_other_programs_use(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_site_that_can_search_is_ready(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ok"}


def test_one_without_an_index_is_not(home: Home) -> None:
    response = create_app(open_knowledge_base(home)).test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json == {"status": "unready", "missing": ["index"]}

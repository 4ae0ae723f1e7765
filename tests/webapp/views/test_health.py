"""The sign of life."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from kb.state.database import connection
from kb.state.stores import close_store
from tests.ports import free_port
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


def test_one_whose_database_is_away_is_not(own_home: Home) -> None:
    """It said ok: only the folder was looked at, and no page of a site with accounts was shown."""
    pytest.importorskip("pg8000")
    state = f"postgresql://kb@127.0.0.1:{free_port()}/kb"
    with own_home.config.open("a", encoding="utf-8") as config:
        config.write(f'\nstate = "{state}"\n')
    response = create_app(open_knowledge_base(own_home)).test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json == {"status": "unready", "missing": ["state"]}


def test_one_whose_state_is_no_database_is_not(own_home: Home) -> None:
    with connection(own_home):
        pass
    close_store(own_home)
    for path in own_home.state.glob("kb.sqlite3*"):
        path.write_bytes(b"no database" * 1000)
    response = create_app(open_knowledge_base(own_home)).test_client().get("/readyz")
    assert response.json == {"status": "unready", "missing": ["state"]}

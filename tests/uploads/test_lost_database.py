"""A PostgreSQL server that goes away in the middle of a publication: an error, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kb.errors import StorageError
from kb.index.update import update_index
from kb.intake.ingest import store_proposal
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import search
from kb.state import UploadState, uploads
from kb.state.stores import close_store
from tests.builders import weekly
from tests.postgresql import Postgres
from tests.uploads.conftest import now_of, published, read_all, received
from webapp.errors import problem_of

STORE, MOVE = "kb.uploads.decisions.store_proposal", "kb.uploads.decisions.uploads.moving"
DO: dict[str, Callable[..., Any]] = {STORE: store_proposal, MOVE: uploads.moving}


@pytest.fixture
def name(kb: KnowledgeBase, postgres: Postgres) -> Iterator[str]:
    """The name of the database in which the state of the knowledge base is now."""
    address = postgres.new_database()
    with kb.home.config.open("a") as config:
        config.write(f'\nstate = "{address}"\n')
    yield address.partition("?")[0].rpartition("/")[2]
    close_store(kb.home)


def end(postgres: Postgres, name: str) -> None:
    """End all connections to a database, that of the lock too."""
    ending = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    postgres.sql(f"{ending} WHERE datname = '{name}' AND pid <> pg_backend_pid()", "postgres")


@pytest.mark.parametrize("place", [STORE, MOVE])
def test_what_connects_again_publishes_once(
    kb: KnowledgeBase, postgres: Postgres, name: str, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A server that was started again: the next statement has a new connection."""
    upload = received(kb, weekly())
    read_all(kb)

    def after_the_end(*given: Any, **named: Any) -> Any:
        end(postgres, name)
        return DO[place](*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(place, after_the_end)
        published(kb, upload)
    after = now_of(kb, upload)
    assert after.state is UploadState.PUBLISHED
    assert kb.corpus.bulletin_ids() == [after.bulletin]
    update_index(kb)
    assert search(kb, Query("先评议")).total == 1


@pytest.mark.parametrize("place", [STORE, MOVE])
def test_what_stays_away_is_said_and_the_upload_is_published_later(
    kb: KnowledgeBase, postgres: Postgres, name: str, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    upload = received(kb, weekly())
    read_all(kb)

    def without(*given: Any, **named: Any) -> Any:
        postgres.sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", "postgres")
        end(postgres, name)
        return DO[place](*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(place, without)
        with pytest.raises(StorageError) as caught:
            published(kb, upload)
    assert problem_of(caught.value).status == 503
    assert any("一" <= character <= "鿿" for character in caught.value.message)
    update_index(kb)
    stored = place == STORE  # then the corpus has it already
    assert search(kb, Query("先评议")).total == stored
    postgres.sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true", "postgres")
    assert now_of(kb, upload).state is UploadState.WAITING
    published(kb, upload)
    after = now_of(kb, upload)
    assert after.state is (UploadState.UNCHANGED if stored else UploadState.PUBLISHED)
    assert kb.corpus.bulletin_ids() == [after.bulletin]

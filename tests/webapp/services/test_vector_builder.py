"""The vectors are built while the site runs, and follow the index and the model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from kb.errors import StorageError
from kb.files import Home
from kb.index import fingerprint_of, update_index
from kb.knowledge_base import open_knowledge_base
from kb.meaning import install_model
from tests.builders import bulletin, entry
from tests.real_model import encoder, model_files
from webapp import create_app
from webapp.services import builder_of, open_site, vector_builder

JULY = bulletin(entry("整村授信先评议，再公示。"), entry("考核算到每一户，按月兑现。"))
AUGUST = bulletin(entry("听证会先听事实，再算额度。"), id_="2018-08-06-学习纪实")


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def app(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    kb = open_knowledge_base(home)
    kb.corpus.save_bulletin(JULY)
    update_index(kb)
    for module in (open_site, vector_builder):
        monkeypatch.setattr(module, "LOOK_SECONDS", 0.05)
    app = create_app(kb)
    builder_of(app).start()
    yield app
    builder_of(app).stop()


def built(home: Home) -> int:
    """How many entries have vectors of the model."""
    matrix = open_knowledge_base(home).vectors.matrix(fingerprint_of(encoder()))
    return len(matrix) if matrix else 0


def test_a_model_that_is_installed_is_used_and_new_entries_follow(app: Flask, home: Home) -> None:
    encoder()
    assert built(home) == 0
    install_model(home, model_files())
    eventually(lambda: built(home) == 2)
    kb = open_knowledge_base(home)
    kb.corpus.save_bulletin(AUGUST)
    update_index(kb)
    eventually(lambda: built(home) == 3)
    eventually(lambda: builder_of(app).state == vector_builder.BuildState())


@pytest.mark.parametrize(("original", "logged"), [("", False), ("No space left", True)])
def test_a_failure_is_told_on_the_pages_and_logged_where_a_library_said_more(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    original: str,
    logged: bool,
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("存不下", where=f"{home.path}/index/vectors", original=original)

    builder = builder_of(create_app(open_knowledge_base(home)))
    monkeypatch.setattr(builder, "_build", fail)
    assert builder._round() == vector_builder.RETRY_SECONDS
    assert builder.state.problem == "index/vectors：存不下"
    assert ("No space left" in caplog.text) == bool(caplog.text) == logged


def test_without_a_model_nothing_is_built_or_said(app: Flask, home: Home) -> None:
    time.sleep(0.2)
    assert not (home.index / "vectors").exists()
    assert "语义" not in app.test_client().get("/search?q=整村授信").text


def test_pages_say_how_far_it_is(app: Flask) -> None:
    builder_of(app).stop()
    builder_of(app).state = vector_builder.BuildState(120, 3000)
    assert "120 / 3000" in app.test_client().get("/").text


def test_it_rests_while_somebody_asks_for_pages() -> None:
    assert vector_builder.rest(0.1, quiet=0.0) == 0.1
    assert vector_builder.rest(60.0, quiet=0.0) == vector_builder.LONGEST_REST
    assert vector_builder.rest(0.1, quiet=vector_builder.QUIET_SECONDS) == 0.0

"""The index follows the corpus while the site runs, and the pages say what is wrong with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.files.durable import write_durably
from kb.files.home import Home
from kb.index.engines.generations import MANIFEST
from kb.index.update import check_index, is_behind, update_index
from kb.intake import new_terms
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.rights import COMMAND_LINE
from kb.search.asking import Query
from kb.search.results import search
from kb.state import writer_lock
from tests.builders import bulletin, entry
from webapp import create_app
from webapp.services import index_updater as updating
from webapp.services import open_site as site
from webapp.services.index_updater import IndexUpdater

JULY = bulletin(entry("整村授信先评议，再公示。"), entry("考核算到每一户，按月兑现。"))
AUGUST = bulletin(entry("听证会先听事实，再算额度。"), id_="2018-08-06-学习纪实")
DEADLINE = 120.0


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + DEADLINE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def indexed(home: Home) -> Home:
    """A home with one bulletin, indexed."""
    kb = open_knowledge_base(home)
    kb.corpus.save_bulletin(JULY)
    update_index(kb)
    kb.engine.close()
    return home


@pytest.fixture
def app(indexed: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A site of it that looks at the disk all the time; its updater is yet to be started."""
    for module, name in ((site, "LOOK_SECONDS"), (updating, "LOOK_SECONDS")):
        monkeypatch.setattr(module, name, 0.05)
    app = create_app(open_knowledge_base(indexed))
    yield app
    keeping(app).stop()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def keeping(app: Flask) -> IndexUpdater:
    found: IndexUpdater = app.extensions["index_updater"]
    return found


def found(client: FlaskClient, text: str) -> bool:
    """Is there an entry that contains it? A phrase that is in no entry finds entries with some of
    its words, and the page says so: those do not count."""
    response = client.get(f"/search?q={text}")
    assert response.status_code == 200
    return 'class="hit"' in response.text or 'class="hit is-new"' in response.text


def index_files(home: Home) -> list[Path]:
    """The files of the live index, largest first."""
    folder = home.index / "whoosh"
    live = folder / (folder / "CURRENT").read_text("utf-8").strip()
    files = (path for path in live.iterdir() if path.name != MANIFEST)
    return sorted(files, key=lambda path: -path.stat().st_size)


def flip(path: Path) -> None:
    """Change some bytes of a file in place, as a failing disk does."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(size // 3, size, max(1, size // 7)):
            file.seek(at)
            (byte,) = file.read(1)
            file.seek(at)
            file.write(bytes([byte ^ 0xFF]))


def test_flipped_bytes_are_noticed_at_the_start_and_mended(
    indexed: Home, app: Flask, client: FlaskClient
) -> None:
    for path in index_files(indexed):
        flip(path)
    assert open_knowledge_base(indexed).engine.verify() != []
    keeping(app).start()
    eventually(lambda: open_knowledge_base(indexed).engine.verify() == [])
    eventually(lambda: not keeping(app).state.updating)
    assert check_index(open_knowledge_base(indexed)) == []
    assert found(client, '"整村授信先评议，再公示"')
    assert not found(client, '"听证会先听事实"')


def test_a_search_that_meets_a_damaged_index_has_it_rebuilt(
    indexed: Home, app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "LOOK_SECONDS", 3600.0)  # nothing but the search notices it
    keeping(app).start()
    eventually(lambda: not keeping(app).pending)
    pointer = indexed.index / "whoosh" / "CURRENT"
    (pointer.parent / pointer.read_text("utf-8").strip() / MANIFEST).write_text("{", "utf-8")
    write_durably(pointer, pointer.read_bytes())  # as if it were new, so that it is opened
    answer = client.get("/search?q=整村授信")
    assert answer.status_code == 503
    assert "索引文件已损坏" in answer.text
    assert "网站正在重建索引" in answer.text
    assert "kb index" not in answer.text
    eventually(lambda: client.get("/search?q=整村授信").status_code == 200)
    assert found(client, "整村授信")
    assert keeping(app).state.problem == ""


def test_what_is_written_by_hand_is_found(indexed: Home, app: Flask, client: FlaskClient) -> None:
    keeping(app).start()
    eventually(lambda: not keeping(app).state.updating)
    assert not found(client, "听证会")
    open_knowledge_base(indexed).corpus.save_bulletin(AUGUST)
    eventually(lambda: found(client, "听证会"))


def test_a_new_vocabulary_searches_the_old_index_until_there_is_a_new_one(
    indexed: Home, app: Flask, client: FlaskClient
) -> None:
    new_terms.accept_as_practice(open_knowledge_base(indexed).corpus, "按月兑现", COMMAND_LINE)
    # The updater is not running: the vocabulary is new, the index is not.
    eventually(lambda: client.get("/practices/按月兑现").status_code == 200)
    assert found(client, "按月兑现")
    assert "还没有条目谈到它" in client.get("/practices/按月兑现").text
    keeping(app).start()
    eventually(lambda: "还没有条目谈到它" not in client.get("/practices/按月兑现").text)


def test_a_file_that_cannot_be_read_is_said_and_forgotten_when_mended(
    indexed: Home, app: Flask, client: FlaskClient
) -> None:
    keeping(app).start()
    corpus = open_knowledge_base(indexed).corpus
    corpus.write_markdown(AUGUST.id, "没有信息\n".encode())
    eventually(lambda: "索引没有全部更新" in client.get("/help").text)
    assert AUGUST.id in client.get("/help").text
    assert str(indexed.path) not in client.get("/help").text
    assert found(client, "整村授信")
    corpus.save_bulletin(replace(AUGUST, id="2018-09-03-学习纪实"))  # others are indexed
    eventually(lambda: found(client, "听证会"))
    assert AUGUST.id in client.get("/help").text
    corpus.save_bulletin(AUGUST)
    eventually(lambda: "索引没有全部更新" not in client.get("/help").text)
    assert found(client, "听证会")


def test_another_writer_is_waited_for_and_the_pages_say_so(
    indexed: Home, app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "LOCK_SECONDS", 0.05)
    keeping(app).start()
    eventually(lambda: not keeping(app).state.updating)
    with writer_lock(indexed, "命令行"):
        open_knowledge_base(indexed).corpus.save_bulletin(AUGUST)
        eventually(lambda: "索引正在更新" in client.get("/help").text)
        assert found(client, "整村授信")
    eventually(lambda: found(client, "听证会"))
    eventually(lambda: "索引正在更新" not in client.get("/help").text)


def test_a_change_that_was_taken_back_while_another_wrote_is_not_waited_for(
    indexed: Home, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "LOCK_SECONDS", 0.05)
    corpus = open_knowledge_base(indexed).corpus
    keeping(app).start()
    eventually(lambda: not keeping(app).state.updating)
    with writer_lock(indexed, "命令行"):
        corpus.save_bulletin(AUGUST)
        eventually(lambda: keeping(app).state.updating)
        corpus.bulletin_path(AUGUST.id).unlink()
    eventually(lambda: not keeping(app).state.updating)


def test_an_accident_is_logged_and_told_without_its_details(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def accident(*_: object, **__: object) -> None:
        raise ZeroDivisionError("details")

    monkeypatch.setattr(updating, "update_index", accident)
    keeping(app).follow()
    assert "程序出了意外" in keeping(app).state.problem
    assert "details" not in keeping(app).state.problem
    assert "ZeroDivisionError" in caplog.text


def test_a_long_update_gives_way_to_a_writer_and_is_made_afterwards(
    indexed: Home, app: Flask, client: FlaskClient, sample_kb: KnowledgeBase
) -> None:
    corpus = open_knowledge_base(indexed).corpus
    long = sample_kb.corpus.load_bulletin(sample_kb.corpus.bulletin_ids()[0])
    for number in range(12):
        corpus.save_bulletin(replace(long, id=f"2025-11-03-第{number}份"))
    new_terms.accept_as_word(corpus, "按月兑现", COMMAND_LINE)
    keeping(app).start()
    eventually(lambda: keeping(app).state.updating)
    with keeping(app).giving_way(), writer_lock(indexed, "网站"):
        assert is_behind(open_knowledge_base(indexed))  # dropped, not waited for
        corpus.save_bulletin(AUGUST)
    eventually(lambda: not keeping(app).state.updating)
    assert check_index(open_knowledge_base(indexed)) == []
    assert found(client, "听证会")


def test_a_missing_index_is_made(indexed: Home, app: Flask, client: FlaskClient) -> None:
    (indexed.index / "whoosh" / "CURRENT").unlink()
    assert client.get("/search?q=整村授信").status_code == 503
    keeping(app).start()
    eventually(lambda: client.get("/search?q=整村授信").status_code == 200)
    assert found(client, "整村授信")


def test_stopping_gives_an_update_up(indexed: Home, app: Flask) -> None:
    updater = keeping(app)
    corpus = open_knowledge_base(indexed).corpus
    for number in range(40):
        text = f"第{number}条经验，按月兑现。"
        corpus.save_bulletin(
            replace(bulletin(entry(text)), id=f"2018-08-06-第{number}期", title=f"第{number}期")
        )
    updater.start()
    updater.stop()
    assert not updater.running
    kb = open_knowledge_base(indexed)
    assert search(kb, Query("整村授信")).total == 1
    with writer_lock(indexed, "测试", 0.0):
        update_index(kb)
    assert check_index(kb) == []


def test_without_a_thread_the_index_follows_at_once(
    indexed: Home, app: Flask, client: FlaskClient
) -> None:
    kb = open_knowledge_base(indexed)
    kb.corpus.save_bulletin(AUGUST)
    keeping(app).follow()
    assert found(client, "听证会")
    kb.corpus.remove_bulletin(AUGUST.id, datetime(2026, 11, 23))
    keeping(app).follow()
    assert not found(client, "听证会")

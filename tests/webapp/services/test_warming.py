"""The first pages are made before somebody asks for them."""

from __future__ import annotations

import importlib
import time
from dataclasses import replace

import pytest
from flask import Flask

from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from tests.builders import bulletin, entry
from tests.webapp.server.conftest import eventually
from webapp import create_app
from webapp.services.warming import addresses, warming

module = importlib.import_module("webapp.services.warming")


def test_the_first_pages_are_made_and_are_there(app: Flask) -> None:
    app.extensions["page_cache"]._pages.clear()
    app.extensions["last_request"] = -module.QUIET_SECONDS
    with warming(app):
        eventually(lambda: len(app.extensions["page_cache"]._pages) >= 4)
    client = app.test_client()
    for address in addresses(app):
        assert client.get(address).status_code == 200


def test_the_words_to_offer_come_first_and_nobody_waits_for_them(kb: KnowledgeBase) -> None:
    kb.corpus.save_bulletin(bulletin(entry("夜校先听农户讲。"), entry("夜校再请专家讲。")))
    update_index(kb)
    app = create_app(kb)
    client = app.test_client()
    address = "/search?q=叶校"
    assert "您要找的是不是" not in client.get(address).text
    assert kb.lexicon.at_hand is None
    with warming(app):
        eventually(lambda: kb.lexicon.at_hand is not None)
    # Though the page without the offer was kept.
    assert "您要找的是不是" in client.get(address).text


def test_visitors_come_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody asks for pages, none is made that nobody asked for."""
    made: list[str] = []
    monkeypatch.setattr(module, "_open", lambda app, address: made.append(address))
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(module, "QUIET_SECONDS", 3600.0)
    app.test_client().get("/health")
    with warming(app):
        time.sleep(0.2)
        assert not made
        app.extensions["last_request"] -= module.QUIET_SECONDS
        eventually(lambda: len(made) > 1)


def test_where_there_are_accounts_no_page_is_asked_for(kb: KnowledgeBase) -> None:
    """It would see the page to log in, and write into the log each time."""
    update_index(kb)
    app = create_app(replace(kb, settings=replace(kb.settings, access="local")))
    assert {name for name, _ in module._work(app)} == {"figures", "matrix"}

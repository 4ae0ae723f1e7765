"""The first pages are made before somebody asks for them."""

from __future__ import annotations

import importlib
import time

import pytest
from flask import Flask

from tests.webapp.server.conftest import eventually
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


def test_visitors_come_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody asks for pages, none is made that nobody asked for."""
    made: list[str] = []
    monkeypatch.setattr(module, "_open", lambda app, address: made.append(address))
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    app.test_client().get("/health")
    with warming(app):
        time.sleep(0.2)
        assert not made
        app.extensions["last_request"] -= module.QUIET_SECONDS
        eventually(lambda: len(made) > 1)

"""The first pages are made before somebody asks for them."""

from __future__ import annotations

from flask import Flask

from tests.webapp.server.conftest import eventually
from webapp.services.warming import addresses, warming


def test_the_first_pages_are_made_and_are_there(app: Flask) -> None:
    app.extensions["page_cache"]._pages.clear()
    with warming(app):
        eventually(lambda: len(app.extensions["page_cache"]._pages) >= 4)
    client = app.test_client()
    for address in addresses(app):
        assert client.get(address).status_code == 200

"""The site of the sample home, and a reader of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.readers import sandbox
from kb.readers.sandbox import Limits
from webapp import create_app

Search = Callable[..., BeautifulSoup]


@pytest.fixture(scope="session")
def app(sample_kb: KnowledgeBase) -> Flask:
    """The site of the sample home. To be read, not changed."""
    return create_app(sample_kb)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a browser."""
    return app.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[[str], BeautifulSoup]:
    """The page at an address, which must be there."""

    def page(address: str) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status}"
        return BeautifulSoup(response.text, "html.parser")

    return page


@pytest.fixture
def patient_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading may take its time on a machine that has much else to do."""
    monkeypatch.setattr(sandbox, "Limits", partial(Limits, wall=60.0))


@pytest.fixture
def search(get: Callable[[str], BeautifulSoup]) -> Search:
    """A page of results by its parameters; `from_` stands for `from`."""

    def page(q: str = "", **parameters: str | list[str]) -> BeautifulSoup:
        named = {name.rstrip("_"): value for name, value in parameters.items()}
        return get(f"/search?{urlencode({'q': q, **named}, doseq=True)}")

    return page


def words(page: Tag, selector: str) -> list[str]:
    """The texts of the elements a selector finds, blanks made one."""
    return [" ".join(element.get_text().split()) for element in page.select(selector)]


def only(page: Tag, selector: str) -> str:
    """The text of the one element a selector finds."""
    (text,) = words(page, selector)
    return text

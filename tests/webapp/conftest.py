"""The site of the sample home, and a reader of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kb.corpus import changes
from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.files.home import Home, init_home
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.readers import sandbox
from kb.readers.sandbox import Limits
from kb.rights import Actor, Role
from tests.builders import bulletin, entry
from tests.conftest import copied, warm
from webapp import create_app
from webapp.services import page_cache

Search = Callable[..., BeautifulSoup]


@pytest.fixture(scope="session")
def app(sample_kb: KnowledgeBase) -> Flask:
    """The site of the sample home. To be read, not changed."""
    return create_app(sample_kb)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A test client for the site; no page was asked for before."""
    page_cache.register(app)
    return app.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[[str], BeautifulSoup]:
    """The page at an address, which must be there."""

    def page(address: str) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status}"
        return parsed(response.text)

    return page


@lru_cache(maxsize=8)
def parsed(text: str) -> BeautifulSoup:
    """The tree of a page, to be read and not changed: many tests look at one page, and to take it apart
    takes longer than to make it."""
    return BeautifulSoup(text, "html.parser")


def patient(patch: pytest.MonkeyPatch) -> None:
    """Reading may take its time on a machine that has much else to do."""
    patch.setattr(sandbox, "Limits", partial(Limits, wall=60.0))


@pytest.fixture
def patient_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that let the site read by itself."""
    patient(monkeypatch)


@pytest.fixture
def search(get: Callable[[str], BeautifulSoup]) -> Search:
    """A page of results by its parameters; `from_` stands for `from`."""

    def page(q: str = "", **parameters: str | list[str]) -> BeautifulSoup:
        named = {name.rstrip("_"): value for name, value in parameters.items()}
        return get(f"/search?{urlencode({'q': q, **named}, doseq=True)}")

    return page


def empty_site(kb: KnowledgeBase) -> Flask:
    """The site of a home without bulletins, its index built."""
    update_index(kb)
    return create_app(kb)


JULY = bulletin(
    entry("一、整村授信先评议。评议以后再公示。"), entry("二、考核算到每一户。按月兑现。")
)
AUGUST = bulletin(entry("一、听证会先听事实。听完再算额度。"), id_="2018-08-06-学习纪实")


@dataclass(frozen=True)
class Desk:
    """The site of a home of its own with two bulletins, to be changed."""

    home: Home
    corpus: Corpus
    client: FlaskClient

    def page(self, address: str) -> BeautifulSoup:
        """The page at an address, which must be there."""
        response = self.client.get(address)
        assert response.status_code == 200, f"{address}: {response.status}"
        return BeautifulSoup(response.text, "html.parser")

    def post(self, address: str, **form: str) -> TestResponse:
        """Send a form."""
        return self.client.post(address, data={k.rstrip("_"): v for k, v in form.items()})

    def done(self, address: str, **form: str) -> BeautifulSoup:
        """Send a form that must lead to another page; that page."""
        response = self.post(address, **form)
        assert response.status_code == 303, response.text
        return self.page(response.headers["Location"])

    def finds(self, text: str) -> list[str]:
        """The titles of what a search finds, full matches only."""
        return words(self.page(f"/search?{urlencode({'q': text})}"), ".hit:not(.partial) h2")

    def markdown(self, bulletin_id: str = JULY.id) -> str:
        """What is stored of a bulletin."""
        return (self.corpus.read_markdown(bulletin_id) or b"").decode()


@pytest.fixture(scope="session")
def two_bulletins(tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path) -> Home:
    """A home with two bulletins, indexed. To be copied, not changed."""
    home = warm(init_home(tmp_path_factory.mktemp("two") / "home"), jieba_cache)
    kb = open_knowledge_base(home)
    for one in (JULY, AUGUST):
        changes.store(
            kb.corpus, one, By(Actor("命令行", Role.EDITOR), datetime(2026, 11, 23, 9, 30))
        )
    update_index(kb)
    kb.engine.close()
    return home


@pytest.fixture
def filled_home(two_bulletins: Home, tmp_path: Path) -> Home:
    """A home with two bulletins, indexed."""
    return copied(two_bulletins, tmp_path / "home")


@pytest.fixture
def desk(filled_home: Home) -> Iterator[Desk]:
    kb = open_knowledge_base(filled_home)
    yield Desk(filled_home, kb.corpus, create_app(kb).test_client())
    kb.engine.close()


# Values for the variable parts of addresses; a part that takes a few words gets one of them, and
# every other part "1".
PARTS = {"bulletin_id": JULY.id, "name": "整村授信", "filename": "site.js"}


def every_route(app: Flask) -> list[tuple[str, str]]:
    """(method, address) of every view, once for each method it takes."""
    with app.test_request_context():
        built = [
            (
                rule,
                rule.build({name: PARTS.get(name) or _part(rule, name) for name in rule.arguments}),
            )
            for rule in app.url_map.iter_rules()
        ]
    return [
        (method, where[1])
        for rule, where in built
        if where is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _part(rule: Rule, name: str) -> str:
    words = re.search(rf"<any\((\w+)[^>]*:{name}>", rule.rule)
    return words[1] if words else "1"


def words(page: Tag, selector: str) -> list[str]:
    """The texts of the elements a selector finds, with single spaces."""
    return [" ".join(element.get_text().split()) for element in page.select(selector)]


def only(page: Tag, selector: str) -> str:
    """The text of the one element a selector finds."""
    (text,) = words(page, selector)
    return text

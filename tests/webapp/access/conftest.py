"""A site with accounts, and people with browsers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.access import COMMAND_LINE, Role, Wanted, administration, hashing
from kb.files.home import Home
from kb.index.update import update_index
from kb.knowledge_base import open_knowledge_base
from kb.state.stores import close_store
from tests.conftest import copied, copy_folder
from webapp import create_app
from webapp.services import open_site

PASSWORD = "湖边 三只 白鹭"


@dataclass
class Person:
    """A browser that keeps cookies, at a site with accounts."""

    client: FlaskClient
    base: str = "http://localhost"

    def get(self, address: str) -> TestResponse:
        """Look at a page."""
        return self.client.get(address, base_url=self.base)

    def page(self, address: str) -> BeautifulSoup:
        """A page, which must be there."""
        response = self.get(address)
        assert response.status_code == 200, f"{address}: {response.status}"
        return BeautifulSoup(response.text, "html.parser")

    def token(self, address: str = "/account/login") -> str:
        """The token in the first form of a page."""
        field = self.page(address).select_one("input[name=csrf]")
        assert field
        return str(field["value"])

    def post(self, address: str, at: str = "/", **form: str) -> TestResponse:
        """Send a form with the token of the page `at`, which has a form or a body that says it."""
        page = self.get(at)
        soup = BeautifulSoup(page.text, "html.parser")
        field = soup.select_one("input[name=csrf]")
        body = soup.select_one("body")
        token = str(field["value"]) if field else str(body.get("data-csrf", "")) if body else ""
        return self.client.post(
            address, data={"csrf": token, **form}, base_url=self.base, buffered=True
        )

    def log_in(self, name: str, password: str = PASSWORD, **more: str) -> TestResponse:
        """Log in through the form."""
        return self.post("/account/login", "/account/login", name=name, password=password, **more)

    def cookie(self, name: str = "kb_session") -> str:
        """The value of a cookie, "" without one."""
        found = self.client.get_cookie(name)
        return found.value if found else ""


@dataclass(frozen=True)
class House:
    """A site with accounts, one for each role, each called as the role."""

    home: Home
    app: Flask

    def person(self, name: str = "", base: str = "http://localhost") -> Person:
        """A browser, logged in when a name is given."""
        person = Person(self.app.test_client(), base)
        if name:
            response = person.log_in(name)
            assert response.status_code == 303, response.text
        return person


def make_quick(patch: pytest.MonkeyPatch) -> None:
    """To derive a password takes no time."""
    patch.setattr(hashing, "COST", (16, 8, 1))
    patch.setattr(hashing, "ARGON", (1, 64, 1))


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    make_quick(monkeypatch)


@pytest.fixture(autouse=True)
def _cold_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new site loads what it needs when it is needed: most tests here search for nothing."""
    monkeypatch.setattr(open_site, "warm_up", lambda kb: None)


@pytest.fixture(scope="session")
def with_people(two_bulletins: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home with two bulletins and an account for each role. To be copied, not changed."""
    home = copied(two_bulletins, tmp_path_factory.mktemp("people") / "home")
    with pytest.MonkeyPatch.context() as patch:
        make_quick(patch)
        for role in Role:
            wanted = Wanted(f"{role.value}-甲", role)
            administration.add(home, COMMAND_LINE, wanted, PASSWORD, time.time())
    close_store(home)
    return home


@pytest.fixture
def built(home: Home, two_bulletins: Home) -> Iterator[Callable[..., House]]:
    """A site of two bulletins with these settings, and with the state of another home."""
    opened = []

    def make(state_of: Home = two_bulletins, **settings: object) -> House:
        kb = open_knowledge_base(home)
        kb = replace(kb, settings=replace(kb.settings, **settings))  # type: ignore[arg-type]
        opened.append(kb.engine)
        if not kb.corpus.bulletin_ids():
            for name in ("corpus/bulletins", "index"):
                copy_folder(two_bulletins.path / name, home.path / name)
            copy_folder(state_of.path / "state", home.path / "state")
        else:
            update_index(kb)
        return House(home, create_app(kb))

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture
def house(built: Callable[..., House], with_people: Home) -> House:
    """A site with an account for each role."""
    hosts, proxies = ("kb.example.cn",), ("127.0.0.1/32",)
    return built(with_people, access="local", hosts=hosts, proxies=proxies)

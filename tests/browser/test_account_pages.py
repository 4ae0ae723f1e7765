"""The pages of a site with accounts fit, and axe finds nothing in them, in light and dark at three widths.

No page is missed: every address of the url map that shows a page is here or in `PAGES`, or is named with
the reason."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser

from kb.access import COMMAND_LINE, Role, Wanted, administration
from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from tests.browser.axe import violations_everywhere
from tests.browser.conftest import BULLETIN, PAGES, Visit, serving, windows
from webapp import create_app

PASSWORD = "湖边 三只 白鹭"
ACCOUNT_PAGES = {
    "log-in": "/account/login",
    "password again": "/account/confirm",
    "own account": "/account",
    "second step": "/account/second/settings",
    "own tokens": "/account/tokens",
    "users": "/users",
    "everybody's tokens": "/users/tokens",
    "everybody's sessions": "/users/sessions",
    "audit log": "/users/log",
    "usage": "/users/usage",
    "settings in force": "/users/settings",
    "history": f"{BULLETIN}/history",
    "removing": f"{BULLETIN}/remove",
    "bin": "/bin",
    "check": "/check",
    "renaming a topic": "/topics/1/edit",
}
# What shows no page of its own, or one that another test opens.
ELSEWHERE = {
    "static": "files",
    "style_sheet": "a file",
    "health.health": "text",
    "health.ready": "text",
    "metrics.metrics": "text",
    "suggest.suggestions": "JSON",
    "index_state.index_state": "JSON",
    "intake.progress": "JSON",
    "pictures.picture": "a picture",
    "review.picture": "a picture",
    "feeds.bulletins": "a feed",
    "feeds.topic": "a feed",
    "compare.export": "a file",
    "figures.csv": "a file",
    "collections.export": "a file",
    "taking.quote": "JSON",
    "account.setup": "tests/browser/test_accounts_journey.py",
    "account.link": "tests/browser/test_accounts_journey.py",
    "second_step.ask": "tests/browser/test_accounts_journey.py",
    "provider.leave": "leads to the provider",
    "provider.come_back": "leads on",
    "collections.collection": "tests/browser/test_collections_journey.py",
    "collections.shared": "tests/browser/test_collections_journey.py",
    "history.one": "tests/browser/test_editor_journey.py",
    "review.show": "tests/browser/test_review_journey.py",
    "kept_forms.show": "after a session has ended: tests/webapp/access/test_expired_forms.py",
}


@pytest.fixture(scope="module")
def app(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site of a copy of the sample home, with an account for each role."""
    home = Home(tmp_path_factory.mktemp("accounts") / "home")
    shutil.copytree(sample_home.path, home.path, ignore=shutil.ignore_patterns("kb.sqlite3*"))
    for role in Role:
        wanted = Wanted(f"{role.value}-甲", role)
        administration.add(home, COMMAND_LINE, wanted, PASSWORD, time.time())
    kb = open_knowledge_base(home)
    return create_app(replace(kb, settings=replace(kb.settings, access="local")))


def test_no_page_is_missed(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    opened = set()
    for address in (*PAGES.values(), *ACCOUNT_PAGES.values()):
        endpoint, _ = adapter.match(urlsplit(address).path, method="GET")
        opened.add(endpoint)
    shown = {r.endpoint for r in app.url_map.iter_rules() if "GET" in (r.methods or ())}
    assert shown - opened == set(ELSEWHERE)


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def logged_in(browser: Browser, site: str) -> dict[str, object]:
    """The cookies of an administrator who has a topic and a token."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{site}/account/login")
    page.get_by_label("名字").fill("admin-甲")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{site}/account/tokens")
    form = page.locator("main form:has(input[name=name])")
    form.locator("input[name=name]").fill("阅读器")
    form.locator("button[type=submit]").click()
    page.goto(f"{site}/topics/new?q=整村授信")
    form.locator("button[type=submit]").click()
    kept: dict[str, object] = dict(context.storage_state())
    context.close()
    return kept


@pytest.fixture
def visit_accounts(browser: Browser, site: str) -> Iterator[Visit]:
    with windows(browser, site) as visit:
        yield visit


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_fits_and_is_accessible(
    visit_accounts: Visit, logged_in: dict[str, object], name: str
) -> None:
    known = {} if name == "log-in" else {"storage_state": logged_in}
    visitor = visit_accounts(**known)
    visitor.go(ACCOUNT_PAGES[name])
    assert violations_everywhere(visitor.page) == []
    for width in (360, 768, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert visitor.overflows() == 0, width

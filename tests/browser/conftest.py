"""A real browser on a real server: Debian's Chromium, waitress, the sample home."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from waitress.server import create_server

from kb.files.home import Home
from kb.intake import Term, propose
from kb.knowledge_base import open_knowledge_base
from kb.readers import sandbox
from kb.readers.sandbox import Limits
from kb.saved.topics import save_topic
from kb.search.asking import Query
from tests.browser.axe import violations
from webapp import create_app
from webapp.services import term_counter
from webapp.services.upload_reader import worker_of

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DESKTOP = {"width": 1280, "height": 900}
# Seconds that reading may take on a machine that has much else to do.
PATIENCE = 60.0
# A busy machine may take this long (ms) for what usually takes a moment.
ACTION_MS = 15_000
expect.set_options(timeout=ACTION_MS)
PHONE = {"width": 390, "height": 844}
BULLETIN = "/bulletins/2026-01-05-云州农商银行系统跟班学习活动第十周简报"
PAGES = {
    "home": "/",
    "results": "/search?q=整村授信&bank=青枫农商银行&sort=date&page=2",
    "answers": "/search?q=整村授信一个村要多少天？",
    "partial matches": "/search?q=客户经理怎么考核才公平合理有效",
    "nothing found": "/search?q=火星&bank=青枫农商银行&kind=lesson",
    "bulletins": "/bulletins",
    "bulletin": f"{BULLETIN}?q=整村授信#e72c9704a",
    "practices": "/practices",
    "practice": "/practices/整村授信",
    "practice, narrowed": "/practices/整村授信?bank=石桥农商银行&aspect=风险防控&all=1",
    "compared": "/compare?q=客户经理 考核",
    "nothing to compare": "/compare?q=火星",
    "figures": "/figures?q=整村授信&by=value&unit=元",
    "trends": "/trends",
    "what a bulletin adds": f"{BULLETIN}/new",
    "audience": f"{BULLETIN}/audience",
    "related": f"/entries/{BULLETIN.removeprefix('/bulletins/')}/e72c9704a/related",
    "reporting an error": f"/entries/{BULLETIN.removeprefix('/bulletins/')}/e72c9704a/report",
    "topics": "/topics",
    "collections": "/collections",
    "checking quotations": "/quotecheck",
    "taking an excerpt": "/collections/take?entry="
    f"{BULLETIN.removeprefix('/bulletins/')}%23e72c9704a",
    "topic": "/topics/1",
    "a new topic": "/topics/new?q=整村授信&bank=青枫农商银行",
    "trends of a practice": "/trends?practice=普惠信贷",
    "editing": f"{BULLETIN}/edit",
    "checking what is published": f"{BULLETIN}/check",
    "new terms": "/terms",
    "vocabulary": "/vocabulary",
    "a practice to change": "/vocabulary/practice?name=整村授信",
    "an aspect to change": "/vocabulary/aspect?name=组织考核",
    "an indicator to change": "/vocabulary/indicator?name=贷款余额",
    "everyday words to change": "/vocabulary/everyday",
    "banks without a practice": "/search?q=哪些行没有做蓝领贷",
    "intake": "/intake",
    "editor's desk": "/intake/desk",
    "help": "/help",
    "not found": "/practices/整村",
}


# Starts Chromium with these arguments more.
Launch = Callable[..., Browser]


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of a running site."""
    # Tests before it may have left files open: select() takes no number above 1,023.
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=4, asyncore_use_poll=True)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)
    thread.join(10)
    assert not thread.is_alive()


@contextmanager
def reading_uploads(app: Flask) -> Iterator[str]:
    """The address of a running site that reads uploads, and waits long for each."""
    with (
        pytest.MonkeyPatch.context() as patch,
        worker_of(app).running(),
        serving(app) as address,
    ):
        patch.setattr(sandbox, "Limits", partial(Limits, wall=PATIENCE))
        yield address


@pytest.fixture(scope="session")
def site(sample_home: Home) -> Iterator[str]:
    """The address of a running site of the sample home, with a topic saved. To be read, not
    changed."""
    kb = open_knowledge_base(sample_home)
    save_topic(kb, "考核怎么算", Query("考核", filters={"kind": ("lesson",)}), datetime.now(UTC))
    app = create_app(kb)

    def counted(_: Home) -> tuple[tuple[Term, ...], str]:
        """The new terms; a process of its own takes three times as long."""
        return propose(kb, term_counter.COUNTED), ""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(term_counter, "_counted", counted)
        while app.extensions["proposals"].offer(kb).counting:
            pass  # the page of new terms is the same at every look
    with serving(app) as address:
        yield address
    kb.engine.close()


@pytest.fixture
def own_site(own_home: Home) -> Iterator[str]:
    """The address of a running site of one's own, its index kept as `kb serve` does."""
    kb = open_knowledge_base(own_home)
    app = create_app(kb)
    app.extensions["index_updater"].start()
    with serving(app) as address:
        yield address
    app.extensions["index_updater"].stop()
    kb.engine.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Launch]:
    """Start Chromium, without a window; Playwright itself can be started once in a process."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(
            "没有找到 Chromium，请执行 make browser（Debian：apt-get install chromium-headless-shell）"
        )
    with sync_playwright() as playwright:
        yield lambda *arguments: playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", *arguments]
        )


@pytest.fixture(scope="session")
def browser(chromium: Launch) -> Iterator[Browser]:
    """The browser that most tests share."""
    browser = chromium()
    yield browser
    browser.close()


@dataclass
class Visitor:
    """A page in a window of its own, and what its console said."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open an address of the site and wait until it is drawn."""
        self.page.goto(self.site + address)

    def axe(self) -> list[str]:
        """What axe objects to, once the page is loaded."""
        return violations(self.page)

    def overflows(self) -> int:
        """By how many pixels the page is wider than its window."""
        self.page.wait_for_load_state()
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Open a window on the sample home."""
    with windows(browser, site) as visit:
        yield visit


@pytest.fixture
def visit_own(browser: Browser, own_site: str) -> Iterator[Visit]:
    """Open a window on a home of one's own."""
    with windows(browser, own_site) as visit:
        yield visit


@contextmanager
def windows(browser: Browser, site: str) -> Iterator[Visit]:
    """Open windows; at the end none of them may have reported an error or a warning.

    Complaints are errors and warnings of the console (scripts, blocked by policy or broken) and
    uncaught exceptions; that a page said 404, 409 or 422 is none.
    """
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def open_window(viewport: dict[str, int] = DESKTOP, **options: Any) -> Visitor:
        # Without motion a jump to an entry has ended when the page is loaded.
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            locale="zh-CN",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        visitor = Visitor(context.new_page(), site)
        visitors.append(visitor)
        page = visitor.page
        page.set_default_timeout(ACTION_MS)
        page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        page.on("console", lambda message: _note(visitor, message))
        return visitor

    yield open_window
    for context in contexts:
        context.close()
    assert [visitor.complaints for visitor in visitors if visitor.complaints] == []


def _note(visitor: Visitor, message: ConsoleMessage) -> None:
    is_page = message.location["url"] == visitor.page.url
    if message.type in ("error", "warning") and not (is_page and "status of 4" in message.text):
        visitor.complaints.append(f"{message.type}: {message.text}")

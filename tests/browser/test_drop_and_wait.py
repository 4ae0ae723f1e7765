"""Files dropped on any page, and a page that says by itself when a bulletin can be found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from kb.state import writer_lock
from tests.browser.conftest import PATIENCE, reading_uploads, windows
from tests.builders import weekly
from webapp import create_app

DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, {type: "text/html"}));
    for (const kind of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
    }
}"""


@pytest.fixture
def app(own_home: Home) -> Iterator[Flask]:
    """The app of a home of one's own, whose index follows in the background."""
    kb = open_knowledge_base(own_home)
    app = create_app(kb)
    app.extensions["index_updater"].start()
    yield app
    app.extensions["index_updater"].stop()
    kb.engine.close()


def test_files_may_be_dropped_on_any_page(browser: Browser, app: Flask) -> None:
    with reading_uploads(app) as site, windows(browser, site) as visit:
        visitor = visit()
        page = visitor.page
        for number, address in enumerate(("/", "/intake/desk", "/bulletins")):
            visitor.go(address)
            page.evaluate(
                DROP, [f"拖放{number}.html", weekly(title=f"拖放第{number}周纪实").decode()]
            )
            said = page.locator(".toast.shown")
            expect(said).to_contain_text("已收到 1 份文件", timeout=PATIENCE * 1000)
            assert page.url == site + address, "what was typed on the page stays"
        said.get_by_role("link", name="去入库").click()
        expect(page.get_by_role("link", name="拖放第2周纪实")).to_be_visible(
            timeout=PATIENCE * 1000
        )
        check = page.get_by_role("link", name="拖放第2周纪实")
        check.click()
        page.get_by_label("期号", exact=True).fill("第二周")
        page.wait_for_load_state()
        page.evaluate(DROP, ["核对页.txt", "拖到核对页上的一段话。"])
        expect(page.locator(".toast.shown")).to_contain_text("已收到 1 份文件")
        expect(page.get_by_label("期号", exact=True)).to_have_value("第二周")
        visitor.go("/intake")
        page.evaluate(DROP, ["入库页.txt", "拖到入库页上的一段话。"])
        expect(page.locator(".done")).to_contain_text("已收到 1 份文件")
        visitor.go("/quotecheck")
        page.evaluate(DROP, ["引文.txt", "拖到引文核对页上的一段话。"])
        expect(page.get_by_role("button", name="核对")).to_be_visible()
        assert page.locator("input[type=file]").evaluate("input => input.files.length") == 1
        assert visitor.complaints == []


def test_a_page_says_when_the_index_has_followed(
    browser: Browser, app: Flask, own_home: Home
) -> None:
    updater = app.extensions["index_updater"]
    kb = app.extensions["site"].current().kb
    bulletin = next(iter(kb.corpus.bulletins())).id
    with reading_uploads(app) as site, windows(browser, site) as visit:
        first, by_hand = visit(), visit(java_script_enabled=False)
        with writer_lock(own_home, "别的程序", PATIENCE):
            updater.follow(wait=0)
            for visitor in (first, by_hand):
                visitor.go(f"/bulletins/{bulletin}?done=published")
                expect(visitor.page.locator(".done")).to_contain_text("几秒钟后检索得到")
        expect(first.page.locator(".done")).to_contain_text(
            "现在可以检索到", timeout=PATIENCE * 1000
        )
        expect(first.page.get_by_role("link", name="看看好了没有")).to_have_count(0)
        by_hand.page.get_by_role("link", name="看看好了没有").click()
        expect(by_hand.page.locator(".done")).to_contain_text("现在可以检索到")
        assert first.complaints == []

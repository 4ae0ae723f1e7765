"""What must be true of every page: it fits, it is accessible, and its console is silent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PAGES, PHONE, Visit

pages = pytest.mark.parametrize("name", PAGES)


@pages
def test_fits_a_phone(visit: Visit, name: str) -> None:
    """And 320 pixels: a window of 1280 at 400 % (WCAG 1.4.10)."""
    visitor = visit(PHONE)
    visitor.go(PAGES[name])
    assert visitor.overflows() == 0
    for switch in visitor.page.locator("details > summary:visible").all():
        switch.click()
    for width in (390, 320):
        visitor.page.set_viewport_size({"width": width, "height": 700})
        assert visitor.overflows() == 0


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")]
)
@pages
def test_is_accessible(visit: Visit, name: str, viewport: dict[str, int], scheme: str) -> None:
    visitor = visit(viewport, color_scheme=scheme)
    visitor.go(PAGES[name])
    assert visitor.axe() == []


@pages
def test_is_complete_without_scripts(visit: Visit, name: str) -> None:
    texts = []
    for enabled in (True, False):
        visitor = visit(java_script_enabled=enabled)
        visitor.go(PAGES[name])
        visitor.page.evaluate("document.querySelectorAll('.took').forEach(e => e.remove())")
        texts.append(visitor.page.locator("body").inner_text())
    assert texts[0] == texts[1]


@pages
def test_prints_the_page_without_its_controls(visit: Visit, name: str) -> None:
    visitor = visit()
    visitor.go(PAGES[name])
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("main")).to_be_visible()
    for control in (".masthead", ".search-box", ".panel", ".paging", ".permalink"):
        for found in visitor.page.locator(control).all():
            expect(found).to_be_hidden()


def test_what_is_folded_is_printed(visit: Visit) -> None:
    visitor = visit()
    visitor.go(PAGES["practice"])
    folded = visitor.page.locator("details.more").first
    for event, shown in (("beforeprint", True), ("afterprint", False)):
        visitor.page.evaluate(f"window.dispatchEvent(new Event('{event}'))")
        expect(folded.locator(".line").first).to_be_visible(visible=shown)


def test_the_skip_link_leads_to_the_text(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/help")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(".skip")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_a_console_that_complains_is_heard(visit: Visit) -> None:
    """Inline style is against the policy, and fails these tests."""
    visitor = visit()
    visitor.go("/help")
    visitor.page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert "Content Security Policy" in "".join(visitor.complaints)
    visitor.complaints.clear()

"""What must be true of every page: it fits, it is accessible, and its console is silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import thinned, unfold, violations_everywhere, violations_of_every_text
from tests.browser.conftest import DESKTOP, PAGES, Visit, Visitor, windows


@pytest.fixture(scope="module")
def window(browser: Browser, site: str) -> Iterator[Visitor]:
    """The window in which one page after the other is opened: to make one takes longer than most pages."""
    with windows(browser, site) as visit:
        yield visit()


@pytest.fixture(scope="module")
def without_scripts(browser: Browser, site: str) -> Iterator[Visitor]:
    """The same without scripts."""
    with windows(browser, site) as visit:
        yield visit(java_script_enabled=False)


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, window: Visitor) -> Iterator[Visitor]:
    """A page, opened once for all tests that look at it."""
    window.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    window.page.emulate_media(media="screen", color_scheme="light")
    window.go(PAGES[request.param])
    yield window
    complaints = [*window.complaints]
    window.complaints.clear()
    assert complaints == []


def test_is_complete_without_scripts(opened: Visitor, without_scripts: Visitor) -> None:
    without_scripts.page.goto(opened.page.url)
    texts = []
    for visitor in (opened, without_scripts):
        visitor.page.evaluate("document.querySelectorAll('.took').forEach(e => e.remove())")
        texts.append(visitor.page.locator("body").inner_text())
    assert texts[0] == texts[1]


def test_prints_the_page_without_its_controls(opened: Visitor) -> None:
    opened.page.emulate_media(media="print")
    expect(opened.page.locator("main")).to_be_visible()
    for control in (".masthead", ".search-box", ".panel", ".paging", ".permalink"):
        for found in opened.page.locator(control).all():
            expect(found).to_be_hidden()
    opened.page.emulate_media(media="screen")


def test_is_accessible_at_three_widths_in_light_and_dark(opened: Visitor) -> None:
    assert violations_everywhere(opened.page) == []


@pytest.mark.parametrize("page", ["home", "results", "editing", "intake"])
def test_one_piece_of_each_look_stands_for_all(visit: Visit, page: str) -> None:
    visitor = visit()
    visitor.go(PAGES[page])
    unfold(visitor.page)
    assert violations_of_every_text(visitor.page) == []


def test_a_look_that_is_hard_to_read_is_found_once(visit: Visit) -> None:
    """However many pieces of text have it; and again where something makes it another look."""
    visitor = visit()
    visitor.go("/help")
    pale = "for (const p of document.querySelectorAll('main p')) p.style.color = '{}'"

    def pieces() -> int:
        return sum("color-contrast" in line for line in visitor.axe())

    assert pieces() == 0
    visitor.page.evaluate(pale.format("#999"))
    first = pieces()
    assert 0 < first < visitor.page.locator("main p").count()
    assert pieces() == 0
    visitor.page.evaluate(pale.format("#aaa"))
    assert pieces() == first


# One fault each, in the fifth of many that are alike.
FAULTS = {
    "link-name": "lines[4].querySelector('a').textContent = ''",
    "color-contrast": "lines[4].querySelector('p').style.color = '#ddd'",
    "aria-roles": "lines[4].setAttribute('role', 'lines')",
    "image-alt": "lines[4].append(document.createElement('img'))",
    "twice": "lines[4].id = lines[5].id = 'line'",
}


def test_a_fault_in_one_of_many_is_found(visit: Visit) -> None:
    """Though most of a long page is taken out while axe looks at it, and put back."""
    visitor = visit()
    visitor.go(PAGES["practice, narrowed"])
    page = visitor.page
    unfold(page)
    elements = "document.querySelectorAll('*').length"
    before = page.evaluate(f"[{elements}, document.body.innerText]")
    with thinned(page):
        assert page.evaluate(elements) < before[0] / 2
    assert page.evaluate(f"[{elements}, document.body.innerText]") == before
    page.evaluate("window.lines = [...document.querySelectorAll('.bank-entries .line')]")
    for fault in FAULTS.values():
        page.evaluate(fault)
    found = "".join(violations_everywhere(page))
    assert [rule for rule in FAULTS if rule not in found] == []
    visitor.complaints.clear()


def test_fits_a_phone(opened: Visitor) -> None:
    """And 320 pixels: a window of 1280 at 400 % (WCAG 1.4.10)."""
    unfold(opened.page)
    for width in (390, 320):
        opened.page.set_viewport_size({"width": width, "height": 700})
        assert opened.overflows() == 0


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

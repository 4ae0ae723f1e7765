"""What must be true of every page: it fits, it is accessible, and its console is silent."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Literal
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.browser.axe import thinned, unfold, violations_everywhere, violations_of_every_text
from tests.browser.conftest import DESKTOP, PAGES, PHONE, Visit, Visitor, windows


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_paper_is_empty(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    """The body was as high as a window: a short last page was followed by an empty one."""
    visitor = visit()
    visitor.page.emulate_media(color_scheme=scheme)
    for address in ("/intake/desk", "/bulletins", "/help", PAGES["nothing found"]):
        visitor.go(address)
        paper = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
        assert all(page.extract_text().strip() for page in paper.pages), address


def test_paper_says_what_was_searched(visit: Visit) -> None:
    """The box, the filters and the form are not printed."""
    visitor = visit()
    page = visitor.page
    for address, asked in (
        (PAGES["results"], "检索词：整村授信；机构：青枫农商银行"),
        (PAGES["practice, narrowed"], "只看：石桥农商银行、风险防控"),
        (PAGES["figures"], "只列：元"),
    ):
        visitor.go(address)
        told = page.get_by_text(asked, exact=True)
        expect(told).to_be_hidden()
        page.emulate_media(media="print")
        expect(told).to_be_visible()
        for link in page.locator(".notice .off").all():
            expect(link).to_be_hidden()
        page.emulate_media(media="screen")


def test_the_check_screen_on_paper_has_no_fields_of_folded_entries(visit: Visit) -> None:
    """Each sentence had three fields: 77 pages for a bulletin of six."""
    visitor = visit()
    visitor.go(PAGES["checking what is published"])
    paper = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    text = "".join(page.extract_text() for page in paper.pages)
    assert "做法:" in normalize("NFKC", text)
    assert len(paper.pages) < 30


def test_what_a_finger_hits_is_large_enough(visit: Visit) -> None:
    visitor = visit(PHONE)
    for address, buttons in (
        (PAGES["practice"], ".said:not(.rest .said) a"),
        (PAGES["practice"], ".matrix .rest > summary"),
        (PAGES["figures"], ".figures thead a"),
        (PAGES["bulletin"], ".takes a"),
    ):
        visitor.go(address)
        heights = visitor.page.locator(buttons).evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().height).filter(height => height > 0)"
        )
        assert heights
        assert min(heights) >= 24, f"{address} {buttons}"


def test_figures_are_sorted_on_a_phone(visit: Visit) -> None:
    """The heads of the columns were out of sight, and had the focus all the same."""
    visitor = visit(PHONE)
    visitor.go(PAGES["figures"])
    by_bank = visitor.page.locator(".figures thead a", has_text="机构")
    expect(by_bank).to_be_in_viewport()
    by_bank.click()
    expect(visitor.page.locator("[aria-sort=ascending]")).to_have_text("机构")

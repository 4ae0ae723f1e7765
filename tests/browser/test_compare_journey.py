"""What a person does with peers side by side: choose, unfold, ask why, read on, take it along."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from kb.insights.comparison import compare
from kb.knowledge_base import KnowledgeBase
from tests.browser.conftest import PAGES, PHONE, Visit

PRACTICE = "/practices/整村授信"


def test_from_a_search_to_the_place_where_it_stands(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/search?q=客户经理 考核")
    page = visitor.page
    page.get_by_role("link", name="按银行对比").click()
    expect(page.get_by_role("heading", name="按银行对比：客户经理 考核")).to_be_visible()
    cell = page.get_by_role("row", name="石桥农商银行").get_by_role("cell").first
    rest = cell.locator(".rest").first
    expect(rest.locator(".said").first).to_be_hidden()
    rest.locator("summary").first.click()
    expect(rest.locator(".said").first).to_be_visible()
    sentence = cell.locator(".said").first
    expect(sentence.locator(".why p").first).to_be_hidden()
    page.locator("label[for=kb-why]").click()
    expect(sentence.locator(".why p").first).to_contain_text("归入“组织考核”")
    sentence.locator(".where a").click()
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_choosing_banks_and_aspects(visit: Visit, scripts: bool) -> None:
    visitor = visit(java_script_enabled=scripts)
    visitor.go(PRACTICE)
    page = visitor.page
    page.get_by_text("选择机构、方面和时间").click()
    page.get_by_role("checkbox", name="云泽农商银行").check()
    page.get_by_role("checkbox", name="石桥农商银行").check()
    page.get_by_role("checkbox", name="风险防控").check()
    page.get_by_role("button", name="更新对照").click()
    table = page.locator(".matrix")
    expect(table.get_by_role("columnheader")).to_have_text(["机构", "风险防控"])
    expect(table.get_by_role("rowheader")).to_contain_text(["云泽农商银行", "石桥农商银行"])
    page.get_by_role("link", name="恢复全部").click()
    expect(table.get_by_role("columnheader")).to_have_count(7)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_shows_one_aspect_at_a_time(visit: Visit, scripts: bool) -> None:
    visitor = visit(PHONE, java_script_enabled=scripts)
    visitor.go(PRACTICE)
    table = visitor.page.locator(".matrix")
    heading = table.locator("td").first.locator(".aspect")
    expect(heading).to_have_text("组织考核")
    # It opens on the aspect with most sentences, which is another.
    expect(heading).to_be_hidden()
    visitor.page.locator(".aspect-tabs label", has_text="组织考核").click()
    expect(heading).to_be_visible()
    cells = table.get_by_role("row", name="青枫农商银行").get_by_role("cell")
    expect(cells).to_have_count(1)
    visitor.page.locator(".aspect-tabs label", has_text="成效数据").click()
    expect(heading).to_be_hidden()
    expect(cells).to_have_count(1)
    expect(cells.locator(".aspect")).to_have_text("成效数据")
    expect(table.get_by_role("columnheader", name="科技支撑")).to_have_count(1)


def test_the_files_are_saved_under_their_chinese_names(visit: Visit) -> None:
    visitor = visit()
    visitor.go(PRACTICE)
    for link, suffix in (("Markdown", "md"), ("Word", "docx"), ("Excel", "xlsx")):
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("link", name=link).click()
        assert download.value.suggested_filename == f"各行做法对照-整村授信.{suffix}"
        assert Path(download.value.path()).stat().st_size > 1000


def test_sorting_figures(visit: Visit) -> None:
    visitor = visit()
    visitor.go(PAGES["figures"])
    page = visitor.page
    column = page.get_by_role("columnheader", name="数据")
    expect(column).to_have_attribute("aria-sort", "ascending")
    column.get_by_role("link").click()
    expect(column).to_have_attribute("aria-sort", "descending")


def test_a_number_of_a_heat_table_leads_to_what_it_counts(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/trends")
    link = visitor.page.locator(".heat-5 a").first
    count = link.inner_text().split()[0]
    link.click()
    expect(visitor.page.locator(".summary strong")).to_have_text(count)


@pytest.mark.parametrize("width", [1280, 1000])
def test_the_columns_of_all_banks_stand_below_one_head(visit: Visit, width: int) -> None:
    visitor = visit({"width": width, "height": 800})
    visitor.go(PRACTICE)
    rows = visitor.page.locator(".matrix tbody:not(.paper-head) tr:not(:has(> .unplaced))")
    expect(rows.nth(2)).to_be_visible()
    edges = rows.evaluate_all(
        "rows => rows.map(row => [...row.children].map(cell => Math.round(cell.getBoundingClientRect().x)))"
    )
    assert len(edges) > 2
    assert all(row == edges[0] for row in edges)


@pytest.mark.parametrize("practice", ["整村授信", "绩效考核"])
def test_no_bank_has_its_head_alone_at_the_foot_of_a_page(visit: Visit, practice: str) -> None:
    """Chromium broke a page between the head of a table and its first row."""
    visitor = visit()
    visitor.go(f"/practices/{practice}")
    paper = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    pages = [page.extract_text().split() for page in paper.pages]
    assert all(words[-1] != "成效数据" for words in pages if words)


def test_every_page_of_a_bank_on_paper_has_its_head(visit: Visit) -> None:
    """Only the head of the first bank was repeated."""
    visitor = visit()
    visitor.go(PRACTICE)
    paper = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    pages = [normalize("NFKC", page.extract_text()) for page in paper.pages]
    last = next(n for n, text in enumerate(pages) if "句子均为原文" in text)
    assert last > 4
    for text in pages[1:last]:
        # A bank that is set aspect by aspect has its own head above that of the first aspect.
        assert "成效数据" in text[:80] or re.search("农商银行 ?· ?..", text[:80])


def test_a_row_with_one_long_cell_fills_its_paper(visit: Visit) -> None:
    """A long aspect left the other columns empty: 18 pages of 42 with a column or two on each, and the
    entries below stood one under the other."""
    visitor = visit()
    visitor.go(PRACTICE)
    expect(visitor.page.locator(".matrix.lopsided").first).to_be_visible()
    paper = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    pages = [normalize("NFKC", page.extract_text()) for page in paper.pages]
    last = next(n for n, text in enumerate(pages) if "句子均为原文" in text)
    assert last <= 12
    assert len(pages) <= 28


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_holds_every_sentence(visit: Visit, scripts: bool, sample_kb: KnowledgeBase) -> None:
    """A cell had five, and without a script two."""
    visitor = visit(java_script_enabled=scripts)
    visitor.go(PRACTICE)
    visitor.page.emulate_media(media="print")
    shown = visitor.page.locator(".matrix .said > p:first-child")
    if scripts:
        visitor.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    seen = shown.evaluate_all(
        "all => all.filter(one => one.checkVisibility({contentVisibilityAuto: true})).map(one => one.textContent)"
    )
    rows = compare(sample_kb, "整村授信", shown=None).rows
    said = [s for row in rows for cell in row.cells for s in (*cell.statements, *cell.aside)]
    said += [statement for row in rows for statement in row.rest]
    assert len(said) > 50
    assert Counter(seen) == Counter(s.lead + s.text for s in said)


def test_few_aspects_take_the_width_that_the_bank_does_not_need(visit: Visit) -> None:
    visitor = visit()
    for chosen in ("aspect=组织考核", "aspect=组织考核&aspect=风险防控", "bank=石桥农商银行"):
        visitor.go(f"{PRACTICE}?{chosen}")
        box = visitor.page.locator(".matrix .corner").bounding_box()
        assert box is not None
        assert box["width"] < 130


def test_paper_names_the_sentences_of_no_aspect(visit: Visit) -> None:
    visitor = visit()
    visitor.go(PRACTICE)
    page = visitor.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    label = page.locator(".unplaced summary").first
    expect(label).to_be_visible()
    expect(label).to_contain_text("不属于任何方面")


def test_a_month_is_not_broken_on_a_phone(visit: Visit) -> None:
    visitor = visit(PHONE)
    visitor.go("/trends")
    for piece in visitor.page.locator(".heat .unbroken").all():
        box = piece.bounding_box()
        assert box is not None
        assert box["height"] < 30
    assert visitor.overflows() == 0


def test_tables_of_counts_fit_on_paper(visit: Visit) -> None:
    """The last columns were cut off where there are many banks."""
    visitor = visit({"width": 700, "height": 800})
    visitor.go("/trends")
    page = visitor.page
    page.emulate_media(media="print")
    page.locator("main").evaluate("main => main.style.width = '420px'")
    for table in page.locator(".heat").all():
        box = table.bounding_box()
        assert box is not None
        assert box["width"] <= 420


def test_sentences_of_no_aspect_look_like_the_others(visit: Visit) -> None:
    """They had the frame and the dots of what an editor said of sentences that are gone."""
    visitor = visit()
    visitor.go("/compare?q=客户经理 考核")
    looks = visitor.page.locator(".others .said").evaluate_all(
        """all => all.map(e => getComputedStyle(e).listStyleType
          + getComputedStyle(e.parentElement.parentElement).borderLeftWidth)"""
    )
    assert len(looks) > 2
    assert set(looks) == {"none0px"}


def test_one_full_column_among_empty_ones_fills_its_paper(visit: Visit) -> None:
    """Six pages with one sentence beside the other's white."""
    visitor = visit()
    visitor.go("/compare?q=客户经理 考核")
    paper = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) <= 5

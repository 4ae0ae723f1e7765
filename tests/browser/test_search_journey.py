"""What a person does: search, narrow down, read, go back."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import BULLETIN, PHONE, Visit, Visitor


def in_view(locator: Locator) -> bool:
    """Does the element begin in the window?"""
    found: bool = locator.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return r.top >= 0 && r.top < window.innerHeight; }"
    )
    return found


def journey(visitor: Visitor) -> None:
    """From the home page to the entry of a hit and back."""
    page = visitor.page
    visitor.go("/")
    page.get_by_role("searchbox").fill("整村授信")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("main").get_by_role("status")).to_contain_text("找到")
    page.wait_for_load_state()

    switch = page.get_by_text("筛选", exact=True).first
    if switch.is_visible():  # on a phone
        switch.click()
    page.locator(".facet").get_by_role("link", name="云泽农商银行").click()
    expect(page.locator(".chips")).to_contain_text("机构：云泽农商银行")
    narrowed = page.url
    for about in page.locator(".hit .about").all_inner_texts():
        assert "云泽农商银行" in about

    hit = page.locator(".hit").first
    title = hit.locator("h2 a").inner_text()
    hit.locator("h2 a").click()
    entry = page.locator(".entry:target")
    expect(entry).to_be_visible()
    expect(entry.locator("mark").first).to_have_text("整村授信")
    assert title in entry.inner_text()
    assert in_view(entry)
    background = "e => getComputedStyle(e).backgroundColor"
    other = page.locator("div.entry:not(:target)").first
    assert entry.evaluate(background) != other.evaluate(background)

    page.go_back()
    assert page.url == narrowed
    expect(page.get_by_role("searchbox")).to_have_value("整村授信")


def test_journey(visit: Visit) -> None:
    journey(visit())


def test_journey_without_scripts(visit: Visit) -> None:
    journey(visit(java_script_enabled=False))


def test_journey_on_a_phone(visit: Visit) -> None:
    journey(visit(PHONE))


def test_journey_on_a_phone_without_scripts(visit: Visit) -> None:
    journey(visit(PHONE, java_script_enabled=False))


def test_dates_and_pages(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/search?q=整村授信&kind=lesson")
    page.get_by_label("从").fill("2025-12-01")
    page.get_by_label("到").fill("2025-12-31")
    page.get_by_role("button", name="按时间筛选").click()
    expect(page.locator(".chips")).to_contain_text("2025年12月1日起2025年12月31日止")
    expect(page.locator(".chips")).to_contain_text("类型：经验")
    first = page.locator(".hit h2").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("第 2 /")
    assert page.locator(".hit h2").first.inner_text() != first
    page.get_by_role("link", name="上一页").click()
    expect(page.locator(".hit h2").first).to_have_text(first)


def test_from_a_practice_to_an_entry(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/")
    page.get_by_role("link", name="蓝领贷").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("蓝领贷")
    page.locator(".bank .line h4 a").first.click()
    expect(page.locator(".entry:target mark").first).to_have_text("蓝领贷")
    assert in_view(page.locator(".entry:target"))


def test_the_outline_stays_beside_the_article_and_folds_on_a_phone(visit: Visit) -> None:
    wide = visit()
    wide.go(BULLETIN)
    wide.page.locator(".outline a", has_text="讲得好的人要留在讲台上").click()
    expect(wide.page.locator(".entry:target")).to_contain_text("讲得好的人要留在讲台上")
    assert in_view(wide.page.locator(".outline"))

    narrow = visit(PHONE)
    narrow.go(BULLETIN)
    expect(narrow.page.locator(".outline")).to_be_hidden()
    narrow.page.get_by_text("本期目录").first.click()
    narrow.page.locator(".outline a", has_text="讲得好的人要留在讲台上").click()
    assert in_view(narrow.page.locator(".entry:target"))

"""What an editor does between two issues: correct a bulletin, take one out, decide on a word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import BULLETIN, PHONE, Visit, Visitor

OLD = "集中签约像流水线"
NEW = "集中签约像一条流水线"


def fits(visitor: Visitor, *, scripts: bool = True) -> None:
    """The page as it is now is accessible (which a script tells) and no wider than a phone."""
    if scripts:
        assert visitor.axe() == []
    size = visitor.page.viewport_size
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    assert visitor.overflows() == 0
    assert size is not None
    visitor.page.set_viewport_size(size)


def box(page: Page) -> str:
    return page.get_by_label("Markdown 原文").input_value()


def fill(page: Page, text: str) -> None:
    page.get_by_label("Markdown 原文").fill(text)


@pytest.mark.parametrize("scripts", [True, False])
def test_corrected_found_compared_and_restored(visit_own: Visit, scripts: bool) -> None:
    visitor = visit_own(java_script_enabled=scripts)
    page = visitor.page
    visitor.go(BULLETIN)
    page.get_by_role("link", name="编辑", exact=True).click()
    text = box(page)
    line = text[: text.index("kind=lesson")].count("\n") + 1

    fill(page, text.replace("kind=lesson", "kind=lessen", 1))
    page.get_by_role("button", name="保存").last.click()
    expect(page.get_by_role("alert")).to_contain_text(f"第 {line} 行")
    if scripts:
        page.wait_for_load_state()
        chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
        found = page.get_by_label("Markdown 原文").evaluate(chosen)
        assert "kind=lessen" in found
        assert found.startswith("{:")
        assert found.endswith("}")
    fits(visitor, scripts=scripts)

    fill(page, text.replace(OLD, NEW))
    page.get_by_role("button", name="预览").click()
    expect(page.locator(".changes ins")).to_have_text("一条")
    expect(page.locator(".preview")).to_contain_text(NEW)
    fits(visitor, scripts=scripts)

    page.get_by_role("button", name="保存").last.click()
    expect(page.locator(".done")).to_contain_text("已保存")
    expect(page.locator("article")).to_contain_text(NEW)
    visitor.go(f'/search?q="{NEW}"')
    expect(page.locator(".hit mark").first).to_have_text(NEW)

    visitor.go(BULLETIN)
    page.get_by_role("link", name="历史", exact=True).click()
    expect(page.locator(".versions ins")).to_have_text("一条")
    fits(visitor, scripts=scripts)
    page.get_by_role("button", name="恢复到这一版").click()
    expect(page.locator(".done")).to_contain_text("已恢复")
    visitor.go(f'/search?q="{NEW}"')
    expect(page.locator(".hit:not(.partial)")).to_have_count(0)


def test_two_editors_meet_and_neither_loses_a_word(visit_own: Visit) -> None:
    first, second = visit_own(), visit_own(PHONE)
    for visitor in (first, second):
        visitor.go(f"{BULLETIN}/edit")
    text = box(first.page)
    fill(first.page, text.replace(OLD, NEW))
    first.page.get_by_role("button", name="保存").last.click()
    expect(first.page.locator(".done")).to_contain_text("已保存")

    mine = text.replace("话术通关要考应变", "话术通关更要考应变")
    fill(second.page, mine)
    second.page.get_by_role("button", name="保存").last.click()
    expect(second.page.get_by_role("alert")).to_contain_text("又被改过")
    assert box(second.page) == mine
    expect(second.page.locator(".changes")).to_contain_text("修改 2 条")
    fits(second)
    fill(second.page, mine.replace(OLD, NEW))
    second.page.get_by_role("button", name="保存").last.click()
    expect(second.page.locator("article")).to_contain_text(NEW)
    expect(second.page.locator("article")).to_contain_text("更要考应变")


def test_what_was_typed_is_not_left_behind_unasked(visit_own: Visit) -> None:
    visitor = visit_own()
    page = visitor.page
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    visitor.go(f"{BULLETIN}/edit")
    page.get_by_role("link", name="返回").click()
    expect(page.locator("article")).to_be_visible()
    assert asked == []
    visitor.go(f"{BULLETIN}/edit")
    page.get_by_label("Markdown 原文").press("End")
    page.get_by_label("Markdown 原文").type("字")
    page.get_by_role("link", name="返回").click()
    expect(page.locator("article")).to_be_visible()
    assert asked == ["beforeunload"]


def test_taken_out_and_put_back(visit_own: Visit) -> None:
    visitor = visit_own(PHONE)
    page = visitor.page
    for restore in ("撤销", "回收站"):
        visitor.go(BULLETIN)
        page.get_by_role("link", name="移除", exact=True).click()
        page.get_by_role("button", name="移到回收站").click()
        expect(page.locator(".done")).to_contain_text("已移除")
        visitor.go(f'/search?q="{OLD}"')
        expect(page.locator(".hit:not(.partial)")).to_have_count(0)
        page.go_back()
        if restore == "回收站":
            page.get_by_role("link", name="回收站").first.click()
            fits(visitor)
            page.get_by_role("button", name="恢复").click()
        else:
            page.get_by_role("button", name="撤销").click()
        expect(page.locator(".done")).to_contain_text("已从回收站恢复")
        visitor.go(f'/search?q="{OLD}"')
        expect(page.locator(".hit:not(.partial)")).to_have_count(1)


def test_a_word_is_accepted_and_offered_in_the_search_box(visit_own: Visit) -> None:
    visitor = visit_own()
    page = visitor.page
    visitor.go("/practices")
    page.get_by_role("link", name="新词").click()
    proposal = page.locator(
        ".terms > li", has=page.get_by_role("heading", name="用信率", exact=True)
    )
    while not proposal.is_visible():  # counted in the background
        page.wait_for_timeout(500)
        page.reload()
    proposal.get_by_role("combobox").fill("整村授信")
    proposal.get_by_role("button", name="作为别名").click()
    expect(page.locator(".done")).to_contain_text("已采纳“用信率”为别名")
    expect(page.get_by_role("heading", name="用信率", exact=True)).to_have_count(0)
    page.get_by_role("searchbox").fill("用信率")
    expect(page.locator(".suggestions a").first).to_contain_text("即“整村授信”")


def test_a_check_with_findings(visit_own: Visit) -> None:
    visitor = visit_own()
    visitor.go("/check")
    visitor.page.get_by_role("button", name="开始检查").click()
    expect(visitor.page.locator("main").get_by_role("status")).to_contain_text("一切正常")
    fits(visitor)

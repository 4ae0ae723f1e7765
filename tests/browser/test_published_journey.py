"""An editor sees a sentence in the wrong place of a matrix, corrects it, and sees it in the right one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

# A practice with sentences in several columns.
MATRIX = "/practices/整村授信"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sentence_is_moved_from_the_matrix(visit_own: Visit, scripts: bool) -> None:
    visitor = visit_own(java_script_enabled=scripts)
    page = visitor.page
    visitor.go(MATRIX)
    said = page.locator("li.said").first
    text = said.locator("p").first.inner_text()
    said.get_by_role("link", name=re.compile("^核对")).click()

    expect(page.locator("details.entry-more[open]")).to_have_count(1)
    sentence = page.locator(".subjects li", has_text=text[-12:]).first
    chosen = sentence.get_by_label("方面")
    offered = chosen.locator("option").all_inner_texts()
    now = offered[0].partition("：")[2]
    other = next(name for name in offered[1:] if name != now)
    chosen.select_option(label=other)
    page.get_by_role("button", name="保存修改").first.click()
    expect(page.locator(".done")).to_contain_text("已保存")
    expect(sentence.get_by_label("方面")).to_have_value(other)
    if scripts:
        assert visitor.axe() == []

    page.get_by_role("link", name="看这期简报").click()
    expect(page.locator(".entry:target")).to_contain_text(text[-12:])
    visitor.go(f"{MATRIX}?aspect={other}&all=1")
    moved = page.locator("li.said", has_text=text[-12:]).first
    expect(moved.locator(".why")).to_contain_text(f"归入“{other}”：编者指定")

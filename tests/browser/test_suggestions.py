"""The search box offers names while one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit


def test_initials_then_arrow_down_and_enter_search(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/")
    visitor.page.get_by_role("searchbox").type("zcsx")
    offered = visitor.page.get_by_role("list", name="检索提示").get_by_role("link")
    expect(offered.first).to_contain_text("整村授信")
    visitor.page.keyboard.press("ArrowDown")
    expect(offered.first).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("searchbox")).to_have_value("整村授信")
    expect(visitor.page.locator(".hit").first).to_be_visible()


def test_escape_puts_the_list_away(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/")
    visitor.page.get_by_role("searchbox").type("整村")
    offered = visitor.page.get_by_role("list", name="检索提示")
    expect(offered).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(offered).to_be_hidden()
    expect(visitor.page.get_by_role("searchbox")).to_have_value("整村")


@pytest.mark.parametrize("address", ["/", "/bulletins"])
def test_the_list_fits_a_phone_and_passes_axe(visit: Visit, address: str) -> None:
    visitor = visit(PHONE)
    visitor.go(address)
    visitor.page.get_by_role("searchbox").type("shouxin")
    expect(visitor.page.get_by_role("list", name="检索提示")).to_be_visible()
    assert visitor.overflows() <= 0
    assert visitor.axe() == []

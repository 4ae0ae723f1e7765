"""The keys: / to the box, j and k along the list, Enter, ? for help."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BULLETIN, Visit


def test_slash_goes_to_the_box_with_its_text_selected(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/search?q=整村授信")
    visitor.page.keyboard.press("/")
    box = visitor.page.get_by_role("searchbox")
    expect(box).to_be_focused()
    visitor.page.keyboard.type("听证")
    expect(box).to_have_value("听证")


def test_j_and_k_walk_the_results_and_enter_opens(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/search?q=整村授信")
    links = visitor.page.locator(".hit h2 a")
    for _ in range(2):
        visitor.page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    visitor.page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    visitor.page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".entry:target")).to_be_visible()


def test_j_walks_the_marked_entries_of_a_bulletin(visit: Visit) -> None:
    visitor = visit()
    visitor.go(f"{BULLETIN}?q=蓝领贷")
    visitor.page.keyboard.press("j")
    entry = visitor.page.locator(".entry", has=visitor.page.locator(":focus"))
    expect(entry).to_contain_text("蓝领贷")


def test_a_question_mark_opens_help(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/bulletins")
    visitor.page.keyboard.press("?")
    expect(visitor.page.locator("#kb-keys")).to_be_in_viewport()


@pytest.mark.parametrize("key", ["j", "k", "/", "?"])
def test_keys_are_letters_in_the_box(visit: Visit, key: str) -> None:
    visitor = visit()
    visitor.go("/")
    box = visitor.page.get_by_role("searchbox")
    box.focus()
    visitor.page.keyboard.press(key)
    expect(box).to_have_value(key)
    expect(box).to_be_focused()


@pytest.mark.parametrize(
    "event", ["isComposing: true", "keyCode: 229", "ctrlKey: true", "metaKey: true", "altKey: true"]
)
def test_keys_rest_while_an_input_method_composes_or_a_modifier_is_held(
    visit: Visit, event: str
) -> None:
    visitor = visit()
    visitor.go("/search?q=整村授信")
    taken = visitor.page.evaluate(
        f"""() => {{
            const event = new KeyboardEvent("keydown",
                {{key: "j", bubbles: true, cancelable: true, {event}}});
            return !document.body.dispatchEvent(event);
        }}"""
    )
    assert not taken
    expect(visitor.page.locator("a:focus")).to_have_count(0)

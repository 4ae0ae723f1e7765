"""The trainer's way: collect, order, write notes, share, take over a correction, export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from kb.knowledge_base import KnowledgeBase
from kb.rights import Actor, Role
from kb.saved import Editor
from kb.saved.collections import create
from tests.browser.conftest import PHONE, Visit, serving
from tests.peers import EAST_LESSON, first_week, stored
from webapp import create_app

SENTENCE = "每签约一户奖励客户经理30元。"
CITE = "（东山农商银行，《跟班学习纪实第1期》，2018年7月2日至6日）"


@pytest.fixture
def changing(kb: KnowledgeBase) -> Iterator[str]:
    """The address of a site whose home may be changed."""
    stored(kb, first_week())
    with serving(create_app(kb)) as address:
        yield address


def lesson() -> str:
    return first_week().entries[1].anchor


def select(page: Page, start: int, end: int) -> None:
    """Select characters of the first lesson's text, as a mouse would."""
    page.evaluate(
        """([anchor, start, end]) => {
          const walker = document.createTreeWalker(
            document.querySelector("#" + anchor + " [data-line]"), NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          let at = 0, node = walker.nextNode();
          while (node) {
            const length = node.nodeValue.length;
            if (at <= start && start <= at + length) { range.setStart(node, start - at); }
            if (at <= end && end <= at + length) { range.setEnd(node, end - at); break; }
            at += length;
            node = walker.nextNode();
          }
          window.getSelection().removeAllRanges();
          window.getSelection().addRange(range);
        }""",
        [lesson(), start, end],
    )


def copied(page: Page) -> str:
    """What Ctrl+C would put on the clipboard."""
    text: str = page.evaluate(
        """() => {
          const data = new DataTransfer();
          document.dispatchEvent(
            new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
          return data.getData("text/plain");
        }"""
    )
    return text


def test_from_results_matrix_and_selection_to_a_handout(
    changing: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit().page
    page.goto(f"{changing}/search?q=评议会")
    page.locator(".hit a[data-take]").first.click()
    expect(page.locator(".toast")).to_contain_text("已加入“我的讲义”，现有 1 条")
    expect(page.locator("#kb-tray")).to_contain_text("我的讲义")

    page.goto(f"{changing}/compare?q=整村授信")
    page.locator(".said a[data-take]").first.click()
    expect(page.locator(".tray-count")).to_have_text("2")

    start = EAST_LESSON.index(SENTENCE)
    page.goto(f"{changing}/bulletins/{first_week().id}")
    select(page, start, start + len(SENTENCE))
    assert copied(page) == f"“{SENTENCE}”{CITE}"
    page.locator(".selection-bar").get_by_role("button", name="加入讲义").click()
    expect(page.locator(".tray-count")).to_have_text("3")

    page.locator("#kb-tray").click()
    expect(page.locator(".excerpt")).to_have_count(3)
    expect(page.locator(".quotation p").last).to_have_text(SENTENCE)
    page.locator(".excerpt").last.get_by_text("批注和讨论题").click()
    page.get_by_label("讨论题").last.fill("够不够？")
    page.locator(".excerpt").last.get_by_role("button", name="保存").click()
    expect(page.locator(".remark.question")).to_contain_text("够不够？")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "我的讲义-学员版.docx"
    paragraphs: list[Any] = list(docx.Document(str(path)).paragraphs)
    quotes = [p.text for p in paragraphs if p.style.name == "Quote"]
    assert quotes[-1] == SENTENCE


def test_a_whole_entry_is_copied_without_helper_links(changing: str, visit: Visit) -> None:
    page = visit().page
    page.goto(f"{changing}/bulletins/{first_week().id}")
    page.evaluate(
        "(a) => window.getSelection().selectAllChildren(document.getElementById(a))", lesson()
    )
    assert copied(page) == f"“{EAST_LESSON}”{CITE}"


def test_a_stranger_is_asked_which_collection(
    changing: str, visit: Visit, kb: KnowledgeBase
) -> None:
    create(kb.home, "别人的讲义", Editor(Actor("别人", Role.TRAINER), datetime.now(UTC)))
    page = visit().page
    page.goto(f"{changing}/search?q=评议会")
    page.locator("a[data-take]").first.click()
    page.wait_for_url("**/collections/take?*")
    page.get_by_label("或者新建一份，名字是").fill("我自己的")
    page.get_by_role("button", name="加入").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我自己的")
    page.goto(f"{changing}/search?q=评议会")
    page.locator("a[data-take]").nth(1).click()
    expect(page.locator(".toast")).to_contain_text("已加入“我自己的”，现有 2 条")


def test_order_by_keyboard_by_drag_and_undo(changing: str, visit: Visit) -> None:
    page = visit().page
    page.goto(f"{changing}/bulletins/{first_week().id}")
    for number in range(3):
        page.locator(".entry a[data-take]").nth(number).click()
        expect(page.locator(".tray-count")).to_have_text(str(number + 1))
    page.locator("#kb-tray").click()

    def stands_in_order(*excerpts: str) -> None:
        expect(page.locator(".excerpt")).to_have_count(len(excerpts))
        for number, excerpt in enumerate(excerpts):
            expect(page.locator(".excerpt").nth(number)).to_have_id(excerpt)

    stands_in_order("x2", "x3", "x4")
    page.locator("#grip-x4").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#kb-said")).to_have_text("已移到“摘录”第 2 条")
    expect(page.locator("#grip-x4")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#kb-said")).to_have_text("已移到“摘录”第 1 条")
    stands_in_order("x4", "x2", "x3")
    box = page.locator("#x3").bounding_box()
    assert box is not None
    page.locator("#grip-x4").drag_to(
        page.locator("#x3"), target_position={"x": 40, "y": box["height"] - 6}
    )
    expect(page.locator(".excerpt").last).to_have_id("x4")
    page.get_by_role("button", name="撤销：移动一条摘录").click()
    expect(page.locator(".excerpt").first).to_have_id("x4")


def test_a_link_is_shared_and_a_correction_shows(
    changing: str, visit: Visit, kb: KnowledgeBase
) -> None:
    page = visit().page
    page.goto(f"{changing}/bulletins/{first_week().id}")
    page.locator(f"#{lesson()} a[data-take]").click()
    page.locator("#kb-tray").click()
    page.get_by_role("button", name="生成只读链接").click()
    link = page.get_by_label("只读链接").input_value()
    path = kb.corpus.bulletin_path(first_week().id)
    path.write_text(path.read_text("utf-8").replace("经理30元", "经理50元"), "utf-8")
    other = visit(PHONE)
    other.page.goto(link)
    expect(other.page.locator(".quotation")).to_contain_text("30元")
    expect(other.page.locator("main form")).to_have_count(0)
    page.reload()
    expect(page.locator(".corrected ins")).to_have_text("50")
    page.get_by_role("button", name="换成现在的原文").click()
    expect(page.locator(".quotation")).to_contain_text("50元")


def test_on_a_phone_without_scripts(changing: str, visit: Visit) -> None:
    visitor = visit(PHONE, java_script_enabled=False)
    page = visitor.page
    page.goto(f"{changing}/bulletins/{first_week().id}")
    page.locator(f"#{lesson()} a[data-take]").click()
    page.get_by_label(SENTENCE).check()
    page.get_by_label("新讲义的名字").fill("一课")
    page.get_by_role("button", name="加入", exact=True).click()
    expect(page.locator(".quotation p")).to_have_text(SENTENCE)
    page.get_by_label("新的一章").fill("流程")
    page.get_by_role("button", name="加一章").click()
    page.get_by_role("button", name="移过去").click()
    expect(page.locator(".chapter").last.locator(".excerpt")).to_have_count(1)
    assert visitor.overflows() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_accessible_and_fits(changing: str, visit: Visit, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    page = visitor.page
    page.goto(f"{changing}/practices/整村授信")
    page.get_by_role("button", name="生成专题讲义").click()
    expect(page.locator(".excerpt").first).to_be_visible()
    for summary in page.locator("#kb-desk details > summary").all():
        summary.click()
    assert visitor.axe() == []
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert visitor.overflows() == 0
    page.locator(".quotation a").first.click()
    expect(page.locator(".entry:target")).to_be_visible()
    assert visitor.axe() == []
    page.locator(".entry a[data-take]").first.click()
    expect(page.locator(".toast.shown")).to_be_visible()
    assert visitor.axe() == []

"""The editor's review in a browser: the queue of doubts, two tabs, whole entries, the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor, reading_uploads
from tests.browser.test_intake_journey import until_read, upload
from tests.builders import LESSONS, UNTAGGED, weekly
from tests.webapp.views.test_review import IN_TURN
from webapp import create_app

TITLE = "交流第四周纪实"


@pytest.fixture
def site(own_home: Home) -> Iterator[str]:
    """A site to change, which reads uploads and keeps its index."""
    kb = open_knowledge_base(own_home)
    app = create_app(kb)
    app.extensions["index_updater"].start()
    with reading_uploads(app) as address:
        yield address
    app.extensions["index_updater"].stop()
    kb.engine.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A bulletin with something to look at."""
    path = tmp_path / "存疑.html"
    path.write_bytes(weekly([*LESSONS, UNTAGGED], dates="(7月16日--20日)", title=TITLE))
    return path


def opened(visitor: Visitor, file: Path) -> Page:
    """The check screen of the file."""
    upload(visitor, file)
    until_read(visitor, TITLE).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(f"核对：{TITLE}")
    visitor.page.wait_for_load_state()
    return visitor.page


def test_the_keyboard_goes_from_doubt_to_doubt(visit: Visit, file: Path) -> None:
    page = opened(visit(), file)
    links = page.locator(".doubts li:not(.looked) a")
    targets = [str(link.get_attribute("href"))[1:] for link in links.all()]
    assert len(targets) >= 2
    for target in (*targets, targets[0]):
        page.keyboard.press("n")
        focused = page.evaluate("document.activeElement.querySelector('[id]') !== null")
        assert focused
        inside = page.evaluate(
            "id => document.activeElement.contains(document.getElementById(id))", target
        )
        assert inside, target
        expect(page.locator(f"[id='{target}']")).to_be_visible()
    page.keyboard.press("p")
    assert page.evaluate(
        "id => document.activeElement.contains(document.getElementById(id))", targets[-1]
    )


def test_doubts_are_looked_at_and_entries_edited(visit: Visit, file: Path) -> None:
    page = opened(visit(), file)
    before = page.locator(".row.lesson").count()
    page.get_by_role("button", name="看过", exact=False).first.click()
    expect(page.locator("#kb-notes")).to_contain_text("已看 1 处")
    page.locator(".row.lesson .pick input").first.check()
    page.get_by_role("button", name="去掉选中的条目").click()
    expect(page.locator(".done")).to_contain_text("已去掉")
    expect(page.locator(".row.lesson")).to_have_count(before - 1)
    page.get_by_role("button", name="撤销上一次修改", exact=False).click()
    expect(page.locator(".row.lesson")).to_have_count(before)


def test_unsaved_changes_are_not_left_behind_unasked(visit: Visit, file: Path) -> None:
    page = opened(visit(), file)
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go_on)
    page.get_by_label("期号").fill("第九期")
    page.get_by_role("button", name="保存修改").first.click()
    expect(page.locator(".done")).to_contain_text("已保存修改")
    assert asked == []
    page.get_by_label("期号").fill("第十期")
    page.get_by_label("所在位置").get_by_role("link", name="入库").click()
    expect(page.get_by_role("heading", name="入库", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_check_screen_is_accessible_and_fits(
    visit: Visit, file: Path, viewport: dict[str, int], scheme: str
) -> None:
    visitor = visit(viewport, color_scheme=scheme)
    page = opened(visitor, file)
    page.locator(".row.lesson .pick input").first.check()
    page.get_by_role("button", name="去掉选中的条目").click()
    expect(page.locator(".done")).to_contain_text("已去掉")
    for switch in page.locator("details > summary:visible").all():
        switch.click()
    assert visitor.overflows() == 0
    assert visitor.axe() == []


def test_two_tabs_lose_nothing(visit: Visit, file: Path) -> None:
    mine = opened(visit(), file)
    theirs = mine.context.new_page()
    theirs.goto(mine.url)
    theirs.get_by_label("系列", exact=True).fill("别人的系列")
    theirs.get_by_role("button", name="保存修改").first.click()
    expect(theirs.locator(".done")).to_have_text("已保存修改。")
    mine.get_by_label("期号", exact=True).fill("第四周")
    mine.get_by_role("button", name="保存修改").first.click()
    expect(mine.get_by_label("系列", exact=True)).to_have_value("别人的系列")
    theirs.get_by_label("标题", exact=True).fill("别人的标题")
    theirs.get_by_role("button", name="保存修改").first.click()
    mine.get_by_label("标题", exact=True).fill("我的标题")
    mine.get_by_role("button", name="保存修改").first.click()
    expect(mine.locator("#kb-title-wrong")).to_have_text("别人已改为“别人的标题”")
    expect(mine.get_by_label("标题", exact=True)).to_have_value("我的标题")


def test_without_scripts_all_of_it_works(visit: Visit, file: Path) -> None:
    visitor = visit(java_script_enabled=False)
    upload(visitor, file)
    until_read(visitor, TITLE, by_hand=True).click()
    page = visitor.page
    page.locator(".doubts a").first.click()
    page.get_by_role("button", name="全部看过").click()
    expect(page.locator(".doubts button")).to_have_count(0)


def test_a_practice_is_added_with_a_preview_and_undone(visit: Visit, site: str) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/vocabulary")
    page.get_by_role("link", name="新增做法").click()
    page.get_by_label("名称", exact=True).fill("早会通报")
    page.get_by_label("别名（一行一个）").fill("晨会通报")
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.locator("#kb-preview")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".done")).to_contain_text("已保存")
    expect(page.get_by_role("link", name="早会通报")).to_be_visible()
    change = page.locator(".vocabulary-changes li").filter(has_text="新增做法“早会通报”")
    change.get_by_role("button").click()
    expect(page.locator(".done")).to_contain_text("已撤销")
    expect(page.get_by_role("link", name="早会通报")).to_have_count(0)
    assert visitor.axe() == []


def test_files_are_dropped_anywhere_on_the_page(visit: Visit, file: Path) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/intake")
    data = page.evaluate_handle(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "拖进来.html", { type: "text/html" }));
          return data;
        }""",
        file.read_text("utf-8"),
    )
    page.dispatch_event("h1", "drop", {"dataTransfer": data})
    expect(page.locator(".done")).to_contain_text("已收到 1 份文件")


def test_a_paste_keeps_its_format(visit: Visit, file: Path) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/intake")
    page.get_by_text("没有文件？粘贴文字").click()
    page.evaluate(
        """html => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "纪实");
          const event = new ClipboardEvent("paste", { clipboardData: data, cancelable: true });
          document.getElementById("kb-text").dispatchEvent(event);
        }""",
        file.read_text("utf-8"),
    )
    expect(page.locator("#kb-text-hint")).to_contain_text("已保留")
    page.get_by_role("button", name="上传", exact=True).click()
    until_read(visitor, TITLE)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_a_sentence_in_doubt_leads_to_its_field(
    visit: Visit, tmp_path: Path, viewport: dict[str, int]
) -> None:
    path = tmp_path / "小结.txt"
    path.write_text(IN_TURN, "utf-8")
    visitor = visit(viewport)
    upload(visitor, path)
    until_read(visitor, IN_TURN.partition("\n")[0]).click()
    page = visitor.page
    page.locator(".doubtful summary").click()
    assert visitor.axe() == []
    assert visitor.overflows() == 0
    page.locator(".doubtful a").click()
    expect(page.locator(".subjects li:focus")).to_contain_text("晨会排名次")
    sentence = page.locator(".subjects li", has_text="晨会排名次")
    sentence.get_by_label("哪一方").select_option(label="被学习方")
    sentence.get_by_label("机构").fill("枣坡农商银行")
    page.get_by_role("button", name="保存修改").first.click()
    expect(page.locator(".done")).to_contain_text("已保存修改")
    expect(page.locator(".doubtful")).to_have_count(0)


def test_a_title_is_given_to_an_entry_and_shown_above_its_text(visit: Visit, file: Path) -> None:
    page = opened(visit(), file)
    row = page.locator(".row.lesson").first
    row.locator(".entry-more > summary").click()
    row.get_by_label("题目", exact=False).fill("评议放在前面")
    page.get_by_role("button", name="保存修改").first.click()
    expect(page.locator(".row.lesson .entry-title").first).to_have_text("评议放在前面")
    page.get_by_role("button", name="全部看过").click()
    page.get_by_role("button", name="入库").first.click()
    expect(page.locator(".entry-name")).to_have_text("评议放在前面")
    assert page.locator(".toc, nav").get_by_text("评议放在前面").count()

"""What the editor does: upload, watch, check, correct, publish, find."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from tests.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit, Visitor, reading_uploads
from tests.builders import LESSONS, weekly
from tests.readers.making import FORMATS
from webapp import create_app

SECOND = "2025-11-10-云州农商银行系统跟班学习活动第二周纪实"
TITLE = "云州农商银行系统跟班学习活动第二周纪实"


@pytest.fixture(scope="module")
def site(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site to change: the sample home without the issue that is uploaded."""
    home = Home(tmp_path_factory.mktemp("intake") / "home")
    shutil.copytree(sample_home.path, home.path, ignore=shutil.ignore_patterns("kb.sqlite3*"))
    open_knowledge_base(home).corpus.bulletin_path(SECOND).unlink()
    kb = open_knowledge_base(home)
    app = create_app(kb)
    with reading_uploads(app) as address:
        yield address
    kb.engine.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A bulletin with something to look at, and a file that cannot be read."""
    unsure, bad = tmp_path / "存疑.html", tmp_path / "坏.pdf"
    unsure.write_bytes(weekly([LESSONS[0] * 2], dates="(7月16日--20日)", title="交流第四周纪实"))
    bad.write_bytes(b"%PDF-1.4 broken")
    return [unsure, bad]


def upload(visitor: Visitor, *files: Path) -> None:
    """Choose files and send them."""
    visitor.go("/intake")
    visitor.page.get_by_label("文件", exact=True).set_input_files(files)
    send(visitor)


def send(visitor: Visitor) -> None:
    """Send what was chosen or typed, and wait until it is received."""
    visitor.page.get_by_role("button", name="上传", exact=True).click()
    expect(visitor.page.locator(".done")).to_contain_text("已收到")


def until_read(visitor: Visitor, title: str, *, by_hand: bool = False) -> Locator:
    """Wait until an upload is read, and return the link to its check screen; without scripts one
    has to look again."""
    link = visitor.page.get_by_role("link", name=title).first
    deadline = time.monotonic() + PATIENCE
    while by_hand and not link.is_visible() and time.monotonic() < deadline:
        visitor.page.wait_for_timeout(200)
        visitor.page.reload()
    expect(link).to_be_visible(timeout=PATIENCE * 1000)
    return link


def test_from_a_file_to_the_search(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    upload(visitor, FORMATS / "bulletin.html")
    until_read(visitor, TITLE).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"核对：{TITLE}")
    expect(page.locator("#kb-notes")).to_be_visible()
    expect(page.locator("#kb-period-sure")).to_contain_text("确定")
    row = page.locator(".row.activity").first
    text = row.locator(".source p:not(.meta)").first.inner_text()
    row.get_by_label("类型").select_option(label="经验")
    page.get_by_label("标题", exact=True).fill("第二周学习纪实（核对过）")
    page.get_by_role("button", name="保存修改").first.click()
    expect(page.locator(".done")).to_have_text("已保存修改。")
    expect(page.locator("#kb-title-sure")).to_contain_text("已改")
    page.get_by_role("button", name=re.compile("^入库")).first.click()

    expect(page.locator(".done")).to_contain_text("已入库")
    expect(page.get_by_role("heading", level=1)).to_have_text("第二周学习纪实（核对过）")
    search = text[:12]
    page.get_by_role("searchbox").fill(f'"{search}" 类型:经验')
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".hit").first).to_contain_text("第二周学习纪实（核对过）")
    expect(page.locator(".hit").first).to_contain_text("经验")


def test_every_state_is_accessible_and_fits(visit: Visit, files: list[Path]) -> None:
    visitor = visit()
    upload(visitor, *files)
    page = visitor.page
    check = until_read(visitor, "交流第四周纪实").get_attribute("href") or ""
    expect(page.locator(".uploads .state-failed").first).to_be_visible(timeout=PATIENCE * 1000)
    for address in ("/intake", check):
        visitor.go(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for viewport, scheme in ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert visitor.axe() == []
            assert visitor.overflows() == 0
        page.set_viewport_size({"width": 320, "height": 700})
        assert visitor.overflows() == 0


def test_a_pasted_text_on_a_phone_without_scripts(visit: Visit, files: list[Path]) -> None:
    visitor = visit(PHONE, java_script_enabled=False)
    page = visitor.page
    page.goto(f"{visitor.site}/intake")
    page.get_by_text("没有文件？粘贴文字").click()
    page.get_by_label("名称（可不填）").fill("第五周")
    lines = ["跟班学习活动第五周纪实", "(2018年7月23日--27日)", "一、临海组学习情况"]
    page.get_by_label("正文").fill("\n".join([*lines, "本周临海组学习小结", *LESSONS]))
    send(visitor)
    until_read(visitor, "跟班学习活动第五周纪实", by_hand=True).click()
    page.get_by_label("结束日期").fill("2018-07-01")
    page.get_by_role("button", name=re.compile("^入库")).first.click()
    expect(page.locator("#kb-end-wrong")).to_have_text("结束日期早于开始日期")
    page.get_by_label("结束日期").fill("2018-07-27")
    page.get_by_role("button", name=re.compile("^入库")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("跟班学习活动第五周纪实")

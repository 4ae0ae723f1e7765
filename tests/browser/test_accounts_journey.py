"""Accounts in a real browser: the first one, an invitation, what each sees; looked at by axe."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from kb.access import hashing, logging_in
from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor, serving, windows
from webapp import create_app

PASSWORD = "湖边 三只 白鹭"


@pytest.fixture
def code_and_visit(
    own_home: Home, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Visit]]:
    """The code for the first account of a site, and windows on the site."""
    monkeypatch.setattr(hashing, "COST", (16, 8, 1))
    monkeypatch.setattr(hashing, "ARGON", (1, 64, 1))
    own_home.config.write_text('name = "经验库"\naccess = "local"\n', "utf-8")
    code = logging_in.new_setup_code(own_home, time.time())
    kb = open_knowledge_base(own_home)
    with serving(create_app(kb)) as address, windows(browser, address) as visit:
        yield code, visit
    kb.engine.close()


def looked_at(visitor: Visitor) -> None:
    """The page passes axe and fits, on a desk and a phone, light and dark."""
    for viewport in (DESKTOP, PHONE):
        visitor.page.set_viewport_size(viewport)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme=scheme)
            assert visitor.axe() == []
        assert visitor.overflows() == 0
    visitor.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_from_the_first_account_to_a_colleague(code_and_visit: tuple[str, Visit]) -> None:
    code, visit = code_and_visit
    admin = visit()
    page = admin.page
    admin.go("/practices")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    looked_at(admin)
    page.get_by_role("link", name="建立第一个管理员账号").click()
    expect(page.get_by_label("设置代码")).to_be_visible()
    looked_at(admin)
    page.get_by_label("设置代码").fill(code)
    page.get_by_label("名字").fill("王管理")
    page.get_by_label("密码").fill(PASSWORD)
    expect(page.get_by_label("密码")).to_have_attribute("type", "password")
    expect(page.get_by_label("密码")).to_have_attribute("autocomplete", "new-password")
    page.get_by_role("button", name="建立账号").click()
    page.get_by_role("link", name="管理", exact=True).click()
    page.get_by_label("名字").fill("李培训")
    page.get_by_label("角色", exact=True).select_option("培训师")
    page.get_by_role("button", name="建立账号，给出链接").click()
    link = page.get_by_label("一次性链接").input_value()
    page.get_by_text("更改：王管理").click()
    looked_at(admin)
    page.get_by_role("link", name="操作记录").click()
    expect(page.get_by_role("cell", name="邀请", exact=True)).to_be_visible()
    looked_at(admin)
    admin.go("/account/confirm")
    looked_at(admin)

    trainer = visit()
    page = trainer.page
    page.goto(link)
    looked_at(trainer)
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存并登录").click()
    expect(page.get_by_role("link", name="李培训")).to_be_visible()
    expect(page.get_by_role("link", name="入库", exact=True)).to_have_count(0)
    trainer.go("/collections")
    page.get_by_label("名").fill("一课")
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("一课")
    trainer.go("/search?q=整村授信")  # its script tells the site what was asked
    page.get_by_role("link", name="李培训").click()
    expect(page).to_have_url(f"{trainer.site}/account")
    looked_at(trainer)
    trainer.go("/users")
    expect(page.get_by_text("没有权限管理账号")).to_be_visible()
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.get_by_label("名字").fill("李培训")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name="李培训")).to_be_visible()

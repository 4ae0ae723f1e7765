"""Two editors at a site with accounts: one sees the other, a session ends while they type, and one must
set up a second step first; looked at by axe."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from kb.access import COMMAND_LINE, Role, Wanted, administration, hashing
from kb.access.sessions import LIMITS
from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from kb.state import database
from tests.browser.conftest import BULLETIN, Visit, Visitor, serving, windows
from tests.browser.test_accounts_journey import PASSWORD, looked_at
from webapp import create_app

SETTINGS = 'name = "经验库"\naccess = "local"\nsecond_factor = ["admin"]\n[quotas]\nexports = 1\n'
REPORT = f"/entries/{BULLETIN.removeprefix('/bulletins/')}/e72c9704a/report"


@pytest.fixture
def visit_accounts(
    own_home: Home, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Visit]:
    """Windows on a site with two editors and an administrator."""
    monkeypatch.setattr(hashing, "COST", (16, 8, 1))
    monkeypatch.setattr(hashing, "ARGON", (1, 64, 1))
    own_home.config.write_text(SETTINGS, "utf-8")
    for name, role in (("老周", Role.EDITOR), ("小李", Role.EDITOR), ("王管理", Role.ADMIN)):
        administration.add(own_home, COMMAND_LINE, Wanted(name, role), PASSWORD, time.time())
    kb = open_knowledge_base(own_home)
    with serving(create_app(kb)) as address, windows(browser, address) as visit:
        yield visit
    kb.engine.close()


def log_in(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.get_by_label("名字").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def end_sessions_by_themselves(home: Home) -> None:
    """As if nobody had asked for a page for hours."""
    with database.connection(home) as state:
        state.execute("UPDATE session SET seen = seen - ?", (LIMITS.idle + 60,))


def test_each_sees_the_other_and_a_form_outlives_its_session(
    visit_accounts: Visit, own_home: Home
) -> None:
    zhou, li = visit_accounts(), visit_accounts()
    for visitor, name in ((zhou, "老周"), (li, "小李")):
        visitor.go(f"{BULLETIN}/edit")
        log_in(visitor, name)
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("编辑简报")
    expect(li.page.get_by_text("老周 正在编辑（刚才打开）")).to_be_visible()
    looked_at(li)

    page = li.page
    li.go(REPORT)
    page.get_by_label("哪里有误").fill("数字抄错\n应为 3.5 万户 <b>")
    end_sessions_by_themselves(own_home)
    page.get_by_role("button", name="交给编辑").click()
    expect(page.get_by_text("填写的内容保留着")).to_be_visible()
    looked_at(li)
    log_in(li, "小李")
    expect(page.get_by_text("已放回下面的表单，还没有提交")).to_be_visible()
    expect(page.get_by_label("哪里有误")).to_have_value("数字抄错\n应为 3.5 万户 <b>")
    looked_at(li)
    page.get_by_role("button", name="交给编辑").click()
    expect(page.get_by_text("已交给编辑")).to_be_visible()


def test_an_administrator_sets_up_a_second_step_and_sees_what_is_used(
    visit_accounts: Visit,
) -> None:
    admin = visit_accounts()
    page = admin.page
    admin.go("/users/usage")
    log_in(admin, "王管理")
    expect(page.get_by_text("管理员要两步登录")).to_be_visible()
    looked_at(admin)
    secret = page.locator("code").first.inner_text()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("textbox", name="验证码").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="开启两步登录").click()
    page.get_by_role("link", name="抄好了").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("用量")
    exported = page.request.get(f"{admin.site}/figures.csv")
    assert exported.status == 200
    assert page.request.get(f"{admin.site}/figures.csv").status == 429
    page.reload()
    expect(page.get_by_role("cell", name="王管理")).to_be_visible()
    looked_at(admin)
    admin.go("/users/settings")
    expect(page.get_by_role("row", name="second_factor admin")).to_be_visible()
    looked_at(admin)

"""What each role does all day, in a real browser, behind a real nginx with TLS, below /kb/."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kb.files.home import Home
from tests.browser.conftest import Launch, Visit, Visitor, windows
from tests.browser.test_intake_journey import SECOND, TITLE, until_read, upload
from tests.deploy.running import (
    HOST,
    KB,
    PASSWORD,
    nginx_before,
    running,
    with_accounts,
)
from tests.ports import free_port
from tests.readers.making import FORMATS


@pytest.fixture(scope="module")
def address(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site: a home of its own, without the issue that is uploaded."""
    folder = tmp_path_factory.mktemp("roles")
    home = Home(folder / "home")
    ignored = shutil.ignore_patterns("kb.sqlite3*", f"{SECOND}.md")
    shutil.copytree(sample_home.path, home.path, ignore=ignored)
    port = free_port()
    command = [*KB, "--home", str(with_accounts(home).path), "serve", "--port", str(port)]
    with (
        running(command, port, folder / "serve.log"),
        nginx_before(port, folder, "nginx-sub-path.conf", "/kb") as front,
    ):
        yield front.base


@pytest.fixture
def visit(address: str, chromium: Launch) -> Iterator[Visit]:
    """Open a window that takes a certificate nobody has signed."""
    # The browser finds the host of the samples on this machine.
    browser = chromium("--no-proxy-server", f"--host-resolver-rules=MAP {HOST} 127.0.0.1")
    with windows(browser, address) as visit:
        yield lambda **options: visit(ignore_https_errors=True, **options)
    browser.close()


def logged_in(visit: Visit, role: str) -> Visitor:
    """Log in, and see the start page."""
    visitor = visit()
    page = visitor.page
    visitor.go("/")
    page.get_by_label("名字").fill(f"{role}-甲")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name=f"{role}-甲")).to_be_visible()
    (cookie,) = [one for one in page.context.cookies() if "session" in str(one.get("name"))]
    assert (cookie.get("name"), cookie.get("secure"), cookie.get("httpOnly")) == (
        "__Host-kb_session",
        True,
        True,
    )
    return visitor


def test_a_reader_searches_reads_and_exports(visit: Visit, tmp_path: Path) -> None:
    visitor = logged_in(visit, "reader")
    page = visitor.page
    page.get_by_role("searchbox").first.fill("整村授信")
    page.keyboard.press("Enter")
    page.locator(".hit h2 a").first.click()
    expect(page).to_have_url(re.compile(f"^{re.escape(visitor.site)}/bulletins/"))
    visitor.go("/figures?q=整村授信")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").first.click()
    kept = tmp_path / "figures.csv"
    started.value.save_as(kept)
    assert "机构" in kept.read_text("utf-8-sig")
    visitor.go("/intake")
    expect(page.get_by_text("没有权限入库简报")).to_be_visible()


def test_a_trainer_makes_a_collection(visit: Visit, tmp_path: Path) -> None:
    visitor = logged_in(visit, "trainer")
    page = visitor.page
    visitor.go("/collections")
    page.get_by_label("名").fill("一课")
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("一课")
    assert "/kb/collections/" in page.url
    visitor.go("/search?q=整村授信")
    page.locator("a[data-take]").first.click()  # its script sends the excerpt
    expect(page.locator(".toast")).to_contain_text("已加入“一课”，现有 1 条")
    visitor.go("/collections")
    page.get_by_role("link", name="一课").first.click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Word", exact=True).click()
    kept = tmp_path / "一课.docx"
    started.value.save_as(kept)
    assert kept.read_bytes().startswith(b"PK")


def test_an_editor_takes_a_bulletin_in(visit: Visit) -> None:
    visitor = logged_in(visit, "editor")
    page = visitor.page
    upload(visitor, FORMATS / "bulletin.html")
    until_read(visitor, TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"核对：{TITLE}")
    page.get_by_role("button", name=re.compile("^入库")).first.click()
    expect(page.locator(".done")).to_be_visible()
    visitor.go(f"/bulletins/{SECOND}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("第二周纪实")
    visitor.go("/users")
    expect(page.get_by_text("没有权限管理账号")).to_be_visible()


def test_an_administrator_invites_somebody_who_comes(visit: Visit) -> None:
    visitor = logged_in(visit, "admin")
    page = visitor.page
    visitor.go("/users")
    page.get_by_label("名字").fill("新同事")
    page.get_by_role("button", name="建立账号，给出链接").click()
    link = page.get_by_label("一次性链接").input_value()
    assert link.startswith(f"{visitor.site}/account/link/")
    colleague = visit().page
    colleague.goto(link)
    colleague.get_by_label("新密码").fill(PASSWORD)
    colleague.get_by_role("button", name="保存并登录").click()
    expect(colleague.get_by_role("link", name="新同事")).to_be_visible()
    page.get_by_role("link", name="操作记录").click()
    expect(page.get_by_role("cell", name="新同事").first).to_be_visible()

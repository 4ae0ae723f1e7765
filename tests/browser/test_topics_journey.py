"""Save a search, ingest a bulletin, see what is new, and say that it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase
from tests.browser.conftest import BULLETIN, PHONE, Visit, serving
from tests.builders import LESSONS, weekly
from webapp import create_app

TODAY = date(2026, 11, 23)
LATER = "三、整村授信要复评。支行每半年抽户核实一次，收入变化大的当面说明理由，名单由村里公示三天。"


@pytest.fixture
def changing(kb: KnowledgeBase, tmp_path: Path) -> Iterator[str]:
    """The address of a site whose home may be changed: one bulletin is in it."""
    read(kb, tmp_path / "第三周.html", weekly())
    with serving(create_app(kb)) as address:
        yield address


def read(kb: KnowledgeBase, path: Path, data: bytes) -> None:
    """Ingest a file."""
    path.write_bytes(data)
    ingest(kb, [path], IngestOptions(TODAY))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_saved_search_says_what_is_new_until_it_was_seen(
    changing: str, visit: Visit, kb: KnowledgeBase, tmp_path: Path, scripts: bool
) -> None:
    visitor = visit(PHONE, java_script_enabled=scripts)
    page = visitor.page
    page.goto(f"{changing}/search?q=整村授信&kind=lesson")
    page.get_by_role("link", name="存为专题").click()
    page.get_by_label("专题的名字").fill("别行的整村授信")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="别行的整村授信")).to_be_visible()
    expect(page.locator(".hit")).to_have_count(1)

    again = weekly([*LESSONS, LATER], title="跟班学习活动第四周纪实", dates="(2018年7月16日--20日)")
    read(kb, tmp_path / "第四周.html", again)

    page.get_by_role("navigation", name="主导航").get_by_role("link", name="专题").click()
    page.get_by_role("link", name="2 条新").click()
    expect(page.locator(".hit .badge.new")).to_have_count(2)
    page.get_by_role("link", name="全部", exact=True).click()
    expect(page.locator(".hit")).to_have_count(3)
    page.locator(".hit h2 a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("button", name="全部标为已看").click()
    expect(page.locator(".done")).to_have_text("已全部标为已看。")
    expect(page.locator(".badge.new")).to_have_count(0)

    page.get_by_role("link", name="改名、共用或删除").click()
    page.get_by_role("button", name="删除专题").click()
    expect(page.locator(".empty")).to_contain_text("还没有专题")


def test_a_name_that_is_taken_is_said_beside_it(changing: str, visit: Visit) -> None:
    page = visit().page
    for _ in range(2):
        page.goto(f"{changing}/topics/new?q=听证")
        page.get_by_role("button", name="保存").click()
    field = page.get_by_label("专题的名字")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert")).to_contain_text("已有叫“听证”的专题")
    field.fill("听证怎么开")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="听证怎么开")).to_be_visible()


def test_what_the_newest_bulletin_brings(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/")
    page = visitor.page
    page.get_by_role("link", name="最新一期带来了什么").click()
    expect(page.get_by_role("heading", name="本期新增")).to_be_visible()
    section = page.locator(".practice-news:has(summary)").first
    section.locator("summary").click()
    section.locator(".stated a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target mark").first).to_be_visible()


def test_from_a_lesson_to_one_like_it(visit: Visit) -> None:
    visitor = visit()
    visitor.go(f"{BULLETIN}#e72c9704a")
    page = visitor.page
    page.locator(":target").get_by_role("link", name="相近的经验").click()
    expect(page.locator(".hit").first.locator("mark").first).to_be_visible()
    page.locator(".hit h2 a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()

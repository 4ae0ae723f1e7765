"""What a bulletin adds, as a page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from kb.insights.novelty import newest_bulletin, novelty
from kb.knowledge_base import KnowledgeBase
from tests.insights.test_novelty import NEW
from tests.peers import EAST, WEST, bank_entries, first_week, stored, week
from tests.webapp.conftest import only, words
from webapp import create_app

Open = Callable[[str], BeautifulSoup]


@pytest.fixture
def client(kb: KnowledgeBase) -> FlaskClient:
    """The site of two weeks."""
    later = week(
        3,
        *bank_entries(WEST, [NEW, "二、内训师讲课。内训师每季讲两课，诉苦会上也讲。"]),
        *bank_entries("北安农商银行", ["一、贷后检查。贷后检查看用途，诉苦会也看。"]),
    )
    return create_app(stored(kb, first_week(), later)).test_client()


@pytest.fixture
def page(client: FlaskClient) -> Open:
    return lambda address: BeautifulSoup(client.get(address).text, "html.parser")


def lands_on(page: Open, link: Tag) -> Tag:
    """The entry a link leads to."""
    address, _, anchor = str(link["href"]).partition("#")
    (entry,) = page(address).select(f"#{anchor}")
    return entry


def test_practices_banks_and_terms_that_are_new(page: Open) -> None:
    new = page(f"/bulletins/{week(3).id}/new")
    assert "与更早的 1 期相比" in only(new, ".lede")
    facts = dict(zip(words(new, ".news-facts dt"), new.select(".news-facts dd"), strict=True))
    assert words(facts["新的做法"], "a") == ["内训师"]
    assert words(facts["新的机构"], "a") == ["北安农商银行"]
    assert words(facts["新的说法"], "li")[0] == "体验支用日"
    several = next(li for li in facts["新的说法"].select("li") if "诉苦会" in li.get_text())
    assert len(several.select("a")) == 3


def test_every_link_lands_on_an_entry_with_its_words_marked(page: Open) -> None:
    new = page(f"/bulletins/{week(3).id}/new")
    for link in new.select(".news-facts dd:last-child .practices a[href*='#'], .stated a"):
        entry = lands_on(page, link)
        marked = words(entry, "mark")
        assert marked, link
        assert unquote(str(link["href"])).partition("q=")[2].partition("#")[0].strip('"') in marked
    for link in new.select(".spoken li > a"):
        assert lands_on(page, link).select("mark")


def test_practice_by_practice_the_new_ones_first(page: Open) -> None:
    sections = page(f"/bulletins/{week(3).id}/new").select(".practice-news")
    by_name = {words(section, "h3 a")[0]: section for section in sections}
    assert next(iter(by_name)) == "内训师"
    assert words(by_name["内训师"], ".badge.new") == ["首次谈到"]
    assert words(by_name["整村授信"], ".about") == ["此前 6 条，本期 1 条"]
    assert "第一次谈到它的机构 北安农商银行" in words(by_name["贷后管理"], ".added")
    (figures,) = by_name["整村授信"].select("details")
    assert words(figures, "mark") == ["35%", "一次"]


def test_the_first_bulletin_says_that_it_is_the_first(page: Open) -> None:
    first = page(f"/bulletins/{week(1).id}/new")
    assert "这是最早的一期" in only(first, ".notice")
    assert words(first, ".news-facts dt") == ["新的做法", "新的机构"]
    assert EAST in only(first, ".news-facts")


def test_the_ways_to_it(page: Open) -> None:
    address = f"/bulletins/{week(3).id}/new"
    for start, label in (
        ("/", "最新一期带来了什么"),
        ("/bulletins", "最新一期带来了什么"),
        (f"/bulletins/{week(3).id}", "本期新增"),
    ):
        links = [a for a in page(start).select("main a") if a.get_text() == label]
        assert [unquote(str(a["href"])) for a in links] == [address]


def test_an_empty_home_offers_no_newest(kb: KnowledgeBase) -> None:
    client = create_app(stored(kb)).test_client()
    for address in ("/", "/bulletins"):
        assert "最新一期" not in client.get(address).text


def test_a_bulletin_that_is_not_there(client: FlaskClient) -> None:
    response = client.get("/bulletins/2018-01-01-没有/new")
    assert response.status_code == 404
    assert "没有这期简报" in response.text


def test_the_page_of_the_newest_sample(app: Flask, sample_kb: KnowledgeBase) -> None:
    newest = newest_bulletin(sample_kb)
    found = novelty(sample_kb, newest)
    new = BeautifulSoup(app.test_client().get(f"/bulletins/{newest}/new").text, "html.parser")
    assert words(new, ".practice-news h3 a") == [news.practice for news in found.per_practice]
    assert only(new, "#kb-new-figures .count") == f"{len(found.figures)} 个"
    assert len(new.select("[aria-labelledby=kb-new-figures] mark")) == len(found.figures)

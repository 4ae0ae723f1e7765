"""The list of bulletins, and a bulletin as an article."""

from __future__ import annotations

import shutil
from copy import copy
from urllib.parse import quote

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Heading
from tests.webapp.conftest import Search, only, words
from webapp import create_app

TENTH = "2026-01-05-云州农商银行系统跟班学习活动第十周简报"
FIRST = "2025-11-03-云州农商银行系统跟班学习活动第一周纪实"
ENTRY = "e72c9704a"


class TestList:
    def test_years_and_bulletins_newest_first(self, get: Search, sample_kb: KnowledgeBase) -> None:
        page = get("/bulletins")
        assert words(page, ".year h2") == ["2026年 4 期", "2025年 9 期"]
        links = [str(a["href"]) for a in page.select(".bulletin-rows h3 a")]
        assert links == [f"/bulletins/{quote(i)}" for i in sample_kb.corpus.bulletin_ids()[::-1]]

    def test_a_line_says_period_banks_and_entries_by_kind(self, get: Search) -> None:
        line = get("/bulletins").select(".bulletin-rows > li")[3]
        assert only(line, ".when") == "2026年1月5日至9日"
        assert words(line, ".kinds li") == ["经验 12", "综述 7", "动态 20", "荣誉 6"]
        assert "云泽农商银行、南屏农商银行、石桥农商银行等 4 家" in only(line, ".meta")
        assert words(line, ".badge") == ["示例"]


class TestBulletin:
    def test_shows_every_heading_and_every_character_of_the_entries(
        self, get: Search, sample_kb: KnowledgeBase
    ) -> None:
        bulletin = sample_kb.corpus.load_bulletin(TENTH)
        page = get(f"/bulletins/{TENTH}")
        headings = [item.text for item in bulletin.content if isinstance(item, Heading)]
        assert words(page, "article > h2, article > h3") == headings
        for entry in bulletin.entries:
            (found,) = page.select(f"[id='{entry.anchor}']")
            shown = copy(found)
            for extra in shown.select(".permalink, .practices, .alike"):
                extra.decompose()
            assert "\n".join(p.get_text() for p in shown.select("p")) == entry.text

    def test_says_where_it_comes_from(self, get: Search) -> None:
        facts = only(get(f"/bulletins/{FIRST}"), ".facts")
        assert "云州农商银行系统跟班学习活动" in facts
        assert "第一周" in facts
        assert "2025年11月3日至7日 年份为推断 依据：2025 年的11月3日至11月7日为周一至周五" in facts
        assert "青枫组（青枫农商银行）" in facts
        assert "云州农商银行系统跟班学习活动第一周纪实.html" in facts

    def test_a_sample_says_that_it_is_one(self, get: Search) -> None:
        assert "都是虚构的" in only(get(f"/bulletins/{TENTH}"), ".notice.sample")

    def test_the_outline_leads_to_headings_and_lessons(self, get: Search) -> None:
        page = get(f"/bulletins/{TENTH}")
        links = page.select(".outline a")
        assert "集中签约像流水线，岗位要排细" in [link.get_text() for link in links]
        for link in links:
            assert page.select(f"[id='{str(link['href'])[1:]}']")

    def test_the_point_of_a_lesson_is_in_bold(self, get: Search) -> None:
        (entry,) = get(f"/bulletins/{TENTH}").select(f"#{ENTRY}")
        assert only(entry, "strong") == "1、集中签约像流水线，岗位要排细"

    def test_neighbours_in_time(self, get: Search) -> None:
        page = get(f"/bulletins/{TENTH}")
        assert only(page, "[rel=prev]") == "上一期云州农商银行系统跟班学习活动第九周纪实"
        assert only(page, "[rel=next]") == "下一期云州农商银行系统跟班学习活动第十一周纪实"
        assert not get(f"/bulletins/{FIRST}").select("[rel=prev]")

    def test_ids_are_unique(self, get: Search) -> None:
        ids = [element["id"] for element in get(f"/bulletins/{TENTH}?q=授信").select("[id]")]
        assert len(ids) == len(set(ids))


class TestMarks:
    def test_the_words_of_the_search_are_marked(self, get: Search) -> None:
        page = get(f"/bulletins/{TENTH}?q=整村授信 -听证")
        assert set(words(page, "article mark")) == {"整村授信"}
        said = only(page, ".matches p")
        assert f"共 {len(page.select('article mark'))} 处" in said

    def test_other_names_are_marked_unless_switched_off(self, get: Search) -> None:
        alias = f"/bulletins/{TENTH}?q=CRM"
        assert "CRM" in words(get(alias), "article mark")
        by_name = f"/bulletins/{TENTH}?q=客户关系管理"
        assert "CRM" in words(get(by_name), "article mark")
        assert not get(f"{by_name}&expand=0").select("article mark")

    def test_leads_to_the_entries_that_match(self, get: Search) -> None:
        page = get(f"/bulletins/{TENTH}?q=整村授信")
        for link in page.select(".matches details a"):
            assert page.select(f"[id='{str(link['href'])[1:]}'] mark")

    def test_nothing_to_mark_is_said(self, get: Search) -> None:
        assert "本期没有与“火星”相符的文字" in only(get(f"/bulletins/{TENTH}?q=火星"), ".matches")

    def test_without_a_search_nothing_is_marked(self, get: Search) -> None:
        page = get(f"/bulletins/{TENTH}")
        assert not page.select("mark, .matches")


def test_an_unknown_bulletin_is_not_found(client: FlaskClient) -> None:
    for name in ("nix", "2026-01-05-没有", "..%2F..%2Fkb.toml", "2026-01-05-x%2Fy"):
        response = client.get(f"/bulletins/{name}")
        assert response.status_code == 404
    assert "没有这期简报" in client.get("/bulletins/nix").text


def test_a_spoilt_file_is_said_and_the_rest_is_listed(sample_home: Home, home: Home) -> None:
    kb = open_knowledge_base(home)
    shutil.copytree(sample_home.corpus / "bulletins", home.corpus / "bulletins", dirs_exist_ok=True)
    spoilt = kb.corpus.bulletin_path(TENTH)
    spoilt.write_text("没有文件头", "utf-8")
    client = create_app(kb).test_client()

    page = BeautifulSoup(client.get("/bulletins").text, "html.parser")
    assert len(page.select(".bulletin-rows > li")) == 12
    assert spoilt.name in only(page, ".notice")

    response = client.get(f"/bulletins/{TENTH}")
    assert response.status_code == 500
    assert "文件开头缺少 --- 围起的信息" in response.text

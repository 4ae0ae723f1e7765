"""The tree of practices, and a practice by bank."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kb.index.engines.port import Order
from kb.insights.trends import together
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import search as find
from tests.webapp.conftest import Search, only, words


def test_the_tree_holds_every_practice_below_its_broader_one(
    get: Search, sample_kb: KnowledgeBase
) -> None:
    page = get("/practices")
    names = words(page, ".tree .step")
    assert sorted(names) == sorted(p.name for p in sample_kb.vocabulary.practices)
    for practice in sample_kb.vocabulary.practices:
        link = next(a for a in page.select(".tree .step") if a.get_text() == practice.name)
        above = link.find_parent("ul")
        if practice.broader:
            assert above is not None
            broader = above.find_parent(["li", "section"])
            assert broader is not None
            assert broader.select(".step")[0].get_text() == practice.broader
        else:
            assert above is None


def test_the_tree_counts_entries(get: Search, sample_kb: KnowledgeBase) -> None:
    counts = find(sample_kb, Query()).facets["practice"]
    texts = words(get("/practices"), ".tree li, .tree h2")
    for value in counts:
        assert any(text.startswith(f"{value.value} {value.count} 条") for text in texts)


class TestPractice:
    @pytest.fixture
    def page(self, get: Search) -> BeautifulSoup:
        return get("/practices/整村授信")

    def test_says_what_it_is(self, page: BeautifulSoup) -> None:
        assert "整村推进" in only(page, ".aliases")
        assert "以行政村为单位" in only(page, ".note p")
        assert words(page, ".crumbs li") == ["做法", "普惠信贷", "整村授信"]

    def test_leads_to_its_neighbours(self, page: BeautifulSoup, get: Search) -> None:
        links = page.select(".relations a, .crumbs a")
        assert {"阳光信贷", "授信评议"} <= {link.get_text().split()[0] for link in links}
        for link in links:
            get(str(link["href"]))

    def test_entries_stand_by_bank_most_first_others_last(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        result = find(sample_kb, Query(filters={"practice": ("整村授信",)}, limit=500))
        banks = {value.value: value.count for value in result.facets["bank"]}
        of = [hit.document.banks for hit in result.hits]
        others = sum(not names for names in of)
        assert words(page, ".bank > h3") == [
            *(f"{bank} {count} 条" for bank, count in banks.items()),
            f"不在哪家行名下（综述、学习方的打算等） {others} 条",
        ]
        # An entry about two banks is listed under each.
        assert len(page.select(".bank .line")) == sum(max(1, len(names)) for names in of)

    def test_lessons_lead_then_the_newest(self, page: BeautifulSoup) -> None:
        lines = page.select(".bank")[0].select(".line")
        worth = ["经验", "综述", "动态", "荣誉"]
        kinds = [worth.index(words(line, ".badge")[0]) for line in lines]
        assert kinds == sorted(kinds)
        lessons = [str(a["href"]) for a in page.select(".bank")[0].select(".line h4 a")]
        days = [unquote(href).split("/")[2][:10] for href in lessons[: kinds.count(0)]]
        assert days == sorted(days, reverse=True)

    def test_an_entry_shows_the_words_and_leads_to_its_place(
        self, page: BeautifulSoup, get: Search
    ) -> None:
        line = page.select(".line")[0]
        assert words(line, "mark")[0] == "整村授信"
        href = str(line.select("h4 a")[0]["href"])
        (entry,) = get(href.partition("#")[0]).select(f"#{href.partition('#')[2]}")
        assert entry.select("mark")

    def test_leads_to_the_search(self, page: BeautifulSoup, get: Search) -> None:
        found = get(str(page.select(".section-head a")[0]["href"]))
        assert words(found, ".chips a") == ["去掉做法：整村授信×"]


def test_a_practice_nobody_speaks_of_says_so(get: Search, sample_kb: KnowledgeBase) -> None:
    spoken = {value.value for value in find(sample_kb, Query()).facets["practice"]}
    silent = next(p.name for p in sample_kb.vocabulary.practices if p.name not in spoken)
    assert "还没有条目谈到它" in only(get(f"/practices/{silent}"), ".empty")


@pytest.mark.parametrize("name", ["整村推进", "整村 授信", "整村授信（", "ｃｒｍ"])
def test_another_name_leads_to_the_preferred_one(client: FlaskClient, name: str) -> None:
    response = client.get(f"/practices/{name}")
    expected = {"整村推进": "整村授信", "整村 授信": "整村授信", "ｃｒｍ": "客户关系管理"}.get(name)
    if expected is None:
        assert response.status_code == 404
    else:
        assert response.status_code == 302
        assert response.headers["Location"] == f"/practices/{quote(expected)}"


def test_an_unknown_name_gets_suggestions(client: FlaskClient) -> None:
    response = client.get("/practices/整村授新")
    assert response.status_code == 404
    page = BeautifulSoup(response.text, "html.parser")
    links = words(page, ".ways a")
    assert links[0] == "整村授信"
    assert "检索“整村授新”" in links
    assert "查看全部做法" in links


def test_a_page_never_lists_more_than_it_can_show(
    client: FlaskClient, sample_kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.views.practices.LISTED", 20)
    page = BeautifulSoup(client.get("/practices/整村授信").text, "html.parser")
    assert len(page.select(".line")) == 20
    assert only(page, "#kb-entries .count") == f"{_count(sample_kb, '整村授信')} 条"
    assert "这里列出最近的 20 条" in only(page, ".notice")
    assert "检索这家机构的全部" in page.get_text()


def _count(kb: KnowledgeBase, practice: str) -> int:
    return find(kb, Query(filters={"practice": (practice,)}, order=Order.DATE)).total


def test_practices_spoken_of_together_lead_to_the_entries_that_do(
    get: Search, sample_kb: KnowledgeBase
) -> None:
    page = get("/practices/整村授信")
    (row,) = [div for div in page.select(".relations > div") if only(div, "dt") == "常一起谈到"]
    expected = [(item.practice, item.entries) for item in together(sample_kb, "整村授信")[:10]]
    shown = [chip.split()[:2] for chip in words(row, "a")]
    assert [(name, int(count)) for name, count in shown] == expected
    for link, (_, count) in zip(row.select("a"), expected, strict=True):
        assert only(get(str(link["href"])), ".summary strong") == str(count)


def test_the_tree_around_a_practice(get: Search, sample_kb: KnowledgeBase) -> None:
    page = get("/practices/普惠信贷")
    rows = {only(div, "dt"): div for div in page.select(".relations > div")}
    vocabulary = sample_kb.vocabulary
    assert {text.split()[0] for text in words(rows["下位做法"], "a")} == set(
        vocabulary.narrower["普惠信贷"]
    )
    (whole,) = rows["含下位做法"].select("a")
    with_all = {"practice": ("普惠信贷", *vocabulary.below("普惠信贷"))}
    total = find(sample_kb, Query(filters=with_all)).total
    assert whole.get_text() == f"共 {total} 条"
    assert only(get(str(whole["href"])), ".summary strong") == str(total)
    siblings = get("/practices/批量授信")
    (row,) = [div for div in siblings.select(".relations > div") if only(div, "dt") == "同级做法"]
    names = {text.split()[0] for text in words(row, "a")}
    assert names == set(vocabulary.narrower["普惠信贷"]) - {"批量授信"}

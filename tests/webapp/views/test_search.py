"""The results page: what it shows of a search, and where its links lead."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import search as find
from tests.webapp.conftest import Search, only, words

QING, SHI = "青枫农商银行", "石桥农商银行"


def found(page: BeautifulSoup) -> int:
    """The number of results that the summary says."""
    return int(only(page, ".summary [role=status] strong"))


def facet(page: BeautifulSoup, label: str) -> dict[str, Tag]:
    """The choices of a facet, by value."""
    (section,) = (s for s in page.select(".facet") if s.select("h2")[0].get_text() == label)
    return {
        a.select(".value")[0].get_text().removeprefix("已选，点击去掉："): a
        for a in section.select("a")
    }


def count_of(choice: Tag) -> int:
    return int(re.findall(r"\d+", choice.select(".count")[0].get_text())[0])


def parameters(link: Tag) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(str(link["href"])).query)


def titles(page: BeautifulSoup) -> list[str]:
    return words(page, ".hit h2")


class TestResults:
    def test_says_how_many_and_keeps_the_query_in_the_box(
        self, search: Search, sample_kb: KnowledgeBase
    ) -> None:
        page = search("整村授信")
        assert found(page) == find(sample_kb, Query("整村授信")).total
        assert page.select("#kb-q")[0]["value"] == "整村授信"
        assert page.select("[role=status]")[0]["aria-live"] == "polite"

    def test_a_hit_says_what_it_is_and_leads_to_its_entry(
        self, search: Search, client: FlaskClient
    ) -> None:
        hit = search("复评 能升也能降").select(".hit")[0]
        assert only(hit, ".badge.lesson") == "经验"
        assert only(hit, ".badge.sample") == "示例"
        about = only(hit, ".about")
        assert SHI in about
        assert "石桥组" in about
        assert "2025年12月1日至5日" in about
        assert "整村授信" in words(hit, ".practices a")
        address = urlsplit(str(hit.select("h2 a")[0]["href"]))
        bulletin = BeautifulSoup(client.get(address.geturl()).text, "html.parser")
        (entry,) = bulletin.select(f"#{address.fragment}")
        assert {mark.get_text() for mark in entry.select("mark")} == {"复评", "能升也能降"}

    def test_marks_what_matched_in_title_and_snippet(self, search: Search) -> None:
        for hit in search("整村授信").select(".hit"):
            assert "整村授信" in words(hit, "mark")

    def test_the_title_is_not_said_twice(self, search: Search) -> None:
        for hit in search("听证").select(".hit"):
            title = only(hit, "h2")
            assert not any(text.startswith(title + "。") for text in words(hit, ".snippet"))

    def test_says_that_more_of_the_bulletin_matches(self, search: Search) -> None:
        link = search("整村授信").select(".hit .others")[0]
        assert re.fullmatch(r"本期还有 \d+ 条", link.get_text())
        assert parse_qs(urlsplit(str(link["href"])).query) == {"q": ["整村授信"]}

    def test_text_is_shown_as_text(self, search: Search) -> None:
        page = search('<script>alert(1)</script>"><b>')
        assert page.select("#kb-q")[0]["value"] == '<script>alert(1)</script>"><b>'
        assert not page.select("main script")

    def test_without_a_query_everything_is_browsed(
        self, search: Search, sample_kb: KnowledgeBase
    ) -> None:
        page = search()
        assert found(page) == find(sample_kb, Query()).total
        assert not page.select("mark")


class TestFilters:
    def test_counts_say_what_a_choice_leaves(self, search: Search) -> None:
        choice = facet(search("整村授信"), "机构")[QING]
        page = search(**dict(parameters(choice)))
        assert found(page) == count_of(choice)
        assert all(QING in about for about in words(page, ".hit .about"))

    def test_or_within_a_facet_and_and_across(self, search: Search) -> None:
        one = found(search("整村授信", bank=QING))
        other = found(search("整村授信", bank=SHI))
        assert found(search("整村授信", bank=[QING, SHI])) == one + other
        both = search("整村授信", bank=[QING, SHI], kind="lesson")
        assert 0 < found(both) < one + other
        assert set(words(both, ".hit .badge.lesson")) == {"经验"}

    def test_a_chosen_value_can_be_taken_back(self, search: Search) -> None:
        page = search("整村授信", bank=QING, kind="lesson", sort="date")
        assert words(page, ".chips a") == ["去掉类型：经验×", f"去掉机构：{QING}×", "清除全部筛选"]
        kind, bank, everything = page.select(".chips a")
        assert parameters(bank) == [("q", "整村授信"), ("kind", "lesson"), ("sort", "date")]
        assert parameters(kind) == [("q", "整村授信"), ("bank", QING), ("sort", "date")]
        assert parameters(everything) == [("q", "整村授信"), ("sort", "date")]
        chosen = facet(page, "机构")[QING]
        assert parameters(chosen) == parameters(bank)

    def test_what_is_chosen_stays_in_sight_when_nothing_is_left(self, search: Search) -> None:
        page = search("南屏", bank="没有这家银行")
        assert count_of(facet(page, "机构")["没有这家银行"]) == 0

    def test_an_alias_filters_by_its_practice(self, search: Search) -> None:
        assert words(search(practice="整村推进"), ".chips a") == ["去掉做法：整村授信×"]

    def test_dates_bound_the_period(self, search: Search) -> None:
        page = search("整村授信", from_="2025-12", to="2025-12")
        assert words(page, ".chips a") == ["去掉时间：2025年12月1日起2025年12月31日止×"]
        assert page.select("[name=from]")[-1]["value"] == "2025-12-01"
        assert all("2025年12月" in about for about in words(page, ".hit .about"))

    def test_a_new_text_and_new_dates_keep_the_rest(self, search: Search) -> None:
        page = search("整村授信", bank=[QING, SHI], from_="2025-12-01", page="2", expand="0")

        def hidden(form: str) -> list[tuple[str, str]]:
            return [(str(i["name"]), str(i["value"])) for i in page.select(f"{form} [type=hidden]")]

        kept = [("bank", QING), ("bank", SHI)]
        assert hidden("form.search-box") == [*kept, ("from", "2025-12-01"), ("expand", "0")]
        assert hidden("form.dates") == [("q", "整村授信"), *kept, ("expand", "0")]

    def test_facets_stand_in_their_own_order(self, search: Search) -> None:
        page = search()
        assert list(facet(page, "类型")) == ["经验", "综述", "动态", "荣誉"]
        months = list(facet(page, "月份"))
        assert months[0] == "2026年1月"
        assert months[-1] == "2025年11月"


class TestPages:
    def test_pages_go_through_all_results(self, search: Search) -> None:
        seen: list[str] = []
        query = {"q": "整村授信", "bank": QING}
        page = search(**query)
        while True:
            seen += [str(a["href"]) for a in page.select(".hit h2 a")]
            following = page.select(".paging [rel=next]")
            if not following:
                break
            page = search(**dict(parameters(following[0])))
        assert len(seen) == len(set(seen)) == found(search(**query))
        assert page.select(".paging [rel=prev]")

    def test_a_page_past_the_end_is_the_last_with_a_notice(self, search: Search) -> None:
        page = search("整村授信", bank=QING, page="99")
        assert any("没有第 99 页" in notice for notice in words(page, ".notice"))
        assert page.select(".hit")
        assert not page.select("[rel=next]")

    def test_numbering_goes_on(self, search: Search) -> None:
        assert search("整村授信", page="3").select("ol.hits")[0]["start"] == "21"

    def test_sorting_by_time(self, search: Search) -> None:
        page = search("整村授信", sort="date")
        assert only(page, ".sorts [aria-current]") == "按时间"
        dates = [re.findall(r"(\d+)年(\d+)月(\d+)日", about)[0] for about in words(page, ".about")]
        assert dates == sorted(dates, key=lambda d: tuple(map(int, d)), reverse=True)


class TestVocabulary:
    def test_other_names_are_said_and_can_be_left_out(self, search: Search) -> None:
        page = search("整村授信")
        (said,) = (p for p in page.select(".notice") if "同时检索" in p.get_text())
        assert "整村推进" in said.get_text()
        link = said.select("a")[0]
        assert parameters(link) == [("q", "整村授信"), ("expand", "0")]
        page = search("整村授信", expand="0")
        assert words(page, ".notice") == ["没有同时检索别名和行话。同时检索"]
        assert parameters(page.select(".notice a")[0]) == [("q", "整村授信")]

    def test_everyday_words_are_said_and_can_be_left_out(self, search: Search) -> None:
        page = search("还不上的咋整")
        (said,) = (p for p in page.select(".notice") if "扩展" in p.get_text())
        assert "“还不上”已按“不良贷款清收”“逾期”" in said.get_text()
        assert parameters(said.select("a")[0]) == [("q", "还不上的咋整"), ("expand", "0")]
        assert "扩展的词语" in page.get_text()

    def test_what_may_have_been_meant_is_offered(self, search: Search) -> None:
        page = search("不良贷款听政")
        assert "不良贷款听证" in words(page, ".offer a")


class TestPartialMatches:
    QUESTION = "客户经理怎么考核才公平合理有效"

    def test_are_marked_under_their_own_heading(self, search: Search) -> None:
        page = search(self.QUESTION)
        assert "没有条目含有全部检索词" in only(page, "[role=status]")
        assert only(page, ".partial-line h2") == "以下条目含有其中的词语"
        assert all("部分匹配" in about for about in words(page, ".hit .about"))

    def test_the_heading_stands_after_the_complete_ones(
        self, search: Search, sample_kb: KnowledgeBase
    ) -> None:
        query = "礼品 围裙"
        complete = find(sample_kb, Query(query)).complete
        assert complete
        items = search(query).select("ol.hits > li")
        headed = [number for number, item in enumerate(items) if item.select(".partial-line h2")]
        assert headed == [complete]


class TestNothingFound:
    def test_says_how_the_text_was_cut_and_what_each_word_finds(self, search: Search) -> None:
        page = search('"围裙" -类型:荣誉 时间:2001')
        assert "没有找到" in only(page, "[role=status]")
        ways = words(page, ".nothing .ways li")
        assert "围裙 1 条" in ways
        links = [a.get_text() for a in page.select(".nothing .ways a")]
        assert links[:2] == ['去掉条件，只检索："围裙"', "围裙"]
        assert "去掉 0 条的词" not in only(page, ".nothing")

    def test_a_bank_that_nobody_has_heard_of_is_named(self, search: Search) -> None:
        page = search("机构:不存在银行 用信率")
        assert "没有条目的机构是“不存在银行”，请核对名称" in words(page, ".notice")
        ways = words(page, ".nothing .ways a")
        assert "去掉条件，只检索：用信率" in ways
        assert "用信率" in ways  # and not 用, 信, 率

    def test_what_is_quoted_and_nowhere_is_looked_for_without_the_quotes(
        self, search: Search
    ) -> None:
        page = search('"火星围裙"')
        assert "没有条目原样含有“火星围裙”，已去掉引号检索" in words(page, ".notice")
        assert found(page) == 1

    def test_names_the_filter_to_drop_with_its_count(self, search: Search) -> None:
        page = search("围裙", bank=SHI, kind="lesson")
        ways = {a.get_text(): a for a in page.select(".nothing .ways a")}
        dropped = ways[f"去掉“机构：{SHI}”"]
        assert parameters(dropped) == [("q", "围裙"), ("kind", "lesson")]
        assert found(search(**dict(parameters(dropped)))) == 1
        assert "去掉“类型：经验”" not in ways  # finds nothing either
        assert "去掉全部筛选" in ways

    def test_says_so_when_no_filter_is_to_blame(self, search: Search) -> None:
        assert "筛选全部去掉，也没有符合的条目" in only(search("火星", bank=SHI), ".nothing")

    def test_leads_to_what_can_be_browsed(self, search: Search) -> None:
        links = {str(a["href"]) for a in search("火星").select(".nothing a")}
        assert {"/practices", "/bulletins", "/help"} <= links


@pytest.mark.parametrize(
    ("parameter", "value", "said"),
    [
        ("page", "x", "没有第“x”页"),
        ("page", "-1", "没有第“-1”页"),
        ("page", "9" * 30, "没有第“99999999999999999999”页"),
        ("from", "下周", "看不懂日期“下周”"),
        ("to", "2025-02-31", "看不懂日期“2025-02-31”"),
        ("from", "2025-11..2025-12..2026", "看不懂日期"),
        ("sort", "price", "看不懂排序方式"),
        ("kind", "诗歌", "没有“诗歌”这个类型"),
        ("q", "时间:昨天 授信", "看不懂时间“昨天”"),
        ("q", "授信" * 2000, "检索词过长"),
    ],
)
def test_what_means_nothing_is_said_and_passed_over(
    search: Search, parameter: str, value: str, said: str
) -> None:
    page = search(**{"q": "授信", parameter: value})
    assert said in " ".join(words(page, ".notice"))
    assert page.select(".hit")


@pytest.mark.parametrize(
    "typed", ["第十周简报", "标题:第十周简报", "标题：第十周简报", "“第十周简报”"]
)
def test_a_bulletin_is_found_by_its_title(search: Search, get: Search, typed: str) -> None:
    get("/")  # lists the bulletins, as warming does
    (line,) = [p for p in search(q=typed).select(".notice") if "标题里" in p.get_text()]
    assert [a.get_text() for a in line.select("a")] == ["云州农商银行系统跟班学习活动第十周简报"]
    assert "标题里" not in search(q="十").get_text()
    assert "标题里" not in search(q=typed, bank=QING).get_text()


def test_dates_the_wrong_way_round_are_turned(search: Search) -> None:
    page = search("授信", from_="2025-12-31", to="2025-12-01")
    assert "起始日期晚于截止日期，已对调" in words(page, ".notice")
    assert page.select(".hit")


@pytest.mark.parametrize(
    "query",
    ["nonsense=1&q=授信", "q=%FF%FE", "q=%00", "bank=&kind=&q=", "q=" + "(" * 500, "expand=2"],
)
def test_strange_addresses_are_answered(client: FlaskClient, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200


def test_home_shows_where_to_begin(get: Search, sample_kb: KnowledgeBase) -> None:
    page = get("/")
    newest = words(page, ".bulletin-lines a")
    assert newest[0] == "云州农商银行系统跟班学习活动第十三周纪实"
    assert words(page, ".cloud a")[0].startswith("整村授信 ")
    assert [text.split()[0] for text in words(page, "[aria-labelledby=kb-kinds] a")] == [
        "经验",
        "综述",
        "动态",
        "荣誉",
    ]
    assert page.select(".bulletin-lines .badge.sample")


def test_the_examples_on_the_home_page_find_something(get: Search) -> None:
    links = get("/").select(".examples a:not(.how)")
    assert links
    for link in links:
        assert found(get(str(link["href"]))) > 0


def test_a_practice_asked_for_by_name_says_how_many_speak_of_it(
    search: Search, sample_kb: KnowledgeBase
) -> None:
    spoken = find(sample_kb, Query("", {"practice": ("包村联户责任制",)})).total
    page = search("包村联户责任制")
    (note,) = (n for n in page.select(".notice") if "谈到做法" in n.get_text())
    assert f"有 {spoken} 条" in note.get_text()
    many, side_by_side = note.select("a")
    assert parameters(many) == [("practice", "包村联户责任制")]
    assert "/practices/" in str(side_by_side["href"])
    same = search("整村授信")
    assert found(same) == find(sample_kb, Query("", {"practice": ("整村授信",)})).total
    assert not [n for n in same.select(".notice") if "谈到做法" in n.get_text()]


def test_a_hit_names_the_banks_whose_practice_it_tells(
    search: Search, sample_kb: KnowledgeBase
) -> None:
    # Not the bank that the entry stands under: 移植建议 is what its guests advise at home.
    documents = {
        hit.document.title: hit.document
        for text in ("移植建议", "整村授信")
        for hit in find(sample_kb, Query(text)).hits
    }
    advice = next(d for title, d in documents.items() if title.startswith("移植建议"))
    assert (advice.bank, advice.shown_banks) == ("青枫农商银行", ())
    for text in ("移植建议", "整村授信"):
        for card in search(text).select("article.hit"):
            document = documents[only(card, "h2 a")]
            shown = only(card, "p.about")
            told = "、".join(document.shown_banks)
            assert told in shown if told else "农商银行" not in shown

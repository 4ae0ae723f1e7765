"""The card with the sentences that answer a question, and the marks of what is near in meaning."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from kb.files import Home
from kb.index import update_index, update_vectors
from kb.knowledge_base import open_knowledge_base
from kb.meaning import install_model
from tests.builders import bulletin, entry
from tests.real_model import encoder, model_files
from tests.webapp.conftest import Search, only, words
from webapp import create_app

QUESTION = "不良贷款率降到多少了？"
SENTENCE = (
    "到2025年末，石桥农商银行累计听证38场、86笔、6,356万元，收回2,282万元，收回率35.9%；"
    "全行不良贷款率1.44%，较年初下降48BP，听证贷款收回的贡献约占四成。"
)
WITH_QUOTES = "整村授信满多少天的村要回看复评？"


class TestCard:
    def test_a_question_is_answered_with_a_sentence_as_it_stands(self, search: Search) -> None:
        card = search(QUESTION).select(".answers")[0]
        assert words(card, ".who")[0].split()[0] == "石桥农商银行"
        assert words(card, "blockquote")[0] == SENTENCE
        assert words(card, ".badge.sample")
        assert len(card.select("li")) <= 5

    @pytest.mark.parametrize("question", [QUESTION, WITH_QUOTES])
    def test_it_leads_to_the_sentence_in_its_bulletin(
        self, search: Search, get: Callable[[str], BeautifulSoup], question: str
    ) -> None:
        card = search(question).select(".answers")[0]
        link = card.select(".where a")[0]
        assert "《" in link.get_text()
        assert ("“" in words(card, "blockquote")[0]) is (question is WITH_QUOTES)
        address, _, anchor = str(link["href"]).partition("#")
        there = get(address).select(f"[id={anchor}]")[0]
        marked = "".join(mark.get_text() for mark in there.select("mark"))
        assert marked == words(card, "blockquote")[0]

    def test_the_sentence_can_be_taken_as_it_stands(
        self, search: Search, get: Callable[[str], BeautifulSoup]
    ) -> None:
        card = search(QUESTION).select(".answers")[0]
        page = get(str(card.select("a[data-take]")[0]["href"]))
        assert words(page, "label:has([checked]) span") == [SENTENCE]

    def test_all_banks_are_a_step_away(self, search: Search) -> None:
        link = search(QUESTION).select(".answers .by-bank")[0]
        assert link.get_text() == "按银行对比"
        assert str(link["href"]).startswith("/compare")

    @pytest.mark.parametrize("query", ["整村授信", '"不良贷款率"', "高铁票多少钱一张？"])
    def test_no_card_where_nothing_is_asked_or_known(self, search: Search, query: str) -> None:
        assert not search(query).select(".answers")

    def test_no_card_on_later_pages_and_by_date(self, search: Search) -> None:
        assert not search(QUESTION, page="2").select(".answers")
        assert not search(QUESTION, sort="date").select(".answers")

    def test_filters_hold_for_it(self, search: Search) -> None:
        banks = words(search(QUESTION, bank="南屏农商银行"), ".answers .who")
        assert not [bank for bank in banks if "石桥" in bank]


class TestNear:
    @pytest.fixture
    def client(self, home: Home) -> FlaskClient:
        """A site of two lessons with the model."""
        encoder()
        install_model(home, model_files())
        kb = open_knowledge_base(home)
        kb.corpus.save_bulletin(
            bulletin(
                entry("免责要有清单。按流程办的贷款出了风险，不追究客户经理的责任。"),
                entry("晨会只看两张表。每天八点十分开始，不念材料。"),
            )
        )
        update_index(kb)
        assert kb.encoder is not None
        update_vectors(kb.vectors, kb.engine, kb.encoder)
        app: Flask = create_app(kb)
        return app.test_client()

    def test_a_hit_by_meaning_is_marked_and_counted(self, client: FlaskClient) -> None:
        text = client.get("/search", query_string={"q": "业务员没犯错，赔了本也不该让他赔"}).text
        page = BeautifulSoup(text, "html.parser")
        first = page.select(".hit")[0]
        assert only(first, "h2") == "免责要有清单"
        assert only(first, ".badge.plain") == "意思相近"
        assert "意思相近" in only(page, ".summary [role=status]")
        assert "意思相近" in words(page, ".partial-line h2")[0]

    def test_a_hit_by_words_is_not(self, client: FlaskClient) -> None:
        page = BeautifulSoup(client.get("/search?q=免责要有清单").text, "html.parser")
        assert not page.select(".hit")[0].select(".badge.plain")


class TestBanksTogether:
    def test_banks_without_a_practice_are_named_with_links(self, search: Search) -> None:
        card = search("哪些行没有做蓝领贷？").select(".absence")[0]
        assert card.select("h2")[0].get_text() == "简报里没有写到“蓝领贷”的银行"
        without, having = card.select("li")
        assert "石桥农商银行" in without.get_text()
        assert "南屏农商银行" in having.get_text()
        assert "不等于没有做" in card.get_text()
        link = next(a for a in having.select("a") if a.get_text() == "南屏农商银行")
        assert set(parse_qsl(urlsplit(str(link["href"])).query)) == {
            ("practice", "蓝领贷"),
            ("bank", "南屏农商银行"),
        }
        found = search("", practice="蓝领贷", bank="南屏农商银行")
        count = words(found, "[role=status] strong")[0]
        assert f"南屏农商银行 {count} 条" in " ".join(having.get_text().split())

    def test_where_every_bank_has_it_the_card_says_so(self, search: Search) -> None:
        card = search("哪些行没有做整村授信").select(".absence")[0]
        assert card.select("h2")[0].get_text() == "简报写到的银行都写到了“整村授信”"

    def test_what_was_first_comes_first_and_the_order_is_said(self, search: Search) -> None:
        card = search("最早做蓝领贷的是哪家").select(".answers")[0]
        assert words(card, ".who")[0] == "南屏农商银行 示例"
        assert "不一定是最早做的" in card.get_text()

    def test_not_on_later_pages(self, search: Search) -> None:
        assert not search("哪些行没有做蓝领贷", page="2").select(".absence")

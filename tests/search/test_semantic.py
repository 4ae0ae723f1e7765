"""Search by meaning, with the real model: other words find the entry, exact strings stay first."""

from __future__ import annotations

from datetime import date

import pytest

from kb.index import IndexDocument, fingerprint_of, update_index, update_vectors
from kb.index.engines import Candidate, Level, Order
from kb.knowledge_base import KnowledgeBase
from kb.meaning import install_model
from kb.model import Kind
from kb.search import Query, ResultPage, Scored, related, search
from kb.search.semantic import with_best_by_words
from tests.peers import EAST, WEST, bank_entries, stored, week
from tests.real_model import encoder, model_files

LESSONS = [
    "一、免责要有清单。按流程办的贷款出了风险，不追究客户经理的责任，大家才敢放款。",
    "二、评议要背靠背。村干部和老党员分开打分，互相不知道，亲属回避。",
    "三、晨会只看两张表。每天八点十分开始，不念材料，十五分钟散会。",
    "四、采集表越短越好。二十一个字段里必填的只有九项，三屏就能录完。",
]
OTHERS = ["一、贷后检查看用途。发票和运单至少取得一样，用途不符的收回。"]
# Has the meaning of the first lesson without any of its words.
IN_OTHER_WORDS = "业务员没犯错，赔了本也不该让他赔"


@pytest.fixture
def by_words(kb: KnowledgeBase) -> KnowledgeBase:
    """Two banks' lessons, without a model."""
    return stored(
        kb,
        week(1, *bank_entries(EAST, LESSONS)),
        week(2, *bank_entries(WEST, OTHERS)),
        week(3, *bank_entries(WEST, ["听证办公室主任，免责评审员"], Kind.HONOUR)),
    )


@pytest.fixture
def by_meaning(by_words: KnowledgeBase) -> KnowledgeBase:
    """The same with the model."""
    encoder()
    install_model(by_words.home, model_files())
    kb = KnowledgeBase(by_words.home, by_words.settings)
    assert kb.encoder is not None
    update_vectors(kb.vectors, kb.engine, kb.encoder)
    return kb


def titles(page: ResultPage) -> list[str]:
    return [hit.document.title for hit in page.hits]


class TestWithAModel:
    def test_other_words_find_the_entry_and_it_is_marked(self, by_meaning: KnowledgeBase) -> None:
        page = search(by_meaning, Query(IN_OTHER_WORDS))
        assert page.hits[0].document.title == "免责要有清单"
        assert page.hits[0].level is Level.NEAR
        assert page.near == page.counts[Level.NEAR] >= 1

    def test_its_piece_is_the_sentence_that_is_nearest(self, by_meaning: KnowledgeBase) -> None:
        told = "客户经理人手一本口袋册。" * 30
        kb = stored(by_meaning, week(4, *bank_entries(WEST, [told + LESSONS[0] + told])))
        kb = KnowledgeBase(kb.home, kb.settings)
        assert kb.encoder is not None
        update_vectors(kb.vectors, kb.engine, kb.encoder)
        hits = search(kb, Query(IN_OTHER_WORDS)).hits
        (long,) = (hit for hit in hits if len(hit.document.text) > 300)
        assert "不追究客户经理的责任" in long.snippet.text

    def test_exact_strings_are_found_as_before_and_first(
        self, by_meaning: KnowledgeBase, by_words: KnowledgeBase
    ) -> None:
        for text in ("背靠背", "免责要有清单", "必填的只有九项，三屏就能录完。", "用途"):
            with_model, without = (search(kb, Query(text)) for kb in (by_meaning, by_words))
            assert with_model.complete == without.complete >= 1
            assert titles(with_model)[: without.complete] == titles(without)[: without.complete]
            assert with_model.facets == without.facets

    def test_quotes_operators_and_fields_say_exactly_what_is_wanted(
        self, by_meaning: KnowledgeBase
    ) -> None:
        for text in ('"不该让他赔"', "业务员 或 赔本", "赔本 -村干部", "机构:东山 赔本的业务员"):
            assert search(by_meaning, Query(text)).near == 0

    def test_with_a_word_or_two_what_is_near_comes_last(self, by_meaning: KnowledgeBase) -> None:
        page = search(by_meaning, Query("免责 惜贷"))
        levels = [hit.level for hit in page.hits]
        assert levels == sorted(levels)
        assert Level.PARTIAL in levels

    def test_filters_and_dates_hold_for_what_is_near(self, by_meaning: KnowledgeBase) -> None:
        for query in (
            Query(IN_OTHER_WORDS, filters={"bank": (WEST,)}),
            Query(IN_OTHER_WORDS, start=date(2018, 7, 9)),
        ):
            page = search(by_meaning, query)
            assert EAST not in {hit.document.bank for hit in page.hits}
            counts = {value.value: value.count for value in page.facets["kind"]}
            assert sum(counts.values()) == page.total

    def test_a_question_about_something_else_finds_nothing_near(
        self, by_meaning: KnowledgeBase
    ) -> None:
        assert search(by_meaning, Query("Python 怎么安装依赖包")).near == 0

    def test_an_honour_is_behind_a_lesson(self, by_meaning: KnowledgeBase) -> None:
        page = search(by_meaning, Query("免责的事听谁的，责任怎么追究"))
        kinds = [hit.document.kind for hit in page.hits]
        assert kinds[0] == "lesson"

    def test_pages_share_all_hits_among_them(self, by_meaning: KnowledgeBase) -> None:
        whole = search(by_meaning, Query(IN_OTHER_WORDS, limit=100))
        pages = [search(by_meaning, Query(IN_OTHER_WORDS, limit=1, page=n + 1)) for n in range(3)]
        assert [titles(page)[0] for page in pages] == titles(whole)[:3]

    def test_by_date_there_is_no_order_by_meaning(self, by_meaning: KnowledgeBase) -> None:
        page = search(by_meaning, Query(IN_OTHER_WORDS, order=Order.DATE))
        days = [
            hit.document.end for hit in page.hits if hit.level is Level.NEAR and hit.document.end
        ]
        assert days == sorted(days, reverse=True)

    def test_entries_alike_may_share_no_rare_word(self, by_meaning: KnowledgeBase) -> None:
        kb = stored(
            by_meaning,
            week(
                4, *bank_entries(WEST, ["一、放款人尽职就不追责。照规矩办的业务坏了，不罚经手人。"])
            ),
        )
        kb = KnowledgeBase(kb.home, kb.settings)
        assert kb.encoder is not None
        update_vectors(kb.vectors, kb.engine, kb.encoder)
        like = related(kb, id_of(kb, "免责要有清单"))
        assert like[0].document.title == "放款人尽职就不追责"


class TestWhereItIsNot:
    def test_before_the_vectors_are_built_words_answer(self, by_words: KnowledgeBase) -> None:
        encoder()
        install_model(by_words.home, model_files())
        kb = KnowledgeBase(by_words.home, by_words.settings)
        assert kb.encoder is not None
        page = search(kb, Query("村干部怎么评议"))
        assert page.near == 0
        assert titles(page) == titles(search(by_words, Query("村干部怎么评议")))

    def test_an_entry_without_vectors_yet_is_found_by_words(
        self, by_meaning: KnowledgeBase
    ) -> None:
        by_meaning.corpus.save_bulletin(week(5, *bank_entries(WEST, ["一、码牌出借要收回。"])))
        update_index(by_meaning)
        assert "码牌出借要收回" in titles(search(by_meaning, Query("码牌借给别人用怎么办")))

    def test_damaged_vectors_are_done_without(self, by_meaning: KnowledgeBase) -> None:
        for path in by_meaning.vectors.generations.current().glob("*.rows"):
            path.write_bytes(b"")
        kb = KnowledgeBase(by_meaning.home, by_meaning.settings)
        assert search(kb, Query(IN_OTHER_WORDS)).near == 0

    def test_a_damaged_model_is_done_without(self, by_meaning: KnowledgeBase) -> None:
        (by_meaning.home.model / "model.onnx").write_bytes(b"")
        kb = KnowledgeBase(by_meaning.home, by_meaning.settings)
        assert kb.encoder is None
        assert search(kb, Query(IN_OTHER_WORDS)).near == 0


def id_of(kb: KnowledgeBase, title: str) -> str:
    return next(
        f"{b.id}#{e.anchor}" for b in kb.corpus.bulletins() for e in b.entries if e.title == title
    )


def test_the_fingerprint_names_the_model(by_meaning: KnowledgeBase) -> None:
    assert by_meaning.vectors.kept().fingerprint == fingerprint_of(encoder())


def no_document() -> IndexDocument:
    """A candidate that is only ordered has none."""
    raise AssertionError


class TestBestByWords:
    """The best hits by words stay on the first screen."""

    HITS = tuple(
        Scored(
            float(-n),
            Candidate(f"{n}", "", Kind.LESSON, None, 0, Level.PARTIAL, "", "", no_document),
        )
        for n in range(14)
    )

    def order(self, by_words: tuple[int, ...], screen: int) -> list[str]:
        best = [self.HITS[n] for n in by_words]
        found = with_best_by_words(list(self.HITS), best, screen)
        assert {hit.candidate.id for hit in found} == {f"{n}" for n in range(14)}
        return [hit.candidate.id for hit in found]

    def test_what_is_there_stays_where_it_is(self) -> None:
        assert self.order((0, 4, 9), 10) == [f"{n}" for n in range(14)]

    def test_what_is_behind_comes_last_on_it(self) -> None:
        order = self.order((12, 0, 13, 11), 10)
        assert order == [*(f"{n}" for n in range(8)), "12", "13", "8", "9", "10", "11"]

    def test_a_screen_of_full_matches_stays_as_it_is(self) -> None:
        assert self.order((12, 13), 0) == [f"{n}" for n in range(14)]

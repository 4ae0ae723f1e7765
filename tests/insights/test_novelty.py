"""What a bulletin adds to those before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kb.errors import NotFoundError
from kb.index.engines.port import Request, Response
from kb.insights.novelty import newest_bulletin, novelty
from kb.knowledge_base import KnowledgeBase
from kb.model import Period
from tests.peers import EAST, WEST, bank_entries, first_week, stored, week

NEW = (
    "一、整村授信要复评。整村授信的复评由总行抽户，比例35%。评议会请村干部和老党员打分。"
    "支行办“体验支用日”，诉苦会每月一次。"
)
OLD = week(1).id


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    later = week(
        3,
        *bank_entries(WEST, [NEW, "二、内训师讲课。内训师每季讲两课，诉苦会上也讲。"]),
        *bank_entries("北安农商银行", ["一、贷后检查。贷后检查看用途，诉苦会也看。"]),
    )
    return stored(kb, first_week(), later)


def test_the_newest_bulletin(peers: KnowledgeBase) -> None:
    assert newest_bulletin(peers) == week(3).id


def test_nothing_is_newest_in_an_empty_home(kb: KnowledgeBase) -> None:
    assert newest_bulletin(stored(kb)) == ""


def test_new_practices_banks_terms_and_figures(peers: KnowledgeBase) -> None:
    found = novelty(peers, week(3).id)
    assert found.earlier == 1
    assert found.practices == ("内训师",)
    assert found.banks == ("北安农商银行",)
    terms = {term.term: term for term in found.terms}
    assert found.terms[0].term == "体验支用日"
    assert terms["体验支用日"].quoted
    assert len(terms["诉苦会"].entries) == 3
    assert not {"评议会", "村干部", "整村授信", "北安农商银行", "每月"} & set(terms)
    assert [row.figure.phrase for row in found.figures] == ["35%", "每月一次"]


def test_what_is_new_about_each_practice(peers: KnowledgeBase) -> None:
    news = {item.practice: item for item in novelty(peers, week(3).id).per_practice}
    assert next(iter(news)) == "内训师"  # the new ones first
    assert news["内训师"].first
    village = news["整村授信"]
    assert (village.first, village.before, len(village.entries)) == (False, 6, 1)
    assert village.banks == ()  # the west had named it in the first week
    assert village.entries[0].bank == WEST
    assert [row.figure.phrase for row in village.figures] == ["35%", "每月一次"]
    assert "体验支用日" in village.terms
    assert news["贷后管理"].banks == ("北安农商银行",)


def test_a_word_for_a_bank_is_no_new_term(kb: KnowledgeBase) -> None:
    said = [
        "一、诉苦会。我行也办诉苦会。",
        "二、夜校。商业银行办诉苦会，我行学。",
        "三、灯会。商业银行办灯会。",
    ]
    later = week(3, *bank_entries(WEST, said))
    terms = {term.term for term in novelty(stored(kb, first_week(), later), later.id).terms}
    assert "诉苦会" in terms
    assert not {"我行", "商业银行"} & terms


def test_a_sentence_said_before_adds_no_figure(peers: KnowledgeBase) -> None:
    again = week(4, *bank_entries(EAST, ["一、复评。整村授信的复评由总行抽户，比例35%。"]))
    stored(peers, again)
    assert novelty(peers, again.id).figures == ()


def test_the_first_bulletin_is_new_as_a_whole_so_its_terms_are_not_listed(
    peers: KnowledgeBase,
) -> None:
    found = novelty(peers, OLD)
    assert found.earlier == 0
    assert "整村授信" in found.practices
    assert found.banks == (EAST, WEST)
    assert found.terms == ()
    assert len(found.figures) > 5


def test_a_later_bulletin_does_not_make_an_earlier_one_old(peers: KnowledgeBase) -> None:
    before = novelty(peers, week(3).id)
    stored(peers, week(5, *bank_entries(EAST, [NEW])))
    assert novelty(peers, week(3).id) == before


def test_a_pair_of_characters_is_a_term_when_several_entries_have_it(peers: KnowledgeBase) -> None:
    once = ["一、台账要统一。登记的写法由总行定。"]
    twice = [*once, "二、表格要统一。填表的写法也由总行定。"]
    for number, (texts, expected) in enumerate(((once, False), (twice, True)), 4):
        later = week(number, *bank_entries(EAST, texts))
        stored(peers, later)
        assert ("写法" in {term.term for term in novelty(peers, later.id).terms}) is expected
        peers.corpus.bulletin_path(later.id).unlink()


def test_the_number_of_terms_is_capped(peers: KnowledgeBase) -> None:
    assert [t.term for t in novelty(peers, week(3).id, most_terms=1).terms] == ["体验支用日"]


def test_a_bulletin_that_is_not_there(peers: KnowledgeBase) -> None:
    with pytest.raises(NotFoundError):
        novelty(peers, "2018-01-01-没有")


def test_of_bulletins_that_end_alike_the_id_decides(peers: KnowledgeBase) -> None:
    start = week(3).period.start  # type: ignore[union-attr]
    short = week(3, *bank_entries(EAST, ["一、老员工带班。"]), title="简讯")
    short = replace(short, period=Period(start + timedelta(days=1), week(3).period.end))  # type: ignore[union-attr]
    stored(peers, short)
    assert short.id < week(3).id
    assert newest_bulletin(peers) == week(3).id
    assert novelty(peers, short.id).earlier == 1
    assert novelty(peers, week(3).id).earlier == 2


def test_a_bulletin_without_dates_stands_before_all_others(peers: KnowledgeBase) -> None:
    undated = [
        replace(week(n, *bank_entries(EAST, ["一、晨会。"])), id=f"undated-{name}", period=None)
        for n, name in ((7, "甲"), (8, "乙"))
    ]
    stored(peers, *undated)
    first, second = sorted(b.id for b in undated)
    assert [novelty(peers, b).earlier for b in (first, second, OLD)] == [0, 1, 2]
    assert newest_bulletin(peers) == week(3).id


def test_how_often_the_index_is_asked_does_not_grow_with_the_bulletins(
    peers: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was asked once a bulletin: of thousands that took most of a second."""
    ask = peers.engine.search
    asked: list[Request] = []

    def counting(request: Request) -> Response:
        asked.append(request)
        return ask(request)

    monkeypatch.setattr(peers.engine, "search", counting)
    last = week(90, *bank_entries(EAST, ["一、晨会要短开。"]))
    counts = []
    for more in ([last], [week(n, *bank_entries(EAST, ["一、晨会。"])) for n in range(20, 40)]):
        stored(peers, *more)
        asked.clear()
        assert newest_bulletin(peers) == last.id
        novelty(peers, last.id)
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_the_sample_corpus_week_by_week(sample_kb: KnowledgeBase) -> None:
    ids = sample_kb.corpus.bulletin_ids()
    found = [novelty(sample_kb, bulletin) for bulletin in ids[:6]]
    assert [item.earlier for item in found] == [0, 1, 2, 3, 4, 5]
    seen: set[str] = set()
    for item in found:
        assert not seen & set(item.practices)
        seen |= set(item.practices)
        assert seen >= {news.practice for news in item.per_practice}

"""Saved topics: what is new is what was not there, whenever it is dated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import ConflictError, NotFoundError
from kb.index.fields import FACETS
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.saved.topics import (
    MAX_NAME,
    BadName,
    delete_topic,
    dump_query,
    load_query,
    mark_seen,
    rename_topic,
    save_topic,
    topic_news,
    topics,
)
from kb.search.asking import Query
from tests.peers import EAST, WEST, bank_entries, stored, week

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
VILLAGE = "一、整村授信要复评。复评由总行抽户核实。"


def test_what_is_there_when_a_topic_is_saved_is_not_new(peers: KnowledgeBase) -> None:
    news = topic_news(peers, save_topic(peers, " 整村  授信 ", Query("整村授信"), NOW))
    assert news.topic.name == "整村 授信"
    assert (news.total, news.new) == (7, ())


def test_what_comes_later_is_new_until_marked_as_seen(peers: KnowledgeBase) -> None:
    topic_id = save_topic(peers, "授信", Query("整村授信"), NOW)
    stored(peers, week(3, *bank_entries(WEST, [VILLAGE])))
    news = topic_news(peers, topic_id)
    assert (news.total, len(news.new)) == (8, 1)
    assert news.new[0].startswith(week(3).id)
    assert mark_seen(peers, topic_id, news.state, LATER) == 1
    seen = topic_news(peers, topic_id)
    assert (seen.total, seen.new, seen.topic.seen) == (8, (), LATER)


def test_a_bulletin_that_comes_late_is_new_though_its_date_is_old(peers: KnowledgeBase) -> None:
    topic_id = save_topic(peers, "授信", Query("整村授信"), NOW)
    stored(peers, week(-20, *bank_entries(WEST, [VILLAGE])))
    news = topic_news(peers, topic_id)
    assert news.found.ids[-1] == news.new[0]


def test_what_does_not_match_is_no_news(peers: KnowledgeBase) -> None:
    of_west = Query("整村授信", filters={"bank": (WEST,)}, start=date(2018, 7, 9))
    topic_id = save_topic(peers, "西河", of_west, NOW)
    stored(peers, week(3, *bank_entries(EAST, [VILLAGE]), *bank_entries(WEST, ["一、晨会短开。"])))
    assert topic_news(peers, topic_id).total == 0
    stored(peers, week(4, *bank_entries(WEST, [VILLAGE])))
    assert len(topic_news(peers, topic_id).new) == 1


def test_entries_that_hold_only_most_of_it_are_left_out(peers: KnowledgeBase) -> None:
    assert topic_news(peers, save_topic(peers, "问", Query("整村授信 火星 考核"), NOW)).total == 0


def test_what_came_while_one_was_reading_is_not_marked(peers: KnowledgeBase) -> None:
    topic_id = save_topic(peers, "授信", Query("整村授信"), NOW)
    stored(peers, week(3, *bank_entries(WEST, [VILLAGE])))
    shown = topic_news(peers, topic_id).state
    stored(peers, week(4, *bank_entries(EAST, ["一、整村授信看用信。用信率要按月看。"])))
    with pytest.raises(ConflictError, match="没有标记"):
        mark_seen(peers, topic_id, shown, LATER)
    assert len(topic_news(peers, topic_id).new) == 2


def test_a_corrected_entry_is_not_news(peers: KnowledgeBase) -> None:
    """It keeps its id, whatever else changes."""
    topic_id = save_topic(peers, "授信", Query("整村授信"), NOW)
    path = peers.corpus.bulletin_path(week(1).id)
    path.write_text(
        path.read_text("utf-8").replace("奖励客户经理30元", "奖励客户经理31元"), "utf-8"
    )
    assert update_index(peers).put == 1
    assert topic_news(peers, topic_id).new == ()


def test_the_topics_with_the_most_news_come_first(peers: KnowledgeBase) -> None:
    for name, text in (("甲", "考核"), ("乙", "整村授信"), ("丙", "复评")):
        save_topic(peers, name, Query(text), NOW)
    stored(peers, week(3, *bank_entries(WEST, [VILLAGE, "二、整村授信看用信。用信率要按月看。"])))
    assert [(news.topic.name, len(news.new)) for news in topics(peers)] == [
        ("乙", 2), ("丙", 1), ("甲", 0),
    ]  # fmt: skip


def test_renaming_and_forgetting(peers: KnowledgeBase) -> None:
    topic_id = save_topic(peers, "授信", Query("整村授信"), NOW)
    rename_topic(peers, topic_id, "整村授信怎么做")
    assert topic_news(peers, topic_id).topic.name == "整村授信怎么做"
    delete_topic(peers, topic_id)
    assert topics(peers) == ()
    with pytest.raises(NotFoundError):
        topic_news(peers, topic_id)


@pytest.mark.parametrize("name", ["", " \t\n", "长" * (MAX_NAME + 1)])
def test_names_that_will_not_do(peers: KnowledgeBase, name: str) -> None:
    with pytest.raises(BadName):
        save_topic(peers, name, Query("授信"), NOW)
    assert topics(peers) == ()


queries = st.builds(
    Query,
    text=st.text(max_size=30),
    filters=st.dictionaries(
        st.sampled_from(FACETS), st.lists(st.text(min_size=1), min_size=1).map(tuple)
    ),
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    expand=st.booleans(),
)


@given(queries)
def test_a_query_comes_back_as_it_was_saved(query: Query) -> None:
    assert load_query(dump_query(query)) == query

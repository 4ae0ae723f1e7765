"""Topics in the state file."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from kb.errors import ConflictError, NotFoundError
from kb.files.home import Home
from kb.state.database import FILE, connection
from kb.state.migrations import MIGRATIONS
from kb.state.queries import past_queries
from kb.state.topics import (
    add_topic,
    all_topics,
    delete_topic,
    load_topic,
    mark_topic,
    rename_topic,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=8)))
LATER = NOW + timedelta(days=7)
KNOWN = frozenset({"2018-07-02-学习纪实#e1", "2018-07-02-学习纪实#e2"})


def test_what_was_saved_comes_back(home: Home) -> None:
    topic_id = add_topic(home, "授信", "{}", KNOWN, NOW)
    topic = load_topic(home, topic_id)
    assert (topic.name, topic.query, topic.known) == ("授信", "{}", KNOWN)
    assert topic.created == topic.seen == NOW
    assert topic.urn.startswith("urn:uuid:")
    assert all_topics(home) == [topic]


def test_a_topic_that_knows_nothing_yet(home: Home) -> None:
    assert load_topic(home, add_topic(home, "火星", "{}", (), NOW)).known == frozenset()


def test_topics_come_by_name_and_keep_their_urns(home: Home) -> None:
    ids = [add_topic(home, name, "{}", (), NOW) for name in ("乙", "丙", "甲")]
    names = [topic.name for topic in all_topics(home)]
    assert names == sorted(names)
    assert len({topic.urn for topic in all_topics(home)}) == 3
    before = load_topic(home, ids[0])
    rename_topic(home, ids[0], "丁")
    assert load_topic(home, ids[0]) == replace(before, name="丁")


def test_two_topics_of_one_name_would_be_mistaken_for_each_other(home: Home) -> None:
    one, two = (add_topic(home, name, "{}", (), NOW) for name in ("一", "二"))
    with pytest.raises(ConflictError, match="已有叫“一”的专题"):
        add_topic(home, "一", "{}", (), NOW)
    with pytest.raises(ConflictError):
        rename_topic(home, two, "一")
    rename_topic(home, one, "一")  # its own name is not taken
    assert [topic.name for topic in all_topics(home)] == ["一", "二"]


def test_seen_takes_the_place_of_what_was_known(home: Home) -> None:
    topic_id = add_topic(home, "授信", "{}", KNOWN, NOW)
    later = frozenset({"2018-07-09-学习纪实#e3"})
    mark_topic(home, topic_id, later, LATER)
    topic = load_topic(home, topic_id)
    assert (topic.known, topic.seen, topic.created) == (later, LATER, NOW)


def test_the_address_of_a_deleted_topic_leads_to_no_other(home: Home) -> None:
    first = add_topic(home, "授信", "{}", (), NOW)
    delete_topic(home, first)
    assert add_topic(home, "听证", "{}", (), NOW) > first
    for call in (
        lambda: load_topic(home, first),
        lambda: rename_topic(home, first, "新名"),
        lambda: mark_topic(home, first, (), NOW),
        lambda: delete_topic(home, first),
    ):
        with pytest.raises(NotFoundError, match="没有这个专题"):
            call()


def test_thousands_of_entries_take_a_few_bytes_each(home: Home) -> None:
    """An id is some 60 bytes long; its digest cannot be made shorter, the rest can."""
    ids = frozenset(
        f"2025-{week:04d}-云州农商银行系统跟班学习活动纪实#e{hashlib.sha256(bytes([n])).hexdigest()[:8]}"
        for week in range(200)
        for n in range(40)
    )
    topic_id = add_topic(home, "一切", "{}", ids, NOW)
    assert load_topic(home, topic_id).known == ids
    with connection(home) as database:
        ((size,),) = database.execute("SELECT length(known) FROM topic").fetchall()
    assert size < 12 * len(ids)


def test_a_state_file_of_the_first_version_is_brought_up_to_date(sqlite_home: Home) -> None:
    home = sqlite_home
    home.state.mkdir()
    database = sqlite3.connect(home.state / FILE)
    database.executescript(f"{MIGRATIONS[0]}; PRAGMA user_version = 1;")
    database.execute("INSERT INTO past_query VALUES ('听证', 2, '2026-11-23')")
    database.commit()
    database.close()
    assert all_topics(home) == []
    assert past_queries(home, least=1) == []

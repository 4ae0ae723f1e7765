"""The log of queries on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta

from kb.files.home import Home
from kb.state import Asker, forget_queries_before, logged_queries, remember_query
from tests.cli.conftest import Run

NOW = datetime.now()


def test_it_is_printed_and_emptied(kb_: Run, home: Home) -> None:
    remember_query(home, "整村授信", Asker("a", "老周"), NOW, found=3, opened=True)
    remember_query(home, "很久以前", "a", NOW - timedelta(days=40), found=0)
    said = kb_("queries").out
    assert "整村授信" in said
    assert "看过结果  老周" in said
    assert "很久以前" not in said
    assert [line["text"] for line in kb_("queries", "--days", 90, "--json").json] == [
        "整村授信",
        "很久以前",
    ]
    assert "已清空 2 条" in kb_("queries", "--forget").out
    assert "没有记录" in kb_("queries").out


def test_nothing_is_printed_of_a_log_that_was_switched_off(kb_: Run, home: Home) -> None:
    """Although no site has removed it yet."""
    remember_query(home, "整村授信", "a", NOW, found=3)
    home.config.write_text("[queries]\nkeep = false\n", "utf-8")
    assert kb_("queries", "--json").json == []
    assert logged_queries(home, datetime.min, 9) == []


def test_what_is_too_old_goes_and_names_go_where_none_are_wanted(home: Home) -> None:
    remember_query(home, "新的", Asker("a", "老周"), NOW, found=3)
    remember_query(home, "旧的", Asker("a", "老周"), NOW - timedelta(days=40), found=3)
    assert forget_queries_before(home, NOW - timedelta(days=30), names=True) == 1
    assert [(one.text, one.who) for one in logged_queries(home, datetime.min, 9)] == [
        ("新的", "老周")
    ]
    forget_queries_before(home, NOW - timedelta(days=30), names=False)
    assert [one.who for one in logged_queries(home, datetime.min, 9)] == [""]

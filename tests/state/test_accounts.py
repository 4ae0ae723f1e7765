"""Accounts, sessions, tokens and second steps, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.errors import ConflictError, NotFoundError
from kb.files.home import Home
from kb.state import accounts, second_steps, sessions, tokens
from kb.state.accounts import Details, NewAccount
from kb.state.sessions import Failures, Limits, NewLink, StoredSession
from kb.state.tokens import StoredToken

LI = NewAccount("李丽", "李丽", "管理员", Details("临海农商银行", ("甲", "乙"), "李丽"), "x", "s1")
ZHANG = NewAccount("张三", "张三", "读者")
SESSION = StoredSession("d1", 1, 100.0, 100.0, 100.0, "10.1.0.5", "Firefox")
LIMITS = Limits(idle=60, absolute=600)


def test_accounts_come_back_as_they_were_saved(home: Home) -> None:
    number = accounts.add_account(home, LI, 7.5, first=True)
    (found,) = accounts.all_accounts(home)
    assert found == accounts.load_account(home, number)
    assert found == accounts.account_of_login(home, "李丽")
    assert found == accounts.account_of_subject(home, "s1")
    assert (found.groups, found.bank, found.created) == (("甲", "乙"), "临海农商银行", 7.5)
    assert accounts.account_of_login(home, "无名") is None
    with pytest.raises(ConflictError):
        accounts.add_account(home, ZHANG, 8, first=True)
    with pytest.raises(ConflictError):
        accounts.add_accounts(home, [ZHANG, replace(LI, subject="")], 8)
    assert len(accounts.all_accounts(home)) == 1
    with pytest.raises(NotFoundError):
        accounts.load_account(home, 99)


def test_the_last_administrator_stays(home: Home) -> None:
    first, second = accounts.add_accounts(home, [LI, ZHANG], 1)
    accounts.set_standing(home, second, "编辑", disabled=False, keep="管理员")
    with pytest.raises(ConflictError):
        accounts.set_standing(home, first, "读者", disabled=False, keep="管理员")
    assert accounts.load_account(home, first).role == "管理员"


def test_a_session_lasts_as_long_as_it_is_used(home: Home) -> None:
    accounts.add_account(home, LI, 1)
    stamp = accounts.load_account(home, 1).stamp
    sessions.add_session(home, SESSION, LIMITS, stamp)
    found = sessions.load_session(home, "d1", LIMITS, 150)
    assert found is not None
    assert found[0] == SESSION
    sessions.mark_session(home, "d1", 155)
    assert sessions.load_session(home, "d1", LIMITS, 210) is not None
    assert sessions.load_session(home, "d1", LIMITS, 216) is None
    sessions.add_session(home, replace(SESSION, digest="d2", seen=200), LIMITS, stamp)
    assert [s.digest for s in sessions.sessions_of(home, 1, LIMITS, 210)] == ["d2", "d1"]
    assert sessions.end_sessions(home, 1, digest="d1") == 1
    assert sessions.end_sessions(home, 1, but="d2") == 0
    assert sessions.end_sessions(home, 1) == 1


def test_nothing_begins_with_a_password_that_was_changed_meanwhile(home: Home) -> None:
    """Somebody who knew it was let in at the moment when its owner changed it."""
    number = accounts.add_account(home, ZHANG, 1)
    stamp = accounts.load_account(home, number).stamp
    accounts.set_password(home, number, "another", stamp)
    late = replace(SESSION, account=number)
    with pytest.raises(ConflictError):
        sessions.add_session(home, late, LIMITS, stamp)
    with pytest.raises(ConflictError):
        sessions.add_link(home, NewLink("l1", number, "second", 100, stamp))
    with pytest.raises(ConflictError):
        accounts.set_password(home, number, "a third", stamp)
    assert sessions.sessions_of(home, number, LIMITS, 100) == []


def test_a_link_is_used_once(home: Home) -> None:
    sessions.add_link(home, NewLink("l1", 1, "invite", 100))
    sessions.add_link(home, NewLink("l2", 1, "invite", 100))
    assert sessions.account_of_link(home, "l1", "invite", 50) is None
    assert sessions.account_of_link(home, "l2", "invite", 50) == 1
    assert sessions.use_link(home, "l2")
    assert not sessions.use_link(home, "l2")


def test_failures_are_counted_before_they_happen(home: Home) -> None:
    keys = ("a", "b")
    assert sessions.book_attempt(home, keys, 10, 60)["a"] == Failures(0, 0.0)
    assert sessions.book_attempt(home, keys[:1], 20, 60)["a"] == Failures(1, 10.0)
    assert sessions.failures_of(home, keys) == {"a": Failures(2, 20.0), "b": Failures(1, 10.0)}
    sessions.forget_attempts(home, "a", only_last=True)
    sessions.forget_attempts(home, "b")
    assert sessions.failures_of(home, keys) == {"a": Failures(1, 20.0), "b": Failures(0, 0.0)}


def test_tokens_are_of_an_account_or_of_all(home: Home) -> None:
    accounts.add_accounts(home, [LI, ZHANG], 1)
    token = StoredToken(0, "t1", 1, "feed", "阅读器", 10.0, 100.0, 0.0)
    first = tokens.add_token(home, token, most=1)
    assert tokens.add_token(home, replace(token, digest="t2"), most=1) == 0
    second = tokens.add_token(home, replace(token, digest="t3", account=2, created=20), most=1)
    tokens.mark_token(home, first, 30)
    found = tokens.load_token(home, "t1", 50)
    assert found is not None
    assert (found[0].used, found[1].name) == (30, "李丽")
    assert tokens.load_token(home, "t1", 101) is None
    assert [one.id for one in tokens.tokens_of(home, None, 50)] == [second, first]
    assert [one.id for one in tokens.tokens_of(home, 2, 50)] == [second]
    with pytest.raises(NotFoundError):
        tokens.delete_token(home, first, 2)
    tokens.delete_token(home, first, 1)
    tokens.delete_token(home, second, None)
    assert tokens.tokens_of(home, None, 50) == []


def test_codes_of_a_second_step_are_taken_once(home: Home) -> None:
    second_steps.begin_step(home, 1, "secret")
    second_steps.begin_step(home, 1, "other")
    second_steps.activate_step(home, 1, 5, ["c1", "c2"])
    second_steps.begin_step(home, 1, "ignored")
    found = second_steps.load_step(home, 1)
    assert found == second_steps.StoredStep("other", True, 5, 2)
    assert not second_steps.take_span(home, 1, 5)
    assert second_steps.take_span(home, 1, 6)
    assert second_steps.take_code(home, 1, "c1")
    assert not second_steps.take_code(home, 1, "c1")
    second_steps.set_codes(home, 1, [])
    assert second_steps.forget_step(home, 1)
    assert second_steps.load_step(home, 1) is None

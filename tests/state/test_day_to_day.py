"""Who edits what, what is used in a day, forms without a session, sessions at a provider: on every
database that the state may be in."""

from __future__ import annotations

from datetime import date

import pytest

from kb.files.home import Home
from kb.state import Mark, Used, accounts, editing, kept_forms, provider_sessions, sessions, usage
from kb.state.accounts import NewAccount
from kb.state.kept_forms import KeptForm
from kb.state.sessions import Limits, StoredSession

DAY = date(2026, 11, 23)


def test_marks_of_those_who_edit(home: Home) -> None:
    editing.mark(home, "a", Mark("甲", "甲（青枫）", 100.0), 0.0)
    editing.mark(home, "a", Mark("甲", "甲（青枫）", 150.0), 0.0)
    editing.mark(home, "a", Mark("乙", "乙", 120.0), 0.0)
    assert [(one.who, one.seen) for one in editing.marks(home, "a", 0.0)] == [
        ("甲", 150.0),
        ("乙", 120.0),
    ]
    editing.unmark(home, "a", "甲")
    editing.mark(home, "b", Mark("丙", "丙", 500.0), 400.0)
    assert editing.marks(home, "a", 0.0) == []


def test_the_oldest_marks_give_way(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "MOST", 3)
    for number in range(5):
        editing.mark(home, "a", Mark(str(number), "x", float(number)), 0.0)
    assert [one.who for one in editing.marks(home, "a", 0.0)] == ["4", "3", "2"]


def test_use_is_counted_up_to_a_limit(home: Home) -> None:
    assert usage.spend(home, Used("甲", "exports", DAY, 2), most=3)
    assert not usage.spend(home, Used("甲", "exports", DAY, 2), most=3)
    assert usage.spend(home, Used("甲", "exports", DAY, 1), most=3)
    assert usage.used(home, DAY) == [Used("甲", "exports", DAY, 3)]


def test_forms_are_kept_for_their_account(home: Home) -> None:
    for number in range(4):
        form = KeptForm(str(number), 1, float(number), "/a", "/b", "[]")
        kept_forms.keep(home, form, 2, 0.0)
    found = [kept_forms.find(home, str(number), 1, 0.0) for number in range(4)]
    assert [one is not None for one in found] == [False, False, True, True]
    assert kept_forms.find(home, "3", 2, 0.0) is None
    kept_forms.forget(home, "3")
    assert kept_forms.find(home, "3", 1, 0.0) is None


def test_sessions_at_a_provider_end_sessions_here(home: Home) -> None:
    limits = Limits(1000.0, 1000.0)
    account = accounts.add_account(home, NewAccount("甲", "甲", "reader"), 1.0)
    for digest in ("one", "two"):
        session = StoredSession(digest, account, 10.0, 10.0, 10.0, "", "")
        sessions.add_session(home, session, limits, accounts.load_account(home, account).stamp)
        provider_sessions.bind(home, digest, f"sid of {digest}")
    assert provider_sessions.end(home, "sid of one", account + 1) == 0
    assert provider_sessions.end(home, "sid of one", account) == 1
    assert provider_sessions.end(home, "sid of one", account) == 0
    left = sessions.sessions_of(home, account, limits, 20.0)
    assert [one.digest for one in left] == ["two"]
    assert provider_sessions.end(home, "sid of two", None) == 1

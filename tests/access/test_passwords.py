"""Which passwords are taken, and how they are kept."""

from __future__ import annotations

import pytest

from kb.access import passwords
from kb.access.common_passwords import COMMON
from kb.access.passwords import WeakPassword, check, keep, matches

GOOD = "湖边 三只 白鹭"


@pytest.mark.parametrize(
    "password",
    [GOOD, "x7#k  Lq", "correct horse battery staple", "数" + "一二三四五六七", "ab1" * 42],
)
def test_what_is_taken(password: str) -> None:
    check(password, "张三")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("x7#k Lq", "太短"),
        ("", "太短"),
        ("ab1" * 43, "太长"),
        ("Password123", "太常见"),
        ("ＰＡＳＳＷＯＲＤ", "太常见"),
        ("88888888", "太常见"),
        ("1212121212", "太常见"),
        ("34567890", "太常见"),
        ("asdfghjkl", "太常见"),
        ("zhangsan-2026", "自己的名字"),
        ("wo shi ZhangSan", "自己的名字"),
    ],
)
def test_what_is_not(password: str, says: str) -> None:
    with pytest.raises(WeakPassword, match=says):
        check(password, "zhangsan")


def test_a_name_of_two_letters_may_stand_in_a_password() -> None:
    check("lilac and lavender", "Li")
    with pytest.raises(WeakPassword):
        check("张三-2026-09", "张三")


def test_the_common_ones_could_be_typed() -> None:
    assert all(len(one) >= passwords.SHORTEST and one == one.casefold() for one in COMMON)


def test_a_password_matches_itself_and_nothing_else() -> None:
    kept = keep(GOOD)
    assert matches(GOOD, kept)
    assert not matches(GOOD + " ", kept)
    assert not matches("", kept)
    assert not matches(GOOD, "")
    assert keep(GOOD) != kept
    assert GOOD not in kept


def test_one_character_in_two_forms_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert matches("ABC 123 def", keep("ＡＢＣ　１２３ def"))


def test_what_is_kept_names_its_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that passwords kept at a lower cost still open when the cost is raised."""
    kept = keep(GOOD)
    monkeypatch.setattr(passwords, "COST", (32, 8, 1))
    assert matches(GOOD, kept)
    assert keep(GOOD).startswith("scrypt$32$8$1$")


def test_the_cost_is_that_of_the_cheat_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert passwords.COST == (32768, 8, 3)
    kept = keep(GOOD)
    assert kept.startswith("scrypt$32768$8$3$")
    assert matches(GOOD, kept)

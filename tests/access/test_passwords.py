"""Which passwords are taken, and how they are kept."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import hashing, passwords
from kb.access.common_digests import DIGESTS, is_listed
from kb.access.common_passwords import COMMON, is_common
from kb.access.passwords import WeakPassword, check, is_outdated, keep, matches

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


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("张三丰2024!", "自己的名字"),
        ("zhangsanfeng", "自己的名字"),
        ("Zhang.SanFeng-1", "自己的名字"),
        ("sanfeng zhang 88", "自己的名字"),
        ("临海农商银行2024", "自己的机构"),
        ("linhainongshang", "自己的机构"),
        ("Linhai@20240808", "自己的机构"),
        ("123456\u200b\u200b", "看得见"),
        ("12345a\ufe0f\u3164", "看得见"),
    ],
)
def test_what_follows_from_the_person_is_not_taken(password: str, says: str) -> None:
    with pytest.raises(WeakPassword, match=says):
        check(password, "zsf", "张三丰", bank="临海农商银行")


@pytest.mark.parametrize(
    "password", [GOOD, "临海的三只白鹭飞走", "belisima river", "银行卡在左边口袋"]
)
def test_other_words_are(password: str) -> None:
    check(password, "lisi2", "李四", bank="临海农商银行")
    check(password, "李四", "", bank="银行")


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


@pytest.fixture
def without_argon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "has_argon", lambda: False)


@pytest.mark.usefixtures("without_argon")
def test_what_is_kept_names_its_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that passwords kept at a lower cost still open when the cost is raised."""
    kept = keep(GOOD)
    assert not is_outdated(kept)
    monkeypatch.setattr(hashing, "COST", (32, 8, 1))
    assert matches(GOOD, kept)
    assert is_outdated(kept)
    assert keep(GOOD).startswith("scrypt$32$8$1$")


@pytest.mark.usefixtures("without_argon")
def test_argon2_that_was_taken_away_opens_nothing_and_fails_nothing() -> None:
    kept = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$" + "A" * 43
    assert not matches(GOOD, kept)
    assert not is_outdated(kept)


def test_the_cost_is_that_of_the_cheat_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert (hashing.COST, hashing.ARGON) == ((32768, 8, 3), (2, 19456, 1))
    monkeypatch.setattr(hashing, "has_argon", lambda: False)
    kept = keep(GOOD)
    assert kept.startswith("scrypt$32768$8$3$")
    assert matches(GOOD, kept)


@pytest.mark.skipif(
    find_spec("argon2") is None, reason="需要软件包 argon2-cffi：pip install 'lessons-kb[argon2]'"
)
def test_argon2id_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    kept = keep(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert matches(GOOD, kept)
    assert not matches(GOOD + " ", kept)
    assert not is_outdated(kept)
    assert is_outdated("scrypt$32768$8$3$x$y")
    assert not matches(GOOD, kept[:-3] + "AAA")
    assert not matches(GOOD, "$argon2id$nonsense")
    monkeypatch.setattr(hashing, "ARGON", (3, 19456, 1))
    assert is_outdated(kept)
    assert matches(GOOD, kept)


@pytest.mark.parametrize(
    "password",
    [
        *("password", "Passw0rd1", "P@ssw0rd!", "woaini1314", "5201314woaini", "zhang123456"),
        *("wang1990!", "19900101", "1990-01-01", "beijing2008", "qwertyqwerty", "abcabcabc"),
        *("123456zhang", "Admin@123", "nongshang@2026", "88zhangwei88", "iloveyou!!!"),
        *("1qaz2wsx", "samantha", "maverick", "minecraft", "kb20262026"),
        *(
            "!@#$%^&*()",
            "！@#￥%……&*（）",
            "nsh123456",
            "密码12345678",
            "经验库2026!",
            "一二三四五六七八",
        ),
    ],
)
def test_words_with_a_few_digits_are_common(password: str) -> None:
    with pytest.raises(WeakPassword, match="太常见"):
        check(password)


def test_the_list_has_what_no_rule_refuses() -> None:
    assert len(DIGESTS) > 2000
    assert is_listed("samantha")
    assert not is_common("samantha")


@given(st.text(min_size=8, max_size=128))
def test_any_text_is_looked_at(password: str) -> None:
    with suppress(WeakPassword):
        check(password, "zhangsan")

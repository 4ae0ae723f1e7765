"""Words that only say which bank."""

from __future__ import annotations

from kb.text import is_bank_word


def test_banks_and_what_stands_for_one() -> None:
    for word in ("我行", "该行", "本社", "商业银行", "柳湾农商行", "信用社", "兄弟行"):
        assert is_bank_word(word), word


def test_what_a_bank_does_is_none() -> None:
    for word in ("手机银行卡", "行长", "夜校", "进行", "评议员", "我们村"):
        assert not is_bank_word(word), word

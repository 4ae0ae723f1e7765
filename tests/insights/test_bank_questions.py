"""Questions that only all banks together answer, by their wording."""

from __future__ import annotations

import pytest

from kb.insights.bank_questions import LONGEST, Wanted, bank_question


@pytest.mark.parametrize(
    ("text", "wanted", "about"),
    [
        ("哪些行没有做整村授信？", Wanted.WITHOUT, "整村授信"),
        ("哪家行还没搞蓝领贷", Wanted.WITHOUT, "蓝领贷"),
        ("不良贷款听证哪些行没搞过？", Wanted.WITHOUT, "不良贷款听证"),
        ("没搞夜访的行有哪些", Wanted.WITHOUT, "夜访"),
        ("还没有推行二次考核的银行有哪些", Wanted.WITHOUT, "二次考核"),
        ("哪些行没提到供应链金融？", Wanted.WITHOUT, "供应链金融"),
        ("谁家没有内训师", Wanted.WITHOUT, "内训师"),
        ("最早做整村授信的是哪家？", Wanted.FIRST, "整村授信"),
        ("哪家最早搞听证会", Wanted.FIRST, "听证会"),
        ("整村授信最早是哪家行做的", Wanted.FIRST, "整村授信"),
        ("第一家搞蓝领贷的是哪家行", Wanted.FIRST, "蓝领贷"),
        ("视频签约什么时候开始做的", Wanted.FIRST, "视频签约"),
        ("最近一次听证是什么时候", Wanted.NEWEST, "听证"),
        ("整村授信最新进展", Wanted.NEWEST, "整村授信"),
        ("有没有行没做听证的？", Wanted.WITHOUT, "听证"),
        ("体验支用日是谁先搞的？", Wanted.FIRST, "体验支用日"),
        ("最近一次签约在哪个村", Wanted.NEWEST, "签约"),
        ("云泽最新的用信率", Wanted.NEWEST, "用信率"),
        ("一码通商户最新有多少户", Wanted.NEWEST, "一码通商户"),
        ("最近哪家行在搞夜访", Wanted.NEWEST, "夜访"),
    ],
)
def test_what_is_asked_and_about_what(text: str, wanted: Wanted, about: str) -> None:
    asked = bank_question(text)
    assert asked is not None
    assert (asked.wanted, asked.about) == (wanted, about)


def test_a_number_may_be_asked_for() -> None:
    newest = [bank_question(text) for text in ("最新的用信率是多少", "整村授信最新进展")]
    assert [asked and asked.figure for asked in newest] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "整村授信",
        "哪些行不良率最高",
        "哪些行没有做",
        "最新做法",
        "最近一期讲了什么",
        "哪些村没有做整村授信",
        "最早",
        "没有做过的事",
        "整村授信怎么做",
        "哪些行没有做" + "整村授信" * LONGEST,
    ],
)
def test_other_texts_ask_nothing_of_the_kind(text: str) -> None:
    assert bank_question(text) is None

"""Offering what a person may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.near_names import edit_distance
from kb.search.results import search
from kb.search.spelling import did_you_mean, offered


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("整村受信", "整村授信"),  # sounds the same
        ("政村授信的流程", "整村授信的流程"),  # within a longer text
        ("不良贷款听正", "不良贷款听证"),
        ("尽职面责", "尽职免责"),
        ("二此考核", "二次考核"),
    ],
)
def test_a_typo_is_offered_as_the_name_it_sounds_like(
    sample_kb: KnowledgeBase, typed: str, meant: str
) -> None:
    assert did_you_mean(sample_kb, typed)[0] == meant


def test_what_is_offered_finds_something(sample_kb: KnowledgeBase) -> None:
    for text in did_you_mean(sample_kb, "整村受信"):
        assert search(sample_kb, Query(text)).complete


def test_what_stands_after_a_space_is_kept(sample_kb: KnowledgeBase) -> None:
    assert "整村授信 流程" in did_you_mean(sample_kb, "整村受信 流程")
    for text in did_you_mean(sample_kb, "青枫农商行 整村受信"):
        assert text.startswith("青枫农商行 ")


@pytest.mark.parametrize(
    "typed", ["青枫农商行", "青枫农商行 整村授信", '"整村受信"', "整村受信 -听证", "整村授信 考核"]
)
def test_nothing_is_offered_that_finds_nothing_better(sample_kb: KnowledgeBase, typed: str) -> None:
    assert did_you_mean(sample_kb, typed) == ()


def test_nothing_is_offered_where_enough_was_found(sample_kb: KnowledgeBase) -> None:
    assert offered(sample_kb, search(sample_kb, Query("整村授信"))) == ()


@pytest.mark.parametrize("typed", ["1270户", "20万元", "2024年"])
def test_a_number_is_not_offered_for_another(sample_kb: KnowledgeBase, typed: str) -> None:
    assert did_you_mean(sample_kb, typed) == ()


@pytest.mark.parametrize(
    ("typed", "offer"),
    [
        ("zhengcunshouxin", "整村授信"),
        ("Zhengcun Shouxin", "整村授信"),
        ("zcsx", "整村授信"),
        ("lanlingdai", "蓝领贷"),
        ("yongxinlv", "用信率"),  # an indicator
        ("yong xin lü", "用信率"),
        ("yxl", "用信率"),
        ("qingfengnongshang", "青枫农商"),
        ("qingfeng yongxinlv", "青枫 用信率"),
        ("qingfengyongxinlv", "青枫 用信率"),
        ("整村shouxin", "整村授信"),
        ("zhengcun shouxin 一个村几年回本", "整村授信一个村几年回本"),
    ],
)
def test_pinyin_and_initials_of_a_name(sample_kb: KnowledgeBase, typed: str, offer: str) -> None:
    assert did_you_mean(sample_kb, typed) == (offer,)


@pytest.mark.parametrize("typed", ["wifi", "bp", "app", "crm", "hello world", "x" * 5000])
def test_letters_that_are_no_name(sample_kb: KnowledgeBase, typed: str) -> None:
    assert did_you_mean(sample_kb, typed) == ()


@pytest.mark.parametrize(
    ("typed", "offer"),
    [("整村受信用信率", "整村授信用信率"), ("驿占站长补贴", "驿站站长补贴")],
)
def test_a_name_that_sounds_the_same_in_a_text_that_nobody_wrote(
    sample_kb: KnowledgeBase, typed: str, offer: str
) -> None:
    assert did_you_mean(sample_kb, typed) == (offer,)


@pytest.mark.parametrize(
    "typed", ["西溪支行", "西溪支行用信率", "用信率 西溪支行", "大岭村", "塘边村"]
)
def test_nothing_is_offered_for_a_known_name_or_a_word_of_the_entries(
    sample_kb: KnowledgeBase, typed: str
) -> None:
    assert did_you_mean(sample_kb, typed) == ()


def test_two_mistakes_in_a_long_name(sample_kb: KnowledgeBase) -> None:
    assert did_you_mean(sample_kb, "云择农商银航") == ("云泽农商银行",)


@pytest.mark.parametrize("typed", ["", "村", "。。。", "长" * 200])
def test_nothing_is_offered_for_what_cannot_be_a_typo(sample_kb: KnowledgeBase, typed: str) -> None:
    assert did_you_mean(sample_kb, typed) == ()


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("听证", "听证", 0),
        ("听正", "听证", 1),
        ("证听", "听证", 1),
        ("听", "听证", 1),
        ("甲乙丙", "丁戊己", 3),
    ],
)
def test_edit_distance(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other, limit=3) == distance


@given(st.text("甲乙丙", max_size=6), st.text("甲乙丙", max_size=6), st.integers(0, 3))
def test_edit_distance_stops_at_its_limit(one: str, other: str, limit: int) -> None:
    whole = edit_distance(one, other, limit=20)
    assert edit_distance(one, other, limit) == min(whole, limit + 1)
    assert edit_distance(other, one, limit) == min(whole, limit + 1)

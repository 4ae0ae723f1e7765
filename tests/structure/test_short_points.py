"""Runs of paragraphs that open alike."""

from __future__ import annotations

import pytest

from kb.structure.short_points import longest_run, short_points


@pytest.mark.parametrize(
    ("texts", "least", "run"),
    [
        ("", 1, []),
        ("aab", 2, [0, 1]),
        ("abaab", 2, [2, 3]),
        ("aabaa", 2, [0, 1]),  # of two runs as long the first
        ("bbab", 2, []),
        ("aaa", 3, [0, 1, 2]),
    ],
)
def test_longest_run(texts: str, least: int, run: list[int]) -> None:
    assert sorted(longest_run(texts, "a".__eq__, least)) == run


def test_paragraphs_that_begin_with_the_same_words_stand_in_a_row() -> None:
    alike = [
        f"突出一个“{word}”字，各支行按户建档，每月回访一次，逐户写明用途和来源。"
        for word in "勤实严"
    ]
    other = "今年以来，各支行按户建档，每月回访一次，逐户写明用途和还款来源，做实基础。"
    assert sorted(short_points([other, *alike, other])) == [1, 2, 3]
    assert sorted(short_points([*alike[:2], other, alike[2]])) == []


@pytest.mark.parametrize(
    ("labels", "points"), [("勤准稳", [1, 2, 3]), ("问答问", []), ("王李赵", []), ("早午晚", [])]
)
def test_paragraphs_that_each_open_with_one_character_are_points(
    labels: str, points: list[int]
) -> None:
    told = "客户经理一条街一本账，进货前一周登门，问清楚什么时候要用钱，说不清的再去一回"
    other = "今年以来，各支行按户建档，每月回访一次，逐户写明用途和还款来源，做实基础。"
    assert sorted(short_points([other, *(f"{one}：{told}。" for one in labels)])) == points


@pytest.mark.parametrize(
    ("openings", "points"),
    [
        ("减窗口 减报表 减会议", [0, 1, 2]),
        ("减窗口 座谈会 减会议", []),
        ("听会议 听座谈 听窗口", []),
    ],
)
def test_paragraphs_that_open_with_one_word_are_points_even_if_one_names_an_occasion(
    openings: str, points: list[int]
) -> None:
    told = "谁再要手工表先问行长肯不肯自己填，填不出来的就取消，取消以后每月报一次数"
    assert sorted(short_points([f"{one}。{told}。" for one in openings.split()])) == points

"""Practices and organisations as files, and the rules a vocabulary keeps."""

from __future__ import annotations

import pytest

from kb.corpus.vocabulary_files import (
    check_patterns,
    checked,
    load_organisations,
    load_practice,
)
from kb.errors import CorpusError
from kb.model import Organisation, Practice

WHOLE = """---
name: 整村授信
aliases: [整村推进, 整村批量授信]
broader: 普惠信贷
related: [阳光信贷]
---

以行政村为单位，集中评议、批量授信。

第二段。
"""


def test_a_practice() -> None:
    assert load_practice(WHOLE, "整村授信.md") == Practice(
        name="整村授信",
        aliases=("整村推进", "整村批量授信"),
        broader="普惠信贷",
        related=("阳光信贷",),
        scope_note="以行政村为单位，集中评议、批量授信。\n\n第二段。",
    )
    assert load_practice("---\nname: 网格\n---\n", "x") == Practice("网格")
    assert load_practice("---\nname: 网格\naliases:\nbroader:\n---\n", "x") == Practice("网格")


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("aliases: []", "name"),
        ("name: ''", "name"),
        ("name: 12", "name"),
        ("name: a\nalias: [b]", "alias"),
        ("name: a\naliases: b", "aliases"),
        ("name: a\naliases: [1]", "aliases"),
        ("name: a\naliases: ['']", "aliases"),
        ("name: a\nbroader: [b]", "broader"),
        ("name: a\nrelated: {b: c}", "related"),
    ],
)
def test_a_practice_that_is_wrong_is_said_so(front: str, says: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_practice(f"---\n{front}\n---\n", "坏.md")
    assert says in caught.value.message
    assert "坏.md" in caught.value.where


@pytest.mark.parametrize(
    "pattern",
    ["(", "[", "…", "甲…乙", "甲乙…", "甲乙…" * 9 + "丙", "…/…", "ﷺ…", "\\x00…", "*…+"],
)
def test_a_pattern_that_is_wrong_is_said_so_in_chinese(pattern: str) -> None:
    with pytest.raises(CorpusError) as caught:
        check_patterns([pattern], "坏.md")
    said = caught.value.message.removeprefix(f"句式“{pattern[:40]}”写得不对：")
    assert said != caught.value.message
    assert not any(char.isascii() and char.isalpha() for char in said)


def test_a_vocabulary_in_order() -> None:
    practices = (Practice("甲", ("子",), "乙"), Practice("乙", related=("甲",)))
    assert checked(practices, "x") == practices
    assert checked((), "x") == ()


@pytest.mark.parametrize(
    ("practices", "says"),
    [
        ([Practice("甲"), Practice("乙", ("甲",))], "既指"),
        ([Practice("甲", ("ＣＲＭ",)), Practice("乙", ("crm",))], "既指"),
        ([Practice("甲", broader="乙")], "不存在"),
        ([Practice("甲", related=("乙",))], "不存在"),
        ([Practice("甲", broader="甲")], "成环"),
        ([Practice("甲", broader="乙"), Practice("乙", broader="甲")], "成环"),
    ],
)
def test_names_mean_one_practice_and_references_lead_somewhere(
    practices: list[Practice], says: str
) -> None:
    with pytest.raises(CorpusError, match=says):
        checked(practices, "practices")


def test_organisations() -> None:
    text = "- name: 临海农商银行\n  aliases: [临海农商行]\n  branches: [城关支行]\n- name: 温岭农商银行\n"
    assert load_organisations(text, "x") == (
        Organisation("临海农商银行", ("临海农商行",), ("城关支行",)),
        Organisation("温岭农商银行"),
    )
    assert load_organisations("", "x") == load_organisations("# 空\n", "x") == ()


@pytest.mark.parametrize(
    "text",
    ["name: 甲", "- 甲", "- alias: 甲", "- name: 甲\n  支行: []", "- name: [甲]", "- name: '"],
)
def test_organisations_that_are_wrong_are_said_so(text: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_organisations(text, "organisations.yml")
    assert "organisations.yml" in caught.value.where

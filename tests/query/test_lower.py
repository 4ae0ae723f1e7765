"""From tree to conditions; above all: every piece of a text, typed, finds the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.index.documents import IndexDocument, documents
from kb.index.engines.memory import holds
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query.conditions import Contains, Everything, Within, all_of
from kb.query.lower import lower
from kb.query.lowered import Lowered
from kb.query.parse import parse
from kb.text.normalize import normalize
from tests.builders import bulletin, entry, mixed_text

TEXT = (
    "（四）整村授信注重实效。一是“一站式”办贷，50万元及以下最快两天放贷；二是尽职免责，"
    "不良贷款听证或二次听证。7月2日--6日，管理机构:总行 and CRM系统 (试点) -not- 农商銀行"
)


class Ask(Protocol):
    """Says what a query becomes."""

    def __call__(self, text: str, *, expand: bool = True) -> Lowered: ...


@pytest.fixture(scope="module")
def asked(sample_kb: KnowledgeBase) -> Ask:
    """What a query becomes."""

    def ask(text: str, *, expand: bool = True) -> Lowered:
        parsed = parse(text)
        return lower(
            parsed.tree, parsed.text, sample_kb.segmenter, sample_kb.vocabulary, expand=expand
        )

    return ask


def doc(kb: KnowledgeBase, text: str = TEXT, kind: Kind = Kind.LESSON) -> IndexDocument:
    made = replace(entry(text, kind=kind), bank="青枫农商银行", group="青枫组")
    return next(documents(bulletin(made), kb.vocabulary))


_quoted = st.sampled_from(["“一站式”", "或", "-", "(", "）", "机构:", "时间：", "\n", " "])
_texts = st.lists(mixed_text | _quoted | st.sampled_from([TEXT[:60], TEXT[60:]]), min_size=1)


@given(_texts.map("".join), st.integers(0, 60), st.integers(0, 60))
@example("a \u200b-b OR c", 0, 60)
@example("或\ue000-甲 乙", 0, 60)
def test_every_piece_of_a_text_finds_the_text(
    sample_kb: KnowledgeBase, asked: Ask, text: str, start: int, length: int
) -> None:
    piece = text[start : start + length]
    assert holds(asked(piece).match, doc(sample_kb, text))
    assert holds(asked(piece, expand=False).match, doc(sample_kb, text))


def test_every_piece_of_a_real_sentence(sample_kb: KnowledgeBase, asked: Ask) -> None:
    found = doc(sample_kb)
    for start in range(0, len(TEXT), 3):
        for end in range(start + 1, len(TEXT) + 1, 2):
            assert holds(asked(TEXT[start:end]).match, found), TEXT[start:end]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("整村授信", True),
        ("授信整村", False),  # all its words, but not the string
        ("整村授信 听证", True),
        ("整村授信 蓝领贷", False),
        ('"授信整村"', False),
        ('"授信注"', True),
        ('"信"', True),
        ("贷", True),
        ("50万元", True),
        ("５０万元", True),
        ("500万元", False),
        ("听证 -整村授信", False),
        ("听证 -蓝领贷", True),
        ("蓝领贷 或 听证", True),
        ("(蓝领贷 或 听证) 免责", True),
        ("(蓝领贷 或 一码通) 免责", False),
        ("机构:青枫 听证", True),
        ("机构:青枫农商行 听证", True),
        ("机构:石桥 听证", False),
        ("机构:青枫农商银行 -机构:石桥", True),
        ("提到:青枫", False),  # its own practice
        ("小组:青枫", True),
        ("小组:石桥", False),
        ("类型:经验", True),
        ("类型:lesson", True),
        ("类型:动态", False),
        ("标题:整村", True),
        ("标题:听证", False),
        ("时间:2018-07", True),
        ("时间:2018-07-06..2018-09", True),
        ("时间:2018-08", False),
        ("时间:..2018-07-02", True),
        ("做法:整村授信", True),
        ("做法:一站式", True),
        ("做法:蓝领贷", False),
        ("农商银行", True),
        ("青枫组", True),  # in the name of its group only
        ("", True),
    ],
)
def test_what_a_query_finds(sample_kb: KnowledgeBase, asked: Ask, query: str, found: bool) -> None:
    assert holds(asked(query).match, doc(sample_kb)) is found


def test_nothing_asked_is_everything(asked: Ask) -> None:
    assert asked("") == asked("\u200b ") == Lowered(Everything())


def test_aliases_of_a_practice_are_looked_for_and_named(
    sample_kb: KnowledgeBase,
    asked: Ask,
) -> None:
    practice = sample_kb.vocabulary.practice("内训师")
    assert practice is not None
    alias = practice.aliases[0]
    found = doc(sample_kb, f"请{alias}讲课。")
    assert holds(asked("内训师").match, found)
    assert not holds(asked("内训师", expand=False).match, found)
    assert normalize(alias) in asked("内训师").expanded["内训师"]
    assert asked("内训师", expand=False).expanded == {}
    # Quoted is exact, and what is excluded is not widened.
    assert not holds(asked('"内训师"').match, found)
    assert holds(asked("讲课 -内训师").match, found)


def test_words_that_say_nothing_are_not_required(sample_kb: KnowledgeBase, asked: Ask) -> None:
    assert holds(asked("什么是整村授信").match, doc(sample_kb))
    scattered = asked("整村授信的办贷").scattered
    assert scattered
    assert holds(scattered, doc(sample_kb))
    assert not holds(asked("什么").match, doc(sample_kb))
    assert [word.text for word in asked("什么").words] == ["什么"]


def test_what_ranks(asked: Ask) -> None:
    lowered = asked('整村授信 "一站式" -考核 机构:青枫 时间:2018')
    assert lowered.literals == ("整村授信", "一站式")
    assert lowered.phrases == ("一站式",)
    assert [word.text for word in lowered.words] == ["整村授信", "一站式"]


def test_what_must_hold_even_of_a_partial_match(asked: Ask) -> None:
    assert asked("整村授信 考核").hard == Everything()
    week = Within(date(2018, 1, 1), date(2018, 12, 31))
    assert asked('授信 考核 "一站式" 时间:2018').hard == all_of([Contains("text", "一站式"), week])
    assert asked("授信 或 考核").hard == Everything()
    assert asked("(授信 或 考核) 试点").hard == Everything()
    assert asked("授信 或 机构:青枫").hard is None


def test_an_honour_is_found_by_the_name_of_its_bank(sample_kb: KnowledgeBase, asked: Ask) -> None:
    honour = doc(sample_kb, "北安农商银行信贷部副总经理", kind=Kind.HONOUR)
    assert holds(asked("提到:北安").match, honour)
    assert not holds(asked("机构:北安").match, honour)
    assert holds(asked("机构:青枫").match, honour)
    assert holds(asked("青枫农商银行").match, honour)


def test_a_name_that_holds_the_word_needs_no_looking_for(asked: Ask) -> None:
    """Of 不良贷款听证 every other name holds 听证 too."""
    assert asked("听证").expanded == {}
    assert "听证" in asked("不良贷款听证").expanded["不良贷款听证"]


def test_a_mistyped_word_is_not_about_its_beginning(asked: Ask) -> None:
    """里 of 客户经里 is no word that only joins others."""
    assert "客户经" not in asked("客户经里").strings
    assert "授信村" in asked("授信村的").strings


@pytest.mark.parametrize("short", ["青枫银行", "青枫行", "青枫联社", "青枫农商银行股份有限公司"])
def test_a_bank_by_its_short_name(asked: Ask, short: str) -> None:
    strings = asked(f"{short}入户").strings
    assert {"青枫农商银行入户", "青枫农商行入户"} <= set(strings)


def test_other_words_are_no_short_names(asked: Ask) -> None:
    assert asked("青枫行长").strings == ("青枫行长",)

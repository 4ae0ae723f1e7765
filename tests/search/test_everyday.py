"""Questions in everyday words find what terms of the trade say; what was typed comes first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.index import update_index
from kb.index.engines import Level
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.maintenance import check
from kb.search import Query, ResultPage, search
from tests.builders import bulletin, entry

OVERDUE = "逾期第三天双人上门催收，责任人每半月报一次清收进展。"
STATION = "便民驿站的站长由店主兼任，每月领取补贴。"
TYPED = "老赖名单贴在村口，半月一换。"


@pytest.fixture
def asked(kb: KnowledgeBase) -> Iterator[KnowledgeBase]:
    """A home with three entries."""
    kb.corpus.save_bulletin(bulletin(entry(OVERDUE), entry(STATION), entry(TYPED)))
    update_index(kb)
    opened = open_knowledge_base(kb.home)
    yield opened
    opened.engine.close()


def texts(page: ResultPage) -> list[str]:
    return [hit.document.text for hit in page.hits]


def test_a_term_that_is_meant_finds_its_entry_and_is_said(asked: KnowledgeBase) -> None:
    page = search(asked, Query("还不上的咋整？"))
    assert texts(page)[0] == OVERDUE
    assert page.hits[0].level is Level.PARTIAL
    assert "逾期" in page.everyday["还不上"]
    spans = page.hits[0].highlights
    assert "逾期" in [OVERDUE[start:end] for start, end in spans]


def test_what_holds_the_words_themselves_comes_first(asked: KnowledgeBase) -> None:
    page = search(asked, Query("老赖"))
    assert texts(page)[0] == TYPED
    assert page.hits[0].level is Level.FULL
    assert OVERDUE in texts(page)[1:]


@pytest.mark.parametrize(
    "query", [Query('"还不上"'), Query("老赖 -名单"), Query("还不上", expand=False)]
)
def test_quotes_operators_and_a_switch_keep_to_what_was_typed(
    asked: KnowledgeBase, query: Query
) -> None:
    page = search(asked, query)
    assert page.everyday == {}
    assert OVERDUE not in texts(page)


def test_a_question_word_as_people_speak_looks_for_nothing(asked: KnowledgeBase) -> None:
    assert search(asked, Query("小卖部咋整")).words == ("小卖部",)


def test_a_lexicon_that_cannot_be_read_does_not_stop_a_search(asked: KnowledgeBase) -> None:
    (asked.home.corpus / "everyday.yml").write_text("everyday: 老赖", "utf-8")
    page = search(open_knowledge_base(asked.home), Query("老赖"))
    assert texts(page) == [TYPED]
    assert "“everyday”应为列表" in " ".join(finding.message for finding in check(asked))


def test_pinyin_and_initials_of_a_name_look_for_it_below_what_was_typed(
    sample_kb: KnowledgeBase,
) -> None:
    for typed in ("yxl", "qingfeng yongxinlv", "青枫yxl多少"):
        page = search(sample_kb, Query(typed))
        assert "用信率" in page.everyday[next(iter(page.everyday))], typed
        assert page.hits
        assert "用信率" in page.hits[0].document.text, typed
        assert not page.complete


def test_letters_that_entries_have_are_what_was_typed(sample_kb: KnowledgeBase) -> None:
    assert search(sample_kb, Query("crm")).everyday == {}


def test_a_name_with_other_characters_of_the_same_sound_is_looked_for_too(
    sample_kb: KnowledgeBase,
) -> None:
    page = search(sample_kb, Query("整村授心一个村要几天"))
    assert page.everyday == {"整村授心": ("整村授信",)}
    assert "整村授信" in page.hits[0].document.text
    assert search(sample_kb, Query("整村授心", expand=False)).everyday == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("谁去催款", "催收"),
        ("怎么带徒弟", "内训师"),
        ("应届生来了怎么带", "新入职"),
        ("怎么教老人用手机", "手把手教"),
        ("老太太来了怎么接待", "老年客户"),
        ("客户电话不接怎么办", "失联"),
    ],
)
def test_what_staff_ask_finds_what_the_sample_bulletins_say(
    sample_kb: KnowledgeBase, typed: str, said: str
) -> None:
    page = search(sample_kb, Query(typed))
    assert any(said in hit.document.text for hit in page.hits[:10]), typed

"""What once hid or spoilt an answer, each with the kind of query that showed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.files.home import Home, Settings
from kb.index.documents import IndexDocument, prepare
from kb.index.engines.port import Level
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.search.asking import Query
from kb.search.results import ResultPage, matching, query_strings, search
from tests.index.engines.samples import document

TEXTS = {
    "book": "《君主论》出自马基雅维利之手，讨论君主如何治国，出版于1532年。",
    "chance1": "君主制下，大臣论战不休，史官所写的书多已失传。",
    "chance2": "君主写信给大臣，所论甚多。",
    "chance3": "这位君主所写的诗，后人论及很少。",
    "common1": "村里的讨论稿由老师写好，再由大家议论。",
    "common2": "每人写一篇日记，评论写在后面，理论联系实际。",
    "common3": "无论哪一户，都把话写在本子上。",
    "rate": "全村用信率达到38.6%，比年初提高。",
    "letters": "他用公函证明信誉，效率和比率都高。",
    "village": "授信村共12个，评议公示后签约。",
    "apart": "授信以后，客户经理每周到村里走访。",
    "bank": "青枫农商银行上线了帐户管理系统，自助银行提供7×24小时服务。",
    "year": "该系统于二〇二三年上线，覆盖三十八个网点。",
    "money": "云泽新增贷款1,200.50万元，利率3.85%。",
    "limit": "授信上限50万元，占比5%。",
    "attended": "学员旁听不良贷款听证会。",
    "lesson": "不良贷款听证会请村干部和乡贤到场，当场签还款计划，逾期的由支行行长回访，三个月后复看。",
    "reason": "第二，免责清单随案例修订。尽职免责办法今年已改两次，每次都由听证会上争议最大的案例触发。",
    "told": "合规风险部与学员逐条讨论尽职免责清单的情形。",
    "sent": "合规风险部向学员赠送尽职免责案例汇编。",
    "after": "贷后检查按颜色排班。红色户七天一查，贷后走访一月一次，触发两项预警信号转黄，其余不上门。",
    "shown": "西溪支行贷后管理员演示贷后走访预警信号。",
}
ACTIVITIES = ("attended", "told", "sent", "shown")

Ask = Callable[[str], ResultPage]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The texts above, in memory."""
    home = Path(tmp_path_factory.mktemp("small"))
    kb = KnowledgeBase(Home(home), Settings(engine="memory"))
    with kb.engine.writer("", rebuild=True) as writer:
        for position, (name, text) in enumerate(TEXTS.items()):
            writer.put(prepare(_document(name, text, position), kb.segmenter))
    return kb


def _document(name: str, text: str, position: int) -> IndexDocument:
    kind = Kind.ACTIVITY if name in ACTIVITIES else Kind.LESSON
    return document(
        name,
        text,
        title=text[:40] if name in ACTIVITIES else "",
        position=position,
        kind=kind.value,
        start=date(2018, 7, 2),
        end=date(2018, 7, 6),
    )


@pytest.fixture
def ask(small: KnowledgeBase) -> Ask:
    """A page of results."""
    return lambda text: search(small, Query(text))


def full(page: ResultPage) -> list[str]:
    """The ids of the full matches, sorted."""
    return sorted(hit.document.id for hit in page.hits if hit.level is Level.FULL)


def test_scattered_words_do_not_hide_the_answer(ask: Ask) -> None:
    page = ask("君主论是谁所写")
    assert page.hits[0].document.id == "book"
    assert ask("《君主论》是谁所写？").hits[0].document.id == "book"


def test_a_long_question_finds_the_entry_with_its_rare_name(ask: Ask) -> None:
    page = ask("请问历史上有哪一位思想家曾经深入研究统治的艺术，后来马基雅维利又是怎样评价他的呢？")
    assert page.hits[0].document.id == "book"


@pytest.mark.parametrize("typed", ['"比年初提高。"', "“比年初提高，”", '"比年初提高"'])
def test_a_mark_at_the_end_of_a_quotation_is_no_part_of_it(ask: Ask, typed: str) -> None:
    assert full(ask(typed)) == ["rate"]


def test_a_quotation_within_a_question_is_a_part_of_the_question(ask: Ask) -> None:
    assert ask("「君主论」是誰所寫？").hits[0].document.id == "book"


def test_a_quotation_that_is_nowhere_is_looked_for_without_quotes(
    ask: Ask, small: KnowledgeBase
) -> None:
    page = ask('"君主治国论"')
    assert page.notice == "没有条目原样含有“君主治国论”，已去掉引号检索"
    assert page.complete == 0
    assert page.hits[0].document.id == "book"
    assert all(hit.partial for hit in page.hits)
    assert matching(small, Query('"君主治国论"')).ids == ()


@pytest.mark.parametrize(
    ("typed", "holds", "not_first"), [("用信率", "rate", "letters"), ("授信村", "village", "apart")]
)
def test_what_was_typed_as_one_string_is_a_string_first(
    ask: Ask, small: KnowledgeBase, typed: str, holds: str, not_first: str
) -> None:
    page = ask(typed)
    assert full(page) == [holds]
    assert page.hits[0].document.id == holds
    assert not_first not in matching(small, Query(typed)).ids
    assert sum(value.count for value in page.facets["kind"]) == 1
    start, end = page.hits[0].highlights[0]
    assert TEXTS[holds][start:end] == typed
    assert len(page.hits[0].highlights) == 1
    assert query_strings(small, typed) == (typed,)


def test_in_a_question_a_string_unknown_to_the_dictionary_is_marked_whole(ask: Ask) -> None:
    hit = ask("请问用信率指的是什么").hits[0]
    assert hit.document.id == "rate"
    assert TEXTS["rate"][slice(*hit.highlights[0])] == "用信率"


def test_words_that_ask_or_join_weigh_nothing(ask: Ask) -> None:
    plain = ask("君主论出版")
    asking = ask("请问君主论是在哪一年所出版的呢")
    assert plain.hits[0].document.id == asking.hits[0].document.id == "book"


def test_a_lesson_stands_above_the_line_that_someone_attended(ask: Ask) -> None:
    ids = [hit.document.id for hit in ask("不良贷款听证会").hits]
    assert ids.index("lesson") < ids.index("attended")


@pytest.mark.parametrize(
    ("typed", "lesson"),
    [("尽职免责", "reason"), ("尽职免责清单怎么修订", "reason"), ("贷后走访多久一次", "after")],
)
def test_captions_do_not_stand_above_the_lesson_that_answers(
    ask: Ask, typed: str, lesson: str
) -> None:
    assert ask(typed).hits[0].document.id == lesson


def test_a_caption_is_found_by_what_only_it_tells(ask: Ask) -> None:
    assert ask("学员收到的案例汇编").hits[0].document.id == "sent"


def test_alternatives_that_no_entry_holds_are_loosened(ask: Ask) -> None:
    page = ask("授信管理村 或 用信提高率")
    assert not page.complete
    assert {"village", "rate"} <= {hit.document.id for hit in page.hits}
    assert all(hit.partial for hit in page.hits)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("青枫农商行", "bank"),
        ("青枫农村商业银行", "bank"),
        ("账户管理", "bank"),
        ("帐户管理", "bank"),
        ("7x24小时", "bank"),
        ("2023年上线", "year"),
        ("38个网点", "year"),
        ("1200.50万元", "money"),
        ("1,200.50万元", "money"),
        ("1200.50萬元", "money"),
    ],
)
def test_spellings_meet(ask: Ask, typed: str, written: str) -> None:
    assert full(ask(typed)) == [written]


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize(
    ("typed", "whole", "inside"), [("50万元", "limit", "money"), ("5%", "limit", "money")]
)
def test_numbers_match_whole_and_what_cuts_them_comes_after_marked(
    ask: Ask, typed: str, whole: str, inside: str, quoted: bool
) -> None:
    page = ask(f'"{typed}"' if quoted else typed)
    assert full(page) == [whole]
    assert page.hits[1].document.id == inside
    assert page.hits[1].level is Level.INSIDE


def test_a_piece_that_cuts_a_number_still_finds_its_text(ask: Ask) -> None:
    page = ask('"00.50万"')
    assert [(hit.document.id, hit.level) for hit in page.hits] == [("money", Level.INSIDE)]


def test_nothing_is_found_only_where_nothing_matches(ask: Ask) -> None:
    assert ask("龘靐齉").total == 0
    assert ask("马基雅维利龘靐齉").total >= 1

"""A bulletin laid out as an article."""

from __future__ import annotations

from dataclasses import replace

from kb.enrich.vocabulary import Vocabulary
from kb.insights import Whose
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Group, Heading, Kind
from webapp.parts.article import Article, EntryRun, HeadingView, article

BANKS = ("临海农商银行", "温岭农商银行")
TENTH = "2026-01-05-云州农商银行系统跟班学习活动第十周简报"


def bulletin(kb: KnowledgeBase, *content: Heading | Entry) -> Bulletin:
    return replace(kb.corpus.load_bulletin(TENTH), content=content)


def entry(anchor: str, kind: Kind, text: str = "一、话术要过关。客户经理先考试。") -> Entry:
    return Entry(anchor, kind, text, "话术要过关")


def test_headings_never_leave_a_level_out(sample_kb: KnowledgeBase) -> None:
    headings = [Heading("甲", 3), Heading("乙", 6), Heading("丙", 4), Heading("丁", 2)]
    blocks = article(bulletin(sample_kb, *headings), Vocabulary(), ()).blocks
    assert [block.level for block in blocks if isinstance(block, HeadingView)] == [2, 3, 3, 2]


def test_entries_of_a_kind_in_a_row_are_one_run(sample_kb: KnowledgeBase) -> None:
    laid_out = article(
        bulletin(
            sample_kb,
            entry("a", Kind.ACTIVITY),
            entry("b", Kind.ACTIVITY),
            entry("c", Kind.LESSON),
            Heading("名单", 2),
            entry("d", Kind.HONOUR),
        ),
        Vocabulary(),
        (),
    )
    runs = [block for block in laid_out.blocks if isinstance(block, EntryRun)]
    assert [(run.kind, run.listed, len(run.entries)) for run in runs] == [
        (Kind.ACTIVITY, True, 2),
        (Kind.LESSON, False, 1),
        (Kind.HONOUR, True, 1),
    ]


def test_the_outline_has_headings_and_lessons(sample_kb: KnowledgeBase) -> None:
    laid_out = article(
        bulletin(
            sample_kb,
            Heading("临海组", 2),
            entry("a", Kind.ACTIVITY),
            Heading("小结", 3),
            entry("b", Kind.LESSON),
        ),
        Vocabulary(),
        ("客户经理",),
    )
    shown = [(item.text, item.depth, item.lesson, item.matches) for item in laid_out.outline]
    assert shown == [
        ("临海组", 0, False, 0),
        ("小结", 1, False, 0),
        ("话术要过关", 2, True, 1),
    ]


def test_marks_are_counted(sample_kb: KnowledgeBase) -> None:
    laid_out = article(
        bulletin(sample_kb, entry("a", Kind.LESSON), entry("b", Kind.LESSON, "别的")),
        Vocabulary(),
        ("话术", "考试"),
    )
    assert [(view.entry.anchor, view.matches) for view in laid_out.matched] == [("a", 2)]
    assert laid_out.matched[0].lines == (
        "<strong>一、<mark>话术</mark>要过关</strong>。客户经理先<mark>考试</mark>。",
    )


def test_banks_are_told_once(sample_kb: KnowledgeBase) -> None:
    """With each entry only where neither the bulletin, a heading nor its group says so."""
    one = [replace(entry("a", Kind.LESSON), bank="临海农商银行"), entry("b", Kind.LESSON)]
    ungrouped = replace(bulletin(sample_kb, *one), groups=())
    laid_out = article(ungrouped, Vocabulary(), ())
    assert laid_out.banks == ("临海农商银行",)
    assert told(laid_out) == ["", ""]

    two: list[Heading | Entry] = [
        *one,
        Heading("温岭农商银行的做法", 2),
        replace(one[0], anchor="c", bank="温岭农商银行"),
    ]
    laid_out = article(replace(ungrouped, content=tuple(two)), Vocabulary(), ())
    assert laid_out.banks == ("临海农商银行", "温岭农商银行")
    assert told(laid_out) == ["临海农商银行", "", ""]

    grouped = replace(ungrouped, groups=(Group("临海组", "临海农商银行"),))
    content = tuple(replace(e, group="临海组", bank=b) for e, b in zip(one, BANKS, strict=True))
    laid_out = article(replace(grouped, content=content), Vocabulary(), ())
    assert laid_out.banks == ()
    assert told(laid_out) == ["", "温岭农商银行"]


def test_advice_of_the_learners_is_not_cited_as_the_practice_of_their_host(
    sample_kb: KnowledgeBase,
) -> None:
    found = sample_kb.corpus.load_bulletin(
        "2025-11-24-云州农商银行系统跟班学习活动第四周简报-青枫专题"
    )
    laid_out = article(found, sample_kb.vocabulary, (), Whose(sample_kb))
    runs = [block for block in laid_out.blocks if isinstance(block, EntryRun)]
    [advice] = [v for run in runs for v in run.entries if "移植建议：先算人手" in v.entry.title]
    assert (advice.entry.bank, advice.banks, advice.bank) == ("青枫农商银行", (), "")


def told(laid_out: Article) -> list[str]:
    runs = [block for block in laid_out.blocks if isinstance(block, EntryRun)]
    return [view.bank for run in runs for view in run.entries]


def test_a_title_that_neither_text_nor_heading_says_is_shown(sample_kb: KnowledgeBase) -> None:
    given = replace(entry("a", Kind.LESSON), title="考试过了才上岗")
    as_heading = replace(given, anchor="b", title="客户经理考试")
    content = (given, Heading("二、客户经理考试", 2), as_heading, entry("c", Kind.LESSON))
    blocks = article(bulletin(sample_kb, *content), Vocabulary(), ()).blocks
    views = [view for block in blocks if isinstance(block, EntryRun) for view in block.entries]
    assert [view.title for view in views] == ["考试过了才上岗", "", ""]

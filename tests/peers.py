"""A small corpus of two banks and two weeks, for what compares them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kb.identity import with_anchors
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Group, Kind, Period
from kb.text.titles import title_of
from tests.builders import SOURCE, under_headings

EAST, WEST = "东山农商银行", "西河农商银行"

# The aliases and relations of these practices are those of the first vocabulary.
EAST_LESSON = (
    "一、整村授信贵在评议。评议会请村干部和老党员打分。每签约一户奖励客户经理30元。"
    "听证会照开，逾期的当场说明。"
)
EAST_FOLLOWS = (
    "二、先试后推。整村授信先由一个村试点，20天走完流程。试点村评议会开了三轮。"
    "晨夕会每周一开。评议会上再公示一次。"
)
EAST_RESULTS = "三、用信要靠养。截至7月6日，整村授信12个村，签约1,524户，用信率18.5%。"
EAST_CHAIN = (
    "四、宣讲有章法。进村授信要做三件事：一是宣讲话术统一；二是礼品限20元；三是名单进系统。"
)
WEST_ACTIVITY = "西河组到零售部学习整村授信流程，逐步记下评议、公示、签约的次序。"
WEST_LESSON = "一、贷后检查看用途。检查人每季抽查60户，用途不符的收回贷款。"
OVERVIEW = "两个组本周继续跟班学习，整村授信是共同的题目。"


def bank_entries(bank: str, texts: Iterable[str], kind: Kind = Kind.LESSON) -> list[Entry]:
    group = bank.removesuffix("农商银行") + "组"
    return [Entry("", kind, text, title_of(text), group, bank) for text in texts]


def week(number: int, *entries: Entry, title: str = "跟班学习纪实", days: int = 4) -> Bulletin:
    """The bulletin of a week, counted from that of 2 July 2018."""
    start = date(2018, 7, 2) + timedelta(weeks=number - 1)
    anchored = with_anchors(list(entries))
    return Bulletin(
        id=f"{start.isoformat()}-{title}",
        title=f"{title}第{number}期",
        content=under_headings(anchored),
        source=replace(SOURCE, sha256=f"{number:064d}"),
        period=Period(start, start + timedelta(days=days)),
        groups=(Group("东山组", EAST), Group("西河组", WEST)),
    )


def first_week() -> Bulletin:
    """Four lessons of the east about 整村授信, one of the west about something else."""
    return week(
        1,
        Entry("", Kind.OVERVIEW, OVERVIEW, title_of(OVERVIEW)),
        *bank_entries(EAST, [EAST_LESSON, EAST_FOLLOWS, EAST_RESULTS, EAST_CHAIN]),
        *bank_entries(WEST, [WEST_ACTIVITY], Kind.ACTIVITY),
        *bank_entries(WEST, [WEST_LESSON]),
        *bank_entries(EAST, ["东山农商银行整村授信办公室主任"], Kind.HONOUR),
    )


def stored(kb: KnowledgeBase, *bulletins: Bulletin) -> KnowledgeBase:
    """The knowledge base with these bulletins."""
    for bulletin in bulletins:
        kb.corpus.save_bulletin(bulletin)
    update_index(kb)
    return kb

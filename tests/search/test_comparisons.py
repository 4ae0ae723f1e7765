"""Questions that compare banks: figures that are surely alike, in order, or no card."""

from __future__ import annotations

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.search import Answer, Query, answers, search
from kb.search.comparisons import is_comparison
from tests.peers import EAST, WEST, bank_entries, stored, week

SOUTH = "南河农商银行"
RATES = ("青枫 38.6%", "云泽 33.1%", "南屏 31.2%", "石桥 22.6%")


def asked(kb: KnowledgeBase, text: str) -> tuple[Answer, ...]:
    return answers(kb, search(kb, Query(text)))


def told(found: tuple[Answer, ...]) -> tuple[str, ...]:
    return tuple(f"{a.subject.bank.removesuffix('农商银行')} {a.value}" for a in found)


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("整村授信用信率最高的是哪家行？", RATES),
        ("哪家行用信率最高", RATES),
        ("用信率最高的是哪家银行", RATES),
        ("用信率哪家最高？", RATES),
        ("哪个行的整村授信用信率最高", RATES),
        ("用信率最低的是哪家？", RATES[::-1]),
        ("哪家行用信率最低", RATES[::-1]),
        ("用信率超过35%的有哪些行", RATES[:1]),
        ("用信率不低于31.2%的有哪些", RATES[:3]),
        ("用信率低于33.1%的行有哪些", RATES[:1:-1]),
        ("整村授信用信率目标最高的是哪家", ()),  # goals
        ("蓝领贷用信率最高的是哪家", ()),  # one bank only
        ("哪家行不良率最低？", ()),  # of villages, of a product, of the bank
        ("村级不良率哪家最低？", ()),  # one is a limit
        ("签约率最高的是哪家", ()),  # an example
        ("哪家行签约最多", ()),  # totals of different times
        (
            "哪家行授信村最多",
            ("青枫 96个村", "云泽 31个村", "石桥 24个", "南屏 10个村"),
        ),  # what there is by now
        ("哪家行最早做整村授信", ()),
        ("利率最低的是哪家", ()),
        ("户均成本最低的是哪家", ()),
        ("存款余额最多的是哪家行", ()),  # nobody tells
    ],
)
def test_questions_about_the_sample_corpus(
    sample_kb: KnowledgeBase, question: str, card: tuple[str, ...]
) -> None:
    assert told(asked(sample_kb, question)) == card


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    return stored(
        kb,
        week(1, *bank_entries(EAST, [f"一、整村授信有回报。{EAST}整村授信激活率61.5%。"])),
        week(2, *bank_entries(WEST, [f"一、整村授信要算账。{WEST}整村授信激活率58%，目标70%。"])),
        week(3, *bank_entries(EAST, [f"一、整村授信再走访。{EAST}整村授信激活率由61.5%升到64%。"])),
        week(4, *bank_entries(SOUTH, [f"一、整村授信看样板。以下村为例，{SOUTH}激活率90%。"])),
    )


def test_the_newest_figure_of_each_bank_verbatim(peers: KnowledgeBase) -> None:
    found = asked(peers, "激活率最高的是哪家行")
    assert [(a.subject.bank, a.value) for a in found] == [(EAST, "64%"), (WEST, "58%")]
    assert all(a.text in a.document.text and a.value in a.text for a in found)


def test_filters_hold(peers: KnowledgeBase) -> None:
    page = search(peers, Query("激活率最高的是哪家行", filters={"bank": (WEST,)}))
    assert answers(peers, page) == ()  # one bank is no comparison


def test_at_most_five_banks(kb: KnowledgeBase) -> None:
    names = [f"{name}农商银行" for name in ("甲江", "乙江", "丙江", "丁江", "戊江", "己江", "庚江")]
    weeks = [
        week(n, *bank_entries(name, [f"一、整村授信有回报。{name}整村授信激活率{50 + n}%。"]))
        for n, name in enumerate(names, 1)
    ]
    found = asked(stored(kb, *weeks), "激活率最高的是哪家行")
    assert [a.value for a in found] == ["57%", "56%", "55%", "54%", "53%"]


@pytest.mark.parametrize(
    "text",
    ["用信率", "用信率最高多少", "哪家行有驿站", "绩效最高的客户经理", "最高的是哪家", "哪家"],
)
def test_what_is_no_comparison_of_banks(text: str) -> None:
    assert not is_comparison(text)


def test_a_long_text_is_read_quickly() -> None:
    assert not is_comparison("用信率最高" * 20_000)
    assert not is_comparison("哪家行" * 20_000)


def test_how_many_banks_are_compared_is_known_where_only_the_first_are_shown(
    kb: KnowledgeBase,
) -> None:
    banks = [f"{name}农商银行" for name in ("东山", "西河", "南浦", "北洼", "中塘", "上坪", "下寨")]
    texts = (f"一、整村授信看进度。{bank}整村授信激活率{60 + n}%。" for n, bank in enumerate(banks))
    rows = [bank_entries(bank, [text]) for bank, text in zip(banks, texts, strict=True)]
    stored(kb, *(week(n + 1, *row) for n, row in enumerate(rows)))
    found = asked(kb, "激活率最高的是哪家行")
    assert [a.value for a in found] == ["66%", "65%", "64%", "63%", "62%"]
    assert {a.among for a in found} == {len(banks)}

"""The table of figures of a practice, a search, or everything."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from kb.insights.figure_table import SORTS, FigureTable, figure_rows, figure_table, sorted_rows
from kb.insights.scope import find, resolve
from kb.knowledge_base import KnowledgeBase
from tests.builders import bulletin, entry
from tests.peers import EAST, WEST, bank_entries, stored, week


def phrases(table: FigureTable) -> set[str]:
    return {row.figure.phrase for row in table.rows}


def test_the_figures_of_a_practice_stand_in_sentences_about_it(peers: KnowledgeBase) -> None:
    table = figure_table(peers, "整村授信")
    assert phrases(table) == {
        "30元", "20天", "12个村", "1,524户", "18.5%", "限20元",
    }  # fmt: skip
    (gift,) = [row for row in table.rows if row.figure.phrase == "限20元"]
    assert (gift.bank, gift.figure.clause) == (EAST, "二是礼品限20元")
    assert (gift.document.start, gift.document.end) == (date(2018, 7, 2), date(2018, 7, 6))
    assert gift.reason == "本句所属的并列句以提到“进村授信”的话领起"
    assert gift.document.id.startswith(gift.document.bulletin)


def test_without_a_subject_all_figures_are_listed_honours_apart(peers: KnowledgeBase) -> None:
    table = figure_table(peers)
    assert phrases(table) == phrases(figure_table(peers, "整村授信")) | {"60户"}
    assert (table.entries, table.total) == (7, 7)
    assert {row.reason for row in table.rows} == {""}


def test_the_figures_of_a_search_and_of_chosen_banks(peers: KnowledgeBase) -> None:
    assert phrases(figure_table(peers, "礼品")) == {"限20元"}
    assert phrases(figure_table(peers, banks=[WEST])) == {"60户"}
    assert phrases(figure_table(peers, start=date(2018, 7, 9))) == set()


def test_units_are_counted_without_their_scale(kb: KnowledgeBase) -> None:
    stored(kb, week(1, *bank_entries(EAST, ["一、看数。余额3.2亿元。新增4600万元、12户。"])))
    assert figure_table(kb).units == (("元", 2), ("户", 1))


def test_the_table_sorts_by_each_column(peers: KnowledgeBase) -> None:
    rows = figure_table(peers).rows
    for by in SORTS:
        assert sorted(map(str, sorted_rows(rows, by))) == sorted(map(str, rows))
    by_value = sorted_rows(rows, "value")
    households = [r.figure.value for r in by_value if r.figure.base_unit == "户"]
    assert households == ["60户", "1,524户"]
    descending = sorted_rows(rows, "value", descending=True)
    assert [r.figure.value for r in descending if r.figure.base_unit == "户"] == households[::-1]


def test_the_rows_of_some_entries(peers: KnowledgeBase) -> None:
    documents = [d for d, _ in find(peers, resolve(peers, "")).entries if d.bank == WEST]
    assert [row.figure.phrase for row in figure_rows(peers.figure_reader, documents)] == ["60户"]


def test_the_figures_of_the_real_bulletin(real_kb: KnowledgeBase) -> None:
    table = figure_table(real_kb)
    assert phrases(table) >= {
        "100个", "500个", "66%", "60%", "20%", "50万元及以下", "100万以上", "达到20万元",
        "最快两天", "30元", "先后5次",
    }  # fmt: skip
    assert not {p for p in phrases(table) if "2014" in p or "7月" in p}
    assert phrases(figure_table(real_kb, "整村授信")) >= {"30元"}
    assert "66%" not in phrases(figure_table(real_kb, "整村授信"))
    banks = {row.figure.phrase: row.bank for row in table.rows}
    assert banks["66%"] == "临海农商银行"
    assert banks["50万元及以下"] == "温岭农商银行"


def test_a_figure_of_a_table_measures_what_its_column_says(kb: KnowledgeBase) -> None:
    table = "机构 | 授信户数 | 用信率\n城关支行 | 1,200户 | 41.5%"
    found = figure_table(stored(kb, bulletin(entry(table))))
    assert {row.figure.phrase: row.facts.indicator for row in found.rows} == {
        "1,200户": "授信户数",
        "41.5%": "用信率",
    }


def test_known_indicators_first_newest_first_and_limits_last(kb: KnowledgeBase) -> None:
    texts = (
        "一、看数。用信率31%。贷款余额2亿元。老幼同席占比3%。比如，贷款余额5万元。签约户数80户。",
        "二、看数。用信率35%。不良贷款率1.2%。",
    )
    for number, text in enumerate(texts, 1):
        stored(kb, week(number, *bank_entries(EAST, [text])))
    rows = [(row.facts.indicator, row.figure.text, row.mark) for row in figure_table(kb).rows]
    assert rows == [
        ("贷款余额", "2亿元", ""),
        ("用信率", "35%", ""),
        ("用信率", "31%", ""),
        ("不良率", "1.2%", ""),
        ("签约户数", "80户", ""),
        ("老幼同席占比", "3%", ""),
        ("贷款余额", "5万元", "举例"),
    ]


def test_money_rates_and_households_before_counts_and_an_indicator_in_one_place(
    kb: KnowledgeBase,
) -> None:
    texts = (
        "一、看数。平均办理用时3天。每签约一户奖励15元。签约户数80户。用信率31%。余额2亿元。",
        "二、看数。不良贷款率1.2%，扣罚支行5分。覆盖村数12个。",
        "三、看数。不良率1.1%，扣罚客户经理300元。",
    )
    for number, text in enumerate(texts, 1):
        stored(kb, week(number, *bank_entries(EAST, [text])))
    rows = [row for row in figure_table(kb).rows if not row.section]
    named = [row.facts.indicator for row in rows]
    assert len(list(groupby(named))) == len(set(named))
    units = [row.figure.base_unit for row in rows if row.facts.indicator != "扣罚标准"]
    assert [unit for unit, _ in groupby(units)][:3] == ["元", "%", "户"]
    assert named.index("扣罚标准") < named.index("用信率")
    assert [row.figure.text for row in rows if row.facts.indicator == "不良率"] == ["1.1%", "1.2%"]

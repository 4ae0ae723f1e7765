"""Over time and across banks: heat tables that agree with the searches behind them."""

from __future__ import annotations

import pytest

from kb.errors import NotFoundError
from kb.insights.trends import HeatTable, heat, together, trends
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import search
from tests.peers import EAST, WEST, bank_entries, first_week, stored, week


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    later = bank_entries(WEST, ["一、整村授信要复评。复评由总行抽户核实，晨夕会上通报。"])
    return stored(kb, first_week(), week(6, *later))


def counts(table: HeatTable) -> dict[str, list[int]]:
    return {row.value: [cell.count for cell in row.cells] for row in table.rows}


def test_practices_by_month(peers: KnowledgeBase) -> None:
    table = trends(peers).periods
    assert [column.label for column in table.columns] == ["2018年7月", "2018年8月"]
    assert table.rows[0].value == "整村授信"
    assert counts(table)["整村授信"] == [6, 1]
    assert counts(table)["晨夕会"] == [1, 1]
    assert table.rows[0].total == 7
    assert table.highest == 6


def test_practices_by_bank(peers: KnowledgeBase) -> None:
    table = trends(peers).banks
    assert {column.value for column in table.columns} == {EAST, WEST}
    by_bank = dict(zip([c.value for c in table.columns], counts(table)["整村授信"], strict=True))
    assert by_bank == {EAST: 4, WEST: 2}
    assert table.rows[0].total == 7  # an overview has no bank


def test_one_practice_by_bulletin_with_its_banks(peers: KnowledgeBase) -> None:
    found = trends(peers, "进村授信", by="bulletin")
    assert found.practice
    assert found.practice.name == "整村授信"
    assert [c.label for c in found.periods.columns] == ["跟班学习纪实第1期", "跟班学习纪实第6期"]
    assert found.periods.columns[0].start
    assert found.peers
    assert counts(found.peers) == {EAST: [4, 0], WEST: [1, 1]}


def test_a_practice_that_is_not_there(peers: KnowledgeBase) -> None:
    with pytest.raises(NotFoundError, match="没有做法"):
        trends(peers, "无人机")


def test_levels_rise_with_the_counts(peers: KnowledgeBase) -> None:
    for table in (trends(peers).periods, trends(peers).banks):
        cells = [cell for row in table.rows for cell in row.cells]
        assert {cell.level for cell in cells if not cell.count} <= {0}
        assert all(1 <= cell.level <= 5 for cell in cells if cell.count)
        assert {cell.level for cell in cells if cell.count == table.highest} == {5}


def test_an_empty_home_has_empty_tables(kb: KnowledgeBase) -> None:
    stored(kb)
    found = trends(kb)
    assert (found.periods.rows, found.periods.columns, found.periods.highest) == ((), (), 0)


def test_each_cell_counts_what_its_search_finds(sample_kb: KnowledgeBase) -> None:
    found = trends(sample_kb, "整村授信")
    assert found.peers
    for table in (found.periods, found.banks, found.peers):
        for row in table.rows:
            for cell in row.cells:
                page = search(sample_kb, Query(filters=cell.filters, limit=1))
                assert page.total == cell.count


def test_tables_of_other_fields(peers: KnowledgeBase) -> None:
    table = heat(peers, "kind", "bank", within={"practice": ("整村授信",)})
    assert counts(table)["lesson"] == [4, 1]
    assert table.rows[0].cells[0].filters == {
        "practice": ("整村授信",), "kind": (table.rows[0].value,), "bank": (EAST,),
    }  # fmt: skip


def test_columns_without_entries_where_they_are_wanted(peers: KnowledgeBase) -> None:
    within = {"practice": ("贷后管理",)}
    table = heat(peers, "bank", "month", within=within, every_column=True)
    assert [column.value for column in table.columns] == ["2018-07", "2018-08"]
    assert counts(table) == {WEST: [1, 0]}
    assert [c.value for c in heat(peers, "bank", "month", within=within).columns] == ["2018-07"]


def test_practices_that_occur_together(peers: KnowledgeBase) -> None:
    found = {item.practice: item.entries for item in together(peers, "整村授信")}
    assert found["晨夕会"] == 2
    assert "整村授信" not in found
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert together(peers, "没有这个做法") == ()


def pauses(table: HeatTable) -> list[int]:
    return [column.pause for column in table.columns]


def test_a_long_silence_is_told_by_the_column_after_it(kb: KnowledgeBase) -> None:
    text = ["一、整村授信要复评。"]
    stored(kb, *(week(n, *bank_entries(EAST, text)) for n in (1, 6, 388, 394)))
    assert pauses(trends(kb).periods) == [0, 0, 87, 0]
    assert pauses(trends(kb, by="bulletin").periods) == [0, 0, 87, 0]
    assert pauses(trends(kb).banks) == [0]


def test_a_quarterly_bulletin_has_no_pauses(kb: KnowledgeBase) -> None:
    stored(kb, *(week(1 + 15 * n, *bank_entries(EAST, ["一、晨会要短开。"])) for n in range(5)))
    assert pauses(trends(kb).periods) == [0, 0, 0, 0, 0]


def test_a_pause_is_a_time_without_bulletins_not_without_the_practice(kb: KnowledgeBase) -> None:
    other = [week(n, *bank_entries(WEST, ["一、晨会要短开。"])) for n in range(5, 40, 4)]
    stored(
        kb,
        week(1, *bank_entries(EAST, ["一、整村授信要复评。"])),
        *other,
        week(44, *bank_entries(EAST, ["一、整村授信要复评。"])),
    )
    within = {"practice": ("整村授信",)}
    assert set(pauses(heat(kb, "bank", "month", within=within))) == {0}


def columns(table: HeatTable) -> list[tuple[str, bool]]:
    return [(column.value, column.silent) for column in table.columns]


def test_a_month_without_a_bulletin_is_an_empty_column(kb: KnowledgeBase) -> None:
    text = ["一、整村授信要复评。"]
    stored(kb, *(week(n, *bank_entries(EAST, text)) for n in (1, 6, 15)))
    table = trends(kb, "整村授信").periods
    assert columns(table) == [
        ("2018-07", False), ("2018-08", False), ("2018-09", True), ("2018-10", False),
    ]  # fmt: skip
    assert counts(table) == {"整村授信": [1, 1, 0, 1]}
    assert pauses(table) == [0, 0, 0, 0]


def test_a_month_without_the_practice_keeps_its_step(kb: KnowledgeBase) -> None:
    lesson = bank_entries(EAST, ["一、整村授信要复评。"])
    stored(
        kb, week(1, *lesson), week(6, *bank_entries(WEST, ["一、晨会短开。"])), week(10, *lesson)
    )
    table = heat(kb, "bank", "month", within={"practice": ("整村授信",)})
    assert columns(table) == [("2018-07", False), ("2018-08", False), ("2018-09", False)]
    assert counts(table) == {EAST: [1, 0, 1]}


def test_of_a_quarterly_only_a_missing_quarter_is_empty(kb: KnowledgeBase) -> None:
    weeks = (1, 15, 28, 54, 67)
    stored(kb, *(week(n, *bank_entries(EAST, ["一、晨会要短开。"])) for n in weeks))
    silent = [value for value, is_silent in columns(trends(kb).periods) if is_silent]
    assert silent == ["2019-04"]

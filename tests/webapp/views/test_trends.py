"""Heat tables: each number is what its link finds."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from kb.insights.trends import trends
from kb.knowledge_base import KnowledgeBase
from tests.webapp.conftest import Search, only, words


def numbers(table: Tag) -> list[list[str]]:
    """What the cells show, totals last; "" stands for none."""
    return [
        [cell.find(string=True, recursive=True) or "" for cell in row.select("td")]
        for row in table.select("tbody tr")
    ]


def found(page: BeautifulSoup) -> str:
    """How many a page of results found."""
    return only(page, ".summary strong")


def test_all_practices_by_month_and_by_bank(get: Search, sample_kb: KnowledgeBase) -> None:
    page = get("/trends")
    assert words(page, "h2") == ["各做法的走势", "做法 × 月份", "做法 × 机构"]
    expected = trends(sample_kb)
    for table, heat in zip(page.select(".heat"), (expected.periods, expected.banks), strict=True):
        assert words(table, "thead th")[1:-1] == [column.label for column in heat.columns]
        assert words(table, "tbody th") == [row.value for row in heat.rows]
        counts = [[*(c.count for c in row.cells), row.total] for row in heat.rows]
        assert numbers(table) == [[str(count or "—") for count in row] for row in counts]


def test_a_number_is_what_its_link_finds(get: Search) -> None:
    for table in get("/trends").select(".heat"):
        for link in table.select("tbody td a")[:6]:
            assert found(get(str(link["href"]))) == link.find(string=True)


def test_the_fullest_cell_has_the_deepest_colour(get: Search) -> None:
    for table in get("/trends").select(".heat"):
        shown = {
            int(link.find(string=True) or 0): cell["class"]
            for cell in table.select("td:not(.total)")
            for link in cell.select("a")
        }
        assert shown[max(shown)] == ["heat-5"]
        assert shown[min(shown)] == ["heat-1"]
        assert all(cell["class"] == ["heat-0"] for cell in table.select("td:not(:has(a))"))


def test_of_one_practice_those_below_it_and_its_banks(get: Search) -> None:
    page = get("/trends?practice=整村推进")
    assert only(page, "h1") == "整村授信：趋势"
    assert words(page, "h2") == ["各机构的走势", "做法 × 月份", "做法 × 机构", "机构 × 月份"]
    assert words(page.select(".heat")[0], "tbody th") == ["整村授信", "授信评议"]


def test_the_page_of_a_practice_shows_its_banks_over_time(get: Search) -> None:
    page = get("/practices/整村授信")
    (table,) = page.select(".over-time .heat")
    assert "青枫农商银行" in words(table, "tbody th")
    for link in table.select("tbody a")[:5]:
        results = get(str(link["href"]))
        assert found(results) == link.find(string=True)
        assert "去掉做法：整村授信×" in words(results, ".chips a")


@pytest.mark.parametrize("address", ["/trends?practice=火星"])
def test_an_unknown_practice_is_not_there(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "词表里没有做法“火星”" in response.text


def test_totals_that_are_no_sums_are_explained(get: Search, sample_kb: KnowledgeBase) -> None:
    """整村授信 had 99 beside 41, 16, 19 and 12, and nothing said why."""
    uneven = [
        row.value
        for row in trends(sample_kb).banks.rows
        if row.total != sum(cell.count for cell in row.cells)
    ]
    assert uneven
    (note,) = get("/trends").select(".over-time:has(.heat) .caution")
    assert "没有指明机构" in note.get_text()
    assert note.find_previous("h2").get_text() == "做法 × 机构"  # type: ignore[union-attr]


def test_a_practice_that_only_those_below_it_are_told_of(get: Search) -> None:
    """It said that there was nothing to count below two full tables."""
    page = get("/trends?practice=普惠信贷")
    assert only(page, ".over-time .empty") == "没有条目直接谈到“普惠信贷”。"

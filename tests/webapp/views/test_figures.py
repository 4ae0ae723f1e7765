"""The table of figures, and its file."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kb.index.update import update_index
from kb.insights.figure_table import figure_table
from kb.knowledge_base import KnowledgeBase
from kb.model import NO_BANK
from tests.builders import bulletin, entry
from tests.webapp.conftest import Desk, Search, empty_site, only, words

PRACTICE = "/figures?q=整村授信"


def rows(page_text: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(page_text.decode("utf-8-sig"))))


def test_a_practice_leads_to_its_figures(get: Search, sample_kb: KnowledgeBase) -> None:
    (link,) = [a for a in get("/practices/整村授信").select("a") if a.get_text() == "其中的数据"]
    page = get(str(link["href"]))
    table = figure_table(sample_kb, "整村授信")
    assert only(page, "h1") == "数据：整村授信"
    assert f"共 {len(table.rows)} 个数据" in only(page, ".lede")
    assert words(page, ".figures tbody tr:not(.part) th") == [
        row.facts.indicator or "—" for row in table.rows[:100]
    ]


def test_says_that_definitions_differ(get: Search) -> None:
    assert "各行口径不同，不作合计和排名" in only(get(PRACTICE), ".lede")


def test_a_line_has_all_that_a_reader_asks(get: Search, sample_kb: KnowledgeBase) -> None:
    row = figure_table(sample_kb, "整村授信").rows[0]
    line = get(PRACTICE).select(".figures tbody tr:not(.part)")[0]
    assert only(line, "mark") == row.figure.value
    cells = [cell.get_text(" ", strip=True) for cell in line.select("td")]
    assert cells[0].split()[0] == row.figure.text
    assert only(line, ".sentence").replace(" ", "") == row.figure.sentence.replace(" ", "")
    assert cells[1].split()[0] == (row.bank or NO_BANK)
    (link,) = line.select(".when > a")
    address, _, anchor = str(link["href"]).partition("#")
    assert get(address).select(f"#{anchor}")


@pytest.mark.parametrize("descending", [False, True])
def test_sorts_within_a_unit(client: FlaskClient, get: Search, descending: bool) -> None:
    page = get(f"{PRACTICE}&unit=元&by=value{'&desc=1' * descending}")
    assert len(page.select(".figures [aria-sort]")) == 1
    (link,) = page.select("a[download]")
    amounts = [Decimal(row["折合数值"]) for row in rows(client.get(str(link["href"])).data)]
    assert len(amounts) > 10
    assert amounts == sorted(amounts, reverse=descending)


def test_a_click_sorts_another_turns_round(get: Search) -> None:
    page = get(PRACTICE)
    assert not page.select("[aria-sort]")
    for expected in ("ascending", "descending"):
        page = get(str(page.select(".figures thead a")[2]["href"]))
        (heading,) = page.select("[aria-sort]")
        assert (heading.get_text(), heading["aria-sort"]) == ("机构", expected)


def test_filters_by_bank_and_unit(get: Search) -> None:
    page = get(f"{PRACTICE}&bank=石桥农商银行&unit=%25")
    lines = page.select(".figures tbody tr:not(.part)")
    assert lines
    for line in lines:
        cells = line.select("td")
        assert re.search(r"%|成|分之|半|/|零", cells[0].get_text())
        assert cells[1].get_text().split()[0] == "石桥农商银行"
    assert only(page, "option[selected]").startswith("%（")
    assert len(page.select("[name=bank]")) > 1


def test_figures_without_a_unit_can_be_chosen(desk: Desk) -> None:
    told = entry("对100万以上的逾期贷款逐笔听证，本月听证12笔。")
    desk.corpus.save_bulletin(bulletin(told, id_="2018-09-03-学习纪实"))
    desk.client.application.extensions["index_updater"].follow()
    page = BeautifulSoup(desk.client.get("/figures?unit=none").text, "html.parser")
    (line,) = page.select(".figures tbody tr:not(.part)")
    assert "100万" in line.get_text()


def test_the_file_holds_all_of_them_in_excels_encoding(
    client: FlaskClient, get: Search, sample_kb: KnowledgeBase
) -> None:
    (link,) = get(PRACTICE).select("a[download]")
    response = client.get(str(link["href"]))
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert quote("数据-整村授信.csv", safe="") in response.headers["Content-Disposition"]
    table = figure_table(sample_kb, "整村授信")
    assert [row["原句"] for row in rows(response.data)] == [r.figure.sentence for r in table.rows]


def test_without_a_search_all_are_listed_page_by_page(
    get: Search, sample_kb: KnowledgeBase
) -> None:
    total = len(figure_table(sample_kb).rows)
    first = get("/figures")
    assert only(first, "h1") == "数据：全部条目"
    assert f"共 {total} 个数据" in only(first, ".lede")
    (following,) = first.select(".paging a[rel=next]")
    second = get(str(following["href"]))
    assert only(second, ".paging .here") == "第 2 页"
    last = get("/figures?page=9999")
    assert len(last.select(".figures tbody tr:not(.part)")) == (total - 1) % 100 + 1


def test_nothing_found_says_so(get: Search) -> None:
    page = get("/figures?q=火星")
    assert only(page, ".empty").startswith("没有符合的数据")
    assert not page.select(".figures, a[download]")


def test_what_means_nothing_is_passed_over(get: Search) -> None:
    assert "看不懂按哪一列排序" in only(get(f"{PRACTICE}&by=weather"), ".notice")


def test_the_parts_of_the_table_have_headings(get: Search, sample_kb: KnowledgeBase) -> None:
    table = figure_table(sample_kb)
    counts = [sum(row.section == part for row in table.rows) for part in range(3)]
    assert words(get("/figures"), ".figures .part") == [f"词表里的指标（{counts[0]} 个）"]
    last = get(f"/figures?page={-(-len(table.rows) // 100)}")
    assert words(last, ".figures .part")[-1].endswith(f"（{counts[2]} 个）")
    assert {"条件", "测算"} & set(words(last, ".figures .amount .badge"))
    # In another order there are no parts.
    assert not get("/figures?by=bank").select(".part")


def test_paper_names_sources_and_says_that_it_is_one_page_of_several(get: Search) -> None:
    page = get("/figures")
    sources = words(page, ".figures .when .paper")
    assert len(sources) == len(page.select(".figures .when"))
    assert all(source.startswith("《") and "》第 " in source for source in sources)
    assert only(page, "p.paper").startswith("这一页是 ")
    assert not get("/figures?q=尽职免责").select("p.paper")


def test_a_cell_of_a_table_is_quoted_without_its_bar(kb: KnowledgeBase) -> None:
    text = "环节 | 临海农商银行 | 温岭农商银行\n审批 | 支行当天办结，最快3小时。 | 都要报总行，平均4天。"
    kb.corpus.save_bulletin(bulletin(entry(text)))
    update_index(kb)
    page = BeautifulSoup(empty_site(kb).test_client().get("/figures").data, "html.parser")
    quoted = words(page, ".figures .sentence")
    assert "都要报总行，平均4天。" in quoted
    assert not [one for one in quoted if one.startswith("|")]


def test_the_order_is_told_as_it_is(get: Search) -> None:
    """A table sorted by its numbers was called one by indicators."""
    assert "词表里的指标在前" in only(get(PRACTICE), ".lede")
    sorted_page = only(get(f"{PRACTICE}&unit=元&by=value"), ".lede")
    assert "按“数据”排序" in sorted_page
    assert "词表里的指标在前" not in sorted_page
    assert "按“指标”排序" in only(get(f"{PRACTICE}&by=indicator&desc=1"), ".lede")


def test_paper_says_what_was_chosen(get: Search) -> None:
    """The form that says it is not printed."""
    assert not get(PRACTICE).select("p.paper:-soup-contains('只列')")
    page = get(f"{PRACTICE}&unit=元&bank=青枫农商银行&from=2025-12-01")
    assert only(page, ".page-head .paper") == "只列：青枫农商银行、元、2025年12月1日起"

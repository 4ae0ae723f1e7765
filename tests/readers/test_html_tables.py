"""Tables of a page: rows, merged cells, layouts."""

from __future__ import annotations

import pytest

from kb.readers.read import read
from tests.readers.web import texts


def test_a_row_of_short_cells_is_one_paragraph() -> None:
    table = "<table><tr><th>支行</th><th>户数</th></tr><tr><td>{}</td><td>{}</td></tr></table>"
    assert texts(table.format("城关", "63")) == ["支行 | 户数", "城关 | 63"]
    # Word sets a paragraph in each cell.
    assert texts(table.format("<p>城关</p>", "<p>63<br>户</p>")) == ["支行 | 户数", "城关 | 63 户"]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    columns = "<table><tr><td><p>甲。</p><p>乙。</p></td><td><p>丙。</p></td></tr></table>"
    assert texts(columns) == ["甲。", "乙。", "丙。"]
    assert texts("<table><tr><td><img src=1><p>图</p></td><td>文</td></tr></table>") == ["图", "文"]
    assert texts("<table><tr><td><p>甲。</p>乙。</td></tr></table>") == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><td rowspan=2>青枫<td>城关<td>61<tr><td>柳溪<td>42",
            ["青枫 | 城关 | 61", "青枫 | 柳溪 | 42"],
        ),
        (
            "<tr><th rowspan=2>支行<th colspan=2>签约<tr><th>户<th>万元<tr><td>城关<td>61<td>305",
            ["支行 | 签约 | 签约", "支行 | 户 | 万元", "城关 | 61 | 305"],
        ),
        (
            "<tr><td>城关<td rowspan=3>61<tr><td>柳溪<tr><td>湖滨",
            ["城关 | 61", "柳溪 | 61", "湖滨 | 61"],
        ),
        (
            "<tr><td>姓名<td>罗书宁<td>部门<td>普惠部"
            "<tr><td>主要收获<td colspan=3>晨会先讲昨天没有做成的一笔业务，一起找原因。",
            [
                "姓名 | 罗书宁 | 部门 | 普惠部",
                "主要收获",
                "晨会先讲昨天没有做成的一笔业务，一起找原因。",
            ],
        ),
        (
            "<tr><td>本周内容<td colspan=3>厅堂服务<tr><td>下周计划<td colspan=3>走访两天",
            ["本周内容 | 厅堂服务", "下周计划 | 走访两天"],
        ),
        ("<tr><td colspan=3>签约情况<tr><td>甲<td>乙<td>丙", ["签约情况", "甲 | 乙 | 丙"]),
        ("<tr><td rowspan=99999>甲<td>乙<tr><td colspan=x>丙", ["甲 | 乙", "甲 | 丙"]),
    ],
)
def test_merged_cells_stand_in_each_row_they_cover(rows: str, expected: list[str]) -> None:
    assert texts(f"<table>{rows}</table>") == expected
    assert texts(f"<table><tbody>{rows}</tbody></table>") == expected


def test_cells_under_heads_may_hold_several_paragraphs() -> None:
    row = "<tr><td><p>一是走访。</p><p>二是建档。</p></td><td>新增120户</td></tr>"
    heads = "<tr><th>做法<th>成效</tr>"
    assert texts(f"<table>{heads}{row}</table>") == [
        "做法 | 成效",
        "一是走访。 二是建档。 | 新增120户",
    ]
    nested = "<tr><td><p>甲。</p><p>乙。</p></td><td><table><tr><td>丙</table></td></tr>"
    assert texts(f"<table>{heads}{nested}</table>") == ["做法 | 成效", "甲。", "乙。", "丙"]


def test_the_foot_of_a_table_is_its_last_row() -> None:
    foot, body = "<tr><td>合计</td><td>9</td></tr>", "<tr><td>城关</td><td>3</td></tr>"
    assert texts(f"<table><tfoot>{foot}</tfoot><tbody>{body}</tbody></table>") == [
        "城关 | 3",
        "合计 | 9",
    ]


def test_merged_cells_are_repeated_within_a_bound() -> None:
    rows = "<tr>" + "<td rowspan=200 colspan=30>甲</td>" * 3 + "</tr>"
    table = f"<table>{rows * 500}</table>"
    made = read(table.encode(), "页面.html")
    assert sum(block.text.count("甲") for block in made.blocks) < 30_000

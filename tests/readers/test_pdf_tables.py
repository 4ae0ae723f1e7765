"""Tables of a PDF: which rules and strips of colour make one, and what its rows hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.readers.making import Item, Put
from tests.readers.setting import (
    LEFT,
    SENTENCE,
    box,
    broken,
    cells,
    level,
    line,
    narrow,
    set_lines,
    texts,
)

PARAGRAPH: list[Item] = [
    Put("各支行的情况如下，这一行的文字比较长，横贯整页，说明正文有多宽。", 72, 760)
]


def test_rows_of_a_table_keep_their_columns() -> None:
    page = [Put("支行", LEFT, 700), Put("签约", 200, 700), Put("用信", 300, 700)]
    page += [Put("城关支行", LEFT, 680), Put("61", 200, 680), Put("29.6%", 300, 680)]
    assert texts(page) == ["支行 | 签约 | 用信", "城关支行 | 61 | 29.6%"]


def test_a_table_with_rules_between_its_rows_only() -> None:
    rows = [
        *level(720, 700, 660, 620),
        *cells(706, "机构", "做法", "户数"),
        *cells(684, "", "先拟定名单再", ""),
        *cells(676, "青枫支行", "", "1520户"),
        *cells(668, "", "评议公示", ""),
        *cells(646, "柳溪", "逐户采集", "98"),
        *cells(630, "支行", "", "户"),
    ]
    page = [*PARAGRAPH, *rows]
    assert texts(page)[1:] == [
        "机构 | 做法 | 户数",
        "青枫支行 | 先拟定名单再评议公示 | 1520户",
        "柳溪支行 | 逐户采集 | 98户",
    ]


def test_a_table_with_one_rule_under_its_heads() -> None:
    rows = [
        *level(720, 700, 640, 620),
        *cells(706, "机构", "户数"),
        *cells(686, "青枫支行", "1520"),
        *cells(666, "柳溪支行", "98"),
        *cells(646, "石塘支行", "76"),
        *cells(626, "合计", "1694"),
    ]
    assert texts([*PARAGRAPH, *rows])[1:] == [
        "机构 | 户数",
        "青枫支行 | 1520",
        "柳溪支行 | 98",
        "石塘支行 | 76",
        "合计 | 1694",
    ]


def test_a_table_whose_rows_stand_on_strips_of_colour() -> None:
    grounds: list[Item] = [f"0.8 g 72 {y} 428 40 re f 0 g" for y in (680, 600)]
    rows = [
        *cells(704, "青枫农商", "先拟定名单"),
        *cells(688, "银行", "再评议"),
        *cells(656, "云泽", "逐户采集"),
        *cells(616, "柳溪", "公示"),
    ]
    assert texts([*PARAGRAPH, *grounds, *rows])[1:] == [
        "青枫农商银行 | 先拟定名单再评议",
        "云泽 | 逐户采集",
        "柳溪 | 公示",
    ]


def test_rules_under_headings_make_no_table() -> None:
    page = [
        *level(700, 600, 500),
        Put("一、走访", 72, 706),
        Put("二、评议", 72, 606),
        Put("支行请村干部逐户评议。", 72, 680),
    ]
    assert texts(page) == ["一、走访", "支行请村干部逐户评议。", "二、评议"]


def lattice(xs: list[float], ys: list[float]) -> list[str]:
    return [line(x, ys[0], x, ys[-1]) for x in xs] + [line(xs[0], y, xs[-1], y) for y in ys]


CELLS = [
    Put("支行", 62, 705),
    Put("主要做法", 162, 705),
    Put("户数", 262, 705),
    Put("城关支行", 62, 685),
    Put("先由村两委拟定名", 162, 685),
    Put("单，再逐户上门。", 162, 670),
    Put("1520", 262, 685),
    Put("柳溪支行", 62, 645),
    Put("背靠背打分", 162, 645),
    Put("966", 262, 645),
]
ROWS = [
    "支行 | 主要做法 | 户数",
    "城关支行 | 先由村两委拟定名单，再逐户上门。 | 1520",
    "柳溪支行 | 背靠背打分 | 966",
]


def filled(xs: list[float], ys: list[float]) -> list[str]:
    """The lines as thin filled boxes, as browsers print them."""
    return [f"{x} {ys[0]} 0.7 {ys[-1] - ys[0]} re f" for x in xs] + [
        f"{xs[0]} {y} {xs[-1] - xs[0]} 0.7 re f" for y in ys
    ]


def cell_by_cell(xs: list[float], ys: list[float]) -> list[str]:
    """A box around each cell, a hair from its neighbours."""
    return [
        box(left + 0.5, bottom + 0.5, right - 0.5, top - 0.5)
        for left, right in pairwise(xs)
        for bottom, top in pairwise(ys)
    ]


@pytest.mark.parametrize("drawn", [lattice, filled, cell_by_cell])
def test_cells_that_wrap_stay_in_their_row(
    drawn: Callable[[list[float], list[float]], list[str]],
) -> None:
    lines = drawn([60, 160, 260, 300], [640, 660, 700, 720])
    assert narrow(*CELLS, *lines) == ROWS
    around = [Put("各支行情况如下表：", LEFT, 740), Put("表后一段。", LEFT, 600)]
    assert narrow(*around, *CELLS, *lines) == ["各支行情况如下表：", *ROWS, "表后一段。"]


def test_merged_cells_of_a_drawn_table_stand_in_each_row_and_column() -> None:
    lines = [box(60, 640, 300, 720), line(160, 640, 160, 720), line(160, 700, 300, 700)]
    lines += [line(230, 640, 230, 700), line(60, 680, 300, 680), line(160, 660, 300, 660)]
    cells = [
        Put("支行", 62, 695),
        Put("签约", 180, 705),
        Put("户", 170, 685),
        Put("万元", 240, 685),
    ]
    cells += [Put("城关", 62, 662), Put("61", 170, 665), Put("305", 240, 665)]
    cells += [Put("42", 170, 645), Put("210", 240, 645)]
    assert narrow(*cells, *lines) == [
        "支行 | 签约 | 签约",
        "支行 | 户 | 万元",
        "城关 | 61 | 305",
        "城关 | 42 | 210",
    ]


def test_a_frame_or_an_underline_makes_no_table() -> None:
    framed: list[Put | str] = [*set_lines(broken(SENTENCE * 2 + "。"))]
    framed += [box(50, 600, 540, 800), line(60, 700, 200, 700)]
    assert texts(framed) == [SENTENCE * 2 + "。"]

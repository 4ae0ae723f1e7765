"""Figures as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from kb.exports.table import COLUMNS, cell_text, figures_csv
from kb.insights.figure_table import figure_table
from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, bank_entries, stored, week


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_line_a_figure(peers: KnowledgeBase) -> None:
    table = figure_table(peers, "整村授信")
    found = rows(figures_csv(table.rows))
    assert len(found) == len(table.rows)
    assert tuple(found[0]) == COLUMNS
    (rate,) = [row for row in found if row["数据"] == "18.5%"]
    assert (rate["数值"], rate["单位"], rate["机构"]) == ("18.5", "%", EAST)
    assert (rate["起"], rate["止"]) == ("2018-07-02", "2018-07-06")
    assert rate["原句"] == "截至7月6日，整村授信12个村，签约1,524户，用信率18.5%。"


def test_amounts_are_plain_numbers(kb: KnowledgeBase) -> None:
    stored(kb, week(1, *bank_entries(EAST, ["一、看数。余额12,345.6亿元。用时3至5天。"])))
    balance, days = rows(figures_csv(figure_table(kb).rows))
    assert (balance["数值"], balance["折合数值"], balance["基本单位"]) == (
        "12345.6", "1234560000000.0", "元",
    )  # fmt: skip
    assert (days["数值"], days["上限"]) == ("3", "5")


def test_no_cell_is_a_formula(kb: KnowledgeBase) -> None:
    stored(kb, week(1, *bank_entries(EAST, ["=1+2个村先行。后面还有几句话。@各行授信12户。"])))
    for row in rows(figures_csv(figure_table(kb).rows)):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_every_sign_that_begins_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert cell_text(f"{sign}1+2") == f"'{sign}1+2"

"""Figures of a table, whose unit, bank and time stand around their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.corpus.folder import Corpus
from kb.enrich import FigureReader, SentenceSubject, cell_at, figures_in
from kb.files.home import Home
from kb.model import Side
from kb.text import analysed_sentences
from tests.conftest import ROOT

HOST, LEARNER = "湘湖农商银行", "磐石农商银行"
YEARS = """表1　湘湖农商银行近三年主要指标
指标 | 2023年 | 2024年
存款余额（亿元） | 210.4 | 236.1
不良贷款率（%） | 1.42 | 1.21"""
BANKS = """表2　两行对照（2025年末）
指标 | 湘湖农商银行 | 我行
用信率 | 34.2% | 18.5%
建档户数（万户） | 8.6 | 5.1"""
ROWS = """机构 | 授信户数（户） | 贷款余额（万元）
湘湖 | 1,200 | 35,600
磐石 | 860 | 28,100"""


@pytest.fixture(scope="module")
def reader() -> FigureReader:
    return FigureReader(Corpus(Home(ROOT)).indicators())


def read(reader: FigureReader, text: str) -> list[tuple[str, str, str, str]]:
    """Text, indicator, bank and time of each figure; the rows are told as the host's."""
    found = []
    for sentence in analysed_sentences(text):
        told = SentenceSubject(sentence, HOST, Side.HOST, "")
        for figure in figures_in(text, sentence):
            cell = cell_at(text, figure.span[0])
            facts = reader.facts(told, figure, (HOST, LEARNER), HOST, cell)
            found.append((figure.text, facts.indicator, facts.bank, facts.as_of))
    return found


def test_a_table_of_years(reader: FigureReader) -> None:
    assert read(reader, YEARS) == [
        ("210.4亿元", "存款余额", HOST, "2023年"),
        ("236.1亿元", "存款余额", HOST, "2024年"),
        ("1.42%", "不良贷款率", HOST, "2023年"),
        ("1.21%", "不良贷款率", HOST, "2024年"),
    ]


def test_a_table_of_banks_by_column(reader: FigureReader) -> None:
    assert read(reader, BANKS) == [
        ("34.2%", "用信率", HOST, "2025年末"),
        ("18.5%", "用信率", "", "2025年末"),
        ("8.6万户", "建档户数", HOST, "2025年末"),
        ("5.1万户", "建档户数", "", "2025年末"),
    ]


def test_a_table_of_banks_by_row(reader: FigureReader) -> None:
    assert [found[:3] for found in read(reader, ROWS)] == [
        ("1,200户", "授信户数", HOST),
        ("35,600万元", "贷款余额", HOST),
        ("860户", "授信户数", LEARNER),
        ("28,100万元", "贷款余额", LEARNER),
    ]


def test_a_cell_may_hold_words_of_its_own(reader: FigureReader) -> None:
    text = f"项目 | {HOST} | 我行\n整村授信 | 授信面92%，用信率41% | 授信面63%"
    found = read(reader, text)
    assert [(figure, bank) for figure, _, bank, _ in found] == [
        ("92%", HOST),
        ("41%", HOST),
        ("63%", ""),
    ]
    assert found[1][1] == "用信率"


def test_a_bare_number_without_a_unit_is_no_figure(reader: FigureReader) -> None:
    assert read(reader, "序号 | 内容\n1 | 走访\n2 | 评议") == []


@pytest.mark.parametrize(
    "caption", ["清收情况表（单位：万元、户）", "清收情况表　单位：户/万元", "单位：万元"]
)
def test_each_column_has_its_own_of_several_units(reader: FigureReader, caption: str) -> None:
    text = f"{caption}\n支行 | 清收户数 | 清收金额\n石桥支行 | 41 | 298.7"
    assert [figure for figure, *_ in read(reader, text)] == ["41户", "298.7万元"]
    text = f"{caption}\n支行 | 名次\n石桥支行 | 3"
    assert caption == "单位：万元" or read(reader, text) == []


def test_the_title_of_the_bulletin_gives_the_unit_of_sums() -> None:
    text = "支行 | 网格数（个） | 新增存款 | 名次\n石桥支行 | 18 | 6,230 | 3"
    row = analysed_sentences(text)[-1]
    found = figures_in(text, row, "网格化营销成效表（单位：万元）")
    assert [figure.text for figure in found] == ["18个", "6,230万元"]
    assert [figure.text for figure in figures_in(text, row, "网格化营销")] == ["18个"]


def test_a_rate_among_several_units_is_in_percent(reader: FigureReader) -> None:
    text = (
        "单位：万元、户、%\n支行 | 贷款余额 | 贷款户数 | 不良率\n石桥支行 | 35,620 | 1,206 | 0.74"
    )
    found = [figure for figure, *_ in read(reader, text)]
    assert sorted(found) == ["0.74%", "1,206户", "35,620万元"]


@given(st.text("甲1 |\n（元）2.", max_size=80))
def test_figures_stand_verbatim_in_any_text(text: str) -> None:
    for sentence in analysed_sentences(text):
        for figure in figures_in(text, sentence):
            assert text[slice(*figure.span)] == figure.value


def test_how_much_the_thing_of_a_row_changed(reader: FigureReader) -> None:
    text = "单位：亿元、%\n指标 | 2025年6月末 | 较年初增加\n各项贷款 | 160.4 | -3.6\n不良贷款率 | 1.35 | -0.27"
    found = {figure: name for figure, name, *_ in read(reader, text)}
    assert found == {
        "160.4亿元": "贷款金额",
        "-3.6亿元": "各项贷款增加额",
        "1.35%": "不良贷款率",
        "-0.27个百分点": "不良贷款率变化",
    }
    row = analysed_sentences(text)[-2]
    assert [figure.number for figure in figures_in(text, row)][-1] < 0


def test_a_column_of_changes_is_of_the_column_to_its_left(reader: FigureReader) -> None:
    text = (
        "支行 | 不良率（%） | 较上月 | 存款余额（万元） | 比年初\n城关支行 | 1.2 | -0.1 | 300 | -20"
    )
    assert {figure: name for figure, name, *_ in read(reader, text)} == {
        "1.2%": "不良率",
        "-0.1个百分点": "不良率变化",
        "300万元": "存款余额",
        "-20万元": "存款余额增加额",
    }


SIGNED = """指标（单位：万元） | 6月末 | 较年初
存款余额 | 96,350 | ▲7,370
不良贷款 | 5,300 | ▼500"""


def test_signs_of_more_and_less_and_the_unit_in_the_first_head(reader: FigureReader) -> None:
    assert [found[:2] for found in read(reader, SIGNED)] == [
        ("96,350万元", "存款余额"),
        ("7,370万元", "存款余额增加额"),
        ("5,300万元", "不良贷款"),
        ("▼500万元", "不良贷款增加额"),
    ]


def test_a_heading_gives_the_unit_of_the_table_below() -> None:
    text = "项目 | 6月末\n贷款余额 | 103.7"
    sentence = analysed_sentences(text)[-1]
    (figure,) = figures_in(text, sentence, "", ("主要指标（单位：亿元）",))
    assert figure.text == "103.7亿元"


def test_our_own_column_may_name_our_place() -> None:
    cell = cell_at("项目 | 湘湖 | 磐石（我行）\n用信率（%） | 46 | 22", 39)
    assert cell is not None
    assert cell.is_ours or cell.names[0] == "磐石（我行）"
    assert cell.unit == "%"

"""What a figure tells: bank, indicator, time, target or fact, whole or branch."""

from __future__ import annotations

import pytest

from kb.corpus.folder import Corpus
from kb.enrich import FigureFacts, FigureReader, SentenceSubject, figures_of
from kb.files.home import Home
from kb.model import Side
from kb.text import sentences
from tests.conftest import ROOT

BANK, OTHER = "青枫农商银行", "云泽农商银行"


@pytest.fixture(scope="module")
def reader() -> FigureReader:
    return FigureReader(Corpus(Home(ROOT)).indicators())


def facts(reader: FigureReader, text: str, *, study: bool = False) -> list[FigureFacts]:
    (unit,) = sentences(text)
    side, bank = (Side.LEARNER, "") if study else (Side.HOST, BANK)
    told = SentenceSubject(unit, bank, side, "", study=study)
    banks = (BANK, OTHER, "柳溪支行")
    return [reader.facts(told, figure, banks, BANK) for figure in figures_of(unit)]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("预授信21,180户、12.93亿元，用信率31.8%。", ["预授信户数", "预授信金额", "用信率"]),
        ("不良贷款率由1.92%降到1.58%。", ["不良贷款率", "不良贷款率"]),
        ("用信率31.8%，比年初提高13.3个百分点。", ["用信率", "用信率变化"]),
        ("全行11家支行。", ["支行数"]),
        ("各项存款余额123亿元。", ["存款余额"]),
    ],
)
def test_what_is_measured(reader: FigureReader, text: str, indicators: list[str]) -> None:
    found = [fact.indicator for fact in facts(reader, text)]
    assert [f[:2] for f in found] == [i[:2] for i in indicators]


def test_when_it_was_so(reader: FigureReader) -> None:
    first, second = facts(reader, "截至12月26日，签约8,960户，比11月上旬的18.5%提高。")
    assert (first.as_of, second.as_of) == ("12月26日", "11月上旬")
    assert facts(reader, "由年初的1.92%降到1.58%。")[1].as_of == ""


def test_goals_are_no_facts_and_limits_are_no_goals(reader: FigureReader) -> None:
    assert [f.target for f in facts(reader, "目标是50万元以下贷款当日放款率90%。")] == [False, True]
    assert not facts(reader, "当月模拟利润增加7.6万元。")[0].target


def test_a_branch_or_the_whole_bank(reader: FigureReader) -> None:
    one, whole = facts(reader, "柳溪支行用信率29.6%，全行用信率31.8%。")
    assert (one.bank, one.branch) == (BANK, "柳溪支行")
    assert (whole.bank, whole.branch) == (BANK, "")


@pytest.mark.parametrize(
    "text",
    [
        "六家支行同时启动，首日授信4800万元。",
        "全县建成金融服务站120个。",
        "该行设有网点31个。",
        "营业部主任老李管户300户。",
    ],
)
def test_branches_that_are_counted_own_no_figure(reader: FigureReader, text: str) -> None:
    assert [found.branch for found in facts(reader, text)] == [""]


def test_the_main_office_is_a_branch(reader: FigureReader) -> None:
    (found,) = facts(reader, "营业部存款突破20亿元。")
    assert found.branch == "营业部"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("力争年末用信率达到40%以上。", True),
        ("目标是到年底不良率控制在1.5%以内。", True),
        ("明年将新增“信用村”60个。", True),
        ("力争50万元以下的贷款当天放款。", False),
        ("收回不良，完成计划的132%。", False),
    ],
)
def test_a_goal_or_what_was_done(reader: FigureReader, text: str, *, target: bool) -> None:
    assert [found.target for found in facts(reader, text)] == [target]


def test_the_bank_that_a_later_clause_names(reader: FigureReader) -> None:
    first, second = facts(reader, "用信率31.8%，云泽农商银行用信率27.4%。")
    assert (first.bank, second.bank) == (BANK, OTHER)
    (unit,) = sentences("青枫农商银行拟授信8600户，云泽农商银行拟授信5200户。")
    told = SentenceSubject(unit, BANK, Side.LEARNER, "")
    plans = [reader.facts(told, figure, (BANK, OTHER)) for figure in figures_of(unit)]
    assert [plan.bank for plan in plans] == [BANK, OTHER]


def test_what_learners_saw_is_a_figure_of_their_host(reader: FigureReader) -> None:
    (seen,) = facts(reader, "学员跟随的35万元贷款当天放款。", study=True)
    assert (seen.bank, seen.side) == (BANK, Side.HOST)

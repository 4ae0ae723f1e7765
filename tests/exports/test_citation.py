"""What every export says of a sentence and of the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kb.exports.citation import CAUTION, about, also, cite, days, heading, pieces, statements
from kb.insights.comparison import compare
from kb.insights.matrix import Comparison, Statement
from kb.knowledge_base import KnowledgeBase


def _of(statement: Statement, **changes: object) -> Statement:
    """The statement of an entry that differs in something."""
    return replace(statement, document=replace(statement.document, **changes))  # type: ignore[arg-type]


def test_a_citation_finds_the_sentence_again(comparison: Comparison) -> None:
    for _, _, statement in statements(comparison):
        said = cite(statement)
        assert statement.document.bulletin_title in said
        assert statement.bank in said
        assert said.endswith(f"第 {statement.document.number} 条")
        assert "#" not in said  # no id of the machine
        assert days(statement.document.start, statement.document.end) in said
        assert "示例" not in said
        assert "（示例）" in cite(_of(statement, sample=True))


def test_series_and_issue_name_the_bulletin(comparison: Comparison) -> None:
    _, _, statement = next(statements(comparison))
    said = cite(_of(statement, series="跟班学习", issue="第二周"))
    assert "《跟班学习第二周》" in said


def test_days() -> None:
    assert days(date(2018, 7, 2), date(2018, 7, 6)) == "2018-07-02 至 2018-07-06"
    assert days(None, None) == "日期不详"


def test_pieces_make_the_sentence_and_figures_stand_out(comparison: Comparison) -> None:
    marked = []
    for _, _, statement in statements(comparison):
        parts = list(pieces(statement))
        assert "".join(part.text for part in parts) == statement.text
        marked += [part.text for part in parts if part.figure]
    assert {"30元", "1,524户", "18.5%", "20元"} <= set(marked)


def test_the_head_says_what_was_looked_at_and_how_to_read_it(peers: KnowledgeBase) -> None:
    found = compare(peers, "整村授信", start=date(2018, 7, 1))
    assert heading(found) == "各行做法对照：整村授信"
    lines = about(found)
    assert lines[0] == "时间范围：2018-07-01 至 最近"
    assert lines[1].startswith("以行政村为单位")
    assert "7 个条目、2 家机构" in lines[-1]
    assert CAUTION in lines[-1]
    assert "其中一部分" in about(compare(peers, "贷后检查人抽查什么用途的无人机"))[0]


def test_other_aspects_follow_the_source(comparison: Comparison) -> None:
    _, _, statement = next(statements(comparison))
    said = replace(statement, also=("流程做法", "风险防控"))
    assert also(said) == "；也涉及流程做法、风险防控"
    assert also(replace(statement, also=())) == ""

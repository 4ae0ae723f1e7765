"""A comparison as Markdown."""

from __future__ import annotations

import markdown
from bs4 import BeautifulSoup

from kb.exports.citation import cite, mark, statements
from kb.exports.markdown import comparison_markdown, plain, within
from kb.insights.comparison import compare
from kb.insights.matrix import Comparison
from kb.knowledge_base import KnowledgeBase


def test_every_sentence_stands_in_it_as_it_was_written(comparison: Comparison) -> None:
    text = comparison_markdown(comparison)
    html = markdown.markdown(text, extensions=["tables"])
    seen = BeautifulSoup(html, "html.parser").get_text()
    for _, _, statement in statements(comparison):
        said = f"{mark(statement)}{statement.lead}{statement.text}（{cite(statement)}）"
        assert said in seen
        assert statement.document.id not in seen


def test_figures_are_bold_and_awkward_marks_are_text(comparison: Comparison) -> None:
    html = markdown.markdown(comparison_markdown(comparison), extensions=["tables"])
    soup = BeautifulSoup(html, "html.parser")
    assert {"30元", "1,524户", "20元"} <= {tag.get_text() for tag in soup.find_all("strong")}
    assert soup.find("em") is None
    assert soup.find("code") is None


def test_the_table_counts_and_shows_gaps(comparison: Comparison) -> None:
    lines = comparison_markdown(comparison).splitlines()
    table = [line for line in lines if line.startswith("|")]
    names = "组织考核 | 流程做法 | 营销宣传 | 科技支撑 | 风险防控 | 成效数据 | 不属于任何方面"
    assert table[0] == f"| 机构 | {names} |"
    assert len(table) == 2 + len(comparison.all_rows)
    west = next(line for line in table if "西河" in line)
    assert west == "| 西河农商银行 | — | 1 句 | 1 句 | — | — | — | — |"
    assert lines.count("—") == sum(not c.total for row in comparison.rows for c in row.cells)


def test_what_is_left_out_is_said(peers: KnowledgeBase) -> None:
    assert "- 另有 2 句" in comparison_markdown(compare(peers, "整村授信", shown=1))


def test_a_number_in_a_cell_stays_as_it_is() -> None:
    assert (plain("38.5%"), within("38.5%")) == ("38&#46;5%", "38.5%")
    assert within("a|b*") == "a&#124;b\\*"


def test_decimals_stay_as_they_are(comparison: Comparison) -> None:
    assert "**18.5%**" in comparison_markdown(comparison)


def test_other_aspects_are_named(sample_kb: KnowledgeBase) -> None:
    assert "条；也涉及风险防控）" in comparison_markdown(compare(sample_kb, "尽职免责"))

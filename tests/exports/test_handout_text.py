"""Tables within the excerpts of a collection as Markdown, read by a reader of Markdown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from kb.exports.collection import Options, handout
from kb.exports.handout_text import handout_markdown
from kb.knowledge_base import KnowledgeBase
from tests.exports.handouts import DAY, example


def quoted(kb: KnowledgeBase, text: str) -> BeautifulSoup:
    """The first quotation of a collection, which has this text."""
    made = handout(kb, example(kb), Options(), DAY)
    item = replace(made.items[0], text=text)
    whole = handout_markdown(
        replace(made, parts=(replace(made.parts[0], items=(item,)),)), Options()
    )
    html = Markdown(extensions=["tables", "footnotes"]).convert(whole)
    quotation = BeautifulSoup(html, "html.parser").blockquote
    assert quotation is not None
    assert len(quotation.find_all("sup")) == 1
    for mark in quotation.find_all("sup"):
        mark.extract()
    return BeautifulSoup(str(quotation), "html.parser")


ROWS = "岗位 | 动作 | 考核\n柜员 | 多*问*一句 | 每周5户\n大堂经理 | 三分钟迎接 | 80%"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (ROWS, "", ""),
        (f"三、厅堂\n各岗如下：\n{ROWS}", "三、厅堂各岗如下：", ""),
        (f"{ROWS}\n成交率27%。", "", "成交率27%。"),
        (f"三、厅堂\n{ROWS}\n成交率27%。", "三、厅堂", "成交率27%。"),
    ],
)
def test_a_table_is_a_table(kb: KnowledgeBase, text: str, before: str, after: str) -> None:
    found = quoted(kb, text)
    (table,) = found.find_all("table")
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert rows == [line.split(" | ") for line in ROWS.split("\n")]
    assert [cell.text for cell in table.find_all("th")] == ["岗位", "动作", "考核"]
    table.extract()
    assert found.text.replace("\n", "") == before + after


def test_a_table_without_a_head_has_an_empty_one(kb: KnowledgeBase) -> None:
    (table,) = quoted(kb, "城东支行 | 42 | 41.2%\n滨海支行 | 57 | 35.9%").find_all("table")
    assert [cell.text for cell in table.find_all("th")] == ["", "", ""]
    assert [
        cell.text for cell in table.find_all("td")
    ] == "城东支行 42 41.2% 滨海支行 57 35.9%".split()


def test_one_line_of_cells_is_no_table(kb: KnowledgeBase) -> None:
    found = quoted(kb, "城东支行 | 42 | 41.2%")
    assert found.table is None
    assert found.text.strip() == "城东支行 | 42 | 41.2%"

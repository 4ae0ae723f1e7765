"""Tables within the excerpts of a collection on its page."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup

from kb.exports.collection import Options, handout
from kb.exports.handout_page import handout_html
from kb.knowledge_base import KnowledgeBase
from tests.exports.handouts import DAY, example


def test_a_table_within_an_excerpt_is_a_table(kb: KnowledgeBase) -> None:
    made = handout(kb, example(kb), Options(), DAY)
    rows = [["岗位", "动作", "考核"], ["柜员", "<多问>一句", "每周5户"]]
    text = "\n".join(("三、厅堂", "各岗如下：", *map(" | ".join, rows), "成交率27%。"))
    part = replace(made.parts[0], items=(replace(made.items[0], text=text),))
    html = handout_html(replace(made, parts=(part,)), Options())
    quotation = BeautifulSoup(html, "html.parser").blockquote
    assert quotation is not None
    said = [[cell.text for cell in row.find_all(["th", "td"])] for row in quotation.find_all("tr")]
    assert said == rows
    assert [cell.text for cell in quotation.find_all("th")] == rows[0]
    assert [p.text for p in quotation.find_all("p")] == ["三、厅堂\n各岗如下：", "成交率27%。"]

"""What is printed at the head of each page and stays in a copied text."""

from __future__ import annotations

from kb.readers import Block
from kb.structure.running_heads import running_heads
from tests.builders import structured

HEAD = "学习专刊 第4期"
ONE = "柳湾农商银行在茶市设流动柜台，先验秤后放款，秤不准的摊位不放，连秤都是银行送去检定的。"
TWO = "柳湾农商银行还做茶票质押，茶厂开票、银行盖章、茶农持票就能借钱，票面打七折。"


def test_the_head_of_a_later_page_is_no_text() -> None:
    texts = (HEAD, "赴柳湾农商银行学习情况", ONE, "· 3 ·", HEAD, TWO)
    found = structured(*map(Block, texts)).bulletin
    assert found.title == "赴柳湾农商银行学习情况"
    assert [entry.text for entry in found.entries] == [ONE, TWO]


def test_a_line_that_comes_again_without_a_page_number_stays() -> None:
    assert running_heads([Block(text) for text in (HEAD, ONE, HEAD, TWO)]) == set()

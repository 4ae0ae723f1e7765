"""What is printed at the head of each page and stays in a copied text."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.running_heads import numbered_pages, running_heads
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


CUT = "石桥农商银行第二年起每季加一样东西，先加存款，再加贷款，最后加清收，考不过的退回去"
GOES_ON = "再背一季，退两回的转做柜员，柜员里想出门的补上来，谁也不白站。"


@pytest.mark.parametrize(("cut", "pages"), [(CUT, {1, 3}), (f"{CUT}。", set())])
def test_digits_alone_count_pages_where_one_of_them_cuts_a_sentence(
    cut: str, pages: set[int]
) -> None:
    blocks = [Block(text) for text in (f"{CUT}。", "1", cut, "2", GOES_ON)]
    assert numbered_pages(blocks, lambda block: block.text[-1] != "。") == pages

"""Which stretches of a text are checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.quotes.extract import Paragraph, Quotation, paragraphs_of, quotations


def found(text: str) -> list[tuple[str, bool]]:
    return [(q.text, q.marked) for q in quotations(paragraphs_of(text))]


def test_what_stands_in_quotes_is_checked_without_what_introduces_it() -> None:
    text = "东山的做法是“每签约一户奖励客户经理30元。”（东山农商银行，《纪实》，2018年7月2日至6日）"
    assert found(text) == [("每签约一户奖励客户经理30元。", True)]


def test_other_sentences_are_checked_when_they_are_long() -> None:
    text = "短句不查。评议会请村干部和老党员打分。又是一句很长很长的自己的话。"
    assert found(text) == [
        ("评议会请村干部和老党员打分。", False),
        ("又是一句很长很长的自己的话。", False),
    ]


def test_short_quoted_words_are_part_of_their_sentence() -> None:
    text = "会上提出“三个一”的要求，各支行要抓落实。"
    assert found(text) == [(text, False)]


def test_markdown_quotations_are_quoted() -> None:
    text = "# 标题\n> 评议会请村干部打分。\n- 这是一个列表里的一句话。\n"
    assert paragraphs_of(text) == (
        Paragraph("标题"),
        Paragraph("评议会请村干部打分。", quoted=True),
        Paragraph("这是一个列表里的一句话。"),
    )
    assert found(text)[0] == ("评议会请村干部打分。", True)


@given(st.text(alphabet='整村授信。“”，\n12> "「」', max_size=200))
def test_every_stretch_is_where_it_is_said_to_be(text: str) -> None:
    paragraphs = paragraphs_of(text)
    before: Quotation | None = None
    for quotation in quotations(paragraphs):
        assert paragraphs[quotation.paragraph].text[quotation.start : quotation.end] == (
            quotation.text
        )
        if before is not None and before.paragraph == quotation.paragraph:
            assert before.end <= quotation.start
        before = quotation


def test_a_quotation_goes_on_over_line_breaks() -> None:
    text = "简报说：“签约12,310\n户，用信\n4,555户”，值得学。\n另一段里的话写了十二个字以上。"
    assert found(text) == [
        ("签约12,310户，用信4,555户", True),
        ("另一段里的话写了十二个字以上。", False),
    ]
    assert found('他说"评议会请村干部\n和老党员打分"。') == [("评议会请村干部和老党员打分", True)]
    assert paragraphs_of("by mobile\n“plan\nB and so on”")[1].text == "“plan B and so on”"


def test_a_sentence_goes_on_after_a_comma_at_the_end_of_a_line() -> None:
    assert len(paragraphs_of("评议会请村干部，\n和老党员打分。\n下一段。")) == 2


@pytest.mark.parametrize("between", ["\n\n", "\n- ", "\n> ", "\n{: #e1 }\n"])
def test_a_quotation_that_nobody_closes_ends_with_its_paragraph(between: str) -> None:
    texts = [p.text for p in paragraphs_of(f"“没有写完的一句话{between}下一段的另一句话。")]
    assert texts == ["“没有写完的一句话", "下一段的另一句话。"]


def test_what_markdown_adds_is_no_text() -> None:
    text = "评议会请村干部打分。\n{: #e1 kind=lesson bank=东山农商银行 }\n\n![入户](a/b.jpg)\n\n[说明](http://x)"
    assert [p.text for p in paragraphs_of(text)] == ["评议会请村干部打分。", "说明"]

"""Numbers of lists in a Word file are text again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.readers.numerals import han, numeral
from kb.readers.read import read
from kb.text.numerals import parse_numeral
from tests.readers.making import docx, p
from tests.readers.word import DELETED, LISTS, item, reading, texts


def test_numbers_of_lists_are_text_again() -> None:
    body = item("甲", 1) + item("乙", 1, 1) + item("丙", 1, 1) + p("间断") + item("丁", 1)
    assert texts(body + item("戊", 1, 1), numbering=LISTS) == [
        "一、甲",
        "1.1 乙",
        "1.2 丙",
        "间断",
        "二、丁",
        "2.1 戊",
    ]


def test_lists_of_one_pattern_count_on_unless_they_state_a_start() -> None:
    body = item("甲", 1) + item("乙", 2) + item("丙", 3) + item("丁", 3)
    assert texts(body, numbering=LISTS) == ["一、甲", "二、乙", "十一、丙", "十二、丁"]


def test_a_style_may_number_and_a_paragraph_may_opt_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="li"><w:name w:val="列表"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    in_list = '<w:pStyle w:val="li"/>'
    out = f'{in_list}<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", properties=in_list) + p("乙", properties=out) + p("丙", properties=in_list)
    assert texts(body, styles=styles, numbering=LISTS) == ["③ 甲", "乙", "④ 丙"]


@given(st.integers(1, 999))
def test_han_numbers_are_those_the_structure_parses(number: int) -> None:
    assert parse_numeral(han(number)) == number


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (10, "chineseCounting", "十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCounting", "一百一十"),
        (15, "chineseLegalSimplified", "壹拾伍"),
        (20, "ideographDigital", "二〇"),
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (3, "decimalEnclosedParen", "⑶"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "ideographTraditional", "乙"),
        (7, "decimalZero", "07"),
        (7, "没有这种", "7"),
    ],
)
def test_the_forms_of_numbers(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written


def test_a_deleted_item_takes_its_number_with_it() -> None:
    gone = "<w:del><w:r><w:delText>公示</w:delText></w:r></w:del>"
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = item("评议", 1) + p(gone, properties=in_list + DELETED) + item("签约", 1)
    draft = reading(body, numbering=LISTS)
    assert [block.text for block in draft.blocks] == ["一、评议", "二、签约"]
    assert draft.warnings == ("文中有修订痕迹，已按全部接受读取",)


def test_numbers_of_levels_and_of_styles() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{t}"/></w:lvl>'
        for n, t in enumerate(("%1.", "%1.%2"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def item(level: int) -> str:
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return p("工作。", properties=listed)

    body = "".join(map(item, (0, 1, 1, 0, 1)))
    found = [block.text for block in read(docx(body, numbering=numbering), "a.docx").blocks]
    assert [text.replace(" ", "") for text in found] == [
        f"{number}工作。" for number in ("1.", "1.1", "1.2", "2.", "2.1")
    ]

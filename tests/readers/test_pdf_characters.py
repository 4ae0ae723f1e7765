"""The characters of a PDF: which glyph stands for which, and where blanks are."""

from __future__ import annotations

import pytest

from kb.errors import UnreadableSource
from kb.readers.pdf.characters import meant
from kb.readers.read import read
from tests.readers.making import Put, hexed, pdf
from tests.readers.setting import LEFT, SENTENCES, narrow, reading


def test_bold_that_was_drawn_twice_is_read_once() -> None:
    page = [Put("重点工作", LEFT, 700), Put("重点工作", LEFT + 0.4, 700)]
    (block,) = reading(page).blocks
    assert (block.text, block.bold) == ("重点工作", True)


def test_pronunciation_above_a_character_is_told() -> None:
    draft = reading([Put("miǎo", 84, 714, 6), Put("在淼河村走访，面积大。", 72, 700)])
    assert [block.text for block in draft.blocks] == ["在淼河村走访，面积大。"]
    assert draft.warnings == ("没有读入：注音 1 处（“miǎo”）",)


def test_fonts_that_do_not_say_what_they_show() -> None:
    with pytest.raises(UnreadableSource, match="乱码"):
        read(pdf([Put("整村授信" * 20, LEFT, 700)], readable=False), "a.pdf")


def test_characters_that_share_a_glyph_with_those_meant() -> None:
    assert meant("⽉⽇⾄⼾⻓⺠―〜\u2003") == "月日至户长民—～\u3000"
    unchanged = "整村授信，“户”均1.2万元……（一）·《办法》"
    assert meant(unchanged) == unchanged


def glyph_by_glyph(text: str, spacing: float, size: float = 12.0) -> list[Put]:
    """Each character by itself, as browsers print them, with room between any two."""
    puts, x = [], LEFT
    for char in text:
        puts.append(Put(char, x, 700, size))
        x += (0.5 if char.isascii() else 1.0) * size + spacing
    return puts


@pytest.mark.parametrize("spacing", [0, 0.5, 1.5, 3, 6])
def test_text_that_is_spaced_out_has_no_blanks(spacing: float) -> None:
    text = SENTENCES[:24]
    assert narrow(*glyph_by_glyph(text, spacing)) == [text]
    shown = f"BT /F 12 Tf {spacing} Tc 1 0 0 1 {LEFT} 700 Tm {hexed(text)} Tj ET"
    assert narrow(shown) == [text]
    parts = f"{hexed('全年完成授信1')} {hexed('2个村，')}"
    assert narrow(f"BT /F 12 Tf {spacing} Tc 1 0 0 1 {LEFT} 700 Tm [{parts}] TJ ET") == [
        "全年完成授信12个村，"
    ]


def test_words_of_letters_stay_parted_whether_or_not_a_blank_was_typed() -> None:
    assert narrow(Put("use of CRM", LEFT, 700)) == ["use of CRM"]
    apart = [Put("use", LEFT, 700), Put("of", LEFT + 22, 700), Put("CRM", LEFT + 38, 700)]
    assert narrow(*apart) == ["use of CRM"]
    moved = f"[{hexed('use')} -300 {hexed('of')}] TJ"
    assert narrow(f"BT /F 12 Tf 1 0 0 1 {LEFT} 700 Tm {moved} ET") == ["use of"]
    kerned = f"[{hexed('1')} 40 {hexed('524')} -60 {hexed('户')}] TJ"
    assert narrow(f"BT /F 12 Tf 1 0 0 1 {LEFT} 700 Tm {kerned} ET") == ["1524户"]


def test_figures_above_the_line_are_powers() -> None:
    page = [Put("按10", LEFT, 700), Put("4", LEFT + 24, 704, 7), Put("元计", LEFT + 28, 700)]
    assert narrow(*page) == ["按10⁴元计"]


def test_ligatures_are_their_letters() -> None:
    assert narrow(Put("oﬃce ﬁrst", LEFT, 700)) == ["office first"]


def test_slanted_text_is_told() -> None:
    page = [Put("第一行。", 100, 400), Put("机密", 300, 300, 60, matrix="0.7 0.7 -0.7 0.7")]
    assert reading(page).warnings == ("没有读入：斜排的文字，多为水印 1 处（第 1 页“机密”）",)


def test_text_that_stands_for_glyphs() -> None:
    actual = f"/Span << /ActualText <feff6708> >> BDC BT /F 12 Tf 72 700 Td {hexed('A')} Tj ET EMC"
    assert narrow(Put("三", LEFT, 700), actual, Put("六日", 78, 700)) == ["三月六日"]

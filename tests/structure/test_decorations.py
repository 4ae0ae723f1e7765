"""Numbers that stand in a box of their own above a heading."""

from __future__ import annotations

from kb.readers import Block
from kb.structure.decorations import join_decorations

TEXT = "他的手机里没有“客户”这个分组，只有“街坊”，东门一条街的商户他能叫出名字的有一千多个。"
SAYINGS = ("“先交朋友，后谈业务。”", "“不怕客户不要，就怕我们不到。”", "“贷后不是查户口。”")


def joined(*texts: str) -> list[str]:
    return [block.text for block in join_decorations(tuple(map(Block, texts)))]


def test_a_number_is_joined_to_the_short_line_below_it() -> None:
    assert joined("01", "走村有账", TEXT) == ["01 走村有账", TEXT]


def test_numbers_that_count_the_parts_of_a_text_stand_before_what_somebody_said() -> None:
    parts = [line for n, said in enumerate(SAYINGS, 1) for line in (f"0{n}", said, TEXT)]
    assert joined(*parts) == [
        line for n, said in enumerate(SAYINGS, 1) for line in (f"0{n} {said}", TEXT)
    ]


def test_a_number_that_counts_nothing_stands_alone_above_a_sentence() -> None:
    assert joined("7", SAYINGS[0], TEXT) == ["7", SAYINGS[0], TEXT]

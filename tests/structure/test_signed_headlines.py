"""Headlines of plain text that each stand above the one who wrote what follows."""

from __future__ import annotations

from kb.readers import Block
from kb.structure.looks import Look
from kb.structure.signed_headlines import signed_headlines
from tests.builders import structured

BODY = Look(0, False, False, 0.0)
BYLINES = ("市场部　吴立", "（运营部 陶小梅）", "资产保全部经理　郑国平")
TEXTS = tuple(
    f"在{bank}农商银行跟班的半个月里，最触动我的是他们怎么做{what}，每一步都有人管、有人查、有记录。"
    for bank, what in (("禾坪川", "评议"), ("江夏坳", "柜面"), ("磨坊山", "清收"))
)
HEADLINES = ("把“软信息”变成“硬指标”", "柜面的“减法”", "清收不是“黑脸”")


def lines(count: int) -> list[str]:
    parts = list(zip(HEADLINES, BYLINES, TEXTS, strict=True))[:count]
    return [line for part in parts for line in part]


def blocks(texts: list[str]) -> tuple[Block, ...]:
    return tuple(map(Block, texts))


def test_lines_above_bylines_are_headlines() -> None:
    assert signed_headlines(blocks(lines(3)), BODY) == {0, 3, 6}


def test_one_such_line_may_be_the_title_of_the_text() -> None:
    assert signed_headlines(blocks(lines(1)), BODY) == frozenset()


def test_a_short_text_below_a_byline_makes_no_headline() -> None:
    attended = ["第一组", "市场部　吴立", "缺席。", "第二组", "运营部　陶小梅", "到会。"]
    assert signed_headlines(blocks(attended), BODY) == frozenset()


def test_the_paper_is_the_title_and_its_note_stays_above_the_first_headline() -> None:
    note = "编者按：七月下旬，联社选派三名中层干部外出跟班学习半个月，现将体会摘要刊发。"
    found = structured("溪坪农信简报", "第 31 期", note, *lines(3))
    assert (found.bulletin.title, found.bulletin.issue) == ("溪坪农信简报", "第31期")
    told = {line: entry.bank for entry in found.bulletin.entries for line in entry.text.split("\n")}
    assert [told[text] for text in TEXTS] == ["禾坪川农商银行", "江夏坳农商银行", "磨坊山农商银行"]

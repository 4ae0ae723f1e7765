"""Headings of articles from apps that are counted with PART, the word often in an element of its own."""

from __future__ import annotations

import pytest

from kb.readers.html import read_html

TEXT = "柳湾农商银行规定客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统。"


def lines(*parts: str) -> list[str]:
    page = "".join(f"<p>{part}</p>" for part in parts)
    return [block.text for block in read_html(page.encode(), "页面.html").blocks]


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("PART", "01"), ["01"]),
        (("Part.", "1"), ["1"]),
        (("01", "PART"), ["01"]),
        (("PART", "ONE"), ["1"]),
        (("PART TWO",), ["PART 2"]),
        (("Chapter", "three"), ["3"]),
    ],
)
def test_the_number_of_a_part_stands_alone(parts: tuple[str, ...], number: list[str]) -> None:
    assert lines(TEXT, *parts, "走访怎么排", TEXT) == [TEXT, *number, "走访怎么排", TEXT]


def test_other_words_stay() -> None:
    assert lines(TEXT, "PART", "走访怎么排") == [TEXT, "PART", "走访怎么排"]
    assert lines(TEXT, "One", "No") == [TEXT, "One", "No"]

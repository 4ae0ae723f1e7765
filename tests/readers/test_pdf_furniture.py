"""What surrounds the text of a PDF: headers, footers, page numbers, watermarks."""

from __future__ import annotations

import pytest

from kb.readers.read import read
from tests.readers.making import Put, hexed, pdf
from tests.readers.setting import LEFT, SENTENCE, broken, reading, set_lines, texts


def test_headers_footers_and_page_numbers_go() -> None:
    lines = broken(SENTENCE * 20 + "。")
    pages = []
    for number in range(3):
        head = [Put("云州农商银行内部资料", LEFT, 815, 9)]
        foot = [Put(f"— {number + 1} —", 280, 30, 9)]
        pages.append(head + set_lines(lines[number * 8 : number * 8 + 8]) + foot)
    assert texts(*pages) == ["".join(lines[:24]).strip("　")]


@pytest.mark.parametrize(
    "number", ["3", "第 3 页", "第3页 共12页", "3/12", "- 3 -", "— 3 —", "iii", "第3页/共12页"]
)
def test_forms_of_page_numbers(number: str) -> None:
    page = [*set_lines(broken(SENTENCE * 3 + "。")), Put(number, 280, 30, 9)]
    assert texts(page) == [SENTENCE * 3 + "。"]


def test_a_year_at_the_foot_is_no_page_number() -> None:
    page = [*set_lines(broken(SENTENCE * 3 + "。")), Put("2025年11月", 280, 30, 9)]
    assert texts(page)[-1] == "2025年11月"


def test_a_watermark_across_the_page_is_not_read() -> None:
    page = [Put("第一行。", 100, 400), Put("机密", 300, 300, 60, matrix="0.7 0.7 -0.7 0.7")]
    assert texts(page) == ["第一行。"]


@pytest.mark.parametrize(
    "state",
    ["0.85 g", "0.8 0.8 0.9 rg", "0 0 0 0.15 k", "/Pale gs", "/DeviceGray cs 0.85 sc"],
)
def test_a_large_and_light_watermark_is_told_not_read(state: str) -> None:
    lines = set_lines(broken(SENTENCE * 3 + "。"))
    mark = f"q {state} BT /F 40 Tf 1 0 0 1 150 750 Tm {hexed('内部资料')} Tj ET Q"
    draft = read(pdf([mark, *lines]), "a.pdf")
    assert [block.text for block in draft.blocks] == [SENTENCE * 3 + "。"]
    assert draft.warnings == ("没有读入：水印 1 处（第 1 页“内部资料”）",)


def test_a_watermark_on_each_page_or_one_the_file_names() -> None:
    mark = Put("内部资料", 150, 735, 40)
    pages = [[mark, *set_lines(broken(SENTENCE * 3 + f"{n}。"))] for n in "一二"]
    assert not any("内部资料" in text for text in texts(*pages))
    named = (
        f"/Artifact << /Subtype /Watermark >> BDC BT /F 14 Tf 60 500 Td {hexed('草稿')} Tj ET EMC"
    )
    draft = read(pdf([named, Put("正文。", LEFT, 700)]), "a.pdf")
    assert [block.text for block in draft.blocks] == ["正文。"]
    assert draft.warnings == ("没有读入：水印 1 处（第 1 页“草稿”）",)


def test_light_headings_and_white_ones_on_a_bar_stay() -> None:
    bar = f"0 0 1 rg 60 690 300 30 re f 1 g BT /F 20 Tf 70 700 Td {hexed('学习情况')} Tj ET 0 g"
    lines = set_lines(broken(SENTENCE * 3 + "。"), 650)
    assert texts([bar, *lines]) == ["学习情况", SENTENCE * 3 + "。"]


def test_headers_of_pages_are_told_and_a_masthead_is_read_once() -> None:
    lines = broken(SENTENCE * 20 + "。")
    for head, first, told in (
        ("云州农商银行学习简报 第12期", True, ()),
        (
            "内部资料 注意保存",
            False,
            ("没有读入：页眉或页脚 1 处（第 1 页起“内部资料 注意保存”）",),
        ),
    ):
        pages = [
            [
                Put(head, LEFT, 815, 9),
                *set_lines(lines[n * 8 : n * 8 + 8]),
                Put(str(n + 1), 280, 30, 9),
            ]
            for n in range(3)
        ]
        draft = reading(*pages)
        assert (draft.blocks[0].text == head) is first
        assert len(draft.blocks) == 1 + first
        assert draft.warnings == told

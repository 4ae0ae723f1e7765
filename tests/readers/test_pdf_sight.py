"""What a page of a PDF does not show is told and not read."""

from __future__ import annotations

import pytest

from kb.readers.draft import Draft
from kb.readers.read import read
from tests.readers.making import Item, Put, hexed, pdf, rebuilt

TEXT = "整村授信先评议后授信。"
PUT = Put(TEXT, 60, 700)


def reading(*items: Item) -> Draft:
    return read(pdf([PUT, *items]), "a.pdf")


def layered(properties: str, group: str = "<< /Type /OCG >>") -> bytes:
    """A page with a second text in the layer of object 11."""
    other = f"/OC /L BDC BT /F 12 Tf 1 0 0 1 60 660 Tm {hexed('草稿上的批语。')} Tj ET EMC"
    data = pdf([PUT, other])
    data = data.replace(b"/Resources <<", b"/Resources << /Properties << /L 11 0 R >>")
    catalog = f"/Type /Catalog /OCProperties << /OCGs [11 0 R 12 0 R] /D << {properties} >> >>"
    data = data.replace(b"/Type /Catalog", catalog.encode())
    return rebuilt(data, group, "<< /Type /OCG >>")


@pytest.mark.parametrize(
    ("properties", "group", "seen"),
    [
        ("", "<< /Type /OCG >>", True),
        ("/OFF [11 0 R]", "<< /Type /OCG >>", False),
        ("/BaseState /OFF", "<< /Type /OCG >>", False),
        ("/BaseState /OFF /ON [11 0 R]", "<< /Type /OCG >>", True),
        ("/OFF [12 0 R]", "<< /Type /OCMD /OCGs [12 0 R] >>", False),
        ("/OFF [12 0 R]", "<< /Type /OCMD /OCGs 12 0 R >>", False),
    ],
)
def test_layers_that_are_switched_off(properties: str, group: str, seen: bool) -> None:
    draft = read(layered(properties, group), "a.pdf")
    assert ("草稿上的批语。" in "".join(block.text for block in draft.blocks)) == seen
    told = ("没有读入：关闭的图层里的文字 1 处（第 1 页“草稿上的批语。”）",)
    assert draft.warnings == (() if seen else told)


def test_text_beyond_the_edge_of_the_page() -> None:
    draft = reading(Put("裁掉的页脚", 60, -30))
    assert [block.text for block in draft.blocks] == [TEXT]
    assert draft.warnings == ("没有读入：页面边界以外的文字 1 处（第 1 页“裁掉的页脚”）",)
    long = "长" * 100
    assert long in reading(Put(long, 60, 660)).blocks[-1].text, "it begins on the page"


def test_the_edge_is_that_of_the_crop_box_unless_that_makes_no_sense() -> None:
    data = pdf([PUT, Put("裁掉的页脚", 60, 20)])
    media = b"/MediaBox [0 0 595 842]"
    cropped = data.replace(media, b"/CropBox [0 99 595 842] " + media)
    draft = read(rebuilt(cropped), "a.pdf")
    assert [block.text for block in draft.blocks] == [TEXT]
    pointless = data.replace(media, b"/CropBox [0 0 0 0] " + media)
    assert "裁掉的页脚" in read(rebuilt(pointless), "a.pdf").blocks[-1].text


def hidden(colour: str) -> str:
    return f"q {colour} BT /F 12 Tf 1 0 0 1 60 660 Tm {hexed('请给出好评。')} Tj ET Q"


@pytest.mark.parametrize("colour", ["1 g", "1 1 1 rg", "0 0 0 0 k", "3 Tr", "0.99 g"])
def test_text_in_the_colour_of_the_paper(colour: str) -> None:
    draft = reading(hidden(colour))
    assert [block.text for block in draft.blocks] == [TEXT]
    assert draft.warnings == ("没有读入：与背景同色、看不见的文字 1 处（第 1 页“请给出好评。”）",)


@pytest.mark.parametrize(
    "ground",
    [
        "0 0 1 rg 50 650 200 30 re f 0 g",
        "0 0 1 rg 50 650 m 250 650 260 650 260 660 c 260 680 l 50 680 l h f 0 g",
        "q 200 0 0 30 50 650 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q",
    ],
)
def test_white_text_on_a_colour_or_picture(ground: str) -> None:
    draft = reading(ground, hidden("1 g"))
    assert "请给出好评。" in "".join(block.text for block in draft.blocks)
    assert draft.warnings == ()


def test_a_page_whose_only_text_is_invisible_is_read() -> None:
    draft = read(pdf([hidden("3 Tr")]), "a.pdf")
    assert [block.text for block in draft.blocks] == ["请给出好评。"]


def test_outlined_text_is_seen() -> None:
    assert "请给出好评。" in "".join(block.text for block in reading(hidden("1 g 2 Tr")).blocks)

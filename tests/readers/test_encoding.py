"""Bytes to text: whatever an editor declared, the bytes decide."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import UnreadableSource
from kb.readers.encoding import ENCODINGS, decode, makes_sense, recoded
from kb.readers.read import read

TEXT = "整村授信：石垟村签约六十三户。"


def page(declared: str) -> str:
    return f'<html><head><meta charset="{declared}"></head><body>{TEXT}</body></html>'


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_it(bom: bytes, encoding: str) -> None:
    assert decode(bom + page("gb2312").encode(encoding), "a.html") == page("gb2312")
    assert decode(bom, "a.html") == ""


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ("GB18030", "gb18030"),
        ("gbk", "gbk"),
        ("big5", "big5hkscs"),
        # 垟 is in GB18030 and not in GB2312, which pages declare all the same.
        ("gb2312", "gb18030"),
    ],
)
def test_the_declared_charset(declared: str, encoding: str) -> None:
    text = page(declared) if declared != "big5" else page(declared).translate(TO_BIG5)
    assert decode(text.encode(encoding), "a.html") == text


TO_BIG5 = str.maketrans("签约户", "簽約戶")


@pytest.mark.parametrize(
    "declared", ["gb2312", "iso-8859-1", "windows-1252", "us-ascii", "utf-16", "big5", "nonsense"]
)
def test_a_declaration_that_the_bytes_contradict_is_passed_over(declared: str) -> None:
    assert decode(page(declared).encode("utf-8"), "a.html") == page(declared)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "unicode_escape"])
def test_chinese_bytes_under_a_wrong_declaration(declared: str) -> None:
    assert decode(page(declared).encode("gb18030"), "a.html") == page(declared)


def test_what_is_no_text_is_said_so() -> None:
    with pytest.raises(UnreadableSource) as caught:
        decode(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\xff", "照片.html")
    assert "编码" in caught.value.message
    assert caught.value.where == "照片.html"
    assert caught.value.hint


@given(st.binary(max_size=80))
def test_bytes_are_text_or_an_error_of_ours(data: bytes) -> None:
    with suppress(UnreadableSource):
        assert isinstance(decode(data, "a.txt"), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff") and "charset" not in text:
        assert decode(text.encode(), "a.txt") == text


LONG = "青枫农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户。\r\n用信282户。\r\n"
TRADITIONAL = (
    "青楓農商銀行對整村授信實行名單制管理，全年完成授信12個村，簽約1524戶。\r\n用信282戶。\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8", "gb18030"])
def test_what_has_no_mark_is_told_by_the_sense_it_makes(encoding: str) -> None:
    assert decode(LONG.encode(encoding), "a.txt") == LONG


def test_big5_is_found_where_gb18030_makes_no_sense() -> None:
    assert decode(TRADITIONAL.encode("big5hkscs"), "a.txt") == TRADITIONAL


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_person_may_name_each_encoding(encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5" else LONG
    data = text.encode("big5hkscs" if encoding == "big5" else encoding)
    assert decode(recoded(data, "a.txt", encoding), "a.txt") == text


def test_a_wrong_encoding_is_refused_or_called_nonsense() -> None:
    with pytest.raises(UnreadableSource):
        read(recoded((LONG * 3).encode("gb18030"), "a.txt", "utf-16-le"), "a.txt")
    with pytest.raises(UnreadableSource, match="不是 utf-8"):
        recoded(LONG.encode("gb18030"), "a.txt", "utf-8")


def test_sense() -> None:
    assert makes_sense(LONG) == makes_sense(TRADITIONAL) == 1.0
    assert makes_sense(LONG.encode("utf-8").decode("gb18030", "ignore")) < 0.5
    assert makes_sense("plain English") == 1.0


def test_a_few_control_characters_are_damage_that_is_shown() -> None:
    text = "一、松江农商银行推行首问负责，首问人须在两小时内回复。" * 3
    damaged = text.encode("gb18030").replace("首问".encode("gb18030"), b"\0\0\x01", 1) + b"\xff\x1a"
    assert decode(damaged, "a.txt") == text.replace("首问", "\ufffd", 1) + "\ufffd"


def test_hz_is_recognised_by_its_marks() -> None:
    text = "整村授信：石塘村签约六十三户。"
    assert decode(text.encode("hz"), "a.txt") == text
    assert decode(b"~{ab~} costs ~5", "a.txt") != ""


def test_commands_for_a_terminal_are_no_text() -> None:
    assert decode(f"\x1b[1;31m{TEXT}\x1b[0m".encode(), "a.txt") == TEXT

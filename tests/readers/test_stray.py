"""Characters that nobody sees, or that no text has: every reader takes them out or tells them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EmptySource
from kb.readers.draft import Block, Draft, DraftPicture
from kb.readers.read import read
from kb.readers.stray import plain, without_strays
from tests.readers.making import Put, docx, p, pdf

DIRTY = "全\u200e年签\u202a约1\u200b524\u202c户\xad，已\u2066用信282\u2069户\ufeff。"
CLEAN = "全年签约1524户，已用信282户。"


def page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8></head><body><p>{body}</p></body></html>".encode()


def mail(body: str) -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    return head.encode() + page(body)


MAKERS: dict[str, Callable[[str], bytes]] = {
    "a.txt": str.encode,
    "a.md": str.encode,
    "a.html": page,
    "a.mhtml": mail,
    "a.docx": lambda text: docx(p(text)),
    "a.pdf": lambda text: pdf([Put(text, 60, 700)]),
}


@pytest.mark.parametrize("name", MAKERS)
def test_invisible_marks_are_no_text(name: str) -> None:
    draft = read(MAKERS[name](DIRTY), name)
    assert [block.text for block in draft.blocks] == [CLEAN]
    assert draft.warnings == ()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
@pytest.mark.parametrize("text", ["\u200b" * 40, "\u202e\u2066", "\xad\n\ufeff"])
def test_a_file_of_invisible_marks_alone_is_empty(name: str, text: str) -> None:
    with pytest.raises(EmptySource):
        read(MAKERS[name](text), name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx"])
@pytest.mark.parametrize("blank", [" ", "\u3000", "\xa0"])
def test_a_gap_in_a_line_has_a_bound(name: str, blank: str) -> None:
    (block,) = read(MAKERS[name](f"全年签约{blank * 3000}1524户。"), name).blocks
    assert block.text.split() == ["全年签约", "1524户。"]
    assert len(block.text) <= 60
    short = f"全年签约{blank * 30}1524户。"
    assert plain(short) == short


def test_marks_written_as_entities() -> None:
    draft = read(page("签约1<wbr>5&shy;24&#x202a;户&zwnj;，葛&#xE0100;村&lrm;。"), "a.html")
    assert [block.text for block in draft.blocks] == ["签约1524户，葛\U000e0100村。"]


@pytest.mark.parametrize("name", MAKERS)
def test_characters_of_private_use_stay_and_are_told(name: str) -> None:
    draft = read(MAKERS[name]("签约\ue123村1524户，已用信282户。"), name)
    assert [block.text for block in draft.blocks] == ["签约\ue123村1524户，已用信282户。"]
    told = "1 个字是某种字体自造的，换了字体就显示不出，请核对：“签约\ue123村1524户，”"
    assert draft.warnings == (told,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签约\0村", "签约�村"),
        ("签约\x9d村", "签约�村"),
        ("签约\ufffe村\ud800", "签约�村�"),
        ("第一页\x0c第二页", "第一页 第二页"),
        ("热烈👨\u200d👩\u200d👧，签\u200d约", "热烈👨\u200d👩\u200d👧，签约"),
        ("\ue5e5村\ue7c7\ue816", "\u3000村ḿ\U00020087"),
    ],
)
def test_controls_and_characters_with_old_codes(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_pictures_of_a_paragraph_that_was_empty_go_to_the_next() -> None:
    picture = DraftPicture(address="1.jpg")
    blocks = (Block("\u200b", pictures=(picture,)), Block("图\u200b说明文字", lead=2))
    draft = without_strays(Draft(blocks, title="简\u200b报", furniture=("\ufeff", "首\u200e页")))
    assert draft.blocks == (Block("图说明文字", pictures=(picture,), lead=1),)
    assert draft.title == "简报"
    assert draft.furniture == ("首页",)


@given(st.text())
def test_what_is_plain_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)

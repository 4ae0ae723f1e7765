"""Pictures of pages and of Markdown: kept when the file holds them, else noted, never fetched."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.readers.draft import DraftPicture
from kb.readers.pictures import MIN_BYTES, picture
from kb.readers.read import Block, Draft, read
from kb.structure.understand import structure
from tests.builders import SOURCE, TODAY
from tests.readers.making import sample

PNG = sample("bulletin.html").blocks[6].pictures[0].data
DATA = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
WEB = "https://mp.example.invalid/1.jpg"


def page(html: str) -> tuple[Block, ...]:
    return read(f'<meta charset="utf-8">{html}'.encode(), "a.html").blocks


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        (f'src="{DATA}"', DraftPicture(PNG, "image/png")),
        (f'src="{WEB}"', DraftPicture(address=WEB)),
        (f'src="{DOT}" data-src="{WEB}"', DraftPicture(address=WEB)),
        (f'data-original="{WEB}"', DraftPicture(address=WEB)),
        (f'src="{WEB}" data-src="{DATA}"', DraftPicture(PNG, "image/png")),
        ('src="简报.files/1.png"', DraftPicture(address="简报.files/1.png")),
    ],
)
def test_which_address_of_a_picture_counts(attributes: str, shown: DraftPicture) -> None:
    (block,) = page(f"<img {attributes}><p>学员评议。</p>")
    assert block == Block("学员评议。", after_image=True, pictures=(shown,))
    assert block.caption == "学员评议。"


@pytest.mark.parametrize(
    "source", [DOT, "data:image/svg+xml,<svg onload=alert(1)>", "data:;base64,%%%", "cid:x", ""]
)
def test_what_shows_nothing_is_no_picture_but_captions_stay(source: str) -> None:
    (block,) = page(f"<img src='{source}'><p>学员评议。</p>")
    assert (block.after_image, block.pictures) == (True, ())


def test_pictures_behind_the_last_words_go_with_them() -> None:
    first, last = page(f'<p>甲</p><p>乙</p><img src="{DATA}"><img src="{WEB}">')
    assert first.pictures == ()
    assert (len(last.pictures), last.caption) == (2, "")


def test_a_long_paragraph_behind_a_picture_is_no_caption() -> None:
    (block,) = page(f'<img src="{WEB}"><p>{"长" * 61}</p>')
    assert block.after_image
    assert block.caption == ""


def test_markdown() -> None:
    text = f"![签约现场]({WEB})\n\n正文\n\n![]({DATA})\n\n说明\n\n![](1.png)\n"
    assert read(text.encode(), "a.md").blocks == (
        Block("签约现场", after_image=True, pictures=(DraftPicture(address=WEB),)),
        Block("正文"),
        Block(
            "说明",
            after_image=True,
            pictures=(DraftPicture(PNG, "image/png"), DraftPicture(address="1.png")),
        ),
    )


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        (b"BM" + bytes(12) + b"\x28\0\0\0", "image/bmp"),
    ],
)
def test_the_bytes_tell_the_format(start: bytes, kind: str) -> None:
    data = start.ljust(MIN_BYTES, b"\0")
    assert picture(data) == DraftPicture(data, kind)
    assert picture(data[:-1]) is None


@given(st.binary(min_size=MIN_BYTES, max_size=200))
def test_other_bytes_are_no_picture(data: bytes) -> None:
    found = picture(data)
    assert found is None or data.startswith((b"BM", b"RIFF", b"GIF8", b"\xff\xd8", b"\x89PNG"))


def test_warnings_of_a_reader_reach_the_editor() -> None:
    draft = Draft((Block("标题"), Block("正文。")), warnings=("第 2 页没有文字层，没有读入",))
    assert "第 2 页没有文字层，没有读入" in structure(draft, SOURCE, today=TODAY).warnings

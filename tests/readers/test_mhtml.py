"""Pages saved as one file, by a browser and by Word."""

from __future__ import annotations

import base64

import pytest

from kb.errors import UnreadableSource
from kb.readers.read import read
from tests.readers.making import sample

PNG = sample("bulletin.html").blocks[6].pictures[0].data


def mail(page: str, *, charset: str = "gb2312", location: str = "", picture: str = "") -> bytes:
    """A page as Word saves it: base64, in the code page of the machine."""
    stated = f'; charset="{charset}"' if charset else ""
    body = base64.b64encode(page.encode("gb18030")).decode()
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Location: {location}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Type: text/html{stated}\r\n\r\n{body}\r\n"
        f"--x\r\n{picture}\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\n"
        f"{base64.b64encode(PNG).decode()}\r\n--x--\r\n"
    ).encode("ascii")


def test_a_page_saved_by_a_browser_is_the_page() -> None:
    assert sample("bulletin.mhtml") == sample("bulletin.html")


def test_the_charset_of_the_mail_goes_before_that_of_the_page() -> None:
    page = '<meta charset="utf-8"><p>镕基：整村授信</p>'  # 镕 is not in gb2312 proper
    assert read(mail(page), "a.mht").blocks[0].text == "镕基：整村授信"


@pytest.mark.parametrize("charset", ["", "x-unknown", "us-ascii"])
def test_without_a_charset_that_fits_the_bytes_decide(charset: str) -> None:
    assert read(mail("<p>整村授信</p>", charset=charset), "a.mht").blocks[0].text == "整村授信"


@pytest.mark.parametrize(
    ("location", "picture", "address"),
    [
        ("file:///C:/a.htm", "Content-Location: file:///C:/a.files/1.png", "a.files/1.png"),
        ("file:///C:/a.htm", "Content-ID: <1.png@01DC>", "cid:1.png@01DC"),
        ("https://x.invalid/a", "Content-Location: https://x.invalid/1.png", "/1.png#top"),
        ("", "Content-Location: https://x.invalid/1.png", "https://x.invalid/1.png"),
    ],
)
def test_pictures_are_found_by_their_address(location: str, picture: str, address: str) -> None:
    page = f'<img src="{address}"><p>学员评议。</p>'
    (block,) = read(mail(page, location=location, picture=picture), "a.mht").blocks
    assert [shown.data for shown in block.pictures] == [PNG]


def test_a_picture_that_was_not_saved_is_a_note_of_its_address() -> None:
    page = '<img src="https://mp.example.invalid/2.png"><p>学员评议。</p>'
    (block,) = read(mail(page), "a.mht").blocks
    assert [shown.address for shown in block.pictures] == ["https://mp.example.invalid/2.png"]


@pytest.mark.parametrize("data", [b"", b"Subject: x\n\nhello", b"\xff\xfe\x00"])
def test_a_mail_without_a_page(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match="没有网页"):
        read(data, "a.mhtml")

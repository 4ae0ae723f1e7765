"""What a page is read as."""

from __future__ import annotations

from kb.readers.draft import Block, Draft
from kb.readers.read import read


def read_html(html: str | bytes) -> Draft:
    return read(html if isinstance(html, bytes) else html.encode(), "简报.html")


def blocks(html: str) -> tuple[Block, ...]:
    return read_html(html).blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


def warnings_of(html: str) -> tuple[str, ...]:
    return read_html(html).warnings

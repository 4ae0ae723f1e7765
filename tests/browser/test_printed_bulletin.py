"""A page that Chromium prints is read as the page itself."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from kb.readers.read import read
from tests.reading import squeezed


def test_the_real_bulletin_on_paper(browser: Browser, real_source: Path) -> None:
    """Paragraphs were split where a line ends before a bracket, a straight quotation mark or a
    number behind a colon."""
    page = browser.new_page()
    page.goto(real_source.as_uri())
    printed = read(page.pdf(), "printed.pdf")
    page.close()
    shown = read(real_source.read_bytes(), real_source.name)
    assert [squeezed(b.text) for b in printed.blocks] == [squeezed(b.text) for b in shown.blocks]

"""The check of the whole knowledge base on a page."""

from __future__ import annotations

import os
import time

from bs4 import BeautifulSoup

from tests.webapp.conftest import Desk, words


def test_nothing_is_read_before_it_is_asked_for(desk: Desk) -> None:
    page = desk.page("/check")
    assert page.select(".findings") == []
    assert words(page, ".actions button") == ["开始检查"]


def test_no_other_site_begins_a_check(desk: Desk) -> None:
    assert desk.client.get("/check/look").status_code == 405
    foreign = {"Origin": "https://elsewhere.example"}
    assert desk.client.post("/check/look", headers=foreign).status_code == 403


def _page(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_what_is_wrong_is_told_and_what_is_safe_is_mended(desk: Desk) -> None:
    stray = desk.corpus.root / "bulletins" / ".x.tmp"
    stray.write_bytes(b"")
    os.utime(stray, (time.time() - 3600, time.time() - 3600))
    page = _page(desk.post("/check/look").text)
    assert "没有写完的临时文件" in " ".join(words(page, ".findings li"))
    page = _page(desk.post("/check").text)
    assert "修复了 1 处" in page.get_text()
    assert not stray.exists()
    # The source files of the builders' bulletins are missing: no repair can bring them.
    assert len(page.select(".findings li")) == 2
    assert page.select("form[action='/check']") == []

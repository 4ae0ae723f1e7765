"""The check of the whole knowledge base on a page."""

from __future__ import annotations

import os
import time

from tests.webapp.conftest import Desk, words


def test_nothing_is_read_before_it_is_asked_for(desk: Desk) -> None:
    page = desk.page("/check")
    assert page.select(".findings") == []
    assert words(page, ".actions a") == ["开始检查"]


def test_what_is_wrong_is_told_and_what_is_safe_is_mended(desk: Desk) -> None:
    stray = desk.corpus.root / "bulletins" / ".x.tmp"
    stray.write_bytes(b"")
    os.utime(stray, (time.time() - 3600, time.time() - 3600))
    page = desk.page("/check?go=1")
    assert "没有写完的临时文件" in " ".join(words(page, ".findings li"))
    page = desk.done("/check")
    assert "修复了 1 处" in page.get_text()
    assert not stray.exists()
    # The source files of the builders' bulletins are missing: no repair can bring them.
    assert len(page.select(".findings li")) == 2
    assert page.select("form[action='/check']") == []

"""Which files are read at all, and what is said of those that are not."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kb.errors import TooLargeSource, UnreadableSource, UnsupportedSource
from kb.readers.draft import Draft
from kb.readers.formats import MAX_BYTES
from kb.readers.read import FORMATS, expand, read, read_bytes


def test_the_suffix_decides_whatever_its_case(tmp_path: Path) -> None:
    path = tmp_path / "简报.HTML"
    path.write_bytes("<p>文</p>".encode())
    assert read(read_bytes(path), path.name).blocks[0].text == "文"


@pytest.mark.parametrize("name", ["照片.jpg", "无扩展名", "压缩.rar"])
def test_an_unknown_format_names_those_that_are_known(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnsupportedSource) as caught:
        read_bytes(tmp_path / name)
    assert all(suffix in caught.value.hint for suffix in FORMATS)
    assert caught.value.where.endswith(name)


@pytest.mark.parametrize(
    ("name", "said"), [("简报.docm", "另存为 docx"), ("简报.pptx", "pdf"), ("简报.xlsx", "docx")]
)
def test_files_of_office_programs_say_what_to_save_them_as(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnsupportedSource) as caught:
        read_bytes(tmp_path / name)
    assert said in caught.value.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource):
        read_bytes(tmp_path / "没有.html")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["管道.txt", "管道.zip"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    (found,) = expand(pipe)
    with pytest.raises(UnreadableSource, match="不是") as caught:
        read_bytes(found)
    assert caught.value.where == str(pipe)


def test_a_folder_with_the_name_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "文件夹.html").mkdir()
    with pytest.raises(UnreadableSource):
        read_bytes(tmp_path / "文件夹.html")


def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.html"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLargeSource) as caught:
        read_bytes(path)
    assert "MB" in caught.value.message


def test_what_a_parser_says_of_a_broken_file_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(data: bytes, name: str) -> Draft:
        raise KeyError("expected str instance, NoneType found")

    monkeypatch.setattr("kb.readers.text.read_text", broken)
    with pytest.raises(UnreadableSource) as caught:
        read(b"x", "a.txt")
    assert not re.search("[a-z]{3}", f"{caught.value.message}{caught.value.hint}")
    assert caught.value.hint


def test_what_is_much_too_long_is_no_title() -> None:
    """Understanding it would take time by the square of its length."""
    page = "<title>{}</title><p>学员在临川农商银行学习整村授信，先评议后签约。</p>"
    title = "跟班学习简报第三期"
    assert read(page.format(title).encode(), "a.html").title == title
    assert read(page.format(title * 40).encode(), "a.html").title == ""

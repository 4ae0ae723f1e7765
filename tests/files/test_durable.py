"""A file is written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.files.durable import reason, write_durably


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "新" / "文件夹" / "简报.md"
    write_durably(path, b"one")
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["简报.md"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_leaves_the_old_and_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "简报.md"
    (folder / "内").mkdir(parents=True)
    with pytest.raises(KbError) as caught:
        write_durably(folder, b"data")  # a folder that is not empty cannot be replaced
    assert "写不进磁盘" in caught.value.message
    assert caught.value.where == str(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["简报.md"]
    with pytest.raises(KbError, match="写不进磁盘"):
        write_durably(tmp_path / ("长" * 100), b"data")


@pytest.mark.parametrize("number", [0, *range(1, 134), 9999])
def test_why_the_system_refuses_is_said_in_chinese(number: int) -> None:
    told = (
        reason(OSError(number, "Some english words here")) if number else reason(OSError("words"))
    )
    assert "一" <= told[0] <= "鿿"
    assert "words" not in told


def test_a_writer_that_dies_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "简报.md"
    write_durably(path, b"old")
    dies = (
        "import os, sys, pathlib, kb.files;"
        "os.replace = lambda *_: os._exit(9);"
        f"kb.files.write_durably(pathlib.Path({str(path)!r}), b'new')"
    )
    assert subprocess.run([sys.executable, "-c", dies]).returncode == 9
    assert path.read_bytes() == b"old"

"""Files that are whole or not there, and one writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import IndexBusy, KbError
from kb.files.durable import write_durably
from kb.files.writer_lock import writer_lock


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


HOLDS = """
import sys
from pathlib import Path
from kb.files import writer_lock
with writer_lock(Path(sys.argv[1]), "网站"):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"locked\n"
        with (
            pytest.raises(IndexBusy, match=f"“网站”（进程 {first.pid}）") as caught,
            writer_lock(tmp_path, "命令行", timeout=0.1),
        ):
            pass
        assert caught.value.exit_code == 75
        first.kill()
        first.wait()
        # A process that dies releases the lock.
        with writer_lock(tmp_path, "命令行", timeout=5):
            pass


def test_the_lock_is_free_again_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path / "state", "一"):
        raise ZeroDivisionError
    with writer_lock(tmp_path / "state", "二", timeout=0):
        pass


def test_the_lock_waits_for_its_turn(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdout is not None
        assert first.stdin is not None
        first.stdout.readline()
        first.stdin.close()  # it ends now
        with writer_lock(tmp_path, "命令行", timeout=10):
            assert str(os.getpid()) in (tmp_path / "writer.lock").read_text("utf-8")


AGAIN_AND_AGAIN = """
import sys, time
from pathlib import Path
from kb.files import writer_lock
while True:
    with writer_lock(Path(sys.argv[1]), "网站"):
        print("locked", flush=True)
        time.sleep(0.3)
"""


def test_who_writes_again_and_again_lets_others_in_between(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", AGAIN_AND_AGAIN, str(tmp_path)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        for _ in range(2):
            with writer_lock(tmp_path, "命令行", timeout=10):
                pass
        other.kill()


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(KbError, match="不能写入知识库"), writer_lock(tmp_path / "state", "命令行"):
        pass

"""One process writes at a time, and the others get their turn."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.errors import IndexBusy, KbError
from kb.files.file_lock import file_lock, file_lock_is_wanted

HOLDS = """
import sys
from pathlib import Path
from kb.files import file_lock
with file_lock(Path(sys.argv[1]), "网站"):
    print("locked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holding(program: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the lock of a folder."""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"locked\n"
        yield process


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with holding(HOLDS, tmp_path) as first:
        with (
            pytest.raises(IndexBusy, match=f"“网站”（进程 {first.pid}）") as caught,
            file_lock(tmp_path, "命令行", timeout=0.1),
        ):
            pass
        assert caught.value.exit_code == 75
        first.kill()
        first.wait()
        # A process that dies releases the lock.
        with file_lock(tmp_path, "命令行", timeout=60):
            pass


def test_the_lock_is_free_again_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), file_lock(tmp_path / "state", "一"):
        raise ZeroDivisionError
    with file_lock(tmp_path / "state", "二", timeout=0):
        pass


def test_the_lock_waits_for_its_turn(tmp_path: Path) -> None:
    with holding(HOLDS, tmp_path) as first:
        assert first.stdin is not None
        first.stdin.close()  # it ends now
        with file_lock(tmp_path, "命令行", timeout=60):
            assert str(os.getpid()) in (tmp_path / "writer.lock").read_text("utf-8")


AGAIN_AND_AGAIN = """
import sys, time
from pathlib import Path
from kb.files import file_lock
while True:
    with file_lock(Path(sys.argv[1]), "网站"):
        print("locked", flush=True)
        time.sleep(0.3)
"""


def test_a_process_that_writes_all_the_time_lets_others_in_between(tmp_path: Path) -> None:
    with holding(AGAIN_AND_AGAIN, tmp_path) as other:
        for _ in range(2):
            with file_lock(tmp_path, "命令行", timeout=60):
                pass
        other.kill()


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(KbError, match="不能写入知识库"), file_lock(tmp_path / "state", "命令行"):
        pass


def test_who_is_not_in_turn_stands_in_nobodys_way(tmp_path: Path) -> None:
    with file_lock(tmp_path, "网站", in_turn=False):
        assert not file_lock_is_wanted(tmp_path)
    with (tmp_path / "writer.lock.turn").open("rb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        assert file_lock_is_wanted(tmp_path)
        with pytest.raises(IndexBusy), file_lock(tmp_path, "命令行", timeout=0):
            pass
        with file_lock(tmp_path, "网站", timeout=0, in_turn=False):
            pass

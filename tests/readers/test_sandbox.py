"""Reading in a process of its own: what comes back, and what becomes of that process."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import EmptySource, EncryptedSource, TooLargeSource, UnreadableSource
from kb.readers import sandbox as sandbox_module
from kb.readers.draft import DraftPicture
from kb.readers.read import Block, Draft, read
from kb.readers.sandbox import Limits, Sandbox, read_alone
from kb.readers.wire import from_draft, to_draft
from tests.kept_readers import CLOSE, STARTED
from tests.readers.making import FORMATS, sample

linux = pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能限制内存和处理器时间")


@pytest.fixture(autouse=True)
def _no_process_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_module, "_started", STARTED)
    monkeypatch.setattr(Sandbox, "close", CLOSE)


def workers() -> list[int]:
    """The process ids of this process's children."""
    found: list[str] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            found += (task / "children").read_text("ascii").split()
    return [int(child) for child in found]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One for the tests that leave it whole."""
    with Sandbox() as sandbox:
        yield sandbox


NAMES = [f"bulletin{suffix}" for suffix in (".html", ".mhtml", ".docx", ".pdf", ".md", ".txt")]


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_comes_back_as_it_was_read(sandbox: Sandbox, name: str) -> None:
    assert sandbox.read((FORMATS / name).read_bytes(), name) == sample(name)


def test_errors_come_back_by_name_with_what_they_say(sandbox: Sandbox) -> None:
    with pytest.raises(EncryptedSource) as caught:
        sandbox.read((FORMATS / "password.pdf").read_bytes(), "密.pdf")
    assert caught.value.where == "密.pdf"
    assert "密码" in caught.value.message
    assert "Word" in caught.value.hint
    with pytest.raises(EmptySource):
        sandbox.read(b"", "空.txt")


def test_one_process_reads_many_files(sandbox: Sandbox) -> None:
    sandbox.read("甲".encode(), "a.txt")
    before = workers()
    for number in range(20):
        assert sandbox.read(f"第{number}".encode(), "a.txt").blocks[0].text == f"第{number}"
    assert workers() == before


def test_names_that_are_no_text(sandbox: Sandbox) -> None:
    name = os.fsdecode(b"\xb5\xda.txt")
    with pytest.raises(EmptySource) as caught:
        sandbox.read(b"", name)
    assert caught.value.where == name


def test_threads_take_turns(sandbox: Sandbox) -> None:
    read_by: dict[int, str] = {}

    def one(number: int) -> None:
        read_by[number] = sandbox.read(f"第{number}".encode(), "a.txt").blocks[0].text

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_by == {number: f"第{number}" for number in range(8)}


SLOW = "<p>一段文字</p>".encode() * 60_000


@linux
@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(processor=1), "处理器超过 1 秒"),
        (Limits(wall=0.2), "超过 0.2 秒"),
        (Limits(memory=40 * 1024 * 1024), "过于庞大"),
    ],
)
def test_a_limit_is_named_and_the_next_file_is_read(limits: Limits, said: str) -> None:
    with Sandbox(limits) as sandbox:
        with pytest.raises(TooLargeSource, match=said) as caught:
            sandbox.read(SLOW, "慢.html")
        assert caught.value.where == "慢.html"
        if limits.wall > 1:  # else it is the start of a process that takes longer
            assert sandbox.read("好".encode(), "好.txt").blocks == (Block("好"),)


@linux
@pytest.mark.parametrize("megabytes", [31.25, 37.25, 41, 47, 53, 59, 62, 65])
def test_memory_that_ends_anywhere_is_said_to_be_used_up(megabytes: float) -> None:
    """Within C code the interpreter lost the error, and the file was said to be damaged."""
    limits = Limits(memory=int(megabytes * 1024 * 1024))
    with Sandbox(limits) as sandbox, pytest.raises(TooLargeSource, match="过于庞大"):
        sandbox.read(SLOW, "慢.html")


@linux
def test_a_process_that_was_killed_is_replaced() -> None:
    before = set(workers())
    with Sandbox() as sandbox:
        sandbox.read(b"a", "a.txt")
        (worker,) = set(workers()) - before
        os.kill(worker, signal.SIGKILL)
        os.waitid(os.P_PID, worker, os.WEXITED | os.WNOWAIT)  # it is dead, and not collected yet
        assert sandbox.read(b"b", "a.txt").blocks == (Block("b"),)
        (second,) = set(workers()) - before
        assert second != worker
    assert set(workers()) <= before


@linux
def test_a_process_killed_while_it_reads_is_an_unreadable_file() -> None:
    before = set(workers())
    with Sandbox() as sandbox:
        sandbox.read(b"a", "a.txt")
        (worker,) = set(workers()) - before
        threading.Timer(0.2, os.kill, (worker, signal.SIGKILL)).start()
        with pytest.raises(UnreadableSource, match="异常退出"):
            sandbox.read(SLOW, "慢.html")
        assert sandbox.read(b"b", "a.txt").blocks == (Block("b"),)


@linux
@pytest.mark.usefixtures("untraced")
def test_memory_that_a_file_took_is_there_for_the_next() -> None:
    with Sandbox(Limits(memory=80 * 1024 * 1024, wall=60.0)) as sandbox:
        for _ in range(4):
            assert len(sandbox.read("<p>字</p>".encode() * 10_000, "a.html").blocks) == 10_000


def test_nothing_is_started_before_there_is_something_to_read() -> None:
    before = workers()
    with Sandbox():
        assert workers() == before


def test_a_file_may_be_read_alone() -> None:
    assert read_alone("文".encode(), "a.txt") == read("文".encode(), "a.txt")


texts = st.text(max_size=20)
pictures = st.builds(
    DraftPicture, st.binary(max_size=20), st.sampled_from(["", "image/png"]), texts
)
blocks = st.builds(
    Block,
    texts,
    st.integers(0, 6),
    st.booleans(),
    st.booleans(),
    st.floats(0, 100),
    st.booleans(),
    st.lists(pictures, max_size=3).map(tuple),
)


@settings(max_examples=40)
@given(st.builds(Draft, st.lists(blocks, max_size=5).map(tuple), texts, st.just(("提示",))))
def test_any_draft_survives_the_way(draft: Draft) -> None:
    assert to_draft(from_draft(draft)) == draft


@pytest.mark.skipif(os.name != "posix", reason="signals of groups are a matter of Unix")
def test_a_signal_to_the_whole_group_leaves_the_reader_alone() -> None:
    """Ctrl-C and a stop of the service reach every process of theirs."""
    with Sandbox() as sandbox:
        assert sandbox.read("甲。".encode(), "a.txt").blocks[0].text == "甲。"
        worker = sandbox._worker
        assert worker is not None
        assert os.getpgid(worker.pid) != os.getpgid(0)
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(worker.pid, number)
        assert sandbox.read("乙。".encode(), "a.txt").blocks[0].text == "乙。"
        assert sandbox._worker is worker

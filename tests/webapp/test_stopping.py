"""Ctrl-C while an upload is being read: the site ends, and the next one reads the file."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from kb.files.home import Home
from kb.index.update import update_index
from kb.knowledge_base import open_knowledge_base
from kb.readers import Sandbox
from kb.rights import Actor, Role
from kb.state import uploads
from kb.state.uploads import UploadState
from kb.uploads import reading_queue
from kb.uploads.receive import receive
from tests.builders import weekly

PATIENCE = 60.0
# The process that reads stops before it begins, until it is told to go on.
READER = f"""#!/bin/sh
kill -STOP $$
exec {sys.executable} "$@"
"""
# The site waits fifteen seconds for the file that is being read; here half a second is enough.
SERVES = """
import sys
import webapp.services.upload_reader as reader
reader.LAST_FILE = 0.5
sys.executable = sys.argv.pop(1)
from kb.cli import main
main()
"""


def eventually(found: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The child processes of all threads of a process (Linux)."""
    found: list[int] = []
    for task in Path("/proc").glob(f"{pid}/task/*"):
        with suppress(OSError):
            found += map(int, (task / "children").read_text("ascii").split())
    return found


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="需要 Linux 的 /proc")
def test_the_file_stays_queued_and_the_exit_is_clean(home: Home, tmp_path: Path) -> None:
    # Without an index the site would say so in its log, page by page.
    kb = open_knowledge_base(home)
    update_index(kb)
    kb.engine.close()
    editor = Actor("测试", Role.EDITOR)
    file = io.BytesIO(weekly())
    upload_id = receive(home, "第三周.html", file, editor, datetime.now()).upload.id
    reader = tmp_path / "reader"
    reader.write_text(READER, "utf-8")
    reader.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-c", SERVES, str(reader), "--home", str(home.path), "serve"]
    with subprocess.Popen(
        [*command, "--port", port], stderr=subprocess.PIPE, start_new_session=True
    ) as server:
        begun: list[int] = []
        try:
            eventually(lambda: uploads.find(home, upload_id).state is UploadState.READING)
            eventually(lambda: children(server.pid))
            (reading,) = begun = children(server.pid)
            # A process is there a moment before it is in a session of its own.
            eventually(lambda: os.getsid(reading) != os.getsid(server.pid))
            # As a terminal does: everything in the group gets the signal.
            os.killpg(server.pid, signal.SIGINT)
            _, said = server.communicate(timeout=PATIENCE)
        finally:
            server.kill()  # else a failure would wait for ever
            for left in begun:
                with suppress(ProcessLookupError):
                    os.kill(left, signal.SIGKILL)
    assert (server.returncode, said.decode()) == (0, "")

    assert uploads.find(home, upload_id).state is UploadState.READING
    reading_queue.take_up(home, datetime.now())
    assert uploads.find(home, upload_id).state is UploadState.QUEUED
    kb = open_knowledge_base(home)
    with Sandbox() as sandbox:
        reading_queue.read_next(kb, sandbox.read, datetime.now())
    kb.engine.close()
    assert uploads.find(home, upload_id).state is UploadState.WAITING

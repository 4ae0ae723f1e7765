"""The site as the unit and the container run it: without capabilities, on a root that is read-only but
for the home and a folder for temporary files."""

from __future__ import annotations

import shutil
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from kb.files.home import Home
from tests.deploy.running import KB, PATIENCE, environment, listens, program, wait_until
from tests.ports import free_port

SET_UP = """
set -e
mount --make-rprivate /
mount --bind "$KB_HOME" "$KB_HOME"
mount --bind "$TMPDIR" "$TMPDIR"
mount -o remount,ro,bind /
! touch "$KB_HOME/../outside" 2>/dev/null
touch "$KB_HOME/state/inside" "$TMPDIR/inside"
"""
WITHOUT_RIGHTS = "--no-new-privs --bounding-set=-all --inh-caps=-all".split()


def test_a_read_only_root_is_enough(sample_home: Home, tmp_path: Path) -> None:
    unshare, setpriv = program("unshare"), program("setpriv")
    home, temporary, port = tmp_path / "home", tmp_path / "tmp", free_port()
    shutil.copytree(sample_home.path, home)
    temporary.mkdir()
    env = {**environment(), "KB_HOME": str(home), "TMPDIR": str(temporary), "HOME": "/nonexistent"}
    confined = [unshare, "-m", "sh", "-c", f'{SET_UP}\nexec "$@"', "sh"]
    if subprocess.run([*confined, "true"], env=env, capture_output=True, check=False).returncode:
        pytest.skip("this user may not make a root of its own")
    command = [*confined, setpriv, *WITHOUT_RIGHTS, *KB, "serve", "--port", str(port)]
    process = subprocess.Popen(
        command,
        env={**env, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until(lambda: listens(port) or process.poll() is not None, "the site listens")
        if process.poll() is None:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/search?q=1")
            assert connection.getresponse().status == 200
            connection.close()
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()
    assert b"Traceback" not in said

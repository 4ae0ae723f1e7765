"""A PostgreSQL server of the tests' own: Debian's, on a Unix socket, in a folder that is removed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

USER = "kb"
# What a server for tests can do without.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")


@dataclass(frozen=True)
class Postgres:
    """A server that runs, with its socket in `folder`."""

    folder: Path
    binaries: Path
    port: int = 5432

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"kb_{uuid4().hex[:12]}"
        self.sql(f"CREATE DATABASE {name}", "postgres")
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def sql(self, statement: str, database: str) -> str:
        """What `psql` prints for a statement."""
        done = subprocess.run(
            [
                *(str(self.binaries / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1"),
                *("-h", str(self.folder), "-U", USER, "-d", database, "-c", statement),
            ],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def binaries() -> Path | None:
    """The folder with the programs of the newest PostgreSQL here, None without one."""
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name)
    )
    found = [place for place in places if (place / "initdb").exists()]
    if found:
        return found[-1]
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


@contextmanager
def running(fast: bool = True, more: tuple[str, ...] = ()) -> Iterator[Postgres]:
    """A server until the end of the block; skips the test, saying why, where there is none.

    It refuses to run as root, so root starts it as `nobody`."""
    pytest.importorskip("pg8000", reason="the extra postgresql is not installed")
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL: make servers installs Debian's")
    user = "nobody" if os.getuid() == 0 else None
    # Short, since the path of a socket may have 107 bytes only.
    folder = Path(tempfile.mkdtemp(prefix="kb-pg-", dir="/tmp"))
    try:
        folder.chmod(0o755)
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        made = subprocess.run(
            [
                *(programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"),
                *("--locale=C", "--no-sync"),
            ],
            user=user,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        if made.returncode:
            pytest.skip(f"PostgreSQL does not start here: {made.stderr.strip()[-200:]}")
        settings = (*(_FAST if fast else ()), *more)
        control: list[str | Path] = [
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "120",
            "-l",
            folder / "log",
        ]
        options = f"-k {folder} -c listen_addresses='' " + " ".join(f"-c {one}" for one in settings)
        subprocess.run(
            [*control, "-o", options, "start"], user=user, cwd=folder, check=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=180,
        )  # fmt: skip
        try:
            yield Postgres(folder, programs)
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], user=user, cwd=folder, check=True,
                stdout=subprocess.DEVNULL, timeout=180,
            )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)

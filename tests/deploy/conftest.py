"""The sample home with an account for each role, served by a process of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.files.home import Home
from tests.deploy.running import (
    KB,
    Front,
    caddy_before,
    nginx_before,
    running,
    with_accounts,
)
from tests.ports import free_port


@pytest.fixture(scope="module")
def served(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of `kb serve` for a site with accounts, as it is set up behind a proxy."""
    folder = tmp_path_factory.mktemp("served")
    home = Home(folder / "home")
    ignored = shutil.ignore_patterns("kb.sqlite3*")
    shutil.copytree(sample_home.path, home.path, ignore=ignored)
    port = free_port()
    command = [*KB, "--home", str(with_accounts(home).path), "serve", "--port", str(port)]
    with running(command, port, folder / "serve.log"):
        yield port


@pytest.fixture(scope="module", params=["nginx.conf", "nginx-sub-path.conf", "Caddyfile"])
def front(
    request: pytest.FixtureRequest, served: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """nginx with TLS in front of it, for the site of a whole host and for one below /kb/, and Caddy."""
    path = "/kb" if "sub-path" in request.param else ""
    folder: Path = tmp_path_factory.mktemp("front")
    before = (
        caddy_before(served, folder)
        if request.param == "Caddyfile"
        else nginx_before(served, folder, request.param, path)
    )
    with before as found:
        yield found

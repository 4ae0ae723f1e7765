"""The bare install: core dependencies only, no compiler, nothing but pure Python, and it works."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", "corpus", "kb", "webapp")
NATIVE = {".so", ".pyd", ".dll", ".dylib"}

BULLETIN = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>学习简报</title></head>
<body>
<h1 align="center">青禾农商银行跟班学习简报（第二周）</h1>
<p style="text-align: center">2018年7月2日至2018年7月6日</p>
<p><strong>临海组</strong></p>
<p>一、整村授信要依靠村两委。客户经理逐户走访，名单由村干部评议，三个月覆盖四十二个村。</p>
<p>二、不良贷款要早发现。每周核对逾期清单，逾期七天以内上门，责任落实到人。</p>
</body>
</html>
"""
QUERY = "整村授信"
FOUND = "村两委"  # in the same lesson, not in the query


@dataclass(frozen=True)
class Bare:
    """A virtual environment that holds the app and its core dependencies."""

    prefix: Path
    env: dict[str, str]

    @property
    def python(self) -> Path:
        return self.prefix / ("Scripts" if os.name == "nt" else "bin") / "python"

    @property
    def command(self) -> list[str]:
        return [str(self.python.with_name("kb"))]

    def kb(self, *arguments: str | Path) -> str:
        """What `kb` prints; the test fails when it fails."""
        done = subprocess.run(
            [*self.command, *map(str, arguments)],
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, (
            f"kb {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout


def without_compiler() -> dict[str, str]:
    """The environment, without compilers and without anything that leads out of the new venv."""
    ours = ("KB_", "PYTHON", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return env | {
        "CC": "/bin/false",
        "CXX": "/bin/false",
        "PYTHONUTF8": "1",
        # These two are published with native parts; from source, they do without.
        "PIP_NO_BINARY": "PyYAML,MarkupSafe",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def own_cache(env: dict[str, str]) -> dict[str, str]:
    """Add a folder of pip's cache where no wheel lies that a compiler took part in."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"], env=env, capture_output=True, text=True
    )
    if asked.returncode:  # the cache is switched off
        return env
    return env | {"PIP_CACHE_DIR": str(Path(asked.stdout.strip()) / "lessons-kb-bare-install")}


def locked() -> str:
    """The core lock as pip constraints: the versions without the hashes."""
    lock = (ROOT / "requirements/core.txt").read_text("utf-8")
    return "".join(f"{line}\n" for line in re.findall(r"^([^\s#].*?)(?: \\)?$", lock, re.MULTILINE))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Bare:
    folder = tmp_path_factory.mktemp("bare")
    source = folder / "source"
    source.mkdir()
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, source / name)
    constraints = folder / "constraints.txt"
    constraints.write_text(locked(), "utf-8")

    venv.create(folder / "venv", with_pip=True)
    bare = Bare(folder / "venv", without_compiler())
    pip = [str(bare.python), "-m", "pip"]
    # Here pip would take a wheel with native parts; a machine without one takes this.
    subprocess.run(
        [
            *(*pip, "download", "--quiet", "--no-deps", "--only-binary", ":all:"),
            *("--platform", "any", "--constraint", str(constraints)),
            *("--dest", str(folder / "wheels"), "SQLAlchemy"),
        ],
        env=own_cache(bare.env),
        check=True,
        timeout=300,
    )
    wheels = map(str, (folder / "wheels").glob("*.whl"))
    done = subprocess.run(
        [*pip, "install", "--constraint", str(constraints), *wheels, str(source)],
        env=own_cache(bare.env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, f"pip install failed:\n{done.stdout}"
    return bare


@pytest.fixture(scope="module")
def home(bare: Bare, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base made by the bare install, with one bulletin in it."""
    folder = tmp_path_factory.mktemp("bulletins")
    bulletin = folder / "bulletin.html"
    bulletin.write_text(BULLETIN, "utf-8")
    home = folder / "home"
    bare.kb("init", home)
    json.loads(bare.kb("--home", home, "ingest", bulletin, "--json"))
    return home


@contextmanager
def serving(bare: Bare, home: Path) -> Iterator[str]:
    """A running `kb serve`; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home.parent / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*bare.command, "--home", str(home), "serve", "--port", str(port)],
            env=bare.env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            said = log.read_text("utf-8", "replace")
            assert server.poll() is None, f"kb serve ended:\n{said}"
            assert time.monotonic() < deadline, f"kb serve does not answer:\n{said}"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def get(address: str) -> tuple[int, str]:
    """Status and text of a page of our own server, whatever proxies are set."""
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except URLError as error:
        pytest.fail(f"{address}: {error}")


def test_holds_nothing_native(bare: Bare) -> None:
    site = next(bare.prefix.glob("[Ll]ib*/**/site-packages"))
    # pip before 23.1 installs a package that has no pyproject.toml as an egg.
    records = [*site.glob("*.dist-info"), *site.glob("*.egg-info")]
    installed = {path.name.partition("-")[0].lower() for path in records}
    assert {"lessons_kb", "pyyaml", "markupsafe", "jieba", "whoosh", "sqlalchemy"} <= installed
    native = [
        path.relative_to(site)
        for path in site.rglob("*")
        if path.suffix in NATIVE and path.relative_to(site).parts[0] != "pip"
    ]
    assert native == []


def test_finds_what_it_ingested(bare: Bare, home: Path) -> None:
    result = json.loads(bare.kb("--home", home, "search", QUERY, "--json"))
    assert FOUND in json.dumps(result, ensure_ascii=False)


def test_serves_pages(bare: Bare, home: Path) -> None:
    with serving(bare, home) as address:
        status, _ = get(f"{address}/")
        assert status == 200
        status, page = get(f"{address}/search?q={quote(QUERY)}")
        assert status == 200
        assert FOUND in page

"""A real `kb serve`, and a real nginx or Caddy with TLS in front of it, set up by a sample of deploy/."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPSConnection
from pathlib import Path

import pytest

from kb.access import COMMAND_LINE, Role, Wanted, administration
from kb.files.home import Home
from tests.ports import free_ports

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOST = "kb.example.cn"
PASSWORD = "湖边 三只 白鹭"
KB = (sys.executable, "-c", "from kb.cli import main; main()")
# Seconds that something may take on a machine that has much else to do.
PATIENCE = 60.0


def program(name: str) -> str:
    """Where a program is; the test is skipped where it is not."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def environment() -> dict[str, str]:
    """The environment of a process that runs our code, without proxies for the network."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def wait_until(happened: Callable[[], bool], what: str) -> None:
    """Wait for something; the test fails when it does not happen in time."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"waited for: {what}"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Does somebody take connections on this port?"""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(command: Sequence[str], port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that listens on a port; what it says goes to a file."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env=environment(),
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def is_up() -> bool:
        assert process.poll() is None, f"{command[0]} ended: {log.read_text('utf-8', 'replace')}"
        return listens(port)

    try:
        wait_until(is_up, f"{command[0]} listens")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def with_accounts(home: Home, *settings: str) -> Home:
    """Write settings for a site behind a proxy on this machine; each role has an account that is
    called as the role."""
    lines = ['access = "local"', f'hosts = ["{HOST}"]', 'proxies = ["127.0.0.1"]', *settings]
    home.config.write_text("\n".join(lines) + "\n", "utf-8")
    for role in Role:
        wanted = Wanted(f"{role.value}-甲", role)
        administration.add(home, COMMAND_LINE, wanted, PASSWORD, time.time())
    return home


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the host of the samples, signed by itself, and its key."""
    pem, key = folder / "a.pem", folder / "a.key"
    if not pem.exists():
        made = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST}".split()
        more = ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(pem)]
        subprocess.run([program("openssl"), *made, *more], capture_output=True, check=True)
    return pem, key


def nginx_settings(folder: Path, sample: str, ports: dict[str, int]) -> Path:
    """A whole configuration around a sample, in which only paths and ports are replaced; `ports`
    are those in place of 80, 443 and 8000."""
    pem, key = certificate(folder)
    text = (DEPLOY / sample).read_text("utf-8")
    for old, new in {
        f"/etc/ssl/{HOST}.pem": str(pem),
        f"/etc/ssl/{HOST}.key": str(key),
        "/var/log/nginx/": f"{folder}/",
        "listen 80;": f"listen 127.0.0.1:{ports['80']};",
        "listen 443 ": f"listen 127.0.0.1:{ports['443']} ",
        "127.0.0.1:8000": f"127.0.0.1:{ports['8000']}",
    }.items():
        text = text.replace(old, new)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    # Its workers may not read the folder of a test, unless they are the user who made it.
    user = "user root;\n" if os.getuid() == 0 else ""
    whole = f"{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\nevents {{}}\nhttp {{\n"
    path = folder / "nginx.conf"
    path.write_text(f"{whole}access_log off;\n{folders}\n{text}\n}}\n", "utf-8")
    return path


@dataclass(frozen=True)
class Answer:
    """An answer that was read whole."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Front:
    """A proxy with TLS in front of a site: its ports, the path of the site, and the certificate."""

    port: int
    plain: int
    path: str
    pem: Path
    behind: int

    @property
    def base(self) -> str:
        """The address of the site for a browser that finds HOST on this machine."""
        return f"https://{HOST}:{self.port}{self.path}"

    def ask(
        self, method: str, address: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """The answer to a request by TLS, the certificate checked."""
        trusted = ssl.create_default_context(cafile=str(self.pem))
        raw = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        connection = HTTPSConnection(HOST, self.port, context=trusted)
        connection.sock = trusted.wrap_socket(raw, server_hostname=HOST)
        try:
            connection.request(method, self.path + address, body or None, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@contextmanager
def nginx_before(behind: int, folder: Path, sample: str, path: str) -> Iterator[Front]:
    """nginx in front of what listens on a port."""
    nginx = program("nginx")
    plain, port = free_ports(2)
    settings = nginx_settings(folder, sample, {"80": plain, "443": port, "8000": behind})
    command = [nginx, "-p", str(folder), "-e", "stderr", "-c", str(settings)]
    with running(command, port, folder / "nginx.log"):
        yield Front(port, plain, path, folder / "a.pem", behind)


def caddy_settings(folder: Path, ports: dict[str, int]) -> Path:
    """The sample for Caddy, in which only paths and ports are replaced, without a port for
    administration."""
    pem, key = certificate(folder)
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    for old, new in {
        f"/etc/ssl/{HOST}.pem": str(pem),
        f"/etc/ssl/{HOST}.key": str(key),
        "127.0.0.1:8000": f"127.0.0.1:{ports['8000']}",
    }.items():
        text = text.replace(old, new)
    here = f"admin off\nhttp_port {ports['80']}\nhttps_port {ports['443']}\ndefault_bind 127.0.0.1"
    path = folder / "Caddyfile"
    path.write_text(f"{{\n{here}\n}}\n{text}", "utf-8")
    return path


@contextmanager
def caddy_before(behind: int, folder: Path) -> Iterator[Front]:
    """Caddy in front of what listens on a port."""
    caddy = program("caddy")
    plain, port = free_ports(2)
    settings = caddy_settings(folder, {"80": plain, "443": port, "8000": behind})
    command = [caddy, "run", "--config", str(settings), "--adapter", "caddyfile"]
    with running(command, port, folder / "caddy.log"):
        yield Front(port, plain, "", folder / "a.pem", behind)

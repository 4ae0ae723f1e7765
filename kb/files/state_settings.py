"""What kb.toml says about where the state is: the setting `state`."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from kb.errors import ConfigError

# How the connection is encrypted: not at all, or with a certificate that is checked against an
# authority and against the name of the host.
PLAIN, CHECKED = "disable", "verify-full"
_LOCAL = ("localhost", "127.0.0.1", "::1")
_SETTING = re.compile(r"\s*state\s*=")
_OPTIONS = ("host", "password_file", "sslmode", "sslrootcert")
_EXAMPLE = "postgresql://kb@10.1.0.9/kb?password_file=postgresql.txt&sslrootcert=ca.pem"


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a PostgreSQL server. `host` is a name or an address, or the folder of a Unix
    socket when it begins with "/". `password_file` has the password in one line, and `sslrootcert` is
    the certificate of the authority; both are named from the home. The environment variable
    KB_STATE_PASSWORD replaces the password file."""

    user: str
    host: str
    port: int
    database: str
    sslmode: str = CHECKED
    sslrootcert: str = ""
    password_file: str = ""

    @property
    def shown(self) -> str:
        """The database for people to read."""
        return f"{self.user}@{self.host}:{self.port}/{self.database}"


def server(value: object) -> Server:
    """The setting `state`, an address as libpq takes it but without a password; ValueError with the
    reason in Chinese, which never repeats the address: it may hold a password."""
    if not isinstance(value, str) or not value.startswith(("postgresql://", "postgres://")):
        raise ValueError(f'应写成 "{_EXAMPLE}"')
    try:
        parts, port = _split(value)
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as error:
        raise ValueError(f'不是地址，应写成 "{_EXAMPLE}"') from error
    if parts.password is not None:
        raise ValueError(
            "里不要写口令：口令写在一个文件里，用 password_file 指明，或用环境变量 KB_STATE_PASSWORD"
        )
    if unknown := sorted(set(options) - set(_OPTIONS)):
        raise ValueError(f"里的“{unknown[0]}”不认识，可用：{'、'.join(_OPTIONS)}")
    user, database = unquote(parts.username or ""), unquote(parts.path.removeprefix("/"))
    host = parts.hostname or options.get("host", "")
    if not user or not database or not host:
        raise ValueError(f'要写明用户、主机和库名，如 "{_EXAMPLE}"')
    near = host in _LOCAL or host.startswith("/")
    sslmode = options.get("sslmode", PLAIN if near else CHECKED)
    if sslmode not in (PLAIN, CHECKED):
        raise ValueError(f"里的 sslmode 应为 {CHECKED} 或 {PLAIN}（不加密，只用于可信的网段）")
    return Server(
        user,
        host,
        port,
        database,
        sslmode,
        options.get("sslrootcert", ""),
        options.get("password_file", ""),
    )


def _split(value: str) -> tuple[SplitResult, int]:
    parts = urlsplit(value)
    return parts, parts.port or 5432


def with_state(text: str, address: str | None) -> str:
    """The text of a kb.toml with another setting `state`, or without it. ConfigError when it is
    written in a way that only a person can change."""
    before = tomllib.loads(text)
    lines = [line for line in text.splitlines(keepends=True) if not _SETTING.match(line)]
    if address is not None:
        tables = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
        at = tables[0] if tables else len(lines)
        if at and not lines[at - 1].endswith("\n"):
            lines[at - 1] += "\n"
        lines.insert(at, f"state = {json.dumps(address)}\n")
    after = "".join(lines)
    expected = {key: value for key, value in before.items() if key != "state"}
    expected |= {"state": address} if address is not None else {}
    try:
        written = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        written = {}
    if written != expected:
        raise ConfigError(
            "改不了 kb.toml 里的 state", hint="请把它单独写成一行，放在所有 [节] 之前"
        )
    return after

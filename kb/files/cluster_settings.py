"""What kb.toml says about a search cluster: the table [opensearch]."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
DEFAULT_INDEX = "lessons-kb"
# The most shards and replicas that make sense for an index of entries.
MOST_SHARDS, MOST_REPLICAS, MOST_SECONDS = 64, 10, 600


@dataclass(frozen=True, slots=True)
class Cluster:
    """How a cluster of OpenSearch is reached, and how an index is spread over it.

    `hosts` are addresses as "https://10.1.0.1:9200"; any of them may answer. `index` begins the
    names of all indexes of this knowledge base. `credentials` is a file with one line, "user:password"
    or "ApiKey KEY"; the environment variable KB_OPENSEARCH_CREDENTIALS replaces it. `ca` is a file
    with the certificate of the authority, `fingerprint` the SHA-256 of the servers' certificate; both
    files are named from the home. Without `replicas` there is one copy where the cluster has a second
    node. `timeout` is in seconds, for one request. `corpus` is no setting of the table: it is the git
    repository that the corpus follows, whose servers share the index.
    """

    hosts: tuple[str, ...]
    index: str = DEFAULT_INDEX
    credentials: str = ""
    ca: str = ""
    fingerprint: str = ""
    shards: int = 1
    replicas: int | None = None
    timeout: float = 15.0
    corpus: str = ""

    @property
    def is_encrypted(self) -> bool:
        """Is nothing sent in the clear, whichever host is asked?"""
        return all(host.startswith("https:") for host in self.hosts)


def cluster(value: object) -> Cluster:
    """The table [opensearch]; ValueError with the reason in Chinese."""
    if not isinstance(value, dict):
        raise ValueError("应写成一节：[opensearch]")
    known = [field.name for field in fields(Cluster) if field.name != "corpus"]
    for key in value:
        if key not in known:
            raise ValueError(f"其中的“{key}”不认识，可用：{'、'.join(known)}")
    found = Cluster(
        hosts=_hosts(value.get("hosts")),
        index=_index(value.get("index", DEFAULT_INDEX)),
        credentials=_text(value, "credentials"),
        ca=_text(value, "ca"),
        fingerprint=_fingerprint(value.get("fingerprint", "")),
        shards=_number(value, "shards", 1, 1, MOST_SHARDS),
        replicas=_number(value, "replicas", 0, 0, MOST_REPLICAS) if "replicas" in value else None,
        timeout=float(_number(value, "timeout", 15, 1, MOST_SECONDS)),
    )
    if (found.credentials or found.ca or found.fingerprint) and not found.is_encrypted:
        raise ValueError("其中有口令或证书，hosts 就都要写成 https://，口令不能明文传送")
    return found


def _hosts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError('其中的 hosts 应为一列地址，如 ["https://10.1.0.1:9200"]')
    return tuple(map(_host, value))


def _host(one: object) -> str:
    """An address with scheme, name and port only; the scheme in small letters, as it is looked for."""
    try:
        parts = urlsplit(one) if isinstance(one, str) else urlsplit("")
        sound = bool(parts.scheme in ("http", "https") and parts.hostname and parts.port)
        bare = "@" not in parts.netloc and parts.path in ("", "/") and not parts.query
    except ValueError:
        sound = bare = False
    if not sound or not bare:
        shown = "带用户名的地址" if "@" in str(one) else f"{one!s:.80}"
        raise ValueError(
            f"其中的 hosts 有“{shown}”，应写成 https://10.1.0.1:9200，口令写在 credentials 所指的文件里"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _index(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        folder = isinstance(value, str) and "/" in value
        more = "；放索引的文件夹，要写在第一个方括号 [ ] 之前" if folder else ""
        raise ValueError(f"其中的 index 只能用小写字母、数字和连字符{more}")
    return value


def _fingerprint(value: object) -> str:
    plain = value.replace(":", "").lower() if isinstance(value, str) else "?"
    if plain and not _FINGERPRINT.fullmatch(plain):
        raise ValueError("其中的 fingerprint 应为证书的 SHA-256，64 个十六进制数字")
    return plain


def _text(table: dict[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"其中的 {key} 应为文件名")
    return value


def _number(table: dict[str, object], key: str, default: int, least: int, most: int) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"其中的 {key} 应为 {least} 到 {most} 的整数")
    return value

"""The credentials of a cluster: from the environment or a file, never from kb.toml."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

from kb.errors import EngineUnavailable
from kb.files import Cluster, reason

CREDENTIALS = "KB_OPENSEARCH_CREDENTIALS"
_ONE_LINE = "文件或环境变量里写一行：用户名:口令，或 ApiKey 密钥"


def credentials_of(cluster: Cluster, home: Path) -> dict[str, str]:
    """The header that says who asks; {} without credentials. EngineUnavailable when they would be sent
    in the clear."""
    given, where = os.environ.get(CREDENTIALS, "").strip(), f"环境变量 {CREDENTIALS}"
    if not given and cluster.credentials:
        given, where = _file(cluster.credentials, home).strip(), cluster.credentials
        if not given:
            raise EngineUnavailable("检索集群的口令文件是空的", where=where, hint=_ONE_LINE)
    if not given:
        return {}
    if not cluster.is_encrypted:
        raise EngineUnavailable(
            "检索集群有口令，但 hosts 里有 http:// 的地址，口令会明文传送，没有连接",
            where=where,
            hint="管理员请把 kb.toml 中 [opensearch] 的 hosts 都写成 https://；集群没有口令的，删去这个口令",
        )
    key = given.removeprefix("ApiKey ")
    if not (given.isprintable() and (key != given or ":" in given)):
        raise EngineUnavailable("检索集群的口令写得不对", where=where, hint=_ONE_LINE)
    if key != given:
        if not key.isascii():
            raise EngineUnavailable("检索集群的口令写得不对", where=where, hint=_ONE_LINE)
        return {"authorization": given}
    return {"authorization": "Basic " + b64encode(given.encode()).decode()}


def _file(name: str, home: Path) -> str:
    try:
        return (home / name).read_text("utf-8-sig")
    except OSError as error:
        raise EngineUnavailable(
            "读不出检索集群的口令文件", where=name, hint=reason(error)
        ) from error
    except UnicodeDecodeError as error:
        raise EngineUnavailable(
            "读不出检索集群的口令文件", where=name, hint="请另存为 UTF-8 编码"
        ) from error

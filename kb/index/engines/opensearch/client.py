"""Requests to a cluster: several hosts, one of which answers.

A host that fails is left alone for a while, longer each time, and the request goes to the next one.
All requests that are sent here may be sent twice: documents have ids of their own, and what was last
committed is replaced by its version only.
"""

from __future__ import annotations

import json
import os
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import urllib3

from kb.errors import EngineError, EngineUnavailable, IndexBusy, IndexMissing
from kb.files import Cluster

CREDENTIALS = "KB_OPENSEARCH_CREDENTIALS"
# Seconds to connect; a host of an intranet answers at once or not at all.
CONNECT = 3.0
# Seconds that a host is left alone after it failed, the first time and at most.
FIRST_REST, LONGEST_REST = 0.5, 30.0
# How often all hosts are tried, with so many seconds before the next round.
ROUNDS, PAUSE = 3, 0.3
# From this status on, a host cannot answer now, though another might: a node that it asked has just died.
ELSEWHERE = 500
TOO_MANY = 429
# Connections that are kept to each host.
KEPT = 16


# Bytes of an answer that are read at a time.
PIECE = 1 << 16


class Said(dict[str, Any]):
    """The JSON of an answer. What should be there and is not makes the answer one of another program
    than OpenSearch: EngineUnavailable."""

    def __missing__(self, key: str) -> Any:
        raise unreadable(key)


class Answer(NamedTuple):
    """What a cluster said: the status of HTTP, and the JSON."""

    status: int
    data: Said


class _Problem(NamedTuple):
    """Why a host gave no answer; was it that we do not trust it?"""

    what: str
    certificate: bool = False


@dataclass
class _Host:
    """A host, and when it may be asked again."""

    url: str
    pool: urllib3.HTTPConnectionPool
    failures: int = 0
    rests_until: float = 0.0

    def failed(self) -> None:
        self.failures += 1
        rest = min(FIRST_REST * 2 ** (self.failures - 1), LONGEST_REST)
        self.rests_until = time.monotonic() + rest

    def answered(self) -> None:
        self.failures = 0
        self.rests_until = 0.0


class Client:
    """Sends requests to a cluster. Threads may share it."""

    def __init__(self, cluster: Cluster, home: Path) -> None:
        self.cluster = cluster
        self._headers = {"content-type": "application/json", **_credentials(cluster, home)}
        self._hosts = [_Host(url, _pool(url, cluster, home)) for url in cluster.hosts]
        self._turn = 0
        self._lock = threading.Lock()

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        accept: Iterable[int] = (),
        timeout: float | None = None,
    ) -> Answer:
        """The answer to a request; `body` is JSON, or bytes as they are.

        Statuses from 400 are errors unless they are in `accept`. Raises EngineUnavailable when no
        host answers, IndexBusy when the cluster has too much to do, EngineError when it refuses.
        """
        data = body if isinstance(body, bytes) or body is None else _dumped(body)
        wanted = frozenset(accept)
        problem = _Problem("")
        began = time.monotonic()
        # Where all hosts failed a moment ago, one round tells whether one is back.
        rounds = 1 if all(host.rests_until > began for host in self._hosts) else ROUNDS
        for attempt in range(rounds):
            if time.monotonic() - began > 2 * (timeout or self.cluster.timeout):
                break
            if attempt:  # to sleep for no time at all still gives the processor away
                time.sleep(PAUSE * attempt)
            for host in self._in_turn():
                answer = self._ask(host, method, path, data, timeout)
                if isinstance(answer, _Problem):
                    problem = answer
                elif answer.status < 400 or answer.status in wanted:
                    return answer
                elif answer.status >= ELSEWHERE or answer.status == TOO_MANY:
                    problem = _Problem(said(answer))
                    if answer.status == TOO_MANY:
                        break
                else:
                    raise refused(answer)
            else:
                continue
            if attempt == rounds - 1:
                raise _busy(answer)
        raise _nobody(problem)

    def lines(self, path: str, rows: Iterable[object]) -> Answer:
        """The answer to a request of many lines of JSON."""
        return self.call("POST", path, b"".join(_dumped(row) + b"\n" for row in rows))

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        for host in self._hosts:
            host.pool.close()

    def _in_turn(self) -> Iterator[_Host]:
        """The hosts to ask, another one first each time; those that rest come last."""
        with self._lock:
            self._turn += 1
            first = self._turn % len(self._hosts)
        hosts = self._hosts[first:] + self._hosts[:first]
        now = time.monotonic()
        yield from sorted(hosts, key=lambda host: max(0.0, host.rests_until - now))

    def _ask(
        self, host: _Host, method: str, path: str, body: bytes | None, timeout: float | None
    ) -> Answer | _Problem:
        """The answer of a host, or what went wrong with it."""
        patience = timeout or self.cluster.timeout
        try:
            response = host.pool.urlopen(
                method,
                path,
                body=body,
                headers=self._headers,
                timeout=urllib3.Timeout(connect=CONNECT, read=patience),
                retries=False,
                preload_content=False,
            )
            read = _read(response, time.monotonic() + patience)
            if read is None:
                host.failed()
                return _Problem(f"{host.url}：应答太慢")
            data = json.loads(read) if read else {}
        except (urllib3.exceptions.HTTPError, OSError) as error:
            host.failed()
            wrong = isinstance(error, urllib3.exceptions.SSLError)
            return _Problem(f"{host.url}：{error}", certificate=wrong)
        except (ValueError, RecursionError):
            host.failed()
            return _Problem(f"{host.url}：应答不是 JSON")
        host.answered()
        return Answer(response.status, Said(data if isinstance(data, dict) else {"items": data}))


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes | None:
    """An answer, whole; None when it takes too long. A host that goes on sending a little is not waited
    for longer than one that sends nothing."""
    pieces: list[bytes] = []
    whole = False
    try:
        while piece := response.read1(PIECE):
            pieces.append(piece)
            if time.monotonic() > until:
                return None
        whole = True
    finally:
        if not whole:
            response.close()  # else the rest would be taken for the next answer
    response.release_conn()
    return b"".join(pieces)


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _credentials(cluster: Cluster, home: Path) -> dict[str, str]:
    """The header that says who asks; {} without credentials."""
    told = os.environ.get(CREDENTIALS, "")
    if not told and cluster.credentials:
        try:
            told = (home / cluster.credentials).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EngineUnavailable(
                "读不出检索集群的口令文件", where=cluster.credentials, hint=str(error)
            ) from error
    told = told.strip()
    if not told:
        return {}
    if told.startswith("ApiKey "):
        return {"authorization": told}
    if ":" not in told:
        raise EngineUnavailable(
            "检索集群的口令写得不对", hint="文件或环境变量里写一行：用户名:口令，或 ApiKey 密钥"
        )
    return {"authorization": "Basic " + b64encode(told.encode()).decode()}


def _pool(url: str, cluster: Cluster, home: Path) -> urllib3.HTTPConnectionPool:
    parts = urllib3.util.parse_url(url)
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(parts.host or "", parts.port, maxsize=KEPT)
    # A pinned certificate is its own proof; without an authority it need not be signed by one.
    pinned = bool(cluster.fingerprint) and not cluster.ca
    return urllib3.HTTPSConnectionPool(
        parts.host or "",
        parts.port,
        maxsize=KEPT,
        cert_reqs=ssl.CERT_NONE if pinned else ssl.CERT_REQUIRED,
        ca_certs=str(home / cluster.ca) if cluster.ca else None,
        assert_fingerprint=cluster.fingerprint or None,
        ssl_minimum_version=ssl.TLSVersion.TLSv1_2,
    )


def _nobody(problem: _Problem) -> EngineUnavailable:
    """The error when no host answers."""
    if problem.certificate:
        return EngineUnavailable(
            "检索集群的证书不对，没有连接",
            hint=f"管理员请核对 kb.toml 中 [opensearch] 的 ca、fingerprint 和 hosts（{problem.what[:200]}）",
        )
    return EngineUnavailable(
        "检索集群没有应答",
        hint=f"请稍后再试；管理员请检查 kb.toml 中 [opensearch] 的 hosts（{problem.what[:200]}）",
    )


def unreadable(what: str) -> EngineUnavailable:
    """The error of an answer that is JSON, but not one of OpenSearch."""
    return EngineUnavailable(
        "检索集群的应答看不懂",
        hint=f"管理员请检查 kb.toml 中 [opensearch] 的 hosts 是不是 OpenSearch（{what}）",
    )


def said(answer: Answer) -> str:
    """What an answer says went wrong, in the words of the server."""
    error = answer.data.get("error", answer.data)
    if not isinstance(error, dict):
        return f"{answer.status} {error}"
    causes = error.get("root_cause")
    root = causes[0] if isinstance(causes, list) and causes else error
    if not isinstance(root, dict):
        return f"{answer.status} {root}"
    return f"{answer.status} {root.get('type', '')} {root.get('reason', '')}"


def refused(answer: Answer) -> EngineError:
    """The error of an answer that says no."""
    problem = said(answer)
    if "index_not_found" in problem:
        return IndexMissing("检索集群上的索引不见了", hint="用 kb index --rebuild 重建")
    if answer.status in (401, 403) and "cluster_block" not in problem:
        return EngineUnavailable(
            "检索集群不接受这个用户", hint="请核对 kb.toml 中 credentials 所指的口令文件"
        )
    if "cluster_block" in problem or "disk usage" in problem:
        return EngineError(
            "检索集群的磁盘快满了，不再接受写入",
            hint="请清理磁盘；空出以后服务器自己解除索引的只读状态",
        )
    return EngineError("检索集群拒绝了请求", hint=problem[:300])


def _busy(answer: Answer) -> EngineError:
    problem = said(answer)
    if "cluster_block" in problem or "disk usage" in problem:
        return refused(answer)
    return IndexBusy("检索集群太忙", hint="请稍后再试")

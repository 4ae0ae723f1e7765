"""Requests to a cluster: several hosts, one of which answers.

A host that fails is left alone for a while, longer each time, and the request goes to the next one.
Where all hosts kept silent, one request at a time looks for a sign of life, and the others fail at once:
a site has few threads, and pages that need no index must not wait for those that do.
All requests that are sent here may be sent twice: documents have ids of their own, and what was last
committed is replaced by its version only.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import urllib3

from kb.errors import EngineUnavailable
from kb.files import Cluster, reason
from kb.index.engines.opensearch.answers import (
    TOO_MANY,
    Answer,
    Problem,
    Said,
    busy,
    cannot,
    nobody,
    refused,
    said,
    unreachable,
)
from kb.index.engines.opensearch.bounded import (
    LARGEST,
    BoundedConnection,
    BoundedHTTPSConnection,
    within,
)
from kb.index.engines.opensearch.credentials import credentials_of

# Seconds to connect; a host of an intranet answers at once or not at all.
CONNECT = 3.0
# Seconds to wait for a sign of life of a host that kept silent.
SIGN = 3.0
# Seconds that a host is left alone after it failed, the first time and at most.
FIRST_REST, LONGEST_REST = 0.5, 30.0
# How often all hosts are tried, and how many seconds pass before the next round.
ROUNDS, PAUSE = 3, 0.3
# From this status on, a host cannot answer now, though another might: a node that it asked has just died.
ELSEWHERE = 500
_AUTHORITY = "kb.toml 中 [opensearch] 的 ca 应是签发机构的证书，PEM 格式的文件，从知识库目录写起"
# Connections that are kept to each host.
KEPT = 16
# Bytes of an answer that are read at a time.
PIECE = 1 << 16


@dataclass
class _Host:
    """A host, and when it may be asked again."""

    url: str
    pool: urllib3.HTTPConnectionPool
    failures: int = 0
    rests_until: float = 0.0
    silence: Problem | None = None

    def failed(self, problem: Problem) -> Problem:
        """Note a problem; returns it."""
        self.silence = problem if problem.silent else None
        self.failures += 1
        rest = min(FIRST_REST * 2 ** (self.failures - 1), LONGEST_REST)
        self.rests_until = time.monotonic() + rest
        return problem

    def answered(self) -> None:
        self.silence = None
        self.failures = 0
        self.rests_until = 0.0


class Client:
    """Sends requests to a cluster. Threads may share it."""

    def __init__(self, cluster: Cluster, home: Path) -> None:
        self.cluster = cluster
        self._headers = {"content-type": "application/json", **credentials_of(cluster, home)}
        authority = _authority(cluster, home)
        self._hosts = [_Host(url, _pool(url, cluster, authority)) for url in cluster.hosts]
        self._turn = 0
        self._lock = threading.Lock()
        self._looks = threading.Lock()

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
        problem = Problem("")
        # What writes has more patience: a pause of the server must not end a rebuild.
        reads = timeout is None and method != "PUT"
        if reads:
            self._look_for_a_sign()
        most = (1 if reads else 2) * (timeout or self.cluster.timeout)
        began = time.monotonic()
        # Where all hosts failed a moment ago, one round tells whether one is back.
        rounds = 1 if all(host.rests_until > began for host in self._hosts) else ROUNDS
        for attempt in range(rounds):
            if time.monotonic() - began > most:
                break
            if attempt:  # to sleep for no time at all still gives the processor away
                time.sleep(PAUSE * attempt)
            for host in self._in_turn():
                answer = self._ask(host, method, path, data, timeout)
                if isinstance(answer, Problem):
                    problem = answer
                elif answer.status < 400 or answer.status in wanted:
                    return answer
                elif answer.status >= ELSEWHERE or answer.status == TOO_MANY:
                    problem = cannot(answer.status, said(answer))
                    if answer.status == TOO_MANY:
                        break
                else:
                    raise refused(answer)
            else:
                continue
            if attempt == rounds - 1:
                raise busy(answer)
        raise nobody(problem)

    def lines(self, path: str, rows: Iterable[object]) -> Answer:
        """The answer to a request of many lines of JSON."""
        return self.call("POST", path, b"".join(_dumped(row) + b"\n" for row in rows))

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        for host in self._hosts:
            host.pool.close()

    def _look_for_a_sign(self) -> None:
        """Where all hosts kept silent: EngineUnavailable when none gives a sign of life, and at once when
        another request is waiting for one."""
        problem = self._hosts[0].silence
        if problem is None or not all(host.silence for host in self._hosts):
            return
        if self._looks.acquire(blocking=False):
            try:
                for host in self._in_turn():
                    if not isinstance(self._ask(host, "GET", "/", None, SIGN), Problem):
                        return
            finally:
                self._looks.release()
        raise nobody(problem)

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
    ) -> Answer | Problem:
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
                return host.failed(Problem(f"{host.url}：应答太慢", silent=True))
            if not 200 <= response.status < 300 and response.status < 400:
                # Where it sends us is not asked: it would get the credentials.
                moved = f"应答 {response.status}，转到别的地址；hosts 里请直接写检索集群的地址"
                return host.failed(Problem(f"{host.url}：{moved}"))
            data = json.loads(read) if read else {}
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return host.failed(unreachable(host.url, error))
        except (ValueError, RecursionError):
            return host.failed(Problem(f"{host.url}：应答不是 JSON"))
        host.answered()
        return Answer(response.status, Said(data if isinstance(data, dict) else {"items": data}))


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes | None:
    """An answer, whole; None when it takes too long. A host that goes on sending a little is not waited
    for longer than one that sends nothing. An HTTPError when it is too large, also only unpacked."""
    pieces: list[bytes] = []
    whole, left = False, LARGEST
    try:
        while piece := response.read1(PIECE):
            pieces.append(piece)
            left = within(left - len(piece))
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


def _authority(cluster: Cluster, home: Path) -> str | None:
    """The file of the authority; EngineUnavailable when it cannot be used."""
    if not cluster.ca:
        return None
    path = home / cluster.ca
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(str(path))
    except ssl.SSLError as error:
        raise EngineUnavailable(
            "检索集群的证书文件不是 PEM 格式", where=cluster.ca, hint=_AUTHORITY, original=error
        ) from error
    except OSError as error:
        raise EngineUnavailable(
            f"读不出检索集群的证书文件：{reason(error)}", where=cluster.ca, hint=_AUTHORITY
        ) from error
    return str(path)


def _pool(url: str, cluster: Cluster, authority: str | None) -> urllib3.HTTPConnectionPool:
    parts = urllib3.util.parse_url(url)
    if parts.scheme == "http":
        plain = urllib3.HTTPConnectionPool(parts.host or "", parts.port, maxsize=KEPT)
        plain.ConnectionCls = BoundedConnection
        return plain
    # A pinned certificate is its own proof; without an authority it need not be signed by one.
    pinned = bool(cluster.fingerprint) and not cluster.ca
    encrypted = urllib3.HTTPSConnectionPool(
        parts.host or "",
        parts.port,
        maxsize=KEPT,
        cert_reqs=ssl.CERT_NONE if pinned else ssl.CERT_REQUIRED,
        ca_certs=authority,
        assert_fingerprint=cluster.fingerprint or None,
        ssl_minimum_version=ssl.TLSVersion.TLSv1_2,
    )
    encrypted.ConnectionCls = BoundedHTTPSConnection
    return encrypted

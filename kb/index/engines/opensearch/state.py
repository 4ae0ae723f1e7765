"""What was last committed, and who is writing: two documents in an index of their own.

A commit is one write of the document `state`, which succeeds only if nobody else has written it since.
The document `lock` belongs to a writer; its holder renews it, and where that does not happen for a
while, the holder is taken for dead.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple

from kb.errors import EngineError, IndexBusy, IndexDamaged, IndexMissing
from kb.index.engines.opensearch.answers import (
    Answer,
    Said,
    refused,
    understood,
    unreadable,
)
from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.owner import Owner
from kb.index.engines.opensearch.schema import replicas

# Seconds after which a lock that was not renewed counts as left behind: longer than any request of a
# writer takes. The hosts' clocks must agree better than that.
EXPIRES = 300.0
NOT_FOUND, CONFLICT, EXISTS = 404, 409, 400
# The lock of another writer that was met last, by its path and token: its last sign of life, and since
# when, by the clock of this machine that is never set, it is that.
_seen: dict[tuple[str, str], tuple[float, float]] = {}


@dataclass(frozen=True, slots=True)
class State:
    """The last commit: its number, which index holds the rows, how many documents there are.

    `previous` is the index before the last rebuild, which may still be read; `ended` are the numbers
    of commits that replaced rows which are still there, with the time of each. `owners` are the marks of
    the knowledge base (owner.py), `written_at` is the home that wrote last.
    """

    commit: int
    index: str
    documents: int
    fingerprint: str
    token: str
    previous: str = ""
    ended: tuple[tuple[int, float], ...] = ()
    owners: tuple[str, ...] = ()
    written_at: str = ""


class Version(NamedTuple):
    """Which version of a document was read."""

    number: int
    term: int


def no_index() -> IndexMissing:
    """The error when nothing was committed yet."""
    return IndexMissing("还没有索引", hint="用 kb index 建立")


def short(found: int, wanted: int) -> IndexDamaged:
    """The error when the index of a commit has not the rows that were committed."""
    return IndexDamaged(
        f"检索集群上的索引应有 {wanted} 条，实有 {found} 条", hint="用 kb index --rebuild 重建"
    )


def state_of(source: dict[str, Any]) -> State:
    """The state of a stored document; EngineUnavailable when it is none. What a newer version of the
    program adds is left out."""
    try:
        ended = tuple((int(commit), float(when)) for commit, when in source.get("ended", ()))
        known = {one.name: source[one.name] for one in fields(State) if one.name in source}
        owners = tuple(str(mark) for mark in source.get("owners", ()))
        state = State(**known | {"ended": ended, "owners": owners})
    except (TypeError, ValueError, AttributeError) as error:
        raise unreadable("state") from error
    numbers, names = (state.commit, state.documents), (state.index, state.token, state.previous)
    if not all(type(one) is int for one in numbers) or not all(isinstance(n, str) for n in names):
        raise unreadable("state")
    return state


class StateStore:
    """Reads and writes the two documents, of the owner's index only."""

    def __init__(self, client: Client, owner: Owner) -> None:
        self._client = client
        self.owner = owner
        self.index = f"{client.cluster.index}-state"

    def search(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The search that reads the state together with other searches."""
        return {"index": self.index}, {"size": 1, "query": {"ids": {"values": ["state"]}}}

    def of_answer(self, answer: dict[str, Any]) -> State:
        """The state in the answer of that search; IndexMissing when there is none."""
        if answer.get("status") == NOT_FOUND or not answer.get("hits", {}).get("hits"):
            raise no_index()
        return self._ours(answer["hits"]["hits"][0]["_source"])

    def read(self) -> State:
        """The state; IndexMissing when there is none."""
        state, _ = self.versioned()
        if state is None:
            raise no_index()
        return state

    def versioned(self) -> tuple[State | None, Version | None]:
        """The state and its version, both None when there is none."""
        answer = self._client.call("GET", f"/{self.index}/_doc/state", accept=(NOT_FOUND,))
        if answer.status == NOT_FOUND:
            return None, None
        return self._ours(answer.data["_source"]), _version(answer)

    def _ours(self, source: dict[str, Any]) -> State:
        state = state_of(source)
        self.owner.check(state.owners)
        return state

    def commit(self, state: State, before: Version | None) -> None:
        """Write a state over the version it was made from; IndexBusy when another writer was first."""
        if before is None:
            path = f"/{self.index}/_create/state?refresh=true"
        else:
            expected = f"if_seq_no={before.number}&if_primary_term={before.term}"
            path = f"/{self.index}/_doc/state?refresh=true&{expected}"
        answer = self._client.call("PUT", path, asdict(state), accept=(CONFLICT,))
        # A request that was sent twice meets its own first half.
        if answer.status == CONFLICT and self.read().token != state.token:
            raise IndexBusy("另一个程序刚刚改写了索引", hint="请再试一次")

    def prepare(self) -> None:
        """Make the index of the two documents, if it is not there."""
        body = {
            "settings": {"number_of_shards": 1, **replicas(self._client.cluster)},
            "mappings": {"dynamic": False, "properties": {}},
        }
        answer = self._client.call("PUT", f"/{self.index}", body, accept=(EXISTS,))
        if answer.status == EXISTS and "already_exists" not in str(answer.data):
            raise refused(answer)
        if answer.status == EXISTS:
            mapping = self._client.call("GET", f"/{self.index}/_mapping").data
            if any(one.get("mappings", {}).get("properties") for one in mapping.values()):
                raise EngineError(
                    f"检索集群上的索引 {self.index} 是别的程序的，没有写入",
                    hint="在 kb.toml 中 [opensearch] 的 index 里换一个名称",
                )


class Lock:
    """The right to write, for one writer at a time."""

    def __init__(self, client: Client, index: str) -> None:
        self._client = client
        self._path = f"/{index}/_doc/lock"
        self._create = f"/{index}/_create/lock"
        self._token = secrets.token_hex(8)
        self._version = Version(0, 0)

    @understood()
    def take(self) -> None:
        """Take the lock; IndexBusy when a living writer has it."""
        answer = self._client.call("PUT", self._create, self._body(), accept=(CONFLICT,))
        if answer.status == CONFLICT:
            held = self._client.call("GET", self._path, accept=(NOT_FOUND,))
            source = Said(held.data.get("_source", {}))
            if held.status != NOT_FOUND and source["token"] != self._token and self._lives(held):
                raise IndexBusy(
                    "另一个程序正在写索引", hint=f"请稍后再试（{source['host']}，{source['pid']}）"
                )
            if held.status == NOT_FOUND:
                raise IndexBusy("另一个程序正在写索引", hint="请稍后再试")
            answer = self._put(_version(held))
        self._version = _version(answer)

    @understood()
    def renew(self) -> None:
        """Say that the writer lives, before each of its writes; IndexBusy when another has taken the
        lock."""
        self._version = _version(self._put(self._version))

    def release(self) -> None:
        """Give the lock back, unless another has it by now."""
        with suppress(EngineError), understood():
            held = self._client.call("GET", self._path, accept=(NOT_FOUND,))
            if held.data.get("_source", {}).get("token") == self._token:
                self._client.call("DELETE", self._path, accept=(NOT_FOUND,))

    def _lives(self, held: Answer) -> bool:
        """May the holder of the lock still be writing? Where its clock is ahead of ours, its last sign
        of life is as far ahead: then it lives until we have seen no other sign for long enough."""
        source, now = Said(held.data["_source"]), time.monotonic()
        if not _alive(source):
            return False
        renewed = float(source["renewed"])
        key = (self._path, str(source["token"]))
        before, since = _seen.get(key, (renewed, now))
        since = since if before == renewed else now
        _seen.clear()
        _seen[key] = (renewed, since)
        return now - since < EXPIRES

    def _put(self, before: Version) -> Answer:
        expected = f"?if_seq_no={before.number}&if_primary_term={before.term}"
        answer = self._client.call("PUT", self._path + expected, self._body(), accept=(CONFLICT,))
        if answer.status == CONFLICT:
            answer = self._client.call("GET", self._path, accept=(NOT_FOUND,))
            if answer.data.get("_source", {}).get("token") != self._token:
                raise IndexBusy("另一个程序正在写索引", hint="请稍后再试")
        return answer

    def _body(self) -> dict[str, Any]:
        return {
            "token": self._token,
            "renewed": time.time(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
        }


def _version(answer: Answer) -> Version:
    return Version(int(answer.data["_seq_no"]), int(answer.data["_primary_term"]))


def _alive(lock: dict[str, Any]) -> bool:
    """May the holder of a lock still be writing?"""
    if lock["host"] == socket.gethostname():
        try:
            os.kill(lock["pid"], 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass
    return time.time() - float(lock["renewed"]) < EXPIRES

"""Multi-searches on one commit, and the loop that finds out which commit is the last one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from kb.errors import EngineUnavailable, IndexBusy, IndexMissing
from kb.index.engines.opensearch.answers import (
    TOO_MANY,
    Answer,
    Said,
    busy,
    refused,
    said,
    unreadable,
)
from kb.index.engines.opensearch.client import ELSEWHERE, Client
from kb.index.engines.opensearch.owner import Owner
from kb.index.engines.opensearch.paging import Body, Reply
from kb.index.engines.opensearch.state import NOT_FOUND, State, StateStore

T = TypeVar("T")

# How often a search that met a change, or a shard that cannot answer, is sent again.
TRIES = 6
PAUSE = 0.2


class Reader:
    """Asks the index of the last commit. Threads may share it."""

    def __init__(self, client: Client, owner: Owner) -> None:
        self.client = client
        self.store = StateStore(client, owner)
        self._known: State | None = None
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Ask for the last commit before the next search."""
        self._known = None

    def committed(self, state: State) -> None:
        """Remember a commit, unless a later one is known."""
        with self._lock:
            if self._known is None or state.commit >= self._known.commit:
                self._known = state

    def current(self) -> State:
        """What was last committed; IndexMissing when nothing was."""
        state = self.store.read()
        self.committed(state)
        return state

    def on_last(
        self, bodies: Callable[[State], list[Body]], use: Callable[[State, list[Reply]], T]
    ) -> T:
        """What `use` makes of the answers to `bodies` on the last commit.

        The searches are sent on the commit that is known, together with the question which is the
        last; only where that is another they are sent again.
        """
        gone: State | None = None
        for _ in range(TRIES):
            state = self._known or self.current()
            header, query = self.store.search()
            wanted = bodies(state)
            replies = self._send([(header, query), *((_on(state), body) for body in wanted)])
            last = self.store.of_answer(replies[0])
            if (last.commit, last.index) != (state.commit, state.index) and (
                last.commit >= state.commit or last.index != state.index
            ):
                self._known = last
                continue
            try:
                return use(state, [_whole(reply) for reply in replies[1:]])
            except _Gone:
                self.forget()
                if state == gone:  # it is still the last commit
                    raise
                gone = state
        raise IndexBusy("索引正在重建", hint="请稍后再试")

    def on(self, state: State) -> Callable[[list[Body]], list[Reply]]:
        """Sends multi-searches on the index of a commit."""

        def ask(bodies: list[Body]) -> list[Reply]:
            return [_whole(one) for one in self._send([(_on(state), body) for body in bodies])]

        return ask

    def _send(self, searches: list[tuple[Body, Body]]) -> list[Reply]:
        """The answers of one multi-search; parts that could not be answered are sent again."""
        replies: list[Reply] = [{}] * len(searches)
        waiting = list(range(len(searches)))
        for attempt in range(TRIES):
            if attempt:
                time.sleep(PAUSE * attempt)
            rows = [row for place in waiting for row in searches[place]]
            answered = self.client.lines("/_msearch", rows).data["responses"]
            if not isinstance(answered, list) or len(answered) != len(waiting):
                raise unreadable("responses")
            replies = [
                answered[waiting.index(place)] if place in waiting else reply
                for place, reply in enumerate(replies)
            ]
            waiting = [place for place in waiting if _later(replies[place])]
            if not waiting:
                return replies
        worst = Answer(replies[waiting[0]]["status"], Said(replies[waiting[0]]))
        if worst.status == TOO_MANY:
            raise busy(worst)
        raise EngineUnavailable(
            "检索集群里有的分片没有应答",
            hint="请稍后再试；管理员请用 kb check 查看各节点",
            original=said(worst),
        )


class _Gone(IndexMissing):
    """The index of a commit is not there: there is a later one, or somebody has deleted it."""


def _on(state: State) -> Body:
    return {"index": state.index, "allow_partial_search_results": False}


def _later(reply: Reply) -> bool:
    if not isinstance(reply, dict):
        raise unreadable("responses")
    status = int(reply.get("status", 200))
    return status >= ELSEWHERE or status == TOO_MANY


def _whole(reply: Reply) -> Reply:
    """An answer that is whole; EngineError when it is not."""
    if reply.get("status") == NOT_FOUND:
        raise _Gone("检索集群上的索引不见了", hint="用 kb index --rebuild 重建")
    if reply.get("error"):
        raise refused(Answer(int(reply.get("status", 500)), Said(reply)))
    if "hits" not in reply:
        raise unreadable("hits")
    return reply

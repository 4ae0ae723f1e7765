"""Keeps the index up to date with the corpus while the site runs; searches continue meanwhile.

One thread does it: once when it starts (the digests of all index files are then compared), when a
view has changed something, when a request met an index that cannot serve, and when vocabulary or
bulletins on the disk are no longer those the index was made from.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from flask import Flask, current_app

from kb.errors import EngineError, IndexBusy, KbError
from kb.index import IndexChange, is_behind, unread_line, update_index
from kb.knowledge_base import KnowledgeBase
from kb.state import someone_waits, writer_lock
from webapp.services.duty import LOOK_SECONDS as WISH_SECONDS
from webapp.services.duty import Duty
from webapp.services.open_site import SiteHolder

HOLDER = "网站"
# Seconds between two looks at the disk; after a failure, before the next try by itself; that a
# view waits for the index to follow its change; and that a try waits for another writer.
LOOK_SECONDS = 5.0
RETRY_SECONDS = 60.0
FOLLOW_SECONDS = 3.0
LOCK_SECONDS = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What pages say about the index: whether it is being updated, so that results may be old, in
    Chinese why an update failed, "" when all is well, and whether nothing can be searched at all."""

    updating: bool = False
    problem: str = ""
    down: bool = False


class _GaveWay(KbError):
    """An update was dropped: a visitor waits to write, or the site stops."""


class IndexUpdater:
    """Keeps the index of one site. Nothing runs before `start`; until then `follow` leaves the work
    to the process on duty, or where there is none updates the index itself."""

    def __init__(self, holder: SiteHolder, duty: Duty) -> None:
        self._state = IndexState()
        self._holder = holder
        self._duty = duty
        self._heard = 0
        self._wished = 0
        self._doubts_heard = duty.wished("doubt")
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._writers = 0
        self._asked = self._answered = 0
        self._doubted = False
        self._retry = 0.0
        self._bulletins: object = None

    @property
    def state(self) -> IndexState:
        """The state of the index; in a process that is not on duty, what the one on duty reports."""
        if self.running:
            return self._state
        said = self._duty.said()
        if not said:
            return self._state
        problem = str(said.get("problem", ""))
        return IndexState(bool(said.get("updating")), problem, bool(said.get("down")))

    @state.setter
    def state(self, state: IndexState) -> None:
        self._state = state
        self._tell()

    def _tell(self) -> None:
        if self._duty.mine:
            state = self._state
            self._duty.say({**asdict(state), "answered": self._heard})

    @property
    def running(self) -> bool:
        """Is there a thread that keeps the index?"""
        return self._thread is not None

    def start(self) -> None:
        """Start the thread; it first checks everything."""
        self._thread = threading.Thread(target=self._run, name="index updater", daemon=True)
        self._ask(doubted=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread; an update in progress is dropped, the index stays as it was."""
        if self._thread is not None:
            with self._turn:
                self._stopping = True
                self._turn.notify_all()
            self._thread.join()
            self._thread = None
            self._stopping = False

    @property
    def pending(self) -> bool:
        """Is there a change that the index does not have yet?"""
        if self.running:
            return self._asked > self._answered
        return self._wished > self._answered_elsewhere()

    def _answered_elsewhere(self) -> int:
        said = self._duty.said(fresh=0.0)
        number = said.get("answered", 0)
        # No process is on duty: the next one that is will check everything.
        return number if said and isinstance(number, int) else self._wished

    def follow(self, wait: float = FOLLOW_SECONDS) -> None:
        """Update the index after a change of corpus or vocabulary. Waits up to `wait` seconds; a
        longer update continues in the background, and pages say so. The caller holds no lock."""
        if self._duty.elsewhere:
            self._wished = self._duty.wish("index")
            deadline = time.monotonic() + wait
            while self.pending and time.monotonic() < deadline:
                time.sleep(WISH_SECONDS / 4)
            return
        if not self.running:
            if not self._attempt(doubted=False, patience=30.0):
                self.state = IndexState(problem="别的程序正在写入知识库")
            return
        ticket = self._ask(doubted=False)
        with self._turn:
            self._turn.wait_for(lambda: self._answered >= ticket, wait)

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """While a visitor waits to write, and writes, no update starts, and one in progress, which
        may take long, is dropped; it starts again afterwards."""
        with self._turn:
            self._writers += 1
        try:
            yield
        finally:
            with self._turn:
                self._writers -= 1
                self._turn.notify_all()

    def doubt(self) -> bool:
        """A request found an index that cannot serve: have it checked. Returns whether it will be."""
        if self._duty.elsewhere:
            return bool(self._duty.wish("doubt"))
        if not self.running or time.monotonic() < self._retry:
            return False
        self._ask(doubted=True)
        return True

    def _ask(self, *, doubted: bool) -> int:
        with self._turn:
            self._asked += 1
            self._doubted = self._doubted or doubted
            self._turn.notify_all()
            return self._asked

    def _run(self) -> None:
        looked = time.monotonic()
        while True:
            with self._turn:
                self._turn.wait_for(self._is_due, WISH_SECONDS)
                if self._stopping:
                    return
                heard = self._hear()
                if not self._is_due() and time.monotonic() - looked < LOOK_SECONDS:
                    continue
                looked = time.monotonic()
                asked, doubted = self._asked, self._doubted
                self._doubted = False
            done = True
            if asked > self._answered or self.state.updating or self._has_changed():
                done = self._attempt(doubted=doubted, patience=LOCK_SECONDS)
            with self._turn:
                if done:
                    self._answered = asked
                    self._heard = heard
                    self._tell()
                else:
                    self._doubted = self._doubted or doubted
                self._turn.notify_all()

    def _hear(self) -> int:
        """Take over the wishes of other processes; returns the number of the last one."""
        index, doubt = self._duty.wished("index"), self._duty.wished("doubt")
        if doubt > self._doubts_heard:
            self._doubts_heard = doubt
            self._doubted = True
            self._asked += 1
        elif index > self._heard and self._asked == self._answered:
            self._asked += 1
        return index

    def _is_due(self) -> bool:
        return self._stopping or (self._asked > self._answered and not self._writers)

    def _has_changed(self) -> bool:
        """Have the files changed since the index was made? False for a while after a failed try, and
        while the vocabulary cannot be read, which the pages say."""
        if time.monotonic() < self._retry:
            return False
        try:
            site = self._holder.current()
            if site.problem:
                return False
            return site.kb.corpus.bulletins_stamp() != self._bulletins or is_behind(site.kb)
        except (KbError, OSError):
            return True  # the attempt says why

    def _attempt(self, *, doubted: bool, patience: float) -> bool:
        """Bring the index up to date; False when someone else writes, or waits to write, just now."""
        try:
            damaged = doubted and bool(_damage(self._holder.current().kb))
            self.state = replace(self.state, updating=True)
            change = self._update(damaged=damaged, patience=patience)
        except (IndexBusy, _GaveWay):
            return False
        except Exception as error:
            said = self._holder.current().kb.home.for_visitors(str(error))
            if not isinstance(error, KbError):
                _log.exception("the index could not be updated")
                said = "程序出了意外，请查看运行窗口里的出错记录"
            elif error.original or said != self.state.problem:
                _log.warning("index: %s%s", error, error.quoted)
            down = isinstance(error, EngineError) and self._is_down()
            self._retry = time.monotonic() + RETRY_SECONDS
            self.state = IndexState(problem=said, down=down)
        else:
            self._retry = 0.0
            self.state = IndexState(problem=self._skipped(change))
        return True

    def _is_down(self) -> bool:
        """Can nothing be searched at all?"""
        try:
            self._holder.current().kb.engine.status()
        except (KbError, OSError):
            return True
        return False

    def _skipped(self, change: IndexChange) -> str:
        """What an update skipped, in Chinese: the first malformed bulletin, and how many others."""
        if not change.unread:
            return ""
        more = f"；另有 {len(change.unread) - 1} 期" if len(change.unread) > 1 else ""
        return self._holder.current().kb.home.for_visitors(unread_line(change.unread[0])) + more

    def _update(self, *, damaged: bool, patience: float) -> IndexChange:
        home = self._holder.current().kb.home
        # Not in turn: the updaters of two nodes would give way to each other for ever.
        with writer_lock(home, HOLDER, patience, in_turn=not self.running):
            # Under the lock, so that the vocabulary is not older than that of the last writer.
            kb = self._holder.renew().kb
            bulletins = kb.corpus.bulletins_stamp()
            # Checked again: another writer may have replaced the files that were read.
            rebuild = damaged and bool(_damage(kb))
            change = update_index(kb, rebuild=rebuild, progress=self._go_on)
            self._bulletins = bulletins
        return change

    def _go_on(self, done: int, of: int) -> None:
        waits = self._writers or someone_waits(self._holder.current().kb.home)
        if self.running and (self._stopping or waits):
            raise _GaveWay("让别人先写")


def _damage(kb: KnowledgeBase) -> list[str]:
    """The damage in the files of the index, found by their digests."""
    try:
        return kb.engine.verify()
    except (EngineError, OSError) as error:
        return [str(error)]


def register(app: Flask) -> None:
    """Keep the index of this site; `kb serve` starts the thread."""
    app.extensions["index_updater"] = IndexUpdater(app.extensions["site"], app.extensions["duty"])

    @app.context_processor
    def state() -> dict[str, object]:
        return {"index_state": updater().state}


def updater() -> IndexUpdater:
    """The index updater of this app."""
    found: IndexUpdater = current_app.extensions["index_updater"]
    return found

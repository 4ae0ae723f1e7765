"""Counts the new terms to decide on, in a separate process: it reads all bulletins, which takes a
second for a season of them and many seconds for a large corpus, while visitors search."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection

from flask import Flask, current_app

from kb.errors import KbError
from kb.files import Home
from kb.intake import Term, propose, undecided
from kb.knowledge_base import KnowledgeBase, open_knowledge_base

# How many terms are kept; when some are decided, the others move up.
COUNTED = 200
# Seconds that a visitor waits for a count before the page says that it takes time. While they wait
# they keep one of the few threads from others.
PATIENCE = 0.2
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Offer:
    """The terms nobody has decided on. `counting` says that a count is running and the last one is
    shown meanwhile; `problem` says in Chinese why a count failed."""

    terms: tuple[Term, ...]
    counting: bool
    problem: str


class Proposals:
    """The proposals of one home, counted again when a bulletin was added, removed or changed."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._turn = threading.Lock()
        self._terms: tuple[Term, ...] = ()
        self._problem = ""
        self._stamp: object = None
        self._count: threading.Thread | None = None

    def offer(self, kb: KnowledgeBase) -> Offer:
        """The proposals of the last count; starts a new one when bulletins have changed."""
        stamp = kb.corpus.bulletins_stamp()
        with self._turn:
            if stamp != self._stamp and self._count is None:
                self._count = threading.Thread(target=self._recount, args=(stamp,), daemon=True)
                self._count.start()
            count = self._count
        if count is not None:
            count.join(PATIENCE)
        with self._turn:
            counting = self._count is not None
            return Offer(undecided(kb, self._terms), counting, self._problem)

    def forget(self) -> None:
        """Count again at the next request: a decision was undone."""
        with self._turn:
            self._stamp = None

    def _recount(self, stamp: object) -> None:
        terms, problem = _counted(self._home)
        with self._turn:
            self._count, self._problem = None, problem
            if not problem:  # otherwise it is tried again
                self._terms, self._stamp = terms, stamp


def _counted(home: Home) -> tuple[tuple[Term, ...], str]:
    """The proposals, or in Chinese why counting failed."""
    receiver, sender = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_propose, args=(home, sender), daemon=True)
    try:
        process.start()
        sender.close()
        found: tuple[tuple[Term, ...], str] = receiver.recv()
        process.join()
    except (EOFError, OSError):
        return (), "统计用词的进程意外结束"
    return found


def _propose(home: Home, sender: Connection) -> None:
    """Runs in the separate process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the site, which ends this process
    os.nice(10)
    try:
        sender.send((propose(open_knowledge_base(home), COUNTED), ""))
    except KbError as error:
        sender.send(((), home.for_visitors(str(error))))


def register(app: Flask, home: Home) -> None:
    """Offer the proposals of this home."""
    app.extensions["proposals"] = Proposals(home)


def proposals() -> Proposals:
    """The proposals of this app."""
    found: Proposals = current_app.extensions["proposals"]
    return found

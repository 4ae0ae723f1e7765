"""Changing a corpus that follows a git repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kb.errors import KbError
from kb.files import Home, Remote
from kb.remote.following import Followed, as_text, begin, copy_of, finish, follow, require_writable
from kb.remote.report import Report, last, remember
from kb.state import writer_lock

# Seconds that somebody who publishes waits for the remote, before and after.
PATIENCE = 10.0


@contextmanager
def corpus_lock(
    home: Home, remote: Remote | None, holder: str, timeout: float = 30.0
) -> Iterator[None]:
    """Hold the knowledge base for a change of the corpus; `kb.state.writer_lock` says more.

    With a remote, what others have published comes first, and what this change did is committed and
    pushed at the end. A remote that does not answer stops nobody: the commit stays and is pushed later,
    and pages and `kb check` say so. ConfigError on a node that only reads.
    """
    require_writable(remote)
    with writer_lock(home, holder, timeout):
        if remote is None:
            yield
            return
        copy, before = copy_of(home, remote), last(home)
        patience = min(PATIENCE, remote.timeout)
        done = follow(home, remote, patience) if before.worth_asking else before.followed()
        usable = copy.git.exists
        try:
            if usable := usable and not copy.why_not():
                begin(home, copy)
        except KbError as error:
            done, usable = Followed(problem=as_text(error)), False
        try:
            yield
        finally:
            if usable:
                done = _finished(home, remote, holder, done)
            if before.worth_asking or done.problem != before.problem:
                remember(home, Report(done.problem, done.reached))


def _finished(home: Home, remote: Remote, holder: str, before: Followed) -> Followed:
    """Commit what was done, and push it where the remote answers. What goes wrong is reported, not
    raised: the change itself is made."""
    copy = copy_of(home, remote)
    try:
        finish(home, copy, holder)
        if before.reached:
            return follow(home, remote, min(PATIENCE, remote.timeout))
    except KbError as error:
        return Followed(problem=as_text(error), reached=before.reached)
    return before


def exchange(
    home: Home, remote: Remote, holder: str, patience: float, *, in_turn: bool = True
) -> Followed:
    """Follow the remote once, and remember how it ended; IndexBusy when someone else writes for longer
    than `patience` seconds. For `in_turn` see `kb.files.file_lock`."""
    with writer_lock(home, holder, patience, in_turn=in_turn):
        done = follow(home, remote)
    remember(home, Report(done.problem, done.reached))
    return done

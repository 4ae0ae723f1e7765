"""Whose index it is: two knowledge bases with the same name of index would overwrite each other.

A home is known by a random mark in its state/, which backups hold; homes that follow one git repository
share its corpus, and so the index. A commit holds the marks of all homes that have written there.
"""

from __future__ import annotations

import hashlib
import secrets
import socket
from contextlib import suppress
from pathlib import Path

from kb.errors import EngineError
from kb.files import OWNER, Cluster, create_durably

# Marks that a commit holds: those of the homes that wrote last.
MOST = 64


class Owner:
    """The knowledge base of a home."""

    def __init__(self, cluster: Cluster, home: Path) -> None:
        self._cluster = cluster
        self._home = home
        self._file = home / "state" / OWNER
        self._ours: tuple[str, ...] = ()

    def check(self, marks: tuple[str, ...]) -> None:
        """EngineError when an index with these marks is that of another knowledge base. One of an older
        version of the program has none, and is anybody's."""
        if marks == self._ours:  # each search asks: the file is read again when the marks change
            return
        if marks and not self._marks().intersection(marks):
            base = self._cluster.index
            raise EngineError(
                f"检索集群上的索引 {base} 是另一个知识库的，没有读，也没有写",
                hint="在 kb.toml 中 [opensearch] 的 index 里换一个名称；"
                f"那个知识库已经不用了，就在集群上删除 {base}-state",
            )
        self._ours = marks

    def added_to(self, marks: tuple[str, ...]) -> tuple[str, ...]:
        """The marks of an index that this home writes into; a home without one gets its own."""
        if not self._own():
            create_durably(self._file, secrets.token_hex(16).encode())
        mine = self._marks()
        return (*(mark for mark in marks if mark not in mine), *sorted(mine))[-MOST:]

    @property
    def place(self) -> str:
        """Where this home is, for those who look into the cluster."""
        return f"{socket.gethostname()}:{self._home.resolve()}"

    def _marks(self) -> frozenset[str]:
        followed = self._cluster.corpus
        remote = hashlib.sha256(followed.encode()).hexdigest()[:32] if followed else ""
        return frozenset({self._own(), remote} - {""})

    def _own(self) -> str:
        """The mark of this home; "" before it has one."""
        with suppress(OSError, UnicodeDecodeError):
            return self._file.read_text("ascii").strip()
        return ""

"""Uploads of a small weekly bulletin, and the steps that follow, each in one call."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest

from kb.corpus.changes import By
from kb.knowledge_base import KnowledgeBase
from kb.readers.read import read
from kb.rights import Actor, Role
from kb.state import uploads
from kb.state.uploads import OPEN, Upload
from kb.uploads import decisions
from kb.uploads.check import Check, check
from kb.uploads.reading_queue import read_next
from kb.uploads.receive import receive

NOW = datetime(2026, 11, 23, 9, 30)
WEBSITE = Actor("网站", Role.EDITOR)
BY = By(WEBSITE, NOW)

Uploaded = Callable[..., Upload]


def received(kb: KnowledgeBase, data: bytes, name: str = "第三周.html") -> Upload:
    """Upload a file."""
    return receive(kb.home, name, io.BytesIO(data), WEBSITE, NOW).upload


def read_all(kb: KnowledgeBase) -> None:
    """Read what is queued, in this process: the tests' own files are safe."""
    while read_next(kb, read, NOW):
        pass


def waiting(kb: KnowledgeBase) -> list[Upload]:
    """Read what is queued; the uploads that are not settled yet."""
    read_all(kb)
    return uploads.in_state(kb.home, *OPEN)


def now_of(kb: KnowledgeBase, upload: Upload) -> Upload:
    """The current state of the upload."""
    return uploads.find(kb.home, upload.id)


def published(kb: KnowledgeBase, upload: Upload, *, forced: bool = False) -> str:
    """Publish an upload as its check screen shows it at this moment."""
    seen = checked(kb, upload).seen
    return decisions.publish(kb, upload.id, BY, seen=seen, forced=forced)


def checked(kb: KnowledgeBase, upload: Upload) -> Check:
    """What the check screen of an upload shows."""
    return check(kb, now_of(kb, upload))


@pytest.fixture
def uploaded(kb: KnowledgeBase) -> Uploaded:
    """Upload a file and read it."""

    def upload(data: bytes, name: str = "第三周.html") -> Upload:
        made = received(kb, data, name)
        read_all(kb)
        return now_of(kb, made)

    return upload

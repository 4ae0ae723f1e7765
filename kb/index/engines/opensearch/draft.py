"""How far a rebuild has come, kept in the cluster: a rebuild that is killed is gone on with.

The document `draft` names the index that is being filled and what it is made with; `draft-0`, `draft-1`,
… name the bulletins whose rows are all stored, with the image each was made from and how many rows it
has. They are written after the rows were acknowledged, so what they say is there; what else the index
holds may be half a bulletin. Counting the rows of each bulletin shows which.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.state import NOT_FOUND

# Entries after which it is written down how far a rebuild has come.
CHECKPOINT = 5000
# Seconds after which nobody but a rebuild of the same kind keeps what an interrupted one left.
KEPT = 86_400.0


class Done(NamedTuple):
    """A bulletin whose rows are all stored: what it was made from, and how many they are."""

    image: str
    rows: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An index that is being filled: its name, the number of the commit that its rows are for, and a
    digest of what it is made with. `when` it was begun, in seconds since 1970."""

    index: str
    number: int
    made_with: str
    when: float


def draft_of(source: Mapping[str, Any]) -> Draft | None:
    """The draft of a stored document, None when it is none. What a newer version of the program adds is
    left out."""
    try:
        return Draft(
            str(source["index"]),
            int(source["number"]),
            str(source["made_with"]),
            float(source["when"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def done_of(source: Mapping[str, Any]) -> Mapping[str, Done]:
    """The bulletins of a stored part; none of one that cannot be read, so that they are put again."""
    try:
        return {name: Done(str(one[0]), int(one[1])) for name, one in source["done"].items()}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return {}


def whole(
    done: Mapping[str, Done], images: Mapping[str, str], rows: Mapping[str, int]
) -> frozenset[str]:
    """The bulletins of a draft that were made from these images and have all their rows; `rows` counts
    those of each index."""
    return frozenset(
        bulletin
        for bulletin, (image, count) in done.items()
        if images.get(bulletin) == image and rows.get(bulletin, 0) == count
    )


class Progress:
    """Reads and writes how far a rebuild has come."""

    def __init__(self, client: Client, index: str) -> None:
        self._client = client
        self._path = f"/{index}/_doc/"
        self._parts = 0
        self._waiting: dict[str, Done] = {}
        self._rows = 0
        self._draft: Draft | None = None

    @property
    def kept(self) -> bool:
        """Is anything written down, so that the rebuild can be gone on with?"""
        return self._draft is not None

    @property
    def is_due(self) -> bool:
        """Is it time for a checkpoint?"""
        return self._rows >= CHECKPOINT

    def left(self) -> Draft | None:
        """The draft of an interrupted rebuild, if there is one."""
        answer = self._client.call("GET", f"{self._path}draft", accept=(NOT_FOUND,))
        return None if answer.status == NOT_FOUND else draft_of(answer.data["_source"])

    def take_up(self, draft: Draft) -> Mapping[str, Done]:
        """The bulletins that a draft has, to go on with it."""
        self._draft = draft
        found: dict[str, Done] = {}
        while True:
            path = f"{self._path}draft-{self._parts}"
            answer = self._client.call("GET", path, accept=(NOT_FOUND,))
            if answer.status == NOT_FOUND or answer.data["_source"].get("of") != draft.index:
                return found
            found.update(done_of(answer.data["_source"]))
            self._parts += 1

    def add(self, bulletin: str, done: Done) -> None:
        """A bulletin was sent; it is written down at the next checkpoint."""
        self._waiting[bulletin] = done
        self._rows += done.rows

    def write(self, index: str, number: int, made_with: str) -> None:
        """A checkpoint: all that was added is stored."""
        if self._draft is None:
            self._draft = Draft(index, number, made_with, time.time())
            self._client.call("PUT", f"{self._path}draft", asdict(self._draft))
        body = {"of": index, "done": self._waiting}
        self._client.call("PUT", f"{self._path}draft-{self._parts}", body)
        self._parts += 1
        self._waiting, self._rows = {}, 0

    def forget(self) -> None:
        """There is no draft any more."""
        for number in range(self._parts):
            self._client.call("DELETE", f"{self._path}draft-{number}", accept=(NOT_FOUND,))
        self._client.call("DELETE", f"{self._path}draft", accept=(NOT_FOUND,))
        self._draft, self._parts = None, 0

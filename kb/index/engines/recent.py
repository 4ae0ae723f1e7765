"""What was read lately, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from kb.index.engines.snapshot import Card

Item = TypeVar("Item")
# What the cards that a snapshot keeps cost: about 50 MB.
CARD_ROOM = 20_000_000


class Recent(Generic[Item]):
    """Items by number, read where they are not kept; at most about `room` of them by `cost`.

    They are kept in two halves. When the newer half is full it becomes the older one, and what was in
    that is let go, unless it was asked for meanwhile: cheaper than to note every use.
    """

    def __init__(
        self, read: Callable[[int], Item], room: int, cost: Callable[[Item], int] = lambda _: 1
    ) -> None:
        self._read = read
        self._cost = cost
        self._half = room // 2
        self._free = self._half
        self._newer: dict[int, Item] = {}
        self._older: dict[int, Item] = {}

    def get(self, number: int) -> Item:
        """The item of a number."""
        item = self._newer.get(number)
        if item is None:
            item = self._older.get(number)
            if item is None:
                item = self._read(number)
            self._free -= self._cost(item)
            if self._free < 0:
                self._older, self._newer, self._free = self._newer, {}, self._half
            self._newer[number] = item
        return item

    def get_all(self, numbers: Iterable[int]) -> list[Item]:
        """The items of some numbers."""
        newer, get = self._newer.get, self.get
        return [get(number) if (item := newer(number)) is None else item for number in numbers]


def card_cost(card: Card) -> int:
    """What a card counts: the characters of its text, and as many as the rest takes."""
    return len(card.text) + 300

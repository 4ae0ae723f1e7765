"""What editors said of sentences that are gone, for the editor's desk; looked for again when a bulletin
was added, removed or changed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from kb.knowledge_base import KnowledgeBase
from kb.maintenance import lost_corrections
from webapp.services.one_at_a_time import OneAtATime


@dataclass(frozen=True, slots=True)
class LostWords:
    """An entry, and of how many sentences of it what an editor said counts for nothing."""

    bulletin: str
    bulletin_title: str
    anchor: str
    title: str
    count: int


class LostWordsKeeper:
    """Remembers what was found last."""

    def __init__(self) -> None:
        self._stamp: object = None
        self._found: tuple[LostWords, ...] = ()
        self._making = OneAtATime()

    def found(self, kb: KnowledgeBase) -> tuple[LostWords, ...]:
        """The entries of all bulletins, those of the newest first."""
        stamp = kb.corpus.bulletins_stamp()
        with self._making.holding("corpus"):
            if stamp != self._stamp:
                found = [
                    LostWords(bulletin.id, bulletin.title, entry.anchor, entry.title, count)
                    for bulletin, entry, count in lost_corrections(kb.corpus)
                ]
                # The newest bulletin first, its entries in their order.
                found.sort(key=lambda one: one.bulletin, reverse=True)
                self._found, self._stamp = tuple(found), stamp
            return self._found


def register(app: Flask) -> None:
    """Keep what is found for this app."""
    app.extensions["lost_words"] = LostWordsKeeper()


def lost_words(kb: KnowledgeBase) -> tuple[LostWords, ...]:
    """What editors said of sentences that are gone."""
    keeper: LostWordsKeeper = current_app.extensions["lost_words"]
    return keeper.found(kb)

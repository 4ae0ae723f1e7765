"""The entries that the labelled sentences of aspects stand in, as the program reads them.

What stands around a sentence counts for its aspects, so a measure must see it too. Entries of the
sample corpus are known by their id; the open texts of the gold are read once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bench.subjects import ROOT, Reading
from kb.corpus import Corpus
from kb.files import Home
from kb.model import Entry, entry_id
from kb.text import Sentence, analysed_sentences

# The least characters of a unit of the program that is part of a labelled sentence.
_LEAST = 9


@dataclass(frozen=True, slots=True)
class Place:
    """The entry of a sentence: its title, its sentences, and which of them it is."""

    title: str
    sentences: Sequence[Sentence]
    number: int


class Entries:
    """Finds the entry of a labelled sentence by where it was drawn from."""

    def __init__(self) -> None:
        self._reading = Reading()
        self._of_source = cache(self._entries)

    @cached_property
    def _of_corpus(self) -> dict[str, Entry]:
        return {
            entry_id(bulletin.id, entry.anchor): entry
            for bulletin in Corpus(Home(ROOT)).bulletins()
            for entry in bulletin.entries
        }

    def _entries(self, source: str) -> tuple[Entry, ...]:
        if source in self._of_corpus:
            return (self._of_corpus[source],)
        return self._reading.of_source(source).entries if "/" in source else ()

    def place(self, source: str, sentence: str) -> Place | None:
        """Where a sentence stands; None where the text is not kept, or the program left it out."""
        wanted = sentence.strip()
        for entry in self._of_source(source):
            units = analysed_sentences(entry.text)
            texts = [unit.text.strip() for unit in units]
            if wanted in texts:
                return Place(entry.title, units, texts.index(wanted))
            for number, text in enumerate(texts):
                if wanted in text or (len(text) >= _LEAST and text in wanted):
                    return Place(entry.title, units, number)
        return None

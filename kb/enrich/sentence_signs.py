"""What the sentences of a text show whatever the sides of its banks are, kept for all its readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.enrich.parties import Parties
from kb.enrich.sentences_ahead import Ahead, look_ahead
from kb.enrich.subject_clues import by_bank, said_in, standing
from kb.enrich.visits import Mention, Visit, visit_in
from kb.text import Sentence, analysed_sentences


class SentenceSigns:
    """The signs of sentences, found once each. For one bulletin: the banks must stay the same."""

    def __init__(self) -> None:
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._ahead: dict[str, list[Ahead]] = {}
        self._visits: dict[str, Visit | None] = {}
        self._said: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, Mapping[str, Sequence[Mention]]] = {}
        self._standing: dict[tuple[str, str], tuple[str, ...]] = {}

    def sentences(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of the text of an entry."""
        if text not in self._sentences:
            self._sentences[text] = tuple(analysed_sentences(text))
        return self._sentences[text]

    def ahead(self, text: str, named: Sequence[tuple[Mention, ...]]) -> list[Ahead]:
        """What follows each sentence of the text of an entry; `named` are the banks that each names."""
        if text not in self._ahead:
            self._ahead[text] = look_ahead(text, self.sentences(text), named)
        return self._ahead[text]

    def visit(self, text: str, mentions: Sequence[Mention]) -> Visit | None:
        """The visit that a sentence tells about."""
        if text not in self._visits:
            self._visits[text] = visit_in(text, mentions)
        return self._visits[text]

    def said(self, text: str, parties: Parties, visit: Visit | None) -> tuple[str, ...]:
        """The clues of a sentence's words."""
        if text not in self._said:
            self._said[text] = said_in(text, parties, visit)
        return self._said[text]

    def standing(self, text: str, mentions: Sequence[Mention], bank: str) -> tuple[str, ...]:
        """Where a bank stands in a sentence."""
        if (text, bank) not in self._standing:
            if text not in self._named:
                self._named[text] = by_bank(mentions)
            self._standing[text, bank] = tuple(standing(text, self._named[text], bank))
        return self._standing[text, bank]

"""Whose practice a piece of an entry is about: the banks of its sentences.

An entry stands under one bank, its sentences may be about another: in a section on 青枫农商银行,
北安农商银行仿照设立了柜台 is about 北安农商银行. The matrix says so, and so does an excerpt.
"""

from __future__ import annotations

from kb.enrich import SentenceSubject
from kb.index import IndexDocument, documents
from kb.insights.bulletin_banks import described_banks
from kb.insights.passages import Passage, Relation
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry


class Whose:
    """Reads each bulletin once, as the corpus has it now."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._documents: dict[str, dict[str, IndexDocument]] = {}

    def banks(self, bulletin: Bulletin, entry: Entry) -> tuple[str, ...]:
        """The banks that are named beside an entry, as beside a search result."""
        return self._document(bulletin, entry).shown_banks

    def banks_of_all(self, bulletin: Bulletin) -> tuple[str, ...]:
        """The banks whose practice a whole bulletin describes, as lists name them."""
        return described_banks(self._read(bulletin).values())

    def bank(self, bulletin: Bulletin, entry: Entry, start: int, end: int) -> str:
        """The bank that the text [start, end) of an entry is about, several joined by 、; that of
        the entry where its sentences name none."""
        return bank_of(self._document(bulletin, entry), start, end)

    def _document(self, bulletin: Bulletin, entry: Entry) -> IndexDocument:
        return self._read(bulletin)[entry.anchor]

    def _read(self, bulletin: Bulletin) -> dict[str, IndexDocument]:
        if bulletin.id not in self._documents:
            made = documents(bulletin, self._kb.vocabulary)
            self._documents[bulletin.id] = {document.anchor: document for document in made}
        return self._documents[bulletin.id]


def bank_of(document: IndexDocument, start: int, end: int) -> str:
    """The bank that the text [start, end) of an indexed entry is about; see Whose.bank."""
    banks = dict.fromkeys(
        Passage(document, subject, Relation.ALL).bank or _only_named(document, subject)
        for subject in document.sentence_subjects
        if subject.sentence.start < end and start < subject.sentence.end
    )
    return "、".join(filter(None, banks)) or document.bank


def _only_named(document: IndexDocument, subject: SentenceSubject) -> str:
    """The one bank that a doubtful sentence names; "" otherwise. A citation needs a bank, and the
    one that is named is likelier than that of the entry."""
    named = [bank for bank in document.organisations if bank in subject.sentence.text]
    return named[0] if subject.doubtful and len(named) == 1 else ""

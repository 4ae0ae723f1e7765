"""What is packed comes out again."""

from __future__ import annotations

from hypothesis import given

from kb.index.documents import IndexDocument, Prepared
from kb.index.engines.opensearch.cards import dump_card, load_card
from kb.index.fields import VALUE_FIELDS
from tests.index.engines.samples import documents

WORDS = frozenset({"授信", "crm"})


@given(corpus=documents(most=3))
def test_a_document_comes_back(corpus: list[IndexDocument]) -> None:
    for document in corpus:
        card = load_card(dump_card(Prepared(document, {"words": WORDS})))
        assert card.document() == document
        assert (card.id, card.digest, card.place) == (document.id, document.digest, document.place)
        assert (card.text, card.title) == (document.normal_text, document.normal_title)
        assert card.last_day == document.end
        assert {f: card.values(f) for f in VALUE_FIELDS} == {
            f: document.values(f) for f in VALUE_FIELDS
        }
        assert card.prepared().tokens == {"words": WORDS}


def test_a_field_that_came_later_has_no_values() -> None:
    """An index that was made by an older version is searched until it is rebuilt."""
    assert load_card(dump_card(Prepared(_plain(), {"words": frozenset()}))).values("later") == ()


def _plain() -> IndexDocument:
    return IndexDocument(
        *("a", "b", "c", 0, "lesson", "d", (), "e", "", "", (), (), None, None, False)
    )

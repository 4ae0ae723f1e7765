"""How documents are stored: deflated against their cards."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.index.documents import IndexDocument
from kb.index.engines.snapshot import deflate_document, dump_card, inflate_document, load_card
from tests.index.engines.samples import document

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def stored(of: IndexDocument) -> tuple[bytes, bytes]:
    """The card of a document, and the document, as they are stored."""
    card = dump_card(of).encode()
    return card, deflate_document(card, of)


@given(_TEXT, _TEXT)
def test_a_document_comes_back_as_it_was(title: str, text: str) -> None:
    whole = document("w1#1", text, title=title)
    card, deflated = stored(whole)
    assert inflate_document(card, deflated) == whole
    assert load_card(card.decode()).text == whole.normal_text


def test_a_text_longer_than_what_deflating_looks_back_comes_back_as_well() -> None:
    chance = random.Random(1)
    whole = document("w1#1", "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(60_000)))
    assert inflate_document(*stored(whole)) == whole


def test_the_text_is_not_stored_twice() -> None:
    chance = random.Random(1)
    text = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(280))
    card, deflated = stored(document("w1#1", text))
    assert len(deflated) < 0.5 * len(card)


def test_what_is_cut_off_or_of_another_card_is_noticed() -> None:
    card, deflated = stored(document("w1#1", "走访商户四十户，授信两百万元。"))
    other, _ = stored(document("w1#2", "走访农户三十户，授信一百万元。"))
    for given_card, given_bytes in (
        (other, deflated),
        (b"", deflated),
        (card, deflated[:-3]),
        (card, b""),
    ):
        with pytest.raises((ValueError, LookupError, TypeError)):
            inflate_document(given_card, given_bytes)


def test_a_flipped_bit_is_noticed_or_means_nothing() -> None:
    whole = document("w1#1", "走访商户四十户，授信两百万元。")
    card, deflated = stored(whole)
    for place in range(len(deflated)):
        flipped = deflated[:place] + bytes([deflated[place] ^ 0x10]) + deflated[place + 1 :]
        with suppress(ValueError, LookupError, TypeError):
            assert inflate_document(card, flipped) == whole

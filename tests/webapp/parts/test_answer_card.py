"""The card above the results: what its note promises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from kb.knowledge_base import KnowledgeBase
from kb.search import Query, answers, search
from webapp.parts import answer_card


@pytest.mark.parametrize(
    ("among", "said"), [(4, "按数值排列"), (7, "能对上这个说法的有7家，这里只列前4家。")]
)
def test_a_card_says_that_it_shows_only_the_first_banks(
    app: Flask, sample_kb: KnowledgeBase, among: int, said: str
) -> None:
    found = answers(sample_kb, search(sample_kb, Query("哪家行用信率最高")))
    with app.test_request_context():
        card = answer_card([replace(answer, among=among) for answer in found])
    assert card is not None
    assert card.note.startswith(said)

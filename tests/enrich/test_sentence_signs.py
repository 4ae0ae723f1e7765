"""The signs of sentences are found once and stay the same."""

from __future__ import annotations

from kb.enrich.sentence_signs import SentenceSigns
from kb.enrich.subject_clues import by_bank, said_in, standing
from kb.enrich.visits import visit_in
from tests.enrich.stated import parties_of
from tests.enrich.test_subjects import HOST, LEARNER, bulletin

TEXT = f"3月4日，{LEARNER}一行5人赴{HOST}考察。"


def test_signs_are_what_the_rules_find() -> None:
    parties, signs = parties_of(bulletin(TEXT), ()), SentenceSigns()
    mentions = parties.mentions(TEXT)
    visit = visit_in(TEXT, mentions)
    for _ in range(2):
        assert signs.visit(TEXT, mentions) == visit
        assert signs.said(TEXT, parties, visit) == said_in(TEXT, parties, visit)
        for bank in parties.banks:
            assert list(signs.standing(TEXT, mentions, bank)) == standing(
                TEXT, by_bank(mentions), bank
            )
    assert [sentence.text for sentence in signs.sentences(f"{TEXT}名单张榜。")] == [
        TEXT,
        "名单张榜。",
    ]

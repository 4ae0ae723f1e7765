"""The weights of the model of subjects, and what the wording of a sentence alone adds to them."""

from __future__ import annotations

import pytest

from kb.enrich.subject_features import grams
from kb.enrich.subject_model import subject_model
from kb.enrich.subject_weights import GRAM, delivered_weights, sum_of

HOST, LEARNER, THIRD, NOBODY = range(4)


def weighed(sentence: str) -> list[float]:
    return sum_of(delivered_weights()[0], [GRAM + pair for pair in grams(sentence, ())])


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("学员们建议先选两个村试点，回去后向行里汇报。", LEARNER),
        ("下一步我们准备把名单重新理一遍。", LEARNER),
        ("客户经理每天早上七点到菜市场给摊主送零钱。", HOST),
        ("坏账率由2.1%降到0.8%。", HOST),
        ("三人行，必有我师焉。", NOBODY),
    ],
)
def test_the_wording_of_a_sentence_tells_its_side(sentence: str, side: int) -> None:
    found = weighed(sentence)
    assert found.index(max(found)) == side


def test_every_clue_of_the_files_has_a_weight_for_each_side() -> None:
    weights, turns, readings = delivered_weights()
    assert {len(found) for found in weights.values()} == {4}
    assert {len(found) for found in turns.values()} == {32}
    assert readings
    assert subject_model().weights == weights

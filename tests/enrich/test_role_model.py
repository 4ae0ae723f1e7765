"""Which banks of a bulletin are hosts and which learn."""

from __future__ import annotations

from kb.enrich import RoleModel
from kb.enrich.role_model import parties_of, weighed
from kb.enrich.stated_parties import stated_parties
from tests.enrich.test_subjects import HOST, LEARNER, OTHER, bulletin

TEXT = "柳湾农商银行先评议。该行张榜七天。桐口农商银行一行6人看了评议会。竹溪农商银行也来过。"


def test_the_likeliest_side_counts_and_one_bank_is_always_learned_from() -> None:
    made = bulletin(TEXT, bank="")
    stated = stated_parties(made, ())
    chances = {HOST: (0.9, 0.1, 0.0), LEARNER: (0.1, 0.8, 0.1), OTHER: (0.0, 0.1, 0.9)}
    found = weighed(made, stated, chances)
    assert (found.hosts, found.learners) == ((HOST,), (LEARNER,))
    nobody = weighed(made, stated, dict.fromkeys(chances, (0.4, 0.6, 0.0)))
    assert len(nobody.hosts) == 1


def test_the_chances_of_each_bank_are_kept_for_its_sentences() -> None:
    made = bulletin(TEXT, bank="")
    unsure = RoleModel({"": (0.1, 0.0, 0.0)}, {})
    chances = parties_of(made, (), unsure).chances
    assert set(chances) == {HOST, LEARNER, OTHER}
    assert all(abs(sum(chance) - 1) < 1e-9 for chance in chances.values())

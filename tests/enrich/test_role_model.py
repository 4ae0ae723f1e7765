"""Which banks of a bulletin are hosts and which learn."""

from __future__ import annotations

from kb.enrich import RoleModel, subjects_of
from kb.enrich.role_model import parties_of, weighed
from kb.enrich.stated_parties import stated_parties
from kb.model import Side
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


def test_a_bank_of_which_too_little_is_known_is_left_to_the_editor() -> None:
    made = bulletin(TEXT, bank="")
    unsure = RoleModel({"": (0.1, 0.0, 0.0)})
    assert parties_of(made, (), unsure).doubtful == {HOST, LEARNER, OTHER}
    told = [subject for _, found in subjects_of(made, (), unsure) for subject in found]
    assert all(subject.side is not Side.HOST for subject in told)
    assert any(subject.doubtful for subject in told)

"""Which banks of a bulletin are hosts and which learn."""

from __future__ import annotations

from itertools import product
from math import exp

from kb.enrich import RoleModel, read_subjects
from kb.enrich.role_model import TALLIES, weighed
from kb.enrich.stated_parties import stated_parties
from kb.model import Side
from tests.builders import read_text
from tests.enrich.stated import parties_of
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


def test_a_text_has_as_many_learners_as_its_kind() -> None:
    one_of_each = [0.0] * len(TALLIES)
    one_of_each[1 * 6 + 1 * 2] = 9.0
    told = RoleModel({"学": (0.5, 0.4, 0.0), "客": (0.0, 2.0, 0.0)}, {"题:去学": one_of_each})
    found = told.chances({HOST: {"学": 1.0}, LEARNER: {"学": 1.0, "客": 1.0}}, ("题:去学",))
    assert found[HOST][0] > 0.8
    assert found[LEARNER][1] > 0.8


def test_the_sums_by_tally_are_those_over_all_roles() -> None:
    weights = {"甲": (0.3, -0.2, 0.1), "乙": (-0.5, 0.4, 0.0), "丙": (0.0, 0.1, 0.9)}
    counts = [0.1 * tally for tally in TALLIES]
    model = RoleModel(weights, {"": counts})
    banks = {name: {name: 1.0} for name in weights}
    sums: dict[tuple[str, int], float] = {}
    for roles in product(range(3), repeat=3):
        hosts, learners, others = (
            min(roles.count(k), most) for k, most in ((0, 2), (1, 2), (2, 1))
        )
        score = sum(weights[bank][role] for bank, role in zip(banks, roles, strict=True))
        amount = exp(score + counts[hosts * 6 + learners * 2 + others])
        for bank, role in zip(banks, roles, strict=True):
            sums[bank, role] = sums.get((bank, role), 0.0) + amount
    total = sum(sums["甲", role] for role in range(3))
    found = model.chances(banks, ())
    for (bank, role), amount in sums.items():
        assert abs(found[bank][role] - amount / total) < 1e-9


def test_no_bank_has_no_chances() -> None:
    assert RoleModel({}, {}).chances({}, ()) == {}


def test_the_only_bank_that_signs_a_paper_on_several_hosts_learns() -> None:
    text = (
        "对标学习简报\n2026年第9期\n苍坡农商银行对标学习办公室主办　2026年11月16日\n\n"
        "★ 鹿湾农商银行：用积分管住客户经理的手\n\n"
        "鹿湾农商银行对信贷人员实行违规积分管理，一年12分，扣完停职培训。\n\n"
        "学员感悟：我行也有违规积分，但扣了分没有后果。\n\n"
        "★ 雁坪农商银行：一张清单管免责\n\n"
        "雁坪农商银行把免责情形列成23条清单，客户经理自己对照申请，合规部五个工作日内答复。\n\n"
        "学员感悟：我行的免责办法只有原则、没有清单。\n"
    )
    parties, _ = read_subjects(read_text(text), ())
    assert (parties.own, parties.own_side) == ("苍坡农商银行", Side.LEARNER)
    assert parties.learners == ("苍坡农商银行",)

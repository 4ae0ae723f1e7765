"""Numbered sentences of what learners ask for at home."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.model import Side
from tests.enrich.test_subjects import LEARNER, bulletin

OPENING = "上周桐口农商银行到柳湾农商银行学习五天。柳湾农商银行的行长每天六点四十分看一遍流水。"


@pytest.mark.parametrize("said", ["所以我讲三条意见。", "对照柳湾，我们提两点要求。"])
def test_what_learners_announce_as_their_own_is_theirs(said: str) -> None:
    own = f"{said}第一条，行领导每人包三个支行，一周至少打两个电话。第二条，每月通报一次。"
    made = bulletin(OPENING, own, title="在赴柳湾农商银行学习总结会上的讲话")
    *_, first, second = (s for _, subjects in subjects_of(made, ()) for s in subjects)
    assert (first.bank, first.side) == (LEARNER, Side.LEARNER)
    assert second.side is Side.LEARNER

"""Numbered sentences of what learners ask for at home."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.model import Side
from tests.builders import read_text
from tests.enrich.test_subjects import LEARNER, bulletin

OPENING = "上周桐口农商银行到柳湾农商银行学习五天。柳湾农商银行的行长每天六点四十分看一遍流水。"


@pytest.mark.parametrize("said", ["所以我讲三条意见。", "对照柳湾，我们提两点要求。"])
def test_what_learners_announce_as_their_own_is_theirs(said: str) -> None:
    own = f"{said}第一条，行领导每人包三个支行，一周至少打两个电话。第二条，每月通报一次。"
    made = bulletin(OPENING, own, title="在赴柳湾农商银行学习总结会上的讲话")
    *_, first, second = (s for _, subjects in subjects_of(made, ()) for s in subjects)
    assert (first.bank, first.side) == (LEARNER, Side.LEARNER)
    assert second.side is Side.LEARNER


def test_what_learners_did_when_they_were_back_is_theirs() -> None:
    """减会议。总行把每周例会… of those who came home stood under their host."""
    paragraphs = (
        f"今年四月，{LEARNER}选派十四名支行行长到柳湾农商银行跟班学习。那里的支行行长没有办公室，一年有二百天在乡下。",
        f"学习回来，{LEARNER}做了三件事。",
        "第一件，拆办公室。五月底以前，十九家支行的行长室全部改成了客户洽谈间。",
        "第二件，减会议。总行把每周例会并成每月一次，视频开，不超过一小时。",
        "第三件，晒足迹。支行行长每天的走访地点在内网上公开，谁都可以看。",
    )
    made = bulletin(*paragraphs, title=f"{LEARNER}：跟班学习回来之后")
    told = [s for _, subjects in subjects_of(made, ()) for s in subjects]
    assert [s.side for s in told[-6:]] == [Side.LEARNER] * 6
    assert told[1].side is Side.HOST


def test_a_part_that_is_called_our_bank_is_theirs_until_another_begins() -> None:
    made = read_text(
        "# 芒山农商银行到清湾口农商银行学习\n\n一、清湾口农商银行\n\n代发工资、医保缴费、社保卡三样同办，"
        "客户一次来齐。\n\n二、本行\n\n三样分由三个部门管，客户要跑三次。\n\n"
        "三、清湾口农商银行的考核\n\n每月按流失率扣分，当月兑现。\n"
    )
    told = {s.sentence.text[:4]: s for _, subjects in subjects_of(made, ()) for s in subjects}
    assert (told["三样分由"].bank, told["三样分由"].side) == ("芒山农商银行", Side.LEARNER)
    assert (told["代发工资"].side, told["每月按流"].side) == (Side.HOST, Side.HOST)

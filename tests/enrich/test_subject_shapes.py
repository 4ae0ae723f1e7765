"""Subjects in other styles than the samples: reports, diaries, interviews, groups, tables."""

from __future__ import annotations

import pytest

from bench.subjects import SHAPES, SMALL_HELD, SMALL_OPEN, Reading, read_shapes, wrong
from tests.enrich.test_subjects import HOST, LEARNER, OTHER, bulletin, told

VISIT = f"{LEARNER}赴{HOST}学习整村授信"


def test_of_eight_sentences_of_other_styles_seven_are_right() -> None:
    gold = [item for item in read_shapes([SHAPES]) if item.file < "s16"]
    missed = list(wrong(gold, Reading()))
    assert len(missed) <= len(gold) / 8, missed
    # A wrong practice is worse than a missed one.
    assert sum(side == "host" for _, _, side, _ in missed) <= len(gold) * 0.02


def test_four_of_five_sentences_of_harder_styles_are_right() -> None:
    gold = [item for item in read_shapes([SHAPES]) if item.file >= "s16"]
    missed = list(wrong(gold, Reading()))
    assert len(missed) <= len(gold) * 0.2
    assert sum(side == "host" for _, _, side, _ in missed) <= len(gold) * 0.05


def test_labels_of_small_texts_name_a_bank_of_their_first_line() -> None:
    opened, held = list(read_shapes(SMALL_OPEN)), list(read_shapes(SMALL_HELD))
    named = [item for item in opened + held if item.side in ("host", "third")]
    assert named
    assert [item for item in named if not item.bank] == []
    assert not {item.file for item in opened} & {item.file for item in held}


@pytest.mark.parametrize(
    "thought",
    [
        "返程路上，大家议论起名单的准确率。",
        "我试着独立采集了两户，漏了一项负债。",
        "大家一致认为，快不是放松。",
        "期间听取了情况介绍，实地走访了两个支行。",
        "可以考虑把制度压成一页纸。",
        "通过这次学习，看到了自己的短板。",
    ],
)
def test_what_only_visitors_do_or_think_is_theirs(thought: str) -> None:
    made = bulletin(f"该行评议结果张榜七天，没有异议才授信。\n{thought}", title=VISIT)
    before, side = (side for _, side in told(made))
    assert before != "learner"
    assert side == "learner"


def test_after_a_visit_that_bank_is_the_one_visited() -> None:
    made = bulletin(f"3月4日，{LEARNER}一行5人赴{HOST}考察。该行先评议后授信。")
    assert told(made)[1] == (HOST, "host")


def test_learning_in_a_bank_is_a_visit() -> None:
    made = bulletin(
        f"4月15日至19日，{LEARNER}信贷部3人在{HOST}跟班学习。柳湾的评议名单在村口张榜七天。"
    )
    assert told(made) == [(LEARNER, "learner"), (HOST, "host")]


def test_when_a_branch_begins_is_no_plan_of_learners() -> None:
    made = bulletin("柳湾农商银行送贷上门。该行柳溪支行从12月起试行视频签约。", title=VISIT)
    assert told(made) == [(HOST, "host")] * 2


def test_a_short_lead_says_whose_the_paragraph_is() -> None:
    made = bulletin("评议张榜七天。\n启示。走访不能只看数量，要看留下了什么。", title=VISIT)
    assert [side for _, side in told(made)] == ["host", "learner", "learner"]


def test_a_story_of_one_bank_alone_is_its_own() -> None:
    made = bulletin("我们把全县划成410个网格。", title=f"{OTHER}经验材料", bank="")
    assert told(made) == [(OTHER, "host")]

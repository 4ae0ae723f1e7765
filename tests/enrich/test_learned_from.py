"""Banks from which something was learned, where each bank learns from the others."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.model import Side
from tests.enrich.test_subjects import bulletin

TITLE = "柳湾、桐口、石岭三家农商银行跟班学习交流会发言摘要"
NEXT = "晚上关门后十五分钟，柜员围着看一笔差错，谁也不许说下次注意。"


def _told(*texts: str) -> list[tuple[str, Side]]:
    made = bulletin(*texts, title=TITLE)
    return [(s.bank, s.side) for _, subjects in subjects_of(made, ()) for s in subjects]


@pytest.mark.parametrize(
    "said",
    [
        "学来的是柳湾农商银行的“熄灯会”。",
        "我学到最管用的是柳湾农商银行的熄灯会。",
        "带回来的第一样是柳湾农商银行那边的熄灯会。",
    ],
)
def test_what_was_learned_is_the_practice_of_its_bank(said: str) -> None:
    first, second, *_ = _told(f"桐口农商银行 郑涛：{said}{NEXT}")
    assert first == second == ("柳湾农商银行", Side.HOST)


def test_it_ends_where_the_speaker_goes_on_about_others() -> None:
    *_, ours, other = _told(
        f"桐口农商银行 郑涛：学来的是柳湾农商银行的熄灯会。{NEXT}我们人少，排不开。",
        "石岭农商银行 孟琪：我在桐口农商银行待了六周。",
    )
    assert ("柳湾农商银行", Side.HOST) not in (ours, other)


@pytest.mark.parametrize("wished", ["没学会的", "最想学的", "最该学的"])
def test_what_was_only_wished_for_says_nothing(wished: str) -> None:
    made = bulletin(f"郑涛：{wished}是柳湾农商银行的弹性排班，我们排不开。", title=TITLE)
    (subject,) = (s for _, subjects in subjects_of(made, ()) for s in subjects)
    assert "上句提到" not in subject.evidence

"""Who teaches whom: the one who comes may be the teacher."""

from __future__ import annotations

import re

import pytest

from kb.text.teaching import teaching_in

BANKS = re.compile("柳湾农商银行|石坝农商银行")


def told(sentence: str) -> tuple[list[str], list[str]] | None:
    """The banks that teach and those that are taught."""
    taught = teaching_in(sentence, [(*m.span(), m.group()) for m in BANKS.finditer(sentence)])
    return ([taught.host], list(taught.learners)) if taught else None


@pytest.mark.parametrize(
    "sentence",
    [
        "柳湾农商银行应邀赴石坝农商银行开展“送课下乡”活动总结",
        "11月8日，石坝农商银行邀请柳湾农商银行副行长到场授课。",
        "周六，石坝农商银行五楼会议室坐得满满当当，请进来的是柳湾农商银行普惠金融部总经理。",
        "柳湾农商银行来石坝农商银行送教的收获",
        "周一，柳湾农商银行纪委书记率四人来石坝农商银行，送来一堂“以案为镜”的课。",
        "柳湾农商银行讲师团走进石坝农商银行，宣讲整村授信。",
    ],
)
def test_who_comes_to_teach_is_the_host(sentence: str) -> None:
    assert told(sentence) == (["柳湾农商银行"], ["石坝农商银行"])


@pytest.mark.parametrize(
    "sentence",
    [
        "授课实录：柳湾农商银行副书记在我行中层干部培训班上的讲话",
        "本期转载柳湾农商银行内刊上的一篇文章，请全体支行长读三遍。",
        "【转发】柳湾农商银行：三十个人怎么管好八个亿",
        "柳湾农商银行的这篇自述读来很解渴，特予转发。",
    ],
)
def test_whose_lesson_is_passed_on_is_the_host(sentence: str) -> None:
    assert told(sentence) == (["柳湾农商银行"], [])


@pytest.mark.parametrize(
    "sentence",
    [
        "石坝农商银行赴柳湾农商银行学习，听授课三场。",
        "柳湾农商银行邀请石坝农商银行前来考察。",
        "现转发石坝农商银行赴外地考察报告。",
        "柳湾农商银行接待了石坝农商银行。",
    ],
)
def test_a_visit_to_learn_is_no_teaching(sentence: str) -> None:
    assert told(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    ["柳湾农商银行周阿娇来石坝农商银行做分享", "石坝农商银行迎来柳湾农商银行结对帮扶工作组"],
)
def test_who_comes_to_share_or_is_received_to_help_teaches(sentence: str) -> None:
    assert told(sentence) == (["柳湾农商银行"], ["石坝农商银行"])

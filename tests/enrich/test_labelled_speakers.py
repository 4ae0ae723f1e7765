"""Speakers whose bank the head of a conversation states."""

from __future__ import annotations

from kb.enrich import subjects_of
from kb.model import Side
from tests.builders import read_text

_MASTER = (
    "师徒对话录（之三）\n师傅：柳湾农商银行大竹支行客户经理  樊国强\n徒弟：桐口农商银行跟班学员  伍思思\n"
    "时间：2026年11月2日晚    地点：大竹支行食堂\n\n徒弟：师傅，今天那户养鸭的，您为什么一眼就说能贷？\n"
    "师傅：我看的不是鸭子，是饲料袋。袋子上的日期一个挨着一个，断料的养殖户我行一律不贷。\n"
    "徒弟：我们那边都是先看房产证，没有房子的根本报不上去。\n师傅：我们2023年就把房产证从必备材料里拿掉了。\n"
    "徒弟：您管着四百多户，跑得过来吗？\n师傅：总行给每个客户经理配了一名协理，我只管见人。"
    "下个月起还要试一个新办法，十万元以下的续贷客户不用跑，视频里见一面就行。\n"
    "徒弟：等我回去，第一件事就是劝行长也给我们配协理。\n"
)


def test_a_master_whose_bank_the_head_states_speaks_for_it() -> None:
    made = read_text(_MASTER)
    assert made.title == "师徒对话录（之三）"
    found = (one for _, said in subjects_of(made, ()) for one in said)
    told = {one.sentence.text[:5]: one for one in found}
    for words in ("下个月起还", "师傅：我们"):
        assert (told[words].bank, told[words].side) == ("柳湾农商银行", Side.HOST), words
    for words in ("徒弟：我们", "徒弟：等我"):
        assert (told[words].bank, told[words].side) == ("桐口农商银行", Side.LEARNER), words

"""Whom a sentence is about: decided sentence by sentence, always with the evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.enrich import Weighing, subjects_of
from kb.identity import sentence_digest, with_anchors
from kb.model import BankRole, Bulletin, Entry, Group, Kind, Side, SubjectCorrection
from kb.text import title_of
from tests.builders import SOURCE

HOST, LEARNER, OTHER = "柳湾农商银行", "桐口农商银行", "竹溪农商银行"


def bulletin(
    *texts: str, title: str = "学习简报", bank: str = HOST, groups: tuple[Group, ...] = ()
) -> Bulletin:
    entries = [
        Entry("", Kind.LESSON, t, title_of(t), groups[0].name if groups else "", bank)
        for t in texts
    ]
    return Bulletin("x", title, tuple(with_anchors(entries)), SOURCE, groups=groups)


def told(made: Bulletin) -> list[tuple[str, str]]:
    """The likeliest bank and side of each sentence; texts this short leave most in doubt."""
    found = subjects_of(made, (), Weighing(sure=0.0))
    return [(s.bank, s.side.value) for _, subjects in found for s in subjects]


def test_a_sentence_is_about_the_bank_it_names_else_about_that_of_its_section() -> None:
    text = "柳湾农商银行先评议。村民代表打分。相比之下，竹溪农商银行由客户经理核额。评议结果张榜七天，没有异议才授信。"
    assert told(bulletin(text)) == [
        (HOST, "host"), (HOST, "host"), (OTHER, "third"), (HOST, "host"),
    ]  # fmt: skip


def test_that_bank_is_the_one_named_last() -> None:
    text = (
        "柳湾农商银行先评议。相比之下，竹溪农商银行直接核额。该行每签一户奖励20元。总行据此通报。"
    )
    assert told(bulletin(text))[1:] == [(OTHER, "third"), (OTHER, "third"), (HOST, "host")]


def test_who_goes_to_learn_is_the_learner() -> None:
    text = (
        "9月1日，桐口农商银行一行6人到柳湾农商银行学习整村授信。柳湾的评议会开在村口。"
        "回来以后，桐口农商银行准备先试一个村。"
    )
    assert told(bulletin(text)) == [(LEARNER, "learner"), (HOST, "host"), (LEARNER, "learner")]


@pytest.mark.parametrize(
    "plan",
    [
        "我行拟先试一个村。",
        "建议我行先评议后授信。",
        "下一步，先在两家支行试行。",
        "结合我行实际，拟分两步走。",
    ],
)
def test_what_learners_plan_is_never_the_hosts_practice(plan: str) -> None:
    text = "柳湾农商银行先评议，后授信。该行每签一户奖励20元。\n" + plan
    made = bulletin(text, title=f"{LEARNER}赴{HOST}学习整村授信")
    assert told(made) == [(HOST, "host"), (HOST, "host"), (LEARNER, "learner")]


def test_in_its_own_story_we_are_the_host() -> None:
    made = bulletin("我行先评议后授信。下一步，我行将扩到全县。", title=f"{HOST}经验材料")
    assert told(made) == [(HOST, "host")] * 2


def test_what_goes_on_with_what_a_learner_tries_is_the_hosts_only_where_that_is_sure() -> None:
    text = (
        "4月2日，桐口农商银行一行到柳湾农商银行学习。柳湾的终端每台年均成本3000元。"
        "桐口农商银行打算先租20台，配给8个试点村，4月底看数。三项达标再买60台，否则续用纸质表。总行每季通报一次使用情况。"
    )
    made = bulletin(text, groups=(Group("柳湾组", HOST), Group("竹溪组", OTHER)))
    ((_, found),) = subjects_of(made, ())
    _, cost, plan, goes_on, host_again = found
    assert (cost.bank, plan.bank) == (HOST, LEARNER)
    assert (goes_on.bank, goes_on.doubtful) == ("", True)
    assert host_again.bank == HOST


def test_learners_without_a_name_and_the_office_that_organises() -> None:
    groups = (Group("柳湾组", HOST), Group("竹溪组", OTHER))
    made = bulletin(
        "学员认为这一点最值得学。学员注意到，该行的派单有上限。派出行的户均授信只有4万元。"
        "云州办事处召开了座谈会。",
        groups=groups,
    )
    assert told(made) == [("", "learner"), (HOST, "host"), ("", "learner"), ("", "none")]


def test_what_a_group_gained_is_what_the_host_does() -> None:
    made = bulletin("系统派单不按存款归属。派单量有上限。", groups=(Group("柳湾组", HOST),))
    entry = replace(made.entries[0], heading_path=("柳湾组学习收获",))
    assert told(replace(made, content=(entry,))) == [(HOST, "host")] * 2
    plans = replace(made.entries[0], heading_path=("对我行的几点建议",))
    learned = replace(made, content=(plans,), title=f"{LEARNER}赴{HOST}学习")
    assert "host" not in {side for _, side in told(learned)}


def test_answers_are_the_hosts_and_questions_are_not() -> None:
    made = bulletin("问：收入会不会掉？\n答：头三个月保底。我们不要求人人会放贷。")
    question, *answers = (side for _, side in told(made))
    assert question != "host"
    assert answers == ["host", "host"]


def test_a_system_of_banks_is_no_bank() -> None:
    made = bulletin("云州农商银行系统开展活动。", bank="")
    assert told(made) == [("", "none")]


def test_an_editor_has_the_last_word() -> None:
    text = "柳湾农商银行先评议。村民代表打分。"
    made = bulletin(text)
    said = SubjectCorrection(sentence_digest("村民代表打分。"), Side.THIRD, OTHER)
    entry = replace(made.entries[0], subjects=(said,))
    (_, subjects), *_ = subjects_of(replace(made, content=(entry,)), ())
    assert (subjects[1].bank, subjects[1].side, subjects[1].corrected) == (OTHER, Side.THIRD, True)
    assert not subjects[0].corrected


def test_a_host_that_is_not_sure_is_left_to_the_editor() -> None:
    made = bulletin("柳湾农商银行先评议。")
    (_, (sure,)), *_ = subjects_of(made, (), Weighing(sure=0.0))
    (_, (doubtful,)), *_ = subjects_of(made, (), Weighing(sure=1.0))
    assert (sure.bank, sure.side) == (HOST, Side.HOST)
    assert (doubtful.bank, doubtful.side, doubtful.doubtful) == ("", Side.NONE, True)
    assert HOST in doubtful.evidence


def test_every_sentence_says_why() -> None:
    made = bulletin("柳湾农商银行先评议。该行张榜七天。学员认为可行。")
    assert all(s.evidence for _, subjects in subjects_of(made, ()) for s in subjects)


def test_that_bank_is_never_one_of_another_section() -> None:
    texts = "柳湾农商银行先评议，后授信。", "竹溪农商银行直接核额。", "该行每季度手写一页小结。"
    made = bulletin(*texts)
    first, *others = made.entries
    entries = with_anchors([first, *(replace(entry, bank=OTHER) for entry in others)])
    found = told(replace(made, content=tuple(entries)))
    assert found == [(HOST, "host"), (OTHER, "host"), (OTHER, "host")]


def test_a_bank_compared_with_is_not_what_the_sentence_is_about() -> None:
    text = (
        "客户经理先评议，后授信，名单张榜七天。"
        "与竹溪农商银行靠系统抽查不同，该行要求客户经理每季度手写一页小结，由支行行长签字。"
    )
    assert told(bulletin(text))[1] == (HOST, "host")


def test_the_sentences_follow_what_an_editor_said_of_the_banks() -> None:
    text = (
        "柳湾农商银行和桐口农商银行互派了6名骨干。先评议后授信，评议结果张榜七天。"
        "总行每季度抽查一次，抽查结果和支行长的奖金挂钩。"
    )
    made = bulletin(text, bank="", title="两家银行互派骨干")
    for host, learner in ((HOST, LEARNER), (LEARNER, HOST)):
        said = (BankRole(host, Side.HOST), BankRole(learner, Side.LEARNER))
        ((_, found),) = subjects_of(replace(made, roles=said), ())
        assert [(s.bank, s.side) for s in found[1:]] == [(host, Side.HOST)] * 2


def test_a_text_with_one_bank_of_which_an_editor_said_that_it_is_learned_from() -> None:
    made = bulletin("柳湾农商银行先评议后授信，评议结果张榜七天。", bank="", title="外出学习见闻")
    ((_, (doubtful,)),) = subjects_of(made, ())
    assert doubtful.doubtful
    ((_, (told,)),) = subjects_of(replace(made, roles=(BankRole(HOST, Side.HOST),)), ())
    assert (told.bank, told.side) == (HOST, Side.HOST)


@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        (f"他山之石：{HOST}怎样评议", ""),
        (f"{HOST}整村授信的几点做法", "（转载自《农村金融》，供各支行学习参考）"),
    ],
)
def test_a_reprint_tells_of_the_bank_in_its_title(title: str, subtitle: str) -> None:
    text = f"{HOST}先评议，后授信。该行每签一户奖励20元，去年共签约1524户。"
    made = replace(bulletin(text, title=title), subtitle=subtitle)
    found = [one for _, said in subjects_of(made, ()) for one in said]
    assert [(one.bank, one.doubtful) for one in found] == [(HOST, False)] * 2


def test_the_only_bank_named_is_the_host_where_the_opening_says_so() -> None:
    opening = f"3月18日起，我在{HOST}城北支行跟班学习一周，最想分享晨会。"
    rules = "全行晨会一律站着开，每天不超过十二分钟，主持人每天轮换。"
    made = bulletin(opening, rules, title="【跟班分享】晨会怎么开")
    *_, last = [s for _, subjects in subjects_of(made, ()) for s in subjects]
    assert (last.bank, last.side) == (HOST, Side.HOST)


def test_who_answers_tells_of_their_own_bank() -> None:
    said = "问：审批怎么这么快？\n答：我们把30万元以下的审批权全部下放到支行，支行行长和客户经理双签就能放款。"
    made = replace(
        bulletin(said, title=f"访谈：{HOST}的两小时放款"),
        subtitle=f"受访人：{HOST}普惠部总经理\n采访整理：跟班学习办公室",
    )
    *_, last = [s for _, subjects in subjects_of(made, ()) for s in subjects]
    assert (last.bank, last.side) == (HOST, Side.HOST)


def test_what_we_have_ourselves_is_not_told_of_the_host_it_is_measured_by() -> None:
    entries = [
        "学习组先后到柳湾农商银行和竹溪农商银行调研，两行规模相近，打法不同。",
        "柳湾农商银行贷款户数4.15万户，户均贷款13.6万元，成本收入比28.4%。",
        "竹溪农商银行贷款户数1.08万户，户均贷款52万元，成本收入比31%。",
        "我行贷款户数2.2万户，户均24万元，介于两者之间，建议走柳湾的路子，力争三年内户数翻一番。",
    ]
    made = bulletin(*entries, title="两家银行的账本：柳湾与竹溪对比", bank="")
    assert told(made)[-1] == ("", "learner")


@pytest.mark.parametrize("senders", ["六家派出行", "来自六家农商银行的学员"])
def test_where_several_send_the_one_that_is_named_did_not_do_it_all(senders: str) -> None:
    texts = (
        f"本周{senders}继续跟班学习。{LEARNER}拟在两个村先试分级评议。",
        "学员回行后拟先试两个村。",
    )
    made = bulletin(*texts, groups=(Group("柳湾组", HOST), Group("竹溪组", OTHER)))
    found = [s for _, subjects in subjects_of(made, ()) for s in subjects]
    of_learners = [s for s in found if s.side is Side.LEARNER]
    assert {s.bank for s in of_learners if LEARNER in s.sentence.text} == {LEARNER}
    assert {s.bank for s in of_learners if s.sentence.text.startswith("学员")} == {""}


def test_that_branch_is_the_one_named_last() -> None:
    text = "柳湾农商银行城北支行有7300户。该支行今年新开商户412户。全行有41个网点。"
    found = [
        one.branch
        for _, said in subjects_of(bulletin(text), (), Weighing(sure=0.0))
        for one in said
    ]
    assert found == ["城北支行", "城北支行", ""]

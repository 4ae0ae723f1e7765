"""What a host says of itself in its own paper, and what one of its people says whom learners went along with."""

from __future__ import annotations

import pytest

from kb.enrich import read_subjects, subjects_of
from kb.model import Side
from tests.builders import read_text

GUESTS, HOST = "桐口农商银行", "柳湾农商银行"
NEWS = (
    f"{GUESTS}来我行跟班学习\n\n6月15日至19日，{GUESTS}党委副书记陶永清一行10人来我行开展跟班学习。"
    f"我行董事长贾云主持召开座谈会。\n\n在合规部，我行就尽职免责工作与学员们作了深入交流。"
    f"我行规定，普惠贷款不良率不超过全行平均水平3个百分点的，对客户经理不作负面评价。\n\n"
    f"陶永清表示，我行将把{HOST}的好经验带回去。\n\n"
    f"贾云表示，我行将继续与{GUESTS}加强交流，共同提高。\n\n{HOST}办公室\n2026年6月22日\n"
)


def test_who_comes_to_us_is_not_we() -> None:
    parties, _ = read_subjects(read_text(NEWS), ())
    assert (parties.own, parties.own_side) == (HOST, Side.HOST)


@pytest.mark.parametrize(
    ("words", "bank"),
    [
        ("在合规部，我行就", HOST),
        ("陶永清表示，我行将", GUESTS),  # who speaks is of the guests
    ],
)
def test_what_we_do_with_guests_is_the_hosts(words: str, bank: str) -> None:
    told = next(
        one
        for _, subjects in subjects_of(read_text(NEWS), ())
        for one in subjects
        if one.sentence.text.startswith(words)
    )
    assert told.bank == bank
    assert told.side is (Side.HOST if bank == HOST else Side.LEARNER)


def test_who_went_along_with_the_learners_speaks_for_the_host() -> None:
    text = (
        f"走进{HOST}\n\n5月12日至15日，{GUESTS}8名支行行长走进{HOST}，跟班学习四天。\n\n"
        f"{HOST}把城区分成58个网格，每天下午三点以后，客户经理必须在网格里。"
        f"我们跟着客户经理小赵跑了一个下午，走访了12户商户。\n\n"
        "小赵说：“刚开始觉得苦，现在一天不出去心里就不踏实。”\n"
    )
    told = [one for _, subjects in subjects_of(read_text(text), ()) for one in subjects][-1]
    assert (told.bank, told.side, told.doubtful) == (HOST, Side.HOST, False)


def test_a_figure_of_the_host_among_what_learners_say_of_themselves_is_the_hosts() -> None:
    text = (
        f"学得来、用得上\n——在跟班学习交流会上的发言\n{GUESTS}董事长　江海\n\n"
        f"今年3月以来，{GUESTS}先后选派五批60名员工到{HOST}跟班学习。\n\n一、结合实际用\n\n"
        "学习回来，我行成立了清收指挥部。9月末，我行不良贷款率降到2.85%。"
        f"我们清醒地认识到，与{HOST}相比，差距仍然不小。同期，{HOST}的不良贷款率只有1.08%。"
        f"下一步，我行将继续选派两批学员，重点学习{HOST}的贷后预警系统。\n"
    )
    told = {
        one.sentence.text[:3]: one
        for _, subjects in subjects_of(read_text(text), ())
        for one in subjects
    }
    assert (told["同期，"].bank, told["同期，"].side) == (HOST, Side.HOST)
    assert told["下一步"].side is Side.LEARNER


def test_what_learners_report_of_their_bank_goes_on_about_it() -> None:
    text = (
        f"我行赴{HOST}回访交流\n\n去年7月，{GUESTS}首批学员在{HOST}跟班一个月。"
        f"7月8日至9日，{GUESTS}行长冉强带队再次来到{HOST}，汇报学习转化成果。\n\n"
        f"冉强介绍，一年来，我行参照{HOST}的办法推行了客户经理等级管理，评出高级客户经理12名。"
        "客户经理户均管户由210户提高到386户。但在推行中也碰到了降级难的问题。\n\n"
        f"针对降级难，{HOST}人力资源部总经理柏林说，他们的办法是“先挂后降”，不达标的先挂黄牌三个月。\n"
    )
    told = [one for _, subjects in subjects_of(read_text(text), ()) for one in subjects]
    ours = [one for one in told if one.sentence.text.startswith(("客户经理户均", "但在推行"))]
    assert [(one.bank, one.side) for one in ours] == [(GUESTS, Side.LEARNER)] * 2
    assert (told[-1].bank, told[-1].side) == (HOST, Side.HOST)

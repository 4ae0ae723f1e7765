"""Learners of other banks who are with the same host."""

from __future__ import annotations

import pytest

from kb.enrich.fellows import fellows_in
from kb.enrich.parties import Parties
from kb.enrich.stated_parties import stated_parties
from tests.enrich.stated import parties_of
from tests.enrich.test_subjects import bulletin

HOST, ONE, OTHER = "柳湾农商银行", "云泽农商银行", "南屏农商银行"
NAMES = Parties(banks=(HOST, ONE, OTHER, "东岭村镇银行"))


def fellows(text: str) -> tuple[str, ...]:
    return fellows_in(text, NAMES.mentions(text))


@pytest.mark.parametrize(
    "text",
    [
        "我和云泽农商银行、南屏农商银行的两位学员一起在柳湾农商银行轮岗。",
        "我行第四批学员8人继续在柳湾农商银行跟班，与云泽、南屏两家行的学员一起编为二组。",
        "三名同志到柳湾农商银行学习两天，一同参加的还有云泽农商银行、南屏农商银行的代表。",
        "我行4人与云泽农商银行、南屏农商银行一起赴柳湾农商银行学习。",
        "在柳湾农商银行跟班，同期学习的还有云泽农商行和南屏农商行。",
        "在柳湾农商银行，同期来学的云泽农商银行、南屏农商银行学员未能到场。",
        "同组的有云泽农商银行和南屏农商银行，导师是柳湾农商银行的客户经理。",
    ],
)
def test_those_who_learn_with_us(text: str) -> None:
    assert fellows(text) == (ONE, OTHER)


@pytest.mark.parametrize(
    "text",
    [
        "我和柳湾农商银行的师傅一起到村里走访，云泽农商银行也做整村授信。",
        "我行与柳湾农商银行一起到村里走访。",
        "我们到柳湾农商银行，云泽农商银行与南屏农商银行各讲了一课。",
        "我行赴柳湾农商银行、云泽农商银行、南屏农商银行学习。",
        "柳湾农商银行的做法与云泽农商银行、南屏农商银行相同。",
        "做得好的还有云泽农商银行、南屏农商银行。",
        "在柳湾农商银行、云泽农商银行的学员一起座谈。",
    ],
)
def test_those_who_are_learned_from(text: str) -> None:
    assert fellows(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "我行4人走访了柳湾农商银行，与云泽农商银行的同行一起看了六个养殖场。",
        "三人赴柳湾农商银行学习，和云泽农商银行的同事们一道住在支行。",
        "一行8人到柳湾农商银行，同云泽农商银行一起听了两堂课。",
    ],
)
def test_who_went_along_to_the_bank_that_was_visited(text: str) -> None:
    assert fellows(text) == (ONE,)


def test_one_alone_is_found_too() -> None:
    assert fellows("6人赴柳湾农商银行学习，同行的还有东岭村镇银行2人。") == ("东岭村镇银行",)


def test_they_are_no_hosts_and_not_we() -> None:
    text = (
        "7月15日到19日，我和云泽农商银行、南屏农商银行的两位学员一起在柳湾农商银行轮岗。"
        "柳湾农商银行把开户审核全部收到总行。企业开户从两天缩短到90分钟。"
        "南屏农商银行的小吴说他们那里没有写进考核。我行下一步先在桐口支行试一个季度。"
    )
    made = bulletin(text, bank=HOST)
    assert set(stated_parties(made, ()).fellows) == {ONE, OTHER}
    found = parties_of(made, ())
    assert found.hosts == (HOST,)
    assert {ONE, OTHER} <= set(found.learners)
    assert found.own not in (HOST, ONE, OTHER)


def test_a_list_of_those_who_are_all_with_the_same_host() -> None:
    assert fellows("4月7日至18日，云泽、南屏两家农商银行的学员同在柳湾农商银行跟班。") == (
        ONE,
        OTHER,
    )
    assert fellows("三人先后到云泽农商银行、南屏农商银行的学员公寓，再到柳湾农商银行。") == ()

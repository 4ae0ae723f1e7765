"""What a section is for, by the words of its heading."""

from __future__ import annotations

import pytest

from kb.structure.roles import Role, is_labelled_point, is_learners, role_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、临海组学习情况", Role.ACTIVITY),
        ("青枫组学习动态", Role.ACTIVITY),
        ("活动剪影", Role.ACTIVITY),
        ("本周临海组学习小结", Role.LESSON),
        ("二、学习心得", Role.LESSON),
        ("云泽组经验做法", Role.LESSON),
        ("二、清收感受", Role.LESSON),
        ("几点启示", Role.LESSON),
        ("一、学习内容", Role.OVERVIEW),
        ("基本情况", Role.OVERVIEW),
        ("下一步工作安排", Role.OVERVIEW),
        ("本周学习之星", Role.HONOUR),
        ("先进个人光荣榜", Role.HONOUR),
        ("临海组", None),
        ("整村授信", None),
    ],
)
def test_roles(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


@pytest.mark.parametrize(
    "heading", ["我们行差在哪里？", "对我社的启示", "回来怎么干", "下一步打算", "跟班人员感受"]
)
def test_sections_of_the_learners(heading: str) -> None:
    assert is_learners(heading)


@pytest.mark.parametrize(
    "text", ["经验一：一张网格图", "做法2：厅堂服务", "亮点之三、等候有书", "第四招：法院跟"]
)
def test_points_that_call_themselves_points(text: str) -> None:
    assert is_labelled_point(text)


@pytest.mark.parametrize("text", ["经验做法", "第一，走访", "差距一：网格没人管", "做法一览表"])
def test_other_lines_are_none(text: str) -> None:
    assert not is_labelled_point(text)


@pytest.mark.parametrize("text", ["打算一：重新聘任网格员", "不足2：清收靠兼职"])
def test_what_learners_count(text: str) -> None:
    assert is_learners(text)


@pytest.mark.parametrize("heading", ["所思", "[所行]", "【所想】", "所感", "我的所思所想"])
def test_what_learners_thought_and_will_do(heading: str) -> None:
    assert is_learners(heading)


@pytest.mark.parametrize("heading", ["我行怎么选", "我社该如何学", "本行应当怎样走"])
def test_what_we_make_of_it_is_the_learners(heading: str) -> None:
    assert is_learners(heading)
    assert not is_learners("他们怎么选客户")


@pytest.mark.parametrize("heading", ["[所学]", "【所学】", "所学所得"])
def test_what_was_learned_are_lessons(heading: str) -> None:
    assert role_of(heading) is Role.LESSON


@pytest.mark.parametrize("heading", ["采访手记", "记者手记", "编辑手记"])
def test_a_note_of_who_asked_is_no_lesson(heading: str) -> None:
    assert role_of(heading) is Role.OVERVIEW
    assert role_of("学习手记") is Role.LESSON


@pytest.mark.parametrize(
    "heading",
    ["定措施：说干就干", "找差距", "补短板 强弱项", "二、转化情况", "成果转化", "转化成效"],
)
def test_what_is_to_be_done_at_home_is_the_learners(heading: str) -> None:
    assert is_learners(heading)


@pytest.mark.parametrize("heading", ["怎么学", "去学什么", "到那里怎样学？", "此行去学啥"])
def test_how_they_will_learn_is_the_learners(heading: str) -> None:
    assert is_learners(heading)
    assert not is_learners("他们怎么学制度")


def test_what_we_may_learn_is_of_the_learners() -> None:
    assert is_learners("我们能学什么")
    assert is_learners("我行该改哪些？")
    assert not is_learners("我们学到了什么")
    assert not is_learners("我们能学到他们的账本")


@pytest.mark.parametrize(
    "heading", ["我行拟做的三件事", "我们准备先抓的两项", "我社能推的3条", "我们打算办四件实事"]
)
def test_things_that_we_will_do_are_the_learners(heading: str) -> None:
    assert is_learners(heading)
    assert not is_learners("我们做了三件事")
    assert not is_learners("我们做的三件事")


@pytest.mark.parametrize(
    ("heading", "learners"),
    [
        ("带回去：学员怎么说", True),
        ("学员们这样说", True),
        ("学员都说了什么", True),
        ("带回家", True),
        ("学员怎么学网格", False),
        ("学员谈客户", False),
        ("带回去的不良", False),
    ],
)
def test_what_the_learners_say_and_take_home(heading: str, learners: bool) -> None:
    assert is_learners(heading) is learners


@pytest.mark.parametrize("heading", ["会议议定", "双方商定", "议定事项", "达成共识", "合作意向"])
def test_what_both_agreed_on_is_no_lesson(heading: str) -> None:
    assert role_of(heading) is Role.OVERVIEW


def test_a_rate_that_was_agreed_on_is_a_point() -> None:
    assert role_of("与客户商定利率") is None


@pytest.mark.parametrize("heading", ["◇回音◇", "读者回音", "回音壁", "学员反响"])
def test_how_readers_took_it_is_the_learners(heading: str) -> None:
    assert is_learners(heading)
    assert not is_learners("回音壁上贴投诉")


@pytest.mark.parametrize(
    "heading", ["缺什么", "差在哪里", "返程路上", "回行安排", "2.1 回来怎么办"]
)
def test_what_learners_lack_and_change(heading: str) -> None:
    assert is_learners(heading)


@pytest.mark.parametrize("heading", ["怎么改", "怎么改利率", "缺钱就找村会计"])
def test_points_that_only_begin_so(heading: str) -> None:
    assert not is_learners(heading)


@pytest.mark.parametrize("heading", ["【下月安排】", "下季度工作重点", "下半年打算"])
def test_what_comes_next_is_the_learners_own(heading: str) -> None:
    assert role_of(heading) is Role.OVERVIEW
    assert is_learners(heading)


@pytest.mark.parametrize("heading", ["【警示】", "警示案例", "曝光台", "【近期安排】"])
def test_warnings_head_no_lesson(heading: str) -> None:
    assert role_of(heading) is Role.OVERVIEW

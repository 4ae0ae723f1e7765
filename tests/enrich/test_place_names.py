"""Banks that a text calls only by their place."""

from __future__ import annotations

from typing import Any

import pytest

from kb.enrich.place_names import places_alone


def found(title: str, text: str = "", known: tuple[str, ...] = ()) -> list[str]:
    return list(places_alone([title], text, known))


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("石潭归来：给我们的三个警醒", ["石潭"]),
        ("在贝壳滩的七个早上", ["贝壳滩"]),
        ("先去石斛塘，再去芙蓉镇", ["石斛塘", "芙蓉镇"]),
        ("金坳农商银行对标古渡口“问题—答案”清单", ["古渡口"]),
        ("灯笼渡农商银行赴沙枣营跟岗群", ["沙枣营"]),
        ("梨园埠农商银行：对标雪浪湾 六问自己", ["雪浪湾"]),
        ("金竹尖农商银行在白茶坞的第四天", ["白茶坞"]),
        ("学习檀香泉，我们怎么干", ["檀香泉"]),
        ("第二次来古塔坪", ["古塔坪"]),
    ],
)
def test_a_title_says_where_somebody_learned(title: str, places: list[str]) -> None:
    assert found(title) == places


def test_a_list_that_is_counted_names_banks() -> None:
    text = "两名同志先后到大江坪、小江坪两家农商银行学习。大江坪在上游，小江坪在下游。"
    assert found("关于学习情况的报告", text) == ["大江坪", "小江坪"]


@pytest.mark.parametrize(
    "text",
    [
        "8人与云泽、南屏两家行的学员一起编组。",
        "本周，我们和云泽、南屏两家农商行的同事同吃同住。",
        "同行的及云泽、南屏两行的同志。",
        "我们到与云泽、南屏两家学习的地方。",
        "自和云泽、南屏两家学成归来。",
    ],
)
def test_a_list_that_opens_with_a_link_has_no_empty_place(text: str) -> None:
    assert "南屏" in found("跟班学习周报", text + "云泽和南屏的同志也在。")


def test_who_stands_in_a_row_with_a_bank_is_a_bank() -> None:
    text = "响水坝：公示七天\n芭蕉垸：分四层\n响水坝：可换假期\n芭蕉垸：统一出具\n响水坝方面提醒，要有准备。"
    assert found("学习成果清单", text) == ["响水坝", "芭蕉垸"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("澧溪湾：按存栏头数授信。\n慈云坪：按饲料用量授信。", ["澧溪湾", "慈云坪"]),
        ("大庙坡篇\n窗口不设限。\n望海坡篇\n存款到期有人问。", ["大庙坡", "望海坡"]),
    ],
)
def test_a_row_of_names_of_places_names_banks(text: str, places: list[str]) -> None:
    assert found("外出学习汇编", text) == places


def test_labels_that_name_nothing_are_no_banks() -> None:
    assert found("访谈", "甲方：好。\n乙方：好。\n甲方：行。\n乙方：行。") == []


@pytest.mark.parametrize(
    "text",
    [
        "赴现场学习，到基层学习。现场很热闹，基层很忙。",
        "组织员工在总行学习，总行很重视。",
        "走进敬老院学习。敬老院很安静。",
        "去石潭镇学习，石潭镇靠江。",
        "“青春赴山海”主题活动，山海相连。",
    ],
)
def test_other_words_behind_the_same_verbs_are_no_banks(text: str) -> None:
    assert found("工作简报", text) == []


def test_a_bank_with_its_name_is_not_named_twice() -> None:
    assert found("赴石潭跟班见闻", "石潭农商银行", ("石潭农商银行",)) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("台账是写给自己用的。云寨坪的客户经理翻开就能答。", ["云寨坪"]),
        ("请松石渡的师傅每季度来讲一次。", ["松石渡"]),
        ("在我们芦花塘，查出来先停岗。", ["芦花塘"]),
        ("我在芦笋垭做了四年信贷，没有见过。", ["芦笋垭"]),
        ("酸枣垭-小芮：我们等到三十天。", ["酸枣垭"]),
        ("一组在澧南，二组在仁安。\n澧南的夜校每晚两节。仁安没有夜校。", ["澧南", "仁安"]),
    ],
)
def test_one_clue_is_enough_where_only_a_bank_can_stand(text: str, places: list[str]) -> None:
    assert found("学习心得", text) == places


def test_a_title_compares_two_banks() -> None:
    assert found("玉坪、罗山清收办法之异同", "玉坪包户，罗山包村。") == ["玉坪", "罗山"]


@pytest.mark.parametrize(
    "text",
    [
        "山坡的网点不好找。渡口的支行小。",
        "到村庄走访，鱼塘的贷款归一个人管。",
        "我们只有一个网点。你们在岗的员工多。",
        "归纳浣塘的做法。",
    ],
)
def test_a_common_word_before_people_of_a_bank_is_no_name(text: str) -> None:
    assert found("学习心得", text) == []


def test_the_verb_behind_a_place_is_no_part_of_it() -> None:
    assert found("罗源坳农商银行赴坛口考察", "坛口用无人机。", ("罗源坳农商银行",)) in (
        [],
        ["坛口"],
    )


class Searched(str):
    """A text that counts how often it is gone through for one word."""

    times = 0

    def count(self, *given: Any) -> int:
        Searched.times += 1
        return super().count(*given)

    def find(self, *given: Any) -> int:
        Searched.times += 1
        return super().find(*given)


@pytest.mark.parametrize("lines", [50, 1000])
def test_a_text_is_not_gone_through_for_each_long_name(lines: int) -> None:
    names = [f"{chr(0x5200 + n)}{chr(0x5F00 + n)}清湾" for n in range(lines)]
    text = Searched("\n".join(f"请{name}的同事讲信贷。" for name in (*names, names[7])))
    Searched.times = 0
    assert list(places_alone(["学习心得"], text, ())) == [names[7]]
    assert Searched.times == 0


def test_an_office_that_one_sits_with_and_a_title_name_a_bank_by_its_place() -> None:
    title = "跟班学习技术笔记（三）：枣阜的数据平台"
    assert found(title, "四天里，我们坐在枣阜科技部的大开间里。枣阜搭了一层仓库。") == ["枣阜"]
    assert found("学习笔记：细节的力量", "在邻村信贷部学习。细节要紧。") == []
    assert found("学习笔记（一）", "我们坐在总行科技部里，在枣阜买了茶。") == []


def test_a_branch_that_stands_with_its_bank_is_no_bank() -> None:
    text = (
        "我们在柳湾农商银行黄泥岭支行待了五天。去了黄泥岭，在黄泥岭跟班。黄泥岭的做法值得学。"
        "说黄泥岭的客户经理。"
    )
    assert found("学习心得", text, ("柳湾农商银行",)) == []
    assert found("学习心得", text.replace("柳湾农商银行黄泥岭支行", "黄泥岭")) == ["黄泥岭"]


def test_a_word_before_a_place_is_no_part_of_it() -> None:
    assert "据苕湾" not in found(
        "学习见闻", "据苕湾的同事介绍，专家库一请就到。据苕湾的行长说，每次八百元。"
    )


def test_a_paper_may_be_named_after_the_place_of_its_host() -> None:
    titles = ("杉洲农商银行培训学校　　培训简讯第17期", "岚埠跟班班次小结")
    text = "学员十五名，每名学员配一名师傅。\n岚埠设“首席客户经理”六名，每月津贴一千五百元。"
    assert list(places_alone(titles, text, ("杉洲农商银行",))) == ["岚埠"]


def test_a_word_that_does_not_occur_again_names_no_bank() -> None:
    text = "学员十五名，每名学员配一名师傅。"
    assert list(places_alone(("岚埠跟班班次小结",), text, ("杉洲农商银行",))) == []
    assert list(places_alone(("青干跟班小结",), f"青干十五名。{text}青干分两批。", ())) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("我们五个人到樟渎行跟班。樟渎行三年调了五十七个人。", ["樟渎"]),
        ("六名学员从箬坞农商归来。箬坞的柜台上没有“请稍等”。", ["箬坞"]),
        ("四人赴派出行学习。派出行都有要求。", []),
        ("到优秀行跟班。优秀行的经验要学。", []),
        ("到总行学习，到总行报到。", []),
        ("小组在运河支行跟班，运河支行有七人。", []),
        ("村镇银行到主发起行跟班，主发起行派人带。", []),
        ("同事去先进行跟班。先进的做法要学。", []),
    ],
)
def test_what_is_short_for_a_bank_behind_the_place(text: str, places: list[str]) -> None:
    assert found("写给同事的一封信", text) == places

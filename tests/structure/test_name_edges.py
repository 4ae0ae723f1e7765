"""Where an unknown name begins, told by how the whole text uses it."""

from __future__ import annotations

import pytest

from kb.model import Organisation
from kb.structure import banks_in


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("和丰桥农商银行推行首问负责制\n\n和丰桥农商银行今年起推行首问负责制。", "和丰桥农商银行"),
        ("向阳坝农商银行开展竞赛\n\n近日，向阳坝农商银行开展竞赛。", "向阳坝农商银行"),
        ("于家埠农商银行读书会\n\n读书会上大家谈得热烈。", "于家埠农商银行"),
        (
            "和顺桥农商银行与漳河口农商银行开展结对共建\n\n签约仪式举行。和顺桥农商银行选一个支行承接。",
            "和顺桥农商银行",
        ),
        ("跟班学习群公告\n\n明早步行前往连江坞农商银行。", "连江坞农商银行"),
        (
            "石阡坝农商银行与正定洼农商银行连线\n\n正定洼农商银行问谁来维护。",
            "正定洼农商银行",
        ),
        ("渠桥农商银行来临泽湾农商银行交流\n\n渠桥农商银行一行来访。", "临泽湾农商银行"),
        ("等驾坡农商银行的“三个早”\n\n去年等驾坡农商银行放款早。", "等驾坡农商银行"),
        ("交流会发言\n\n小夏（比邻河农商银行）：我们不送春联。", "比邻河农商银行"),
        ("参观同心桥农商银行\n\n同心桥农商银行今年减了费。", "同心桥农商银行"),
        (
            "石坞农商银行学员赴都亭渡农商银行学习\n\n都亭渡农商银行的晨会很短。都亭渡每天只讲三件事。",
            "都亭渡农商银行",
        ),
        (
            "来雁坪农商银行学习小结\n\n上月，来雁坪农商银行派出两人。回行后编入来雁坪清收组。",
            "来雁坪农商银行",
        ),
    ],
)
def test_a_word_is_the_first_character_of_a_name_that_always_has_it(text: str, bank: str) -> None:
    assert bank in banks_in(text, ())


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        (
            "办法几乎是照抄松溪农商银行的。\n松溪的那份只有四页，松溪人自己也改过两次。",
            "松溪农商银行",
        ),
        ("住的旅店离芦江湾农商银行走路六分钟。\n芦江湾的晨会只有三分钟。", "芦江湾农商银行"),
        ("问：那芦荻农商银行可以照搬吗？\n答：芦荻的房价去年跌了一成。", "芦荻农商银行"),
        ("汇报完，我们回石埂农商银行开会。\n石埂的存款不少。", "石埂农商银行"),
        ("第四天他们万石农商银行的人来得早。", "万石农商银行"),
        ("本期刊发白淀农信联社的来稿。", "白淀农信联社"),
        ("湖坪农商银行答云山渡农商银行问\n云山渡：贵行怎么放款？", "云山渡农商银行"),
    ],
)
def test_a_verb_is_no_part_of_a_name_that_also_stands_alone(text: str, bank: str) -> None:
    banks = banks_in(text, ())
    assert bank in banks
    assert not [name for name in banks if name != bank and name.endswith(bank)]


@pytest.mark.parametrize(
    "text",
    [
        "我们和石桥农商银行的同事座谈。",
        "在石桥农商银行，我们看了三天。\n在石桥农商银行的第二天，又在石桥农商银行吃饭。",
        "与石桥农商银行动辄几十万的奖金相比，我们差得远。",
    ],
)
def test_a_preposition_stays_outside_the_name(text: str) -> None:
    assert list(banks_in(text, ())) == ["石桥农商银行"]


@pytest.mark.parametrize(
    "text",
    [
        "一、缘起\n农商银行生于乡土，联社也是。",
        "权限都集中在联社，批条写给联社，过去联社只看抵押。",
        "会议由片区办事处召开，随市办事处走访，不提外省某农商银行。",
        "董事会下设村镇银行管理部，推动村镇银行增资。",
    ],
)
def test_the_words_before_a_kind_alone_are_no_name(text: str) -> None:
    assert not banks_in(text, ())


def test_a_known_name_is_only_the_end_of_a_longer_one() -> None:
    text = "问：贵行为什么没有压降？\n答：麻石桥农商银行只做县城。"
    assert list(banks_in(text, (Organisation("石桥农商银行"),))) == ["麻石桥农商银行"]


def test_the_end_of_a_name_is_no_name() -> None:
    assert "渡口农商银行" not in banks_in("第二站金沙渡口农商银行恰恰相反。", ())


def test_a_long_run_of_words_before_a_name_leaves_three_characters() -> None:
    assert list(banks_in("东坪农商银行函邀喻家坳农商银行派员参加。", ())) == [
        "东坪农商银行",
        "喻家坳农商银行",
    ]


def test_one_character_is_a_name_at_the_beginning_of_a_line() -> None:
    text = "沅农商银行第四批学员出发\n\n9月1日，沅农商银行第四批学员出发。送行的是沅农商行行长。"
    assert list(banks_in(text, ())) == ["沅农商银行"]


@pytest.mark.parametrize(
    "text", ["县农商银行召开会议", "客户说，选农商行是因为近。", "我农商行", "做农商银行的贴心人"]
)
def test_a_common_word_is_no_name_of_one_character(text: str) -> None:
    assert not banks_in(text, ())

"""Where one is on the days of a journey."""

from __future__ import annotations

from kb.readers import Block
from tests.builders import structured

FIRST = "柳湾农商银行安排我们住在培训中心，墙上贴着本月的绩效排名，第一名和最后一名差了四倍。"
AGAIN = "跟着客户经理跑了一天，名单上走过的打勾，贷过的画圈，漏一户扣二十元，月底由支行长逐户回访。"
NEXT = "这里的行长只谈活户率，三个月没有动账的户头不算数，柜员激活一户得五元，当月兑现。"
TITLE = "走读日记：十天两家行"


def banks(*texts: str) -> dict[str, str]:
    found = structured(*map(Block, texts)).bulletin
    return {entry.text: entry.bank for entry in found.entries}


def test_a_day_without_a_name_is_of_the_bank_where_one_is() -> None:
    told = banks(
        *(TITLE, "竹溪农商银行　卓然", "11月2日　星期一　阴", FIRST, "11月3日　星期二　晴", AGAIN),
        *("11月5日　星期四　小雨", "转到桐口农商银行。", NEXT),
    )
    assert told[FIRST] == told[AGAIN] == "柳湾农商银行"
    assert told[NEXT] == "桐口农商银行"


def test_the_writer_of_a_journey_to_several_banks_is_no_host() -> None:
    found = structured(
        *map(Block, (TITLE, "竹溪农商银行　卓然", FIRST, "转到桐口农商银行。", NEXT))
    ).bulletin
    assert "竹溪农商银行" not in {entry.bank for entry in found.entries}


def test_places_that_are_counted_as_banks_host_their_groups() -> None:
    found = structured(
        *map(
            Block,
            ("竹溪农商银行赴柳湾、桐口两行跟班学习小结", "柳湾组", FIRST[6:], "桐口组", NEXT),
        )
    ).bulletin
    assert [group.bank for group in found.groups] == ["柳湾农商银行", "桐口农商银行"]


def test_who_only_says_where_he_went_was_there() -> None:
    told = banks(
        *("在路上：两家行十二天", "竹溪农商银行　施予", "3月9日　星期一　晴"),
        *(
            "下午三点到柳湾农商银行报到。",
            AGAIN,
            "3月16日　星期一　晴",
            "今天到桐口农商银行。",
            NEXT,
        ),
    )
    assert (told[AGAIN], told[NEXT]) == ("柳湾农商银行", "桐口农商银行")


def test_who_publishes_behind_the_number_of_an_issue_is_no_title() -> None:
    found = structured(
        *map(
            Block,
            (
                *("竹溪农商银行跟班学习一周要情", "总第17期　办公室编印", "【柳湾】", FIRST),
                *("【桐口】", "桐口农商银行" + NEXT),
            ),
        )
    ).bulletin
    assert found.title == "竹溪农商银行跟班学习一周要情"

"""Lists of contents at the beginning of a file."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.contents_list import contents_of
from tests.builders import structured

HEADLINES = ("赴乐安桥农商银行学习员工关爱", "三季度经营情况通报")
TEXT = "该行建了心情墙，每天上班贴一张表情，连续三天贴哭脸的，由工会谈心，解决不了的转行长。"


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ("本期要目", "★ {}"),
        ("目　录", "{}………………3"),
        ("【本期导读】", "● {}"),
        ("本期内容：", "{}（2）"),
        ("目录", "{}"),
    ],
)
def test_the_lines_that_stand_again_below(head: str, form: str) -> None:
    lines = ["工作简报", head, *(form.format(line) for line in HEADLINES)]
    text = [part for line in HEADLINES for part in (line, TEXT)]
    found = contents_of([*map(Block, (*lines, *text))])
    assert found.lines == {1, 2, 3}
    assert all(map(found.names, HEADLINES))
    made = structured(*map(Block, (*lines, *text)))
    assert made.bulletin.title == "工作简报"
    assert [entry.heading_path for entry in made.bulletin.entries] == [
        (line,) for line in HEADLINES
    ]


def test_a_line_may_name_the_bank_before_the_headline() -> None:
    lines = ["学习交流", "本期要目", *(f"★ 乐安桥农商银行：{line}" for line in HEADLINES)]
    text = [part for line in HEADLINES for part in (line, TEXT)]
    made = structured(*map(Block, (*lines, *text)))
    assert [entry.heading_path for entry in made.bulletin.entries] == [
        (line,) for line in HEADLINES
    ]


@pytest.mark.parametrize("number", ["一、", "（一）", "1．"])
def test_the_headlines_below_may_be_numbered(number: str) -> None:
    lines = ["学习交流", "本期导读", *(f"▲{line}" for line in HEADLINES)]
    text = [part for line in HEADLINES for part in (number + line, TEXT)]
    found = contents_of([*map(Block, (*lines, *text))])
    assert found.lines == {1, 2, 3}


@pytest.mark.parametrize(
    "lines", [("本期要目", "只此一篇", "只此一篇", TEXT), ("学习内容", "走访", TEXT), ()]
)
def test_other_lines_are_no_list(lines: tuple[str, ...]) -> None:
    assert contents_of([*map(Block, lines)]).lines == frozenset()


@pytest.mark.parametrize(
    ("line", "is_list"),
    [
        ("本期要目：绿色金融怎么做；科技企业怎么看；我们的短板在哪里。", True),
        ("【本期导读】：绿色金融怎么做 | 科技企业怎么看", True),
        ("本期看点：绿色金融怎么做", False),
        ("要目：绿色金融怎么做。科技企业怎么看；我们的短板在哪里。", False),
    ],
)
def test_a_list_in_one_line(line: str, is_list: bool) -> None:
    made = structured(*map(Block, ("学习动态", line, TEXT)))
    assert (line in made.furniture) is is_list


def test_the_only_item_of_a_list_stands_above_another_headline() -> None:
    lines = (
        "柳湾农商银行内部刊物",
        "学与思",
        "总第42期",
        "本期导读：看竹溪怎样管大额贷款",
        "一张纸的分量",
        TEXT,
    )
    made = structured(*map(Block, lines))
    assert (made.bulletin.title, made.bulletin.series) == ("一张纸的分量", "学与思")


def test_one_item_below_a_label_that_is_no_heading() -> None:
    headline = "沙河农商银行“夜校贷款”的启示"
    made = structured(*map(Block, ("学习与交流", "★本期要目★", headline, headline, TEXT)))
    assert "★本期要目★" in made.furniture

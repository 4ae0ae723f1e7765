"""Lists of accounts to be made."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import COMMAND_LINE, Details, Role, Wanted, administration
from kb.access.user_list import BadUserList, read_user_list
from kb.errors import ConflictError
from kb.files.home import Home


def test_a_list_as_a_spreadsheet_saves_it() -> None:
    text = "名字,角色,机构\r\n张三,编辑,青枫农商银行\r\n\r\n李四,,\r\nwang, Trainer ,\r\n"
    expected = [
        Wanted("张三", Role.EDITOR, Details("青枫农商银行")),
        Wanted("李四", Role.READER),
        Wanted("wang", Role.TRAINER),
    ]
    assert read_user_list(text.encode("utf-8-sig")) == expected
    assert read_user_list(text.encode("gb18030")) == expected


def test_every_line_that_is_wrong_is_named() -> None:
    text = "name,role,bank\n张三,reader,甲\n,reader,甲\n李四,国王,甲\n张三,,\n王五,admin,甲,多\n"
    with pytest.raises(BadUserList) as raised:
        read_user_list(text.encode())
    said = raised.value.message.splitlines()
    assert [line.partition("：")[0] for line in said] == [
        "4 行有误",
        "第 3 行",
        "第 4 行",
        "第 5 行",
        "第 6 行",
    ]
    assert "“张三”在第 2 行已有" in said[3]


@pytest.mark.parametrize(
    "text", ["", "张三,编辑\n", "name,name\n张三,李四\n", "name,full name\na,b\n"]
)
def test_a_head_is_needed(text: str) -> None:
    with pytest.raises(BadUserList, match="第 1 行"):
        read_user_list(text.encode())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("名字;角色\n张三;读者\n", "分号，应为逗号"),
        ("名字\t角色\n张三\t读者\n", "制表符，应为逗号"),
        ("名字，角色\n张三，读者\n", "中文逗号，应为逗号"),
        ("名字,角色,手机\n张三,读者,1\n", "列“手机”不认识"),
        ("名字,岗位\n张三,读者\n", "列“岗位”不认识"),
        ("名字,角色,角色\n张三,读者,读者\n", "列“角色”写了两次"),
        ('名字,角色,机构\n"张一,读者,甲\n张二,读者,乙\n', "引号不成对"),
        ('名字,角色,机构\n张一,读者,甲\n"张二,读者,"乙\n', "第 3 行.*引号"),
        ('名字,角色\n"张一,读者\n张二,"读者"\n', "引号"),
        ('名字,角色\n"张一,读者\n张二",读者\n', "第 2 行：一格里有换行"),
        ('名字,机构\n张一,"温岭农商\n银行"\n', "第 2 行：一格里有换行"),
        ('名字,机构\n"张一,张二",甲\n', "第 2 行：名字“张一,张二”里有标点"),
        ("名字,角色,\n张三,读者,\n李四,读者,多\n", "第 3 行：有一格所在的列"),
        ("名字\nadmin\n\u0430dmin\n", "第 2 行已有"),
    ],
)
def test_what_is_wrong_is_said(text: str, says: str) -> None:
    with pytest.raises(BadUserList) as raised:
        read_user_list(text.encode())
    assert re.search(says, raised.value.message)


def test_empty_columns_of_a_spreadsheet_are_ignored() -> None:
    assert read_user_list("名字,角色,,\n张三,读者,,\n".encode()) == [Wanted("张三", Role.READER)]


@pytest.mark.parametrize(
    "groups", ['"信贷部,零售部"', "信贷部，零售部", "信贷部；零售部", "信贷部、零售部"]
)
def test_groups_are_separated_by_any_mark(groups: str) -> None:
    (found,) = read_user_list(f"名字,组\n张三,{groups}\n".encode())
    assert found.details.groups == ("信贷部", "零售部")


def test_all_who_have_an_account_are_named_with_their_line(empty_home: Home) -> None:
    """And nobody of the list gets one."""
    text = "名字\n赵一\n钱二\n\n孙三\n"
    invite_all = administration.invite_all
    invite_all(empty_home, COMMAND_LINE, read_user_list("名字\n赵一\n孙三\n".encode()), 0.0)
    with pytest.raises(ConflictError) as raised:
        invite_all(empty_home, COMMAND_LINE, read_user_list(text.encode()), 0.0)
    assert raised.value.message.splitlines() == [
        "2 个名字不能用",
        "第 2 行：已有叫“赵一”的账号",
        "第 5 行：已有叫“孙三”的账号",
    ]
    assert len(administration.all_accounts(empty_home, COMMAND_LINE)) == 2


def test_a_list_of_nobody() -> None:
    with pytest.raises(BadUserList, match="没有人"):
        read_user_list("名字\n".encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name\n{text}".encode()))
def test_any_bytes_are_a_list_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(BadUserList):
        assert read_user_list(data)

"""Lists of accounts to be made."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import Details, Role, Wanted
from kb.access.user_list import BadUserList, read_user_list


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


def test_a_list_of_nobody() -> None:
    with pytest.raises(BadUserList, match="没有人"):
        read_user_list("名字\n".encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name\n{text}".encode()))
def test_any_bytes_are_a_list_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(BadUserList):
        assert read_user_list(data)

"""What a bulletin of groups says to all of them at its end."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.group_closing import closing_from
from tests.builders import structured

LESSON = "总行与林业局共同设立收储中心，借款人违约时由收储中心按评估价的七成收购林权。"


@pytest.mark.parametrize(
    "closing",
    [
        ["学习未有穷期，下周继续前行！"],
        ["各组学习成果已上传至共享文件夹，欢迎下载。"],
        ["光荣榜", "周学习之星：刘春晖　王一诺", "优秀日志：《站着的六小时》"],
        ["附：优秀组员名单", "唐晋、蔺雨欣等四名同志。"],
        ["市行业审计中心对两组不怕吃苦的学习劲头予以表扬。"],
        [],
    ],
)
def test_where_it_begins(closing: list[str]) -> None:
    body = [(2, Block("剑门驿组", level=2)), (0, Block(LESSON))]
    assert closing_from(body + [(0, Block(text)) for text in closing]) == 2


def test_it_is_of_no_group() -> None:
    made = structured(
        Block("跟班学习纪实"),
        Block("沱江口组", level=2),
        Block("组员到沱江口农商银行。基酒由第三方公司封坛，总行对不同年份的基酒核定抵押率。"),
        Block("剑门驿组", level=2),
        Block("组员到剑门驿农商银行。" + LESSON),
        Block("本周学习之星：沱江口组陈立、剑门驿组吴晓燕。"),
    )
    last = made.bulletin.entries[-1]
    assert "学习之星" in last.text
    assert (last.group, last.bank) == ("", "")

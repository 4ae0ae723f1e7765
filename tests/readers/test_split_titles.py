"""Headlines in several elements."""

from __future__ import annotations

import pytest

from kb.readers.html import read_html

TEXT = (
    "柳湾农商银行规定客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统。",
    "次日由支行行长抽三户打电话回访，不实的退回重做，连续两次不实的扣当月绩效五百元。",
)
FIRST, SECOND = "向厅堂要效益", "石坝农商银行赴柳湾农商银行跟班学习"
MENU = (
    "<ul><li><a href=/a>要闻</a></li><li><a href=/b>公告</a></li><li><a href=/c>制度</a></li></ul>"
)


def lines(headline: str, title: str) -> list[str]:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    page = (
        f"<title>{title}</title>{MENU}<div>{headline}<div>{text}</div></div><p>版权所有 示例网</p>"
    )
    return [block.text for block in read_html(page.encode(), "页面.html").blocks]


@pytest.mark.parametrize(
    "headline",
    [
        f"<h2>{FIRST}</h2><h2>{SECOND}</h2>",
        f"<strong style='font-size:23px'>{FIRST}<br>{SECOND}</strong>",
        f"<div class=t1>{FIRST}</div><div class=t2>{SECOND}</div>",
        f"<h1><div>{FIRST}</div><div>石坝农商银行赴柳湾农商银行</div><div>跟班学习</div></h1>",
    ],
)
def test_lines_that_are_the_stated_title_together(headline: str) -> None:
    title = f"{FIRST} {SECOND}"
    assert lines(headline, f"{title}-石坝农商银行") == [title, *TEXT]


def test_a_column_above_the_title_is_no_part_of_it() -> None:
    found = lines(f"<div>动态信息</div><h2>{SECOND}</h2>", f"动态信息 - {SECOND} - 示例网")
    assert found == [SECOND, *TEXT]


def test_the_office_that_runs_the_site_begins_the_title_of_its_paper() -> None:
    office, rest = "石坝县银行业协会", "关于赴柳湾农商银行跟班学习情况的通报"
    headline = f"<div class=title>通知公告</div><div class=show_t>{office}<br>{rest}</div>"
    found = lines(headline, f"{office}{rest} - 通知公告 - {office}")
    assert found == [f"{office}{rest}", *TEXT]


def test_a_bank_above_the_name_of_its_paper() -> None:
    look = "style='text-align:center;font-size:22pt'"
    headline = f"<p {look}>石坝农商银行</p><p {look}>第一期跟班学习总结</p>"
    assert lines(headline, "文档1 - 内部网")[0] == "石坝农商银行第一期跟班学习总结"
    other = "<p style='font-size:40pt'>石坝农商银行</p>"
    assert "石坝农商银行第一期跟班学习总结" not in lines(
        f"{other}<p {look}>第一期跟班学习总结</p>", "文档1 - 内部网"
    )


def test_a_heading_that_a_break_cuts_where_no_title_ends() -> None:
    headline = "<h1>石浦归来话“三变”：<br>看林、算林、管林</h1>"
    assert lines(headline, "微信")[0] == "石浦归来话“三变”：看林、算林、管林"


def test_a_column_that_the_title_has_in_brackets_is_no_part_of_the_headline() -> None:
    headline = "<div><p>故事</p><p>一面不许笑的照片墙</p><p>文/蒋某　2026-05-08</p></div>"
    found = lines(headline, "[故事]一面不许笑的照片墙")
    assert found == ["一面不许笑的照片墙", *TEXT]

"""The name of a site in its first heading is no headline."""

from __future__ import annotations

import pytest

from kb.readers.html import read_html

TITLE = "到柳湾农商银行看走访怎么管"
TEXT = (
    "柳湾农商银行规定客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统。",
    "次日由支行行长抽三户打电话回访，不实的退回重做，连续两次不实的扣当月绩效五百元。",
)
MENU = (
    "<ul><li><a href=/a>要闻</a></li><li><a href=/b>公告</a></li><li><a href=/c>制度</a></li></ul>"
)


def lines(top: str, headline: str, title: str) -> list[str]:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    page = f"<title>{title}</title><body>{top}{MENU}<div>{headline}<div>{text}</div></div><p>版权所有 示例网</p>"
    return [block.text for block in read_html(page.encode(), "页面.html").blocks]


@pytest.mark.parametrize(
    "top",
    [
        "<h1><a href='/'>石坝农商银行内部网</a></h1>",
        "<h1><a href='index.asp'>石坝农商银行内部网</a></h1>",
        "<h1 class=logo>石坝农商银行内部网</h1>",
        "<h1><span id=site-name>石坝农商银行内部网</span></h1>",
    ],
)
@pytest.mark.parametrize("headline", [f"<h3>{TITLE}</h3>", f"<p align=center>{TITLE}</p>"])
def test_a_logo_is_no_headline(top: str, headline: str) -> None:
    for title in ("石坝农商银行内部网", f"{TITLE} - 学习园地 - 石坝农商银行内部网"):
        assert lines(top, headline, title) == [TITLE, *TEXT]


def test_a_headline_may_link_to_itself() -> None:
    assert lines("", f"<h1><a href='#'>{TITLE}</a></h1>", TITLE) == [TITLE, *TEXT]


def test_a_short_heading_that_the_page_states_may_name_a_column() -> None:
    top = "<h2 class=hd>会员动态</h2>"
    assert lines(top, f"<div class=newstitle>{TITLE}</div>", "会员动态-示例协会") == [TITLE, *TEXT]


@pytest.mark.parametrize("name", ["石坝县金融工作服务中心", "石坝农商银行", "示例日报"])
def test_the_last_part_of_a_title_is_the_site_if_it_names_an_organisation(name: str) -> None:
    top = f"<div id=hd><h1>{name}</h1></div>"
    headline = f"<h1>工作动态</h1><h1>{TITLE}</h1>"
    assert lines(top, headline, f"{TITLE} - {name}") == [TITLE, *TEXT]


def test_a_headline_may_end_with_a_bank() -> None:
    title = "走进柳湾农商银行"
    assert lines("", f"<h1>{title}</h1>", f"{title} - 石坝农商银行学习交流园地专栏") == [
        title,
        *TEXT,
    ]

"""Kickers above headlines and subtitles below them, headlines on two lines or drawn as pictures."""

from __future__ import annotations

from datetime import date

import pytest

from kb.readers.html import read_html

TEXT = (
    "柳湾农商银行规定客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统。",
    "次日由支行行长抽三户打电话回访，不实的退回重做，连续两次不实的扣当月绩效五百元。",
)
TITLE, OTHER = "把柜台搬到集市上", "石坝农商银行赴柳湾农商银行跟班学习侧记"
MENU = (
    "<ul><li><a href=/a>要闻</a></li><li><a href=/b>公告</a></li><li><a href=/c>制度</a></li></ul>"
)
DAY = "发布日期：2024-04-18 点击：33"


def lines(headline: str, *, title: str = "石坝农商银行官方网站", day: str = DAY) -> list[str]:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    page = f"<title>{title}</title>{MENU}<div>{headline}<div>{day}</div><div>{text}</div></div><p>版权所有 示例网</p>"
    return [block.text for block in read_html(page.encode(), "页面.html").blocks]


@pytest.mark.parametrize(
    "headline",
    [
        f"<p align=center><font size=2>{OTHER}</font></p><p align=center><font size=5><b>{TITLE}</b></font></p>",
        f"<h4>{OTHER}</h4><h2>{TITLE}</h2>",
        f"<h4>引题：{OTHER}</h4><h2>{TITLE}</h2>",
        f"<p><span>肩题：</span><span>{OTHER}</span></p><h2>{TITLE}</h2>",
        f"<div class=yinti>{OTHER}</div><div class=title>{TITLE}</div>",
        f"<div class=title>{TITLE}</div><div class=subtitle>{OTHER}</div>",
        f"<div class=bt>{TITLE}</div><div class=fubt>{OTHER}</div>",
        f"<h2>{TITLE}</h2><h3>副标题：{OTHER}</h3>",
        f"<h2>{TITLE}</h2><p>（副题）：{OTHER}</p>",
        f"<h2>主标题：{TITLE}</h2><p>副标题：{OTHER}</p>",
    ],
)
@pytest.mark.parametrize("title", ["", "石坝农商银行官方网站", f"{TITLE} - 石坝农商银行"])
def test_the_line_beside_a_headline_is_read_below_it(headline: str, title: str) -> None:
    assert lines(headline, title=title) == [TITLE, OTHER, *TEXT]


def test_a_subtitle_with_a_dash_says_already_who_learned_where() -> None:
    headline = f"<h4>{OTHER}</h4><h2>{TITLE}</h2><h4>——跟班学习之三</h4>"
    assert lines(headline) == [TITLE, "——跟班学习之三", *TEXT]


@pytest.mark.parametrize(
    "above", ["首页 > 学习园地", "石坝农商银行跟班学习专刊", "石坝农商银行：跟班学习"]
)
def test_other_lines_above_a_headline_are_no_kicker(above: str) -> None:
    assert lines(f"<div>{above}</div><h2>{TITLE}</h2>") == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "headline",
    [
        f"<h1>{TITLE}<br>{OTHER}</h1>",
        f"<p align=center><font size=5><b>{TITLE}<br>{OTHER}</b></font></p>",
        f"<div class=title>{TITLE}<br/>\n{OTHER}</div>",
    ],
)
def test_a_headline_broken_within_its_element_is_one(headline: str) -> None:
    assert lines(headline) == [f"{TITLE} {OTHER}", *TEXT]


def test_the_number_of_an_issue_and_a_subtitle_are_no_second_half() -> None:
    assert lines(f"<h1>{TITLE}<br>第3期</h1>")[0] == TITLE
    assert lines(f"<h1>{TITLE}<br>——{OTHER}</h1>")[:2] == [TITLE, f"——{OTHER}"]


def test_a_short_line_above_a_subtitle_with_a_dash_is_the_headline() -> None:
    headline = (
        f"<div>{OTHER}</div><div>{TITLE}</div><div>——跟班学习之三</div><div>通讯员 海棠</div>"
    )
    assert lines(headline)[:2] == [TITLE, "——跟班学习之三"]


def test_a_headline_drawn_above_the_day() -> None:
    picture = f"<p align=center><img src=/up/0621.gif alt='{TITLE}——{OTHER}'></p>"
    assert lines(picture) == [f"{TITLE}——{OTHER}", *TEXT]
    # A photo below a headline, one that links elsewhere and a logo are none.
    assert lines(f"<h2>{TITLE}</h2>{picture}")[0] == TITLE
    assert OTHER not in "".join(lines(f"<a href=/x>{picture}</a>"))
    assert OTHER not in "".join(lines(f"<div class=logo>{picture}</div>"))


def test_a_year_of_two_digits_behind_a_label() -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    page = f"<title>{TITLE}</title>{MENU}<h2>{TITLE}</h2><div>发布：24-04-18 运营部</div><div>{text}</div>"
    assert read_html(page.encode(), "页面.html").published == date(2024, 4, 18)

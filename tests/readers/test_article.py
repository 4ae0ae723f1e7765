"""The article of a web page, whatever program made the page."""

from __future__ import annotations

from datetime import date

import pytest

from bench import furniture
from kb.readers.draft import Draft
from kb.readers.html import read_html
from tests.readers.web import PARAGRAPHS, TEXT

TITLE = "石坝农商银行到柳湾农商银行学习走访管理"
NAVIGATION = "<ul><li><a>首页</a></li><li><a>要闻</a></li><li><a>公告</a></li></ul>"
FOOT = "<div>上一篇：<a>消防演练</a></div><div>版权所有 示例网 某ICP备00000001号</div>"


def draft(body: str, *, title: str = f"{TITLE} - 示例网", head: str = "") -> Draft:
    html = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_html(html.encode(), "页面.html")


def texts(body: str, **options: str) -> list[str]:
    return [block.text for block in draft(body, **options).blocks]


@pytest.mark.parametrize(
    "article",
    [
        f"<h1>{TITLE}</h1><div class=info>发布时间：2024-05-08</div><div id=content>{PARAGRAPHS}</div>",
        f"<div class=a1><div>{TITLE}</div><div class=b2>{PARAGRAPHS}</div></div>",
        f"<table><tr><td align=center><b>{TITLE}</b></td></tr><tr><td>{PARAGRAPHS}</td></tr></table>",
        f"<div align=center><font size=5>{TITLE}</font></div><div>{'<br>'.join(TEXT)}</div>",
    ],
)
def test_the_article_without_what_stands_around_it(article: str) -> None:
    assert texts(f"<div>{NAVIGATION}</div>{article}{FOOT}") == [TITLE, *TEXT]


def test_what_is_left_out_is_listed_and_the_day_is_kept() -> None:
    made = draft(
        f"{NAVIGATION}<h1>{TITLE}</h1><div>时间：2024-05-08</div><div>{PARAGRAPHS}</div>{FOOT}"
    )
    assert made.published == date(2024, 5, 8)
    assert "首页" in made.furniture
    assert any(line.startswith("版权所有") for line in made.furniture)
    stated = '<meta name="PubDate" content="2024-05-09 10:00">'
    assert draft(f"<p>{TEXT[0]}</p>", head=stated).published == date(2024, 5, 9)


def test_comments_and_further_reading_are_no_part_of_it() -> None:
    comment = "<p>回访三户这一条我们也在做，就是坚持不下来，主要是行长没时间。</p>"
    page = f"{NAVIGATION}<div><h1>{TITLE}</h1>{PARAGRAPHS}<h3>网友评论</h3>{comment}</div>{FOOT}"
    assert texts(page) == [TITLE, *TEXT]


def test_of_several_articles_on_a_page_the_one_of_its_title() -> None:
    other = (
        "<td><b>水务贷保安澜</b><p>入汛以来，水务贷累计投放一亿二千万元，惠及农田九万亩。</p></td>"
    )
    page = f"<table><tr>{other}<td><b>{TITLE}</b>{PARAGRAPHS}</td>{other}</tr></table>"
    assert texts(page) == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "behind",
    [
        "<div id=post_2><p>第三条我们也在做，效果不错，关键是离职以后谁来接，这个要先说好。</p></div>",
        f"<div class=p><h4>关于我行</h4>{PARAGRAPHS.replace('柳湾', '石坝')}</div>",
        f"<div class=p><b>常见问题</b>{PARAGRAPHS.replace('柳湾', '石坝')}</div>",
        f"<div class=it><h3>防汛会议</h3><i>2024-05-07</i>{PARAGRAPHS.replace('柳湾', '河口')}</div>",
        "<div class=opinion-list><p>分管领导：很好，请人力资源部组织各支行学习，五月底前报送方案。</p></div>",
    ],
)
def test_what_follows_an_article_is_no_part_of_it(behind: str) -> None:
    article = f"<h1>{TITLE}</h1><i>2024-05-08</i>{PARAGRAPHS}"
    page = f"{NAVIGATION}<div class=l><div class=it id=post_1>{article}</div>{behind}</div>{FOOT}"
    assert texts(page) == [TITLE, *TEXT]


def test_paragraphs_that_count_themselves_are_no_replies() -> None:
    counted = "".join(f"<p id=p{n}>{text}</p>" for n, text in enumerate(TEXT, start=1))
    assert texts(f"{NAVIGATION}<h1>{TITLE}</h1><div>{counted}</div>{FOOT}") == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "2024年05月08日 第05版：金融",
        "2024-05-08 星期三 A3版",
        "发布日期：2024-05-08",
        "2024.5.8 第3版",
    ],
)
def test_the_day_of_a_page_and_not_the_days_of_its_text(line: str) -> None:
    text = (f"2024年5月1日至3日，{TEXT[0]}", *TEXT[1:])
    found = draft(
        f"{NAVIGATION}<div>{line}</div><div>x</div><div>x</div><h1>{TITLE}</h1>"
        f"<div>{''.join(f'<p>{t}</p>' for t in text)}</div>{FOOT}"
    )
    assert found.published == date(2024, 5, 8)


def test_navigation_without_links_is_left_out() -> None:
    names = "".join(f"<div>{name}</div>" for name in ("首页", "个人金融", "公告通知", "人才招聘"))
    assert texts(f"{names}<div>{TITLE}</div><div>{PARAGRAPHS}</div>", title="石坝农商银行") == [
        TITLE,
        *TEXT,
    ]


def test_a_page_without_furniture_is_read_whole() -> None:
    """Word and article editors save nothing else."""
    page = f"<p>学习简报</p><p>第3期</p>{PARAGRAPHS}<p>办公室</p>"
    made = draft(page, title="")
    assert [block.text for block in made.blocks] == ["学习简报", "第3期", *TEXT, "办公室"]
    assert made.furniture == ()


def test_in_doubt_the_whole_page_with_a_warning() -> None:
    def column(n: int) -> str:
        return f"<div><p>{n}号支行走访商户二十户，登记需求，当天录入系统，次日回访。</p></div>"

    made = draft(
        f"{NAVIGATION}{''.join(f'<section>{column(n)}{NAVIGATION * 6}</section>' for n in range(4))}{FOOT}",
        title="",
    )
    assert sum("走访商户" in block.text for block in made.blocks) == 4
    assert any("整页读入" in warning for warning in made.warnings)


def test_headings_that_are_drawn_are_read() -> None:
    drawn = "".join(
        f'<p><img src="t{n}.gif" alt="{w}"></p><p>{t}</p>'
        for n, (w, t) in enumerate(zip(("一看走访怎么排", "二看回访怎么做"), TEXT[:2], strict=True))
    )
    found = texts(f"{NAVIGATION}<h1>{TITLE}</h1><div>{drawn}</div>{FOOT}")
    assert found == [TITLE, "一看走访怎么排", TEXT[0], "二看回访怎么做", TEXT[1]]


def test_the_gold_pages() -> None:
    """A floor; the figures that count are bench/furniture.py's."""
    found = furniture.results(furniture.GOLD / "open")
    for name, result in found.items():
        assert result.read >= 0.97 * (result.read + result.missed), name
        assert result.read >= 0.95 * (result.read + result.extra), name
        assert result.titled, name


def test_a_caption_with_a_figure_is_kept() -> None:
    told = "图1　柳湾农商银行走访覆盖面达到61.5%"
    pictures = f"<figure><img src=a.png><figcaption>{told}</figcaption></figure>"
    pictures += "<figure><img src=b.png><figcaption>图2　学员在看走访台账</figcaption></figure>"
    page = f"<div>{NAVIGATION}</div><article><h1>{TITLE}</h1>{PARAGRAPHS}{pictures}</article>{FOOT}"
    assert texts(page) == [TITLE, *TEXT, told]


@pytest.mark.parametrize("tag", ["h1", "h2", "h3"])
def test_a_short_heading_right_above_the_text_is_its_headline(tag: str) -> None:
    column = "<div><span>员工天地</span></div>"
    body = f"{NAVIGATION}{column}<{tag}>三篇日记</{tag}><div>2025-05-19　阅读(57)</div><div>{PARAGRAPHS}</div>"
    made = draft(body + FOOT, title="石坝农商银行")
    assert [block.text for block in made.blocks] == ["三篇日记", *TEXT]
    assert made.published == date(2025, 5, 19)


def test_a_title_and_its_subtitle_on_two_lines() -> None:
    stated = "小微客户为什么愿意来？——来自柳湾农商银行的调查_调查研究_示例学会"
    head = "<div><h1>示例学会</h1><p>团结 求实</p></div><div><a>首页</a><a>学会介绍</a></div>"
    article = f"<div>小微客户为什么愿意来？</div><div>——来自柳湾农商银行的调查</div><div>{PARAGRAPHS}</div>"
    found = texts(f"{head}{article}<div>会员登录 | 网站管理</div>", title=stated)
    assert found == ["小微客户为什么愿意来？", "——来自柳湾农商银行的调查", *TEXT]


HEAD = ("跟班学习通报", "（2026年第3期）", "安澜市学习办公室编　2026年4月10日")


def test_rows_between_headline_and_text_are_kept_in_a_paper_laid_out_as_a_table() -> None:
    rows = "".join(f"<tr><td align=center>{line}</td></tr>" for line in (*HEAD, TITLE))
    page = f"{NAVIGATION}<table>{rows}<tr><td>{'<br>'.join(TEXT)}</td></tr></table>{FOOT}"
    for stated in (HEAD[0], TITLE):
        shown = texts(page, title=stated)
        assert [line for line in shown if line not in TEXT] == [*HEAD[:2], TITLE]


def test_the_headline_stays_below_the_masthead_of_the_article() -> None:
    head = "".join(f'<div style="text-align:center">{line}</div>' for line in HEAD[:1])
    title = '<div style="text-align:center;font-size:22px">关于转发柳湾农商银行经验材料的通知</div>'
    page = f"<div id=area>{head}<div>江农信办〔2026〕63号</div>{title}{PARAGRAPHS}</div>{FOOT}"
    assert texts(page, title="公文打印")[:3] == [
        HEAD[0],
        "江农信办〔2026〕63号",
        "关于转发柳湾农商银行经验材料的通知",
    ]


def test_the_headline_in_the_form_of_an_office_program() -> None:
    """The value behind the label 标题 is the headline, and no label is, though a day follows it."""
    cells = ["拟稿人", "王丽", "发布时间", "2025-09-17 16:05"]
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    form = f"<table><tr><td>标题</td><td colspan=3>{TITLE}</td></tr><tr>{row}</tr></table>"
    page = f"{NAVIGATION}{form}<div>{PARAGRAPHS}</div>{FOOT}"
    assert texts(page, title="") == [TITLE, *TEXT]


def test_a_headline_with_a_subtitle_below_the_name_of_a_paper() -> None:
    def centred(line: str, size: int) -> str:
        return f'<p style="text-align:center;font-size:{size}px">{line}</p>'

    lines = [("学 习 动 态", 36), (HEAD[1], 16), (HEAD[2], 16), ("学在田间　干在实处", 22)]
    page = "".join(centred(*line) for line in [*lines, ("——赴柳湾学习侧记", 16)])
    found = draft(f"{NAVIGATION}{page}{PARAGRAPHS}{FOOT}", title="公文浏览 - 内部办公系统")
    shown = [block.text for block in found.blocks if block.text not in TEXT]
    assert shown == ["学 习 动 态", HEAD[1], "学在田间　干在实处", "——赴柳湾学习侧记"]


def test_numbers_above_the_headings_of_an_article_are_its_own() -> None:
    parts = (
        f"<section><p>0{n}</p><p>第{n}招</p><p>{text}</p></section>"
        for n, text in enumerate(TEXT, 1)
    )
    page = f"<section>{NAVIGATION}</section><h1>{TITLE}</h1>{''.join(parts)}{FOOT}"
    assert [text for text in texts(page) if text.startswith("0")] == ["01", "02", "03"]


def test_the_numbers_of_a_pager_are_not() -> None:
    pager = "".join(f"<span>{n}</span> " for n in range(1, 5))
    assert "1" not in texts(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}</div><div>{pager}</div>{FOOT}")

"""Short articles on pages with much furniture, parts that a builder of pages named, titles that only
<title> has."""

from __future__ import annotations

from datetime import date

import pytest

from kb.readers.draft import Draft
from kb.readers.html import read_html
from tests.readers.web import PARAGRAPHS, TEXT

MENU = "<div class=menu><a>首页</a><a>新闻</a><a>服务</a></div>"
FOOT = "<div class=bottom><p>上一篇：<a>消防演练</a></p><p>柳湾农商银行 版权所有</p></div>"
ONE = "6月12日，我行举办赴石坝农商银行跟班学习汇报会，7名学员汇报。"


def draft(body: str, title: str) -> Draft:
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{MENU}{body}</body></html>"
    return read_html(page.encode(), "页面.html")


def texts(body: str, title: str = "我行举办跟班学习汇报会 - 柳湾农商银行") -> list[str]:
    return [block.text for block in draft(body, title).blocks]


def test_one_sentence_and_a_foot_that_says_who_runs_the_site() -> None:
    foot = (
        "<div class=foot><p>总行地址：柳湾市学前街1号</p><p>柳湾农村商业银行股份有限公司坚持服务三农、服务小微的"
        "市场定位，是柳湾市网点最多、覆盖最广的金融机构。</p><p>柳湾农商银行 版权所有</p></div>"
    )
    body = f"<div><h4 class=tt>我行举办跟班学习汇报会</h4><p>2024-06-14</p><p>{ONE}</p></div>{foot}"
    assert texts(body) == ["我行举办跟班学习汇报会", ONE]
    found = draft(body, "我行举办跟班学习汇报会 - 柳湾农商银行")
    assert found.published == date(2024, 6, 14)


def test_comments_longer_than_the_article_do_not_wrap_it() -> None:
    said = "<p>写得好，我们支行也有这样的老客户，可惜没有人记下来，请转给行里看看，谢谢。</p>"
    body = f"<div><h1>我行举办跟班学习汇报会</h1><p>{ONE}</p></div><div class=comments>{said * 3}</div>{FOOT}"
    assert texts(body) == ["我行举办跟班学习汇报会", ONE]


def test_a_short_article_of_a_table() -> None:
    table = (
        "<table><tr><td>项目</td><td>石坝</td><td>我行</td></tr>"
        "<tr><td>指标</td><td>6个</td><td>27个</td></tr></table>"
    )
    head = "<h1>零售考核对照</h1><p>2024-06-14 09:00　零售部</p>"
    text = f"<div><p>据6月跟班所见整理，供讨论。</p>{table}</div>"
    body = f"<div>{head}{text}</div>{FOOT}"
    found = texts(body, "零售考核对照-经验交流-内部网")
    assert found == [
        "零售考核对照",
        "据6月跟班所见整理，供讨论。",
        "项目 | 石坝 | 我行",
        "指标 | 6个 | 27个",
    ]


def test_a_short_article_of_a_list_next_to_its_only_sentence() -> None:
    items = ["先问收成", "再看存货", "记下电话", "约好下次"]
    listed = "".join(f"<p>{item}</p>" for item in items)
    body = f"<div><h1>走访清单四条</h1><div><p>跟班带回的清单，供各支行参考。</p></div><div>{listed}</div></div>{FOOT}"
    found = texts(body, "走访清单四条 - 柳湾农商银行")
    assert found == ["走访清单四条", "跟班带回的清单，供各支行参考。", *items]


def test_parts_that_a_builder_names_as_it_names_furniture() -> None:
    parts = "".join(
        f'<div class="row row-{n}"><div class="elementor-widget">{text}</div></div>'
        for n, text in enumerate(TEXT)
    )
    body = f"<div class=cookie>我们使用 Cookie 保障网站运行。</div><h1>石坝归来话走访</h1>{parts}{FOOT}"
    assert texts(body, "石坝归来话走访-行员学堂") == ["石坝归来话走访", *TEXT]


def test_a_title_that_only_the_head_of_the_page_has() -> None:
    title = "柳湾农商银行走访管理的三条经验"
    first = f"<p>近日，六家单位学习了{title}：</p>"
    body = f"<div>2024年6月14日　来源：会员部</div><div>{first}{PARAGRAPHS}</div>{FOOT}"
    found = draft(body, f"{title}_经验交流_示例研究会").blocks
    assert (found[0].text, found[0].level) == (title, 1)
    assert found[1].text.endswith(f"{title}：")


def test_the_name_of_a_site_is_no_title() -> None:
    body = f"<div>{PARAGRAPHS}</div>{FOOT}"
    found = draft(body, "示例县农村金融服务网_新闻").blocks
    assert found[0].text == TEXT[0]


def test_what_a_portal_writes_above_each_article_is_no_headline() -> None:
    body = (
        "<div class=portlet><div class=portlet-title>信息详情</div><div>"
        "<div style='text-align:center;font-size:22px;font-weight:bold'>四组赴石坝农商银行见习小结</div>"
        f"<div>发布日期：2024-06-14　阅读：132</div><div>{PARAGRAPHS}</div></div></div>{FOOT}"
    )
    assert texts(body, "内网门户 - 信息详情") == ["四组赴石坝农商银行见习小结", *TEXT]


def test_headings_that_a_builder_sets_apart_belong_to_the_text() -> None:
    part = '<div class="elementor-widget elementor-widget-{0}"><div class="elementor-widget-container">{1}</div></div>'
    one, two = part.format("text-editor", "<p>{}</p>"), part.format("heading", "<h3>{}</h3>")
    parts = one.format(TEXT[0]) + two.format("一、先看规矩") + one.format(TEXT[1])
    parts += two.format("二、再看回访") + one.format(TEXT[2])
    head = '<div class="elementor-widget elementor-widget-heading"><h1>石坝归来话走访</h1></div>'
    body = f"<section>{head}</section><section><div>{parts}</div></section>{FOOT}"
    found = texts(body, "石坝归来话走访 – 陌上银行志")
    assert found == [
        "石坝归来话走访",
        TEXT[0],
        "一、先看规矩",
        TEXT[1],
        "二、再看回访",
        TEXT[2],
    ]


def test_a_short_article_beside_a_column_of_maxims() -> None:
    box = (
        "<div class=l><div><h3>行长寄语</h3><p>新的一年，让我们扎根乡土，服务百姓，把每一笔小贷款做实，把每一位老客户"
        "留住，把每一处风险看住。</p></div><div><h3>合规一句话</h3><p>今天多问一句，明天少跑十趟；今天少签一个字，明天多还一辈子。"
        "</p></div></div>"
    )
    head = "<div class=bt>第二小组走进石坝支行</div><div>时间：2023-02-21　点击：35</div>"
    article = f"<div class=r>{head}<p>{TEXT[0]}</p></div>"
    found = draft(box + article + FOOT, "第二小组走进石坝支行 - 柳湾农商银行企业文化网")
    assert [block.text for block in found.blocks] == ["第二小组走进石坝支行", TEXT[0]]
    assert found.published == date(2023, 2, 21)


def test_the_name_of_a_paper_with_its_issue_stays_above_its_headline() -> None:
    body = (
        "<div><div class=headTitle>跟班学习快报（第4期）</div>"
        "<div>发布部门：办公室　发布时间：2023-09-22 17:05</div><div>"
        f"<p style='text-align:center'><b>第四周：在石坝农商银行看走访</b></p>{PARAGRAPHS}</div></div>{FOOT}"
    )
    found = texts(body, "跟班学习快报（第4期）")
    assert "跟班学习快报（第4期）" in found
    assert found[-3:] == list(TEXT)


def test_the_lead_in_a_banner_with_the_headline() -> None:
    lead = "石坝农商银行用一张表、一部电话、一个下午做了三件事。"
    head = f"<div class=banner-full><h1>石坝三件小事</h1><p>{lead}</p></div>"
    sections = "".join(
        f"<section class=sec><h2>第{n}件</h2><p>{text}</p></section>"
        for n, text in zip("一二三", TEXT, strict=True)
    )
    found = texts(f"{head}{sections}{FOOT}", "石坝三件小事 - 数字金融专栏")
    assert found[:2] == ["石坝三件小事", lead]


def test_a_text_without_sentences() -> None:
    said = [
        "六点的石坝",
        "灯还亮在信贷部的窗",
        "师傅说",
        "先去看看老周的虾塘",
        "把一天的脚印",
        "写成四行台账，一行一户",
    ]
    head = "<h1>在石坝的日子</h1><div>作者：芦苇　时间：2023-07-07</div>"
    body = f"<div>{head}<div>{''.join(f'<p>{one}</p>' for one in said)}</div></div>"
    found = draft(body + FOOT, "在石坝的日子-文学园地-柳湾农商银行")
    assert [block.text for block in found.blocks] == ["在石坝的日子", *said]
    assert found.published == date(2023, 7, 7)


def test_a_short_sentence_below_a_table() -> None:
    rows = "".join(f"<tr><td>第{n}天</td><td>{text}</td></tr>" for n, text in enumerate(TEXT))
    body = f"<div><h1>跟班日程</h1><table>{rows}</table><p>带教老师另行通知。</p></div>{FOOT}"
    assert texts(body, "跟班日程 - 培训系统")[-1] == "带教老师另行通知。"


def test_a_card_of_the_author_and_what_only_members_read() -> None:
    behind = (
        "<div class=paywall>会员可阅读附录：走访清单全文</div>"
        "<div class=author-card><b>麦浪</b><p>关注县域银行的研究者，曾在三家银行工作。</p></div>"
    )
    body = f"<div><h1>石坝归来话走访</h1><div>{PARAGRAPHS}</div>{behind}</div>{FOOT}"
    assert texts(body, "石坝归来话走访 - 麦浪智库") == ["石坝归来话走访", *TEXT]


def test_a_button_to_edit_behind_a_heading() -> None:
    edit = "<span class=mw-editsection>[<a href=e>编辑</a>]</span>"
    body = f"<div><h1>石坝归来话走访</h1><p>{TEXT[0]}</p><h2><span>谁来写</span>{edit}</h2><p>{TEXT[1]}</p></div>{FOOT}"
    assert texts(body, "石坝归来话走访 - Wiki")[2] == "谁来写"


@pytest.mark.parametrize("rows", ["ol", "table"])
def test_the_line_that_leads_to_a_list_or_a_table(rows: str) -> None:
    lead = "学了三个不花钱的小办法，列在这里："
    cell = "<li>{}</li>" if rows == "ol" else "<tr><td>办法</td><td>{}</td></tr>"
    listed = f"<{rows}>{''.join(map(cell.format, TEXT))}</{rows}>"
    body = f"<div><h1>三个小办法</h1><div>发表于：2022-5-17 9:30</div><div><p>{lead}</p>{listed}</div></div>{FOOT}"
    assert texts(body, "三个小办法 - 员工论坛 - 柳湾农商银行")[1] == lead


def test_a_column_of_a_grid_beside_the_one_with_the_headline() -> None:
    said = "骆老师，从业二十六年，擅长讲授小微信贷与客户沟通。"
    beside = f"<div class=col-3><div class=panel>讲师风采</div><p>{said}</p></div>"
    body = f"<div class=row><div class=col-9><h3>石坝归来话走访</h3>{PARAGRAPHS}</div>{beside}</div>{FOOT}"
    assert texts(body, "石坝归来话走访 - 培训中心") == ["石坝归来话走访", *TEXT]
    halves = f"<h3>石坝归来话走访</h3><div class=row><div class=col-6><p>{TEXT[0]}</p></div>"
    halves += f"<div class=col-6><p>{TEXT[1]}</p><p>{TEXT[2]}</p></div></div>{FOOT}"
    assert texts(halves, "石坝归来话走访 - 培训中心") == ["石坝归来话走访", *TEXT]


def test_a_page_with_navigation_and_foot_is_one_of_a_site() -> None:
    page = (
        "<html><head><meta charset=utf-8><title>石坝归来话走访</title></head><body><nav>运营平台</nav>"
        "<section><h1>石坝归来话走访 <small>详情</small></h1></section>"
        f"<div>{PARAGRAPHS}</div><footer>版本 2.3</footer></body></html>"
    )
    found = [block.text for block in read_html(page.encode(), "页面.html").blocks]
    assert found == ["石坝归来话走访", *TEXT]


@pytest.mark.parametrize("name", ["ant-card-head-title", "panel-heading"])
def test_panels_of_a_portal_beside_that_of_the_article(name: str) -> None:
    panel = "<div class=ant-card><div class={}>{}</div><div class=in>{}</div></div>"
    said = "<p>您已完成本模块的60%，还需阅读2篇纪要、提交1篇心得。</p>"
    body = panel.format(name, "石坝归来话走访", PARAGRAPHS) + panel.format(name, "学习进度", said)
    assert texts(body + FOOT, "石坝归来话走访 · 学习空间") == ["石坝归来话走访", *TEXT]
    parts = panel.format(name, "一、怎么走", PARAGRAPHS) + panel.format(name, "二、怎么问", said)
    found = texts(f"<h1>石坝归来话走访</h1>{parts}{FOOT}", "石坝归来话走访 · 学习空间")
    assert found[-1].startswith("您已完成")


@pytest.mark.parametrize("title", ["柳湾农商银行", "新闻详情"])
@pytest.mark.parametrize("text", [TEXT[0], "石坝农商银行五人到柳湾农商银行跟班。"])
def test_a_short_article_of_a_site_that_states_only_its_name(title: str, text: str) -> None:
    """The name of the site stood in the headline too, and was the title."""
    headline = "石坝农商银行到柳湾农商银行学走访"
    body = (
        f"<div><h2>{headline}</h2><p>发布时间：2024-05-18</p><div><p>{text}</p></div></div>{FOOT}"
    )
    found = draft(body, title)
    assert [block.text for block in found.blocks] == [headline, text]
    assert found.published == date(2024, 5, 18)


def test_the_headline_that_holds_the_name_of_the_site() -> None:
    headline = "柳湾农商银行举办跟班学习汇报会"
    body = f"<h1>柳湾农商银行</h1><div><div class=tit>{headline}</div>{PARAGRAPHS}</div>{FOOT}"
    assert texts(body, "柳湾农商银行") == [headline, *TEXT]


def test_a_cell_beside_the_text_in_a_table_that_lays_out_the_page() -> None:
    side = "<h4>通知公告</h4><ul><li><a href=6>关于端午节放假的通知</a></li></ul>"
    text = f"<h1>石坝归来话走访</h1><div>2024-05-18</div>{PARAGRAPHS}"
    body = f"<table><tr><td width=160>{side}</td><td>{text}</td></tr></table>{FOOT}"
    assert texts(body, "石坝归来话走访 - 柳湾农商银行") == ["石坝归来话走访", *TEXT]


def test_the_heading_of_the_first_section() -> None:
    """The last section is much longer, and was taken for the whole text."""
    short = "走访前一天要写三个问题，写在本子上。"
    sections = f"<section><h3>一、走访</h3><p>{short}</p></section>"
    sections += f"<section><h3>二、回访</h3>{PARAGRAPHS}</section>"
    links = "<li><a href=1>技能比赛圆满落幕</a></li><li><a href=2>年中工作会议召开</a></li>" * 2
    related = f"<div><b>相关阅读</b><ul>{links}</ul></div>"
    head = "<h1>石坝归来话走访</h1><div>2024-05-18</div>"
    found = texts(f"{head}{sections}{related}{FOOT}", "石坝归来话走访 - 柳湾农商银行")
    assert found == ["石坝归来话走访", "一、走访", short, "二、回访", *TEXT]


def test_what_a_bank_says_of_itself_below_a_short_article() -> None:
    about = "柳湾农商银行坚持服务三农、服务小微、服务社区，是柳湾市网点最多、覆盖最广的银行。"
    article = f"<div><h1>石坝归来话走访</h1><p>2024-05-18</p><p>{ONE}</p></div>"
    found = texts(f"{article}<div><h4>关于我们</h4><p>{about}</p></div>{FOOT}", "新闻详情")
    assert found == ["石坝归来话走访", ONE]


def test_a_page_without_links_that_a_program_drew() -> None:
    page = (
        "<html><head><meta charset=utf-8><title>石坝归来话走访</title></head><body><div id=app>"
        "<div>学习空间</div><div><div>课程</div><div>跟班</div></div>"
        f"<div><h1>石坝归来话走访</h1><div>2024-05-18 10:20</div><div>{PARAGRAPHS}</div></div>"
        "<div>版本 2.1</div></div></body></html>"
    )
    found = read_html(page.encode(), "页面.html")
    assert [block.text for block in found.blocks] == ["石坝归来话走访", *TEXT]
    assert found.published == date(2024, 5, 18)

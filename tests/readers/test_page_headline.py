"""Titles, days and text of pages whose programs write them in unlike ways."""

from __future__ import annotations

from datetime import date

import pytest

from kb.readers.draft import Draft
from kb.readers.html import read_html
from tests.builders import weekly
from tests.readers.web import PARAGRAPHS, TEXT

MENU = "<nav><a>首页</a><a>要闻</a><a>公告</a></nav>"
FOOT = "<div>上一篇：<a>消防演练</a></div><div>版权所有 示例网 某ICP备00000001号</div>"


def draft(body: str, *, title: str, head: str = "") -> Draft:
    html = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{MENU}{body}{FOOT}</body></html>"
    return read_html(html.encode(), "页面.html")


def page(headline: str, *, title: str, content: str = PARAGRAPHS) -> Draft:
    return draft(f"<div class=c>{headline}<div class=z>{content}</div></div>", title=title)


@pytest.mark.parametrize(
    "title",
    [
        "学习札记｜柳湾农商银行的网格走访",
        "跟班柳湾 | 第三天：看他们怎么排班",
        "跟班学习|柳湾农商银行“背包银行”五日记",
        "在柳湾，我学会了“算小账” - 跟班笔记",
        "跟班日记（二）｜晨会只开八分钟",
        "学什么？怎么学？柳湾农商银行跟班归来答问",
        "柳湾归来话清收",
    ],
)
@pytest.mark.parametrize("site", ["", " - 示例网", "_他山之石_示例网"])
@pytest.mark.parametrize(
    "headline", ["<h1>{}</h1>", "<div>{}</div>", "<h1>{} <span><a>原创</a></span></h1>"]
)
def test_a_title_with_a_sign_that_may_part_it_from_the_site(
    title: str, site: str, headline: str
) -> None:
    found = page(headline.format(title) + "<div>2026-05-08</div>", title=title + site)
    assert [block.text for block in found.blocks] == [title, *TEXT]


def test_a_column_that_the_page_states_is_no_title() -> None:
    found = page(
        "<h1>同业学习</h1><div>柳湾归来话清收</div><div>2026-05-08</div>",
        title="同业学习 - 柳湾归来话清收",
    )
    assert found.blocks[0].text == "柳湾归来话清收"


@pytest.mark.parametrize("dots", ["...", "…", "……"])
@pytest.mark.parametrize("before", ["", "<a>[经验分享]</a> "])
def test_a_title_that_is_cut_short_in_the_head(dots: str, before: str) -> None:
    found = page(
        f"<h1>{before}柳湾农商银行夜访记：灯亮的地方有客户</h1>",
        title=f"柳湾农商银行夜访记{dots}_示例网",
    )
    assert found.blocks[0].text == "柳湾农商银行夜访记：灯亮的地方有客户"


def test_a_headline_that_links_to_itself() -> None:
    found = page("<h1 id=title-text><a href=#>一站式办贷学习记录</a></h1>", title="信息详情页")
    assert found.blocks[0].text == "一站式办贷学习记录"


@pytest.mark.parametrize(
    ("title", "box"), [("示例网", "<div class=xl-title>{}</div>"), ("{} - 示例网", "<div>{}</div>")]
)
def test_a_headline_that_is_a_picture(title: str, box: str) -> None:
    words = "县农商银行赴外地跟班学习取得成果"
    logo = "<div class=top><a href=/><img src=logo.png alt=某某县农村合作金融信息网站></a></div>"
    body = logo + box.format(f"<img src=t.jpg alt={words}>") + f"<div class=z>{PARAGRAPHS}</div>"
    found = draft(body, title=title.format(words))
    assert [block.text for block in found.blocks] == [words, *TEXT]


def test_where_the_page_is_in_its_site_is_no_headline() -> None:
    found = draft(
        "<table><tr><td>&gt;&gt; 首页 &gt;&gt; 信合动态</td></tr>"
        f"<tr><td align=center><b>外出学习情况汇报</b></td></tr>"
        f"<tr><td>{PARAGRAPHS}</td></tr></table>",
        title="欢迎光临示例网站",
    )
    assert found.blocks[0].text == "外出学习情况汇报"


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2025-11-08T23:15:42+00:00", date(2025, 11, 9)),
        ("2025-11-08T23:15:42.000Z", date(2025, 11, 9)),
        ("2025-11-08T01:00:00Z", date(2025, 11, 8)),
        ("2025-11-08T23:15:42+08:00", date(2025, 11, 8)),
        ("2025-02-31T23:15:42Z", None),
    ],
)
def test_a_time_in_utc_is_of_the_day_in_china(stated: str, day: date | None) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    body = f"<h1>一站式办贷学习记录</h1><div class=z>{PARAGRAPHS}</div>"
    assert draft(body, title="一站式办贷学习记录", head=head).published == day


@pytest.mark.parametrize(
    "link", ["返回搜狐，查看更多", "[详情]", "查看更多&gt;&gt;", "阅读全文", "【打印本页】"]
)
def test_a_link_of_the_site_behind_the_last_sentence(link: str) -> None:
    content = PARAGRAPHS.replace("五百元。</p>", f"五百元。<a href=/>{link}</a></p>")
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert found.blocks[-1].text == TEXT[-1]


def test_a_link_in_a_sentence_stays() -> None:
    content = PARAGRAPHS.replace("五百元。", "五百元，办法见<a href=/>详情</a>。")
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert found.blocks[-1].text.endswith("办法见详情。")


@pytest.mark.parametrize(
    "fold",
    [
        "<h3 class=accordion-header><button>怎么排班</button></h3><div><p>{}</p></div>",
        "<div class=expand><button aria-expanded=false>怎么排班</button><div><p>{}</p></div></div>",
        "<div class=faq-q><button>怎么排班</button></div><div><p>{}</p></div>",
    ],
)
def test_a_button_that_folds_a_text_is_its_heading(fold: str) -> None:
    content = PARAGRAPHS + fold.format("柜员分两班，早班下班就走，不补会。")
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert [block.text for block in found.blocks][-2:] == [
        "怎么排班",
        "柜员分两班，早班下班就走，不补会。",
    ]


def test_a_button_that_does_something_is_no_text() -> None:
    content = f"<button aria-controls=x>听全文</button><button>收藏</button>{PARAGRAPHS}"
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert [block.text for block in found.blocks][1:] == [*TEXT]


def test_a_main_column_that_is_named_for_the_side() -> None:
    others = "<div><a>清溪农商银行完成季度压力测试</a></div>" * 20
    found = draft(
        f"<aside class=col><span>一站式办贷学习记录</span><div>2026-05-08</div>{PARAGRAPHS}</aside>{others}",
        title="一站式办贷学习记录_他山之石_示例网",
    )
    assert [block.text for block in found.blocks] == ["一站式办贷学习记录", *TEXT]


def test_a_hyphen_behind_the_mark_that_ends_a_title() -> None:
    body = f"<div><h1>这里不卖货，卖什么？</h1><div>2026-05-09 07:30·观察员</div><div>{PARAGRAPHS}</div></div>"
    found = draft(body, title="这里不卖货，卖什么？-快闻")
    assert [block.text for block in found.blocks] == ["这里不卖货，卖什么？", *TEXT]
    assert found.published == date(2026, 5, 9)


def test_the_heading_of_the_comments_is_no_headline() -> None:
    said = "<p>内勤下乡了，柜台谁顶？我们支行一共六个人，走两个就开不了门。</p>" * 3
    body = f"<h1>一站式办贷学习记录</h1><div>{PARAGRAPHS}</div>"
    body += f"<div><h3>《一站式办贷学习记录》有 3 条评论</h3>{said}</div>"
    assert draft(body, title="一站式办贷学习记录 - 示例网").blocks[1].text == TEXT[0]


def test_a_paper_far_above_its_text_in_a_form_without_names() -> None:
    props = "<table>" + "<tr><td>密级</td><td>内部</td></tr>" * 8 + "</table>"
    day = "<table><tr><td>拟稿时间</td><td>2026-04-20 10:11</td></tr></table>"
    body = f"<div>关于赴枫桥湾农商银行跟班学习的报告</div>{props}{day}<div>{PARAGRAPHS}</div>"
    found = draft(body, title="协同办公系统-文档查看")
    assert found.blocks[0].text == "关于赴枫桥湾农商银行跟班学习的报告"
    assert found.published == date(2026, 4, 20)


def test_a_short_article_among_much_that_is_linked() -> None:
    short = "<p>村里逾期户由14户减到2户，催收的是大妈。</p>" * 3
    others = "".join(f"<p><a>金河农商银行第{n}支行开展消防演练活动</a></p>" for n in range(9))
    rest = "<div>" + "<p>路灯电费谁出？别又成了村里的负担，三个月就灭了。</p>" * 2 + "</div>"
    body = f"<div><h1>一盏路灯照亮的信用村</h1><div>2025-11-20 17:33</div><div>{short}{others}</div>{rest}</div>"
    found = draft(body, title="一盏路灯照亮的信用村_示例网")
    assert found.published == date(2025, 11, 20)
    assert not found.warnings
    assert found.blocks[0].text == "一盏路灯照亮的信用村"


def test_the_series_above_the_headline_is_kept() -> None:
    body = f"<div><p>“走出去学”系列报道之二</p><h1>一站式办贷学习记录</h1><div>{PARAGRAPHS}</div></div>"
    found = draft(body, title="一站式办贷学习记录_示例网")
    assert "“走出去学”系列报道之二" in [block.text for block in found.blocks]
    assert found.blocks[0].text == "一站式办贷学习记录"


def test_the_properties_of_an_exported_page_are_furniture() -> None:
    rows = "<tr><th>优先级</th><td>中</td></tr><tr><th>跟班日期</th><td><time>@2025年3月2日</time></td></tr>"
    html = (
        f"<html><head><title>一站式办贷学习记录</title></head><body><h1>一站式办贷学习记录</h1>"
        f"<table class=properties>{rows}</table><div>{PARAGRAPHS}</div></body></html>"
    )
    found = read_html(html.encode(), "页面.html")
    assert [block.text for block in found.blocks] == ["一站式办贷学习记录", *TEXT]
    assert found.published is None


def test_a_list_of_headings_in_a_saved_document_is_furniture() -> None:
    toc = "<p><span><a href=#a>红账</a></span><span><a href=#b>黑账</a></span></p>"
    html = f"<h1>一站式办贷学习记录</h1>{toc}<h2 id=a>红账</h2><p>{TEXT[0]}</p><h2 id=b>黑账</h2><p>{TEXT[1]}</p>"
    found = read_html(html.encode(), "页面.html")
    assert "红账黑账" not in [block.text for block in found.blocks]
    assert found.furniture == ("红账黑账",)


def test_a_number_in_an_element_of_its_own() -> None:
    items = (
        f"<div><div>1.</div><div>{TEXT[0]}</div></div><div><div>2.</div><div>{TEXT[1]}</div></div>"
    )
    found = read_html(f"<h1>一站式办贷学习记录</h1>{items}".encode(), "页面.html")
    assert [block.text for block in found.blocks][1:] == [f"1. {TEXT[0]}", f"2. {TEXT[1]}"]


def test_a_form_of_a_page_is_one_line_of_furniture() -> None:
    form = (
        "<form><table><tr><td>姓名</td><td><input></td></tr><tr><td>手机</td><td><input></td></tr>"
        "<tr><td>提交即表示同意</td></tr></table></form>"
    )
    found = page(
        "<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=PARAGRAPHS + form
    )
    assert "姓名 手机 提交即表示同意" in found.furniture
    assert [block.text for block in found.blocks][1:] == [*TEXT]


def test_a_card_for_another_article_within_the_text_is_furniture() -> None:
    card = "<div class=k><a href=/x><div>一罐岩茶的账本</div><div>从采摘到下单，中间隔了九个人。</div></a></div>"
    content = f"<p>{TEXT[0]}</p>{card}<p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert [block.text for block in found.blocks][1:] == [*TEXT]


def test_a_linked_paragraph_within_the_text_stays() -> None:
    content = (
        f"<p>{TEXT[0]}</p><p><a href=/x>《柳湾走访办法》</a></p><p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    )
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert "《柳湾走访办法》" in [block.text for block in found.blocks]


def test_a_place_that_was_left_open_links_nothing() -> None:
    content = f"<a name=top>{PARAGRAPHS}"
    found = page("<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=content)
    assert [block.text for block in found.blocks][1:] == [*TEXT]


def test_author_and_day_below_a_lead() -> None:
    lead = "跟班六天，看茶农怎样给自己打分。"
    by = "<div><h4>山货编辑部</h4><div><time datetime=2025-04-18>Apr 18, 2025</time><span>5 min read</span></div></div>"
    head = f"<header><h1>一站式办贷学习记录</h1><p>{lead}</p>{by}</header>"
    body = f"<article>{head}<section>{PARAGRAPHS}</section></article>"
    found = draft(body, title="一站式办贷学习记录")
    assert [block.text for block in found.blocks] == ["一站式办贷学习记录", lead, *TEXT]
    assert found.published == date(2025, 4, 18)


@pytest.mark.parametrize("mark", ["•", "💡", "⚠️"])
def test_a_mark_alone_is_no_text(mark: str) -> None:
    html = f"<h1>一站式办贷学习记录</h1><div><div>{mark}</div><div>{TEXT[0]}</div></div>"
    found = read_html(html.encode(), "页面.html")
    assert [block.text for block in found.blocks][1:] == [TEXT[0]]


def test_an_entry_of_a_list_above_is_no_headline() -> None:
    entries = "<div><p>我行走访茶叶企业 09-20</p><p>我行召开安全工作会议 09-18</p></div>"
    body = f"{entries}<div>外出学习情况汇报</div><div>2025-09-11　点击数：532</div><div>{PARAGRAPHS}</div>"
    assert draft(body, title="示例银行").blocks[0].text == "外出学习情况汇报"


def test_an_element_with_the_role_of_a_heading() -> None:
    html = (
        f"<h1>一站式办贷学习记录</h1><div role=heading aria-level=2>谁来上课</div><p>{TEXT[0]}</p>"
    )
    found = read_html(html.encode(), "页面.html")
    assert [block.level for block in found.blocks] == [1, 2, 0]


def test_a_figure_in_an_element_of_its_own_in_a_cell_stays() -> None:
    row = (
        "<tr><td><div class=l>{}</div></td><td><div class=l><span>{}</span>&#8203;</div></td></tr>"
    )
    table = f"<table>{row.format('年份', '户数')}{row.format('2024', '160')}</table>"
    found = page(
        "<h1>一站式办贷学习记录</h1>", title="一站式办贷学习记录", content=PARAGRAPHS + table
    )
    assert found.blocks[-1].text.replace("\u200b", "") == "2024 | 160"


def test_a_page_number_in_a_layout_is_furniture() -> None:
    content = f"<h1>一站式办贷学习记录</h1><div class=z>{PARAGRAPHS}<div>1 2 3</div></div>"
    body = f"<table><tr><td>{content}</td></tr></table>"
    found = draft(body, title="一站式办贷学习记录")
    assert [block.text for block in found.blocks][1:] == [*TEXT]


@pytest.mark.parametrize(
    "title", ["详情页", "资讯详情", "新闻详细页面", "无标题文档", "Untitled Document", ""]
)
def test_a_title_element_that_says_nothing(title: str) -> None:
    stated = "跟班手记：四张不起眼的小卡片"
    told = f'{{"@type": "NewsArticle", "headline": "{stated}", "datePublished": "2023-08-22T08:00:00+08:00"}}'
    heads = (
        f'<meta property="og:title" content="{stated}">',
        f'<meta name="ArticleTitle" content="{stated}">',
        f'<script type="application/ld+json">{told}</script>',
        f'<script type="application/ld+json">{{"@graph": [1, {told}]}}</script>',
    )
    for head in heads:
        assert draft(f"<div>{PARAGRAPHS}</div>", title=title, head=head).title == stated
    for n in (2, 3):
        made = draft(f"<div>{PARAGRAPHS}</div>", title=title, head=heads[n])
        assert made.published == date(2023, 8, 22)


@pytest.mark.parametrize(
    "told", ["{", "[" * 9000, "null", '{"@type": ["Article"], "headline": 3}', '{"@graph": {}}']
)
def test_what_is_told_to_search_engines_may_be_broken(told: str) -> None:
    head = f'<script type="application/ld+json">{told}</script>'
    assert draft(f"<div>{PARAGRAPHS}</div>", title="详情页", head=head).title == "详情页"


@pytest.mark.parametrize("tag", ["small", "span", "em"])
def test_a_day_behind_the_headline_in_an_element_of_its_own(tag: str) -> None:
    headline = f"<h3>访棕溪：一条短信背后的到期管理 <{tag}>2024年01月05日</{tag}></h3>"
    made = page(headline, title="详情页")
    assert made.blocks[0].text == "访棕溪：一条短信背后的到期管理"
    assert made.published == date(2024, 1, 5)


def test_a_drawn_headline_may_be_a_banner_if_the_page_states_it() -> None:
    title = "五天学会一张网——石坝农商银行网格化跟班学习纪实"
    banner = f"<div class=zt_banner><img src=title.jpg alt={title}></div>"
    assert page(banner, title=f"{title}|石坝农商银行").blocks[0].text == title


def test_many_titles_are_not_compared_with_each_line() -> None:
    head = "".join(f"<meta name=title content=标题{n}_某网_某栏目>" for n in range(2000))
    made = draft(f"<h1>走访怎么管</h1><div>{PARAGRAPHS}</div>", title="走访怎么管", head=head)
    assert made.blocks[0].text == "走访怎么管"


def test_a_subtitle_is_no_headline_where_the_headline_stands_above() -> None:
    head = "<div><p>从“等贷上门”到“送贷进棚”</p><p>——石坝农商银行学习设施农业贷款侧记</p></div>"
    made = page(f"{head}<div>发布时间 2024-04-30 19:02</div>", title="石坝县融媒体中心")
    assert made.blocks[0].text == "从“等贷上门”到“送贷进棚”"


def test_what_is_told_about_the_page_behind_the_headline() -> None:
    title = "赴蓼泊农商银行学习考察见闻"
    told = "<span>[ 蕨坪信合 | 2018-10-10 | 阅读 88 ]</span>"
    headline = f"<div class=w3>信合文苑</div><div class=w4>{title}{told}</div>"
    made = page(headline, title=f"蕨坪信合_信合文苑_{title}")
    assert (made.blocks[0].text, made.published) == (title, date(2018, 10, 10))


def test_a_stated_title_is_read_up_to_a_bound() -> None:
    assert len(draft(f"<div>{PARAGRAPHS}</div>", title="2024年01月02日-" * 4000).title) <= 1000


@pytest.mark.parametrize("before", ["页面 - ", "Pages - ", "打印：", "打印预览 - ", "文档："])
@pytest.mark.parametrize("linked", ["", "<a href=/f>页面</a> "])
def test_the_kind_of_page_before_the_title(before: str, linked: str) -> None:
    """SharePoint writes it into <title>, and as a link into the heading."""
    title = "柳湾农商银行走访管理学习汇报"
    made = page(f"<h1>{linked}{title}</h1>", title=before + title)
    assert (made.blocks[0].text, made.title) == (title, title)


@pytest.mark.parametrize("title", ["文档一体化的柳湾做法", "页面-柳湾", "打印机旁的晨会"])
def test_words_of_a_title_that_name_no_kind_of_page(title: str) -> None:
    assert page(f"<h1>{title}</h1>", title=title).title == title


def test_a_heading_in_the_row_of_the_path() -> None:
    """The first <h1> stands in the element of the path, and <title> says nothing."""
    title = "还款日不放在月底"
    path = f"<div class=breadcrumb><a href=/>门户</a><a href=/f>风险部</a><h1>{title}</h1></div>"
    side = "<div class=side><a href=/1>主页</a><a href=/2>笔记本</a><a href=/3>文档</a></div>"
    made = draft(f"{path}{side}<div class=c>{PARAGRAPHS}</div>", title="详情")
    assert made.blocks[0].text == title


def test_who_runs_the_portal_that_the_page_is_called_after_is_no_headline() -> None:
    """A day stands next to the name, and the title of the page says only column and site."""
    site = "<table><tr><td>柳湾县农村信用合作联社</td><td>2025年11月6日</td></tr></table>"
    title = "<tr><td align=center><font size=4><b>桐口农商银行支农柜台见闻</b></font></td></tr>"
    day = "<tr><td>作者：乔木　更新时间：2025-11-05</td></tr>"
    body = f"{site}<table>{title}{day}<tr><td>{PARAGRAPHS}</td></tr></table>"
    made = draft(body, title="经验交流-柳湾县农村信用合作联社门户网站")
    assert made.blocks[0].text == "桐口农商银行支农柜台见闻"


@pytest.mark.parametrize("paper", ["青年之声", "杉坪农信", "学思践悟录"])
@pytest.mark.parametrize("issue", ["（第9期）", "第12期", "2025年第3期"])
def test_a_page_called_after_paper_and_issue_has_the_headline_below(paper: str, issue: str) -> None:
    made = read_html(
        f"""<html><head><title>{paper}{issue.strip("（）")}</title></head><body>
<p style="text-align:center;font-size:30px"><b>{paper}</b></p><p style="text-align:center">{issue}</p>
<p>主办：凤滩农商银行团委　　　　出版日期：2025年5月30日</p>
<p style="text-align:center;font-size:22px"><b>在柳湾，我学会了“慢”</b></p>
<p style="text-align:center">凤滩农商银行　石小满</p>
<p>{TEXT[1]}{TEXT[2]}{TEXT[1]}</p><p>慢就是快。</p>
<p>本期责编：小向　校对：小彭</p><p>欢迎投稿：a@example.com</p></body></html>""".encode(),
        "一.html",
    )
    texts = [block.text for block in made.blocks]
    assert "在柳湾，我学会了“慢”" in texts
    # One long paragraph holds nearly all of the text; what stands around it is read too.
    assert "慢就是快。" in texts


@pytest.mark.parametrize("mark", ["[转载]", "【置顶】", "[图文] "])
def test_what_a_site_puts_before_a_headline_is_no_part_of_it(mark: str) -> None:
    title = "一家山区农商银行的减法"
    found = page(f"<h2>{mark}{title}</h2>", title=f"{mark}{title} - 学习资料 - 示例网")
    assert found.blocks[0].text == title


def test_a_title_of_two_characters() -> None:
    found = page(
        "<h3>学“细”</h3><p>2020-10-15 作者：田秀</p>", title="学“细”_心得体会_柳湾农商银行"
    )
    assert (found.blocks[0].text, found.blocks[0].level) == ("学“细”", 1)
    other = page("<h3>学习</h3>", title="跟班学习侧记_心得体会_柳湾农商银行")
    assert other.blocks[0].text != "学习" or other.blocks[0].level != 1


@pytest.mark.parametrize("fields", [("廖某", "北关支行"), ("零售部",), ("廖某", "零售部", "原创")])
def test_fields_between_headline_and_day_are_no_headline(fields: tuple[str, ...]) -> None:
    rows = "".join(f"<div>{field}</div>" for field in (*fields, "2026-05-08 11:26"))
    found = draft(
        f"<div class=b><span>知识社区</span><span>/</span><span>交流</span><span>/</span><span>详情</span></div>"
        f"<div class=d><div class=dt>柳湾的地图</div><div class=dm>{rows}</div><div class=dc>{PARAGRAPHS}</div></div>",
        title="知识社区",
    )
    assert [block.text for block in found.blocks] == ["柳湾的地图", *TEXT]


@pytest.mark.parametrize("site", ["县域金融周刊", "乡村参考"])
def test_a_title_in_the_head_only_where_the_page_names_its_site(site: str) -> None:
    head = f"<html><head><title>“慢三秒”拦下735万元 · {site}</title></head>"
    top = f'<div class="hd"><a href="/x">{site}</a></div><div>2026-05-08　阅读量：399</div>'
    found = read_html(
        f"{head}<body>{top}<div>{PARAGRAPHS}</div>{FOOT}</body></html>".encode(), "页.html"
    )
    assert [block.text for block in found.blocks] == ["“慢三秒”拦下735万元", *TEXT]


def test_a_reader_of_feeds_lists_the_article_and_shows_it() -> None:
    rows = "".join(
        f"<div><b>{title}</b><span>05-0{n}</span></div>"
        for n, title in enumerate(("柳湾获评先进", "柳湾的白板", "石坝开门红收官"), 1)
    )
    shown = '<div class="entry_title"><a href="/1">柳湾的白板</a></div>'
    shown += f"<div>柳湾农商银行 / 2026年5月8日 8:00</div><div>{PARAGRAPHS}</div>"
    head = "<html><head><title>(128) 订阅 - 阅读器</title></head>"
    found = read_html(
        f"{head}<body><div>订阅 (128)</div>{rows}<div>{shown}</div></body></html>".encode(),
        "页.html",
    )
    assert [block.text for block in found.blocks] == ["柳湾的白板", *TEXT]
    assert str(found.published) == "2026-05-08"


def test_a_headline_of_two_characters_in_its_own_element() -> None:
    head = "<uni-view class=detail_tit>怕“熟”</uni-view><uni-view><uni-text>2026-05-08</uni-text></uni-view>"
    found = draft(f"<uni-view>{head}<div>{PARAGRAPHS}</div></uni-view>", title="文章详情")
    assert [block.text for block in found.blocks] == ["怕“熟”", *TEXT]
    assert found.published == date(2026, 5, 8)


def test_a_headline_in_a_large_font_over_two_lines() -> None:
    rows = (
        "<tr><td align=center><font size=5>石坝农商银行赴柳湾农商银行<br>学习内控工作情况通报</font></td></tr>"
        f"<tr><td align=center>石坝农商银行　2026-05-08</td></tr><tr><td>{PARAGRAPHS}</td></tr>"
    )
    found = draft(f"<table>{rows}</table>", title="信息浏览")
    texts = [block.text for block in found.blocks]
    assert texts[0].replace(" ", "") == "石坝农商银行赴柳湾农商银行学习内控工作情况通报"
    assert texts[-3:] == list(TEXT)


def test_the_day_below_the_headline_is_before_one_above_it() -> None:
    above = "<div><h2>图片新闻</h2><a>石坝举行演练</a><span>2026-06-01</span></div>"
    found = draft(
        f"{above}<div><h2>银行就得在海上</h2><p>来源：办公室　日期：2026/5/8</p>{PARAGRAPHS}</div>",
        title="银行就得在海上 - 示例网",
    )
    assert found.published == date(2026, 5, 8)


def test_the_summary_of_a_program_is_no_text() -> None:
    summary = "<div><div>AI 摘要</div><div>柳湾农商银行规定客户经理每周进村，登记收入和用途，由行长回访。</div></div>"
    found = draft(
        f"<div><h1>柳湾归来话清收</h1>{summary}<div>{PARAGRAPHS}</div></div>",
        title="柳湾归来话清收 - 示例网",
    )
    assert [block.text for block in found.blocks] == ["柳湾归来话清收", *TEXT]


@pytest.mark.parametrize(
    ("headline", "title", "words"),
    [
        ("<div class=bt1>夜审班</div>", "石坝新闻网 夜审班", "夜审班"),
        ("<div class=t>主题：柳湾开会不坐椅子　点击：77</div>", "内部论坛", "柳湾开会不坐椅子"),
        ("<div class=n>烟囱里的客户网</div>", "烟囱里的客户网 | 石坝融媒", "烟囱里的客户网"),
    ],
)
def test_titles_like_names_of_sites_or_with_counts(headline: str, title: str, words: str) -> None:
    found = draft(
        f"{headline}<div>2026-05-08 10:00</div><div>{PARAGRAPHS}</div>",
        title=title,
        head='<meta property="og:site_name" content="石坝融媒">',
    )
    assert [block.text for block in found.blocks] == [words, *TEXT]


@pytest.mark.parametrize("field", ["级别：侠客", "目录：/学习/2026"])
def test_a_field_beside_the_text_is_no_headline(field: str) -> None:
    found = draft(
        f"<div>主题：柳湾开会不坐椅子</div><div>{field}</div>"
        f"<div>发表时间：2026-05-08 19:40</div><div>{PARAGRAPHS}</div>",
        title="内部论坛",
    )
    assert found.blocks[0].text == "柳湾开会不坐椅子"


@pytest.mark.parametrize(
    ("above", "headline", "row"),
    [
        (
            "<div>石坝电视</div>",
            "<div class=artTitle>给滩涂拍一本相册</div>",
            "<div>2026-05-08</div>",
        ),
        (
            "<div>石坝电视</div>",
            "<div class=artTitle>给滩涂拍一本相册</div>",
            "<div><span>阿浪</span><span>2026-05-08</span><span>3290</span></div>",
        ),
        (
            "<div>当前页面：风采</div>",
            "<div><h3>2026-05-08　给滩涂拍一本相册</h3></div>",
            "",
        ),
        (
            "<table><tr><td>邮件主题：</td><td>给滩涂拍一本相册</td></tr>",
            "<tr><td>发送给：</td><td>全体中层</td></tr>",
            "<tr><td>发送时间：</td><td>2026-05-08 09:33</td></tr></table>",
        ),
    ],
)
def test_headlines_with_their_day_below_other_lines(above: str, headline: str, row: str) -> None:
    body = f"<div>{above}{headline}{row}<div>{PARAGRAPHS}</div></div>"
    bar = "<div><a>回复</a> <a>回复全部</a> <a>标记为</a></div><div>猜你喜欢</div>"
    found = read_html(f"<html><body>{body}{bar}</body></html>".encode(), "页.html")
    assert [block.text for block in found.blocks] == ["给滩涂拍一本相册", *TEXT]
    assert found.published == date(2026, 5, 8)


def test_a_headline_below_the_account_in_a_program_that_keeps_articles() -> None:
    side = "<div class=side><div>消息</div><div>通讯录</div></div>"
    head = (
        "<div class=src>柳湾农商银行公众号</div><div class=hh>“免打扰”名单</div>"
        "<div class=dd>2026年5月8日 · 收藏于 2026-06-01</div>"
    )
    found = read_html(
        f"<body>{side}<div>{head}<div>{PARAGRAPHS}</div><div>打开原网页</div></div></body>".encode(),
        "页.html",
    )
    assert [block.text for block in found.blocks][:2] == ["“免打扰”名单", TEXT[0]]
    assert found.published == date(2026, 5, 8)


def test_a_headline_above_a_table_without_sentences_near() -> None:
    rows = "".join(f"<tr><td>项目{n}</td><td>{n}户</td></tr>" for n in range(3))
    body = "<div>您好，欢迎</div><div class=crumb>业务交流</div>"
    body += "<h1>两张表里看差距</h1><div>零售部　2026-05-08 10:10</div>"
    found = read_html(
        f"<body>{body}<p>两行对照。</p><table>{rows}</table>{PARAGRAPHS}</body>".encode(), "页.html"
    )
    assert found.blocks[0].text == "两张表里看差距"
    assert found.published == date(2026, 5, 8)


@pytest.mark.parametrize("row", ["蒋某　2026-05-08", "05/08/2026"])
def test_the_day_right_above_a_text_alone(row: str) -> None:
    page = f"<p align=center>柳湾归来话清收</p><p>{row}</p>{PARAGRAPHS}"
    assert read_html(page.encode(), "页.html").published == date(2026, 5, 8)


@pytest.mark.parametrize("sign", ["‹", "«", "›"])
def test_signs_before_the_name_of_the_site(sign: str) -> None:
    found = page(
        "<h1>柳湾归来话清收</h1><p>2026-05-08</p>", title=f"柳湾归来话清收 {sign} 石坝笔记"
    )
    assert [block.text for block in found.blocks] == ["柳湾归来话清收", *TEXT]


def test_days_in_rows_of_fields() -> None:
    """The day in a row of fields above a text that is no page of a site, and one right before its time."""
    row = "<p>石坝支行 | 2026/05/08 | 评论（0） | 收藏本文</p>"
    found = read_html(
        f"<p><b>看见昨天的自己</b></p>{row}<div>{PARAGRAPHS}</div>".encode(), "页.html"
    )
    assert found.published == date(2026, 5, 8)
    spans = "<div><span>2026-05-08</span><span>10:19</span></div>"
    found = draft(f"<h1>柳湾归来话清收</h1>{spans}<div>{PARAGRAPHS}</div>", title="柳湾")
    assert found.published == date(2026, 5, 8)
    assert [block.text for block in found.blocks] == ["柳湾归来话清收", *TEXT]


def test_a_time_without_a_year_below_the_headline_is_no_text() -> None:
    head = "<h4>柳湾归来话清收</h4><div>05月08日 06:30</div><time>2026-05-08</time>"
    found = draft(
        f"<div>{head}{PARAGRAPHS}<div>相关词条：利率 讲解</div></div>",
        title="柳湾归来话清收 - 石坝",
    )
    assert [block.text for block in found.blocks] == ["柳湾归来话清收", *TEXT]


@pytest.mark.parametrize(
    ("body", "title", "words"),
    [
        # The headline and its row in one line, the site first.
        (
            "<div>石坝学堂 积分</div><div><strong>掌灯走访</strong>"
            "<span>2026-05-08 07:00　观看次数 512</span>{}</div>",
            "石坝学堂 - 掌灯走访",
            "掌灯走访",
        ),
        # The name of the site is the title; the row has no day.
        (
            "<div id=app><div class=t>石坝手机台</div><div class=h>值班行长的电话</div>"
            "<div class=m>石坝手机台 · 3天前</div><div>{}</div></div>",
            "石坝手机台",
            "值班行长的电话",
        ),
        # A short heading of a column above a lower one.
        (
            "<ul><li><a>治理</a></li><li><a>投资者</a></li><li><a>年报</a></li></ul><h2>新闻稿</h2>"
            "<h4>材料少了六成，靠的是说明</h4><h5>2026年5月8日</h5><div>{}</div>",
            "新闻稿 — 石坝农商银行",
            "材料少了六成，靠的是说明",
        ),
    ],
)
def test_headlines_beside_names_of_site_and_column(body: str, title: str, words: str) -> None:
    html = f"<html><head><title>{title}</title></head><body>{body.format(PARAGRAPHS)}</body></html>"
    found = read_html(html.encode(), "页.html")
    assert [block.text for block in found.blocks] == [words, *TEXT]


def test_days_below_a_title_stay_where_all_paragraphs_are_headings() -> None:
    """They were taken for the day of publication of an article below a menu."""
    texts = [
        block.text for block in read_html(weekly(dates="(2018年7月2日--6日)"), "a.html").blocks
    ]
    assert texts[:2] == ["跟班学习活动第三周纪实", "(2018年7月2日--6日)"]

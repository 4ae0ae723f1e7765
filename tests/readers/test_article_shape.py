"""The article of a web page by the shape of the page alone: no word or name tells it here."""

from __future__ import annotations

import pytest

from kb.readers.html import read_html

TITLE = "坐堂问诊见学记"
TEXT = (
    "蓼塘农商银行把大堂里靠窗的圆桌腾出来，每周二上午坐一名审批人。",
    "问诊以后开一页纸，写清缺多少钱、为什么缺、哪天能还。",
    "拿了方子的客户，第三十天由客户经理回访，问三句话。",
    "半年下来开方四百张，其中授信一百八十七张，全部按期收回。",
)
ONE, TWO, THREE, FOUR = (f"<p>{text}</p>" for text in TEXT)
HEAD = f"<h1>{TITLE}</h1><div class=q2>2025-03-02</div>"
AD = "<div class=q9><i>广而告之</i></div>"
MENU = "<div class=q1><div>田垄</div><div>账本</div><div>茶馆</div><div>渡口</div></div>"


def texts(body: str, title: str = "见学") -> list[str]:
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{MENU}{body}</body></html>"
    return [block.text for block in read_html(page.encode(), "页面.html").blocks]


@pytest.mark.parametrize(
    "behind",
    [
        "<div class=q5><i>好</i><i>86</i></div><div class=q6><p>渔网贷办得快，先还的先得，来看看。</p></div>",
        "<div class=q6><div>渔汛来了，贷款怎么跟</div><div>2025-02-01</div><div>虾苗一季一结，先还的先得。</div></div>",
        "<div class=q6><div>执笔：阿禾</div><div>凡引用这里的文字，都要写明它从哪里来，多谢。</div></div>",
        "<div class=q6><div>乙 08-19 12:10</div><div>四点起床，佩服，我们的市场五点半才开门。</div></div>",
        "<div class=q6><a>一张渔网</a><p>从一张渔网看到一条链，三十年里换了五代船。</p></div>",
        "<div class=q6>这里是一个县城的读书会，每周六晚上在渡口的茶馆里碰头，带书来就行。</div>",
    ],
)
def test_what_is_of_another_kind_behind_the_text(behind: str) -> None:
    found = texts(f"<div class=q3>{HEAD}<div class=q4>{ONE}{TWO}{THREE}{FOUR}</div></div>{behind}")
    assert found == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=q3>{HEAD}<div class=a>{ONE}</div><div class=how>{TWO}{THREE}</div><div class=z>{FOUR}</div></div>",
        f"<div class=q3>{HEAD}<div class=part1>{ONE}{TWO}</div>{AD}<div class=part2>{THREE}{FOUR}</div></div>",
        f"<div class=q3>{HEAD}<div class=p1>{ONE}{TWO}</div>{AD}<div class=p2>{THREE}{FOUR}</div></div>",
        f"<div><div class=one>{HEAD}{ONE}{TWO}</div><div class=two>{THREE}{FOUR}</div></div>",
        f"{HEAD}{ONE}{TWO}{THREE}{FOUR}",
        f"<div class=q3>{HEAD}{ONE}<div class=box>{TWO}{THREE}</div>{FOUR}</div>",
        f"<div class=q3>{HEAD}<div class=con>{ONE}{TWO}{THREE}</div><div class=sum>{FOUR}</div></div>",
        f"{HEAD}<table><tr><td class=l>{ONE}{TWO}</td><td class=r>{THREE}{FOUR}</td></tr></table>",
        f"{HEAD}<div><div><div>{TEXT[0]}</div><div>{TEXT[1]}</div></div><div><div>{TEXT[2]}</div><div>{TEXT[3]}</div></div></div>",
    ],
)
def test_parts_of_one_article_stay_together(body: str) -> None:
    assert [text for text in texts(body) if text in TEXT] == list(TEXT)


def test_several_items_with_days_of_their_own_are_one_bulletin() -> None:
    items = [
        f"<div class=it><h3>{name}支行</h3><div>2025-03-0{n}</div>{words}</div>"
        for n, (name, words) in enumerate((("河口", ONE + TWO), ("城关", THREE + FOUR)), 1)
    ]
    found = texts(f"<div class=q3><h1>本周经验两则</h1>{''.join(items)}</div>")
    assert [text for text in found if text in TEXT] == list(TEXT)


def test_a_table_of_figures_right_behind_the_text_belongs_to_it() -> None:
    rows = "<tr><td>支行</td><td>开方</td></tr><tr><td>城关</td><td>41</td></tr>"
    begin = f"<div class=q3>{HEAD}<div class=q4>{ONE}{TWO}</div>"
    assert "城关 | 41" in texts(f"{begin}<table>{rows}</table></div>")
    dated = rows.replace("41", "2025-03-04 09:12")
    assert not any("城关" in text for text in texts(f"{begin}<table>{dated}</table></div>"))


def test_a_row_of_short_words_above_the_text_is_a_menu() -> None:
    assert "田垄" not in texts(f"{HEAD}{ONE}{TWO}{THREE}")
    row = "<p>田垄</p><p>账本</p><p>茶馆</p><p>渡口</p>"
    page = f"<body>{row}<p>{TITLE}</p>{ONE}{TWO}</body>"
    found = [block.text for block in read_html(page.encode(), "片段.html").blocks]
    assert "田垄" in found  # paragraphs may be of the document


def test_links_below_the_last_sentence_and_a_list_of_headings() -> None:
    links = "<p>看了还看</p><p><a>一张渔网</a></p><p><a>三十年里的船</a></p><p>完了</p>"
    listed = "<ol><li><a href=#a>怎样开方</a></li><li><a href=#b>怎样回访</a></li></ol>"
    body = f"{HEAD}<div class=q4>{ONE}{listed}<h3>怎样开方</h3>{TWO}<h3>怎样回访</h3>{THREE}{links}</div>"
    assert texts(body) == [TITLE, TEXT[0], "怎样开方", TEXT[1], "怎样回访", TEXT[2]]


def test_a_headline_with_commas_and_quotation_marks_is_no_text() -> None:
    long = "水产贷怎么“看水下的鱼”，青溪农商银行赴鲈乡农商银行学习纪要"
    head = f"<div class=q7><div>行业</div><div>交流</div></div><div class=q8>{long}</div><div>2026-02-24</div>"
    assert texts(f"<div class=q3>{head}<div class=q4>{ONE}{TWO}{THREE}</div></div>")[0] == long


def test_the_kind_of_a_post_is_no_part_of_its_title() -> None:
    head = f"<h1><a>[交流]</a> <span>{TITLE}和它的七点收获</span></h1>"
    found = texts(
        f"{head}<div class=q4>{ONE}{TWO}{THREE}</div>", f"[交流]{TITLE}和它的七点收获 - 圈子"
    )
    assert found[0] == f"{TITLE}和它的七点收获"


@pytest.mark.parametrize(
    "title", ["x", "首页", "无标题文档", "新闻详情", "农信网", "Untitled Document"]
)
def test_a_long_h1_and_a_title_that_says_nothing(title: str) -> None:
    long = "蓼塘农商银行赴沙河农商银行学习坐堂问诊的七点收获"
    assert texts(f"<h1>{long}</h1>{ONE}{TWO}{THREE}", title)[0] == long


@pytest.mark.parametrize(
    "head",
    [
        f"<div class=title>渡口读书会</div><h1>{TITLE}</h1><div>2025-03-02</div>",
        f"<div>机关 / 学习 / 交流园地的文章</div><div>{TITLE}</div><div>2025-03-02</div>",
        f"<div>{TITLE}</div><div>2025-03-02</div><div>字数总计：1960字上下，阅读时长：三分钟</div>",
        f"<h2>{TITLE}</h2><div>2025-03-02</div><h2>一、为什么要摆一张圆桌</h2>",
    ],
)
def test_the_headline_where_the_title_says_nothing(head: str) -> None:
    body = f"<div class=q3>{head}<div class=q4>{ONE}{TWO}{THREE}</div></div>"
    assert texts(body, "x")[0] == TITLE

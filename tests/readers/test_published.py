"""The day of publication, from the places of a page that state it."""

from __future__ import annotations

from datetime import date

import pytest

from kb.readers.html import read_html

TITLE = "到柳湾农商银行看走访怎么管"
TEXT = (
    "<p>柳湾农商银行规定客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统。</p>"
    "<p>次日由支行行长抽三户打电话回访，不实的退回重做，连续两次不实的扣当月绩效五百元。</p>"
)
MENU = (
    "<ul><li><a href=/a>要闻</a></li><li><a href=/b>公告</a></li><li><a href=/c>制度</a></li></ul>"
)
DAY = date(2024, 5, 18)


def day(*, above: str = "", below: str = "", head: str = "", title: str = TITLE) -> date | None:
    article = f"<div>{above}<h3>{TITLE}</h3>{below}<div>{TEXT}</div></div>"
    page = f"<head><title>{title}</title>{head}</head>{MENU}{article}<p>版权所有 示例网</p>"
    return read_html(page.encode(), "页面.html").published


@pytest.mark.parametrize(
    "box",
    [
        "<div><b>18</b><span>2024-05</span></div>",
        "<div><span>2024-05</span><b>18</b></div>",
        "<div><b>18</b></div><div>2024.05</div>",
        "<div><i>2024</i><b>05/18</b></div>",
        "<div><b>05-18</b><i>2024</i></div>",
        "<div><b>18</b><i>05月</i><i>2024</i></div>",
        "<div><b>18</b><i>May 2024</i></div>",
        "<div><b>2024年5月</b><i>18日</i></div>",
    ],
)
def test_a_day_drawn_as_the_leaf_of_a_calendar(box: str) -> None:
    assert day(above=box) == DAY
    assert day(below=box) == DAY


@pytest.mark.parametrize(
    "numbers", ["<b>18</b><i>432</i>", "<b>2024</b><i>432</i>", "<b>31</b><i>2024-02</i>"]
)
def test_numbers_that_are_no_day(numbers: str) -> None:
    assert day(above=f"<div>{numbers}</div>") is None


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=canonical href='https://a.example/2024/05/18/1123.html'>",
        "<link rel=canonical href='https://a.example/xw/202405/t20240518_99.shtml'>",
        "<meta property=og:url content='https://a.example/news/2024-05/18/c_11.htm'>",
        "<!-- saved from url=(0042)http://10.1.1.5/xx/20240518.htm -->",
    ],
)
def test_a_day_in_the_address(head: str) -> None:
    assert day(head=head) == DAY
    assert day(head=head, below="<div>发布时间：2024-05-20</div>") == date(2024, 5, 20)


def test_a_day_below_a_lead_that_is_a_sentence() -> None:
    lead = "<div>三个“不做”，省下四成人力。</div><div><span>麦浪</span><span>2024年5月18日</span></div>"
    assert day(below=lead) == DAY


@pytest.mark.parametrize(
    "words", ["编辑于 2024-05-18 22:40", "发布于 2024-05-18 08:01・IP 属地四川"]
)
def test_a_day_below_the_text(words: str) -> None:
    article = f"<article><h1>{TITLE}</h1><div>{TEXT}</div><div>{words}</div></article>"
    page = f"<head><title>{TITLE} - 示例问答</title></head>{MENU}{article}<p>版权所有 示例网</p>"
    assert read_html(page.encode(), "页面.html").published == DAY


def test_a_day_in_the_head_of_a_newspaper() -> None:
    article = f"<div><h1>{TITLE}</h1><div>{TEXT}</div></div>"
    head = "<div><span>示例农金报</span><span>2024年5月18日 星期六</span></div>"
    pages = "<div><a>第02版：经营</a><a>版面概览</a></div><p>走出去看同行·之二</p>"
    for above, published in ((head + pages, DAY), (head + MENU, None)):
        page = (
            f"<head><title>{TITLE}-示例农金报</title></head>{above}{article}<p>版权所有 示例报</p>"
        )
        assert read_html(page.encode(), "页面.html").published == published


def test_a_day_between_newspaper_and_headline() -> None:
    assert day(title=f"示例日报-2024年05月18日-{TITLE}") == DAY
    assert day(title=f"2024年5月18日以来的走访 - {TITLE}") is None


def test_a_day_in_the_form_of_a_paper() -> None:
    form = "<table><tr><td>登记日期：</td><td>2024-05-18</td><td>登记人：</td><td>苗青</td></tr></table>"
    page = f"{form}<div align=center><b>{TITLE}</b></div>{TEXT}"
    assert read_html(page.encode(), "页面.html").published == DAY
    other = form.replace("登记日期", "跟班日期")
    assert read_html(page.replace(form, other).encode(), "页面.html").published is None


@pytest.mark.parametrize(
    "line", ["本页面最后编辑于2024年5月18日 (星期六) 14:20。", "最后修改于：2024-05-18"]
)
def test_the_day_of_the_last_edit_below_the_text(line: str) -> None:
    page = (
        f"<title>{TITLE}</title>{MENU}<h1>{TITLE}</h1><div>{TEXT}</div><div id=footer>{line}</div>"
    )
    assert read_html(page.encode(), "页面.html").published == DAY


@pytest.mark.parametrize("name", ["published_at", "publishTime", "pubDate", "datePublished"])
def test_the_day_in_the_state_of_a_program(name: str) -> None:
    state = f'<script>window.appData={{"doc":{{"{name}":"2024-05-17T22:21:00.000Z"}}}}</script>'
    assert day(head=state) == DAY
    other = f'<script>var more=[{{"{name}":"2024-05-11 10:00"}}]</script>'
    assert day(head=state + other) is None


def test_a_bare_label_with_a_minute_is_that_of_the_page() -> None:
    form = "<dl><dt>时间</dt><dd>{}</dd></dl>"
    assert day(below=form.format("2024/5/18 8:59:04")) == DAY
    assert day(below=form.format("2024/5/18")) is None


@pytest.mark.parametrize("line", ["2024.05.18", "2024年5月18日", "二〇二四年五月十八日"])
def test_a_day_alone_at_the_edge_of_a_document(line: str) -> None:
    def published(page: str) -> date | None:
        return read_html(page.encode(), "文档.html").published

    alone = f"<p>{line}</p>"
    assert published(f"<h1>{TITLE}</h1>{alone}{TEXT}") == DAY
    assert published(f"<h1>{TITLE}</h1>{TEXT}{alone}") == DAY
    assert published(f"<h1>{TITLE}</h1>{alone}{TEXT}<p>2024年5月19日</p>{TEXT}") is None
    assert published(f"<h1>{TITLE}</h1>{TEXT * 3}{alone}{TEXT * 3}") is None


@pytest.mark.parametrize("label", ["发起时间", "提交时间", "送审时间", "呈报日期", "登记日期"])
def test_the_day_in_the_bar_of_an_office_program(label: str) -> None:
    """The bar with sender and day stands above the text, behind other lines."""
    bar = f"<ul><li>发起人：纪澜</li><li>{label}：2024-05-18 10:17</li></ul>"
    assert day(above=bar + "<ul><li><a>查看流程</a></li><li><a>关联文档</a></li></ul>") == DAY


def test_the_day_of_the_first_writing_and_not_of_a_change() -> None:
    made = "<p>更新时间：2024-08-02</p><p>创建时间：2024-05-18</p>"
    assert day(below=f"{TEXT}{made}") == DAY

"""Heads of pages that are no part of the article: the table of 信息公开, and the fields of a mail."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Source
from kb.readers import read
from kb.structure import structure
from kb.structure.understand import Structured

TITLE = "砚洲农商银行赴芦港农商银行跟班学习情况通报"
TEXT = (
    "<p>10月14日至18日，砚洲农商银行5名客户经理到芦港农商银行跟班。</p>"
    "<p>芦港农商银行把夜市摊主编成三十个小组，组长每晚收一次意见。</p>"
    "<p>贷款到期前二十天，系统自动给客户经理发提醒。</p>"
)
ROWS = (
    "<tr><td>索 引 号：</td><td>X-1</td><td>主题分类：</td><td>金融</td></tr>"
    f"<tr><td>名　　称：</td><td colspan=3>{TITLE}</td></tr>"
    "<tr><td>发文机关：</td><td>办公室</td><td>发布日期：</td><td>2025年10月22日</td></tr>"
)
ITEMS = (
    "<li>索引号：X-1</li><li>公开方式：主动公开</li>"
    f"<li>名称：{TITLE}</li><li>发布日期：2025-10-22</li>"
)
PAIRS = (
    "<dt>索引号</dt><dd>X-1</dd><dt>公开类别</dt><dd>主动</dd>"
    f"<dt>名称</dt><dd>{TITLE}</dd><dt>公开日期</dt><dd>2025-10-22</dd>"
)
MAIL = (
    "<p><b>发件人:</b> 人力资源部<br><b>发送时间:</b> 2025年10月22日 9:12<br>"
    f"<b>收件人:</b> 各支行<br><b>主题:</b> {TITLE}</p>"
)


FORM = (
    "<tr><td colspan=4>柳溪农商银行发文稿纸</td></tr>"
    f"<tr><td>文件标题</td><td colspan=3>{TITLE}</td></tr>"
    "<tr><td>发文字号</td><td>柳农商银报〔2025〕31号</td><td>密级</td><td>普通</td></tr>"
    "<tr><td>拟稿部门</td><td>评审部</td><td>拟稿日期</td><td>2025-10-22</td></tr>"
    "<tr><td>会签意见</td><td colspan=3>同意。合规部 荀青 2025-10-20</td></tr>"
    "<tr><td>签发</td><td colspan=3>同意印发。晏阳 2025-10-22</td></tr>"
)


def made(page: str, title: str = "") -> Structured:
    source = Source("a.html", "html", "0" * 64, date(2026, 1, 1))
    data = f"<html><head><title>{title}</title></head><body>{page}</body></html>".encode()
    return structure(read(data, "a.html"), source, today=date(2026, 12, 1))


@pytest.mark.parametrize(
    "head", [f"<table>{ROWS}</table>", f"<ul>{ITEMS}</ul>", f"<dl>{PAIRS}</dl>"]
)
@pytest.mark.parametrize("repeated", ["", f"<p align=center>{TITLE}</p>"])
def test_the_table_of_disclosure_says_title_and_day(head: str, repeated: str) -> None:
    """Its first row was the title, and the others stood in the text."""
    page = f"{head}<div>{repeated}{TEXT}</div>"
    found = made(page, "信息公开")
    assert found.bulletin.title == TITLE
    assert not any("索引号" in entry.text for entry in found.bulletin.entries)
    assert read(page.encode(), "a.html").published == date(2025, 10, 22)


def test_the_form_of_a_paper_says_title_and_day() -> None:
    """The opinion of an office stood in the text."""
    page = f"<table border=1>{FORM}</table><div><p align=center>{TITLE}</p>{TEXT}</div>"
    found = made(page, "公文处理")
    assert found.bulletin.title == TITLE
    assert not any("荀青" in entry.text for entry in found.bulletin.entries)
    assert read(page.encode(), "a.html").published == date(2025, 10, 22)


def test_a_form_that_holds_the_text_stays() -> None:
    rows = (
        FORM + "<tr><td>正文</td><td colspan=3>"
        "芦港农商银行把夜市摊主编成三十个小组，组长每晚收一次意见，当天录入系统，次日回复。</td></tr>"
    )
    found = made(f"<table border=1>{rows}</table>", "公文处理")
    assert any("三十个小组" in entry.text for entry in found.bulletin.entries)


@pytest.mark.parametrize(
    "head",
    [
        MAIL,
        f"<p>外部邮件，请勿轻易点击链接</p>{MAIL}",
        MAIL.replace("发件人", "From").replace("主题:</b>", "Subject:</b> 转发："),
        "<table><tr><td>发件人：</td><td>人力资源部</td></tr><tr><td>收件人：</td><td>各支行</td></tr>"
        f"<tr><td>发送时间：</td><td>10月22日</td></tr><tr><td>主题：</td><td>{TITLE}</td></tr></table>",
    ],
)
def test_the_fields_of_a_saved_mail_are_its_head(head: str) -> None:
    """发件人 was the title, and the subject the first line of the text."""
    found = made(head + TEXT).bulletin
    assert found.title == TITLE
    assert found.entries[0].text.startswith("10月14日至18日")


def test_a_table_of_the_article_stays() -> None:
    rows = "<tr><td>文号</td><td>无</td></tr>"
    rows += "<tr><td>名称</td><td>零钱罐</td></tr><tr><td>发布日期</td><td>9月</td></tr>"
    found = made(f"<h1>{TITLE}</h1>{TEXT}<table>{rows}</table>")
    assert any("零钱罐" in entry.text for entry in found.bulletin.entries)


def test_receivers_in_the_print_view_of_a_mail_are_no_text() -> None:
    """Several of them, with signs between, looked like running text."""
    head = (
        f"<div><a onclick=p()>打印</a> <a onclick=c()>取消</a></div><table><tr><td><b>{TITLE}</b></td></tr>"
        "<tr><td>发件人：陶然&lt;t@x.example&gt;</td></tr><tr><td>时　间：2025年10月22日 20:41</td></tr>"
        "<tr><td>收件人：信贷部&lt;xd@x.example&gt;；各支行&lt;zh@x.example&gt;；零售部&lt;ls@x.example&gt;</td></tr></table>"
    )
    found = made(f"{head}<div>{TEXT}</div>", TITLE)
    assert found.bulletin.title == TITLE
    assert not any("收件人" in entry.text for entry in found.bulletin.entries)

"""Pages of article editors and of Word: paragraphs with their look, and no text lost."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EmptySource, SourceError, TooLargeSource
from kb.readers.read import read
from tests.builders import page
from tests.readers.web import blocks, read_html, texts
from tests.reading import squeezed


def test_meipian_where_every_paragraph_is_a_heading() -> None:
    soup = (
        '<h3 style="text-align: center; ">一、临海组学习情况</h3> <h3> 临海组到城关支行。</h3>'
        "<h3> </h3><h3><br></h3><h3>&nbsp;</h3><h3>向零售部学习。</h3>"
    )
    title, first, second = blocks(soup)
    assert (title.text, title.centred, title.level) == ("一、临海组学习情况", True, 3)
    assert (first.text, first.centred, first.level) == ("临海组到城关支行。", False, 3)
    assert second.text == "向零售部学习。"


WECHAT = """
<html><head><meta charset="utf-8"><title>第二周纪实</title></head><body>
<div id="page-top"><span>云州农商银行</span></div>
<h1 class="rich_media_title" id="activity-name">
  第二周纪实
</h1>
<em id="publish_time"></em>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section style="text-align:center"><section><span style="font-size:18px"><strong>一、青枫组</strong></span>
</section></section>
<section data-tool="x"><p><span>青枫组在</span><span>竹园支行。</span></p><p><br></p></section>
<p><img data-src="1.jpg"></p><p><span>评议会现场</span></p>
</div>
<div class="qr">微信扫一扫 关注该公众号</div><script>var title = "x";</script></body></html>
"""


def test_wechat_the_article_without_the_page_around_it() -> None:
    draft = read_html(WECHAT)
    assert draft.title == "第二周纪实"
    title, heading, text, caption = draft.blocks
    assert (title.text, title.level) == ("第二周纪实", 1)
    assert (heading.text, heading.centred, heading.bold) == ("一、青枫组", True, True)
    assert heading.size == 18
    assert (text.text, text.bold, text.after_image) == ("青枫组在竹园支行。", False, False)
    assert (caption.text, caption.after_image) == ("评议会现场", True)


def test_135_sections_with_numbers_in_boxes_and_paragraphs_by_br() -> None:
    html = """<section class="_135editor"><section style="display:inline-block"><section>01</section>
    </section><section><strong>青枫组学习情况</strong></section></section>
    <section><p>第一段。<br><br>第二段。<br/>第三段，<br>接着说。</p></section>"""
    assert texts(html) == ["01", "青枫组学习情况", "第一段。", "第二段。", "第三段，接着说。"]


WORD = """<html xmlns:o="urn:x">\r\n<head>\r\n<meta http-equiv=Content-Type
content="text/html; charset=gb2312">\r\n<style>p.MsoNormal {margin:0cm}</style>\r\n</head>\r\n
<body lang=ZH-CN>\r\n<!--[if gte mso 9]><xml>设置</xml><![endif]-->\r\n
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:16.0pt'>第四周<span
lang=EN-US>(</span>简报<span lang=EN-US>)<o:p></o:p></span></span></b></p>\r\n
<p class=MsoNormal><span style='font-size:12.0pt'>石垟村签约<span lang=EN-US>63</span>户，用信率为\r\n
<span lang=EN-US>20.6%</span>，金额<span lang=EN-US>1.2</span>亿元。<span lang=EN-US><o:p></o:p></span></span></p>\r\n
<p class=MsoNormal><span style='mso-hide:all'>隐藏文字</span><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\r\n
<p class=MsoNormal>use of the CRM\r\nsystem\r\n很好</p>
</body></html>"""


def test_sizes_of_font_elements() -> None:
    page = "<p><font size=5>小结</font></p><p><font size='+1'>概况</font></p><p><font size=big>正文。</font></p>"
    assert [block.size for block in read(page.encode(), "页面.html").blocks] == [24, 18, 0]


def test_word_declares_gb2312_and_breaks_lines_anywhere() -> None:
    draft = read(WORD.encode("gb18030"), "简报.html")
    title, text, english = draft.blocks
    assert (title.text, title.centred, title.bold) == ("第四周(简报)", True, True)
    assert title.size == pytest.approx(21.3)
    assert text.text == "石垟村签约63户，用信率为20.6%，金额1.2亿元。"
    assert english.text == "use of the CRM system很好"


def test_the_look_of_a_paragraph_is_that_of_its_characters() -> None:
    (bold,) = blocks("<p><b>一、整村授信先评议</b>：</p>")
    assert bold.bold
    (partly,) = blocks("<p><b>整村授信</b>先评议，后签约</p>")
    assert not partly.bold
    (light,) = blocks('<p><b><span style="font-weight:400">轻</span></b></p>')
    assert not light.bold
    (right,) = blocks('<center><p style="text-align:right">落款</p></center>')
    assert not right.centred
    (large,) = blocks('<p style="font-size:2em"><span style="font-size:x-large">大</span></p>')
    assert large.size == 24
    (odd,) = blocks('<p style="font-size:..px;font-weight:99999">怪</p>')
    assert odd.size == 0


@pytest.mark.parametrize(
    "html", ["", "   ", "<p>&nbsp;</p>", "<img src=1.jpg>", "<script>x</script>"]
)
def test_a_page_without_text_is_said_so(html: str) -> None:
    with pytest.raises(EmptySource) as caught:
        read_html(html)
    assert caught.value.where == "简报.html"


@pytest.mark.parametrize("tag", ["div", "span", "section", "table><tr><td"])
def test_pages_that_nest_deep(tag: str) -> None:
    depth = 4_900 // (1 + tag.count("<"))
    assert texts(f"<{tag}>" * depth + "深处") == ["深处"]
    assert texts(f"<p>浅{f'<{tag}>' * depth}深") in (["浅深"], ["浅", "深"])


@pytest.mark.parametrize("tag", ["div", "span", "p", "ul><li", "table><tr><td"])
def test_pages_that_nest_without_end_are_refused(tag: str) -> None:
    with pytest.raises(TooLargeSource):
        texts(f"<{tag}>" * 100_000)


def test_pages_that_never_close_a_tag() -> None:
    assert len(texts("<p>一段文字" * 4_900)) == 4_900


@given(st.binary(max_size=60) | st.text("<>/!-[]&;#x=\"' pbrtdh3授", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(SourceError):
        assert read_html(data).blocks


_PIECES = st.text("整村授信，。、：一1a（） \u3000\n", min_size=1, max_size=12)
_INLINE = ("span", "strong", 'span style="font-size:18px"', "em", "font", "o:p")
_BLOCK = ("p", "div", "section", "h3", "li", "td", "blockquote", 'p style="text-align:center"')


def _wrapped(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def wrap(tag: str, inside: list[str]) -> str:
        return f"<{tag}>{''.join(inside)}</{tag.split()[0]}>"

    return st.builds(wrap, st.sampled_from(_INLINE + _BLOCK), st.lists(children, max_size=3)) | (
        st.builds(
            lambda rows: f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>",
            st.lists(st.builds(lambda cell: f"<td>{cell}</td>", children), max_size=3),
        )
    )


@given(st.lists(st.recursive(_PIECES.map(escape) | st.just("<br>"), _wrapped, max_leaves=8)))
def test_no_character_is_lost_and_none_changes_its_place(parts: list[str]) -> None:
    html = "".join(parts)
    seen = squeezed("".join(_text_pieces(html)))
    try:
        read_text = squeezed("".join(texts(html)))
    except EmptySource:
        read_text = ""
    # Between the cells of a row there is a mark that is not in the source.
    assert read_text.replace("|", "") == seen


def _text_pieces(html: str) -> list[str]:
    """The text between the tags."""
    return [piece.rpartition(">")[2] for piece in html.replace("&gt;", "").split("<")]


def test_a_real_page_declares_and_holds_gb18030() -> None:
    data = page("<p>石垟村</p>", charset="gb18030").replace(b"gb18030", b"gb2312")
    assert [block.text for block in read(data, "a.htm").blocks] == ["石垟村"]


def test_text_within_a_drawing() -> None:
    drawn = "<svg><style>a{}</style><title>图</title><g><foreignObject><p>第一步建档。</p></foreignObject></g>"
    assert texts(f"<p>做法：</p>{drawn}<rect/><desc>略</desc></svg>") == ["做法：", "第一步建档。"]
    assert texts("<p>图<svg><g><text>城关<tspan>支行</tspan></text></g></svg></p>") == [
        "图城关支行"
    ]


def test_a_short_text_with_more_furniture_than_text_is_read() -> None:
    text = (
        "1.客户经理白天走访三十户农户，看生产和收入；2.客户经理晚上一起整理走访台账，第二天复核。"
    )
    furniture = (
        "上一篇：柳湾农商银行召开年度工作会议",
        "分享到：微信好友、朋友圈、微博、收藏夹和其他各处都可以",
        "阅读原文 柳湾农商银行的跟班学习",
        "阅读原文 柳湾农商银行的走访台账和考核办法的全文都在这里",
    )
    first, second, _, last = (f"<table><tr><td>{line}</td></tr></table>" for line in furniture)
    body = f"{first}{second}<p>{furniture[2]}</p><em>{text}</em>{last}"
    head = "<head><meta charset=utf-8><title>柳湾农商银行</title></head>"
    made = read(f"<html>{head}<body>{body}</body></html>".encode(), "a.html")
    assert [block.text for block in made.blocks] == [text]
    assert made.furniture == furniture


def test_several_articles_on_a_page() -> None:
    one = '<h1 class="rich_media_title">第{}期</h1><div id="js_content"><p>做法{}。</p></div>'
    page = f"<p>导航</p>{one.format(1, 1)}{one.format(2, 2)}"
    assert texts(page) == ["第1期", "做法1。", "第2期", "做法2。"]
    assert [block.level for block in blocks(page)] == [1, 0, 1, 0]
    bodies = "<div class=rich_media_content><p>{}</p></div>"
    assert texts(f"<h1 id=activity-name>第1期</h1>{bodies.format('甲')}{bodies.format('乙')}") == [
        "第1期",
        "甲",
        "乙",
    ]
    inner = "<div class=rich_media_content>甲<div class=rich_media_content>乙</div></div>"
    assert texts(inner) == ["甲", "乙"]

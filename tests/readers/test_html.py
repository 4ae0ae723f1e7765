"""Pages of article editors and of Word: paragraphs with their look, and no text lost."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EmptySource, SourceError, TooLargeSource
from kb.readers.draft import Block, Draft
from kb.readers.read import read
from tests.builders import page
from tests.reading import squeezed


def read_html(html: str | bytes) -> Draft:
    return read(html if isinstance(html, bytes) else html.encode(), "简报.html")


def blocks(html: str) -> tuple[Block, ...]:
    return read_html(html).blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


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


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # A sentence that was broken by hand continues; a finished one does not.
        ("<p>学员听取介绍，<br>并提出问题。</p>", ["学员听取介绍，并提出问题。"]),
        ("<p>学员听取介绍。<br>并提出问题。</p>", ["学员听取介绍。", "并提出问题。"]),
        ("<p>first part,<br>second part.</p>", ["first part, second part."]),
        (
            "<p>学员分批走访了城关支行所辖的三个村<br>并在村部召开评议会。</p>",
            ["学员分批走访了城关支行所辖的三个村并在村部召开评议会。"],
        ),
        # A list of short lines is a list.
        ("<p>甲行行长<br>乙行行长</p>", ["甲行行长", "乙行行长"]),
        (
            "<p>一、整村授信先评议<br>二、考核算到户。</p>",
            ["一、整村授信先评议", "二、考核算到户。"],
        ),
        (
            "<p>学员分批走访了城关支行所辖的三个村<br>一、整村授信先评议。</p>",
            ["学员分批走访了城关支行所辖的三个村", "一、整村授信先评议。"],
        ),
        # An empty line separates paragraphs, whatever comes before it.
        ("<p>学员听取介绍，<br><br>并提出问题。</p>", ["学员听取介绍，", "并提出问题。"]),
    ],
)
def test_line_breaks(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_blanks_around_a_paragraph_go_and_those_within_stay() -> None:
    assert texts("<p>　　&nbsp;一、整村授信。 　</p>") == ["一、整村授信。"]
    assert texts("<p>\u200b \ufeff一、整村授信\u200b</p>") == ["一、整村授信"]
    assert texts("<p>任　斌 &nbsp;张 三</p>") == ["任　斌 \xa0张 三"]
    assert texts("<p>a\u2028b\x0bc</p>") == ["a b c"]


def test_several_paragraphs_in_one_block() -> None:
    assert texts("<div>前<p>中</p>后</div>") == ["前", "中", "后"]
    assert texts("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>") == ["甲", "乙", "丙"]
    assert texts("<blockquote>引<h2>题</h2></blockquote>") == ["引", "题"]


def test_a_row_of_short_cells_is_one_paragraph() -> None:
    table = "<table><tr><th>支行</th><th>户数</th></tr><tr><td>{}</td><td>{}</td></tr></table>"
    assert texts(table.format("城关", "63")) == ["支行 | 户数", "城关 | 63"]
    # Word sets a paragraph in each cell.
    assert texts(table.format("<p>城关</p>", "<p>63<br>户</p>")) == ["支行 | 户数", "城关 | 63 户"]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    columns = "<table><tr><td><p>甲。</p><p>乙。</p></td><td><p>丙。</p></td></tr></table>"
    assert texts(columns) == ["甲。", "乙。", "丙。"]
    assert texts("<table><tr><td><img src=1><p>图</p></td><td>文</td></tr></table>") == ["图", "文"]
    assert texts("<table><tr><td><p>甲。</p>乙。</td></tr></table>") == ["甲。", "乙。"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>隐</script>",
        "<style>隐</style>",
        "<template>隐</template>",
        "<noscript>隐</noscript>",
        "<video>隐</video>",
        "<title>隐</title>",
        "<!-- 隐 -->",
        "<![if !x]><?xml 隐?>",
        '<p style="display: none">隐</p>',
        '<span style="color:red;VISIBILITY:hidden">隐</span>',
        '<div style="mso-hide:all"><p>隐</p></div>',
        "<p hidden>隐</p>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert texts(f"<p>前{hidden}后</p>") in (["前后"], ["前", "后"])


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


def told(html: str) -> tuple[str, ...]:
    return read_html(html).warnings


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("上限<del>30</del><ins>50</ins>万元", "上限50万元"),
        ("上限<s>30</s>50万元", "上限50万元"),
        ("上限<strike>30</strike>50万元", "上限50万元"),
        ("上限<span style='text-decoration: line-through'>30</span>50万元", "上限50万元"),
        (
            "上限<span style='text-decoration-line:underline line-through'>30</span>50万元",
            "上限50万元",
        ),
        ("上限<u>50</u>万元", "上限50万元"),
    ],
)
def test_text_that_was_struck_out_is_told_not_read(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]
    expected = ("没有读入：用删除线划去的文字 1 处（“30”）",) if "30" in html else ()
    assert told(f"<p>{html}</p>") == expected


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("走访<ruby>洨<rt>xiáo</rt></ruby>河镇", "走访洨河镇"),
        ("<ruby>镬<rp>（</rp><rt>huò</rt><rp>）</rp></ruby>底村", "镬底村"),
        ("<ruby>洨河<rtc>xiáo hé</rtc></ruby>镇", "洨河镇"),
        ("授信10<sup>4</sup>万元", "授信10⁴万元"),
        ("建大棚42m<sup>2</sup>", "建大棚42m²"),
        ("CO<sub>2</sub>减排", "CO₂减排"),
        ("整村授信<sup>[1]</sup>先评议", "整村授信[1]先评议"),
        ("x<sup>a+b</sup>", "x^(a+b)"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>的村", "1/2的村"),
        ("<math><mfrac><mrow><mi>贷</mi><mo>+</mo><mi>存</mi></mrow><mn>2</mn></mfrac></math>", "(贷+存)/2"),
        ("<math><msup><mn>10</mn><mn>4</mn></msup></math>户", "10⁴户"),
        ("称为<q>三比</q>", "称为“三比”"),
        ("<input type=checkbox checked>已评议<input type=checkbox>未评议", "☑已评议☐未评议"),
        ("支行：<select><option>城关<option selected>柳溪</select>", "支行：柳溪"),
        ("支行：<input value=柳溪支行>", "支行：柳溪支行"),
    ],
)  # fmt: skip
def test_what_a_browser_shows_as_one_line_of_text(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]
    assert told(f"<p>{html}</p>") == ()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>评议</li><li>公示</li></ol>", ["1. 评议", "2. 公示"]),
        ("<ol start=3><li>评议<li>公示</ol>", ["3. 评议", "4. 公示"]),
        ("<ol><li value=5><p>评议</p></li><li>公示</li></ol>", ["5. 评议", "6. 公示"]),
        ("<ol reversed><li>评议</li><li>公示</li></ol>", ["2. 评议", "1. 公示"]),
        ("<ol type=A><li>评议</li></ol><ul><li>公示</li></ul>", ["A. 评议", "公示"]),
        ("<ol><li>一、评议</li><li>二、公示</li></ol>", ["一、评议", "二、公示"]),
        ("<ol style='list-style-type:none'><li>评议</li></ol>", ["评议"]),
        ("<ol style='list-style:cjk-ideographic inside'><li>评议</li></ol>", ["一、评议"]),
        ("<ol style='list-style-type:decimal-leading-zero'><li>评议</li></ol>", ["01. 评议"]),
        ("<ul style='list-style-type: upper-roman'><li>评议</li></ul>", ["I. 评议"]),
        ("<ol><li style='list-style-type:simp-chinese-formal'>评议</li></ol>", ["壹、评议"]),
        ("<ol><li>评议<ol><li>请人</li></ol></li><li>公示</li></ol>", ["1. 评议", "1. 请人", "2. 公示"]),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_text(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><td rowspan=2>青枫<td>城关<td>61<tr><td>柳溪<td>42",
            ["青枫 | 城关 | 61", "青枫 | 柳溪 | 42"],
        ),
        (
            "<tr><th rowspan=2>支行<th colspan=2>签约<tr><th>户<th>万元<tr><td>城关<td>61<td>305",
            ["支行 | 签约 | 签约", "支行 | 户 | 万元", "城关 | 61 | 305"],
        ),
        (
            "<tr><td>城关<td rowspan=3>61<tr><td>柳溪<tr><td>湖滨",
            ["城关 | 61", "柳溪 | 61", "湖滨 | 61"],
        ),
        (
            "<tr><td>姓名<td>罗书宁<td>部门<td>普惠部"
            "<tr><td>主要收获<td colspan=3>晨会先讲昨天没有做成的一笔业务，一起找原因。",
            [
                "姓名 | 罗书宁 | 部门 | 普惠部",
                "主要收获",
                "晨会先讲昨天没有做成的一笔业务，一起找原因。",
            ],
        ),
        ("<tr><td colspan=3>签约情况<tr><td>甲<td>乙<td>丙", ["签约情况", "甲 | 乙 | 丙"]),
        ("<tr><td rowspan=99999>甲<td>乙<tr><td colspan=x>丙", ["甲 | 乙", "甲 | 丙"]),
    ],
)
def test_merged_cells_stand_in_each_row_they_cover(rows: str, expected: list[str]) -> None:
    assert texts(f"<table>{rows}</table>") == expected
    assert texts(f"<table><tbody>{rows}</tbody></table>") == expected


def test_text_within_a_drawing() -> None:
    drawn = "<svg><style>a{}</style><title>图</title><g><foreignObject><p>第一步建档。</p></foreignObject></g>"
    assert texts(f"<p>做法：</p>{drawn}<rect/><desc>略</desc></svg>") == ["做法：", "第一步建档。"]
    assert texts("<p>图<svg><g><text>城关<tspan>支行</tspan></text></g></svg></p>") == [
        "图城关支行"
    ]


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


@pytest.mark.parametrize(
    "hiding",
    [
        "hidden",
        'style="display: none"',
        'style="color:red;visibility:hidden"',
        'style="mso-hide:all"',
        'style="opacity:0"',
        'style="font-size:0px"',
    ],
)
def test_hidden_text_is_told_not_read(hiding: str) -> None:
    assert texts(f"<p>看得见<span {hiding}>看不见</span></p>") == ["看得见"]
    assert told(f"<p>看得见<span {hiding}>看不见</span></p>") == (
        "没有读入：隐藏的文字 1 处（“看不见”）",
    )
    assert told(f"<p>看得见<span {hiding}> </span></p>") == ()


def test_what_is_no_text_is_told() -> None:
    html = "<p>正文<iframe src=x></iframe><video></video><video></video></p>"
    assert texts(html) == ["正文"]
    assert told(html) == ("没有读入：嵌入的网页或视频 1 处", "没有读入：视频 2 处")


def test_breaks_that_a_style_keeps() -> None:
    assert texts("<pre>第一段。\n第二段。\n</pre>") == ["第一段。", "第二段。"]
    assert texts("<p style='white-space:pre-wrap'>第一段。\n第二段，\n接着说。</p>") == [
        "第一段。",
        "第二段，接着说。",
    ]


@pytest.mark.parametrize(
    "block", ["<ol><li>后</ol>", "<h2>后</h2>", "<table><tr><td>后</table>", "<p>后"]
)
def test_a_paragraph_nobody_closed_ends_before_a_block(block: str) -> None:
    assert texts(f"<p>前</p><p hidden>隐{block}")[:1] == ["前"]
    assert texts(f"<p>前</p><p hidden>隐{block}")[-1].endswith("后")


def test_terms_and_their_explanations_are_paragraphs_without_end_tags() -> None:
    assert texts("<dl><dt>晨会<dd hidden>略<dt>夕会<dd>逐人报数。</dl>") == [
        "晨会",
        "夕会",
        "逐人报数。",
    ]


def test_the_caption_of_a_form_is_a_paragraph() -> None:
    assert texts("<fieldset><legend>口径</legend>按户去重。</fieldset>") == ["口径", "按户去重。"]


def test_cells_under_heads_may_hold_several_paragraphs() -> None:
    row = "<tr><td><p>一是走访。</p><p>二是建档。</p></td><td>新增120户</td></tr>"
    heads = "<tr><th>做法<th>成效</tr>"
    assert texts(f"<table>{heads}{row}</table>") == [
        "做法 | 成效",
        "一是走访。 二是建档。 | 新增120户",
    ]
    nested = "<tr><td><p>甲。</p><p>乙。</p></td><td><table><tr><td>丙</table></td></tr>"
    assert texts(f"<table>{heads}{nested}</table>") == ["做法 | 成效", "甲。", "乙。", "丙"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("A&ampB&nbsp户", "A&B\xa0户"),
        ("&copy2018，&lt5万元，&ltfoo;", "©2018，<5万元，<foo;"),
        ("&notin;与&notit;", "∉与¬it;"),
        ("&amp;copy2018 &unknown", "&copy2018 &unknown"),
    ],
)
def test_entities_without_semicolon(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]


SHEET = (
    "<style>/* x */ @media print {.a {display:none}} .b, p.c {display: none !important}"
    " .c.on {display:block} #d {visibility:hidden}</style>"
)


@pytest.mark.parametrize(
    ("element", "seen"),
    [
        ("<p class=a>甲</p>", True),
        ("<p class='b x'>甲</p>", False),
        ("<p class=c>甲</p>", False),
        ("<div class=c>甲</div>", True),
        ("<p class='c on'>甲</p>", True),
        ("<p class=b style='display:block'>甲</p>", True),
        ("<div id=d><p>甲</p></div>", False),
    ],
)
def test_what_a_style_sheet_hides_is_told_not_read(element: str, seen: bool) -> None:
    draft = read_html(f"{SHEET}<p>整村授信先评议。</p>{element}")
    assert [block.text for block in draft.blocks] == ["整村授信先评议。", *(["甲"] if seen else [])]
    assert draft.warnings == (() if seen else ("没有读入：隐藏的文字 1 处（“甲”）",))


def test_a_page_that_hides_itself_is_read() -> None:
    assert texts("<style>.page {display:none}</style><div class=page><p>整村授信。</p></div>") == [
        "整村授信。"
    ]


def test_elements_that_a_style_makes_blocks() -> None:
    assert texts(
        "<p><span style='display:block'>甲</span><span style='display: flex;'>乙</span></p>"
    ) == [
        "甲",
        "乙",
    ]
    assert texts("<p><span style='display:inline-block'>甲</span>乙</p>") == ["甲乙"]


def test_the_foot_of_a_table_is_its_last_row() -> None:
    foot, body = "<tr><td>合计</td><td>9</td></tr>", "<tr><td>城关</td><td>3</td></tr>"
    assert texts(f"<table><tfoot>{foot}</tfoot><tbody>{body}</tbody></table>") == [
        "城关 | 3",
        "合计 | 9",
    ]


def test_what_a_browser_shows_only_on_request() -> None:
    draft = read_html(
        "<p>可见。</p><dialog>未打开</dialog><dialog open>已打开</dialog><noembed>装插件</noembed>"
        "<datalist><option>候选项</option></datalist>"
    )
    assert [block.text for block in draft.blocks] == ["可见。", "已打开"]
    assert draft.warnings == ("没有读入：隐藏的文字 1 处（“未打开”）",)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span"
            " style='font:7.0pt \"Times New Roman\"'> l</span></span></span>入户</p>",
            "● l入户",
        ),
        ("<p>评分<font face=Symbol>&#179;</font>60分</p>", "评分≥60分"),
        ("<p><font face='Wingdings 2'>R\xa0是</font></p>", "☑\xa0是"),
        ("<p style='font-family:宋体,Wingdings'>l不变</p>", "l不变"),
    ],
)
def test_characters_of_symbol_fonts(html: str, text: str) -> None:
    assert texts(html) == [text]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<ul><li><span>先评议后授信。</span></li><li><span><span>再听证。</span></span></ul>",
            ["先评议后授信。", "再听证。"],
        ),
        (
            "<table><tr><td><h1>简报</h1><p>按<i>名单</i>走访，先<i>评议</i>后授信。<p><b>听证</b>会。</table>",
            ["简报", "按名单走访，先评议后授信。", "听证会。"],
        ),
        (
            "<p>先评议。<!--[if gte mso 9]><xml>不读</xml><![endif]--></p>"
            "<p><![if !supportLists]>1.<![endif]>采集。</p>",
            ["先评议。", "1.采集。"],
        ),
        (
            "<p>单位：<select><option>城关<option selected>柳溪</select></p><p>人：<input value=张三></p>",
            ["单位：柳溪", "人：张三"],
        ),
        (
            "<p>用信率＝<math><mfrac><mi>用信户</mi><mi>签约户</mi></mfrac></math>。</p>",
            ["用信率＝用信户/签约户。"],
        ),
    ],
)
def test_shapes_that_other_readers_lose(html: str, expected: list[str]) -> None:
    """From public reports about trafilatura, readability and mammoth."""
    assert texts(html) == expected


def test_merged_cells_are_repeated_within_a_bound() -> None:
    rows = "<tr>" + "<td rowspan=200 colspan=30>甲</td>" * 3 + "</tr>"
    table = f"<table>{rows * 500}</table>"
    made = read(table.encode(), "页面.html")
    assert sum(block.text.count("甲") for block in made.blocks) < 30_000

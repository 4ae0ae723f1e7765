"""Which elements of a page part paragraphs, and which characters they show."""

from __future__ import annotations

import pytest

from tests.readers.web import texts, warnings_of


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
    assert warnings_of(f"<p>{html}</p>") == ()


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


def test_elements_that_a_style_makes_blocks() -> None:
    assert texts(
        "<p><span style='display:block'>甲</span><span style='display: flex;'>乙</span></p>"
    ) == [
        "甲",
        "乙",
    ]
    assert texts("<p><span style='display:inline-block'>甲</span>乙</p>") == ["甲乙"]


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

"""Markdown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.growth_of_input import is_linear
from kb.errors import EmptySource
from kb.readers.draft import Block, Draft
from kb.readers.read import read
from tests.reading import in_order


def markdown(text: str) -> Draft:
    return read(text.encode(), "简报.md")


def texts(text: str) -> list[str]:
    return [block.text for block in markdown(text).blocks]


def test_headings_and_paragraphs() -> None:
    assert markdown("# 标题\n\n第一段\n接着说\n\n## 一、小组 ##\n\n- 甲\n- 乙\n").blocks == (
        Block("标题", level=1),
        Block("第一段接着说"),
        Block("一、小组", level=2),
        Block("甲"),
        Block("乙"),
    )
    assert markdown("标题\n===\n\n小组\n---\n\n文\n").blocks == (
        Block("标题", level=1),
        Block("小组", level=2),
        Block("文"),
    )


def test_numbers_in_front_stay_and_begin_a_paragraph() -> None:
    assert texts("1. 甲\n2. 乙\n（三）丙\n四、丁\n接着丁") == [
        "1. 甲",
        "2. 乙",
        "（三）丙",
        "四、丁接着丁",
    ]


def test_marks_within_a_line_come_off() -> None:
    assert texts("**整村授信**先[评议](http://x.cn/a)，后\\*签约\\*。") == [
        "整村授信先评议，后*签约*。"
    ]
    assert texts("![签约现场](1.jpg)\n\n![](2.jpg)") == ["签约现场"]


def test_a_bold_line_is_bold_and_one_with_two_bold_words_is_not() -> None:
    assert [b.bold for b in markdown("**一、甲**\n\n**甲**和**乙**\n\n__丙__").blocks] == [
        True,
        False,
        True,
    ]


def test_front_matter_is_no_text_but_knows_the_title() -> None:
    draft = markdown("---\r\ntitle: 第三周纪实\r\n---\r\n\r\n正文。\r\n")
    assert draft == Draft((Block("正文。"),), "第三周纪实")
    assert texts("---\n\n第一段。\n\n---\n\n第二段。\n") == ["第一段。", "第二段。"]
    assert texts("---\ntitle: [没有收尾\n\n正文。") == ["title: [没有收尾", "正文。"]


@given(st.text("#*_-=[]()!\\`> \n一二a1.", max_size=40))
def test_of_any_markdown_the_words_are_kept_in_order(text: str) -> None:
    words = "".join(char for char in text if char.isalnum())
    try:
        found = "".join(block.text for block in markdown(text).blocks)
    except EmptySource:
        found = ""
    assert in_order(words, found) == "" or "](" in text  # the address of a link is no text


def test_bold_words_before_a_blank_are_no_bullet() -> None:
    assert texts("**新人先跟单。** 三个月只跟单。") == ["新人先跟单。 三个月只跟单。"]


def test_italics_and_quotations_come_off_and_products_stay() -> None:
    assert texts("*沙渚农商银行 汪小满*") == ["沙渚农商银行 汪小满"]
    assert texts("> 第7期") == ["第7期"]
    assert texts("按5*8*3计分") == ["按5*8*3计分"]


def test_a_table_of_markdown_is_read_row_by_row() -> None:
    text = "各支行：\n| 支行 | 户数 |\n|:---|---:|\n| **城关**\\|东门 | 61 |\n| 柳溪 | |\n"
    assert texts(text) == ["各支行：", "支行 | 户数", "城关|东门 | 61", "柳溪 |"]
    assert texts("支行 | 户数\n---|---\n城关 | 61") == ["支行 | 户数", "城关 | 61"]
    assert texts("| 支行 | 户数 |\n| 城关 | 61 |") == ["支行 | 户数", "城关 | 61"]
    assert texts("甲 | 乙") == ["甲 | 乙"]


def test_lines_that_end_on_purpose_are_paragraphs() -> None:
    assert texts("第一行  \n第二行\\\n第三行\n接着说") == ["第一行", "第二行", "第三行接着说"]
    assert texts("支行请村干部，  \n逐户评议。") == ["支行请村干部，逐户评议。"]


def test_lines_with_labels_are_paragraphs() -> None:
    assert texts("时间：周三\n地点：五楼\n参会：六人") == ["时间：周三", "地点：五楼", "参会：六人"]
    assert texts("一、提问与答复\n问：谁来评？\n答：村里评。") == [
        "一、提问与答复",
        "问：谁来评？",
        "答：村里评。",
    ]
    assert texts("支行请村干部，\n做法：逐户评议。") == ["支行请村干部，做法：逐户评议。"]


def test_entities_code_and_boxes_read_as_a_browser_shows_them() -> None:
    assert texts("额度&ge;30万元&nbsp;A&amp;B，\\&lt; 与 &未知;") == [
        "额度≥30万元\xa0A&B，&lt; 与 &未知;"
    ]
    assert texts("用`kb list`看 `*原样*`。") == ["用kb list看 *原样*。"]
    assert texts("- [x] 已公示\n- [ ] 待评议") == ["☑ 已公示", "☐ 待评议"]


def test_text_that_was_struck_out_is_told_not_read() -> None:
    draft = markdown("上限~~30~~50万元，3~5天。")
    assert [block.text for block in draft.blocks] == ["上限50万元，3~5天。"]
    assert draft.warnings == ("没有读入：用删除线划去的文字 1 处（“30”）",)


def test_a_note_follows_the_paragraph_that_cites_it() -> None:
    text = "户数1520[^1]。\n\n第二段[^缺]。\n\n[^1]: 含预授信。\n[^2]: 没有引用的注。"
    assert texts(text) == ["户数1520。", "注：含预授信。", "第二段[^缺]。", "注：没有引用的注。"]


def test_addresses_of_links_are_no_text() -> None:
    assert texts('详见[内网][1]和[通知][]。\n\n[1]: http://intra/a\n[通知]: /b.html "标题"') == [
        "详见内网和通知。"
    ]
    assert texts("[注]: 全行\n\n[甲][乙]") == ["[注]: 全行", "[甲][乙]"]


def test_html_within_a_line() -> None:
    draft = markdown(
        "**甲段**<br>乙段10<sup>4</sup>户，<del>旧</del>新\n\n<!-- 备注 -->\n\n<50万元"
    )
    assert [block.text for block in draft.blocks] == ["甲段", "乙段10⁴户，新", "<50万元"]
    assert draft.warnings == ("没有读入：用删除线划去的文字 1 处（“旧”）",)


def test_code_between_fences_is_read_as_it_stands() -> None:
    assert texts("```sh\n# 不是标题\n1. **原样**\n```\n正文") == [
        "# 不是标题",
        "1. **原样**",
        "正文",
    ]
    assert texts("~~~\n甲\n~~~") == ["甲"]
    assert texts("```\n没有收尾") == ["``` 没有收尾"]


@pytest.mark.parametrize(
    "day", ["2025-07-02", "2025/7/2", "2025年7月2日", "2025-07-02 10:30", '"2025-07-02"']
)
def test_the_front_matter_states_the_day_of_publication(day: str) -> None:
    made = markdown(f"---\ntitle: 归来\ndate: {day}\n---\n\n正文。")
    assert made.published == date(2025, 7, 2)


def test_what_a_web_clipper_writes_states_the_day_of_publication_too() -> None:
    made = markdown("---\ntitle: 归来\npublished: 2025-07-02\ncreated: 2025-11-30\n---\n\n正文。")
    assert made.published == date(2025, 7, 2)


def test_who_wrote_it_right_below_a_list_is_a_line_of_its_own() -> None:
    lines = ["计划部出方案。", "学习记入档案。", "本期编辑：江小雨　审核：郝志强"]
    assert texts(f"- {lines[0]}\n- {lines[1]}\n{lines[2]}\n") == lines
    assert texts("- 学习记入档案。\n由人力部负责。\n") == ["学习记入档案。由人力部负责。"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## 做法 ##", "做法"),
        ("# 做法\t####  ", "做法"),
        ("# 做法#", "做法#"),
        ("# C# 与 F#", "C# 与 F#"),
        ("# 做法 # #", "做法 #"),
    ],
)
def test_the_marks_that_close_a_heading_are_not_its_text(line: str, text: str) -> None:
    assert texts(line) == [text]


@pytest.mark.usefixtures("untraced")
def test_blanks_without_end_in_a_heading_take_linear_time() -> None:
    assert is_linear(lambda blanks: markdown(f"# 甲{blanks}乙"), " ", 20_000)


def test_of_two_notes_of_one_name_none_is_lost() -> None:
    assert texts("做法[^1]。\n\n[^1]: 甲注\n\n[^1]: 乙注\n") == ["做法。", "注：甲注", "乙注"]

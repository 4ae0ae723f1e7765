"""Query text to query tree: every operator, and no input is an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.growth_of_input import is_linear
from kb.query.parse import MAX_DEPTH, MAX_LEAVES, MAX_LENGTH, parse, without_fields
from kb.query.tree import FIELDS, And, Dates, Field, Node, Not, Or, Phrase, Text

授信, 考核, 试点 = Text("授信"), Text("考核"), Text("试点")


def tree(text: str) -> Node | None:
    parsed = parse(text)
    assert parsed.notice == "", parsed.notice
    return parsed.tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("授信", 授信),
        ("  授信　考核\n", And((授信, 考核))),
        ("授信 和 考核", And((授信, Text("和"), 考核))),
        ("授信 与 考核", And((授信, 考核))),
        ("授信 AND 考核", And((授信, 考核))),
        ("授信 或 考核", Or((授信, 考核))),
        ("授信 OR 考核 or 试点", Or((授信, 考核, 试点))),
        ("授信 | 考核", Or((授信, 考核))),
        ("授信 考核 或 试点", Or((And((授信, 考核)), 试点))),
        ("授信 -考核", And((授信, Not(考核)))),
        ("授信 －考核", And((授信, Not(考核)))),
        ('授信 -"先 试点"', And((授信, Not(Phrase("先 试点"))))),
        ("授信 -(考核 或 试点)", And((授信, Not(Or((考核, 试点)))))),
        ("授信 -(-考核)", And((授信, 考核))),
        ("(考核 或 试点)-授信", And((Or((考核, 试点)), Not(授信)))),
        ("（考核 或 试点）－授信", And((Or((考核, 试点)), Not(授信)))),
        ("(考核)-授信", Text("(考核)-授信")),  # a piece of text
        ('"一站式"', Phrase("一站式")),
        ("“一站式” 授信", And((Phrase("一站式"), 授信))),
        ("”一站式”", Phrase("一站式")),
        ("「一站式」", Phrase("一站式")),
        ("『一站式』", Phrase("一站式")),
        ('"贷"', Phrase("贷")),
        ("(授信 或 考核) 试点", And((Or((授信, 考核)), 试点))),
        ("（授信 或 考核） 试点", And((Or((授信, 考核)), 试点))),
        ("((授信))", 授信),
    ],
)
def test_operators(text: str, expected: Node) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("机构:温岭", Field("bank", "温岭")),
        ("机构：温岭", Field("bank", "温岭")),
        ("机构 : 温岭", Field("bank", "温岭")),
        ("Bank:温岭", Field("bank", "温岭")),
        ('做法:"整村 授信"', Field("practice", "整村 授信")),
        ("小组:临海组", Field("group", "临海组")),
        ("类型:经验", Field("kind", "经验")),
        ("标题:“一站式”", Field("title", "一站式")),
        ("时间:2018-07", Dates(date(2018, 7, 1), date(2018, 7, 31))),
        ("时间：2018年7月至2018年9月", Dates(date(2018, 7, 1), date(2018, 9, 30))),
        ("时间:2018..", Dates(date(2018, 1, 1), None)),
        ("-机构:温岭 授信", And((Not(Field("bank", "温岭")), 授信))),
        ("(机构:温岭 或 机构:临海) 授信", None),
    ],
)
def test_fields(text: str, expected: Node | None) -> None:
    banks = Or((Field("bank", "温岭"), Field("bank", "临海")))
    assert tree(text) == (expected or And((banks, 授信)))


def test_every_field_has_a_chinese_and_an_english_name() -> None:
    for name, field in FIELDS.items():
        if field != "period":
            assert tree(f"{name}:值") == Field(field, "值")


@pytest.mark.parametrize(
    "text",
    [
        "7月2日--6日",
        "公私-联动",
        "（一）制度规范",
        "(一)制度",
        "整村授信(试点)工作",
        "信贷“一站式”服务",
        "实施期限:三年",
        "管理机构:总行",
        "--授信",
        "-",
        "—授信",
        "授信）",
        '"授信',
        '""',
        "机构:",
    ],
)
def test_an_operator_is_one_only_where_a_word_begins_or_ends(text: str) -> None:
    assert tree(text) == Text(text)


def test_invisible_characters_do_not_hide_an_operator() -> None:
    assert tree("\u200b授信 \ufeff-考\u200b核\x00") == And((授信, Not(考核)))


@pytest.mark.parametrize("text", ["", "  ", "　\n\t", "\u200b\ufeff\x00"])
def test_nothing_is_nothing(text: str) -> None:
    parsed = parse(text)
    assert (parsed.tree, parsed.text, parsed.notice) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-考核", "只有排除的词"),
        ("-考核 -授信", "只有排除的词"),
        ("授信 或 -考核", "只有排除的词"),
        ("或 授信", "前面没有词"),
        ("授信 或", "后面没有词"),
        ("授信 或 或 考核", "前面没有词"),
        ("与 and", "没有可检索的词"),
        ("时间:昨天", "看不懂时间"),
        ("(" * (MAX_DEPTH + 2) + "授信" + ")" * (MAX_DEPTH + 2), "层数过多"),
        ("词 " * (MAX_LEAVES + 1), "检索词过多"),
    ],
)
def test_what_cannot_be_parsed_is_searched_as_text_and_said_so(text: str, says: str) -> None:
    parsed = parse(text)
    assert parsed.tree == Text(text.strip())
    assert says in parsed.notice
    assert "已按普通文字检索" in parsed.notice


def test_too_long_a_query_is_cut_and_said_so() -> None:
    parsed = parse("长" * (MAX_LENGTH + 1))
    assert parsed.tree == Text("长" * MAX_LENGTH)
    assert str(MAX_LENGTH) in parsed.notice


_SIGNS = '()（）"“”„「」『』«»-－:：|& \u3000或与机构类型时间标题orORandtıtleK授信2018..\u200b\x00'


@given(st.text(_SIGNS, max_size=60) | st.text(max_size=60))
@example("tıtle:x")
@example("BANK:x banK:y")
def test_no_input_is_an_error(text: str) -> None:
    parsed = parse(text)
    assert parsed.tree is None or isinstance(parsed.tree, Node)
    assert (parsed.tree is None) == (parsed.text == "")


@given(
    st.recursive(
        st.sampled_from(["授信", "考核", '"试 点"', "机构:温岭"]),
        lambda inner: (
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})")
            | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' 或 '.join(parts)})")
        ),
        max_leaves=8,
    )
)
def test_full_width_signs_mean_the_same(text: str) -> None:
    wide = (
        text.translate(str.maketrans("():", "（）：")).replace('"试', "“试").replace('点"', "点”")
    )
    assert tree(wide) == tree(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000,
        "（" * 500 + "）" * 500,
        "(a " * 12 + "b)x" * 320,
        "(a " * 12 + "b " * 40,
        "(a " * 300,
        "(a) " * 250,
        ")" * 1000,
        '"' * 1000,
        '"a ' * 333,
        "“" * 1000,
        "「" * 1000,
        "-" * 1000,
        "-" * 999 + "a",
        "-(" * 500,
        "(-" * 500,
        "- " * 500,
        "-a " * 333,
        "机构:" * 333,
        "时间:" * 333,
        "或 " * 500,
        "a 或 " * 250,
        "长" * 100_000,
        "\u200b" * 100_000,
        " " * 100_000,
    ],
    ids=lambda text: f"{text[:6]!r} {len(text)}",
)
def test_twice_the_query_takes_no_more_than_twice_as_long(text: str) -> None:
    assert is_linear(parse, text, len(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("机构:青枫 用信率", "用信率"),
        ("用信率 -机构：“青枫 农商”", "用信率"),
        ("(机构:甲 或 机构:乙) 听证", "( 或 ) 听证"),
        ("时间:2018-07..2018-09 试点", "试点"),
        ("整村授信 考核", "整村授信 考核"),
    ],
)
def test_conditions_can_be_taken_out_of_a_text(text: str, words: str) -> None:
    assert without_fields(text) == words


@pytest.mark.parametrize("text", ["做法：五步之间留出间隔怎么做？", "标题：先试后推,少走弯路"])
def test_a_sentence_after_a_colon_is_no_condition(text: str) -> None:
    assert parse(text).tree == Text(text)


def test_a_quoted_name_may_have_any_mark() -> None:
    assert parse('标题:"先试，后推"').tree == Field("title", "先试，后推")

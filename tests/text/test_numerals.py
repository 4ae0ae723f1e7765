"""Chinese numerals and the numbering of lines."""

from __future__ import annotations

import pytest
from hypothesis import given

from kb.text.numerals import STYLES, numbering, parse_numeral, without_numbering
from tests.builders import mixed_text

_DIGITS = "零一二三四五六七八九"


def han(number: int) -> str:
    """A number from 1 to 999 as people write it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def test_numerals() -> None:
    for number in range(1, 1000):
        assert parse_numeral(han(number)) == parse_numeral(str(number)) == number
    assert parse_numeral("两百零三") == 203
    assert parse_numeral("１２") == 12


@pytest.mark.parametrize("text", ["", "个", "一个", "第一", "-1"])
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the text is all it says)
        parse_numeral(text)


@pytest.mark.parametrize(
    ("line", "style", "value", "rest"),
    [
        ("四、整村授信", "han", 4, "整村授信"),
        ("十二．整村授信", "han", 12, "整村授信"),
        ("（三）制度规范", "han-bracket", 3, "制度规范"),
        ("(二)、管理落实", "han-bracket", 2, "管理落实"),
        ("壹、摸底", "han", 1, "摸底"),
        ("叁　回头看：差距在执行", "han", 3, "回头看：差距在执行"),
        ("肆｜建档", "han", 4, "建档"),
        ("第一，先做试点", "ordinal", 1, "先做试点"),
        ("第二、再铺开面", "ordinal", 2, "再铺开面"),
        ("第三章　风险", "chapter", 3, "风险"),
        ("专题二　风险", "chapter", 2, "风险"),
        ("主题之三：风险", "chapter", 3, "风险"),
        ("材料1 风险", "chapter", 1, "风险"),
        ("1.用信率", "digit", 1, "用信率"),
        ("2、公示榜", "digit", 2, "公示榜"),
        ("１２． 采集", "digit", 12, "采集"),
        ("（3）双人", "digit-bracket", 3, "双人"),
        ("4)审批", "digit-bracket", 4, "审批"),
        ("⑤合规", "circled", 5, "合规"),
        ("01 青枫组学习情况", "box", 1, "青枫组学习情况"),
        ("PART 2 经验", "box", 2, "经验"),
        ("做法一：整村授信", "ordinal", 1, "整村授信"),
        ("成果二：柳湾农商银行的“夜市贷”", "ordinal", 2, "柳湾农商银行的“夜市贷”"),
        ("收获之二｜公示榜", "ordinal", 2, "公示榜"),
        ("第三招：双人", "ordinal", 3, "双人"),
        ("第一招　码头支桌", "ordinal", 1, "码头支桌"),
        ("二问：客户在哪", "ordinal", 2, "客户在哪"),
    ],
)
def test_numbering(line: str, style: str, value: int, rest: str) -> None:
    found = numbering(line)
    assert found is not None
    assert (found.style, found.value) == (style, value)
    assert without_numbering(line) == rest


@pytest.mark.parametrize(
    "line",
    [
        "一是加强领导。二是",
        "一村一策",
        "十年来",
        "三个小组",
        "7月2日",
        "2018年",
        "2018.07.02",
        "1.5亿元",
        "50万元",
        "第一次走访",
        "第二周",
        "（临海）",
        "",
    ],
)
def test_what_is_no_numbering(line: str) -> None:
    assert numbering(line) is None
    assert without_numbering(line) == line


@given(mixed_text)
def test_numbering_is_taken_from_the_front_only(text: str) -> None:
    found = numbering(text)
    assert text.endswith(without_numbering(text))
    if found:
        assert found.style in STYLES
        assert 0 < found.length <= len(text)


@pytest.mark.parametrize(
    ("line", "value", "rest"),
    [
        ("I、评级之前先公示", 1, "评级之前先公示"),
        ("Ⅱ、评级之中少填表", 2, "评级之中少填表"),
        ("III. 评级之后管得住", 3, "评级之后管得住"),
        ("IX、几点启示", 9, "几点启示"),
    ],
)
def test_roman_numerals(line: str, value: int, rest: str) -> None:
    found = numbering(line)
    assert found
    assert (found.style, found.value) == ("roman", value)
    assert without_numbering(line) == rest


@pytest.mark.parametrize("line", ["VIP、客户", "IT、科技", "I.V", "A、甲", "IPO、上市", "Ⅳ级风险"])
def test_what_is_no_roman_numeral(line: str) -> None:
    assert numbering(line) is None

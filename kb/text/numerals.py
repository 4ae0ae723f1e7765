"""Chinese numerals and the numbering in front of a heading or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.text.number_words import DIGITS

_HAN = "零〇一二三四五六七八九十百两"
# How numbers are written on cheques, and by some above sections.
_CAPITAL = "壹贰叁肆伍陆柒捌玖拾"
_PLAIN = str.maketrans(_CAPITAL, "一二三四五六七八九十")
NUMBER = rf"(?:[{_HAN}]{{1,5}}|[0-9０-９]{{1,3}})"


def parse_numeral(text: str) -> int:
    """The value of a numeral below 1000: "十二", "二十", "一百零三", "12". ValueError otherwise."""
    if text.isdecimal():
        return int(text)
    if not text:
        raise ValueError(text)
    total, digit = 0, 0
    for char in text:
        if char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char in DIGITS:
            digit = DIGITS[char]
        else:
            raise ValueError(text)
    return total + digit


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number in front of a line: its style, value, and how many characters it takes.

    Styles, outermost first: "box" 01 (a box of an editor's template), "chapter" 第一章 or 专题一：, "roman" I、 Ⅱ.,
    "han" 一、, "han-bracket" （一）, "ordinal" 第一， 做法一：, "digit" 1. 1、, "digit-bracket" （1） 1）, "circled" ①.
    A chain word such as 一是 is not numbering.
    """

    style: str
    value: int
    length: int


# What headings count by name: 做法一：, 收获之二：, 要点3　.
_COUNTED = (
    "做法|经验|收获|启示|亮点|体会|感受|感悟|见闻|举措|措施|案例|干货|要点|看点|关键词|心得|镜头|故事|办法|秘诀|法宝|密码|招数|妙招"
    "|变化|没想到|观察|思考|细节|场景|印象|特点|创新|差距|不足|短板|打算|成果|片段|剪影|瞬间|画面|现场|样本|典型"
    "|问题|对策|任务|环节|步骤|路径|抓手|难点|痛点|堵点|教训|误区|模式|工具|建议|目标|实录|讲述|人物|声音|来稿|作业"
)

STYLES = (
    "box",
    "chapter",
    "roman",
    "han",
    "han-bracket",
    "ordinal",
    "digit",
    "digit-bracket",
    "circled",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_PATTERNS = (
    ("box", re.compile(r"(?:PART\W{0,2}|NO\W{0,2}|0)([0-9]{1,2})\s+(?=\S)", re.IGNORECASE)),
    ("chapter", re.compile(rf"第({NUMBER})(?:章|节|部分|篇)[\s、:：.．]*")),
    (
        "chapter",
        re.compile(
            rf"(?:专题|主题|话题|课题|板块|单元|专栏|材料)之?([{_HAN}]|[0-9]{{1,2}})"
            r"(?:\s*[:：丨｜|、]\s*|[\s　]{1,3})(?=\S)"
        ),
    ),
    (
        "roman",
        re.compile(
            r"([Ⅰ-Ⅻ]|(?:X?(?:VI{0,3}|I[VX]|I{1,3})|X)(?![A-Za-z]))\s*(?:[、．]|\.(?=\s*[一-鿿“]))\s*"
        ),
    ),
    ("han", re.compile(rf"([{_HAN}]{{1,4}})\s*[、.．]\s*")),
    # 壹　摸底, 贰｜建档; a surname before a name of one or two characters counts nothing.
    ("han", re.compile(rf"([{_CAPITAL}])(?:\s*[、.．·丨｜|：:]\s*|[\s　]{{1,3}}(?=\S{{4}}))")),
    ("han-bracket", re.compile(rf"[(（〔【]\s*([{_HAN}]{{1,4}})\s*[)）〕】]\s*[、.．]?\s*")),
    ("ordinal", re.compile(rf"第({NUMBER})[招条点件步站味课块把本张]?\s*[,，、:：]\s*")),
    ("ordinal", re.compile(rf"第({NUMBER})[招步]+[\s　]{{1,3}}(?=[一-鿿“”]{{2,16}}$)")),
    (
        "ordinal",
        re.compile(rf"[一-鿿]{{0,2}}(?:{_COUNTED})之?([{_HAN}]|[0-9]{{1,2}})\s*[:：丨｜|　]\s*"),
    ),
    ("ordinal", re.compile(rf"([{_HAN}])[招问看学悟]\s*[:：]\s*")),
    ("digit", re.compile(r"([0-9０-９]{1,2})\s*(?:[、．]|\.(?![0-9０-９]))\s*")),
    ("digit-bracket", re.compile(r"[(（]?\s*([0-9０-９]{1,2})\s*[)）]\s*[、.．]?\s*")),
    ("circled", re.compile(r"([①-⑳])\s*[、.．]?\s*")),
)


def numbering(text: str) -> Numbering | None:
    """The numbering at the beginning of `text`, if any."""
    for style, pattern in _PATTERNS:
        if match := pattern.match(text):
            return Numbering(style, _value(style, match.group(1)), match.end())
    return None


def _value(style: str, figure: str) -> int:
    if style == "circled":
        return ord(figure) - ord("①") + 1
    if style != "roman":
        return parse_numeral(figure.translate(_PLAIN))
    if figure in _ROMAN:
        return _ROMAN.index(figure) + 1
    return ord(figure) - ord("Ⅰ") + 1 if len(figure) == 1 else len(_ROMAN) + 1  # XIII


def without_numbering(text: str) -> str:
    """`text` with the numbering in front of it taken off."""
    found = numbering(text)
    return text[found.length :] if found else text

"""How a paragraph looks: by itself, by the mark before it, and next to the body, whose look most
characters of a file have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.readers import Block
from kb.structure.roles import role_of

MAX_HEADING = 40
# What stands before a heading or a point of plain text (■ 进村有账).
MARKS = "■□●○◆◇▲△▶►➤★☆※❖✦◎✔✓☑✅"
# Words in brackets before the text of a paragraph, which may be its point; and which are none.
_LABEL = re.compile(r"【([一-鿿“”、，]{3,14})】(?=[^\s：:].{8})")
_IN_BRACKETS = re.compile(r"[【〔\[][一-鿿]{2,10}[】〕\]]")
_NO_POINT = re.compile(
    r"^(?:时间|地点|主题|对象|机构|人员|单位|来源|作者|编辑|记者|摘要|提示|备注|说明|按语?)|(?:时间|地点|主题|对象|机构|人员|单位)$|星期|周[一二三四五六日]"
)
# What stands under the picture above a text, and how long it is.
_PICTURE = re.compile(r"[（(]?(?:[上下左右]|本)?图(?:片)?(?:为|[:：])\s*[一-鿿]")
_CAPTION = 50
_ENDS_SENTENCE = re.compile(r"[。；;，,!！？?]$|[。；;！？]")


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a paragraph, or of most characters of a file."""

    level: int
    centred: bool
    bold: bool
    size: float


def look_of(block: Block) -> Look:
    """The look of a paragraph."""
    return Look(block.level, block.centred, block.bold, block.size)


def mark_of(text: str) -> str:
    """The mark that a paragraph opens with: ■ 进村有账, or words in brackets before its text
    (【网格到人】每格……). "" where there is none."""
    if label := _LABEL.match(text):
        return "【】" if role_of(label[1]) is None and not _NO_POINT.search(label[1]) else ""
    return text[0] if text[0] in MARKS else ""


def is_in_brackets(text: str) -> bool:
    """Is a line only words in brackets, as headings of sections are (【轮岗安排】)?"""
    return _IN_BRACKETS.fullmatch(text) is not None


def body_look(blocks: Sequence[Block]) -> Look:
    """The look of the body."""

    def most(values: list[tuple[int | bool | float, int]]) -> int | bool | float:
        weights: Counter[int | bool | float] = Counter()
        for value, weight in values:
            weights[value] += weight
        return weights.most_common(1)[0][0]

    if not blocks:
        return Look(0, centred=False, bold=False, size=0.0)
    weighed = [(block, len(block.text)) for block in blocks]
    return Look(
        level=int(most([(b.level, w) for b, w in weighed])),
        centred=bool(most([(b.centred, w) for b, w in weighed])),
        bold=bool(most([(b.bold, w) for b, w in weighed])),
        size=float(most([(b.size, w) for b, w in weighed])),
    )


def is_short(text: str) -> bool:
    """Is this as short as a heading, and not a sentence?"""
    return len(text) <= MAX_HEADING and not _ENDS_SENTENCE.search(text)


def stands_out(block: Block, body: Look) -> bool:
    """Does the look of the block differ from the body's as a heading's does?"""
    return (
        (block.level != 0 and block.level != body.level)
        or (block.centred and not body.centred)
        or (block.bold and not body.bold)
        or (body.size > 0 and block.size > 1.08 * body.size)
    )


def unspread(text: str) -> str:
    """A word spread over the line (汇　报) without its spaces."""
    parts = text.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else text


def is_caption_of_picture(text: str) -> bool:
    """Does a short line say what the picture above it shows (图为学员合影)?"""
    return len(text) <= _CAPTION and _PICTURE.match(text) is not None

"""Cards, each a table of labels and values that tells the case of one bank: 案例一 | 茶厂的电表,
学习单位 | 石桥农商银行, 具体做法 | …. Each card becomes a heading with its bank, one with its title, and paragraphs.

One such table is a form, which the head reads; only two and more of the same labels are cards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.readers import Block
from kb.structure.bank_names import SUFFIX
from kb.structure.looks import is_short
from kb.text import CELLS

# What labels are called: that of the title, that of the bank, and others.
_TITLE = re.compile(
    r"(?:典型|学习|优秀)?(?:案例|经验|做法|亮点|专题|项目|课题|标题|题目|主题)(?:名称|题目|标题|主题)?[一二三四五六七八九十\d]{0,2}|名称"
)
_UNIT = re.compile(
    r"(?:被?学习|考察|对标|来源|案例|做法|经验|借鉴|取经|跟班|所在|受访|承办)?(?:单位|机构|对象|银行|行社|来源|出处|行名)"
)
_BANK = re.compile(SUFFIX)
# The most characters of a label, and of the name of a bank in its cell.
_LABEL, _NAME = 8, 40
_FEWEST = 2
_LEVEL = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and its value, in the block with a number."""

    at: int
    label: str
    value: str

    @property
    def is_title(self) -> bool:
        return _TITLE.fullmatch(self.label) is not None and is_short(self.value)

    @property
    def is_bank(self) -> bool:
        named = len(self.value) <= _NAME and _BANK.search(self.value) is not None
        return named and _UNIT.fullmatch(self.label) is not None


def with_cards_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; each card is headings and paragraphs."""
    cards = [card for run in _runs(blocks) for card in _cards(run)]
    alike = Counter(row.label for card in cards for row in card if row.is_bank)
    cards = [card for card in cards if any(row.is_bank and alike[row.label] > 1 for row in card)]
    if len(cards) < _FEWEST:
        return tuple(blocks)
    first = {card[0].at: card for card in cards}
    within = {row.at for card in cards for row in card}
    result: list[Block] = []
    for n, block in enumerate(blocks):
        if n in first:
            card = first[n]
            titled = any(row.is_title for row in card)
            above = [result.pop()] if result and not titled and _heads(result[-1]) else []
            lines = list(_lines(card, blocks))
            title = [replace(block, level=_LEVEL + 1) for block in above]
            result += [*lines[:1], *title, *lines[1:]]
        elif n not in within:
            result.append(block)
    return tuple(result)


def _runs(blocks: Sequence[Block]) -> Iterator[list[_Row]]:
    """Rows of labels and values that stand next to each other."""
    run: list[_Row] = []
    for n, block in enumerate(blocks):
        if rows := _rows(n, block.text):
            run += rows
        elif run:
            yield run
            run = []
    if run:
        yield run


def _rows(at: int, text: str) -> list[_Row]:
    """The labels of a row of a table with their values; none where this is another row."""
    if CELLS not in text:
        return []
    cells = [cell.strip() for cell in text.split(CELLS)]
    if len(cells) > 2 and not all(_TITLE.fullmatch(c) or _UNIT.fullmatch(c) for c in cells[::2]):
        return []
    if len(cells) % 2 or max(map(len, cells[::2])) > _LABEL or not all(cells[::2]):
        return []
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [_Row(at, label.rstrip("：: "), value) for label, value in pairs]


def _cards(run: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The cards of a run: each begins with a title, or where a label comes again."""
    card: list[_Row] = []
    for row in run:
        starts = row.is_title and any(other.is_title for other in card)
        if card and row.at != card[-1].at and (starts or row.label in {r.label for r in card}):
            yield card
            card = []
        card.append(row)
    if card:
        yield card


def _heads(block: Block) -> bool:
    return is_short(block.text) and CELLS not in block.text


def _lines(card: Sequence[_Row], blocks: Sequence[Block]) -> Iterator[Block]:
    """The bank of a card as a heading, below it the title as another, and the rest as paragraphs."""
    bank = next(row for row in card if row.is_bank)
    title = next((row for row in card if row.is_title), None)
    pictures = tuple(p for n in dict.fromkeys(row.at for row in card) for p in blocks[n].pictures)
    yield replace(_line(bank, blocks), level=_LEVEL, pictures=pictures)
    if title:
        yield replace(_line(title, blocks), text=title.value, level=_LEVEL + 1)
    for row in card:
        if row is not bank and row is not title and row.value:
            yield _line(row, blocks)


def _line(row: _Row, blocks: Sequence[Block]) -> Block:
    text = f"{row.label}：{row.value}"
    return replace(blocks[row.at], text=text, level=0, lead=0, pictures=())

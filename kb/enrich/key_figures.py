"""Key figures: the quantities that a text states, each with the sentence that states it.

Figures are collected, never added up: two banks rarely mean the same by the same word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kb.enrich.figure_conditions import condition_of
from kb.text import (
    BAR,
    FOLD,
    Quantity,
    Sentence,
    Span,
    analysed_sentences,
    in_base_unit,
    quantities,
)

_END_OF = r"(?:末|底|初|同期)"
_BEFORE = re.compile(
    r"(?:"
    rf"(?:较|比)(?:上?年{_END_OF}?|去年{_END_OF}?|上[周月季]{_END_OF}?|月初|前期|此前|以往|同期|前三季度"
    rf"|平时|(?:[0-9]{{4}}年)?[0-9一二三四五六七八九十]+月{_END_OF}?)"
    r"|(?:提高|提升|增加|增长|新增|净增|上升|上调|上浮|下降|下调|下浮|降低|减少|压降|缩短|核减|扣减|延长|扩大)"
    r"[了到至为]?"
    r"|[升增降压减缩涨扩][到至为]|控制在|达到?|高达|多达|突破|同比|环比"
    r"|不得?(?:低于|高于|超过|少于|多于)|[不未]足|不到|低于|高于|少于|多于|大于|小于|超过|超|逾|[未不]?满"
    r"|至少|至多|最[多少快慢高低长短大小早晚]|(?<![签预公合节续制契违履相邀集])大?约合?|将近|接近|近"
    r"|上限|下限|限[时额]?|提前|连续|先后"
    r"|每(?:[年季月周日天户人笔村场次组格]|半年|季度)?|[日月户人笔年]均|平均|单[户笔]"
    r"|累计|合计|总计|共计?|占比?|只有?|仅有?|年初的?"
    r")$"
)
_GLUED = re.compile(
    r"(?:最[高低多少快慢长短大小早晚]?不得?(?:超过|低于|少于)|不得?(?:低于|高于|超过|少于|多于)|[不未]足|不到|超过|超|逾"
    r"|至少|至多|最[高低多少快长短]|仅|(?<![签预公合节续制契违履相邀集])大?约合?|将近|接近|(?<![附邻最])近|高达|多达)$"
)
_UP_TO = re.compile("(?<![以之往晚早村])上$")
_LONGEST = 14
_WIDEST = 200
# Sentences whose figures are kept, and the characters of the longest of them.
_MOST_KEPT, _LONGEST_KEPT = 4000, 400
_MOST_WORDS = 3
_AFTER = re.compile(r"(?:[（(]含[）)])?及?以[上下内]|之内|左右|上下|不等|有余|内(?![部容外向训勤])")
_CLAUSE_MARK = re.compile(r"[，；：。！？;:!?\n]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A quantity.

    `value` stands verbatim at `span` of the text; `number` and `unit` are its parts as written
    (50 and 万元), `upper` is the other end of a range (3至5天), `qualifiers` what narrows it
    (不超过, 以上, 较年初, 提高, the condition 不良率低于1%), in the order of the text. `text` is the value with
    the qualifier glued to it (50万元及以下), `phrase` with all that
    touch it (较年初提高21个百分点). What it measures is said by the `clause` and the
    `sentence` around it, whose place is `sentence_span`.
    """

    value: str
    number: Decimal
    unit: str
    span: Span
    sentence: str
    sentence_span: Span
    clause: str
    phrase: str
    text: str
    qualifiers: tuple[str, ...] = ()
    upper: Decimal | None = None

    @property
    def quoted(self) -> str:
        """The sentence without the bar before a cell of a table."""
        return self.sentence.removeprefix(BAR)

    @property
    def quoted_start(self) -> int:
        """Where `quoted` begins in the text."""
        return self.sentence_span[1] - len(self.quoted)

    @property
    def qualifier(self) -> str:
        """The qualifiers as one cell of a table."""
        return "、".join(self.qualifiers)

    @property
    def base_unit(self) -> str:
        """The unit without 万 and 亿, and one for those of several names (成 and 三分之一 are %)."""
        return in_base_unit(self.unit)[1]

    @property
    def amount(self) -> Decimal:
        """The number in the base unit: 500000 of 50万元, 40 of 四成."""
        return self.number * in_base_unit(self.unit)[0]

    @property
    def upper_amount(self) -> Decimal | None:
        """The other end of a range in the base unit."""
        return None if self.upper is None else self.upper * in_base_unit(self.unit)[0]

    @property
    def spelled(self) -> bool:
        """Is the number in Chinese characters (两天)? Such figures matter less to most readers."""
        return not self.value[0].isdecimal()


def figures(text: str) -> tuple[KeyFigure, ...]:
    """The key figures of what is analysed of a text, in order."""
    return tuple(figure for sentence in analysed_sentences(text) for figure in figures_of(sentence))


def figures_of(sentence: Sentence) -> tuple[KeyFigure, ...]:
    """The key figures of one sentence; spans are those of the text it stands in. Those of sentences
    asked for often are kept."""
    return _kept(sentence) if len(sentence.text) <= _LONGEST_KEPT else _figures_of(sentence)


def _figures_of(sentence: Sentence) -> tuple[KeyFigure, ...]:
    found = quantities(sentence.text)
    if not found:
        return ()
    plain = sentence.text.translate(FOLD)
    return tuple(_figure(sentence, plain, quantity) for quantity in found)


_kept = lru_cache(maxsize=_MOST_KEPT)(_figures_of)


def _figure(sentence: Sentence, plain: str, quantity: Quantity) -> KeyFigure:
    text, start, end = sentence.text, quantity.start, quantity.end
    words: list[str] = []
    begin, stop = start, end
    while len(words) < _MOST_WORDS:
        match = _BEFORE.search(plain, max(0, begin - _LONGEST), begin)
        if match is None:
            break
        words.insert(0, match.group())
        begin = match.start()
    if quantity.more:
        words.append(quantity.more)
    if match := _AFTER.match(text, end):
        words.append(match.group())
        stop = match.end()
    glued = _glued(plain, start)
    if condition := condition_of(plain[max(0, start - _WIDEST) : start]):
        words.insert(0, condition)
    return KeyFigure(
        value=text[start:end],
        number=quantity.number,
        unit=quantity.unit,
        span=(sentence.start + start, sentence.start + end),
        sentence=text,
        sentence_span=(sentence.start, sentence.end),
        clause=_clause(plain, text, start, end),
        phrase=text[min(begin, glued) : stop],
        text=text[glued:stop],
        qualifiers=tuple(words),
        upper=quantity.upper,
    )


def _glued(plain: str, start: int) -> int:
    """Where the figure begins with the qualifier glued to it (不足, 近, 超, 上 of 上千户)."""
    if plain[start] in "百千万" and _UP_TO.search(plain, max(0, start - 2), start):
        return start - 1
    match = _GLUED.search(plain, max(0, start - _LONGEST), start)
    return match.start() if match else start


def _clause(plain: str, text: str, start: int, end: int) -> str:
    """The piece of the sentence between the marks around a figure, at most _WIDEST characters each
    way."""
    begin = max(0, start - _WIDEST)
    first = max((m.end() for m in _CLAUSE_MARK.finditer(plain, begin, start)), default=begin)
    mark = _CLAUSE_MARK.search(plain, end, end + _WIDEST)
    return text[first : mark.start() if mark else min(len(text), end + _WIDEST)].strip()

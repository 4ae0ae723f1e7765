"""The facts of a figure: its bank, indicator, time, target or fact, whole bank or branch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.corpus import Indicator, IndicatorLexicon
from kb.enrich.key_figures import KeyFigure
from kb.enrich.sentence_subject import SentenceSubject
from kb.model import Side

_LAST = 50
# How many characters around a figure are searched for what it is.
_WIDEST = 200
_COUNTED = frozenset("户 人 名 家 个 件 条 项 份 张 台 笔 位".split())
_CLAUSE = re.compile(r"[，,；;。！？!?：:\n](?![0-9]{3}(?![0-9]))")
_RATE_HEAD = re.compile(
    r".*(?:的|了|在|把|将|以|其|全行|本行|我行|该行|支行|平均|目前|全年|实现|使|后|和|与|及|较|比|由|从|村|于|按|各项贷款)"
    r"(?=[\u4e00-\u9fff]{2,}$)"
)

_DAY = (
    r"(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|(?:(?:19|20)[0-9]{2}年|今年|去年|上年|当年)?[0-9一二三四五六七八九十]{1,3}月(?:份|末|底|初|上旬|中旬|下旬|以来)?"
    r"|(?:19|20)[0-9]{2}年(?:[一二三四]季度|[上下]半年|末|底|初|以来)?"
)
_WORDS = (
    "今年以来|年初以来|今年[一二三四]季度|明年[一二三四]季度|明年|去年(?:末|底|同期)?|上年(?:末|底|同期)?|今年|全年|上半年|下半年"
    "|[一二三四]季度(?:末)?|年初|年末|年底|月末|本周|上周|当月|上月|本月|首月|首周|近[一二三四五六七八九十]周|当前|目前|眼下|如今|过去|日前|近日"
)
_TIME = re.compile(rf"(?:{_DAY}|{_WORDS})")
_THAN = re.compile(r"(?:较|比|同比|对比|相比)$")
_TARGET = re.compile(
    r"力争|目标|(?<!财务)计划(?!财务|部|的|任务|数|内)|打算|预计|可(?:增加|节省|降低|提高|达)|争取|确保[^，。]{0,6}达|(?<!模)拟(?!合|人|真)"
    r"|将(?=在|于|达|扩|增|新|继续|提高|降)|准备(?!金)|预期"
)
_LIMIT = re.compile(r"以[上下内]$")
# A limit at the end of its clause is the goal itself: 力争用信率达到40%以上。
_GOAL = re.compile(r"力争|目标|争取|确保|控制在")
_ENDS_CLAUSE = re.compile(r"(?:[（(]含[）)])?及?以[上下内]\s*(?:$|[，。；、,;！])")
_WHOLE = re.compile(r"全行|全辖|总行|全县|全市|辖内|农商银行(?!.{0,6}支行)")
_BRANCH = re.compile(
    r"(?<![家个各每由对到在向派给])(?:[\u4e00-\u9fff]{2}|个别|该|有的|一家)?(?:支行|分理处|营业部|网点|信用社|服务站)"
    r"(?![行长员人班主])"
)
# Several branches, or branches as things that are counted.
_MANY = re.compile(
    r"[一两三四五六七八九十几多数\d]+[家个]|.?[有设建]|金融|便民|助农|普惠|物理|营业(?!部)"
)


_AT = re.compile(r"(?:到|在|向|往|对|送|进)[\u4e00-\u9fff]{0,3}$")
_SEVERAL = re.compile(
    r"([\u4e00-\u9fff]{2,3}(?:[、和][\u4e00-\u9fff]{2,3}){1,5})(?:[两三四五六]家)?(?:农商银行|农商行)"
)
_BRANCH_ENDS = ("支行", "分理处", "营业部", "网点", "信用社", "分社")
_AFTER_NOUN = re.compile(r"[\u4e00-\u9fff]{1,4}")


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a figure tells. `bank` on its `side`; `indicator` ("" when unknown) with its `order` in
    tables; `as_of` verbatim; `target` for goals and forecasts; `branch` names the branch or is
    "支行" when the figure is a branch's, "" for the whole bank."""

    bank: str
    side: Side
    indicator: str = ""
    order: int = _LAST
    as_of: str = ""
    target: bool = False
    branch: str = ""


@dataclass(frozen=True)
class FigureReader:
    """Reads the facts of figures by one lexicon. Make one and keep it."""

    lexicon: IndicatorLexicon

    @cached_property
    def _suffixes(self) -> dict[str, str]:
        return dict(self.lexicon.suffixes)

    @cached_property
    def _things(self) -> re.Pattern[str]:
        things = sorted(self.lexicon.things, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, things)) or r"(?!)")

    @cached_property
    def _by_unit(self) -> dict[str, tuple[tuple[str, Indicator], ...]]:
        """Unit → (word, indicator), longest word first."""
        units: dict[str, list[tuple[str, Indicator]]] = {}
        for indicator in self.lexicon.indicators:
            for unit in indicator.units:
                units.setdefault(unit, []).extend((word, indicator) for word in indicator.words)
        return {
            unit: tuple(sorted(words, key=lambda pair: -len(pair[0])))
            for unit, words in units.items()
        }

    def facts(
        self,
        told: SentenceSubject,
        figure: KeyFigure,
        banks: Sequence[str] = (),
        section: str = "",
        head: str = "",
    ) -> FigureFacts:
        """The facts of one figure of a sentence; `banks` are those its entry names, `section` is
        the bank of the entry, whose figures learners report from their visit, `head` that of the
        figure's column in a table."""
        text = told.sentence.text
        at = figure.span[0] - told.sentence.start
        end = at + len(figure.value)
        before, after = text[max(0, at - _WIDEST) : at], text[end : end + _WIDEST]
        before += head
        if told.study and not told.bank:
            told = replace(told, bank=section, side=Side.HOST if section else told.side)
        bank, side = _bank(told, before, banks)
        name, order = self._indicator(before, after, figure)
        return FigureFacts(
            bank,
            side,
            name,
            order,
            _as_of(before),
            _is_target(before, after, figure),
            _branch(before, told.branch),
        )

    def _indicator(self, before: str, after: str, figure: KeyFigure) -> tuple[str, int]:
        """(name, order): the rate it is of, the thing counted after it, or what stands nearest
        before it, in its clause, else in the one before."""
        unit = figure.base_unit
        if unit in ("%", "个百分点", "BP") and (rate := _rate(before, unit)):
            return rate, 10
        noun = _AFTER_NOUN.match(after.removeprefix("的"))
        if noun and unit in _COUNTED and (match := self._things.match(noun.group())):
            return self._joined(match.group(), unit), self._order(unit)
        clause = before[_last_mark(before) :]
        for stretch in (clause, re.split("[，,。；;]", after[:10])[0], before[-40:]):
            if found := self._nearest(stretch, unit):
                return found
        return "", _LAST

    def _nearest(self, stretch: str, unit: str) -> tuple[str, int] | None:
        """The indicator or thing whose word stands nearest before the figure; an indicator wins
        where both end alike."""
        best: tuple[int, int, Indicator] | None = None
        for word, indicator in self._by_unit.get(unit, ()):
            place = stretch.rfind(word)
            if place >= 0 and (best is None or (place + len(word), len(word)) > best[:2]):
                best = (place + len(word), len(word), indicator)
        thing = next(iter(reversed(list(self._things.finditer(stretch)))), None)
        if unit == "%" and "占" not in stretch:
            thing = None  # a share of something that is not named
        if thing and unit in self._suffixes and (best is None or thing.end() > best[0]):
            return self._joined(thing.group(), unit), self._order(unit)
        return (best[2].name, best[2].order) if best else None

    def _joined(self, thing: str, unit: str) -> str:
        return thing + self._suffixes.get(unit, "")

    def _order(self, unit: str) -> int:
        first = self.lexicon.first
        return 20 + first.index(unit) if unit in first else _LAST


def _last_mark(text: str) -> int:
    """Where the clause that a text ends in begins."""
    return max((match.end() for match in _CLAUSE.finditer(text)), default=0)


def _rate(before: str, unit: str) -> str:
    """The rate that a figure is of: the nearest one before it; a change of a rate is its 变化."""
    clause = before[_last_mark(before) :]
    for stretch in (clause, before[-60:]):
        found = None
        for match in re.finditer(
            r"[\u4e00-\u9fff]{1,9}?(?:率|占比|比重|比例|增幅|降幅|增速)", stretch
        ):
            found = match
        if found:
            name = found.group()
            if head := _RATE_HEAD.match(name):
                name = name[head.end() :]
            change = unit == "个百分点" or (unit == "BP" and "率" in name)
            return name + "变化" * change
    return ""


def _bank(told: SentenceSubject, before: str, banks: Sequence[str]) -> tuple[str, Side]:
    """The bank of a figure: that of its sentence, but where another one begins a later clause."""
    if one := _one_of_several(before):
        return one, told.side if told.side is not Side.NONE else Side.HOST
    best, place = "", -1
    for bank in banks:
        if bank.endswith(_BRANCH_ENDS):
            continue
        at = before.rfind(bank)
        if at > place and (at == 0 or before[at - 1] in "，,；;。、而"):
            best, place = bank, at
    if best and best != told.bank and place > 0:
        return best, Side.HOST if told.side is Side.HOST and best in banks else told.side
    return told.bank, told.side


def _as_of(before: str) -> str:
    """The time a figure is of, as written: the last one before it that nothing is compared with.

    A time joined to something (年初的1.92%, 11月末1.86亿元) is only of that.
    """
    found = ""
    for match in _TIME.finditer(before):
        ahead = before[match.end() :]
        joined = ahead[:1] == "的" or ahead[:1].isdecimal()
        compared = _THAN.search(before[: match.start()])
        if (joined or compared) and ahead not in ("的", ""):
            continue
        if match.group() == "全年" and "任务" in ahead[:4]:
            continue
        found = match.group()
    return found


def _is_target(before: str, after: str, figure: KeyFigure) -> bool:
    """Is a figure a goal or a forecast? A limit that sorts cases (50万元以下贷款) is none."""
    if _LIMIT.search(figure.text) and not (_GOAL.search(before) and _ENDS_CLAUSE.match(after)):
        return False
    return _TARGET.search(before) is not None


def _branch(before: str, branch: str) -> str:
    """The branch whose figure it is, "" when the whole bank's; the nearer word decides."""
    whole = max((m.end() for m in _WHOLE.finditer(before)), default=-1)
    own = [
        m
        for m in _BRANCH.finditer(before)
        if not _AT.search(before[: m.start()][-5:]) and not _MANY.match(m.group())
    ]
    if not own or own[-1].end() < whole:
        return ""
    return branch if branch and branch in before else own[-1].group()


def _one_of_several(before: str) -> str:
    """The bank of a figure in a list: A、B两家农商行的……分别为71.5%和68.9%."""
    listed = _SEVERAL.search(before)
    at = before.find("分别")
    if listed is None or at < listed.end():
        return ""
    places = re.split("[、和]", listed[1])
    number = len(re.findall("[、和]", before[at:]))
    return f"{places[number]}农商银行" if number < len(places) else ""

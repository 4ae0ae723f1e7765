"""The facts of a figure: its bank, indicator, time, target or fact, whole bank or branch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.corpus import Indicator, IndicatorLexicon
from kb.enrich.clause_heads import since_stop
from kb.enrich.figure_columns import bank_of_column, of_column
from kb.enrich.figure_names import (
    change_name,
    counted_before,
    each_before,
    head_before,
    is_rate,
    joined,
    lent_after,
    narrows,
    nearest_rate,
    noun_after,
    own_head,
    says_amount,
    share_name,
    sum_of_counted,
)
from kb.enrich.figure_scope import branch_of, one_of_several, opens_clause, owner_by_place, part_of
from kb.enrich.figure_sides import turned_from
from kb.enrich.figure_signs import deducts, header_of, rate_called, says_time, sorts_loans
from kb.enrich.figure_time import as_of, is_target
from kb.enrich.figure_wording import lasts, measured_time, name_at_last, name_by_wording
from kb.enrich.former_latter import bank_before, the_other
from kb.enrich.key_figures import KeyFigure
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.table_heads import Cell
from kb.model import Side
from kb.text import CELLS, TIMES

_LAST = 50
# How many characters around a figure are searched for what it is.
_WIDEST = 200
_COUNTED = frozenset(
    "户 人 名 家 个 场 头 件 条 项 份 张 台 笔 位 支 辆 套 处 座 间 艘 单 卷 枚 种".split()
)
_ENDS = ("%", "个百分点", "BP")
_HOURS = ("小时", "分钟", "秒", "个工作日")
# A sum that is taken off: 按每户200元扣减.
_TAKEN_OFF = re.compile("^(?:的标准)?(?:扣[减罚除]?|处罚|罚款?)(?![一-鿿]*贷)")
# Points of several things in a row: 余额增长20分、资产质量30分.
_ROW_OF_POINTS = re.compile("[0-9]分[、，,]")
# Where learners tell of the bank or branch they come from, the figure is not their host's.
_AT_OURS = re.compile(
    r"我[行社]|本行|(?:我们?|自己|咱们?)的?(?:支行|行里?|联?社|单位|网点|部室?)(?!走|动|业)"
)
# A bank in the country (农村商业银行) is no village.
_THING = {"村": "(?<!农)村"}
# Contracts are counted behind 签: 7天签了1850户.
_SIGNED = re.compile("(?<!标)签(?:了|下|下了|得|到)$")
# What only says how much, before what is counted beside it: 农担贷款余额1200万元，共41笔.
_AMOUNT_END = re.compile("(?:余额|总额|金额)$")
_BRANCH_ENDS = ("支行", "分理处", "营业部", "网点", "信用社", "分社")


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a figure tells. `bank` on its `side`; `indicator` ("" when unknown) with its `order` in
    tables; `as_of` verbatim; `target` for goals and forecasts; `branch` names the branch or is
    "支行" when the figure is a branch's, "" for the whole bank; `part` is the product, village or group
    of villages that it is only of (蓝领贷, 桃岭村, 首批12个村)."""

    bank: str
    side: Side
    indicator: str = ""
    order: int = _LAST
    as_of: str = ""
    target: bool = False
    branch: str = ""
    part: str = ""

    @property
    def scope(self) -> str:
        """Branch and part in words, "" when it is a figure of the whole bank."""
        return "·".join(name for name in (self.branch, self.part) if name)


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
        return re.compile("|".join(_THING.get(t, re.escape(t)) for t in things) or r"(?!)")

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
        subject: SentenceSubject,
        figure: KeyFigure,
        banks: Sequence[str] = (),
        section: str = "",
        cell: Cell | None = None,
    ) -> FigureFacts:
        """The facts of one figure of a sentence; `banks` are those its entry names, `section` is
        the bank of the entry, whose figures learners report from their visit, `cell` that of the
        figure in a table."""
        text = subject.sentence.text
        at = figure.span[0] - subject.sentence.start
        end = at + len(figure.value)
        before, after = text[max(0, at - _WIDEST) : at], text[end : end + _WIDEST]
        if subject.study and not subject.bank and not _AT_OURS.search(before):
            subject = replace(subject, bank=section, side=Side.HOST if section else subject.side)
        bank, side = _bank(subject, before, (*banks, section))
        bank, side = turned_from(subject, before, (*banks, section)) or (bank, side)
        if cell:
            before, after = of_column(cell, before, banks), after.split(CELLS, 1)[0]
            bank, side = bank_of_column(cell, (bank, side), banks, section)
        name, order = self._named(before, after, figure)
        return FigureFacts(
            bank,
            side,
            name,
            order,
            as_of(before),
            is_target(before, after, figure, of_learners=subject.side is Side.LEARNER),
            branch_of(
                before,
                subject.branch,
                counted=_counts_places(figure.base_unit, after),
                carried=bool(subject.branch) and subject.branch not in text,
            ),
            part_of(before),
        )

    def _named(self, before: str, after: str, figure: KeyFigure) -> tuple[str, int]:
        """(name, order) by set wording, else by nouns and the lexicon, else by weaker signs."""
        unit = figure.base_unit
        if name := name_by_wording(before, after, unit):
            return self._at_end(name, unit) or (name, self._order(unit))
        name, order = self._indicator(before, after, figure)
        if not name and (name := name_at_last(before, after, unit)):
            order = self._order(unit)
        return measured_time(name, before), order

    def _indicator(self, before: str, after: str, figure: KeyFigure) -> tuple[str, int]:
        """(name, order): the rate it is of, the thing counted after it, or the head noun before it,
        by the lexicon where it knows the end of that noun; else what the lexicon finds near."""
        unit = figure.base_unit
        if figure.unit.endswith("村") and unit == "个":
            after = "村" + after
        if unit in _ENDS and (found := self._of_share(before, after, unit)):
            return found
        if unit in _COUNTED and (of := counted_before(before, after, unit)):
            return joined(of, self._suffixes.get(unit, "")), self._order(unit)
        if unit in _COUNTED and (found := self._counted(before, after, unit)):
            return found
        suffix = self._suffixes.get(unit, "")
        taken = unit == "元" and _TAKEN_OFF.match(after)
        if taken or (unit in ("元", "分") and deducts(before)):
            return "扣罚标准", 20
        if unit == "元" and sorts_loans(after):
            return "贷款金额档", 40
        if unit == "元" and (lent := lent_after(after)):
            return self._at_end(lent, unit) or (joined(lent, suffix), 20)
        if unit == "元" and (of := sum_of_counted(before)):
            return self._at_end(of, unit) or (of, self._order(unit))
        head = own_head(before)
        clause = since_stop(before)
        if unit == "分" and (row := list(_ROW_OF_POINTS.finditer(clause))):
            clause = clause[row[-1].end() :]
        if unit == "分" and (found := self._nearest(clause, unit)):
            return found
        if unit not in (*_ENDS, *TIMES) and (changed := change_name(before, suffix)):
            return changed, self._order(unit)
        if head and (found := self._at_end(head, unit)):
            return found
        if header := header_of(before):
            if found := self._at_end(header, unit):
                return found
            if says_amount(header) and unit not in _ENDS and not says_amount(head):
                return header, self._order(unit)
        if head and unit not in _ENDS and (unit not in TIMES or says_time(head)):
            return joined(head, suffix), self._order(unit)
        if unit in _HOURS and 2 <= len(head) <= 4 and not before.endswith(("的", "要")):
            return joined(head, suffix), self._order(unit)
        if unit in _COUNTED and _SIGNED.search(clause):
            return self._joined("签约", unit), self._order(unit)
        for stretch in (clause, re.split("[，,。；;]", after[:10])[0]):
            if found := self._nearest(stretch, unit):
                return found
        if unit == "%" and (counted := noun_after(after)):
            return joined(counted, "占比"), 10
        if unit in _COUNTED and (each := each_before(before, unit)):
            return joined(each, suffix), self._order(unit)
        shared = head_before(before) if unit not in (*_ENDS, *TIMES) else ""
        if shared and not is_rate(shared) and not (unit in _COUNTED and says_amount(shared)):
            found = self._at_end(shared, unit)
            return found or (joined(shared, suffix), self._order(unit))
        if unit in _COUNTED and len(of := _AMOUNT_END.sub("", shared)) > 1 and of != shared:
            return of + suffix, self._order(unit)
        if unit in _COUNTED and shared.endswith(f"{unit}数"):
            return shared, self._order(unit)
        return self._nearest(before[-40:], unit) or ("", _LAST)

    def _of_share(self, before: str, after: str, unit: str) -> tuple[str, int] | None:
        """The rate, share or change that a percentage or points are; what the lexicon says of its
        last word first where these are points (利率下浮50个基点)."""
        if unit != "%" and (found := self._at_end(before[-6:], unit)):
            return found
        name = share_name(before, after, unit) if unit != "BP" else ""
        called = rate_called(own_head(before), before) if unit == "%" else ""
        name = name or called or nearest_rate(before, unit)
        return (name, 10) if name else None

    def _counted(self, before: str, after: str, unit: str) -> tuple[str, int] | None:
        """What is counted, when it stands after its number."""
        after = after.removeprefix("的")
        counted = noun_after(after)
        if after[:1] == "村" and after[1:2] not in ("民", "干", "组", "级"):
            return joined(own_head(before) + "村", "数"), self._order(unit)
        if counted and (match := self._things.match(after)):
            return self._joined(match.group(), unit), self._order(unit)
        return (
            (joined(counted, self._suffixes.get(unit, "")), self._order(unit)) if counted else None
        )

    def _at_end(self, head: str, unit: str) -> tuple[str, int] | None:
        """The indicator whose word a head ends in; a head that says more keeps its own name
        (公积金贷款余额)."""
        for word, indicator in self._by_unit.get(unit, ()):
            if head.endswith(word) and (word in indicator.name or 2 * len(word) >= len(head)):
                more = narrows(head, word)
                return (head if more else indicator.name), indicator.order
        return None

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
        if thing and len(thing.group()) == 1 and unit not in _COUNTED:
            thing = None  # 村 says where, not what
        if thing and unit in TIMES and not lasts(thing.group()):
            thing = None
        if thing and unit in self._suffixes and (best is None or thing.end() > best[0]):
            return self._joined(thing.group(), unit), self._order(unit)
        return (best[2].name, best[2].order) if best else None

    def _joined(self, thing: str, unit: str) -> str:
        return thing + self._suffixes.get(unit, "")

    def _order(self, unit: str) -> int:
        first = self.lexicon.first
        return 20 + first.index(unit) if unit in first else _LAST


def _counts_places(unit: str, after: str) -> bool:
    """Does a figure count the places that stand before it: 支行18家、?"""
    return unit in ("家", "个", "处") and re.match(r"[，。、；;,）)]|$", after) is not None


def _bank(subject: SentenceSubject, before: str, banks: Sequence[str]) -> tuple[str, Side]:
    """The bank of a figure: that of its sentence, but where another one begins a later clause, or the
    sentence itself, which is then in doubt only about the side."""
    if one := one_of_several(before, "农商银行", banks):
        return one, subject.side if subject.side is not Side.NONE else Side.HOST
    if one := bank_before(before, banks) or the_other(before, subject.bank, banks):
        return one, subject.side
    best, place = "", -1
    for bank in banks:
        if not bank or bank.endswith(_BRANCH_ENDS):
            continue
        if (at := before.rfind(bank)) > place and opens_clause(before, at):
            best, place = bank, at
    if best and best != subject.bank and (place > 0 or not subject.bank):
        return best, Side.HOST if subject.side is Side.HOST and best in banks else subject.side
    if not subject.bank and subject.doubtful:
        return owner_by_place(before, banks), subject.side
    return subject.bank, subject.side

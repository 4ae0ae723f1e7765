"""What a question about a figure measures: the thing or rate, in its words, of whom, and as of when.

石桥的不良率是多少 measures 不良率 of 石桥 as a whole; 蓝领贷用信率多少 measures 用信率 of 蓝领贷 only.
Questions that ask for so much a household, at most, or within a time are of other kinds: they have
no measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.corpus import IndicatorLexicon
from kb.search.questions import PEOPLE, Asked

# The kinds of figures; the kind says what must stand next to one.
RATE, COUNT, SUM = "rate", "count", "sum"
_RATE_UNITS = frozenset("% ‰ ‱ 成".split())
_PLACES = frozenset("家 个 户".split())
# Units in which the same thing may be counted; 户 is none of 个: 授信9个村.
_ALIKE = {"家": _PLACES, "个": frozenset("个 家".split())}
_COUNTED = frozenset("台 张 笔 件 场 块 辆 座 项 篇 份 支 所 只 种 条".split())
_UNIT = "(?:人次|户次|[家户个名人位台张笔件场条块部辆间座项篇份支所只])"
_MANY = rf"(?:多少|几(?![乎经率何番度时年月天日点分岁号成百千万亿]))(?P<unit>{_UNIT}?+)"
_BEFORE = re.compile(rf"^(?P<measured>.{{2,24}}?){_MANY}(?:人|的)?(?P<thing>[一-鿿]{{0,8}})$")
_AFTER = re.compile(
    rf"^(?P<of>.{{0,10}}?)(?:有|[^一]共|发了|建了|设了|聘了)了?{_MANY}的?(?P<thing>[一-鿿]{{1,14}})$"
)
_FIRST = re.compile(rf"^{_MANY}的?(?P<thing>[一-鿿]{{2,14}})$")
# Such questions ask for something else than how much there is.
_OTHER = re.compile(
    "每|一[个户家天年月次场节台块人笔村]|最[高低多少大小早晚快慢好长短]|顶多|以[下上内]|相差|[相差]多少|谁|哪|怎|单[户笔村]"
    "|要多|要几|几[天年月日]|多久|打算|差[了]?多"
)
_OTHER_UNIT = re.compile(
    "(?:多少|几)(?:[分元块钱天年月里岁度点倍成次遍轮步秒斤吨米万亿百千种类项条层级]|公里|小时|个(?:工作日|月|小时|百分点|基点|点|BP|bp))"
)
_ENDS = re.compile(
    r"(?:是|有|为|达到?|到|了|过|现在|目前|大概|大约|一共|总共|共|已经?|能|会|的|分别|各|占|总[数量]"
    r"|(?:降|升|提高|上升|下降|增加|增长|增|扩大?|压降)[到至]|开了?|办了?|发了?|搞了?|铺了?|做了?|建了?|聘了?|签了|装了?|[,，])+$"
)
_STARTS = re.compile(
    r"^(?:现在|年[底末内]|目前|当前|如今|今年|全行|全辖|全区|各家?行|各行|我们行?|本行|整个|最近|最新|其[他它余]|别的|所有|全部|的|那边|这边|里|请问|想知道|查一下"
    r"|一共|总共|共|累计|已经|已|有|在|是|农商银行|农商行|银行|行(?!政|长|业)|[,，])+"
)
_NUMBER_OF = re.compile(r"(?:(户|人|家|个|笔|件|台|张|场|村|条)数|数量)$")
_TARGET = re.compile(r"(?:目标|计划|打算|力争|预计)(?:值|数)?的?")
_DATED = re.compile(
    r"(?:(?P<year>20[0-9]{2}|去|上|今)年)?(?:(?P<month>1[0-2]|[1-9])月份?)?(?:(?P<day>[0-3]?[0-9])[日号])?(?P<edge>[底末初])?时?的?"
)
_WHEN = re.compile(r"(?:20[0-9]{2}|去|上|今)年|(?:1[0-2]|[1-9])月")
_RATE = re.compile(r"(?:[一-鿿]率|比例|占比|比重)$")
_SUM = re.compile(r"(?:余额|金额|总额)$")
_DONE = re.compile(
    "(?:签约|授信|用信|走访|回访|办理|受理|发放|投放|新增|净增|评议|采集|核减|听证|免责)$"
)
_AVERAGE = re.compile("均|每|单[户笔]")
_STANDING = frozenset("个 家 户 名 人 台 块 支".split())
_GROWN = re.compile(r"(?:增长|新增|净增|下降|提高|增加)$")


@dataclass(frozen=True, slots=True)
class When:
    """The time that a question names: a year, a month, a day; None where it does not say."""

    year: int | None
    month: int | None
    day: int | None
    end: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: its `names`, the first as asked and the others meaning the same, in normal
    form; its kind and the base units that fit; the question without the banks, for its other words;
    whether a goal is asked for; the time it names; the banks and branches it names; what it is `of`,
    where it says so before 有多少 (惠商贷 of 惠商贷有多少家商户); and what is done with what, where it
    says so (先租, 终端 of 先租几台终端); and whether it is of branches in general."""

    names: tuple[str, ...]
    kind: str
    units: frozenset[str]
    words: str
    target: bool = False
    when: When | None = None
    places: frozenset[str] = frozenset()
    of: str = ""
    doing: tuple[str, ...] = ()
    each_branch: bool = False

    @property
    def done(self) -> bool:
        """Is it what is done, not what there is?"""
        return _DONE.search(self.names[0]) is not None

    @property
    def grown(self) -> bool:
        """Is it by how much something has grown?"""
        return _GROWN.search(self.names[0]) is not None


def measure_of(
    asked_for: Asked,
    spoken: Iterable[str],
    places: frozenset[str],
    lexicon: IndicatorLexicon,
    this_year: int = 0,
) -> Measure | None:
    """The measure of a question, None where it has none. `spoken` are the words with
    which it names the banks and branches of `places`; `this_year` is what 今年 means, 0 if nothing."""
    text = re.sub(r"\s+", "", asked_for.text).rstrip("?？。!！呢吗啊")
    for word in sorted(spoken, key=len, reverse=True):
        text = re.sub(rf"{re.escape(word)}(?:农商银行|农商行|银行|联社)?的?", "", text, count=1)
    when, text = _when(text, this_year)
    text = re.sub("^(?:的|时|时候|,|，|和|与|跟|、)+", "", text)
    text = re.sub("(?:[?？。,，;；]|那|呢)+$", "", text)
    text = re.sub("的(?=[一-鿿]{0,2}率)", "", text)
    target = _TARGET.search(text) is not None
    asked = _TARGET.sub("", text) if target else text
    if _OTHER.search(asked):
        return None
    said = _said(_STARTS.sub("", asked) or asked)
    if said is None:
        return None
    kind, units, name = _kind(said, not asked_for.units)
    if kind is None or len(name) < 2 or name in ("多少", "有多"):
        return None
    return Measure(
        _names(name, lexicon.same), kind, units, asked, target, when, places, said.of, said.doing
    )


def measure_named(name: str, lexicon: IndicatorLexicon) -> Measure | None:
    """The measure of a name alone: a rate, an average, or a number of things; None for others."""
    if len(name) < 2 or _SUM.search(name):
        return None
    target = _TARGET.search(name) is not None
    name = _TARGET.sub("", name)
    each = "支行" in name
    names = _names(re.sub("^各?家?支行的?", "", name), lexicon.same)
    if _RATE.search(name):
        return Measure(names, RATE, _RATE_UNITS, name, target, each_branch=each)
    if _AVERAGE.search(name):
        return Measure(names, SUM, frozenset(), name, target, each_branch=each)
    return Measure(names, COUNT, _STANDING, name, target, each_branch=each)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says: what is measured, the unit it is counted in or "", what of whom before
    有多少, and what is done with what, if anything."""

    measured: str
    unit: str = ""
    of: str = ""
    doing: tuple[str, ...] = ()
    counted: bool = False


def _said(text: str) -> _Said | None:
    if _OTHER_UNIT.search(text):
        return None
    for pattern in (_FIRST, _AFTER):
        if match := pattern.match(text):
            of = match.groupdict().get("of") or ""
            return _Said(_trimmed(match["thing"]), match["unit"], _before(of), counted=True)
    match = _BEFORE.match(text)
    if match is None:
        return None
    before, thing = _before(match["measured"]), _trimmed(match["thing"])
    if before.endswith(thing):
        thing = ""
    doing = (before, thing) if before and thing else ()
    counted = bool(thing) or match["measured"].endswith("有")
    return _Said(before + thing, match["unit"], "", doing, counted)


def _before(text: str) -> str:
    return _ENDS.sub("", _STARTS.sub("", text))


def _trimmed(text: str) -> str:
    return re.sub("(?:了|呢|来着)$", "", text)


def _kind(said: _Said, fitting: bool) -> tuple[str | None, frozenset[str], str]:
    """(kind, base units, name); kind is None where a measure is of none. `fitting` says whether the
    question leaves the unit open."""
    measured, unit = said.measured, said.unit
    if not unit and _RATE.search(measured):
        return RATE, _RATE_UNITS, measured
    if not unit and _SUM.search(measured):
        return SUM, frozenset({"元"}), re.sub("(?:金额|总额)$", "", measured) or measured
    if not unit and (counted := _NUMBER_OF.search(measured)):
        unit = counted.group(1) or "家"
        measured = measured[: counted.start()] or measured
    if not unit and _GROWN.search(measured):
        return RATE, _RATE_UNITS | {"元"}, measured
    if not unit and fitting:  # 月代发多少: of any unit
        kind = COUNT if said.counted else SUM
        return kind, PEOPLE | _PLACES | _COUNTED if said.counted else frozenset(), measured
    if not unit or unit in "点年月":
        return None, frozenset(), measured
    if unit in PEOPLE and unit != "个":
        return COUNT, PEOPLE, measured
    return COUNT, _ALIKE.get(unit, frozenset({unit})), measured


def _names(name: str, same: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A name with those that mean the same: the longest one that it ends in decides."""
    names = {name: None}
    endings = [(word, group) for group in same for word in group if name.endswith(word)]
    if endings:
        word, group = max(endings, key=lambda pair: len(pair[0]))
        names |= {name.removesuffix(word) + other: None for other in group}
    if name.endswith("利率") and not name.endswith("年利率"):
        names[name.removesuffix("利率") + "年利率"] = None
    return tuple(names)


def _when(text: str, this_year: int) -> tuple[When | None, str]:
    """The time a question names, and the question without it."""
    start = _WHEN.search(text)
    match = _DATED.match(text, start.start()) if start else None
    if match is None or not match.group():
        return None, text
    said = match["year"]
    ago = 0 if said == "今" else 1
    year = int(said) if said and said.isdecimal() else None
    if said and not said.isdecimal() and this_year:
        year = this_year - ago
    when = When(
        year,
        int(match["month"]) if match["month"] else None,
        int(match["day"]) if match["day"] else None,
        bool(match["edge"]) and match["edge"] != "初",
    )
    rest = text[: match.start()] + text[match.end() :]
    if said == "今" and not match["month"]:  # by now
        return None, rest
    return when, rest

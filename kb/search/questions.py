"""What a question asks for: an amount of some unit, a time, a bank, a person, or a way.

Only the wording decides. A text that asks for none of these is not a question that can be answered.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from enum import Enum

from kb.text import Quantity, quantities, scaled


class Wanted(Enum):
    """What would be an answer."""

    AMOUNT = "多少"
    TIME = "什么时候"
    BANK = "哪家"
    PERSON = "谁"
    WAY = "怎么"


MONEY = frozenset("元 角 美元 欧元 港元".split())
RATES = frozenset("% ‰ 个百分点 百分点 个基点 基点 个点 bps BPS bp BP 成 倍".split()) | {""}
SPANS = frozenset("个工作日 工作日 个季度 个星期 个小时 小时 个月 分钟 课时 年 周 天 日 秒".split())
PEOPLE = frozenset("人 名 位 个 人次".split())

_MANY = r"(?:多少|几多|几|好多(?=钱|块|元))"
# Kind of unit → how it is asked for. The first match decides.
_UNITS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (
        SPANS,
        re.compile(
            rf"多久|多长时?间?|{_MANY}个?(?:工作日|小时|分钟|季度|星期|[天周月年](?![初底末份]))"
        ),
    ),
    (
        RATES,
        re.compile(
            rf"百分之{_MANY}|{_MANY}个?(?:百分点|基点|成|倍)"
            rf"|(?:率|比例|占比|比重|百分比|利息)[^，,。？?]{{0,6}}(?:多少|多高|多大|几)"
            r"|(?:多少|多高|多大)的?(?:[^，,。？?]{0,4}率|比例|占比|利息)"
        ),
    ),
    (
        MONEY,
        re.compile(
            rf"(?:多少|好多)钱|{_MANY}[百千万亿]*(?:块|元)|(?:借|贷|花|挣|赚|给|拿|领|赔|奖|补|罚|扣|投|存|收)[了过到得回的]{{0,2}}多少"
            r"(?![个人户笔家次天年月]|[百千]?分)"
            r"|(?:额度?|金额|余额|存款|贷款|奖励|课酬|工资|成本|投入|利润|收入|补贴|费用?|奖金|报酬|津贴)"
            r"[^，,。？?]{0,5}(?:多少|多大|多高|几[百千万亿])"
            r"|多少的?(?:额度|金额|贷款|存款|余额|补贴|奖励|成本|资金|费用|奖金)"
        ),
    ),
    (PEOPLE, re.compile(rf"{_MANY}个?(?:人|名|位|员工|客户经理|柜员|学员)")),
)
_COUNTED = re.compile(
    rf"{_MANY}(个?[户笔家村件条项场次台部辆张份期批组套支道款类种级层轮栋站岁亩斤米页本遍课]|个)"
)
_AMOUNT = re.compile(
    r"多少|几多|好多[钱块元]|得好多|多[大高长]|(?<![十好哪])几(?![乎经率何番度时])"
)
_KINDS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (Wanted.TIME, re.compile(r"什么时[候间]|何时|几时|哪[一]?[天年月日]|几[月号点](?!以)|啥时候")),
    (Wanted.AMOUNT, _AMOUNT),
    (Wanted.BANK, re.compile(r"哪[一几]?家|哪[个些](?:行|银行|农商)|哪里的行")),
    (Wanted.PERSON, re.compile(r"谁|哪[些个位][^，,。？?]?人|什么人|何人|哪位")),
    (
        Wanted.WAY,
        re.compile(
            r"怎[么样]|如何|咋|[靠按凭用]什么|什么(?:办法|措施|做法|方法|招)|哪些(?:办法|措施|做法|方法|情[况形])"
        ),
    ),
)

# What is measured, where the question names it right before 多少.
_MEASURED = re.compile(
    r"(利率|[一-鿿]率|[一-鿿]费|工资|补贴|补助|课酬|奖金|余额|存款|占比|比例|成本|利润|收入)"
    rf"(?:(?:是|有|为|能|可|要|大概|大约|一般|现在|达到?|[降升提增]高?[到至了])*)(?:{_MANY}|多高|多大)"
)
# What somebody is paid, and what only looks like it.
_PAY = re.compile("(?<!代发)(?:绩效|工资|薪酬|薪资|年薪|底薪|收入|奖金|报酬|补贴|津贴)")
_NO_PAY = re.compile("[扣罚]|折合|代发|[息务业]收入")
# The ends of clauses; a comma may stand in a number.
_CLAUSE = re.compile(r"[，；;。：:]|,(?![0-9]{3})")
# What is done by whom, where the question says so: 由谁主持, 谁来复评.
_DONE_BY = re.compile(r"(?:谁|哪些人|什么人)(?:来|去|负责|在)*(?![当做是有叫])([一-鿿]{2})")
_BY_WHOM = re.compile("(?:应该|都|应)?由谁")
# The post that someone is asked to be named for: 主持人是谁.
_POST = re.compile(
    "([一-鿿]{1,3}[长人员管理任记])(?:都|现在|一般)?(?:是|叫|为|由)(?:谁|哪位|什么人)"
)
_PLANNED = re.compile(
    "(?:计划|打算|准备|考虑)(?:在|于)?(?:回去|回行|返行|回来|今后|下一步|返回)|打算|力争"
)
_ASKS_PLAN = re.compile("目标|计划|打算|力争|争取|准备|预计|要|想|拟|将|达到")
# A bound of time that is no answer to 多久 unless the question names it: 逾期满60天.
_CONDITION = re.compile(r"(满|逾期|超过?|连续|近|未)$")

# Which bank or person has the most of something: only all of them together tell, no sentence does.
_COMPARES = re.compile(
    r"(?:最[高低多少大小早晚快慢好差长短久强弱先前]|第一(?![周季天期次])|更[高低多少大小早快慢好差]|比较[高低多少大小快慢好差])"
)
# An amount at most or at least is stated in such words.
_BOUNDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"最[高多大长久]|顶多|封顶"),
        re.compile(r"最[高多大长久]|不超过|不得超过|不高于|以内|以下|上限|封顶|至多|限|控制在"),
    ),
    (
        re.compile(r"(?:多少|几)[百千万亿]?[钱元块]?以上"),
        re.compile(r"以上|超过|不低于|起|≥|大于|高于"),
    ),
    (
        re.compile(r"最[低少小短]|起码"),
        re.compile(r"最[低少小短]|不低于|不少于|不得低于|以上|下限|至少|起"),
    ),
    (re.compile(r"最[早先快]"), re.compile(r"最[早先快]|首[先家次批个]|第一|率先")),
    (re.compile(r"最[晚后慢迟]"), re.compile(r"最[晚后慢迟]|前|内")),
)
_NEAR = 8
# How often something is done, and what says so.
_OFTEN = re.compile(r"(?:多久|多长时间|几个?[天年周月日季])[^，,。？?]{0,6}一[次回遍轮]")
_EVERY = re.compile(r"每|一[次回遍轮]|轮[流换]|按[日周旬月季年]")

# What is asked for by the month is not answered by a total, nor what is asked for in 万 by 9名.
_PERIODS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"[一每]个?月|月均"), re.compile("月")),
    (re.compile(r"[一每]年(?!期)|年均"), re.compile("年")),
    (re.compile(r"[一每][天日](?!都)|日均"), re.compile("[天日]")),
    (re.compile(r"[一每]个?(?:周|星期)|周均"), re.compile("周|星期")),
    (re.compile(r"[一每单]户|户均"), re.compile("[一每单]户|(?<![0-9])户均|每分")),
    (re.compile(r"(?<!水)平均|人均"), re.compile("均")),
    (re.compile(rf"第{_MANY}"), re.compile("第[0-9一二三四五六七八九十]+")),
    (re.compile(r"(?:多少|几)[百千]?[万亿]"), re.compile("[0-9]+(?:多|余)?[百千]?[万亿]")),
)

_DATE = re.compile(
    r"[0-9]{1,2}月|[0-9]{1,2}[日号]|(?<![0-9])[0-9]{1,2}[时点](?![间段])|[0-9]{1,2}[:：][0-9]{2}"
    r"|(?:19|20)[0-9]{2}年|每[周月季年天日][一二三四五六日天初末底]?|[年月季]初|[年月季][末底]|[上下]午|周[一二三四五六日]"
)
_PERSON = re.compile(
    r"行长|经理|主任|主管|会计|柜员|组长|站长|专员|律师|审计|纪检|党员|干部|代表|大户|店主|老人|[^成动人满会]员"
    r"|[信合风资审零办技人][^，。]{0,4}部|[^到走进]人[^数均次]"
)
# What is done, how or by which rule; not what it was like.
_WAY = re.compile(
    r"以(?![上下内外来前后往])|[由按凭靠把将先再改设定]|通过|采取|采用|实行|要求|规定|必须|不得|一律|即可|自动|[一二三]是|每[周月季年天日户人次]"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted by a `text` in normal form.

    `units` are the units that fit an amount, none where any does; `measured` is what the amount is
    of, and `done` what the person does, where the question says it so plainly that an answer must
    too. `paid` says that it asks what somebody is paid.
    """

    wanted: Wanted
    text: str
    units: frozenset[str] = frozenset()
    measured: str = ""
    done: str = ""
    paid: bool = False

    def fits(self, sentence: str) -> bool:
        """Does a sentence state something of the kind?"""
        rules = (*_BOUNDS, *_PERIODS) if self.wanted is Wanted.AMOUNT else _BOUNDS
        if any(asks.search(self.text) and not says.search(sentence) for asks, says in rules):
            return False
        if _OFTEN.search(self.text) and not _EVERY.search(sentence):
            return False
        match self.wanted:
            case Wanted.AMOUNT:
                if self.paid and not any(map(_states_pay, self.clauses(sentence))):
                    return False
                return self.measured in sentence and bool(self._amounts(sentence))
            case Wanted.TIME:
                return _DATE.search(sentence) is not None
            case Wanted.PERSON:
                return self._says_who(sentence)
            case Wanted.WAY:
                return _WAY.search(sentence) is not None
            case _:
                return True

    def takes_plan_for_fact(self, sentence: str) -> bool:
        """Is an amount one that is only planned, where the question asks for no plan?"""
        planned = self.wanted is Wanted.AMOUNT and _PLANNED.search(sentence)
        return bool(planned) and not _ASKS_PLAN.search(self.text)

    def _says_who(self, sentence: str) -> bool:
        """Does a sentence say who does it, or who holds the post that is asked about?"""
        if post := _POST.search(self.text):
            name = post.group(1)
            holds = rf"{name}(?:一般|都|全部|统一)?(?:是(?!否)|由|为|[:：])|[任当做][^，。；;]{{0,6}}{name}"
            return re.search(holds, sentence) is not None
        if not self.done:
            return _PERSON.search(sentence) is not None
        by = re.search(
            rf"(?:[^，。；;]*[，;；])?[^，。；;]*由[^，。；;]{{1,24}}{self.done}", sentence
        )
        what = self.text[: match.start()] if (match := _BY_WHOM.search(self.text)) else ""
        pairs = [what[at : at + 2] for at in range(max(0, len(what) - 4), len(what) - 1)]
        return by is not None and (not pairs or any(pair in by.group() for pair in pairs))

    def _is_condition(self, before: str) -> bool:
        bound = _CONDITION.search(before)
        return bound is not None and bound.group(1) not in self.text

    def clauses(self, sentence: str) -> list[str]:
        """The clauses of a sentence that state a fitting amount."""
        stops = [match.start() for match in _CLAUSE.finditer(sentence)]
        ends = [0, *stops, len(sentence)]
        places = {bisect(ends, quantity.start) for quantity in self._amounts(sentence)}
        return [sentence[ends[place - 1] : ends[place]] for place in sorted(places)]

    @property
    def bounded(self) -> bool:
        """Is the most or the least asked for?"""
        return any(asks.search(self.text) for asks, _ in _BOUNDS)

    def bounds(self, sentence: str) -> bool:
        """Does a sentence say right next to an amount that it is the most or the least, where this
        is asked for?"""
        near = [
            sentence[max(0, found.start - _NEAR) : found.end + _NEAR // 2]
            for found in self._amounts(sentence)
            if not sentence.startswith("一", found.start)  # 最多的一家
        ]
        limits = [says for asks, says in _BOUNDS if asks.search(self.text)]
        return any(says.search(text) for says in limits for text in near)

    def _amounts(self, sentence: str) -> list[Quantity]:
        found = quantities(sentence)
        if self.units == SPANS:
            found = [q for q in found if not self._is_condition(sentence[: q.start])]
        fitting = [(q, scaled(q.unit)[1]) for q in found]
        return [q for q, unit in fitting if unit in self.units or not self.units]


def asked_for(normal: str) -> Asked | None:
    """What a text in normal form asks for; None when it is no question of these kinds, or when only
    a comparison of all banks would tell."""
    for wanted, pattern in _KINDS:
        if pattern.search(normal):
            if wanted in (Wanted.BANK, Wanted.PERSON) and _COMPARES.search(normal):
                return None
            measured, done = _MEASURED.search(normal), _DONE_BY.search(normal)
            return Asked(
                wanted,
                normal,
                _units(normal) if wanted is Wanted.AMOUNT else frozenset(),
                measured.group(1) if measured and wanted is Wanted.AMOUNT else "",
                done.group(1) if done and wanted is Wanted.PERSON else "",
            )
    if re.search("多久", normal):
        return Asked(Wanted.AMOUNT, normal, SPANS)
    return None


def _states_pay(clause: str) -> bool:
    """Does a clause with an amount say what somebody is paid, not what is taken off it?"""
    return _PAY.search(clause) is not None and _NO_PAY.search(clause) is None


def _units(normal: str) -> frozenset[str]:
    for units, pattern in _UNITS:
        if pattern.search(normal):
            return units
    if counted := _COUNTED.search(normal):
        noun = counted.group(1).removeprefix("个")
        return frozenset({noun, f"个{noun}"}) if noun else frozenset({"个"})
    return frozenset()

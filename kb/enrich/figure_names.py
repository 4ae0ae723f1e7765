"""The name of what a figure counts or measures, by the grammar of its clause.

A number stands after its head noun (公积金贷款余额达3.2亿元, 活跃率为76%) or before what it counts
(52名选手).
"""

from __future__ import annotations

import re

from kb.enrich.clause_heads import (
    CHANGED,
    RATE_END,
    head_of,
    last_clause,
    ranked_head,
    shared_head,
    since_stop,
    without_lead,
    without_leads,
)
from kb.enrich.figure_signs import NEAR

_COMPARED = re.compile(
    r"(?:同比|环比|(?:优于|高于|低于|高出|领先|落后|[较比])[^，,。；;0-9]{0,8}|[较比][^，,。；;]{1,14}[高低多少]出?)$"
)
_TIMED = re.compile("同比|环比|[年月季周期次初末底]")
_DOWN = frozenset("下降 降低 减少 缩短 压降 压减 少 少增 少收 下调 放缓 压缩 缩减 -".split())
_ACTS = ("压降", "压减")
_SHIFTS = ("上调", "下调")
# What says only that it is the sum of what was counted before: 续贷86户，金额1.3亿元.
_SUM_OF = frozenset(("金额", "余额", "总额", "本金"))
_LENT = re.compile(
    r"^(?P<noun>[一-鿿]{0,4}?(?:贷款余额|存款余额|贷款|存款|额度|资金|奖金|补贴|保证金|利润|罚款|基金|[一-鿿]费))(?![前后中审])"
)
_SHARE_VERB = re.compile(r"占(?!用|地)[^，,。；;0-9]{0,12}$")
_SHARE_BEFORE = re.compile("占(?!用|地|比)[^，,。；;0-9]{1,14}[0-9][0-9.]*%$")
_PARTS_OF = re.compile(r"(?:结构|构成|占比|比重|分布)[^，,。；;：:]{0,4}(?:[：:]|$)")
_NARROWED = re.compile(r"(?:贷款|存款|收入|成本|利润|额|额度|余额)$")
_PLAIN = re.compile(r"(?:各项|各类|人民币|本外币|年末|期末|月末|总|行|单户|户均|新增|发放|投放)*")
_PLAN = re.compile(
    r"(?:计划|目标|任务|预算|序时进度?)(?:数|总数|额)?(?:[0-9][0-9.,]*[万亿]?[^0-9，。的]{0,2}(?=的))?的?$"
)
_TO_REACH = re.compile("[升降增减压提扩缩][^，,]{0,2}[到至]")
_PLAN_RATES = {"任务": "任务完成率", "目标": "目标完成率"}
# What an amount is called already.
_ENDS = re.compile(
    r"(?:额|额度|余额|存款|贷款|再贷款|收入|利润|费|工资|年薪|薪酬|绩效|奖金|基金|资金|资本|成本|费用|价|标准|上限|下限|收益|提成|补贴|流水|资产|面值"
    r"|[人户笔件张家次量数]数?|量|数|得分|评分|年龄|岁|用时|耗时|时间|时长|期限|天数|面积|限额|利差|利率)$"
)
_AFTER = re.compile(r"^(?:的)?(?P<noun>[一-鿿]{2,6})")
# What was done to those who are counted: 11人被降级, 3人被停贷.
_UNDERGONE = re.compile(r"^被(?P<what>[一-鿿]{2})(?=[，。；、,;]|$)")
# What all of them passed: 36人全部通过出师考试.
_PASSED = re.compile(
    r"^(?:全部|均|都|已|一次性|顺利)+(?P<what>(?:通过|考取|取得)[一-鿿]{2,8})(?=[，。；、,;]|$)"
)
_RATE_HEAD = re.compile(
    r".*(?:的|了|在|把|将|以|其|全行|本行|我行|该行|支行|平均|目前|全年|实现|使|后|和|与|及|较|比|由|从|村(?!级)|于|按(?!揭)|银行|农商行|联社|[年月季][底末]前|各项贷款)"
    r"(?=[\u4e00-\u9fff]{2,}$)"
)
# A part of what was counted before, and the words behind it that only say where it is.
_PART = re.compile("其中(?:[^，,。；;0-9]{0,4}[0-9]+[^，,。；;0-9]{1,12}[、，,])*$")
_PLACED = re.compile("(?:[设建布]?在|位于|来自|属于?)")
# What follows a counted unit without being what is counted.
_NO_NOUN = re.compile(
    r"^(?:(?:提高|提升|上升|下降|降低|增加|减少|扩大|缩短|压降|压减|压缩|缩减|精简|调减|扩充|拓展|延伸|发展|增|减|压|降|缩|扩)[到至为]|内(?![容部勤训])|[的，。；以由在为是将把被向从按均已需须可应要就也都则又再还未不无没并而且或和与及占比至到左右上下多余外起后前间"
    r"每各另共全其分较]|赴|来自|前往|背对背|转[做任岗为]|通过|过关|参加|参与|放弃|左右|以[上下内]|分别|限|先后|达到|完成|进行|形成|左右|当[天日场月年]|增|降|提|连|同|超|用了|花|[中里]|试)"
)
# People are named to the end of their word (6名驻村客户经理), others by four characters at most.
_PEOPLE = re.compile(r"[一-鿿]{1,4}?(?:经理|主任|行长|干部|代表|青年|村官|骨干|书记)")
_CUT_NOUN = re.compile(
    r"[的了在由为是将把被向从按已需须可应就也都则并而和与及占到至放不轮参进走跑上做堆躺摆]|平(?![板台安])|(?<![标书])签"
)


def head_before(before: str) -> str:
    """The noun before a figure, its own or that of the figure in a clause before it, whose noun it
    leaves out (用信率29.6%，最低的19.8%); "" when nothing near it is one."""
    clause, rest = last_clause(before[-NEAR:])
    return head_of(clause) or shared_head(rest)


def own_head(before: str) -> str:
    """The same, but only of the clause of the figure."""
    return head_of(last_clause(before[-NEAR:])[0])


def sum_of_counted(before: str) -> str:
    """What a sum is of which a clause says no more than 金额 or 余额: what the figure before it counts
    (办理续贷86户，金额1.3亿元); "" for another figure."""
    clause, rest = last_clause(before[-NEAR:])
    head = head_of(clause)
    if head not in _SUM_OF:
        return ""
    counted = re.sub("[户笔人件]数?$", "", shared_head(rest))
    return counted + head if len(counted) >= 2 and not is_rate(counted) else ""


def lent_after(after: str) -> str:
    """What a sum of money is, when it stands after it (35万元养殖贷款); "" when nothing does."""
    found = _LENT.match(after.removeprefix("的"))
    if found is None or _CUT_NOUN.search(found["noun"]):
        return ""
    return found["noun"]


def noun_after(after: str) -> str:
    """What is counted by a number, when it stands after it (52名选手); "" when nothing does."""
    if undergone := _UNDERGONE.match(after):
        return undergone["what"]
    if passed := _PASSED.match(after):
        return passed["what"]
    found = _AFTER.match(after)
    if found is None or _NO_NOUN.match(found["noun"]):
        return ""
    noun = _CUT_NOUN.split(found["noun"])[0]
    if people := _PEOPLE.match(noun):
        return people.group()
    return noun[:4] if len(noun) >= 2 else ""


def share_name(before: str, after: str, unit: str) -> str:
    """The name of a percentage or of points: the rate, share or change that it is; "" if unknown."""
    clause, rest = last_clause(before[-NEAR:])
    bare = without_leads(clause)
    acts = _TO_REACH.search(clause[len(bare) :]) is not None  # 计划降至: no share of a plan
    if plan := _PLAN.search(clause) or (None if acts else _PLAN.search(bare)):
        return _PLAN_RATES.get(plan.group()[:2], "计划完成率")
    if unit == "%" and (share := _SHARE_VERB.search(bare)):
        head = head_of(bare[: share.start()]) or shared_head(rest) or noun_after(after)
        return _named(head, "占比")
    if change := CHANGED.search(clause) or CHANGED.search(bare):
        own = head_of(clause[: change.start()])
        if not own and unit == "个百分点" and _SHARE_BEFORE.search(rest):
            return "占比变化"  # 占全县按揭市场的38.7%，同比提高5.2个百分点
        head = own or shared_head(rest)
        return _named(_without_end(head), _change(_how(change), unit))
    if unit == "个百分点" and (other := _COMPARED.search(clause)):
        head = head_of(clause[: other.start()]) or shared_head(rest)
        return _named(head, "变化" if _TIMED.search(other.group()) else "差距")
    head = head_of(bare) or ranked_head(clause, rest)
    if unit == "%" and re.fullmatch("增长|下降|增幅|降幅|增速", head):
        return _named(shared_head(rest), head)
    if unit == "%" and head and not RATE_END.search(head) and _PARTS_OF.search(rest):
        return _named(head, "占比")
    return head if RATE_END.search(head) else ""


def nearest_rate(before: str, unit: str) -> str:
    """The rate that a figure is of: the nearest one before it; a change of a rate is its 变化."""
    for stretch in (since_stop(before), before[-60:]):
        found = None
        for match in re.finditer(
            r"[\u4e00-\u9fff]{1,9}?(?:率|息差|占比|比重|比例|增幅|降幅|增速|份额|集中度)", stretch
        ):
            found = match
        if found:
            name = found.group()
            if found.start() and stretch[found.start() - 1].isdecimal():
                name = re.sub("^[年月日](?=[一-鿿]{2})", "", name)  # 2019年不良率
            if head := _RATE_HEAD.match(name):
                name = name[head.end() :]
            change = unit == "个百分点" or (unit == "BP" and "率" in name)
            return without_lead(name) + "变化" * change
    return ""


def change_name(before: str, suffix: str) -> str:
    """The name of an amount by which something changed: 付息成本减少1,130万元; "" where nothing
    changes."""
    clause, rest = last_clause(before[-NEAR:])
    change = CHANGED.search(clause)
    if change is None:
        return ""
    if _how(change) in ("新增", "净增") and (suffix != "金额" or change.group() == _how(change)):
        return ""
    own = head_of(clause[: change.start()])
    if "分别" in clause and (of := _of_same_unit(rest, suffix)):
        own = of  # 余额6亿元，企业688户，较年初分别增加1亿元、97户
    if not own and (_how(change) in _ACTS or (_how(change) in _SHIFTS and suffix != "金额")):
        return _how(change) + suffix  # 已压降58户: not of what the clause before counts
    head = own or shared_head(rest)
    if not head:
        return ""
    ends = "减少额" if _how(change) in _DOWN else "增加额"
    return _named(head, ends if suffix == "金额" else "变化")


def _of_same_unit(rest: str, suffix: str) -> str:
    """The noun of the last figure of a text that has the unit of a suffix (金额, 户数)."""
    unit = "[万亿]?元" if suffix == "金额" else f"万?{suffix[:1]}"
    found = None
    for match in re.finditer(
        rf"(?P<before>[^，,。；;0-9]{{2,20}})[0-9][0-9.,]*{unit}(?![一-鿿])", rest
    ):
        found = match
    return head_of(found["before"]) if found else ""


def each_before(before: str, unit: str) -> str:
    """What is counted, where the text says it before by the same unit: 给每台平板配了流量卡，全行210台;
    "" when it does not."""
    found = re.search(rf"每[一]?{re.escape(unit)}(?P<noun>[一-鿿]{{2,6}})", before[-NEAR:])
    return noun_after(found["noun"]) if found else ""


def counted_before(before: str, after: str, unit: str) -> str:
    """What parts of a number are, by that number before them: 建了233个小站，其中118个设在村部; "" where the
    clause says more."""
    part = _PART.search(before)
    if part is None or not _PLACED.match(after):
        return ""
    whole = re.search(
        rf"[0-9]{re.escape(unit)}(?P<noun>[一-鿿]{{2,6}})[，,]?$", before[: part.start()]
    )
    return noun_after(whole["noun"]) if whole else ""


def says_amount(head: str) -> bool:
    """Does a head end in the name of an amount?"""
    return _ENDS.search(head) is not None


def narrows(head: str, word: str) -> bool:
    """Does a head say more than the word at its end: 公积金贷款余额 more than 贷款余额, but 各项贷款余额
    does not?"""
    more = head.removesuffix(word)
    return len(more) > 1 and bool(_NARROWED.search(head)) and not _PLAIN.fullmatch(more)


def is_rate(head: str) -> bool:
    """Is a head the name of a rate or share, which counts and amounts are not of?"""
    return RATE_END.search(head) is not None


def joined(head: str, suffix: str) -> str:
    """A head with the suffix of its unit, unless it says that already: 选手人数, 平均年龄."""
    return head if _ENDS.search(head) and suffix != "占比" else _named(head, suffix)


def _named(head: str, suffix: str) -> str:
    if not head:
        return ""
    return head + suffix if not head.endswith(suffix) else head


def _without_end(head: str) -> str:
    """A head without the word of change at its end: 增幅 of an 增幅 says no more."""
    return re.sub("(?:增幅|降幅)$", "", head) or head


def _how(change: re.Match[str]) -> str:
    return change["how"] or change["more"] or ""


def _change(how: str, unit: str) -> str:
    if unit != "%":
        return "变化"
    return "降幅" if how in _DOWN else "增幅"

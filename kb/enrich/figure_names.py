"""The name of what a figure counts or measures, by the grammar of its clause.

A number stands after its head noun (公积金贷款余额达3.2亿元, 活跃率为76%) or before what it counts
(52名选手). The head is the run of characters before the number, without what leads to the number
(达到, 约, 累计), and after the last word that only joins (的, 由, 其中).
"""

from __future__ import annotations

import re

from kb.enrich.figure_signs import NEAR

# Characters that a name keeps of the end of a long head.
_LONGEST = 10
_MARK = re.compile(r"[，,；;。！？!?：:\n|｜/、（(](?![0-9]{3}(?![0-9]))")
# 1.2万户、3.4亿元: both are of what stands before the first.
_ROW = re.compile(r"[0-9][0-9.,]*[^，。；、,;0-9]{1,4}[、和,]$")
# What leads from the head to the number.
_LEAD = re.compile(
    r"(?:达到?|一律|全部|为|是|(?<![签预公合节续制契违履相邀集])大?约合?|(?<![许认])可|近|超过?|突破|逾|仅有?|只有|[现共已建设]有|有|共计?|累计|合计|总计|已经?|就|各|了|的|在|到|至"
    r"|不(?:足|到|超过|少于|多于)|不?[低高大小]于|[定设核]为|定在|至[少多]|高达|多达|最[高低多少快慢长短大小早晚](?:的|不)?|稳定|保持|控制|分别|大|再"
    r"|(?:提高|提升|上升|下降|降低|增加|减少|扩大|扩充|缩短|压降|压缩|升|增|降|减|缩|扩|并|提|压)[到至为]|每[月年天日季周人户亩]|人均|月均|户均"
    r"|[由从自][^，,。；;]{1,16}?(?:提高|提升|上升|下降|降低|增加|减少|扩大|扩充|缩短|压降|压缩|精简|放宽|延长|拓展"
    r"|升|增|降|减|缩|扩|并|压|提|调|涨|跌|变|改|拉)[到至为成]?"
    r"|(?<![积得评百部打计记扣学加总区划])分(?:为|成)?"
    r"|[由从自])$"
)
_CHANGED = re.compile(
    r"(?:(?:同比|环比|[较比][^，,。；;]{1,8}?)?)(?P<how>提高|提升|上升|下降|降低|增加|增长|减少|加快|放缓|缩短|压降|新增|净增|多增|少增|多收|少收|下调|上调|压减|压缩|缩减|\+|-)了?$"
    r"|[较比](?!例|重)[^，,。；;]{1,10}?(?P<more>[多少])出?$"
)
_COMPARED = re.compile(
    r"(?:同比|环比|(?:优于|高于|低于|高出|领先|落后|[较比])[^，,。；;0-9]{0,8}|[较比][^，,。；;]{1,14}[高低多少]出?)$"
)
_TIMED = re.compile("同比|环比|[年月季周期次初末底]")
_DOWN = (
    "下降",
    "降低",
    "减少",
    "缩短",
    "压降",
    "压减",
    "少",
    "少增",
    "少收",
    "下调",
    "放缓",
    "压缩",
    "缩减",
    "-",
)
_ACTS = ("压降", "压减")
_SHIFTS = ("上调", "下调")
# Words that only join: a head begins after the last of them.
_JOINS = re.compile(
    r"(?<!标)的|(?<=[一-鿿]{2})是(?!否)|了|把|将(?!军)|被|其中|以及|和(?!解)|与(?!会)|(?<![惠涉波普触遍])及(?!时|格)|按(?!揭|时|期)|对(?!公|私|账)|在(?!册|岗|线|校|用)|于|让(?!利)"
    r"|使(?!用)|给(?!付)|由|从(?!业)|向|全行|全辖|全[镇村县市省乡]|该行|我行|本行|辖内|目前|现有|同比|环比|每季度|每[户人笔天月年周季个村年名家亩台张件次]|实现|发现|拿出|完成(?!率)"
    r"|[0-9一二两三四五六七八九十]+(?:[年月日天]|个月|周)(?:末|底|初|份|内)?|[0-9][0-9.,]*[万亿]?(?:个百分点|个月|[天日]前|个[一-鿿]{0,2}村|[个户家人名笔件条项份张台场天次元%])?中?|[“”\"（）()《》]|[一-鿿]{2,4}(?:支行|农商银行|农商行)(?=[一-鿿]{2})|今年|去年|当年|全年|[上下]半年"
    r"|[上里中内]有(?![效码限])|每个?(?=[一-鿿])(?=月|年|天)|[一二三四]季度|年[末初底]|截至|以来|本周|首周|首月|连续|平均每"
)
# A figure at the end of a clause: what the next clause leaves out stands before it.
_FIGURE_END = re.compile(
    r"[0-9零一二两三四五六七八九十百千万亿点][0-9.,零一二两三四五六七八九十百千万亿点]{0,20}(?:个百分点|个村|[^0-9，,。]{0,2})(?:上下|左右|以[上下内]|大关)?$"
)
# What says only that it is the sum of what was counted before: 续贷86户，金额1.3亿元.
_SUM_OF = frozenset(("金额", "余额", "总额", "本金"))
# Who comes first or last in what the clause names: 评级面最高，为96.2%.
_RANKED = re.compile(
    r"(?:位?居|为|是)?(?:最[高低大小多少好差优快慢]|第一|首位|末位|榜首|居首|垫底|领先)$"
)
_LENT = re.compile(
    r"^(?P<noun>[一-鿿]{0,4}?(?:贷款余额|存款余额|贷款|存款|额度|资金|奖金|补贴|保证金|利润|罚款|基金|[一-鿿]费))(?![前后中审])"
)
_HEAD = re.compile(r"[A-Za-z一-鿿]{2,}$")
# What only leads to a noun at the beginning of a head: 本月外呼, 共退回, 年内净增, 里按揭余额.
_PREFIX = re.compile(
    r"^(?:[里内上](?=[一-鿿]{2})(?!海|门|部|控|勤|级|市|限|网|训|饶)|有(?!效|码|限|息|证|责|感|机)|共(?![同享建])|因(?!素|此)|均(?!值)|再(?!贷|付|就)|又|已经?|也|还(?!款|贷|本|息)|其中|且|但|以内"
    r"|[一两三四五六][周天月]后?(?=[一-鿿]{2})|当[月日天](?=[一-鿿]{2})|必须|因此|由此|据此|为此|带来|[正腊]月(?:里|间)?|累计|合计|总计|年内|月内|本月|上月|上个月|半年|[两一三四五六]小时|以[后前来下上]|之[后前]|晚上|上午|下午|现场|当场|现(?=[有已]|服务|管理|合作|签约|覆盖))+"
)
_ORDINAL = re.compile(r"^第[一二三四五六七八九十0-9]+(?:批次?|期|届|轮)?")
# What says only that something is done by now, within a head: 流动服务车已经办理业务.
_BY_NOW = re.compile("(?<=[一-鿿]{2})(?:已经|累计|共计|先后|陆续)(?=[一-鿿]{2})")
_BANK = re.compile("(?:农商银行|农商行|村镇银行|联社)$")
_NO_HEAD = frozenset(
    "其余 另有 还有 合计 共计 总计 最大 最小 最高 最低 总共 一共 只用 需要 要求 要达 达成 增长 下降 提高 减少"
    " 新增 净增 增加 同比 一行 一次 每次 一周 本周"
    " 月均 日均 年均 人均 户均 笔均 平均 当月 当年 单户 单笔 每户 一笔 剩余 分别 累计 先后 连续 控制".split()
)
_RATE_END = re.compile(
    r"(?:率|[占贷入本]比|比[例重]|增幅|降幅|增速|权重|系数|(?<![方全表页层平地桌柜见门封局])面|(?<![额年季月制力程角幅态温速高深长宽])度)$"
)
_SHARE_VERB = re.compile(r"占(?!用|地)[^，,。；;0-9]{0,12}$")
_PARTS_OF = re.compile(r"(?:结构|构成|占比|比重|分布)[^，,。；;：:]{0,4}(?:[：:]|$)")
_NARROWED = re.compile(r"(?:贷款|存款|收入|成本|利润|额|额度|余额)$")
_PLAIN = re.compile(r"(?:各项|各类|人民币|本外币|年末|期末|月末|总|行|单户|户均|新增|发放|投放)*")
_PLAN = re.compile(
    r"(?:计划|目标|任务|预算|序时进度?)(?:数|总数|额)?(?:[0-9][0-9.,]*[万亿]?[^0-9，。的]{0,2}(?=的))?的?$"
)
_PLAN_RATES = {"任务": "任务完成率", "目标": "目标完成率"}
# What an amount is called already.
_ENDS = re.compile(
    r"(?:额|额度|余额|存款|贷款|再贷款|收入|利润|费|工资|年薪|薪酬|绩效|奖金|基金|资金|资本|成本|费用|价|标准|上限|下限|收益|提成|补贴|流水|资产|面值"
    r"|[人户笔件张家次量数]数?|量|数|得分|评分|年龄|岁|用时|耗时|时间|时长|期限|天数|面积|限额|利差|利率)$"
)
_AFTER = re.compile(r"^(?:的)?(?P<noun>[一-鿿]{2,6})")
# What follows a counted unit without being what is counted.
_NO_NOUN = re.compile(
    r"^(?:(?:提高|提升|上升|下降|降低|增加|减少|扩大|缩短|压降)[到至为]|内(?![容部勤训])|[的，。；以由在为是将把被向从按均已需须可应要就也都则又再还未不无没并而且或和与及占比至到左右上下多余外起后前间"
    r"每各另共全其分较]|赴|来自|前往|背对背|转[做任岗为]|通过|过关|参加|参与|放弃|左右|以[上下内]|分别|限|先后|达到|完成|进行|形成|左右|当[天日场月年]|增|降|提|连|同|超|用了|花|[中里])"
)
# People are named to the end of their word (6名驻村客户经理), others by four characters at most.
_PEOPLE = re.compile(r"[一-鿿]{1,4}?(?:经理|主任|行长|干部|代表|青年|村官|骨干|书记)")
_CUT_NOUN = re.compile(
    r"[的了在由为是将把被向从按已需须可应就也都则并而和与及占到至放不平轮参进走跑签上做堆躺摆]"
)


def head_before(before: str) -> str:
    """The noun before a figure, its own or that of the figure in a clause before it, whose noun it
    leaves out (用信率29.6%，最低的19.8%); "" when nothing near it is one."""
    clause, rest = _last_clause(before[-NEAR:])
    return _head(clause) or _shared_head(rest)


def own_head(before: str) -> str:
    """The same, but only of the clause of the figure."""
    return _head(_last_clause(before[-NEAR:])[0])


def sum_of_counted(before: str) -> str:
    """What a sum is of which a clause says no more than 金额 or 余额: what the figure before it counts
    (办理续贷86户，金额1.3亿元); "" for another figure."""
    clause, rest = _last_clause(before[-NEAR:])
    head = _head(clause)
    if head not in _SUM_OF:
        return ""
    counted = re.sub("[户笔人件]数?$", "", _shared_head(rest))
    return counted + head if len(counted) >= 2 and not is_rate(counted) else ""


def lent_after(after: str) -> str:
    """What a sum of money is, when it stands after it (35万元养殖贷款); "" when nothing does."""
    found = _LENT.match(after.removeprefix("的"))
    if found is None or _CUT_NOUN.search(found["noun"]):
        return ""
    return found["noun"]


def noun_after(after: str) -> str:
    """What is counted by a number, when it stands after it (52名选手); "" when nothing does."""
    found = _AFTER.match(after)
    if found is None or _NO_NOUN.match(found["noun"]):
        return ""
    noun = _CUT_NOUN.split(found["noun"])[0]
    if people := _PEOPLE.match(noun):
        return people.group()
    return noun[:4] if len(noun) >= 2 else ""


def share_name(before: str, after: str, unit: str) -> str:
    """The name of a percentage or of points: the rate, share or change that it is; "" if unknown."""
    clause, rest = _last_clause(before[-NEAR:])
    bare = _bare(clause)
    if plan := _PLAN.search(clause) or _PLAN.search(bare):
        return _PLAN_RATES.get(plan.group()[:2], "计划完成率")
    if unit == "%" and (share := _SHARE_VERB.search(bare)):
        head = _head(bare[: share.start()]) or _shared_head(rest) or noun_after(after)
        return _named(head, "占比")
    if change := _CHANGED.search(clause) or _CHANGED.search(bare):
        head = _head(clause[: change.start()]) or _shared_head(rest)
        return _named(_without_end(head), _change(_how(change), unit))
    if unit == "个百分点" and (other := _COMPARED.search(clause)):
        head = _head(clause[: other.start()]) or _shared_head(rest)
        return _named(head, "变化" if _TIMED.search(other.group()) else "差距")
    head = _head(bare) or _ranked_head(clause, rest)
    if unit == "%" and re.fullmatch("增长|下降|增幅|降幅|增速", head):
        return _named(_shared_head(rest), head)
    if unit == "%" and head and _PARTS_OF.search(rest):
        return _named(head, "占比")
    return head if _RATE_END.search(head) else ""


def change_name(before: str, suffix: str) -> str:
    """The name of an amount by which something changed: 付息成本减少1,130万元; "" where nothing
    changes."""
    clause, rest = _last_clause(before[-NEAR:])
    change = _CHANGED.search(clause)
    if change is None:
        return ""
    if _how(change) in ("新增", "净增") and (suffix != "金额" or change.group() == _how(change)):
        return ""
    own = _head(clause[: change.start()])
    if not own and (_how(change) in _ACTS or (_how(change) in _SHIFTS and suffix != "金额")):
        return _how(change) + suffix  # 已压降58户: not of what the clause before counts
    head = own or _shared_head(rest)
    if not head:
        return ""
    ends = "减少额" if _how(change) in _DOWN else "增加额"
    return _named(head, ends if suffix == "金额" else "变化")


def each_before(before: str, unit: str) -> str:
    """What is counted, where the text says it before by the same unit: 给每台平板配了流量卡，全行210台;
    "" when it does not."""
    found = re.search(rf"每[一]?{re.escape(unit)}(?P<noun>[一-鿿]{{2,6}})", before[-NEAR:])
    return noun_after(found["noun"]) if found else ""


def without_lead(head: str) -> str:
    """A head without what only leads to its noun: 且签约率, 三周后拒访率."""
    trimmed = _PREFIX.sub("", head)
    return trimmed if len(trimmed) >= 2 else head


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
    return _RATE_END.search(head) is not None


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


def _last_clause(text: str) -> tuple[str, str]:
    """(the clause that a text ends in, what stands before it); figures in a row are skipped."""
    while row := _ROW.search(text[-24:]):
        text = text[: len(text) - len(row.group())]
    at = max((mark.end() for mark in _MARK.finditer(text)), default=0)
    return text[at:], text[: max(at - 1, 0)]


def _bare(clause: str) -> str:
    """A clause without what leads to its number."""
    while lead := _LEAD.search(clause[-24:]):
        clause = clause[: len(clause) - len(lead.group())]
    return clause


def _shared_head(text: str) -> str:
    """The noun of the figure that a text ends in, in at most three clauses; "" when there is none."""
    for _ in range(3):
        clause, rest = _last_clause(text)
        figure = _FIGURE_END.search(clause)
        if figure is None:
            return ""
        if head := _head(clause[: figure.start()]):
            return head
        text = rest
    return ""


def _ranked_head(clause: str, text: str) -> str:
    """The noun of a rate in a row of the first and the last (甲支行评级面最高，为96%；乙支行最低，仅71%);
    "" where the text before a clause ranks nobody, or the clause says something of its own."""
    if _RANKED.sub("", _bare(clause.strip())):
        return ""
    ranked = False
    for _ in range(4):
        clause, text = _last_clause(text)
        rank = _RANKED.search(clause)
        ranked = ranked or rank is not None
        if not ranked or not (rank or _FIGURE_END.search(clause)):
            return ""
        head = _head(clause[: rank.start()]) if rank else ""
        if _RATE_END.search(head):
            return head
    return ""


def _head(clause: str) -> str:
    bare = re.sub("(?:反而|也|还|又)$", "", _bare(clause.strip()))
    if change := _CHANGED.search(bare):
        bare = _bare(bare[: change.start()])
    start = max((join.end() for join in _JOINS.finditer(bare)), default=0)
    found = _HEAD.search(_ORDINAL.sub("", bare[start:]))
    if found is None:
        return ""
    whole = _BY_NOW.sub("", found.group())
    head = without_lead(whole)[-_LONGEST:]
    head = re.sub("(?<=[一-鿿]{2})[一每][笔户家个人名次件]$", "", head)
    return "" if head in _NO_HEAD or _BANK.search(head) else head

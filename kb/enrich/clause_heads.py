"""The head noun of a clause that a figure ends: 公积金贷款余额 of 年末公积金贷款余额达.

The head is the run of characters before the number, without what leads to the number (达到, 约, 累计),
and after the last word that only joins (的, 由, 其中).
"""

from __future__ import annotations

import re

# Characters that a name keeps of the end of a long head.
_LONGEST = 10
# The end of a clause; a comma between thousands is none.
_MARK = re.compile(r"[，,；;。！？!?：:\n|｜/、（(](?![0-9]{3}(?![0-9]))")
# The same, but for signs that may stand within a clause.
_STOP = re.compile(r"[，,；;。！？!?：:\n](?![0-9]{3}(?![0-9]))")
# 1.2万户、3.4亿元: both are of what stands before the first.
_ROW = re.compile(r"[0-9][0-9.,]*[^，。；、,;0-9]{1,4}[、和,]$")
_CHANGES = "提高|提升|上升|下降|降低|增加|减少|扩大|扩充|缩短|压降|压缩"
# What leads from the head to the number.
_LEADS = (
    # 余额达, 共有, 累计, 就是
    r"达到?|一律|全部|为|是|(?<![签预公合节续制契违履相邀集])大?约合?|(?<![许认])可|近|超过?|突破|逾|仅有?|只有|[现共已建设]有|有|共计?|累计|合计|总计"
    r"|已经?|就|却|则|[少多]则|各|了|的|在|到|至|力争|争取|做[到成]",
    # 不超过, 定为, 最低, 稳定（在）
    r"不(?:足|到|超过|少于|多于)|不?[低高大小]于|[定设核]为|定在|至[少多]|高达|多达|最[高低多少快慢长短大小早晚](?:的|不)?"
    r"|稳定|保持|控制|分别|大|再",
    # 提高到, 降至
    rf"(?:{_CHANGES}|升|增|降|减|缩|扩|并|提|压)[到至为]",
    # 每月, 户均
    r"每[月年天日季周人户亩件笔单张台吨头份次]|人均|月均|户均",
    # 由年初的80户增加到
    rf"[由从自][^，,。；;]{{1,16}}?(?:{_CHANGES}|精简|放宽|延长|拓展|升|增|降|减|缩|扩|并|压|提|调|涨|跌|变|改|拉)[到至为成]?",
    # 分为 of 分为三档, but not 得分
    r"(?<![积得评百部打计记扣学加总区划])分(?:为|成)?",
    r"[由从自](?:(?:20)?[0-9]{2}年|[去上今]年|同期|[0-9]{1,2}月)*(?:[年月季]?[末初底]|同期)?的?",
    # 比去年翻了（一番）
    r"(?<!占)[较比](?:(?:上年|去年|上月|上季度?)(?:末|底|同期)?|[年月]初|同期)(?:翻了?)?",
)
_LEAD = re.compile(f"(?:{'|'.join(_LEADS)})$")
# A change before the number, by its word (较年初增加) or compared with something (比去年多).
CHANGED = re.compile(
    r"(?:(?:同比|环比|[较比][^，,。；;]{1,8}?)?)(?P<how>提高|提升|上升|下降|降低|增加|增长|减少|加快|放缓|缩短|压降|新增|净增|多增|少增|多收|少收|下调|上调|压减|压缩|缩减|\+|-)了?$"
    r"|[较比](?!例|重)[^，,。；;]{1,10}?(?P<more>[多少])出?$"
)
# Words that only join: a head begins after the last of them.
_JOINING = (
    # Particles, but not within a word: 标的, 将军, 普及, 按揭.
    r"(?<!标)的|(?<=[一-鿿]{2})是(?!否)|了|把|将(?!军)|被|其中|以及|和(?!解)|与(?!会)|(?<![惠涉波普触遍])及(?!时|格)"
    r"|按(?!揭|时|期)|对(?!公|私|账)|在(?!册|岗|线|校|用)|于|让(?!利)|使(?!用)|给(?!付)|由|从(?!业)|向",
    # Of whom: 全行, 该行.
    r"全行|全辖|全[镇村县市省乡]|该行|我行|本行|辖内",
    # How often or compared with what: 目前, 同比, 每户.
    r"目前|现有|同比|环比|每季度|每[户人笔天月年周季个村年名家亩台张件次]",
    r"实现|发现|拿出|完成(?!率)",
    # Another number: 三月末, 52名.
    r"[0-9一二两三四五六七八九十]+(?:[年月日天]|个月|周)(?:末前?|底前?|初|份|内)?",
    r"[0-9][0-9.,]*[万亿]?(?:个百分点|周?岁及?以[上下](?=[一-鿿]{2})|个月|[天日]前|个[一-鿿]{0,2}村|[个户家人名笔件条项份张台场天次元%])?中?",
    r"[“”\"（）()《》]",
    # A branch before its figure: 城关支行贷款余额.
    r"[一-鿿]{2,4}(?:支行|农商银行|农商行)(?=[一-鿿]{2})",
    # When: 今年, 上半年, 年末.
    r"今年|去年|当年|全年|[上下]半年|[上里中内]有(?![效码限])|每个?(?=[一-鿿])(?=月|年|天)|[一二三四]季度|年[末初底]前?|明年|力争|争取|一共"
    r"|[半一两三]年[里内]|带队|通过|下来(?=[一-鿿]{2})|截至|以来|本周|首周|首月|连续|平均每",
)
_JOINS = re.compile("|".join(_JOINING))
# A figure at the end of a clause: what the next clause leaves out stands before it.
_FIGURE_END = re.compile(
    r"[0-9零一二两三四五六七八九十百千万亿点][0-9.,零一二两三四五六七八九十百千万亿点]{0,20}(?:个百分点|个村|[^0-9，,。]{0,2})(?:上下|左右|以[上下内]|大关)?$"
)
# A clause that only compares (高出全省平均水平3.9个百分点) has no noun of its own.
_COMPARES = re.compile("[也又还]?(?:高出|高于|低于|优于|领先|落后|多于|少于)")
# Who comes first or last in what the clause names: 评级面最高，为96.2%.
_RANKED = re.compile(
    r"(?:位?居|为|是)?(?:最[高低大小多少好差优快慢]|第一|首位|末位|榜首|居首|垫底|领先)$"
)
_HEAD = re.compile(r"[A-Za-z一-鿿]{2,}$")
# What only leads to a noun at the beginning of a head: 本月外呼, 共退回, 年内净增, 里按揭余额.
_BEFORE_NOUN = (
    # Single characters, but not within a word: 内控, 有效, 均值, 再贷款, 还款.
    r"(?:人家|对方|我们|他们)的?(?=[一-鿿]{2})",
    r"[里内上](?=[一-鿿]{2})(?!海|门|部|控|勤|级|市|限|网|训|饶)|有(?!效|码|限|息|证|责|感|机)|共(?![同享建])|因(?!素|此)|均(?!值)|就(?![业读医诊学餐])|可(?![疑用转抵回控视])"
    r"|再(?!贷|付|就)|又|已经?|也|还(?!款|贷|本|息)|其中|且|但|以内",
    # When: 三周后, 当月, 腊月里, 晚上.
    r"[一两三四五六][周天月]后?(?=[一-鿿]{2})|当[月日天](?=[一-鿿]{2})|[正腊]月(?:里|间)?|年内|月内|本月|上月|上个月|半年"
    r"|[两一三四五六]小时|以[后前来下上]|之[后前]|晚上|上午|下午|现场|当场|现(?=[有已]|服务|管理|合作|签约|覆盖)",
    # Why and how much: 因此, 带来, 累计.
    r"必须|因此|由此|据此|为此|带来|累计|合计|总计",
)
_PREFIX = re.compile(f"^(?:{'|'.join(_BEFORE_NOUN)})+")
_ORDINAL = re.compile(r"^第[一二三四五六七八九十0-9]+(?:批次?|期|届|轮)?")
# What says only that something is done by now, within a head: 流动服务车已经办理业务.
_BY_NOW = re.compile("(?<=[一-鿿]{2})(?:已经|累计|共计|先后|陆续)(?=[一-鿿]{2})")
_BANK = re.compile("(?:农商银行|农商行|村镇银行|联社)$")
_NO_HEAD = frozenset(
    "我们 你们 他们 人家 对方 其余 另有 还有 合计 共计 总计 最大 最小 最高 最低 总共 一共 只用 需要 要求 要达 达成"
    " 增长 下降 提高 减少"
    " 新增 净增 增加 同比 一行 一次 每次 一周 本周"
    " 月均 日均 年均 人均 户均 笔均 平均 当月 当年 单户 单笔 每户 一笔 剩余 分别 累计 先后 连续 控制".split()
)
RATE_END = re.compile(
    r"(?:率|息差|利差|[占贷入本]比|比[例重]|增幅|降幅|增速|权重|系数|(?<![方全表页层平地桌柜见门封局])面|(?<![额年季月制力程角幅态温速高深长宽])度)$"
)


def without_lead(head: str) -> str:
    """A head without what only leads to its noun: 且签约率, 三周后拒访率."""
    trimmed = _PREFIX.sub("", head)
    return trimmed if len(trimmed) >= 2 else head


def last_clause(text: str) -> tuple[str, str]:
    """(the clause that a text ends in, what stands before it); figures in a row are skipped."""
    while row := _ROW.search(text[-24:]):
        text = text[: len(text) - len(row.group())]
    at = max((mark.end() for mark in _MARK.finditer(text)), default=0)
    return text[at:], text[: max(at - 1, 0)]


def since_stop(text: str) -> str:
    """What a text ends in since its last stop; lists and brackets are kept in it."""
    return _STOP.split(text)[-1]


def without_leads(clause: str) -> str:
    """A clause without what leads to its number."""
    while lead := _LEAD.search(clause[-24:]):
        clause = clause[: len(clause) - len(lead.group())]
    return clause


def shared_head(text: str) -> str:
    """The noun of the figure that a text ends in, in at most three clauses; "" when there is none."""
    for _ in range(3):
        clause, rest = last_clause(text)
        figure = _FIGURE_END.search(clause)
        if figure is None:
            return ""
        head = head_of(clause[: figure.start()])
        if head and not _COMPARES.match(clause):
            return head
        text = rest
    return ""


def ranked_head(clause: str, text: str) -> str:
    """The noun of a rate in a row of the first and the last (甲支行评级面最高，为96%；乙支行最低，仅71%);
    "" where the text before a clause ranks nobody, or the clause says something of its own."""
    if _RANKED.sub("", without_leads(clause.strip())):
        return ""
    ranked = False
    for _ in range(4):
        clause, text = last_clause(text)
        rank = _RANKED.search(clause)
        ranked = ranked or rank is not None
        if not ranked or not (rank or _FIGURE_END.search(clause)):
            return ""
        head = head_of(clause[: rank.start()]) if rank else ""
        if RATE_END.search(head):
            return head
    return ""


def head_of(clause: str) -> str:
    """The noun that a clause ends in, before what leads to a number; "" when none does."""
    bare = re.sub("(?:反而|也|还|又|仍然?)$", "", without_leads(clause.strip()))
    if change := CHANGED.search(bare):
        bare = without_leads(bare[: change.start()])
    start = max((join.end() for join in _JOINS.finditer(bare)), default=0)
    found = _HEAD.search(_ORDINAL.sub("", bare[start:]))
    if found is None:
        return ""
    whole = _BY_NOW.sub("", found.group())
    head = without_lead(whole)[-_LONGEST:]
    head = re.sub("(?<=[一-鿿]{2})[一每][笔户家个人名次件]$", "", head)
    return "" if head in _NO_HEAD or _BANK.search(head) else head

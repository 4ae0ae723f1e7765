"""As of when a figure is, and whether it is a goal or a fact."""

from __future__ import annotations

import re

from kb.enrich.key_figures import KeyFigure

_DAY = (
    r"[本上当次]月[0-9]{1,2}[日号]|"
    r"(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}(?:月)?[-—–至到~～]{1,2}[0-9]{1,2}月(?:份|末)?"
    r"|(?:19|20)[0-9]{2}年?[-—–至到~～]{1,2}(?:19|20)?[0-9]{2}年"
    r"|(?:(?:19|20)[0-9]{2}年|[今去明当上]年)?第?[1-4一二三四]季度(?:末|以来)?"
    r"|(?:(?:19|20)[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:开业|上线|成立|推广|实施|活动|试点|启动|推行|开办|投产|运行|改制|挂牌)以来"
    r"|(?:(?:19|20)[0-9]{2}年|[今去明后前上当]年)?[0-9一二三四五六七八九十]{1,3}月(?:份|末|底|初|上旬|中旬|下旬|以来)?"
    r"|(?:19|20)[0-9]{2}年(?:[一二三四]季度|[上下]半年|末|底|初|以来)?"
)
_WORDS = (
    "[今去前上]年全年|今年以?来|年初以来|近[两三四五六七八九十]年(?:来)?|[两三四五六七八九十](?:年|个月)来|前(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:个月|季度)|(?:春耕|秋收|春节|旺季|活动|试点|国庆|双节|假期)期间|本年|(?:开业|上线|成立|推广|实施|活动|试点|启动)以来|今年[一二三四]季度|明年[一二三四]季度|明年|去年(?:末|底|同期)?|上年(?:末|底|同期)?|今年|全年|上半年|下半年"
    "|[一二三四]季度(?:末)?|年初|年末|年底|月末|本周|上周|当月|上月|本月|首月|首周|近[一二三四五六七八九十]周|当前|目前|眼下|如今|过去|日前|近日"
)
_TIME = re.compile(rf"(?:{_DAY}|{_WORDS})")
_IS_DAY = re.compile(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月|[0-9]{1,2}月[0-9]{1,2}[日号]")
_TIMES_LISTED = re.compile(rf"(?:{_DAY})(?:[、和](?:{_DAY})){{1,5}}")
_AMOUNTS_TO = re.compile(r"(?:是|为|相当于|达到?|不到|超过|近)(?=$|[0-9]{0,4}年?$)")
# A day that a sentence counts to, and words that only say from when: 截至8月10日，本年累计发放…
_COUNTED_TO = re.compile(rf"截[至止](?:{_DAY})[^。；;]*$")
_SINCE = re.compile("本年|今年(?:以?来)?|年初以来|当年|全年")
# What happened on a day named before it: 2021年3月上线移动展业，首月办贷260笔.
_OF_THAT_DAY = re.compile("首[月周]|当[月年天日周]|当季度?")
# Who is meant, behind a time: 一季度60岁以上客户.
_GROUP = re.compile("[0-9.,]+(?:周?岁|万?元|天|个月)及?以[上下内]")
_THAN = re.compile(r"(?:较|比|同比|对比|相比)$")
_TO_REACH = (
    r"(?<![主需只重必摘概简首])要"
    r"(?=[^，。；]{0,16}(?:提[高升]|增[加长]|压[降缩]?|降低?|扩大|做|升|拉高?)[到至])"
)
# What is to be reached by a day: 年底前把转化率提高到30%.
_BY_DAY = (
    r"(?:年底|年末|月底|季末|半年末|[0-9]{1,2}月(?:底|末)?|明年[^，。；]{0,4}|20[0-9]{2}年(?:底|末)?)(?:之前|以前|前)[，,]?(?:将?把|力争|要|实现|使)?[^，。；]{0,12}"
    r"(?:(?:提高|提升|降低?|压降?|压缩|增加?|扩大|做|拉|控制|达)[到至在]|达|不低于|新增|净增|清收)(?![了过])"
)
# The task that a branch or a person was given: 南门支行的任务是6000万元.
_TASK = r"任务(?:是|为|额为?|定为|指标[是为]?)(?=$|[0-9一二三四五六七八九十百千万不])"
_TARGET = re.compile(
    rf"{_BY_DAY}|{_TASK}|力争|预算安排|的目标(?=[是为])|(?<!按)(?<!合)要求[^，。；]{{0,24}}?(?:达到?|不低于|不少于|控制在|降[到至])|(?<!完成)(?<!完成年度)(?<!完成全年)(?<!的)目标(?!客户|任务)|要(?:达到?|控制在|不低于)|{_TO_REACH}|(?<!财务)计划(?!财务|部|的|任务|数|内)|打算|预计|(?<!最[高多长大])可(?:增加|节省|降低|提高|达)|争取|确保(?:[^，。]{{0,6}}达|[^，。；]{{0,14}}$)|(?<!模)拟(?!合|人|真)"
    r"|(?:提出|规划|部署|锚定|瞄准|明确)[，,：:“]{0,2}(?:[^，。；]{0,8}[，,])?(?:力争)?到(?:20[0-9]{2}年|[“”十四五]{3,5})"
    r"|将(?=在|于|达|扩|增|新|继续|提高|降)|(?<!损失)(?<!减值)准备(?!金|充足|率)|预期"
    r"|到(?:明年|后年|20[0-9]{2}年|年底)(?:[0-9]{1,2}月)?[底末]?前?[，,]?[^，。；0-9]{0,4}要(?![求点领闻件素])"
)
# What somebody advises to reach: 建议把审批时限压缩到3天; not what others have: 建议学习其…….
_ADVISED = re.compile(
    r"(?:建议|倡议|提议)(?![^。；]{0,30}?(?:学习|借鉴|参照|参考|其|该行|做法|经验))[^。；]{0,30}?"
    r"(?:提[高升]|增[加长]|压[降缩减]?|缩[短减]|降低?|扩大|升|拉高?|控制|达)(?:到|至|在)(?!了)[^。；]{0,30}$"
)
# What is of a time to come: 明年发卡8000张; not 明年到期3亿元.
_TO_COME = re.compile(
    r"(?:明年|后年|来年|下一?年度|下个?[月季]度?|下一?阶段)(?![^，。；]{0,8}到期)"
)
_LIMIT = re.compile(r"以[上下内]$")
# A limit at the end of its clause is the goal itself: 力争用信率达到40%以上。
_GOAL = re.compile(
    rf"{_TO_REACH}|力争|要求|目标|争取|确保|控制在|计划|(?<!今)明年|{_BY_DAY}|打算|建议|倡议"
    r"|(?<!模)拟(?!合|人|真|定|订|出)[^。；]{0,40}(?:达到?|提[高升]到|完成|新增|净增)$"
)
_ENDS_CLAUSE = re.compile(
    r"(?:[（(]含[）)])?及?以[上下内](?:(?![的贷])[一-鿿]){0,4}\s*(?:$|[，。；、,;！])"
)
_PLAN = re.compile("的?(?:任务|计划|目标|预算)")


# A later clause that says what came of the plan: 计划新增12亿元，上半年实际新增7.3亿元.
_REACHED = re.compile(
    r"[，；,;][^，。；,;]{0,12}(?:实际(?!控制|需求|情况|用途)|已经?(?![定批]))[^，。；,;]{0,12}$"
)
# What learners say of themselves is to come after these, but not behind what is so now or was done.
_WILL = re.compile(
    r"(?:返程|归来)[之以]?后|回(?:去|来|行|到[^，。；]{1,10})(?![的路途程车])[之以]?后?|下一?步|下[个]?[月周季]|接下来|(?:支行|全行|总行|各?部室?|各行|各网点)要(?![求点件])|(?<!不)想(?=先|在|把|从|用|试)|商量[，,]|先(?=[^，。；]{0,10}[选挑试])|将(?=推动|推进|开展|启动|抓好|做好|办好|完成|落实|选择|安排|选派|建立|组织|实施|投放|改造|新增|引进|试点)|(?:年内|(?:[0-9]{1,2}月|年|季|月)[底末]前)(?=[^，。；0-9]{0,6}(?:完成|改造|新增|实现|建成|投放|新建|发展|拓展))|(?<!收集)(?<!征集)(?<!征求)(?<!采纳)(?<!提出)(?<!意见)建议(?!其|该行|[0-9]|$)|倡议|可以?考虑|拟(?!合|人|真|定|订|出)"
)
_NOT_TO_COME = re.compile(
    r"(?<![为除])了(?!解)|目前|现[有在]|截至|去年|上年|今年以来|已经?|以往|原来|此前|过去|只有|仅有|还是"
)
# What is to be changed is so now: 建议把权重由5%提高到15%.
_FROM = re.compile(r"[由从](?:目前的?|现在的?|现行的?|原来的?|现有的?)?$")
_UP_TO = re.compile(r"[，,]?(?:[提增升扩压降缩减调拉做][一-鿿]?|逐步[提降][高低])[到至为]")
# The task of which so much was done: 完成全年任务2.2亿元的66.8%.
_TASK_DONE = re.compile(r"(?:任务|计划|目标)(?:数|额|总额)?$")
_ITS_SHARE = re.compile(
    r"的(?:[0-9]{1,3}(?:\.[0-9]{1,3})?[%％]|[一二三四五六七八九]成|[一二三四五六七八九]+分之)"
)
# What share of a plan is done is a fact: 完成全年计划15亿元的84%.
_SHARE_OF_PLAN = re.compile(r"完成[^，。；]{0,8}(?:计划|目标|任务)[^，。；]{0,12}的$")


def as_of(before: str) -> str:
    """The time a figure is of, as written: the last one before it that nothing is compared with.

    A time joined to something (年初的1.92%, 11月末1.86亿元) is only of that.
    """
    listed, at = _TIMES_LISTED.search(before), before.find("分别")
    if listed and at > listed.end():
        times = re.split("[、和]", listed.group())
        number = len(re.findall("[、和]", before[at:]))
        return times[number] if number < len(times) else ""
    found = ""
    for match in _TIME.finditer(before):
        ahead = before[match.end() :]
        joined = ahead[:1] == "的" or (ahead[:1].isdecimal() and not _GROUP.match(ahead))
        ahead_of = before[: match.start()]
        compared = _THAN.search(ahead_of)
        if ahead == "的" and _AMOUNTS_TO.search(ahead_of):
            continue  # 是去年同期的1.8倍
        if (joined or compared) and ahead not in ("的", ""):
            continue
        if match.group() == "全年" and _PLAN.match(ahead):
            continue
        if found and _is_of(match.group(), before[: match.start()]):
            continue
        found = match.group()
    return found


def _is_of(words: str, ahead_of: str) -> bool:
    """Do words of time only go on with the day that stands in the sentence before them?"""
    if _SINCE.fullmatch(words):
        return _COUNTED_TO.search(ahead_of) is not None
    said = re.split("[。；;]", ahead_of)[-1]
    return _OF_THAT_DAY.fullmatch(words) is not None and _IS_DAY.search(said) is not None


def is_target(before: str, after: str, figure: KeyFigure, *, of_learners: bool = False) -> bool:
    """Is a figure a goal or a forecast? A limit that sorts cases (50万元以下贷款) is none. `of_learners`:
    its sentence tells of those who learn, whose next steps are plans."""
    if _LIMIT.search(figure.text) and not (_GOAL.search(before) and _ENDS_CLAUSE.match(after)):
        return False
    if figure.text.endswith("%") and _SHARE_OF_PLAN.search(before):
        return False
    if _FROM.search(before) and _UP_TO.match(after):
        return False
    if _ADVISED.search(before) or _is_to_come(before):
        return True
    if _TASK_DONE.search(before) and _ITS_SHARE.match(after):
        return True
    if of_learners and _is_next(before):
        return True
    goals = list(_TARGET.finditer(before))
    return bool(goals) and _REACHED.search(before, goals[-1].end()) is None


def _is_to_come(before: str) -> bool:
    """Is the last time that stands before a figure one to come?"""
    said = list(_TO_COME.finditer(before))
    return bool(said) and _TIME.search(before, said[-1].end()) is None


def _is_next(before: str) -> bool:
    """Do learners say before a figure what they will do, and then nothing of what is so now?"""
    last = max((match.end() for match in _WILL.finditer(before)), default=-1)
    return last >= 0 and _NOT_TO_COME.search(before, last) is None

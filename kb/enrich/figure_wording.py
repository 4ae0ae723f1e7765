"""Names of figures that no noun gives, by the wording around them.

Staff often leave out what is measured: 拿出净利润的3%作为奖励基金, 24小时内上门, 锻炼一年, 最高5000元.
`name_by_wording` knows wording that leaves no choice and is asked first; `name_at_last` knows weaker
signs and is asked when nothing else gave a name.
"""

from __future__ import annotations

import re

from kb.enrich.figure_names import lent_after
from kb.text import TIMES

_SHARES = ("%", "倍")
_SHORT_TIMES = frozenset("个工作日 工作日 个小时 小时 分钟 秒 天 日 课时".split())
_MARKS = re.compile(r"[，,；;。！？!?：:\n]")

# --- shares -------------------------------------------------------------------------------------
_AS = re.compile(
    r"^[^，,；;。0-9]{0,4}?(?:作为|用作|用于|计提|提取|设立|列作)(?:了)?(?P<use>[一-鿿]{2,10})"
)
_SPLIT = re.compile(
    r"^[^，,；;。]{0,14}?(?:切分|分成|分摊|分配|分担|分账|分享|记功|计功|计分|记账|计业绩|记业绩|计入业绩|计绩)"
)
_PAID_BY = re.compile(r"[^；;。]{0,30}?按[^，,；;。]{2,10}?(?:计酬|计价|计奖|计提成|兑现|奖励)")
# What is paid or taken away where a condition holds: 不良率低于1%的，加付20%奖励; 扣减绩效30%.
_PAID_EXTRA = re.compile(r"(?:另|加|增|多|再|奖)(?:付|发|奖励?|给|计)(?:了)?$|(?<!获)奖励?$")
_AS_PRIZE = re.compile(r"^的?(?:奖励|奖金|绩效奖|提成|补贴)")
_TAKEN_AWAY = re.compile(
    r"(?:扣[减发除罚]?|核减|下调|下浮|取消)(?P<what>(?:当[月季年])?(?:绩效(?:工资|薪酬)?|奖金|薪酬|工资|提成|费用|额度))?$"
)
# By how much an amount is changed, after a clause about a rate: 利率低三十个基点，第二年提额五成.
_CHANGED_BY = re.compile(
    r"(?P<what>[提降减增扩压]额|[提降涨]价|[加减]薪)(?:约|近|不超过|最[多高])?$"
)
_OF_FEE = re.compile(
    r"(?P<fee>(?:手续|服务|保险|担保|评估|管理|佣金|保)费)(?:为|是|收|按|只收|仅)?$"
)
_DONE = re.compile(r"(?P<verb>[一-鿿]{2})了(?:约|近|不到|不足|只有|仅)?$")
_RATE_AFTER = re.compile(
    r"^(?:以[上下内])?的(?P<rate>[一-鿿]{0,6}?(?:容忍度|[一-鿿]率|价格|定价|折扣|分值|权重|幅度))(?![一-鿿]{0,2}[0-9])"
)
_BY_RATIO = re.compile(r"^(?:以[上下内])?的?比例(?P<verb>[一-鿿]{2,4})")
_EACH_PART = re.compile(r"各(?:自)?(?:记|计|承担|负担|分担|担|出|得|分|享)?$")
_RANKED = re.compile(r"(?:排|名列|位列|位次|居|评为|得分)[^，,；;]{0,3}前$")
_APART = re.compile(r"(?:(?P<what>(?:(?!的)[一-鿿]){2,4})?(?:差异|误差|偏差|相差))[^，,；;]{0,4}$")
_OF_WHAT = re.compile(r"(?P<noun>[一-鿿]{2,12})的(?:超过?|近|约|不到|不足)?$")
_JOINING = re.compile(
    r"[一两每各][家个户笔名人]|[了把将按对在为是有出到给占]|其中|相当于|贡献|拿出|超过"
)
_QUOTED = re.compile(r"(?P<said>[一-鿿]{2,8})[”\"』》]的?占$")

# --- sums ---------------------------------------------------------------------------------------
_RIGHT = re.compile(r"^(?:以[内上下])?的?[一-鿿]{0,4}(?:权限|授权|审批权)")
_MAY_DECIDE = re.compile(r"(?:可|能|有权|可以|自主)(?:审?批|审定|签批|终批)(?:到|至)?$")
_SORTS = re.compile(
    r"^以[上下内](?:平均|办|当|须|由|要|经)|^(?:[（(含）)]*以[上下内][（(含）)]*)?的(?:有|共|达|是)?[0-9]+[户笔人家件]"
)
_OUTER = re.compile(
    r"^(?:其中|[，,]?)(?:单户|每户|户均)?(?:最[高低多少])?(?:可达|可贷|为|不超过|不低于)?$"
)
_FINED = re.compile("扣[减罚发]?|罚")
_LIMITED = re.compile(
    r"(?P<name>[一-鿿]{0,4}(?:额度|限额|金额|标准|工资|奖金|补贴|授信|核额))[^，,]{0,16}$"
)
_CREDIT = re.compile(
    r"(?:贷|[信]用卡|卡)[”\"』]?(?:单户|每户|个人)?(?:授信)?最[高低](?:可[贷达]|为|不超过)?$"
)
_SPARED = re.compile(r"(?:[节]?省下?|节省|节约|少[付交花掏]|减免|让利)了?(?P<what>[一-鿿]{0,4})$")
_PAY = re.compile(r"(?:利息|手续费|费用|成本|开支|租金|工时|人工)")
_BASE = re.compile(
    r"(?:^|[，,的])(?P<head>[一-鿿]{2,8}?)(?:为|是|按|达到?|定为)[^，,；;。]{2,10}的$"
)
_TAKEN = re.compile(r"(?:[拿领得挣]|分到|拿到|领到|到手)了?$")

# A product right before its sum: “茶园贷”4.4亿元.
_OF_LOAN = re.compile('[一-鿿]贷[”"』」]?$')

# What a prize is for, what is averaged, and what a sum is called behind it.
_PRIZE = re.compile(
    r"(?P<who>第[一二三四五六]名|[一二三特]等奖|冠军|亚军|季军)(?:奖励?|得|发|为|是|每人)?$"
)
_SET_ASIDE = re.compile("从[^，,。；;]{1,8}?[里中]?(?:提取|计提|提|拿出|拨出|列支)了?$")
_OWED = re.compile("(?:拖?欠)(?:下|了|着|款)?$")
_PAID_BACK = re.compile("(?:[归偿]还|还清|(?<![一-鿿])还|[场日]还)了?$")
_MORE_GIVEN = re.compile("(?:再|另外?|还|额外|加倍)(?:给予?|奖励?|补|发给?)了?")
_AVERAGE = re.compile(r"(?:笔均|单均|点均|笔平均|平均每笔)(?:约|为|达|只有)?")
_CALLED = re.compile(
    r"^的?(?P<name>[一-鿿]{0,4}(?:经费|补贴|津贴|补助|奖金|底薪|保证金|风险金|慰问金|助学金|奖学金|救助金|补偿金|基金|贴息|工资|奖励|电?话费))(?=[，。；、,;（(]|$)"
    r"|^(?:给|向|为)[^，,。；;]{1,8}发放?(?P<given>[一-鿿]{0,2}(?:补贴|津贴|补助|奖金|奖励))"
)
_LET_OFF = re.compile(r"(?P<verb>少收|少付|少交|少花|减免|免收|节省|节约)了?[^，,。；;0-9]{0,6}$")
_OF_WHAT_SUM = re.compile(r"^的?(?P<what>利息|手续费|担保费|评估费|抵押登记费|保费|费用|成本)")
_SCORE = re.compile(r"(?P<of>[一-鿿]{2,6}?)(?:得分|评分|均分)(?:为|达|是|平均)?$")
_MULTIPLE = re.compile(
    r"(?:可贷|可借|可授信?|授信|核定|按照?|不超过|最高)(?P<base>(?!其|上|去|年)[一-鿿]{2,8})的$"
)

# --- stretches of time --------------------------------------------------------------------------
_WITHIN = re.compile(
    r"^(?:以?之?内)?(?:给|予以|要|须|必须|完成)?(?P<verb>放款|上门|办结|答复|反馈|到账|回访|整改|回电|响应|回复|到场"
    r"|处理|联系|受理|审批|出结果|报告|上报|跟进|登门|见面|回话|补录|录入|签约|办完|送达|到位|审结|归档|核实)"
)
_SPENT = re.compile(
    r"(?P<verb>在村|在岗|试点|锻炼|跟班|跟岗|蹲点|驻点|驻村|驻点学习|挂职|培训|学习|轮岗|公示|试行|试运行|运行|下沉|走访|待岗|停岗"
    r"|等候|等待|排队|实习|见习|值守|值班|入户|调研|陈述|质询|授课|演练|观摩|闲置|居住|留守|备课|准备|讲解|讲|练|谈|聊|等|开会|坐班|巡店|随访|观察|磨合)"
    r"了?(?:满|近|约|不少于|不低于|不超过|至少|足足|整整|达)?$"
)
_VERBS = {"讲": "讲解", "练": "练习", "谈": "交谈", "聊": "交谈", "等": "等候"}
_STOPPED = re.compile(r"(?P<verb>暂停|停止|停用|停办|冻结|中止)[^，,；;。0-9]{0,8}$")
_PLACED = re.compile(
    r"^(?P<where>在(?:村|行|岗|外|点|社区|网点|厅堂|柜面|路上)|下村|入村|进村|走访|驻村|入户|坐班)"
)
_CYCLE = re.compile(
    r"[从由自][^，,；;。]{1,10}?(?:到|至)[^，,；;。]{1,10}|(?:小时|分钟|天|工作日|秒)(?=，)"
    r"|(?:批|办|放|审|拿)[^，,；;。]{0,6}(?:款|贷|证|卡|手续)"
)
_COST = re.compile(r"(?:要|需|得跑?|用|花|只要|仅需|耗)[了时去]?$|最[快慢]")
_BEFORE = re.compile("最[快慢]|平均|实际|过去|原来|原先|以前|以往|从前|如今|现在|一般")
_LOAN_TERM = re.compile(r"(?:可用|可贷|可借|用款|循环使用?|随借随还)[^，,；;。]{0,4}$")
_WALK = re.compile(r"^(?:里|内|间|下来)?(?:走|跑|访)(?:完|遍|了|访)")
_ACTS = re.compile(r"^(?:里|内|间)?(?![以期后前内里间定左多的上下起才就])[一-鿿]{2}")
_ROUND = re.compile(r"^一(?P<act>[查访报评调看])")
_ROUNDS = {"查": "检查", "访": "走访", "报": "报告", "评": "评议", "调": "调整", "看": "查看"}
_IN_A_ROW = re.compile("连续(?:[收付欠逾无停空][一-鿿]{0,2})?(?:满|超过)?$")
_NO_ACTS = frozenset(
    "村 村民 农户 户主 企业 商户 网点 支行 贷款 存款 余额 利润 用信率 指标 材料 档案 抵押 质押 终端 设备 面积 字段 制度"
    " 建议 项目 柜台 客户经理 柜员 学员 内训师 联络员 评议员 网格 驿站 服务站 村干部 个人 差距 不良 授信".split()
)
_LEADS_TIME = re.compile(r"(?:^|用|历时|花|仅|只|近|约|[一-鿿]{2}(?:银行|支行|网点|联社))(?:了)?$")


def name_by_wording(before: str, after: str, unit: str) -> str:
    """The name of a figure by wording around it that leaves no choice; "" when there is none."""
    clause, rest = _clause(before)
    if unit in _SHARES:
        return _share(clause, after) if unit == "%" else _times(clause)
    if unit == "元":
        return _sum(clause, rest, after)
    if unit == "分" and (score := _SCORE.search(clause)):
        return score["of"] + "得分"
    return _time(clause, rest, after, unit) if unit in TIMES else ""


def name_at_last(before: str, after: str, unit: str) -> str:
    """The name of a figure that nothing else names, by weaker signs; "" when there is none."""
    clause, _ = _clause(before)
    if unit == "%":
        if done := _DONE.search(clause):
            return done["verb"] + "占比"
        if of := _OF_WHAT.search(clause):
            return _JOINING.split(of["noun"])[-1] + "占比"
        return "计酬标准" if _PAID_BY.match(after) else ""
    if unit == "元":
        if _OF_LOAN.search(clause):
            return "贷款金额"
        return "领取金额" if _TAKEN.search(clause) else ""
    if unit in TIMES and _LEADS_TIME.search(clause):
        if _WALK.match(after):
            return "走访时间"
        if unit not in _SHORT_TIMES and _ACTS.match(after):
            return "历时"
    return ""


def measured_time(name: str, before: str) -> str:
    """时限 is what is promised; what it took, or takes on average, is 用时."""
    clause = _clause(before)[0]
    if name.endswith("时限") and _BEFORE.search(clause):
        return name.removesuffix("时限") + "用时"
    return name


def lasts(thing: str) -> bool:
    """May a thing of the lexicon take time (审批, 走访), so that 审批用时 makes sense?"""
    return thing not in _NO_ACTS


def _clause(before: str) -> tuple[str, str]:
    """(the clause of the figure, the clause before it)."""
    parts = _MARKS.split(before[-80:])
    return parts[-1], parts[-2] if len(parts) > 1 else ""


def _share(clause: str, after: str) -> str:
    if used := _AS.match(after):
        return used["use"] + "比例"
    if _SPLIT.match(after) and "占" not in clause:
        return "分成比例"
    if rate := _RATE_AFTER.match(after):
        return rate["rate"]
    if ratio := _BY_RATIO.match(after):
        return ratio["verb"] + "比例"
    if _PAID_EXTRA.search(clause) or (_AS_PRIZE.match(after) and "占" not in clause):
        return "奖励比例"
    if (taken := _TAKEN_AWAY.search(clause)) and (taken["what"] or "扣" in taken.group()):
        return "扣减比例"
    if _EACH_PART.search(clause):
        return "分担比例"
    if changed := _CHANGED_BY.search(clause):
        return changed["what"] + "比例"
    if _RANKED.search(clause):
        return "排名占比"
    if apart := _APART.search(clause):
        return (apart["what"] or "") + "差异"
    if quoted := _QUOTED.search(clause):
        return quoted["said"] + "占比"
    fee = _OF_FEE.search(clause)
    return fee["fee"] + "率" if fee else ""


def _times(clause: str) -> str:
    if multiple := _MULTIPLE.search(clause):
        return multiple["base"] + "倍数"
    base = _BASE.search(clause)
    return base["head"] + "倍数" if base else ""


def _sum(clause: str, rest: str, after: str) -> str:
    if _RIGHT.match(after) or _MAY_DECIDE.search(clause):
        return "授权额度"
    if _SORTS.match(after):
        return "贷款金额档"
    if prize := _PRIZE.search(clause):
        return prize["who"] + "奖金"
    if _SET_ASIDE.search(clause):
        return "提取金额"
    if _OWED.search(clause):
        return "欠款金额"
    if _PAID_BACK.search(clause):
        return "还款金额"
    if _MORE_GIVEN.fullmatch(clause):
        return "奖励标准"
    if _AVERAGE.fullmatch(clause):
        return "笔均金额"
    if called := _CALLED.match(after):
        return called["name"] or called["given"]
    if (spared := _LET_OFF.search(clause)) and (of := _OF_WHAT_SUM.match(after)):
        return spared["verb"] + of["what"]
    if _CREDIT.search(clause):
        return "授信额度"
    if (spared := _SPARED.search(clause)) and not lent_after(after):
        what = spared["what"] or next(iter(_PAY.findall(rest)), "")
        return "节省" + (what or "金额")
    if clause and _OUTER.fullmatch(clause) and "最" in clause:
        if _FINED.search(rest):
            return "扣罚标准"
        if limited := _LIMITED.search(rest):
            return limited["name"].replace("核额", "授信额度")
    return ""


def _time(clause: str, rest: str, after: str, unit: str) -> str:
    if (within := _WITHIN.match(after)) and unit in _SHORT_TIMES and not _BEFORE.search(clause):
        return within["verb"] + "时限"
    if _IN_A_ROW.search(clause):
        return "连续" + (_kind(unit) if unit in _SHORT_TIMES else unit.removeprefix("个") + "数")
    if round_ := _ROUND.match(after):
        return _ROUNDS[round_["act"]] + "周期"
    if spent := _SPENT.search(clause):
        return _VERBS.get(spent["verb"], spent["verb"]) + _kind(unit)
    if placed := _PLACED.match(after):
        return placed["where"] + _kind(unit)
    if _LOAN_TERM.search(clause) and unit in ("年", "个月"):
        return "贷款期限"
    if stopped := _STOPPED.search(clause):
        return stopped["verb"] + _kind(unit)
    if _COST.search(clause) and _CYCLE.search(
        f"{rest}，{clause}" if _BEFORE.search(clause) else clause
    ):
        return "办理用时"
    return ""


def _kind(unit: str) -> str:
    """What a stretch of time in a unit is called."""
    if unit in ("天", "日"):
        return "天数"
    return "时长" if unit in _SHORT_TIMES else "时间"

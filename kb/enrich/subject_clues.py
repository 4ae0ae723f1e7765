"""What a sentence shows about its subject, as named clues. The model weighs them; none decides alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kb.enrich import subject_cues as cues
from kb.enrich.parties import Parties
from kb.enrich.set_phrases import is_activity, is_frame, is_maxim
from kb.enrich.visits import Mention, Visit

# Words anywhere in a sentence. Each is counted for every side it could speak for; the weights say
# for which it does.
WORDS: dict[str, re.Pattern[str]] = {
    "我行": cues.WE,
    "我": cues.MYSELF,
    "我们": re.compile("我们|咱们"),
    "本行": re.compile("本行|本社|本单位"),
    "你们": cues.YOU,
    "该行": re.compile("该[行社]"),
    "其": cues.THAT_BANK,
    "他们": cues.THOSE,
    "总行全行": cues.HOST_WORDS,
    "学员": re.compile("学员|参训|学习[组团]|考察[组团]|跟班(?:人员|干部)|中心组"),
    "一行": re.compile("一行|带队|选派|派出(?!所)|派员|组织.{0,14}(?:到|赴|走进|前往)"),
    "学员开头": cues.LEARNERS,
    "学员看到": cues.LEARNERS_SEE,
    "参观": re.compile("参观|观摩|走访|座谈|听取|旁听|交流|跟岗|跟班|考察|查阅"),
    "参观开头": cues.VISITS,
    "学习": re.compile("学习|取经|对标"),
    "回来": cues.BACK_HOME,
    "回去": re.compile("回去|回来|返程|归来|临走|返回"),
    "打算": re.compile("打算|准备|拟|计划|将[由在从把于以对选按组]|力争|争取|下一?步|今后|接下来"),
    "要": re.compile(r"(?:^|[，,；：:]|[一二三四五六]是)要(?!求)|必须|务必|尽快|坚决|抓好"),
    "时限": cues.PLANNED_FOR,
    "先试": cues.TRIES,
    "建议": re.compile("建议|可先|可以先|不妨|可借鉴|可参照"),
    "体会": re.compile("体会|感到|认为|觉得|深感|感触|启发|启示|反思|感慨|值得"),
    "大家": re.compile("大家|与会|同志们|学员们"),
    "差距": re.compile("差距|不足|短板|对照|反观|有名无实|没有跟上|尚未|还停留|不到"),
    "介绍": re.compile("介绍|坦言|讲解|透露|告诉|说[，,：:“]|答[:：]"),
    "表示": re.compile("表示|强调|要求|指出|提出|讲话|总结"),
    "会议": re.compile("会议|双方|两行|纪要|主持|议题|座谈会|交流会|仪式"),
    "刊载": re.compile("如下|本期|下期|简报|编者|刊发|供稿|报道|下文|附件|纪要"),
    "组织方": re.compile("办事处|省联社|协会|审计中心|人力资源部对各"),
    "组织方开头": cues.ORGANISER,
    "派出行": cues.SENDERS,
    "汇报": cues.REPORTS,
    "听说": re.compile("听说|据说|据悉|得知|听闻"),
    "曾": re.compile("曾经?(?!经理)|早年|前几年|以前|过去"),
    "相比": cues.CONTRAST,
    "不同": re.compile("不同|相比|相较|比起|不像|不如|对比|反倒|而.{2,10}则"),
    "提到": re.compile("提到|谈到|说起|讲起|聊到|引用|列举|例子"),
    "泛论": cues.TRUISM,
    "格言": re.compile("实践证明|事实证明|归根|说到底|关键在|贵在|离不开|总之|可见|由此"),
    "泛指": re.compile("各行|各家|不少行|许多行|同业|各地|各[县市]|全省|全市|系统内|农商银行系统"),
    "支行": re.compile("支行|网点|分理处|营业部|分社"),
    "数字": re.compile(r"\d"),
    "截至": re.compile("截至|目前|今年|去年|年末|月末|累计|同比"),
    "规定": re.compile("规定|每[户月季年天周笔人次]|凡|一律|不得|须|奖励|扣|考核|实行|推行|建立|设立"),
    "引号": re.compile("“"),
    "冒号开头": re.compile(r"[^，,。；]{0,6}[：:]"),
    "问": re.compile("[？?]"),
    "问开头": cues.QUESTION,
    "答开头": cues.ANSWER,
    "其中": re.compile("其中|例如|比如"),
    "序号": re.compile(
        r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[一二三四五六]是|首先|其次|再次|最后|第[一二三四]"
    ),
    "我所在": re.compile(r"我所在|自己(?:行里|行|所在|的)|自家|派出单位|所在(?:的)?(?:支行|单位|行)"),
    "联社要求": cues.PLANS,
    "通过学习": cues.THINKS,
    "普遍": cues.ALL,
    "日期开头": re.compile(
        r"本报讯|近日|日前|[\d一二三四五六七八九十]{1,4}(?:年|月|日)|[上中下]旬|上午|下午|当晚|当天"
    ),
}  # fmt: skip

# What follows a bank that is named, within a few characters.
BEHIND: dict[str, re.Pattern[str]] = {
    "的": re.compile("的"),
    "人": re.compile(
        r"(?:党委|行长|董事长|副|负责人|班子|分管|带队|一行|\S{0,4}部|学员|代表|客户经理|考察|组织|选派|派出|同志|干部)"
    ),
    "说": re.compile(r".{0,10}(?:介绍|表示|坦言|说|提出|认为|强调|指出|提醒)"),
    "打算": re.compile(r".{0,8}?(?:打算|准备|拟|计划|将|要(?!求)|决定|选定|着手|已与|试)"),
    "学习": re.compile(r".{0,12}?(?:学习|考察|取经|跟班|对标|交流|参观|观摩)"),
    "去": re.compile(r".{0,16}?(?:赴|到|走进|前往|来到)"),
    "来": re.compile(r".{0,14}?(?:来访|来(?!自|源|临)|到我[行社]|到访|莅临|最先到)"),
    "到我行": re.compile(r".{0,24}?(?:[到来赴]我[行社]|来访)"),
    "团": re.compile(
        r"(?:学习|考察|交流|参观|跟班)*(?:团|组(?![织成长])|一行|的?(?:同志|朋友|客人|学员|骨干))"
    ),
    "问": re.compile(r".{0,14}?(?:问|提问|提出|请教|表示|谈了)"),
    "学习后": re.compile(r".{0,6}?(?:学习|考察|跟班|归来|取经)"),
    "曾": re.compile("(?:曾|也|早|则|原来|前几年|过去)"),
    "不同": cues.COMPARED,
    "规定": re.compile(r"(?:规定|实行|推行|建立|把|按|每|要求|设|与|在|对|采取|推出|由)"),
    "数字": re.compile(r".{0,6}\d"),
    "逗号": re.compile("[，,：:]"),
}
# What stands before it, at the end of the characters in front.
BEFORE: dict[str, re.Pattern[str]] = {
    "宾语": cues.OBJECT,
    "去": re.compile(r"(?:赴|先后到|到|走进|前往|来到|走访|参观了?)$"),
    "来": re.compile(r"来$"),
    "迎": re.compile("(?:接待了?|迎来|欢迎|来自|为)$"),
    "列": re.compile(r"(?:赴|到|往)[\u4e00-\u9fff]{2,3}(?:农商银行|联社)?[、和与]$"),
    "曾": re.compile(r"曾(?:经)?(?:去|到|赴|在)?$"),
    "在": re.compile("在$"),
    "与": re.compile("[与和跟同比较像照对]$"),
    "据": re.compile("(?:据|由|从|经|请|来自|引自|让)$"),
    "听说": re.compile(
        "(?:听说|据说|邻近的?|相比之下[，,]?|不像|不如|反观|提到了?|谈到|同在.{1,4}的)$"
    ),
    "学习": re.compile("(?:学习|借鉴|参照|照着|复制|移植|按照|对照|与)$"),
}
# More about a whole sentence; what is in quotation marks is left out.
_SAID: dict[str, re.Pattern[str]] = {
    "我看到他们": cues.WE_SEE,
    "师傅说": cues.MASTER_SAYS,
    "家里": cues.HOME,
    "表单打算": cues.FORM_PLAN,
    "比我们": cues.BEFORE_US,
    "客人": cues.GUESTS,
    "客人做": cues.GUEST_ACTS,
    "说道": cues.SAYS,
    "贵行": cues.YOUR_BANK,
    "借鉴": cues.BORROWED,
}
_HEADINGS = {"打算题": cues.PLANS_HEADING, "反思题": cues.REFLECTS_HEADING}
_IN_HEADINGS = tuple(
    "学习 参观 打算 建议 体会 差距 要 我行 我们 大家 会议 问 不同 回去 总行全行 学员".split()
)
_SHORT, _LONG, _LEAD = 12, 40, 30
# Longer words are not shown as evidence.
_SHOWN = 12
# Clauses further before a mention are not counted.
_FAR = 400
_CLAUSE = re.compile("[，,；：:—]")


# Where only the core of a pattern decides whether it occurs, the core: what may stand before it
# takes most of the time. The whole pattern gives the words that a reason shows.
_CORES = {
    "学员开头": cues.LEARNERS_CORE,
    "参观开头": cues.VISITS_CORE,
    "组织方开头": cues.ORGANISER_CORE,
    "泛论": cues.TRUISM_CORE,
    "冒号开头": re.compile("[：:]"),
}
_TOLD_BY = WORDS | _CORES


@lru_cache(maxsize=1024)
def words_in(text: str) -> tuple[str, ...]:
    """The names of the clues that a sentence's words give."""
    return tuple(name for name, pattern in _TOLD_BY.items() if pattern.search(text))


def around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The clues of a mention at [start, end): where it stands, what is before and behind it."""
    before, behind = text[max(0, start - 10) : start], text[end : end + 24]
    found = [f"前{name}" for name, pattern in BEFORE.items() if pattern.search(before)]
    found += [f"后{name}" for name, pattern in BEHIND.items() if pattern.match(behind)]
    clauses = len(_CLAUSE.findall(text, max(0, start - _FAR), start))
    if start <= 3:
        found.append("句首")
    elif "前宾语" not in found:
        found.append(
            "短语后" if clauses == 0 else "分句首" if _CLAUSE.match(text[start - 1]) else "句中"
        )
    found.append(f"第{min(clauses, 3)}分句")
    return tuple(found)


def words_said(clue: str, text: str) -> str:
    """The words of a text behind a clue of its words, "" when there are none to show."""
    pattern = WORDS.get(clue) or _SAID.get(clue)
    found = pattern.search(text) if pattern else None
    return found.group().strip(" ，,。；、：") if found and len(found.group()) <= _SHOWN else ""


def leads(text: str, mention: Mention) -> bool:
    """Is a mention at the beginning of a clause, so that the clause is about it?"""
    return cues.OBJECT.search(text[max(0, mention.start - 8) : mention.start]) is None


def said_in(text: str, parties: Parties, visit: Visit | None) -> tuple[str, ...]:
    """All clues of a sentence's words: those of `words_in`, apart for what is in quotation marks
    (引我行), and what the sentence is by its set phrases."""
    bare = cues.without_quotes(text) if "“" in text else text
    return tuple(_said(text, bare, parties, visit))


def _said(text: str, bare: str, parties: Parties, visit: Visit | None) -> Iterator[str]:
    said = words_in(bare)
    yield from said
    if bare is not text:
        yield from (f"引{word}" for word in words_in(text) if word not in said)
    yield from (name for name, pattern in _SAID.items() if pattern.search(bare))
    if visit:
        yield "访问"
    if is_frame(text):
        yield "套话"
    if is_activity(text):
        yield "活动"
    if is_maxim(text):
        yield "泛说"
    if parties.team_in(text):
        yield "某组"
    yield "短句" if len(text) < _SHORT else "中句" if len(text) < _LONG else "长句"


def short_lead(line: str) -> str:
    """A line or first sentence that may be the heading of what follows, else ""."""
    is_lead = len(line) <= _LEAD and not cues.RUNS_ON.search(line.rstrip("。：:"))
    return line if is_lead else ""


def heading_clues(heading: str) -> list[str]:
    """The clues of a heading, of a short lead, or of the head of a column."""
    found = [name for name, pattern in _HEADINGS.items() if pattern.search(heading)]
    return found + [name for name in _IN_HEADINGS if WORDS[name].search(heading)]


def by_bank(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each bank of a sentence, the bank that is named first at first."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.bank, []).append(mention)
    return found


def standing(text: str, named: Mapping[str, Sequence[Mention]], bank: str) -> list[str]:
    """Where a bank stands in a sentence with these banks (`by_bank`); the first clue is the main one."""
    if mine := named.get(bank):
        clues = [f"名:{c}" for m in mine[:1] for c in around(text, m.start, m.end)]
        clues += [f"再名:{c}" for m in mine[1:2] for c in around(text, m.start, m.end)]
        main = "宾" if "名:前宾语" in clues else "主"
        by = {"place": "地", "person": "人"}.get(mine[0].by)
        order = "独" if len(named) == 1 else "先" if next(iter(named)) == bank else "后"
        return [f"{main}{order}", *((f"以{by}", f"{main}{by}") if by else ()), *clues]
    return ["未提", "未提他行" if named else "未提无行"]

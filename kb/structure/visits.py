"""Who went to whom: 石坝农商银行赴柳湾考察 makes 石坝农商银行 the learner and 柳湾农商银行 the host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kb.structure.bank_names import BankNames, Mention
from kb.structure.name_words import PROVINCES
from kb.text import is_arrival, teaching_in

# Longer text is not a sentence. It is cut, so that verbs times names stays limited.
_SENTENCE = re.compile(r"[^。！？!?\n]{1,1000}")
# Verbs that say by themselves that somebody visits the bank named right after them.
_GO = re.compile(
    r"(?:赶|奔|分|远)?赴|派驻(?:到|在|于)?(?!支行|网点|村)|走[进近]|前往|来到|抵达|参访|拜访|莅临|驻点(?:于|在)?|对标(?:学习)?|(?:取经|问计|问道|求教|讨教)于|请教|问计|考察(?:学习)?|参观(?:学习)?"
    r"|观摩(?:学习)?|见学|跟[着随](?!我)|跟班(?:学习)?于|探访|专访|走访|赴往|(?<=[行社])驻"
    r"|分[到在]|(?:被派|派我)[到往去]|(?:出发|动身|启程)[到去往]"
)
# Verbs that say so only where the sentence is also about learning.
_MAY_GO = re.compile(r"到|对接|去|往|(?<!迎)来|在|向|访|随|学习")
_STAYED = r"[住待呆蹲泡当过干跟站坐][了过满]?(?:整整)?[一两二三四五六七八九十\d]+[个天周日晚]"
# Days spent at a bank, and a class that is held there.
_IN_TITLE = (
    r"^我们?在[^，。]{2,14}的(?:第?[一两二三四五六七八九十\d]+个?(?:天|周|星期|月)|日子|那些[天日]|见闻)"
    r"|班在[^，。]{2,14}开班"
    r"|在[^，。]{2,12}(?:银行|农商行|联社)[^，。]{0,8}的(?:这|那)?(?:些日子|[一两二三四五六七八九十几半\d]+个?多?(?:天|星期|礼拜|周|月))(?=[里间中，。、]|$)"
)
_LEARNING = re.compile(
    rf"{_IN_TITLE}|学习|考察|跟班|取经|交流|参观|调研|观摩|见学|座谈|培训|挂职|蹲点|对标|请教|求教|讨教|问计|问道|拜师|探访|访谈|访问|偷师|报[到道]|看|听|跟着|跟随|跟岗|轮岗|学员"
    rf"|(?<=[行社])去?学(?![校院期费位历杂贷生员会])(?=[“《「一-鿿])|{_STAYED}"
)
_NAMED_LEARNING = re.compile(
    rf"{_IN_TITLE}"
    r"|我们?(?:所)?(?:看到|学到|见到|感受|体会)|学习|考察|跟班|跟岗|轮岗|取经|对标|观摩|见学|请教|求教|讨教|问计|问道|拜师|蹲点|挂职|偷师|报[到道]"
    rf"|{_STAYED}"
)
# What may come between such a verb and the name.
_GAP = re.compile(
    rf"[了过]?(?:(?:{'|'.join(PROVINCES)})省?)?(?:[一-鿿]{{2,3}}市)?(?:同业|兄弟行|先进行|标杆行)?(?:的)?[“《「]?"
)
# What may come between a sure verb and the name of a place one visits, besides: words that praise it.
_PRAISE = re.compile(
    r"[^，。；：！？]{2,40}?(?:的|之称|标杆行|先进行|兄弟行|同业)[“《「]?"
    r"|[省市县国业][内外](?:标杆|先进|知名|优秀|同业|头部)?[一-鿿]{0,4}?"
)
_LEARNED_THERE = re.compile(
    r"[^。；]{0,16}?(?:学习|考察|跟班|取经|交流|参观|调研|观摩|见学|培训|挂职|蹲点|跟岗|参访|[，。]|$)"
)
# Behind a place in a list of places one goes to: 赴甲县、乙县、丙县学习.
_COUNTY = re.compile(r"[县市区](?=[、和与及]|学习|考察|跟班|取经|调研|参观)")
# What joins the banks of a list; the days of each, or its short name, may stand behind it: 甲（3日—5日）和乙.
_LIST = re.compile(r"(?:[（(][^（()）]{1,24}[）)])?[、和与及，以]{1,2}")
_RECEIVES = re.compile(r"迎来了?|接待了?(?!单位|机构|银行|行|[人方]|\s*[:：])|喜迎")
_COMES_TO_US = re.compile(
    r"(?:来|到|赴|莅临|走进|到访)(?:我|本|贵)(?:行|社|联社|县|市)|(?:来访|到访)(?![单行]|\s*[:：])"
    r"|在(?:我|本)(?:行|社|联社)[^，。；]{0,12}(?:跟班|跟岗|学习|考察|交流|实训|培训)"
)
# Between 前来 and who came: 前来跟班的龙脊农商银行.
_CAME = re.compile(r"(?:我[行社])?[^，。]{0,4}(?:跟班|跟岗|学习|考察|交流|取经|参观|观摩|调研)的")
_PARTY = re.compile(
    r"[^，。、：:]{0,10}?(?:考察[组团]|学习[组团]|交流[组团]|取经团|一行|学员|参训|派出|派员|选派|(?:外出|出外|走出去|赴外地?|赴省外)”?(?:取经|学习|跟班|跟岗|挂职|考察|培训|交流|见学)"
    r"|(?P<sent>(?:挑|选|抽)[选调出][^，。；]{0,6}[名人位]))"
)
# Those who are chosen for a team at home go nowhere to learn.
_AT_HOME = re.compile(
    r"[^。；，]{0,16}[，,]?(?:组成|组建|成立|编[成入]|充实|担任|派驻到?支行|专职|脱产清收)"
)
# Behind 在 and a name: those who came from that bank (在兰皋农商银行考察团座谈会上的介绍).
_GUESTS = re.compile(
    r"(?:考察|学习|交流|参访|访问|取经|参观|跟[班岗]){0,2}(?:代表)?(?:团|[一来]行|来宾|客人)|(?:考察|学习|跟[班岗]|取经){1,2}小?组"
)
_STATED = re.compile(
    r"(?:(?:跟班|跟岗|学习|考察|对标|挂职|被学|受访|参观|交流|承办|接待|带教|驻点|接收|接纳|东道)(?:学习)?(?:单位|对象|机构|地点|岗位|银行|行)"
    r"|学习地|(?:案例|经验|做法|亮点)(?:来源|出处)(?:单位|机构|行)?|(?:案例|经验|做法)(?:单位|机构|银行|行)|(?<![一-鿿])地点|受访|承办|接待|带教|访问对象|受访[人者]|被访[人者]|讲述人|主讲人|授课人)\s*[:：】〕]\s*$"
)
_BOTH_STATED = re.compile(
    r"(?:被(?:学习|考察|参观|对标)(?:单位|机构|银行|行)|(?:承办|受访|接待|带教|接收|接纳|东道)(?:单位|机构|银行|行)?)\s*[:：]"
)
_LEARNERS_STATED = re.compile(
    r"(?<!被)(?:学习|考察|参观|对标)(?:单位|机构|银行|行)\s*[:：]\s*[^\s，。；:：]{2,20}"
)
# A form that names the bank that teaches (带教行：甲农商银行) names with 跟班行 the one that learns there.
_BANK_STATED = r"\s*[:：]\s*(?P<bank>[^\s，。；:：]{2,16}?(?:银行|农商行|联社|农信社))"
_TEACHER_STATED = re.compile(
    rf"(?:承办|受访|接待|带教|接收|接纳|东道|被(?:跟班|跟岗))(?:单位|机构|银行|行){_BANK_STATED}"
)
_TAUGHT_STATED = re.compile(
    rf"(?<!被)(?:跟班|跟岗|挂职|实训|取经)(?:单位|机构|银行|行){_BANK_STATED}"
)
_SITE_STATED = re.compile(
    r"(?:^|[\s　\n])地点\s*[:：]\s*[^\s，。；]{2,16}(?:银行|农商行|联社|农信社)"
)
_WENT_STATED = re.compile(
    r"(?:跟班|跟岗|学习|考察|挂职|驻点|实训)(?:单位|机构|银行|行)\s*[:：]\s*[^\s，。；]{2,16}(?:银行|农商行|联社|农信社)"
)
_UNIT_STATED = re.compile(r"(?<![一-鿿])单位\s*[:：]")
_SENT = re.compile(
    r"(?:(?:派出|选派|派驻|所在|来访|到访|送训|送培|参训)(?:单位|机构|银行|行)|来访|来客|来宾|(?:参加|参训|跟班|驻点|同行)?人员|学员)\s*[:：]\s*$"
)
# Between the banks of a list behind a label.
_AND = re.compile(r"(?:[\s　]?[（(]?\d{1,2}[人名位][）)]?)?[、，,和与及；;\s　]{1,3}")
# Where one will be sent later is not where one learned.
_PLANNED = re.compile(
    r"[^，。]{0,6}(?:下一?步|下一?阶段|今后|接下来|明年|后续)[^。]{0,30}?(?:将|拟|计划|准备|打算|争取)"
    r"[^。]{0,20}?(?:选派|派出|派|赴|去|走进|前往|到)"
)
_ONCE = re.compile(r"(?:曾经?|以前|早年|前几年|过去)(?:也|还|专门|多次|组织|派人|派员)?$")
# The same where both say it: 去年我到甲农商银行学过一次.
_LONG_AGO = re.compile(r"(?:去年|前年|上次|上回|此前|之前|早先|前两年)[^，。；]{0,10}$")
_HAD = re.compile(r"[^，。；]{0,24}?(?:学习?|考察|参观|去|看|来|跟班|取经|住)过")
_EXAMPLE = re.compile(r"(?:访|探访|专访|借鉴|以|复制|取经|学|学习)$")
# Between a bank whose people a journalist talks to, and the one where they learned (访甲农商银行赴乙农商银行学习组).
_ASKS = re.compile(r"(?:(?:专|探|采|走|回)?访|访问|对话|对谈|连线)[了“]?$")
_AND_WENT = re.compile(r"[^，。；：！？]{0,8}?(?:赶?赴|前往|走进|到|去|在)")
_BACK = re.compile(r"[^，。；：！？、]{0,12}?(?:归来|回来|返回)的")

# Who meets the guests that write.
_MET = re.compile(r"(?:迎接|接待|陪同|带教)我们?的(?:就?是|，)?$")


@dataclass(frozen=True, slots=True)
class Visit:
    """The hosts and learners that a sentence names. `to_us` says that the writer is the host."""

    hosts: tuple[str, ...]
    learners: tuple[str, ...]
    to_us: bool = False


def visits(text: str, names: BankNames) -> Iterator[Visit]:
    """What each sentence of a text says of hosts and learners."""
    both_stated = _BOTH_STATED.search(text) is not None
    teachers = {teacher["bank"] for teacher in _TEACHER_STATED.finditer(text)}
    sited = (_SITE_STATED.search(text) or _WENT_STATED.search(text)) is not None
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        if _PLANNED.match(words):
            continue
        if both_stated:  # a form with 学习单位 and 被学习单位
            words = _LEARNERS_STATED.sub(lambda m: "·" * len(m.group()), words)
        if teachers:
            words = _TAUGHT_STATED.sub(
                lambda m: m[0] if m["bank"] in teachers else f"派出单位：{m['bank']}", words
            )
        if sited:  # a form with 单位, and 地点 or 跟岗单位
            words = _UNIT_STATED.sub("派出单位：", words)
        mentions = names.mentions(words)
        if visit := _visit(words, mentions, names):
            yield visit


def _visit(words: str, mentions: list[Mention], names: BankNames) -> Visit | None:
    if taught := teaching_in(words, [(m.start, m.end, m.name) for m in mentions]):
        return Visit((taught.host,), taught.learners)
    hosts: list[str] = []
    learners: list[str] = []
    learning = _LEARNING.search(words) is not None
    guests = [
        m for m in mentions if words[: m.start].endswith("在") and _GUESTS.match(words, m.end)
    ]
    learners += [m.name for m in guests]
    verbs = [(verb, True) for verb in _GO.finditer(words)]
    verbs += [(verb, False) for verb in _MAY_GO.finditer(words) if learning or is_arrival(words)]
    for verb, sure in sorted(verbs, key=lambda pair: pair[0].start()):
        above = words[: verb.start()]
        long_ago = _LONG_AGO.search(above) and _HAD.match(words, verb.end())
        if _ONCE.search(above) or long_ago:
            continue  # mentioned in passing, not what the text is about
        weak = verb.group() in ("在", "学习", "来", "随", "往")
        if not sure and weak and not _NAMED_LEARNING.search(words):
            continue
        found = _behind(words, verb.end(), mentions, names)
        if not found:
            continue
        behind_it = (m for m in mentions if m.start >= verb.end())
        came = next(behind_it, None) if verb.group() == "来" else None
        if came and _CAME.fullmatch(words[verb.end() : came.start]):
            learners.append(came.name)
            continue
        last = next((m for m in mentions if m.start >= verb.end()), None)
        if last and "随" in verb.group() and _GUESTS.match(words, last.end):
            learners.append(last.name)  # 我随甲农商银行学习组来
            continue
        visited = {*hosts, *found}
        before = [m for m in mentions if m.end <= verb.start() and m.name not in visited]
        hosts += [name for name in found if name not in hosts]
        if before and not _STATED.search(words[: before[-1].start]):
            learners.append(before[-1].name)
    if (receives := _RECEIVES.search(words)) and not hosts:
        hosts += [m.name for m in mentions if m.end <= receives.start()][-1:]
        learners += [m.name for m in mentions if m.start >= receives.end()][:1]
    to_us = _COMES_TO_US.search(words)
    if to_us:
        coming = [m.name for m in mentions if m.end <= to_us.start()][:1]
        learners += coming or _places(words[: to_us.start()], names)
    listed: tuple[list[str], int] | None = None
    for mention in mentions:
        before_it, behind = words[: mention.start], words[mention.end :]
        if listed and _AND.fullmatch(words[listed[1] : mention.start]):
            listed[0].append(mention.name)
            listed = listed[0], mention.end
            continue
        listed = None
        if _STATED.search(before_it):
            listed = hosts, mention.end
        elif _SENT.search(before_it):
            listed = learners, mention.end
        if any(p.search(before_it) for p in (_STATED, _EXAMPLE, _MET)):
            hosts.append(mention.name)
        elif _SENT.search(before_it) or (
            (party := _PARTY.match(behind))
            and mention.name not in hosts
            and (party["sent"] is None or _goes_away(behind, party.end(), learning=learning))
            and not any(0 <= m.start - mention.end < party.end() for m in mentions)
        ):
            learners.append(mention.name)
    learners += _asked(words, mentions) if learning else ()
    hosts = [name for name in dict.fromkeys(hosts) if name not in learners]
    if not hosts and not learners:
        return None
    return Visit(
        tuple(hosts), tuple(dict.fromkeys(learners)), to_us=bool(guests or to_us) and not hosts
    )


def _asked(words: str, mentions: list[Mention]) -> Iterator[str]:
    """The banks whose people are asked what they learned elsewhere: 访甲农商银行赴乙农商银行学习组,
    对话赴乙农商银行学习归来的甲农商银行学员."""
    for one, other in pairwise(mentions):
        between = words[one.end : other.start]
        if one.name == other.name:
            continue
        if _ASKS.search(words[: one.start]) and _AND_WENT.fullmatch(between):
            yield one.name
        elif _BACK.fullmatch(between):
            yield other.name


def _goes_away(behind: str, end: int, *, learning: bool) -> bool:
    """Do those who were picked go elsewhere to learn, and not to work at home? `behind` are the words behind
    the bank, `end` is where those about the picking end."""
    picked = learning or "抽" not in behind[:end]
    return picked and _AT_HOME.match(behind, end) is None


def _places(words: str, names: BankNames) -> list[str]:
    """The banks that a list names by their places: 桑坞、鹿滩两家农商银行."""
    if re.search(r"[两二三四五六七八九十几多]家", words) is None:
        return []
    return [bank for place, bank in names.by_place.items() if place in words]


def _behind(words: str, end: int, mentions: Iterable[Mention], names: BankNames) -> list[str]:
    """The banks named right after a verb: one, or a list of them; or one by its place alone."""
    found: list[str] = []
    for mention in mentions:
        if (
            mention.start < end or mention.name in found[-1:]
        ):  # its short name, in brackets behind it
            continue
        between = words[end : mention.start]
        praised = not found and _PRAISE.fullmatch(between) is not None
        praised = praised and _LEARNED_THERE.match(words, mention.end) is not None
        if not praised and not (_LIST if found else _GAP).fullmatch(between):
            break
        found.append(mention.name)
        end = mention.end
    if found:
        return found
    gap = _GAP.match(words, end)
    for at in {end, gap.end() if gap else end}:
        while place := names.by_place.at(words, at):
            found.append(names.by_place[place])
            at += len(place)
            if county := _COUNTY.match(words, at):
                at = county.end()
            at += words.startswith(("、", "和", "与", "及"), at)
        if found:
            return found
    return []

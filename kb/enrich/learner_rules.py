"""Rules by which a sentence tells of those who learn: what they did, think and plan."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.enrich import subject_cues as cues
from kb.enrich.compared_with import is_compared_with
from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place, own_learner
from kb.enrich.subject_model import Guess
from kb.model import BANK_SIDES, Side
from kb.text import heads_aims, heads_requirements, shows_others

# A section over the learners' own part: a host that such a section does not name needs more.
OF_LEARNERS = frozenset(("节题打算题", "段题打算题", "列题打算题"))
# The same, and sections of what they lack or think.
AT_HOME = OF_LEARNERS | {"节题反思题", "段题反思题", "列题反思题"}
# Clues by which a sentence of learners tells what they did at their host.
_VISITING = frozenset("访问 活动 参观开头 学员开头 某组".split())
# Learners who look at a host call themselves so, and a sentence that opens with them is about them.
_VISITORS = re.compile(
    r"(?:[^，。：“]{1,8}，)?(?:观摩团|考察团|参观团|考察组|观摩组|访问团)(?:成员|一行|全体)?们?(?![的所到来教给对让]{1,2})"
)
# What these say of a host that they name: 中心组成员一致认为，甲农商银行的办法管用，回行后要照办。
_THINKERS = re.compile(
    r"(?:[^，。：“]{1,8}，)?(?:中心组|[考观参访][察摩观问][团组]|[学跟][习班][团组]|学员|参训|参学)[^，。：“]{0,8}?(?:一致|普遍|纷纷|都|均)?(?:认为|感到|感慨|坦言|表示)，"
)
# An item of a list in a paragraph: （二）…, 2.…, 二是….
_ITEM = re.compile(
    r"\s{0,2}(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十\d]{1,2}[、.．]|[一二三四五六七八九]是)"
)
# What learners take over from a host that they name: 柳湾的分中心可在经开区支行试点.
_TAKEN_OVER = re.compile(
    r"的[^。；]{0,24}?(?:可以?|拟|先|将|要|宜|应|由|请|争取)[^。；]{0,16}?(?:试|在|落地|推|引进|照|搬|借鉴|移植|复制|学)"
)
# A sentence of learners that sets their own bank against what was told: 与之相比，我行的叫号机在最里面.
_OURS_AGAINST = re.compile(
    r"(?:而|但|可|再看|回看|反观|回头看|对照)?(?:(?:两相|相互)?(?:对[照比]|比较)(?:之下|来看|起来)?|(?:与[之此]|两相)?相(?:比|较)(?:之下|较|而言)?"
    r"|比起来|与[之此](?:不同|相反)|不同的是|相反|反观|反过来看?|回头看|再看)[，,]?(?:我[行社]|我们[行社]|我县?联社|本[行社])(?!业)"
)
# Whom learners quote as one who taught them something at the host: 小屠提醒我们，….
_TAUGHT_US = re.compile(
    r"(?P<who>[^，。：“\s]{1,10}?)(?:还|又|再三|反复|悄悄|一再)?(?:提醒|告诉|告诫|叮嘱|教)(?:了)?我们?(?:俩|几个|一行)?[，：:]"
)
_OF_US = re.compile("带队|组长|队长|团长|学员|领队|我[行们]|本行|班长")
# A group of learners by its letter or number, behind a day: 周四、周五：甲组五个人分住五家支行.
_GROUP = re.compile(
    r"(?:[^，。：:]{1,12}[：:])?(?P<who>第?[甲乙丙丁一二三四五六1-6A-D]小?组)(?!织)"
)
# What learners found at the host: the rest of the sentence tells of that.
_FOUND = re.compile("该行|了解到|发现|看到|获悉|得知|听[到说]|注意到|介绍|感受到|的做法")


def is_study(context: Context) -> bool:
    """Does a sentence of learners tell what they did at their host, not what they plan?"""
    return not _VISITING.isdisjoint(context.words) and not cues.ADVICE.search(context.unit.text)


def not_by_measure(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence is not about a host by which it only measures (高出锦川1.49个百分点): in a part of the
    learners it is about them, elsewhere that is not known."""
    measured = guess.side is Side.HOST and is_compared_with(
        guess.bank, context.unit.text, context.mentions
    )
    if not measured:
        return guess
    if AT_HOME.isdisjoint(context.place):
        return replace(guess, chance=0.0)
    return replace(guess, bank=own_learner(place.parties), side=Side.LEARNER)


def of_measure(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that opens with the only host, and names the learners only to measure it by them (也高出甲
    农商银行8个百分点), is about the host."""
    hosts, named = place.parties.hosts, context.mentions
    opens = len(hosts) == 1 and named and named[0].start == 0 and named[0].bank == hosts[0]
    if guess.side is not Side.LEARNER or not opens or guess.bank == hosts[0]:
        return guess
    if not is_compared_with(guess.bank, context.unit.text, named):
        return guess
    return Guess(hosts[0], Side.HOST, SURE, ("本句写明",))


def of_us(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence of learners that says 我行, or takes something over, is not told of the host it names to
    compare with or to learn from (我行贷款2.2万户，建议走甲农商银行的路子)."""
    host = guess.side is Side.LEARNER and place.parties.side_of(guess.bank) is Side.HOST
    if not host or not (cues.WE.search(context.unit.text) or _takes_over(guess, context, place)):
        return guess
    return replace(guess, bank=own_learner(place.parties))


def of_us_against(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that sets 我行 of those who learn against what was told is not told of the host."""
    own = own_learner(place.parties)
    if guess.side is not Side.HOST or not own or context.mentions:
        return guess
    if not _OURS_AGAINST.match(context.unit.text):
        return guess
    return Guess(own, Side.LEARNER, SURE, ("我行",))


def of_teacher(guess: Guess, context: Context, place: Place) -> Guess:
    """What people of the only host told those who learn about their own bank (小屠提醒我们，…他们抽查…)."""
    hosts, text = place.parties.hosts, context.unit.text
    match = _TAUGHT_US.match(text) if guess.side in BANK_SIDES and len(hosts) == 1 else None
    if match is None or _OF_US.search(match["who"]):
        return guess
    if any(place.parties.side_of(m.bank) is not Side.HOST for m in context.mentions):
        return guess
    told = cues.THOSE.search(text, match.end())  # 行里 may be the bank of either
    ours = cues.WE.search(text, match.end()) or cues.YOU.search(text, match.end())
    return Guess(hosts[0], Side.HOST, SURE, ("他们",)) if told and not ours else guess


def _takes_over(guess: Guess, context: Context, place: Place) -> bool:
    """In their own section, do the only learners take over what belongs to the host they name?"""
    only = len(place.parties.learners) == 1 and own_learner(place.parties) != ""
    if not only or AT_HOME.isdisjoint(context.place):
        return False
    text = context.unit.text
    named = (mention.end for mention in context.mentions if mention.bank == guess.bank)
    return any(_TAKEN_OVER.match(text, end) for end in named)


def of_announced(guess: Guess, context: Context, place: Place) -> Guess:
    """What learners announced as their own (我讲三条意见。第一条，…) is no practice of a host."""
    if guess.side not in (Side.HOST, Side.NONE) or context.unit.start not in place.announced:
        return guess
    return Guess(own_learner(place.parties), Side.LEARNER, guess.chance, ("最近的学方",))


def of_visitors(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that opens with those who visit (考察团看了三个村) and names no bank is about these."""
    if guess.side is not Side.HOST or context.mentions or not _VISITORS.match(context.unit.text):
        return guess
    return Guess(own_learner(place.parties), Side.LEARNER, guess.chance, ("访问",))


def of_team(guess: Guess, context: Context, place: Place) -> Guess:
    """What a group of learners did is theirs, also where the group is called as its host (石桥组列席听证会)
    or by a letter (甲组在柳湾农商银行：…甲组分住五家支行)."""
    text = context.unit.text
    if guess.side is not Side.HOST or _FOUND.search(text):
        return guess
    team = place.parties.team_in(text) if "某组" in context.words else None
    as_host = team is not None and guess.bank.startswith(team["who"].removesuffix("组"))
    if not (as_host or _opens_with_group(text, place)):
        return guess
    own = own_learner(place.parties)
    return Guess(own, Side.LEARNER, max(guess.chance, SURE), ("某组",))


def _opens_with_group(text: str, place: Place) -> bool:
    """Does a sentence open with the group that the heading above sends to a bank?"""
    found, headings = _GROUP.match(text), place.entry.heading_path
    return found is not None and any(
        heading.startswith(found["who"]) and place.parties.mentions(heading) for heading in headings
    )


def of_thinkers(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that opens with what learners think or promise, and then names the host, is theirs."""
    if guess.side is not Side.HOST or not (match := _THINKERS.match(context.unit.text)):
        return guess
    if any(mention.start < match.end() for mention in context.mentions):
        return guess
    return Guess(own_learner(place.parties), Side.LEARNER, guess.chance, ("学员开头",))


def of_plan(guess: Guess, context: Context, place: Place) -> Guess:
    """In a learner's paper of plans, a sentence without a name in a section of aims or measures is theirs; so
    is one in the section of requirements of a notice."""
    learners, heading = place.parties.learners, place.entry.heading_path[-1:]
    own = learners[0] if len(learners) == 1 else own_learner(place.parties)
    if guess.side is not Side.HOST or context.mentions or not (own and heading):
        return guess
    aims = place.plan and heads_aims(heading[0])
    if not (aims or (place.notice and heads_requirements(heading[0]))):
        return guess
    if place.parties.mentions(heading[0]):
        return guess
    if shows_others(context.unit.text):
        return guess
    return Guess(own, Side.LEARNER, guess.chance, ("节题打算题",))


def of_home(guess: Guess, context: Context, place: Place) -> Guess:
    """In a section of what learners plan, an item of a list that names nobody and does not turn to the host
    is theirs (三、下一步打算：（一）…；（二）账户排查改为每季度一次)."""
    theirs = guess.side is Side.HOST and "节题打算题" in context.place and not context.mentions
    text = context.unit.text
    if not theirs or not _ITEM.match(text) or cues.THOSE.search(text) or shows_others(text):
        return guess
    return Guess(own_learner(place.parties), Side.LEARNER, guess.chance, ("节题打算题",))

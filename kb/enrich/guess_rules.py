"""What a bulletin or its editor says against the guess of the model, one rule after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kb.enrich import subject_cues as cues
from kb.enrich.compared_with import is_compared_with
from kb.enrich.missing_hosts import opens_elsewhere
from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
from kb.enrich.subject_model import Guess
from kb.enrich.told_in_turn import tells_in_turn
from kb.model import Entry, Side
from kb.structure import label_of
from kb.text import CELLS, cells_of

# Below this probability a sentence is not shown as a bank's practice, and one about nobody may be about
# somebody. Chosen on hands that were left out: one sentence under a wrong bank costs as much as three
# that are left in doubt.
SURE = 0.86
# A section over the learners' own part: a host that such a section does not name needs more.
OF_LEARNERS = frozenset(("节题打算题", "段题打算题", "列题打算题"))
# The same, and sections of what they lack or think.
_AT_HOME = OF_LEARNERS | {"节题反思题", "段题反思题", "列题反思题"}
# Clues by which a sentence of learners tells what they did at their host.
_VISITING = frozenset("访问 活动 参观开头 学员开头 某组".split())

# The people of the host comment on what learners wrote, and what is about these.
_MASTER = re.compile(
    r"[^一-鿿]{0,3}(?:导师|师傅|带教(?:人|老师|师傅)?)(?:点评|评语|批注|寄语|点拨|回复|的话|说|语录)"
)
_LABEL = 12
# A label with its number stands within so many characters: each sentence of a long entry asks.
_HEAD = 40
# A paragraph with such a label tells what was seen at the host (2.主要收获：…, 【见闻】…).
_SEEN = re.compile(
    r"(?:本[周日期月]|今[日天]|主要|学习|跟班|对方|他们的?)?(?:所[见学得]|收获|见闻|学到的?|看到的?|(?:主要|具体)?做法)"
    r"[一二三四五六七八九十\d]{0,2}"
)
# Learners who look at a host call themselves so, and a sentence that opens with them is about them.
_VISITORS = re.compile(
    r"(?:[^，。：“]{1,8}，)?(?:观摩团|考察团|参观团|考察组|观摩组|访问团)(?:成员|一行|全体)?们?(?![的所到来教给对让]{1,2})"
)
# What these say of a host that they name: 中心组成员一致认为，甲农商银行的办法管用，回行后要照办。
_THINKERS = re.compile(
    r"(?:[^，。：“]{1,8}，)?(?:中心组|[考观参访][察摩观问][团组]|[学跟][习班][团组]|学员|参训|参学)[^，。：“]{0,8}?(?:一致|普遍|纷纷|都|均)?(?:认为|感到|感慨|坦言|表示)，"
)
# A paper of what a bank will do at home, and sections of what it sets itself.
_PLAN = re.compile(
    "(?:落实|实施|整改|转化|推进|提升|行动)(?:工作)?方案|行动计划|(?:落实|整改|转化|推进)计划"
)
_OF_PLAN = re.compile("目标|任务|措施|步骤|保障|组织领导|工作要求|时间安排|进度|职责|分工")
_SHOWN = re.compile("经验|做法|启示|他们|对方|该行")
# A short saying: 走得进，才能留得下。 What is counted in it makes it a rule.
_SAYING = re.compile(r"[^，。“：]{2,12}，才[^，。“：]{2,14}[。！]?")
_COUNTED = re.compile(
    r"[0-9０-９％%]|[一二三四五六七八九十百几两][个天日月年户元万成次名级]|按|该行"
)
# Other banks without a name, of whom the rest tells: 同城的一家国有大行也想学.
_OTHERS = re.compile(
    r"(?:据[^，。]{2,14}(?:介绍|讲|说)，)?[^，。：“]{0,14}?(?:(?:国有|股份制|外地|其他|别的)(?:大行|银行)|城商行|同业)(?:[去前]年|此前|曾|早年)?(?:也|都|想|不愿|没|不敢|曾)"
)
_HERE = re.compile("该行|全行|总行|我们|他们|本行")
_OURS = re.compile("我们|我行|咱")
# A sentence that sets another bank against what was told, and one that goes on about that bank.
_AGAINST = re.compile(
    r"(?:而|再看)?(?:作为(?:对照|对比|参照)|(?:两相|相互)?对[照比](?:之下|来看)?|(?:与之|与此)?相比(?:之下|较)?"
    r"|与[之此]?不同|不同的是|与[之此]相反|相反|相较之下|反观)"
)
_THAT_BANK = re.compile("(?:但|而|目前|现在|同时|去年|今年)?[，,]?该(?:行|社|联社)(?!业)")
# A question to the guests, and what is said to them.
_TO_GUESTS = re.compile("[？?]|贵行|你们|您")
_LEARNER = re.compile("学员|同志|[你您]|同学|小[一-鿿](?![一-鿿]?额)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its entry, the banks that the entry names, the banks of the bulletin,
    what an editor `decided` of them, whether several banks send learners, and where the sentences
    begin that learners `announced` as their own, whether a host is `missing`, and whether it is a
    paper of plans. `against` is the bank which the sentence before set against what was told, with its side.
    `learned` are the banks from which something was learned, by the beginnings of the sentences."""

    entry: Entry
    named: frozenset[str]
    parties: Parties
    decided: Mapping[str, Side]
    many_send: bool
    announced: frozenset[int]
    learned: Mapping[int, str]
    missing: bool
    plan: bool
    against: tuple[str, Side] | None = None


def settled(guess: Guess, context: Context, place: Place) -> Guess:
    """The guess of a sentence after all rules. A later rule sees what an earlier one made of it."""
    for rule in _RULES:
        guess = rule(guess, context, place)
    return guess


def is_plan(title: str) -> bool:
    """Does a title name a paper of what a bank will do at home?"""
    return _PLAN.search(title) is not None


def is_study(context: Context) -> bool:
    """Does a sentence of learners tell what they did at their host, not what they plan?"""
    return not _VISITING.isdisjoint(context.words) and not cues.ADVICE.search(context.unit.text)


def _of_group(guess: Guess, context: Context, place: Place) -> Guess:
    """In a bulletin of groups, a sentence that is perhaps about nobody is about what its structure
    says: the learners where they visit, else the host of the group."""
    if guess.side is not Side.NONE or guess.chance >= SURE or not place.parties.several:
        return guess
    if is_study(context):
        return replace(guess, side=Side.LEARNER)
    if place.entry.group and place.entry.bank:
        return Guess(place.entry.bank, Side.HOST, 1.0, (f"条目属{Side.HOST.value}",))
    return guess


def _not_by_measure(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence is not about a host by which it only measures (高出锦川1.49个百分点): in a part of the
    learners it is about them, elsewhere that is not known."""
    measured = guess.side is Side.HOST and is_compared_with(
        guess.bank, context.unit.text, context.mentions
    )
    if not measured:
        return guess
    if _AT_HOME.isdisjoint(context.place):
        return replace(guess, chance=0.0)
    return replace(guess, bank=_own_learner(place.parties), side=Side.LEARNER)


def _not_in_turn(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that tells of two hosts in turn (甲重人，考核跟着人走；乙重数) is shown under none."""

    def is_host(bank: str) -> bool:
        return place.parties.side_of(bank) is Side.HOST

    text, mentions = context.unit.text, context.mentions
    in_turn = guess.side is Side.HOST and tells_in_turn(guess.bank, text, mentions, is_host)
    return replace(guess, chance=0.0, clues=("几行轮流",)) if in_turn else guess


def _not_of_another(guess: Guess, context: Context, place: Place) -> Guess:
    """Where a host is missing, a paragraph that opens with a place of no known bank may be about it."""
    if not place.missing or guess.side is not Side.HOST or context.mentions:
        return guess
    elsewhere = opens_elsewhere(place.entry.text, context.unit.start, place.parties)
    return replace(guess, chance=0.0) if elsewhere else guess


def set_against(context: Context, guess: Guess) -> tuple[str, Side] | None:
    """The bank that a sentence sets against what was told (与之不同，乙农商银行…), if it names no other."""
    named = {mention.bank for mention in context.mentions}
    if named != {guess.bank} or not _AGAINST.match(context.unit.text):
        return None
    return guess.bank, guess.side


def _of_that_bank(guess: Guess, context: Context, place: Place) -> Guess:
    """该行 behind a sentence that sets another bank against what was told is that other bank."""
    if place.against is None or context.mentions or not _THAT_BANK.match(context.unit.text):
        return guess
    bank, side = place.against
    return guess if guess.bank == bank else Guess(bank, side, SURE, ("上句提过",))


def _of_learned(guess: Guess, context: Context, place: Place) -> Guess:
    """What was learned from a bank (学来的是甲农商银行的晨会) is its practice, whoever speaks."""
    bank = place.learned.get(context.unit.start, "")
    return Guess(bank, Side.HOST, SURE, ("上句提过",)) if bank else guess


def _of_us(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence of learners that says 我行 is not told of the host it names to compare with or to
    learn from (我行贷款2.2万户，建议走甲农商银行的路子)."""
    host = guess.side is Side.LEARNER and place.parties.side_of(guess.bank) is Side.HOST
    if not host or not cues.WE.search(context.unit.text):
        return guess
    return replace(guess, bank=_own_learner(place.parties))


def _of_announced(guess: Guess, context: Context, place: Place) -> Guess:
    """What learners announced as their own (我讲三条意见。第一条，…) is no practice of a host."""
    if guess.side is not Side.HOST or context.unit.start not in place.announced:
        return guess
    return Guess(_own_learner(place.parties), Side.LEARNER, guess.chance, ("段题打算题",))


def _of_master(guess: Guess, context: Context, place: Place) -> Guess:
    """Where the only host's people comment on what learners wrote (导师点评), 我们 are the host."""
    hosts = place.parties.hosts
    if len(hosts) != 1:
        return guess
    above = (*place.entry.heading_path[-1:], place.entry.text[:_LABEL])
    text = context.unit.text
    if not any(map(_MASTER.match, above)) or not _OURS.search(text) or _LEARNER.search(text):
        return guess
    return Guess(hosts[0], Side.HOST, SURE, ("此行在说",))


def _of_seen(guess: Guess, context: Context, place: Place) -> Guess:
    """In a paragraph that says by its label that it tells what was seen at the only host, a sentence
    without 我 is about that host."""
    hosts, text = place.parties.hosts, context.unit.text
    heads = context.unit.start == 0 and CELLS in text  # the row that names the columns
    seen = len(hosts) == 1 and not heads and _tells_seen(place.entry.text)
    if not seen or "我" in text or "咱" in text or context.unit.introduces or is_study(context):
        return guess
    other = any(mention.bank != hosts[0] for mention in context.mentions)
    if other or (guess.side is Side.HOST and guess.bank != hosts[0]):
        return guess
    return Guess(hosts[0], Side.HOST, max(guess.chance, SURE), ("此行在说",))


def _tells_seen(text: str) -> bool:
    """Does the label of a paragraph, or a head of a table, say that it tells what was seen at the host?"""
    first = text[:_HEAD].split("\n", 1)[0]
    heads = cells_of(first) if CELLS in first else [label_of(text[:_HEAD])]
    return any(map(_SEEN.fullmatch, heads))


def _of_answer(guess: Guess, context: Context, place: Place) -> Guess:
    """Where people of several hosts are asked, each below the name of its bank, what they answer and say
    of 我们 is about their own bank."""
    bank = place.entry.bank
    clues = context.banks.get(bank, ())
    hosts = place.parties.hosts
    asked = len(hosts) > 1 and bank in hosts and {"节题名", "此行在说"}.issubset(clues)
    text = context.unit.text
    if not asked or (guess.side is Side.HOST and guess.chance >= SURE):
        return guess
    others = any(mention.bank != bank for mention in context.mentions)
    if others or _TO_GUESTS.search(text) or not (cues.ANSWER.match(text) or _OURS.search(text)):
        return guess
    return Guess(bank, Side.HOST, SURE, ("此行在说",))


def _of_visitors(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that opens with those who visit (考察团看了三个村) and names no bank is about these."""
    if guess.side is not Side.HOST or context.mentions or not _VISITORS.match(context.unit.text):
        return guess
    return Guess(_own_learner(place.parties), Side.LEARNER, guess.chance, ("访问",))


def _of_thinkers(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that opens with what learners think or promise, and then names the host, is theirs."""
    if guess.side is not Side.HOST or not (match := _THINKERS.match(context.unit.text)):
        return guess
    if any(mention.start < match.end() for mention in context.mentions):
        return guess
    return Guess(_own_learner(place.parties), Side.LEARNER, guess.chance, ("学员开头",))


def _of_plan(guess: Guess, context: Context, place: Place) -> Guess:
    """In a learner's paper of plans, a sentence without a name in a section of aims or measures is theirs."""
    learners, heading = place.parties.learners, place.entry.heading_path[-1:]
    own = learners[0] if len(learners) == 1 else _own_learner(place.parties)
    if guess.side is not Side.HOST or context.mentions or not (own and heading and place.plan):
        return guess
    shown = _SHOWN.search(heading[0]) or _SHOWN.search(context.unit.text)
    if shown or not _OF_PLAN.search(heading[0]) or place.parties.mentions(heading[0]):
        return guess
    return Guess(own, Side.LEARNER, guess.chance, ("节题打算题",))


def _of_nobody(guess: Guess, context: Context, _: Place) -> Guess:
    """A short saying tells of nobody; what other banks did that have no name is not told of the host."""
    if guess.side is not Side.HOST:
        return guess
    text = context.unit.text.strip()
    if not context.mentions and _SAYING.fullmatch(text) and not _COUNTED.search(text):
        return Guess("", Side.NONE, SURE, ())
    if _OTHERS.match(text) and not _HERE.search(text):
        return replace(guess, chance=0.0)
    return guess


def _as_decided(guess: Guess, _: Context, place: Place) -> Guess:
    """What an editor decided of a bank holds for each sentence about it."""
    if guess.side is Side.NONE or guess.bank not in place.decided:
        return guess
    return replace(guess, side=place.decided[guess.bank])


def _of_many(guess: Guess, _: Context, place: Place) -> Guess:
    """Where several banks send learners, what an entry tells without a name is not told of one of them."""
    if place.many_send and guess.side is Side.LEARNER and guess.bank not in place.named:
        return replace(guess, bank="")
    return guess


_RULES: tuple[Callable[[Guess, Context, Place], Guess], ...] = (
    _of_group,
    _not_by_measure,
    _not_in_turn,
    _not_of_another,
    _of_that_bank,
    _of_learned,
    _of_us,
    _of_announced,
    _of_master,
    _of_seen,
    _of_answer,
    _of_visitors,
    _of_thinkers,
    _of_plan,
    _of_nobody,
    _as_decided,
    _of_many,
)


def _own_learner(parties: Parties) -> str:
    """The writer's bank where it learns; "" else."""
    return parties.own if parties.own_side is Side.LEARNER else ""

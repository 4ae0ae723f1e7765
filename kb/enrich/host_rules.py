"""Rules by which a sentence tells of a host: the one shown before, learned from, or whose people speak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.enrich import subject_cues as cues
from kb.enrich.former_latter import REACH, bank_meant
from kb.enrich.learner_rules import AT_HOME, is_study
from kb.enrich.own_paper import OURS_ONLY
from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place
from kb.enrich.subject_model import Guess
from kb.model import BANK_SIDES, Entry, Kind, Side
from kb.structure import label_of
from kb.text import CELLS, cells_of

# The people of the host comment on what learners wrote, and what is about these.
_MASTER = re.compile(
    r"[^一-鿿]{0,3}(?:导师|师傅|带教(?:人|老师|师傅)?)(?:点评|评语|批注|寄语|点拨|回复|的话|说|语录)"
)
_LABEL = 12
# A label with its number stands within this many characters: each sentence of a long entry asks.
_HEAD = 40
# A paragraph with such a label tells what was seen at the host (2.主要收获：…, 【见闻】…).
_SEEN = re.compile(
    r"(?:本[周日期月]|今[日天]|主要|学习|跟班|对方|他们的?)?(?:所[见学得]|收获|见闻|学到的?|看到的?|(?:主要|具体)?做法)"
    r"[一二三四五六七八九十\d]{0,2}"
)
# So does a section of points (【本周学到】).
_SEEN_BELOW = re.compile(
    r"[^一-鿿]{0,4}(?:本[周日期月]|今[日天]|这[一]?周)?(?:学到|看到|记下|带回)(?:的|了)?(?:什么|哪些|几[点条招])?[^一-鿿]{0,4}"
)
_POINT = re.compile(
    r"\s{0,2}(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[一二三四五六七八九]是)"
)
_OURS = re.compile("我们|我行|咱")
# What turns a point to those who learn.
_TO_OURS = re.compile(
    "我|咱|(?<![收追召退找带赎])回[去来行]|学员|各(?:支行|部室|部门|单位|行社)要|借鉴|参照|对照|差距|下一?步|打算|建议|拟|力争|值得|启示|学习"
)
_THAT_BANK = re.compile("(?:但|而|目前|现在|同时|去年|今年)?[，,]?该(?:行|社|联社)(?!业)")
# A sentence that sets another bank against what came before, and one that goes on about that bank.
_AGAINST = re.compile(
    r"(?:而|再看)?(?:作为(?:对照|对比|参照)|(?:两相|相互)?对[照比](?:之下|来看)?|(?:与之|与此)?相比(?:之下|较)?"
    r"|与[之此]?不同|不同的是|与[之此]相反|相反|相较之下|反观)"
)
_COUNTED = re.compile("[0-9０-９]")
# A question to the guests, and what is said to them.
_TO_GUESTS = re.compile("[？?]|贵行|你们|您")
# A later clause that sets the own bank of learners against what the sentence tells before it.
_THEN_OURS = re.compile("[，；](?:而|但|可|反观)(?:同期|目前|现在)?的?$")
_LEARNER = re.compile("学员|同志|[你您]|同学|小[一-鿿](?![一-鿿]?额)")


def set_against(context: Context, guess: Guess) -> tuple[str, Side] | None:
    """The bank that a sentence sets against what came before (与之不同，乙农商银行…), if it names no other."""
    named = {mention.bank for mention in context.mentions}
    if named != {guess.bank} or not _AGAINST.match(context.unit.text):
        return None
    return guess.bank, guess.side


def of_that_bank(guess: Guess, context: Context, place: Place) -> Guess:
    """该行 behind a sentence that sets another bank against what came before is that other bank."""
    if place.against is None or context.mentions or not _THAT_BANK.match(context.unit.text):
        return guess
    bank, side = place.against
    return guess if guess.bank == bank else Guess(bank, side, SURE, ("上句提过",))


def of_former(guess: Guess, context: Context, place: Place) -> Guess:
    """前者 and 后者 at the beginning of a sentence are the two banks that were named together before."""
    if context.mentions:
        return guess
    start = context.unit.start
    before = place.entry.text[max(0, start - REACH) : start]
    bank = bank_meant(context.unit.text, before, place.parties)
    return Guess(bank, place.parties.side_of(bank), SURE, ("上句提过",)) if bank else guess


def of_learned(guess: Guess, context: Context, place: Place) -> Guess:
    """What was learned from a bank (学来的是甲农商银行的晨会) is its practice, whoever speaks."""
    bank = place.learned.get(context.unit.start, "")
    return Guess(bank, Side.HOST, SURE, ("上句提过",)) if bank else guess


def of_master(guess: Guess, context: Context, place: Place) -> Guess:
    """Where the only host's people comment on what learners wrote (导师点评), 我们 are the host."""
    hosts = place.parties.hosts
    if len(hosts) != 1:
        return guess
    above = (*place.entry.heading_path[-1:], place.entry.text[:_LABEL])
    text = context.unit.text
    if not any(map(_MASTER.match, above)) or not _OURS.search(text) or _LEARNER.search(text):
        return guess
    return Guess(hosts[0], Side.HOST, SURE, ("此行在说",))


def of_seen(guess: Guess, context: Context, place: Place) -> Guess:
    """In a paragraph that says by its label that it tells what was seen at the only host, a sentence
    without 我 is about that host."""
    hosts, text = place.parties.hosts, context.unit.text
    heads = context.unit.start == 0 and CELLS in text  # the row that names the columns
    seen = len(hosts) == 1 and not heads and _tells_seen(place.entry)
    if not seen or "我" in text or "咱" in text or context.unit.introduces or is_study(context):
        return guess
    other = any(mention.bank != hosts[0] for mention in context.mentions)
    if other or (guess.side is Side.HOST and guess.bank != hosts[0]):
        return guess
    return Guess(hosts[0], Side.HOST, max(guess.chance, SURE), ("此行在说",))


def of_parted(guess: Guess, context: Context, place: Place) -> Guess:
    """Where each point has a part of its own for the learners (对照我行), the rest of a point is about the
    host, unless it says 我 or names another bank."""
    bank, text = place.entry.bank, context.unit.text
    if not place.parted or place.entry.kind is not Kind.LESSON or place.parties.hosts != (bank,):
        return guess
    if guess.side not in (Side.HOST, Side.LEARNER) or is_study(context) or cues.ADVICE.search(text):
        return guess
    if "我" in text or "咱" in text or any(m.bank != bank for m in context.mentions):
        return guess
    return Guess(bank, Side.HOST, max(guess.chance, SURE), ("条目属host",))


def learners_apart(entries: Sequence[Entry]) -> bool:
    """Do several sections of one name hold what the learners say of themselves?"""
    heads = Counter(
        entry.heading_path[-1]
        for before, entry in pairwise(entries)
        if entry.side is Side.LEARNER and entry.heading_path and before.kind is Kind.LESSON
    )
    return max(heads.values(), default=0) > 1


def _tells_seen(entry: Entry) -> bool:
    """Does the label of a paragraph, a head of a table, or the heading of a point say that it tells what was
    seen at the host?"""
    first = entry.text[:_HEAD].split("\n", 1)[0]
    if any(map(_SEEN_BELOW.fullmatch, entry.heading_path[-1:])) and _POINT.match(first):
        return True
    heads = cells_of(first) if CELLS in first else [label_of(entry.text[:_HEAD])]
    return any(map(_SEEN.fullmatch, heads))


def of_answer(guess: Guess, context: Context, place: Place) -> Guess:
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


def of_headed(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence without a name, in an entry that names no bank but that of its heading, is not about another
    host (汐口：让数据先跑一遍)."""
    bank, parties = place.entry.bank, place.parties
    if guess.side is not Side.HOST or guess.bank == bank or bank not in parties.hosts:
        return guess
    headed = {
        m.bank for heading in place.entry.heading_path[-1:] for m in parties.mentions(heading)
    }
    if headed != {bank} or context.mentions or not place.named <= headed:
        return guess
    return Guess(bank, Side.HOST, max(guess.chance, SURE), ("节题名",))


def of_later_contrast(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence of a lesson that goes on about the only host, and sets the learners against it only in a
    later clause (余额15亿元，而甲农商银行只有3亿元), is about that host."""
    bank, text, named = place.entry.bank, context.unit.text, context.mentions
    theirs = guess.side is Side.LEARNER and {m.bank for m in named} == {guess.bank}
    if not theirs or place.entry.kind is not Kind.LESSON or place.parties.hosts != (bank,):
        return guess
    ahead = text[: named[0].start]
    turns = _THEN_OURS.search(ahead) is not None and _COUNTED.search(ahead) is not None
    if not turns or not AT_HOME.isdisjoint(context.place) or cues.WE.search(ahead):
        return guess
    return Guess(bank, Side.HOST, max(guess.chance, SURE), ("条目属host",))


def of_run(guess: Guess, context: Context, place: Place) -> Guess:
    """A point that stands in one run with points about the only host (一、… 二、… 三、…) is about that host
    too, where nothing in it turns to the learners. What the model reads as theirs is theirs, unless the title
    says that the host's practice is shown."""
    bank, text = place.entry.bank, context.unit.text
    if (
        not place.in_run
        or place.parties.hosts != (bank,)
        or any(m.bank != bank for m in context.mentions)
    ):
        return guess
    if guess.side not in BANK_SIDES or is_study(context) or not AT_HOME.isdisjoint(context.place):
        return guess
    if _TO_OURS.search(text):
        return guess
    if guess.side is Side.LEARNER and (not place.shown or cues.ADVICE.search(text)):
        return guess
    return Guess(bank, Side.HOST, max(guess.chance, SURE), ("条目属host",))


def of_named(guess: Guess, context: Context, place: Place) -> Guess:
    """Where an entry tells of several banks and none learns, a sentence that opens with one of them and names no
    other is about that one."""
    parties, named = place.parties, context.mentions
    several = len(parties.hosts) > 1 and not parties.learners and not parties.several
    several = several and len(place.named) > 1
    if not several or guess.side is not Side.HOST or guess.chance >= SURE:
        return guess
    opens = named and named[0].start == 0 and {m.bank for m in named} == {guess.bank}
    if not opens or named[0].by != "name" or _OURS.search(context.unit.text):
        return guess
    return replace(guess, chance=SURE)


def of_speaker(guess: Guess, context: Context, place: Place) -> Guess:
    """What somebody of a host says in their turn (钱某：移交要双人核对) is about that host, unless it asks
    the guests or is about another bank."""
    if guess.side is not Side.HOST or guess.chance >= SURE:
        return guess
    text, said = context.unit.text, context.banks.get(guess.bank, ())
    others = any(mention.bank != guess.bank for mention in context.mentions)
    if others or "此行在说" not in said or not cues.SPEAKS.match(text):
        return guess
    if "我" in text or _TO_GUESTS.search(text):
        return guess
    return replace(guess, chance=SURE)


def of_asked(guess: Guess, context: Context, place: Place) -> Guess:
    """What somebody who is known as of the only host answers (问：下一步有什么打算？ 葛某：明年全面推开) is about
    the host, what they plan and say of 我行 too, unless it turns to the guests."""
    hosts, text = place.parties.hosts, context.unit.text
    asked = len(hosts) == 1 and "此行在说" in context.banks.get(hosts[0], ())
    if not asked or guess.side not in (Side.HOST, Side.LEARNER):
        return guess
    if guess.side is Side.HOST and guess.chance >= SURE:
        return guess
    if any(mention.bank != hosts[0] for mention in context.mentions):
        return guess
    turned = any(p.search(text) for p in (_TO_GUESTS, _LEARNER, cues.THOSE, cues.GUESTS))
    if turned or not _is_answer(context, place):
        return guess
    return Guess(hosts[0], Side.HOST, max(guess.chance, SURE), ("此行在说",))


def _is_answer(context: Context, place: Place) -> bool:
    """Does a sentence stand in a paragraph that a known person of a host opens, or who is interviewed there,
    with the question above it?"""
    text, start = place.entry.text, context.unit.start
    begin = text.rfind("\n", 0, start) + 1
    spoken = cues.SPEAKS.match(text, begin)
    known = spoken and (spoken["name"], place.parties.hosts[0]) in place.parties.persons
    answers = known or (place.interview and cues.ANSWER.match(text, begin))
    asked = place.question < begin or (begin > 1 and text[begin - 2] == "？")
    return bool(answers) and asked


def first_question(entry: Entry) -> int:
    """Where the first question of an entry stands: −1 for its heading, the end of the text for none."""
    if any(map(cues.QUESTION.match, entry.heading_path[-1:])):
        return -1
    at = 0
    for line in entry.text.split("\n"):
        if cues.QUESTION.match(line):
            return at
        at += len(line) + 1
    return at


def of_writer(guess: Guess, context: Context, place: Place) -> Guess:
    """Where a bank tells of itself, a sentence with 我行 is about it, also among its thoughts and plans; so is
    one that is likely about it, in a lesson that names no other."""
    if not place.writer or (guess.side is Side.HOST and guess.bank != place.writer):
        return guess
    text = context.unit.text
    if guess.side is Side.HOST and place.entry.kind is Kind.LESSON and len(place.named) < 2:
        return replace(guess, chance=max(guess.chance, SURE))
    if not OURS_ONLY.search(text) or cues.GUESTS.search(text):
        return guess
    return Guess(place.writer, Side.HOST, 1.0, ("我行",))

"""The bank and kind of an entry by what its sentences tell, where its section says another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.enrich.parties import Parties
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.subject_cues import COUNTED_BANKS, QUESTION
from kb.enrich.subjects import read_subjects
from kb.model import Bulletin, Entry, Heading, Kind, Organisation, Side
from kb.structure import with_plain_lessons
from kb.text import is_head, is_plan_paper, numbering

# More papers of plans. `is_plan_paper` alone holds for sentences that name nobody: 学习方案 may tell of a host.
_WIDER_PLAN = re.compile("(?:工作|学习|对标)(?:工作)?方案|(?:任务|整改|转化)清单")
# A note of the editor, or what learners did not understand or fear: no lesson where they speak of themselves.
_OWN_PART = re.compile(
    r"[【\[（(]?编(?:者按|后|者的话)|[^，。：]{0,8}(?:困惑|疑[问惑]|没想[明通]|想不[明通]|没弄[明懂]|顾虑)"
)
# An entry that compares several banks together (三家银行用信率分别为28%、41%、35%) is no single one's.
_SEVERAL = re.compile(f"[两二三四五六七八]{COUNTED_BANKS}")
# A section of what somebody thinks of it all (几点启示, 【领导批示】): no practice, where no host is told of.
_THOUGHTS = re.compile(
    r"\W{0,3}(?:[一二三四五六七八九十]、)?(?:[^，。；：\s]{0,6}(?:启示|启发|思考)|[^，。；：\s]{0,8}批示)[】\]）)]?\s?(?:$|[:：\n])"
)
# Words that learners have for themselves and what they plan.
_OWN = re.compile("我|咱|本[行社]|学员|小组|[拟请]|打算|建议|对照|党委|各(?:支行|部室|部门)")
_OUR_BANK = re.compile("我[行社部]|我们[行社]|本[行社]")
# What a learner or the editor says: 学员某某：…, 编后：….
_SAID = re.compile("学员[一-鿿·]{0,4}[:：]|[【\\[（(]?编(?:者按|后|者的话)[】\\]）)]?[:：\n]")
# A label over news, as in a paper on all that a bank did in a week: 【党建】.
_NEWS = re.compile(r"[【\[][^】\]\n]{2,10}[】\]]")
# Such words begin within this many characters.
_OPENING = 20
# An entry may be a lesson if at least this share of it surely tells what its host does.
_MOSTLY = 0.75


def corrected_by_sentences(bulletin: Bulletin, organisations: Sequence[Organisation]) -> Bulletin:
    """The bulletin with each entry under the bank that its sentences are about.

    An entry of which no sentence is about its bank moves to the host that its sentences are about: to the
    most frequent one if its bank only learns, else only if there is just one. A lesson about nobody belongs
    to the only host. An entry that is only about the learners is theirs if it stands under a bank that
    learns, opens as their own part, or is in a paper of plans. A bulletin of groups keeps its banks. Plain
    paragraphs that surely say what a host does become lessons (kb/structure/plain_lessons.py).
    """
    parties, pairs = read_subjects(bulletin, organisations)
    read = tuple(pairs)
    sure = {entry.anchor for entry, subjects in read if _is_of_host(entry, subjects)}
    if bulletin.groups:
        return with_plain_lessons(bulletin, sure)
    learner = parties.own_side is Side.LEARNER or bool(parties.learners)
    named = is_plan_paper(bulletin.title) or _WIDER_PLAN.search(bulletin.title) is not None
    plans = learner and named
    moved = iter([_corrected(entry, subjects, parties, plans=plans) for entry, subjects in read])
    content: tuple[Heading | Entry, ...] = tuple(
        next(moved) if isinstance(item, Entry) else item for item in bulletin.content
    )
    return with_plain_lessons(replace(bulletin, content=content), sure)


def _is_of_host(entry: Entry, subjects: Sequence[SentenceSubject]) -> bool:
    """Do most words of an entry, outside the heads of a table, surely tell what one host does?"""
    told = [s for s in subjects if not is_head(entry.text, (s.sentence.start, s.sentence.end))]
    every = sum(len(one.sentence.text) for one in told)
    sure = [one for one in subjects if one.side is Side.HOST and not one.doubtful]
    words = sum(len(one.sentence.text) for one in sure)
    return len({one.bank for one in sure}) == 1 and words >= _MOSTLY * every


def _of_named_host(entry: Entry, parties: Parties) -> Entry:
    """An entry under a bank that only learns, of which no sentence surely tells anything, is of the host
    that it names, if it names no other bank."""
    named = {mention.bank for mention in parties.mentions(entry.text)}
    if len(named) == 1 and named.issubset(parties.hosts):
        return replace(entry, bank=named.pop())
    return entry


def _corrected(
    entry: Entry, subjects: Sequence[SentenceSubject], parties: Parties, *, plans: bool
) -> Entry:
    if entry.side is not Side.HOST:
        return entry
    hosts = Counter(one.bank for one in subjects if one.side is Side.HOST)
    if entry.bank in hosts:
        return entry
    untold = entry.kind is Kind.LESSON and not hosts
    if untold and _is_no_practice(entry, subjects, others=bool(parties.hosts)):
        theirs = any(one.side is Side.LEARNER for one in subjects)
        side = Side.LEARNER if theirs else Side.HOST
        return replace(entry, bank="", side=side, kind=Kind.OVERVIEW)
    learns = entry.bank in parties.learners
    compared = not entry.bank and len(parties.hosts) > 1 and _SEVERAL.search(entry.text)
    only = len(hosts) == 1 and hosts.keys() <= set(parties.hosts) and not compared
    if hosts and (learns or only):
        return replace(entry, bank=hosts.most_common(1)[0][0])
    if hosts:
        return entry
    if (
        entry.kind is Kind.LESSON
        and len(parties.hosts) == 1
        and not _is_of_learners(entry, subjects)
    ):
        return replace(entry, bank=parties.hosts[0])
    if not any(one.side is Side.LEARNER for one in subjects):
        return _of_named_host(entry, parties) if learns else entry
    own = any(map(_OWN_PART.match, (*entry.heading_path[-1:], entry.text[:_OPENING])))
    if not (plans or learns or own):
        return entry
    kind = Kind.OVERVIEW if entry.kind is Kind.LESSON else entry.kind
    return replace(entry, bank="", side=Side.LEARNER, kind=kind)


def _is_no_practice(entry: Entry, subjects: Sequence[SentenceSubject], *, others: bool) -> bool:
    """Is an entry of which no sentence may be about a host of no bank and all about those who learn from
    `others`, does it stand among thoughts, or tell news of theirs below a label of its own?"""
    if any(one.doubtful for one in subjects):
        return False
    theirs = others and all(one.side is Side.LEARNER for one in subjects)
    theirs = theirs and (not entry.bank or _speaks_of_us(subjects))
    if theirs and _OWN.search(entry.text) and not QUESTION.match(entry.text):
        return True
    above = (*entry.heading_path[-1:], entry.text[:_OPENING])
    if any(map(_THOUGHTS.match, above)) and not numbering(entry.text):
        return True
    if _SAID.match(entry.text):
        return True
    return _NEWS.match(entry.text) is not None and _is_of_learners(entry, subjects)


def _speaks_of_us(subjects: Sequence[SentenceSubject]) -> bool:
    """Do most of the sentences say 我行?"""
    return 2 * sum(_OUR_BANK.search(one.sentence.text) is not None for one in subjects) > len(
        subjects
    )


def _is_of_learners(entry: Entry, subjects: Sequence[SentenceSubject]) -> bool:
    """Does a sentence below the heading of an entry tell what learners do or have?"""
    heading = entry.text.partition("\n")[0]
    below = [one for one in subjects if one.sentence.text not in heading]
    return any(one.side is Side.LEARNER for one in below or subjects)

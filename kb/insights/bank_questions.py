"""Questions that only all banks together answer: who has nothing, who was first, who is newest.

The wording decides what is asked, and what about. Texts are short; a long one is no such question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from kb.insights.scope import Subject
from kb.knowledge_base import KnowledgeBase
from kb.search import Query
from kb.text import normalize

LONGEST = 40


class Wanted(Enum):
    """What is asked of the banks."""

    WITHOUT = "没有"
    FIRST = "最早"
    NEWEST = "最近"


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """What is wanted, and `about` what, as typed, of which `bank` ("": of any). `figure`: a number is
    asked for."""

    wanted: Wanted
    about: str
    figure: bool = False
    bank: str = ""


_BANK = r"(?:农商)?(?:银行|行)"
_WHICH = rf"(?:还?有)?(?:哪[几一]?家{_BANK}?|哪[些个]{_BANK}|谁家?|什么{_BANK})"
_NOT = r"(?:还|都|一直|从来|压根)*(?:没有?|未|尚未|不(?![良动超少到足低高同])(?:曾)?)"
_DO = (
    r"(?:在|去)?(?:开展|开办|推行|推广|推出|实行|试行|试点|建立|成立|引入|设立|上线|涉及|做|搞|弄|办|干|推|建|设|用|上"
    r"|开|有|提|讲|写|谈|说)?(?:过|到|起来|了)?"
)
_ABOUT = r"(?P<about>.{2,16}?)"
_FIRST = r"(?:最早|最先|率先|首先|第一个|第一家|头一个|头一家)"
_WHEN = r"(?:在|是)*(?:什么时候|啥时候|何时|哪天|哪[一]?年|几月|哪个月)"
_LAST = r"最近(?:的)?一[次场期回]"
_MANY = r"(?:是|有|的)*(?P<many>(?:多少|多高|几)[个家户人名笔]?)?(?:如何|怎么样|怎样|哪些|情况)?"
_NEWS = r"最新(?:的)?(?:进展|数据|情况|做法|进度|消息|动态|数字|数量|数目)?"
_WHERE = rf"(?:{_WHEN}|(?:在|是)*{_WHICH}|在哪[里儿]?|在哪个(?:村|支行|行)|怎么样|情况)?"
_ASKED: tuple[tuple[Wanted, re.Pattern[str]], ...] = tuple(
    (wanted, re.compile(rf"(?:请问|想知道|问一下)?{pattern}"))
    for wanted, pattern in (
        (Wanted.WITHOUT, rf"{_WHICH}{_NOT}{_DO}{_ABOUT}"),
        (Wanted.WITHOUT, rf"{_ABOUT}{_WHICH}{_NOT}{_DO}"),
        (
            Wanted.WITHOUT,
            rf"(?:还|有)?{_NOT}{_DO}{_ABOUT}的{_BANK}?(?:有|是|都有)*(?:哪[些家几]家?|谁){_BANK}?",
        ),
        (Wanted.WITHOUT, rf"(?:还)?有没有(?:哪家)?{_BANK}{_NOT}{_DO}{_ABOUT}"),
        (Wanted.FIRST, rf"{_ABOUT}(?:是|由)?{_WHICH}先(?:开始)?{_DO}"),
        (Wanted.FIRST, rf"{_WHICH}(?:是)?{_FIRST}(?:开始)?{_DO}{_ABOUT}"),
        (Wanted.FIRST, rf"{_ABOUT}(?:是|由)?{_WHICH}(?:是)?{_FIRST}(?:开始)?{_DO}"),
        (Wanted.FIRST, rf"{_FIRST}(?:开始)?{_DO}{_ABOUT}的?{_BANK}?(?:是|在)*{_WHICH}"),
        (Wanted.FIRST, rf"{_ABOUT}{_FIRST}(?:是|在)*{_WHICH}(?:开始)?{_DO}"),
        (Wanted.FIRST, rf"{_ABOUT}(?:最早|最先)?{_WHEN}(?:开始|最早|最先){_DO}"),
        (Wanted.FIRST, rf"{_ABOUT}(?:最早|最先){_WHEN}(?:开始)?{_DO}"),
        (
            Wanted.NEWEST,
            rf"{_LAST}(?:的)?{_ABOUT}(?:会)?{_WHERE}{_DO}",
        ),
        (
            Wanted.NEWEST,
            rf"{_ABOUT}{_LAST}{_WHERE}{_DO}",
        ),
        (
            Wanted.NEWEST,
            rf"最新的?{_ABOUT}{_MANY}",
        ),
        (
            Wanted.NEWEST,
            rf"{_ABOUT}的?{_NEWS}{_MANY}",
        ),
        (Wanted.NEWEST, rf"(?P<bank>.{{2,8}}?)的?最新的?{_ABOUT}{_MANY}"),
        (Wanted.NEWEST, rf"最近{_WHICH}(?:又|在|刚|也)*{_DO}{_ABOUT}"),
    )
)
_ENDS = re.compile(r"[?？。!！\s]+$")
_PARTICLES = re.compile(r"[的呢吗啊呀嘛了]$")
# Words that name nothing in particular.
_NOTHING = re.compile(
    "[有没做搞办过到的了还都不]+|做法|经验|简报|数据|消息|情况|动态|内容|东西|办法|措施|一[次期场回个]"
)
_ASKS = re.compile("什么|啥|哪|谁|怎|多少|几")
_FIGURES = re.compile(r"率|额|数$|户数|多少")


def bank_question(text: str) -> BankQuestion | None:
    """What a text asks of the banks; None when it asks nothing of the kind."""
    normal = _ENDS.sub("", normalize(text))
    if len(normal) > LONGEST:
        return None
    for typed in (normal, _PARTICLES.sub("", normal)):
        for wanted, pattern in _ASKED:
            if match := pattern.fullmatch(typed):
                named = match.groupdict()
                if _NOTHING.fullmatch(named["about"]) or _ASKS.search(named["about"]):
                    continue
                figure = bool(named.get("many") or _FIGURES.search(named["about"]))
                return BankQuestion(
                    wanted, named["about"].strip("的 ,，"), figure, named.get("bank") or ""
                )
    return None


def subject_of(kb: KnowledgeBase, query: Query, about: str) -> Subject:
    """What a question is about: a practice, by its name or by an everyday word for it, else the
    search for it. Filters and period of the query hold."""
    meant = kb.everyday.said_in(normalize(about)).get(normalize(about), ())
    found = (kb.vocabulary.practice(name) for name in (about, *meant))
    practice = next(filter(None, found), None)
    return Subject(practice.name if practice else about, replace(query, text=about), practice)

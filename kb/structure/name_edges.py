"""Where an unknown name begins, told by how the whole text uses it.

A word that stands before a name may be its first character (和林口, 来鹤亭), and a character that looks
like part of it may be a word (抄庆松, 离沱江湾). What stays together everywhere is one name; what also
stands alone is a shorter one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kb.structure.name_words import WORDS

# Words that stand before the name of a bank in brackets: （原柳湾农商银行）, （赴柳湾农商银行）.
_BEFORE_IN_BRACKETS = frozenset("在赴于原由来自现到去据转如驻属以从对向往经含除限系同的是为任")
# Words that no line begins with before the name of a bank.
_NEVER_FIRST = frozenset("都于均也还又或着了即若似及等")
# Words that begin a line only where a sentence says what is done together.
_TOGETHER = frozenset("和同")
_DONE_TOGETHER = re.compile(
    "[^。\n]{0,24}(?:座谈|对话|聊|谈|一起|交流|比|结对|握手|过招|携手|相约|见面|不同|一样|相[近似当]|类似|合作|共)"
)
# Behind a word that joins, the name before another one is not joined once more: 和顺桥农商银行与….
_JOINED = re.compile(
    "[^，。；\n]{0,3}(?:农商|联社|农信|银行)[^，。；\n]{0,4}[与和跟同及][^，。；\n]{2,8}(?:农商|联社|农信|银行)"
)
# No sentence has one of these between such a word and a name: 与正定洼, 前往连江坞.
_ADVERBS = frozenset("正已将曾仍均都也还又并即若先再连临")
_JOINS = re.compile("[与和及跟同向从由在、]$")
_LEARNED_FROM = re.compile("[^。\n]{0,24}(?:学|取经|看齐|请教|致敬|借|问|要|说|汇报|反馈|发|推)")
# Behind these stands a place and no other word.
_LEADS = re.compile("(?:赴|走进|前往|来到|抵达|到访|接待|学习到|驻|访|去)$")
# Words of the sentence, however often they stand before a name.
_NO_NAME = frozenset("谢在赴与对从以把被由的是")
# Words that seldom begin a line before the name of a bank, as 赴 and 在 do.
_SELDOM_FIRST = frozenset("学行同当可单原连先正均已如任系组记写看听来")
# One character before a name, at the beginning of a line or of what somebody answers.
_FIRST_OF_LINE = re.compile(r"(?:^|[\n：:。])[一-鿿]\Z")
# So many times a word must stand before a name when nothing else tells.
_OFTEN = 3
# A word is the first character of no longer name than this.
_LONGEST = 3
# Before the name of a place they make it another place.
_OTHER = frozenset("大小东西南北新老古")
# Behind a name: it is part of a longer one. Wider than the places of banks (`name_place.UNIT`, 县市区旗).
_TOWN = re.compile("[镇村乡街县市区路河山]|支行|社区|分理处|小学|中学")
# What may stand before a name that begins a clause or follows a verb of going.
_ALONE_BEHIND = re.compile(
    r"(?:^|[\s，。；：、！？“”‘’《》（）()【】〔〕—,;:|]|赴|[走回来去]到|前往|走进|回|去|在|离|们|学习)$"
)
# A name ends in two characters of these kinds: 金沙渡口, 五龙桥头.
_DOUBLE_END = re.compile(
    "[渡河江山路港水岔]口$|[桥洲坝埠渡滩江山岭]头$|[河江港湖]湾$|[川河江湖塘坪]坝$"
)
_SINGLE_END = frozenset(
    "坪坳塘湾洲渡垭寨埠浦坞沟峪岭庄堡畈坡桥坝墩滩泉溪潭浔垸圩屯岗峰港陂坂圳冈浜泾荡渚沱亭塬"
)
# Words that point, and seldom begin a name: one place alone is enough.
_POINTING = frozenset("那这")
_MOST_SEEN = 60
_NO_SHORT = frozenset(
    "我你他它本该各贵某每全省市县区乡镇家个多几两一二三四五六七八九十和与及或等的了是在到赴去来从向对为以由把被让给"
    "新老大小中外内上下前后左右有无不也都还又再就才只各这那哪其此另同如若因但而且并则即使于至"
    "称叫说问答学看听讲写读想请派送帮跟随带陪行社银总支分联母子兄弟选办存贷找赞原做好干当要真爱强优作用能会可快早晚常最很更太今明昨近远高低多少长短轻重难易建民商农村城山水"
)


def ends_of_names(text: str, known: re.Pattern[str]) -> frozenset[str]:
    """Names that are only the end of another bank's name wherever the text has them: 石桥农商银行, where
    it always says 大石桥农商银行."""
    before: dict[str, set[str]] = {}
    opens: set[str] = set()
    for match in known.finditer(text):
        at, name = match.start(), match.group()
        before.setdefault(name, set()).add(text[max(0, at - 1) : at])
        if _FIRST_OF_LINE.search(text[max(0, at - 2) : at]):
            opens.add(name)
    return frozenset(
        name
        for name, words in before.items()
        if len(words) == 1 and (words <= _OTHER or (name in opens and words.isdisjoint(WORDS)))
    )


def is_end_only(rest: str) -> bool:
    """Is this only the end of a name: 渡口, 桥头?"""
    return len(rest) == 2 and _DOUBLE_END.search(rest) is not None


def with_word(place: str, text: str) -> str:
    """The name that begins with a word: 来鹤亭, when 鹤亭 stands nowhere without 来, and 来鹤亭 stands
    where the word cannot be one. "" when there is none."""
    ends = [match.start() for match in _seen(place, text)]
    words = {text[at - 1 : at] for at in ends}
    if len(place) > _LONGEST or len(words) != 1 or not "一" <= (word := words.pop()) <= "鿿":
        return ""
    before = [text[max(0, at - 5) : at - 1] for at in ends]
    first = [
        at for at, words in zip(ends, before, strict=True) if not words or words[-1] in "\n（("
    ]
    behind = [text[at + len(place) : at + len(place) + 32] for at in first]
    if word in _NEVER_FIRST and first:
        return word + place
    if word in _TOGETHER and any(_is_no_joining(words) for words in behind):
        return word + place
    if word not in _BEFORE_IN_BRACKETS and _bracketed(word + place, text):
        return word + place
    if word in _ADVERBS and any(_JOINS.search(words) or _LEADS.search(words) for words in before):
        return word + place
    if word == "向" and first and not any(map(_LEARNED_FROM.match, behind)):
        return word + place
    if len(ends) > 1 and any(_LEADS.search(words) for words in before):
        return word + place
    different = {words[-1:] for words in before}
    inside = bool(different - {"", "\n"})
    if first and word in _SELDOM_FIRST and (inside or _in_brackets(place, text, first)):
        return word + place
    often = len(ends) >= _OFTEN and len(different) >= _OFTEN and word not in _NO_NAME
    return word + place if often else ""


def _is_no_joining(behind: str) -> bool:
    """Is the word before a name that begins a line no 和, by what stands behind the place?"""
    return _JOINED.match(behind) is not None or _DONE_TOGETHER.match(behind) is None


def _bracketed(name: str, text: str) -> bool:
    """Does a name with its kind stand alone in brackets: 小夏（比邻河农商银行）?"""
    kind = "(?:农商|农村商业|村镇|农村合作)银行|农商行|[农信村用合作]{0,6}联社"
    return re.search(rf"[（(]{re.escape(name)}(?:{kind})[）)]", text) is not None


def _in_brackets(place: str, text: str, at: list[int]) -> bool:
    return any(text[start - 2 : start - 1] in ("（", "(") for start in at) and bool(
        re.search(rf"[（(].{re.escape(place)}[^，。）)]{{2,8}}[）)]", text)
    )


def without_word(place: str, text: str) -> str:
    """The name without a character that is a word: 庆松 of 抄庆松, when 庆松 stands alone more often.
    "" when there is none."""
    if place[0] == "应" and re.search(
        rf"{re.escape(place)}[^，。\n]{{2,12}}(?:之[请邀约]|邀)", text
    ):
        return place[1:] if len(place) > 2 else ""
    whole = text.count(place)
    if text.startswith(place) or f"\n{place}" in text:
        return ""
    for cut in range(1, min(3, len(place) - 1)):
        rest = place[cut:]
        alone = 0
        for match in _seen(rest, text):
            before = text[max(0, match.start() - 4) : match.start()]
            if _ALONE_BEHIND.search(before) and _TOWN.match(text, match.end()) is None:
                alone += 1
        others = text.count(rest) - whole
        more = len(rest) == 2 and place[:cut] not in _POINTING
        if alone >= whole and others >= whole + more and not is_end_only(rest):
            return rest
    return ""


def of_unclear_start(words: str, text: str) -> str:
    """The name at the end of words that are too long to be one: what also stands elsewhere in the text,
    else as many characters as such names have."""
    for length in (4, 3, 2):
        rest = words[-length:]
        if not is_end_only(rest) and any(
            _ALONE_BEHIND.search(text[max(0, match.start() - 4) : match.start()])
            for match in _seen(rest, text)
        ):
            return rest
    if _DOUBLE_END.search(words):
        return words[-4:]
    return words[-3:] if words[-1] in _SINGLE_END else words[-2:]


def is_short_name(before: str, start: int, text: str) -> bool:
    """Is one character a whole name here: 沅农商银行 at the beginning of a line? `start` is where the
    kind of bank begins."""
    if len(before) != 1 or before in _NO_SHORT:
        return False
    return text[max(0, start - 2) : start - 1] in ("", "\n")


def _seen(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where a name stands in the text, up to the given number of times."""
    return islice(re.finditer(re.escape(name), text), _MOST_SEEN)

"""Which paragraphs of a section open a lesson, where no heading says so.

A run of paragraphs that open alike (a number, a bold phrase, 首先 … 其次 … 最后, a question) are
parallel points. One of them alone says little, so siblings are judged together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.structure.day_points import day_points
from kb.structure.looks import mark_of
from kb.structure.parallel import opening, wording
from kb.structure.practice import tells_occasion
from kb.structure.roles import is_labelled_point
from kb.structure.sections import Paragraph
from kb.structure.short_points import short_points
from kb.text import STYLES, numbering, without_numbering

# A paragraph of this many characters is a long one; if none is, half of it.
LONG = 80
_FIRST_NEXT = re.compile(
    r"(首先|其次|再次|再者|然后|最后|此外|另外)(?=[，,、：:是要在]|[^，。]{2,14}[。，：])"
    r"|(先|再|最后|还要)(?=[说谈讲看聊来]{1,2})"
)
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "此外": 4, "另外": 4, "最后": 5}
_ORDER |= {"先": 1, "再": 2, "还要": 4}
_CHAIN = re.compile(
    r"(?<![^。；，：:;,、\s])(?:其(?=.[，,：:、是])(?P<of_it>[一二三四五六七八九])"
    r"|(?P<first>[一二三四五六七八九])(?:是|要|靠|抓|看|学|来|则|、是))"
)
_HAN = "一二三四五六七八九"
_ORDINAL = re.compile(
    rf"第([{_HAN}])(?![天日周期次批季年届轮组页条章节款])[一-鿿]{{0,6}}?(?:[，,、：:。]|(?=是|发生|在|不|最))"
)
_ANNOUNCED = re.compile(
    r"(?:抓|做|有|是|建立|实行|推行|坚持|突出)[了好住]?([两二三四五六七八九])(?:个|条|点|项|种|招|大)[^。：:]{0,12}[：:]([^。]{30,})。"
)
_SIDES = re.compile(r"(?<![^。；，：])在[^，。]{1,10}(?:方面|上)[，,]")
_QUESTION = re.compile(
    r"^(?:问|记者|Q\d*|提问|主持人|笔者|学员)\s*[:：]|^Q\s*\d{1,2}[.、\s　]"
    r"|^问题?[一二三四五六七八九十\d]{1,2}[:：、\s]|^【?问】|^●?问[:：]"
)
_ANSWER = re.compile(r"^(?:答|A\d*|回答|行长|[一-鿿]{1,6}(?:行长|主任|经理|总))\s*[:：]|^【?答】")
_THANKS = re.compile(r"感谢|谢谢|多谢|辛苦|打扰|受教")
# Who speaks, perhaps with their office: 丁一（信贷部）：….
_SPEAKER = re.compile(r"^([一-鿿·《》]{2,24}?)(?:[（(][^（()）：:]{1,24}[）)])?\s*[:：]\s*\S")
_SPEAKER_NAME = re.compile(r"^(?:[一-鿿·]{1,8}|[AQ]\d*)\s*[:：]\s*")
# A speaker of a chat: 【老方 03-10】.
_SPOKEN = re.compile(
    r"^(?:【(?P<in>[一-鿿·]{2,8})[\s　\d./:：月日-]*】\s*\S|(?P<out>[一-鿿·]{2,24}?)\s*[:：]\s*\S)"
)
_INTRODUCES = re.compile(r"(?:如下|以下(?:几点|方面|几个方面)|体现在)?[:：]$|如下[。.]?$")
_CONTINUES = re.compile(
    r"^(?:[一二三四五六七八九]是|其[一二三四]|首先|其次|再次|最后|同时|此外|另外|例如|比如|具体)"
)
# A point says at least so much.
_SAYS = 25
_TOLD = 50


@dataclass(frozen=True, slots=True)
class Points:
    """Which paragraphs open a lesson; `between` says that what stands between two of them goes with
    the first. `followed` says that the last one is followed by its answer or by what explains it."""

    opens: frozenset[int]
    between: bool = False
    followed: bool = False


def begins_with_point(text: str) -> bool:
    """Does a paragraph open with a short sentence that its rest explains?"""
    body = without_numbering(text)
    first = re.split(r"[。：:]", body, maxsplit=1)[0]
    return 0 < len(first) <= 30 and len(body) > len(first) + 20


def is_introduction(text: str) -> bool:
    """Does a paragraph announce what follows it ("…收获如下：")?"""
    return _INTRODUCES.search(text) is not None


def continues(text: str) -> bool:
    """Does a paragraph continue the one before it, by its first word?"""
    return _CONTINUES.match(text) is not None


def questions(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that ask in a conversation: by their label (问：, 记者：), else lines of one
    speaker that end with a question mark before the line of another."""
    labelled = frozenset(n for n, text in enumerate(texts) if _QUESTION.match(text))
    if len(labelled) >= 2:
        return labelled - {max(labelled)} if _only_thanks(texts, max(labelled)) else labelled
    alone = frozenset(
        n
        for n, text in enumerate(texts[:-1])
        if text[-1] in "？?" and len(text) <= 40 and len(texts[n + 1]) >= _SAYS
        and texts[n + 1][-1] not in "？?"
    )  # fmt: skip
    if len(alone) >= 2 and 3 * len(alone) >= len(texts) and not any(map(_SPEAKER.match, texts)):
        return alone
    speakers = [match.group(1) if (match := _SPEAKER.match(text)) else "" for text in texts]
    return frozenset(
        n
        for n, (text, asks, answers) in enumerate(
            zip(texts[:-1], speakers[:-1], speakers[1:], strict=True)
        )
        if asks and answers and asks != answers and text[-1] in "？?"
    )


def _only_thanks(texts: Sequence[str], last: int) -> bool:
    """Does the last turn of an interview only thank, and nothing is told behind it?"""
    asked = texts[last]
    polite = _THANKS.search(asked) is not None and asked[-1] not in "？?"
    return polite and all(len(text) < _SAYS for text in texts[last + 1 :])


def interview(texts: Sequence[str]) -> Points:
    """The questions of an interview that prints 问 and 答 before what is said; one alone counts too."""
    asked = frozenset(n for n, text in enumerate(texts[:-1]) if _QUESTION.match(text))
    if not any(is_answer(texts[n + 1]) for n in asked):
        return Points(frozenset())
    return Points(points_of_answers(texts, asked), between=True, followed=True)


def points_of_answers(texts: Sequence[str], asked: frozenset[int]) -> frozenset[int]:
    """The paragraphs that open the points of an interview: its questions, and instead of a question
    whose answer counts its points in paragraphs of their own (第一……第二……), these."""
    found = set(asked)
    starts = sorted(asked)
    for start, end in zip(starts, (*starts[1:], len(texts)), strict=True):
        answer = [_SPEAKER_NAME.sub("", text) for text in texts[start + 1 : end]]
        told = _first_next(answer) or _chain(answer) or _ordinals(answer) or numbered_points(answer)
        if told:
            found |= {start + 1 + n for n in told}
            found.discard(start)
    return frozenset(found)


def speeches(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs of a conversation in which somebody tells something: three paragraphs or more
    name their speaker, of whom there are several; who only asks or thanks tells nothing."""
    speakers = {
        n: m["in"] or m["out"] for n, text in enumerate(texts) if (m := _SPOKEN.match(text))
    }
    spoken = Counter(speakers.values())
    if len(speakers) < 3 or not 2 <= len(spoken) < len(speakers) or 2 * len(speakers) < len(texts):
        return frozenset()
    return frozenset(n for n in speakers if len(texts[n]) >= _TOLD and texts[n][-1] not in "？?")


def is_answer(text: str) -> bool:
    """Is this the answer of an interview?"""
    return _ANSWER.match(text) is not None


def lesson_style(texts: Sequence[str]) -> str:
    """The outermost numbering among the paragraphs: deeper ones are parts of a lesson, unless the
    outermost only announce them."""
    by_style: dict[str, list[str]] = {}
    for text in texts:
        if found := numbering(text):
            by_style.setdefault(found.style, []).append(text)
    present = [style for style in STYLES if style in by_style]
    telling = (style for style in present if sum(map(_tells, by_style[style])) >= 2)
    outermost = present[0] if present else ""
    if len(present) > 1 and not any(map(_tells, by_style[outermost])):
        return next(telling, outermost)
    return outermost


def _tells(text: str) -> bool:
    """Could a numbered paragraph be a point, and not only announce points (一、做法如下：) or tell what a
    meeting decided?"""
    return not is_introduction(text) and not tells_occasion(text) and len(text) >= _SAYS


def chained_points(text: str) -> int:
    """How many points a paragraph chains: 一是…二是…三是…; they must count up from one."""
    if len(sides := _SIDES.findall(text)) >= 2:
        return len(sides)
    if announced := _ANNOUNCED.search(text):  # 抓了三个“融合”：……；……；……
        number = "两二三四五六七八九".index(announced.group(1))
        number = max(2, number + 1)
        if announced.group(2).count("；") == number - 1:
            return number
    count = 0
    for match in _CHAIN.finditer(text):
        count += _place(match) == count + 1
    return count


def _place(match: re.Match[str]) -> int:
    """Which place a word of a chain has: 2 of 二是 and of 其二."""
    return _HAN.index(match["first"] or match["of_it"]) + 1


def parallel_points(paragraphs: Sequence[Paragraph]) -> Points:
    """The points of a section that no heading calls lessons; none where nothing is parallel."""
    texts = [paragraph.text for paragraph in paragraphs]
    if len(asked := questions(texts)) >= 2:
        return Points(points_of_answers(texts, asked), between=True, followed=True)
    if told := speeches(texts):
        return Points(told)
    if (numbered := explained_points(texts)).opens:
        return numbered
    for opens in (
        _first_next(texts),
        _chain(texts),
        _ordinals(texts),
        _marked(texts),
        bold_points(paragraphs),
    ):
        if len(opens) >= 2:
            last = max(opens)
            # A headline is explained by what follows, and so is the last of points that all are.
            explained = len(texts[last]) < _SAYS or opens.isdisjoint(n + 1 for n in opens)
            return Points(opens, True, followed=explained and last + 1 < len(texts))
    return Points(day_points(texts) or short_points(texts))


def numbered_points(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs of the outermost numbering, when there are several and most say something."""
    style = lesson_style(texts)
    found = [n for n, text in enumerate(texts) if (at := numbering(text)) and at.style == style]
    ends = [*found, len(texts)][1:]
    substantial = [
        n
        for n, end in zip(found, ends, strict=True)
        if is_labelled_point(texts[n]) or len("".join(texts[n:end])) >= _SAYS
    ]
    return (
        frozenset(found)
        if style and len(found) >= 2 and 2 * len(substantial) > len(found)
        else frozenset()
    )


def explained_points(texts: Sequence[str]) -> Points:
    """The numbered points. Where one is only a headline (二、评级分三等。), what follows explains it."""
    found = numbered_points(texts)
    headlines = [n for n in sorted(found) if len(texts[n]) < _SAYS and n + 1 < len(texts)]
    explained = any(n + 1 not in found for n in headlines)
    last = bool(headlines) and headlines[-1] == max(found)
    return Points(found, between=explained, followed=explained and last)


def ordered_points(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with 首先 … 其次 … 最后 or 一是 … 二是 …, when there are several."""
    found = _first_next(texts)
    return found if len(found) >= 2 else _chain(texts) or _ordinals(texts)


def _first_next(texts: Sequence[str]) -> frozenset[int]:
    found: list[int] = []
    last = 0
    for n, text in enumerate(texts):
        match = _FIRST_NEXT.match(text)
        headline = n + 1 < len(texts) and len(texts[n + 1]) >= _TOLD  # 先说腿勤。 in its own line
        if match is None or not (len(text) >= 20 or headline):
            continue
        value = _ORDER[match.group(1) or match.group(2)]
        if value == 1:
            found, last = [n], 1
        elif last and value >= last:
            found.append(n)
            last = value
    return frozenset(found if len(found) >= 2 else ())


def _chain(texts: Sequence[str]) -> frozenset[int]:
    found: list[int] = []
    for n, text in enumerate(texts):
        match = _CHAIN.match(text)
        if match and len(text) >= 20 and _place(match) == len(found) + 1:
            found.append(n)
    return frozenset(found if len(found) >= 2 else ())


def _ordinals(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with 第一 … 第二 … (第一件，是……; 第二本账，……), in order."""
    found: list[int] = []
    for n, text in enumerate(texts):
        match = _ORDINAL.match(text)
        if match and len(text) >= 20 and _HAN.index(match.group(1)) == len(found):
            found.append(n)
    return frozenset(found if len(found) >= 2 else ())


def _marked(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with one mark (■ 走访有日历。……), when there are several."""
    marks = [mark_of(text) if len(text) >= _SAYS else "" for text in texts]
    counts = Counter(filter(None, marks)).most_common(1)
    if not counts or counts[0][1] < 2:
        return frozenset()
    return frozenset(n for n, mark in enumerate(marks) if mark == counts[0][0])


def opens_bold(lead: int, text: str) -> bool:
    """Is the beginning of a text, of which `lead` characters are bold, a point that its rest
    explains?"""
    return 2 <= lead <= 40 and len(text) > lead + 15


def bold_points(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The paragraphs that open with a bold phrase, when there are several, and those whose opening is
    worded like these."""
    found = frozenset(n for n, p in enumerate(paragraphs) if opens_bold(p.lead, p.text))
    if len(found) < 2:
        return frozenset()
    bold = wording([opening(paragraphs[n].text) for n in found])
    return found.union(n for n, p in enumerate(paragraphs) if bold.fits(opening(p.text)))

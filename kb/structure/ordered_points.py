"""Paragraphs that open with a number or with a word of order: 一、…二、…, 首先…其次…, 一是…二是…, 第一…第二…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.structure.practice import tells_occasion
from kb.structure.roles import is_labelled_point
from kb.text import STYLES, numbering

# 首先，…; 先说…
_FIRST_NEXT = re.compile(
    r"(首先|其次|再次|再者|然后|最后|此外|另外)(?=[，,、：:是要在]|[^，。]{2,14}[。，：])"
    r"|(先|再|最后|还要)(?=[说谈讲看聊来]{1,2})"
)
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "此外": 4, "另外": 4, "最后": 5}
_ORDER |= {"先": 1, "再": 2, "还要": 4}
# Points within one paragraph or at its beginning: 一是…二是…, 一要…, 其一，….
_CHAIN = re.compile(
    r"(?<![^。；，：:;,、\s])(?:其(?=.[，,：:、是])(?P<of_it>[一二三四五六七八九])"
    r"|(?P<first>[一二三四五六七八九])(?:是|要|靠|抓|看|学|来|则|、是))"
)
_HAN = "一二三四五六七八九"
# 第一件，是…; 第二本账，…; but not 第一季度.
_ORDINAL = re.compile(
    rf"第([{_HAN}])(?![天日周期次批季年届轮组页条章节款])[一-鿿]{{0,6}}?(?:[，,、：:。]|(?=是|发生|在|不|最))"
)
# 头一件，… 再一件，… 末一件，…: counted without a number.
_COUNTED_ON = re.compile(
    r"(?:(?P<first>头一|首先一)|再有?一|还有一|另一|又一|最后一|最末一|末一|末了一)[件条桩个招点样步道项](?:事情?|做法|办法|经验)?(?:[，,、：:。]|(?=是|叫))"
)
# Points that are counted and set apart by semicolons: 抓了三个“融合”：…；…；….
_ANNOUNCED = re.compile(
    r"(?:抓|做|有|是|建立|实行|推行|坚持|突出)[了好住]?([两二三四五六七八九])(?:个|条|点|项|种|招|大)[^。：:]{0,12}[：:]([^。]{30,})。"
)
# 在机制方面，…
_SIDES = re.compile(r"(?<![^。；，：])在[^，。]{1,10}(?:方面|上)[，,]")
_INTRODUCES = re.compile(r"(?:如下|以下(?:几点|方面|几个方面)|体现在)?[:：]$|如下[。.]?$")
# A point has at least this many characters.
SHORTEST_POINT = 25
# A paragraph with this many tells something of its own.
LONG_PARAGRAPH = 50


@dataclass(frozen=True, slots=True)
class Points:
    """Which paragraphs open a lesson; `between` says that what stands between two of them goes with
    the first. `followed` says that the last one is followed by its answer or by what explains it."""

    opens: frozenset[int]
    between: bool = False
    followed: bool = False


def is_introduction(text: str) -> bool:
    """Does a paragraph announce what follows it ("…收获如下：")?"""
    return _INTRODUCES.search(text) is not None


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
    return not is_introduction(text) and not tells_occasion(text) and len(text) >= SHORTEST_POINT


def chained_points(text: str) -> int:
    """How many points a paragraph chains: 一是…二是…三是…; they must count up from one."""
    if len(sides := _SIDES.findall(text)) >= 2:
        return len(sides)
    if announced := _ANNOUNCED.search(text):
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


def numbered_points(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs of the outermost numbering, when there are several and most say something."""
    style = lesson_style(texts)
    found = [n for n, text in enumerate(texts) if (at := numbering(text)) and at.style == style]
    ends = [*found, len(texts)][1:]
    substantial = [
        n
        for n, end in zip(found, ends, strict=True)
        if is_labelled_point(texts[n]) or len("".join(texts[n:end])) >= SHORTEST_POINT
    ]
    return (
        frozenset(found)
        if style and len(found) >= 2 and 2 * len(substantial) > len(found)
        else frozenset()
    )


def explained_points(texts: Sequence[str]) -> Points:
    """The numbered points. Where one is only a headline (二、评级分三等。), what follows explains it."""
    found = numbered_points(texts)
    headlines = [n for n in sorted(found) if len(texts[n]) < SHORTEST_POINT and n + 1 < len(texts)]
    explained = any(n + 1 not in found for n in headlines)
    last = bool(headlines) and headlines[-1] == max(found)
    return Points(found, between=explained, followed=explained and last)


def ordered_points(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with 首先 … 其次 … 最后 or 一是 … 二是 …, when there are several."""
    found = in_order(texts)
    return found if len(found) >= 2 else chained(texts) or with_ordinals(texts)


def in_order(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with 首先 … 其次 … 最后, when there are several."""
    found: list[int] = []
    last = 0
    for n, text in enumerate(texts):
        match = _FIRST_NEXT.match(text)
        headline = (
            n + 1 < len(texts) and len(texts[n + 1]) >= LONG_PARAGRAPH
        )  # 先说腿勤。 in its own line
        if match is None or not (len(text) >= 20 or headline):
            continue
        value = _ORDER[match.group(1) or match.group(2)]
        if value == 1:
            found, last = [n], 1
        elif last and value >= last:
            found.append(n)
            last = value
    return frozenset(found if len(found) >= 2 else ())


def chained(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with 一是 … 二是 … or 其一 … 其二 …, counting up from one."""
    found: list[int] = []
    for n, text in enumerate(texts):
        match = _CHAIN.match(text)
        if match and len(text) >= 20 and _place(match) == len(found) + 1:
            found.append(n)
    return frozenset(found if len(found) >= 2 else ())


def with_ordinals(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with 第一 … 第二 … (第一件，是……; 第二本账，……), in order; 头一件 … 再一件 …
    count as they do."""
    found: list[int] = []
    for n, text in enumerate(texts):
        if len(text) < 20:
            continue
        match, other = _ORDINAL.match(text), _COUNTED_ON.match(text)
        counted = match is not None and _HAN.index(match.group(1)) == len(found)
        if counted or (other and bool(other["first"]) == (not found)):
            found.append(n)
    return frozenset(found if len(found) >= 2 else ())

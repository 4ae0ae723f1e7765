"""Plain lines below the sections of several banks or groups that open a part about all of them, or by
those at home: 学习组手记, 总行回应, 【会议小结】 below 【连线石桥组】, 连线总部 below 连线石桥组.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kb.readers import Block
from kb.structure.looks import is_short

_SAID = (
    "手记|感悟|感言|体会|感想|启示|思考|点评|互评|合议|小结|总结|对比|比较|对照|讨论|打算|建议|回应|互动"
    "|编后|后记|结语|写在最后"
)
# What those who were there, or those at home, say of all banks.
_OF_BANKS = re.compile(
    f"[一-鿿、]{{0,8}}(?:{_SAID})(?:情况|环节|发言|摘[要录]|要点|记录|时间|交流)?"
)
# The same below groups, where 学习小结 may still be that of the last one.
_OF_GROUPS = re.compile(
    "(?:(?:我行)?总(?:行|部)|联社|领导|(?:我们)?[两二三四五六七八](?:个小?)?组|各(?:小)?组|小?组(?:之?间)|小组|学习组|编辑|编者|董事长|理事长|行长|会议|全体)"
    "[一-鿿]{0,4}(?:回应|点评|互动|互评|手记|要求|讲话|总结|寄语|小结|合议|讨论|对比|比较|对照|安排)|编(?:后(?:记|语)?|者按|者的话)|后记|写在最后|结语|学员(?:感言|寄语|心语|心声|之声|说)"
)
_BRACKETS = re.compile(r"[【\[〔]([^【】\[\]〔〕]{2,16})[】\]〕]")
# The word that calls up each section, as 连线 of 连线石桥小组, and what may stand behind it for those at home.
_CALLS = re.compile("连线|直击|聚焦|走近|走进|对话|专访|访谈|探访")
# What those who are back, or all of them, say: 归来的话, 返程路上, 我们带回了什么.
_BACK = re.compile(
    "(?:写在)?(?:归来|归途|归程|返程|回程|归家|回家|回到|回来|回行|回去|返岗|返回|尾声|回望|回头看|我们(?!的(?:做法|经验|办法))|咱们|此行|这一路|一路走来)"
    "[一-鿿、]{0,10}[？?]?"
)
# What counts the sections (A 石桥篇 … D 我们的功课).
_LETTER = re.compile(r"[A-H][\s　、.．]{1,3}(?=[一-鿿“])")
_HOME = re.compile("总(?:行|部)|机关|本部|后方|联社|大本营|家里|编辑部|会场|主会场")
# The text below such a line has at least this many characters.
_SENTENCE_LENGTH = 16


def is_of_all(text: str) -> bool:
    """Does a line below the sections of groups open a part about all of them?"""
    return _OF_GROUPS.fullmatch(_bare(text)) is not None


def closing_lines(
    blocks: Sequence[Block], opened: Collection[int], plain: Collection[int], *, groups: bool
) -> set[int]:
    """The numbers of such lines among the `plain` ones that look like the body, below the lines (`opened`)
    that open the sections, which are those of `groups` or of banks. A line that stands in the
    sections before, too, belongs to each of these."""
    first, last = min(opened), max(opened)
    within = {_bare(blocks[n].text) for n in range(first, last) if n not in opened}
    bracketed = all(_BRACKETS.fullmatch(blocks[n].text) for n in opened) and not any(
        _BRACKETS.fullmatch(blocks[n].text) for n in range(first, last) if n not in opened
    )
    lettered = all(_LETTER.match(blocks[n].text) for n in opened)
    calls = {call[0] for n in opened if (call := _CALLS.match(_bare(blocks[n].text)))}
    words = _OF_GROUPS if groups else _OF_BANKS
    found: set[int] = set()
    for n in range(last + 2, len(blocks) - 1):
        text, below = blocks[n].text, blocks[n + 1].text
        if n not in plain or not is_short(text.rstrip("？?")) or len(below) < _SENTENCE_LENGTH:
            continue
        bare = _bare(text)
        call = _CALLS.match(bare)
        home = call and call[0] in calls and _HOME.match(bare, call.end())
        alike = bracketed and _BRACKETS.fullmatch(text)
        alike = alike or (lettered and _LETTER.match(text))
        back = not groups and _BACK.fullmatch(bare)
        if bare not in within and (words.fullmatch(bare) or home or alike or back):
            found.add(n)
    return found


def _bare(text: str) -> str:
    """A line without the brackets that are around all of it, or the colon behind it."""
    text = text.strip().removesuffix("：")
    match = _BRACKETS.fullmatch(text)
    return match[1].strip() if match else text

"""Who asks and who answers: the points of interviews and of talks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.structure.ordered_points import (
    LONG_PARAGRAPH,
    SHORTEST_POINT,
    Points,
    chained,
    in_order,
    numbered_points,
    with_ordinals,
)

_QUESTION = re.compile(
    r"^(?:问|记者|Q\d*|提问|主持人|笔者|学员)\s*[:：]|^Q\s*\d{1,2}(?:[.、\s　]|(?=[一-鿿“《]))"
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


def questions(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that ask in a conversation: by their label (问：, 记者：), else lines of one
    speaker that end with a question mark before the line of another."""
    labelled = frozenset(n for n, text in enumerate(texts) if _QUESTION.match(text))
    if len(labelled) < 2:
        # Only the answers have a label (答：).
        asks = (n for n, text in enumerate(texts[:-1]) if text[-1] in "？?")
        answered = frozenset(n for n in asks if is_answer(texts[n + 1]))
        labelled = answered if len(answered) >= 2 else labelled
    if len(labelled) >= 2:
        return labelled - {max(labelled)} if _only_thanks(texts, max(labelled)) else labelled
    alone = frozenset(
        n
        for n, text in enumerate(texts[:-1])
        if text[-1] in "？?" and len(text) <= 40 and len(texts[n + 1]) >= SHORTEST_POINT
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
    """Does the last turn of an interview only thank, with nothing of substance behind it?"""
    asked = texts[last]
    polite = _THANKS.search(asked) is not None and asked[-1] not in "？?"
    return polite and all(len(text) < SHORTEST_POINT for text in texts[last + 1 :])


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
        counted = (
            in_order(answer) or chained(answer) or with_ordinals(answer) or numbered_points(answer)
        )
        if counted:
            found |= {start + 1 + n for n in counted}
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
    return frozenset(
        n for n in speakers if len(texts[n]) >= LONG_PARAGRAPH and texts[n][-1] not in "？?"
    )


def is_answer(text: str) -> bool:
    """Is this the answer of an interview?"""
    return _ANSWER.match(text) is not None

"""What one of those who learn reports of their own bank goes on to the end of the paragraph: 行长介绍，我行推行了…。
人均管户由210户提高到386户。"""

from __future__ import annotations

import re

from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place, own_learner
from kb.enrich.subject_model import Guess
from kb.model import Side

_REPORTS = re.compile(
    r"[^，。：\n]{2,14}(?:介绍|汇报|报告)[说道]?[，：,](?:[^，。\n]{0,12}[，,])?我[行社](?!的)"
)
# What turns to the host or to another speaker.
_TURNS = re.compile(
    "该[行社]|他们|对方|贵[行社]|其(?![中他它余间次])|问(?!题)|答(?!卷)|说[，：]|介绍|表示|针对|而在|座谈"
)


def reported(guess: Guess, context: Context, place: Place) -> int:
    """Where the paragraph begins in which our own report goes on behind a sentence; −1 for none."""
    own, unit = own_learner(place.parties), context.unit
    begin = _paragraph(context, place)
    ours = bool(own) and (guess.bank, guess.side) == (own, Side.LEARNER)
    if not ours or not (place.reported == begin or _REPORTS.match(unit.text)):
        return -1
    return begin


def of_our_report(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence without a name behind what learners report of their bank is about that bank."""
    if place.reported < 0 or guess.side is Side.LEARNER or context.mentions:
        return guess
    if _paragraph(context, place) != place.reported or _TURNS.search(context.unit.text):
        return guess
    return Guess(own_learner(place.parties), Side.LEARNER, SURE, ("我行",))


def _paragraph(context: Context, place: Place) -> int:
    """Where the paragraph of a sentence begins."""
    return place.entry.text.rfind("\n", 0, context.unit.start) + 1

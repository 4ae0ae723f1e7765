"""A host tells of itself: what 我行 does in its own paper, where others came to it, and what one of its people
says whom the learners went along with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place
from kb.enrich.subject_model import Guess
from kb.model import Side
from kb.text import SURNAMES

# 我行 begins a clause as the one that acts: 下一步，我行将…; not 我行学员.
_WE_ACT = re.compile(
    r"(?:^|[，,：:“])(?:下一步|今后|接下来|同时|目前|近年来|其间)?[，,]?我行(?!的?(?:来|跟班|学[员习]|派出))"
)
# What stands before it where learners or guests speak, and what is said to hosts.
_THEY = re.compile("学员|一行(?!业)|客人|来访|考察[组团]|学习[组团]|跟班|他们|大家|对方")
_TO_HOSTS = re.compile("贵[行社]")
# Whom learners went along with: 跟着客户经理小赵, 带我们的是老曹, 带我的老师何姐.
_CALLED = rf"(?:[小老][{SURNAMES}](?![一-鿿]?(?:组|队|村|镇|县|庄|家))|[{SURNAMES}](?:师傅|姐|哥))"
_ALONG = re.compile(
    r"(?:跟着|跟随|我们?跟的?|随|师从|带我们?的|带教(?:师傅|老师)是?)(?:(?!我行|本行|我们)[^，。；\n]){0,10}?"
    rf"(?P<name>{_CALLED})"
)
_SPEAKS = re.compile(
    rf"(?:[^，。：“]{{0,8}}[，,])?(?P<name>{_CALLED})[^，。：“]{{0,8}}?(?:说|告诉|讲|介绍|解释|回答)"
)
# Outside of what somebody says, 我 is a learner.
_OF_US = re.compile("^[^“：]*(?:我|咱)")


def guides_in(lines: Iterable[str]) -> Iterator[str]:
    """The persons whom learners went along with, as they are called."""
    for line in lines:
        yield from (match["name"] for match in _ALONG.finditer(line))


def of_our_part(guess: Guess, context: Context, place: Place) -> Guess:
    """In the host's own paper what 我行 does is the host's, with the guests too (我行将与乙农商银行加强交流)."""
    own, text = place.parties.own, context.unit.text
    if not own or place.parties.own_side is not Side.HOST:
        return guess
    ours = (guess.bank, guess.side) == (own, Side.HOST)
    if guess.side is not Side.LEARNER and not (ours and guess.chance < SURE):
        return guess
    acts = _WE_ACT.search(text)
    if acts is None or any(mention.start < acts.start() for mention in context.mentions):
        return guess
    before = text[: acts.start()]
    of_guests = any(name in before for name, bank in place.parties.persons if bank != own)
    if of_guests or _THEY.search(before) or _TO_HOSTS.search(place.entry.text):
        return guess
    return Guess(own, Side.HOST, SURE, ("我行",))


def of_guide(guess: Guess, context: Context, place: Place) -> Guess:
    """What somebody says whom the learners went along with (跟着客户经理小赵…。小赵说：…) is the only
    host's."""
    hosts, text = place.parties.hosts, context.unit.text
    said = _SPEAKS.match(text) if place.guides and len(hosts) == 1 else None
    if (
        said is None
        or said["name"] not in place.guides
        or (guess.side is Side.LEARNER and "“" not in text)
    ):
        return guess
    if any(mention.bank != hosts[0] for mention in context.mentions) or _OF_US.search(text):
        return guess
    return Guess(hosts[0], Side.HOST, max(guess.chance, SURE), ("此行在说",))

"""Who speaks: in an interview, in a conversation printed with names, in the text of a host itself."""

from __future__ import annotations

from collections.abc import Sequence

from kb.enrich import subject_cues as cues
from kb.enrich.parties import Parties
from kb.enrich.sections import Who, leads
from kb.enrich.visits import Mention
from kb.model import Side

# A bank named by this character is the subject.
_EARLY = 2
# The first lines of an interview say whether its people are back.
_FIRST = 3


class Voices:
    """Reads the sentences of one bulletin in order and remembers whose turn it is to speak."""

    def __init__(self, parties: Parties, texts: Sequence[str] = ()) -> None:
        self._parties = parties
        self._asked = ""
        self._answers = False
        self._speaks = ""
        self._asked_us = False
        self._labels: dict[str, str] = {}
        self._returned = parties.own_side is Side.LEARNER and _are_back(texts)

    def speaker(self, text: str, mentions: Sequence[Mention]) -> Who | None:
        """The bank of the person who speaks: 韩锐：…, until somebody else does."""
        if spoken := cues.SPEAKS.match(text):
            by_name = [m for m in mentions if m.by == "person" and m.end == spoken.end("name")]
            self._speaks = by_name[0].bank if by_name else ""
            if by_name:
                side = self._parties.side_of(by_name[0].bank)
                return Who(by_name[0].bank, side, f"{spoken['name']}是{by_name[0].bank}的人")
        elif bank := self._labelled(text, mentions):
            self._speaks = bank
            return Who(bank, self._parties.side_of(bank), f"说话人是{bank}的人")
        if self._speaks and not any(leads(text, m) for m in mentions):
            if cues.YOU.search(text) and (other := self._other(self._speaks)):
                return Who(other, self._parties.side_of(other), "“你们”是对方的行", stays=False)
            if cues.THEY.match(cues.SPEAKS.sub("", text)) and (other := self._other(self._speaks)):
                return Who(other, self._parties.side_of(other), f"“他们”指{other}", stays=False)
            if cues.WE.search(text) or cues.MYSELF.search(text) or not mentions:
                return Who(
                    self._speaks, self._parties.side_of(self._speaks), f"说话人是{self._speaks}的人"
                )
        return None

    def _labelled(self, text: str, mentions: Sequence[Mention]) -> str:
        """The bank of a speaker whose label names it once: 唐行长（榆畈）：, then 唐行长：."""
        if not (label := cues.LABEL.match(text)):
            return ""
        inside = [m for m in mentions if m.end <= label.end()]
        if inside and (label["bank"] or cues.OFFICER.match(text, inside[0].end)):
            self._labels[label["label"]] = inside[0].bank
        return self._labels.get(label["label"], "")

    def _other(self, bank: str) -> str:
        """The one party that is not `bank`, "" when there are more."""
        others = [b for b in (*self._parties.hosts, *self._parties.learners) if b != bank]
        return others[0] if len(others) == 1 else ""

    def own_story(self, text: str, mentions: Sequence[Mention]) -> Who | None:
        """The host that writes itself: "we" is the host, "you" and the guests are the learners."""
        parties = self._parties
        if parties.own_side is not Side.HOST or not parties.own or self._answers:
            return None
        led = mentions and leads(text, mentions[0]) and mentions[0].bank != parties.own
        if led:
            return None
        if mentions and mentions[0].start <= _EARLY and cues.SAYS_TO.search(text, mentions[0].end):
            return None
        said = cues.without_quotes(text)
        if parties.learners and (guests := cues.GUESTS.search(said)):
            return Who(
                parties.only_learner, Side.LEARNER, f"“{guests.group()}”是来学习的行", stays=False
            )
        if (we := cues.WE.search(said) or cues.MYSELF.search(said)) and not cues.BEFORE_US.search(
            said
        ):
            return Who(parties.own, Side.HOST, f"“{we.group().strip('，,。；、')}”是{parties.own}")
        return None

    def interview(self, text: str, mentions: Sequence[Mention], section: Who) -> Who | None:
        """The sides of questions and answers; after the first answer "we" is who answers."""
        parties = self._parties
        if self._returned:
            return self._back(text, mentions)
        if cues.QUESTION.match(text):
            self._asked = next((m.bank for m in mentions if m.bank != section.bank), "")
            return Who(parties.own, Side.LEARNER, "采访者的提问", stays=False)
        if cues.ANSWER.match(text):
            self._answers = True
        if not self._answers:
            return None
        if cues.YOU.search(text):
            return Who(parties.own, Side.LEARNER, "“你们”说的是学习方", stays=False)
        if self._asked and cues.THEY.match(cues.ANSWER.sub("", text)):
            return Who(self._asked, Side.THIRD, f"“他们”指问到的{self._asked}", stays=False)
        if cues.WE.search(text) and not mentions:
            return Who(section.bank, section.side, "受访者说“我们”")
        return None

    def _back(self, text: str, mentions: Sequence[Mention]) -> Who | None:
        """In an interview with learners who are back, "we" learn and "they" are the hosts."""
        own = self._parties.own
        if cues.QUESTION.match(text):
            self._asked_us = cues.WE.search(text) is not None
            return Who(own, Side.LEARNER, "采访者的提问", stays=False)
        answer = cues.ANSWER.sub("", text)
        they = cues.THEY.match(answer)
        if not they and (cues.WE.search(answer) or cues.MYSELF.search(answer)):
            return Who(own, Side.LEARNER, "受访者是学习的人")
        if not mentions and not they and (self._asked_us or cues.STARTS.match(answer)):
            return Who(own, Side.LEARNER, "受访者的打算")
        return None


def _are_back(texts: Sequence[str]) -> bool:
    """Do questions ask learners how it was, and do they answer?"""
    lines = [line for text in texts for line in text.split("\n")]
    if not any(map(cues.ANSWER.match, lines)):
        return False
    if any("归来" in line or "返岗" in line for line in lines[:_FIRST]):
        return True
    return any(cues.WENT.search(line) for line in lines if cues.QUESTION.match(line))

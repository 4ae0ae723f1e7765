"""Who speaks: in an interview, in a conversation printed with names, in the text of a host itself."""

from __future__ import annotations

from collections.abc import Sequence

from kb.enrich import subject_cues as cues
from kb.enrich.parties import Parties
from kb.enrich.sections import Who, leads
from kb.enrich.visits import Mention
from kb.model import Side


class Voices:
    """Reads the sentences of one bulletin in order and remembers whose turn it is to speak."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._asked = ""
        self._answers = False
        self._speaks = ""

    def speaker(self, text: str, mentions: Sequence[Mention]) -> Who | None:
        """The bank of the person who speaks: 韩锐：…, until somebody else does."""
        if spoken := cues.SPEAKS.match(text):
            by_name = [m for m in mentions if m.by == "person" and m.end == spoken.end("name")]
            self._speaks = by_name[0].bank if by_name else ""
            if by_name:
                side = self._parties.side_of(by_name[0].bank)
                return Who(by_name[0].bank, side, f"{spoken['name']}是{by_name[0].bank}的人")
        if self._speaks and not any(leads(text, m) for m in mentions):
            if cues.YOU.search(text) and (other := self._other(self._speaks)):
                return Who(other, self._parties.side_of(other), "“你们”是对方的行", stays=False)
            if cues.WE.search(text) or cues.MYSELF.search(text) or not mentions:
                return Who(
                    self._speaks, self._parties.side_of(self._speaks), f"说话人是{self._speaks}的人"
                )
        return None

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

"""Who speaks in a conversation that is printed with names or with the banks of the speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich import subject_cues as cues
from kb.enrich.departments import department_speaking
from kb.enrich.parties import Parties
from kb.enrich.visits import Mention

# 问：, 问题一：, 追问（榆畈农商银行 某某）：, 主持人：
_ASKED = re.compile(
    r"\s*(?:(?:追|提)?问|(?:请教|咨询)?问题|请教|咨询|主持人|记者|编者|Q)\s?[一二三四五六七八九十\d]{0,2}"
    r"(?:[（(][^）)]{2,20}[）)])?\s?[:：]"
)
# In a script the narrator goes on where these labels stand.
_NARRATES = re.compile(r"\s*[【\[〔](?:解说|旁白|画面|字幕|画外音|配音)")


class Speakers:
    """Reads the sentences of one bulletin in order and remembers whose turn it is to speak."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._departments = {**dict(parties.named_branches), **dict(parties.departments)}
        self._speaks = ""
        self._labels: dict[str, str] = {}

    def speaking(self, text: str, mentions: Sequence[Mention], host: str = "") -> str:
        """The bank of the person who speaks: 韩锐：…, until somebody else does; "" when nobody. `host` is
        the bank of the section, whose people answer where several are asked."""
        if asked := _ASKED.match(text):
            inside = (m.bank for m in mentions if m.end <= asked.end())
            self._speaks = next(inside, "")
        elif _NARRATES.match(text):
            self._speaks = ""
        elif cues.ANSWER.match(text):
            hosts = self._parties.hosts
            self._speaks = hosts[0] if len(hosts) == 1 else host if host in hosts else ""
        elif spoken := cues.SPEAKS.match(text):
            named = (m.bank for m in mentions if m.by == "person" and m.end == spoken.end("name"))
            self._speaks = next(named, "")
        if bank := self._labelled(text, mentions) or department_speaking(text, self._departments):
            self._speaks = bank
        return self._speaks

    def _labelled(self, text: str, mentions: Sequence[Mention]) -> str:
        """The bank of a speaker whose label names it once: 唐行长（榆畈）：, then 唐行长：."""
        if not (label := cues.LABEL.match(text)):
            return ""
        inside = [m for m in mentions if m.end <= label.end()]
        if inside and (label["bank"] or cues.OFFICER.match(text, inside[0].end)):
            self._labels[label["label"]] = inside[0].bank
        return self._labels.get(label["label"], "")

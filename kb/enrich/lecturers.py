"""Banks whose people were asked to come and teach: 乙农商银行主任某某应邀前来授课, 甲农商银行请来乙农商银行的某某讲课.

What the teacher tells is the practice of their bank; the bank that asked them in learns.
"""

from __future__ import annotations

import re

from kb.enrich.parties import Parties
from kb.model import Bulletin, Side

_TEACHES = (
    "(?:授课|讲课|上课|宣讲|讲学|传授|传经|送教|主讲|现身说法"
    "|[作做]了?[^，。；]{0,6}(?:报告|讲座|辅导|培训|分享|讲解))"
)
_COMES = re.compile(r"(?:应邀|受邀|应(?=[^，。；]{1,16}邀)|前来|来到|走[进上]|[为给到])")
_GUEST = re.compile("邀|前来|请来|请到|聘")
_ASKED_IN = re.compile("(?:邀请|特邀|请来|请到|请|聘请|聘)了?(?:来自)?$")
_AND_TEACHES = re.compile(rf"[^。；]{{0,40}}{_TEACHES}")
# Where a text says so: in its title or one of its first entries.
_OPENING = 3
# Between a bank and what its people come for stand no more characters than their posts and names have.
_PERSON = 24
_SENTENCES = re.compile("[。！？\n]")
# Who comes to teach and to learn at once, or is only to come, says nothing sure.
_UNSURE = re.compile("学习|取经|交流|互[访学鉴]|我们|回去|拟|打算|准备|计划|希望|想请|明年|下一?步")


def lecturers(bulletin: Bulletin, parties: Parties) -> dict[str, Side]:
    """The bank whose people came to teach and the one that asked them in, where one sentence of the title or the
    opening names both, or the title names who asked a guest in."""
    opening = (entry.text for entry in bulletin.entries[:_OPENING])
    titled = {mention.bank for mention in parties.mentions(bulletin.title)}
    for text in (bulletin.title, *opening):
        for sentence in _SENTENCES.split(text):
            if teacher := _teacher(sentence, parties):
                others = {m.bank for m in parties.mentions(sentence)} - {teacher}
                if not others and _GUEST.search(sentence):
                    others = titled - {teacher}
                if len(others) == 1:
                    return {teacher: Side.HOST, others.pop(): Side.LEARNER}
    return {}


def _teacher(sentence: str, parties: Parties) -> str:
    """The bank that a sentence says somebody came from to teach; "" for none."""
    if _UNSURE.search(sentence):
        return ""
    mentions = parties.mentions(sentence)
    ends = (*(mention.start for mention in mentions[1:]), len(sentence))
    for mention, end in zip(mentions, ends, strict=False):
        asked = _ASKED_IN.search(sentence, max(0, mention.start - 6), mention.start)
        comes = asked or _COMES.search(sentence, mention.end, min(end, mention.end + _PERSON))
        if comes and _AND_TEACHES.match(sentence, max(mention.end, comes.end())):
            return mention.bank
    return ""

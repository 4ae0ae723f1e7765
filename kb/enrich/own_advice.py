"""What learners announce as their own: what they ask for (我讲三条意见。第一条，…), what they did at home
(学习回来，甲农商银行做了三件事。第一件，…), and a part of a bulletin that is called 本行."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
from kb.enrich.subject_cues import HOST_WORDS, THOSE
from kb.model import Entry, Side

_ANNOUNCED = re.compile(
    r"(?:^|[，,。；：])[^，,。；：“”]{0,10}?(?:我们?|我行|班子)[^，,。；：“”]{0,8}"
    r"(?:讲|提出?|谈|说|强调|布置|明确)[^，,。；：“”]{0,6}[一二两三四五六七八几]\s?[条点个件]"
    r"(?:具体)?(?:意见|要求|建议|打算|想法|希望)"
)
# What they did when they were back: each paragraph with a number tells of it to its end.
_DONE = re.compile(
    r"(?:回来|归来|返行|回行)(?:之?后|以后)?[，,][^，,。；：“”]{0,16}?(?:先后|一口气|接连|也)?(?:做|办|改|推|抓|试)[了成出]{0,2}"
    r"[^，,。；：“”]{0,4}[一二两三四五六七八几]\s?[个件项条点处](?:实?事情?|改变|变化|改动|调整|举措|措施|规矩)?[。：:]"
)
# A line or heading over the part of those who write: 二、本行.
_OURS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*)?(?:本[行社]|我[行社]|我们|我联社)的?(?:情况|现状|实际|方面|做法)?[：:]?\s*"
)
_HEAD = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．][^，。；：]{1,20}")
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八]|[一二三四五六七八]是|[（(]?[一二三四五六七八\d][)）、.．]|首先|其次|再次|最后|同时)"
)


class OwnAdvice:
    """Reads the sentences of one bulletin in order. `_under` is the heading path under which something was
    announced, `_done` says that it is what they did; `_ours` that a line above opens their own part,
    which lasts until another head or bank."""

    def __init__(self, parties: Parties) -> None:
        self._applies = parties.own_side is Side.LEARNER
        self._under: tuple[str, ...] | None = None
        self._done = self._ours = False

    def in_entry(self, entry: Entry, contexts: Sequence[Context]) -> frozenset[int]:
        """Where the sentences of an entry begin that the learners announced as their own."""
        if not self._applies:
            return frozenset()
        if entry.heading_path != self._under:
            self._under = None
        self._ours = any(map(_OURS.fullmatch, entry.heading_path[-1:]))
        line, found = 0, []
        for context in contexts:
            start = context.unit.start
            line = max(line, entry.text.rfind("\n", line, start) + 1)
            numbered = _NUMBERED.match(entry.text, line) is not None
            if self._holds(entry, context, numbered=numbered):
                found.append(start)
        return frozenset(found)

    def _holds(self, entry: Entry, context: Context, *, numbered: bool) -> bool:
        text = context.unit.text
        if _OURS.fullmatch(text):
            self._ours = True
            return True
        done = _DONE.search(text) is not None
        if done or _ANNOUNCED.search(text):
            self._under, self._done = entry.heading_path, done
            return False
        if context.mentions or THOSE.search(text) or _HEAD.fullmatch(text):
            self._ours = False
            return False
        if self._ours:
            return True
        if self._under is None:
            return False
        if self._done and numbered:
            return True
        return _NUMBERED.match(text) is not None and not HOST_WORDS.search(text)

"""Numbered sentences that follow where learners say that they have something to ask for: 我讲三条意见。第一条，…"""

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
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八]|[一二三四五六七八]是|[（(]?[一二三四五六七八\d][)）、.．]|首先|其次|再次|最后|同时)"
)


class OwnAdvice:
    """Reads the sentences of one bulletin in order."""

    def __init__(self, parties: Parties) -> None:
        self._applies = parties.own_side is Side.LEARNER
        self._under: tuple[str, ...] | None = None

    def in_entry(self, entry: Entry, contexts: Sequence[Context]) -> frozenset[int]:
        """Where the sentences of an entry begin that the learners announced as their own."""
        if not self._applies:
            return frozenset()
        if entry.heading_path != self._under:
            self._under = None
        return frozenset(c.unit.start for c in contexts if self._holds(entry, c))

    def _holds(self, entry: Entry, context: Context) -> bool:
        text = context.unit.text
        if _ANNOUNCED.search(text):
            self._under = entry.heading_path
            return False
        if self._under is None or not _NUMBERED.match(text):
            return False
        return not (context.mentions or THOSE.search(text) or HOST_WORDS.search(text))

"""Speakers that a conversation calls by what they are, and whose bank its head states once
(师傅：石桥农商银行客户经理 某某; then 师傅：…)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kb.enrich.visits import Mention

# Who teaches and who is taught; others who speak may be of any side.
_LABEL = re.compile(r"\s{0,4}(?P<label>师[傅父]|导师|老师|带教|徒弟|学徒|学员|学生)\s?[：:]\s{0,2}")
_SENTENCE = re.compile("[。！？；]")
# So often such a speaker has to speak.
_TIMES = 2
_LONGEST = 40


def labelled_speakers(
    lines: Sequence[tuple[str, tuple[Mention, ...]]],
) -> Iterator[tuple[str, str]]:
    """The label of each such speaker, with the bank."""
    opened = Counter(match["label"] for line, _ in lines if (match := _LABEL.match(line)))
    for line, mentions in lines:
        match = _LABEL.match(line) if mentions and len(line) <= _LONGEST else None
        if match is None or _SENTENCE.search(line):
            continue
        only = mentions[0].start == match.end() and len({m.bank for m in mentions}) == 1
        if only and opened[match["label"]] > _TIMES:
            yield match["label"], mentions[0].bank

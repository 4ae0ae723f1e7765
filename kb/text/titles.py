"""The title of a passage: its point in a few words."""

from __future__ import annotations

import re

from kb.text.numerals import without_numbering

# A mark between digits belongs to the number: 1,524 and 17:30.
_IN_NUMBER = r"(?<![0-9])[,:]|[,:](?![0-9])"
_SENTENCE_END = re.compile(r"[。！？!?；;：]|(?<![0-9]):|:(?![0-9])")
_CLAUSE_END = re.compile(rf"(?<![０-９])，|，(?![０-９]{{3}})|[。；;：]|{_IN_NUMBER}")
_DAY = re.compile(r"(?:(?:[0-9]+|[一二三四五六七八九十]+)[年月日号]|[上下]午|当?晚)+[，,]")
MAX_TITLE = 40


def title_of(text: str) -> str:
    """The point of an entry: its first line, sentence or clause, without numbering."""
    lead, _, rest = text.partition("\n")
    line = without_numbering(lead).strip()
    if rest and 0 < len(line) <= MAX_TITLE and line[-1] not in "。：:；;":
        return line
    sentence = _SENTENCE_END.split(line, maxsplit=1)[0].strip()
    if 0 < len(sentence) <= MAX_TITLE:
        return sentence
    day = _DAY.match(line)  # by itself it says nothing
    mark = _CLAUSE_END.search(line, day.end() if day else 0)
    clause = line[: mark.start()].strip() if mark else line
    return (clause if 4 <= len(clause) <= MAX_TITLE else sentence[:MAX_TITLE]) or lead[:MAX_TITLE]

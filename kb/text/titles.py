"""The title of a passage: its point in a few words."""

from __future__ import annotations

import re

from kb.text.numerals import without_numbering

# A mark between digits belongs to the number: 1,524 and 17:30.
_IN_NUMBER = r"(?<![0-9])[,:]|[,:](?![0-9])"
_SENTENCE_END = re.compile(r"[。！？!?；;：]|(?<![0-9]):|:(?![0-9])")
_CLAUSE_END = re.compile(rf"(?<![０-９])，|，(?![０-９]{{3}})|[。；;：]|{_IN_NUMBER}")
_DAY = re.compile(
    r"(?:(?:(?:[0-9]{1,4}|[一二三四五六七八九十]{1,4})[年月日号]|[上下]午|当?晚){1,6}[至到—~～-]{0,2}){1,3}(?:止|期间)?[，,]"
)
# A label that only names a day: 周一：入企。
_DAY_LABEL = re.compile(
    r"(?:[本上]?(?:周|星期|礼拜)[一二三四五六日天]|第[一二三四五六七八九十\d]{1,3}[天日]|[上下]午|[早晚]上?)"
    r"(?:[（(][^（()）]{1,12}[）)])?\s?[:：]\s*(?=\S{2})"
)
# Who somebody is in a list of those who went: without the names it says nothing.
_WHO = re.compile(
    r"[（(【\[]?(?:[一-鿿]{0,2}[正副]?[组队]长|组员|成员|队员|学员|领队|带队(?:人|领导)?|联络员|[一-鿿]{2}(?:单位|部门|网点))[】\]]?\s*[:：]\s*\S"
)
MAX_TITLE = 40
# The fewest characters of a clause that says something, and the most of one that is kept whole.
_SHORTEST, LONGEST_TITLE = 4, 60
_MARKS = "。.；;！!？? "
# A sentence that names a bank or a figure states something, even where it became the title.
_STATES = re.compile(r"[0-9]|银行|联社|农商行|该行")

# So does one of some length in clauses that ends like a sentence, if it has no number.
_RULE = re.compile(r"(?=[^，,。]{4,40}[，,])[^。！？!?；;]{23,}[。！？!?]\s*$")


def only_titles(sentence: str, title: str, text: str) -> bool:
    """Is a sentence of an entry nothing but its title, or what that would be if no editor had given
    another one? `text` is that of the entry."""
    said = without_numbering(sentence)
    if _STATES.search(said) or (said == sentence and _RULE.match(said)):
        return False
    plain = said.strip(_MARKS)
    return plain == title.strip() or (text.startswith(sentence) and plain == title_of(text))


def title_of(text: str) -> str:
    """The point of an entry: its first line, sentence or clause, without numbering."""
    lead, _, rest = text.partition("\n")
    line = without_numbering(lead).strip()
    if label := _DAY_LABEL.match(line):
        line = line[label.end() :]
    if rest and 0 < len(line) <= MAX_TITLE and line[-1] not in "。：:；;":
        return line
    if len(line) <= MAX_TITLE and _WHO.match(line):
        return line
    sentence = _SENTENCE_END.split(line, maxsplit=1)[0].strip()
    if 0 < len(sentence) <= MAX_TITLE:
        return sentence
    day = _DAY.match(line)  # by itself it says nothing
    return _clause(line, day.end() if day else 0) or lead[:MAX_TITLE]


def _clause(line: str, start: int) -> str:
    """A line up to the end of the first clause after `start` that says something. A long one is kept
    whole, a list shortened: a title never ends within a word."""
    ends = (mark.start() for mark in _CLAUSE_END.finditer(line, start))
    clause = line[: next((end for end in ends if end >= _SHORTEST), len(line))].strip()
    if len(clause) <= LONGEST_TITLE:
        return clause
    listed = clause.rfind("、", _SHORTEST, MAX_TITLE)
    return clause[:listed] if listed > 0 else clause[:MAX_TITLE]

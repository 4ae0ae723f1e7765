"""Paragraphs that open alike without numbers: with a very short sentence, or with the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kb.structure.practice import ABOUT_A_BANK, is_occasion, tells_occasion
from kb.structure.roles import Role, role_of
from kb.text import SURNAMES

_SHORT_POINT = 16
# More than this many characters follow a very short first sentence; paragraphs with the same first
# words have at least the second number.
_EXPLAINS = 20
_SAID = 30
_LONG_TEXT = 50
# This many paragraphs that open alike are points, even if one of them opens with an occasion.
_ENOUGH = 4
_ARRIVES = re.compile("出发|启程|报到|抵达|赴|前往|来到|到了|一行")
_FACTS = re.compile(rf"{ABOUT_A_BANK}|员工\d|余额|现有[^，。]{{0,8}}\d")


# One character in front of a colon, which neither asks, answers, notes, sends nor says when.
_LETTER = re.compile(
    r"[【“「]?[^\W\d_a-zA-Z问答追曰早中晚晨午夕夜时地人注按文图报送抄发甲乙丙丁戊己庚辛][」”】]?[：:—]{1,2}.{20}",
    re.S,
)
_SAID_BY = re.compile("说[，。：“]|表示|认为|感慨|感叹")


def short_points(texts: Sequence[str]) -> frozenset[int]:
    """Three paragraphs or more in a row that each open with a very short sentence."""

    def is_alike(text: str) -> bool:
        first = _opening(text)
        short = 2 <= len(first) <= _SHORT_POINT and len(text) > len(first) + _EXPLAINS
        return short and not _FACTS.search(first) and role_of(first) is not Role.OVERVIEW

    def is_point(text: str) -> bool:
        return is_alike(text) and not is_occasion(_opening(text))

    run = longest_run(texts, is_point, 3)
    among = longest_run(texts, is_alike, _ENOUGH)  # 会议一盏茶 among points is one too
    sure = [n for n in sorted(among) if is_point(texts[n]) and not _only_says(texts[n])]
    if len(sure) > max(2, len(among) / 2) and len(among) > len(run):
        run = frozenset(n for n in among if sure[0] <= n <= sure[-1])
    if len(run) > 3 and 0 in run and _ARRIVES.search(texts[0]):
        run -= {0}  # who went where
    alike = longest_run(texts, is_alike, 3)
    run = run or (_one_word(texts, alike) if sum(is_point(texts[n]) for n in alike) > 1 else run)
    return _same_beginning(texts) or run or _lettered(texts) or _two_alike(texts)


def _one_word(texts: Sequence[str], run: frozenset[int]) -> frozenset[int]:
    """A run of points whose openings are as long and begin with the same character: 减窗口, 减报表, 减会议."""
    openings = {_opening(texts[n]) for n in run}
    alike = len({(one[0], len(one)) for one in openings}) == 1
    return run if alike and len(openings) == len(run) else frozenset()


def _lettered(texts: Sequence[str]) -> frozenset[int]:
    """Three paragraphs or more in a row that each open with one character of their own and a colon
    (勤：……, 准：……, 稳：……), which is not all of it the name of who speaks."""
    run = longest_run(texts, lambda text: _LETTER.match(text) is not None, 3)
    letters = [texts[n].lstrip("【“「")[0] for n in sorted(run)]
    own = len(set(letters)) == len(letters) and not all(one in SURNAMES for one in letters)
    return run if own else frozenset()


def _opening(text: str) -> str:
    return re.split(r"[。：:]", text, maxsplit=1)[0]


def _only_says(text: str) -> bool:
    """Does what follows the first sentence only say who said it, or when?"""
    rest = text[len(_opening(text)) + 1 :]
    return _SAID_BY.search(rest) is not None and tells_occasion(rest)


def _same_beginning(texts: Sequence[str]) -> frozenset[int]:
    """Three paragraphs or more in a row that begin with the same words: 突出一个“勤”字……"""
    best, start = range(0), 0
    for n, text in enumerate(texts):
        if len(text) < _SAID:
            start = n + 1
        elif n > start and texts[n - 1][:3] != text[:3]:
            start = n
        best = max(best, range(start, n + 1), key=len)
    return frozenset(best if len(best) >= 3 else ())


def _two_alike(texts: Sequence[str]) -> frozenset[int]:
    """The only two long paragraphs, when they stand together, begin with the same words and are not
    about what a bank is: 师傅教我走村……, 师傅教我记账……"""
    long = [n for n, text in enumerate(texts) if len(text) >= _LONG_TEXT]
    if len(long) != 2 or long[1] != long[0] + 1:
        return frozenset()
    one, other = (texts[n] for n in long)
    same = one[:3] == other[:3] and not any(_FACTS.search(text[:40]) for text in (one, other))
    return frozenset(long if same else ())


def longest_run(texts: Sequence[str], holds: Callable[[str], bool], least: int) -> frozenset[int]:
    """The longest run of consecutive texts that satisfy a condition, if there are enough of them."""
    best, start = range(0), 0
    for n, text in enumerate(texts):
        if not holds(text):
            start = n + 1
        best = max(best, range(start, n + 1), key=len)
    return frozenset(best if len(best) >= least else ())

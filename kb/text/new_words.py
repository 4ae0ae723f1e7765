"""Finds words that texts use and a dictionary lacks, by counting.

A string of 2–6 Chinese characters is taken for a word when its parts occur together far more often
than by chance (cohesion: pointwise mutual information, at its weakest split), when what stands
before and after it varies (freedom: entropy of the neighbours, on its poorer side), and when it
does not cut the words around it in two. The measures are the usual ones of unsupervised word
discovery; thresholds and word lists were set by looking at what they propose on the sample corpus
and on a year of news, and so were the weights. They are meant to give a good first page of results,
nothing more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

LONGEST = 6
MIN_COHESION = 3.5
MIN_FREEDOM = 1.2
MIN_WHOLE = 0.7
# A word seen less often than this, or in fewer texts, is not worth a decision.
MIN_COUNT = 4
MIN_TEXTS = 3
# In a large corpus a word must occur once in this many characters.
CHARACTERS_PER_COUNT = 100_000

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
# Grammatical words: no new word contains them.
_GRAMMAR = frozenset("的了着是在和与及把被并也而但且")
_NUMBERS = "一二三四五六七八九十百千万亿两几数半多第"
_MEASURES = (
    "个百分点|个工作日|小时|分钟|公里|平方米|立方米|公斤|千瓦|[个名家户场次项笔条位张件元年月日周期天号人份台辆支批"
    "种类级倍成届轮部幅枚架艘座所幢栋套株头匹只颗粒克吨斤度分秒米]"
)
# A number with what it counts is not a word: 三家, 两小时, 50万元.
_COUNTED = re.compile(
    rf"[0-9.]{{1,20}}[{_NUMBERS}]{{0,12}}(?:{_MEASURES})?|[{_NUMBERS}]{{1,12}}(?:{_MEASURES})"
)
# Characters that never begin or end a word by themselves: grammar, and the ends of names.
_NO_EDGE = frozenset(
    "由向从对为到于以等随将就都还再又很最更较才可能会要应须不没未让使给按均共仅约达含其此该本各每某之地得"
    "所有无来去上下内外前后里间中则者们我你他它这那如或因若跟比同称说道啊吗呢吧时已带先"
)
_NO_START = frozenset("部组行率户员性化度局厅科额量期两致当")
_NO_EDGE_WORD = frozenset(
    "如下 以来 完成 超过 提高 参加 整理 已经 进行 通过 开展 以及 由于 对于 关于 其中 为了 可以 能够 需要 成为"
    " 表示 认为 要求 指出 强调 目前 今天 昨天 记者 左右 以上 以下 之间 分别 达到 同时 包括 没有 不是 就是 还是"
    " 本周 本期 本月 今年 去年 其他 不同 主要 方面 情况 问题 时候 一些 这些 那些 这个 那个 我们 他们 你们 全部"
    " 有关 相关 按照 根据 累计 增至 降至 平均 连续 进入 逐户 逐笔 优化 坚定 推动 推进 提升 加强 促进 打造 完善 增强"
    " 加快 加大 深化 强化 落实 播发 发布 审议".split()
)


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word the dictionary lacks. `texts` are the indices of the texts that use it; `cohesion` and
    `freedom` are in bits; `score` orders words by how likely they are to be useful."""

    word: str
    count: int
    texts: tuple[int, ...]
    cohesion: float
    freedom: float
    score: float


@dataclass(slots=True)
class _Use:
    """How a string is used: its neighbours, where it occurs, and how often it is cut out whole."""

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    texts: dict[int, None] = field(default_factory=dict)
    whole: int = 0


def find_new_words(
    texts: Sequence[str],
    *,
    cut: Callable[[str], Sequence[str]],
    is_known: Callable[[str], bool],
) -> list[NewWord]:
    """The new words of texts in normal form, best first.

    `cut` cuts a run of Chinese characters into words of the dictionary; `is_known` says which words
    need not be proposed.
    """
    parts = [list(_parts(text, cut)) for text in texts]
    total = sum(len(part.text) for text in parts for part in text)
    least = max(MIN_COUNT, total // CHARACTERS_PER_COUNT)
    counts = _counts([part.text for text in parts for part in text], least)
    coherent = {
        word: cohesion
        for word in counts
        if len(word) > 1
        and not is_known(word)
        and (cohesion := _cohesion(word, counts, total)) >= MIN_COHESION
    }
    found = []
    for word, use in _uses(parts, coherent.keys()).items():
        count = counts[word]
        freedom = min(_entropy(use.before), _entropy(use.after))
        pieces = cut(word)
        if (
            freedom >= MIN_FREEDOM
            and use.whole >= MIN_WHOLE * count
            and len(use.texts) >= MIN_TEXTS
            and _has_free_edges(pieces)
        ):
            score = _score(count, coherent[word], freedom, pieces)
            found.append(NewWord(word, count, tuple(use.texts), coherent[word], freedom, score))
    return sorted(_without_parts(found), key=lambda new: (-new.score, new.word))


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of text without grammatical words, and where the dictionary cuts it."""

    text: str
    borders: frozenset[int]


def _parts(text: str, cut: Callable[[str], Sequence[str]]) -> Iterator[_Part]:
    for run in _RUN.findall(_COUNTED.sub("，", text)):
        for is_grammar, words in groupby(cut(run), _GRAMMAR.__contains__):
            if not is_grammar:
                ends = list(accumulate(map(len, pieces := list(words))))
                if ends[-1] > 1:
                    yield _Part("".join(pieces), frozenset((0, *ends)))


def _counts(parts: Sequence[str], least: int) -> dict[str, int]:
    """How often each string of up to LONGEST characters occurs, if it occurs often enough.

    A string is as frequent as its rarer part at most, so each length is counted only where both
    parts of the length before are frequent.
    """
    counts = dict(Counter(char for part in parts for char in part))
    frequent = {char for char, count in counts.items() if count >= least}
    for length in range(2, LONGEST + 1):
        counter: Counter[str] = Counter()
        for part in parts:
            counter.update(
                part[i : i + length]
                for i in range(len(part) - length + 1)
                if part[i : i + length - 1] in frequent and part[i + 1 : i + length] in frequent
            )
        found = {string: count for string, count in counter.items() if count >= least}
        counts |= found
        frequent = set(found)
    return counts


def _cohesion(word: str, counts: dict[str, int], total: int) -> float:
    """Pointwise mutual information of the two sides of the weakest split, in bits."""
    return min(
        math.log2(counts[word] * total / (counts[word[:i]] * counts[word[i:]]))
        for i in range(1, len(word))
    )


def _uses(parts: Sequence[Sequence[_Part]], wanted: Collection[str]) -> dict[str, _Use]:
    uses = {word: _Use() for word in wanted}
    for number, text in enumerate(parts):
        for part in text:
            for start, end in _occurrences(part.text, wanted):
                use = uses[part.text[start:end]]
                use.before[part.text[start - 1] if start else ""] += 1
                use.after[part.text[end : end + 1]] += 1
                use.texts[number] = None
                use.whole += start in part.borders and end in part.borders
    return uses


def _occurrences(text: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
    for start in range(len(text) - 1):
        for end in range(start + 2, min(start + LONGEST, len(text)) + 1):
            if text[start:end] in wanted:
                yield start, end


def _entropy(neighbours: Counter[str]) -> float:
    """In bits; each end of a stretch counts as a neighbour of its own."""
    total = neighbours.total()
    ends = neighbours[""] / total
    return ends * math.log2(total) - sum(
        count / total * math.log2(count / total) for char, count in neighbours.items() if char
    )


def _has_free_edges(pieces: Sequence[str]) -> bool:
    first, last = pieces[0], pieces[-1]
    return (
        not {first, last} & (_NO_EDGE | _NO_EDGE_WORD)
        and first not in _NO_START
        and last not in _NUMBERS
    )


def _score(count: int, cohesion: float, freedom: float, pieces: Sequence[str]) -> float:
    """How frequent, cohesive and free a string is. What the dictionary cuts into single characters
    (用|信|率) is more likely a word; what it cuts into words (支行|行长) is more likely a phrase.
    """
    weight = 1.3 if any(len(piece) == 1 for piece in pieces) else 0.7
    return weight * math.log2(count) * min(cohesion, 9.0) * min(freedom, 3.5)


def _without_parts(found: Sequence[NewWord]) -> Iterator[NewWord]:
    """The words, except those that hardly ever occur outside a longer one."""
    words = {new.word for new in found}
    inside: Counter[str] = Counter()
    for new in found:
        for start, end in _occurrences(new.word, words):
            part = new.word[start:end]
            if part != new.word:
                inside[part] = max(inside[part], new.count)
    return (new for new in found if inside[new.word] < 0.8 * new.count)

"""Chinese words, by jieba: the one module that imports it.

Words are used for ranking; they do not decide what matches (kb/text/grams.py does). Text is cut in
its normal form, without jieba's hidden Markov model: with the model, how a word is cut depends on
the words around it, so a query and a text would be cut differently.

Where rjieba is installed (extra `fast`) it replaces jieba: it is jieba in Rust, with the same
dictionary. Without the model it cuts the same words, fifteen times as fast (bench/segmenters.py). An
index made with one is still rebuilt for the other, because the fingerprint names the segmenter.
"""

from __future__ import annotations

import logging
import marshal
import re
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kb.text.normalize import normalize

if TYPE_CHECKING:
    import jieba
    import rjieba

_LOADING = threading.Lock()

_WORD = re.compile(r"[^\W_]+(?:\.[0-9]+)?")
# A number and its measure are one word to a reader: 50万元, 3.5亿, 20%, 30户.
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGITS = frozenset("0123456789")
_DECIMAL = re.compile(r"([0-9]+\.[0-9]+)")
_UNITS = frozenset(
    "万元 亿元 亿 万 元 百万 千万 万户 户 个 家 人 名 次 天 年 月 日 周 期 号 村 笔 张 条 项 倍 成 bp 件 台"
    " 小时 分钟 百分点 平方米 公里 千克 吨 岁 级 类 批 场 轮 只 种 % ‰".split()
)


# A unit may follow one of these, which is a unit itself: 50万元.
_STEPS = frozenset("万亿百千")

Recipe = tuple[tuple[str, ...], Path | None]


class Segmenter:
    """Cuts normal-form text into words, with the vocabulary as user dictionary.

    `user_words` are given as written; `cache_dir` is where jieba may keep its parsed dictionary
    (its default, the shared temporary folder, is a place where others can write). `native` takes
    rjieba where it is installed.
    """

    def __init__(
        self,
        user_words: Iterable[str] = (),
        cache_dir: Path | None = None,
        *,
        native: bool = True,
    ) -> None:
        self._user_words = tuple(sorted({normalize(word) for word in user_words} - {""}))
        self._cache_dir = cache_dir
        self._native = native and find_spec("rjieba") is not None
        self._tokenizer: jieba.Tokenizer | None = None
        self._cutter: Callable[[str], Iterable[str]] | None = None

    @property
    def recipe(self) -> Recipe:
        """The arguments for an equal segmenter: `Segmenter(*recipe)`."""
        return self._user_words, self._cache_dir

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """Everything that decides how texts are cut: the segmenter, its version and the user
        dictionary."""
        return (*self.cutter, *self._user_words)

    @property
    def cutter(self) -> tuple[str, str]:
        """The segmenter and its version."""
        name = "rjieba" if self._native else "jieba"
        return name, _version(name)

    @property
    def user_words(self) -> tuple[str, ...]:
        """The user dictionary in normal form, sorted."""
        return self._user_words

    def words(self, normal: str) -> list[str]:
        """The words of a normal form, in order; punctuation and blanks are left out.

        Joined, they are the text without its punctuation.
        """
        words: list[str] = []
        after_number = False
        for token in self._cut(normal):
            if after_number and token in _UNITS:
                words[-1] += token
                after_number = token in _STEPS
            elif token.isalnum():
                words.append(token)
                after_number = token[0] in _DIGITS and _NUMBER.fullmatch(token) is not None
            elif len(token) == 1:  # punctuation
                after_number = False
            else:
                # None for punctuation, two for a name that contains a mark (党建+金融).
                words += _WORD.findall(token)
                after_number = _NUMBER.fullmatch(token) is not None
        return words

    def general_frequency(self, word: str) -> int:
        """How often jieba's dictionary has seen a word in general Chinese, 0 when it is unknown.

        A small corpus cannot tell rare words from common ones that happen to occur once.
        """
        return self._dictionary().FREQ.get(word) or 0

    def _cut(self, normal: str) -> Iterable[str]:
        """jieba's tokens, punctuation included; a decimal number, which jieba breaks, is one."""
        if self._cutter is None:
            self._cutter = self._rust() if self._native else self._python()
        cut = self._cutter
        if "." not in normal:
            return cut(normal)
        # Every other part is a decimal number.
        parts = enumerate(_DECIMAL.split(normal))
        return chain.from_iterable((part,) if place % 2 else cut(part) for place, part in parts)

    def _python(self) -> Callable[[str], Iterable[str]]:
        dictionary = self._dictionary()
        return lambda part: dictionary.cut(part, HMM=False)

    def _rust(self) -> Callable[[str], Iterable[str]]:
        tokenizer = _fresh_rust()
        for word in self._user_words:
            tokenizer.add_word(word, None, None)
        return lambda part: tokenizer.cut(part, hmm=False)

    def _dictionary(self) -> jieba.Tokenizer:
        if self._tokenizer is None:
            import jieba  # here, since it takes longer to load than most verbs to run

            jieba.setLogLevel(logging.WARNING)
            tokenizer = jieba.Tokenizer()
            if self._cache_dir is not None:
                self._cache_dir.mkdir(parents=True, exist_ok=True)
                tokenizer.tmp_dir = str(self._cache_dir)
                tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
                _load_cache(tokenizer, self._cache_dir / tokenizer.cache_file)
            tokenizer.initialize()
            for word in self._user_words:
                tokenizer.add_word(word)
            self._tokenizer = tokenizer
        return self._tokenizer


@cache
def _version(package: str) -> str:
    """To look it up reads a file, and each look at whether the index is current asks for it."""
    return version(package)


def _fresh_rust() -> rjieba.Jieba:
    """A tokenizer of rjieba with no words but its own. To read its dictionary takes 0.2 seconds.
    rjieba does so when it is imported, for a tokenizer that nobody else here uses: the first
    segmenter of a process takes that one."""
    with _LOADING:
        is_first = "rjieba" not in sys.modules
        import rjieba

        return rjieba._DEFAULT_JIEBA if is_first else rjieba.Jieba()


def _load_cache(tokenizer: jieba.Tokenizer, cache: Path) -> None:
    """Load the parsed dictionary from jieba's cache file, if there is one. jieba itself would read
    it value by value, which takes 0.6 seconds of the first search instead of 0.2."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        tokenizer.FREQ, tokenizer.total = marshal.loads(cache.read_bytes())
        tokenizer.initialized = True

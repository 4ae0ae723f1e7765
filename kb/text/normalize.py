"""The normal form in which text and query are compared.

Two texts are the same when their normal forms are. The form is made character by character, so the
normal form of a piece of a text is a piece of the text's normal form. Per character: NFKC (width,
ligatures, circled digits), traditional → simplified, lower case, one form for each kind of quote
and dash; invisible characters vanish. White space is kept, as one space, only between two words
that are not Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SAME = {
    **dict.fromkeys("“”„‟〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("•∙⋅・･‧", "·"),
}
_SPACES = re.compile(r"\s+")
# Outside these ranges some characters become none or several. Inside, each becomes exactly one.
_MAY_BE_UNEVEN = re.compile(r"[^\n -~\xa0·—‘’“”\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")


@cache
def simplified() -> dict[str, str]:
    """Traditional → simplified, one character to one character (OpenCC's table)."""
    lines = resources.files("kb.text").joinpath("data/t2s.txt").read_text("utf-8").splitlines()
    table = {line[0]: line[1] for line in lines if not line.startswith("#")}
    # 薴 leads to 苧, and that to 苎: take the last, so that normalizing twice changes nothing.
    return {char: table.get(simple, simple) for char, simple in table.items()}


def _fold(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if unicodedata.category(char) in ("Cf", "Cc") and not char.isspace():
        return ""
    if "\ufe00" <= char <= "\ufe0f":  # variation selectors
        return ""
    table = simplified()
    folded = "".join(table.get(c, c) for c in unicodedata.normalize("NFKC", char))
    return "".join(_SAME.get(c, c) for c in folded.lower())


class _FoldTable(dict[int, str]):
    """A `str.translate` table that fills itself with the characters it meets."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


_TABLE = _FoldTable()


def normalize(text: str) -> str:
    """The normal form of `text`, without white space at its ends."""
    folded = text.translate(_TABLE)
    return _SPACES.sub(_keep_between_words, folded).strip()


def _keep_between_words(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if _in_spaced_script(before) and _in_spaced_script(after) else ""


_IS_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _in_spaced_script(char: str) -> bool:
    """Is this a letter or digit of a script that separates words with spaces?"""
    return char.isalnum() and not _IS_CJK.match(char)


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normal form that knows where each of its characters came from: `origins[i]` is the place in
    the original text that character i came from."""

    text: str
    origins: Sequence[int]


def normalize_with_offsets(text: str, normal: str | None = None) -> Normalized:
    """`normalize` with offsets; `.text` always equals `normalize(text)`. Pass that as `normal`
    where it is known already: folding a text takes most of the time."""
    uneven = _uneven(text)
    if normal is not None and not uneven:
        return Normalized(normal, _origins_of_even(text, len(normal)))
    folded = text.translate(_TABLE)
    places = _places(text, uneven)
    pieces: list[str] = []
    origins: list[int] = []
    position = 0
    for match in _SPACES.finditer(folded):
        start = match.start()
        pieces.append(folded[position:start])
        origins += places[position:start]
        if _keep_between_words(match):
            pieces.append(" ")
            origins.append(places[start])
        position = match.end()
    pieces.append(folded[position:])
    origins += places[position:]
    return Normalized("".join(pieces), origins)


def _uneven(text: str) -> list[int]:
    """The places of the characters that become none or several."""
    found = (match.start() for match in _MAY_BE_UNEVEN.finditer(text))
    return [at for at in found if len(_TABLE[ord(text[at])]) != 1]


def _places(text: str, uneven: list[int]) -> Sequence[int]:
    """The place that each character of a folded text came from; `uneven` are those of `_uneven`."""
    if not uneven:
        return range(len(text))
    places: list[int] = []
    position = 0
    for at in uneven:
        places += range(position, at)
        places += [at] * len(_TABLE[ord(text[at])])
        position = at + 1
    places += range(position, len(text))
    return places


def _origins_of_even(text: str, kept: int) -> Sequence[int]:
    """The places that the normal form keeps, `kept` many, of a text in which every character becomes
    exactly one. A character and its folded form agree on whether spaces separate words of their
    script."""
    places = range(len(text))
    if kept == len(text):
        return places
    origins: list[int] = []
    position = 0
    for match in _SPACES.finditer(text):
        origins += places[position : match.start()]
        if _keep_between_words(match):
            origins.append(match.start())
        position = match.end()
    if not position:
        return places
    origins += places[position:]
    return origins

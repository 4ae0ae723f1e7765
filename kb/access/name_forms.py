"""Names that look alike: one form for what is one name, and what is refused because it cannot be seen."""

from __future__ import annotations

import re
import unicodedata

# Characters that are drawn as nothing and that `str.isprintable` takes for letters or marks: fillers,
# variation selectors, blanks (Unicode: Default_Ignorable_Code_Point, and U+2800).
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
# Dots between the parts of a name, as keyboards and fonts have them, and what stands for them all.
_DOTS = re.compile(
    "[\u2022\u2027\u2219\u22c5\u30fb\u16eb\u25cf]|(?<=[^\\x00-\\x7f])\\.(?=[^\\x00-\\x7f])"
)
_DOT = "\u00b7"
# Small letters of Cyrillic and Greek that look like Latin ones (Unicode Technical Standard 39,
# confusables.txt).
_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb"
    "\u0501\u051b\u051d\u044c\u0433\u043f\u043a\u043c\u0442\u0432\u043d"
    "\u03b1\u03bf\u03c1\u03b3\u03c5\u03bd\u03b9\u03ba\u03c4\u03c7",
    "aeopcyxijshdqwbrnkmtbhaopyuviktx",
)


def one_form(text: str) -> str:
    """One form for characters and dots that keyboards write in several, blanks made one.

    >>> one_form("阿依古丽•买买提  Ａ")
    '阿依古丽·买买提 A'
    """
    return _DOTS.sub(_DOT, " ".join(unicodedata.normalize("NFKC", text).split()))


def is_unseen(char: str) -> bool:
    """Is this a character that is drawn as nothing, or that changes how others are drawn?"""
    return not char.isprintable() or _UNSEEN.match(char) is not None


def look_of(login: str) -> str:
    """What a name in lower case looks like: two that look alike have the same look.

    >>> look_of("\\u0430dmin") == look_of("admin")
    True
    """
    return login.translate(_LATIN)

"""Is what a person reads Chinese?"""

from __future__ import annotations

import re

from kb.errors import KbError

# Words of Latin letters in a row, as a server or a library speaks.
_SPEECH = re.compile(r"[A-Za-z']{2,}(?:[ ,:]+[A-Za-z']{2,}){3,}")


def is_chinese(error: KbError) -> bool:
    """Does an error say in Chinese what is wrong and what to do, without a word of another program?"""
    begins = all("一" <= text[:1] <= "鿿" or text.startswith("kb.toml") for text in _told(error))
    return begins and not _SPEECH.search(str(error)) and not _repeats(error)


def _told(error: KbError) -> tuple[str, str]:
    return error.message, error.hint


def _repeats(error: KbError) -> bool:
    return bool(error.original) and error.original in "".join(_told(error))

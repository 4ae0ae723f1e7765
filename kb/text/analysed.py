"""How much of a very long paragraph is analysed.

A paragraph of 20,000 characters is no paragraph that a person wrote: it is a file whose line breaks
are lost. The corpus keeps it whole and strings are found in all of it, but its sentences, subjects,
figures, practices and words are taken from its first part only, so that one file cannot keep the
site busy.
"""

from __future__ import annotations

import re

MAX_ANALYSED = 20_000  # characters of one paragraph

_LONG = re.compile(rf"[^\n]{{{MAX_ANALYSED + 1}}}[^\n]*")
_ENDS = "。！？；!?;"


def analysed(text: str) -> str:
    """The text with each paragraph cut at MAX_ANALYSED characters, after the last sentence that
    ends before it: half a sentence, or half a number, would state what nobody wrote."""
    if len(text) <= MAX_ANALYSED:
        return text
    return _LONG.sub(lambda match: match.group()[: analysed_length(match.group())], text)


def analysed_in_place(text: str) -> str:
    """The same with blanks in the place of what is cut, so that every place stays where it is."""
    if len(text) <= MAX_ANALYSED:
        return text

    def blanked(match: re.Match[str]) -> str:
        kept = analysed_length(match.group())
        return match.group()[:kept] + " " * (len(match.group()) - kept)

    return _LONG.sub(blanked, text)


def analysed_length(line: str) -> int:
    """How many characters of one paragraph are analysed."""
    if len(line) <= MAX_ANALYSED:
        return len(line)
    ends = max(line.rfind(mark, 0, MAX_ANALYSED) for mark in _ENDS) + 1
    return ends or max(line.rfind(mark, 0, MAX_ANALYSED) for mark in "，,、 ") + 1 or MAX_ANALYSED


def overlong(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that are not analysed whole."""
    if len(text) <= MAX_ANALYSED:
        return ()
    return tuple(match.group() for match in _LONG.finditer(text))

"""Numbers of pages that stay in a text when a paper is copied: —3—, 第 3 页 共 5 页, 3 / 12; and of those
on which an article goes on: （下转第4版）."""

from __future__ import annotations

import re

_PAGE_NUMBER = re.compile(
    r"\s{0,4}(?<![\d年月日号万元%.])(?:—|－|–)\s?\d{1,3}\s?(?:—|－|–)(?!\s?\d)\s{0,4}"
    r"|(?<=[一-鿿，。；、：”])\s{0,4}([-·])\s\d{1,3}\s\1(?!\s?\d)\s{0,4}"
    r"|(?<=[一-鿿，。；、：”])\s{0,4}第\s?\d{1,3}\s?页[\s，,/／]{1,3}共\s?\d{1,3}\s?页\s{0,4}"
    # Where an article goes on in a newspaper: （下转第4版）.
    r"|\s{0,4}[（(][上下][接转]第?\s?[A-Z]?\d{1,2}\s?版[）)]\s{0,4}"
)
# A page number alone in its line: between signs, with its word, or of how many pages.
_NUMBER_ALONE = re.compile(
    r"([—–－\-·•~～*_])\1?\s?\d{1,3}\s?\1{1,2}|第\s?\d{1,3}\s?页(?:[\s，,/／]{0,3}共\s?\d{1,3}\s?页)?"
    r"|page\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?|\d{1,3}\s[/／]\s\d{1,3}|P\.?\s?\d{1,3}",
    re.IGNORECASE,
)
# What is a page number only where a sentence is cut by it: it may be a day (3/12) as well.
_PERHAPS_ALONE = re.compile(r"\d{1,3}(?:\s?[/／]\s?\d{1,3})?")


def is_page_number(line: str, *, cuts_sentence: bool = False) -> bool:
    """Is this line a page number and nothing else? `cuts_sentence` says that the text before it is
    not finished, where a number alone is one too."""
    text = line.strip()
    if len(text) > 20:
        return False
    alone = _NUMBER_ALONE.fullmatch(text) is not None
    return alone or (cuts_sentence and _PERHAPS_ALONE.fullmatch(text) is not None)


def without_page_numbers(text: str) -> str:
    """The text without page numbers (—3—) that copying left in it."""
    return _PAGE_NUMBER.sub("", text)

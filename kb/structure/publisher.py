"""The bank that a text is about, where its title or imprint names only who publishes the paper.

甲农商银行夜读会第12期｜乙归来, and each paragraph begins 乙农商银行……: 甲 writes, 乙 is learned from.
"""

from __future__ import annotations

import re

from kb.structure.bank_names import BankNames
from kb.structure.series import series_and_issue

# How many characters of a text are read, and within how many the bank that it is about opens a sentence.
_TEXT, _NEAR = 3000, 400
# A text of several banks, which sections may call by their places.
_SEVERAL = re.compile(
    r"[两二三四五六]地|分赴|分别[赴到在]|分[两三四]|[两二三四五六]家|各小?组|[一-鿿]{2,4}篇$",
    re.MULTILINE,
)
_OPENS = re.compile(r"(?:^|[\n。！？“”])[\s　]*$")
# Where a title names a bank by its place as what it is about: ｜陶埠归来, 陶埠的回访, 石浦：三张表.
_ABOUT = (
    r"(?:^|[｜|丨：:·—“《，、\s　])(?:走进|我们?在|赴|从)?{place}"
    r"(?=归来|回来|见闻|之行|印象|取经|经验|做法|[的：:｜|丨]|$)"
)


def described_instead(title: str, publisher: str, text: str, names: BankNames) -> str:
    """The one bank that sentences of a text begin with, where none begins with that of the publisher and
    the title is that of an issue of a paper or names the other bank by its place; "" when none is."""
    text = text[:_TEXT]
    opening = [
        m
        for m in names.mentions(text)
        if _OPENS.search(text[max(0, m.start - 3) : m.start]) or m.start == 0
    ]
    if not publisher or {m.name for m in opening} | {publisher} == {publisher}:
        return ""
    other = opening[0].name
    if any(m.name != other for m in opening) or opening[0].start > _NEAR:
        return ""
    if _SEVERAL.search(f"{title}\n{text}"):
        return ""
    places = [place for place, bank in names.by_place.items() if bank == other]
    about = any(re.search(_ABOUT.format(place=re.escape(place)), title) for place in places)
    return other if about or series_and_issue(title)[1] else ""

"""Characters that are no part of a text: marks nobody sees, controls, characters of one font only.

Programs leave them behind: marks for the direction of writing, hyphens and blanks without width,
characters for which a font invented a code. They would part words that look whole, hide text from
search, or reverse what the screen shows. Every reader ends here, so all formats agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.readers.draft import Block, Draft, DraftPicture
from kb.readers.encoding import UNKNOWN
from kb.readers.left_out import MAX_PLACES, shown

# Soft hyphens, blanks and joiners without width, marks of direction, of notes between lines, tags;
# the joiner within a picture of several people is kept.
_UNSEEN = (
    "\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f"
)
_JOINER = r"(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
_BLANK = "\x0b\x0c\x85\u2028\u2029"
# Controls, halves of characters, and codes that Unicode gave to none.
_NONE = "\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# More blanks in a row than a line has for a sum or a name to be filled in: the rest of them says nothing, and
# what looks for words behind blanks would look again from each of them.
_GAP = 40
_LONG_GAP = re.compile(rf"[^\S\n]{{{_GAP + 1},}}")
_ANY = re.compile(f"[{_UNSEEN}\u200d{_BLANK}{_NONE}\ue000-\uf8ff]|{_LONG_GAP.pattern}")
_REMOVED = re.compile(f"[{_UNSEEN}]+|{_JOINER}")
_BLANKS = re.compile(f"[{_BLANK}]")
_DAMAGED = re.compile(f"[{_NONE}]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# GBK had characters before Unicode did, and their codes of that time are still in files (GB 18030-2022,
# annex on changed mappings): the blank, two letters of pinyin, marks of vertical text, parts of Han.
_MOVED = str.maketrans(
    "\ue5e5\ue7c7\ue7c8\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855",
    "\u3000ḿǹ，。、：；！？〖〗…"
    "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7"
    "\U0002298f\U000241fe",
)  # fmt: skip


def without_strays(draft: Draft) -> Draft:
    """The draft without invisible characters, controls as U+FFFD; characters of private use stay and
    are told."""
    blocks = draft.blocks
    if any(_ANY.search(block.text) for block in blocks):
        blocks = _cleaned(blocks)
    warnings = draft.warnings
    private = [(block.text, found) for block in blocks if (found := _PRIVATE.findall(block.text))]
    if private:
        count = sum(len(found) for _, found in private)
        places = "；".join(shown(around(text, found[0])) for text, found in private[:MAX_PLACES])
        warnings = (
            *warnings,
            f"{count} 个字是某种字体自造的，换了字体就显示不出，请核对：{places}",
        )
    return replace(
        draft,
        blocks=blocks,
        title=plain(draft.title),
        warnings=warnings,
        furniture=tuple(line for text in draft.furniture if (line := plain(text).strip())),
    )


def plain(text: str) -> str:
    """A text without stray characters."""
    if not _ANY.search(text):
        return text
    text = _REMOVED.sub("", text.translate(_MOVED))
    text = _LONG_GAP.sub(lambda gap: gap.group()[:_GAP], _BLANKS.sub(" ", text))
    return _DAMAGED.sub(UNKNOWN, text)


def around(text: str, char: str) -> str:
    """A piece of a text with the first of a character in it."""
    place = text.index(char)
    return text[max(place - 8, 0) : place + 8]


def _cleaned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with plain text; the pictures of one of which nothing is left go to the next."""
    cleaned: list[Block] = []
    pictures: tuple[DraftPicture, ...] = ()
    for block in blocks:
        text = plain(block.text).strip()
        if not text:
            pictures += block.pictures
            continue
        lead = len(plain(block.text[: block.lead]).lstrip())
        cleaned.append(replace(block, text=text, lead=lead, pictures=(*pictures, *block.pictures)))
        pictures = ()
    if pictures and cleaned:
        cleaned[-1] = replace(cleaned[-1], pictures=(*cleaned[-1].pictures, *pictures))
    return tuple(cleaned)

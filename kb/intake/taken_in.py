"""What an editor took in though it was recognised as furniture, kept in a newer version of its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.model import Bulletin, Entry, Heading
from kb.text import normalize

_BLANKS = re.compile(r"\s+")


def taken_in(
    new: Bulletin, old: Bulletin, before: Bulletin, furniture: Sequence[str]
) -> tuple[Bulletin, tuple[str, ...]]:
    """`new` with the entries of `before` that are `furniture` of its source and were no entries of
    `old`, each behind what it stood behind; and the furniture that is left."""
    lines = {squeezed(text) for text in furniture}
    lines -= {squeezed(item.text) for item in (*old.content, *new.content)}
    content: list[Heading | Entry] = list(new.content)
    texts = [squeezed(item.text) for item in content]
    taken = set()
    last = ""
    for item in before.content:
        text = squeezed(item.text)
        if isinstance(item, Entry) and text in lines and text not in taken:
            behind = (at for at, one in enumerate(texts, 1) if one == last)
            place = next(behind, len(content) if last else 0)
            content.insert(place, item)
            texts.insert(place, text)
            taken.add(text)
        last = text
    left = tuple(text for text in furniture if squeezed(text) not in taken)
    return replace(new, content=tuple(content)), left


def squeezed(text: str) -> str:
    """A text in its normal form without blanks, to compare."""
    return _BLANKS.sub("", normalize(text))

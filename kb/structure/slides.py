"""Decks of slides: a heading that stands again on the next slide is one heading."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.readers import Block, Draft

# （2/3）, (续), （一）续 behind the heading of a slide.
_GOES_ON = re.compile(
    r"[\s　]*[（(【\[]\s*(?:\d{1,2}\s*[/／]\s*\d{1,2}|续[一二三四五六七八九\d]?)\s*[）)】\]]$"
)
_LONGEST = 30


def of_slides(draft: Draft) -> Draft:
    """The draft; of the headings that count their slides (学习收获（1/3）) only the first is left,
    without the count."""
    last, gone = "", list[str]()
    blocks: list[Block] = []
    for block in draft.blocks:
        match = _GOES_ON.search(block.text) if len(block.text) <= _LONGEST else None
        heading = block.text[: match.start()] if match else ""
        if heading and heading == last:
            gone.append(block.text)
        elif heading:
            blocks.append(replace(block, text=heading))
        else:
            blocks.append(block)
        last = heading or last
    if not gone:
        return draft
    return replace(draft, blocks=tuple(blocks), furniture=(*draft.furniture, *gone))

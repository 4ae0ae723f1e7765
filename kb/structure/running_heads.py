"""What is printed at the head of each page, and stays in the text when a paper is copied: 学习专刊 第4期 below
· 3 ·."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kb.readers import Block
from kb.text import is_page_number, without_page_numbers

# Such a line stands among the first so many; it has at most so many characters.
_HEAD = 6
_LONGEST = 30
# The most digits of the number of a page.
_DIGITS = 3
# A paragraph that a page cuts is no shorter than this; a title above the number of its first part is.
_PARAGRAPH = 30


def running_heads(blocks: Sequence[Block]) -> set[int]:
    """The numbers of the blocks that repeat one of the first lines beside the number of a page."""
    first: dict[str, int] = {}
    for n, block in enumerate(blocks[:_HEAD]):
        if len(block.text) <= _LONGEST and block.text[-1] not in "。！？；：":
            first.setdefault(block.text, n)
    numbers = (n for n, block in enumerate(blocks) if _is_number(block.text))
    beside = {n + step for n in numbers for step in (-1, 1)}
    last = len(blocks) - 1
    return {n for n in beside if 0 < n <= last and first.get(blocks[n].text, n) < n}


def numbered_pages(blocks: Sequence[Block], is_cut: Callable[[Block], bool]) -> set[int]:
    """The numbers of the blocks that are only digits and count the pages: one after the other, and one of
    them at least within a sentence below the title. Elsewhere such a line may count the parts of a text."""
    found = [n for n, block in enumerate(blocks) if n and block.text.isdecimal()]
    values = [int(blocks[n].text) for n in found if len(blocks[n].text) <= _DIGITS]
    if not values or len(values) < len(found):
        return set()
    counts = values == list(range(values[0], values[0] + len(values)))
    above = [blocks[n - 1] for n in found]
    cut = any(is_cut(block) and len(block.text) >= _PARAGRAPH for block in above)
    return set(found) if counts and cut else set()


def _is_number(text: str) -> bool:
    return is_page_number(text) or not without_page_numbers(text).strip()

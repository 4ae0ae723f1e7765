"""Which blocks are the title, which are headings, and how deep.

Article editors state no structure, so a heading is told by its look against the look of the
body (the look most characters have), by its numbering, or by the words such headings use.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from kb.readers import Block, Picture
from kb.structure import period
from kb.structure.banks import is_group_line
from kb.structure.entries import is_honour
from kb.structure.roles import Role, role_of
from kb.text import numbering, without_numbering

MAX_HEADING = 40
# A heading that the format itself states may be longer than one told by its look.
MAX_STATED = 100
_ENDS_SENTENCE = re.compile(r"[。；;，,!！？?]$|[。；;！？]")
_NUMBER_ONLY = re.compile(r"(?:(?:part|no)?[.\s]*\d{1,2}|[一二三四五六七八九十]{1,3})[.、]?", re.I)
# A star or two above a heading.
_ORNAMENT = re.compile(r"[^\w\s.,;:!?，。；：！？、（）()《》“”—-]{1,3}")
_ISSUE_LINE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+[周期次批辑号]")


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks sorted out: `body` holds (level, block), level 0 for a paragraph; `pictures` stand
    before title and subtitle."""

    title: str
    subtitle: str
    body: tuple[tuple[int, Block], ...]
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class _Body:
    """The look most characters of a file have."""

    level: int
    centred: bool
    bold: bool
    size: float


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose section is open."""

    depth: int
    look: tuple[str, int, bool, bool, float]
    value: int


def outline(blocks: tuple[Block, ...]) -> Outline:
    """Sort the blocks of a draft (at least one) into title, subtitle and levelled body."""
    blocks = _join_decorations(blocks)
    body = _body_look(blocks)
    title, subtitle, rest = _head(blocks, body)
    head = blocks[: len(blocks) - len(rest)]
    pictures = tuple(picture for block in head for picture in block.pictures)
    return Outline(title, subtitle, tuple(_levels(rest, body)), pictures)


def _join_decorations(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A number or an ornament that an editor's template set in a box of its own joins the heading
    behind it."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and _is_decoration(last.text) and _short(block.text):
            joined[-1] = replace(
                block,
                text=f"{last.text} {block.text}",
                centred=True,
                bold=True,
                pictures=(*last.pictures, *block.pictures),
            )
        else:
            joined.append(block)
    return tuple(joined)


def _is_decoration(text: str) -> bool:
    return bool(_NUMBER_ONLY.fullmatch(text) or _ORNAMENT.fullmatch(text))


def _body_look(blocks: tuple[Block, ...]) -> _Body:
    def most(values: list[tuple[int | bool | float, int]]) -> int | bool | float:
        weights: Counter[int | bool | float] = Counter()
        for value, weight in values:
            weights[value] += weight
        return weights.most_common(1)[0][0]

    weighed = [(block, len(block.text)) for block in blocks]
    return _Body(
        level=int(most([(b.level, w) for b, w in weighed])),
        centred=bool(most([(b.centred, w) for b, w in weighed])),
        bold=bool(most([(b.bold, w) for b, w in weighed])),
        size=float(most([(b.size, w) for b, w in weighed])),
    )


def _short(text: str) -> bool:
    return len(text) <= MAX_HEADING and not _ENDS_SENTENCE.search(text)


def _stands_out(block: Block, body: _Body) -> bool:
    """Does the look of the block differ from the body's as a heading's does?"""
    return (
        (block.level != 0 and block.level != body.level)
        or (block.centred and not body.centred)
        or (block.bold and not body.bold)
        or (body.size > 0 and block.size > 1.08 * body.size)
    )


def _head(blocks: tuple[Block, ...], body: _Body) -> tuple[str, str, tuple[Block, ...]]:
    """Title, the lines beneath it (dates, editor), and the blocks that remain."""
    first = blocks[0]
    if not (_short(first.text) or (len(first.text) <= 60 and _stands_out(first, body))):
        return "", "", blocks
    if numbering(first.text) and len(blocks) > 1 and not _stands_out(first, body):
        return "", "", blocks
    title, position = first.text, 1
    subtitle: list[str] = []
    while position < len(blocks):
        block = blocks[position]
        if block.text == title:
            position += 1
            continue
        dated = period.is_period_line(block.text)
        if not dated and _ISSUE_LINE.match(block.text) and len(block.text) <= 20:
            if not subtitle and _stands_out(block, body):
                title += block.text
            else:
                subtitle.append(block.text)
        elif dated or (
            block.centred
            and not body.centred
            and _short(block.text)
            and not numbering(block.text)
            and role_of(block.text) is None
        ):
            subtitle.append(block.text)
        else:
            break
        position += 1
    return title, "\n".join(subtitle), blocks[position:]


def _levels(blocks: tuple[Block, ...], body: _Body) -> list[tuple[int, Block]]:
    result: list[tuple[int, Block]] = []
    stack: list[_Open] = []
    in_honours = False
    for block in blocks:
        role = role_of(block.text)
        if in_honours and not _leaves_honours(block, role):
            result.append((3 if is_group_line(block.text) else 0, block))
            continue
        in_honours = False
        if not _is_heading(block, body, role):
            result.append((0, block))
            continue
        in_honours = role is Role.HONOUR
        opened = _open(block, stack, to_top=in_honours)
        stack = [o for o in stack if o.depth < opened.depth] + [opened]
        result.append((min(opened.depth + 2, 6), block))
    return result


def _leaves_honours(block: Block, role: Role | None) -> bool:
    text = block.text
    if not is_honour(text):
        return True
    return _short(text) and (
        (role is not None and role is not Role.HONOUR)
        or (numbering(text) is not None and block.level > 0 and block.bold)
    )


def _is_heading(block: Block, body: _Body, role: Role | None) -> bool:
    text = block.text
    if block.level not in (0, body.level) and len(text) <= MAX_STATED and text[-1] not in "。；;":
        return True
    if not _short(text):
        return False
    if _stands_out(block, body) and not block.after_image:
        return True
    if is_group_line(text):
        return True
    if numbering(text):
        return len(without_numbering(text)) <= 25
    return role is not None and len(text) <= 20 and text.endswith(tuple("结得会获星况态法示"))


def _open(block: Block, stack: list[_Open], *, to_top: bool) -> _Open:
    """Where in the open sections a heading belongs."""
    found = numbering(block.text)
    style, value = (found.style, found.value) if found else ("", 0)
    if is_group_line(block.text):  # what has its look and no number stands below it
        style = "group"
    look = (style, block.level, block.centred, block.bold, block.size)
    if to_top:
        return _Open(0, look, value)
    for opened in reversed(stack):
        if opened.look == look and (not value or value > opened.value):
            return _Open(opened.depth, look, value)
    for opened in stack:
        level, size = opened.look[1], opened.look[4]
        if (block.level and level and block.level < level) or (
            block.size and size and block.size > 1.05 * size
        ):
            return _Open(opened.depth, look, value)
    group = next((opened for opened in stack if opened.look[0] == "group"), None)
    if group and not style and role_of(block.text):  # no part of the numbered heading before it
        return _Open(group.depth + 1, look, value)
    return _Open(stack[-1].depth + 1 if stack else 0, look, value)

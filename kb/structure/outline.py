"""Which blocks are headings, and how deep.

Article editors state no structure, so a heading is recognised by how it looks next to the
body (the look most characters have), by its numbering, or by the words such headings use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.readers import Block, DraftPicture
from kb.structure.account import with_account_in_one
from kb.structure.bank_levels import levels_by_bank
from kb.structure.case_cards import with_cards_apart
from kb.structure.day_headings import is_day_heading
from kb.structure.days import is_day_line
from kb.structure.decorations import join_decorations
from kb.structure.form import with_form_lines, with_named_title
from kb.structure.groups import is_group_line
from kb.structure.head import Head, read_head
from kb.structure.honours import is_honour
from kb.structure.lines_below import SAYING, remarks
from kb.structure.looks import MARKS, Look, body_look, is_short, look_of, stands_out
from kb.structure.masthead import with_masthead_in_order
from kb.structure.numbered_runs import with_run_in_siblings
from kb.structure.parallel import with_look_of_siblings
from kb.structure.plain_headings import plain_headings
from kb.structure.roles import Role, is_learners, role_of
from kb.structure.run_in import with_points_apart
from kb.structure.section_closing import is_of_all
from kb.structure.section_lines import with_section_lines
from kb.structure.signed_headlines import with_signed_headlines
from kb.structure.title_lines import with_title_in_one
from kb.text import CELLS, numbering, without_numbering

# Sections within sections are distinguished to this depth, deeper ones stand next to each other.
_DEEPEST = 12
# A heading that the format itself states may be longer than one recognised by its look.
MAX_STATED = 100
# Behind this many numbered headings, the last one of their look needs no number to stand next to them.
_COUNTED = 2
# Under a picture: who took it, or what it shows. No heading, whatever its length; `is_caption_of_picture`
# takes only short lines, and none of a diagram (图示) or with a number (图1).
_CAPTION = re.compile(
    r"[（(][^（）()]{0,16}摄(?:影)?[）)]$|摄影\s*[:：/]"
    r"|^[（(]?(?:上|下|左|右|本)?图(?:片)?(?:为|示|[一二三四五六\d]{1,2}[:：\s　])"
)
_STARRED = re.compile(rf"[{MARKS}]\s*[^\s。，；]{{2,20}}$")
_BRACKETED = re.compile(r"【[^】。，]{2,12}】|\[[一-鿿]{2,12}\]|〔[一-鿿]{2,12}〕")
# The point of a contribution, and who wrote it: 把客户当亲戚走　（麻城坳联社　董某）.
_CONTRIBUTION = re.compile(
    r"[^。，（(]{2,24}[\s　]+[（(][^）)。，]{2,16}(?:银行|联社|支行|农商行|部|室)(?:[\s　]+\S{2,4})?[）)]"
)
_CLOSING = re.compile(
    r"写在最后|结语|结束语|后记|尾声|编后|感言|学员说|大家说|几点(?:启示|体会|思考|建议)|下一?步"
    r"|^\W*(?:学习|学员|跟班|跟岗|考察|个人|我们的?)?(?:心得|体会|感悟|感受|心声|反响|启示)(?:[与和及、]?(?:心得|体会|感悟|感受|启示|思考|打算))?\W*$"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks sorted out: `body` holds (level, block), level 0 for a paragraph; `pictures` stand
    in the head."""

    head: Head
    body: tuple[tuple[int, Block], ...]
    pictures: tuple[DraftPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose section is open: how it is counted, how it looks; `label` is the word it counts
    (经验 of 经验一：)."""

    depth: int
    style: str
    look: Look
    value: int
    label: str = ""
    role: Role | None = None

    def is_like(self, style: str, look: Look) -> bool:
        """Is a heading counted and made up as this one is?"""
        return self.style == style and self.look == look


def outline(blocks: tuple[Block, ...], stated: str = "") -> Outline:
    """Sort the blocks of a draft (at least one) into head and levelled body. `stated` is the title
    that the file states."""
    blocks = with_account_in_one(join_decorations(blocks))
    body = body_look(blocks)
    blocks = with_cards_apart(blocks)
    blocks = with_named_title(with_form_lines(with_points_apart(blocks)))
    blocks = with_signed_headlines(blocks, body)
    blocks = with_title_in_one(with_masthead_in_order(blocks, body))
    blocks = with_section_lines(blocks, body)
    head = read_head(blocks, body, stated)
    pictures = tuple(p for block in blocks[: head.length] for p in block.pictures)
    rest = with_look_of_siblings(with_run_in_siblings(blocks[head.length :]), body)
    return Outline(head, tuple(_levels(rest, body)), pictures)


def _levels(blocks: tuple[Block, ...], body: Look) -> list[tuple[int, Block]]:
    result: list[tuple[int, Block]] = []
    stack: list[_Open] = []
    in_honours = False
    plain = plain_headings(blocks, body)
    below = remarks(
        blocks,
        is_heading=lambda block: _is_heading(block, body, role_of(block.text)),
        stands_out=lambda block: stands_out(block, body),
    )
    headings = [
        n
        for n, b in enumerate(blocks)
        if n in plain or (n not in below and _is_heading(b, body, None))
    ]
    last = max((n for n in headings if n not in plain), default=-1)
    by_bank = levels_by_bank(
        blocks, headings, [n for n in headings if _CLOSING.search(blocks[n].text)]
    )
    base = -1
    ends = max((n for n, b in enumerate(blocks) if not is_short(b.text)), default=len(blocks))
    times = Counter(blocks[n].text for n in headings)
    for n, block in enumerate(blocks):
        role = role_of(block.text)
        if in_honours and not _leaves_honours(block, role):
            result.append((3 if is_group_line(block.text) else 0, block))
            continue
        in_honours = False
        if n not in plain and (
            not (_is_heading(block, body, role) or _closes_groups(block, stack))
            or _signs(block, blocks[n + 1 : n + 2])
            or n in below
            or (n > ends and is_day_heading(block.text))  # the day below a signature
        ):
            result.append((0, block))
            continue
        in_honours = role is Role.HONOUR
        again = times[block.text] > 1
        opened = _open(block, stack, to_top=in_honours, last=n == last, again=again)
        if stack and _follows_overview(block, stack[-1], blocks[n - 1], result[-1][0]):
            opened = replace(opened, depth=stack[-1].depth)
        if n in by_bank:
            base = opened.depth if base < 0 else base
            opened = replace(opened, depth=min(base + by_bank[n], _DEEPEST))
        opened = replace(opened, role=role)
        stack = [o for o in stack if o.depth < opened.depth] + [opened]
        result.append((min(opened.depth + 2, 6), block))
    return result


def _follows_overview(block: Block, above: _Open, before: Block, level: int) -> bool:
    """Does a group of its own stand behind the text of an overview (本周概况), under a heading like it?"""
    return (
        is_group_line(block.text)
        and level == 0
        and not is_group_line(before.text)
        and above.role is Role.OVERVIEW
        and look_of(block) == above.look
    )


def _signs(block: Block, behind: Sequence[Block]) -> bool:
    """Is this the group that signs a text: nothing or only its day stands below?"""
    return is_group_line(block.text) and (not behind or is_day_line(behind[0].text))


def _closes_groups(block: Block, stack: Sequence[_Open]) -> bool:
    """Does a plain line below the groups open a part about all of them (学员感言：)?"""
    return any(opened.style == "group" for opened in stack) and is_of_all(block.text)


def _leaves_honours(block: Block, role: Role | None) -> bool:
    text = block.text
    if not is_honour(text):
        return True
    return is_short(text) and (
        (role is not None and role is not Role.HONOUR)
        or (numbering(text) is not None and block.level > 0 and block.bold)
    )


def _is_heading(block: Block, body: Look, role: Role | None) -> bool:
    text = block.text
    if CELLS in text or _CAPTION.search(text):
        return False
    if block.level not in (0, body.level) and len(text) <= MAX_STATED and text[-1] not in "。；;":
        return True
    if SAYING.fullmatch(text):
        return True
    if not is_short(text):
        return False
    if stands_out(block, body) and not block.after_image:
        return True
    if is_group_line(text) or is_day_heading(text):
        return True
    if _STARRED.match(text) and not block.after_image:  # below a picture it is a caption
        return True
    if _BRACKETED.fullmatch(text) or _CONTRIBUTION.fullmatch(text):
        return True
    if numbering(text):
        return len(without_numbering(text)) <= 25
    return role is not None and len(text) <= 20 and text.endswith(tuple("结得会获星况态法示"))


def _open(
    block: Block, stack: list[_Open], *, to_top: bool, last: bool, again: bool = False
) -> _Open:
    """Where in the open sections a heading belongs; `last` says that no other heading follows, `again`
    that another has the same words: the label of a part in each section (对照我行)."""
    found = numbering(block.text)
    style, value = (found.style, found.value) if found else ("", 0)
    if is_group_line(block.text):  # headings with the same look and no number are below it
        style = "group"
    look = look_of(block)
    label = block.text[:2] if style == "ordinal" else ""
    if to_top:
        return _Open(0, style, look, value)
    if is_day_heading(
        block.text
    ):  # days stand next to each other, whatever their template makes large
        style = style or "day"
        for opened in reversed(stack):
            if style == opened.style == "day":
                return _Open(opened.depth, style, look, value)
    for opened in reversed(stack):
        counts_another = value == 1 and label != opened.label and "第" not in label + opened.label
        if opened.is_like(style, look) and (not value or value > opened.value or counts_another):
            return _Open(opened.depth, style, look, value, label)
    for opened in stack:
        above = opened.look
        if (look.level and above.level and look.level < above.level) or (
            look.size and above.size and look.size > 1.05 * above.size
        ):
            return _Open(opened.depth, style, look, value)
    for opened in reversed(stack):  # 新课题 behind 土办法三：赶大集
        if not style and opened.is_like("ordinal", look):
            return _Open(opened.depth, style, look, value)
    for opened in stack:  # what stands in the middle is not below what stands at the margin
        if not style and look.centred and not opened.look.centred and opened.style != "group":
            return _Open(opened.depth, style, look, value)
    # A line in the middle that no other heading follows closes the numbered ones in the middle.
    ends = last and any(
        o.value >= _COUNTED and (o.look == look or (look.centred and o.look.centred)) for o in stack
    )
    closes = not (style or again) and (
        ends or is_learners(block.text) or _CLOSING.search(block.text) is not None
    )
    if closes and stack and not any(opened.style == "group" for opened in stack):
        alike = next((opened for opened in stack if opened.look == look), None)
        return _Open((alike or stack[0]).depth, style, look, value)
    group = next((opened for opened in stack if opened.style == "group"), None)
    if group and not style and is_of_all(block.text):
        return _Open(group.depth, style, look, value)
    if group and not style and role_of(block.text):  # not part of the numbered heading before it
        return _Open(group.depth + 1, style, look, value)
    depth = min(stack[-1].depth + 1, _DEEPEST) if stack else 0
    return _Open(depth, style, look, value, label)

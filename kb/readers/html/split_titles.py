"""Headlines that a page sets in several elements or on several lines: each may say only a half of the
title that the page states; or the first is the bank whose paper the second names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers.html.headline import names_issue_or_paper
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line
from kb.readers.html.stated_titles import plain
from kb.readers.html.title_marks import HEADINGS, is_large, is_named_title

# The most lines of a headline, and the least characters of each.
_LINES, _LEAST = 3, 2
# A title does not end so.
_OPEN = re.compile(r"(?:[：:，、]|关于|[赴的和与及])$")
# A bank above the name of its paper (甲农商银行 / 跟班学习总结).
_BANK = re.compile(r"[一-鿿]{2,12}(?:银行|农商行|联社|信用社)(?:股份有限公司)?")
_PAPER = re.compile(
    r"[^。，；：:]{6,40}(?:报告|汇报|总结|小结|体会|启示|纪实|通报|纪要|心得|感悟|方案|材料)"
)


# The least and most characters of a line of a broken headline, and the marks it does not end with.
_SHORTEST, _LONGEST = 4, 40
_ENDS = "。；，：:、？！"
# What opens a line that is no part of the headline above it.
_OPENS = re.compile(r"—|[（(【\[<《]|[一二三四五六七八九十]{1,3}、|\d|(?:作者|来源|编者|记者|本报)")
# How a line ends that the next one only goes on with.
_UNFINISHED = re.compile(r"(?:[的和与及暨、赴到在向]|关于|——)$")


def with_headlines_in_one(lines: Sequence[Line], titles: Sequence[str]) -> list[Line]:
    """The lines; those that are together a title which the page states are one line with its words,
    unless one of them is that title already."""
    wanted = {plain(title): title for title in reversed(titles)}
    text = next((n for n, line in enumerate(lines) if line.mass), len(lines))
    found: list[Line] = []
    n = 0
    while n < len(lines):
        count, title = _joined(lines[n : n + _LINES], wanted)
        if count == 1 and n + 1 < len(lines) and _is_bank_of(lines[n], lines[n + 1]):
            count, title = 2, lines[n].text + lines[n + 1].text
        if count == 1:
            count, title = _of_one_heading(lines[n : n + _LINES], wanted)
        if count == 1 and n + 1 < text and _is_broken(lines[n], lines[n + 1], wanted):
            sign = "" if _UNFINISHED.search(lines[n].text) else " "
            count, title = 2, lines[n].text + sign + lines[n + 1].text
        if count > 1:
            lines[n].strings = [s for line in lines[n : n + count] for s in line.strings]
            lines[n].linked = sum(line.linked for line in lines[n : n + count])
            lines[n].text = title
            lines[n].names_site = False
        found.append(lines[n])
        n += count
    return found


def _joined(lines: Sequence[Line], wanted: dict[str, str]) -> tuple[int, str]:
    """How many of some lines are a stated title together, and its words; (1, "") when none are."""
    text = plain(lines[0].text)
    named = lines[0].names_site  # the office that runs the site may begin the title of its paper
    if text in wanted and not named:
        return 1, ""
    if not any(title.startswith(text) for title in wanted if text):
        return 1, ""
    column = re.compile(rf"\s*[\[【［〔(（]{re.escape(lines[0].text)}[\]】］〕)）]")
    if any(map(column.match, wanted.values())):
        return 1, ""  # the column, which <title> has in brackets
    for n, line in enumerate(lines[1:], 2):
        own = plain(line.text)
        if min(len(own), len(text)) < _LEAST or own in wanted:
            break  # the name of a column stands above the title
        text += own
        if text in wanted:
            return n, wanted[text]
    return 1, ""


def _of_one_heading(lines: Sequence[Line], wanted: dict[str, str]) -> tuple[int, str]:
    """How many of some lines are one heading that a line break cuts where no title ends
    (石浦归来话“三变”：/ 看林、算林), and its words; (1, "") when none are."""
    first, text = lines[0], lines[0].text
    if first.block.name not in HEADINGS or first.linked or plain(text) in wanted:
        return 1, ""
    count = 1
    for line in lines[1:]:
        goes_on = _OPEN.search(text) or text.count("“") > text.count("”")
        if line.block is not first.block or not goes_on or _look(line) != _look(first):
            break
        text, count = text + line.text, count + 1
    return count, text if count > 1 else ""


def _is_bank_of(line: Line, below: Line) -> bool:
    """Is a line the bank, and the next one, which looks the same, the name of its paper?"""
    if not _BANK.fullmatch(line.text) or not _PAPER.fullmatch(below.text) or line.linked:
        return False
    return line.text not in below.text and _look(line) == _look(below)


def _is_broken(line: Line, below: Line, wanted: dict[str, str]) -> bool:
    """Are two lines one headline that is broken by a <br> within the element that makes it large?"""
    inner = line.strings[0].parent
    if (
        inner is None
        or inner is not below.strings[0].parent
        or inner is not below.strings[-1].parent
    ):
        return False
    if not (line.block.name in HEADINGS or is_named_title(line.block) or is_large(line)):
        return False
    if plain(line.text) in wanted or plain(below.text) in wanted:
        return False
    for one in (line, below):
        if one.linked or one.junk or one.mass or one.names_site or one.beside:
            return False
        if not _SHORTEST <= len(plain(one.text)) <= _LONGEST or day_in(one.text) is not None:
            return False
        if one.text[-1] in _ENDS or names_issue_or_paper(one.text):
            return False
    return _OPENS.match(below.text) is None


def _look(line: Line) -> list[object]:
    inner = line.strings[0].parent or line.block
    tags = (line.block, inner)
    return [
        (tag.name, *(tag.get(name) for name in ("style", "class", "align", "size"))) for tag in tags
    ]

"""Which lines of a page, next to its densest element, belong to the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4.element import Tag

from kb.readers.html.beside_title import SUBTITLE, names_series
from kb.readers.html.captions import is_caption
from kb.readers.html.column import LEAST_TEXT, SECTION, is_within
from kb.readers.html.counted import counted_points
from kb.readers.html.datelines import (
    LEAD_AND_DATELINE,
    OF_MAIL,
    is_dateline,
    is_of_the_visit,
    names_author,
)
from kb.readers.html.edges import headings_listed, links_below
from kb.readers.html.inline import first_texts
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.stated_titles import plain
from kb.text import begins_tail, is_imprint

# Comments and further reading are at most this share of what comes before them; sections about who
# runs the site, its wares and its approvals may be longer.
_TAIL = 0.4
_SECTIONS = 3.0
_CLOSES = re.compile(
    r"^[（(【\[]?\s*(?:责任?编辑?|编辑|审核|终审|监制|责编)\s*[:：丨|/]|^[（(【\[]?(?:免责声明|版权声明|声明|本文来源|来源)[:：]|^(?:特别|免责|平台)声明$"
)
_SUMMARY = re.compile(
    r"[【\[]?(?:摘要|导读|内容提要|内容摘要|核心提示|简介|提要|导语)[】\]]?\s*[:：]?\s*"
)
_OF_PROGRAM = re.compile(
    r"(?:AI|智能|大模型)\s?(?:生成|智能)?(?:的?(?:摘要|总结|导读|速览|解读|概[括要]))",
    re.IGNORECASE,
)
# How many characters of a summary are compared with the text.
_SUMMARY_LENGTH = 20
# The least characters of a sentence.
_SHORT_SENTENCE = 6
# How deep in its cell a figure may stand, and how many nodes of the cell are looked at.
_IN_CELL, _NODES_OF_CELL = 5, 16
_ZERO_WIDTH = "\u200b\u3000\xa0"
_CLOCK = re.compile(r"(?:\d{1,2}月\d{1,2}日|\d{1,2}[-/.]\d{1,2})\s?\d{1,2}:\d{2}(?::\d{2})?")
_STUB = re.compile(r"^[\d\s|·•›»>\-/]+$")


def kept_lines(
    lines: Sequence[Line], span: range, inside: set[int], headline: int | None
) -> set[int]:
    """The lines of the article among those of a span; lines before the densest element belong to it
    only if they are text."""
    kept: set[int] = set()
    span = _without_tail(lines, span)
    last = max((n for n in span if lines[n].mass), default=-1)
    title = plain(lines[headline].text) if headline is not None else ""
    within = [n for n in span if n in inside]
    apart = links_below(lines, within) | headings_listed(lines, within)
    begun = False
    points = counted_points(lines, span)
    below_lead = headline + LEAD_AND_DATELINE if headline is not None else -1
    for n in span:
        line = lines[n]
        above = headline is not None and n < headline
        if n in apart or _repeats_text(lines, n, last) or (above and line.link_share > 0.5):
            continue
        if not begun and OF_MAIL.match(line.text):
            continue
        begun = begun or bool(line.mass)
        if n in points and n in inside:
            kept.add(n)
            continue
        if n not in inside:
            text = line.mass or SUBTITLE.match(line.text) or (begun and ends_text(line))
            text = text or (n + 1 in inside and _introduces(line))
            if text and not line.is_furniture:
                kept.add(n)
            continue
        if _is_junk(line, after_text=n > last) or (title and plain(line.text) == title):
            continue
        if (
            not begun
            and not is_of_the_visit(lines, n)
            and (
                day_in(line.text)
                or _CLOCK.fullmatch(line.text)
                or is_imprint(line.text)
                or _STUB.match(line.text)
            )
        ):
            continue
        if n <= below_lead and (is_dateline(line) or names_author(lines, n)):
            continue
        kept.add(n)
    if headline and names_series(lines[headline - 1]):
        kept.add(headline - 1)
    return kept


def ends_text(line: Line) -> bool:
    """Is this a short sentence in a paragraph, as the last one below a table may be?"""
    return (
        line.block.name == "p"
        and len(line.text) >= _SHORT_SENTENCE
        and line.text[-1] == "。"
        and not (line.junk or line.linked)
    )


def _introduces(line: Line) -> bool:
    """Does a line lead to the list or table right below it (办法列在这里：)?"""
    return (
        line.block.name == "p"
        and len(line.text) >= _SHORT_SENTENCE
        and line.text[-1] in "：:"
        and not (line.junk or line.linked)
    )


def rows_above(lines: Sequence[Line], root: Tag, headline: int | None, first: int) -> set[int]:
    """The lines above the text, but the headline, that stand in rows of the text's own table, as in
    papers laid out with tables: name, number of the issue, who publishes, a title below the name."""
    table = root.find_parent("table") if root.name == "td" else None
    if table is None or headline is None or lines[headline].block.find_parent("table") is not table:
        return set()
    texts = [n for n in range(headline) if lines[n].mass]  # another article stands above
    row = root.find_parent("tr")
    return {
        n
        for n in range(headline + 1 if texts else 0, first)
        if n != headline
        and lines[n].block.find_parent("table") is table
        and (lines[n].block.find_parent("tr") is not row or is_within(lines[n].block, root))
        and not (lines[n].linked or lines[n].named or lines[n].is_furniture)
    }


def _repeats_text(lines: Sequence[Line], n: int, last: int) -> bool:
    """Is this a summary (摘要：…) whose words stand in the article again, or one that a program wrote (AI
    摘要) with its label?"""
    label = lines[n - 1] if n else None
    if _OF_PROGRAM.fullmatch(lines[n].text):
        return True
    if label is not None and _OF_PROGRAM.fullmatch(label.text):
        return lines[n].block.parent is label.block.parent and n < last
    match = _SUMMARY.match(lines[n].text)
    if match is None:
        return False
    words = plain(lines[n].text[match.end() :])[:_SUMMARY_LENGTH]
    return len(words) >= _SUMMARY_LENGTH and any(
        words in plain(line.text) for line in lines[n + 1 : last + 1]
    )


def _without_tail(lines: Sequence[Line], span: range) -> range:
    """The span up to the line that opens what stands below the article (相关阅读, 评论, 责任编辑),
    unless much of the text comes after it."""
    whole = sum(lines[n].mass for n in span)
    before = 0
    for n in span:
        line = lines[n]
        closes = begins_tail(line.text) or _CLOSES.match(line.text)
        if closes or SECTION.fullmatch(line.text):
            after = whole - before
            share = _SECTIONS if SECTION.fullmatch(line.text) else _TAIL
            if before >= LEAST_TEXT and after <= share * before:
                return range(span.start, n)
        before += line.mass
    return span


def _is_junk(line: Line, *, after_text: bool) -> bool:
    text = line.text
    if line.is_furniture or line.named or (line.carded and line.link_share > 0.5):
        return True
    if _STUB.match(text) and line.block.name not in ("td", "th", "p") and not _fills_cell(line):
        return True
    if is_caption(line):
        return True
    return after_text and line.link_share > 0.5


def _fills_cell(line: Line) -> bool:
    """Is a line all the text of a cell of a table, in an element of its own there?"""
    for cell in list(ancestors(line.block))[:_IN_CELL]:
        if cell.name in ("td", "th"):
            whole = "".join(first_texts(cell, _NODES_OF_CELL))
            return whole.strip(f"{_ZERO_WIDTH} \n\t") == line.text
    return False

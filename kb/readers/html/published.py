"""The day on which the article of a page was published, from whatever place of the page states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bs4 import BeautifulSoup

from kb.readers.html.date_boxes import day_in_box
from kb.readers.html.datelines import LEAD_AND_DATELINE, day_near, is_dateline, is_of_the_visit
from kb.readers.html.page_dates import day_in, day_of_address, day_of_title, stated_day
from kb.readers.html.page_lines import Line

# The line of a page that states its day; or that of a newspaper: 2026年11月3日 第05版：金融.
_CREATED = re.compile(
    r"^(?:创建|发布|发文|上传|更新|发起|提交|拟稿|送审|呈报|登记)(?:时间|日期)\s*(?:[:：]|(?=\d))"
    r"|^(?:创建|发布|发表|编辑|更新|修改)于\s*(?=(?:19|20)\d\d)"
    r"|^(?:本|此|该)?(?:页面?|文章|词条)?(?:最后|最近|上次)(?:编辑|修改|修订)(?:时间|日期)?\s?(?:于|在|[:：])|\d日?\s*(?:星期.\s*)?第?\s?[A-Z]?\d{1,3}\s?版"
)
# The label of the day in a form above a paper.
_LABEL = re.compile(
    r"(?:创建|发布|发文|上传|更新|登记|报送|上报|印发|发表|录入|拟稿|发起|提交|送审|呈报|申请)(?:时间|日期)\s?[:：]?"
)
# Who wrote it, and the day: 蒋某　2026-05-08.
_SIGNED = re.compile(
    r"(?!.*(?:时间|日期|学习|跟班|第))[一-鿿·]{2,8}[\s　]+20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
)
# A row of fields with which a program begins an article: 某支行 | 2025/05/06 | 评论（0）.
_OF_PAGE = re.compile(
    r"(?:评论|浏览|阅读|点击|收藏|点赞)[量数次（(:：\s]{0,4}\d|\d{2}\s?[|｜]|[|｜]\s?20\d\d|[人次](?:阅读|浏览)|录入\s?[:：]"
)
# A page that was changed later was published before.
_CHANGED = re.compile("更新|编辑|修改|修订")
_DAY_ALONE = re.compile(
    r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?|\d{2}/\d{2}/20\d\d|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_DAY_OF_WEEK = re.compile(
    rf"(?:[^\W\d]{{1,9}}报)?\s*(?:{_DAY_ALONE.pattern})\s*(?:星期|周)[一二三四五六日天]"
)
_PAGE_OF_PAPER = re.compile(r"第\s?[A-Z]?\d{1,2}\s?版")
# So many lines are the edge of a document.
_EDGE = 5
# How many lines above the headline are searched for the day; without a headline, above the text.
_ABOVE_HEADLINE, _ABOVE_TEXT = 2, 4


def published_near(lines: Sequence[Line], headline: int | None, text: int) -> date | None:
    """The day between the headline and the first line of text, or right below a lead."""
    above = text - _ABOVE_TEXT if headline is None else headline - _ABOVE_HEADLINE
    near = lines[max(0, above) : text + 1]
    if headline is not None and (day := day_near(lines[headline : text + 1])):
        return day
    if (day := day_near(near) or day_in_box(near[:-1])) or headline is None:
        return day
    below = lines[text + 1 : headline + 1 + LEAD_AND_DATELINE]
    return next((day_in(line.text) for line in below if is_dateline(line)), None)


def published_anywhere(soup: BeautifulSoup, stated: str, lines: Sequence[Line]) -> date | None:
    """The day that some line of the page says to be that of publication, or its title or address."""
    said = [line.text for line in lines if _CREATED.search(line.text)]
    said.sort(key=lambda text: _CHANGED.search(text) is not None)
    day = next(filter(None, map(day_in, said)), None)
    return day or day_of_title(stated) or day_of_address(soup) or _day_of_paper(lines)


def _day_of_paper(lines: Sequence[Line]) -> date | None:
    """The day that stands alone on one line of the page of a newspaper (2018年9月18日 星期二), as in its head; on
    other pages it may be today's."""
    if not any(_PAGE_OF_PAPER.match(line.text) for line in lines):
        return None
    days = {day_in(line.text) for line in lines if _DAY_OF_WEEK.fullmatch(line.text)}
    return days.pop() if len(days) == 1 else None


def published_in_form(
    soup: BeautifulSoup, stated: str, lines: Sequence[Line], text: int
) -> date | None:
    """The day of a document that is no page of a site, its text from line `text` on: in its head, behind
    its label in a form above the text, in its title or address, or alone on a line."""
    if (day := stated_day(soup)) is not None:
        return day
    pairs = pairwise(lines[: text + 1])
    found = [pair for pair in pairs if _LABEL.fullmatch(pair[0].text)]
    found.sort(key=lambda pair: _CHANGED.search(pair[0].text) is not None)
    day = next(filter(None, (day_in(value.text) for _, value in found)), None)
    day = day or day_of_title(stated) or day_of_address(soup)
    near = (line.text for line in lines[max(0, text - _ABOVE_TEXT) : text])
    of_page = (day_in(line) for line in near if _OF_PAGE.search(line) or _SIGNED.fullmatch(line))
    return day or day_at_edge(lines) or next(filter(None, of_page), None)


def day_at_edge(lines: Sequence[Line]) -> date | None:
    """The day that stands alone on a line near the beginning or end of a document, if on no other
    line one does (a diary has several)."""
    alone = [n for n, line in enumerate(lines) if _DAY_ALONE.fullmatch(line.text.strip("（()） "))]
    if len(alone) != 1 or _EDGE <= alone[0] < len(lines) - _EDGE:
        return None
    if is_of_the_visit(lines, alone[0]):
        return None
    return day_in(lines[alone[0]].text)

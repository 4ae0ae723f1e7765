"""The lines between headline and text that say when an article was published, and those that tell of
other days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line

_MONTH_AND_DAY = re.compile(r"\d{1,2}\s*[月./-]\s*\d{1,2}(?![\d:])")
_LABEL_OF_DAYS = re.compile(
    r"(?!发布|发送|更新|发表|录入|上传|创建|发文|拟稿|起草|申请|填报|提交|发起|成文|印发|签发|登记|报送|撰写)[一-鿿]{0,6}(?:时间|日期)\s*[:：]?"
)
_BARE = re.compile(r"(?:时间|日期)\s?[:：]?")
_MINUTE = re.compile(r"\d\s\d{1,2}:\d\d(?::\d\d)?\s?$")
_PUBLISHED = re.compile(r"发布|发表|刊发|\d:\d\d")
_EDITED = re.compile(r"(?:昨天|今天|\d{1,2}月\d{1,2}日)\s?(?:\d{1,2}:\d{2}\s?)?(?:修改|更新|编辑)")
# Whom a page that a program for mail printed is from and to.
OF_MAIL = re.compile(r"(?:发件人|寄件人|收件[人者]|抄送人?|密送|From|To|Cc|Bcc)\s?[:：]")
# Within this many lines below the headline, a lead, a name and the day may stand.
LEAD_AND_DATELINE = 4
# So long are the day and the name above it at most.
_DATELINE, _NAME = 30, 12


def day_near(lines: Sequence[Line]) -> date | None:
    """The day in the lines from the headline to the text, best with a time of day or a word for
    publishing; a sentence tells of other days, and so does a label (注册时间, 跟班日期)."""
    found = []
    for n, line in enumerate(lines):
        other = n > 0 and _LABEL_OF_DAYS.fullmatch(lines[n - 1].text) is not None
        # A bare 时间 with a minute is that of the page.
        other = other and not (_BARE.fullmatch(lines[n - 1].text) and _MINUTE.search(line.text))
        if (day := day_in(line.text)) and not (other or (line.mass and line.text[-1] == "。")):
            found.append((_PUBLISHED.search(line.text) is None, day))
    return min(found, key=lambda one: one[0])[1] if found else None


def is_dateline(line: Line) -> bool:
    """Is this the day of publication below a lead: short, and not in a paragraph or a table?"""
    return (
        day_in(line.text) is not None
        and not line.mass
        and len(line.text) <= _DATELINE
        and line.block.name in ("div", "span", "section", "header", "body", "main", "article")
        and len(_MONTH_AND_DAY.findall(line.text)) < 2
    )


def names_author(lines: Sequence[Line], n: int) -> bool:
    """Is this line the name right above such a day?"""
    text = lines[n].text
    short = len(text) <= _NAME and text.isalnum() and not lines[n].mass
    if not short or n + 1 >= len(lines):
        return False
    return is_dateline(lines[n + 1]) or _EDITED.fullmatch(lines[n + 1].text) is not None


def is_of_the_visit(lines: Sequence[Line], n: int) -> bool:
    """Are these days not those of publication: a range, or the value of a label (驻点时间)?"""
    if len(_MONTH_AND_DAY.findall(lines[n].text)) > 1:
        return True
    label = lines[n - 1] if n else None
    row = lines[n].block.parent
    return (
        label is not None
        and lines[n].block.name in ("td", "dd")
        and row is label.block.parent
        and _LABEL_OF_DAYS.fullmatch(label.text) is not None
    )

"""The day on which a bulletin was published, by its imprint or by a day alone under its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kb.structure.days import PAPERS_DAY, days_in, is_period_line, plain_digits

PUBLISHED = re.compile(
    r"发布|编印|印发|发表|更新|来源|作者|编辑|责编|办公室|编发|供稿|点击|浏览|阅读|字号|出版|版次|撰写|发稿|主办|原载"
    r"|(?:记者|通讯员)[\s　:：/／]|(?:签发|成文|提交|上报|报送|填报"
    r"|录入|登记|上传|归档|收稿|创建|保存|生成|修改|审批|审核|接收|收文|发文|制表|推送|发帖|回复|投稿|定稿|整理|制作|打印|排版)(?:日期|时间|于)"
    r"|[日月](?:[编印]|刊[发出登]|付印|定稿|交稿|脱稿|完稿|整理|制)(?:制|于.{1,10})?[）)】\]\s　]{0,3}$"
    r"|[写改刊]于"
)

# An office and the day it issued the text.
SIGNED = re.compile(
    r"(?:[组部办室行社处科委]|中心|专班)[\s　]+(?:\d{4}|[二〇○零一二三四五六七八九]{4})[年./-].{1,12}$"
    r"|^[\s　]*(?:\d{4}|[二〇○零一二三四五六七八九]{4})年.{2,6}日(?:[夜晚晨]|[上下中]午|凌晨|于.{2,12})$"
)
# The head of an article of a public account: who, day, time of day, and perhaps where from
# (云泽农信 2025年3月4日 18:05 江西). A label (会议时间：) or a range is that of a meeting.
_AT_A_MINUTE = re.compile(
    r"[^：:，。；]{0,40}?(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?"
    r"\s{1,4}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?![-—–~～至到:：\d])(?!\s{0,4}[-—–~～至到])[^：:。]{0,30}"
)


def tells_publication(line: str) -> bool:
    """Does a line say when the text was published: by a word for it, or by a day with its minute?"""
    return PUBLISHED.search(line) is not None or _AT_A_MINUTE.fullmatch(line.strip()) is not None


def published_day(lines: Iterable[str]) -> date | None:
    """The day of publication that a line of imprint states, with its year; None if none does."""
    for line in map(plain_digits, lines):
        if not (tells_publication(line) or PAPERS_DAY.match(line)):
            continue
        for days in days_in(line):
            if days.year and not days.is_range and (period := days.in_year(days.year)):
                return period.start
    return None


def day_alone(lines: Sequence[str]) -> date | None:
    """The day that stands alone under the title, with its year."""
    for line in lines:
        days = next(days_in(line, loose=True), None) if is_period_line(line) else None
        if days and days.year and not days.is_range and (period := days.in_year(days.year)):
            return period.start
    return None

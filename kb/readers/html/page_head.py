"""Heads of pages that are no part of the article: the table of 信息公开, the form of an office's paper, and
the fields of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

from kb.readers.collector import collapsed
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line
from kb.text import CELLS

# The labels of 信息公开 that no table of an article has, and all of them.
_OF_DISCLOSURE = frozenset("索引号 信息索引 公开方式 公开类别 公开形式 公开时限 公开范围".split())
# The labels of the form on which an office writes a paper; this many of them make one.
_OF_PAPER = frozenset(
    "密级 缓急 缓急程度 紧急程度 会签 会签意见 签发 签发人 签发意见 核稿 核稿人 审核意见 拟办意见 领导批示"
    " 拟稿 拟稿人 拟稿部门 拟稿单位 拟稿日期 拟稿时间 主办部门 发文字号 主送 抄送 份数 印数".split()
)
_OF_A_PAPER = 3
_TITLES = "名称 信息名称 文件名称 标题 文件标题 公文标题".split()
_DAYS = "发布日期 公开日期 生成日期 成文日期 发文日期 签发日期 拟稿日期 拟稿时间".split()
_LABELS = _OF_DISCLOSURE.union(
    _OF_PAPER,
    _TITLES,
    _DAYS,
    "发布机构 公开机构 发文机关 发文机构 制发机关 责任部门 公开责任部门".split(),
    "文号 发文字号 文件编号 主题分类 信息分类 分类 组配分类 主题词 关键词".split(),
    "体裁 体裁分类 有效性 信息来源 生效日期 废止日期".split(),
)
_COLON = re.compile("[：:]")
_BLANKS = re.compile(r"[\s　：:]+")
# Such a table is among the first of a page; the most tables, rows and characters, and the least labels.
_TABLES, _ROWS, _LENGTH, _FEWEST = 12, 12, 600, 3
# The value of another label is at most so long; a longer one is text.
_VALUE = 30
# Fewer labels than `kb/structure/mail.py` knows: 时间 and 标题 also open pages that are no mail.
_FIELD = re.compile(
    r"(?P<name>发件人|寄件人|收件[人者]|发送(?:时间|日期)|主题|From|Sent|Date|To|Subject)\s?[:：]"
)
_SENT = frozenset(("发送时间", "发送日期", "Sent", "Date"))
_SENDERS, _SUBJECTS = frozenset(("发件人", "寄件人", "From")), frozenset(("主题", "Subject"))
# The fields of a mail stand among its first lines, this many; a note of the program (外部邮件，请勿轻易
# 点击链接) may stand above them.
_HEAD, _NOTES = 8, 2


@dataclass(frozen=True, slots=True)
class PageHead:
    """What such a head says of a page: its title, its day, and the rows of a table as lines."""

    title: str = ""
    published: date | None = None
    lines: tuple[str, ...] = ()


def take_disclosure(soup: BeautifulSoup) -> PageHead:
    """Take the table of 信息公开 (索引号 | … | 公开方式 | …) or the form of an office's paper (密级 | … |
    签发 | …) out of a page; an empty head where there is none. It may be a list (索引号：…)."""
    for table in soup.find_all(["table", "ul", "dl"], limit=_TABLES):
        rows = list(islice(_rows(table), _ROWS + 1))
        fields = {label: value for row in rows for label, value in _pairs(row)}
        known = sum(label in _LABELS for label in fields)
        others = sum(len(row[::2]) for row in rows) - known
        paper = len(_OF_PAPER.intersection(fields)) >= _OF_A_PAPER
        if _OF_DISCLOSURE.isdisjoint(fields) and not paper:
            continue
        long = any(label not in _LABELS and len(fields[label]) > _VALUE for label in fields)
        if known < _FEWEST or others > 1 or long:
            continue
        if len(rows) > _ROWS or len(table.get_text()) > _LENGTH:
            continue
        table.extract()
        title = next((fields[name] for name in _TITLES if fields.get(name)), "")
        day = next((day_in(fields[name]) for name in _DAYS if fields.get(name)), None)
        return PageHead(title, day, tuple(CELLS.join(row) for row in rows if row))
    return PageHead()


def _rows(table: Tag) -> Iterator[list[str]]:
    """The rows of a table in which no other stands, the first ones; of a list each label with its value."""
    if table.find(table.name) is not None:
        return
    if table.name == "ul":
        for item in table.find_all("li", limit=_ROWS + 1):
            yield _COLON.split(collapsed(item.get_text()), maxsplit=1)
    elif table.name == "dl":
        labels, values = (table.find_all(name, limit=_ROWS + 1) for name in ("dt", "dd"))
        for pair in zip(labels, values, strict=False):
            yield [collapsed(cell.get_text()) for cell in pair]
    else:
        for row in table.find_all("tr", limit=_ROWS + 1):
            cells = row.find_all(["td", "th"], limit=_ROWS)
            yield [collapsed(cell.get_text()) for cell in cells]


def _pairs(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels of a row with their values, which stand behind them."""
    return (
        (_BLANKS.sub("", label), value) for label, value in zip(row[::2], row[1::2], strict=False)
    )


def mail_head(lines: Sequence[Line]) -> PageHead | None:
    """The fields with which a saved mail begins, its sender and subject among them; None where a page is
    none. Such a page has no other furniture, and its fields are read with those of all mails."""
    found = [match for line in lines[:_HEAD] if (match := _FIELD.match(line.text))]
    names = {match["name"] for match in found}
    whole = not _SENDERS.isdisjoint(names) and not _SUBJECTS.isdisjoint(names)
    if not whole or len(names) < _FEWEST or not any(_FIELD.match(n.text) for n in lines[:_NOTES]):
        return None
    days = (day_in(match.string) for match in found if match["name"] in _SENT)
    return PageHead(published=next(filter(None, days), None))

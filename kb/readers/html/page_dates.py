"""The day on which a page says that it was published."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from kb.readers.html.linked_data import day_listed
from kb.text import parse_numeral

_NAMES = frozenset(
    "pubdate publishdate publish_date publishdate article:published_time og:published_time date"
    " citation_date citation_publication_date citation_online_date dc.date.issued dcterms.issued og:release_date"
    " pubtime publishtime publish_time datepublished publish-date weibo:article:create_at"
    " apub:time dc.date dcterms.created".split()
)
_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[-年/.]\s*(?P<m>1[0-2]|0?[1-9])\s*[-月/.]\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_AMERICAN = re.compile(
    r"(?<!\d)(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])/(?P<y>20\d\d)(?!\d)"
)
# The day before the month, where it can be no month: 22/05/2025.
_EUROPEAN = re.compile(
    r"(?<!\d)(?P<d>1[3-9]|2\d|3[01])(?P<sign>[/.])(?P<m>0?[1-9]|1[0-2])(?P=sign)(?P<y>20\d\d)(?!\d)"
)
# The month in words before day and year (June 12, 2025; 六月 12, 2025), or between them (12 Jun 2025).
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|十[一二]?月|[一二三四五六七八九]月|(?:1[0-2]|[1-9])\s?月)"
)
_DAY_OF_MONTH = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH_FIRST = re.compile(
    rf"(?<![a-z\d])(?P<name>{_MONTH})\.?\s{{1,2}}(?P<d>{_DAY_OF_MONTH})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>{_DAY_OF_MONTH})(?:st|nd|rd|th)?\s{{1,2}}(?P<name>{_MONTH})\.?,?\s{{1,2}}(?P<y>20\d\d)(?!\d)",
    re.IGNORECASE,
)
# A year of two digits is one only before a time of day: 25-10-31 22:15.
_SHORT_YEAR = re.compile(
    r"(?<![\d:.-])(?P<y>[12]\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])\s{1,2}\d{1,2}:\d{2}"
)
# … or behind a label: 发布日期：24-04-18.
_LABELLED_SHORT = re.compile(
    r"(?:发布|发表|更新|录入|发文|刊发|时间|日期)\s?[:：]\s?(?P<y>[012]\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])(?![\d.:-])"
)
# A time of day in UTC, as programs for sites write it: the day in China may be the next.
_UTC = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)[T\s](\d\d:\d\d)(?::\d\d(?:\.\d{1,6})?)?\s?(?:Z|[+-]00:?00)"
)
_HAN_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# The second of publication in the scripts of WeChat's pages.
_SECOND = re.compile(r"""\b(?:ct|create_time)\s*=\s*["'](\d{10})["']""")
# The same in the state of pages that are drawn by a program.
_STATE = re.compile(
    r"""["'](?:publish(?:ed)?_?(?:at|time|date|on)|pub_?(?:date|time)|date_?published|first_?published_?at)["']\s?:\s?["'](20\d\d-\d\d-\d\d[T\s\d:.Z+-]{0,24})["']""",
    re.I,
)
_SCRIPTS, _SCRIPT, _TIMES = 50, 300_000, 50
_CHANGED = re.compile(
    r"(?:更新|修改|编辑|[Uu]pdated|[Mm]odified|[Ee]dited)(?:时间|日期)?(?:[于在]|on)?\s?[:：]?$"
)
_CHINA = timedelta(hours=8)
_LONGEST = 120
_SIGNS = re.compile(r"\s*[_|｜]\s*|(?<!\d)\s*[-–—]\s*|\s*[-–—]\s*(?!\d)|\s+(?=\d{4}年)")
_DAY_OF_TITLE = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s?星期.)?")
# In an address: /2024/05/18/, /2024-05/18/, /20240518/, t20240518_.
_IN_ADDRESS = re.compile(
    r"[/_t](?P<y>20\d\d)[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.]|$)"
)
_ADDRESS = 500


def stated_day(soup: BeautifulSoup) -> date | None:
    """The day that the head of a page, a <time> or a script of WeChat states."""
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name in _NAMES and (day := _day_of(str(meta.get("content") or ""))):
            return day
    for script in soup.find_all("script"):
        if match := _SECOND.search(script.string or ""):
            return (datetime.fromtimestamp(int(match.group(1)), UTC) + _CHINA).date()
    if day := _day_of(day_listed(soup)) or _day_in_state(soup):
        return day
    for tag in soup.find_all("time"):
        # When the page was changed is not when it was published.
        before = tag.find_previous(string=True)
        if before is not None and _CHANGED.search(before.strip()):
            continue
        if day := _day_of(str(tag.get("datetime") or "")):
            return day
    return None


def _day_in_state(soup: BeautifulSoup) -> date | None:
    """The day in the state that a program drew the page from, if it is of one article."""
    days = {
        time
        for script in soup.find_all("script", limit=_SCRIPTS)
        for time in islice(_STATE.findall((script.string or "")[:_SCRIPT]), _TIMES)
    }
    return _day_of(days.pop()) if len(days) == 1 else None


def day_of_title(stated: str) -> date | None:
    """The day between the name of a newspaper and the headline in a <title> (日报-2024年06月03日-…)."""
    parts = _SIGNS.split(stated[:_LONGEST])
    days = (day_in(part) for part in parts[:-1] if _DAY_OF_TITLE.fullmatch(part.strip()))
    return next(filter(None, days), None)


def day_of_address(soup: BeautifulSoup) -> date | None:
    """The day in the address of a page (/2024/05/18/1123.html, t20240518_1123.shtml), which its head
    or the comment of a browser that saved it states."""
    link = soup.find("link", rel="canonical")
    meta = soup.find("meta", attrs={"property": "og:url"})
    saved = soup.find(string=_is_saved)
    stated = (
        str(link.get("href") or "") if isinstance(link, Tag) else "",
        str(meta.get("content") or "") if isinstance(meta, Tag) else "",
        str(saved or ""),
    )
    for match in filter(None, (_IN_ADDRESS.search(text[:_ADDRESS]) for text in stated)):
        return _date(match["y"], int(match["m"]), match["d"])
    return None


def _is_saved(text: str | None) -> bool:
    return isinstance(text, Comment) and "saved from url" in text[:40]


def _day_of(stated: str) -> date | None:
    """The day in China of a time that is stated for programs."""
    if match := _UTC.fullmatch(stated.strip()):
        try:
            return (datetime.fromisoformat(f"{match[1]}T{match[2]}") + _CHINA).date()
        except ValueError:
            return None
    return day_in(stated)


def day_in(text: str) -> date | None:
    """The first whole date of a short line."""
    if len(text) > _LONGEST:
        return None
    text = _HAN_DATE.sub(_in_digits, text)
    match = _DAY.search(text) or _AMERICAN.search(text) or _EUROPEAN.search(text)
    if match:
        return _date(match["y"], int(match["m"]), match["d"])
    if match := _SHORT_YEAR.search(text) or _LABELLED_SHORT.search(text):
        return _date(f"20{match['y']}", int(match["m"]), match["d"])
    if match := _MONTH_FIRST.search(text) or _DAY_FIRST.search(text):
        name = match["name"].lower()
        month = (
            parse_numeral(name[:-1].strip()) if name.endswith("月") else _MONTHS.index(name[:3]) + 1
        )
        return _date(match["y"], int(month), match["d"])
    return None


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _in_digits(match: re.Match[str]) -> str:
    year = match.group(1).translate(_HAN_DIGITS)
    return f"{year}年{parse_numeral(match.group(2))}月{parse_numeral(match.group(3))}日"

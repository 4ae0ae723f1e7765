"""The lines next to the headline of a page: the kicker above it (引题), the subtitle below it (副标题).
They are recognised by a label, by the name of their element, or by their place and words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors

_LABEL = re.compile(
    r"[（(【\[]?(?:(?P<above>引题|肩题|眉题)|(?P<below>副标题|副题|子标题)|主标题|主题)[）)】\]]?\s?[:：]\s?"
)
_BELOW = re.compile(
    r"(?:^|[\s_-])(?:sub[_-]?(?:title|tit|head(?:ing|line)?|bt)\w*|fu[_-]?(?:bt|ti|title|biaoti)|f(?:bt|title)"
    r"|(?:second|small|vice)[_-]?title|title[_-]?(?:sub|small|second)|deck)(?:$|[\s_-])",
    re.I,
)
_ABOVE = re.compile(
    r"(?:^|[\s_-])(?:yin[_-]?(?:ti|bt|title|biaoti)|y(?:bt|title)|jian[_-]?(?:ti|bt)|kicker|eyebrow"
    r"|(?:pre|up|upper|shoulder|intro)[_-]?title)(?:$|[\s_-])",
    re.I,
)
# Who learned where: what a kicker or a subtitle tells of a headline that says neither.
_TELLS = re.compile(
    r"(?:银行|农商行|联社|信用社|农信社?|支行|营业部|分社).{0,30}(?:学习|学做|取经|考察|跟班|跟岗|对标|观摩|交流|走进|赴)"
    r"|(?:赴|走进|跟着|来到?|到).{2,30}(?:银行|农商行|联社|信用社|农信社?).{0,12}(?:学|取经|考察|跟班|跟岗|[手小侧札]记|纪实|见闻|观察|散记|随笔)"
)
# The name of a paper or of a column also stands above a headline.
_PAPER = re.compile(
    r"(?:[简通专快周月]报|动态|通讯|专刊|信息|简讯|参考|园地|之窗|天地|文件|专栏|栏目)\W*$"
)
_FIELD = re.compile(r"[^\W\d]{2,6}\s?[:：]")
_SERIES = re.compile(
    r"^[^>»：:]{2,24}(?:征文(?:选登)?|选登|连载|系列(?:报道|之)|(?:报道|见闻|手记|日记|札记|观察)之)[一二三四五六七八九十\d（(]{0,4}[）)]?$"
)
SUBTITLE = re.compile(r"——\s*[^\s—]{4}")
_LEAST, _MOST = 8, 60
# How many elements up two lines of one headline meet.
_UP = 4


def mark_beside(lines: Sequence[Line]) -> None:
    """Mark the lines that are kickers and subtitles by a label, which is taken out, or by the name of
    their element."""
    for line in lines:
        if not 2 < len(line.text) <= 2 * _MOST:
            continue
        match = _LABEL.match(line.text)
        if match and len(line.text) - match.end() >= 4:
            line.beside = -1 if match["above"] else 1 if match["below"] else 0
            _take_out(line, match.end())
        elif _is_plain(line):
            line.beside = beside_by_name(line.block)


def beside_by_name(tag: Tag) -> int:
    """Does an element say by its name that it is for a kicker (-1) or a subtitle (1); 0 for neither?"""
    names = " ".join([*map(str, tag.get_attribute_list("class")), str(tag.get("id") or "")])
    return -1 if _ABOVE.search(names) else 1 if _BELOW.search(names) else 0


def names_series(line: Line) -> bool:
    """Is the line above the headline about it: the series of reports that it belongs to?"""
    return not (line.linked or line.junk or line.mass) and _SERIES.search(line.text) is not None


def beside_headline(lines: Sequence[Line], headline: int | None) -> list[int]:
    """The subtitle and the kicker of a headline, as far as it has them."""
    found = (subtitle_below(lines, headline), _kicker_above(lines, headline))
    return [n for n in found if n is not None]


def subtitle_among(lines: Sequence[Line], headline: int | None, beside: Sequence[int]) -> list[int]:
    """The one line of those beside a headline that is read as its subtitle: none where one with a
    dash stands below it already."""
    if headline is None:
        return []
    if any(SUBTITLE.match(line.text) for line in lines[headline + 1 : headline + 2]):
        return []
    return list(beside[:1])


def centred(soup: BeautifulSoup, words: str) -> Tag:
    """A subtitle as a centred line, which distinguishes it from text, whatever its size was."""
    tag = soup.new_tag("p", align="center")
    tag.append(NavigableString(words))
    return tag


def _kicker_above(lines: Sequence[Line], headline: int | None) -> int | None:
    """The line right above the headline that is its kicker; None when there is none."""
    if not headline:
        return None
    n = headline - 1
    if lines[n].beside > 0 or not _belongs(lines[n], lines[headline]):
        return None
    return n if lines[n].beside < 0 or _TELLS.search(lines[n].text) else None


def subtitle_below(lines: Sequence[Line], headline: int | None) -> int | None:
    """The line right below the headline that is its subtitle, without a dash; None when there is none."""
    if headline is None or headline + 1 >= len(lines):
        return None
    n = headline + 1
    if (
        lines[n].beside < 0
        or SUBTITLE.match(lines[n].text)
        or not _belongs(lines[n], lines[headline])
    ):
        return None
    return n if lines[n].beside > 0 or _TELLS.search(lines[n].text) else None


def _belongs(line: Line, headline: Line) -> bool:
    """May a line be one of several of a headline: short and no field, day or link, in an element close
    to that of the headline?"""
    if not _is_plain(line) or not _LEAST <= len(line.text) <= _MOST:
        return False
    if line.text[-1] in "。；，：:" or _PAPER.search(line.text) or _FIELD.match(line.text):
        return False
    mine = {id(tag) for tag in list(ancestors(line.block))[:_UP]}
    return any(id(tag) in mine for tag in list(ancestors(headline.block))[:_UP])


def _is_plain(line: Line) -> bool:
    return not (
        line.linked or line.junk or line.mass or line.names_site or day_in(line.text) is not None
    )


def _take_out(line: Line, count: int) -> None:
    """Take the first characters of a line out of the page."""
    line_text, gone = line.text[count:].strip(), line.text[:count]
    left = sum(not c.isspace() for c in gone)
    for n, string in enumerate(line.strings):
        cut = 0
        while left and cut < len(string):
            left -= not string[cut].isspace()
            cut += 1
        if cut:
            rest = NavigableString(string[cut:])
            string.replace_with(rest)
            line.strings[n] = rest
        if not left:
            break
    line.text = line_text

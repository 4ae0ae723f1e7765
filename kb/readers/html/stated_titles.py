"""What a page states as its title, and the line that agrees with it best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bs4 import BeautifulSoup

from kb.readers.collector import collapsed
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.title_marks import HEADINGS, is_named_title

# The names of elements that state the title.
_STATING = ("og:title", "articletitle", "twitter:title", "title")
# How many of these elements are read.
_METAS = 6
# How many characters of each are read.
_LONGEST = 400
SITE_NAME = 9
# How many signs that may part the title from the names of site and column are looked at.
_MOST_PARTS = 6
# The least characters of a heading that is a headline where no line is a better one.
SHORTEST_HEADING = 3
# A short line that is the stated title stands so near above the text; the name of a site stands above its menu.
_CLOSE_ABOVE = 4
SEPARATORS = re.compile(
    r"\s*(?:[_|｜»>«‹›]|--+)\s*|\s+[-–—·]\s+|(?<=[一-鿿？！”」》）])-(?=[一-鿿])"
)
SUBTITLE = re.compile(r"\s*——")
# Sites cut a long title short in <title>.
_CUT = re.compile(r"(?:\.{2,6}|…{1,2})$")
_KIND = re.compile(r"[\[【［].{1,12}[\]】］]")
# What a site puts before a headline as words: [转载], 【置顶】.
_POSTED = re.compile(
    r"\s*[\[【［(（](?:转载?|转帖|转贴|原创|置顶|图文?|组图|视频|荐|推荐|精华?|热)[\]】］)）]\s*(?=.{4})"
)
# The words around the title in lines about the article, and how much each character more weighs.
_OTHERS = re.compile(r"评论|留言|回复|想法|原标题|原文|上一?篇|下一?篇|标签|当前位置")
_MORE = 0.01
# How a sentence ends that tells what the title says.
SENTENCE_ENDS = "。：；"
# What a site puts behind the headline.
_TAG = re.compile(r"\s(?:原创|转载|置顶|精华?|热门?|荐|推荐|图文?|视频|new)$", re.I)
# How often it was read, behind the headline in its line.
_COUNTED = re.compile(
    r"(?:[\s　]+(?:点击|浏览|阅读|查看|回复|人气|评论)(?:数|量|次数)?\s?[:：]\s?\d{1,8}次?)+$"
)
# The least characters of a title behind a label or before a tag or day.
SHORTEST_TITLE = 6
# Who runs a site; a headline may end so, too (走进甲农商银行).
ORGANISATION = re.compile(
    r"(?!走进|走访|探访|对话|赴|到|在|看|访|学)[^，。：“”！？]{1,20}"
    r"(?:银行|农商行|联社|信用社|农信|中心|协会|学会|集团|公司|局|委员会|政府|部|网|网站|官网|门户|平台|系统|频道|在线|日报|晚报|办公室)"
)
# The least characters of a title that stands in <title> only; the names of columns and sites are shorter,
# or end so.
_SURE_TITLE = 12
_NAMES_SITE = re.compile(
    r"(?:银行|公司|联社|农信|网|网站|官网|门户|平台|系统|园地|动态|专栏|频道|栏目|中心|政府)$"
)
# The most characters of a day behind a headline that is not in brackets with other data of the page.
_DAY = 40
_DAY_BEFORE = re.compile(r"[\[【(（]?20\d\d([-/.])\d{1,2}\1\d{1,2}[\]】)）]?[\s　]+")
_BOLD = ("strong", "b")
_OF_DAY = re.compile(r"(?:时间|日期|发布|发表|更新|来源|作者)[^\w]{0,2}$")
_ABOUT = re.compile(r"[\[【（(].{8,60}[\]】）)]")
# What programs write into each <title>, and above each article.
_SAYS_NOTHING = re.compile(
    r"(?:(?:新闻|文章|资讯|信息|内容|公告|通知|正文|日志|页面?)?(?:详情|详细|内容|展示|正文|浏览|查看|阅读|预览)(?:页面?)?"
    r"|无标题(?:文档|页|网页)?|首页|Untitled(?: Document)?|Document|index|detail|article|news)",
    re.I,
)


def stated_titles(soup: BeautifulSoup, stated: str) -> list[str]:
    """The title that the page states: whole, and without the names of site and column."""
    metas = (
        str(meta.get("content") or "")
        for meta in soup.find_all("meta")
        if str(meta.get("property") or meta.get("name") or "").lower() in _STATING
    )
    whole = [text[:_LONGEST] for text in (*islice(metas, _METAS), stated)]
    found = [part for text in whole for part in (text, *_without_site(text))]
    found += [SUBTITLE.split(text)[0] for text in whole]
    titles = [text.strip() for text in dict.fromkeys(found) if len(plain(text)) >= 4]
    return [title for title in titles if not says_nothing(title)]


def says_nothing(title: str) -> bool:
    """Is this only what a program writes into the title of each page (新闻详情)?"""
    return _SAYS_NOTHING.fullmatch(title.strip()) is not None


def _without_site(text: str) -> list[str]:
    """The parts of a title that are not much shorter than the longest (names of site and column are),
    and what stands from one part to another: a title may have such a sign of its own (札记｜走进甲行)."""
    found = list(SEPARATORS.finditer(text))[:_MOST_PARTS]
    begins = [0, *(sign.end() for sign in found)]
    ends = [*(sign.start() for sign in found), len(text)]
    parts = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    longest = max(len(plain(part)) for part in parts)
    long = [part for part in parts if len(plain(part)) >= min(SITE_NAME, 2 * longest / 3)]
    # Column and site together (通知公告 - 某某协会) are no title: it has the first part or the longest.
    sized = [len(plain(part)) for part in parts]
    largest = sized.index(longest)
    several = (
        text[begins[n] : ends[m]]
        for n in range(len(parts))
        for m in range(n + 1, len(parts))
        if n == 0 or n <= largest <= m
    )
    return [*long, *several]


def title_of_head(stated: str, *, named: bool = False) -> str:
    """The title that stands in <title> before the names of column and site; "" when none surely does. It
    may be shorter on a page where the site is `named`."""
    first, *names = [part for part in SEPARATORS.split(stated.strip()) if plain(part)] or [""]
    least = SITE_NAME if named else _SURE_TITLE
    sure = bool(names) and len(plain(first)) >= least and len(first) > len(names[-1])
    return "" if not sure or _NAMES_SITE.search(first) else first


def mark_titled(lines: Sequence[Line], titles: Sequence[str]) -> None:
    """Mark the lines that are the title which the page states: with marks of a sentence (学什么？怎么学？)
    they would count as text."""
    wanted = set(map(plain, titles))
    for line in lines:
        line.titled = plain(line.text) in wanted


def plain(text: str) -> str:
    """The text without blanks and marks."""
    return re.sub(r"[\W_]+", "", text)


def stated_headline(
    lines: Sequence[Line], first_text: int, titles: Sequence[str]
) -> tuple[int, str] | None:
    """The line that agrees best with the titles that the page states, and its words."""
    best: tuple[float, int, str] | None = None
    stated = [(title, plain(title)) for title in sorted(titles, key=len, reverse=True)]
    for n in range(first_text + 1):
        line = lines[n]
        mine = plain(without_day(line))
        if not 4 <= len(mine) <= 100 or (line.named and line.block.name not in HEADINGS):
            continue
        if line.names_site or says_nothing(line.text) or (line.beside and not line.titled):
            continue
        heading = line.block.name in HEADINGS
        looks = 6.0 * heading + 5.0 * is_named_title(line.block) + 2.0 * (not line.linked)
        whole = any(mine in wanted for _, wanted in stated)
        for title, wanted in stated:
            near = mine == wanted and first_text - n <= _CLOSE_ABOVE
            if len(wanted) < SITE_NAME and looks < 5 and not near:
                continue  # the name of a site is in many lines
            if mine in wanted:
                words, share = without_kind(line), len(mine) / len(wanted)
            elif 0 <= mine.find(wanted) <= SHORTEST_TITLE and _CUT.search(title):
                words, share = without_kind(line), 1.0
            elif wanted in mine and len(mine) <= len(wanted) + 12:
                if _OTHERS.search(line.text) or line.text[-1] in SENTENCE_ENDS:
                    continue
                if ORGANISATION.fullmatch(title):  # it is in many headlines of its own site
                    continue
                more = len(mine) - len(wanted)
                words, share = without_kind(line) if whole else title, 0.95 - _MORE * more
            else:
                continue
            score = 20 * share + looks + 0.4 * min(len(mine), 40) - 0.2 * (first_text - n)
            if best is None or score > best[0]:
                best = score, n, words
    return (best[1], best[2]) if best is not None and best[0] >= 12 else None


def without_kind(line: Line) -> str:
    """The words of a headline without the kind of post before it, a link in brackets ([交流])."""
    kind = "".join(
        string
        for string in line.strings
        if string.parent is not None and any(tag.name == "a" for tag in ancestors(string.parent))
    )
    kind = re.sub(r"\s+", " ", kind).strip()
    text = without_day(line)
    if (counts := _COUNTED.search(text)) and len(plain(text[: counts.start()])) >= SHORTEST_HEADING:
        text = text[: counts.start()]
    if (tag := _TAG.search(text)) and len(plain(text[: tag.start()])) >= SHORTEST_TITLE:
        text = text[: tag.start()]
    if posted := _POSTED.match(text):
        text = text[posted.end() :]
    rest = text.removeprefix(kind).strip()
    return rest if _KIND.fullmatch(kind) and len(plain(rest)) >= SHORTEST_HEADING else text


def without_day(line: Line) -> str:
    """The words of a line without the day that stands behind them in an element of its own, or before them
    in digits (2026-05-08　柳湾归来)."""
    if (before := _DAY_BEFORE.match(line.text)) is not None:
        rest = line.text[before.end() :]
        return rest if len(plain(rest)) >= SHORTEST_TITLE else line.text
    day = collapsed(line.strings[-1]).strip() if len(line.strings) > 1 else ""
    about = len(day) <= _DAY or _ABOUT.fullmatch(day) is not None
    if not about or day_in(day) is None or not line.text.endswith(day):
        return line.text
    rest = line.text.removesuffix(day).strip()
    # A short one may be who published it, unless it is bold.
    bold = line.strings[0].parent is not None and line.strings[0].parent.name in _BOLD
    least = SHORTEST_HEADING if bold else SHORTEST_TITLE
    return rest if len(plain(rest)) >= least and not _OF_DAY.search(rest) else line.text

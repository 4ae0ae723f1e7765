"""Which line of a web page is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

from kb.readers.collector import collapsed
from kb.readers.html.look import size_at
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.title_marks import HEADINGS, is_large, is_named_title
from kb.text import is_imprint

# The names of elements that state the title; so many of them are read, and so many characters of each.
_STATING = ("og:title", "articletitle", "twitter:title", "title")
_METAS, _LONGEST = 6, 400
_SITE_NAME = 9
# So many signs that may part the title from the names of site and column are looked at.
_MOST_PARTS = 6
# A heading of so many characters, so near above the text, is a headline where no line is a better one.
_LEAST, _CLOSE = 3, 2
# A short line that is the stated title stands so near above the text; the name of a site stands above its menu.
_CLOSE_ABOVE = 4
# A line that looks like a headline may stand so far above the text, one that does not, so far.
_FAR, _NEAR = 24, 8
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s?\d{4}\s?[〕\]］】)）]\s?(?:第\s?)?\d+\s?[号期]")
SEPARATORS = re.compile(r"\s*(?:[_|｜»>]|--+)\s*|\s+[-–—·]\s+|(?<=[一-鿿？！”」》）])-(?=[一-鿿])")
_SUBTITLE = re.compile(r"\s*——")
# Sites cut a long title short in <title>.
_CUT = re.compile(r"(?:\.{2,6}|…{1,2})$")
# Where the page is in the site, a field of the page, a heading of the text: no headlines.
_PATH = re.compile(
    r"^\W{0,4}(?:网站|我的)?(?:首页|主页)\W{1,6}\w|[^>»›/]{2,16}(?:\s?[>»›]\s?|\s/\s)[^>»›/]{2,16}(?:[>»›]|\s/\s)"
)
_FIELD = re.compile(r"^[^\W\d]{2,5}\s?[:：]\s*\d")
# The day behind an entry of a list: 09-20.
_ENTRY = re.compile(r"\D\s?[\[(（]?[01]?\d[-/][0-3]\d[\])）]?$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_ISSUE = re.compile(
    r"^[（(【]?(?:\d{4}年)?\s?第\s?[\d一二三四五六七八九十]{1,4}\s?[期辑][^一-鿿]{0,3}(?:总第.{1,6})?[）)】]?$"
)
# A paper with the number of its issue, and nothing else.
_NAMED_ISSUE = re.compile(
    r"[^，。：；\d第]{2,16}[\s（(【]{0,2}(?:\d{4}年)?\s?第\s?[\d一二三四五六七八九十百]{1,5}\s?[期辑][）)】]?"
)
_PAPER_TITLE = re.compile(
    r"关于.{4,50}的(?:情况)?(?:报告|汇报|通报|通知|总结|请示|方案|意见|说明|函)"
)
_KIND = re.compile(r"[\[【［].{1,12}[\]】］]")
# The words around the title in lines about the article, and how much each character more weighs.
_OTHERS = re.compile(r"评论|留言|回复|想法|原标题|原文|上一?篇|下一?篇|标签|当前位置")
_MORE = 0.01
# What a site puts behind the headline.
_TAG = re.compile(r"\s(?:原创|转载|置顶|精华?|热门?|荐|推荐|图文?|视频|new)$", re.I)
# The label of the title in the form that an office program puts above a paper.
_TITLE_LABEL = re.compile(
    r"(?:公文|文件|文章|信息|稿件|新闻|文稿|简报|材料)?\s?(?:标\s*题|题\s*目|题\s*名)\s?[:：]?"
)
# A label of such a form has at most, the title behind its label at least so many characters.
_LABEL, _TITLE = 6, 6
# How the name of a paper ends, and how many characters it has.
_PAPER = re.compile(r".{0,8}(?:[简通专快周月]报|动态|通讯|专刊|信息|简讯|参考|交流|园地|之窗|天地)")
# A day behind a headline has at most so many characters, if it is not in brackets with what else is
# told about the page.
_DAY = 24
_ABOUT = re.compile(r"[\[【（(].{8,60}[\]】）)]")
# How much the largest of several lines that may be the headline counts more.
_LARGEST = 3.0
_CELLS = ("td", "th", "dt", "dd")
# The number of an issue stands so near below the name of the paper, and that so near above the headline.
_BELOW_NAME, _ABOVE_HEADLINE = 3, 6


def stated_titles(soup: BeautifulSoup, stated: str) -> list[str]:
    """The title that the page states: whole, and without the names of site and column."""
    metas = (
        str(meta.get("content") or "")
        for meta in soup.find_all("meta")
        if str(meta.get("property") or meta.get("name") or "").lower() in _STATING
    )
    whole = [text[:_LONGEST] for text in (*islice(metas, _METAS), stated)]
    found = [part for text in whole for part in (text, *_without_site(text))]
    found += [_SUBTITLE.split(text)[0] for text in whole]
    return [text.strip() for text in dict.fromkeys(found) if len(plain(text)) >= 4]


def _without_site(text: str) -> list[str]:
    """The parts of a title that are not much shorter than the longest (names of site and column are),
    and what stands from one part to another: a title may have such a sign of its own (札记｜走进甲行)."""
    found = list(SEPARATORS.finditer(text))[:_MOST_PARTS]
    begins = [0, *(sign.end() for sign in found)]
    ends = [*(sign.start() for sign in found), len(text)]
    parts = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    longest = max(len(plain(part)) for part in parts)
    long = [part for part in parts if len(plain(part)) >= min(_SITE_NAME, 2 * longest / 3)]
    several = (text[begin:end] for n, begin in enumerate(begins) for end in ends[n + 1 :])
    return [*long, *several]


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
        mine = plain(_without_day(line))
        if not 4 <= len(mine) <= 100 or (line.named and line.block.name not in HEADINGS):
            continue
        if line.names_site or (line.beside and not line.titled):
            continue
        heading = line.block.name in HEADINGS
        looks = 6.0 * heading + 5.0 * is_named_title(line.block) + 2.0 * (not line.linked)
        whole = any(mine in wanted for _, wanted in stated)
        for title, wanted in stated:
            near = mine == wanted and first_text - n <= _CLOSE_ABOVE
            if len(wanted) < _SITE_NAME and looks < 5 and not near:
                continue  # the name of a site is in many lines
            if mine in wanted:
                words, share = _without_kind(line), len(mine) / len(wanted)
            elif 0 <= mine.find(wanted) <= _TITLE and _CUT.search(title):
                words, share = _without_kind(line), 1.0
            elif wanted in mine and len(mine) <= len(wanted) + 12:
                if _OTHERS.search(line.text):
                    continue
                more = len(mine) - len(wanted)
                words, share = _without_kind(line) if whole else title, 0.95 - _MORE * more
            else:
                continue
            score = 20 * share + looks + 0.4 * min(len(mine), 40) - 0.2 * (first_text - n)
            if best is None or score > best[0]:
                best = score, n, words
    return (best[1], best[2]) if best is not None and best[0] >= 12 else None


def find_headline(
    lines: Sequence[Line], first_text: int, titles: Sequence[str]
) -> tuple[int | None, str]:
    """The line that is the headline, and its words; None when no line is."""
    span = range(max(0, first_text - _FAR), first_text)
    if (labelled := next((n for n in span if _is_labelled(lines, n)), None)) is not None:
        return labelled, lines[labelled].text
    stated = stated_headline(lines, first_text, titles)
    if stated is not None and not _names_column(lines, first_text, stated):
        return stated
    scores = {n: score for n in span if (score := _looks(lines, n, first_text)) is not None}
    titled = max((n for n in scores if _SUBTITLE.match(lines[n + 1].text)), default=0)
    names = {n for n in scores if _names_paper(lines, n, titled)}
    issues = {n for n in scores if _NAMED_ISSUE.fullmatch(lines[n].text.strip())}
    names |= issues if len(scores) > len(issues | names) else set()
    scores = {n: score for n, score in scores.items() if n not in names}
    if not scores:
        return None, ""
    sizes = {n: size_at(lines[n].strings[0].parent or lines[n].block) for n in scores}
    largest = max(sizes.values())
    if min(sizes.values()) < largest:
        scores = {n: score + _LARGEST * (sizes[n] == largest) for n, score in scores.items()}
    found = max(scores, key=lambda n: (scores[n], -n))
    return found, _without_kind(lines[found])


def _names_column(lines: Sequence[Line], first_text: int, stated: tuple[int, str]) -> bool:
    """Is a stated title only the name of a site or column: short, with a longer headline below it?"""
    n, words = stated
    below = range(max(n + 1, first_text - _FAR), first_text)
    # 青年之声第9期 above the headline of its only article.
    if _NAMED_ISSUE.fullmatch(words.strip()):
        return any(
            is_large(lines[m])
            and _looks(lines, m, first_text) is not None
            and not is_imprint(lines[m].text)
            for m in below
        )
    if len(plain(words)) >= _SITE_NAME:
        return False
    return any(
        (lines[m].block.name in HEADINGS or is_named_title(lines[m].block))
        and len(plain(lines[m].text)) > _SITE_NAME
        and _looks(lines, m, first_text) is not None
        for m in below
    )


def _is_labelled(lines: Sequence[Line], n: int) -> bool:
    """Is this the title in a form, in the cell behind its label (标题 | 关于……的报告)?"""
    if n == 0 or not _TITLE_LABEL.fullmatch(lines[n - 1].text):
        return False
    return _is_label(lines, n - 1) and len(plain(lines[n].text)) >= _TITLE


def _is_label(lines: Sequence[Line], n: int) -> bool:
    """Is this a short cell with another one behind it in its row, as the label of a form's value?"""
    if len(plain(lines[n].text)) > _LABEL:
        return False
    cell, behind = _cell(lines[n].block), _cell(lines[n + 1].block)
    if cell is None or behind is None or cell is behind:
        return False
    return cell.parent is behind.parent


def _cell(block: Tag) -> Tag | None:
    """The cell of a table that an element is or stands in."""
    return next((tag for tag in list(ancestors(block))[:4] if tag.name in _CELLS), None)


def _names_paper(lines: Sequence[Line], n: int, last: int) -> bool:
    """Is a line the name of a paper: the number of its issue stands below it, and below that a line
    that may be the headline?"""
    if not _PAPER.fullmatch(plain(lines[n].text)):
        return False
    below = range(n + 1, min(n + 1 + _BELOW_NAME, last))
    return any(_ISSUE.search(lines[m].text) for m in below)


def masthead_above(lines: Sequence[Line], headline: int | None) -> set[int]:
    """The lines above the headline from the name of a paper on, with the number of its issue; none
    when no such name stands near."""
    end = headline or 0
    near = range(max(0, end - _ABOVE_HEADLINE), end)
    plain_lines = [n for n in near if not (lines[n].linked or lines[n].junk)]
    first = next((n for n in plain_lines if _names_paper(lines, n, end)), end)
    return {n for n in plain_lines if n >= first}


def _looks(lines: Sequence[Line], n: int, first_text: int) -> float | None:
    """How much a line above the text looks like its headline: by its element and name, its size, its
    length, a day or a subtitle right below it, and how near it is; None when it can be none."""
    line = lines[n]
    text = _without_day(line)
    own = len(plain(text))
    heads = line.block.name == "h1" or is_named_title(line.block)  # it may link to itself
    named = line.named and line.block.name != "h1"  # which may stand in the row of the path
    if named or line.names_site or line.is_furniture or line.beside or (line.junk and not heads):
        return None
    if not _LEAST <= own <= 60 or text[-1] in "。；，：:" or day_in(text):
        return None
    if _is_label(lines, n) or _ENTRY.search(text) or (n and _SUBTITLE.match(text)):
        return None
    if any(found.search(text) for found in (_DOCUMENT_NUMBER, _PATH, _FIELD, _NUMBERED, _ISSUE)):
        return None
    near = first_text - n
    heading = line.block.name in HEADINGS
    look = 4.0 * heading + (line.block.name == "h1") + 4.0 * is_named_title(line.block)
    look += (
        4.0 * (_PAPER_TITLE.fullmatch(text) is not None)
        + 4.0 * is_large(line)
        - 2.0 * (line.junk > 0)
    )
    dated = any(day_in(behind.text) for behind in lines[n + 1 : min(n + 3, first_text)])
    dated = dated or _SUBTITLE.match(lines[n + 1].text) is not None
    if not look and (line.linked or near > _NEAR or own < (4 if dated else 10)):
        return None
    if look and own < 6 and near > _CLOSE and not dated:
        return None
    return look + 3.0 * dated + 0.15 * min(own, 30) - 0.3 * near


def _without_kind(line: Line) -> str:
    """The words of a headline without the kind of post before it, a link in brackets ([交流])."""
    kind = "".join(
        string
        for string in line.strings
        if string.parent is not None and any(tag.name == "a" for tag in ancestors(string.parent))
    )
    kind = re.sub(r"\s+", " ", kind).strip()
    text = _without_day(line)
    if (tag := _TAG.search(text)) and len(plain(text[: tag.start()])) >= _TITLE:
        text = text[: tag.start()]
    rest = text.removeprefix(kind).strip()
    return rest if _KIND.fullmatch(kind) and len(plain(rest)) >= _LEAST else text


def _without_day(line: Line) -> str:
    """The words of a line without the day that stands behind them in an element of its own."""
    day = collapsed(line.strings[-1]).strip() if len(line.strings) > 1 else ""
    about = len(day) <= _DAY or _ABOUT.fullmatch(day) is not None
    if not about or day_in(day) is None or not line.text.endswith(day):
        return line.text
    rest = line.text.removesuffix(day).strip()
    return rest if len(plain(rest)) >= _TITLE else line.text


def names_issue_or_paper(text: str) -> bool:
    """Does a line only name a paper, or an issue of one?"""
    return _ISSUE.search(text) is not None or _PAPER.fullmatch(plain(text)) is not None

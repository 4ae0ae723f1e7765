"""Which line of a web page is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4.element import Tag

from kb.readers.html.fields import is_dated_below, is_field_of_row
from kb.readers.html.look import size_at
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.stated_titles import (
    ORGANISATION,
    SEPARATORS,
    SHORTEST_HEADING,
    SHORTEST_TITLE,
    SITE_NAME,
    SUBTITLE,
    plain,
    says_nothing,
    stated_headline,
    without_day,
    without_kind,
)
from kb.readers.html.title_marks import HEADINGS, is_large, is_named_title
from kb.text import is_imprint

# How near above the text such a heading stands.
_CLOSE = 2
# A line that looks like a headline may stand so far above the text, one that does not, so far.
_FAR, _NEAR = 24, 8
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s?\d{4}\s?[〕\]］】)）]\s?(?:第\s?)?\d+\s?[号期]")
# Where the page is in the site, a field of the page, a heading of the text: no headlines.
_PATH = re.compile(
    r"^\W{0,4}(?:网站|我的)?(?:首页|主页)\W{1,6}\w|[^>»›/]{2,16}(?:\s?[>»›]\s?|\s/\s)[^>»›/]{2,16}(?:[>»›]|\s/\s)"
    r"|^(?:[^\W\d]{2,8}/){2,5}[^\W\d]{2,8}$"
)
_FIELD = re.compile(
    r"^[^\W\d]{2,5}\s?[:：]\s*[\d/\\]"
    # What a forum says of who writes there.
    r"|^(?:级别|等级|头衔|积分|发帖数?|帖子数?|威望|金币|经验|注册|来自|性别|部门|岗位|昵称|用户组)\s?[:：]"
)
# The day behind an entry of a list: 09-20.
_ENTRY = re.compile(r"\D\s?[\[(（]?[01]?\d[-/][0-3]\d[\])）]?$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_ISSUE = re.compile(
    r"^[（(【]?(?:\d{4}年)?\s?第\s?[\d一二三四五六七八九十]{1,4}\s?[期辑][^一-鿿]{0,3}(?:总第.{1,6})?[）)】]?$"
)
# The name of an account, as programs that keep articles show above them.
_ACCOUNT = re.compile(r"(?:公众号|订阅号|服务号|视频号|头条号|客户端)$")
# A paper with the number of its issue, and nothing else.
_NAMED_ISSUE = re.compile(
    r"[^，。：；\d第]{2,16}[\s（(【]{0,2}(?:\d{4}年)?\s?第\s?[\d一二三四五六七八九十百]{1,5}\s?[期辑][）)】]?"
)
_PAPER_TITLE = re.compile(
    r"关于.{4,50}的(?:情况)?(?:报告|汇报|通报|通知|总结|请示|方案|意见|说明|函)"
)
# The label of the title in the form that an office program puts above a paper.
_TITLE_LABEL = re.compile(
    r"(?:公文|文件|文章|信息|稿件|新闻|文稿|简报|材料|邮件|帖子)?\s?(?:主\s*题|标\s*题|题\s*目|题\s*名)\s?[:：]?"
)
# Titles of fewer characters are told by a heading that is the same.
_SHORT = 4
# The most characters of a label of such a form.
_LABEL = 6
# How the name of a paper ends, and how many characters it has.
_PAPER = re.compile(r".{0,8}(?:[简通专快周月]报|动态|通讯|专刊|信息|简讯|参考|交流|园地|之窗|天地)")
# How much less a line counts that is one of several fields above the text.
_FIELD_OF_ROW = 3.0
# … or the short heading of a column above the headline, a lower heading with its day.
_COLUMN, _COLUMN_NAME = 6.0, 4
# So many characters below a headline are its text, without sentences too.
_FEW = 12
# How much the largest of several lines that may be the headline counts more.
_LARGEST = 3.0
_CELLS = ("td", "th", "dt", "dd")
# The number of an issue stands so near below the name of the paper, and that so near above the headline.
_BELOW_NAME, _ABOVE_HEADLINE = 3, 6


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
    short = (
        n for n in span if _is_short_title(lines[n], titles) and not _is_column_above(lines, n)
    )
    if stated is None and (n := next(short, None)) is not None:
        return n, lines[n].text
    scores = {n: score for n in span if (score := _looks(lines, n, first_text)) is not None}
    titled = max((n for n in scores if SUBTITLE.match(lines[n + 1].text)), default=0)
    names = {n for n in scores if _names_paper(lines, n, titled)}
    issues = {n for n in scores if _names_issue(lines[n].text)}
    names |= issues if len(scores) > len(issues | names) else set()
    scores = {n: score for n, score in scores.items() if n not in names}
    if not scores:
        return None, ""
    sizes = {n: size_at(lines[n].strings[0].parent or lines[n].block) for n in scores}
    largest = max(sizes.values())
    if min(sizes.values()) < largest:
        scores = {n: score + _LARGEST * (sizes[n] == largest) for n, score in scores.items()}
    found = max(scores, key=lambda n: (scores[n], -n))
    return found, without_kind(lines[found])


def is_headed(lines: Sequence[Line], first_text: int, titles: Sequence[str]) -> bool:
    """Does a text surely have a headline: one that the page states, or a line made as one?"""
    if stated_headline(lines, first_text, titles) is not None:
        return True
    headline, _ = find_headline(lines, first_text, titles)
    return headline is not None and _is_made_as_headline(lines[headline])


def _is_made_as_headline(line: Line) -> bool:
    """Is a line a heading, named as a title, or large?"""
    return line.block.name in HEADINGS or is_named_title(line.block) or is_large(line)


def first_below_headline(lines: Sequence[Line]) -> int:
    """The first line of a text that has no sentences (a poem, a table), below the headline that the page
    states, or one made as such with its day below it; 0 where there is none, or little below it."""
    found = (n for n, line in enumerate(lines) if not (line.linked or line.named))
    found = (n for n in found if lines[n].titled or _is_dated_headline(lines, n))
    headline = next(found, len(lines))
    below = [
        n
        for n in range(headline + 1, len(lines))
        if not (lines[n].junk or lines[n].linked or day_in(lines[n].text))
    ]
    enough = sum(len(lines[n].text) for n in below) >= _FEW
    return below[0] if enough else 0


def _is_dated_headline(lines: Sequence[Line], n: int) -> bool:
    behind = lines[n + 1 : n + 3]
    return (
        _is_made_as_headline(lines[n])
        and not (lines[n].names_site or lines[n].junk)
        and len(plain(lines[n].text)) >= SHORTEST_TITLE
        and any(day_in(line.text) and not line.linked for line in behind)
    )


def _names_column(lines: Sequence[Line], first_text: int, stated: tuple[int, str]) -> bool:
    """Is a stated title only the name of a site or column: short, with a longer headline below it?"""
    n, words = stated
    below = range(max(n + 1, first_text - _FAR), first_text)
    # 青年之声第9期 above the headline of its only article.
    if _names_issue(words):
        return any(
            is_large(lines[m])
            and _looks(lines, m, first_text) is not None
            and not is_imprint(lines[m].text)
            for m in below
        )
    if len(plain(words)) >= SITE_NAME:
        return False
    drawn = not (_is_made_as_headline(lines[n]) or is_dated_below(lines, n, n + 2))
    if drawn and any(
        is_dated_below(lines, m, first_text)
        and len(plain(lines[m].text)) > len(plain(words))
        and _looks(lines, m, first_text) is not None
        for m in below
    ):
        return True  # the name of the site stands above a headline that nothing but its place tells
    return any(
        (lines[m].block.name in HEADINGS or is_named_title(lines[m].block))
        and len(plain(lines[m].text)) > SITE_NAME
        and _looks(lines, m, first_text) is not None
        for m in below
    )


def _is_short_title(line: Line, titles: Sequence[str]) -> bool:
    """Is this heading a title of two or three characters that <title> has before the names of column and
    site (学“细”_心得体会_某行)?"""
    mine = plain(line.text)
    if not 2 <= len(mine) < _SHORT or line.named or line.names_site:
        return False
    if not (line.block.name in HEADINGS or is_named_title(line.block)):
        return False
    return any(
        (SEPARATORS.search(title) and mine == plain(SEPARATORS.split(title)[0]))
        or _is_behind_site(mine, title.split())
        for title in titles
    )


def _is_behind_site(mine: str, words: Sequence[str]) -> bool:
    """Does a <title> have these words behind the name of its site and a blank (某某新闻网 夜审班)?"""
    return (
        len(words) > 1 and mine == plain(words[-1]) and ORGANISATION.fullmatch(words[0]) is not None
    )


def _is_labelled(lines: Sequence[Line], n: int) -> bool:
    """Is this the title in a form, in the cell behind its label (标题 | 关于……的报告)?"""
    if n == 0 or not _TITLE_LABEL.fullmatch(lines[n - 1].text):
        return False
    return _is_label(lines, n - 1) and len(plain(lines[n].text)) >= SHORTEST_TITLE


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


def _names_issue(text: str) -> bool:
    """Is a line the name of a paper with the number of its issue, and nothing else (跟班快报（第4期）)?"""
    return _NAMED_ISSUE.fullmatch(text.strip()) is not None


def masthead_above(lines: Sequence[Line], headline: int | None) -> set[int]:
    """The lines above the headline from the name of a paper on, with the number of its issue; none
    when no such name stands near."""
    end = headline or 0
    near = range(max(0, end - _ABOVE_HEADLINE), end)
    plain_lines = [n for n in near if not (lines[n].linked or lines[n].junk)]
    named = (n for n in plain_lines if _names_paper(lines, n, end) or _names_issue(lines[n].text))
    first = next(named, end)
    return {n for n in plain_lines if n >= first}


def _looks(lines: Sequence[Line], n: int, first_text: int) -> float | None:
    """How much a line above the text looks like its headline: by its element and name, its size, its
    length, a day or a subtitle right below it, and how near it is; None when it can be none."""
    line = lines[n]
    text = without_day(line)
    own = len(plain(text))
    heads = line.block.name == "h1" or is_named_title(line.block)  # it may link to itself
    named = line.named and line.block.name != "h1"  # which may stand in the row of the path
    if named or line.names_site or line.is_furniture or line.beside or (line.junk and not heads):
        return None
    # A title of two characters (怕“熟”) is one only in its own element, right above day and text.
    brief = first_text - n <= _CLOSE + 1 and is_named_title(line.block) and own > 1
    brief = brief and day_in(lines[n + 1].text) is not None
    if (
        not (brief or own >= SHORTEST_HEADING)
        or own > 60
        or text[-1] in "。；，：:"
        or day_in(text)
    ):
        return None
    if (
        _is_label(lines, n)
        or says_nothing(text)
        or _ENTRY.search(text)
        or (n and SUBTITLE.match(text))
    ):
        return None
    if any(
        found.search(text)
        for found in (_DOCUMENT_NUMBER, _PATH, _FIELD, _NUMBERED, _ISSUE, _ACCOUNT)
    ):
        return None
    near = first_text - n
    heading = line.block.name in HEADINGS
    look = 4.0 * heading + (line.block.name == "h1") + 4.0 * is_named_title(line.block)
    look += (
        4.0 * (_PAPER_TITLE.fullmatch(text) is not None)
        + 4.0 * is_large(line)
        - 2.0 * (line.junk > 0)
    )
    dated = is_dated_below(lines, n, first_text) or SUBTITLE.match(lines[n + 1].text) is not None
    if not look and (line.linked or near > _NEAR or own < (4 if dated else 10)):
        return None
    if look and own < 6 and near > _CLOSE and not dated:
        return None
    field = _FIELD_OF_ROW * (not look and is_field_of_row(lines, n))
    field += _COLUMN * _is_column_above(lines, n)
    return look + 3.0 * dated + 0.15 * min(own, 30) - 0.3 * near - field


def _is_column_above(lines: Sequence[Line], n: int) -> bool:
    """Is a line a short heading (新闻稿) right above one of a lower level with its day below it?"""
    if len(plain(lines[n].text)) > _COLUMN_NAME or n + 2 >= len(lines):
        return False
    names = lines[n].block.name, lines[n + 1].block.name
    headings = all(re.fullmatch("h[1-6]", name) for name in names)
    return headings and names[0] < names[1] and day_in(lines[n + 2].text) is not None


def names_issue_or_paper(text: str) -> bool:
    """Does a line only name a paper, or an issue of one?"""
    return _ISSUE.search(text) is not None or _PAPER.fullmatch(plain(text)) is not None

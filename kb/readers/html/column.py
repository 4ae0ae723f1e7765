"""Which element of a page holds the article alone, where other texts stand around it: the next
articles of a list, sections about who runs the site, its wares and its rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4.element import Tag

from kb.readers.html.core import CONTAINERS, NEARLY, Extent, Extents, are_alike, children, is_dated
from kb.readers.html.headline import find_headline
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.stated_titles import stated_headline

# Less running text makes no article.
LEAST_TEXT = 40
# The column of a page with several articles has at least this share of its text.
_COLUMN = 0.3
# So far above the densest element its kind is looked for.
_SECTIONS_UP = 4
# What holds a short article has this share of the lines below its headline.
_BRIEF = 0.8
# One that is followed by furniture has this share.
_MOST = 0.6
SECTION = re.compile(
    r"[▍■●◆\s]{0,4}(?:关于(?:我行|我们|本行|本社|我社)|(?:公司|企业|本行|我行|机构|单位|银行)(?:简介|介绍|概况)|联系(?:我们|方式)"
    r"|(?:贷款|存款|理财|热门|明星|推荐|相关|特色|主打|精选)(?:产品|业务|服务)|产品(?:推荐|介绍|展示|中心)|(?:为你|为您|编辑|猜您|小编)推荐"
    r"|(?:处理|审批|审核|流转|传阅|领导|办理)(?:意见|批示|记录|过程|情况)|(?:阅读|浏览|操作|修改|版本)(?:记录|历史)|(?:在线|智能)客服|服务热线"
    r"|常见问题|利率(?:查询|公示|表)|收费标准|汇率查询|网点(?:查询|分布)|业务指南|办事指南|作者(?:简介|介绍)|本周热文|(?:全部|最新|热门)(?:评论|回复)|大家(?:都|还)在[看搜读])(?:\s?[（(]?\d{0,5}[)）]?)\s?[:：>＞»更多]{0,4}"
)
# The entries of the navigation of a bank or an office; this many of them make a site.
ENTRIES = 3
NAVIGATION = re.compile(
    r"(?:(?:网站)?首\s?页|(?:个人|公司|企业|三农|小微|普惠|电子|手机|网上)(?:金融|业务|银行|服务)|投资者关系|信息(?:公开|披露)|关于(?:我们|我行|本行)"
    r"|(?:人才招聘|诚聘英才|招贤纳士|联系我们|网点查询|在线客服|工作台|通讯录|制度库|政务公开|办事服务|互动交流|党建园地|员工(?:天地|园地))"
    r"|(?:新闻|公告|通知|公示|行内)(?:中心|动态|公告|通知|资讯)|[\s|｜·]){1,12}"
)


def lines_in(lines: Sequence[Line], root: Tag) -> list[int]:
    """The numbers of the lines within an element."""
    return [n for n, line in enumerate(lines) if is_within(line.block, root)]


def mass_in(lines: Sequence[Line], numbers: Sequence[int]) -> int:
    """How much running text some lines have."""
    return sum(lines[n].mass for n in numbers)


def with_sections(lines: Sequence[Line], found: Extents, root: Tag) -> Tag:
    """The element around the densest one and the others of its kind beside it, the sections of one
    article: none of them holds the headline, a day of its own, or furniture."""
    best = root
    for tag in list(ancestors(root))[:_SECTIONS_UP]:
        around = tag.parent
        if around is None or _is_titled(lines, found[id(tag)]):
            break
        if not (tag.get("class") or tag.name == "section"):
            continue
        sections = [
            kid
            for kid in children(found, around)
            if kid.tag is not tag and are_alike(found, kid.tag, tag) and kid.mass
        ]
        if sections and all(_is_section(lines, kid) for kid in sections):
            best = around
    return best


def _is_titled(lines: Sequence[Line], held: Extent) -> bool:
    """Does an element hold the headline that the page states?"""
    return any(line.titled for line in lines[held.first : held.last + 1])


def _is_section(lines: Sequence[Line], held: Extent) -> bool:
    """May an element be a section of an article?"""
    return not (held.junk or is_dated(lines, held) or _is_titled(lines, held))


def find_column(
    lines: Sequence[Line],
    found: Extents,
    root: Tag,
    inside: Sequence[int],
    titles: Sequence[str],
) -> Tag | None:
    """The element with the headline and its text, where the page has other articles around it; None
    where the densest element is one article."""
    texts = [n for n in inside if lines[n].mass] or [0]
    headline, _ = stated_headline(lines, texts[-1], titles) or find_headline(
        lines, texts[0], titles
    )
    if headline is None:
        return None
    for tag in ancestors(lines[headline].block):
        held = [n for n in lines_in(lines, tag) if n > headline]
        mass = mass_in(lines, held)
        if mass >= 2 * LEAST_TEXT:
            around = mass_in(lines, inside)
            before = mass_in(lines, [n for n in inside if n < headline])
            others = before > 0 or _others_follow(lines, tag, root)
            others = others or (mass >= _MOST * around and _furniture_follows(lines, tag, root))
            others = others or (
                is_dated(lines, found[id(tag)]) and _unlike_follow(lines, found, found[id(tag)])
            )
            apart = others and _COLUMN * around <= mass < NEARLY * around
            return tag if apart and is_within(tag, root) else None
    return None


def below_headline(lines: Sequence[Line], titles: Sequence[str], least: float) -> Tag | None:
    """The innermost element around the headline that the page states, with at least so much text below
    it; None where no line is that headline. For short articles among much that is linked."""
    texts = [n for n, line in enumerate(lines) if line.mass]
    headline, _ = stated_headline(lines, texts[-1], titles) or (None, "")
    if headline is None:
        return None
    for tag in ancestors(lines[headline].block):
        if mass_in(lines, [n for n in lines_in(lines, tag) if n > headline]) >= least:
            return tag
    return None


def below_other_texts(lines: Sequence[Line], inside: Sequence[int]) -> Tag | None:
    """The element with the headline that the page states and the text below it, where the densest
    element stands wholly above that headline, as a column of maxims does beside a short article."""
    titled = [
        n
        for n, line in enumerate(lines)
        if line.titled and not (line.linked or line.named or line.names_site)
    ]
    last = max((n for n in inside if lines[n].mass), default=len(lines))
    if not titled or titled[0] < last:
        return None
    for tag in ancestors(lines[titled[0]].block):
        held = lines_in(lines, tag)
        if mass_in(lines, [n for n in held if n > titled[0]]) >= LEAST_TEXT:
            return None if last in held else tag
    return None


def around_brief(lines: Sequence[Line], root: Tag, headline: int, last: int) -> tuple[Tag, int]:
    """The element that holds a short article, most of it perhaps a table or a list of words, and the
    number of the first line behind it: nearly all lines between the headline and the first line of
    furniture below its `last` text."""
    end = next((n for n in range(last + 1, len(lines)) if lines[n].junk), len(lines))
    sizes = {n: len(lines[n].text) for n in range(headline + 1, end) if not lines[n].junk}
    for tag in ancestors(root):
        held = [n for n in lines_in(lines, tag) if n in sizes]
        if sum(sizes[n] for n in held) >= _BRIEF * sum(sizes.values()):
            return tag, end
    return root, end


def _others_follow(lines: Sequence[Line], tag: Tag, root: Tag) -> bool:
    """Is what follows an element no part of its article: a section of the site, or the next article of
    a list, with a day of its own?"""
    behind = tag.find_next_sibling(True)
    if behind is None or not is_within(behind, root):
        return False
    held = [lines[n].text for n in lines_in(lines, behind)]
    if not held:
        return False
    alike = bool(tag.get("class")) and tag.get("class") == behind.get("class")
    dated = any(len(text) <= 30 and day_in(text) for text in held)
    return SECTION.fullmatch(held[0]) is not None or (alike and dated)


def _unlike_follow(lines: Sequence[Line], found: Extents, held: Extent) -> bool:
    """Are the elements with text behind an element of another kind than it, each with a label of its
    own or one line? Paragraphs without a label go on with the text."""
    around = held.tag.parent
    behind = [
        other
        for other in (children(found, around) if around is not None else ())
        if other.first > held.last and other.mass
    ]
    return bool(behind) and not any(
        other.tag.name not in CONTAINERS
        or are_alike(found, other.tag, held.tag)
        or (other.first < other.last and lines[other.first].mass)
        for other in behind
    )


def _furniture_follows(lines: Sequence[Line], tag: Tag, root: Tag) -> bool:
    """Does a line of the site (上一篇, 地址) come right behind an element?"""
    held = lines_in(lines, tag)
    behind = held[-1] + 1 if held else len(lines)
    return (
        behind < len(lines) and lines[behind].is_furniture and is_within(lines[behind].block, root)
    )


def is_within(tag: Tag, root: Tag) -> bool:
    """Is an element another one, or in it?"""
    return any(tag_ is root for tag_ in ancestors(tag))

"""Which headings are each the point of one lesson, though nothing above says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Kind
from kb.readers import Block
from kb.structure import groups as grouping
from kb.structure.day_headings import is_day_heading
from kb.structure.frame import Frame
from kb.structure.heading_bank import bank_of_heading
from kb.structure.looks import mark_of
from kb.structure.owners import Owners
from kb.structure.points import LONG, opens_bold
from kb.structure.roles import Role, is_labelled_point, is_learners, role_of
from kb.structure.rosters import tells_persons
from kb.structure.sections import Paragraph, Section
from kb.text import STYLES, numbering, without_numbering

# Headlines of what happened, and of figures, are no points.
_NEWS = re.compile(
    r"带队|一行|来访|到访|召开|举行|举办|仪式|赴[^，。]{2,20}(?:考察|学习|交流|调研)|(?:经营|业务|工作)情况|情况通报"
)
# Words that name a section of news wherever they stand, and a section of an activity by what follows.
_NAMES_NEWS = re.compile(
    r"情况|要闻|动态|剪影|掠影|花絮|图片|纪实|日志"
    r"|(?:活动|进展|风采|瞬间)(?:步骤|安排|方案|内容|概况|开展|背景|主题|要求|过程|回顾|展示|集锦|一览|通报)?\W*$"
)
# Words that name a section where they stand alone (存在差距), and say little in a point (考核拿得出差距).
_MAY_SAY = re.compile("差距|痛点|背景|通知|点评|活动|进展|图片|动态|日志|预告|行程")
_NAMES_LACK = re.compile(
    r"^(?:存在|主要|现实|目前|工作|找|查|看|对照|对标|反思|学习|项目|基本)|情况|不足|问题"
)
# Only where in a bank one was: 在城关支行, 走进信贷管理部.
_PLACE = re.compile(
    r"(?:[我]?在|走进|来到|初到|转到|到)[一-鿿]{2,8}(?:支行|分理处|营业部|部|中心|办公室|网点|大堂|柜台)[\s　]*"
)
_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}[\s　一-鿿]")
# A point with such a word has at least this many characters.
_SAYS_MORE = 4
# Notes are smaller than the text by this factor.
_SMALLER = 0.92
# A remark under a heading is shorter than this.
_REMARK = 30


def point_headings(body: Sequence[tuple[int, Block]], frame: Frame) -> frozenset[int]:
    """The headings that are each the point of one lesson though no heading above says so: two or
    more of one level in a row of siblings, each with plain paragraphs and no headings below it."""
    found: set[int] = set()
    siblings: dict[tuple[int, ...], list[int]] = {}
    above: list[tuple[int, int]] = []
    for index, (level, _) in enumerate(body):
        if level:
            above = [(depth, at) for depth, at in above if depth < level]
            siblings.setdefault((*(at for _, at in above), -level), []).append(index)
            above.append((level, index))
    alone: dict[int, list[int]] = {}
    for key, indices in siblings.items():
        parents = [body[at][1].text for at in key[:-1]]
        settled = any(_settles(parent) and not _announces_lessons(parent) for parent in parents)
        if frame.groups and parents and _is_of_group(parents[-1]):  # of what it learned
            indices = [at for at in indices if numbering(body[at][1].text)]
        elif settled or frame.groups:  # only what calls itself a point is one there
            indices = [at for at in indices if is_labelled_point(body[at][1].text)]
        points = [at for at in indices if _is_point_heading(body, at, frame)]
        if any((*key[:-1], at, -level) in siblings for at in indices for level in range(1, 7)):
            # Next to a heading with headings of its own, a line or two is a remark.
            points = [at for at in points if _length_below(body, at) >= _REMARK]
        counted = len(points) == 1 and _is_counted(body[points[0]][1].text)
        if len(points) >= 2 or counted:
            points = sorted(
                {*points, *(at for at in indices if _sounds_like_news(body, at, frame))}
            )
        numbered = [at for at in points if numbering(body[at][1].text)]
        if len(numbered) >= 2:  # one without a number behind them is something else
            points = numbered
        if len(points) >= 2:
            found.update(points)
        if len(key) > 1 and len(points) == len(indices):
            alone.setdefault(key[-1], []).extend(points)
    for points in alone.values():  # one in each section, alike in all
        if len(points) >= 2:
            found.update(points)
    return frozenset(found)


def _is_counted(text: str) -> bool:
    """Does a heading have a number, also one of the second level (1.2)?"""
    return numbering(text) is not None or _DECIMAL.match(text) is not None


def _length_below(body: Sequence[tuple[int, Block]], index: int) -> int:
    """How many characters stand between a heading and the next."""
    total = 0
    for level, block in body[index + 1 :]:
        if level:
            break
        total += len(block.text)
    return total


def _settles(heading: str) -> bool:
    """Does a heading itself say what its section contains?"""
    words = without_numbering(heading)
    learners = is_learners(words) or is_learners(heading)
    lacks = role_of(heading) is Role.OVERVIEW  # 差距一：…
    return bool(role_of(words) or lacks or learners or grouping.group_of(words))


def _sounds_like_news(body: Sequence[tuple[int, Block]], index: int, frame: Frame) -> bool:
    """Does a heading only contain a word of news (活动少而准), which names its section where it ends so
    (本周活动)?"""
    words = without_numbering(body[index][1].text)
    others = is_learners(words) or grouping.group_of(words)
    rest = _MAY_SAY.sub("", words)
    only_says = role_of(rest) is None and len(rest) >= _SAYS_MORE and not _NAMES_LACK.search(words)
    notice = role_of(words) is Role.OVERVIEW and only_says and words.endswith("通知")
    if (role_of(words) is not Role.ACTIVITY and not notice) or others or _NAMES_NEWS.search(words):
        return False
    return _is_point_heading(body, index, frame, named=False)


def _announces_lessons(heading: str) -> bool:
    """Does a heading say that what follows are lessons (主要做法), and nothing else?"""
    words = without_numbering(heading)
    return role_of(words) is Role.LESSON and not is_learners(words) and not grouping.group_of(words)


def _is_of_group(heading: str) -> bool:
    """Is a heading that of a group, and of nothing that it did?"""
    words = without_numbering(heading)
    return (
        bool(grouping.group_of(words))
        and not is_learners(words)
        and (role_of(words) in (None, Role.LESSON, Role.ACTIVITY))
    )


def _is_point_heading(
    body: Sequence[tuple[int, Block]], index: int, frame: Frame, *, named: bool = True
) -> bool:
    """Could a heading be the point of a lesson? `named` says that its words may settle what it is."""
    level, block = body[index]
    words = without_numbering(block.text)
    if (
        (named and _settles(block.text))
        or _NEWS.search(words)
        or is_day_heading(block.text)
        or grouping.is_banks_point(words)
        or _PLACE.fullmatch(words)
    ):
        return False
    if bank_of_heading(words, frame.names, frame.parties.learners) and not frame.parties.host:
        return False
    below: list[str] = []
    leads = 0
    for depth, following in body[index + 1 :]:
        if depth and depth <= level:
            break
        if depth and below and is_learners(following.text):  # 对照我行, a part of its own
            break
        if (
            below
            and numbering(following.text)
            and following.size < _SMALLER * body[index + 1][1].size
        ):
            break  # a note in smaller type
        if depth or numbering(following.text):
            return False
        leads += bool(mark_of(following.text)) or opens_bold(following.lead, following.text)
        below.append(following.text)
    if tells_persons(below):
        return False
    if leads >= 2:  # each opening that is bold or has a mark is a point of its own
        return False
    if not frame.parties.host and len(_hosts_opening(below, frame)) > 1:  # each bank has its own
        return False
    return sum(map(len, below)) >= (1 if is_labelled_point(block.text) else LONG // 4)


def heads_lesson(body: Sequence[tuple[int, Block]], index: int, section: Section) -> bool:
    """Is this heading the point of one lesson: numbered, in a section of lessons, and followed by
    plain paragraphs rather than by headings or numbered paragraphs of its own?"""
    words = body[index][1].text
    found = numbering(words)
    if section.role is not Role.LESSON or found is None or index + 1 == len(body):
        return False
    point = without_numbering(words)
    if grouping.group_of(point):
        return False
    if role_of(point) not in (None, Role.LESSON) and not _is_before_point(body, index):
        return False
    if grouping.is_banks_point(point):  # a section of its own: it names the bank of what follows
        return False
    depth = STYLES.index(found.style)
    for distance, (level, following) in enumerate(body[index + 1 :]):
        inner = numbering(following.text)
        deeper = inner is not None and STYLES.index(inner.style) > depth
        if level or deeper:
            return distance > 0 and not deeper
    return True


def _is_before_point(body: Sequence[tuple[int, Block]], index: int) -> bool:
    """Does a numbered heading only contain a word that may name a section, and the next one of its
    numbering is a plain point? Among the points of a section that one is a point too."""
    level, block = body[index]
    point = without_numbering(block.text)
    words = _MAY_SAY.sub("", point)
    if words == point or role_of(words) not in (None, Role.LESSON) or len(words) < _SAYS_MORE:
        return False
    if is_learners(point) or _NAMES_LACK.search(point):
        return False
    found = numbering(block.text)
    behind = next((b for depth, b in body[index + 1 :] if depth and depth <= level), None)
    after = numbering(behind.text) if behind else None
    if not (found and behind and after and after.style == found.style):
        return False
    return after.value == found.value + 1 and role_of(without_numbering(behind.text)) is None


def _hosts_opening(texts: Sequence[str], frame: Frame) -> frozenset[str]:
    """The hosts that paragraphs open with, each of its own."""
    owners = Owners(frame.names, frame.parties)
    section = Section((), None, "", "")
    banks = (owners.of([Paragraph(text, section)], Kind.LESSON)[0] for text in texts)
    return frozenset(banks) - {""}

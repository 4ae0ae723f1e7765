"""Series and issue number, from the title, the lines under it and the masthead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.structure.days import is_day_line
from kb.structure.issue_forms import MONTHLY, closed_up, is_paper, plain_issue, plain_part
from kb.text import parse_numeral

_NUMERAL = r"[一二三四五六七八九十百零〇两\d]+"
# The numbers of an issue; a double issue has two: 第5—6期.
DOUBLE = rf"{_NUMERAL}(?:\s*(?:[-—–~～至、/]|——)\s*(?:第\s*)?{_NUMERAL})?"
# Behind these words the number counts courses, not issues: 第三期中层干部挂职锻炼心得.
_CLASS = (
    r"(?:中层|青年|后备|年轻|优秀|骨干|干部|学员|人才|员工|客户经理|培训|研修|训练营"
    r"|跟[班岗](?:学员|人员|干部|骨干)|轮训|挂职(?:学员|人员|干部|锻炼))"
)
# An extra is counted apart from the issues: 增刊第1期.
_EXTRA = r"(?:(?:增刊|特刊|副刊|号外)\s*)?"
# A batch, a round or a quarter may be part of the series' name (第二批挂职干部学习简报第5期).
_ISSUE = re.compile(
    rf"(?:{_NUMERAL}年度?)?\s*(?P<total>总)?{_EXTRA}第\s*{DOUBLE}\s*(?P<unit>[周期次批辑旬季]|号(?![一-鿿]))(?!度|{_CLASS})(?!(?<=次)[见看听去来走到做当进坐办写站上下参被跟为给把向在吃住用尝遇摸碰])(?:合刊)?"
)
# The number of an issue alone in its line, perhaps with year and total: 2025年第14期（总第86期）.
_ISSUE_LINE = re.compile(
    rf"[(（【\[]?(?:{_NUMERAL}年度?)?\s*(?:总)?{_EXTRA}第\s*{DOUBLE}\s*[期辑](?:合刊)?[)）】\]]?(?:\s*[（(].{{1,12}}[)）])?"
)
# A paper and its issue in the foot of a page or the name of a file: 《取经路上》第27期.
_PAPER = re.compile(
    rf"[\W\da-zA-Z_]*(?P<series>[一-鿿·“”]{{2,20}}?)[》”\s（(·_-]*(?P<issue>(?:{_NUMERAL}年度?)?\s*第\s*{DOUBLE}\s*[期辑](?:合刊)?)"
)
_MONTHLY = re.compile(MONTHLY)
_MONTHLY_LINE = re.compile(rf"[(（【\[]?{MONTHLY}(?:[\s　]*[（(]?总第?\s?\d{{1,4}}期)?[)）】\]]?")
_EDGE = 40
_PUBLISHED_BY = re.compile(
    r"[一-鿿]{2,24}(?:部|室|处|办|中心|委|银行|联社)(?:编印?|主办|编发|印发)?[\s　|]{1,8}(?=[《“一-鿿])"
)
# The number of an issue with something behind it: 第33期　2025年12月1日　发展规划部.
# In brackets, or between signs: （第3期）发展规划部, 第9期 · 2026-09-14 · 培训中心.
_PARTED = r"[\s　·•|｜/／丨]"
_ISSUE_WITHIN = re.compile(
    rf"(?:(?<=[\s　》·•|｜/／丨])|^)[（(【\[]?(?:{_NUMERAL}年度?)?\s*(?:总)?第\s*{DOUBLE}\s*[期辑](?:合刊)?[)）】\]]?"
    rf"(?:\s*[（(].{{1,12}}[)）])?(?={_PARTED}|(?<=[)）】\]])|$)"
)
_PARTING = " 　·•|｜/／丨"
_BETWEEN_PARTS = re.compile(r"(?:[\s　·•|｜丨]|(?<!\d)[/／]|[/／](?!\d)){1,9}")
_MONTH = re.compile(r"(?:19|20)\d\d年\d{1,2}月")
_PUBLISHER = re.compile(r"(?:部|室|处|科|组|会|委|办|中心|银行|联社|农商行|支行|编|编印|主办)$")
# Of these no paper is named.
_COMMITTEE = re.compile(r"(?:团委|党委|工会|团支部|党支部)$")
# Who may read a paper.
_READERS = re.compile(
    r"[\s（(【\[]*(?:内部|秘密|机密|注意保存|妥善保管|(?:请勿|严禁|不得)外传)[^，。]{0,12}$"
)
_SENTENCE = re.compile("[，。；：]")
_MASTHEAD, _NAME = 60, 16
# The name of a paper that stands above a title without a number is no longer than this.
_PAPER_NAME = 30
# A line under a headline that names its own series has more characters before the number.
_FORM_OF_TITLE = 4
_AROUND = " 　（(）)【】[]《》“”·—-|｜,，"
_YEAR = re.compile(rf"^{_NUMERAL}年度?")
_YEARS = re.compile(rf"(?:{_NUMERAL}年度?\s*)$")
# What counts batches or quarters in front of the number of the issue (第二批　第5期).
_PART = re.compile(rf"(?:{_NUMERAL}年)?\s*第?\s*{_NUMERAL}\s*(?:批次?|季度?|轮次?|学期)刊?")
# The number of an issue within a batch or a quarter, next to the one that counts all (第三季度第2期).
_OF_PART = re.compile(r"(?:季度|[批轮季])\s?$")
_OF_PART_LENGTH = 3  # characters
# The days of an issue in brackets behind the name of the paper: 工作周报（5.19—5.23）.
_DAYS_BEHIND = re.compile(r"[（(][\d年月日.．/~～—–至 　-]{3,30}[）)]\s*$")
_STRONG = "期周辑号"
# Behind the number stands the headline of this issue, not the name of the series.
_HEADLINE = re.compile(r"[\s　]*[|｜:：丨]")
# A batch of learners of a bank is no issue of anything: 甲农商银行2024年第二批跟班学习做法清单.
_BATCHES = frozenset("批次")
# A batch or a season of a class in the title says less than a line that counts issues.
_PARTS, _COUNTS = frozenset("批次季旬"), frozenset("期辑号")
_BANK = re.compile(r"(?:银行|农商行|联社)(?:关于)?$")
# A line of a form that says when, by its week: 学习时间：2025年3月第二周.
_WHEN = re.compile(r"\s*[一-鿿]{0,4}(?:时间|日期)\s*[:：]")
_NUMBER = re.compile(rf"第\s*({_NUMERAL})")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_FORMS = re.compile(r"^(?:工作)?(?:纪实|简报|专刊|专报|快报|通讯|动态)$")
# A label before a title, and how long a name behind it is at least.
_LABELLED = re.compile(r"\s*【(?P<name>[^】【]{2,20})】(?P<rest>.*)", re.DOTALL)
_NAMED = 4
_SPACED = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")


def series_and_issue(title: str, subtitle: str = "", masthead: str = "") -> tuple[str, str]:
    """("全市农商银行跟班学习活动", "第二周") of "全市农商银行跟班学习活动第二周纪实"; "" if none.

    The series is what comes before the issue; if nothing does (第3期 学习简报), what follows. Where
    a masthead (学 习 与 借 鉴, 第 11 期) stands above the title, series and issue are its own.
    """
    title = plain_part(plain_issue(closed_up(title)))
    beneath_title = [line for line in subtitle.split("\n") if not _WHEN.match(line)]
    subtitle = "\n".join(plain_part(plain_issue(closed_up(line))) for line in beneath_title)
    masthead = "\n".join(plain_issue(closed_up(t)) for t in masthead.split("\n"))
    if masthead and (match := _issue(masthead)):
        lines = [
            line
            for line in masthead.split("\n")
            if _issue(line) is None and not _READERS.match(line)
        ]
        before = _joined(masthead[: match.start()].split("\n")[-1]).strip(" 　(（【】[]《》—-·")
        above = masthead[: masthead.rfind("\n", 0, match.start()) + 1].split("\n")
        over = [
            _joined(line)
            for line in above
            if line.strip() and _issue(line) is None and not _READERS.match(line)
        ]
        if before and over and _PART.fullmatch(before):
            batch = before if before.endswith("批") else ""
            papers = [line for line in over if not _PUBLISHER.search(line)] or over
            return f"{papers[-1]} {batch}".strip(), _number(match.group())
        beneath_name = bool(over) and _PUBLISHER.search(over[-1]) is None
        others = over if beneath_name else [_joined(line) for line in lines]
        others = [line for line in others if not _COMMITTEE.search(line)]
        # 甲农商银行《同业观察》 2024年第18期: the paper is what the marks hold.
        before = before.rpartition("《")[2] or before
        names = [before] if before else others[-1:]
        return (names[0] if names else title), _number(match.group())
    match = _issue(title)
    under = _issue(subtitle) if match and match.groupdict().get("unit") in _PARTS else None
    if under and under.groupdict().get("unit", "期") in _COUNTS:
        # A batch in the title is part of the name; the line beneath counts the issues.
        return _series_beneath(title, subtitle, under), _number(under.group())
    paper = _paper_above(masthead, title)
    if paper and (issue := match or _issue(subtitle)):
        return paper, _number(issue.group())
    if match is None:
        beneath = _issue(subtitle)
        if beneath is None:
            return paper, ""
        return _series_beneath(title, subtitle, beneath), _number(beneath.group())
    before = title[: match.start()].strip(" 　(（【[《】—-·｜|")
    if match.groupdict().get("unit") in _BATCHES and _BANK.search(before) and not is_paper(title):
        return "", ""
    if label := _LABELLED.match(title[: match.start()]):  # 【跟班日记】在望泽的第一周
        rest = label["rest"].strip(" 　(（【[《】—-·｜|")
        before = label["name"] if len(rest) < _NAMED or rest.endswith("的") else rest
    if not before and _HEADLINE.match(title, match.end()):
        return "", _number(match.group())
    after = _DAYS_BEHIND.sub("", title[match.end() :]).strip(" 　)）】]》—-·:：｜|")
    own = before and not _FORMS.match(before) and not before.endswith("组")
    return before if own else before + after, _number(match.group())


def _paper_above(masthead: str, title: str) -> str:
    """The paper that the masthead or a page header names without the number of an issue; "" when it
    names none, or only what the title says too."""
    for line in masthead.split("\n"):
        name = _joined(line).strip(_AROUND)
        if 4 <= len(name) <= _PAPER_NAME and is_paper(name) and not _SENTENCE.search(name):
            return "" if name in title else name
    return ""


def _series_beneath(title: str, subtitle: str, beneath: re.Match[str]) -> str:
    """The series of an issue that a line under the title states: the name before its number
    (枣林跟岗周记 · 第3期), or what that line says of itself (…培训班第四周掠影) where the title is a
    headline; else the title."""
    before = subtitle[: beneath.start()].split("\n")[-1]
    behind = subtitle[beneath.end() :].split("\n")[0]
    name = _joined(_YEARS.sub("", before).strip(_AROUND))
    if _PUBLISHER.search(name):
        return title
    if _PART.fullmatch(name):
        return title
    alone = not _YEARS.sub("", behind).strip(_AROUND)
    if alone and 2 <= len(name) <= _NAME and not _SENTENCE.search(name):
        return name
    if named := _named_before(before):
        return named
    if is_paper(title) or len(name) <= _FORM_OF_TITLE or _SENTENCE.search(name):
        return title
    return series_and_issue(before.lstrip(_AROUND) + beneath.group() + behind.rstrip(_AROUND))[0]


def _named_before(text: str) -> str:
    """The name of a paper that stands before the number of its issue, "" when none does."""
    name = _joined(_YEARS.sub("", text).strip(_AROUND))
    return name if is_paper(name) and len(name) <= _NAME else ""


def _number(issue: str) -> str:
    """The number without spaces and without the year, which the period gives: 第8期."""
    return _YEAR.sub("", re.sub(r"\s", "", issue)).removesuffix("合刊").lstrip("·・.")


def is_issue_line(line: str) -> bool:
    """Is this line nothing but the number of an issue, or its month?"""
    if _MONTHLY_LINE.fullmatch(line.strip()):
        return True
    plain = plain_issue(closed_up(line.strip()))
    if part := _PART.match(plain):  # 第三轮次　第2辑
        plain = plain[part.end() :].lstrip(_PARTING) or plain
    return _ISSUE_LINE.fullmatch(plain) is not None


def issue_apart(line: str) -> list[str]:
    """The parts of a line of a masthead with the name of the paper, the number of the issue, publisher
    and day, in this order; none when it is another line."""
    line = plain_issue(line)
    if len(line) > _MASTHEAD or _SENTENCE.search(line):
        return []
    match = _ISSUE_WITHIN.search(line)
    if match is None:
        return []
    before, behind = line[: match.start()].strip(_PARTING), line[match.end() :].strip(_PARTING)
    parts = [part for part in _BETWEEN_PARTS.split(behind) if part]
    days = [part for part in parts if is_day_line(part) or _MONTH.fullmatch(part)]
    others = [part for part in parts if part not in days]
    if (before and len(before) > _NAME) or not all(map(_PUBLISHER.search, others)):
        return []
    publisher = "　".join((*others, *days))
    return [part for part in (before, match.group().strip(), publisher) if part]


def issue_at_edge(lines: Iterable[str]) -> tuple[str, str]:
    """Series and issue that a short line states where no head does: the foot of a page, the name of
    the file (《取经路上》第27期); ("", "") when none does."""
    for line in map(plain_issue, lines):
        if len(line) > _EDGE:
            continue
        # Who publishes it may stand before its name: 人力资源部编　　跟班动态　第10期.
        behind = _PUBLISHED_BY.match(line)
        for part in (line, line[behind.end() :] if behind else ""):
            if match := _PAPER.match(part):
                return match["series"], _number(match["issue"])
    return "", ""


def _issue(text: str) -> re.Match[str] | None:
    """The number of the issue in a text: the last one that counts issues or weeks and is not the
    total (总第64期), else the last of another kind, else the month it is called after (十月号)."""
    found = list(_ISSUE.finditer(text))
    strong = [m for m in found if m.group("unit") in _STRONG and not m.group("total")]
    strong = [m for m in strong if m.group("unit") == "期"] or strong
    weaker = [m for m in found if m.group("unit") in _STRONG] or found
    strong = [
        m
        for m in strong
        if not _OF_PART.search(text[max(0, m.start() - _OF_PART_LENGTH) : m.start()])
    ] or strong
    chosen = strong or weaker
    # The total alone (总第31期) says less than the month.
    monthly = None if strong else _MONTHLY.search(text)
    return monthly or (chosen[-1] if chosen else None)


def _joined(line: str) -> str:
    """A line with spaced-out characters (学 习 与 借 鉴) as one word."""
    line = line.strip()
    spread = len(_SPACED.findall(line)) >= max(1, len(line.split()) - 1) and all(
        len(part) == 1 for part in line.split()
    )
    return "".join(line.split()) if spread else line


def issue_number(issue: str) -> int | None:
    """The number of an issue: 12 of 第十二周, 总第12期, 2018年第12期; None when it has none or is an
    extra (增刊第1期)."""
    match = _NUMBER.search(issue)
    if match is None or issue.startswith(("增刊", "特刊", "副刊", "号外")):
        return None
    digits = match.group(1)
    if not set(digits) & set("十百两"):  # 一〇三, written digit by digit
        digits = digits.translate(_DIGITS)
    try:
        return parse_numeral(digits)
    except ValueError:
        return None

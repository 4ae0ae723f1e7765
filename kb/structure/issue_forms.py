"""Other ways to write the number of an issue (NO.4, 2026.No.12, 〔2026〕15号), as 第…期."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d"
_FORM = re.compile(
    rf"(?<![A-Za-z])(?:(?P<y1>{_YEAR})\s?[年.．·-]?\s?)?(?P<no>(?:NO|VOL)\s?[.．:：]|№|NO(?=\d)|(?<![A-Za-z])(?:VOL|ISSUE|EP)\s?(?=\d))\s?0*(?P<n1>\d{{1,4}})(?!\d)"
    rf"|[〔［\[(（【](?P<y2>{_YEAR})年?[〕］\])）】]\s?第?\s?0*(?P<n2>\d{{1,4}}|[一二三四五六七八九十百〇]{{1,5}})\s?(?P<u2>[号期])"
    rf"|(?<!\d)(?P<y3>{_YEAR})\s?(?:[-—/.年]\s?)0*(?P<n3>\d{{1,3}})\s?期(?!间)"
    r"|(?<![A-Za-z])(?P<week>week)\s?[.．]?\s?0*(?P<n4>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
# How the name of a paper ends, after which such a number is that of its issue.
_PAPER = re.compile(
    r"(?:简报|动态|通讯|信息|快报|专刊|专报|园地|交流|参考|参阅|内参|简讯|天地|之窗|课堂|论坛|专栏|[日周月旬季]报|快讯|通报|日志|期刊"
    r"|学习与借鉴|之石|路上|汇编|文摘|摘编|资料|材料|(?:见闻|[纪实札])录|见闻)[\s　》”·—-]{0,3}[（(【\[]?\s?$"
)
# Any short name alone before such a number, parted from it: 对标 NO.08; but not 争当 No.1.
_NAME_APART = re.compile(r"(?![争勇敢做当创排冲夺])[一-鿿]{2,10}[\s　·|｜]+$")
# A name right before such a number, which a headline follows: 夜读会 Vol.12｜陶埠归来.
_NAME_BEFORE = re.compile(r"[一-鿿》】」]{2}[\s　·・—-]{0,3}$")
_HEADLINE_BEHIND = re.compile(
    r"\s{0,3}[｜|丨:：]\s{0,3}\S|\s{1,3}(?!的)[一-鿿“《]{2}|[》】」）)]\s{0,3}\S"
)
_FIRST = re.compile(r"(?:[争勇敢做当创排冲夺]|全[国省市县行])[\s　]{0,3}$")
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# A part of a series counted behind its name: 系列报道之四, 跟班日记（五）, 青春课堂（第七讲）.
_HAN = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(
    r"(?P<name>系列(?:报道|谈|观察|访谈|故事|专题)?|连载|[日周手札笔随侧月]记|日志|随笔|见闻|纪实|简报|专报|快讯|专题|专刊|特刊|特辑|专栏|每[日周]一报"
    r"|[见学思问纪实](?:闻|思|得|学|道)?录|手账|讲堂|课堂|沙龙|夜读会|读书会|夜校|大讲坛|论坛)[》”]?\s?"
    rf"(?:之(?P<n1>{_HAN}|\d{{1,2}})|[（(]之?(?P<n2>{_HAN}|\d{{1,2}})[）)]"
    rf"|[\s　·・—:：（(-]{{0,3}}(?:第(?P<n4>{_HAN}|\d{{1,2}})[天日篇讲回站集课]|Day\s?(?P<n5>\d{{1,2}}))[）)]?"
    rf"|(?P<ring>[{_RINGS}])"
    r"|(?<=[记\s])0*(?P<n3>\d{1,2}))(?=$|[\s：:—|｜丨）)】])",
    re.IGNORECASE,
)
# An issue called after its month or season: 2025年·十月号, 春季刊.
MONTHLY = (
    r"(?:(?:19|20)\d\d年?[\s·・.]{0,2})?"
    r"(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月|[春夏秋冬]季?)[号刊](?!(?!总第)[一-鿿])"
)
# Spaces that editors and programs put around the numbers of days and issues: 2025 年 8 月 11 日.
_SPACE = re.compile(r"(?<=\d)[ \u3000](?=[年月日号期周])|(?<=[年月第])[ \u3000](?=\d)")
_LONGEST = 60
_BRACKETS = "（(【[)）】] 　"
# The name of a series with the number of its issue, above a headline of its own.
_SERIES_AND_ISSUE = re.compile(
    r"第\s*[一二三四五六七八九十百零〇\d—–、至-]+\s*[期辑号](?:合刊)?[)）】\]]?$"
)
_WORD_OF_TITLE = re.compile(r"[：:—]|赴|走进")


def plain_issue(line: str) -> str:
    """The line with the number of its issue written as 第4期 or 2026年第12期; itself when it states
    none in another form. A number counts behind the name of a paper, alone in its line, and with
    its sign in brackets; so 争当No.1 and the number of a document (农商发〔2026〕15号) do not."""
    if len(line) > _LONGEST or (match := _FORM.search(line)) is None:
        return line
    before, behind = line[: match.start()], line[match.end() :]
    alone = not before.strip(_BRACKETS) and match["u2"] != "号"
    bracketed = (
        match["n2"] is None and before.endswith(("（", "(")) and behind.startswith(("）", ")"))
    )
    named = match["no"] and not behind.strip() and _NAME_APART.fullmatch(before)
    headed = match["no"] and _NAME_BEFORE.search(before) and _HEADLINE_BEHIND.match(behind)
    named = named or (headed and not _FIRST.search(before))
    if not (alone or bracketed or named or _PAPER.search(before)):
        return line
    year = match["y1"] or match["y2"] or match["y3"] or ""
    number = match["n1"] or match["n2"] or match["n3"] or match["n4"]
    unit = "周" if match["week"] else "期"
    return f"{before}{year + '年' if year else ''}第{number}{unit}{behind}"


def closed_up(line: str) -> str:
    """A short line without the spaces around the numbers of its days and issue."""
    return _SPACE.sub("", line) if len(line) <= _LONGEST else line


def plain_part(line: str) -> str:
    """The line with the number of a part of its series (跟班日记之三, 系列报道（四）) as 第三期."""
    match = _PART.search(line) if len(line) <= _LONGEST else None
    if match is None:
        return line
    number = next(
        (n for name in ("n1", "n2", "n3", "n4", "n5") if (n := match[name])), ""
    ) or 1 + _RINGS.index(match["ring"])
    return f"{line[: match.end('name')]}第{number}期{line[match.end() :]}"


def is_paper(name: str) -> bool:
    """Does a name end as those of papers do (跟班学习简报)?"""
    return _PAPER.search(name) is not None


def ends_with_issue(text: str) -> bool:
    """Does a line end with the number of an issue, behind the name of a series?"""
    return _SERIES_AND_ISSUE.search(plain_issue(text)) is not None


def names_paper(text: str) -> bool:
    """Does a line only name a paper and its issue?"""
    return ends_with_issue(text) and not _WORD_OF_TITLE.search(text)

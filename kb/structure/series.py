"""Series and issue number, from the title."""

from __future__ import annotations

import re

from kb.text import parse_numeral

_NUMERAL = r"[一二三四五六七八九十百零〇两\d]+"
_ISSUE = re.compile(rf"(?:{_NUMERAL}年)?(?:总)?第\s*{_NUMERAL}\s*[周期次批辑号旬季]")
_NUMBER = re.compile(rf"第\s*({_NUMERAL})")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_FORMS = re.compile(r"^(?:工作)?(?:纪实|简报|专刊|专报|快报|通讯|动态)$")


def series_and_issue(title: str, subtitle: str = "") -> tuple[str, str]:
    """("全市农商银行跟班学习活动", "第二周") of "全市农商银行跟班学习活动第二周纪实"; "" if none.

    The series is what stands before the issue; where nothing does (第3期 学习简报), what follows.
    """
    match = _ISSUE.search(title)
    if match is None:
        beneath = _ISSUE.search(subtitle)
        return (title, re.sub(r"\s", "", beneath.group())) if beneath else ("", "")
    before = title[: match.start()].strip(" 　(（【[《—-·")
    after = title[match.end() :].strip(" 　)）】]》—-·:：")
    series = before if before and not _FORMS.match(before) else before + after
    return series, re.sub(r"\s", "", match.group())


def issue_number(issue: str) -> int | None:
    """The number of an issue: 12 of 第十二周, 总第12期, 2018年第12期; None when it has none."""
    match = _NUMBER.search(issue)
    if match is None:
        return None
    digits = match.group(1)
    if not set(digits) & set("十百两"):  # 一〇三, written digit by digit
        digits = digits.translate(_DIGITS)
    try:
        return parse_numeral(digits)
    except ValueError:
        return None

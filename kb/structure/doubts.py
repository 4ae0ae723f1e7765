"""What was not understood or only inferred about a bulletin, in Chinese, for the editor to look at."""

from __future__ import annotations

from kb.model import Bulletin, Kind
from kb.structure.neighbours import Place
from kb.text import MAX_ANALYSED, overlong

# How many overlong paragraphs are told one by one, and how much is shown of each.
_TOLD, _SHOWN = 3, 20


def doubts(bulletin: Bulletin, place: Place | None, *, titled: bool) -> list[str]:
    """The doubts about a bulletin as it was read, or as an editor has corrected it.

    `place` is where it stands among the other issues of its series; `titled` says that it has a
    real title, and not the name of the file.
    """
    found = []
    if not titled:
        found.append(f"没有认出标题，暂用“{bulletin.title}”")
    if bulletin.period is None:
        found.append("没有认出起止日期，请在正文中写明，或在网站的核对页上补填")
        if place and (days := place.expected):
            found.append(
                f"同系列的{place.words(days.start)}，这一期可能是 {days.start} 至 {days.end}，请核对"
            )
    elif bulletin.period.year_inferred:
        found.append(
            f"原文没有写年份，推断为 {bulletin.period.start.year} 年：{bulletin.period.evidence}"
        )
    if bulletin.period and place and place.fits(bulletin.period.start) is False:
        found.append(
            f"起止日期 {bulletin.period.start} 至 {bulletin.period.end} 与同系列的次序不合"
            f"（{place.words(bulletin.period.start)}），请核对"
        )
    found += [f"没有认出{group.name}的机构" for group in bulletin.groups if not group.bank]
    if not any(entry.kind is Kind.LESSON for entry in bulletin.entries):
        found.append("没有认出经验条目")
    long = [paragraph for item in bulletin.content for paragraph in overlong(item.text)]
    found += [
        f"有一段长达 {len(paragraph)} 字，原文全部保留，但只分析了前 {MAX_ANALYSED} 字"
        f"（句子、机构、数据、做法、词语），请核对是否丢了分段：{paragraph[:_SHOWN]}……"
        for paragraph in long[:_TOLD]
    ]
    if len(long) > _TOLD:
        found.append(f"另有 {len(long) - _TOLD} 段也过长，只分析了开头")
    return found

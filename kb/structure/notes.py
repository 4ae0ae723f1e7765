"""What was not understood or only inferred about a bulletin, in Chinese, for the editor to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.model import Bulletin, Kind
from kb.structure.bank_names import banks_in
from kb.structure.neighbours import Place
from kb.structure.several import further_issues
from kb.structure.spelling import near_names
from kb.structure.years import by_publication
from kb.text import MAX_ANALYSED, overlong

# How many overlong paragraphs are listed one by one, and how many characters of each are shown.
_LISTED, _SHOWN = 3, 20


@dataclass(frozen=True, slots=True)
class Note:
    """Something an editor should look at, in Chinese.

    `field` is what it is about: "title", "issue", "period" or "bank", "" when it is about none of
    these; `group` the name of the group whose bank it is about, "" for the bulletin itself.
    """

    text: str
    field: str = ""
    group: str = ""


def notes(
    bulletin: Bulletin, place: Place | None, *, titled: bool, known_banks: Iterable[str] = ()
) -> list[Note]:
    """What to look at in a bulletin as it was read, or as an editor has corrected it.

    `place` is where it stands among the other issues of its series; `titled` says that it has a
    real title, and not the name of the file; `known_banks` are the names of banks that need no
    question.
    """
    found = [] if titled else [Note(f"没有认出标题，暂用“{bulletin.title}”", "title")]
    found += [Note(text, "period") for text in _of_period(bulletin, place)]
    found += [
        Note(f"没有认出{group.name}的机构", "bank", group.name)
        for group in bulletin.groups
        if not group.bank
    ]
    found += [Note(text, "bank") for text in _of_names(bulletin, known_banks)]
    if further := further_issues(bulletin):
        found.append(
            Note(
                f"这个文件里好像有 {len(further) + 1} 期简报：正文里又出现“{'”“'.join(further[:_LISTED])}”。"
                "系统只当作一期读入；确实不止一期的，请在核对页上拆开"
            )
        )
    if not any(entry.kind is Kind.LESSON for entry in bulletin.entries):
        found.append(Note("没有认出经验条目"))
    return [*found, *map(Note, _of_length(bulletin))]


def _of_names(bulletin: Bulletin, known: Iterable[str]) -> Iterator[str]:
    """The banks whose names are close to that of a known one, or of one named more often here."""
    banks = banks_in("\n".join((bulletin.title, *(item.text for item in bulletin.content))), ())
    banks.update(entry.bank for entry in bulletin.entries if entry.bank)
    banks.update(group.bank for group in bulletin.groups if group.bank)
    known = frozenset(known)
    named = set()
    for bank, other in near_names(banks, known):
        named.add(bank)
        yield f"“{bank}”是第一次出现，与已有的“{other}”只差一个字，请核对是不是写错了"
    ranked = [bank for bank, _ in banks.most_common() if bank not in known | named]
    for bank, other in near_names(ranked[:0:-1], ranked[:1]):
        yield f"文中有“{bank}”，又有“{other}”，只差一个字，请核对是不是同一家"


def _of_period(bulletin: Bulletin, place: Place | None) -> Iterator[str]:
    if bulletin.period is None:
        yield "没有认出起止日期，请在正文中写明，或在网站的核对页上补填"
        if place and (days := place.expected):
            yield f"同系列的{place.words(days.start)}，这一期可能是 {days.start} 至 {days.end}，请核对"
        return
    if bulletin.period.year_inferred and not by_publication(bulletin.period):
        yield f"起止日期没有写年份，推断为 {bulletin.period.start.year} 年：{bulletin.period.evidence}"
    if place and place.fits(bulletin.period.start) is False:
        yield (
            f"起止日期 {bulletin.period.start} 至 {bulletin.period.end} 与同系列的次序不合"
            f"（{place.words(bulletin.period.start)}），请核对"
        )


def _of_length(bulletin: Bulletin) -> Iterator[str]:
    long = [paragraph for item in bulletin.content for paragraph in overlong(item.text)]
    for paragraph in long[:_LISTED]:
        yield (
            f"有一段长达 {len(paragraph)} 字，原文全部保留，但只分析了前 {MAX_ANALYSED} 字"
            f"（句子、机构、数据、做法、词语），请核对是否丢了分段：{paragraph[:_SHOWN]}……"
        )
    if len(long) > _LISTED:
        yield f"另有 {len(long) - _LISTED} 段也过长，只分析了开头"

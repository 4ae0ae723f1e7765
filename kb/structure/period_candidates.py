"""Days of a text that may be its period, each with a score by its place and by what its sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.structure.days import (
    LONGEST,
    LONGEST_STAY,
    Days,
    bare_days_in,
    bracketed_days_in,
    days_in,
    is_period_line,
    thirds_in,
)
from kb.structure.diary_days import diary_days
from kb.structure.publication_day import PUBLISHED, tells_publication
from kb.structure.relative_days import LASTS, lasting_days
from kb.structure.stated_days import STATED, days_by_visit
from kb.structure.stays import STATISTICS, tells_stay

# After its head a text mentions many days, but rarely its own.
HEAD = 1500
# The score of a range near the beginning whose sentence tells a visit, and of a third of a month, which
# is worth less than any day of a visit.
_OF_VISIT, _THIRD = 5.5, 3.0
OF_THIRDS = "正文开头只写到旬："
_DAY_OF_HEAD = 4.0
# Two visits of one journey begin at most this many days apart.
_NEAR = 10
# Characters between a day and the next one of the same journey.
_CLOSE = 150
# The last day of a visit: 3日到，8日返回.
_LEAVES = re.compile(
    r"(?<![\d月])(\d{1,2})日[^。，\d]{0,6}(?:离开|返回|返程|返行|返岗|回行|结业|结束|闭班|止|离岗|结[营训]|闭营|归队)"
)
# The same, behind a day that stands alone: ……11月8日，全体学员结业.
_ENDS = re.compile(
    r"[^。，]{0,4}[，,]?[^。，]{0,10}(?:离开|返回|返程|返行|返岗|回行|结业|结束|闭班|离岗|归来|结[营训]|闭营|归队|(?:走|离)的?(?=[。，；！]|$))"
)
# Days that are still to come: 培训班将于11月20日结业.
_TO_COME = re.compile(r"(?:将|拟|计划|预计|定)[于在]?[\s　]*$")
# A label that may be that of a meeting: 座谈时间：.
_TIME_ALONE = re.compile(
    r"(?:^|[\s　;；|｜])(?:会议|汇报|交流|座谈|采访|访谈|整理|记录|写作|分享)?时间\s*[:：]"
)
# Verbs and nouns of a visit: 赴甲行跟班学习, 一行来访, 开班.
_VISITING = (
    "赴|前往|来到|走进|学习|跟班|跟岗|考察|参观|座谈|取经|对标|调研|挂[职任]|见学|观摩|培训|一行|蹲点|驻点"
    "|先后到|来我行|来访|到访|抵达|迎来|做客|客人|采访|夜访|专访|访谈|列席|旁听|学到|学了|走了|取了经|[跟问]学|问道|上门学"
    "|(?:我们?|被)分[到在]|[被选]派[到往]|到岗|[进入]驻|报到|轮训|出发|启程|动身|入[班营驻]|进班|开班|开[营训]|结[业营训]|闭营"
)
# How long it lasted or how it went: 待了三天, 为期五天, 前后八天, 分头走访了.
_LASTED = r"走访了|分头|看了|去了|[待住过当跟]了|整整[一二两三四五\d]|为期|历时|前后[一二两三四五六七八九十\d]+天"
# Only that somebody came: 3日上午到，…….
_ARRIVED = "(?:^|[日们人组员])(?:早上|上午|中午|下午|傍晚|晚上|一早)?到[，,]"
# 去甲农商银行, but not 去年, nor 到甲农商银行办理贷款.
_WENT_TO_BANK = (
    "(?:(?<![过失下年])去|到)(?=[一-鿿、]{2,20}(?:银行|农商行|联社|农信社)"
    "(?![^，。]{0,6}(?:支行|网点|柜台|营业|取|存|办理)))"
)
_VISIT = re.compile(f"{_ARRIVED}|{_VISITING}|{_LASTED}|{_WENT_TO_BANK}")
# Behind a day that limits a plan: 11月20日前.
_PLAN = re.compile(r"^\s*(?:之?前|以前|起|底|开始|后)")
# The same of days whose last one the sentence names, too: 自11月17日开始，21日结束.
_BEGINS = re.compile(r"\s*(?:起|开始)")
# Who will be sent then has not learned yet (第二批跟班单位，10月下旬将派出12人).
_WILL_SEND = re.compile(r"(?:将|拟|计划|预计|准备)再?(?:选派|派出|派员|派|分批)")
_PAST = re.compile(r"去年|前年|曾|以前|上年|当年")
# The day of the meeting or paper that sent the visitors: 根据12月1日会议要求，…….
_OCCASION = re.compile(r"(?:根据|按照|依据|遵照|落实|贯彻)[^，。；]{0,12}$")


@dataclass(frozen=True, slots=True)
class PeriodCandidate:
    """Days that may be the period, their place, in Chinese, the line they stand in and what follows
    them there."""

    days: Days
    score: float
    stands: str
    line: str = ""
    behind: str = ""


def period_candidates(head: Sequence[str], body: str) -> list[PeriodCandidate]:
    """All days that may be the period."""
    thirds = list(_thirds(body))
    return [
        *thirds,
        *_in_head(head),
        *_stated_by_visit((*head, *body.split("\n"))),
        *(PeriodCandidate(*found) for found in diary_days("\n".join((*head, body)))),
        *_in_body(body, thirds),
    ]


def _in_head(lines: Sequence[str]) -> Iterator[PeriodCandidate]:
    """The days of the title and of the lines under it that are not about publication."""
    for line in lines:
        found = list(days_in(line, loose=True))
        for days in found:
            before = line[: days.start]
            label = STATED.search(before)
            if STATISTICS.search(before) and not label:
                continue
            alone = len(found) == 1 and is_period_line(line)
            if tells_stay(before, line[days.end :]):
                days = replace(days, longest=LONGEST_STAY)
            if label and not PUBLISHED.search(before[max(0, label.start() - 2) :]):
                # 时间 alone may be that of a meeting, whose text gives the days of the visit.
                meeting = not days.is_range and _TIME_ALONE.search(before) is not None
                yield PeriodCandidate(days, 6.9 if meeting else 10, "标题下写明", line)
            elif tells_publication(line):
                continue
            elif days.is_range:
                yield PeriodCandidate(days, 9 if alone else 8, "标题下写明", line)
            else:  # the day of a speech or of the issue; a visit in the text weighs more
                yield PeriodCandidate(days, _DAY_OF_HEAD if alone else 3.6, "标题下写明", line)


def _stated_by_visit(lines: Sequence[str]) -> Iterator[PeriodCandidate]:
    if days := days_by_visit(lines):
        yield PeriodCandidate(days, 10.5, "各节写有")


def _in_body(body: str, thirds: Sequence[PeriodCandidate]) -> Iterator[PeriodCandidate]:
    """The days near the beginning of the text. A range within a third of a month that tells a visit
    says the days of that visit."""
    before: PeriodCandidate | None = None
    text = body[:HEAD]
    every = (*days_in(text), *bare_days_in(text), *bracketed_days_in(text))
    found = sorted(every, key=lambda days: days.start)
    for days in found:
        candidate = _judged(days, body)
        within = any(t.days.first <= days.first <= days.last <= t.days.last for t in thirds)
        if days.is_range and within and candidate.score > 0:
            candidate = replace(candidate, score=max(candidate.score, _OF_VISIT))
        yield candidate
        longer = _joined(before, candidate) if before else None
        if longer:
            yield longer
        before = longer or candidate


def _thirds(body: str) -> Iterator[PeriodCandidate]:
    """The thirds of a month (11月下旬) of which the beginning of the text tells a visit."""
    text = body[:HEAD]
    for days in thirds_in(text):
        judged = _judged(days, body)
        if judged.score >= _OF_VISIT:
            score = _THIRD + 0.5 * (1 - days.start / HEAD)
            yield replace(judged, score=score, stands=OF_THIRDS)


def _judged(days: Days, body: str) -> PeriodCandidate:
    """Days of the text with their score."""
    begin = max(body.rfind(mark, 0, days.start) for mark in "。！？\n") + 1
    end = min((at for mark in "。！？\n" if (at := body.find(mark, days.end)) >= 0), default=HEAD)
    sentence = body[begin:end]
    behind = body[days.end : end]
    clause = re.split(r"[，,；;]", behind, maxsplit=1)[0]
    before = re.split(r"[，,；;]", body[begin : days.start])[-1]
    lasting = LASTS.search(sentence)
    if lasting and not days.is_range and (longer := lasting_days(days, lasting[1] or lasting[2])):
        days = longer
    leaving = _LEAVES.search(behind)
    if leaving and not days.is_range and int(leaving.group(1)) > days.first[1]:
        days = replace(days, last=(days.first[0], int(leaving.group(1))))
    if tells_stay(body[begin : days.start], behind):
        days = replace(days, longest=LONGEST_STAY)
    score = (2.0 if days.is_range else 0.5) + 1.5 * (1 - days.start / HEAD)
    visited: re.Match[str] | None = None
    if STATED.search(before[-8:]):
        score += 5
    elif visited := _VISIT.search(body[begin : days.start] + behind[:120]):
        score += 4
    if STATISTICS.search(before + clause) and not _VISIT.search(before + clause):
        score -= 5
    begins = leaving is not None and _BEGINS.match(behind) is not None
    if (_PLAN.match(behind) and not (lasting or begins)) or _WILL_SEND.match(behind):
        score -= 4
    if _PAST.search(before) and not (visited and days.is_range):
        score -= 3
    if _OCCASION.search(before) or (_TO_COME.search(before) and not _VISIT.search(clause)):
        score -= 4
    return PeriodCandidate(days, score, "正文开头写有", sentence, behind)


def _joined(one: PeriodCandidate, other: PeriodCandidate) -> PeriodCandidate | None:
    """The days of one journey, given one after another, as one period: some days apart in one
    sentence, on the next day in the sentences after it."""
    year = one.days.year or other.days.year or 2023
    first, last = one.days.in_year(year), other.days.in_year(year)
    if _TO_COME.search(other.line.partition(other.days.text)[0]):
        return None
    if not first or not last or one.score < 4.5 or other.score < 0.5:
        return None
    together = one.line == other.line and other.score >= 4.5
    close = other.days.start - one.days.end <= _CLOSE or other.score >= 4.5
    apart = (last.start - first.end).days
    if _ENDS.match(other.behind) and one.score >= 4.5 and 0 < apart <= LONGEST.days:
        pass
    elif not (0 < apart <= (_NEAR if together else 1) and (together or close)):
        return None
    words = f"{one.days.text}……{other.days.text}"
    days = replace(one.days, text=words, last=other.days.last, end=other.days.end)
    return PeriodCandidate(days, max(one.score, other.score) + 0.5, one.stands, one.line)

"""What stands next to a figure in its sentence, and whether it is the thing that is asked for.

The thing must be there to its last word: 授信企业 is not 代发企业, 收回率 is not 用信率. It stands
before its figure (代发企业452家), behind it (全行203名联络员), on both sides (授信96个村), or in an
earlier clause, where the branch or the time asked for stands at the figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.search.measures import COUNT, RATE, Measure

NUMBER = r"[0-9][0-9.,]*"
BRANCH = re.compile(
    r"[一-鿿]{2,4}(?:支行|分理处|营业部|信用社|分社)(?![行长员人班主])|[一-鿿]{0,4}(?:(?:专营|直营|营销|办贷|信贷)中心|事业部)|[一-鿿]{2}组(?=[、的])"
)
# Figures in a row share what stands before the first: 授信2,190人、1.99亿元.
_ROW = re.compile(rf"{NUMBER}[^，。；、,;0-9]{{1,4}}[、和,]$")
# What may stand between the thing and its figure.
_LEADS = re.compile(
    r"(?:已经?|大?(?<![签预公合节制契违履相邀])约|近|超过?|逾|共有?|现有|有|平均|达到?|为|是|的|在|稳定|保持|维持|只有|仅有?|还?剩|多达|高达|突破|累计|合计|总计"
    r"|(?:提高|提升|上升|下降|降低|增加|增长|扩大|压缩?|压降|升|增|降|缩短?|扩|并|减少?|改|控制)[到至为在]|由负转正|首次"
    r"|[由从自][^，。；,;]{1,14}(?:提高|提升|上升|下降|降低|增加|增长|扩大|升|增|降|压降|缩短?|扩|并|减)[到至为]"
    r"|[一-鿿]{2}后还?(?=剩)|目前|分别|占)$"
)
# Those who do something are not all there are: 学员6人下场.
_ACTS = re.compile("[一-鿿]")
_KIND_OF_AVERAGE = re.compile("(?:加权|算术)平均")
_GOAL_LEADS = re.compile("(?:目标(?:是|为|值)?|定[为在]|计划)$")
_OWNS = re.compile(
    "全行|全辖|辖内|本行|我行|[现共已建设]有|拥有|配[备有]|在册|在聘|聘|划成|分成|并成|并为|增[到至]|扩[到至]|剩"
)
# What opens a clause about all there is by now.
_BY_NOW = re.compile("目前|现在|现有|至此|全行|后$|已经?$")
_EXTENDED = re.compile(r"^(?:[长员干会层部组主代标]|负责|经理|人员|行长|站长(?!会))")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: the text of its sentence before and after it, what the entry says
    before the sentence, its title, the names of the bank of the sentence, its branch, and the thing
    counted that the unit has in it (村 of 个村)."""

    before: str
    after: str
    earlier: str
    title: str
    bank: tuple[str, ...]
    branch: str = ""
    noun: str = ""


def ahead_of(clause: str, measure: Measure) -> str:
    """What stands before a figure in its clause, without figures in the same row and the words that
    lead to it."""
    while row := _ROW.search(clause[-24:]):
        clause = clause[: len(clause) - len(row.group())]
    if measure.target and (goal := _GOAL_LEADS.search(clause)):
        clause = clause[: goal.start()]
    clause = _KIND_OF_AVERAGE.sub("", clause)
    while lead := _LEADS.search(clause[-28:]):
        clause = clause[: len(clause) - len(lead.group())]
    return clause


def attached(
    measure: Measure, name: str, ahead: str, after: str, place: Place
) -> tuple[str, str] | None:
    """(what narrows the thing down, what the name has beyond it) where a thing stands next to its
    figure; None where another thing does."""
    shared = _shared_end(ahead, name)
    enough = min(3, len(name)) if measure.kind == RATE and not measure.grown else 2
    if measure.kind == COUNT and _ACTS.match(after) and not _owns(ahead, place, measure):
        shared = 0
    average = name[-2:].endswith("均") and shared < len(name)
    if average and not name[: len(name) - shared].endswith("贷"):
        shared = 0  # 户均 of what?
    of_other = place.noun and not name.endswith(place.noun)
    if (
        shared
        and not of_other
        and (shared == len(name) or (shared >= enough and _is_word(name, shared)))
    ):
        return ahead[: len(ahead) - shared], name[: len(name) - shared]
    if measure.kind != COUNT:
        return None
    after = re.sub("^(?:多|余)?的?", "", after)
    for cut in range(len(name)):
        first, second = name[:cut], name[cut:]
        if first and len(first) < 2:
            continue
        at = after.find(second, 0, len(second) + 4)
        if at < 0 or _EXTENDED.match(after[at + len(second) :]) or not ahead.endswith(first):
            continue
        if first:
            return (ahead[: len(ahead) - len(first)] + after[:at], "") if at == 0 else None
        if _owns(ahead, place, measure):
            return ahead + (after[:at] if after[:at] not in ("村级", "便民") else ""), ""
    return None


def apart(
    measure: Measure, name: str, ahead: str, after: str, place: Place
) -> tuple[str, str] | None:
    """The same for 目前31个村 in an entry about 整村授信, where 授信村 are asked for."""
    if not (_BY_NOW.search(ahead) or _owns(ahead, place, measure)):
        return None
    for cut in range(2, len(name)):
        if after.startswith(name[cut:]) and not _EXTENDED.match(after[len(name) - cut :]):
            return ahead, name[:cut]
    return None


def elided(measure: Measure, name: str, ahead: str, parts: list[str]) -> tuple[str, str] | None:
    """The same for a figure with the branch or time asked for, where an earlier clause says what it
    is of: 用信率29.6%，城关支行仅19.8%; 收回率37.2%，而2024年末只有22.7%."""
    branch = ahead.endswith(("全行", *branches(measure.places)))
    dated = measure.when is not None and re.search("[0-9]{4}年[末底]?$|[0-9]月[末底]?$", ahead)
    if not (branch or dated):
        return None
    for part in reversed(parts):
        if part.removesuffix("方面").endswith(name) and part.endswith("方面"):
            return ahead, ""
        for found in re.finditer(NUMBER, part):
            attached = _shared_end(ahead_of(part[: found.start()], measure), name)
            if attached >= min(3, len(name)):
                return ahead, name[: len(name) - attached]
    return None


def is_covered(missing: str, context: str) -> bool:
    """Does a text have what is missing, but for a character: 听证 for 听证会?"""
    return len(without(missing, context)) <= (1 if len(missing) > 2 else 0)


def _owns(ahead: str, place: Place, measure: Measure) -> bool:
    """Does what stands before a number say that it is the total: 全行聘用203名联络员?"""
    named = any(ahead.endswith(name) for name in (*place.bank, *measure.places))
    return named or bool(_OWNS.search(ahead[-12:]))


def _is_word(name: str, shared: int) -> bool:
    """Is the end of a name that a text shares more than a piece of its last word?"""
    return len(name) - shared >= 2 or shared >= 3


def _shared_end(text: str, name: str) -> int:
    """How many last characters two strings share."""
    count = 0
    while count < min(len(text), len(name)) and text[-1 - count] == name[-1 - count]:
        count += 1
    return count


def branches(places: frozenset[str]) -> list[str]:
    """Those that are branches, of the banks and branches that a question names."""
    return [name for name in places if BRANCH.search(name)]


def without(text: str, words: str) -> str:
    """A text without the strings of two characters and more that it shares with the words."""
    kept = []
    at = 0
    while at < len(text):
        length = 0
        while at + length < len(text) and text[at : at + length + 1] in words:
            length += 1
        if length >= 2:
            at += length
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)

"""The visit a sentence tells about: who goes to whom to learn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.text import is_arrival, teaching_in

# X赴Y, X一行来到Y: who goes, and where.
_GOES = re.compile(
    r"赴|先后到|分别到|来到|走进|前往|抵达|(?:走访|拜访|考察|参观|探访)了?|去了?|到(?!位|户|期|目前|本周|底|达|人|村|年|月)"
)
_TO_LEARN = re.compile(
    "^我们?在[^，。]{2,14}的(?:第|日子|见闻)|班在[^，。]{2,14}开班|学习|考察|观摩|跟班|取经|参观|蹲点|跟岗|对标|交流|座谈|报到|调研|挂职|请教|求教|讨教|问计|问道|拜师|实地看|[待住]了|交换了意见|开展|访谈"
)
# Verbs that tell of a visit by themselves, or of people who are sent.
_ARRIVES = re.compile(
    "走进|[团组队员们行]抵达|我们?抵达|(?:我们?|被|学员|分别)(?:分配?|派|安排)[到往在]|^分配?[到在]"
)
# X在Y跟班: the place of learning, not what was seen meanwhile.
_STAYS = re.compile("在")
_LEARNS_THERE = re.compile(
    r"的(?:第?[一两二三四五六七八九十\d]+个?(?:天|周|星期|月)$|日子$|见闻$)|开班$|[^，,。；]{0,8}?(?:各?[住待]了|跟班|学习|挂职|蹲点|跟岗|考察|观摩|访谈了)(?!期间|时|中|的|人员|学员)"
)
# X对标Y, 从Y考察归来, 向Y取经: where it was learned; with what must stand behind Y.
_AIMS = re.compile("对标(?:学习)?|请教|(?:求教|讨教|问计|问道|取经)于?|从|自|向")
_BEHIND = {
    "从": re.compile(
        r"[^，,。；]{0,6}?(?:学习|考察|跟班|取经|参观|挂职)[^，,。；]{0,3}?(?:归来|回来|返回|回行)"
    ),
    "向": re.compile(r"[^，,。；]{0,4}?(?:学习|看齐|取经|请教|求教|讨教|问计|问道|拜师|对标)"),
}
_BEHIND["自"] = _BEHIND["从"]
_WENT_BEFORE = re.compile(r"曾$|[过曾]经?$|以前|早年|此前")
# Between a verb and the bank visited: 赴位于省城的X, 到省内标杆行X.
_PRAISE = re.compile(
    r"[^，。；：！？]{2,40}?(?:的|之称|标杆行|先进行|兄弟行)|[省市县国业][内外](?:标杆|先进|知名|优秀|同业)?行?"
)
# Behind the bank that goes: banks that are counted or praised, and not named.
_TO_SEVERAL = re.compile(
    r"[^。；：]{0,40}?(?:赴|到|前往|去|走进)(?:以下|下列|上述|如下)?(?:[省市县][外内]|外[省地市])?的?"
    r"(?:[两二三四五六七八九十几多\d]{1,2}家|兄弟|先进|标杆|同业)[^，。；]{0,8}(?:(?<!支)行|联社|机构)"
    r"[^，。；]{0,10}(?:学习|考察|观摩|跟班|取经|参观|跟岗|对标|交流|调研)"
)
_RECEIVES = re.compile(r"迎来|接待|欢迎")
# What joins the banks of a list; days, people or a short name may stand in brackets behind each.
_LIST = re.compile(r"(?:[（(][^（()）]{1,24}[）)])?(?:、|以及|[和与及])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A bank named at [start, end) of a text; `by` says how: by its name, by its place alone, or by
    the name of one of its people or branches."""

    start: int
    end: int
    bank: str
    by: str = "name"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who goes to whom to learn, according to one sentence."""

    learners: tuple[str, ...]
    hosts: tuple[str, ...]


def visit_in(sentence: str, mentions: Sequence[Mention]) -> Visit | None:
    """The visit a sentence or title tells about: X赴Y考察, 走进Y, Y迎来X; None when none."""
    if not mentions:
        return None
    if taught := teaching_in(sentence, [(m.start, m.end, m.bank) for m in mentions]):
        return Visit(taught.learners, (taught.host,))
    at = {mention.start: index for index, mention in enumerate(mentions)}
    if match := _RECEIVES.search(sentence):
        before = tuple(m.bank for m in mentions if m.end <= match.start())
        after = tuple(m.bank for m in mentions if m.start >= match.end())
        if before and after:
            return Visit(after, before)
    stated = _TO_LEARN.search(sentence) or _ARRIVES.search(sentence)
    if stated is None and not is_arrival(sentence):
        return None
    for verb in _verbs(sentence, mentions):
        start = _visited_at(sentence, verb.end(), mentions)
        if start not in at or _WENT_BEFORE.search(
            sentence[max(0, verb.start() - 4) : verb.start()]
        ):
            continue
        first = at[start]
        hosts = [mentions[first].bank]
        end = mentions[first].end
        for other in mentions[first + 1 :]:
            if other.bank == hosts[-1]:  # its short name, in brackets behind it
                continue
            if not _LIST.fullmatch(sentence, end, other.start):
                break
            hosts.append(other.bank)
            end = other.end
        hosts += [m.bank for m in mentions if sentence.endswith("在", 0, m.start)]
        hosts = list(dict.fromkeys(hosts))
        learners = tuple(dict.fromkeys(m.bank for m in mentions[:first] if m.bank not in hosts))
        return Visit(learners, tuple(hosts))
    return _to_several(sentence, mentions)


def _to_several(sentence: str, mentions: Sequence[Mention]) -> Visit | None:
    """Who goes to banks that the sentence only counts or praises (X组织骨干到以下三家农商银行学习)."""
    first = mentions[0]
    if len({m.bank for m in mentions}) > 1 or not _TO_SEVERAL.match(sentence, first.end):
        return None
    return Visit((first.bank,), ())


def _visited_at(sentence: str, end: int, mentions: Sequence[Mention]) -> int:
    """Where the bank behind a verb is named: right after it, or after words that praise it."""
    start = next((mention.start for mention in mentions if mention.start >= end), end)
    return start if start == end or _PRAISE.fullmatch(sentence, end, start) else end


def _verbs(sentence: str, mentions: Sequence[Mention]) -> Iterator[re.Match[str]]:
    """The words before the place that is visited."""
    yield from _GOES.finditer(sentence)
    ends = {mention.start: mention.end for mention in mentions}
    for verb in _STAYS.finditer(sentence):
        if verb.end() in ends and _LEARNS_THERE.match(sentence, ends[verb.end()]):
            yield verb
    for verb in _AIMS.finditer(sentence):
        behind = _BEHIND.get(verb.group())
        if verb.end() in ends and (behind is None or behind.match(sentence, ends[verb.end()])):
            yield verb

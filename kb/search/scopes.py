"""Whether a figure of a sentence is what a question measures: the same thing, of the same scope.

The thing stands next to the figure (kb/search/attached.py). Before it nothing may narrow it down that
the question does not name: a product, a group of customers or villages, a branch, a sample. A figure
in the middle of a list belongs to what the list began with, and to what the entry is about.
"""

from __future__ import annotations

import re

from kb.search.attached import (
    BRANCH,
    NUMBER,
    Place,
    ahead_of,
    apart,
    attached,
    branches,
    elided,
    is_covered,
    without,
)
from kb.search.measures import COUNT, Measure
from kb.text import normalize

# What caused a figure does not narrow it down: 重训使误拒率降到5.1%.
_CAUSE = re.compile(".*(?:使得?|让|令|带动|推动|把|将)")
_QUOTES = re.compile("[\"“”‘’'《》]")
# Earlier figures of a row are of the same scope: 用信5080户、余额3.24亿元.
_ROW_AHEAD = re.compile(rf".*{NUMBER}[^，。；、,;0-9]{{1,4}}[、和]")
# Words that narrow nothing down.
_PLAIN = re.compile(
    r"^(?:而|全行|全辖|辖内|全区|全县|总行|本行|我行|该行|各支行|整村授信|目前|现在|如今|当前|现有?|至此|同时|其中|平均|整体|综合|总体|累计|合计"
    r"|截至|截止|到|至|今年|当年|去年|上年|年[末底初]|以来|年内|本年|[上下]半年|[一二三四]季度末?|季末|月末|营业终了|末|底"
    r"|(?:20)?[0-9]{2}年|[0-9]{1,2}月[末底初份]?|[上中下]旬|[0-9]{1,2}[日号]|较[年月]初|较上[年月]末?|比[年月]初|比上[年月周]"
    r"|已经?|共有?|有|的|使|在册|在聘|在岗|在职|在编|受理|实现|该支行|支行|其|将|把|在|建有|设有?|拥有|配备|配有|聘用?|聘请|推进|完成|覆盖|建成|开展|仍|还|则|而|也|为"
    r"|各项|人民币|[0-9]+个(?:授信|行政)?村[里中]?|力争|争取|确保|目标是?|计划|[一二三四五六七八九十]+[、是]|[0-9]+[、.\\)]|[(（][^)）]{1,3}[)）]|第[一二三四五六七八九十][,，、]|[,，、:：]"
    r"|(?:调整|优化|撤并|重排|盘点|统计|归户|并表|整合)[一-鿿]{0,2}后|城区划成?|划成?|分成|并|城乡)"
)
_PLAIN_RATE = re.compile("^(?:贷款|存款|信贷|业务|客户|本[周月季]|当[周月季])")
_WHOLE = re.compile("全行|全辖|全区|全县|辖内|本行|我行|总行")
_PRODUCT = re.compile(
    r"[一-鿿]{0,2}[^有放借信还办首续欠无]贷(?![款前后中审记])|[一-鿿]{1,3}卡(?=客户|用户|[激发])"
)
_MANY_BRANCHES = re.compile("[各两三四五六七八九十0-9几][家个]?支行")
# A number of villages or customers that what follows is about.
_VILLAGES = re.compile(rf"(?P<ahead>[一-鿿]{{0,6}}){NUMBER}[个家](?P<kind>[一-鿿]{{0,4}}?)村")
_PLAIN_VILLAGES = frozenset(("", "授信", "行政", "已授信"))
_SOME = re.compile("(?:首批|前|的|该|其余|早期|部分|其中|新|老|[东西南北]部)$")
_GROUP = re.compile(
    r"(?P<group>[一-鿿]{0,10}(?:客户(?!经理)|商户|企业|用户|农户|工人|职工|员工|小区|社区|学校|老人|学生|船|厂))"
    rf"(?:已|达到?|[增扩升][到至]|有|为|共|约|的|现有)*{NUMBER}"
)
_AFTER_GROUP = re.compile(
    rf"{NUMBER}(?:户|家|名|个|条)(?P<group>[一-鿿]{{0,6}}(?:客户(?!经理)|商户|企业|用户|工人|职工|船|小区|学校))"
)
# A longer name than this says what it is of: 柜面差错率.
_PLAIN_NAME = 4
# A branch named further on in a sentence is not what all of it is about.
_BEGINS = 12
# What one branch has of what was counted: 大堂经理38名，沙口支行有3名.
_ASIDE = re.compile(rf"^(?:其中)?[一-鿿]{{2,4}}支行(?:有|占|为)?{NUMBER}[一-鿿]{{1,2}}$")
_AMONG = re.compile(rf"[一-鿿]{{2,8}}[中里](?:有|的)?{NUMBER}(?:户|家|名|人)")
_PARTS = re.compile(r"(?<![0-9])[，,]|[，,](?![0-9]{3})|[：:；;]")
_SEGMENT = re.compile("[；;。!！?？]")
_UNDER = re.compile("[：:]")
_GOAL = re.compile(
    r"目标|力争|争取|计划(?!财务)|拟(?!合)|打算|预计|确保|准备|下一步|将(?=[在于达扩增新])"
)
_SUPPOSED = re.compile("为例|测算|样本|假如|如果|试算|抽查|抽样|预计")


def is_measured(measure: Measure, place: Place) -> bool:
    """Is the figure at a place what is measured, of the scope that is asked for?"""
    before = _QUOTES.sub("", normalize(place.before))
    segment = _SEGMENT.split(before)[-1]
    parts = _PARTS.split(segment)
    scope = _UNDER.split(segment)[-1]
    if bool(_GOAL.search(scope)) != measure.target:
        return False
    if _SUPPOSED.search(segment) and not measure.target:
        return False
    last = ahead_of(parts[-1], measure)
    context = normalize("".join((before, "\n", place.earlier, "\n", place.title)))
    if measure.of and not is_covered(measure.of, context):
        return False
    for name in measure.names:
        found = attached(measure, name, last, normalize(place.after[:24]), place)
        if found is None and measure.kind == COUNT:
            found = apart(measure, name, parts[-1], normalize(place.after[:24]), place)
        if found is None:
            found = elided(measure, name, last, parts[:-1])
        if found is None:
            continue
        narrowing, missing = found
        if cause := _CAUSE.match(narrowing):
            parts, narrowing = [*parts[:-1], cause.group(), parts[-1]], narrowing[cause.end() :]
        if row := _ROW_AHEAD.match(narrowing):
            parts, narrowing = [*parts[:-1], row.group(), parts[-1]], narrowing[row.end() :]
            context = segment  # the row or what led to it says what it is of
        if _leftover(narrowing, measure, place):
            continue
        if missing and not (measure.names[0].startswith(missing) and is_covered(missing, context)):
            continue
        if _is_of_scope(measure, place, narrowing, parts[:-1], missing):
            return True
    return False


def _leftover(narrowing: str, measure: Measure, place: Place) -> str:
    """What narrows a thing down, without the bank, the words of the question and plain words."""
    rest = narrowing
    for name in sorted((*place.bank, *measure.places), key=len, reverse=True):
        rest = rest.replace(name, "")
    rest = without(rest, measure.words)
    while True:
        shorter = _PLAIN.sub("", rest)
        if measure.kind != COUNT:
            shorter = _PLAIN_RATE.sub("", shorter)
        if shorter == rest:
            return rest
        rest = shorter


def _shares(text: str, words: str) -> bool:
    return any(text[at : at + 2] in words for at in range(len(text) - 1))


def _is_asked(product: str, asked: str) -> bool:
    """Does a question name a product by the end of its name: 茶农贷, and not only 农贷?"""
    return product[-3:] in asked if len(product) > 2 else product in asked


def _is_of_scope(
    measure: Measure, place: Place, narrowing: str, parts: list[str], missing: str
) -> bool:
    """Does what came before leave a figure to the scope that is asked for?"""
    asked = measure.words + "".join(measure.places)
    scoped = bool(missing) or min(map(len, measure.names)) > _PLAIN_NAME
    if _is_branch(measure.places) and any(one in narrowing for one in branches(measure.places)):
        return True
    if _says_whole(narrowing, place):
        return not _is_branch(measure.places)
    # Of a list of numbers each is of its own thing: 代发企业441家，授信企业20家.
    listed = measure.kind == COUNT and not measure.done
    own = False
    for part in reversed(parts):
        if _ASIDE.match(part):
            continue
        if _is_narrow(part, asked, scoped=scoped, whole=bool(measure.places)):
            return False
        if not listed and _is_of_group(part, asked, scoped):
            return False
        if _says_whole(part, place):
            return not _is_branch(measure.places)
        own = own or bool(_VILLAGES.search(part))
    if _is_branch(measure.places):
        named = "".join((narrowing, *parts, place.earlier, place.title))
        return place.branch in measure.places or any(b in named for b in branches(measure.places))
    branch = place.branch and place.before.find(place.branch) < _BEGINS
    if (measure.places or not scoped) and (branch or _ends_with_branch(place)):
        return False
    if own or any(re.search("[0-9]", part) for part in parts) or narrowing:
        return True
    around = normalize(place.title + place.earlier[-120:])
    return all(_is_asked(found.group(), asked) for found in _PRODUCT.finditer(around))


def _ends_with_branch(place: Place) -> bool:
    """Is a branch what the entry last said whom it is about?"""
    earlier = normalize(place.earlier)
    branch = max((m.start() for m in BRANCH.finditer(_MANY_BRANCHES.sub("", earlier))), default=-1)
    whole = max((m.start() for m in _WHOLE.finditer(earlier)), default=-1)
    return branch > max(whole, *(earlier.rfind(name) for name in place.bank))


def _says_whole(text: str, place: Place) -> bool:
    return bool(_WHOLE.search(text)) or any(name in text for name in place.bank)


def _is_branch(places: frozenset[str]) -> bool:
    return bool(branches(places))


def _is_narrow(part: str, asked: str, *, scoped: bool, whole: bool) -> bool:
    """Does a clause limit what follows to something that the question does not name?"""
    if any(not _is_asked(found.group(), asked) for found in _PRODUCT.finditer(part)):
        return True
    for found in BRANCH.finditer(_MANY_BRANCHES.sub("", part)):
        if not _shares(found.group().removesuffix("支行"), asked):
            return whole or not scoped
    if not scoped and any(not _shares(m.group(), asked) for m in _AMONG.finditer(part)):
        return True
    for found in _VILLAGES.finditer(part):
        kind = found["kind"]
        if found["ahead"].endswith(("所辖", "下辖")) and "支行" in asked:
            continue  # all villages of the branch
        if (kind not in _PLAIN_VILLAGES or _SOME.search(found["ahead"])) and not (
            kind and _shares(kind + "村", asked)
        ):
            return True
    return False


def _is_of_group(part: str, asked: str, scoped: bool) -> bool:
    """Does a clause count customers of a kind that the question does not name?"""
    groups = (*_GROUP.finditer(part), *_AFTER_GROUP.finditer(part))
    narrow = any(not _shares(found["group"], asked) for found in groups)
    return narrow and not scoped and not _WHOLE.search(part)

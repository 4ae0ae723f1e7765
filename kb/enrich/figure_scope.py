"""Whose figure it is within a bank: a branch's, or only that of a product, a village or a group."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WHOLE = re.compile(
    r"(?<![比于较占])(?:全行(?![最排唯])|全辖)|总行|全县|全市|(?<!支行)辖内|农商银行(?!.{0,6}支行)"
)
_BRANCH = re.compile(
    r"(?:(?<=[下所]辖的)|(?<=其中的)|(?<=[底高低多少先后好差快慢]的)|(?<![家个各每由对到在向派给名的位均进近把让使被]))"
    r"(?!移交|交由|[上下]由|转交|名|[纳列深进]入|我们|咱们|半年|季度|全年)(?:(?:(?![的到个每均位由各进近给把让使被])[\u4e00-\u9fff]){2}|个别|该|有的|一家)?(?:支行|分理处|营业部|网点|信用社|服务站)"
    r"(?![行长员人班主各副]|[0-9]+(?:[家处]|个(?!人|村|行政村|自然村|月|网格|小区|社区)))"
)
# Several branches, or branches as things that are counted.
_MANY = re.compile(
    r"[一两三四五六七八九十几多数\d]+[家个]|.?[有设建]|金融|便民|助农|普惠|物理|营业(?!部)"
)
# At the end of the text before a number they are what is counted: 网点33家.
_COUNTED_ENDS = ("网点", "服务站")
_AT = re.compile(r"(?:到|在|向|往|对|送|进)[\u4e00-\u9fff]{0,3}$")
# Where somebody stands and reads the text: 走到东圩分理处，墙上写着….
_SEEN_AT = re.compile(
    r"(?:[^，,。；]{0,8}[，,])?(?:走[到进]了?|来到了?|站在|在|到)(?!(?:各|每|该|全|所有|一线|基层|多|几|两|三))"
    r"(?P<branch>[一-鿿]{2,6}(?:支行|分理处|营业部|网点|信用社|服务站))(?:的?(?:大厅|厅堂|门口|会议室|墙上|柜台|现场))?[里内前]?[，,]"
)
# Words before the name of a branch that are none of it: 目前支行, 农商银行营业部, 同一网点.
_AHEAD = re.compile("^(?:目前|现在|当前|银行|同一)(?=支行|营业部|网点|分理处)")
_SEVERAL = {
    kind: re.compile(
        rf"((?!.?.?行)[\u4e00-\u9fff]{{2,3}}(?:[、和](?!.?.?行)[\u4e00-\u9fff]{{2,3}}){{1,5}})(?:[两三四五六]家)?(?:{names})"
    )
    for kind, names in (("农商银行", "农商银行|农商行"), ("支行", "支行"))
}
_PRODUCT = re.compile(
    r"[“\"](?P<quoted>[一-鿿]{1,8}(?:[贷卡码通宝]|e[贷]))[”\"]"
    r"|(?P<product>[一-鿿]{2}(?<![有放借信还办首续欠无户各银房车的了批发存承冒惜慎拒停])贷)(?![款前后中审记户])"
)
_VILLAGE = re.compile(
    r"(?P<village>(?<![一-鿿])[一-鿿]{2}村|(?<=[在对到是，。；、])[一-鿿]{2}村)(?![民干部委级里居镇支])"
)
_NO_VILLAGE = re.compile(
    "授信|行政|自然|整|全|[的户档难活头老旧新]村|[各个进驻入每一两几示试有该]|信用|城郊|农"
)
_VILLAGES = re.compile(
    r"(?:首批|(?<![目当])前|其余|早期|试点的?|样板的?)(?:[0-9一二三四五六七八九十]{1,4}个)?(?:试点|示范|样板)?村"
    r"|(?:试点|示范|样板|样本)(?:村|户|支行|网点)"
)

_KIND = re.compile("(?:农村商业银行|农商银行|农商行|联社|农信社|村镇银行|农村合作银行)$")
# After the place of a bank: these name the place itself, not its bank (绿竹县, 绿竹全镇).
_NO_BANK = "县市区镇乡村街路山河湖江岛港支人民当地籍农联"
_WE = re.compile("[我本][行社们]")
# Where another bank is, at the beginning of a clause.
_NEARBY = re.compile(
    r"[，,；;。](?:而|但|反观)?(?:同期|同年|同[城市县省]|邻[县市近]|隔壁|相邻|毗邻|附近|周边|另一家|另外一家|兄弟行)的?\Z"
)


def owner_by_place(before: str, banks: Sequence[str]) -> str:
    """The bank whose place begins a clause before a figure, the last of them (绿竹的人均利润); "" when
    none does or "we" come after it. Right in 32 of 33 such sentences of texts by other hands whose
    subject was in doubt."""
    best, place = "", -1
    for bank in filter(None, banks):
        name = _KIND.sub("", bank)
        if len(name) < 2 or name == bank:
            continue
        for found in re.finditer(
            rf"(?:^|[，,；;。：:、]){re.escape(name)}(?![{_NO_BANK}])", before
        ):
            if found.start() > place and not _WE.search(before, found.end()):
                best, place = bank, found.start()
    return best


def part_of(before: str) -> str:
    """The product, village or group of villages that a figure is only of, as written, by the text
    before it; "" when nothing narrows it down. What is named last before it decides, and words of
    the whole bank after that take it back."""
    whole = max((match.end() for match in _WHOLE.finditer(before)), default=0)
    best, place = "", -1
    for match in (*_PRODUCT.finditer(before, whole), *_VILLAGES.finditer(before, whole)):
        if match.start() > place:
            groups = match.groupdict()
            best = groups.get("quoted") or groups.get("product") or match.group()
            place = match.start()
    for match in _VILLAGE.finditer(before, whole):
        if match.start() > place and not _NO_VILLAGE.search(match["village"]):
            best, place = match["village"], match.start()
    return best


def opens_clause(text: str, at: int) -> bool:
    """Does a clause open here, but for words that say where a bank is: ；同城的野鸭湖农商银行底薪…?"""
    near = _NEARBY.search(text, max(0, at - 12), at)
    return at == 0 or text[at - 1] in "，,；;。、而" or near is not None


def one_of_several(before: str, kind: str, named: Sequence[str] = ()) -> str:
    """The bank or branch of a figure in a list: A、B两家农商银行的……分别为71.5%和68.9%.

    `named` are the full names that the text is known to mention; two of them before 分别 are the list.
    """
    at = before.rfind("分别")
    if at < 0:
        return ""
    places = {before.rfind(name, 0, at): name for name in named}
    members = [places[place] for place in sorted(places) if place >= 0]
    if len(members) < 2:
        listed = _SEVERAL[kind].search(before, 0, at)
        members = [place + kind for place in re.split("[、和]", listed[1])] if listed else []
    number = len(re.findall("[、和]", before[at:]))
    return members[number] if number < len(members) else ""


def branch_of(before: str, branch: str, *, counted: bool = False, carried: bool = False) -> str:
    """The branch whose figure it is, "" when the whole bank's; the nearer word decides. `counted` says
    that the figure counts what stands before it (下辖支行18家), `carried` that the sentence goes on about
    a `branch` that it does not name."""
    if one := one_of_several(before, "支行"):
        return one
    whole = max((m.end() for m in _WHOLE.finditer(before)), default=-1)
    if (seen := _SEEN_AT.match(before)) and seen.end() > whole:
        return seen["branch"]
    own = [
        m
        for m in _BRANCH.finditer(before)
        if not _AT.search(before[: m.start()][-5:])
        and not _MANY.match(m.group())
        and not (m.end() == len(before) and (counted or m.group().endswith(_COUNTED_ENDS)))
    ]
    if not own or own[-1].end() < whole:
        return branch if carried and whole < 0 else ""
    named = _AHEAD.sub("", own[-1].group())
    if carried and named == "支行":
        return branch
    # The last one named decides; a name that is longer than what was found of it is whole in `branch`.
    of_sentence = branch in before and branch.endswith(named)
    again = named.startswith("该") or named.endswith("全支行")
    return branch if branch and (of_sentence or again) else named

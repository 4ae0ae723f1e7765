"""The branch or outlet that a sentence begins with: 城关支行, 码头网点."""

from __future__ import annotations

import re
from collections.abc import Iterable

# How far from its beginning a sentence may name a branch that it is about.
_REACH = 24
_KIND = re.compile("支行|分理处|网点|营业部|信用社|服务站|分社")
_LONGEST = 10
# Who wrote a paragraph, with their own branch, stands before it: ◆ 陈禾（城关支行）：.
_WRITER = re.compile(
    r"[^一-鿿]{0,4}(?:(?![行处]长|主任|经理|书记|老师|师傅)[一-鿿]){2,4}\s?[（(][^）)]{2,16}[）)]\s?[：:]\s?"
)
_HAN_BEFORE = re.compile(rf"[\u4e00-\u9fff]{{0,{_LONGEST}}}$")
# After these a name begins, whatever comes before.
_CUT = re.compile(
    "我们|咱们|建议|回想|目前|现在|今年|去年|上年|当天|当日|次日|随后|[上下]半年|全年|[一二三四]季度|[年月季]度?[末底初]|同期|银行|联社|总行|辖内|[下所]辖|其中|[例比]如|以及|同时"
    "|[的在由自其如到与对从被把给让将向是据及或了]"
)
# These end a word, but also occur in names (和平, 日新).
_MAY_CUT = re.compile("[和等以去为至经按日月年位条名周后前]")
_THAT = re.compile(r"(?:[^，,。；：]{0,10}[，,])?(?:在)?该(?:支行|分理处|网点|营业部|信用社|分社)")
# Words that are not the name of a place.
_NO_PLACE = re.compile(
    "[各每该本全家个几两某多]|[纳列深进]入|走[进访到]|[来回]到|核定|听证|分配|下派|所有|部分|以上|级|试点|试行|乡镇|城区|县域|基层|农村"
    "|辖区|经办|开户|当事|承办|责任|先进|落后|末位|优秀|达标|考核|下属|附近|[有相]关|其[他余它]|所在"
    "|受理|牵头|派出|驻|当地|同一|不同|上级|帮扶|挂职|跟班|申请|报送|直属|金融|便民|综合|普惠|标杆|示范"
    "|客户|贷款|存款|走访|组织|选择|设立|新建|管理|服务|助农|村级|我行|物理|传统|线下|营业|要求|规定|督促|通报|推动|鼓励|引导|指导|允许|授权"
)


def branch_in(text: str, known: Iterable[str] = ()) -> str:
    """The branch a text begins with, "" when it tells about none or many.

    It is one of the `known` names, or a clean place name of 2–6 characters with its kind.
    """
    head = without_writer(text)[:_REACH]
    if named := [name for name in known if name in head]:
        return min(named, key=lambda name: (head.index(name), -len(name)))
    kind = _KIND.search(head)
    if kind is None:
        return ""
    before = _HAN_BEFORE.search(head, max(0, kind.start() - _LONGEST), kind.start())
    place = _place(before.group()) if before else ""
    return place + kind.group() if place else ""


def without_writer(text: str) -> str:
    """A text without the name of who wrote it and where that person works."""
    return text[writer.end() :] if (writer := _WRITER.match(text)) else text


def refers_back(text: str) -> bool:
    """Does a sentence begin with 该支行, so that it goes on about the branch named before it?"""
    return _THAT.match(text) is not None


def _place(before: str) -> str:
    """The place name right before a kind of outlet, "" when unclear."""
    parts = _CUT.split(before)
    begins = len(parts) > 1 or len(before) < _LONGEST
    place = parts[-1]
    if len(place) > 4 or not begins:
        place = _MAY_CUT.split(place)[-1]
    return place if 2 <= len(place) <= (6 if begins else 4) and is_place(place) else ""


def is_place(name: str) -> bool:
    """May what stands before 支行 be the name of a place, and not say which of them (各, 下属)?"""
    return _NO_PLACE.search(name) is None

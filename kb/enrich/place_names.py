"""Banks that a text calls only by their place: 先后到石潭、柳坞两家学习, 【石潭组】, 石潭归来.

A word of two to four characters counts when it stands where only a bank that is visited, or one of a
list of banks, can stand. One such place is not enough outside a title: the word must occur again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from kb.enrich.table_banks import rows_of_heads

_P = r"[\u4e00-\u9fff]{2,4}?"
_LEARN = "跟班|跟岗|学习|考察|取经|挂职|驻点|交流|参观|观摩|见习|实习|调研"
_GO = "派到|派往|派驻|旁听|先后到|分别到|分别在|来到|前往|走进|先去|再去|去了|到了|回访|对标|学|赴|到|去|在|访"
_LINK = "[、和与及]"
# At the end of many names of places, of which one clue less is asked.
_PLACE_END = (
    "坪坳塘湾洲渡垭寨埠浦坞沟峪岭庄堡畈坡桥坝墩滩泉溪川潭浔沅垸圩屯岗岩峰港陂坂圳冈浜泾荡渚沱"
)
# A name of a place by its end.
_NAME = rf"[\u4e00-\u9fff]{{1,3}}[{_PLACE_END}塬亭堰]"
# What only a bank has or is, behind its place.
PEOPLE = (
    "同事|同行|同志|师傅|老师|各位|客人|行领导|领导班子|行长|副行长|董事长|监事长|监事会|贷审会|柜员|客户经理|信贷员"
    "|审查员|会计|员工|内网|晨会|例会|夕会|授权|贷款|投诉箱|账本|台账|强项|做法|办法|经验|学员|机关|网点|支行|风控|考核|“"
)
_OF_BANK = re.compile(
    rf"(?:^|[，。；：“（、\s]|说|给|请|问|对|向|欢迎|我们|你们|咱们|是)(?P<place>(?![照附给请按用像当随跟等叫]){_NAME})的(?={PEOPLE})",
    re.MULTILINE,
)
# Whom somebody belongs to, or where they worked or learned.
_WHOSE = re.compile(
    rf"(?:(?:我们|你们|咱们|反观)(?P<place>{_NAME})(?=[，。只也有没得先的就从])"
    rf"|(?:在|到|去|回)(?P<other>{_NAME})(?=报到|入行|任行长|做了?[一二三四五六七八九十半几\d]+年信贷"
    rf"|跟班|跟岗|挂职|取经|学了|管过|的第[一二三四五六七八九十两\d]+[个天周]|的柜台))",
)
_CHAT = re.compile(
    rf"^(?P<place>{_NAME})[-—·][老小]?[\u4e00-\u9fff]{{1,3}}[：:]",
    re.MULTILINE,
)
# Words that end like a place and name none.
_NO_NAME = re.compile(
    "(?:[鱼池水荷]塘|[村山农田]庄|渡口|[沙河海]滩|[温矿涌]泉|[山荒斜上下]坡|[山分]岭|[山土]岗|[大小天路石木过搭架]桥|[海港]湾|[山土]坳"
    "|[上下在顶轮转竞跟定换离待哨门站]岗|[深水]潭|[院大堤河]坝|[山小]溪|[山峡]沟|城堡|海港|[高顶山]峰|[山]寨|[村]屯|凉亭|围堰|蹲点桥)$"
)
# Two groups that are with two banks: 一组在澧西，二组在仁和.
_GROUPS_AT = re.compile(
    rf"[一二三四五六甲乙丙丁]组(?:[去到]了?|在|赴)(?P<place>{_P})(?=[，。、；])"
)
# Two banks that a title compares: 玉屏、罗汉清收办法之异同.
_COMPARED = re.compile(
    rf"^(?P<places>{_P}{_LINK}{_P})(?=[^，。、：]{{0,10}}(?:异同|之比|比较|对比|两题|两记|二记))"
)
# Where a bank stands that is visited.
_VISITED = re.compile(rf"(?:{_GO})(?P<place>{_P})(?:这一站)?(?=(?:期间)?(?:{_LEARN}))")
# The same with what is short for a bank behind it: 到樟渎行跟班, 从菱坞农商归来.
_VISITED_BANK = re.compile(
    rf"(?:{_GO}|从)(?P<place>[\u4e00-\u9fff]{{2,3}}?)(?:行|农商行?)"
    rf"(?=(?:期间)?(?:{_LEARN}|归来|回来|报到))"
)
# What tells a kind of bank: 到派出行学习, 赴优秀行跟班.
KIND_OF_BANK = re.compile(
    "^(?:合作|优秀|友好|领先|周边|邻近|相邻|派出|挂钩|帮扶|联系|样板|示范|发达|先进|主办|承办|托管|大型|中小|全省|省级|主发起|大股东)|[银先执进支分总母]$"
)
# Or where a sentence says that somebody went there; each way of saying it is a clue.
_WENT = re.compile(
    rf"(?P<verb>去了?|到了|在)(?P<place>{_P})(?=之前|以前|[，。]|那[边家]|期间|的时候|时[，看])"
)
# In a title the rest is missing: 石潭归来, ——石潭考察报告, 在石潭的七天, 先去石潭，再去柳坞, 对标石潭“清单”.
_TITLED = (
    re.compile(
        rf"(?:^|[—《“，：:]|赴|从)(?P<place>{_P})(?=归来|回来|见闻|(?:考察|学习)(?:报告|见闻|归来|笔记|札记))"
    ),
    re.compile(
        rf"(?:^|[—《“，：:行社])在(?P<place>{_P})(?=(?:跟班|跟岗)?的第?[一二三四五六七八九十两几\d]+[个天周])"
    ),
    re.compile(rf"(?:先去|再去|又去|走进|对标|赴)(?P<place>{_P})(?=$|[，。“”《！、：　 跟看])"),
    re.compile(
        rf"^(?:学习|[^，。：]{{0,6}}来)(?P<place>[\u4e00-\u9fff]{{1,3}}[{_PLACE_END}])(?=$|[，：])"
    ),
)
# Banks in a list, of which it is said how many they are: 到石潭、柳坞两家, 石潭、柳坞和松岭三行.
_LISTED = re.compile(
    rf"(?:^|[，。：:；（(]|{_GO}|与|自)(?P<places>(?:{_P}{_LINK}){{1,5}}{_P})"
    r"(?=[两二三四五六](?:家(?:[县市]?(?:级)?(?:农商|行|兄弟|联社|派出|单位)|$|[，。学跟考])|行|地(?:跟|学|考)))"
)
# A place that is the name of a group, a column, or of who speaks.
_GROUP = re.compile(
    rf"(?:^(?:[一二三四五六七八九]、)?|[【〔（(])(?:连线|直击|聚焦|走[进近]|对话|探访|驻|赴)?(?P<place>{_P})"
    r"(?:小?组|站|驻点|篇)(?=[】〕）)]|$)",
    re.MULTILINE,
)
_LABEL = re.compile(rf"(?:^|\|\s*)(?P<place>{_P})[：:](?=.)", re.MULTILINE)
# What a bank has or does, behind its place at the beginning of a clause.
_ACTS = re.compile(
    rf"(?:^|[，。；：“])(?P<place>{_P})(?=方面|领队|那家行|行领导|的(?:监事会|董事长|行长|贷审会|客户经理|做法|同志|老师|师傅)"
    r"|(?:营业部|农商)(?!行|银行))",
    re.MULTILINE,
)
# Where one is with an office of a bank (坐在石潭科技部里), and what a title is about (笔记（三）：石潭的数据平台).
_OFFICE = re.compile(
    rf"(?:^|[，。；：“在到跟和与向])(?P<place>{_P})(?=(?:总行)?(?:科技|信贷|零售|个金|风险|合规|公司|普惠|小微|运营|财务|人力|审计|授信|电子|资产|零贷|清收)"
    r"[\u4e00-\u9fff]{0,3}?(?:部|中心)(?!队))",
    re.MULTILINE,
)
_TITLE_OF = re.compile(rf"[：:]\s?(?P<place>{_P})的(?=[\u4e00-\u9fff“])")
# And whose paper it is that a title names (石潭跟班小结), if the word occurs again.
_PAPER_FROM = re.compile(
    rf"^(?P<place>{_P})(?=(?:跟班|跟岗|挂职|驻点)(?:学习)?(?:班次|期间)?(?:小结|总结|日[记志]|札记|[手侧周]记|随笔|见闻|纪实|[周简]报|汇报|报告)\W*$)"
)
# No name of a place: numbers, pronouns, verbs, what is common at the beginning of a line.
NO_PLACE = re.compile(
    r"[我你他她它们这那哪各该本其每某几两一二三四五六七八九十百千第前后上下内外的了是有在和与及或从被把让请对向就都也还又再不没会能可要将已曾并且但而因为于以至由自"
    r"学看听问答说讲想做走去来到回赴访班组队员人长部科室社司行网点客户家周月年日时期次个项条款种今当昨明]"
    r"|^据|^(?:外[地出]|出差|下乡|培训|休假|开会|清收|清单|台账|跟班|山海|远方|先进|基层|一线|现场|实地|外地|省外|省内|市外|总行|支行|分行|标杆|同业|兄弟|异地|单位|机关|科技|信贷|业务|管理|做法|经验"
    r"|问题|措施|建议|体会|差距|启示|目标|成效|背景|地点|时间|主题|记者|标题|来源|编辑|转化|总结|综合|前言|附录|序言|落实|应用|成果|结语|后记|提升|作者|主持|嘉宾|出席|列席|姓名|报告|附件|备注)"
    r"|(?:院|校|馆|厂|社区|企业|广场|车间|市场|公司|大厅|柜台|窗口|机关|部队|军营|地头|农家|农户|商户|"
    r"制度|机制|流程|情况|工作|经验|报告|主管|主任|经理|书记|主席|方面|银行|农商|联社|课堂|基地|中心|平台|系统|模式|办公|会议|管理|营销|服务|贷款|归来|回来|"
    + _LEARN
    + ")$"
)
# A town is a bank's place only where a title says so.
_TOWNS = "县市区镇乡村"
# A branch that is named with its bank is none of its own, however often it is called by its place alone.
_BRANCH = re.compile(
    r"(?:银行|农商行|联社|信用社|农信社|[我本总]行)的?(?P<place>[\u4e00-\u9fff]{2,4}?)(?:支行|分理处|分社|营业所)"
)
_BEHIND_TOWN = re.compile("[县市区镇乡村]|支行|街道|分理处|办事处")
# Kinds of clues that several banks of a text share.
_IN_ROWS = frozenset(("label", "group"))
# Kinds of clues of which one is enough.
_ALONE = frozenset(("title", "own", "heads"))
# An own clue in the title is enough, or this many kinds or occurrences of them.
_ENOUGH = 2
# So long a place may hold a verb, so it must stand there twice.
_LONG = 4
# No more places than these are weighed, so that the cost stays linear in the text.
_MOST = 200
# The first lines may be titles when they are short.
_HEAD, _SHORT = 4, 30


class _Clue(NamedTuple):
    """That a place names a bank, by one kind of clue, which is worth so much."""

    place: str
    kind: str
    points: int


def places_alone(titles: Sequence[str], text: str, known: Sequence[str]) -> Iterator[str]:
    """The places that name banks in a text, in order; `known` are names of banks found already."""
    found: dict[str, dict[str, int]] = {}
    for clue in _clues(titles, text):
        found.setdefault(clue.place, {}).setdefault(clue.kind, clue.points)
    found = dict(islice(found.items(), _MOST))
    whole = "\n".join((*titles, text))
    counts = {place: whole.count(place) for place in found}
    branches = {match["place"] for match in _BRANCH.finditer(whole)}
    for place in _sure(found, counts):
        named = place in branches or any(place in name for name in known)
        if not named and not _in_town(place, whole, counts[place]):
            yield place


def _sure(found: Mapping[str, Mapping[str, int]], counts: Mapping[str, int]) -> Iterator[str]:
    """The places that name banks by their clues (kind → points) and by how often they occur."""

    def of_kind(kind: str) -> set[str]:
        return {place for place, kinds in found.items() if kind in kinds}

    ends = {place for place in found if place[-1] in _PLACE_END}
    sure = {
        place
        for place, kinds in found.items()
        if sum(kinds.values()) + (place in ends) >= _ENOUGH
        and (counts[place] >= _ENOUGH or not _ALONE.isdisjoint(kinds))
    }
    rows = {kind: of_kind(kind) for kind in _IN_ROWS}
    # Who stands in a row with a bank is a bank.
    sure = sure.union(*(row for row in rows.values() if not sure.isdisjoint(row)))
    for kind, row in rows.items():
        if kind == "group" and len(row) > _ENOUGH and ends & row:
            sure |= row
        if len(ends & row) > 1:
            sure |= ends & row
    titled = of_kind("title")
    for place in found:
        if place in sure and (place[-1] not in _TOWNS or place in titled):
            yield place


def _clues(titles: Sequence[str], text: str) -> Iterator[_Clue]:
    first = text.split("\n", _HEAD)[:_HEAD]
    lines = [line for line in first if len(line) <= _SHORT and "。" not in line]
    for title in (*titles, *lines):
        for pattern in (*_TITLED, _VISITED, _COMPARED):
            yield from (_Clue(place, "title", 2) for place in _places(pattern, title))
        yield from (_Clue(place, "of", 1) for place in _places(_TITLE_OF, title))
        yield from (_Clue(place, "from", 1) for place in _places(_PAPER_FROM, title))
    for pattern in (_OF_BANK, _WHOSE, _CHAT):
        names = [place for place in _places(pattern, text) if not _NO_NAME.search(place)]
        twice = _standing_twice(text, {name for name in names if len(name) >= _LONG})
        yield from (_Clue(n, "own", 2) for n in names if len(n) < _LONG or n in twice)
    groups = list(_places(_GROUPS_AT, text))
    for place in (*groups * (len(groups) > 1), *_places(_LISTED, text)):
        yield _Clue(place, "list", 2)
    yield from (_Clue(place, "visit", 1) for place in _places(_VISITED, text))
    for place in _places(_VISITED_BANK, "\n".join((*titles, text))):
        if not KIND_OF_BANK.search(place):
            yield _Clue(place, "visited bank", 2)
    for match in _WENT.finditer(text):
        if not NO_PLACE.search(match["place"]):
            yield _Clue(match["place"], match["verb"], 1)
    yield from (_Clue(place, "group", 1) for place in _places(_GROUP, text))
    yield from (_Clue(place, "acts", 1) for place in _places(_ACTS, text))
    yield from (_Clue(place, "office", 1) for place in _places(_OFFICE, text))
    for own, places in rows_of_heads(text):
        beside = [place for place in places if not NO_PLACE.search(place)]
        if own or sum(place[-1] in _PLACE_END for place in beside) > 1:
            yield from (_Clue(place, "heads", 2) for place in beside)
        if own:
            yield _Clue(own, "heads", 2)
    labels = Counter(_places(_LABEL, text))
    several = sum(place[-1] in _PLACE_END for place in labels) > 1
    for place, count in labels.items():
        if count > 1 or (several and place[-1] in _PLACE_END):
            yield _Clue(place, "label", 1)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """The places that a pattern finds: each, or each of a list, in the last group that matched.

    What a word of a list that opens with 与, 和 or 及 leaves before it is none (与云泽、南屏两家).
    """
    for match in pattern.finditer(text):
        group = match.lastgroup or ""
        for place in re.split(_LINK, match[group]) if group == "places" else (match[group],):
            if len(place) > 1 and not NO_PLACE.search(place):
                yield place


def _standing_twice(text: str, names: Collection[str]) -> frozenset[str]:
    """Those of some names of `_LONG` characters that stand in a text twice, in one pass over it."""
    first: dict[str, int] = {}
    twice: set[str] = set()
    for at in range(len(text) - _LONG + 1) if names else ():
        name = text[at : at + _LONG]
        if name in names and at >= first.setdefault(name, at) + _LONG:
            twice.add(name)
    return frozenset(twice)


def _in_town(place: str, text: str, count: int) -> bool:
    """Is it mostly a town or a branch: 石潭镇, 石潭支行?"""
    towns = sum(_BEHIND_TOWN.match(text, m.end()) is not None for m in re.finditer(place, text))
    return 2 * towns >= count

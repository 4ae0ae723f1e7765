"""Groups of learners and the banks that host them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kb.model import Organisation
from kb.structure.bank_names import SUFFIX, BankNames, canonical
from kb.structure.common_host import common_host
from kb.structure.heading_bank import bank_visited
from kb.structure.judgement import Confidence, Judgement
from kb.structure.name_words import COUNTED
from kb.structure.visits import visits
from kb.text import numbering, without_numbering

_GROUP = re.compile(
    r"^[\W_]*(?:(?:组别|组名|小组)[:：]\s*)?(?:本周|本期|本月|上周|各|赴|驻|连线|直击|聚焦|走近)?"
    rf"([\u4e00-\u9fffA-Za-z]{{1,6}}?(?:{SUFFIX})?(?:学习|跟班|考察|跟岗)?(?:小?组|队))"
    r"(?=$|\W|本周|每[周日月]|学习|跟班|情况|小结|动态|活动|心得|收获|体会|经验|做法|工作|风采|剪影|手记|答卷|周报|日志|声音|见闻|汇报|周记|的|[在赴驻]|走进)"
)
# A numbered group behind the bank that it went to: 赴大柳塔农商银行第一学习小组.
_BEHIND_BANK = re.compile(
    rf"{SUFFIX}[\s　（(·—-]{{0,2}}(第?(?:[一二三四五六七八九十\d]{{1,2}}|[A-Z])(?:学习|跟班|考察|跟岗)?小?组)"
    r"(?=$|\W|学习|跟班|情况|小结|动态|活动|心得|收获|体会|经验|做法|工作)"
)
_GROUP_LINE = re.compile(
    rf"^[#＃☆★◆●\s]*[\u4e00-\u9fffA-Za-z]{{1,5}}组"
    rf"(?:[:：]?|[（(][^（）()]{{2,20}}[）)][:：]?|[:：—\- ]{{0,2}}[驻在赴到]?[\u4e00-\u9fff]{{2,6}}{SUFFIX}"
    r"(?:[（(][^（）()]{2,20}[）)])?)$"
)
# What a group may be called after, when it is a place: not 第一, 甲, A, nor what it does or learns.
_PLACE = re.compile(
    "(?!第|[甲乙丙丁一二三四五六七八九十])(?!.*(?:零售|信贷|风[控险]|运营|综合|会务|材料|财务|会计|科技|公司|普惠|三农|合规|人力|人事|党建|审计"
    "|业务|营销|清收|资产|保全|后勤|宣传|联络|领导|行政|柜面|厅堂|机关|支行|管理|信息|数据|调研|编写|文字|摄影|青年|党员|中层|高管))[一-鿿]{2,4}"
)
_POINT = re.compile(r"([一-鿿]{2,5}?(?:学习|跟班|考察|跟岗)?小?组)\s*[：:｜|—]")
_BANKS_POINT = re.compile(r"(?:银行|农商行|农合行|联社)\s*(?:[:：|｜—]|-{1,2}|[“《「])\s*\S{2,}")
# The name of a group has no more characters before 组.
_LONGEST = 6
_NO_GROUP = re.compile(
    r"^(?:学习|各|各学习|领导|工作|本|该|全体|小|专班|编辑|项目|课题|[一二两三四五六七八九十]+[人名个])(?:小|工作|学习)?组$"
    # All who went are one group, which tells nobody apart.
    r"|^(?:考察|跟班|跟岗|取经|交流|参访|访问|调研|观摩|外出|挂职)(?:学习|考察|调研|交流)?小?组$"
    # What a bank itself has such groups for.
    r"|^(?:一个)?(?:清收|催收|攻坚|调解|评议|审批|评审|贷审|巡查|督查|督导|考核|风控)(?:小|工作)?组$"
    r"|.{0,6}(?:[大小分本团车舰军部乐球]|突击|服务|志愿|宣[讲传]|党员|先锋|先遣|攻坚|清收|催收|营销|地推|工作|摩托|骑行|挎包|流动|文艺"
    r"|代表|专业|我|该|各|全|支)队$"
)


# A group called after a bank is that of its learners where it goes elsewhere: 甲农商银行学习组——赴乙农商银行.
_OF_BANK = re.compile(rf".{SUFFIX}")
_GOES = re.compile(r"[\s:：|｜—·-]{0,3}(?:赴|前往|到|走进)")


def group_of(heading: str) -> str:
    """The group a heading (numbering taken off) mentions: "临海组" of "本周临海组学习小结"."""
    match = _GROUP.match(heading.strip()) or _BEHIND_BANK.search(heading)
    if match is None or _NO_GROUP.match(match.group(1)):
        return ""
    sent = _OF_BANK.search(match.group(1)) and _GOES.match(match.string[match.end(1) :])
    return "" if sent else match.group(1)


def group_of_point(text: str) -> str:
    """The group that a numbered point is labelled with: 枫桥组 of （一）枫桥组：网格员“包片到人”。…; "" for none."""
    label = _POINT.match(without_numbering(text)) if numbering(text) else None
    return label[1] if label and not _NO_GROUP.match(label[1]) else ""


def labelled_points(texts: Iterable[str]) -> dict[str, list[str]]:
    """The points that are labelled with a group, by group."""
    found: dict[str, list[str]] = {}
    for text in texts:
        if group := group_of_point(text):
            found.setdefault(group, []).append(text)
    return found


def is_group_line(line: str) -> bool:
    """Is a line only the name of a group, perhaps with its bank: 临海组（临海农商银行）?"""
    return _GROUP_LINE.match(line) is not None and group_of(line) != ""


def is_banks_point(heading: str) -> bool:
    """Does a heading that names a bank say what that bank does: 青山农商银行：整村授信“三上门”?"""
    return _BANKS_POINT.search(heading) is not None


def full_names(text: str) -> dict[str, str]:
    """Place → the first name of its bank in a text, in one pass however many groups there are. What
    stands before a kind of bank counts at each length that the name of a group may have."""
    found: dict[str, str] = {}
    for kind in re.finditer(SUFFIX, text):
        for start in range(max(0, kind.start() - _LONGEST), kind.start() - 1):
            found.setdefault(text[start : kind.start()], text[start : kind.end()])
    return found


def judge_hosts(
    sections: Mapping[str, Sequence[str]],
    titles: Sequence[str],
    text: str,
    organisations: Sequence[Organisation],
) -> list[Judgement]:
    """The bank that hosts each group, by the paragraphs of its sections and by what the titles and the
    `text` behind them say of all groups."""
    whole = "\n".join((*titles, text))
    names = BankNames(whole, organisations)
    named = {**names.by_place, **full_names(whole)}
    away = {
        group: visited
        for group, section in sections.items()
        if (visited := bank_visited(section[0], names)) and not visited.startswith(_stem(group))
    }
    found = [
        _host(group, away[group], Confidence.HIGH, "小组的标题写明跟班单位")
        if group in away
        else judge_host(group, "\n".join(section), organisations, named)
        for group, section in sections.items()
    ]
    called = {
        one.subject: re.sub(rf"{SUFFIX}$", "", one.value) or _stem(one.subject) for one in found
    }
    if away:
        return found
    if common := common_host(called, sections, titles, text, names):
        sure = Confidence.HIGH if common.bank else Confidence.LOW
        return [_host(group, common.bank, sure, common.evidence) for group in sections]
    return _like_the_others(found)


def _like_the_others(found: Sequence[Judgement]) -> list[Judgement]:
    """The hosts of groups. Where each group with a host is called after it, a group without one gets the
    host that its name suggests: 蓼河组 beside 砚山口组 and 东黎组."""
    stems = [_stem(one.subject) for one in found]
    hosted = [(one.value, stem) for one, stem in zip(found, stems, strict=True) if one.value]
    kinds = {host.removeprefix(stem) for host, stem in hosted if host.startswith(stem)}
    alike = all(stem and host.startswith(stem) for host, stem in hosted)
    if not hosted or not alike:
        return list(found)
    kind = next(iter(kinds)) if len(hosted) > 1 == len(kinds) else "农商银行"
    said = "其他小组都以所在机构为名，这一组的机构文中没有写，按组名推断"
    return [
        one
        if one.value or not _PLACE.fullmatch(stem) or COUNTED.search(stem)
        else _host(one.subject, stem + kind, Confidence.MEDIUM, said)
        for one, stem in zip(found, stems, strict=True)
    ]


def _stem(group: str) -> str:
    """What a group is called after: 马湖 of 马湖学习小组."""
    return re.sub(r"(?:学习|跟班|考察|跟岗|小)*[组队]$", "", group)


def judge_host(
    group: str,
    section: str,
    organisations: Sequence[Organisation],
    named: Mapping[str, str],
) -> Judgement:
    """The bank that hosts a group: the one it is named after, which the section or else the whole
    text (`named`, by `full_names`) names in full, else the one its heading (the first line of the
    section) states, else the one its section names most.

    None when the section names none at least twice as often as any other.
    """
    stem = _stem(group)
    if re.search(f".{SUFFIX}$", stem):
        return _host(group, canonical(stem, organisations), Confidence.HIGH, "小组以它为名")
    for organisation in organisations:
        if stem and organisation.name.startswith(stem):
            return _host(group, organisation.name, Confidence.HIGH, "小组以它为名")
    match = re.search(re.escape(stem) + SUFFIX, section) if len(stem) >= 2 else None
    if full := match.group() if match else named.get(stem):
        name = canonical(full, organisations)
        return _host(group, name, Confidence.HIGH, "小组以它为名，文中写有全称")
    heading, names = section.split("\n", 1)[0], BankNames(section, organisations)
    if hosts := [bank for visit in visits(heading, names) for bank in visit.hosts]:
        return _host(group, hosts[0], Confidence.HIGH, "小组的标题写明跟班单位")
    if len(stated := {m.name for m in names.mentions(heading)}) == 1:
        return _host(group, stated.pop(), Confidence.HIGH, "小组的标题写有这家机构")
    return judge_named(group, Counter(m.name for m in names.mentions(section)))


def judge_named(group: str, counts: Counter[str]) -> Judgement:
    """The bank that a text names most, with how often, if it is clear."""
    if name := dominant(counts):
        return _host(group, name, Confidence.MEDIUM, f"文中提到最多：{counts[name]} 次")
    named = "、".join(f"{name} {times} 次" for name, times in counts.most_common(3))
    evidence = f"文中提到{named}，分不出主次" if named else "文中没有提到机构"
    return _host(group, "", Confidence.LOW, evidence)


def _host(group: str, name: str, confidence: Confidence, evidence: str) -> Judgement:
    return Judgement("bank", name, confidence, evidence, subject=group)


def dominant(counts: Counter[str]) -> str:
    """The bank named at least twice, and at least twice as often as any other; else ""."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else ""

"""What a whole bulletin shows about each of its banks: is it learned from, does it learn, or neither?

Clues are named and have a weight from 0 to 1. The share of a bank's sentences that have a clue
says more than that one has it; what is true of the title, the first lines and the other banks is
told apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.enrich.parties import Parties, place_of
from kb.enrich.subject_clues import by_bank, heading_clues, standing, words_in
from kb.enrich.visits import Mention, visit_in
from kb.model import Bulletin, Heading, Side
from kb.text import sentences

# Others come to the bank that writes.
TO_US = re.compile("[到来赴]我[行社]|来访|莅临|欢迎.{0,10}(?:来|做客)")
# What the title says about the text.
_TITLES = {
    "去学": re.compile("赴|走进|跟班|取经|考察|参观|归来|他山|学习"),
    "来学": re.compile("迎来|接待|来访|到我行|来我行|莅临|来.{0,4}“?取经|组团来|欢迎"),
    "见闻": re.compile("见闻|日记|手记|随笔|感言|心得|体会|侧记|没想到|收获|感悟|的日子|归来"),
    "材料": re.compile("经验交流|经验材料|典型经验|发言|做法|之道|纪实"),
    "讲话": re.compile("讲话|致辞|发言|欢迎"),
    "访谈": re.compile("对话|专访|访谈|问答"),
    "比较": re.compile("比较|对比|两家|三家|三地|两地"),
    "通报": re.compile("通报|简报|周报|周讯|汇总|情况|专刊"),
    "转化": re.compile("转化|落实情况|(?:学习|跟班)[^，。]{0,6}(?:开展|进展)情况|督导|回头看"),
    "书信": re.compile("感谢信|一封信|来信|回信|致.{2,14}信|答谢"),
    "座谈": re.compile("座谈|论坛|圆桌|研讨|发言摘|交流会|联席"),
    "授课": re.compile("送[教课培]|授课|讲课|传经|辅导|课堂|讲座|专家|讲师"),
    "结对": re.compile("结对|帮扶|帮带|互学|互鉴|互派|联谊|共建"),
    "转载": re.compile("转载|转发|摘登|选登|摘自|推荐|编者按"),
}
# The kind of a text whose title says that somebody learns elsewhere.
LEARNING = "题:去学"
# What the whole text shows, with how often it must.
_TEXTS = {
    "学员": (re.compile("学员|学习[团组]|考察[团组]|跟班"), 2),
    "我行": (re.compile("我[行社部]|本[行社]|我们|咱"), 3),
    "我": (re.compile("我(?![行社部们县市国省区])"), 3),
    "到我行": (TO_US, 1),
    "派出": (re.compile("派出行|学员行|选派|接收行|对标对象|转化(?:项目|方案|清单)"), 2),
    "互学": (re.compile("互访|互派|互学|双方|两行|回访"), 2),
    "你们": (re.compile("你们|贵[行社]|各位|同志们|大家好|谢谢"), 2),
    "授课": (re.compile("送[教课培]|授课|讲课|传经|辅导|讲师|专家"), 2),
    "结对": (re.compile("结对|帮扶|帮带"), 2),
    "转载": (re.compile("编者按|转载|转发|摘登|刊登"), 1),
    "记者": (re.compile("记者|本报|采访"), 1),
    "问答": (re.compile("(?:^|\n)(?:[问答]|[\u4e00-\u9fff]{2,3})[：:]"), 3),
    "日期题": (
        re.compile(
            r"(?:^|\n)(?:.{0,4}\d{1,2}月\d{1,2}日|第[一二三四五六七八九十]天|(?:星期|周)[一二三四五六日]).{0,6}(?=\n|$)"
        ),
        2,
    ),
}
# What a label before a bank says about it: 地点：X, 学员：X, 问（X 某某）：.
_LABELS = {
    "地点": re.compile("地点|会场|会址"),
    "主持": re.compile("主持"),
    "学员": re.compile("学员|学习(?:人|单位)|参训|跟班人|跟岗人|姓名|来访|填[报表]|报告人|记录人"),
    "东家": re.compile(
        "(?:跟班|跟岗|学习|承办|受访|挂职|对标|考察|访问|接待|实习|培训|驻点)(?:单位|行|地点|岗位)|导师|答疑|主讲|授课"
    ),
    "参加": re.compile("参加|列席|出席|与会|参会"),
    "写": re.compile("供稿|摘编|编辑|撰稿|作者|来源|报送|执笔|整理|单位"),
    "收信": re.compile("收信|主送|抄送|致"),
    "问": re.compile("^追?问"),
    "答": re.compile("^回?答"),
    "发言": re.compile("发言|交流单位|介绍"),
}
_LABEL_BEFORE = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{1,8})\s*(?:[：:】〕]|[（(])[^：:。，,（(]{0,14}$"
)
# How many characters at the end of a label without a kind are a clue: 调研单位, 单位, 汇报人.
_LABEL_END = 4
_LABEL_BEHIND = re.compile(r"[^，,。：:；]{0,12}[：:]")
# Clues of one bank that also tell about the others.
_SHARED = frozenset(
    "署名 题被访 题去访 头被访 头去访 题名 提到最多 条目所属最多 最先提到 组所在 小标题".split()
)
# Before what the title and the first lines show of a bank, which tells of the others too.
_HEADS = ("题|", "头|")
# Clues that mean different things in different kinds of text.
_BY_TEXT = (
    "提到最多",
    "署名",
    "题被访",
    "题去访",
    "条目所属",
    "最先提到",
    "唯一",
    "他:署名",
    "称呼",
)
_HEAD_LINES = 4
_SIGNED = 45
# Where somebody writes is not who they are: （王琴　发自盐仓农商银行）.
_SENT_FROM = re.compile("(?:发自|寄自|写于|摄于|记于)$")
# Behind the name of guests: （在甲农商银行来访座谈会上的介绍）.
_MET = re.compile(
    r"[^，。：:]{0,8}(?:来访|来行|来宾|一行|考察[团组]|学习[团组]|参访团)[^，。：:]{0,12}(?:上|时)的?"
)
# A salutation or an address names whom a text is for.
_TO_SOMEBODY = re.compile("[：:]$|^[致给]|各位|尊敬的|收信人|主送|抄送")


@dataclass
class _Seen:
    """What the sentences of a bulletin show, by bank."""

    shares: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sentences: Counter[tuple[str, str]] = field(default_factory=Counter)
    flags: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    mentions: Counter[str] = field(default_factory=Counter)


def role_clues(bulletin: Bulletin, parties: Parties) -> dict[str, dict[str, float]]:
    """The clues of each bank of a bulletin with their weights; `parties` has the kinds of the text."""
    titles = [bulletin.title, *bulletin.subtitle.split("\n")]
    lines = [line for item in bulletin.content for line in item.text.split("\n") if line]
    seen = _Seen()
    for number, line in enumerate([*titles, *lines]):
        part = "题" if number < len(titles) else "头"
        _look(line, part if number < len(titles) + _HEAD_LINES else "", parties, seen)
    flags = _flags(bulletin, parties, seen)
    for bank in signers(bulletin, parties):
        flags[bank].add("署名")
    for line in [*titles, *bulletin.signed.split("\n"), *lines]:
        _labels(line, parties, flags)
    _headings(bulletin, parties, seen, flags)
    shared = {c for found in flags.values() for c in found if c in _SHARED or c[:2] in _HEADS}
    return {
        bank: _weights(bank, flags[bank], shared, parties.kinds, seen) for bank in parties.banks
    }


def _labels(line: str, parties: Parties, flags: dict[str, set[str]]) -> None:
    """Note the labels that stand before the banks of a line, and the banks that are labels."""
    for mention in parties.mentions(line):
        before = line[max(0, mention.start - 24) : mention.start]
        if label := _LABEL_BEFORE.search(before):
            flags[mention.bank].add(f"签|{label['label'][-_LABEL_END:]}")
            for name, pattern in _LABELS.items():
                if pattern.search(label["label"]):
                    flags[mention.bank].add(f"签:{name}")
        if mention.start <= 2 and line[mention.end :].strip() in ("：", ":"):
            flags[mention.bank].add("称呼")
        elif mention.start <= 2 and _LABEL_BEHIND.match(line, mention.end):
            flags[mention.bank].add("开口" if "。" in line else "开口题")


def _headings(
    bulletin: Bulletin, parties: Parties, seen: _Seen, flags: dict[str, set[str]]
) -> None:
    """Note how headings name the banks, and under which headings the banks stand."""
    for item in bulletin.content:
        if isinstance(item, Heading):
            named = by_bank(parties.mentions(item.text))
            said = [f"节|{clue}" for clue in heading_clues(item.text)]
            for bank in named:
                _, *clues = standing(item.text, named, bank)
                flags[bank].update(said, (f"节|{clue}" for clue in clues))
    for entry in bulletin.entries:
        clues = [c for h in entry.heading_path[-1:] for c in heading_clues(h)]
        if not clues:
            continue
        for bank in dict.fromkeys(m.bank for m in parties.mentions(entry.text)):
            seen.shares[bank].update(f"下|{clue}" for clue in clues)
            seen.sentences[bank, "下"] += 1


def signers(bulletin: Bulletin, parties: Parties) -> set[str]:
    """The banks named in short lines without a sentence, under the title or at the end."""
    lines = [line for item in bulletin.content for line in item.text.split("\n") if line]
    found = set()
    outside = [*bulletin.subtitle.split("\n"), *bulletin.signed.split("\n")]
    for line in [*outside, *lines[:_HEAD_LINES], *lines[-3:]]:
        if len(line) <= _SIGNED and "。" not in line and not _TO_SOMEBODY.search(line):
            mentions = parties.mentions(line)
            if visit_in(line, mentions) is None:
                found |= {
                    m.bank
                    for m in mentions
                    if not (_MET.match(line, m.end) or _SENT_FROM.search(line, 0, m.start))
                }
    return found


def _look(line: str, part: str, parties: Parties, seen: _Seen) -> None:
    """Note what the sentences of a line show; one that names no bank goes on with the bank that
    the sentence before was about."""
    leader = ""
    for unit in sentences(line):
        text = unit.text
        mentions = parties.mentions(text)
        if not mentions:
            if leader:
                seen.sentences[leader, "续"] += 1
                seen.shares[leader].update(f"续|{word}" for word in words_in(text))
            continue
        if visit := visit_in(text, mentions):
            for bank in visit.hosts:
                seen.flags[bank].add(f"{part or '文'}被访")
            for bank in visit.learners:
                seen.flags[bank].add(f"{part or '文'}去访")
        words = words_in(text)
        leader = ""
        for mention in mentions:
            _neighbours(text, mention, seen)
        named = by_bank(mentions)
        for bank in named:
            main, *clues = standing(text, named, bank)
            seen.mentions[bank] += 1
            if part:
                seen.flags[bank].update(f"{part}|{clue}" for clue in (main, *clues))
            leads = main in ("主独", "主先")
            leader = leader or (bank if leads else "")
            kind = "主" if leads else "次"
            seen.sentences[bank, kind] += 1
            seen.shares[bank].update(f"{kind}|{clue}" for clue in (*words, *clues))


def _neighbours(text: str, mention: Mention, seen: _Seen) -> None:
    """Note the one and the two characters before and behind a mention."""
    before = text[max(0, mention.start - 2) : mention.start]
    behind = text[mention.end : mention.end + 2]
    seen.sentences[mention.bank, "窗"] += 1
    seen.shares[mention.bank].update(
        (f"窗|后{behind[:1]}", f"窗|后{behind[:2]}", f"窗|前{before[-1:]}", f"窗|前{before[-2:]}")
    )


def _flags(bulletin: Bulletin, parties: Parties, seen: _Seen) -> dict[str, set[str]]:
    """What is true of each bank in the bulletin as a whole, and what its sentences showed."""
    most = max(seen.mentions.values(), default=1)
    first = next(iter(seen.mentions), "")
    owners = Counter(e.bank for e in bulletin.entries if e.bank and e.side is Side.HOST)
    most_owned = max(owners.values(), default=0)
    headings = [item.text for item in bulletin.content if isinstance(item, Heading)]
    all_headings = "\n".join(headings)
    of_groups = {group.bank for group in bulletin.groups}

    def of(bank: str) -> Iterator[str]:
        count = seen.mentions[bank]
        yield "提到" + ("一次" if count <= 1 else "两次" if count == 2 else "多次")
        if count == most:
            yield "提到最多"
        if first == bank:
            yield "最先提到"
        if owners[bank]:
            yield "条目所属"
            if owners[bank] == most_owned:
                yield "条目所属最多"
        if headings and place_of(bank) in all_headings:
            yield "小标题"
        if bank in of_groups:
            yield "组所在"
        yield f"明说:{parties.side_of(bank).value}"
        if parties.own == bank:
            yield f"明说我行:{parties.own_side.value}"
        yield {1: "唯一", 2: "两家"}.get(len(parties.banks), "多家")

    return {bank: seen.flags[bank] | set(of(bank)) for bank in parties.banks}


def kinds_of_text(bulletin: Bulletin) -> tuple[str, ...]:
    """What kind of text a bulletin is, by the words of its title and of all of it."""
    title = "\n".join((bulletin.title, *bulletin.subtitle.split("\n")))
    text = "\n".join(line for item in bulletin.content for line in item.text.split("\n") if line)
    kinds = [f"题:{name}" for name, pattern in _TITLES.items() if pattern.search(title)]
    for name, (pattern, least) in _TEXTS.items():
        if len(pattern.findall(f"{title}\n{text}")) >= least:
            kinds.append(f"文:{name}")
    return tuple(kinds)


def _weights(
    bank: str, own: set[str], shared: set[str], texts: Sequence[str], seen: _Seen
) -> dict[str, float]:
    """The clues of a bank, by its `own` flags and those of all banks that tell of the others too."""
    names = own | {f"他:{clue}" for clue in shared - own}
    names |= {f"{clue}&{text}" for clue in _BY_TEXT if clue in names for text in texts}
    # In order: where two readings weigh the same, sums in the order of a set would choose by chance.
    weights = dict.fromkeys(sorted(names), 1.0)
    for clue, count in seen.shares[bank].items():
        weights[f"份:{clue}"] = count / (seen.sentences[bank, clue[0]] + 1)
    return weights

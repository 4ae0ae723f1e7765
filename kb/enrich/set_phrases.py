"""Sentences that tell about no bank, or only what learners did that day, by their set phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Entry

# Greetings, what links the parts of a text, what an editor says about the issue, the frame of a
# meeting. Each begins the sentence.
_FRAME = re.compile(
    # Greetings and thanks: 各位领导好！ 谢谢大家, 预祝….
    r"\s*(?:(?:大家|各位\w{0,6}|同志们|同仁们|朋友们)(?:好|上午好|下午好)?[！!：:，,。]?$|谢谢(?:大家|各位)?|(?:最后|再次)?[，,]?(?:预?祝|祝愿)"
    # Links of a talk: 先说晨会。 闲话少说.
    r"|(?:先|再|后|下面|最后)(?:讲|说|看|谈)[^，。]{1,8}[。：:]?$|说正事|(?:先|就)(?:写|说|讲|聊)到这|闲话|言归正传"
    # An editor about the issue: 编者按：, 本期刊发….
    r"|(?:编者按|编后|本刊讯)[:：]|本(?:期|刊)[^，。]{0,14}(?:刊发|刊登|摘登|登载|选登|收到|推出|采访)|下[期周月][^，。]{0,6}(?:简报|安排|将|预告|刊)"
    # The frame of minutes: 会议认为, 双方商定.
    r"|现?(?:将)?(?:会议)?纪要如下|(?:现|特)?(?:将)?[^，。]{0,10}照登如下"
    r"|会议(?:由|还|商定|议定|决定|确定|要求|明确|先由|认为|强调|指出)|(?:双方|两行)(?:还|就|一致|共同|商定|将|表示|围绕)|与会(?:各方|双方)"
    # A talk of both banks: 座谈中，双方就….
    r"|[^。]{0,40}(?:座谈|交流|会谈)[^。]{0,6}[，,](?:双方|两行)(?:就|围绕)"
    # An interview: 本刊记者采访了….
    r"|[^。]{0,24}本[刊报](?:编辑|记者)?[^，。]{0,24}(?:采访|专访|约到?)"
    # What introduces a conclusion: 实践证明.
    r"|(?:实践|事实)(?:一再|再次|充分)?证明|从(?:督导|调研|检查|通报)情况看)"
)
# The office that organises.
_OFFICE = re.compile(
    r"(?:下一步[，,])?(?:[\u4e00-\u9fff]{0,6})(?:办事处|省联社|审计中心)(?:[\u4e00-\u9fff]{0,6})(?:将|于|负责|要求|对)"
)
# Something of somebody's practice: such a sentence is no maxim.
_OF_A_BANK = re.compile(
    r"[\d%％一二三四五六七八九十百千万][户笔个元家人名次条天]|\d|支行|网点|客户经理|行长|主任|总行|全行|该行|他们|人家|对方|我|咱|其|学员|跟班|[各两三四五六七八]个?组|下一步|打算|准备|建议|计划|将|要求|规定|师傅|柜员|员工|这里|那里"
)
_LONGEST_MAXIM = 34
# A bulletin this long may open with a scene and close with a maxim, in characters.
_LONG = 300
_DAY = re.compile(
    r"\s*(?:(?:上午|下午|晚上|当晚|全天|早上)[，,]?(?:报到|下村|分组|参观|听课|讨论|上课|测试|自习|座谈|集中|整理|写|看|下雨|改|返程|乘车)"
    r"|(?:全班|全体(?:学员)?|分组|分头|集体|各组|两组|各小组|组员|班委)|(?:开班|结业|报到|下村|返程|破冰|讨论会?|测试|拍照|分组|复盘|结营|闭营)[，,。])"
)


def is_frame(text: str) -> bool:
    """Does the sentence only greet, link, or tell about the meeting or the issue itself?"""
    return bool(_FRAME.match(text) or _OFFICE.match(text))


def is_maxim(text: str) -> bool:
    """Is it a general remark or a scene without anything of a bank: 信用如水，涓滴成河。?"""
    return len(text) <= _LONGEST_MAXIM and _OF_A_BANK.search(text) is None


def is_activity(text: str) -> re.Match[str] | None:
    """The words by which a short note of a day tells what learners did: 上午下村。"""
    return _DAY.match(text)


def edges(entries: Sequence[Entry]) -> tuple[str, str]:
    """The anchors of the first and the last entry with a whole sentence."""
    anchors = [entry.anchor for entry in entries if "。" in entry.text]
    long = sum(len(entry.text) for entry in entries) >= _LONG
    return (anchors[0], anchors[-1]) if anchors and long else ("", "")

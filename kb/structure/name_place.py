"""The place that makes the name of a bank its own: 柳湾 of 以柳湾农商银行为例, told by the words before it."""

from __future__ import annotations

import re

from kb.structure.name_edges import is_end_only
from kb.structure.name_words import (
    COUNTED,
    NO_PLACE,
    PROVINCES,
    WORDS,
    begins_name,
    common_words,
)

UNIT = re.compile(r"[县市区旗]$")
# A county is also called after the peoples that live there: 柳湾瑶族自治县, 柳湾各族自治县.
_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土 土家 哈尼 哈萨克 傣 黎"
    " 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬"
    " 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 德昂 保安 裕固 京 塔塔尔 独龙 赫哲 门巴 珞巴 基诺 各"
)
_AUTONOMY = re.compile(
    rf"(?:(?:(?:{'|'.join(_PEOPLES.split())})族){{1,4}}自治[县旗州]|(?<=鄂温克)族自治旗|(?<=鄂伦春)自治旗)$"
)
# The most characters of such an ending.
_LONGEST_AUTONOMY = 20
# A county whose name is one character: 莙县农商银行.
_SHORT_COUNTY = re.compile("[^我本各该邻全外某同两几数多州分跨一二三四五六七八九十出在到属治]县")
# Words behind which such a county begins; none of them begins the name of a longer one (于都县, 从江县).
_BEFORE_COUNTY = re.compile(
    "(?:[是在到赴了自由对与及往给向]|以来|近日|前往|来自|走进|位于|作为|成为|其中|例如|比如|还有)$"
)
# 月, 年, 周 and 地 are words only behind others (三月, 当地, 学习地): 月亮坪, 地榆墩 and 在月亮田 keep them.
_IN_NAME = re.compile(
    "(?<![本上下当每个几同0-9一二三四五六七八九十])[月日]$|(?<![今去前明同当每])年$"
    "|(?<![各当外异两本实])(?<!学习)(?<!跟班)(?<!驻点)(?<!跟岗)(?<!考察)(?<!挂职)地$|(?<![本上下每一两几])周$"
)
# No name has one of these before its last two characters: 在渡口 is at 渡口.
_NEVER_WITHIN = frozenset("在赴往到把被由")
_LONGEST_WORD = max(map(len, WORDS))


def place_before(before: str) -> tuple[str, bool]:
    """The place at the end of the characters before a kind of bank, and whether it is sure that
    it begins there: a mark, a word of the language or a province stands before it."""
    for province in PROVINCES:
        if (at := before.rfind(province)) >= 0:
            rest = before[at + len(province) :].removeprefix("省").removeprefix("自治区")
            if len(UNIT.sub("", rest)) >= 2:
                before = rest
    county = before[-2:]
    if _SHORT_COUNTY.fullmatch(county) and _BEFORE_COUNTY.search(before, 0, len(before) - 2):
        return county, True
    best = 0
    for at in range(1, len(before)):
        rest = before[at:]
        if len(UNIT.sub("", rest)) < 2:
            break
        known = any(
            before[max(0, at - n) : at] in WORDS for n in range(1, min(at, _LONGEST_WORD) + 1)
        )
        known = known and not _IN_NAME.search(before[:at])
        known = known or (before[at - 1] in "省市" and at >= 3)
        known = known or (at == 2 and before[:2] in common_words())
        end_only = is_end_only(rest) and before[at - 1] not in _NEVER_WITHIN
        if known and not begins_name(UNIT.sub("", before[at - 1 :])) and not end_only:
            best = at
    place, is_cut = _without_common_words(before[best:])
    best = best or is_cut
    return place, len(place) <= 3 or (best > 0 and len(place) <= 4)


def without_autonomy(text: str, start: int, end: int) -> int:
    """Where a place in text[start:end] ends without the peoples that its county is called after:
    柳湾瑶族自治县农商银行 and 柳湾农商银行 are one bank."""
    if text[max(start, end - 3) : end - 1] != "自治":
        return end
    found = _AUTONOMY.search(text[max(start, end - _LONGEST_AUTONOMY) : end])
    return end - len(found.group()) if found else end


def _without_common_words(place: str) -> tuple[str, int]:
    """The place without frequent words before it, and how many characters they have. A place of
    three characters has none; of a longer one, two remain."""
    cut = 0
    while len(UNIT.sub("", place[cut:])) >= 4 and place[cut : cut + 2] in common_words():
        cut += 2
    return place[cut:], cut


def is_place(name: str) -> bool:
    """Can this be the name of one place, and not 三家, 全市 or 我行?"""
    bare = UNIT.sub("", name)
    return (
        (name[-1:] != "省" or name[:-1] in PROVINCES)
        and (len(bare) >= 2 or bool(_SHORT_COUNTY.fullmatch(name)))
        and not COUNTED.search(name)
        and not {name, bare, bare[-2:]} & (NO_PLACE | WORDS)
    )

"""Names of banks that may be a slip of the pen: one character away from a bank that is known.

It is only a question for the editor, asked when the bank is named for the first time. Many places of
two characters share one (东山, 东埠); of these the other must sound alike, look alike, or be a rare
character, as slips of typing and of reading a scan are. Rare characters for earth, hills, waters, towns
and birds are those of places (北塬, 岚山, 白鹭), and no slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from kb.structure.bank_names import COMMERCIAL, COOPERATIVE, SUFFIX, UNION
from kb.text import sound

_KIND = re.compile(rf"(?:{SUFFIX})$")
# One bank goes by these kinds in turns; one of another kind is another bank.
_RURAL = re.compile(rf"(?:{COMMERCIAL}|{COOPERATIVE}|{UNION})$")

# Characters that are taken for one another. Those that sound alike need no entry.
_ALIKE = (
    "未末 土士 己已巳 日曰 太大犬 木本 干千于 天夭 田由甲申 白百自 王玉主 午牛 人入八 刀力 折拆 沾沽 坡波披"
    " 坪评平 鸟乌 免兔 今令 住往 枫机 泽择 弯湾 岭领 城域成 河何 冶治 沐沭 苑范 茶荼 荣荥 莱菜 郎朗 酒洒 颖颍 桥侨"
    " 江汪 池地 垟洋 陡陟 西酉 代伐"
).split()
_KINDS_OF_PLACES = "县市区组"
_MOST = 300
# The characters of these radicals stand together in Unicode.
_OF_PLACES = re.compile(
    "[\u571f-\u58eb\u5c71-\u5ddb\u6c34-\u706a\u9091-\u9148\u961c-\u96b5\u9e1f-\u9e74]"
)
_FIRST_RARE = 0xD8  # The first byte of the second, rarer half of GB 2312.


def near_names(banks: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(bank, known bank) for each bank that is not known and whose place differs by one character
    from that of a known one: another, one more, one less, or two in the other order.

    Only the first hundreds of banks are compared, so that the cost has a bound.
    """
    places = {place: name for name in sorted(set(known)) if len(place := _place(name)) >= 2}
    names = set(places.values())
    for bank in islice(dict.fromkeys(banks), _MOST):
        place = _place(bank)
        if bank in names or len(place) < 2 or place in places:
            continue
        for other, name in places.items():
            if is_near(place, other) and _kind(bank) == _kind(name):
                yield bank, name
                break


def is_near(one: str, other: str) -> bool:
    """Do two places differ by one character, or by the order of two that stand together?"""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    first = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1),
                 len(one))  # fmt: skip
    if len(one) == len(other) == 2 and one != other[::-1]:
        return any(a == b for a, b in zip(one, other, strict=True)) and all(
            a == b or _are_alike(a, b) for a, b in zip(one, other, strict=True)
        )
    if len(one) < len(other):  # one more; of two characters, 桥 and 石桥, it says nothing
        named = other[first] not in _KINDS_OF_PLACES
        return len(one) >= 2 and named and one[first:] == other[first + 1 :]
    swapped = one[first + 1 : first + 2] + one[first : first + 1] + one[first + 2 :]
    return one[first + 1 :] == other[first + 1 :] or swapped == other[first:]


def _are_alike(one: str, other: str) -> bool:
    return (
        sound(one) == sound(other)
        or any(one in group and other in group for group in _ALIKE)
        or _is_rare(one) != _is_rare(other)
    )


def _is_rare(character: str) -> bool:
    if _OF_PLACES.match(character):
        return False
    try:
        return character.encode("gb2312")[0] >= _FIRST_RARE
    except UnicodeEncodeError:
        return True


def _kind(name: str) -> str:
    found = _KIND.search(name)
    return "" if found is None or _RURAL.search(name) else found.group()


def _place(name: str) -> str:
    return _KIND.sub("", name)

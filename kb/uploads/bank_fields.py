"""The fields of the check form that hold a bank: each names one, and which bank a whole bulletin has.

A list of banks in one field would become the name of a bank that does not exist.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.model import Bulletin, Entry, Organisation, Side
from kb.structure import bank_mentions, canonical

ONE_BANK = "一处只能填一家机构；几家各讲各的，请在各条的“机构”里分别填"
NO_BANK = "“{}”不是某一家机构的名称；请写机构的名称（如：青枫农商银行），不知道是哪家就留空"
_FIELD = re.compile(r"(?:other-)?bank|(?:group|host)-\d+-bank|(?:bank|about)-.+")
_HOST_FIELD = re.compile(r"host-\d+-bank")
_APART = re.compile(r"[、，,;；/／\n]")
# 和 and its like may be part of a name (和顺农商银行): only after a whole name do they join two.
_JOINED = re.compile(
    r"(?:银行|农商行?|联社|信用社|农合行|支行|中心|办事处)\s*(?:以及|和|与|及|跟)\s*\S"
)
# A word of relation and perhaps the kind (全行, 该农商行, 兄弟单位, 对方), or a number of them (两家银行).
_RELATION = (
    "(?:我们?|本|该|此|贵|全|各|总|分|支|外|他|她|它|同|对|双|多|某|每|有些|其他|其它|另|全体|全辖|辖内|全县|全市|全省|兄弟|先进|标杆"
    "|东道|派出|派员|接收|主办|承办|受访|到访|来访|学习|参训|对标|前述|上述)"
)
_NUMBER = "(?:各|几|数|多|每|一|二|两|三|四|五|六|七|八|九|十|\\d){1,3}[家个]"
_KIND = (
    "(?:银行|农商银行|农商行|农村商业银行|商业银行|村镇银行|农合行|信用社|信用联社|联社|农信社?"
    "|行社|机构|单位|网点|分行|支行|部门|行|社|方)"
)
_NOBODY = (
    "大家|咱们?|咱行|他们|学员|(?:全体)?员工|同事|领导|客户|农户|各地|当地|同业|同上|同前|如上"
    "|无|没有|暂无|不详|不明|不知道|不清楚|未知|未注明|待定|待查|空|测试"
)
_NO_BANK = re.compile(
    rf"{_RELATION}{{0,4}}{_KIND}(?:们|内|里|上下|均|都)?|{_RELATION}{{1,3}}|{_RELATION}{{0,2}}{_NUMBER}{_KIND}?"
    rf"|{_NOBODY}|[^一-鿿A-Za-z]+|.*[。！？!?：:；].*"
)


def names_no_bank(typed: str) -> bool:
    """Is a text a word for whoever it is about (全行, 兄弟单位), for nobody (不详), or a sentence, and
    the name of no bank?"""
    return _NO_BANK.fullmatch("".join(typed.split())) is not None


def why_no_bank(typed: str, organisations: Sequence[Organisation]) -> str:
    """Why a typed text is not the name of one bank, in Chinese; "" when it may be, or is known."""
    name = typed.strip()
    if is_list(name):
        return ONE_BANK
    known = any(name in (one.name, *one.aliases) for one in organisations)
    return NO_BANK.format(name[:20]) if name and not known and names_no_bank(name) else ""


def bank_as_read(typed: str, organisations: Sequence[Organisation]) -> str:
    """A bank as it is called where the program reads its name: 柳湾县农村商业银行 is 柳湾农商银行."""
    places = ((name, end - start) for start, end, name in bank_mentions(typed))
    read = next((name for name, length in places if length == len(typed)), typed)
    known = canonical(typed, organisations)
    return (
        known if any(known == one.name for one in organisations) else canonical(read, organisations)
    )


def is_bank_field(name: str) -> bool:
    """Does a field of the form hold a bank?"""
    return _FIELD.fullmatch(name) is not None


def is_host_field(name: str) -> bool:
    """Does a field hold a bank of the whole bulletin?"""
    return name == "bank" or _HOST_FIELD.fullmatch(name) is not None


def is_list(typed: str) -> bool:
    """Does a text name several banks where one is asked for?"""
    text = typed.strip().strip("、，,;；")
    return bool(_APART.search(text) or _JOINED.search(text))


def _hosts_of(bulletin: Bulletin) -> tuple[str, ...]:
    """The banks that the sections of a bulletin are about, in their order: of each section the
    bank of half of its entries or more, and all of its banks where none has half (a table of
    banks). An entry that differs from its section makes no host."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for entry in bulletin.entries:
        if entry.bank and entry.side is Side.HOST:
            counts.setdefault(entry.heading_path[:1], Counter())[entry.bank] += 1
    hosts: dict[str, None] = {}
    for found in counts.values():
        main = [bank for bank, number in found.items() if 2 * number >= found.total()]
        hosts |= dict.fromkeys(main or found)
    return tuple(hosts)


def _host_of(bulletin: Bulletin) -> str:
    """The bank of most entries of a bulletin without groups."""
    counts = Counter(entry.bank for entry in bulletin.entries if entry.bank)
    return max(counts, key=lambda bank: counts[bank], default="")


def host_fields(bulletin: Bulletin) -> dict[str, str]:
    """The fields of the banks that a bulletin without groups is about: `bank` where there is one or
    none, host-0-bank, host-1-bank … where there are several. Entries follow the field of their bank."""
    if bulletin.groups:
        return {}
    hosts = _hosts_of(bulletin)
    if len(hosts) < 2:
        return {"bank": _host_of(bulletin)}
    return {f"host-{number}-bank": host for number, host in enumerate(hosts)}


def host_around(bulletin: Bulletin, entry: Entry) -> str:
    """The one bank of the section that an entry stands in, "" when the section has none or several."""
    section = entry.heading_path[:1]
    banks = {
        e.bank
        for e in bulletin.entries
        if e.bank and e.side is Side.HOST and e.heading_path[:1] == section
    }
    return banks.pop() if len(banks) == 1 else ""

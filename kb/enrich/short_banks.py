"""The bank that a text calls only shortly, while it names one in full: who learns.

By a place and 行 (在藜阳行运营管理部跟班, 藜阳行规定…): 行 ends many words (推行, 先行), so a name must stand where
only a bank can, where somebody is at its offices, or twice at the beginning of a clause or behind a
preposition. Or by its place alone: somebody goes there (到汀洛，), and it has or does what a bank does
(汀洛规定…), or that twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kb.enrich.place_names import KIND_OF_BANK, NO_PLACE, PEOPLE

_OFFICES = (
    "(?:总行|支行|营业[部室]|[一-鿿]{2,6}(?:部|中心|支行)|跟班|跟岗|学习|挂职|考察|取经|报到)"
)
# 行长, 行业, 行政 and what else 行 begins is no bank.
_SHORT = re.compile(
    r"(?:^|[，。；：、“”（）\s]|(?P<at>[在到赴往去]|走进|来到|前往)|[与和向跟对把从由比请给问])"
    r"(?P<place>(?![在到赴往去与和向跟对把从由比请给问])[一-鿿]{2,3}?)行(?![长业政为动程情驶走销员李使列军善政礼贿情径]|[一二三四五六七八九十]{2})"
    rf"(?P<office>{_OFFICES})?",
    re.MULTILINE,
)
# What makes a word with 行 at its end; a number; who relates to whom.
_WORD = re.compile(
    "[执推施试发举实运履现同流通排飞步出旅上下先暴奉盛德言银本我该他她它你们贵各总分支母子外央商农两几多家全内跨回转操送力爬强践并另例自徒人孝可善进量绿"
    "随罪横放直夜慢骑游刊印颁续遂独逆滑巡品苦修偕潜携专予个某每此这那哪何得会能要不未已正再将则就才一二三四五六七八九十百]$"
    "|兄弟|派出|受援|携手|师傅|徒弟|标杆|对标|受访|接[收待纳]|驻在|承办|对口|发起|带教|帮带|结对|合作|跟[班岗]|挂职|送[培训]|来访|客户|股份|城市|农村|乡镇|周边|邻近"
)
# Where somebody goes or is, and what a place has or does that is a bank.
_THERE = re.compile(
    r"(?:[到去赴在从回]|离开|走进|初到|前往)(?P<place>[一-鿿]{2,3}?)"
    r"(?=[，。、！]|的(?:第|日子|[一二三两几0-9])|跟班|报到|归来|回来|[那这][边里]|以后|之[前后]|已经|学)"
)
_DOES = "规定|要求|每[天周月季年晚]|全行|的?不良|去年|今年|目前|现在|早就"
_DOES += "|实行|推行|推出|取消|有[0-9一二三四五六七八九十]|只有|没有"
_ACTS = re.compile(
    rf"(?:^|[，。；：“、\s]|所以|但|而|因为)(?P<place>[一-鿿]{{2,3}}?)(?=(?P<sure>{_DOES}|的(?:{PEOPLE}))|[给把对则还也])",
    re.MULTILINE,
)
# Whom or what of a bank a sentence tells by its place.
_OF_BANK = re.compile(
    r"(?:^|[，。；：“、\s说了加见到在给看学问跟向从由是])(?P<place>[一-鿿]{2,3}?)"
    r"(?=的?[老新]?(?:客户经理|信贷员|柜[台员]|营业[部厅]|晨会|夕会|贷审会|大堂|厅堂|信贷部|零售部|内网)|的[老新]?(?:师傅|老师|同事))",
    re.MULTILINE,
)
# Words that stand there too and end like none of the names; others whose offices one visits.
_NO_NAME = re.compile("[么面边]$|..里$|^[最优好]|金牌|明星|十佳|骨干|新晋|移动|联通|电信|邮政")
_TWICE = 2
# No more names than these are looked for, so that the cost stays linear in the text.
_MOST = 200


def short_banks(titles: Sequence[str], text: str, known: Sequence[str]) -> Iterator[str]:
    """The places of the banks that a text calls so, if it names one bank in full, or none. Where more are
    known, the host is among them."""
    if len(set(filter(None, known))) > 1:
        return
    whole = "\n".join((*titles, text))
    counts: Counter[str] = Counter()
    for match in _SHORT.finditer(whole):
        place = match["place"]
        if len(counts) < _MOST and _is_name(place, known):
            counts[place] += _TWICE if match["at"] and match["office"] else 1
    found = {place: None for place, count in counts.items() if count >= _TWICE}
    yield from found or _bare(whole, known)


def _bare(text: str, known: Sequence[str]) -> Iterator[str]:
    """The places that are called like banks without a word for a bank."""
    there = {match["place"] for match in _THERE.finditer(text)}
    acts: Counter[str] = Counter()
    of_bank: Counter[str] = Counter()
    for counts, pattern in ((acts, _ACTS), (of_bank, _OF_BANK)):
        for match in pattern.finditer(text):
            place = match["place"]
            sure = place in there or pattern is _OF_BANK or match["sure"]
            if sure and (len(counts) < _MOST or place in counts):
                counts[place] += _TWICE if place in there else 1
    for place, count in (acts | of_bank).items():
        if count >= _TWICE and _is_name(place, known) and not _NO_NAME.search(place):
            yield place


def _is_name(place: str, known: Sequence[str]) -> bool:
    return not (
        NO_PLACE.search(place)
        or _WORD.search(place)
        or KIND_OF_BANK.search(place)
        or any(place in name for name in known)
    )

"""Persons of a bank who are named once with it and then only by name: 雷蕾一行, 韩锐说."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from kb.enrich.only_bank import with_only_bank
from kb.enrich.visits import Mention
from kb.text import SURNAMES

_TITLE = (
    "行长|董事长|监事长|理事长|主任|总经理|经理|科长|部长|负责人|书记|委员|主管|学员|骨干|组长|队长|领队|同志"
    "|部|科|中心|办公室|专员|师傅|助理|主席|秘书长|顾问"
)
# 副行长雷蕾一行, 信贷部卢芳问: the title, and the name before what such a person does.
_NAMED = re.compile(
    rf"(?P<title>{_TITLE})[ 　]?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=一行|带队|带领|带着|带了|代表|致|说|表示|介绍|问|答|提问|提出|认为|强调|讲|和|及|就|围绕|接受|、|，|,|。|：|:|一路|陪同|率|告诉|翻|把|等|的|$)"
)
# 韦科长, 魏师傅: the surname with the title, as people are called afterwards.
_CALLED = re.compile(rf"(?P<name>[{SURNAMES}](?:科长|行长|主任|经理|师傅|部长|书记|队长|总|董|姐))")
# The posts by which people are called so.
_POSTS = frozenset("行长 董事长 监事长 理事长 主任 总经理 经理 科长 部长 书记 主席".split())
_BYLINE = re.compile(rf"[ 　](?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})$")
# Of a list of guests or participants each has a title and stands behind a space: 副行长 申屠海；….
_LISTED = re.compile(rf"(?:{_TITLE})[ 　](?P<name>[\u4e00-\u9fff]{{2,4}})$")
# How far behind the name of the bank the person may stand.
_REACH = 26
# And how far before it one who is from there (，贺一舟，任职于甲农商银行).
_BEFORE = 12
# 赴甲农商银行跟班学员贺一舟 comes from elsewhere.
_GOES_THERE = re.compile(r"(?:赴|到|去|在|往|走进|来)$")
_LEARNS_THERE = re.compile(r"[^，。；]{0,6}(?:跟班|跟岗|学习|考察|挂职|培训|取经|驻点|交流)")
# 贺一舟是甲农商银行东坡支行的信贷主管: who comes from the bank behind the name.
_IS_FROM = re.compile(
    rf"(?:^|[，。；：、—\s])(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:[，,]?(?:是|系|现?任|来自|任职于|就职于))$"
)
_NO_NAME = re.compile(
    "[的了是在和与有等为把被让]|客户|全行|总行|支行|.行长.|.经理.|[行社部组县市队班]$"
)


def persons_in(
    lines: Iterable[tuple[str, tuple[Mention, ...]]],
) -> Iterator[tuple[str, str]]:
    """Name and bank of the persons that lines name together with a bank, and behind these how they are
    called afterwards: 许行长 for 行长许怀民, where no other bank has one of that name."""
    called: list[tuple[str, str]] = []
    for line, mentions in lines:
        for mention, following in zip_longest(mentions, mentions[1:]):
            if (
                match := _IS_FROM.search(line, max(0, mention.start - _BEFORE), mention.start)
            ) and not _NO_NAME.search(match["name"]):
                yield match["name"], mention.bank
            goes = _GOES_THERE.search(line, max(0, mention.start - 2), mention.start)
            if goes and _LEARNS_THERE.match(line, mention.end):
                continue
            end = min(len(line), mention.end + _REACH, following.start if following else len(line))
            stretch = re.split("[。；]", line[mention.end : end + 6], maxsplit=1)[0]
            # Several may be named: 副行长雷蕾和风控部经理柳燕.
            found = list(_NAMED.finditer(stretch))
            if not found and (
                match := _LISTED.search(re.split("[，、]", stretch, maxsplit=1)[0])
                or _BYLINE.search(stretch)
                or _CALLED.search(re.split("[，,]", stretch, maxsplit=1)[0])
            ):
                found = [match]
            for match in found:
                if _NO_NAME.search(match["name"]):
                    continue
                yield match["name"], mention.bank
                if call := _call(match):
                    called.append((call, mention.bank))
    yield from with_only_bank(called).items()


def _call(match: re.Match[str]) -> str:
    """What a person of a post is called by the surname, "" where that is not said."""
    title = match.groupdict().get("title") or ""
    return match["name"][0] + title if title in _POSTS else ""

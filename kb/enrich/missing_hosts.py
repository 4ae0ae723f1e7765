"""Hosts that a title counts and the text calls only by their places: 十天三家行, of which two are known.

What a paragraph tells that opens with a place of no known bank may be the practice of the missing one.
"""

from __future__ import annotations

import re

from kb.enrich.parties import Parties

_COUNTED = re.compile(
    "(?P<number>[二两三四五六七八])(?:家|个)?(?:农商)?(?:银?行|联社)(?!长|业|[^，。]{0,2}行长)"
)
_NUMBERS = {char: number for number, char in enumerate("二三四五六七八", 2)} | {"两": 2}
# A name of a place by its end, as what a paragraph is about.
_PLACE = re.compile(
    "[一-鿿]{1,3}[坪坳塘湾洲渡垭寨埠浦坞沟岭堡畈坡桥坝墩滩泉溪川潭沅垸岗岩港陂坂圳浜荡渚沱庄铺集镇](?=在|的|却|则|只|有|也|是|把|用|靠|，)"
)


def is_missing(title: str, parties: Parties) -> bool:
    """Does a title count more hosts than are known?"""
    match = _COUNTED.search(title)
    return match is not None and _NUMBERS[match["number"]] > len(parties.hosts) > 0


def opens_elsewhere(text: str, at: int, parties: Parties) -> bool:
    """Does the paragraph around a place of a text open with a place of no known bank?"""
    start = text.rfind("\n", 0, at) + 1
    opening = _PLACE.match(text, start)
    return opening is not None and not parties.mentions(opening[0])

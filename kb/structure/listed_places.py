"""Banks that a text names by their places alone: 分赴石桥、青枫两家跟班, then 【石桥】 above what each does.

A place counts as the name of a bank only where a list says that its members are banks, and after
that only where it stands alone: in brackets, before a colon, or as a heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from kb.model import Organisation

# No separator is part of an item, so that there is one way to read a list.
_ITEM = r"(?:(?![和与及])[一-鿿]){2,4}"
_KINDS = r"农商银行|农村商业银行|农商行|村镇银行|农信社|联社"
_COUNTED = re.compile(
    rf"(?P<first>[一-鿿]{{2,10}})(?P<rest>(?:[、和与及]{_ITEM}){{1,12}}?)等?(?:[两二三四五六七八九十几]家"
    rf"(?:(?P<kind>{_KINDS})|兄弟行|同业|标杆行|先进行|银行|单位|机构|行)?|(?P<banks>[两二三四五六七八]行)(?![业长政]))"
)
# Without a number only behind a verb that leads to banks: 走进石桥、青枫农商银行.
_VISITED = re.compile(
    rf"(?P<first>(?:赴|到|走进|走近|前往|考察|对标|来自){_ITEM})(?P<rest>(?:[、和与及]{_ITEM}){{1,8}}?)(?P<kind>{_KINDS})"
)
_SEPARATORS = re.compile("[、和与及]")


class ByPlace(dict[str, str]):
    """Place → full name of its bank; what is filled in once is not changed."""

    def at(self, text: str, start: int) -> str:
        """The first of the places that stands at a position of a text; "" when none does."""
        here = (text[start : start + length] for length in self._lengths)
        return min(filter(self.__contains__, here), key=self._order.__getitem__, default="")

    @cached_property
    def _order(self) -> dict[str, int]:
        return {place: number for number, place in enumerate(self)}

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self))


def listed_places(
    text: str, organisations: Sequence[Organisation], cut: Callable[[str], str]
) -> dict[str, str]:
    """Place → full name of its bank, for the places that lists of banks name. `cut` takes off the
    words of the sentence that stand before the first place."""
    known = {_bare(o.name): o.name for o in organisations}
    found: dict[str, str] = {}
    for pattern in (_COUNTED, _VISITED):
        for match in pattern.finditer(text):
            places = [cut(match["first"]), *_SEPARATORS.split(match["rest"])[1:]]
            counted = match.groupdict().get("banks")
            if not (match["kind"] or counted) and not any(place in known for place in places):
                continue
            kind = match["kind"] or "农商银行"
            kind = "农商银行" if kind.startswith("农") and kind != "农信社" else kind
            if all(2 <= len(place) <= 4 for place in places):
                for place in places:
                    found.setdefault(place, known.get(place, place + kind))
    return found


def alone(places: Sequence[str]) -> re.Pattern[str]:
    """Matches one of some places where it stands alone."""
    names = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[\n【《（(\[◆◎●■☆★▲]))\s*(?P<place>{names})"
        r"(?=\s*(?:$|[】》）)\]:：|｜—-]|行(?:$|[:：])|[篇站组]))",
        re.MULTILINE,
    )


def _bare(name: str) -> str:
    return re.sub(rf"(?:{_KINDS})$", "", name)

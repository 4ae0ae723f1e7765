"""Names of banks that may be a slip of the pen: one character away from a bank that is known.

Many counties share a character, so a near name is only a question for the editor, asked when the
bank is named for the first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.structure.bank_names import COMMERCIAL, COOPERATIVE, SUFFIX, UNION

_KIND = re.compile(rf"(?:{SUFFIX})$")
# One bank goes by these kinds in turns; one of another kind is another bank.
_RURAL = re.compile(rf"(?:{COMMERCIAL}|{COOPERATIVE}|{UNION})$")


def near_names(banks: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(bank, known bank) for each bank that is not known and whose place differs by one character
    from that of a known one: another, one more, one less, or two in the other order.

    The cost is that of the unknown banks times the known ones.
    """
    places = {place: name for name in sorted(set(known)) if len(place := _place(name)) >= 2}
    names = set(places.values())
    for bank in dict.fromkeys(banks):
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
    if len(one) < len(other):  # one more; of two characters, 桥 and 石桥, it says nothing
        return len(one) >= 2 and one[first:] == other[first + 1 :]
    swapped = one[first + 1 : first + 2] + one[first : first + 1] + one[first + 2 :]
    return one[first + 1 :] == other[first + 1 :] or swapped == other[first:]


def _kind(name: str) -> str:
    found = _KIND.search(name)
    return "" if found is None or _RURAL.search(name) else found.group()


def _place(name: str) -> str:
    return _KIND.sub("", name)

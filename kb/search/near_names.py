"""How far what was typed is from a name."""

from __future__ import annotations

import re

from kb.text import TWO_WRONG, sound

_DIGITS = re.compile("[0-9]")


def distance_of(typed: str, name: str) -> int | None:
    """0 when they sound alike, 1 or 2 when that many characters are wrong, None when not alike.

    One wrong character counts from three characters on, two from six.
    """
    if _DIGITS.findall(typed) != _DIGITS.findall(name):
        return None  # 1270户 is not 1220户 mistyped
    if len(typed) == len(name) and sound(typed) == sound(name):
        return 0
    allowed = 2 if len(name) >= TWO_WRONG else 1 if len(name) >= 3 else 0
    if not allowed:
        return None
    # One mistake leaves the first or the last of three characters as it is: most words end here.
    if allowed == 1 and typed[:1] != name[:1] and typed[-1:] != name[-1:]:
        return None
    # A mistake changes one character at most; of names of six characters and more, few are left.
    if len(set(name).difference(typed)) > allowed:
        return None
    distance = edit_distance(typed, name, allowed)
    return distance if 0 < distance <= allowed else None


def edit_distance(one: str, other: str, limit: int) -> int:
    """Characters to insert, delete or replace, or neighbours to swap (Damerau's optimal string
    alignment); `limit` + 1 when there are more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row, older = row, [i], before
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = above
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)

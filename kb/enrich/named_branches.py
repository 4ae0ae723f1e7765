"""Branches that a text names once with their bank and then alone: 清漪农商银行城东支行 … 城东支行."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.enrich.branches import is_place
from kb.enrich.only_bank import with_only_bank
from kb.enrich.visits import Mention

_NAME = r"(?P<name>(?P<place>[一-鿿]{2,4}?)(?:支行|分理处|信用社|分社))"
_BEHIND_BANK = re.compile(rf"(?:的|下辖的?|辖内的?)?{_NAME}")
_OURS = re.compile(rf"(?:我行|我社|本行|我们)的?{_NAME}")


def named_branches(
    lines: Iterable[tuple[str, tuple[Mention, ...]]],
) -> dict[str, str]:
    """Branch → bank, of the branches that stand right behind the name of one bank only. `lines` come
    with the banks that they name. A branch that the writer calls our own may be another one."""
    named: list[tuple[str, str]] = []
    ours: set[str] = set()
    for line, mentions in lines:
        for mention in mentions:
            found = _BEHIND_BANK.match(line, mention.end)
            if mention.by != "person" and found and is_place(found["place"]):
                named.append((found["name"], mention.bank))
        ours.update(match["name"] for match in _OURS.finditer(line))
    return {name: bank for name, bank in with_only_bank(named).items() if name not in ours}

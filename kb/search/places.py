"""The banks and branches that a question names, and whether it names one that is not known.

A known name inside a longer one is not that bank: 白沙洲农商银行 is not 白沙农商银行. A branch is known
by its own name and by that of its bank, since several banks have a 城关支行.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.knowledge_base import KnowledgeBase

_BANK = "农商银行"
_NAMED_BANK = re.compile(r"(?P<ahead>[一-鿿]{0,16}?)(?:农商银行|农商行|农村商业银行)")
_NAMED_BRANCH = re.compile(r"(?P<ahead>[一-鿿]{0,16}?)支行(?![行长员人班主数])")
# What may stand right before a name.
_PLAIN = re.compile(
    r"(?:^|[的在和与跟及比到从对于问看查下里年月日号末底初季个]|现在|目前|最近|知道|各|请|一家|农商银行|农商行|银行|联社)$"
)
# Such words before 农商银行 or 支行 name none.
_NONE = re.compile(
    r"(?:^|[家个各些们省市县区该本我几多全这那两三的]|所有|其[他它余]|别的|全部|基层|下属|下辖|辖内|城区|农村|乡镇|一线|普通|试点|农商银行|农商行)$"
)
_COUNTED = re.compile("(?:多少|(?<!哪)几)[家个]$")
_HAN = re.compile("[一-鿿]+")
# Names of banks and branches are so long.
_LENGTHS = (2, 3, 4)
# So much of a question is read for names.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """The full names of the banks; the branches, each as in 城关支行; the strings that name them;
    whether a bank is named that no entry is about; and whether the question is about branches in
    general."""

    banks: frozenset[str]
    branches: frozenset[str]
    spoken: frozenset[str]
    unknown: bool
    any_branch: bool


def places_named(kb: KnowledgeBase, normal: str) -> NamedPlaces:
    """The banks and branches that a text in normal form names."""
    text = normal[:_LONGEST]
    known = _known(kb, text)
    banks = set()
    unknown = False
    for found in _NAMED_BANK.finditer(text):
        if name := _ending(found["ahead"], known):
            banks.add(name)
        elif not _NONE.search(found["ahead"]):
            unknown = True
    branches = set()
    any_branch = False
    for found in _NAMED_BRANCH.finditer(text):
        if _COUNTED.search(found["ahead"]):
            continue
        if _NONE.search(found["ahead"]):
            any_branch = True
        else:
            branches.add(_branch(found["ahead"], known) + "支行")
    for branch in branches:
        text = text.replace(branch, "")
    banks |= {name for name in known if _PLAIN.search(text[: text.find(name)]) and name in text}
    return NamedPlaces(
        frozenset(name + _BANK for name in banks),
        frozenset(branches),
        frozenset((*banks, *branches)),
        unknown,
        any_branch,
    )


def _known(kb: KnowledgeBase, text: str) -> frozenset[str]:
    """The banks of the vocabulary and of the entries that a text contains, without 农商银行."""
    pieces = {text[at : at + n] for n in _LENGTHS for at in range(len(text) - n + 1)}
    full = frozenset(piece + _BANK for piece in pieces if _HAN.fullmatch(piece))
    _, found = kb.engine.frequencies({"organisation": full})
    listed = {one.name for one in kb.vocabulary.organisations}
    return frozenset(
        name.removesuffix(_BANK)
        for name, times in found["organisation"].items()
        if times or name in listed
    )


def _ending(ahead: str, known: frozenset[str]) -> str:
    """The known bank that a text ends in, as a whole word; "" if there is none."""
    for length in reversed(_LENGTHS):
        name, before = ahead[-length:], ahead[:-length]
        if name in known and (_PLAIN.search(before) or before.endswith(tuple(known))):
            return name
    return ""


def _branch(ahead: str, known: frozenset[str]) -> str:
    """The name of a branch, without the bank and the words before it."""
    for length in _LENGTHS:
        before = ahead[:-length]
        if _PLAIN.search(before) or before.endswith(tuple(known)):
            return ahead[-length:]
    return ahead[-2:]

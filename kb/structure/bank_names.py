"""Which banks a text names, and which of the words before 农商银行 belong to the name.

Chinese has no space before a name, so words of the sentence stick to it (以柳湾农商银行为例). Three
things tell where a name begins: a mark or a word that cannot be part of a name comes before it; the
same name occurs elsewhere in the text without those words; or names are short.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kb.model import Organisation
from kb.structure.listed_places import ByPlace, alone, listed_places
from kb.structure.name_edges import (
    ends_of_names,
    is_short_name,
    of_unclear_start,
    with_word,
    without_word,
)
from kb.structure.name_place import UNIT, is_place, place_before, without_autonomy
from kb.structure.name_words import WORDS
from kb.text import analysed_in_place

COMMERCIAL = r"农商银行|农村商业银行|农商行|农商(?![一-鿿]?[银行联业系人])"
COOPERATIVE = r"农村合作银行|农合行"
UNION = (
    r"农村信用合作联社|农村信用社联合社|农信社联合社|信用社联合社|农村信用合作社|农村信用联社|农信联社|信用合作联社|信用联社"
    r"|农村信用社|农信社|联社"
)
OTHERS = r"农商联合银行|村镇银行|审计中心|办事处"
# Organisers of the learning of others. They host nobody unless a text says that somebody visits
# them.
ORGANISERS = ("农商联合银行", "审计中心", "办事处")
SUFFIX = rf"(?:{COMMERCIAL}|{COOPERATIVE}|{UNION}|{OTHERS})"
_SUFFIX = re.compile(rf"({COMMERCIAL})|({COOPERATIVE})|({UNION})|({OTHERS})")
_BEFORE = re.compile(r"[一-鿿]{0,9}\Z")
_DEFINED = re.compile(
    r"(?:股份)?(?:有限(?:责任)?公司)?[（(](?:以下|下文|下称|下)?(?:统一)?简称为?[:：]?[“\"「‘]?"
    r"(?P<short>[一-鿿]{3,8})[”\"」’]?[）)]"
)
_WE = re.compile(r"[我本该总贵][行社]|农商银?行|县?联社|我们行")
_DIGIT_BEFORE = re.compile("[0-9０-９]$")
# A slip for the bank that a group is called after: 温岭组农商银行.
_GROUP_BEFORE = re.compile("(?:学习|跟班|考察|跟岗)?小?组$")
# A place this long is taken whole only where brackets show where it begins.
_LONG = (5, 6)
# No more names than these are looked for behind a word, so that the cost stays linear in the text.
_MOST_ASKED = 40
# No more short names than these are looked for in each line.
_MOST_DEFINED = 200


@dataclass(frozen=True, slots=True)
class Mention:
    """A bank named at [start, end) of a text; `name` is its full name, `place` what makes it its
    own (柳湾 of 柳湾农商银行)."""

    start: int
    end: int
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class _Raw:
    """A name as written: the Chinese characters before the kind, and the kind; `enclosed` says that
    brackets stand right around both (合川组（合川钓鱼城农商银行）), and `is_short` that the one
    character before the kind is the whole name (沅农商银行)."""

    before: str
    kind: str
    family: str
    start: int
    end: int
    enclosed: bool = False
    is_short: bool = False


class BankNames:
    """The banks that a text names, learned from the whole text, and of a very long paragraph from what
    is analysed of it."""

    def __init__(self, text: str, organisations: Sequence[Organisation] = ()) -> None:
        self._organisations = tuple(organisations)
        self._names, self._known = _known_names(self._organisations)
        self._places: dict[tuple[str, str], str] = {}
        self._whole: set[str] = set()
        self._one: set[str] = set()
        self._unions: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._defined: re.Pattern[str] | None = None
        self._listed: dict[str, str] = {}
        self._alone: re.Pattern[str] | None = None
        text = analysed_in_place(text)
        if self._names and (inner := ends_of_names(text, self._known)):
            others = (o for o in self._organisations if inner.isdisjoint((o.name, *o.aliases)))
            self._names, self._known = _known_names(tuple(others))
        found = list(self._unknown(text))
        self._one = {raw.before for raw in found if raw.is_short}
        raws = [
            (raw, place, sure)
            for raw in found
            for place, sure in [place_before(raw.before)]
            if place
        ]
        self._whole = {
            place
            for raw, place, _ in raws
            if raw.enclosed and len(place) in _LONG and is_place(place)
        }
        named = sorted({(place, raw.family) for raw, place, _ in raws})
        by_itself = Counter((place, raw.family) for raw, place, sure in raws if sure)
        for place, family in named:
            ends = (place[at:] for at in range(1, len(place)))
            # 县联社 is no end of the name of 柳湾县联社.
            shorter = next((e for e in ends if (e, family) in by_itself and UNIT.sub("", e)), "")
            whole = by_itself[place, family]
            if shorter and (len(place) > 3 or by_itself[shorter, family] >= whole):
                self._places[place, family] = shorter
        for place, family in named[:_MOST_ASKED]:
            if len(UNIT.sub("", place)) > 4 and family != "other":
                self._places.setdefault((place, family), of_unclear_start(place, text))
            elif whole_name := with_word(place, text) or without_word(place, text):
                self._places[place, family] = whole_name
        for raw, _, _ in raws:
            place = self._place(raw)
            if raw.family == "union" and place:
                bare, name = UNIT.sub("", place), place + raw.kind
                self._unions[bare] = max(self._unions.get(bare, ""), name, key=len)
        self._short = self._definitions(text)
        if self._short:
            self._defined = re.compile("|".join(sorted(self._short, key=len, reverse=True)))
        by_place = {m.place: m.name for m in self.mentions(text) if len(m.place) >= 2}
        self._listed = listed_places(
            text, self._organisations, lambda words: place_before(words)[0]
        )
        self._alone = alone(tuple(self._listed)) if self._listed else None
        self.by_place = ByPlace(self._listed | by_place)

    def mentions(self, text: str) -> list[Mention]:
        """The banks named in a part of the text, in order."""
        text = analysed_in_place(text)
        found = [
            Mention(m.start(), m.end(), self._names[m.group()], _place_of(m.group()))
            for m in (self._known.finditer(text) if self._names else ())
        ]
        masked = self._known.sub(lambda m: "，" * len(m.group()), text) if self._names else text
        if self._defined:
            for m in self._defined.finditer(masked):
                name = self._short[m.group()]
                found.append(Mention(m.start(), m.end(), name, _place_of(name)))
            masked = self._defined.sub(lambda m: "，" * len(m.group()), masked)
        for raw in self._unknown(masked):
            if place := self._place(raw):
                start = raw.start - len(place)
                found.append(Mention(start, raw.end, self._full(place, raw), UNIT.sub("", place)))
        for match in self._alone.finditer(masked) if self._alone else ():
            place = match["place"]
            found.append(Mention(match.start("place"), match.end(), self._listed[place], place))
        return sorted(found, key=lambda mention: mention.start)

    def _definitions(self, text: str) -> dict[str, str]:
        """The short names that a text defines (以下简称“枫林合行”) → full name."""
        definitions = {m.start(): m["short"] for m in _DEFINED.finditer(text)}
        if not definitions:
            return {}
        banks = {m.end: m.name for m in self.mentions(text)}
        defined = (
            (short, banks[at])
            for at, short in definitions.items()
            if at in banks and not _WE.fullmatch(short)
        )
        return dict(islice(defined, _MOST_DEFINED))

    def _place(self, raw: _Raw) -> str:
        ends = (raw.before[-length:] for length in reversed(_LONG))
        if whole := next((end for end in ends if end in self._whole), ""):
            return whole
        if raw.before[-1:] in self._one and (len(raw.before) == 1 or raw.before[-2] in WORDS):
            return raw.before[-1]
        place, _ = place_before(raw.before)
        place = self._places.get((place, raw.family), place)
        longest = 6 if raw.kind == "村镇银行" else 4  # 茶垭惠民村镇银行
        if len(UNIT.sub("", place)) > longest:
            place = place[-2:]
        return place if is_place(place) else ""

    def _full(self, place: str, raw: _Raw) -> str:
        if raw.family == "union":
            return self._canonical(self._unions.get(UNIT.sub("", place), place + raw.kind))
        kind = {"commercial": "农商银行", "cooperative": "农村合作银行"}.get(raw.family, raw.kind)
        name = place + kind
        bare = UNIT.sub("", place)
        if len(bare) >= 2 and raw.family == "commercial":
            name = bare + kind
        return self._canonical(name)

    def _canonical(self, name: str) -> str:
        """`canonical`, which need not look through the table for a name that is not in it."""
        return canonical(name, self._organisations if name in self._names else ())

    @staticmethod
    def _unknown(text: str) -> Iterator[_Raw]:
        end = 0
        for match in _SUFFIX.finditer(text):
            if text.startswith("系统", match.end()):  # 云州农商银行系统 is many banks
                continue
            start = without_autonomy(text, end, match.start())
            window = text[max(end, start - 9) : start]
            before = _BEFORE.search(window)
            words = before.group() if before else ""
            if _DIGIT_BEFORE.search(window[: len(window) - len(words)]):
                words = words.lstrip("年月日号")
            if group := _GROUP_BEFORE.search(words):
                words, start = words[: group.start()], start - len(group.group())
            family = ("commercial", "cooperative", "union", "other")[(match.lastindex or 1) - 1]
            yield _Raw(
                words,
                match.group(),
                family,
                start,
                match.end(),
                _is_enclosed(text, start - len(words), match.end()),
                family == "commercial" and is_short_name(words, start, text),
            )
            end = match.end()


def _is_enclosed(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in "（(【[" and text[end : end + 1] in tuple("）)】]")


def _place_of(name: str) -> str:
    return re.sub(rf"{SUFFIX}$", "", name)


@lru_cache(maxsize=8)
def _known_names(
    organisations: tuple[Organisation, ...],
) -> tuple[dict[str, str], re.Pattern[str]]:
    """Name or alias → full name, and the pattern of all of them, longest first."""
    names = {n: o.name for o in organisations for n in (o.name, *o.aliases)}
    return names, re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def canonical(name: str, organisations: Iterable[Organisation]) -> str:
    """The full name of a bank: by the table of organisations, else 农商银行 for its variants."""
    for organisation in organisations:
        if name == organisation.name or name in organisation.aliases:
            return organisation.name
    return re.sub(r"(?:农村商业银行|农商行|(?<=[一-鿿])农商)$", "农商银行", name)


def banks_in(text: str, organisations: Sequence[Organisation]) -> Counter[str]:
    """The banks a text names, by full name, with how often."""
    if _SUFFIX.search(text) is None and not any(o.name in text for o in organisations):
        names, known = _known_names(tuple(organisations))
        if not names or known.search(text) is None:
            return Counter()
    return Counter(m.name for m in BankNames(text, organisations).mentions(text))


def bank_mentions(text: str) -> list[tuple[int, int, str]]:
    """Where a text names banks by their full names: start, end, name."""
    if _SUFFIX.search(text) is None:
        return []
    return [(m.start, m.end, m.name) for m in BankNames(text, ()).mentions(text)]


def is_organiser(bank: str) -> bool:
    """Is this an office that sends others to learn?"""
    return bank.endswith(ORGANISERS)

"""The vocabulary as a lookup: which practices and organisations a text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise

from kb.enrich.topics import without_topics
from kb.model import Entry, Kind, Organisation, Practice
from kb.text import MistypedWords, Nearby, analysed, nearby, normalize, sentence_around

# How many sentences the patterns are looked for in, and how many characters at most.
_OPENING, _LONGEST_OPENING = 2, 240

# The sentence that opens an item of an enumeration says what the item is about, with its label before it; so
# many items are read.
_ITEM = re.compile(
    r"(?:^|(?<=[。;\n]))\s{0,2}(?:[一二三四五六七八九]是(?!否)|[(][一二三四五六七八九][)]|第[一二三四五六七八九][,、])"
    r"(?:[^。;\n]{2,20}。\s?)?[^。;\n]{4,120}"
)
_MOST_ITEMS = 8

_BANK = "农商银行"
# How people call a bank after its place; 行长, 行业 are other words.
_SHORT_BANK = (
    "(?:银行|信用联社|联社|信用社|农信社?|农合行|合作银行|行(?![长业动为政情程列走内里员社家]))"
)
_SHORT_ENDINGS = ("农商", "农商行", "银行")
# What makes the name of a department of the word before it.
_DEPARTMENT = re.compile("(?:事业|总)?部(?![门署位分落])")
# Shorter names are said of what a department does (消保部教柜员手语).
_WRITTEN_OUT = 4
_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Vocabulary:
    """Practices and organisations of one corpus, by every name they have."""

    practices: tuple[Practice, ...] = ()
    organisations: tuple[Organisation, ...] = field(default=())

    @cached_property
    def by_name(self) -> dict[str, Practice]:
        """Normal form of a name or alias → practice."""
        return {
            normalize(name): practice
            for practice in self.practices
            for name in (practice.name, *practice.aliases)
        }

    @cached_property
    def narrower(self) -> dict[str, tuple[str, ...]]:
        """Name of a practice → names of those that have it as broader."""
        found: dict[str, list[str]] = {}
        for practice in self.practices:
            if practice.broader:
                found.setdefault(practice.broader, []).append(practice.name)
        return {name: tuple(names) for name, names in found.items()}

    def below(self, name: str) -> tuple[str, ...]:
        """The names of all practices below one, its own left out."""
        found: dict[str, None] = {}
        open_ = list(self.narrower.get(name, ()))
        while open_:
            if (one := open_.pop(0)) not in found:
                found[one] = None
                open_ += self.narrower.get(one, ())
        return tuple(found)

    def siblings(self, practice: Practice) -> tuple[str, ...]:
        """The names of the other practices with the same broader practice."""
        same = self.narrower.get(practice.broader, ())
        return tuple(name for name in same if name != practice.name)

    def words(self) -> Iterator[str]:
        """Every name, for the user dictionary of the segmenter."""
        for practice in self.practices:
            yield from (practice.name, *practice.aliases)
        for organisation in self.organisations:
            yield from (organisation.name, *organisation.aliases, *organisation.branches)
            if place := _place(organisation):
                yield place

    def short_bank_names(self) -> Iterator[str]:
        """How people call the banks after their places."""
        for organisation in self.organisations:
            if place := _place(organisation):
                yield from (place + ending for ending in _SHORT_ENDINGS)

    @cached_property
    def mistyped(self) -> MistypedWords:
        """Every name in its normal form, to look up mistyped ones."""
        return MistypedWords({normalize(name) for name in self.words()})

    def practice(self, name: str) -> Practice | None:
        """The practice with this name or alias."""
        return self.by_name.get(normalize(name))

    @cached_property
    def _short_bank_names(self) -> re.Pattern[str] | None:
        names = (normalize(one.name) for one in self.organisations)
        places = sorted({n.removesuffix(_BANK) for n in names if n.endswith(_BANK)} - {""})
        known = "|".join(re.escape(place) for place in places if len(place) > 1)
        return re.compile(f"({known}){_SHORT_BANK}") if known else None

    def with_full_bank_names(self, normal: str) -> str:
        """A string in normal form in which a bank of the vocabulary that is named in short (青枫银行,
        青枫行, 青枫联社) has its usual name."""
        known = self._short_bank_names
        return known.sub(rf"\1{_BANK}", normal) if known else normal

    def alternatives(self, normal: str) -> tuple[str, ...]:
        """The other names, in normal form, of the practice that `normal` names."""
        practice = self.by_name.get(normal)
        if practice is None:
            return ()
        names = dict.fromkeys(normalize(n) for n in (practice.name, *practice.aliases))
        return tuple(name for name in names if name != normal)

    @cached_property
    def _by_pair(self) -> dict[str, tuple[str, ...]]:
        """First two characters → the names that begin with them, in normal form."""
        names: dict[str, list[str]] = {}
        for name in self.by_name:
            names.setdefault(name[:2], []).append(name)
        return {pair: tuple(of) for pair, of in names.items()}

    @cached_property
    def _patterns_of(self) -> dict[str, tuple[Nearby, ...]]:
        """Name of a practice → its patterns."""
        return {p.name: tuple(map(nearby, p.patterns)) for p in self.practices if p.patterns}

    @cached_property
    def _patterns(self) -> dict[str, tuple[tuple[Nearby, str], ...]]:
        """First two characters of a pattern → the pattern and its practice."""
        patterns: dict[str, list[tuple[Nearby, str]]] = {}
        for name, of in self._patterns_of.items():
            for one in of:
                for pair in {word[:2] for word in one.parts[0]}:
                    patterns.setdefault(pair, []).append((one, name))
        return {pair: tuple(found) for pair, found in patterns.items()}

    @cached_property
    def _exceptions(self) -> dict[str, tuple[Nearby, ...]]:
        """Name of a practice → what must not stand in a sentence that counts for it."""
        return {p.name: tuple(map(nearby, p.exceptions)) for p in self.practices if p.exceptions}

    def practices_in(self, text: str) -> tuple[str, ...]:
        """The names of the practices a text mentions, in order of first mention.

        Of names that begin in one another the longest counts: 不良贷款二次听证 is one name. The
        patterns of a practice count as its names do. A list of topics that were only talked about
        mentions none.
        """
        normal = without_topics(normalize(analysed(text)))
        mentions = sorted([*self._named(normal), *self._matched(_opening(normal))])
        return tuple(
            dict.fromkeys(name for at, name in mentions if not self._excepted(normal, at, name))
        )

    def told_in(self, practice: str, sentence: str) -> bool:
        """Does a pattern of a practice stand in a sentence, and no exception of it?"""
        normal = without_topics(normalize(analysed(sentence)))
        places = (at for one in self._patterns_of.get(practice, ()) for at in one.places(normal))
        return any(not self._excepted(normal, at, practice) for at in places)

    def _named(self, normal: str) -> Iterator[tuple[int, str]]:
        """Where the names stand, with the practice each means."""
        present = [
            name
            for pair in _pairs(normal) & self._by_pair.keys()
            for name in self._by_pair[pair]
            if name in normal
        ]
        longest: dict[int, str] = {}
        for name in present:
            at = normal.find(name)
            while at >= 0:
                if len(name) > len(longest.get(at, "")) and _stands_alone(normal, at, name):
                    longest[at] = name
                at = normal.find(name, at + 1)
        end = 0
        for at, name in sorted(longest.items()):
            if at + len(name) > end:  # not a name inside a name
                end = at + len(name)
                yield at, self.by_name[name].name

    def _matched(self, opening: str) -> Iterator[tuple[int, str]]:
        """Where the patterns begin, with the practice each means.

        They count in the first sentences only, where an entry says what it is about: further on,
        two words often stand near each other by chance.
        """
        for pair in _pairs(opening) & self._patterns.keys():
            for pattern, name in self._patterns[pair]:
                for at in pattern.places(opening):
                    yield at, name

    def _excepted(self, normal: str, at: int, name: str) -> bool:
        """Does a mention stand in a sentence that an exception of its practice is in?"""
        exceptions = self._exceptions.get(name)
        if not exceptions:
            return False
        begin, end = sentence_around(normal, at)
        sentence = normal[begin:end]
        return any(next(one.places(sentence), None) is not None for one in exceptions)

    def practices_of(self, entry: Entry, bulletin_title: str = "") -> tuple[str, ...]:
        """The practices of an entry: what the editor said, else what its text and the headings
        above it name.

        A lesson that names no other practice, or only related ones, is also about the only practice
        that the title of its bulletin names, or its opening announces. An honour names a person and
        an office, not a practice.
        """
        if entry.practices is not None:
            return entry.practices
        if entry.kind is Kind.HONOUR:
            return ()
        named = self.practices_in("\n".join((entry.text, *entry.heading_path)))
        titled = self.practices_in(bulletin_title) if entry.kind is Kind.LESSON else ()
        if len(titled) != 1 or not self.family(titled[0]).issuperset(named):
            return named
        return tuple(dict.fromkeys((*named, *titled)))

    def family(self, practice: str) -> frozenset[str]:
        """A practice with its broader, narrower and related ones, by their names."""
        found = self.practice(practice)
        related = (found.broader, *found.related) if found else ()
        return frozenset({practice, *related, *self.narrower.get(practice, ())})

    def organisations_of(self, entry: Entry) -> tuple[str, ...]:
        """The host bank, and the banks and branches the text names.

        A branch belongs to a bank: 城关支行 of several banks is that of the host, if it has one of
        the name, else of the bank that alone has it.
        """
        # Imported here: importing the structure takes longer than a search, which needs none of it.
        from kb.structure import banks_in

        found = dict.fromkeys([entry.bank] if entry.bank else [])
        text = analysed(entry.text)
        found |= dict.fromkeys(banks_in(text, self.organisations))
        for branch, banks in self._branches.items():
            if branch in text:
                own = [bank for bank in banks if bank in found] or banks
                if len(own) == 1:
                    found |= dict.fromkeys((own[0], branch))
        return tuple(found)

    @cached_property
    def _branches(self) -> dict[str, list[str]]:
        banks: dict[str, list[str]] = {}
        for organisation in self.organisations:
            for branch in organisation.branches:
                banks.setdefault(branch, []).append(organisation.name)
        return banks

    def organisations_named(self, normal: str) -> tuple[str, ...]:
        """The full names of the organisations one of whose names holds `normal`."""
        return tuple(
            name
            for organisation in self.organisations
            for name in (organisation.name, *organisation.branches)
            if normal in normalize(name)
            or (
                name == organisation.name
                and any(normal in normalize(alias) for alias in organisation.aliases)
            )
        )


def _place(organisation: Organisation) -> str:
    """The name of a bank without what all banks are called."""
    return re.sub(r"(?:农商|农村商业)银行$", "", organisation.name)


def _pairs(normal: str) -> set[str]:
    return set(map("".join, pairwise(normal)))


def _opening(normal: str) -> str:
    """The first sentences of a text and of the items that it enumerates, with all between them blank."""
    end = 0
    for _ in range(_OPENING):
        _, end = sentence_around(normal, min(end + 1, len(normal)))
    end = min(end, _LONGEST_OPENING)
    opening = normal[:end]
    for item in islice(_ITEM.finditer(normal, end), _MOST_ITEMS):
        opening += "\n" * (item.start() - len(opening)) + item.group()
    return opening


def _stands_alone(normal: str, at: int, name: str) -> bool:
    """Is a Latin name not part of a longer Latin word (CRM in an address), and none that of a department
    (普惠金融部)?"""
    end = at + len(name)
    if len(name) >= _WRITTEN_OUT and _DEPARTMENT.match(normal, end):
        return False
    begins = name[0] in _LATIN and normal[at - 1 : at] in _LATIN and at > 0
    ends = name[-1] in _LATIN and normal[end : end + 1] in _LATIN and end < len(normal)
    return not (begins or ends)

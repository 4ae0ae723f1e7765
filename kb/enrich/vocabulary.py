"""The vocabulary as a lookup: which practices and organisations a text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kb.model import Entry, Kind, Organisation, Practice
from kb.text import normalize


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
            if place := re.sub(r"(?:农商|农村商业)银行$", "", organisation.name):
                yield place

    def practice(self, name: str) -> Practice | None:
        """The practice with this name or alias."""
        return self.by_name.get(normalize(name))

    def alternatives(self, normal: str) -> tuple[str, ...]:
        """The other names, in normal form, of the practice that `normal` names."""
        practice = self.by_name.get(normal)
        if practice is None:
            return ()
        names = dict.fromkeys(normalize(n) for n in (practice.name, *practice.aliases))
        return tuple(name for name in names if name != normal)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """All names in normal form, longest first."""
        return tuple(sorted(self.by_name, key=lambda name: (-len(name), name)))

    def practices_in(self, text: str) -> tuple[str, ...]:
        """The names of the practices a text mentions, in order of first mention.

        Of names that begin in one another the longest counts: 不良贷款二次听证 is one name.
        """
        normal = normalize(text)
        # Few of the names stand in a text; asking for each is quicker than one pattern of all.
        present = [name for name in self._names if name in normal]
        if not present:
            return ()
        found: dict[str, None] = {}
        end = 0
        for match in re.finditer(f"(?=({'|'.join(map(_guarded, present))}))", normal):
            if match.end(1) > end:  # not a name within a name
                end = match.end(1)
                found.setdefault(self.by_name[match.group(1)].name)
        return tuple(found)

    def practices_of(self, entry: Entry) -> tuple[str, ...]:
        """The practices of an entry: what the editor said, else what its text and the headings
        above it name.

        An honour names a person and an office, not a practice.
        """
        if entry.practices is not None:
            return entry.practices
        if entry.kind is Kind.HONOUR:
            return ()
        return self.practices_in("\n".join((entry.text, *entry.heading_path)))

    def organisations_of(self, entry: Entry) -> tuple[str, ...]:
        """The host bank, and the banks and branches the text names.

        A branch is known by its bank: 城关支行 of several banks is that of the host, if it has
        one of the name, else of the bank that alone has it.
        """
        # Imported here: importing the structure takes longer than a search, which needs none of it.
        from kb.structure import banks_in

        found = dict.fromkeys([entry.bank] if entry.bank else [])
        found |= dict.fromkeys(banks_in(entry.text, self.organisations))
        for branch, banks in self._branches.items():
            if branch in entry.text:
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


def _guarded(name: str) -> str:
    """A Latin name must not be a part of a longer Latin word (CRM in an address)."""
    before = r"(?<![0-9a-z])" if re.match("[0-9a-z]", name) else ""
    after = r"(?![0-9a-z])" if re.search("[0-9a-z]$", name) else ""
    return before + re.escape(name) + after

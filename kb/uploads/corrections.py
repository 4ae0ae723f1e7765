"""The fields of a bulletin as an editor types them, and the bulletin that they make.

A field is named as in the form: title, start, group-1-bank, title-<anchor>, whose-<anchor> (its side) …
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from kb.access import known_names
from kb.enrich import Vocabulary, announced
from kb.identity import unplaced_digests
from kb.model import BANK_SIDES, BankRole, Bulletin, Entry, Group, Kind, Side
from kb.uploads.aspect_corrections import aspect_fields, corrected_aspects
from kb.uploads.bank_fields import (
    bank_as_read,
    host_around,
    host_fields,
    is_bank_field,
    why_no_bank,
)
from kb.uploads.entry_titles import plain, title_field, typed_title
from kb.uploads.role_fields import (
    OTHER_BANK,
    OTHER_SIDE,
    Roles,
    named_anew,
    new_names,
    role_fields,
    typed_roles,
)
from kb.uploads.subject_corrections import (
    DOUBTFUL_FIELD,
    corrected_subjects,
    subject_fields,
    subjects_by_entry,
)
from kb.uploads.typed_period import typed_period
from kb.uploads.unplaced import forget_field, without_unplaced

_APART = re.compile(r"[、，,;；]")
_LABELS = {"title": "标题", "subtitle": "副标题", "series": "系列", "issue": "期号"}
LONGEST = {"title": 200, "subtitle": 500, "series": 200, "issue": 50}
_LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the typed fields make of a bulletin; `wrong` says in Chinese, by field, what cannot be
    taken, and the bulletin then has the old value there."""

    bulletin: Bulletin
    wrong: dict[str, str]


def fields_of(bulletin: Bulletin, vocabulary: Vocabulary) -> dict[str, str]:
    """The fields as they are before anything is typed. One more group than there are can be named.

    Practices are those found in the text where the editor said nothing else.
    """
    period, about = bulletin.period, announced(bulletin)
    fields = {name: str(getattr(bulletin, name)) for name in _LABELS}
    fields |= {
        "start": period.start.isoformat() if period else "",
        "end": period.end.isoformat() if period else "",
        "year-checked": "",
        DOUBTFUL_FIELD: "",
        "visible": "、".join(bulletin.visible_to),
    }
    fields |= host_fields(bulletin)
    for number, group in enumerate((*bulletin.groups, Group(""))):
        fields[f"group-{number}-name"] = group.name
        fields[f"group-{number}-bank"] = group.bank
    for entry in bulletin.entries:
        fields |= {
            title_field(entry): entry.title,
            f"kind-{entry.anchor}": entry.kind.value,
            f"group-{entry.anchor}": entry.group,
            f"bank-{entry.anchor}": entry.bank,
            f"whose-{entry.anchor}": entry.side.value,
            f"practices-{entry.anchor}": "、".join(vocabulary.practices_of(entry, about)),
        }
        if unplaced_digests(entry):
            fields[forget_field(entry)] = ""
    fields |= role_fields(bulletin, vocabulary.organisations)
    said = subjects_by_entry(bulletin, vocabulary.organisations)
    for entry in bulletin.entries:
        fields |= aspect_fields(entry, said[entry.anchor])
    return fields | subject_fields(bulletin, vocabulary.organisations)


def corrected(
    bulletin: Bulletin,
    typed: Mapping[str, str],
    vocabulary: Vocabulary,
    aspects: Collection[str] = (),
) -> Corrected:
    """The bulletin with the typed fields; other fields stay as they are. `aspects` are the names that
    a sentence can be given.

    An entry whose bank was left alone follows its group to another bank; one without a group that is
    given to the learners has no bank, and one given to the host has the host's. A year that the editor
    gives, or says they have checked, is inferred no longer.
    """
    return _Correcting(bulletin, typed, vocabulary, aspects).result()


class _Correcting:
    """One bulletin being corrected."""

    def __init__(
        self,
        bulletin: Bulletin,
        typed: Mapping[str, str],
        vocabulary: Vocabulary,
        aspects: Collection[str],
    ) -> None:
        self._old = bulletin
        self._about = announced(bulletin)
        self._before = fields_of(bulletin, vocabulary)
        self._typed = {**self._before, **typed}
        self._said = subjects_by_entry(bulletin, vocabulary.organisations)
        self._vocabulary = vocabulary
        self._aspects = aspects
        self._wrong: dict[str, str] = {}
        self._roles = Roles(bulletin.roles)
        for name, value in typed.items():
            changed = is_bank_field(name) and value != self._before.get(name, "")
            if changed and (wrong := why_no_bank(value, vocabulary.organisations)):
                self._wrong[name] = wrong
                self._typed[name] = self._before.get(name, "")
            elif name.startswith("about-") and value != self._before.get(name, ""):
                self._typed[name] = self._bank(name, value)

    def result(self) -> Corrected:
        """The bulletin, and what was wrong."""
        texts = {name: self._text(name) for name in _LABELS}
        period = typed_period(
            self._old.period,
            self._typed["start"],
            self._typed["end"],
            self._wrong,
            checked=bool(self._typed["year-checked"]),
        )
        groups, renamed = self._groups()
        fields = host_fields(self._old).items()
        hosts = {was: self._bank(name, self._typed[name]) for name, was in fields}
        anew = named_anew(self._old, hosts, self._before, self._vocabulary.organisations)
        named = [*self._other_role(), *anew]
        self._roles = typed_roles(self._old, self._before, self._typed, named, hosts)
        content = tuple(
            self._entry(item, groups, renamed, hosts) if isinstance(item, Entry) else item
            for item in self._old.content
        )
        made = replace(
            self._old,
            title=texts["title"],
            subtitle=texts["subtitle"],
            series=texts["series"],
            issue=texts["issue"],
            period=period,
            groups=tuple(groups.values()),
            content=content,
            visible_to=self._visible_to(),
            roles=self._roles.decided,
        )
        return Corrected(made, self._wrong)

    def _text(self, name: str) -> str:
        lines = self._typed[name].splitlines()
        text = "\n".join(filter(None, map(plain, lines)))
        if name != "subtitle":
            text = text.replace("\n", " ")
        if name == "title" and not text:
            self._wrong[name] = "请填写标题"
        elif len(text) > LONGEST[name]:
            self._wrong[name] = f"{_LABELS[name]}请不要超过 {LONGEST[name]} 字"
        elif self._typed[name] != self._before[name]:
            return text
        return str(getattr(self._old, name))

    def _visible_to(self) -> tuple[str, ...]:
        names = known_names.audience_in(self._typed["visible"], self._vocabulary.organisations)
        if "*" in names or any(len(name) > _LONGEST_NAME for name in names):
            self._wrong["visible"] = "请写机构和组的名称；所有人都可以看就留空"
            return self._old.visible_to
        return names

    def _other_role(self) -> list[BankRole]:
        """The bank that was added, which the program did not find; a list of one or none."""
        bank = self._bank(OTHER_BANK, self._typed[OTHER_BANK])
        is_known = self._typed[OTHER_SIDE] in BANK_SIDES
        if bool(bank) is not is_known or (self._typed[OTHER_SIDE] and not is_known):
            self._wrong[OTHER_BANK] = "补充的机构请写上名称，并选定它是哪一方"
            return []
        return [BankRole(bank, Side(self._typed[OTHER_SIDE]))] if bank else []

    def _groups(self) -> tuple[dict[str, Group], dict[str, str]]:
        """The groups by name, and the old name of each → the new one, "" where it is gone."""
        groups: dict[str, Group] = {}
        renamed: dict[str, str] = {}
        for number, old in enumerate((*self._old.groups, Group(""))):
            field = f"group-{number}-name"
            name = plain(self._typed[field])
            bank = self._bank(f"group-{number}-bank", self._typed[f"group-{number}-bank"])
            if name in groups or len(name) > _LONGEST_NAME:
                self._wrong[field] = "小组的名称太长" if name not in groups else "已有这个小组"
                name = old.name
            if bank and not name and not old.name:
                self._wrong[field] = "请填写小组的名称"
            if name:
                groups[name] = Group(name, bank)
            if old.name:
                renamed[old.name] = name
        return groups, renamed

    def _entry(
        self,
        entry: Entry,
        groups: dict[str, Group],
        renamed: dict[str, str],
        hosts: dict[str, str],
    ) -> Entry:
        anchor = entry.anchor
        chosen = self._typed[f"group-{anchor}"]
        group = renamed.get(chosen, chosen)
        if group and group not in groups:
            group = renamed.get(entry.group, "")
        typed = self._typed[f"bank-{anchor}"]
        bank = self._bank(f"bank-{anchor}", typed)
        if typed == entry.bank:
            stayed = group == renamed.get(entry.group, "")
            bank = self._followed(entry, groups.get(group), hosts, stayed=stayed)
            bank = self._in_role(entry, bank, group)
        kind = self._typed[f"kind-{anchor}"]
        said = self._typed[f"whose-{anchor}"]
        side = Side(said) if said in list(Side) else entry.side
        if side is not entry.side and typed == entry.bank and not group:
            around = host_around(self._old, entry)
            only = next(iter(hosts.values())) if len(hosts) == 1 else hosts.get(around, around)
            bank = only if side is Side.HOST else ""
        made = replace(
            entry,
            title=typed_title(entry, self._typed, self._wrong),
            kind=Kind(kind) if kind in list(Kind) else entry.kind,
            group=group,
            bank=bank,
            side=side,
            aspects=corrected_aspects(
                entry, self._said[anchor], self._typed, self._aspects, self._wrong
            ),
        )
        names = new_names(hosts | {entry.bank: bank}, self._before)
        subjects = corrected_subjects(made, self._said[anchor], self._before, self._typed, names)
        made = replace(made, subjects=subjects, practices=self._practices(entry, made))
        return without_unplaced(made) if self._typed.get(forget_field(entry)) else made

    def _in_role(self, entry: Entry, bank: str, group: str) -> str:
        """The bank of an entry without a group after a decision about who learns from whom: the only
        host, where it had none or one that is a host no longer; none in a section about that one."""
        demoted = self._roles.demoted
        if group or (bank and bank not in demoted) or entry.side is not Side.HOST:
            return bank
        own = bank and any(bank in heading for heading in entry.heading_path)
        return "" if own else self._roles.host

    def _followed(
        self, entry: Entry, group: Group | None, hosts: dict[str, str], *, stayed: bool
    ) -> str:
        """The bank of an entry whose bank the editor did not change; `hosts` are the banks of the
        bulletin, as they were → as they are now; `stayed` says that the group was not changed."""
        if group is not None:
            old = next((g.bank for g in self._old.groups if g.name == entry.group), "")
            return entry.bank if stayed and entry.bank != old else group.bank
        if not self._old.groups:
            return hosts.get(entry.bank, entry.bank)
        return entry.bank if stayed and not entry.group else ""

    def _practices(self, entry: Entry, made: Entry) -> tuple[str, ...] | None:
        """The practices that the editor chose; None while they are those of the text."""
        field = f"practices-{entry.anchor}"
        typed = self._typed[field]
        if typed == "、".join(self._vocabulary.practices_of(entry, self._about)):
            return entry.practices
        names = list(dict.fromkeys(filter(None, map(str.strip, _APART.split(typed)))))
        found = [self._vocabulary.practice(name) for name in names]
        unknown = [name for name, practice in zip(names, found, strict=True) if practice is None]
        if unknown:
            self._wrong[field] = f"词表里没有做法“{'”“'.join(unknown)[:100]}”"
            return entry.practices
        practices = tuple(dict.fromkeys(practice.name for practice in found if practice))
        by_text = self._vocabulary.practices_of(replace(made, practices=None), self._about)
        return None if practices == by_text else practices

    def _bank(self, field: str, typed: str) -> str:
        name = plain(typed)
        if len(name) > _LONGEST_NAME:
            self._wrong[field] = "机构的名称太长"
            return ""
        return bank_as_read(name, self._vocabulary.organisations)

"""The check page of a published bulletin: its fields as a form, as on the check screen of an upload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from kb.corpus import Corpus, history, read_version
from kb.enrich import practices_by_entry
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry
from kb.uploads import Line, Row, fields_of, subjects_by_entry, unplaced
from webapp.parts.check_page import KINDS, ROWS, SIDES, Sure, anchor_of, pages_of
from webapp.parts.check_rows import RowView, row_view
from webapp.parts.host_fields import HostField, hosts_shown
from webapp.parts.role_view import RoleView, role_view

# How many versions before this one are searched for what a correction was about.
MOST_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """`values` are the fields by name, as stored or as typed, `wrong` says what is wrong with them.
    `seen` is the digest of the file they were made from. `rows` are those of page `number` of `last`;
    what is saved leaves the entries of other pages as they are; `pages` has the page of each entry by
    its anchor. `entry` is the anchor of the entry to
    begin with, "" for none."""

    bulletin: Bulletin
    seen: str
    values: Mapping[str, str]
    rows: tuple[RowView, ...]
    banks: tuple[str, ...]
    roles: RoleView
    aspects: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    number: int = 1
    last: int = 1
    entry: str = ""
    pages: Mapping[str, int] = field(default_factory=dict)
    done: str = ""
    problem: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[tuple[str, str], ...] = KINDS
    sides: tuple[tuple[str, str], ...] = SIDES
    # How sure a field is, is known of an upload only.
    sure: Mapping[str, Sure] = field(default_factory=dict)

    @property
    def hosts(self) -> tuple[HostField, ...]:
        """The fields of the banks that the entries are about, none where groups have them."""
        return hosts_shown(self.bulletin)

    def page_of(self, name: str) -> int:
        """The page with a field; those of the whole bulletin are on each."""
        return self.pages.get(anchor_of(name), self.number)

    def typed(self, typed: Mapping[str, str], wrong: Mapping[str, str]) -> PublishedPage:
        """The page with what was typed, and what is wrong with it."""
        return replace(self, values={**self.values, **typed}, wrong=wrong)


def published_page(
    kb: KnowledgeBase, bulletin: Bulletin, seen: str, number: int = 0, entry: str = ""
) -> PublishedPage:
    """Page `number` of the check page of a bulletin, the last one when it has fewer; for 0 the page
    with the entry of this anchor. `seen` is the digest of the file the bulletin was read from."""
    content = bulletin.content
    last = max(1, -(-len(content) // ROWS))
    at = next((n for n, one in enumerate(bulletin.content) if _is(one, entry)), 0)
    number = min(max(number or at // ROWS + 1, 1), last)
    shown = content[(number - 1) * ROWS : number * ROWS]
    entries = [item for item in shown if isinstance(item, Entry)]
    tagged = practices_by_entry(kb.vocabulary, bulletin, entries)
    said = subjects_by_entry(bulletin, kb.vocabulary.organisations)
    gone = unplaced(entries, _earlier(kb.corpus, bulletin.id))
    rows = (Row(tuple(map(Line, item.text.split("\n"))), item) for item in shown)
    values = fields_of(bulletin, kb.vocabulary)
    return PublishedPage(
        bulletin=bulletin,
        seen=seen,
        values=values,
        rows=tuple(row_view(row, tagged, said, kb.aspects, gone=gone) for row in rows),
        banks=tuple(organisation.name for organisation in kb.vocabulary.organisations),
        aspects=kb.aspects.lexicon.names,
        renamed=kb.aspects.renamed,
        number=number,
        last=last,
        entry=entry,
        pages=pages_of(content),
        roles=role_view(bulletin, values, said),
    )


def _is(item: object, anchor: str) -> bool:
    return isinstance(item, Entry) and item.anchor == anchor


def _earlier(corpus: Corpus, bulletin_id: str) -> Iterator[Bulletin]:
    """The versions of a bulletin before this one, the last one first; each is read when it is asked for."""
    for version in islice(reversed(history.versions(corpus, bulletin_id)), MOST_VERSIONS):
        with suppress(KbError):
            if found := read_version(version, bulletin_id):
                yield found

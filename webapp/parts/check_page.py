"""The check screen: an upload as a form, each field with how sure it is and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.enrich import practices_by_entry
from kb.errors import CorpusError
from kb.knowledge_base import KnowledgeBase
from kb.model import BANK_SIDES, KIND_LABELS, SIDE_LABELS, Bulletin, Entry, Kind, Side
from kb.state import Upload
from kb.structure import CONFIDENCE_LABELS
from kb.uploads import (
    NO_ASPECT,
    Check,
    Doubt,
    Grouped,
    NearDuplicate,
    check,
    fields_of,
    grouped,
    host_fields,
    is_host_field,
    is_taken_over,
    near_duplicates,
    subjects_by_entry,
    unplaced,
)
from webapp.parts.bulletin_list import Summary, summary
from webapp.parts.check_rows import RowView, counted_figures, row_view
from webapp.parts.host_fields import HostField, hosts_shown
from webapp.parts.role_view import RoleView, role_view

# Rows of the comparison on one page of the screen.
ROWS = 100
# Doubts that are listed at once.
DOUBTS = 200
COLLIDED = "别人也改了下面这几处，还没有保存您的修改。请核对后再保存一次，以您填写的为准。"
_CHOICES: dict[str, dict[str, str]] = {
    "kind": {kind.value: KIND_LABELS[kind] for kind in Kind},
    "whose": {side.value: SIDE_LABELS[side] for side in Side},
    "side": {side.value: SIDE_LABELS[side] for side in Side},
    "role": {side.value: label for side, label in BANK_SIDES.items()},
    "aspect": {NO_ASPECT: "不归任何方面", "": "由程序判断"},
}
_ENTRY_FIELDS = {
    "title": "题目",
    "kind": "类型",
    "group": "小组",
    "bank": "机构",
    "whose": "哪一方",
    "practices": "做法",
    "side": "某一句是哪一方",
    "about": "某一句的机构",
    "aspect": "某一句的方面",
}
# The fields of which each sentence has its own.
OF_SENTENCES = ("side", "about", "aspect")
_TAKEN_OVER = "沿用编者对上一版的修改，这份文件里是“{}”"
SIDES = tuple((side.value, SIDE_LABELS[side]) for side in Side)
KINDS = tuple((kind.value, KIND_LABELS[kind]) for kind in Kind)


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a field is: `level` (high, medium, low, or corrected), its label, the evidence."""

    level: str
    label: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`values` are the fields by name, as stored or as typed; `wrong` says what is wrong with them;
    `sure` covers title, issue, period, bank, and each group by its number. `rows` are those of page
    `number` of `last`; `pages` has the page of each entry by its anchor. What is saved leaves the
    entries of other pages as they are. `grouped` tells of the other issues in the file. `aspects` are
    those that a sentence can be given."""

    check: Check
    values: Mapping[str, str]
    sure: Mapping[str, Sure]
    rows: tuple[RowView, ...]
    similar: tuple[NearDuplicate, ...]
    banks: tuple[str, ...]
    pages: Mapping[str, int]
    figure_count: int
    roles: RoleView
    grouped: Grouped
    aspects: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    number: int = 1
    last: int = 1
    done: str = ""
    problem: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def bulletin(self) -> Bulletin:
        """The bulletin with the corrections made so far."""
        return self.check.bulletin

    @property
    def status(self) -> str:
        """What publishing would do: added, updated or unchanged."""
        return self.check.proposal.status.value

    @property
    def before(self) -> Summary | None:
        """The bulletin of the corpus that it updates or repeats."""
        before = self.check.proposal.before
        return summary(before) if before else None

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """The kinds to choose from."""
        return KINDS

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The sides a sentence can be on."""
        return SIDES

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts that are listed: the first ones, those not looked at before the others."""
        return self.check.doubts[:DOUBTS]

    def page_of(self, name: str) -> int:
        """The page with a field; those of the whole bulletin are on each."""
        return self.pages.get(anchor_of(name), self.number)

    @property
    def hosts(self) -> tuple[HostField, ...]:
        """The fields of the banks that the entries are about, none where groups have them."""
        return hosts_shown(self.check.bulletin)

    def typed(self, typed: Mapping[str, str], wrong: Mapping[str, str]) -> CheckPage:
        """The page with what was typed, and what is wrong with it."""
        return replace(self, values={**self.values, **typed}, wrong=wrong)


def conflict_notes(bulletin: Bulletin, conflicts: Mapping[str, str | None]) -> dict[str, str]:
    """What to say at each field of a bulletin that another editor has changed meanwhile."""
    titles = {entry.anchor: entry.title for entry in bulletin.entries}
    return {name: _conflict_note(name, value, titles) for name, value in conflicts.items()}


def _conflict_note(name: str, value: str | None, titles: Mapping[str, str]) -> str:
    if value is None and is_host_field(name):
        return "别人改过这一期的机构，现在的几家与您看到的不同，请看过再改"
    if value is None:
        return "这一条已被别人去掉或合并"
    field = name.partition("-")[0]
    title = titles.get(anchor_of(name), "")
    where = f"“{title}”的{_ENTRY_FIELDS[field]}，" if title and field in _ENTRY_FIELDS else ""
    shown = _CHOICES.get(field, {}).get(value, value[:50])
    return f"{where}别人已改为“{shown or '空'}”"


def anchor_of(name: str) -> str:
    """The anchor of the entry that a field belongs to, if to one. A field of a sentence ends with the
    digest of the sentence, and anchors may hold hyphens."""
    field, _, rest = name.partition("-")
    return rest.rpartition("-")[0] if field in OF_SENTENCES else rest


def pages_of(items: Sequence[object]) -> Mapping[str, int]:
    """The page of each entry, by its anchor, of pages with ROWS of these items."""
    return {
        item.anchor: place // ROWS + 1
        for place, item in enumerate(items)
        if isinstance(item, Entry)
    }


def check_page(
    kb: KnowledgeBase, upload: Upload, number: int = 1, *, done: str = "", problem: str = ""
) -> CheckPage:
    """Page `number` of the check screen of an upload that was read, the last one when it has fewer."""
    checked = check(kb, upload)
    rows = checked.rows
    last = max(1, -(-len(rows) // ROWS))
    number = min(max(number, 1), last)
    shown = rows[(number - 1) * ROWS : number * ROWS]
    try:
        similar = tuple(near_duplicates(kb.corpus, checked.proposal))
    except CorpusError:  # removed this moment
        similar = ()
    said = subjects_by_entry(checked.bulletin, kb.vocabulary.organisations)
    left_out = [item.entry.text for item in checked.revision.left_out]
    entries = [row.item for row in shown if isinstance(row.item, Entry)]
    tagged = practices_by_entry(kb.vocabulary, checked.bulletin, entries)
    values = fields_of(checked.bulletin, kb.vocabulary)
    before = checked.proposal.before
    gone = unplaced(entries, (before,) if before else ())
    return CheckPage(
        check=checked,
        values=values,
        sure=dict(_sure(checked)),
        rows=tuple(row_view(row, tagged, said, kb.aspects, left_out, gone) for row in shown),
        similar=similar,
        banks=tuple(organisation.name for organisation in kb.vocabulary.organisations),
        pages=pages_of([row.item for row in rows]),
        figure_count=sum(len(counted_figures(entry)) for entry in checked.bulletin.entries),
        grouped=grouped(kb.home, upload, checked.reading),
        roles=role_view(checked.bulletin, values, said),
        aspects=kb.aspects.lexicon.names,
        renamed=kb.aspects.renamed,
        number=number,
        last=last,
        done=done,
        problem=problem,
    )


def _sure(checked: Check) -> Iterator[tuple[str, Sure]]:
    now, read = checked.bulletin, checked.reading.bulletin
    banks = {group.name: group.bank for group in now.groups}
    same = {
        "title": now.title == read.title,
        "issue": now.issue == read.issue,
        "period": now.period == read.period,
    }
    for judgement in checked.reading.judgements:
        name = judgement.field
        if name == "section":
            continue  # it decides about sentences, and has no field
        if name == "bank" and judgement.subject:
            name = _group_field(now, judgement.subject)
            unchanged = banks.get(judgement.subject) == judgement.value
        elif name == "bank":
            unchanged = host_fields(now) == host_fields(read)
        else:
            unchanged = same[name]
        if not name:
            continue
        if unchanged and is_taken_over(judgement, read):
            yield name, Sure("corrected", "沿用", _TAKEN_OVER.format(judgement.value or "空"))
        elif unchanged:
            label = CONFIDENCE_LABELS[judgement.confidence]
            yield name, Sure(judgement.confidence.value, label, judgement.evidence)
        else:
            hosts = "、".join(host_fields(read).values()) if name == "bank" else ""
            was = judgement.value or hosts or "空"
            yield name, Sure("corrected", "已改", f"原为“{was}”")


def _group_field(bulletin: Bulletin, group: str) -> str:
    """The field of the bank of a group, "" when the group no longer exists."""
    names = [g.name for g in bulletin.groups]
    return f"group-{names.index(group)}-bank" if group in names else ""

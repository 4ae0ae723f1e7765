"""What an editor does to whole entries: drop, restore, merge with the one before, split.

Each function returns the content that the edit makes; none changes text, except that a split or a
merge moves a line break.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from kb.errors import KbError, NotFoundError
from kb.identity import with_anchors
from kb.model import KIND_LABELS, Bulletin, Entry, Heading
from kb.text import sentences, title_of
from kb.uploads.revisions import LeftOut, LeftOutReason, Revision

Content = tuple[Heading | Entry, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """The bulletin and what is left out of it after an edit; `what` says in Chinese what was done."""

    bulletin: Bulletin
    left_out: tuple[LeftOut, ...]
    what: str


def drop(revision: Revision, anchors: Collection[str]) -> Edited:
    """Leave entries out; they can be restored. KbError when none would be left."""
    _entries(revision.bulletin, anchors)
    content = revision.bulletin.content
    dropped = []
    for place, item in enumerate(content):
        if isinstance(item, Entry) and item.anchor in anchors:
            after = (e for e in content[place + 1 :] if isinstance(e, Entry))
            kept = next((e.anchor for e in after if e.anchor not in anchors), "")
            dropped.append(LeftOut(item, LeftOutReason.DROPPED, kept))
    rest = tuple(i for i in content if not (isinstance(i, Entry) and i.anchor in anchors))
    if not any(isinstance(item, Entry) for item in rest):
        raise KbError("至少要留下一条", hint="整份都不要时，请点“放弃”")
    return Edited(
        replace(revision.bulletin, content=rest),
        (*revision.left_out, *dropped),
        f"去掉 {len(dropped)} 条",
    )


def restore(revision: Revision, numbers: Collection[int]) -> Edited:
    """Take passages in that were left out, each before the entry it stood before. `numbers` are
    places in `left_out`; NotFoundError when one of them is none."""
    if not numbers or not all(0 <= number < len(revision.left_out) for number in numbers):
        raise NotFoundError("没有选中要取回的段落", hint="请刷新页面后重新选择")
    content = revision.bulletin.content
    gap = _Gaps(content, revision.left_out)
    taken = {entry.anchor for entry in revision.bulletin.entries}
    restored: dict[int, list[Entry]] = {}
    for number in sorted(numbers):
        item = revision.left_out[number]
        entry = item.entry
        if entry.anchor in taken:
            (entry,) = with_anchors([entry], taken)
        taken.add(entry.anchor)
        restored.setdefault(gap.of(item), []).append(entry)
    whole: list[Heading | Entry] = []
    for place, present in enumerate((*content, None)):
        whole += restored.get(place, ())
        whole += [present] if present else []
    rest = tuple(item for n, item in enumerate(revision.left_out) if n not in numbers)
    bulletin = replace(revision.bulletin, content=_under_headings(whole))
    return Edited(bulletin, rest, f"取回 {len(set(numbers))} 条")


class _Gaps:
    """Where passages that were left out stood between the items that are left."""

    def __init__(self, content: Content, left_out: tuple[LeftOut, ...]) -> None:
        self._behind = {item.entry.anchor: item.before for item in left_out}
        self._place = {e.anchor: n for n, e in enumerate(content) if isinstance(e, Entry)}
        self._first: list[int] = []  # of each place, the first one with only headings in between
        self._paths: list[tuple[str, ...]] = []
        path: list[Heading] = []
        first = 0
        for place, item in enumerate((*content, None)):
            self._first.append(first)
            self._paths.append(tuple(heading.text for heading in path))
            if isinstance(item, Heading):
                path = [heading for heading in path if heading.level < item.level] + [item]
            else:
                first = place + 1

    def of(self, item: LeftOut) -> int:
        """The place before the first entry behind the passage that is not left out itself; among the
        headings before that, the one under which the editor dropped it."""
        anchor = item.before
        passed: dict[str, None] = {}
        while anchor in self._behind and anchor not in self._place and anchor not in passed:
            passed[anchor] = None
            anchor = self._behind[anchor]
        self._behind |= dict.fromkeys(passed, anchor)
        place = self._place.get(anchor, len(self._paths) - 1)
        path = item.entry.heading_path
        if item.reason is LeftOutReason.DROPPED:
            places = range(place, self._first[place] - 1, -1)
            return next((at for at in places if self._paths[at] == path), place)
        return place


def places_now(revision: Revision, seen: Revision, numbers: Collection[int]) -> set[int]:
    """Where passages stand in `left_out` now that stood at these places when an editor saw them.
    NotFoundError when one of them was restored meanwhile."""
    now = {item: number for number, item in enumerate(revision.left_out)}
    chosen = [item for number, item in enumerate(seen.left_out) if number in numbers]
    if not all(item in now for item in chosen):
        raise NotFoundError("选中的段落已经取回了", hint="请看过页面上现在的内容再改")
    return {now[item] for item in chosen}


def merge_with_previous(
    revision: Revision, anchor: str, practices_of: Callable[[Entry], tuple[str, ...]]
) -> Edited:
    """Join an entry to the one before it, which keeps its anchor, kind, bank and group. KbError
    when a heading is between them, or nothing is before it.

    What an editor said of either stays: corrections of sentences, and practices. Where they chose
    the practices of one, the joined entry has those of both (`practices_of`).
    """
    content = list(revision.bulletin.content)
    place = _place(content, anchor)
    before = content[place - 1] if place else None
    entry = content[place]
    assert isinstance(entry, Entry)
    if not isinstance(before, Entry):
        raise KbError("前面没有可以合并的条目", hint="同一个小标题下相邻的两条才能合并")
    text = f"{before.text}\n{entry.text}"
    own_title = before.title != title_of(before.text)
    practices = None
    if before.practices is not None or entry.practices is not None:
        practices = tuple(dict.fromkeys(practices_of(before) + practices_of(entry)))
    content[place - 1 : place + 1] = [
        replace(
            before,
            text=text,
            title=before.title if own_title else title_of(text),
            pictures=before.pictures + entry.pictures,
            practices=practices,
            subjects=tuple({s.digest: s for s in entry.subjects + before.subjects}.values()),
            aspects=tuple({a.digest: a for a in entry.aspects + before.aspects}.values()),
        )
    ]
    what = f"把“{entry.title}”并入“{before.title}”{_kept(before, entry)}"
    if practices is not None:
        what += f"，做法：{'、'.join(practices) or '无'}"
    return Edited(replace(revision.bulletin, content=tuple(content)), revision.left_out, what)


def _kept(before: Entry, entry: Entry) -> str:
    """In what the joined entry follows the first, where the two differ."""
    differing = (
        ("类型", KIND_LABELS[before.kind], KIND_LABELS[entry.kind]),
        ("小组", before.group, entry.group),
        ("机构", before.bank, entry.bank),
    )
    return "".join(
        f"，{name}按上一条：{kept or '空'}" for name, kept, other in differing if kept != other
    )


def split(revision: Revision, anchor: str, at: int) -> Edited:
    """Split an entry before the sentence that begins at character `at` of its text. The first part
    keeps anchor and pictures. KbError when no sentence but the first begins there."""
    content = list(revision.bulletin.content)
    place = _place(content, anchor)
    entry = content[place]
    assert isinstance(entry, Entry)
    if at not in split_points(entry):
        raise KbError("这里不是句子的开头，不能拆分", hint="请刷新页面后重新选择")
    head, tail = entry.text[:at].rstrip(), entry.text[at:]
    kept = replace(entry, text=head, title=title_of(head))
    taken = {e.anchor for e in content if isinstance(e, Entry)}
    new = replace(entry, text=tail, title=title_of(tail), pictures=(), practices=None)
    content[place : place + 1] = [kept, *with_anchors([new], taken)]
    return Edited(replace(revision.bulletin, content=tuple(content)), revision.left_out, "拆成两条")


def split_points(entry: Entry) -> dict[int, str]:
    """Where an entry can be split: the first character of each sentence but the first, with the
    sentence."""
    return {s.start: s.text for s in sentences(entry.text)[1:]}


def _entries(bulletin: Bulletin, anchors: Collection[str]) -> None:
    known = {entry.anchor for entry in bulletin.entries}
    if not anchors or not set(anchors) <= known:
        raise NotFoundError("选中的条目已经不在了", hint="请刷新页面后重新选择")


def _place(content: list[Heading | Entry], anchor: str) -> int:
    for place, item in enumerate(content):
        if isinstance(item, Entry) and item.anchor == anchor:
            return place
    raise NotFoundError("这一条已经不在了", hint="请刷新页面后重试")


def _under_headings(content: list[Heading | Entry]) -> Content:
    """The content, each entry with the headings above it."""
    path: list[Heading] = []
    made: list[Heading | Entry] = []
    for item in content:
        if isinstance(item, Heading):
            path = [heading for heading in path if heading.level < item.level] + [item]
            made.append(item)
        else:
            made.append(replace(item, heading_path=tuple(heading.text for heading in path)))
    return tuple(made)

"""Conditions on fields that no entry meets: a bank that nobody has heard of, a practice mistyped."""

from __future__ import annotations

from collections.abc import Iterator

from kb.index.engines import Request
from kb.knowledge_base import KnowledgeBase
from kb.model import KIND_LABELS
from kb.query import Field, Node, fields_of, lower
from kb.search.near_names import distance_of
from kb.text import normalize

OFFERED = 3
# Of more conditions nothing is said: each costs a search.
MOST = 6
_BANK = "农商银行"
_SAID = {
    "bank": "没有条目的机构是“{}”",
    "party": "没有条目的参与方是“{}”",
    "mention": "没有其他机构的条目提到“{}”",
    "practice": "没有条目的做法是“{}”",
    "group": "没有条目的小组是“{}”",
    "kind": "没有条目的类型是“{}”",
    "title": "没有条目的标题含有“{}”",
}


def unknown_values(kb: KnowledgeBase, tree: Node | None) -> Iterator[str]:
    """A notice for each field whose value no entry has, with names that may have been meant."""
    for field in fields_of(tree)[:MOST]:
        match = lower(field, "", kb.segmenter, kb.vocabulary, expand=False).match
        if kb.engine.search(Request(match, size=0)).total:
            continue
        yield f"{_SAID[field.field].format(field.value)}{_advice(kb, field)}"


def _advice(kb: KnowledgeBase, field: Field) -> str:
    """What to do about a value that no entry has."""
    if field.field == "bank" and kb.vocabulary.organisations_named(normalize(field.value)):
        return f"，要找提到它的条目，请写“提到:{field.value}”"
    names = _meant(kb, field)
    if field.value in names:
        return ""  # known, and no entry has it yet
    return f"，可以写：{'、'.join(names)}" if names else "，请核对名称"


def _meant(kb: KnowledgeBase, field: Field) -> tuple[str, ...]:
    if field.field == "kind":
        return tuple(KIND_LABELS.values())
    typed = normalize(field.value)
    found: dict[str, int] = {}
    for name, way in _names(kb, field.field):
        far = 0 if typed in way else distance_of(typed, way)
        if far is not None:
            found[name] = min(far, found.get(name, far))
    return tuple(sorted(found, key=lambda name: (found[name], name))[:OFFERED])


def _names(kb: KnowledgeBase, field: str) -> Iterator[tuple[str, str]]:
    """The names of what a field may hold, each with the ways to write it, in normal form."""
    if field in ("bank", "party", "mention"):
        for one in kb.vocabulary.organisations:
            for way in (one.name, *one.aliases, one.name.removesuffix(_BANK)):
                yield one.name, normalize(way)
            yield from ((branch, normalize(branch)) for branch in one.branches)
    elif field == "practice":
        for way, practice in kb.vocabulary.by_name.items():
            yield practice.name, way

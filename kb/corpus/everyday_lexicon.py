"""The lexicon of everyday words (corpus/everyday.yml): what people say for terms of the trade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.errors import CorpusError
from kb.files import front_matter
from kb.text import normalize

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class EverydayGroup:
    """Words that people say, and the terms that they mean by each of them."""

    said: tuple[str, ...]
    meant: tuple[str, ...]


def load_everyday(text: str, where: str) -> tuple[EverydayGroup, ...]:
    """The groups of a YAML text; CorpusError says what is wrong in it."""
    data = front_matter.load_mapping(text, where) if text.strip() else {}
    if unknown := set(map(str, data)) - {"everyday"}:
        raise CorpusError(f"不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    groups = data.get("everyday") or []
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise CorpusError("“everyday”应为列表，每项有 say 和 means", where=where)
    return tuple(
        EverydayGroup(_said(group, where), _words(group, "means", where)) for group in groups
    )


def meanings(groups: Iterable[EverydayGroup]) -> dict[str, tuple[str, ...]]:
    """What is said, in normal form, with the terms meant by it. The same words in two groups mean the
    terms of both."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in map(normalize, group.said):
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *group.meant)))
    return found


def with_groups(text: str, groups: Iterable[EverydayGroup]) -> str:
    """The text of the file with these groups. The lines of groups that stay are kept as they are, and
    so are comments; new groups come last."""
    wanted = dict.fromkeys(groups)
    if "everyday:" not in text.splitlines():
        text = "everyday:\n"
    lines = []
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith("- "):
            try:
                (group,) = load_everyday(f"everyday:\n{line}", "")
            except (CorpusError, ValueError):  # a group on several lines is written again
                continue
            if group not in wanted:
                continue
            del wanted[group]
        elif line.strip() and not line.lstrip().startswith("#") and line.strip() != "everyday:":
            continue
        lines.append(line if line.endswith("\n") else f"{line}\n")
    flow = front_matter.flow_list
    new = (
        f"  - {{say: {flow(list(group.said))}, means: {flow(list(group.meant))}}}\n"
        for group in wanted
    )
    return "".join((*lines, *new))


def _said(group: dict[str, Any], where: str) -> tuple[str, ...]:
    said = _words(group, "say", where)
    if short := next((word for word in said if len(normalize(word)) < SHORTEST), ""):
        raise CorpusError(f"口语“{short}”太短", where=where, hint="至少写两个字")
    return said


def _words(group: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    if unknown := {str(key) for key in group} - {"say", "means"}:
        raise CorpusError(f"口语里有不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    words = group.get(key)
    if not isinstance(words, list) or not words or not all(isinstance(w, str) and w for w in words):
        raise CorpusError(f"口语的“{key}”应为文字的列表，不能为空", where=where)
    return tuple(dict.fromkeys(words))

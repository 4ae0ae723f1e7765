"""The lexicon of everyday words (corpus/everyday.yml): what people say for terms of the trade."""

from __future__ import annotations

from typing import Any

from kb.errors import CorpusError
from kb.files import front_matter
from kb.text import normalize

SHORTEST = 2

Everyday = dict[str, tuple[str, ...]]


def load_everyday(text: str, where: str) -> Everyday:
    """What is said, in normal form, with the terms that are meant by it; CorpusError says what is
    wrong in the YAML text. The same words in two groups mean the terms of both."""
    data = front_matter.load_mapping(text, where) if text.strip() else {}
    if unknown := set(map(str, data)) - {"everyday"}:
        raise CorpusError(f"不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    groups = data.get("everyday") or []
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise CorpusError("“everyday”应为列表，每项有 say 和 means", where=where)
    found: Everyday = {}
    for group in groups:
        said, meant = _words(group, "say", where), _words(group, "means", where)
        for word in said:
            normal = normalize(word)
            if len(normal) < SHORTEST:
                raise CorpusError(f"口语“{word}”太短", where=where, hint="至少写两个字")
            found[normal] = tuple(dict.fromkeys((*found.get(normal, ()), *meant)))
    return found


def _words(group: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    if unknown := {str(key) for key in group} - {"say", "means"}:
        raise CorpusError(f"口语里有不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    words = group.get(key)
    if not isinstance(words, list) or not words or not all(isinstance(w, str) and w for w in words):
        raise CorpusError(f"口语的“{key}”应为文字的列表，不能为空", where=where)
    return tuple(dict.fromkeys(words))

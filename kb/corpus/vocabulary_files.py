"""Practices and organisations as files, and the rules a vocabulary keeps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from kb.errors import ConflictError, CorpusError
from kb.files import front_matter
from kb.model import Organisation, Practice
from kb.text import nearby, normalize

_KEYS = ("name", "aliases", "patterns", "exceptions", "broader", "related")


def load_practice(text: str, where: str) -> Practice:
    """The practice of a Markdown text; its body is the scope note."""
    data, body, _ = front_matter.split(text, where)
    if unknown := set(data) - set(_KEYS):
        raise CorpusError(f"不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    name = data.get("name")
    broader = data.get("broader") or ""
    if not isinstance(name, str) or not name.strip():
        raise CorpusError("“name”应为非空文字", where=where)
    if not isinstance(broader, str):
        raise CorpusError("“broader”应为一个做法的名称", where=where)
    return Practice(
        name=name,
        aliases=_strings(data, "aliases", where),
        broader=broader,
        related=_strings(data, "related", where),
        scope_note=body.strip(),
        patterns=_patterns(data, "patterns", where),
        exceptions=_patterns(data, "exceptions", where),
    )


def _patterns(data: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    patterns = _strings(data, key, where)
    check_patterns(patterns, where)
    return patterns


def check_patterns(patterns: Sequence[str], where: str = "") -> None:
    """CorpusError when one of the patterns cannot be read."""
    for pattern in patterns:
        try:
            nearby(pattern)
        except ValueError as error:
            raise CorpusError(f"句式“{pattern[:40]}”写得不对：{error}", where=where) from error


def dump_practice(practice: Practice) -> str:
    """The Markdown text of a practice."""
    data: dict[str, Any] = {"name": practice.name}
    for key in _KEYS[1:]:
        if value := getattr(practice, key):
            data[key] = value if isinstance(value, str) else list(value)
    return front_matter.join(data, practice.scope_note)


def checked(practices: Sequence[Practice], where: str) -> tuple[Practice, ...]:
    """The practices, after checking that every name means one of them and every reference exists."""
    names: dict[str, str] = {}
    for practice in practices:
        for name in (practice.name, *practice.aliases):
            other = names.setdefault(normalize(name), practice.name)
            if other != practice.name:
                raise CorpusError(f"“{name}”既指“{other}”又指“{practice.name}”", where=where)
    broader = {practice.name: practice.broader for practice in practices}
    for practice in practices:
        for named in (practice.broader, *practice.related):
            if named and named not in broader:
                raise CorpusError(f"“{practice.name}”提到的做法“{named}”不存在", where=where)
        above, seen = practice.broader, {practice.name}
        while above:
            if above in seen:
                raise CorpusError(f"“{practice.name}”的上位做法成环", where=where)
            seen.add(above)
            above = broader[above]
    return tuple(practices)


def check_names(organisation: Organisation, others: Sequence[Organisation]) -> None:
    """CorpusError when a name of an organisation already means another one. Branches may share theirs."""
    names = {normalize(name) for name in (organisation.name, *organisation.aliases)}
    for other in others:
        for name in (other.name, *other.aliases):
            if normalize(name) in names and other.name != organisation.name:
                raise CorpusError(
                    f"“{name}”既指“{other.name}”又指“{organisation.name}”",
                    hint="一个名称只能指一家机构；如果是同一家，请用“并入”",
                )


def load_organisations(text: str, where: str) -> tuple[Organisation, ...]:
    """The organisations of a YAML list."""
    data = front_matter.load_yaml(text, where) or []
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise CorpusError("机构表应为列表，每项有 name、aliases、branches", where=where)
    organisations = []
    for item in data:
        if not isinstance(item.get("name"), str) or set(item) - {"name", "aliases", "branches"}:
            raise CorpusError(f"机构表里这一项写得不对：{item}", where=where)
        organisations.append(
            Organisation(
                item["name"], _strings(item, "aliases", where), _strings(item, "branches", where)
            )
        )
    return tuple(organisations)


def dump_organisations(organisations: Sequence[Organisation], before: str = "") -> str:
    """The YAML list of organisations, under the comment at the beginning of the old file."""
    head = "".join(takewhile(_is_comment, before.splitlines(keepends=True)))
    items: list[dict[str, Any]] = []
    for organisation in organisations:
        item: dict[str, Any] = {"name": organisation.name}
        for key in ("aliases", "branches"):
            if values := getattr(organisation, key):
                item[key] = list(values)
        items.append(item)
    return head + front_matter.dump_list(items)


def _is_comment(line: str) -> bool:
    return line.startswith("#") or not line.strip()


def _strings(data: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = data.get(key) or []
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise CorpusError(f"“{key}”应为文字的列表", where=where)
    return tuple(values)


def require_same(seen: str, now: str) -> None:
    """ConflictError when an item is no longer what an editor saw: two digests of it."""
    if now != seen:
        raise ConflictError("打开这一页以后，别人改过它", hint="请对照现在的内容，再预览一次")

"""kb show, kb list, kb practices, kb remove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from kb.cli.common import (
    HOLDER,
    echo_json,
    echo_unread,
    opened,
    period_json,
    show_span,
    updated_index,
)
from kb.cli.verbs import command
from kb.corpus import By, changes, role_data
from kb.errors import CorpusError, NotFoundError, no_entry
from kb.knowledge_base import KnowledgeBase
from kb.model import (
    KIND_LABELS,
    NO_BANK,
    Bulletin,
    Entry,
    Heading,
    Practice,
    entry_id,
    split_entry_id,
)
from kb.remote import corpus_lock
from kb.rights import COMMAND_LINE

if TYPE_CHECKING:
    from kb.insights import Whose

# The practices of entries, by their anchors.
_Practices = Mapping[str, tuple[str, ...]]


@command("show")
@click.argument("id_", metavar="编号")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def show(context: click.Context, id_: str, as_json: bool) -> None:
    """Show a bulletin, or an entry by "bulletin#anchor"."""
    kb = opened(context)
    bulletin_id, anchor = split_entry_id(id_)
    bulletin = kb.corpus.load_bulletin(bulletin_id)
    if anchor:
        entry = next((e for e in bulletin.entries if e.anchor == anchor), None)
        if entry is None:
            raise no_entry(id_)
        if as_json:
            practices = _practices(kb, bulletin, [entry])
            echo_json(_entry_json(_whose(kb), bulletin, entry, practices))
        else:
            _show_entry(_whose(kb), bulletin, entry, _practices(kb, bulletin, [entry]))
    elif as_json:
        echo_json(bulletin_json(kb, bulletin))
    else:
        _show_bulletin(kb, bulletin)


def bulletin_json(kb: KnowledgeBase, bulletin: Bulletin) -> dict[str, Any]:
    """A bulletin as JSON."""
    source, whose = bulletin.source, _whose(kb)
    practices = _practices(kb, bulletin, bulletin.entries)
    return {
        "id": bulletin.id,
        "title": bulletin.title,
        "subtitle": bulletin.subtitle,
        "series": bulletin.series,
        "issue": bulletin.issue,
        "period": period_json(bulletin.period)
        and {
            **(period_json(bulletin.period) or {}),
            "evidence": bulletin.period.evidence if bulletin.period else "",
        },
        "sample": bulletin.sample,
        "groups": [{"name": g.name, "bank": g.bank} for g in bulletin.groups],
        "roles": [role_data(role) for role in bulletin.roles],
        "source": {"name": source.name, "format": source.format, "sha256": source.sha256},
        "entries": [_entry_json(whose, bulletin, entry, practices) for entry in bulletin.entries],
    }


def _entry_json(
    whose: Whose, bulletin: Bulletin, entry: Entry, practices: _Practices
) -> dict[str, Any]:
    return {
        "id": entry_id(bulletin.id, entry.anchor),
        "kind": entry.kind.value,
        "group": entry.group,
        "bank": entry.bank,
        "banks": list(whose.banks(bulletin, entry)),
        "title": entry.title,
        "headings": list(entry.heading_path),
        "text": entry.text,
        "practices": list(practices[entry.anchor]),
        "pictures": [asdict(picture) for picture in entry.pictures],
    }


def _practices(kb: KnowledgeBase, bulletin: Bulletin, entries: Iterable[Entry]) -> _Practices:
    from kb.enrich import practices_by_entry  # here, because list needs none of it

    return practices_by_entry(kb.vocabulary, bulletin, entries)


def _whose(kb: KnowledgeBase) -> Whose:
    from kb.insights import Whose  # here, because list needs none of it

    return Whose(kb)


def _show_bulletin(kb: KnowledgeBase, bulletin: Bulletin) -> None:
    click.echo(click.style(bulletin.title, bold=True) + ("（示例）" if bulletin.sample else ""))
    if bulletin.subtitle:
        click.echo(bulletin.subtitle)
    if period := bulletin.period:
        click.echo(f"时间：{show_span(period.start, period.end)}")
        if period.year_inferred:
            click.echo(f"　　　年份为推断：{period.evidence}")
    for group in bulletin.groups:
        click.echo(f"{group.name}：{group.bank or NO_BANK}")
    whose, practices = _whose(kb), _practices(kb, bulletin, bulletin.entries)
    for item in bulletin.content:
        click.echo()
        if isinstance(item, Heading):
            click.echo(click.style(f"{'#' * item.level} {item.text}", bold=True))
        else:
            _show_entry(whose, bulletin, item, practices)


def _show_entry(whose: Whose, bulletin: Bulletin, entry: Entry, practices: _Practices) -> None:
    click.echo(f"〔{KIND_LABELS[entry.kind]}〕{entry.text}")
    about = [
        f"#{entry.anchor}",
        *filter(None, ("、".join(whose.banks(bulletin, entry)), entry.group)),
    ]
    if tagged := practices[entry.anchor]:
        about.append(f"做法：{'、'.join(tagged)}")
    click.echo(click.style("　" + " · ".join(about), dim=True))
    for picture in entry.pictures:
        where = f"配图：{picture.file}" if picture.file else f"图片在原网页：{picture.address}"
        click.echo(click.style(f"　{where}", dim=True))


@command("list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def list_command(context: click.Context, as_json: bool) -> int:
    """List bulletins, newest first; exit code 1 when some could not be read."""
    kb = opened(context)
    bulletins, unread = _listed(kb)
    if as_json:
        echo_json(
            {
                "bulletins": [
                    {
                        "id": b.id,
                        "title": b.title,
                        "period": period_json(b.period),
                        "entries": len(b.entries),
                        "sample": b.sample,
                    }
                    for b in bulletins
                ],
                "unread": [str(error) for error in unread],
            }
        )
        return int(bool(unread))
    _tell(unread)
    for bulletin in bulletins:
        span = show_span(*((p.start, p.end) if (p := bulletin.period) else (None, None)))
        mark = "（示例）" if bulletin.sample else ""
        click.echo(f"{span}  {bulletin.title}{mark}  {len(bulletin.entries)} 条")
        click.echo(f"    {bulletin.id}")
    click.echo(f"共 {len(bulletins)} 期")
    return int(bool(unread))


def _listed(kb: KnowledgeBase) -> tuple[list[Bulletin], list[CorpusError]]:
    """The bulletins, newest first, and what is wrong with the malformed ones."""
    bulletins: list[Bulletin] = []
    unread: list[CorpusError] = []
    for found in kb.corpus.bulletins_or_errors():
        if isinstance(found, Bulletin):
            bulletins.append(found)
        else:
            unread.append(found)
    return bulletins[::-1], unread


def _tell(unread: list[CorpusError]) -> None:
    for error in unread:
        echo_unread(error)


@command("practices")
@click.argument("name", metavar="做法", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def practices(context: click.Context, name: str | None, as_json: bool) -> None:
    """List practices, or show one."""
    from kb.index import documents  # here and in remove, because show and list need no index

    kb = opened(context)
    entries: dict[str, list[str]] = {}
    bulletins, unread = _listed(kb)
    _tell(unread)
    for bulletin in reversed(bulletins):
        for document in documents(bulletin, kb.vocabulary):
            for tagged in document.practices:
                entries.setdefault(tagged, []).append(document.id)
    if name is None:
        found = kb.vocabulary.practices
        if as_json:
            echo_json({"practices": [_practice_json(kb, p, entries) for p in found]})
            return
        for practice in found:
            click.echo(f"{practice.name}  {len(entries.get(practice.name, []))} 条")
        click.echo(f"共 {len(found)} 个做法")
        return
    one = kb.vocabulary.practice(name)
    if one is None:
        raise NotFoundError(f"词表里没有做法“{name}”", hint="用 kb practices 查看全部")
    if as_json:
        echo_json(_practice_json(kb, one, entries))
        return
    click.echo(click.style(one.name, bold=True))
    for label, names in (
        ("别名", one.aliases),
        ("上位", (one.broader,) if one.broader else ()),
        ("下位", kb.vocabulary.narrower.get(one.name, ())),
        ("相关", one.related),
    ):
        if names:
            click.echo(f"{label}：{'、'.join(names)}")
    click.echo(one.scope_note)
    for id_ in entries.get(one.name, []):
        click.echo(f"  {id_}")
    click.echo(f"共 {len(entries.get(one.name, []))} 条")


def _practice_json(
    kb: KnowledgeBase, practice: Practice, entries: dict[str, list[str]]
) -> dict[str, Any]:
    return {
        "name": practice.name,
        "aliases": list(practice.aliases),
        "broader": practice.broader or None,
        "narrower": list(kb.vocabulary.narrower.get(practice.name, ())),
        "related": list(practice.related),
        "scope_note": practice.scope_note,
        "entries": entries.get(practice.name, []),
    }


@command("remove")
@click.argument("id_", metavar="编号")
@click.pass_context
def remove(context: click.Context, id_: str) -> None:
    """Remove a bulletin."""
    kb = opened(context)
    with corpus_lock(kb.home, kb.settings.corpus, HOLDER):
        kept = changes.remove(kb.corpus, id_, By(COMMAND_LINE, datetime.now()))
        updated_index(kb)
    click.echo(f"已移除“{id_}”，文件在回收站：{kept}")
    click.echo(f"恢复：kb undo-remove {id_}")

"""kb history, kb restore-version, kb bin, kb undo-remove."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from kb.cli.common import HOLDER, echo_json, opened, updated_index
from kb.cli.verbs import command
from kb.corpus import (
    ACTION_LABELS,
    By,
    Difference,
    Mark,
    Piece,
    Version,
    changes,
    history,
    version_changes,
)
from kb.errors import KbError
from kb.remote import corpus_lock
from kb.rights import COMMAND_LINE

_COLOURS = {Mark.ADDED: "green", Mark.REMOVED: "red"}
_SIGNS = {Mark.ADDED: "＋", Mark.REMOVED: "－", Mark.CHANGED: "改"}


@command("history")
@click.argument("id_", metavar="编号")
@click.option("--diff", type=int, metavar="版本", help="显示这一版改了哪些条目")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def history_command(context: click.Context, id_: str, diff: int | None, as_json: bool) -> None:
    """Show the versions of a bulletin, or what one of them changed."""
    steps = version_changes(history.versions(opened(context).corpus, id_), id_)
    if diff is not None:
        steps = tuple(step for step in steps if step.version.number == diff)
        if not steps:
            raise KbError(f"没有第 {diff} 版", where=id_, hint=f"用 kb history {id_} 查看")
    if as_json:
        rows = [_version_json(step.version, step.difference) for step in steps]
        echo_json({"id": id_, "versions": rows})
        return
    for step in steps:
        _show(step.version, step.difference)
        if diff is not None and step.difference is not None:
            _show_difference(step.difference)


def _version_json(version: Version, difference: Difference | None) -> dict[str, Any]:
    return {
        "version": version.number,
        "when": version.when.isoformat() if version.when else None,
        "who": version.who or None,
        "action": version.action.value if version.action else None,
        "note": version.note,
        "current": version.current,
        "by_hand": version.by_hand,
        "changes": difference
        and {
            "summary": difference.summary,
            "added": difference.count(Mark.ADDED),
            "removed": difference.count(Mark.REMOVED),
            "changed": difference.count(Mark.CHANGED),
            "entries": [
                {"change": entry.mark.value, "title": entry.title, "details": list(entry.details)}
                for entry in difference.entries
            ],
            "fields": [
                {"name": field.name, "before": field.before, "after": field.after}
                for field in difference.fields
            ],
        },
    }


def _show(version: Version, difference: Difference | None) -> None:
    action = ACTION_LABELS[version.action] if version.action else "原有"
    when = f"{version.when:%Y-%m-%d %H:%M:%S}" if version.when else "时间不详"
    parts = [f"第 {version.number} 版", action, version.who or "不详", when]
    marks = [version.note, "其后有人直接改过文件" if version.by_hand else "", "当前"]
    parts += [mark for mark in marks[: 3 if version.current else 2] if mark]
    click.echo(" · ".join(parts))
    if difference is not None and version.data is not None:
        click.echo(f"    {difference.summary}")


def _show_difference(difference: Difference) -> None:
    for field in difference.fields:
        click.echo(f"    {field.label}：{field.before or '无'} → {field.after or '无'}")
    for entry in difference.entries:
        click.echo(f"  {_SIGNS[entry.mark]} {click.style(entry.title, bold=True)}")
        for detail in entry.details:
            click.echo(f"    {detail}")
        click.echo("    " + "".join(map(_piece, entry.pieces)).replace("\n", "\n    "))


def _piece(piece: Piece) -> str:
    if piece.mark is Mark.SAME:
        return piece.text
    brackets = ("{+", "+}") if piece.mark is Mark.ADDED else ("[-", "-]")
    return click.style(f"{brackets[0]}{piece.text}{brackets[1]}", fg=_COLOURS[piece.mark])


@command("restore-version")
@click.argument("id_", metavar="编号")
@click.argument("number", metavar="版本", type=int)
@click.pass_context
def restore_version(context: click.Context, id_: str, number: int) -> None:
    """Restore a version."""
    kb = opened(context)
    with corpus_lock(kb.home, kb.settings.corpus, HOLDER):
        changes.restore_version(kb.corpus, id_, number, By(COMMAND_LINE, datetime.now()))
        updated_index(kb)
    click.echo(f"“{id_}”已恢复到第 {number} 版")


@command("bin")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def bin_command(context: click.Context, as_json: bool) -> None:
    """List the bin."""
    items = opened(context).corpus.bin_items()
    if as_json:
        echo_json(
            {
                "bin": [
                    {
                        "id": item.bulletin_id,
                        "removed": item.removed.isoformat(),
                        "file": str(item.path),
                    }
                    for item in items
                ]
            }
        )
        return
    for item in items:
        click.echo(f"{item.removed:%Y-%m-%d %H:%M:%S}  {item.bulletin_id}")
    click.echo(f"共 {len(items)} 期，用 kb undo-remove 编号 恢复" if items else "回收站是空的")


@command("undo-remove")
@click.argument("id_", metavar="编号")
@click.pass_context
def undo_remove(context: click.Context, id_: str) -> None:
    """Bring a bulletin back."""
    kb = opened(context)
    with corpus_lock(kb.home, kb.settings.corpus, HOLDER):
        now_id = changes.undo_remove(kb.corpus, id_, By(COMMAND_LINE, datetime.now()))
        updated_index(kb)
    if now_id == id_:
        click.echo(f"已恢复“{id_}”")
    else:
        click.echo(f"编号“{id_}”已被另一期简报占用，恢复为“{now_id}”")

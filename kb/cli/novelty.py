"""kb new."""

from __future__ import annotations

import click

from kb.cli.common import echo_json, opened, show_span
from kb.cli.verbs import command
from kb.errors import KbError
from kb.exports import novelty_data
from kb.insights import Novelty, PracticeNews, newest_bulletin, novelty

# New figures of a practice that are shown.
FIGURES = 3


@command("new")
@click.argument("bulletin_id", metavar="编号", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def new_command(context: click.Context, bulletin_id: str, as_json: bool) -> None:
    """Show what a bulletin adds to those before it."""
    kb = opened(context)
    wanted = bulletin_id or newest_bulletin(kb)
    if not wanted:
        raise KbError("还没有简报", hint="用 kb ingest 文件或文件夹 读入")
    found = novelty(kb, wanted)
    if as_json:
        echo_json(novelty_data(found))
    else:
        _show(found)


def _show(found: Novelty) -> None:
    click.echo(click.style(found.title, bold=True))
    click.echo(f"{show_span(found.start, found.end)} · {found.bulletin}")
    if found.earlier:
        click.echo(f"与更早的 {found.earlier} 期相比：")
    else:
        click.echo("这是最早的一期，没有更早的可比：")
    _line("新的做法", found.practices)
    _line("新的机构", found.banks)
    if found.earlier:
        _line("新的说法", tuple(term.term for term in found.terms))
    click.echo(f"新的数据：{len(found.figures)} 个")
    for news in found.per_practice:
        click.echo()
        before = "首次谈到" if news.first else f"此前 {news.before} 条"
        click.echo(click.style(f"{news.practice}（{before}）", bold=True))
        _show_practice(news)


def _show_practice(news: PracticeNews) -> None:
    for entry in news.entries:
        bank = f"（{entry.bank}）" if entry.bank else ""
        click.echo(f"  · {entry.title}{bank}")
        click.echo(click.style(f"    {entry.id}", dim=True))
    if news.banks and not news.first:
        _line("  第一次谈到它的机构", news.banks)
    if news.terms:
        _line("  新的说法", news.terms)
    for row in news.figures[:FIGURES]:
        click.echo(f"  {row.figure.phrase}：{row.figure.clause}")
    if len(news.figures) > FIGURES:
        click.echo(f"  另有新的数据 {len(news.figures) - FIGURES} 个（--json 全部列出）")


def _line(label: str, values: tuple[str, ...]) -> None:
    click.echo(f"{label}：{'、'.join(values) or '没有'}")

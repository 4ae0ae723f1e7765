"""kb notice."""

from __future__ import annotations

import click

from kb.cli.verbs import command
from kb.files import find_home
from kb.maintenance import Notice, notice_of, set_notice


@command("notice")
@click.argument("text", metavar="[通知]", default="")
@click.option("--read-only", is_flag=True, help="网站改为只读：能查看、检索、导出，不能改动")
@click.option("--clear", is_flag=True, help="撤下通知，取消只读")
@click.pass_context
def notice_command(context: click.Context, text: str, read_only: bool, clear: bool) -> None:
    """Show, change or clear the notice."""
    home = find_home(context.obj)
    if clear and (text or read_only):
        raise click.UsageError("--clear 不能与通知、--read-only 一起用")
    if clear:
        set_notice(home, Notice())
    elif text or read_only:
        set_notice(home, Notice(text, read_only))
    found = notice_of(home)
    click.echo(f"通知：{found.text}" if found.text else "没有通知")
    if found.read_only:
        click.echo("网站是只读的；恢复：kb notice --clear")

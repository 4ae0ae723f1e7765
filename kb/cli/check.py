"""kb check."""

from __future__ import annotations

import click

from kb.checking import check
from kb.cli.common import echo_json, opened


def register(cli: click.Group) -> None:
    """Add the verb to the command."""
    cli.add_command(check_command)


@click.command("check", help="检查语料、词表和索引，说明每个问题怎样解决。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def check_command(context: click.Context, as_json: bool) -> int:
    """Check everything; exit code 1 when something is wrong."""
    findings = check(opened(context))
    if as_json:
        echo_json({"ok": not findings, "findings": findings})
    else:
        for finding in findings:
            click.echo(f"{click.style('问题：', fg='red')}{finding}")
        click.echo(f"共 {len(findings)} 个问题" if findings else "一切正常")
    return 1 if findings else 0

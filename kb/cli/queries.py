"""kb queries."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

import click

from kb.cli.common import echo_json
from kb.cli.verbs import command
from kb.files import find_home, load_settings
from kb.state import forget_queries_before, logged_queries

# Lines of the log that are printed.
MOST = 5000


@command("queries")
@click.option("--days", type=click.IntRange(1, 3650), default=30, metavar="天数", help="最近几天的")
@click.option("--forget", is_flag=True, help="清空检索记录")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def queries_command(context: click.Context, days: int, forget: bool, as_json: bool) -> None:
    """Print the log of queries, or empty it. Where kb.toml switches it off, what is in it goes."""
    home, now = find_home(context.obj), datetime.now()
    if forget:
        click.echo(f"已清空 {forget_queries_before(home, now, names=False)} 条")
        return
    if not load_settings(home).queries.keep:
        gone = forget_queries_before(home, now, names=False)
        if not as_json:
            click.echo(f"kb.toml 里写明不保留检索记录，清空了 {gone} 条", err=True)
    found = logged_queries(home, now - timedelta(days=days), MOST)
    if as_json:
        echo_json([asdict(one) | {"last": one.last.isoformat()} for one in found])
        return
    if not found:
        click.echo("没有记录")
    for one in found:
        opened = "看过结果" if one.opened else "没有点开"
        who = f"  {one.who}" if one.who else ""
        click.echo(
            f"{one.last:%Y-%m-%d %H:%M}  {one.text}  {one.times} 次，{one.found} 条，{opened}{who}"
        )

"""kb state."""

from __future__ import annotations

from datetime import datetime

import click

from kb.cli.common import HOLDER
from kb.cli.verbs import VERBS
from kb.files import find_home
from kb.state import database, moving, writer_lock


@click.group("state", help=VERBS["state"].summary)
def state() -> None:
    """Group the two verbs."""


@state.command(help="状态库在哪里，是不是现在的版本。")
@click.pass_context
def status(context: click.Context) -> None:
    """Say where the state is; KbError when it cannot be reached."""
    home = find_home(context.obj)
    click.echo(f"状态库：{moving.place_of(home)}")
    if not database.exists(home):
        click.echo("还是空的，第一次保存时建立")
        return
    taken, steps = database.steps_taken(home), database.steps()
    click.echo(f"版本：第 {taken} 步，共 {steps} 步")
    if taken < steps:
        click.echo("更新：kb upgrade")


@state.command(
    help="把状态库移到 PostgreSQL（postgresql://用户@主机/库），或移回文件（sqlite）。"
    "复制后逐表核对，原来的保留；不成功就什么都不改。",
    short_help="移到 PostgreSQL，或移回文件。",
)
@click.argument("place", metavar="地址")
@click.option("--replace", is_flag=True, help="那里已有状态库时，用这一个代替它")
@click.pass_context
def move(context: click.Context, place: str, replace: bool) -> None:
    """Move the state, and say how many rows moved."""
    home = find_home(context.obj)
    with writer_lock(home, HOLDER):
        moved = moving.move(home, place, datetime.now(), replace=replace)
    click.echo(
        f"已移到 {moving.place_of(home)}：{len(moved.rows)} 个表，{sum(moved.rows.values())} 行"
    )
    click.echo(f"原来的保留在 {moved.kept}")

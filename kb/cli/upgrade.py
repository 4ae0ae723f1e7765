"""kb upgrade."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

import kb
from kb.cli.verbs import command
from kb.files import find_home
from kb.maintenance import kept_state, undo, upgrade
from kb.state import Step, steps


@command("upgrade")
@click.option("--list", "only_list", is_flag=True, help="只列出要做的事，什么都不改")
@click.option("--undo", "back", is_flag=True, help="退回上次升级以前的样子，交给从前的版本使用")
@click.pass_context
def upgrade_command(context: click.Context, only_list: bool, back: bool) -> int:
    """Upgrade or undo; exit code 1 when something is wrong in the home afterwards."""
    home = find_home(context.obj)
    if back:
        undone = undo(home, datetime.now())
        click.echo(f"已退回升级以前：{undone.backup.name}")
        click.echo(f"升级以后的文件保留在 {undone.kept}")
        if undone.rows is not None:
            click.echo(f"升级以后数据库里的内容保留在 {undone.rows}")
        click.echo("下一步：装回从前的版本，再执行 kb index")
        return 0
    if only_list:
        _show(steps.pending(home), kept_state(home))
        return 0
    done = upgrade(home, datetime.now())
    _show(done.steps, kept_state(home))
    if done.backup is not None:
        click.echo(f"升级前的备份：{done.backup}；要退回：kb upgrade --undo")
    click.echo(f"索引 {done.indexed} 条")
    for finding in done.findings:
        click.echo(f"{click.style('问题：', fg='red')}{finding}")
    return 1 if done.findings else 0


def _show(found: tuple[Step, ...], kept: Path | None) -> None:
    if not found:
        click.echo("状态库已是现在的版本")
        if kept is not None:
            click.echo(
                f"它在别的命令打开时已升级，升级前的保留在 {kept}；要退回：kb upgrade --undo"
            )
    for step in found:
        # What is not released yet has no version.
        released = _numbers(step.version) <= _numbers(kb.__version__)
        click.echo(f"第 {step.number} 步{f'（{step.version}）' if released else ''}：{step.what}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())

"""kb doctor."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from kb.access import COMMAND_LINE
from kb.cli.common import echo_json
from kb.cli.verbs import command
from kb.files import find_home
from kb.maintenance import Level, examine

_LABELS = {
    Level.GOOD: ("正常", "green"),
    Level.NOTE: ("提示", "yellow"),
    Level.MEND: ("问题", "red"),
}


@command("doctor")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> int:
    """Examine the machine; exit code 1 when something must be mended."""
    answers = examine(find_home(context.obj), COMMAND_LINE, datetime.now())
    wrong = sum(answer.level is Level.MEND for answer in answers)
    if as_json:
        echo_json({"ok": not wrong, "answers": [asdict(answer) for answer in answers]})
        return 1 if wrong else 0
    for answer in answers:
        label, colour = _LABELS[answer.level]
        click.echo(f"{click.style(label, fg=colour)}　{answer.topic}：{answer.message}")
        if answer.mend:
            click.echo(f"　　　{answer.mend}")
    click.echo(f"须解决 {wrong} 个问题" if wrong else "没有须解决的问题")
    return 1 if wrong else 0

"""kb check."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from kb.cli.common import HOLDER, echo_json, opened
from kb.cli.verbs import command
from kb.corpus import By
from kb.maintenance import Finding, check, remarks, repair
from kb.remote import corpus_lock
from kb.rights import COMMAND_LINE


@command("check")
@click.option("--repair", "mend", is_flag=True, help="修复能安全修复的，再检查一遍")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def check_command(context: click.Context, mend: bool, as_json: bool) -> int:
    """Check everything; exit code 1 when something is (still) wrong."""
    kb = opened(context)
    repaired = []
    if mend:
        with corpus_lock(kb.home, kb.settings.corpus, HOLDER):
            repaired = repair(kb, By(COMMAND_LINE, datetime.now()))
        kb.engine.close()
        kb = opened(context)
    findings, noted = check(kb), list(remarks(kb))
    if as_json:
        data = {
            "ok": not findings,
            "findings": [asdict(finding) for finding in findings],
            "remarks": noted,
        }
        echo_json(data | {"repaired": repaired} if mend else data)
    else:
        for line in repaired:
            click.echo(f"{click.style('已修复：', fg='green')}{line}")
        for finding in findings:
            _show(finding)
        for remark in noted:
            click.echo(f"{click.style('提示：', fg='yellow')}{remark}")
        click.echo(f"共 {len(findings)} 个问题" if findings else "一切正常")
    return 1 if findings else 0


def _show(finding: Finding) -> None:
    click.echo(f"{click.style('问题：', fg='red')}{finding}")
    if finding.original:
        click.echo(f"　　　（原文：{finding.original}）")
    if finding.command:
        click.echo(f"　　　{finding.command}")

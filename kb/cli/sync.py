"""kb sync."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import click

from kb.cli.common import HOLDER, opened, updated_index
from kb.cli.verbs import command
from kb.errors import ConfigError, RemoteError
from kb.files import Home, Remote
from kb.remote import exchange, look
from kb.state import writer_lock

# Seconds to wait for who writes; for a remote that answers, however much comes or goes.
PATIENCE, MUCH = 30.0, 900


@command("sync")
@click.pass_context
def sync(context: click.Context) -> int:
    """Exchange with the remote once; exit code 1 when a person has to act."""
    kb = opened(context)
    if kb.settings.corpus is None:
        raise ConfigError(
            "没有设置语料的远端仓库",
            where=str(kb.home.config),
            hint='在 kb.toml 里写一行 corpus.remote = "仓库地址"，见 docs/scaling.md',
        )
    done = exchange(kb.home, _patient(kb.home, kb.settings.corpus), HOLDER, PATIENCE)
    if done.came:
        with writer_lock(kb.home, HOLDER):
            updated_index(kb)
    said = [f"取来 {len(done.came)} 个文件"] if done.came else []
    said += [f"推送 {done.went} 次提交"] if done.went else []
    if said or not done.problem:
        click.echo("，".join(said) or "与远端一致")
    if done.problem:
        click.echo(f"提示：{done.problem}", err=True)
    return int(bool(done.problem))


def _patient(home: Home, remote: Remote) -> Remote:
    """A person waits longer than a site, which asks again every few seconds. What the remote has is
    fetched before anybody has to wait for us; where that fails, the usual time is enough."""
    patient = replace(remote, timeout=max(remote.timeout, MUCH))
    with suppress(RemoteError):
        look(home, patient)
        return patient
    return remote

"""`kb visible`: who may see a bulletin."""

from __future__ import annotations

from datetime import datetime

import click

from kb.cli.common import HOLDER, opened
from kb.cli.verbs import command
from kb.corpus import By, changes
from kb.errors import QueryError
from kb.remote import corpus_lock
from kb.rights import COMMAND_LINE


@command("visible")
@click.argument("id_", metavar="编号")
@click.option("--to", "names", multiple=True, metavar="机构或组", help="只给它的人看，可写多次")
@click.option("--everybody", is_flag=True, help="所有人可以看")
@click.pass_context
def visible(context: click.Context, id_: str, names: tuple[str, ...], everybody: bool) -> None:
    """Show who may see a bulletin, or change it."""
    from kb.index import update_index

    kb = opened(context)
    if names and everybody:
        raise QueryError("--to 和 --everybody 只能用一个")
    if names or everybody:
        with corpus_lock(kb.home, kb.settings.corpus, HOLDER):
            by = By(COMMAND_LINE, datetime.now())
            changes.set_audience(kb.corpus, id_, names, by)
            update_index(kb)
    shown = kb.corpus.load_bulletin(id_).visible_to
    click.echo(f"可以看“{id_}”的：{'、'.join(shown) or '所有人'}")

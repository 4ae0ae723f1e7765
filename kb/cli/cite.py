"""kb cite."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kb.cli.common import opened
from kb.cli.verbs import command
from kb.exports import Reference, bibtex, csl_json, gb7714, reference, ris, short
from kb.insights import Whose
from kb.saved import Sources

_STYLES: dict[str, Callable[[Sequence[Reference]], str]] = {
    "gb7714": lambda references: _numbered(list(map(gb7714, references))),
    "short": lambda references: "\n".join(map(short, references)) + "\n",
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl_json,
}


@command("cite")
@click.argument("entries", metavar="条目编号", nargs=-1, required=True)
@click.option(
    "--style", type=click.Choice(list(_STYLES)), default="gb7714", help="格式", show_default=True
)
@click.pass_context
def cite(context: click.Context, entries: tuple[str, ...], style: str) -> None:
    """Print references."""
    kb = opened(context)
    sources, whose = Sources(kb.corpus), Whose(kb)
    found = [sources.entry(entry) for entry in dict.fromkeys(entries)]
    references = [reference(*one, bank="、".join(whose.banks(*one))) for one in found]
    click.echo(_STYLES[style](references), nl=False)


def _numbered(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return lines[0] + "\n"
    return "".join(f"[{number}] {line}\n" for number, line in enumerate(lines, 1))

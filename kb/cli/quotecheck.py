"""kb quotecheck."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.common import FilePath, echo_json, opened
from kb.cli.verbs import command
from kb.errors import SourceError
from kb.exports import LABELS, checked_docx, comment, paragraphs_in
from kb.files import reason, write_durably
from kb.quotes import Found, Verdict, check_quotations, quotations


@command("quotecheck")
@click.argument("file", metavar="文件", type=FilePath(path_type=Path, dir_okay=False))
@click.option(
    "-o", "--output", type=FilePath(path_type=Path, dir_okay=False), metavar="文件",
    help="存为带批注的 Word 文件",
)  # fmt: skip
@click.option("--all", "show_all", is_flag=True, help="也列出一致的和没有加引号的")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def quotecheck(
    context: click.Context, file: Path, output: Path | None, show_all: bool, as_json: bool
) -> None:
    """Check the quotations of a file."""
    kb = opened(context)
    data = _read(file)
    paragraphs = paragraphs_in(data, file.name)
    found = check_quotations(kb, quotations(paragraphs))
    if output:
        original = data if file.suffix.lower() == ".docx" else None
        write_durably(output, checked_docx(paragraphs, found, original))
        click.echo(f"已存为 {output}", err=True)
    if as_json:
        echo_json([_plain(one) for one in found])
        return
    for one in found:
        own = one.verdict is Verdict.ABSENT and not one.quotation.marked
        if show_all or not (own or one.verdict is Verdict.VERBATIM):
            click.echo(f"“{one.quotation.text}”")
            for line in comment(one).split("\n"):
                click.echo(f"    {line}")
    counts = [f"{LABELS[v]} {sum(one.verdict is v for one in found)}" for v in Verdict]
    click.echo(f"共核对 {len(found)} 处：{'，'.join(counts)}。")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SourceError(f"读不出文件：{reason(error)}", where=str(file)) from error


def _plain(one: Found) -> dict[str, object]:
    return {
        "text": one.quotation.text,
        "quoted": one.quotation.marked,
        "verdict": one.verdict.value,
        "entry": one.source.id if one.source else None,
        "nearest": one.nearest or None,
        "parts": [{"text": part.text, "entry": part.source.id} for part in one.parts],
        "difference": [{"mark": p.mark.value, "text": p.text} for p in one.pieces],
    }

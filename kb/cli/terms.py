"""kb terms."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kb.cli.common import HOLDER, echo_json, opened, updated_index
from kb.cli.verbs import command
from kb.corpus import Corpus
from kb.errors import QueryError
from kb.intake import Term, new_terms
from kb.remote import corpus_lock
from kb.rights import COMMAND_LINE


@command("terms")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, metavar="个", help="列出多少个")
@click.option("--accept", multiple=True, metavar="词", help="采纳这个词（可多次），要配合 --as")
@click.option(
    "--as",
    "meaning",
    metavar="用途",
    help="practice：新的做法；alias:做法名：这个做法的别名；word：只进分词词典",
)
@click.option("--refuse", multiple=True, metavar="词", help="以后不再提出这个词（可多次）")
@click.option("--withdraw", multiple=True, metavar="词", help="收回只进词典或拒绝的决定（可多次）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def terms_command(
    context: click.Context,
    limit: int,
    accept: tuple[str, ...],
    meaning: str | None,
    refuse: tuple[str, ...],
    withdraw: tuple[str, ...],
    as_json: bool,
) -> None:
    """Propose new terms, or decide on some."""
    if bool(accept) != bool(meaning):
        raise QueryError("--accept 和 --as 要一起用", hint="如 kb terms --accept 用信率 --as word")
    kb = opened(context)
    if accept or refuse or withdraw:
        with corpus_lock(kb.home, kb.settings.corpus, HOLDER):
            for word in accept:
                click.echo(f"已采纳“{word}”，写入 {_accept(kb.corpus, word, meaning or '')}")
            for word in refuse:
                click.echo(
                    f"不再提出“{word}”，写入 {new_terms.refuse(kb.corpus, word, COMMAND_LINE)}"
                )
            for word in withdraw:
                click.echo(
                    f"已收回对“{word}”的决定，写入 {new_terms.withdraw(kb.corpus, word, COMMAND_LINE)}"
                )
            kb.engine.close()
            change = updated_index(opened(context))  # with the current dictionary
        if change.put or change.removed or change.rebuilt:
            click.echo(f"已更新索引：共 {change.documents} 条")
        return
    found = new_terms.propose(kb, limit)
    if as_json:
        echo_json({"terms": [asdict(term) for term in found]})
        return
    for number, term in enumerate(found, 1):
        _show(number, term)
    click.echo(f"共 {len(found)} 个")
    if found:
        click.echo("采纳：kb terms --accept 词 --as practice|alias:做法|word；拒绝：--refuse 词")


def _accept(corpus: Corpus, word: str, meaning: str) -> Path:
    kind, _, name = meaning.replace("：", ":").partition(":")
    match kind:
        case "word":
            return new_terms.accept_as_word(corpus, word, COMMAND_LINE)
        case "practice":
            return new_terms.accept_as_practice(corpus, word, COMMAND_LINE)
        case "alias" if name:
            return new_terms.accept_as_alias(corpus, word, name, COMMAND_LINE)
        case _:
            raise QueryError(f"--as 不能是“{meaning}”", hint="可用：practice、alias:做法名、word")


def _show(number: int, term: Term) -> None:
    about = f"{term.count} 次，{term.entries} 条，{term.bulletins} 期，最早见于 {term.first}"
    click.echo(f"{number:3d}. {click.style(term.word, bold=True)}  {about}")
    sentence = term.examples[0].sentence
    start = max(0, sentence.find(term.word) - 24)
    click.echo(f"     {'…' if start else ''}{sentence[start : start + 60]}")

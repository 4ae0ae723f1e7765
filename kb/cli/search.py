"""kb search."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from kb.cli.common import HOLDER, DayType, KindType, echo_json, opened, show_span
from kb.cli.verbs import command
from kb.files import readable
from kb.index import ensure_index
from kb.index.engines import Order
from kb.insights import Absence, banks_without, by_time
from kb.knowledge_base import KnowledgeBase
from kb.model import KIND_LABELS, Kind
from kb.search import (
    LEVEL_LABELS,
    MAX_LIMIT,
    Answer,
    Hit,
    Query,
    ResultPage,
    answers,
    offered,
    search,
)
from kb.text import Span


@command("search")
@click.argument("text", metavar="检索词", nargs=-1)
@click.option("--bank", multiple=True, metavar="机构", help="只看这家机构（可多次）")
@click.option("--group", multiple=True, metavar="小组", help="只看这个小组")
@click.option("--practice", multiple=True, metavar="做法", help="只看这个做法")
@click.option(
    "--kind", multiple=True, type=KindType(), metavar="类型", help="经验、动态、综述或荣誉"
)
@click.option("--from", "start", type=DayType(last=False), metavar="日期", help="起始日期")
@click.option("--to", "end", type=DayType(last=True), metavar="日期", help="截止日期")
@click.option(
    "--sort", type=click.Choice([o.value for o in Order]), default="relevance", help="排序方式"
)
@click.option(
    "--limit", type=click.IntRange(1, MAX_LIMIT), default=10, metavar="条数", help="每页几条"
)
@click.option("--page", type=click.IntRange(1, 10_000), default=1, metavar="页", help="第几页")
@click.option("--no-expand", is_flag=True, help="不同时检索做法的别名和口语所指的行话")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def search_command(
    context: click.Context,
    text: tuple[str, ...],
    bank: tuple[str, ...],
    group: tuple[str, ...],
    practice: tuple[str, ...],
    kind: tuple[Kind, ...],
    start: date | None,
    end: date | None,
    sort: str,
    limit: int,
    page: int,
    no_expand: bool,
    as_json: bool,
) -> None:
    """Search and print."""
    kb = opened(context)
    ensure_index(kb, HOLDER, lambda message: click.echo(f"提示：{message}", err=True))
    names = [kb.vocabulary.practice(name) for name in practice]
    filters = {
        "bank": bank,
        "group": group,
        "practice": tuple(p.name if p else n for p, n in zip(names, practice, strict=True)),
        "kind": tuple(k.value for k in kind),
    }
    found = search(
        kb,
        Query(
            text=readable(" ".join(text)),
            filters=filters,
            start=start,
            end=end,
            order=Order(sort),
            page=page,
            limit=limit,
            expand=not no_expand,
        ),
    )
    absence = banks_without(kb, found.query) if page == 1 else None
    answered = _answers(kb, found) if page == 1 and not absence else ()
    if as_json:
        more = {
            "answers": list(map(_answer_json, answered)),
            "absence": _absence_json(absence) if absence else None,
        }
        echo_json(page_json(found) | more)
    else:
        _show(found, offered(kb, found), answered)
        if absence:
            _show_absence(absence)


def _answers(kb: KnowledgeBase, found: ResultPage) -> tuple[Answer, ...]:
    in_time = by_time(kb, found.query)
    return in_time.answers if in_time else answers(kb, found)


def page_json(page: ResultPage) -> dict[str, Any]:
    """A page of results as JSON."""
    return {
        "query": page.query.text,
        "total": page.total,
        "relaxed": page.relaxed,
        "took_ms": round(page.took_ms, 2),
        "hits": [_hit_json(hit) for hit in page.hits],
        "facets": {
            name: [{"value": v.value, "count": v.count} for v in values]
            for name, values in page.facets.items()
        },
        "notice": page.notice,
        "expanded": {name: list(others) for name, others in page.expanded.items()},
        "everyday": {said: list(meant) for said, meant in page.everyday.items()},
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {"bank": answer.subject.bank, "text": answer.text, "id": answer.document.id}


def _absence_json(absence: Absence) -> dict[str, Any]:
    return {
        "subject": absence.subject.label,
        "without": list(absence.without),
        "planned": list(absence.planned),
        "having": dict(absence.having),
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    document = hit.document
    return {
        "id": document.id,
        "bulletin": {"id": document.bulletin, "title": document.bulletin_title},
        "title": document.title,
        "kind": document.kind,
        "group": document.group,
        "bank": document.bank,
        "banks": list(document.shown_banks),
        "practices": list(document.practices),
        "period": {"start": document.start, "end": document.end} if document.start else None,
        "text": document.text,
        "highlights": [list(span) for span in hit.highlights],
        "score": hit.score,
        "level": hit.level.name.lower(),
        "partial": hit.partial,
    }


def _show(page: ResultPage, others: tuple[str, ...], answered: tuple[Answer, ...]) -> None:
    if page.notice:
        click.echo(click.style(f"提示：{page.notice}", fg="yellow"))
    for name, also in page.expanded.items():
        click.echo(f"同时检索：{'、'.join(also)}（“{name}”的别名，--no-expand 关闭）")
    for said, meant in page.everyday.items():
        click.echo(f"“{said}”已按“{'”“'.join(meant)}”扩展（--no-expand 关闭）")
    extra = "".join(
        f"，其中 {page.counts[level]} 条{label}"
        for level, label in LEVEL_LABELS.items()
        if label and page.counts[level]
    )
    click.echo(f"共 {page.total} 条{extra}，第 {page.query.page}/{page.pages} 页")
    if others:
        click.echo(f"您是不是要找：{'、'.join(others)}")
    for answer in answered:
        document = answer.document
        where = f"《{document.bulletin_title}》{show_span(document.start, document.end)}"
        click.echo(f"\n{click.style(answer.subject.bank, bold=True)}：{answer.text}")
        click.echo(f"   原话，出自{where}　{document.id}")
    first = (page.query.page - 1) * page.query.limit + 1
    for number, hit in enumerate(page.hits, first):
        _show_hit(number, hit)


def _show_absence(absence: Absence) -> None:
    label = f"“{absence.subject.label}”"
    without = [bank for bank in absence.without if bank not in absence.planned]
    click.echo(f"\n简报里没有写到{label}的银行（不等于没有做）：{'、'.join(without) or '没有'}")
    if absence.planned:
        click.echo(f"只写到打算或试行：{'、'.join(absence.planned)}")
    click.echo(f"写到{label}的银行：{'、'.join(f'{bank} {n} 条' for bank, n in absence.having)}")


def _show_hit(number: int, hit: Hit) -> None:
    document = hit.document
    about = [
        KIND_LABELS[Kind(document.kind)],
        *filter(None, ("、".join(document.shown_banks), document.group)),
        show_span(document.start, document.end),
        *filter(None, (LEVEL_LABELS[hit.level],)),
        *(["示例"] if document.sample else []),
    ]
    click.echo()
    click.echo(f"{number}. {click.style(document.title, bold=True)}")
    click.echo(f"   {' · '.join(about)}")
    piece = hit.snippet
    before, after = "…" * piece.cut_before, "…" * piece.cut_after
    body = _marked(piece.text, piece.highlights).replace("\n", "\n   ")
    click.echo(f"   {before}{body}{after}")
    if document.practices:
        click.echo(f"   做法：{'、'.join(document.practices)}")
    click.echo(f"   {document.id}")


def _marked(text: str, spans: tuple[Span, ...]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], click.style(text[start:end], fg="red", bold=True)]
        at = end
    return "".join([*parts, text[at:]])

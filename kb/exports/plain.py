"""Comparisons, figures, trends and news as plain data, for JSON; dates stay dates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kb.enrich import KeyFigure
from kb.index import IndexDocument
from kb.insights import (
    Cell,
    Comparison,
    FigureRow,
    FigureTable,
    HeatTable,
    Novelty,
    Row,
    Statement,
    Trends,
)


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison: rows of cells of statements."""
    practice = comparison.practice
    return {
        "subject": comparison.subject.label,
        "practice": practice.name if practice else None,
        "aspects": [{"name": c.name, "note": c.note} for c in comparison.columns],
        "banks": [{"value": bank, "count": count} for bank, count in comparison.banks],
        "entries": comparison.entries,
        "read": comparison.read,
        "total": comparison.total,
        "relaxed": comparison.relaxed,
        "rows": [_row(row) for row in comparison.rows],
        "others": [_row(row) for row in comparison.others],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "bank": row.bank,
        "side": row.side.value,
        "entries": row.entries,
        "read": row.read,
        "planned": row.planned,
        "unplaced": row.unplaced,
        "cells": [_cell(cell) for cell in row.cells],
        "rest": [_statement(statement) for statement in row.rest],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "aspect": cell.aspect,
        "total": cell.total,
        "more": cell.more,
        "statements": [_statement(statement) for statement in cell.statements],
        "aside": [_statement(statement) for statement in cell.aside],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "lead": statement.lead,
        "span": list(statement.span),
        "figures": [_figure(figure) for figure in statement.figures],
        **_place(statement.document),
        "number": statement.document.number,
        "kind": statement.document.kind,
        "score": statement.score,
        "about": statement.about,
        "also": list(statement.also),
        "reason": statement.reason,
        "why": statement.why,
        "evidence": [
            {"kind": part.kind, "text": part.text, "weight": part.weight}
            for part in statement.aspect.evidence
        ],
        "repeated": list(statement.repeated),
    }


def figures_data(table: FigureTable, rows: tuple[FigureRow, ...]) -> dict[str, Any]:
    """A table of figures with the rows in the order given."""
    return {
        "subject": table.subject.label,
        "entries": table.entries,
        "total": table.total,
        "units": [{"unit": unit, "count": count} for unit, count in table.units],
        "figures": [{**_figure_row(row), "reason": row.reason} for row in rows],
    }


def _figure_row(row: FigureRow) -> dict[str, Any]:
    return {
        **_figure(row.figure),
        "sentence": row.figure.sentence,
        "bank": row.bank,
        "side": row.facts.side.value,
        "indicator": row.facts.indicator,
        "as_of": row.facts.as_of,
        "target": row.facts.target,
        "mark": row.mark,
        "known": row.known,
        "branch": row.facts.branch,
        "part": row.facts.part,
        "about": row.about,
        **_place(row.document),
    }


def _place(document: IndexDocument) -> dict[str, Any]:
    return {
        "entry": document.id,
        "title": document.title,
        "group": document.group,
        "bulletin": {"id": document.bulletin, "title": document.bulletin_title},
        "period": _period(document),
        "sample": document.sample,
    }


def _figure(figure: KeyFigure) -> dict[str, Any]:
    return {
        "text": figure.text,
        "phrase": figure.phrase,
        "value": figure.value,
        "number": _number(figure.number),
        "upper": _number(figure.upper),
        "unit": figure.unit,
        "amount": _number(figure.amount),
        "base_unit": figure.base_unit,
        "qualifier": figure.qualifier,
        "clause": figure.clause,
        "span": list(figure.span),
    }


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _period(item: IndexDocument | Novelty) -> dict[str, Any] | None:
    return {"start": item.start, "end": item.end} if item.start else None


def trends_data(trends: Trends) -> dict[str, Any]:
    """The heat tables."""
    return {
        "practice": trends.practice.name if trends.practice else None,
        "periods": _heat(trends.periods),
        "banks": _heat(trends.banks),
        "peers": _heat(trends.peers) if trends.peers else None,
    }


def _heat(table: HeatTable) -> dict[str, Any]:
    return {
        "rows_are": table.row_field,
        "columns_are": table.column_field,
        "columns": [{"value": c.value, "label": c.label} for c in table.columns],
        "rows": [
            {
                "value": row.value,
                "total": row.total,
                "counts": [cell.count for cell in row.cells],
            }
            for row in table.rows
        ],
    }


def novelty_data(found: Novelty) -> dict[str, Any]:
    """What a bulletin adds."""
    return {
        "bulletin": {"id": found.bulletin, "title": found.title},
        "period": _period(found),
        "earlier": found.earlier,
        "practices": list(found.practices),
        "banks": list(found.banks),
        "terms": [
            {"term": term.term, "quoted": term.quoted, "entries": list(term.entries)}
            for term in found.terms
        ],
        "figures": [_figure_row(row) for row in found.figures],
        "per_practice": [
            {
                "practice": news.practice,
                "before": news.before,
                "entries": [entry.id for entry in news.entries],
                "banks": list(news.banks),
                "terms": list(news.terms),
                "figures": [_figure_row(row) for row in news.figures],
            }
            for news in found.per_practice
        ],
    }

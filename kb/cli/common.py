"""What the verbs share: opening the home, printing, and the options' types."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kb.errors import CorpusError
from kb.files import find_home
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import KIND_LABELS, KIND_NAMES, Kind, Period
from kb.rights import COMMAND_LINE

if TYPE_CHECKING:
    from kb.index import IndexChange

HOLDER = COMMAND_LINE.name


class FilePath(click.Path):
    """The type of a file or folder. An empty one, of a variable that was not set, is not the current
    folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            raise click.UsageError("文件或目录的名称是空的", ctx)
        return super().convert(value, param, ctx)


def opened(context: click.Context) -> KnowledgeBase:
    """The knowledge base of this command."""
    return open_knowledge_base(find_home(context.obj))


def updated_index(
    kb: KnowledgeBase,
    *,
    rebuild: bool = False,
    progress: Callable[[int, int], None] | None = None,
    processes: int = 1,
) -> IndexChange:
    """Update the index, and say which bulletins could not be read."""
    from kb.index import update_index  # imported here, because not all verbs need the index

    change = update_index(kb, rebuild=rebuild, progress=progress, processes=processes)
    for error in change.unread:
        echo_unread(error)
    return change


def echo_unread(error: CorpusError) -> None:
    """Say that a malformed bulletin was skipped."""
    from kb.index import unread_line

    click.echo(f"提示：{unread_line(error)}", err=True)


def echo_json(data: Any) -> None:
    """Print JSON that people can read too."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def period_json(period: Period | None) -> dict[str, Any] | None:
    """A period as JSON, null when there is none."""
    if period is None:
        return None
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "year_inferred": period.year_inferred,
    }


def show_span(start: date | None, end: date | None) -> str:
    """A period as people write it."""
    if start is None or end is None:
        return "日期不详"
    return f"{start.isoformat()} 至 {end.isoformat()}"


class KindType(click.ParamType[Kind, str]):
    """A kind by its Chinese or English name."""

    name = "类型"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Kind:
        if value in KIND_NAMES:
            return KIND_NAMES[value]
        self.fail(f"“{value}”不是类型，可用：{'、'.join(KIND_LABELS.values())}", param, ctx)


class DayType(click.ParamType[date, str]):
    """A day, or the first or last day of a month or year."""

    name = "日期"

    def __init__(self, *, last: bool) -> None:
        self._last = last

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from kb.query import parse_span  # imported here, because few verbs take a date

        with suppress(ValueError):
            day = parse_span(value)[self._last]
            if day is not None:
                return day
        self.fail(f"看不懂日期“{value}”，可写 2018-07 或 2018-07-02", param, ctx)

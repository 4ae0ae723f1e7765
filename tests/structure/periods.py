"""The period of a text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kb.model import Period
from kb.structure.period import Texts, judge_period
from tests.builders import TODAY


def find_period(
    lines: Iterable[str], text: str, name: str, *, year: int | None, today: date
) -> Period | None:
    """The period of a text alone, without the other issues of a series."""
    found = judge_period(Texts(tuple(lines), text, name), year=year, today=today)
    return found.period if found else None


def period(line: str, text: str = "", name: str = "简报", year: int | None = None) -> Period | None:
    return find_period([line], f"{line}\n{text}", name, year=year, today=TODAY)


def days(found: Period | None) -> tuple[str, str]:
    assert found is not None
    return found.start.isoformat(), found.end.isoformat()

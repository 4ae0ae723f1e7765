"""The period of a text."""

from __future__ import annotations

from kb.model import Period
from kb.structure.period import find_period
from tests.builders import TODAY


def period(line: str, text: str = "", name: str = "简报", year: int | None = None) -> Period | None:
    return find_period([line], f"{line}\n{text}", name, year=year, today=TODAY)


def days(found: Period | None) -> tuple[str, str]:
    assert found is not None
    return found.start.isoformat(), found.end.isoformat()

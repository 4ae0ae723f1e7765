"""Names that stand with one bank only."""

from __future__ import annotations

from collections.abc import Iterable


def with_only_bank(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → bank, of pairs of both: a name that stands with several banks is of none."""
    found: dict[str, str] = {}
    for name, bank in named:
        known = found.setdefault(name, bank)
        found[name] = known if known == bank else ""
    return {name: bank for name, bank in found.items() if bank}

"""Heat tables: where their headings may be cut."""

from __future__ import annotations

import pytest

from webapp.parts.heat_table import Column


@pytest.mark.parametrize(
    ("label", "pieces"),
    [
        ("2025年11月", ("2025年", "11月")),
        ("2026年1月", ("2026年", "1月")),
        ("2026年", ("2026年",)),
        ("万年农商银行", ("万年农商银行",)),
        ("青枫农商银行", ("青枫农商银行",)),
        ("", ("",)),
    ],
)
def test_a_month_is_cut_behind_its_year(label: str, pieces: tuple[str, ...]) -> None:
    """On a telephone it stood in three lines: 2025, 年11, 月."""
    assert Column(label).pieces == pieces

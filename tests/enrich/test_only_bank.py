"""Names that stand with one bank only."""

from __future__ import annotations

from kb.enrich.only_bank import with_only_bank


def test_a_name_of_two_banks_is_of_none() -> None:
    named = [
        ("信贷部", "甲"),
        ("科技部", "甲"),
        ("信贷部", "乙"),
        ("科技部", "甲"),
        ("信贷部", "甲"),
    ]
    assert with_only_bank(named) == {"科技部": "甲"}

"""The title of an entry."""

from __future__ import annotations

import pytest

from kb.text import title_of

STEPS = "逐户走访、逐户建档、逐户评议并且在村部公示五天"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、整村授信先评议。支行请村干部评议。", "整村授信先评议"),
        # A comma or colon inside a number does not end the title.
        (f"签约1,524户以后{STEPS}，全年{STEPS}", f"签约1,524户以后{STEPS}"),
        ("每晚17:30开会", "每晚17:30开会"),
        (f"余额１，２００万元，{STEPS}，{STEPS}，{STEPS}", "余额１，２００万元"),
        ("做法: 先评议", "做法"),
    ],
)
def test_the_point_in_few_words(text: str, title: str) -> None:
    assert title_of(text) == title

"""Sentences that only say where one went."""

from __future__ import annotations

import pytest

from kb.text import is_arrival


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("今天到柳湾农商银行。", True),
        ("下午三点到柳湾农商银行报到", True),
        ("转到柳湾农商银行。", True),
        ("他把贷款转到柳湾农商银行。", False),
        ("客户都跑到柳湾农商银行。", False),
        ("到柳湾农商银行贷款的人，多半是渔民。", False),
        ("早年到柳湾农商银行，是另一番样子。", False),
    ],
)
def test_arrivals(sentence: str, *, expected: bool) -> None:
    assert is_arrival(sentence) is expected

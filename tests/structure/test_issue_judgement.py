"""Where the number of an issue is missing, and where there is none to miss."""

from __future__ import annotations

import pytest

from kb.structure import Confidence
from tests.builders import structured, title_block

TEXT = (
    "6月3日至7日，我行组织15名客户经理赴柳湾农商银行跟班学习，现将学习情况编发如下，供各支行参考。"
)


@pytest.mark.parametrize(
    ("title", "sure"),
    [
        ("跟班学习简报", Confidence.LOW),
        ("石坝农商银行学习周报", Confidence.LOW),
        ("石坝农商银行赴柳湾农商银行学习的报告", Confidence.HIGH),
        ("走进柳湾 取回金点子", Confidence.HIGH),
    ],
)
def test_only_a_paper_without_its_number_is_a_doubt(title: str, sure: Confidence) -> None:
    judged = [j for j in structured(title_block(title), TEXT).judgements if j.field == "issue"]
    assert [(j.value, j.confidence) for j in judged] == [("", sure)]

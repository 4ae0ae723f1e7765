"""The fields of a bank."""

from __future__ import annotations

import pytest

from kb.model import Organisation
from kb.uploads.bank_fields import bank_as_read

KNOWN = (Organisation("石桥县农商银行", ("石桥农村商业银行",)),)


@pytest.mark.parametrize(
    ("typed", "bank"),
    [
        ("柳湾县农村商业银行", "柳湾农商银行"),
        ("柳湾瑶族自治县农村商业银行", "柳湾农商银行"),
        ("大石桥农商行", "大石桥农商银行"),
        ("石桥县农商银行", "石桥县农商银行"),
        ("石桥农村商业银行", "石桥县农商银行"),
        ("零售部", "零售部"),
        ("", ""),
    ],
)
def test_a_typed_bank_is_called_as_the_program_reads_it(typed: str, bank: str) -> None:
    """Else one bank has two names: that of the editor, and that of the sentences."""
    assert bank_as_read(typed, KNOWN) == bank

"""Without the extra `office` an export says what to install; nothing else needs it."""

from __future__ import annotations

import sys

import pytest

from kb.errors import KbError
from kb.exports.excel import comparison_xlsx
from kb.exports.markdown import comparison_markdown
from kb.exports.word import comparison_docx
from kb.insights.matrix import Comparison


def test_what_to_install_is_said(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for export in (comparison_docx, comparison_xlsx):
        with pytest.raises(KbError, match="没有安装") as caught:
            export(comparison)
        assert "lessons-kb[office]" in caught.value.hint
    assert comparison_markdown(comparison)

"""Passwords from a script: nothing English about terminals is said."""

from __future__ import annotations

import io
import sys

import pytest

from kb.cli.passwords import asked_password
from kb.errors import KbError


def test_a_script_gives_two_lines(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("春江花月夜1\r\n春江花月夜1\n"))
    assert asked_password() == "春江花月夜1"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("typed", "says"), [("", "没有读到密码"), ("甲\n", "没有读到密码"), ("甲\n乙\n", "不一样")]
)
def test_less_or_something_else_is_said(
    monkeypatch: pytest.MonkeyPatch, typed: str, says: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    with pytest.raises(KbError, match=says):
        asked_password()

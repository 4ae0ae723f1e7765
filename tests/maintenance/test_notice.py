"""The notice to everybody."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kb.cli import cli
from kb.errors import KbError
from kb.files.home import Home
from kb.maintenance.notice import FILE, LONGEST, NONE, READ_ONLY, Notice, notice_of, set_notice


def test_it_is_kept_until_it_is_cleared(home: Home) -> None:
    assert notice_of(home) == NONE
    set_notice(home, Notice("  今晚 8 点\n停机  "))
    assert notice_of(home) == Notice("今晚 8 点 停机")
    set_notice(home, NONE)
    set_notice(home, NONE)
    assert notice_of(home) == NONE


def test_read_only_says_so_by_itself(home: Home) -> None:
    set_notice(home, Notice(read_only=True))
    assert notice_of(home) == Notice(READ_ONLY, True)


@pytest.mark.parametrize("text", [" \n", "字" * (LONGEST + 1)])
def test_its_length_is_bounded(home: Home, text: str) -> None:
    with pytest.raises(KbError, match="通知应有"):
        set_notice(home, Notice(text))


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"text": 1}', b"\xff"])
def test_a_damaged_file_is_no_crash(home: Home, data: bytes) -> None:
    home.state.mkdir(exist_ok=True)
    (home.state / FILE).write_bytes(data)
    assert "读不出来" in notice_of(home).text


def test_the_command(home: Home) -> None:
    def said(*arguments: str) -> str:
        return CliRunner().invoke(cli, ["--home", str(home.path), "notice", *arguments]).output

    assert said() == "没有通知\n"
    assert said("今晚停机", "--read-only").startswith("通知：今晚停机\n网站是只读的")
    assert said("--clear") == "没有通知\n"

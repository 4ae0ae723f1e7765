"""kb check."""

from __future__ import annotations

from pathlib import Path

from kb.files.home import Home
from tests.cli.conftest import Run


def test_all_is_well(sample: Run) -> None:
    done = sample("check")
    assert (done.code, done.out) == (0, "一切正常\n")
    assert sample("check", "--json").json == {"ok": True, "findings": []}


def test_what_is_wrong_is_told_and_the_exit_code_says_so(
    kb_: Run, home: Home, source: Path
) -> None:
    kb_("ingest", source)
    next((home.corpus / "sources").iterdir()).unlink()
    done = kb_("check")
    assert done.code == 1
    assert "问题：" in done.out
    assert "不见了" in done.out
    assert "共 1 个问题" in done.out
    said = kb_("check", "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert len(said.json["findings"]) == 1

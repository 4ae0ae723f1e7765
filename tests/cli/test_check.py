"""kb check."""

from __future__ import annotations

from pathlib import Path

from kb.files.home import Home
from tests.cli.conftest import Run


def test_all_is_well(sample: Run) -> None:
    done = sample("check")
    assert (done.code, done.out) == (0, "一切正常\n")
    assert sample("check", "--json").json == {"ok": True, "findings": [], "remarks": []}


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


def test_a_correction_without_its_sentence_is_remarked(kb_: Run, home: Home, source: Path) -> None:
    kb_("ingest", source)
    path = next(home.corpus.rglob("bulletins/*/*.md"))
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(" kind=lesson", ' subjects="1a2b3c4d:third:" kind=lesson', 1), "utf-8"
    )
    kb_("index")
    done = kb_("check")
    assert done.code == 0
    assert "提示：" in done.out
    assert "编者指定过的 1 处，句子找不到了" in done.out
    assert len(kb_("check", "--json").json["remarks"]) == 1

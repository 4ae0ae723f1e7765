"""kb quotecheck, as a person types it."""

from __future__ import annotations

from pathlib import Path

import docx

from kb.knowledge_base import KnowledgeBase
from tests.cli.conftest import Run
from tests.peers import first_week, stored


def test_a_text_is_checked_and_comes_back_as_word(
    run: Run, kb: KnowledgeBase, tmp_path: Path
) -> None:
    home = stored(kb, first_week()).home.path
    text = tmp_path / "讲稿.md"
    text.write_text("“每签约一户奖励客户经理50元。”\n“评议会请村干部和老党员打分。”", "utf-8")
    done = run("--home", home, "quotecheck", text, "-o", tmp_path / "核对.docx")
    assert "不一致：原文“30”，这里“50”" in done.out
    assert "共核对 2 处：一致 1，不一致 1，未找到 0。" in done.out
    assert len(list(docx.Document(str(tmp_path / "核对.docx")).comments)) == 2
    found = run("--home", home, "quotecheck", text, "--json").json
    assert [one["verdict"] for one in found] == ["differs", "verbatim"]
    assert run("--home", home, "quotecheck", tmp_path / "没有.md").code == 1

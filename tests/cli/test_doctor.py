"""kb doctor."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_what_must_be_mended_is_the_exit_code(kb_: Run, tmp_path: Path) -> None:
    before = kb_("doctor")
    assert before.code == 1
    assert "问题　备份：还没有备份过\n　　　kb backup --keep 14 文件夹" in before.out
    kb_("index")
    kb_("backup", tmp_path / "库.tar.gz")
    after = kb_("doctor", "--json")
    assert (after.code, after.json["ok"]) == (0, True)
    assert {answer["level"] for answer in after.json["answers"]} <= {"good", "note"}

"""`kb visible`."""

from __future__ import annotations

from pathlib import Path

from tests.builders import weekly
from tests.cli.conftest import Run


def test_it_is_shown_and_changed(kb_: Run, tmp_path: Path) -> None:
    (tmp_path / "第三周.html").write_bytes(weekly())
    kb_("ingest", tmp_path / "第三周.html")
    (bulletin,) = kb_("list", "--json").json["bulletins"]
    id_ = bulletin["id"]
    assert kb_("visible", id_).out.endswith("的：所有人\n")
    assert (
        "青枫农商银行、风险条线"
        in kb_("visible", id_, "--to", "青枫农商银行", "--to", "风险条线").out
    )
    assert "可以看的：青枫农商银行" in kb_("history", id_).out
    assert kb_("visible", id_, "--to", "甲", "--everybody").code == 2
    assert kb_("visible", id_, "--to", "*").code == 1
    assert "青枫农商银行" in kb_("visible", id_).out
    assert kb_("visible", id_, "--everybody").out.endswith("的：所有人\n")
    assert kb_("visible", "2018-01-01-没有").code == 1

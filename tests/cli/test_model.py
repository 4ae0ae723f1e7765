"""kb model, and what other verbs say of it."""

from __future__ import annotations

from pathlib import Path

from kb.files import Home
from tests.cli.conftest import Run
from tests.real_model import JAR, encoder


def test_without_a_model_nothing_is_said(kb_: Run, source: Path) -> None:
    assert kb_("ingest", source).code == 0
    assert "语义" not in kb_("index").out
    assert kb_("check").out == "一切正常\n"
    assert "没有安装" in kb_("model", "status").out


def test_install_index_status(kb_: Run, source: Path) -> None:
    encoder()
    kb_("ingest", source)
    assert "bge-small-zh-v1.5-q" in kb_("model", "install", JAR).out
    before = kb_("model", "status").out
    built = kb_("index").out
    after = kb_("model", "status").out
    assert "条目：0 /" in before
    assert "建立语义向量" in built
    have, _, of = after.rpartition("：")[2].strip().partition(" / ")
    assert have == of
    assert kb_("check").out == "一切正常\n"


def test_what_is_no_model_is_refused_and_nothing_changes(kb_: Run, tmp_path: Path) -> None:
    done = kb_("model", "install", tmp_path)
    assert done.code == 2
    assert "没有可用的模型" in done.err
    assert "没有安装" in kb_("model", "status").out


def test_check_says_that_an_installed_model_is_damaged(kb_: Run, home: Home) -> None:
    encoder()
    kb_("index")
    kb_("model", "install", JAR)
    (home.model / "model.onnx").write_bytes(b"")
    done = kb_("check")
    assert done.code == 1
    assert "kb model install" in done.out
    assert kb_("search", "整村授信").code == 0

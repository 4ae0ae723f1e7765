"""A restore drill: is a backup good for anything?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase
from kb.maintenance.backup import back_up
from kb.maintenance.drill import drill
from tests.builders import TODAY, weekly

NOW = datetime(2026, 11, 23, 9, 30)


@pytest.fixture
def filled(kb: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    """A home with one bulletin."""
    (tmp_path / "第三周.html").write_bytes(weekly())
    ingest(kb, [tmp_path / "第三周.html"], IngestOptions(TODAY))
    return kb


def saved(kb: KnowledgeBase, tmp_path: Path) -> Path:
    back_up(kb.home, tmp_path / "库.tar.gz", NOW)
    return tmp_path / "库.tar.gz"


def test_a_good_backup_is_used_as_a_knowledge_base(filled: KnowledgeBase, tmp_path: Path) -> None:
    done = drill(saved(filled, tmp_path), NOW)
    assert done.findings == ()
    assert (done.bulletins, done.accounts, done.engine) == (1, 0, "whoosh")
    assert done.indexed == filled.engine.status().documents
    assert done.practices == len(filled.vocabulary.practices)


def test_nothing_remains_and_nothing_is_changed(
    filled: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = saved(filled, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in filled.home.path.rglob("*") if p.is_file()}
    (tmp_path / "临时").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "临时"))
    drill(archive, NOW)
    assert list((tmp_path / "临时").iterdir()) == []
    assert {p: p.stat().st_mtime_ns for p in filled.home.path.rglob("*") if p.is_file()} == before


def test_what_the_digests_do_not_show_is_found(filled: KnowledgeBase, tmp_path: Path) -> None:
    """The archive is whole, but a source file was lost before it was made."""
    for path in (filled.home.corpus / "sources").iterdir():
        path.unlink()
    (finding,) = drill(saved(filled, tmp_path), NOW).findings
    assert finding.code == "source"


def test_a_bulletin_that_cannot_be_read_fails_the_drill(
    filled: KnowledgeBase, tmp_path: Path
) -> None:
    path = filled.corpus.bulletin_path(filled.corpus.bulletin_ids()[0])
    path.write_text("---\ntitle: [\n---\n", "utf-8")
    (finding,) = drill(saved(filled, tmp_path), NOW).findings
    assert finding.code == "bulletin-unreadable"
    assert finding.where.startswith("corpus/bulletins/")


def test_a_damaged_archive_fails_the_drill(filled: KnowledgeBase, tmp_path: Path) -> None:
    archive = saved(filled, tmp_path)
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(KbError, match="损坏"):
        drill(archive, NOW)

"""Pictures on their way from a file into the corpus, and what keeps them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bench.weeks import image, png
from kb.corpus import changes
from kb.corpus.changes import By
from kb.intake.ingest import ingest, store_proposal
from kb.intake.known_bulletins import Known
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.maintenance.backup import back_up, restore
from kb.maintenance.check import Finding, check, repair
from kb.model import Bulletin, Entry, Picture
from kb.rights import Actor, Role
from kb.state import writer_lock
from tests.builders import ACTIVITIES, LESSONS, TODAY, paragraph, weekly
from tests.intake.proposing import propose

NOW = datetime(2026, 11, 23, 9, 30)
BY = By(Actor("网站", Role.EDITOR), NOW)
WEB = "https://mp.example.invalid/1.jpg"


def with_pictures(*pictures: str, lessons: Sequence[str] = LESSONS) -> bytes:
    """The weekly bulletin with these pictures before its first caption."""
    caption = paragraph(ACTIVITIES[0]).encode()
    return weekly(lessons).replace(caption, "".join(pictures).encode() + caption)


ONE = with_pictures(image(1), f'<img data-src="{WEB}">')
CORRECTED = (LESSONS[0], LESSONS[1].replace("按用信户数", "按当季用信户数"))


def stored(kb: KnowledgeBase, data: bytes, name: str = "第三周.html") -> Bulletin:
    with writer_lock(kb.home, "测试"):
        path = kb.home.path / name
        path.write_bytes(data)
        (result,) = ingest(kb, [path], IngestOptions(TODAY))
        path.unlink()
    assert result.bulletin is not None
    return kb.corpus.load_bulletin(result.bulletin.id)


def pictures(bulletin: Bulletin) -> list[Picture]:
    return [picture for entry in bulletin.entries for picture in entry.pictures]


def file(bulletin: Bulletin) -> str:
    (name,) = bulletin.picture_files
    return name


def findings(kb: KnowledgeBase) -> list[Finding]:
    return check(open_knowledge_base(kb.home))


def mended(kb: KnowledgeBase) -> list[str]:
    with writer_lock(kb.home, "测试"):
        return repair(open_knowledge_base(kb.home), BY)


def test_embedded_ones_are_kept_and_remote_ones_noted(kb: KnowledgeBase) -> None:
    made = stored(kb, ONE)
    caption = next(entry for entry in made.entries if entry.text == ACTIVITIES[0])
    assert caption.pictures == (Picture(file=file(made)), Picture(address=WEB))
    assert pictures(made) == list(caption.pictures)
    assert kb.corpus.picture_path(file(made)).read_bytes() == png(1)
    assert [path.name for path in (kb.corpus.root / "pictures").iterdir()] == [file(made)]
    assert findings(kb) == []


def test_nothing_is_written_before_it_is_published(kb: KnowledgeBase) -> None:
    proposal = propose(kb, Known(kb.corpus), ONE, "第三周.html", IngestOptions(TODAY))
    assert proposal.pictures == {file(proposal.bulletin): png(1)}
    assert not (kb.corpus.root / "pictures").exists()


def test_what_a_proposal_does_not_bring_is_read_from_the_source(kb: KnowledgeBase) -> None:
    known = Known(kb.corpus)
    proposal = propose(kb, known, ONE, "第三周.html", IngestOptions(TODAY))
    store_proposal(kb, known, replace(proposal, pictures={}), ONE, BY)
    assert kb.corpus.has_picture(file(proposal.bulletin))


def test_they_are_no_part_of_what_is_found(kb: KnowledgeBase) -> None:
    stored(kb, weekly())
    digests = kb.engine.digests()
    assert stored(kb, with_pictures(image(1), image(2), lessons=CORRECTED)).picture_files
    assert len(digests.items() & kb.engine.digests().items()) == len(digests) - 1


def test_a_bulletin_from_before_is_unchanged(kb: KnowledgeBase) -> None:
    """Of the corpus as it was when pictures were dropped."""
    made = stored(kb, ONE)
    content = (replace(i, pictures=()) if isinstance(i, Entry) else i for i in made.content)
    bare = replace(made, content=tuple(content))
    kb.corpus.save_bulletin(bare)
    same = propose(kb, Known(kb.corpus), ONE, "第三周.html", IngestOptions(TODAY))
    assert (same.status, same.bulletin) == (FileStatus.UNCHANGED, bare)
    other = propose(kb, Known(kb.corpus), ONE + b"<!-- -->", "第三周.html", IngestOptions(TODAY))
    assert other.status is FileStatus.UNCHANGED
    assert "配图（新文件为“2 张”，已有的为“0 张”）" in "".join(other.warnings)
    forced = propose(kb, Known(kb.corpus), ONE, "第三周.html", IngestOptions(TODAY, year=2018))
    assert forced.status is FileStatus.UPDATED
    assert forced.difference.summary == "配图有变"


def test_a_correction_without_pictures_keeps_those_there_were(kb: KnowledgeBase) -> None:
    made = stored(kb, ONE)
    corrected = stored(kb, weekly(CORRECTED))
    assert corrected.source != made.source
    assert pictures(corrected) == pictures(made)
    assert findings(kb) == []


def test_a_correction_may_bring_others(kb: KnowledgeBase) -> None:
    made = stored(kb, ONE)
    proposal = propose(
        kb,
        Known(kb.corpus),
        with_pictures(image(2), image(3)),
        "另.html",
        IngestOptions(TODAY, year=2018),
    )
    (change,) = (field for field in proposal.difference.fields if field.name == "pictures")
    assert (change.before, change.after) == ("2 张", "2 张，有更换")
    corrected = stored(kb, with_pictures(image(2), lessons=CORRECTED))
    assert file(corrected) != file(made)
    assert findings(kb) == []  # the old one is needed by the history


class TestCheck:
    @pytest.fixture
    def made(self, kb: KnowledgeBase) -> Bulletin:
        return stored(kb, ONE)

    @pytest.mark.parametrize("damage", ["gone", "changed"])
    def test_a_lost_one_is_told_and_taken_out_of_the_source_again(
        self, kb: KnowledgeBase, made: Bulletin, damage: str
    ) -> None:
        path = kb.corpus.picture_path(file(made))
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(png(1)[:-1])
        (finding,) = findings(kb)
        assert (finding.code, finding.where) == ("picture", made.id)
        assert finding.command == "kb check --repair"
        assert mended(kb) == ["从“第三周.html”取回了 1 张图片"]
        assert path.read_bytes() == png(1)
        assert findings(kb) == []

    def test_the_same_file_again_brings_back_what_was_lost(
        self, kb: KnowledgeBase, made: Bulletin
    ) -> None:
        kb.corpus.picture_path(file(made)).unlink()
        kb.corpus.source_path(made.source.sha256, ".html").unlink()
        assert {finding.code for finding in findings(kb)} == {"source", "picture"}
        stored(kb, ONE)
        assert findings(kb) == []

    def test_orphans_go_to_the_bin(self, kb: KnowledgeBase, made: Bulletin) -> None:
        kb.corpus.save_picture(f"{'0a' * 32}.png", png(9))
        (finding,) = findings(kb)
        assert finding.code == "picture-orphan"
        (said,) = mended(kb)
        assert (kb.corpus.bin / "pictures" / f"{'0a' * 32}.png").read_bytes() == png(9)
        assert str(kb.corpus.bin / "pictures") in said
        assert findings(kb) == []

    def test_those_of_a_removed_bulletin_stay(self, kb: KnowledgeBase, made: Bulletin) -> None:
        with writer_lock(kb.home, "测试"):
            changes.remove(kb.corpus, made.id, BY)
        assert not any("移到了" in said for said in mended(kb))
        assert kb.corpus.has_picture(file(made))


def test_a_backup_has_them(kb: KnowledgeBase, tmp_path: Path) -> None:
    made = stored(kb, ONE)
    with writer_lock(kb.home, "测试"):
        back_up(kb.home, tmp_path / "备份.tar.gz", NOW)
        kb.corpus.picture_path(file(made)).unlink()
        restore(kb.home, tmp_path / "备份.tar.gz", NOW)
    assert kb.corpus.has_picture(file(made))

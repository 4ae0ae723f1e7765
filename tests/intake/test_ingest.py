"""From source files to corpus and index: the result for a file, and which ids stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus.changes import By
from kb.errors import CorpusError, EmptySource, UnsupportedSource
from kb.intake.ingest import FileResult, ingest, proposals, store_proposal
from kb.intake.known_bulletins import Known
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus
from kb.intake.source_files import find_files
from kb.intake.understand import understand
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Kind
from kb.search.asking import Query
from kb.search.results import search
from tests.builders import LESSONS, TODAY, heading, page, paragraph, weekly
from tests.intake.several import TWO

CORRECTED = LESSONS[1].replace("按用信户数", "按当季用信户数")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "简报"
    folder.mkdir()
    return folder


def put(folder: Path, data: bytes, name: str = "第三周.html") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def one(kb: KnowledgeBase, path: Path, **options: object) -> FileResult:
    (result,) = ingest(kb, [path], IngestOptions(TODAY, **options))  # type: ignore[arg-type]
    return result


def anchors(bulletin: Bulletin | None) -> dict[str, str]:
    assert bulletin is not None
    return {entry.text: entry.anchor for entry in bulletin.entries}


def test_a_bulletin_is_stored_and_can_be_found(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, weekly())
    result = one(kb, path)
    assert (result.status, result.error, result.warnings) == (FileStatus.ADDED, None, ())
    assert result.bulletin is not None
    assert kb.corpus.load_bulletin(result.bulletin.id) == result.bulletin
    source = result.bulletin.source
    assert (source.name, source.format, source.ingested) == ("第三周.html", "html", TODAY)
    assert kb.corpus.source_path(source.sha256, ".html").read_bytes() == weekly()
    kinds = [entry.kind for entry in result.bulletin.entries]
    assert kinds == [
        Kind.OVERVIEW,
        Kind.ACTIVITY,
        Kind.ACTIVITY,
        Kind.LESSON,
        Kind.LESSON,
        Kind.HONOUR,
    ]
    assert set(kb.engine.digests()) == {
        f"{result.bulletin.id}#{entry.anchor}" for entry in result.bulletin.entries
    }


def test_the_same_file_again_is_unchanged(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, weekly())
    first = one(kb, path)
    again = one(kb, path)
    renamed = one(kb, put(folder, weekly(), "改名.html"))
    assert again.status is renamed.status is FileStatus.UNCHANGED
    assert again.bulletin == renamed.bulletin == first.bulletin
    assert len(kb.corpus.bulletin_ids()) == 1
    assert list((kb.corpus.root / "sources").iterdir()) == [
        kb.corpus.source_path(first.bulletin.source.sha256, ".html")  # type: ignore[union-attr]
    ]


def test_the_same_file_twice_in_one_run(kb: KnowledgeBase, folder: Path) -> None:
    paths = [put(folder, weekly(), "甲.html"), put(folder, weekly(), "乙.html")]
    statuses = [result.status for result in ingest(kb, paths, IngestOptions(TODAY))]
    assert statuses == [FileStatus.ADDED, FileStatus.UNCHANGED]


def test_the_same_text_in_other_bytes_is_unchanged_and_said_so(
    kb: KnowledgeBase, folder: Path
) -> None:
    first = one(kb, put(folder, weekly()))
    other = one(kb, put(folder, weekly() + b"<!-- saved again -->\n"))
    assert other.status is FileStatus.UNCHANGED
    assert any("文字相同" in warning for warning in other.warnings)
    assert kb.corpus.load_bulletin(first.bulletin.id) == first.bulletin  # type: ignore[union-attr]


def test_a_corrected_text_updates_and_keeps_the_ids(kb: KnowledgeBase, folder: Path) -> None:
    before = anchors(one(kb, put(folder, weekly())).bulletin)
    result = one(kb, put(folder, weekly([LESSONS[0], CORRECTED, "三、新加的一条。" + "好" * 90])))
    assert result.status is FileStatus.UPDATED
    assert len(kb.corpus.bulletin_ids()) == 1
    after = anchors(result.bulletin)
    assert after[CORRECTED] == before[LESSONS[1]]
    assert {text: after[text] for text in before if text in after} == {
        text: anchor for text, anchor in before.items() if text != LESSONS[1]
    }
    assert set(after.values()) > set(before.values())
    texts = {d.rpartition("#")[2] for d in kb.engine.digests()}
    assert texts == set(after.values())
    # And once more, nothing has changed.
    assert one(kb, put(folder, weekly([LESSONS[0], CORRECTED]))).status is FileStatus.UPDATED
    again = one(kb, put(folder, weekly([LESSONS[0], CORRECTED])))
    assert again.status is FileStatus.UNCHANGED
    assert anchors(again.bulletin)[CORRECTED] == before[LESSONS[1]]


def test_practices_set_by_hand_outlive_a_correction(kb: KnowledgeBase, folder: Path) -> None:
    first = one(kb, put(folder, weekly()))
    assert first.bulletin is not None
    path = kb.corpus.bulletin_path(first.bulletin.id)
    anchor = anchors(first.bulletin)[LESSONS[0]]
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"#{anchor} ", f'#{anchor} practices="阳光信贷" '), "utf-8")
    updated = one(kb, put(folder, weekly([LESSONS[0], CORRECTED]))).bulletin
    assert updated is not None
    assert [e.practices for e in updated.entries if e.anchor == anchor] == [("阳光信贷",)]


def test_another_bulletin_of_the_same_title_and_week_is_kept_beside_it(
    kb: KnowledgeBase, folder: Path
) -> None:
    first = one(kb, put(folder, weekly()))
    assert first.bulletin is not None
    lessons = ["一、听证会上先听事实。" + "听" * 90, "二、免责有清单。" + "免" * 90]
    other = weekly(lessons, ["临海组列席听证会。", "临海组复盘。"], honours=["西水农商银行行长"])
    other = other.replace(
        "本周，临海组继续跟班学习".encode(), "这一周临海组旁听了三场听证".encode()
    )
    second = one(kb, put(folder, other, "另一份.html"))
    assert second.status is FileStatus.ADDED
    assert second.bulletin is not None
    assert second.bulletin.id == f"{first.bulletin.id}-2"
    assert any("另存为" in warning for warning in second.warnings)
    assert kb.corpus.load_bulletin(first.bulletin.id) == first.bulletin
    # Each of them is known again.
    assert one(kb, put(folder, weekly())).status is FileStatus.UNCHANGED
    corrected = one(kb, put(folder, other.replace("三场".encode(), "四场".encode())))
    assert corrected.status is FileStatus.UPDATED
    assert corrected.bulletin is not None
    assert corrected.bulletin.id == second.bulletin.id
    assert len(kb.corpus.bulletin_ids()) == 2


def test_the_year_that_is_given_moves_the_bulletin(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, weekly(dates="(7月9日--13日)"))
    first = one(kb, path)
    assert first.bulletin is not None
    assert first.bulletin.period is not None
    assert first.bulletin.period.year_inferred
    assert any("推断" in warning for warning in first.warnings)
    moved = one(kb, path, year=2018)
    assert moved.status is FileStatus.UPDATED
    assert moved.bulletin is not None
    assert moved.bulletin.id.startswith("2018-07-09-")
    assert kb.corpus.bulletin_ids() == [moved.bulletin.id]
    assert anchors(moved.bulletin) == anchors(first.bulletin)
    assert {d.split("#")[0] for d in kb.engine.digests()} == {moved.bulletin.id}


def test_a_sample_stays_one(kb: KnowledgeBase, folder: Path) -> None:
    assert one(kb, put(folder, weekly()), sample=True).bulletin.sample  # type: ignore[union-attr]
    updated = one(kb, put(folder, weekly([LESSONS[0], CORRECTED])))
    assert updated.status is FileStatus.UPDATED
    assert updated.bulletin.sample  # type: ignore[union-attr]


def test_a_dry_run_writes_nothing(kb: KnowledgeBase, folder: Path) -> None:
    result = one(kb, put(folder, weekly()), dry_run=True)
    assert result.status is FileStatus.ADDED
    assert kb.corpus.bulletin_ids() == []
    assert not (kb.corpus.root / "sources").exists()
    assert not (kb.home.index / "whoosh").exists()


def test_a_bad_file_is_passed_over_and_the_rest_goes_on(kb: KnowledgeBase, folder: Path) -> None:
    paths = [
        put(folder, b"", "空.html"),
        put(folder, b"x", "照片.jpg"),
        folder / "没有.html",
        put(folder, page("<h1>只有标题</h1>"), "标题.html"),
        put(folder, weekly()),
    ]
    told: list[FileResult] = []
    results = ingest(kb, paths, IngestOptions(TODAY), done=told.append)
    assert [result.status.value for result in results] == ["failed"] * 4 + ["added"]
    assert told == results
    errors = [result.error for result in results[:4]]
    assert isinstance(errors[0], EmptySource)
    assert isinstance(errors[1], UnsupportedSource)
    assert all(error and error.message and error.where for error in errors)
    assert len(kb.corpus.bulletin_ids()) == 1


def test_a_file_whose_bulletin_is_malformed_fails_and_the_others_are_stored(
    kb: KnowledgeBase, folder: Path
) -> None:
    result = one(kb, put(folder, weekly()))
    assert result.bulletin is not None
    kb.corpus.bulletin_path(result.bulletin.id).write_text("坏", "utf-8")
    files = [
        put(folder, weekly(), "a.html"),
        put(
            folder,
            page(heading("别的材料"), paragraph("一、夜校晚上办，白天不误工。" * 5)),
            "b.html",
        ),
    ]
    unread: list[CorpusError] = []
    same, other = ingest(kb, files, IngestOptions(TODAY), unread=unread.append)
    assert isinstance(same.error, CorpusError)
    assert other.status is FileStatus.ADDED, other.error
    assert [result.bulletin.id in error.where for error in unread] == [True]


def test_folders_are_searched_in_order_of_name(folder: Path) -> None:
    (folder / "七月").mkdir()
    names = ["b.html", "a.HTM", "七月/c.md", ".隐藏.html", "图.jpg", "说明.txt"]
    for name in names:
        put(folder, b"x", name)
    found = [str(path.relative_to(folder)) for path in find_files([folder])]
    assert found == sorted(["b.html", "a.HTM", "七月/c.md", "说明.txt"])
    named = [folder / "图.jpg", folder / "b.html", folder]
    assert find_files(named)[:2] == named[:2]
    assert len(find_files(named)) == 5


def test_the_parts_of_a_saved_page_are_no_files_of_their_own(folder: Path) -> None:
    for name in ("网页_files", "Word.files", "别的_files", "_files"):
        (folder / name / "内").mkdir(parents=True)
        put(folder / name, b"x", "saved.html")
        put(folder / name / "内", b"x", "a.html")
    put(folder, b"x", "网页.htm")
    put(folder, b"x", "Word.html")
    found = [str(path.relative_to(folder)) for path in find_files([folder])]
    alone = [
        f"{name}/{file}"
        for name in ("_files", "别的_files")
        for file in ("saved.html", "内/a.html")
    ]
    assert found == sorted(["Word.html", *alone, "网页.htm"])


def test_nothing_is_stored_to_understand_a_file(kb: KnowledgeBase) -> None:
    structured = understand(
        weekly(), "第三周.html", IngestOptions(TODAY), kb.vocabulary.organisations
    )
    assert structured.bulletin.title == "跟班学习活动第三周纪实"
    assert kb.corpus.bulletin_ids() == []


def test_the_real_bulletin_twice(kb: KnowledgeBase, real_source: Path) -> None:
    first, again = one(kb, real_source), one(kb, real_source)
    assert (first.status, again.status) == (FileStatus.ADDED, FileStatus.UNCHANGED)
    assert len(kb.corpus.bulletin_ids()) == 1
    assert (
        kb.corpus.source_path(  # its bytes are kept as they were
            first.bulletin.source.sha256,  # type: ignore[union-attr]
            ".html",
        ).read_bytes()
        == real_source.read_bytes()
    )


def test_the_encoding_may_be_named(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Bytes of Big5 are GB18030 too, of characters that make no sense."""
    text = "跟班學習活動第三週紀實\n（2018年7月9日—13日）\n\n學員到支行學習整村授信，客戶經理逐戶走訪。\n"
    path = tmp_path / "繁體.txt"
    path.write_bytes(text.encode("big5"))
    (garbled,) = ingest(kb, [path], IngestOptions(TODAY, encoding="gb18030"))
    assert garbled.error is not None
    assert "乱码" in garbled.error.message
    (read,) = ingest(kb, [path], IngestOptions(TODAY, encoding="big5"))
    assert read.status is FileStatus.ADDED
    assert [b.title for b in kb.corpus.bulletins()] == ["跟班學習活動第三週紀實"]
    assert search(kb, Query("整村授信")).total == 1
    (wrong,) = ingest(kb, [path], IngestOptions(TODAY, encoding="utf-8"))
    assert wrong.error is not None
    assert "编码不是 utf-8" in wrong.error.message


def test_a_paragraph_that_is_too_long_is_kept_whole_analysed_in_part_and_told(
    kb: KnowledgeBase, folder: Path
) -> None:
    long = "走访客户30户，授信120万元。" * 3000 + "末尾一句提到整村授信9876户。"
    text = f"# 跟班学习第三周\n\n2025年3月3日—7日\n\n一、{long}\n\n二、考核算到每一户。\n"
    result = one(kb, put(folder, text.encode(), "长.md"))
    assert result.bulletin is not None
    assert any(long in entry.text for entry in result.bulletin.entries)
    (told,) = (warning for warning in result.warnings if "只分析了前" in warning)
    assert "有一段长达" in told
    (hit,) = search(kb, Query('"整村授信9876户"')).hits
    assert hit.document.text.endswith("9876户。")
    assert not any("9876" in s.sentence.text for s in hit.document.sentence_subjects)


def test_each_issue_of_a_file_is_a_bulletin(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, TWO, "两期.txt")
    options = IngestOptions(TODAY)
    first, second = ingest(kb, [path], options)
    made = [result.bulletin for result in (first, second) if result.bulletin]
    assert [(b.issue, b.source.part) for b in made] == [("第4期", 1), ("第5期", 2)]
    assert [{e.bank for e in b.entries} - {""} for b in made] == [
        {"梨园农商银行"},
        {"鹿鸣农商银行"},
    ]
    assert [str(b.period.end) for b in made if b.period] == ["2026-03-06", "2026-03-13"]
    assert "这个文件里有 2 期简报，已经按期拆开" in first.warnings[0]
    assert [kb.corpus.load_bulletin(b.id) for b in made] == made
    assert [r.status for r in ingest(kb, [path], options)] == [FileStatus.UNCHANGED] * 2


def test_a_corrected_issue_of_a_file_is_a_version_of_that_issue(
    kb: KnowledgeBase, folder: Path
) -> None:
    old = ingest(kb, [put(folder, TWO, "两期.txt")], IngestOptions(TODAY))
    corrected = TWO.decode().replace("半年为零", "全年为零").encode()
    new = ingest(kb, [put(folder, corrected, "两期.txt")], IngestOptions(TODAY))
    assert [result.status for result in new] == [FileStatus.UNCHANGED, FileStatus.UPDATED]
    assert [r.bulletin.id for r in new if r.bulletin] == [r.bulletin.id for r in old if r.bulletin]


def test_an_issue_that_was_lost_comes_again(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, TWO, "两期.txt")
    ingest(kb, [path], IngestOptions(TODAY, dry_run=True))
    assert list(kb.corpus.bulletin_ids()) == []
    data = path.read_bytes()
    one, two = proposals(kb, Known(kb.corpus), data, path.name, IngestOptions(TODAY))
    assert one.bulletin.id != two.bulletin.id
    by = By(IngestOptions(TODAY).actor, datetime(2026, 11, 27))
    store_proposal(kb, Known(kb.corpus), two, data, by)
    statuses = [result.status for result in ingest(kb, [path], IngestOptions(TODAY))]
    assert statuses == [FileStatus.ADDED, FileStatus.UNCHANGED]


def test_what_is_lacking_is_said_after_the_sentences_were_read() -> None:
    """Three short paragraphs were lessons, and still no lesson was said to be found."""
    text = (
        "渡口农商银行赴石桥农商银行学习简报\n\n3月2日至6日，渡口农商银行一行5人到石桥农商银行跟班学习。\n\n"
        "石桥农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户。\n\n"
        "该行把普惠签约纳入考核，每签约一户奖励20元。\n"
    )
    found = understand(text.encode(), "a.txt", IngestOptions(today=TODAY), ())
    kinds = [entry.kind for entry in found.bulletin.entries]
    assert kinds == [Kind.OVERVIEW, Kind.LESSON, Kind.LESSON]
    assert not any("没有认出经验" in warning for warning in found.warnings)

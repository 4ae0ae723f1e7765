"""What the check screen shows: the source next to the structure, and what to look at."""

from __future__ import annotations

from kb.intake.proposal import FileStatus
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Heading, Kind
from kb.state.uploads import Upload
from kb.uploads.check import aligned, near_duplicates
from kb.uploads.decisions import correct
from kb.uploads.shelf import Line
from tests.builders import LESSONS, bulletin, entry, heading, page, paragraph, weekly
from tests.readers.making import FORMATS
from tests.uploads.conftest import BY, Uploaded, checked, published


def type_in(kb: KnowledgeBase, upload: Upload, **fields: str) -> None:
    """Type and save these fields of the check screen; `_` stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    seen = checked(kb, upload).revision.number
    saved = correct(kb, upload.id, named, BY, seen=seen)
    assert (saved.wrong, saved.conflicts) == ({}, {})


def test_every_paragraph_of_the_source_stands_beside_what_was_made_of_it(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    for suffix in (".html", ".docx", ".pdf", ".md", ".txt", ".mhtml"):
        name = f"bulletin{suffix}"
        shown = checked(kb, uploaded((FORMATS / name).read_bytes(), name))
        assert [line for row in shown.rows for line in row.lines] == list(shown.reading.lines)
        assert [row.item for row in shown.rows if row.item] == list(shown.bulletin.content)
        (head,) = [row for row in shown.rows if row.item is None]
        assert head == shown.rows[0]
        assert head.lines[0].text == shown.bulletin.title
        assert all(row.lines for row in shown.rows)
        counts = {kind.value: count for kind, count in shown.counts}
        assert counts == {"lesson": 12, "overview": 7, "activity": 19, "honour": 5}
        assert shown.notes == ()
        assert shown.is_clear


def test_pictures_are_told_of(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded((FORMATS / "bulletin.html").read_bytes(), "bulletin.html")
    assert sum(line.pictures for line in checked(kb, upload).reading.lines) == 19


def test_a_heading_of_two_paragraphs_and_a_lesson_of_many() -> None:
    lesson = Entry("e1", Kind.LESSON, "一、先评议\n第一段。\n第二段。", "先评议")
    made = bulletin(Heading("01 青枫组", 2), lesson, entry("尾声。", kind=Kind.OVERVIEW))
    texts = [
        "标题",
        "01",
        "青枫组",
        "一、先评议",
        "第一段。",
        "第二 段。",
        "尾声。",
        "多出的一段。",
    ]
    rows = list(aligned([Line(text) for text in texts], made))
    assert [([line.text for line in row.lines], bool(row.item)) for row in rows] == [
        (["标题"], False),
        (["01", "青枫组"], True),
        (["一、先评议", "第一段。", "第二 段。"], True),
        (["尾声。"], True),
        (["多出的一段。"], False),
    ]


def test_what_is_not_in_the_source_has_a_row_all_the_same() -> None:
    made = bulletin(entry("不在原文里。"), entry("在。"))
    rows = list(aligned([Line("在。")], made))
    assert [len(row.lines) for row in rows] == [0, 1]


UNDATED = page(
    heading("学习交流材料"), paragraph("交流了几项工作，话不多，都是实情，大家听得认真。" * 3)
)


def test_what_was_not_understood_is_said_until_it_is_corrected(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(UNDATED, "材料.html")
    notes = checked(kb, upload).notes
    assert upload.doubts == len(notes) == 4
    for what in ("起止日期", "经验条目", "期号", "机构"):
        assert any(f"没有认出{what}" in note.text for note in notes)
    (only,) = checked(kb, upload).bulletin.entries
    type_in(
        kb,
        upload,
        start="2018-07-02",
        end="2018-07-06",
        issue="第二周",
        bank="临海农商银行",
        **{f"kind_{only.anchor}": "lesson"},
    )
    shown = checked(kb, upload)
    assert shown.notes == ()
    assert shown.proposal.bulletin.id == "2018-07-02-学习交流材料"
    assert shown.reading.bulletin.period is None, "what was read is remembered"


def test_an_inferred_year_is_said_until_it_is_confirmed(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly(dates="(7月9日--13日)"))
    (note,) = checked(kb, upload).notes
    assert "起止日期没有写年份，推断为" in note.text
    type_in(kb, upload, year_checked="1")
    assert checked(kb, upload).notes == ()


def test_what_the_reader_could_not_read_is_said(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded((FORMATS / "word.docx").read_bytes(), "word.docx")
    assert any("修订" in note.text for note in checked(kb, upload).notes)


def test_words_that_nobody_knows(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded((FORMATS / "bulletin.html").read_bytes(), "bulletin.html")
    assert "用信" in checked(kb, upload).reading.terms


def test_a_corrected_version_shows_what_it_changes(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    first = uploaded(weekly())
    published(kb, first)
    second = uploaded(weekly([LESSONS[0], LESSONS[1].replace("用信户数", "当季用信户数")]))
    shown = checked(kb, second)
    assert shown.proposal.status is FileStatus.UPDATED
    assert shown.proposal.difference.summary == "修改 1 条"
    assert second.bulletin == shown.bulletin.id
    assert not shown.is_clear


def test_a_near_duplicate_shows_the_pairs(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    first = uploaded(weekly())
    published(kb, first)
    other = uploaded(weekly(title="跟班学习活动第四周纪实", dates="(2018年7月16日--20日)"))
    shown = checked(kb, other)
    assert shown.proposal.status is FileStatus.ADDED
    (near,) = near_duplicates(kb.corpus, shown.proposal)
    assert near.similar.shared == len(near.pairs) == 6
    assert [ours.text for ours, _ in near.pairs] == [theirs.text for _, theirs in near.pairs]


def test_correcting_the_title_may_make_it_a_version_of_another(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    first = uploaded(weekly())
    published(kb, first)
    edited = [LESSONS[0].replace("逐户评议", "张榜评议"), LESSONS[1].replace("网格", "片区")]
    other = uploaded(
        weekly(edited, ["临海组参加晨读。"], title="另一份小结", dates="(2018年8月6日--10日)")
    )
    assert checked(kb, other).proposal.status is FileStatus.ADDED
    type_in(kb, other, title="跟班学习活动第三周纪实", start="2018-07-09", end="2018-07-13")
    shown = checked(kb, other)
    assert shown.proposal.status is FileStatus.UPDATED
    assert shown.seen.startswith(f"{shown.bulletin.id} ")


def test_a_year_that_is_known_is_not_asked_for_again(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    first = uploaded(weekly(dates="(7月9日--13日)"))
    type_in(kb, first, year_checked="1")
    published(kb, first)
    other = [LESSONS[0], LESSONS[1].replace("用信户数", "当季用信户数")]
    assert checked(kb, uploaded(weekly(other, dates="(7月9日--13日)"))).notes == ()


def test_practices_that_an_editor_names_here_go_before_those_named_long_ago(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    first = uploaded(weekly())
    lesson = checked(kb, first).bulletin.entries[3]
    type_in(kb, first, **{f"practices_{lesson.anchor}": "阳光信贷"})
    published(kb, first)
    other = uploaded(weekly([LESSONS[0], LESSONS[1] + "月底汇总。"]))
    assert practices_of(checked(kb, other).proposal.bulletin, lesson.anchor) == ("阳光信贷",)
    type_in(kb, other, **{f"practices_{lesson.anchor}": "内训师"})
    assert practices_of(checked(kb, other).proposal.bulletin, lesson.anchor) == ("内训师",)


def practices_of(bulletin: Bulletin, anchor: str) -> tuple[str, ...] | None:
    """What an editor said of an entry."""
    return next(entry.practices for entry in bulletin.entries if entry.anchor == anchor)


def test_an_entry_whose_words_an_editor_changed_stands_beside_its_paragraphs() -> None:
    texts = [
        "学习简报",
        "（一）尽职免责先认定后追责",
        "认定小组由风险、审计、工会三方组成。",
        "（二）尽职免责先申诉",
        "客户经理可以当面申辩。",
    ]
    title = texts[1].replace("先认定后追责", "：先认定、后追责")
    changed = entry(f"{title}\n{texts[2]}")
    made = bulletin(Heading("学习简报", 2), changed, entry("\n".join(texts[3:])))
    rows = list(aligned([Line(text) for text in texts], made))
    assert [len(row.lines) for row in rows] == [1, 2, 2]
    assert [row.item for row in rows] == list(made.content)
    other = bulletin(entry("完全是另一回事，与原文无关的一段话。"), entry("\n".join(texts[3:])))
    rows = list(aligned([Line(text) for text in texts], other))
    assert [len(row.lines) for row in rows] == [0, 3, 2]

"""Is what was read new, known, a corrected version, or nearly another one?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus.changes import By
from kb.corpus.history import versions
from kb.errors import ConflictError
from kb.intake.ingest import ingest, store_proposal
from kb.intake.known_bulletins import Known
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus, Proposal, recognise
from kb.knowledge_base import KnowledgeBase
from kb.rights import Actor, Role
from tests.builders import LESSONS, TODAY, heading, page, paragraph, weekly
from tests.intake.proposing import propose

CORRECTED = LESSONS[1].replace("按用信户数", "按当季用信户数")
THIRD = LESSONS[0].replace("先评议", "后公示").replace("逐户评议", "张榜公示")
WEEK = (*LESSONS, "三、" + THIRD.partition("、")[2])
BY = By(Actor("网站", Role.EDITOR), datetime(2026, 11, 23, 9, 30))


def put(tmp_path: Path, data: bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def stored(kb: KnowledgeBase, data: bytes, name: str = "第三周.html") -> Proposal:
    """Store a file as the check screen does."""
    known = Known(kb.corpus)
    proposal = propose(kb, known, data, name, IngestOptions(TODAY))
    store_proposal(kb, known, proposal, data, BY)
    return proposal


def proposed(kb: KnowledgeBase, data: bytes, name: str = "另存.html") -> Proposal:
    return propose(kb, Known(kb.corpus), data, name, IngestOptions(TODAY))


def as_text(title: str, dates: str) -> bytes:
    """The lessons of the week as plain text in GB18030."""
    lines = [title, dates, "一、临海组学习情况", "本周临海组学习小结", *WEEK]
    return "\n\n".join(filter(None, lines)).encode("gb18030")


LESSONS_ONLY = page(
    heading("跟班学习活动第三周纪实"),
    heading("(2018年7月9日--13日)"),
    heading("一、临海组学习情况"),
    heading("本周临海组学习小结"),
    *map(paragraph, WEEK),
)


def test_a_proposal_writes_nothing(kb: KnowledgeBase) -> None:
    proposal = proposed(kb, weekly())
    assert (proposal.status, proposal.before) == (FileStatus.ADDED, None)
    assert [j.field for j in proposal.judgements] == ["title", "issue", "period", "bank"]
    assert kb.corpus.bulletin_ids() == []


def test_the_same_text_in_another_format_and_encoding(kb: KnowledgeBase) -> None:
    stored(kb, LESSONS_ONLY)
    again = proposed(kb, as_text("跟班学习活动第三周纪实", "(2018年7月9日--13日)"), "第三周.txt")
    assert again.status is FileStatus.UNCHANGED
    assert again.warnings[-1].startswith("与已有简报《跟班学习活动第三周纪实》文字相同")


@pytest.mark.parametrize(
    ("title", "dates", "told"),
    [
        ("跟班学习活动第三周小结", "(2018年7月9日--13日)", "标题"),
        ("跟班学习活动第三周纪实", "(2018年7月10日--14日)", "起止日期"),
        ("跟班学习活动第三周纪实", "", "起止日期"),
    ],
)
def test_the_same_text_under_another_title_or_date(
    kb: KnowledgeBase, title: str, dates: str, told: str
) -> None:
    first = stored(kb, LESSONS_ONLY)
    again = proposed(kb, as_text(title, dates), "第三周.txt")
    assert again.status is FileStatus.UNCHANGED
    assert again.before == first.bulletin
    assert again.bulletin.id == first.bulletin.id
    assert f"不同的是{told}" in again.warnings[-1]
    # An editor who wants the fields of the new file says so.
    forced = recognise(kb.corpus, Known(kb.corpus), again.bulletin, forced=True)
    assert forced.status is FileStatus.UPDATED


def test_a_correction_under_a_corrected_title_keeps_the_ids(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly())
    data = weekly([LESSONS[0], CORRECTED], title="跟班学习第三周纪实（更正）")
    second = stored(kb, data)
    assert second.status is FileStatus.UPDATED
    assert second.bulletin.id == first.bulletin.id
    assert {e.anchor for e in second.bulletin.entries} == {e.anchor for e in first.bulletin.entries}
    assert second.difference.summary.startswith("修改 1 条，标题有变")
    assert kb.corpus.load_bulletin(first.bulletin.id).title == "跟班学习第三周纪实（更正）"


def test_points_in_another_order_are_the_same_issue(kb: KnowledgeBase) -> None:
    points = [
        "晨会讲退件\n\n樟口农商银行晨会先讲昨天退了哪几件，退件人自己说原因，别人补充，十分钟散会。",
        "客户分三色\n\n樟口农商银行把存量客户分红黄绿三色，红色的三天走一次，黄色的半月走一次。",
        "师傅带徒弟\n\n樟口农商银行新员工跟师傅满一年，徒弟出错师傅扣分，徒弟评先师傅加分。",
    ]

    def issue(title: str, order: tuple[int, ...]) -> bytes:
        told = [f"{'一二三'[n]}、{points[at]}" for n, at in enumerate(order)]
        return "\n\n".join((title, "（2025年3月17日至21日）", *told)).encode()

    first = stored(kb, issue("樟口跟班学习通讯第7期", (0, 1, 2)), "甲.txt").bulletin
    again = proposed(kb, issue("樟口跟班学习通讯（第7期）", (2, 0, 1)), "乙.txt")
    assert again.before is not None
    assert again.before.id == first.id
    points[0] = (
        "票据当日清\n\n樟口农商银行会计部要求票据台账当日登记，错一笔通报一次，月底再抽查三成。"
    )
    other = issue("樟口跟班学习通讯（第7期）", (0,))
    assert proposed(kb, other, "丙.txt").before is None


def test_an_earlier_file_does_not_undo_a_correction(kb: KnowledgeBase) -> None:
    stored(kb, weekly())
    corrected = stored(kb, weekly([LESSONS[0], CORRECTED]))
    again = stored(kb, weekly())
    assert again.status is FileStatus.UNCHANGED
    assert "从前的一版" in again.warnings[-1]
    assert list(kb.corpus.bulletins()) == [corrected.bulletin]


def test_another_issue_that_shares_much_is_stored_with_a_warning(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly())
    second = stored(
        kb,
        weekly(
            [LESSONS[0], CORRECTED], title="跟班学习活动第四周纪实", dates="(2018年7月16日--20日)"
        ),
    )
    assert second.status is FileStatus.ADDED
    (other,) = second.similar
    assert (other.id, other.title, other.shared) == (first.bulletin.id, first.bulletin.title, 5)
    assert other.entries == len(first.bulletin.entries)
    assert any(f"与《{other.title}》有 5 条相同" in w for w in second.warnings)


def test_a_short_word_may_be_said_again(kb: KnowledgeBase) -> None:
    def short(title: str, dates: str) -> bytes:
        return page(heading(title), heading(dates), paragraph("本周学习暂停，下周继续。"))

    stored(kb, short("学习活动快报", "(2018年7月9日--13日)"))
    assert proposed(kb, short("另一份通讯", "(2018年8月6日--10日)")).status is FileStatus.ADDED


def test_the_year_an_editor_gave_is_not_taken_back(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = put(tmp_path, weekly(dates="(7月9日--13日)"), "第三周.html")
    ingest(kb, [path], IngestOptions(TODAY, year=2012))
    again = stored(kb, weekly([LESSONS[0], CORRECTED], dates="(7月9日--13日)"))
    assert again.status is FileStatus.UPDATED
    assert again.bulletin.period is not None
    assert (again.bulletin.period.start.year, again.bulletin.period.year_inferred) == (2012, False)


def test_what_changed_since_it_was_proposed_is_not_overwritten(kb: KnowledgeBase) -> None:
    stored(kb, weekly())
    known = Known(kb.corpus)
    data, other = weekly([LESSONS[0], CORRECTED]), weekly([LESSONS[0], CORRECTED, THIRD])
    late = propose(kb, known, data, "一.html", IngestOptions(TODAY))
    stored(kb, other)
    with pytest.raises(ConflictError):
        store_proposal(kb, known, late, data, BY)
    new = propose(kb, known, weekly(title="又一期纪实"), "二.html", IngestOptions(TODAY))
    assert new.before is not None


def test_who_and_when(kb: KnowledgeBase) -> None:
    made = stored(kb, weekly())
    (version,) = versions(kb.corpus, made.bulletin.id)
    assert (version.who, version.when, version.note) == ("网站", BY.when, "第三周.html")


def test_neighbours_settle_the_year(kb: KnowledgeBase) -> None:
    for title, dates in (("第二周", "(2018年7月2日--6日)"), ("第四周", "(2018年7月16日--20日)")):
        stored(
            kb,
            weekly(
                [f"一、{title}的事。" + title * 40],
                [f"{title}走访。"],
                title=f"学习活动{title}纪实",
                dates=dates,
            ),
        )
    made = proposed(kb, weekly(title="学习活动第三周纪实", dates="(7月9日--13日)"))
    period = made.bulletin.period
    assert period is not None
    assert period.start.year == 2018
    assert "第 2 周为 2018-07-02 至 2018-07-06" in period.evidence
    assert "第 4 周为 2018-07-16 至 2018-07-20" in period.evidence


def test_what_is_known_follows_what_is_stored(kb: KnowledgeBase) -> None:
    known = Known(kb.corpus)
    made = stored(kb, weekly())
    known.put(made.bulletin)
    from_disk = Known(kb.corpus)
    sha256 = made.bulletin.source.sha256
    anchors = [e.anchor for e in made.bulletin.entries]
    for each in (known, from_disk):
        assert each.with_source(sha256) == made.bulletin.id
        assert [(k.id, n) for k, n in each.sharing(anchors)] == [(made.bulletin.id, len(anchors))]
        assert [number for number, _ in each.issues("跟班学习活动")] == [3]
    known.drop(made.bulletin.id)
    assert known.with_source(sha256) is None
    assert known.sharing(anchors) == []
    assert known.issues("跟班学习活动") == []

"""What an editor decided holds when a newer version of the source is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kb.corpus import By, changes
from kb.identity import sentence_digest
from kb.intake.ingest import store_proposal
from kb.intake.kept_corrections import merged
from kb.intake.known_bulletins import Known
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus, Proposal
from kb.knowledge_base import KnowledgeBase
from kb.model import AspectCorrection, BankRole, Bulletin, Entry, Kind, Side, SubjectCorrection
from kb.readers import read
from kb.rights import COMMAND_LINE
from tests.builders import ACTIVITIES, LESSONS, TODAY, UNTAGGED, weekly
from tests.intake.proposing import propose

BY = By(COMMAND_LINE, datetime(2026, 11, 27))
# The second lesson with another figure at its end.
NEWER = LESSONS[1].replace("补访", "补访两次")
THREE = (*LESSONS, UNTAGGED)


def proposed(kb: KnowledgeBase, data: bytes) -> Proposal:
    return propose(kb, Known(kb.corpus), data, "第三周.html", IngestOptions(TODAY, read=read))


def stored(kb: KnowledgeBase, data: bytes) -> Bulletin:
    proposal = proposed(kb, data)
    store_proposal(kb, Known(kb.corpus), proposal, data, BY)
    return proposal.bulletin


def decided(kb: KnowledgeBase, bulletin: Bulletin) -> None:
    """Store what an editor made of a bulletin."""
    changes.store(kb.corpus, bulletin, BY, was=bulletin.id)


def changed(bulletin: Bulletin, begins: str, **fields: object) -> Bulletin:
    """The bulletin with other fields of the entry that begins so."""
    content = (
        replace(item, **fields)  # type: ignore[arg-type]
        if isinstance(item, Entry) and item.text.startswith(begins)
        else item
        for item in bulletin.content
    )
    return replace(bulletin, content=tuple(content))


def entry(bulletin: Bulletin, begins: str) -> Entry:
    return next(item for item in bulletin.entries if item.text.startswith(begins))


def test_what_an_editor_said_of_entries_stays(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly(THREE))
    sentence = SubjectCorrection(sentence_digest(UNTAGGED), Side.HOST, "温岭农商银行")
    mine = changed(first, "一、", kind=Kind.OVERVIEW, practices=("一站式办贷",))
    mine = changed(mine, "二、", bank="温岭农商银行", practices=())
    decided(kb, changed(mine, "三、", subjects=(sentence,), title="换灶"))
    newer = proposed(kb, weekly((LESSONS[0], NEWER, UNTAGGED)))
    assert newer.status is FileStatus.UPDATED
    one, two, three = (entry(newer.bulletin, begins) for begins in ("一、", "二、", "三、"))
    assert (one.kind, one.practices) == (Kind.OVERVIEW, ("一站式办贷",))
    assert (two.text, two.bank, two.practices) == (NEWER, "温岭农商银行", ())
    assert (three.title, three.subjects) == ("换灶", (sentence,))
    assert newer.difference.summary == "修改 1 条"
    assert "沿用了编者对上一版的 3 处修改，请核对" in newer.warnings


def test_what_the_new_source_says_otherwise_is_taken_from_it(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly())
    typed = LESSONS[1].replace("月度兑现", "按月兑现")
    decided(kb, changed(replace(first, title="第三周"), "二、", text=typed))
    data = weekly((LESSONS[0], NEWER), title="跟班学习活动第三周纪实（更正）")
    newer = proposed(kb, data).bulletin
    assert newer.title == "跟班学习活动第三周纪实（更正）"
    assert entry(newer, "二、").text == NEWER


def test_texts_and_fields_that_an_editor_mended_stay(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly(THREE))
    typed = LESSONS[0].replace("公示无异议", "公示七天无异议")
    decided(kb, changed(replace(first, title="临海组第三周", issue="第三期"), "一、", text=typed))
    newer = proposed(kb, weekly((LESSONS[0], NEWER, UNTAGGED)))
    assert (newer.bulletin.title, newer.bulletin.issue) == ("临海组第三周", "第三期")
    assert entry(newer.bulletin, "一、").text == typed
    assert newer.difference.summary == "修改 1 条"


def test_what_an_editor_dropped_stays_away(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly(THREE))
    kept = tuple(i for i in first.content if getattr(i, "text", "") != ACTIVITIES[0])
    decided(kb, replace(first, content=kept))
    newer = proposed(kb, weekly((LESSONS[0], NEWER, UNTAGGED))).bulletin
    assert ACTIVITIES[0] not in [item.text for item in newer.entries]
    assert ACTIVITIES[1] in [item.text for item in newer.entries]


def test_furniture_that_an_editor_took_in_stays_where_it_was_put(kb: KnowledgeBase) -> None:
    line = "（本报记者 王晓明 通讯员 李建国 报道）"
    first = proposed(kb, weekly((LESSONS[0], line, LESSONS[1])))
    assert line in first.furniture
    stored(kb, weekly((LESSONS[0], line, LESSONS[1])))
    at = first.bulletin.content.index(entry(first.bulletin, "一、")) + 1
    taken = Entry("e12345678", Kind.OVERVIEW, line, line)
    content = (*first.bulletin.content[:at], taken, *first.bulletin.content[at:])
    decided(kb, replace(first.bulletin, content=content))
    newer = proposed(kb, weekly((LESSONS[0], line, NEWER)))
    assert [item.text[:2] for item in newer.bulletin.entries][-4:-1] == ["一、", line[:2], "二、"]
    assert line not in newer.furniture
    assert "沿用了编者对上一版的 1 处修改，请核对" in newer.warnings


def test_what_an_editor_joined_or_split_stays_so(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly(THREE))
    content = list(first.content)
    at = next(n for n, item in enumerate(content) if item.text == ACTIVITIES[0])
    both = entry(first, ACTIVITIES[0])
    content[at : at + 2] = [replace(both, text="\n".join(ACTIVITIES))]
    at = next(n for n, item in enumerate(content) if item.text == LESSONS[0])
    whole = entry(first, "一、")
    cut = LESSONS[0].index("支行请")
    parts = LESSONS[0][:cut], LESSONS[0][cut:]
    content[at : at + 1] = [
        replace(whole, text=parts[0], title="整村授信先评议"),
        replace(whole, text=parts[1], title="逐户评议", anchor="e00000001"),
    ]
    decided(kb, replace(first, content=tuple(content)))
    newer = proposed(kb, weekly((LESSONS[0], NEWER, UNTAGGED)))
    texts = [item.text for item in newer.bulletin.entries]
    assert "\n".join(ACTIVITIES) in texts
    assert ACTIVITIES[1] not in texts
    assert (parts[0] in texts, parts[1] in texts, LESSONS[0] in texts) == (True, True, False)
    assert newer.difference.summary == "修改 1 条"


def test_without_the_old_source_nothing_is_guessed(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly(THREE))
    decided(kb, changed(first, "一、", kind=Kind.OVERVIEW))
    kb.corpus.source_path(first.source.sha256, ".html").unlink()
    newer = proposed(kb, weekly((LESSONS[0], NEWER, UNTAGGED)))
    assert newer.status is FileStatus.UPDATED
    assert entry(newer.bulletin, "一、").kind is Kind.LESSON


def test_one_issue_in_a_file_of_one_name_is_a_version_though_half_is_corrected(
    kb: KnowledgeBase,
) -> None:
    """An editor had corrected the title, so that neither title nor most of the text is the same."""
    lessons = (LESSONS[0], UNTAGGED)
    first = stored(kb, weekly(lessons, (), honours=()))
    decided(kb, replace(first, title="临海组学习整村授信"))
    newer = [lesson.replace("。", "；", 1) for lesson in lessons]
    proposal = proposed(kb, weekly(newer, (), honours=()))
    assert proposal.status is FileStatus.UPDATED
    assert proposal.bulletin.title == "临海组学习整村授信"


def test_a_version_is_known_by_the_old_source_when_title_and_days_were_corrected(
    kb: KnowledgeBase,
) -> None:
    first = stored(kb, weekly(THREE))
    days = replace(first.period, start=date(2018, 7, 10)) if first.period else None
    mine = replace(first, title="换灶记", series="临海专题", issue="", period=days)
    dropped = tuple(item for item in mine.content if item != entry(first, "一、"))
    decided(kb, replace(mine, content=dropped))
    data = weekly((LESSONS[0], NEWER, UNTAGGED))
    newer = propose(kb, Known(kb.corpus), data, "改.html", IngestOptions(TODAY, read=read))
    assert newer.status is FileStatus.UPDATED
    kept = newer.bulletin
    assert (kept.id, kept.title, kept.series, kept.period) == (
        first.id,
        "换灶记",
        "临海专题",
        days,
    )
    assert not [item for item in kept.entries if item.text.startswith("一、")]
    assert entry(kept, "二、").text == NEWER


def test_a_correction_of_a_sentence_that_changed_is_named(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly(THREE))
    sentence = UNTAGGED[UNTAGGED.index("。") + 1 :]
    about = SubjectCorrection(sentence_digest(sentence), Side.HOST, "温岭农商银行")
    decided(kb, changed(first, UNTAGGED[:4], subjects=(about,)))
    newer = UNTAGGED.replace(UNTAGGED[-3:], f"也{UNTAGGED[-3:]}")
    proposal = proposed(kb, weekly((*LESSONS, newer)))
    (told,) = [text for text in proposal.warnings if "没有沿用" in text]
    assert told.startswith("1 处没有沿用")
    assert sentence[:20] in told
    same = proposed(kb, weekly((*THREE, "四、又一条。")))
    assert not [text for text in same.warnings if "没有沿用" in text]


def test_what_was_said_of_a_sentence_goes_with_it_to_another_entry(kb: KnowledgeBase) -> None:
    moved = "该行还给每户发一本台账。"
    first = stored(kb, weekly((LESSONS[0] + moved, *THREE[1:])))
    about = SubjectCorrection(sentence_digest(moved), Side.HOST, "温岭农商银行")
    aspect = AspectCorrection(sentence_digest(moved), "考核")
    decided(kb, changed(first, "一、", subjects=(about,), aspects=(aspect,)))
    newer = proposed(kb, weekly((LESSONS[0], LESSONS[1] + moved, UNTAGGED)))
    assert newer.status is FileStatus.UPDATED
    one, two = entry(newer.bulletin, "一、"), entry(newer.bulletin, "二、")
    assert (one.subjects, one.aspects) == ((), ())
    assert (two.subjects, two.aspects) == ((about,), (aspect,))
    assert not [text for text in newer.warnings if "没有沿用" in text]


def test_a_sentence_that_stands_in_two_entries_keeps_what_was_said_of_each(
    kb: KnowledgeBase,
) -> None:
    both = "该行还给每户发一本台账。"
    first = stored(kb, weekly((LESSONS[0] + both, LESSONS[1] + both)))
    about = SubjectCorrection(sentence_digest(both), Side.HOST, "温岭农商银行")
    decided(kb, changed(first, "二、", subjects=(about,)))
    newer = proposed(kb, weekly((LESSONS[0] + both, LESSONS[1] + both, "三、又一条。"))).bulletin
    assert entry(newer, "一、").subjects == ()
    assert entry(newer, "二、").subjects == (about,)


def test_what_an_editor_said_of_unchanged_words_holds_though_the_rest_is_read_otherwise(
    kb: KnowledgeBase,
) -> None:
    """The words of an entry and the headings above it are the same; what the program makes of it is not."""
    old = stored(kb, weekly(THREE))
    mine = changed(old, "二、", bank="温岭农商银行", kind=Kind.OVERVIEW, title="考核")
    new = changed(old, "二、", bank="玉环农商银行", kind=Kind.ACTIVITY, title="别的")
    kept = merged(new, old, mine)
    assert entry(kept.bulletin, "二、") == entry(mine, "二、")
    assert kept.overruled == ()


def test_decisions_that_the_new_source_overrules_are_named(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly())
    typed = LESSONS[0].replace("公示无异议", "公示七天无异议")
    mine = changed(replace(first, title="第三周"), "二、", title="按月兑现")
    decided(kb, changed(mine, "一、", text=typed))
    newer = LESSONS[0].replace("公示无异议", "公示十天无异议"), f"二、按季考核。{NEWER[2:]}"
    proposal = proposed(kb, weekly(newer, title="跟班学习活动第三周纪实（更正）"))
    (told,) = [text for text in proposal.warnings if "没有沿用" in text]
    assert told.startswith("3 处没有沿用")
    for expected in ("标题（编者定为“第三周”）", "文字（编者改过）", "题目（编者定为“按月兑现”）"):
        assert expected in told


def test_new_entries_stand_under_the_new_name_of_a_host(kb: KnowledgeBase) -> None:
    first = stored(kb, weekly((LESSONS[0],)))
    bank = entry(first, "一、").bank
    assert bank
    roles = (BankRole("新名农商银行", Side.HOST, bank),)
    decided(kb, changed(replace(first, roles=roles), "一、", bank="新名农商银行"))
    newer = proposed(kb, weekly(LESSONS)).bulletin
    assert newer.roles == roles
    assert entry(newer, "二、").bank == "新名农商银行"

"""Peers side by side: the matrix of banks and aspects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kb.errors import QueryError
from kb.identity import sentence_digest
from kb.insights.comparison import compare
from kb.insights.matrix import Comparison, Row, Statement
from kb.insights.scope import find, resolve
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Side, SubjectCorrection
from kb.search.asking import Query
from tests.peers import EAST, WEST, bank_entries, stored, week

ASPECTS = ("组织考核", "流程做法", "营销宣传", "科技支撑", "风险防控", "成效数据")


def row(comparison: Comparison, bank: str) -> Row:
    return next(row for row in comparison.rows if row.bank == bank)


def texts(comparison: Comparison, bank: str, aspect: str) -> list[str]:
    cell = next(cell for cell in row(comparison, bank).cells if cell.aspect == aspect)
    return [statement.text for statement in cell.statements]


def statements(comparison: Comparison) -> Iterator[Statement]:
    return (s for row in comparison.rows for cell in row.cells for s in cell.statements)


def test_banks_down_by_entries_and_aspects_across(peers: KnowledgeBase) -> None:
    found = compare(peers, "整村授信")
    assert [(r.bank, r.label, r.entries) for r in found.rows] == [(EAST, EAST, 4), (WEST, WEST, 1)]
    assert tuple(column.name for column in found.columns) == ASPECTS
    assert all(tuple(cell.aspect for cell in r.cells) == ASPECTS for r in found.rows)
    assert found.practice
    assert (found.entries, found.total, found.relaxed) == (6, 6, False)
    assert found.banks == ((EAST, 4), (WEST, 1))
    assert found.placed == 5  # one of the six tells only what learners plan


def test_an_entry_in_two_rows_counts_once(sample_kb: KnowledgeBase) -> None:
    found = compare(sample_kb, Query("", {"practice": ("尽职免责",)}))
    assert sum(r.entries for r in found.rows) > found.placed
    assert found.placed <= found.entries == found.total


def test_each_sentence_under_the_aspects_it_serves(peers: KnowledgeBase) -> None:
    found = compare(peers, "整村授信")
    assert texts(found, EAST, "组织考核") == ["每签约一户奖励客户经理30元。"]
    assert set(texts(found, EAST, "流程做法")) == {
        "整村授信先由一个村试点，20天走完流程。", "评议会请村干部和老党员打分。", "试点村评议会开了三轮。",
    }  # fmt: skip
    assert set(texts(found, EAST, "营销宣传")) == {"一是宣讲话术统一；", "二是礼品限20元；"}
    assert texts(found, EAST, "科技支撑") == ["三是名单进系统。"]
    assert texts(found, EAST, "风险防控") == ["听证会照开，逾期的当场说明。"]
    assert texts(found, EAST, "成效数据") == [
        "截至7月6日，整村授信12个村，签约1,524户，用信率18.5%。"
    ]
    assert texts(found, WEST, "流程做法") == [
        "西河组到零售部学习整村授信流程，逐步记下评议、公示、签约的次序。"
    ]


def test_a_statement_is_verbatim_and_says_where_it_stands_and_why(peers: KnowledgeBase) -> None:
    for statement in statements(compare(peers, "整村授信")):
        entries = find(peers, resolve(peers, "")).entries
        document = next(d for d, _ in entries if d.id == statement.document.id)
        assert statement.document == document
        assert document.text[slice(*statement.span)] == statement.text
        assert statement.bank == document.bank
        assert (document.start, document.end) == (date(2018, 7, 2), date(2018, 7, 6))
        about = f"{statement.about}；{statement.reason}；归入“{statement.aspect.aspect}”："
        assert statement.why.startswith(about)
        for figure in statement.figures:
            assert document.text[slice(*figure.span)] == figure.value
    (reward,) = [s for s in statements(compare(peers, "整村授信")) if "30元" in s.text]
    assert [f.phrase for f in reward.figures] == ["30元"]
    assert "“奖励”（+" in reward.why
    assert reward.document.kind == Kind.LESSON
    (gift,) = [s for s in statements(compare(peers, "整村授信")) if "礼品" in s.text]
    assert gift.lead == "进村授信要做三件事："


def test_a_row_of_a_table_is_told_with_its_columns(peers: KnowledgeBase) -> None:
    """The head alone is no sentence, and without it nobody knows which number is of when."""
    table = "指标 | 2025年末 | 2026年末\n用信率 | 24.5% | 31.2%\n授信户数 | 3.1万户 | 4.3万户"
    stored(
        peers, week(5, *bank_entries(WEST, [f"一、整村授信见成效。整村授信的数据如下：\n{table}"]))
    )
    told = {s.text: s.lead for s in statements(compare(peers, "整村授信")) if " | " in s.text}
    assert told == dict.fromkeys(table.splitlines()[1:], "指标 | 2025年末 | 2026年末：")


def test_columns_and_rows_can_be_chosen_and_an_empty_row_stays(peers: KnowledgeBase) -> None:
    found = compare(
        peers, "整村授信", aspects=["成效数据", "流程做法"], banks=[WEST, "北安农商银行"]
    )
    assert [column.name for column in found.columns] == ["流程做法", "成效数据"]
    assert [(r.bank, r.entries) for r in found.rows] == [(WEST, 1), ("北安农商银行", 0)]
    assert [cell.total for cell in found.rows[1].cells] == [0, 0]
    assert found.banks == ((EAST, 4), (WEST, 1))
    assert found.subject.query.filters["bank"] == (WEST, "北安农商银行")


def test_an_unknown_aspect_is_an_error_that_names_those_there_are(peers: KnowledgeBase) -> None:
    with pytest.raises(QueryError, match="没有方面“进度”") as caught:
        compare(peers, "整村授信", aspects=["进度"])
    assert "成效数据" in caught.value.hint


def test_the_period_can_be_chosen(peers: KnowledgeBase) -> None:
    stored(
        peers, week(3, *bank_entries(WEST, ["一、整村授信要复评。整村授信的复评由总行抽户核实。"]))
    )
    later = compare(peers, "整村授信", start=date(2018, 7, 9))
    assert [(r.bank, r.entries) for r in later.rows] == [(WEST, 1)]
    earlier = compare(peers, "整村授信", end=date(2018, 7, 8))
    assert earlier.entries == 6


def test_what_is_said_twice_stands_once_with_both_entries(peers: KnowledgeBase) -> None:
    again = "二、还是评议。整村授信先由一个村试点，20天走完流程！"
    stored(peers, week(2, *bank_entries(EAST, [again])))
    found = [s for s in statements(compare(peers, "整村授信")) if "20天" in s.text]
    assert len(found) == 1
    assert found[0].text.endswith("！")  # alike in all else, the newest stands
    assert len(found[0].repeated) == 1
    assert found[0].repeated[0].startswith("2018-07-02")


def test_a_cell_is_capped_and_says_how_many_more(peers: KnowledgeBase) -> None:
    cell = compare(peers, "整村授信", shown=1).rows[0].cells[1]
    assert (len(cell.statements), cell.total, cell.more) == (1, 3, 2)
    whole = compare(peers, "整村授信", shown=None).rows[0].cells[1]
    assert (len(whole.statements), whole.more) == (3, 0)
    assert whole.statements[0] == cell.statements[0]
    assert [s.score for s in whole.statements] == sorted(
        (s.score for s in whole.statements), reverse=True
    )


def test_sentences_without_an_aspect_are_counted_not_hidden(kb: KnowledgeBase) -> None:
    plain = "整村授信由来已久。"
    (entry,) = bank_entries(EAST, [f"一、整村授信。{plain}整村授信要宣讲话术。"])
    said = SubjectCorrection(sentence_digest(plain), Side.HOST, EAST)
    stored(kb, week(1, replace(entry, subjects=(said,))))
    (only,) = compare(kb, "整村授信").rows
    assert only.unplaced == 1
    (rest,) = only.rest
    assert rest.aspect.aspect == ""
    assert rest.why.endswith("；不属于任何方面")
    assert rest.text in rest.document.text


def test_a_list_of_topics_that_were_talked_about_is_not_compared(kb: KnowledgeBase) -> None:
    talked = "双方围绕整村授信、绩效考核、不良清收等议题座谈，并交换了意见。"
    stored(
        kb, week(1, *bank_entries(EAST, [f"一、走访。{talked}整村授信实行白榜、红榜两榜公示。"]))
    )
    found = compare(kb, "整村授信")
    shown = [*statements(found), *(s for row in found.rows for s in row.rest)]
    assert shown
    assert not any("座谈" in statement.text for statement in shown)


def test_learners_with_sentences_of_no_aspect_only_have_a_row(kb: KnowledgeBase) -> None:
    plain = "整村授信由来已久。"
    (entry,) = bank_entries(EAST, [f"一、整村授信。{plain}"])
    said = SubjectCorrection(sentence_digest(plain), Side.LEARNER, WEST)
    stored(kb, week(1, replace(entry, subjects=(said,))))
    (learner,) = (one for one in compare(kb, "整村授信").others if one.bank == WEST)
    assert not learner.sentences
    assert [statement.text for statement in learner.rest] == [plain]
    assert learner.all_cells[-1].statements == learner.rest


def test_a_sentence_stands_once_in_a_row_with_the_other_aspects_named(
    sample_kb: KnowledgeBase,
) -> None:
    found = compare(sample_kb, "整村授信", shown=None)
    for one in found.all_rows:
        places = [(s.document.id, s.span) for cell in one.cells for s in cell.statements]
        assert len(places) == len(set(places))
    several = [s for s in statements(found) if s.also]
    assert several
    assert all(f"也涉及{'、'.join(s.also)}" in s.why for s in several)


def test_a_sentence_stands_in_the_row_of_the_bank_it_is_about(kb: KnowledgeBase) -> None:
    text = (
        "一、整村授信靠考核。整村授信每签一户奖励客户经理20元。"
        "相比之下，竹溪农商银行整村授信每签一户奖励客户经理5元。"
        "学员建议派出行整村授信每签一户奖励客户经理10元。"
    )
    stored(kb, week(1, *bank_entries(EAST, [text])))
    found = compare(kb, "整村授信")
    assert texts(found, EAST, "组织考核") == ["整村授信每签一户奖励客户经理20元。"]
    assert [(r.side, r.label) for r in found.others] == [
        (Side.LEARNER, "（学习方不详）"), (Side.THIRD, "竹溪农商银行"),
    ]  # fmt: skip
    assert [s.document.number for r in found.others for c in r.cells for s in c.statements] == [
        1,
        1,
    ]


def test_activities_fill_a_cell_only_where_it_has_no_lesson(kb: KnowledgeBase) -> None:
    lesson = "一、整村授信靠考核。整村授信每签一户奖励客户经理20元。"
    report = "东山组本周听课。东山组学习整村授信绩效考核和奖励。东山组旁听整村授信评议会。"
    stored(
        kb,
        week(1, *bank_entries(EAST, [lesson]), *bank_entries(EAST, [report], Kind.ACTIVITY)),
    )
    first = compare(kb, "整村授信").rows[0]
    by_aspect = {cell.aspect: cell for cell in first.cells}
    assert [s.document.kind for s in by_aspect["组织考核"].statements] == [Kind.LESSON]
    assert [s.text for s in by_aspect["组织考核"].aside] == ["东山组学习整村授信绩效考核和奖励。"]
    assert [s.document.kind for s in by_aspect["流程做法"].statements] == [Kind.ACTIVITY]
    assert first.entries == 2


def test_a_search_is_compared_too(peers: KnowledgeBase) -> None:
    found = compare(peers, "礼品")
    assert found.practice is None
    assert [(r.bank, r.entries) for r in found.rows] == [(EAST, 1)]
    assert texts(found, EAST, "营销宣传") == ["二是礼品限20元；"]
    filtered = compare(peers, Query("整村授信", filters={"bank": (WEST,)}))
    assert [r.bank for r in filtered.rows] == [WEST]


def test_nothing_found_is_an_empty_matrix(peers: KnowledgeBase) -> None:
    found = compare(peers, "无人机")
    assert (found.rows, found.entries) == ((), 0)
    assert len(found.columns) == 6
    chosen = compare(peers, "无人机", banks=[EAST])
    assert [(r.bank, r.entries) for r in chosen.rows] == [(EAST, 0)]


def test_the_sample_corpus_side_by_side(sample_kb: KnowledgeBase) -> None:
    found = compare(sample_kb, "整村授信")
    banks = ["青枫农商银行", "云泽农商银行", "石桥农商银行", "南屏农商银行", ""]
    assert [r.bank for r in found.rows] == banks
    first = found.rows[0]
    assert sum(bool(cell.statements) for cell in first.cells) >= 5
    assert all(len(cell.statements) <= 5 for r in found.rows for cell in r.cells)
    assert first.cells[5].more > 10
    assert all(s.document.sample for s in statements(found))


def test_the_real_bulletin_side_by_side(real_kb: KnowledgeBase) -> None:
    """The sentences a reader looks for stand under the aspects a reader would choose."""
    found = compare(real_kb, "整村授信")
    assert {r.bank for r in found.rows} == {"临海农商银行", "路桥农商银行", "温岭农商银行"}

    def says(bank: str, aspect: str, *pieces: str) -> bool:
        return all(any(piece in text for text in texts(found, bank, aspect)) for piece in pieces)

    assert says("临海农商银行", "组织考核", "考核机制", "人人通关")
    assert says("临海农商银行", "流程做法", "先行试点", "“一站式”办贷流程")
    # One sentence stands once in its row: training is its strongest aspect, marketing is named too.
    (script,) = [s for s in statements(found) if "宣传话术" in s.text]
    assert "营销宣传" in script.also
    assert says("温岭农商银行", "营销宣传", "价值30元的礼品", "离不开村干部的支持", "贡献度")
    assert says("温岭农商银行", "风险防控", "为控风险")
    # Who sets the amount, and that he answers for nothing: either may come first.
    (quota,) = [s for s in statements(found) if "有权给出拟授信额度" in s.text]
    assert {quota.aspect.aspect, *quota.also} == {"流程做法", "风险防控"}
    assert says("温岭农商银行", "组织考核", "提升村干部的威信")
    assert says("路桥农商银行", "流程做法", "签约工作", "评议会议", "注意事项")
    (gift,) = [s for s in statements(found) if "30元" in s.text]
    assert [f.phrase for f in gift.figures] == ["30元"]
    assert texts(found, "临海农商银行", "成效数据") == []
    # Lessons about something else have no place here.
    assert not any("规范村100个" in s.text or "20万元" in s.text for s in statements(found))


def test_the_same_words_under_titles_that_speak_for_two_aspects_stand_once(
    kb: KnowledgeBase,
) -> None:
    same = "整村授信由客户经理按系统名单核对风险。"
    stored(
        kb,
        week(1, *bank_entries(EAST, [f"一、考核奖惩要通报问责。{same}"])),
        week(2, *bank_entries(EAST, [f"二、系统模型数据自动采集。{same}"])),
        week(3, *bank_entries(EAST, [f"三、风险排查不良贷后。{same}"])),
    )
    found = [s for s in statements(compare(kb, "整村授信", shown=None)) if s.text == same]
    assert len(found) == 1
    assert len(found[0].repeated) == 2


def test_a_bank_without_a_sentence_to_compare_is_named(sample_kb: KnowledgeBase) -> None:
    found = compare(sample_kb, "风险管理")
    assert "石桥农商银行" in found.unheard
    assert {r.bank for r in found.rows} | set(found.unheard) >= {b for b, n in found.banks if n}
    assert compare(sample_kb, "风险管理", banks=["青枫农商银行"]).unheard == ()

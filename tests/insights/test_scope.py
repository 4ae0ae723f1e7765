"""What a comparison is about, and which sentences are about it, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kb.insights.passages import Passage, Relation
from kb.insights.scope import bank_counts, find, narrowed, resolve
from kb.knowledge_base import KnowledgeBase
from kb.model import Heading, Kind
from kb.search.asking import Query
from tests.builders import under_headings
from tests.peers import EAST, WEST, bank_entries, stored, week


def passages(kb: KnowledgeBase, asked: str | Query, *, whole: bool = False) -> dict[str, Passage]:
    found = find(kb, resolve(kb, asked), whole=whole)
    return {p.sentence.text: p for _, ps in found.entries for p in ps}


def relations(kb: KnowledgeBase, asked: str | Query) -> dict[str, Relation]:
    return {text: passage.relation for text, passage in passages(kb, asked).items()}


def test_a_name_or_alias_is_the_practice_anything_else_a_search(kb: KnowledgeBase) -> None:
    assert (subject := resolve(kb, "进村授信")).practice
    assert subject.label == "整村授信"
    assert resolve(kb, "整村授信 礼品").practice is None
    assert resolve(kb, "整村授信 礼品").label == "整村授信 礼品"
    assert resolve(kb, "").label == "全部条目"
    # Two words that would make a name without the blank between them are two words.
    assert resolve(kb, "整村 授信").practice is None


def test_the_sentences_of_a_practice_and_why(peers: KnowledgeBase) -> None:
    found = passages(peers, "整村授信")
    reasons = {text: passage.reason for text, passage in found.items()}
    assert reasons == {
        # The title names it: the whole lesson is about it, whatever else is named.
        "评议会请村干部和老党员打分。": "条目的题目或上级标题提到“整村授信”，全条都讲它",
        "每签约一户奖励客户经理30元。": "条目的题目或上级标题提到“整村授信”，全条都讲它",
        "听证会照开，逾期的当场说明。": "条目的题目或上级标题提到“整村授信”，全条都讲它",
        # The first statement names it: what follows does too, up to a foreign practice (晨夕会).
        "整村授信先由一个村试点，20天走完流程。": "本句提到“整村授信”",
        "试点村评议会开了三轮。": "这一段先讲“整村授信”，本句接着讲，没有换到别的做法",
        "截至7月6日，整村授信12个村，签约1,524户，用信率18.5%。": "本句提到“整村授信”",
        # An alias in the lead of a chain: its items are about the practice.
        "一是宣讲话术统一；": "本句所属的并列句以提到“进村授信”的话领起",
        "二是礼品限20元；": "本句所属的并列句以提到“进村授信”的话领起",
        "三是名单进系统。": "本句所属的并列句以提到“进村授信”的话领起",
        # Of activities and overviews only what names it.
        "西河组到零售部学习整村授信流程，逐步记下评议、公示、签约的次序。": "本句提到“整村授信”",
        "两个组本周继续跟班学习，整村授信是共同的题目。": "本句提到“整村授信”",
    }


def test_titles_and_announcements_state_nothing_unless_the_whole_is_wanted(
    peers: KnowledgeBase,
) -> None:
    stated = set(passages(peers, "整村授信"))
    whole = set(passages(peers, "整村授信", whole=True))
    assert whole - stated == {"一、整村授信贵在评议。", "进村授信要做三件事："}
    assert stated < whole


def test_a_first_sentence_that_became_the_title_counts_when_it_states_something(
    kb: KnowledgeBase,
) -> None:
    first = f"{EAST}推行整村授信清单，列出28种情形。"
    stored(kb, week(1, *bank_entries(EAST, [f"{first}清单每季修订。"])))
    assert list(passages(kb, "整村授信")) == [first, "清单每季修订。"]


def test_honours_name_no_practice(peers: KnowledgeBase) -> None:
    assert not any("主任" in text for text in passages(peers, Query()))


def test_a_name_within_the_name_of_another_practice_names_nothing(kb: KnowledgeBase) -> None:
    text = "一、到期早安排。无还本续贷先评级。续贷提前一个月谈。"
    stored(kb, week(1, *bank_entries(EAST, [text])))
    assert set(relations(kb, "续贷")) == {"续贷提前一个月谈。"}
    assert set(relations(kb, "无还本续贷")) == {"无还本续贷先评级。", "续贷提前一个月谈。"}


def test_an_entry_that_only_its_editor_tagged(kb: KnowledgeBase) -> None:
    (plain,) = bank_entries(EAST, ["一、晨会短开。晨会只看两张表。"])
    stored(kb, week(1, replace(plain, practices=("整村授信",))))
    (passage,) = passages(kb, "整村授信").values()
    assert passage.relation is Relation.TAGGED
    assert passage.reason == "编者或简报的开头把这个条目归入“整村授信”"


def test_a_heading_above_names_the_practice(kb: KnowledgeBase) -> None:
    plain = week(1, *bank_entries(EAST, ["一、晨会短开。晨会只看两张表。"]))
    content = under_headings([Heading("整村授信专题", 2), *plain.content])
    stored(kb, replace(plain, content=content))
    assert relations(kb, "整村授信") == {"晨会只看两张表。": Relation.TITLE}


def test_the_sentences_of_a_search(peers: KnowledgeBase) -> None:
    found = passages(peers, "礼品 话术")
    assert {text: p.reason for text, p in found.items()} == {
        "一是宣讲话术统一；": "本句含“话术”",
        "二是礼品限20元；": "本句含“礼品”",
    }


def test_a_title_that_holds_all_words_of_a_search_makes_the_lesson_its_own(
    peers: KnowledgeBase,
) -> None:
    found = {
        text: passage.relation
        for text, passage in passages(peers, "整村授信 评议").items()
        if passage.document.title == "整村授信贵在评议"
    }
    assert found == {
        "评议会请村干部和老党员打分。": Relation.WORDS,
        "每签约一户奖励客户经理30元。": Relation.TITLE,
        "听证会照开，逾期的当场说明。": Relation.TITLE,
    }


def test_filters_alone_take_every_sentence(peers: KnowledgeBase) -> None:
    found = relations(peers, Query(filters={"bank": (WEST,)}))
    assert set(found.values()) == {Relation.ALL}
    assert set(found) == {
        "西河组到零售部学习整村授信流程，逐步记下评议、公示、签约的次序。", "检查人每季抽查60户，用途不符的收回贷款。",
    }  # fmt: skip
    assert (
        passages(peers, Query(filters={"bank": (WEST,)}))[
            "检查人每季抽查60户，用途不符的收回贷款。"
        ].reason
        == ""
    )


def test_banks_and_period_narrow_a_subject(peers: KnowledgeBase) -> None:
    stored(peers, week(3, *bank_entries(WEST, ["一、整村授信要复评。复评由总行抽户。"])))
    subject = resolve(peers, "整村授信")
    later = find(peers, narrowed(subject, start=date(2018, 7, 10)))
    assert [d.bank for d, _ in later.entries] == [WEST]
    earlier = find(peers, narrowed(subject, banks=[EAST], end=date(2018, 7, 10)))
    assert {d.bank for d, _ in earlier.entries} == {EAST}
    assert narrowed(subject) == subject


def test_what_only_holds_most_of_a_search_is_marked(peers: KnowledgeBase) -> None:
    found = find(peers, resolve(peers, "贷后检查人抽查什么用途的无人机"))
    assert found.relaxed
    assert found.entries
    assert not find(peers, resolve(peers, "礼品")).relaxed


def test_no_more_entries_than_asked_for_but_their_number(peers: KnowledgeBase) -> None:
    found = find(peers, resolve(peers, "整村授信"), 2)
    assert (len(found.entries), found.total) == (2, 6)


def test_banks_are_chosen_before_entries_are_cut(peers: KnowledgeBase) -> None:
    everything = Query(filters={"bank": (WEST,)})
    found = find(peers, resolve(peers, everything), most=2)
    assert {document.bank for document, _ in found.entries} == {WEST}
    assert (found.total, found.read) == (2, 2)
    searched = find(peers, resolve(peers, replace(everything, text="检查人")), most=1)
    assert [document.bank for document, _ in searched.entries] == [WEST]
    assert (searched.total, searched.read) == (1, 1)


def test_an_entry_about_a_bank_on_another_side_is_found_too(kb: KnowledgeBase) -> None:
    (lesson,) = bank_entries(EAST, ["一、整村授信要复评。相比之下，西河农商银行没有复评。"])
    stored(kb, week(1, lesson))
    for text in ("", "整村授信", "复评"):
        found = find(kb, resolve(kb, Query(text, filters={"bank": (WEST,)})))
        assert len(found.entries) == 1, text


def test_banks_are_counted_without_those_chosen(peers: KnowledgeBase) -> None:
    subject = resolve(peers, Query("整村授信", filters={"bank": (WEST,)}))
    assert bank_counts(peers, subject) == {EAST: 4, WEST: 1}
    searched = resolve(peers, Query("评议", filters={"bank": (WEST,)}))
    counts = bank_counts(peers, searched)
    assert counts
    assert counts[EAST] >= 2
    assert bank_counts(peers, resolve(peers, Query("评议 火星 检查"))) is None


def test_later_sentences_that_a_pattern_tells_are_of_the_practice_that_the_lesson_names(
    kb: KnowledgeBase,
) -> None:
    first = "组长谭立汇报，该行把晨会开到了柜台前，从行长到柜员人人都站着说，一个人不超过一分钟，说完就散。"
    text = f"{first}下班前再碰头，把当天的客户进度复盘一遍，绩效工资也在会上公布。柜员的绩效工资按件算。"
    stored(kb, week(1, *bank_entries(EAST, [text])))
    assert relations(kb, "晨夕会") == {
        first: Relation.NAMED,
        "下班前再碰头，把当天的客户进度复盘一遍，绩效工资也在会上公布。": Relation.TOLD,
    }


def test_the_first_sentence_about_a_practice_opens_the_topic(kb: KnowledgeBase) -> None:
    text = "该行的人都很热情，带我们看了一圈。晨会由员工轮流主持。行长只做点评。第二样是绩效工资上墙。谁都看得见。"
    stored(kb, week(1, *bank_entries(EAST, [text])))
    assert relations(kb, "晨夕会") == {
        "晨会由员工轮流主持。": Relation.NAMED,
        "行长只做点评。": Relation.FOLLOWS,
    }


def test_what_only_the_wording_tells_is_not_said_to_be_the_work_of_an_editor(
    kb: KnowledgeBase,
) -> None:
    stored(
        kb,
        week(1, *bank_entries(EAST, ["一、欠款逐户上门催。欠款由专人上门催收。催回的当月兑现。"])),
    )
    found = passages(kb, "不良贷款清收")
    assert {p.relation for p in found.values()} == {Relation.WORDED}
    assert "用语" in next(iter(found.values())).reason


def test_answers_of_an_interview_are_about_what_its_opening_announces(kb: KnowledgeBase) -> None:
    opening = f"3月3日，西河农商银行学习组就整村授信工作专访了{EAST}总经理周立。"
    answer = "问：村干部愿意配合吗？\n周立：起初怕担责任，后来请镇里发了文。"
    bulletin = week(1, *bank_entries(EAST, [answer]))
    first, *rest = bulletin.entries
    head = replace(first, kind=Kind.OVERVIEW, text=opening, anchor="e0")
    stored(kb, replace(bulletin, content=under_headings([head, first, *rest])))
    found = passages(kb, "整村授信")
    assert found["周立：起初怕担责任，后来请镇里发了文。"].relation is Relation.TAGGED

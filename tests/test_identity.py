"""Ids that stay: of bulletins by date and title, of entries by their text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.corpus.folder import Corpus
from kb.files.home import Home
from kb.identity import bulletin_id, is_version, keep_anchors, sentence_digest, with_anchors
from kb.model import Bulletin, Kind, Period, Side, SubjectCorrection
from tests.builders import bulletin, entry, mixed_text

WEEK = Period(date(2018, 7, 2), date(2018, 7, 6))
LONG = "整村授信先评议，支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单"


def test_the_id_of_a_bulletin() -> None:
    assert (
        bulletin_id("全市 跟班/学习：第二周（纪实）", WEEK)
        == "2018-07-02-全市-跟班-学习-第二周-纪实"
    )
    assert bulletin_id("纪实", None) == "undated-纪实"
    assert bulletin_id("！？", None) == "undated-bulletin"
    assert bulletin_id("长" * 300, None) == "undated-" + "长" * 40


@given(st.text(max_size=80), st.sampled_from([None, WEEK]))
def test_every_id_is_a_name_of_a_file_in_the_corpus(title: str, period: Period | None) -> None:
    id_ = bulletin_id(title, period)
    path = Corpus(Home(Path("/home"))).bulletin_path(id_)
    assert path.name == f"{id_}.md"
    assert len(path.name.encode()) <= 255


def test_an_anchor_comes_from_the_text_whatever_its_writing() -> None:
    one, other, third = with_anchors([entry("整村授信"), entry("整村 授信"), entry("別的")])
    assert other.anchor == f"{one.anchor}-2"
    assert third.anchor not in (one.anchor, other.anchor)
    assert with_anchors([entry("整村授信")], taken=[one.anchor])[0].anchor == f"{one.anchor}-2"


@given(st.lists(mixed_text | st.just("同样的文字"), max_size=12))
def test_anchors_are_unique_and_stay_when_all_stays(texts: list[str]) -> None:
    entries = with_anchors([entry(text) for text in texts])
    assert len({e.anchor for e in entries}) == len(entries)
    assert with_anchors(entries) == entries


def test_a_corrected_entry_keeps_its_anchor() -> None:
    old = bulletin(entry(f"{LONG}。"), entry("另一条经验，说的是考核。"))
    new = bulletin(entry(f"{LONG}，额度随名单走。"), entry("另一条经验，说的是考核。"))
    assert [e.anchor for e in keep_anchors(new, old).entries] == [e.anchor for e in old.entries]


def test_each_of_many_corrected_entries_keeps_its_anchor() -> None:
    """More than are compared with one another."""
    texts = [f"第{chr(0x5000 + n)}{chr(0x6000 + n)}行整村授信，先评议后公示" for n in range(200)]
    old = bulletin(*(entry(f"{text}。") for text in texts))
    new = bulletin(*(entry(f"{text}，额度随名单走。") for text in texts))
    assert [e.anchor for e in keep_anchors(new, old).entries] == [e.anchor for e in old.entries]


def test_and_keeps_it_when_it_is_ingested_again() -> None:
    first = bulletin(entry(f"{LONG}。"))
    corrected = keep_anchors(bulletin(entry(f"{LONG}，额度随名单走。")), first)
    again = keep_anchors(bulletin(entry(f"{LONG}，额度随名单走。")), corrected)
    assert again.entries[0].anchor == first.entries[0].anchor


def test_an_entry_of_another_kind_or_of_other_words_is_another_entry() -> None:
    old = bulletin(entry(f"{LONG}。"))
    activity = bulletin(entry(f"{LONG}，额度随名单走。", kind=Kind.ACTIVITY))
    other = bulletin(entry("考核算到每一户，按用信户数计分。"))
    for new in (activity, other):
        assert keep_anchors(new, old) == new


def test_an_old_text_that_comes_back_does_not_take_the_anchor_of_its_correction() -> None:
    first = bulletin(entry(f"{LONG}。"))
    corrected = keep_anchors(bulletin(entry(f"{LONG}，额度随名单走。")), first)
    both = bulletin(entry(f"{LONG}。"), entry(f"{LONG}，额度随名单走。"))
    kept = keep_anchors(both, corrected)
    assert kept.entries[1].anchor == first.entries[0].anchor
    assert kept.entries[0].anchor != kept.entries[1].anchor


def test_practices_set_by_hand_are_kept() -> None:
    tagged = replace(entry(f"{LONG}。"), practices=("整村授信",))
    new = keep_anchors(bulletin(entry(f"{LONG}，改了。"), entry("新的一条。")), bulletin(tagged))
    assert [e.practices for e in new.entries] == [("整村授信",), None]


_few = st.lists(st.sampled_from([LONG, LONG + "。", LONG[:-9], "甲" * 9, "乙", "丙丙"]), max_size=6)


@given(_few, _few)
def test_unchanged_texts_keep_their_anchors_and_none_is_given_twice(
    before: list[str], after: list[str]
) -> None:
    old = bulletin(*with_anchors([entry(text) for text in before]))
    new = bulletin(*with_anchors([entry(text) for text in after]))
    kept = keep_anchors(new, old).entries
    assert [e.text for e in kept] == after
    assert len({e.anchor for e in kept}) == len(kept)
    for text, times in (Counter(before) & Counter(after)).items():
        had = {e.anchor for e in old.entries if e.text == text}
        has = {e.anchor for e in kept if e.text == text}
        assert len(had & has) == times


def test_a_version_of_a_bulletin() -> None:
    old = bulletin(*(entry(f"第{n}条：{LONG}。") for n in "一二三四"))
    corrected = bulletin(*(entry(f"第{n}条：{LONG}。") for n in "一二"), entry("新的一条"))
    other = bulletin(*(entry(f"{n}：说的是别的事。") for n in "甲乙丙丁"))
    assert is_version(old, old)
    assert is_version(corrected, old)
    assert not is_version(other, old)


def test_two_reports_of_one_form_are_two() -> None:
    """They shared two phrases of three, and the second took the place of the first."""
    form = (entry("今日安排：上午座谈，下午走访。"), entry("今日人员：全体组员。"))
    one = bulletin(*form, entry("在北门支行，看客户经理怎样填民情台账。"))
    other = bulletin(*form, entry("在南桥支行，看会计主管怎样做晨会点评。"))
    assert not is_version(other, one)
    longer = bulletin(*one.entries, entry("晚上写学习札记，第二天交给组长批阅。"))
    assert is_version(longer, one)


def test_two_short_weeklies_with_one_line_of_their_own_are_two() -> None:
    """The plans and rules of a form were most of the text, so the second week took the place of the
    first."""
    form = (
        entry("周一座谈，周二至周四跟班，周五小结。"),
        entry("按计划继续跟班，遵守纪律，注意安全。"),
    )
    one = bulletin(*form, entry("看客户经理清早在菜场摆台问流水。"))
    other = bulletin(*form, entry("看徒弟上台讲案例，师傅点评。"))
    assert not is_version(other, one)
    corrected = bulletin(*form, entry("看客户经理清晨在菜场摆台问流水。"))
    assert is_version(corrected, one)


def test_what_stands_in_many_bulletins_says_nothing() -> None:
    form = entry(f"学习纪律：{LONG * 3}。")
    one, other = (
        bulletin(form, entry(text)) for text in ("去北门支行看台账。", "到南桥听晨会点评。")
    )
    assert is_version(other, one)
    assert not is_version(other, one, common={form.anchor})


def test_what_an_editor_said_of_a_sentence_survives() -> None:
    said = SubjectCorrection(sentence_digest("先评议。"), Side.THIRD, "竹溪农商银行")
    old = bulletin(replace(entry("先评议。后授信。"), subjects=(said,)))
    new = bulletin(entry("先评议。后授信。"))
    assert keep_anchors(new, old).entries[0].subjects == (said,)


def test_reports_of_one_form_with_other_lessons_are_two() -> None:
    form = "6月3日至7日，第{}小组五名学员在柳湾农商银行跟班学习。学员们遵守作息时间，每天晚上召开碰头会交流心得。"
    thanks = "学员们表示，要珍惜机会，学深悟透，把先进经验带回去，为全行高质量发展贡献力量。"
    codes = "农户扫码填写三项信息，系统十分钟内派单给最近的客户经理，当天必须联系。"
    risks = "行里成立账户风险小组，对大额异常转账先电话核实再放行，今年劝阻34起。"

    def report(number: str, lesson: str) -> Bulletin:
        return bulletin(
            entry(form.format(number), kind=Kind.ACTIVITY),
            entry(lesson),
            entry(thanks, kind=Kind.ACTIVITY),
        )

    assert not is_version(report("二", risks), report("一", codes))
    assert is_version(report("一", codes + "三天必须上门。"), report("一", codes))
    # Only the last line was written anew: nearly all of it is the same.
    long = entry(LONG * 6, kind=Kind.OVERVIEW)
    assert is_version(bulletin(long, entry(risks)), bulletin(long, entry("另一条经验。")))


def test_two_interviews_with_the_same_questions_are_two() -> None:
    """Who they are and what they will do was answered alike, and the second took the place of the first."""
    form = (
        entry(
            "编者按：为交流跟班学习成果，办公室开设“访谈录”栏目，请学员谈体会、说打算，欢迎各支行来稿。"
        ),
        entry("问：回来以后怎么打算？答：把学到的用起来，不辜负领导的期望。"),
        entry("问：谢谢你接受访谈。"),
    )
    nets = "问：印象最深的是什么？答：他们把废旧渔网收上来编成礼品篮，送给存款到期的老人。"
    beads = "问：印象最深的是什么？答：每季度办一次算盘竞赛，赢的人带新人，输的人也有奖状。"
    one, other = (bulletin(form[0], entry(lesson), *form[1:]) for lesson in (nets, beads))
    assert not is_version(other, one)
    assert is_version(bulletin(form[0], entry(nets.replace("老人", "储户")), *form[1:]), one)
    assert is_version(bulletin(*one.entries, entry(beads)), one)

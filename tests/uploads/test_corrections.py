"""What an editor types, and the bulletin it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.corpus import bulletin_markdown
from kb.model import Entry, Group, Kind, Period, Side
from kb.uploads.corrections import LONGEST, corrected, fields_of
from tests.builders import mixed_text
from tests.uploads.typed_forms import BULLETIN, LESSON, OTHER, VOCABULARY, field, of, typed


def test_what_is_left_alone_stays_as_it_is() -> None:
    assert typed() == (BULLETIN, {})
    assert typed(**fields_of(BULLETIN, VOCABULARY)) == (BULLETIN, {})


def test_who_may_see_it() -> None:
    made, wrong = typed(visible="温岭、风险条线；温岭农商银行")
    assert (made.visible_to, wrong) == (("温岭农商银行", "风险条线"), {})
    assert fields_of(made, VOCABULARY)["visible"] == "温岭农商银行、风险条线"
    assert typed(visible="*")[1] == {"visible": "请写机构和组的名称；所有人都可以看就留空"}


def test_title_subtitle_series_issue() -> None:
    made, wrong = typed(
        title="  跟班学习\n第三周 ",
        subtitle="第一行\r\n第二行\r\n",
        series="跟班学习",
        issue="第三周",
    )
    assert wrong == {}
    assert (made.title, made.subtitle) == ("跟班学习 第三周", "第一行\n第二行")
    assert (made.series, made.issue) == ("跟班学习", "第三周")


@pytest.mark.parametrize("name", ["title", "subtitle", "series", "issue"])
def test_texts_that_cannot_be_taken(name: str) -> None:
    made, wrong = typed(**{name: "长" * (LONGEST[name] + 1)})
    assert list(wrong) == [name]
    assert made == BULLETIN
    assert typed(title=" \n")[1] == {"title": "请填写标题"}


INFERRED = replace(
    BULLETIN, period=Period(date(2018, 7, 2), date(2018, 7, 6), True, "星期吻合，取最近的")
)


def test_a_year_that_is_corrected_is_inferred_no_longer() -> None:
    made = corrected(INFERRED, {"start": "2012-07-02", "end": "2012-07-06"}, VOCABULARY)
    assert made.bulletin.period == Period(date(2012, 7, 2), date(2012, 7, 6))


def test_a_year_is_inferred_until_the_editor_says_it_is_right() -> None:
    assert corrected(INFERRED, {}, VOCABULARY).bulletin == INFERRED
    made = corrected(INFERRED, {"year-checked": "1"}, VOCABULARY)
    assert made.bulletin.period == Period(date(2018, 7, 2), date(2018, 7, 6))


def test_no_period_is_a_period_too() -> None:
    made, wrong = typed(start="", end=" ")
    assert (made.period, wrong) == (None, {})


@pytest.mark.parametrize(
    ("start", "end", "field", "what"),
    [
        ("2018-07-02", "", "end", "都填上"),
        ("", "2018-07-06", "start", "都填上"),
        ("七月二日", "2018-07-06", "start", "2018-07-02 的样子"),
        ("2018-02-30", "2018-07-06", "start", "看不懂"),
        ("2018-07-06", "2018-07-02", "end", "早于"),
        ("0018-07-02", "0018-07-06", "start", "年份"),
        ("2018-07-02", "2020-07-02", "end", "超过一年"),
    ],
)
def test_days_that_cannot_be_taken(start: str, end: str, field: str, what: str) -> None:
    made, wrong = typed(start=start, end=end)
    assert what in wrong[field]
    assert made.period == BULLETIN.period


def test_a_kind() -> None:
    made, _ = typed(**{field("kind", LESSON): "overview"})
    assert of(made, LESSON.anchor).kind is Kind.OVERVIEW
    assert typed(**{field("kind", LESSON): "nonsense"})[0] == BULLETIN


def test_a_side() -> None:
    made, wrong = typed(**{field("whose", LESSON): "learner"})
    assert not wrong
    assert of(made, LESSON.anchor).side is Side.LEARNER
    assert of(made, LESSON.anchor).bank == LESSON.bank, "a group says whose it is"
    assert typed(**{field("whose", LESSON): "nonsense"}) == (BULLETIN, {})


def test_what_learners_plan_in_a_bulletin_without_groups_has_no_bank() -> None:
    plain = [replace(item, group="") for item in BULLETIN.content if isinstance(item, Entry)]
    alone = replace(BULLETIN, groups=(), content=tuple(plain))
    learners = {f"whose-{LESSON.anchor}": "learner"}
    made = corrected(alone, learners, VOCABULARY).bulletin
    assert (of(made, LESSON.anchor).side, of(made, LESSON.anchor).bank) == (Side.LEARNER, "")
    back = corrected(made, {f"whose-{LESSON.anchor}": "host"}, VOCABULARY).bulletin
    assert of(back, LESSON.anchor).bank == fields_of(made, VOCABULARY)["bank"]


def test_a_group_takes_its_entries_to_another_bank() -> None:
    made, wrong = typed(group_0_bank="东山农商行")
    assert wrong == {}
    assert made.groups[0] == Group("临海组", "东山农商银行")
    assert of(made, LESSON.anchor).bank == "东山农商银行"
    assert of(made, OTHER.anchor) == OTHER


def test_an_entry_of_another_bank_than_its_group_keeps_it() -> None:
    own = replace(LESSON, bank="城东农商银行")
    base = replace(BULLETIN, content=(own, OTHER))
    made = corrected(base, {"group-0-bank": "东山农商银行", "group-0-name": "东山组"}, VOCABULARY)
    assert of(made.bulletin, own.anchor) == replace(own, group="东山组")


def test_a_renamed_group() -> None:
    made, _ = typed(group_0_name="临海一组")
    assert [group.name for group in made.groups] == ["临海一组", "温岭组"]
    assert of(made, LESSON.anchor) == replace(LESSON, group="临海一组")


def test_a_group_that_is_none_any_more() -> None:
    made, _ = typed(group_0_name="")
    assert [group.name for group in made.groups] == ["温岭组"]
    assert (of(made, LESSON.anchor).group, of(made, LESSON.anchor).bank) == ("", "")


def test_a_new_group() -> None:
    made, wrong = typed(group_2_name="东山组", group_2_bank="东山农商行")
    assert made.groups[2] == Group("东山组", "东山农商银行")
    assert wrong == {}
    assert typed(group_2_bank="东山农商行")[1] == {"group-2-name": "请填写小组的名称"}
    assert typed(group_2_name="临海组")[1] == {"group-2-name": "已有这个小组"}
    assert typed(group_2_name="长" * 51)[1] == {"group-2-name": "小组的名称太长"}


def test_an_entry_moves_to_another_group_and_its_bank() -> None:
    made, _ = typed(**{field("group", LESSON): "温岭组"})
    assert of(made, LESSON.anchor) == replace(LESSON, group="温岭组", bank="温岭农商银行")
    out, _ = typed(**{field("group", LESSON): ""})
    assert (of(out, LESSON.anchor).group, of(out, LESSON.anchor).bank) == ("", "")
    assert typed(**{field("group", LESSON): "没有的组"})[0] == BULLETIN


def test_practices_are_those_of_the_text_until_the_editor_says_otherwise() -> None:
    assert fields_of(BULLETIN, VOCABULARY)[f"practices-{LESSON.anchor}"] == "整村授信"
    made, _ = typed(**{field("practices", LESSON): "整村批量授信， 阳光信贷、CRM 系统"})
    assert of(made, LESSON.anchor).practices == ("整村授信", "阳光信贷", "CRM 系统")
    none, _ = typed(**{field("practices", LESSON): ""})
    assert of(none, LESSON.anchor).practices == ()
    again = corrected(none, {f"practices-{LESSON.anchor}": "整村授信"}, VOCABULARY)
    assert of(again.bulletin, LESSON.anchor).practices is None


def test_a_practice_that_nobody_knows() -> None:
    made, wrong = typed(**{field("practices", LESSON): "整村授信、火星贷"})
    assert wrong == {f"practices-{LESSON.anchor}": "词表里没有做法“火星贷”"}
    assert made == BULLETIN


names = st.sampled_from(sorted(fields_of(BULLETIN, VOCABULARY)))


@given(st.dictionaries(names, mixed_text, max_size=6))
def test_whatever_is_typed_makes_a_bulletin_that_can_be_kept(fields: dict[str, str]) -> None:
    made = corrected(BULLETIN, fields, VOCABULARY)
    also = {"start", "end", "other-bank"} | {f"group-{n}-name" for n in range(3)}
    assert set(made.wrong) <= set(fields) | also
    kept = bulletin_markdown.loads(bulletin_markdown.dumps(made.bulletin), made.bulletin.id, "x.md")
    assert kept == made.bulletin
    assert [e.anchor for e in kept.entries] == [e.anchor for e in BULLETIN.entries]
    # What was accepted is shown again as it was accepted.
    shown = fields_of(made.bulletin, VOCABULARY)
    assert corrected(made.bulletin, shown, VOCABULARY).bulletin == made.bulletin


@pytest.mark.parametrize(
    "title", ["走访\t经验", "\ue000走访经验", "走访\u2003经验", "走访\xad经验"]
)
def test_a_title_that_nobody_typed_stays_as_it_was_read(title: str) -> None:
    read = replace(BULLETIN, title=title, subtitle=title, issue=title)
    made = corrected(read, {"series": "周报"}, VOCABULARY)
    assert made.bulletin == replace(read, series="周报")

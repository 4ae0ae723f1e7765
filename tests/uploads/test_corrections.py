"""What an editor types, and the bulletin it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.corpus import bulletin_markdown
from kb.enrich.vocabulary import Vocabulary
from kb.model import BankRole, Bulletin, Entry, Group, Heading, Kind, Period, Practice, Side
from kb.uploads.corrections import LONGEST, corrected, fields_of
from tests.builders import LESSONS, ORGANISATIONS, bulletin, entry, mixed_text

VOCABULARY = Vocabulary(
    (Practice("整村授信", ("整村批量授信",)), Practice("阳光信贷"), Practice("CRM 系统")),
    ORGANISATIONS,
)
BULLETIN = replace(
    bulletin(
        Heading("一、学习小结", 2),
        entry(LESSONS[0]),
        replace(
            entry("温岭组到零售部学习。", kind=Kind.ACTIVITY), group="温岭组", bank="温岭农商银行"
        ),
        replace(entry("东山农商银行信贷部副总经理", kind=Kind.HONOUR), group="", bank=""),
    ),
    groups=(Group("临海组", "临海农商银行"), Group("温岭组", "温岭农商银行")),
)
LESSON, OTHER, _ = BULLETIN.entries


def typed(**fields: str) -> tuple[Bulletin, dict[str, str]]:
    """The bulletin and what was wrong, when this is typed; `_` stands for `-` in names."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    made = corrected(BULLETIN, named, VOCABULARY)
    return made.bulletin, made.wrong


def of(made: Bulletin, anchor: str) -> Entry:
    return next(e for e in made.entries if e.anchor == anchor)


def field(name: str, entry: Entry) -> str:
    return f"{name}_{entry.anchor}"


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


def test_a_bank_of_one_entry_by_any_of_its_names() -> None:
    made, _ = typed(**{field("bank", LESSON): "温岭农商行"})
    assert of(made, LESSON.anchor) == replace(LESSON, bank="温岭农商银行")


def test_the_bank_of_a_bulletin_without_groups() -> None:
    one = replace(LESSON, group="")
    other = replace(OTHER, group="")
    base = replace(BULLETIN, groups=(), content=(one, replace(one, anchor="e2"), other))
    assert fields_of(base, VOCABULARY)["bank"] == "临海农商银行"
    made = corrected(base, {"bank": "东山农商银行"}, VOCABULARY).bulletin
    assert [e.bank for e in made.entries] == ["东山农商银行", "东山农商银行", "温岭农商银行"]


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


TWO_HOSTS = replace(
    bulletin(
        Heading("一、石桥农商银行", 2),
        replace(
            entry(LESSONS[0]), group="", bank="石桥农商银行", heading_path=("一、石桥农商银行",)
        ),
        replace(
            entry(LESSONS[1]), group="", bank="石桥农商银行", heading_path=("一、石桥农商银行",)
        ),
        Heading("二、南屏农商银行", 2),
        replace(
            entry("走访每周两次，当天录入。"),
            group="",
            bank="南屏农商银行",
            heading_path=("二、南屏农商银行",),
        ),
        replace(
            entry("我们也要这样做。"),
            side=Side.LEARNER,
            group="",
            bank="",
            heading_path=("二、南屏农商银行",),
        ),
    ),
    groups=(),
)


def only_bank(name: str) -> Bulletin:
    """A bulletin without groups with one entry, about one bank."""
    return replace(bulletin(replace(entry(LESSONS[0]), group="", bank=name)), groups=())


def test_a_bulletin_of_several_banks_has_a_field_for_each() -> None:
    fields = fields_of(TWO_HOSTS, VOCABULARY)
    assert "bank" not in fields
    assert fields["host-0-bank"] == "石桥农商银行"
    assert fields["host-1-bank"] == "南屏农商银行"


def test_each_bank_of_a_table_has_a_field() -> None:
    banks = ("石桥农商银行", "南屏农商银行", "路桥农商银行")
    rows = (replace(entry(f"{bank}每周走访两次。"), group="", bank=bank) for bank in banks)
    fields = fields_of(replace(bulletin(*rows), groups=()), VOCABULARY)
    assert [fields[f"host-{number}-bank"] for number in range(3)] == list(banks)


def test_entries_follow_the_field_of_their_bank() -> None:
    made = corrected(TWO_HOSTS, {"host-0-bank": "临海农商银行"}, VOCABULARY).bulletin
    assert [e.bank for e in made.entries] == [
        "临海农商银行",
        "临海农商银行",
        "南屏农商银行",
        "",
    ]
    assert BankRole("临海农商银行", Side.HOST, "石桥农商银行") in made.roles


def subjects_of(bulletin: Bulletin) -> list[str]:
    """The banks that the sentences of a bulletin are about, entry by entry."""
    fields = fields_of(bulletin, VOCABULARY)
    return [bank for name, bank in fields.items() if name.startswith("about-")]


def two_named_hosts() -> Bulletin:
    """A bulletin of two hosts whose sentences name them."""
    banks = ("石桥农商银行", "南屏农商银行")
    entries = [
        replace(entry(f"{bank}把贷后检查列成清单。该行逐项拍照。"), group="", bank=bank)
        for bank in banks
    ]
    roles = tuple(BankRole(bank, Side.HOST) for bank in banks)
    content = [
        item
        for e in entries
        for item in (Heading(f"走进{e.bank}", 2), replace(e, heading_path=(f"走进{e.bank}",)))
    ]
    return replace(bulletin(*content), groups=(), roles=roles)


def test_sentences_that_name_a_renamed_host_follow_it() -> None:
    named = two_named_hosts()
    assert subjects_of(named) == ["石桥农商银行"] * 2 + ["南屏农商银行"] * 2
    made = corrected(named, {"host-1-bank": "南坪农商银行"}, VOCABULARY).bulletin
    assert subjects_of(made) == ["石桥农商银行"] * 2 + ["南坪农商银行"] * 2
    kept = bulletin_markdown.loads(bulletin_markdown.dumps(made), made.id, "x.md")
    assert kept.roles == made.roles
    assert subjects_of(kept) == subjects_of(made)


def test_a_doubt_is_not_settled_by_a_new_name() -> None:
    """Whoever mends the name of a host has not looked at each sentence in doubt."""
    one, *_ = two_named_hosts().entries
    text = one.text + "逾期率比南屏农商银行低两个百分点。"
    named = replace(
        two_named_hosts(), content=(Heading("走进石桥农商银行", 2), replace(one, text=text))
    )
    before = fields_of(named, VOCABULARY)
    doubt = [n for n, v in before.items() if n.startswith("side-") and v == "none"]
    made = corrected(named, {"bank": "石乔农商银行"}, VOCABULARY).bulletin
    given = {correction.digest for e in made.entries for correction in e.subjects}
    assert doubt
    assert given
    assert not any(name.rpartition("-")[2] in given for name in doubt)


def test_sentences_follow_an_only_host_and_the_bank_of_a_group_too() -> None:
    text = "石桥农商银行把贷后检查列成清单。该行逐项拍照。"
    only = replace(bulletin(replace(entry(text), group="", bank="石桥农商银行")), groups=())
    made = corrected(only, {"bank": "石乔农商银行"}, VOCABULARY).bulletin
    assert set(subjects_of(made)) == {"石乔农商银行"}
    grouped = bulletin(replace(entry(text), group="第一组", bank="石桥农商银行"))
    grouped = replace(grouped, groups=(Group("第一组", "石桥农商银行"),))
    made = corrected(grouped, {"group-0-bank": "石乔农商银行"}, VOCABULARY).bulletin
    assert set(subjects_of(made)) == {"石乔农商银行"}


def test_what_a_sentence_says_of_a_bank_stays_when_the_entry_goes_to_another_of_the_text() -> None:
    named = two_named_hosts()
    *_, second = named.entries
    made = corrected(named, {f"bank-{second.anchor}": "石桥农商银行"}, VOCABULARY).bulletin
    assert "南屏农商银行" in subjects_of(made)


def test_an_entry_with_a_bank_of_its_own_does_not_follow() -> None:
    one, *_ = TWO_HOSTS.entries
    typed = {"host-0-bank": "临海农商银行", f"bank-{one.anchor}": "路桥农商银行"}
    made = corrected(TWO_HOSTS, typed, VOCABULARY).bulletin
    assert [e.bank for e in made.entries][:2] == ["路桥农商银行", "临海农商银行"]


def test_two_banks_that_were_one_become_one() -> None:
    made = corrected(TWO_HOSTS, {"host-1-bank": "石桥农商银行"}, VOCABULARY).bulletin
    assert {e.bank for e in made.entries} == {"石桥农商银行", ""}
    assert fields_of(made, VOCABULARY)["bank"] == "石桥农商银行"


def test_an_entry_given_to_the_host_gets_the_new_bank_of_its_section() -> None:
    *_, plan = TWO_HOSTS.entries
    typed = {"host-1-bank": "临海农商银行", f"whose-{plan.anchor}": "host"}
    made = corrected(TWO_HOSTS, typed, VOCABULARY).bulletin
    assert of(made, plan.anchor).bank == "临海农商银行"


@pytest.mark.parametrize(
    "names", ["石桥农商银行、南屏农商银行", "石桥农商银行，南屏农商银行", "石桥农商行和南屏农商行"]
)
def test_a_list_is_not_the_name_of_a_bank(names: str) -> None:
    one = only_bank("石桥农商银行")
    (lesson,) = one.entries
    group = corrected(BULLETIN, {"group-0-bank": names}, VOCABULARY)
    assert group.bulletin == BULLETIN
    assert "一处只能填一家机构" in group.wrong["group-0-bank"]
    for field in ("bank", f"bank-{lesson.anchor}"):
        made = corrected(one, {field: names}, VOCABULARY)
        assert made.bulletin == one
        assert "一处只能填一家机构" in made.wrong[field]


@pytest.mark.parametrize(
    "word", ["全行", "该农商行", "兄弟单位", "两家银行", "对方", "不详", "-", "在全行推广。"]
)
def test_a_word_that_names_no_bank_is_refused(word: str) -> None:
    one = only_bank("石桥农商银行")
    (lesson,) = one.entries
    for field in ("bank", f"bank-{lesson.anchor}", "other-bank"):
        made = corrected(one, {field: word, "other-side": ""}, VOCABULARY)
        assert made.bulletin == one
        assert "不是某一家机构的名称" in made.wrong[field]
    group = corrected(BULLETIN, {"group-0-bank": word}, VOCABULARY)
    assert group.bulletin == BULLETIN
    assert "不是某一家机构的名称" in group.wrong["group-0-bank"]


@pytest.mark.parametrize(
    "name",
    ["全州农商银行", "双流农商银行", "八一支行", "省联社", "路桥", "五家渠农商银行", "四会农商行"],
)
def test_a_name_that_begins_like_a_word_is_a_bank(name: str) -> None:
    made = corrected(only_bank("石桥农商银行"), {"bank": name}, VOCABULARY)
    assert not made.wrong


def test_a_bank_may_have_a_name_with_and() -> None:
    one = only_bank("石桥农商银行")
    made = corrected(one, {"bank": "和顺农商银行"}, VOCABULARY)
    assert [e.bank for e in made.bulletin.entries] == ["和顺农商银行"]


def test_an_entry_given_to_the_host_gets_the_bank_of_its_section() -> None:
    *_, plan = TWO_HOSTS.entries
    made = corrected(TWO_HOSTS, {f"whose-{plan.anchor}": "host"}, VOCABULARY)
    assert of(made.bulletin, plan.anchor).bank == "南屏农商银行"


def test_the_bank_of_a_sentence_is_a_name_as_everywhere() -> None:
    about = next(name for name in fields_of(BULLETIN, VOCABULARY) if name.startswith("about-"))
    side = about.replace("about", "side", 1)
    for name in ("温岭农商行", " 温岭农商银行\x00 ", "\x85温岭农商银行"):
        made = corrected(BULLETIN, {about: name, side: "third"}, VOCABULARY)
        assert [s.bank for e in made.bulletin.entries for s in e.subjects] == ["温岭农商银行"]
    made = corrected(BULLETIN, {about: "很" * 5000, side: "third"}, VOCABULARY)
    assert made.wrong == {about: "机构的名称太长"}


@pytest.mark.parametrize(
    "title", ["走访\t经验", "\ue000走访经验", "走访\u2003经验", "走访\xad经验"]
)
def test_a_title_that_nobody_typed_stays_as_it_was_read(title: str) -> None:
    read = replace(BULLETIN, title=title, subtitle=title, issue=title)
    made = corrected(read, {"series": "周报"}, VOCABULARY)
    assert made.bulletin == replace(read, series="周报")


def banks_of_roles(bulletin: Bulletin) -> set[str]:
    """The banks that the check screen asks about."""
    names = fields_of(bulletin, VOCABULARY)
    return {name.removeprefix("role-") for name in names if name.startswith("role-")} - {"checked"}


def test_the_old_name_of_a_renamed_host_is_no_bank_any_more() -> None:
    made = corrected(two_named_hosts(), {"host-1-bank": "南坪农商银行"}, VOCABULARY).bulletin
    assert BankRole("南坪农商银行", Side.HOST, "南屏农商银行") in made.roles
    assert "南屏农商银行" in banks_of_roles(two_named_hosts())
    assert {"南坪农商银行"} == banks_of_roles(made) - banks_of_roles(two_named_hosts())
    assert "南屏农商银行" not in banks_of_roles(made)
    again = corrected(made, {"host-1-bank": "南平农商银行"}, VOCABULARY).bulletin
    assert [(r.bank, r.written) for r in again.roles][1:] == [("南平农商银行", "南屏农商银行")]
    back = corrected(again, {"host-1-bank": "南屏农商银行"}, VOCABULARY).bulletin
    assert [(r.bank, r.written) for r in back.roles][1:] == [("南屏农商银行", "")]
    assert banks_of_roles(back) == banks_of_roles(two_named_hosts())


def test_a_sentence_that_is_new_in_a_bulletin_with_a_renamed_host_is_of_the_new_name() -> None:
    made = corrected(two_named_hosts(), {"host-1-bank": "南坪农商银行"}, VOCABULARY).bulletin
    *_, last = made.entries
    longer = replace(last, text=last.text + "南屏农商银行每季度评一次服务明星。该行当月兑现奖励。")
    content = tuple(longer if item == last else item for item in made.content)
    assert set(subjects_of(replace(made, content=content))) == {"石桥农商银行", "南坪农商银行"}


def test_a_bank_of_the_list_keeps_its_name_where_another_takes_its_place() -> None:
    one = replace(LESSON, group="")
    base = replace(BULLETIN, groups=(), content=(one, replace(one, anchor="e2")))
    made = corrected(base, {"bank": "东山农商银行"}, VOCABULARY).bulletin
    assert made.roles == (BankRole("东山农商银行", Side.HOST),)

"""Corrections of banks: an only host, one of several, that of an entry or of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.corpus import bulletin_markdown
from kb.model import BankRole, Bulletin, Group, Heading, Side
from kb.uploads.corrections import corrected, fields_of
from tests.builders import LESSONS, bulletin, entry
from tests.uploads.typed_forms import (
    BULLETIN,
    LESSON,
    OTHER,
    TWO_HOSTS,
    VOCABULARY,
    field,
    of,
    typed,
)


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
    for name in ("bank", f"bank-{lesson.anchor}"):
        made = corrected(one, {name: names}, VOCABULARY)
        assert made.bulletin == one
        assert "一处只能填一家机构" in made.wrong[name]


@pytest.mark.parametrize(
    "word", ["全行", "该农商行", "兄弟单位", "两家银行", "对方", "不详", "-", "在全行推广。"]
)
def test_a_word_that_names_no_bank_is_refused(word: str) -> None:
    one = only_bank("石桥农商银行")
    (lesson,) = one.entries
    for name in ("bank", f"bank-{lesson.anchor}", "other-bank"):
        made = corrected(one, {name: word, "other-side": ""}, VOCABULARY)
        assert made.bulletin == one
        assert "不是某一家机构的名称" in made.wrong[name]
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

"""Who learns from whom is one decision, and all sentences follow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.corpus import bulletin_markdown, differences
from kb.enrich import Vocabulary, subjects_of
from kb.errors import CorpusError
from kb.intake.kept_corrections import merged
from kb.intake.options import IngestOptions
from kb.intake.understand import understand
from kb.model import BankRole, Bulletin, Kind, Side
from kb.uploads.corrections import corrected, fields_of
from tests.builders import ORGANISATIONS

VOCABULARY = Vocabulary((), ORGANISATIONS)
ONE, OTHER = "梧溪农商银行", "漆河农商银行"
# Texts in which it is in doubt which of two banks is learned from, or whose practice a sentence is.
DOUBTFUL = {
    "no visit": "周学习小结\n本周继续跟班，整理了几点。\n一、晨会开得短。晨会15分钟，由业绩最后一名主持。\n"
    "二、免责有章可循。设尽职免责委员会，由风险、合规、纪检、工会四方组成。去年共受理申请58件。\n"
    f"{ONE}与{OTHER}都谈到，难点在执行。\n",
    "exchange": f"交流材料\n{ONE}、{OTHER}4月6日至10日开展交流。\n"
    "一、整村授信三张清单。授信清单、走访清单、异议清单逐户核对，用信率41.3%。\n"
    "二、尽职免责负面清单。清单外的不良一律免责，2025年认定免责137笔。\n",
    "fragments": f"一周随记\n4月6日至10日，在{OTHER}。{ONE}一行六人。\n"
    "一、台账一本清。每户一页，谁走访谁签字，漏一次扣20元。\n"
    "二、贷后看电表。用电量下降三成以上的，五日内上门。\n",
}


def read(text: str) -> Bulletin:
    options = IngestOptions(today=date(2026, 11, 27))
    return understand(text.encode(), "简报.txt", options, ORGANISATIONS).bulletin


def decided(bulletin: Bulletin, **typed: str) -> Bulletin:
    named = {name.replace("_", "-"): value for name, value in typed.items()}
    made = corrected(bulletin, named, VOCABULARY)
    assert not made.wrong
    return made.bulletin


def banks_of_lessons(bulletin: Bulletin) -> set[tuple[str, Side]]:
    """Whom the sentences of lessons are about, without those that are in doubt or about nobody."""
    return {
        (one.bank, one.side)
        for entry, said in subjects_of(bulletin, ORGANISATIONS)
        if entry.kind is Kind.LESSON
        for one in said
        if one.side is not Side.NONE
    }


def in_doubt(bulletin: Bulletin) -> int:
    return sum(one.doubtful for _, said in subjects_of(bulletin, ORGANISATIONS) for one in said)


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
@pytest.mark.parametrize(("host", "learner"), [(ONE, OTHER), (OTHER, ONE)])
def test_all_sentences_follow_one_decision(text: str, host: str, learner: str) -> None:
    fields = {f"role_{host}": "host", f"role_{learner}": "learner", "roles_checked": "1"}
    made = decided(read(text), **fields)
    assert in_doubt(made) <= max(in_doubt(read(text)), 2)
    assert banks_of_lessons(made) == {(host, Side.HOST)}
    assert {e.bank for e in made.entries if e.kind is Kind.LESSON} == {host}
    assert set(made.roles) == {BankRole(host, Side.HOST), BankRole(learner, Side.LEARNER)}


def test_a_bank_that_was_not_found_is_added_and_found_by_its_place() -> None:
    text = f"走进{ONE}\n锦屏河这边恰恰相反，贷款先看人品，一户一档。\n{ONE}先评议后授信。\n"
    made = decided(read(text), other_bank="锦屏河农村商业银行", other_side="third")
    assert made.roles == (BankRole("锦屏河农商银行", Side.THIRD),)
    fields = fields_of(made, VOCABULARY)
    assert fields["role-锦屏河农商银行"] == "third"
    told = [one for _, said in subjects_of(made, ORGANISATIONS) for one in said]
    assert any(one.bank == "锦屏河农商银行" for one in told)


def test_the_section_of_a_bank_that_is_host_no_longer_is_given_to_nobody() -> None:
    text = (
        f"走出去学——{OTHER}赴{ONE}、锦屏河农商银行学习纪实\n一、{ONE}：包村到人\n"
        f"{ONE}把182个行政村划给46名客户经理，每人包村不超过4个。\n二、锦屏河农商银行：贷后分三色\n"
        "锦屏河农商银行按逾期天数把贷款分为三色，红色由支行行长带队上门。\n"
        "该行的系统每天早上八点推送名单，客户经理当日反馈。\n"
    )
    made = decided(read(text), role_锦屏河农商银行="third")
    banks = [entry.bank for entry in made.entries if "三色" in str(entry.heading_path)]
    assert banks == ["", ""]
    told = {
        one.side
        for _, said in subjects_of(made, ORGANISATIONS)
        for one in said
        if one.bank == "锦屏河农商银行"
    }
    assert told == {Side.THIRD}


@pytest.mark.parametrize(
    ("bank", "side"), [(OTHER, ""), ("", "host"), (OTHER, "none"), (f"{ONE}、{OTHER}", "host")]
)
def test_a_bank_without_a_part_or_a_part_without_a_bank(bank: str, side: str) -> None:
    bulletin = read(DOUBTFUL["fragments"])
    made = corrected(bulletin, {"other-bank": bank, "other-side": side}, VOCABULARY)
    assert list(made.wrong) == ["other-bank"]
    assert made.bulletin == bulletin


def test_the_bank_of_the_bulletin_is_such_a_decision_too() -> None:
    made = decided(read(DOUBTFUL["no visit"]), bank=ONE)
    assert banks_of_lessons(made) == {(ONE, Side.HOST)}


def test_what_is_left_alone_decides_nothing() -> None:
    bulletin = read(DOUBTFUL["exchange"])
    assert corrected(bulletin, fields_of(bulletin, VOCABULARY), VOCABULARY).bulletin == bulletin
    assert in_doubt(bulletin)


def test_a_decision_is_stored_compared_and_shown() -> None:
    bulletin = read(DOUBTFUL["exchange"])
    made = decided(bulletin, **{f"role_{OTHER}": "host", f"role_{ONE}": "learner"})
    text = bulletin_markdown.dumps(made)
    assert bulletin_markdown.loads(text, made.id, "") == made
    (told,) = (f for f in differences(bulletin, made).fields if f.name == "roles")
    assert told.label == "谁向谁学习"
    assert f"{OTHER}（被学习方）" in told.after
    with pytest.raises(CorpusError, match="roles"):
        bulletin_markdown.loads(text.replace("side: host", "side: none"), made.id, "")


def test_a_decision_survives_a_corrected_file() -> None:
    old = read(DOUBTFUL["fragments"])
    before = decided(old, roles_checked="1")
    new = read(DOUBTFUL["fragments"].replace("漏一次扣20元", "漏一次扣30元"))
    kept = merged(new, old, before)
    assert kept.bulletin.roles == before.roles
    assert banks_of_lessons(kept.bulletin) == {(OTHER, Side.HOST)}


def test_doubtful_sentences_are_given_to_their_banks_at_once() -> None:
    bulletin = read(
        f"学习简报\n一行六人在{OTHER}听课。\n一、支行考核有讲究。考核分三档，要求人人达标。\n"
        "二、走访写日志。客户经理准备先走访百户，月底对账。\n"
    )
    assert in_doubt(bulletin)
    made = decided(bulletin, doubtful="1")
    assert not in_doubt(made)
    given = {(said.bank, said.side) for entry in made.entries for said in entry.subjects}
    assert given == {(OTHER, Side.HOST)}
    assert made.roles == ()


def test_a_sentence_that_an_editor_assigned_stays() -> None:
    bulletin = read(DOUBTFUL["fragments"])
    fields = fields_of(bulletin, VOCABULARY)
    lesson = next(e for e in bulletin.entries if e.kind is Kind.LESSON)
    about = next(n for n in fields if n.startswith(f"about-{lesson.anchor}"))
    typed = {about: ONE, about.replace("about", "side", 1): "learner"}
    made = corrected(bulletin, typed, VOCABULARY).bulletin
    made = corrected(made, {"roles-checked": "1"}, VOCABULARY).bulletin
    assert (ONE, Side.LEARNER) in banks_of_lessons(made)


def test_in_a_bulletin_of_groups_a_learner_is_moved() -> None:
    text = (
        f"学习简报\n一、{ONE}组\n{ONE}推行清单，用信率41.3%。\n"
        f"二、{OTHER}组\n{OTHER}每周三天在村。山口农商银行客户经理管户236户。\n"
    )
    bulletin = replace(read(text), roles=(BankRole("山口农商银行", Side.HOST),))
    fields = fields_of(bulletin, VOCABULARY)
    assert fields["role-山口农商银行"] == "host"

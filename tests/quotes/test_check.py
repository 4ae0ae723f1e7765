"""Verbatim, otherwise, or not at all."""

from __future__ import annotations

import pytest

from kb.corpus import Mark
from kb.knowledge_base import KnowledgeBase
from kb.quotes import Found, Verdict, check_quotations, paragraphs_of, quotations
from kb.quotes.check import regrouped
from tests.peers import EAST, first_week


def checked(kb: KnowledgeBase, text: str) -> tuple[Found, ...]:
    return check_quotations(kb, quotations(paragraphs_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "评议会请村干部和老党员打分。",
        "“每签约一户奖励客户经理30元”",
        "每签约一户奖励客户经理３０元",
        "签约1524户，用信率18.5%。截至",
        "整村授信12个村，签约1,524户，用信率 18.5%",
        "進村授信要做三件事：一是宣講話術統一",
        "> 评议会请村干部和老党员打分。每签约一户奖励客户经理30元。",
    ],
)
def test_verbatim_whatever_the_width_the_quotes_and_the_commas(
    peers: KnowledgeBase, text: str
) -> None:
    found = checked(peers, text)
    assert found
    assert all(one.source is not None and one.source.bank == EAST for one in found[:1])
    assert found[0].verdict is Verdict.VERBATIM


def test_a_changed_quotation_names_its_source_and_the_difference(peers: KnowledgeBase) -> None:
    (found,) = checked(peers, "他们“每签约一户奖励客户经理50元。”的办法")
    assert found.verdict is Verdict.DIFFERS
    assert found.nearest == "每签约一户奖励客户经理30元。"
    assert [(p.mark, p.text) for p in found.pieces if p.mark is not Mark.SAME] == [
        (Mark.REMOVED, "30"),
        (Mark.ADDED, "50"),
    ]


def test_what_nobody_said_is_not_found(peers: KnowledgeBase) -> None:
    (found,) = checked(peers, "无人机在山区的应急通信里派上了大用场。")
    assert (found.verdict, found.source) == (Verdict.ABSENT, None)


def test_nothing_to_check(peers: KnowledgeBase) -> None:
    assert checked(peers, "短。\n\n“”") == ()


def test_grouping_of_digits_is_no_difference_to_show() -> None:
    assert regrouped("听证7590万元、1,320户，第1,2条", "听证7,590万元、1320户") == (
        "听证7,590万元、1320户，第1,2条"
    )


def test_a_quotation_that_marks_what_it_leaves_out(peers: KnowledgeBase) -> None:
    kept = "评议会请村干部和老党员……奖励客户经理30元"
    (found,) = checked(peers, f"“{kept}”")
    assert found.verdict is Verdict.VERBATIM
    for wrong in (
        "奖励客户经理30元……评议会请村干部和老党员",
        "评议会请村干部和老党员……奖励客户经理50元",
        "评议会请村……打……户奖励客户经理30元",
    ):
        (found,) = checked(peers, f"“{wrong}”")
        assert found.verdict is not Verdict.VERBATIM


def test_a_quotation_glued_from_two_entries_names_both(peers: KnowledgeBase) -> None:
    texts = [entry.text for entry in first_week().entries]
    first = next(text for text in texts if "评议会请村干部" in text)
    other = next(text for text in texts if text not in (first, "") and len(text) > 30)
    first, other = "评议会请村干部和老党员打分", other[:20].strip("。，")
    for between in ("，", "。", "，并且"):
        (found,) = checked(peers, f"他们说“{first}{between}{other}”。")
        assert found.verdict is Verdict.DIFFERS
        assert [part.text.strip("。") for part in found.parts] == [first, other]
        assert all(part.text in part.source.text for part in found.parts)
        assert found.parts[0].source.id != found.parts[1].source.id

"""The banks of listed bulletins, kept until the index changes."""

from __future__ import annotations

from dataclasses import replace

from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Group
from tests.peers import EAST, WEST, bank_entries, stored, week
from webapp.parts.bulletin_list import summary
from webapp.services.bulletin_banks import BulletinBanks


def test_banks_follow_the_index(kb: KnowledgeBase) -> None:
    first = week(1, *bank_entries(EAST, ["一、评议先行。东山农商银行设立评议小组，逐户打分。"]))
    stored(kb, first)
    banks = BulletinBanks()
    not_indexed = summary(replace(first, id="2018-07-09-还没有索引"))
    named = banks.named(kb, [replace(summary(first), banks=(WEST,)), not_indexed])
    assert [one.banks for one in named] == [(EAST,), not_indexed.banks]

    told = "一、评议先行。西河农商银行设立评议小组，逐户打分。"
    second = week(1, *bank_entries(WEST, [told]))
    kb.corpus.save_bulletin(replace(second, groups=(Group("西河组", WEST),)))
    update_index(kb)
    assert [one.banks for one in banks.named(kb, [summary(first)])] == [(WEST,)]


def test_without_an_index_the_banks_of_the_entries_are_named(kb: KnowledgeBase) -> None:
    shown = summary(week(1, *bank_entries(EAST, ["一、评议先行。逐户打分。"])))
    assert BulletinBanks().named(kb, [shown]) == (shown,)

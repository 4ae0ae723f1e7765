"""kb new."""

from __future__ import annotations

from kb.insights.novelty import newest_bulletin
from kb.knowledge_base import KnowledgeBase
from tests.cli.conftest import Run
from tests.insights.test_novelty import NEW
from tests.peers import WEST, bank_entries, first_week, stored, week


def test_the_newest_bulletin_as_a_person_reads_it(kb_: Run, kb: KnowledgeBase) -> None:
    stored(
        kb, first_week(), week(3, *bank_entries(WEST, [NEW, "二、内训师讲课。内训师每季讲两课。"]))
    )
    done = kb_("new")
    assert done.code == 0
    for said in (
        "跟班学习纪实第3期",
        "与更早的 1 期相比：",
        "新的做法：内训师",
        "新的机构：没有",
        "体验支用日",
        "内训师（首次谈到）",
        "整村授信（此前 6 条）",
        "35%：比例35%",
    ):
        assert said in done.out
    first = kb_("new", week(1).id).out
    assert "这是最早的一期" in first
    assert "新的说法" not in first


def test_the_shape_of_the_json(sample: Run, sample_kb: KnowledgeBase) -> None:
    said = sample("new", "--json").json
    assert set(said) == {
        "bulletin", "period", "earlier", "practices", "banks", "terms", "figures", "per_practice",
    }  # fmt: skip
    assert said["bulletin"]["id"] == newest_bulletin(sample_kb)
    assert set(said["period"]) == {"start", "end"}
    assert set(said["terms"][0]) == {"term", "quoted", "entries"}
    for news in said["per_practice"]:
        assert set(news) == {"practice", "before", "entries", "banks", "terms", "figures"}
        assert news["entries"][0].startswith(said["bulletin"]["id"])


def test_without_bulletins_and_without_the_one_asked_for(kb_: Run, kb: KnowledgeBase) -> None:
    stored(kb)
    assert kb_("new").code == 1
    assert "还没有简报" in kb_("new").err
    assert "没有编号为" in kb_("new", "2018-01-01-没有").err

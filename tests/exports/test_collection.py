"""The neutral document of a collection: sources numbered once, notes by edition, doubts said."""

from __future__ import annotations

from dataclasses import replace

from kb.exports.collection import GONE, STALE, Options, handout
from kb.knowledge_base import KnowledgeBase
from kb.saved import Collection, Contents, Excerpt, Sources, take
from kb.saved.excerpts import with_changed_excerpt, with_excerpt
from tests.exports.handouts import DAY, example
from tests.peers import EAST, WEST, WEST_LESSON, bank_entries, first_week, stored, week


def test_a_source_is_numbered_once(kb: KnowledgeBase) -> None:
    made = handout(kb, example(kb), Options(), DAY)
    assert [item.source for item in made.items] == [1, 2, 3, 1]
    assert [source.number for source in made.sources] == [1, 2, 3]
    assert all(EAST in source.full for source in made.sources)


def test_a_source_was_last_read_when_the_last_excerpt_was_taken_from_it(kb: KnowledgeBase) -> None:
    collection = example(kb)
    days = ("2026-11-20", "", "2026-11-21", "2026-11-23")
    contents = collection.contents
    for excerpt, day in zip(contents.excerpts, days, strict=True):
        contents = with_changed_excerpt(contents, excerpt.id, taken=day)
    made = handout(kb, replace(collection, contents=contents), Options(base="http://kb.local"), DAY)
    for source, day in zip(made.sources, ("2026-11-23", "引用日期不详", "2026-11-21"), strict=True):
        assert f"[{day}]" in source.full


def test_notes_are_for_the_teacher_and_questions_for_all(kb: KnowledgeBase) -> None:
    collection = example(kb)
    for teacher, note, edition in ((True, "先问再讲", "讲师版"), (False, "", "学员版")):
        made = handout(kb, collection, Options(teacher=teacher), DAY)
        item = made.parts[1].items[0]
        assert (item.note, item.question, made.edition) == (note, "够不够？", edition)


def test_figures_and_pictures_come_along(kb: KnowledgeBase) -> None:
    made = handout(kb, example(kb), Options(), DAY)
    assert {"30元", "1,524户", "18.5%"} <= {figure.phrase for figure in made.figures}
    assert [p.caption for p in made.items[0].pictures] == ["评议会现场"]


def test_a_figure_that_two_excerpts_hold_stands_once(kb: KnowledgeBase) -> None:
    collection = example(kb)
    first = collection.contents.excerpts[0]
    twice = with_excerpt(collection.contents, first)
    made = handout(kb, replace(collection, contents=twice), Options(), DAY)
    assert len(made.figures) == len(handout(kb, collection, Options(), DAY).figures)


def test_a_figure_of_a_table_is_told_by_its_row_and_column(kb: KnowledgeBase) -> None:
    """用信率 | 24.5% | 31.2% says of neither when it was."""
    text = "一、用信有起色。数据如下：\n指标 | 2025年末 | 2026年末\n用信率 | 24.5% | 31.2%\n户数 | 3万户 | 4万户"
    bulletin = week(2, *bank_entries(EAST, [text]))
    stored(kb, bulletin)
    excerpt = take(Sources(kb.corpus), f"{bulletin.id}#{bulletin.entries[0].anchor}")
    contents = with_excerpt(Contents(), excerpt)
    made = handout(kb, replace(example(kb), contents=contents), Options(), DAY)
    told = {figure.phrase: figure.about for figure in made.figures}
    assert told["24.5%"] == "用信率，2025年末"
    assert told["31.2%"] == "用信率，2026年末"


def test_what_the_source_no_longer_says_is_marked(kb: KnowledgeBase) -> None:
    collection = example(kb)
    gone = Excerpt("", "2018-07-02-没有#e1", 0, 4, "谁说过呢", "d")
    collection = replace(collection, contents=with_excerpt(collection.contents, gone))
    path = kb.corpus.bulletin_path(first_week().id)
    path.write_text(path.read_text("utf-8").replace("用信率18.5%", "用信率19.5%"), "utf-8")
    made = handout(kb, collection, Options(), DAY)
    assert [item.doubt for item in made.items] == ["", "", STALE, "", GONE]
    assert "18.5%" in made.items[2].text
    assert "原文已不在库里" in made.source(made.items[4]).full


def test_a_sentence_about_another_bank_is_not_put_down_to_the_bank_of_its_entry(
    kb: KnowledgeBase,
) -> None:
    text = f"一、评议先行。{EAST}请老党员打分，每户奖励30元。{WEST}仿照设立了评议会，每户奖励20元。"
    bulletin = week(2, *bank_entries(EAST, [text]), *bank_entries(WEST, [WEST_LESSON]))
    stored(kb, bulletin)
    entry = f"{bulletin.id}#{bulletin.entries[0].anchor}"
    sources, contents = Sources(kb.corpus), Contents()
    for start, end in ((0, None), (text.index(WEST), None), (text.index(EAST), text.index(WEST))):
        contents = with_excerpt(contents, take(sources, entry, start, end))
    made = handout(kb, replace(example(kb), contents=contents), Options(), DAY)
    assert [item.bank for item in made.items] == [f"{EAST}、{WEST}", WEST, EAST]
    assert [item.short.split("，")[0] for item in made.items] == [
        f"（{EAST}、{WEST}", f"（{WEST}", f"（{EAST}",
    ]  # fmt: skip
    banks = {figure.phrase: figure.bank for figure in made.figures}
    assert (banks["30元"], banks["20元"]) == (EAST, WEST)


def test_an_excerpt_about_no_known_bank_has_a_heading_that_says_so(kb: KnowledgeBase) -> None:
    item = handout(kb, example(kb), Options(), DAY).items[0]
    assert replace(item, bank="", title="").label == ("机构不详",)


def test_an_empty_collection_is_a_document(kb: KnowledgeBase) -> None:
    collection: Collection = replace(example(kb), contents=type(example(kb).contents)())
    made = handout(kb, collection, Options(), DAY)
    assert not (made.items)
    assert not (made.sources)
    assert not (made.figures)


def test_a_chapter_without_anything_is_no_page(kb: KnowledgeBase) -> None:
    collection = example(kb)
    empty = replace(collection.contents.chapters[0], id="c99", title="还空着", excerpts=(), note="")
    told = replace(empty, id="c98", title="只有导语", note="先看这一段。")
    chapters = (empty, told, *collection.contents.chapters)
    collection = replace(collection, contents=replace(collection.contents, chapters=chapters))
    titles = [part.title for part in handout(kb, collection, Options(), DAY).parts]
    assert titles[0] == "只有导语"
    assert "还空着" not in titles
